//! A field that the format does not have.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::UNKNOWN_FIELD,
    group: Group::Files,
    title: Both::new("Trường không có trong định dạng", "A field that the format does not have"),
    about: Both::new(
        "Tên trường viết sai, hoặc trường không thuộc loại bản ghi này. Một trường viết sai tên coi như không có, \
         nên bản ghi bị gác lại cho đến khi sửa.",
        "A field is misspelt or belongs to no record of this type. A misspelt field is as good as absent, so its \
         record is set aside until it is mended.",
    ),
    mend: Both::new(
        "Sửa tên trường theo gợi ý, hoặc chuyển nội dung sang trường note.",
        "Mend the name as suggested, or move what it says to the field note.",
    ),
    example: example!("unknown-field"),
    check: Check::Reading,
};
