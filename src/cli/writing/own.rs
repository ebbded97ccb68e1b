//! Files that a writer leaves beside the registry's own. Only a plain file of the user's, with one name, is taken for one:
//! whoever sends a registry can put anything else there.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;

use crate::both;
use crate::cli::owner;
use crate::locale::{Text, refusal};

/// What keeps a file from being one that a writer here left.
pub fn foreign(metadata: &Metadata) -> Option<Text> {
    not_plain(metadata).or_else(|| {
        let is_users = owner::is_users(metadata);
        (!is_users).then(|| both!("nó của người dùng khác", "it belongs to another user"))
    })
}

/// What keeps it from being one whoever's it is.
pub fn not_plain(metadata: &Metadata) -> Option<Text> {
    #[cfg(unix)]
    if metadata.is_file() && std::os::unix::fs::MetadataExt::nlink(metadata) > 1 {
        return Some(both!(
            "tệp còn mang tên khác ở chỗ khác (liên kết cứng)",
            "the file has another name elsewhere (a hard link)"
        ));
    }
    not_regular(metadata)
}

/// What keeps it from being a file with bytes in it.
pub fn not_regular(metadata: &Metadata) -> Option<Text> {
    if metadata.is_symlink() {
        return Some(both!("nó là một liên kết", "it is a link"));
    }
    if metadata.is_dir() {
        return Some(both!("nó là một thư mục", "it is a folder"));
    }
    if !metadata.is_file() {
        return Some(both!("nó không phải là tệp thường", "it is no regular file"));
    }
    None
}

/// Opens a file if `refused` has nothing against it; no link is followed and no pipe waited for. `None` where there is none.
///
/// # Errors
/// Why it is refused, or cannot be opened.
pub fn open(
    path: &Path,
    options: &mut OpenOptions,
    refused: fn(&Metadata) -> Option<Text>,
) -> Result<Option<(File, Metadata)>, Text> {
    let about = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        about => about.map_err(|error| refusal(&error))?,
    };
    if let Some(reason) = refused(&about) {
        return Err(reason);
    }
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    let file = match options.open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        file => file.map_err(|error| refusal(&error))?,
    };
    // It may have become another since.
    let about = file.metadata().map_err(|error| refusal(&error))?;
    refused(&about).map_or(Ok(Some((file, about))), Err)
}
