//! The file that `$GITHUB_STEP_SUMMARY` names: all that a step says of itself goes into one, and GitHub drops one that is
//! too large whole. So whoever writes there adds to what is there, and takes no more room than is left.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::disk::cannot_write;
use super::globals::Globals;
use crate::both;
use crate::render::LARGEST_STEP_SUMMARY;

/// The file, where there is one.
pub fn file() -> Option<PathBuf> {
    std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Whether a file that was asked for is this one.
pub fn is_it(asked: &Path) -> bool {
    let same = |summary: PathBuf| match (summary.canonicalize(), asked.canonicalize()) {
        (Ok(summary), Ok(asked)) => summary == asked,
        _ => summary == asked,
    };
    file().is_some_and(same)
}

/// Adds a text to the file; `text` is given how many bytes there is room for, and gives none where that is too little.
///
/// # Errors
/// Where the file cannot be written.
pub fn append(file: &Path, globals: &Globals, text: impl FnOnce(usize) -> Option<String>) -> anyhow::Result<()> {
    let taken = std::fs::metadata(file).map_or(0, |there| usize::try_from(there.len()).unwrap_or(usize::MAX));
    let Some(text) = text(LARGEST_STEP_SUMMARY.saturating_sub(taken)) else {
        globals.remark(&both!(
            "bản tóm tắt của bước này đã đầy, không ghi thêm được",
            "the summary of this step is full, and nothing was added to it"
        ));
        return Ok(());
    };
    let opened = OpenOptions::new().create(true).append(true).open(file);
    opened
        .and_then(|mut summary| summary.write_all(text.as_bytes()))
        .map_err(|error| cannot_write(file, &error, globals.language))
}
