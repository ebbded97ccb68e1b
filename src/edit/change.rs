//! New contents of files, before anything is written.

use crate::load::tree::{Content, InputFile};

/// One file's old and new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedFile {
    /// Relative to the registry's root, with `/`.
    pub path: String,
    /// `None` for a file that is new.
    pub before: Option<String>,
    pub after: String,
}

/// What files are to hold. Files that are mentioned by others come first, so that a mention never lacks its record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub files: Vec<ChangedFile>,
    /// The records and fields that are new or other than before, in the order in which they were asked for.
    pub touched: Vec<Touched>,
}

/// A place that a change touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub path: String,
    pub line: usize,
}

impl Change {
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The registry's files as they would be with the change made.
    pub fn over(&self, input: &[InputFile]) -> Vec<InputFile> {
        let mut files: Vec<InputFile> =
            input.iter().filter(|file| !self.files.iter().any(|new| new.path == file.path)).cloned().collect();
        files.extend(self.files.iter().map(|file| InputFile {
            path: file.path.clone(),
            content: Content::Bytes(file.after.clone().into_bytes()),
        }));
        files.sort_by(|one, two| one.path.cmp(&two.path));
        files
    }
}
