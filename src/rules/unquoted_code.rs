//! A code without quotation marks.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNQUOTED_CODE,
    group: Group::Files,
    title: Both::new("Mã số không có ngoặc kép", "A code without quotation marks"),
    about: Both::new(
        "Chương trình này đọc mọi giá trị đúng như viết, nhưng phần mềm khác đọc YAML coi 01234 là số, 7.10 là \
         7.1 và no là \"không\". Đặt trong ngoặc kép thì mọi phần mềm đọc như nhau.",
        "This program reads every value as it is written, but other tools that read YAML take 01234 for a number, \
         7.10 for 7.1 and no for \"false\". In quotation marks it is the same for all.",
    ),
    mend: Both::new(
        "Đặt giá trị trong ngoặc kép.",
        "Put the value in quotation marks.",
    ),
    example: example!("unquoted-code"),
    check: Check::Reading,
};
