//! Writing to a registry's folder: one writer at a time, every file whole, and several files all or none.
//!
//! A file is written beside its place under a name that begins with a point, which the loader passes over, and then takes
//! its place in one step. Where there are several, a journal says before the first step which files are to follow; should
//! the program be killed in between, the next writer takes the remaining steps before it does anything else. A file that
//! somebody has changed by hand since then is left as it is.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::bail;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::both;
use crate::edit::{Change, ChangedFile};
use crate::load::layout::file_type;
use crate::locale::{Language, Text};

const LOCK: &str = ".ttc.lock";
const JOURNAL: &str = ".ttc.journal";
/// What the name of a file that is not in its place yet ends with.
const STAGED: &str = ".ttc-new";

/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// The right to write to a registry. It ends with this value, or with the process, however that ends.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    /// Held open: closing it gives the lock back.
    _lock: File,
}

/// A file that a journal says is to take its place.
#[derive(Debug, Deserialize, Serialize)]
struct Step {
    path: String,
    /// The digest of the file that it replaces; none where there was no file.
    before: Option<String>,
}

impl Writer {
    /// Waits for its turn, and finishes what a writer that was killed left unfinished; `notes` gets what there is to say
    /// of that.
    ///
    /// # Errors
    /// Where another writer does not end, or nothing can be written to the folder.
    pub fn wait(root: &Path, language: Language, notes: &mut Vec<Text>) -> anyhow::Result<Self> {
        Self::wait_for(root, PATIENCE, language, notes)
    }

