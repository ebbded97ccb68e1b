//! A file is not in UTF-8.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::NOT_UTF8,
    group: Group::Files,
    title: Both::new("Tệp không phải mã hóa UTF-8", "A file is not in UTF-8"),
    about: Both::new(
        "Tệp của sổ là văn bản UTF-8 (Unicode). Tệp lưu bằng mã hóa khác, như UTF-16, Windows-1258 hoặc TCVN3, \
         cho ra chữ sai, nên không được đọc.",
        "Files of a registry are UTF-8 text (Unicode). A file in another encoding, such as UTF-16, Windows-1258 \
         or TCVN3, would give wrong letters and is not read.",
    ),
    mend: Both::new(
        "Mở tệp bằng phần mềm đã tạo ra nó và lưu lại với mã hóa UTF-8.",
        "Open the file with the program that made it and save it as UTF-8.",
    ),
    example: example!("not-utf8"),
    check: Check::Reading,
};
