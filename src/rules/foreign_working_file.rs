//! A working file of the program that did not come from a writer here.

use super::{Check, Group, Rule};
use crate::locale::Both;
use crate::record::faults;

pub const RULE: Rule = Rule {
    id: faults::FOREIGN_WORKING_FILE,
    group: Group::Files,
    title: Both::new("Tệp tạm không phải do ttc để lại", "A working file that ttc did not leave"),
    about: Both::new(
        "Khi ghi, ttc dùng .ttc.lock, .ttc.journal và .TÊN.ttc-new trong thư mục của sổ, rồi dọn đi; đó là việc của một \
         máy, không phải dữ liệu. Tệp mang tên như vậy mà git giữ, hoặc là liên kết, thư mục, của người dùng khác, thì đến \
         từ nơi khác: làm theo nó là đưa vào sổ, hoặc ghi ra ngoài sổ, điều chưa ai xét. ttc không bao giờ làm theo.",
        "While it writes, ttc uses .ttc.lock, .ttc.journal and .NAME.ttc-new in the registry's folder and clears them \
         away; they are one machine's business and no data. One that git keeps, or that is a link, a folder or another \
         user's, came from elsewhere: to act on it would put into the registry, or write outside it, what nobody has \
         judged. ttc never does.",
    ),
    mend: Both::new(
        "Xem nội dung, xóa tệp, bỏ nó khỏi git (git rm --cached), và ghi .ttc.* cùng .*.ttc-new vào .gitignore.",
        "Look at it, delete it, take it out of git (git rm --cached), and put .ttc.* and .*.ttc-new into .gitignore.",
    ),
    example: example!("foreign-working-file"),
    check: Check::Reading,
};
