//! The files of a registry's folder, found and read; what cannot be read is told, never skipped in silence.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::both;
use crate::locale::{Text, refusal};

/// A file above this size is not read.
pub const LARGEST_FILE: u64 = 16 << 20;

/// A file as it was found.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Relative to the registry's root, with `/`.
    pub path: String,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    /// Its size in bytes.
    TooLarge(u64),
    Unreadable(Text),
    /// Of no kind that a registry has, so nobody looked inside.
    Unopened,
}

/// Every file below `root`, sorted by path. Folders and files whose names begin with a point are not the registry's.
///
/// # Errors
/// Where `root` itself cannot be listed.
pub fn read_folder(root: &Path) -> io::Result<Vec<InputFile>> {
    fs::read_dir(root)?;
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().first() == Some(&b'.');
    let entries: Vec<_> = WalkDir::new(root)
        .min_depth(1)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !hidden(entry.file_name()))
        .collect();
    let mut files: Vec<InputFile> = entries
        .into_par_iter()
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let path = relative(entry.path(), root);
                let content = if entry.file_type().is_file() {
                    if is_yaml(&path) { read_file(entry.path()) } else { Content::Unopened }
                } else if entry.file_type().is_symlink() {
                    Content::Unreadable(both!(
                        "là liên kết, sổ không đi theo liên kết",
                        "it is a symbolic link, and a registry follows none"
                    ))
                } else {
                    Content::Unreadable(both!("không phải là tệp thường", "it is not a regular file"))
                };
                Some(InputFile { path, content })
            }
            Err(error) => Some(InputFile {
                path: error.path().map_or_else(String::new, |path| relative(path, root)),
                content: Content::Unreadable(unlisted(&error)),
            }),
        })
        .collect();
    files.sort_by(|one, two| one.path.cmp(&two.path));
    Ok(files)
}

/// Whether a path names a file that a registry may read.
pub fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

fn read_file(path: &Path) -> Content {
    let read = || -> io::Result<Content> {
        let file = fs::File::open(path)?;
        let size = file.metadata()?.len();
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(LARGEST_FILE)).unwrap_or_default());
        // What the size said need not be true any more.
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        let read = bytes.len() as u64;
        Ok(if read > LARGEST_FILE { Content::TooLarge(size.max(read)) } else { Content::Bytes(bytes) })
    };
    read().unwrap_or_else(|error| Content::Unreadable(refusal(&error)))
}

/// Why what is below a folder cannot be told.
fn unlisted(error: &walkdir::Error) -> Text {
    let in_a_circle = || both!("các thư mục lồng nhau thành vòng", "the folders go round in a circle");
    error.io_error().map_or_else(in_a_circle, refusal)
}

fn relative(path: &Path, root: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}
