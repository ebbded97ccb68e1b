//! A value of the wrong type.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::WRONG_TYPE,
    group: Group::Files,
    title: Both::new("Giá trị sai kiểu", "A value of the wrong type"),
    about: Both::new(
        "Chỗ phải là danh sách lại là một giá trị, chỗ phải là một giá trị lại là danh sách hoặc nhóm trường. \
         Thường do thiếu dấu gạch ngang đầu mục hoặc thụt lề lệch.",
        "A single value stands where a list should, or a list or group of fields where a single value should. \
         Often a dash is missing, or a line is indented otherwise.",
    ),
    mend: Both::new(
        "Viết lại theo kiểu được nêu: danh sách là [a, b] hoặc mỗi mục một dòng có gạch ngang.",
        "Write it as the finding says: a list is [a, b], or one item a line with a dash.",
    ),
    example: example!("wrong-type"),
    check: Check::Reading,
};
