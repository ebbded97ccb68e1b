//! A name that not every system can hold.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNPORTABLE_NAME,
    group: Group::Files,
    title: Both::new("Tên tệp không dùng được trên mọi máy", "A name that not every system can hold"),
    about: Both::new(
        "Sổ được dùng trên cả Windows, macOS và Linux. Hai tên chỉ khác nhau ở chữ hoa, chữ thường hoặc cách gõ dấu là \
         một tên trên Windows và macOS: ở đó một trong hai tệp mất mà không ai hay. Windows cũng không có những tên như \
         aux.yaml, tên có dấu hai chấm hoặc kết thúc bằng dấu chấm: sổ không tải về đó được.",
        "A registry is used under Windows, macOS and Linux. Two names that differ in case or in the way accents are \
         typed alone are one name on Windows and macOS: one of the two files is lost there without anybody knowing. \
         Nor has Windows names such as aux.yaml, with a colon or ending with a point: the registry cannot be checked \
         out there.",
    ),
    mend: Both::new("Đổi tên tệp hoặc thư mục.", "Rename the file or folder."),
    example: example!("unportable-name"),
    check: Check::Reading,
};
