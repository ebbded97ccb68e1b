//! A file cannot be read.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNREADABLE_FILE,
    group: Group::Files,
    title: Both::new("Không đọc được tệp", "A file cannot be read"),
    about: Both::new(
        "Một tệp hoặc thư mục của sổ có đó nhưng không mở được: thiếu quyền đọc, là liên kết, hoặc không phải tệp \
         thường. Chưa biết trong đó có gì, nên không kết luận gì từ việc thiếu bản ghi loại ấy.",
        "A file or folder of the registry is there and cannot be opened: no permission, a symbolic link, no \
         regular file. What it holds is unknown, so nothing is concluded from the absence of such records.",
    ),
    mend: Both::new(
        "Cấp quyền đọc, hoặc thay liên kết bằng tệp thật.",
        "Give permission to read it, or put the file itself in the place of a link.",
    ),
    example: example!("unreadable-file"),
    check: Check::Reading,
};
