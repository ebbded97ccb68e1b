//! Where a repository's top is, by looking at folders alone: no program is asked, and none has to trust anything.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Where a folder stands in the repository around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The repository's top folder, without links.
    pub top: PathBuf,
    /// The way from there to the folder, with `/`: empty, or ending with `/`.
    pub prefix: String,
}

/// Where a folder stands in the nearest repository around it, also one that is there no more; `None` outside of any.
pub fn standing(folder: &Path) -> Option<Standing> {
    let (there, gone) = still_there(folder);
    let whole = there.canonicalize().ok()?;
    let top = whole.ancestors().find(|folder| is_top(folder))?.to_owned();
    let whole = whole.join(gone);
    let below = whole.strip_prefix(&top).ok()?;
    let prefix = below.iter().map(|part| format!("{}/", part.to_string_lossy())).collect();
    Some(Standing { top, prefix })
}

/// A repository inside of a registry's folder, or made of it: git would take its configuration for the registry's own,
/// and its revisions for the registry's past. The folder itself may be the top of a repository, nothing below may.
pub fn planted(root: &Path) -> Option<PathBuf> {
    if is_bare(root) {
        return Some(root.to_owned());
    }
    let folders = WalkDir::new(root).min_depth(1).sort_by_file_name().into_iter().filter_entry(|entry| {
        entry.file_type().is_dir() && entry.file_name().as_encoded_bytes().first() != Some(&b'.')
    });
    folders
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .find(|folder| is_bare(folder) || folder.join(".git").symlink_metadata().is_ok())
}

/// A folder with a `.git` that git takes for a repository: a folder with a HEAD, or a file that says where that folder is.
fn is_top(folder: &Path) -> bool {
    let git = folder.join(".git");
    git.is_file() || git.join("HEAD").symlink_metadata().is_ok()
}

/// A folder that git takes for a repository without a work tree. Rather too many than too few: git asks for more.
fn is_bare(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
    has("HEAD") && (has("objects") || has("refs") || has("commondir"))
}

/// A folder parted into what of it is there and what is gone: a revision may have what the work tree has no more.
fn still_there(folder: &Path) -> (PathBuf, PathBuf) {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute).to_owned();
    let gone = absolute.strip_prefix(&there).map(Path::to_owned).unwrap_or_default();
    (there, gone)
}
