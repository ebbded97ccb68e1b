//! The journal of a change: which files are to take their places, so that the next writer can finish what one that was
//! killed began.
//!
//! A registry may come from anywhere, and so may a journal in it. One that a writer left here names the very file that it
//! stands in, by its number on this disk and the instant at which it came to be: a copy, a clone or an unpacked archive
//! makes another file, and nobody elsewhere can know either.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::own;
use crate::both;
use crate::cli::disk::sync_folder;
use crate::load::layout::file_type;
use crate::load::names::JOURNAL;
use crate::locale::{Text, refusal};

#[derive(Debug, Deserialize, Serialize)]
pub struct Journal {
    file: Identity,
    pub steps: Vec<Step>,
}

/// A file that is to take its place.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Step {
    pub path: String,
    /// The digest of the file that it replaces; none where there was no file.
    pub before: Option<String>,
    /// Its own digest.
    pub after: String,
}

/// What of a file is of this disk alone. Where the system cannot tell there is nothing to compare.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Identity {
    inode: Option<u64>,
    /// In nanoseconds.
    born: Option<u64>,
}

impl Identity {
    #[cfg(unix)]
    fn of(about: &Metadata) -> Self {
        use std::time::SystemTime;
        let born = about.created().ok().and_then(|born| born.duration_since(SystemTime::UNIX_EPOCH).ok());
        Self {
            inode: Some(std::os::unix::fs::MetadataExt::ino(about)),
            born: born.and_then(|born| u64::try_from(born.as_nanos()).ok()),
        }
    }

    /// Windows gives a new file the birthday of one of its name that has just gone.
    #[cfg(not(unix))]
    fn of(_about: &Metadata) -> Self {
        Self { inode: None, born: None }
    }
}

/// No change has a longer one.
const LARGEST: u64 = 16 << 20;

impl Journal {
    /// The journal in a registry's folder, if there is one.
    ///
    /// # Errors
    /// Why it is none that a writer of this user left here.
    pub fn read(root: &Path) -> Result<Option<Self>, Text> {
        let opened = own::open(&root.join(JOURNAL), OpenOptions::new().read(true), own::foreign)?;
        let Some((file, about)) = opened else { return Ok(None) };
        let mut written = Vec::new();
        file.take(LARGEST).read_to_end(&mut written).map_err(|error| refusal(&error))?;
        let read: Option<Self> = serde_json::from_slice(&written).ok();
        let journal =
            read.ok_or_else(|| both!("nó không phải do phiên bản này ghi", "this version of ttc did not write it"))?;
        if journal.file != Identity::of(&about) {
            return Err(both!(
                "nó đến cùng một bản sao của sổ, không phải do lệnh chạy ở đây ghi",
                "it came with a copy of the registry, and no command that ran here wrote it"
            ));
        }
        if let Some(step) = journal.steps.iter().find(|step| !is_registrys(&step.path)) {
            let path = &step.path;
            return Err(both!(
                "nó nêu {path}, không phải tệp của sổ",
                "it names {path}, which is no file of a registry"
            ));
        }
        Ok(Some(journal))
    }

    /// Puts a journal of these steps in its place. Where that fails there is none.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn write(root: &Path, steps: &[Step]) -> io::Result<()> {
        let journal = root.join(JOURNAL);
        let at = super::staged(&journal);
        let mut file = File::create_new(&at)?;
        let mut place = || {
            let whole = Self { file: Identity::of(&file.metadata()?), steps: steps.to_vec() };
            file.write_all(&serde_json::to_vec(&whole)?)?;
            file.sync_all()?;
            fs::rename(&at, &journal)?;
            sync_folder(root)
        };
        let placed = place();
        if placed.is_err() {
            let _ = fs::remove_file(&at);
            let _ = fs::remove_file(&journal);
        }
        placed
    }

    /// # Errors
    /// Where the disk fails.
    pub fn remove(root: &Path) -> io::Result<()> {
        fs::remove_file(root.join(JOURNAL))?;
        sync_folder(root)
    }
}

/// Whether a path is a registry file's, and leads nowhere else.
fn is_registrys(path: &str) -> bool {
    file_type(path).is_some() && path.split('/').all(|part| !part.starts_with('.') && !part.contains(['\\', ':']))
}

pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_reaches_registry_files_alone() {
        assert!(is_registrys("officers/a.yaml") && is_registrys("decisions/u/2024-01-01-1.yaml"));
        for path in [
            "../officers/a.yaml",
            "decisions/../x.yaml",
            "officers/.a.yaml",
            "C:/officers/a.yaml",
            "notes.txt",
            "decisions/C:/x.yaml",
            "/officers/a.yaml",
        ] {
            assert!(!is_registrys(path), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_journal_that_was_copied_is_none_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let step = Step { path: "ttc.yaml".to_owned(), before: None, after: digest(b"") };
        Journal::write(folder.path(), &[step]).unwrap();
        assert_eq!(Journal::read(folder.path()).unwrap().unwrap().steps.len(), 1);
        let copy = tempfile::tempdir().unwrap();
        fs::copy(folder.path().join(JOURNAL), copy.path().join(JOURNAL)).unwrap();
        assert!(Journal::read(copy.path()).unwrap_err().en.contains("came with a copy"));
    }
}
