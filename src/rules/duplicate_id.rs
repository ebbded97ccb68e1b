//! An id is used twice.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::DUPLICATE_ID,
    group: Group::Files,
    title: Both::new("Mã dùng hai lần", "An id is used twice"),
    about: Both::new(
        "Hai bản ghi cùng loại mang một mã, nên không biết chỗ nhắc đến mã đó là nói về bản ghi nào. Bản ghi đầu \
         được giữ, bản ghi sau bị gác lại.",
        "Two records of one type have one id, so nobody knows which of them a mention of it means. The first is \
         kept, the second set aside.",
    ),
    mend: Both::new(
        "Đặt mã khác cho một bản ghi và sửa những chỗ nhắc đến nó, hoặc bỏ bản ghi chép trùng.",
        "Give one of them another id and mend what mentions it, or take the copy away.",
    ),
    example: example!("duplicate-id"),
    check: Check::Reading,
};
