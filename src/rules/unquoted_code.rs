//! A code without quotation marks.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNQUOTED_CODE,
    group: Group::Files,
    title: Both::new("Mã số không có ngoặc kép", "A code without quotation marks"),
    about: Both::new(
        "Chương trình này đọc mọi giá trị đúng như viết, nhưng phần mềm khác đọc YAML coi 01234 là số, +84912345678 là \
         84912345678, 7.10 là 7.1, 12:30 là 750 và no là \"không\". Đặt trong ngoặc kép thì mọi phần mềm đọc như nhau.",
        "This program reads every value as it is written, but other tools that read YAML take 01234 for a number, \
         +84912345678 for 84912345678, 7.10 for 7.1, 12:30 for 750 and no for \"false\". In quotation marks it is the same \
         for all.",
    ),
    mend: Both::new(
        "Chạy `ttc fmt`, hoặc đặt giá trị trong ngoặc kép.",
        "Run `ttc fmt`, or put the value in quotation marks.",
    ),
    example: example!("unquoted-code"),
    check: Check::Reading,
};
