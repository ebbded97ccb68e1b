//! Why the operating system refuses: its own words are in neither language of this program.

use std::io::{Error, ErrorKind};

use super::Text;
use crate::both;

/// The cause in a few words, to stand after a sentence that says what was refused.
pub fn refusal(error: &Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => both!("không có tệp hoặc thư mục ấy", "there is no such file or folder"),
        ErrorKind::PermissionDenied => both!("không có quyền", "permission denied"),
        ErrorKind::AlreadyExists => both!("đã có tệp hoặc thư mục ấy", "it is there already"),
        ErrorKind::StorageFull => both!("đĩa đầy", "the disk is full"),
        ErrorKind::QuotaExceeded => both!("hết hạn mức dung lượng", "the disk quota is used up"),
        ErrorKind::FileTooLarge => both!("tệp quá lớn", "the file would be too large"),
        ErrorKind::ReadOnlyFilesystem => both!("đĩa chỉ cho đọc", "the disk is read-only"),
        ErrorKind::IsADirectory => both!("đó là một thư mục", "it is a folder"),
        ErrorKind::NotADirectory => {
            both!("một phần của đường dẫn không phải là thư mục", "a part of the path is no folder")
        }
        ErrorKind::InvalidFilename => both!("tên tệp không dùng được", "the file's name cannot be used"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => both!("tệp đang được dùng", "it is in use"),
        ErrorKind::Unsupported => both!("đĩa không làm được việc này", "the disk cannot do this"),
        ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut | ErrorKind::NetworkDown => {
            both!("ổ đĩa mạng không trả lời", "the network share does not answer")
        }
        ErrorKind::BrokenPipe => both!("đầu nhận đã đóng", "the reader has gone away"),
        _ => match error.raw_os_error() {
            Some(number) => {
                both!("hệ điều hành báo lỗi số {number}", "the operating system reports error {number}")
            }
            None => both!("hệ điều hành không cho", "the operating system refuses"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_that_has_no_words_of_its_own_keeps_its_number() {
        assert_eq!(refusal(&Error::from_raw_os_error(5)).en, "the operating system reports error 5");
        assert_eq!(refusal(&Error::from(ErrorKind::StorageFull)).vi, "đĩa đầy");
    }
}
