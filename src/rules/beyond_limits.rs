//! A file is too large, too deep or too faulty.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::BEYOND_LIMITS,
    group: Group::Files,
    title: Both::new("Tệp quá lớn, quá sâu hoặc quá nhiều lỗi", "A file is too large, too deep or too faulty"),
    about: Both::new(
        "Tệp lớn hơn 16 MiB, lồng nhau hơn 32 tầng hoặc có hơn 10.000 lỗi về hình thức không phải là tệp người \
         giữ sổ viết. Phần vượt mức không được đọc, để không tệp nào làm chương trình chạy mãi.",
        "A file above 16 MiB, nested deeper than 32 levels or with more than 10,000 faults of form is no file \
         that a keeper wrote. What is beyond is not read, so that no file makes the program run for ever.",
    ),
    mend: Both::new(
        "Chia tệp thành nhiều tệp trong cùng thư mục; xem lại các dấu [ và {.",
        "Divide the file into several in the same folder; look at its [ and {.",
    ),
    example: example!("beyond-limits"),
    check: Check::Reading,
};
