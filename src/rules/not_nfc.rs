//! Letters with loose accents.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::NOT_NFC,
    group: Group::Files,
    title: Both::new("Chữ gõ bằng dấu rời", "Letters with loose accents"),
    about: Both::new(
        "Một chữ như `ế` có thể là một ký tự (dựng sẵn, NFC) hoặc nhiều ký tự ghép lại (tổ hợp). Nhìn giống \
         nhau nhưng tìm kiếm và so sánh thì khác, nên một người có thể thành hai. Sổ chỉ dùng Unicode dựng sẵn.",
        "A letter such as `ế` can be one character (composed, NFC) or several put together (decomposed). They \
         look the same and compare as different, so one person may seem to be two. A registry uses the composed \
         form.",
    ),
    mend: Both::new(
        "Chạy `ttc fmt`: mọi chữ của sổ thành dựng sẵn, kể cả tên trường, mã và ghi chú. Hoặc gõ lại bằng bộ gõ đặt ở \
         chế độ Unicode dựng sẵn.",
        "Run `ttc fmt`: every letter of the registry becomes composed, in keys, ids and comments too. Or type it again \
         with the input method set to composed Unicode.",
    ),
    example: example!("not-nfc"),
    check: Check::Reading,
};
