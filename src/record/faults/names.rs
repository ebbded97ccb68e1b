//! What can be wrong with a file's name.

use super::{FOREIGN_WORKING_FILE, UNPORTABLE_NAME};
use crate::both;
use crate::diagnostic::{Diagnostic, Subject};
use crate::locale::Text;
use crate::source::Place;

/// A file of a name that only a writer of the registry gives, which no writer here left.
pub fn foreign_working_file(place: Place, path: &str, reason: &Text) -> Diagnostic {
    let Text { vi, en } = reason;
    Diagnostic::new(
        FOREIGN_WORKING_FILE,
        both!(
            "{path} mang tên tệp tạm của ttc nhưng không phải do ttc để lại ở đây: {vi}",
            "{path} has the name of a working file of ttc and was not left here by ttc: {en}"
        ),
        place,
    )
    .paste(
        both!("xem nội dung, rồi bỏ nó khỏi sổ và khỏi git", "look at it, then take it out of the registry and of git"),
        format!("git rm --cached --ignore-unmatch {path}; rm {path}"),
    )
    .about(Subject::default().detail(path))
}

pub fn not_on_windows(place: Place, name: &str, reason: &Text) -> Diagnostic {
    let Text { vi, en } = reason;
    Diagnostic::new(
        UNPORTABLE_NAME,
        both!("Windows không có tệp tên {name}: {vi}", "Windows can have no file called {name}: {en}"),
        place,
    )
    .remedy(both!("đổi tên", "rename it"))
    .about(Subject::default().detail(name))
}

pub fn same_name_elsewhere(place: Place, name: &str, other: Place, other_name: &str) -> Diagnostic {
    Diagnostic::new(
        UNPORTABLE_NAME,
        both!(
            "trên Windows và macOS, {name} và {other_name} là một tên; ở đó mất một trong hai",
            "on Windows and macOS {name} and {other_name} are one name; one of the two is lost there"
        ),
        place,
    )
    .related(other, both!("tên kia", "the other name"))
    .remedy(both!("đổi một trong hai tên", "rename one of the two"))
    .about(Subject::default().detail(name))
}
