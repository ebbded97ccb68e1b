//! A file that is no part of the registry.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::STRAY_FILE,
    group: Group::Files,
    title: Both::new("Tệp không thuộc sổ", "A file that is no part of the registry"),
    about: Both::new(
        "Thư mục nói loại bản ghi; tệp đặt sai chỗ, sai đuôi hoặc sai tên thì không được đọc mà cũng không ai \
         hay. Tệp ẩn, tệp .md ở gốc và thư mục files/ được bỏ qua.",
        "The folder says the type of record; a file in the wrong place or with the wrong ending or name would be \
         left unread without anybody knowing. Hidden files, .md files at the root and the folder files/ are \
         passed over.",
    ),
    mend: Both::new(
        "Đổi tên hoặc chuyển tệp về đúng thư mục, hoặc đưa nó ra khỏi sổ.",
        "Give it its right name or folder, or move it out of the registry.",
    ),
    example: example!("stray-file"),
    check: Check::Reading,
};
