//! What a document was made from: the registry's files, their revision, and the arguments that make it again.

use std::path::Path;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::git;
use super::globals::Globals;
use crate::document::{Evidence, Revision};
use crate::load::Loaded;

/// The evidence of a document. `arguments` name the command and what it was asked for; the day judged, the language and
/// the revision asked for are added.
pub fn evidence(
    globals: &Globals,
    root: &Path,
    loaded: &Loaded,
    as_of: NaiveDate,
    regulations: Vec<String>,
    arguments: Vec<String>,
) -> Evidence {
    let files = digests(loaded);
    let language = globals.document_language(&loaded.registry);
    let mut all = arguments;
    all.extend(["--as-of".to_owned(), as_of.to_string(), "--lang".to_owned(), language.code().to_owned()]);
    Evidence {
        tool: format!("ttc {}", env!("CARGO_PKG_VERSION")),
        arguments: all,
        as_of,
        regulations,
        revision: revision(globals, root),
        digest: digest(&files),
        files,
    }
}

/// The registry's files by path, each with the SHA-256 of its bytes; of one that could not be read, of nothing.
pub fn digests(loaded: &Loaded) -> Vec<(String, String)> {
    let hash = |file| hex(&Sha256::digest(loaded.files.text(file).as_bytes()));
    loaded.files.ids().map(|file| (loaded.files.path(file).to_string(), hash(file))).collect()
}

/// One digest of all files: SHA-256 of lines of a file's digest and path, in the order of paths, as `sha256sum` writes
/// them.
pub fn digest(files: &[(String, String)]) -> String {
    let mut lines: Vec<&(String, String)> = files.iter().collect();
    lines.sort();
    let mut all = Sha256::new();
    for (path, sha256) in lines {
        all.update(format!("{sha256}  {path}\n").as_bytes());
    }
    hex(&all.finalize())
}

fn revision(globals: &Globals, root: &Path) -> Option<Revision> {
    match &globals.revision {
        Some(revision) => Some(Revision { commit: git::commit(root, revision)?, uncommitted: false }),
        None => Some(Revision { commit: git::commit(root, "HEAD")?, uncommitted: git::is_changed(root) }),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
