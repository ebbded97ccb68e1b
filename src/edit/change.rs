//! New contents of files, before anything is written.

use std::collections::HashSet;

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

    /// The registry's files as they were before the change, whether or not a file of it has been made already.
    pub fn under(&self, input: &[InputFile]) -> Vec<InputFile> {
        let before = self.files.iter().filter_map(|file| Some((file, file.before.as_ref()?)));
        self.with(input, before.map(|(file, text)| (file.path.clone(), text.clone())))
    }

    /// The registry's files as they would be with the change made.
    pub fn over(&self, input: &[InputFile]) -> Vec<InputFile> {
        self.with(input, self.files.iter().map(|file| (file.path.clone(), file.after.clone())))
    }

    /// The registry's files with these texts in place of those of the change.
    fn with(&self, input: &[InputFile], texts: impl Iterator<Item = (String, String)>) -> Vec<InputFile> {
        let own: HashSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        let mut files: Vec<InputFile> =
            input.iter().filter(|file| !own.contains(file.path.as_str())).cloned().collect();
        files.extend(texts.map(|(path, text)| InputFile { path, content: Content::Bytes(text.into_bytes()) }));
        files.sort_by(|one, two| one.path.cmp(&two.path));
        files
    }
}
