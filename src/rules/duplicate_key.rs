//! A field stands twice.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::DUPLICATE_KEY,
    group: Group::Files,
    title: Both::new("Một trường ghi hai lần", "A field stands twice"),
    about: Both::new(
        "Trong một bản ghi, một trường có hai giá trị. Không biết giá trị nào đúng; lần ghi đầu được đọc, lần sau \
         bị bỏ qua.",
        "One record gives a field two values. Nobody knows which is right; the first is read, the second passed \
         over.",
    ),
    mend: Both::new(
        "Giữ giá trị đúng và bỏ trường kia.",
        "Keep the right one and take the other away.",
    ),
    example: example!("duplicate-key"),
    check: Check::Reading,
};
