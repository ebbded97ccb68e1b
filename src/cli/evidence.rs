//! What a document was made from: the registry's files, their revision, and the arguments that make it again.

use std::path::Path;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Exit;
use super::git::{self, Around, CannotBeAsked, Repository, with_plain_ends};
use super::globals::Globals;
use super::registry::Days;
use crate::document::{Evidence, Kept, Revision};
use crate::load::Loaded;
use crate::load::layout::file_type;

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
        kept: kept(globals, root, loaded),
        digest: Some(digest(&files)),
        files,
    }
}

/// The registry's files by path, each with the SHA-256 of its text; of one that could not be read, of nothing. Line ends
/// are those of the checkout and change no digest; a byte-order mark somebody has put there, and does.
pub fn digests(loaded: &Loaded) -> Vec<(String, String)> {
    let files = &loaded.files;
    let hash = |file| hex(&Sha256::digest(with_plain_ends(files.text(file)).as_bytes()));
    let read = files.ids().filter(|file| file_type(files.path(*file)).is_some());
    read.map(|file| (files.path(file).to_string(), hash(file))).collect()
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

/// How a run that made a document ends: what its evidence could not say counts.
pub fn exit(evidence: &Evidence, days: &Days) -> Exit {
    match (days.as_of, &evidence.kept) {
        (None, _) => Exit::NothingToCheck,
        (Some(_), Kept::CannotBeAsked(_)) => Exit::GitNotAsked,
        (Some(_), Kept::At(_) | Kept::Nowhere | Kept::Withheld) => Exit::Clean,
    }
}

fn kept(globals: &Globals, root: &Path, loaded: &Loaded) -> Kept {
    let answer = match git::around(root) {
        Around::In(repository) => at(globals, &repository, loaded),
        Around::Nowhere => Ok(Kept::Nowhere),
        Around::CannotBeAsked(cannot) => Err(cannot),
    };
    answer.unwrap_or_else(|cannot| {
        globals.remark(&cannot.told());
        Kept::CannotBeAsked(cannot.why)
    })
}

fn at(globals: &Globals, repository: &Repository, loaded: &Loaded) -> Result<Kept, CannotBeAsked> {
    let Some(commit) = repository.commit(globals.revision.as_deref().unwrap_or("HEAD"))? else {
        return Ok(Kept::Nowhere);
    };
    let uncommitted = globals.revision.is_none() && !repository.holds(&commit, loaded)?;
    Ok(Kept::At(Revision { commit: commit.hash().to_owned(), uncommitted }))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
