//! A mention of something that is not there.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNKNOWN_REFERENCE,
    group: Group::Files,
    title: Both::new("Nhắc đến thứ không có trong sổ", "A mention of something that is not there"),
    about: Both::new(
        "Bản ghi nêu mã của một đơn vị, người, quyết định, yêu cầu, loại đơn vị hoặc loại báo cáo không có trong \
         sổ. Bản ghi bị gác lại cho đến khi sửa. Khi phần nêu mã ấy không đọc được thì không báo ở đây.",
        "A record names the id of a unit, officer, decision, request, kind of unit or report that the registry \
         does not have. It is set aside until it is mended. Where the record meant may be one that cannot be \
         read, nothing is told here.",
    ),
    mend: Both::new(
        "Sửa mã theo gợi ý, hoặc ghi bản ghi còn thiếu.",
        "Mend the id as suggested, or record what is missing.",
    ),
    example: example!("unknown-reference"),
    check: Check::Reading,
};
