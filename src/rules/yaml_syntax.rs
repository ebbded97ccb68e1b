//! The YAML is broken.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::YAML_SYNTAX,
    group: Group::Files,
    title: Both::new("Sai cú pháp YAML", "The YAML is broken"),
    about: Both::new(
        "Một dấu ngoặc không đóng, một chỗ thụt lề lệch, một dấu hai chấm thừa làm cho bản ghi không đọc được. \
         Chỉ bản ghi đó bị bỏ qua; các bản ghi khác của tệp vẫn được đọc và kiểm tra.",
        "A quotation mark or bracket that is not closed, a line indented otherwise, a colon too many: the record \
         cannot be read. It alone is passed over; the other records of the file are read and checked.",
    ),
    mend: Both::new(
        "Sửa chỗ được chỉ ra. Giá trị có dấu hai chấm hoặc bắt đầu bằng ký tự đặc biệt thì đặt trong ngoặc kép. Dòng thụt \
         bằng tab hay dấu cách không ngắt thì `ttc fmt` sửa được, nếu chỉ có một cách hiểu.",
        "Mend the place that is shown. A value with a colon in it, or that begins with a special character, is \
         put in quotation marks. Lines indented with tabs or no-break spaces are mended by `ttc fmt`, where there is one way \
         to read them.",
    ),
    example: example!("yaml-syntax"),
    check: Check::Reading,
};
