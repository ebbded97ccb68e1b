//! A field is left empty.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::EMPTY_FIELD,
    group: Group::Files,
    title: Both::new("Trường bị bỏ trống", "A field is left empty"),
    about: Both::new(
        "Tên trường có mà giá trị không có. Không biết là quên điền hay không có gì để điền; nếu không có gì thì \
         không ghi trường.",
        "The field's name is there and its value is not. Whether it was forgotten or there is nothing to say is \
         unknown; where there is nothing to say the field is left out.",
    ),
    mend: Both::new(
        "Điền giá trị, hoặc bỏ trường nếu không bắt buộc.",
        "Fill it in, or take it away if it is not required.",
    ),
    example: example!("empty-field"),
    check: Check::Reading,
};
