//! A required field is missing.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::MISSING_FIELD,
    group: Group::Files,
    title: Both::new("Thiếu trường bắt buộc", "A required field is missing"),
    about: Both::new(
        "Bản ghi thiếu một trường mà không có thì không xét được, như đơn vị hoặc ngày bắt đầu của một đầu mối. \
         Bản ghi bị gác lại và không kết luận gì từ việc thiếu nó.",
        "A record lacks a field without which it cannot be judged, such as an officer's unit or first day. It is \
         set aside, and nothing is concluded from its absence.",
    ),
    mend: Both::new(
        "Thêm trường còn thiếu; mỗi phát hiện nói rõ trường đó ghi gì.",
        "Add the field; each finding says what goes in it.",
    ),
    example: example!("missing-field"),
    check: Check::Reading,
};
