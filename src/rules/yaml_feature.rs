//! A feature of YAML that a registry does not use.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::YAML_FEATURE,
    group: Group::Files,
    title: Both::new("Dùng tính năng YAML mà sổ không có", "A feature of YAML that a registry does not use"),
    about: Both::new(
        "Sổ chỉ dùng phần đơn giản của YAML: danh sách, trường và giá trị. Dấu neo (&), tham chiếu (*), thẻ (!), \
         khóa gộp (<<) và nhiều tài liệu trong một tệp làm cho người đọc khó biết một bản ghi ghi gì, nên không \
         được dùng.",
        "A registry uses the plain part of YAML: lists, fields and values. Anchors (&), aliases (*), tags (!), \
         merge keys (<<) and several documents in one file hide from the reader what a record says, so they are \
         not used.",
    ),
    mend: Both::new(
        "Viết giá trị ra đầy đủ ở từng chỗ; giá trị thật sự bắt đầu bằng các dấu đó thì đặt trong ngoặc kép.",
        "Write each value out in full; put a value that really begins with such a mark in quotation marks.",
    ),
    example: example!("yaml-feature"),
    check: Check::Reading,
};
