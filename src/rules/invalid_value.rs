//! A value that cannot be.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::INVALID_VALUE,
    group: Group::Files,
    title: Both::new("Giá trị không hợp lệ", "A value that cannot be"),
    about: Both::new(
        "Ngày không có thật, kỳ viết sai cách, mã có dấu hoặc chữ hoa, từ không có trong danh sách, địa chỉ thư \
         viết sai. Bản ghi bị gác lại cho đến khi sửa.",
        "A day that does not exist, a period written otherwise, an id with accents or capitals, a word that is \
         not in the list, an impossible e-mail address. The record is set aside until it is mended.",
    ),
    mend: Both::new(
        "Viết lại theo dạng được nêu: ngày như 2024-06-20, kỳ như 2024-06 hoặc 2024-Q2, mã như so-y-te.",
        "Write it in the form that is told: a day like 2024-06-20, a period like 2024-06 or 2024-Q2, an id like \
         so-y-te.",
    ),
    example: example!("invalid-value"),
    check: Check::Reading,
};
