//! What is new since a revision: the findings of now that were not there before.
//!
//! Findings are told apart by what they are about, not by where they stand, so moved lines bring nothing new. A finding
//! about no record is known by its file; where the file was renamed since, it is known by its new name.

use std::collections::HashSet;
use std::sync::Arc;

use crate::diagnostic::Located;
use crate::render::fingerprints;
use crate::source::{FileId, Files};

/// The paths and texts of a registry's files.
pub type Texts = Vec<(Arc<str>, Arc<str>)>;

pub fn texts(files: &Files) -> Texts {
    let ids = (0..files.len()).map(|id| FileId(u32::try_from(id).unwrap_or(u32::MAX)));
    ids.map(|id| (Arc::clone(files.path(id)), Arc::clone(files.text(id)))).collect()
}

/// The findings that were not there before. Of several alike as many are old as there were.
pub fn only_new(now: Vec<Located>, files: &Texts, mut before: Vec<Located>, old_files: &Texts) -> Vec<Located> {
    for finding in &mut before {
        if let Some(renamed) = renamed(&finding.primary.place.path, files, old_files) {
            finding.primary.place.path = renamed;
        }
    }
    let old: HashSet<String> = fingerprints(&before).into_iter().collect();
    let marks = fingerprints(&now);
    now.into_iter().zip(marks).filter(|(_, mark)| !old.contains(mark)).map(|(finding, _)| finding).collect()
}

/// What a file that is gone is called now: the new file that has most of its lines, if that is more than half of them.
fn renamed(gone: &str, files: &Texts, old_files: &Texts) -> Option<Arc<str>> {
    let has = |files: &Texts, path: &str| files.iter().any(|(known, _)| **known == *path);
    if has(files, gone) {
        return None;
    }
    let (_, text) = old_files.iter().find(|(path, text)| **path == *gone && !text.is_empty())?;
    let lines: HashSet<&str> = text.lines().collect();
    files
        .iter()
        .filter(|(path, _)| !has(old_files, path))
        .map(|(path, text)| (path, text.lines().collect::<HashSet<_>>().intersection(&lines).count()))
        .filter(|(_, common)| common * 2 > lines.len())
        .max_by_key(|(_, common)| *common)
        .map(|(path, _)| Arc::clone(path))
}