    fn wait_for(root: &Path, patience: Duration, language: Language, notes: &mut Vec<Text>) -> anyhow::Result<Self> {
        let say = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
        let shown = root.display();
        let cannot =
            || say(both!("không ghi được vào thư mục {shown}", "nothing can be written to the folder {shown}"));
        let path = root.join(LOCK);
        let mut lock =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(|_| cannot())?;
        let begun = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let holder = holder(&path);
                    return Err(say(both!(
                        vi: ("sổ đang được {} ghi; hãy thử lại sau", holder.vi),
                        en: ("the registry is being written to by {}; try again later", holder.en)
                    )));
                }
                Err(TryLockError::Error(_)) => return Err(cannot()),
            }
        }
        // Whom the others wait for. The lock holds without it.
        let _ = lock.set_len(0).and_then(|()| lock.rewind()).and_then(|()| writeln!(lock, "{}", std::process::id()));
        let writer = Self { root: root.to_owned(), _lock: lock };
        writer.finish_journal(notes).map_err(|_| cannot())?;
        writer.sweep();
        Ok(writer)
    }

    /// Makes a change: all its files or none.
    ///
    /// # Errors
    /// Where a file has changed since it was read, or cannot be written. Nothing is changed then, unless the disk failed
    /// amid the last steps; the next writer takes those that remain.
    pub fn write(&self, change: &Change, language: Language) -> anyhow::Result<()> {
        for file in &change.files {
            if let Err(error) = self.stage(file) {
                self.sweep();
                let path = crate::render::visible(&file.path);
                let text = match error.kind() {
                    io::ErrorKind::InvalidData => {
                        both!(
                            "tệp {path} vừa bị sửa; hãy chạy lại lệnh",
                            "the file {path} has just been changed; run the command again"
                        )
                    }
                    _ => both!(
                        "không ghi được tệp {path}; sổ còn nguyên như cũ",
                        "the file {path} cannot be written; the registry is as it was"
                    ),
                };
                bail!(text.get(language).to_owned());
            }
        }
        self.settle(change).map_err(|_| {
            let text = both!(
                "đang ghi thì gặp lỗi đĩa; lần ghi sau sẽ làm nốt",
                "the disk failed amid the writing; the next command that writes will finish it"
            );
            anyhow::anyhow!(text.get(language).to_owned())
        })
    }

    /// Writes a file beside its place.
    fn stage(&self, file: &ChangedFile) -> io::Result<()> {
        let place = self.root.join(&file.path);
        let folder = place.parent().unwrap_or(&self.root);
        self.refuse_links(&file.path)?;
        let current = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if current.as_deref() != file.before.as_ref().map(String::as_bytes) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        fs::create_dir_all(folder)?;
        let mut staged = File::create(staged(&place))?;
        staged.write_all(file.after.as_bytes())?;
        if let Ok(metadata) = fs::metadata(&place) {
            staged.set_permissions(metadata.permissions())?;
        }
        staged.sync_all()
    }

    /// No folder on the way may be a link: what is written stays in the registry.
    fn refuse_links(&self, path: &str) -> io::Result<()> {
        let mut at = self.root.clone();
        for part in path.split('/') {
            at.push(part);
            if fs::symlink_metadata(&at).is_ok_and(|metadata| metadata.file_type().is_symlink()) {
                return Err(io::ErrorKind::NotADirectory.into());
            }
        }
        Ok(())
    }

    /// Puts the staged files in their places.
    fn settle(&self, change: &Change) -> io::Result<()> {
        if let [file] = change.files.as_slice() {
            return self.put(&file.path);
        }
        let steps: Vec<Step> = change
            .files
            .iter()
            .map(|file| Step {
                path: file.path.clone(),
                before: file.before.as_ref().map(|text| digest(text.as_bytes())),
            })
            .collect();
        let journal = self.root.join(JOURNAL);
        let mut written = File::create(staged(&journal))?;
        written.write_all(&serde_json::to_vec(&steps)?)?;
        written.sync_all()?;
        self.put(JOURNAL)?;
        for step in &steps {
            self.put(&step.path)?;
        }
        fs::remove_file(&journal)?;
        sync_folder(&self.root)
    }

    /// Puts one staged file in its place.
    fn put(&self, path: &str) -> io::Result<()> {
        let place = self.root.join(path);
        fs::rename(staged(&place), &place)?;
        let mut folders = place.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root));
        folders.try_for_each(sync_folder)
    }

    /// Takes the steps that a writer left to be taken.
    fn finish_journal(&self, notes: &mut Vec<Text>) -> io::Result<()> {
        let journal = self.root.join(JOURNAL);
        let Ok(written) = fs::read(&journal) else { return Ok(()) };
        // A journal is put in its place whole, so one that cannot be read is none of ours.
        let steps: Vec<Step> = serde_json::from_slice(&written).unwrap_or_default();
        for step in steps.iter().filter(|step| is_own(&step.path) && self.refuse_links(&step.path).is_ok()) {
            let place = self.root.join(&step.path);
            if !staged(&place).is_file() {
                continue;
            }
            let current = fs::read(&place).ok().map(|bytes| digest(&bytes));
            let path = crate::render::visible(&step.path).into_owned();
            if current == step.before {
                self.put(&step.path)?;
                notes.push(both!(
                    "đã ghi nốt {path}, còn dở từ một lệnh bị ngắt",
                    "{path} was still to be written by a command that was interrupted; done now"
                ));
            } else {
                notes.push(both!(
                    "một lệnh bị ngắt còn phải ghi {path}, nhưng tệp này đã được sửa sau đó nên để nguyên",
                    "a command that was interrupted still had to write {path}; the file was changed since, and is left as it is"
                ));
            }
        }
        fs::remove_file(&journal)?;
        sync_folder(&self.root)
    }

    /// Takes away what writers that were killed left beside its place.
    fn sweep(&self) {
        let is_left = |name: &str| name.starts_with('.') && name.ends_with(STAGED);
        for entry in WalkDir::new(&self.root).max_depth(DEEPEST_FILE).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() && entry.file_name().to_str().is_some_and(is_left) {
                // What stays is in nobody's way.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Whether a writer was killed amid its last steps, so that some files of a change are in place and others not yet.
pub fn is_unfinished(root: &Path) -> bool {
    root.join(JOURNAL).is_file()
}

/// A registry's files stand in folders within folders, no deeper.
const DEEPEST_FILE: usize = 3;

/// Whether a path from a journal is a registry file's: a journal may come with a registry from anywhere.
fn is_own(path: &str) -> bool {
    file_type(path).is_some() && path.split('/').all(|part| !part.starts_with('.') && !part.contains(['\\', ':']))
}

fn staged(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}{STAGED}"))
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Who holds the lock, as far as that can be told.
fn holder(path: &Path) -> Text {
    let mut written = String::new();
    // Some systems let nobody read a file that is locked.
    let read = File::open(path).and_then(|file| file.take(20).read_to_string(&mut written));
    match written.trim() {
        id if read.is_ok() && !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            both!("tiến trình {id}", "process {id}")
        }
        _ => both!("một tiến trình khác", "another process"),
    }
}

/// Sees that a folder's new entries outlast a power cut, where folders can be told so.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_that_waited_long_enough_says_for_whom() {
        let folder = tempfile::tempdir().unwrap();
        let mut notes = Vec::new();
        let first = Writer::wait(folder.path(), Language::En, &mut notes).unwrap();
        let begun = Instant::now();
        let second = Writer::wait_for(folder.path(), Duration::from_millis(50), Language::En, &mut notes);
        assert!(begun.elapsed() >= Duration::from_millis(50));
        let said = second.unwrap_err().to_string();
        let own = std::process::id();
        assert!(said.contains(&format!("process {own};")) || cfg!(windows), "{said}");
        drop(first);
        assert!(Writer::wait_for(folder.path(), Duration::ZERO, Language::En, &mut notes).is_ok());
    }

    #[test]
    fn a_journal_reaches_registry_files_alone() {
        assert!(is_own("officers/a.yaml") && is_own("decisions/u/2024-01-01-1.yaml") && is_own("waivers.yaml"));
        for path in [
            "../officers/a.yaml",
            "decisions/../x.yaml",
            "officers/.a.yaml",
            "C:/officers/a.yaml",
            "notes.txt",
            "decisions/C:/x.yaml",
        ] {
            assert!(!is_own(path), "{path}");
        }
    }
}
