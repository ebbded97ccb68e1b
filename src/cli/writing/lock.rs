//! The lock of a registry: one writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use super::own;
use crate::both;
use crate::cli::owner;
use crate::load::names::LOCK;
use crate::locale::{Text, refusal};

const PAUSE: Duration = Duration::from_millis(20);

/// The right to write to a registry. It ends with this value, or with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    /// Held open: closing it gives the lock back.
    file: File,
    is_own: bool,
}

impl Lock {
    /// Waits for its turn.
    ///
    /// # Errors
    /// Where another writer does not end, or the folder cannot be locked.
    pub fn wait(root: &Path, patience: Duration) -> Result<Self, Text> {
        let begun = Instant::now();
        loop {
            let (file, is_own) = open(root)?;
            match file.try_lock() {
                Ok(()) if is_in_place(root, &file) => {
                    let mut lock = Self { file, is_own };
                    lock.sign(&std::process::id().to_string());
                    return Ok(lock);
                }
                // Whoever held it took the file away.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let holder = holder(root);
                    return Err(both!(
                        vi: ("sổ đang được {} ghi; hãy thử lại sau", holder.vi),
                        en: ("the registry is being written to by {}; try again later", holder.en)
                    ));
                }
                Err(TryLockError::Error(error)) => {
                    let (shown, cause) = (root.display(), refusal(&error));
                    return Err(both!(
                        vi: (
                            "không khóa được {shown} để ghi một mình ({}); chưa ghi gì. Ổ đĩa mạng thường không có khóa: \
                             hãy ghi ở bản sao trên đĩa của máy này rồi đưa lên bằng git",
                            cause.vi
                        ),
                        en: (
                            "{shown} cannot be locked against other writers ({}); nothing was written. Network shares often have no \
                             locks: write in a clone on a disk of this machine and bring it over with git",
                            cause.en
                        )
                    ));
                }
            }
        }
    }

    /// Says in the lock whom the others wait for. It holds without that; another user's file is not written to.
    fn sign(&mut self, words: &str) {
        if self.is_own {
            let file = &mut self.file;
            let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{words}"));
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_own {
            let _ = self.file.set_len(0);
        }
    }
}

/// Whether somebody is writing now.
pub fn is_held(root: &Path) -> bool {
    let opened = own::open(&root.join(LOCK), OpenOptions::new().read(true), own::not_plain);
    let Ok(Some((file, _))) = opened else { return false };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// The lock's file, not locked yet, and whether it is the user's own.
fn open(root: &Path) -> Result<(File, bool), Text> {
    let path = root.join(LOCK);
    loop {
        let both_ways = own::open(&path, OpenOptions::new().read(true).write(true), own::not_plain);
        // On a shared disk the file may be another's, who lets nobody write to it; that keeps nobody from locking it.
        let opened = both_ways.or_else(|_| own::open(&path, OpenOptions::new().read(true), own::not_plain));
        match opened.map_err(|reason| super::in_the_way(LOCK, &reason))? {
            Some((file, about)) => return Ok((file, owner::is_users(&about))),
            None => match OpenOptions::new().read(true).write(true).create_new(true).open(&path) {
                Ok(file) => return Ok((file, true)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let (shown, cause) = (root.display(), refusal(&error));
                    return Err(both!(
                        vi: ("không ghi được vào thư mục {shown}: {}", cause.vi),
                        en: ("nothing can be written to the folder {shown}: {}", cause.en)
                    ));
                }
            },
        }
    }
}

#[cfg(unix)]
fn is_in_place(root: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let here = std::fs::symlink_metadata(root.join(LOCK));
    here.ok().zip(file.metadata().ok()).is_some_and(|(here, held)| (here.dev(), here.ino()) == (held.dev(), held.ino()))
}

/// Elsewhere a file that is open cannot be taken away.
#[cfg(not(unix))]
fn is_in_place(_root: &Path, _file: &File) -> bool {
    true
}

/// Who holds the lock, as far as that can be told.
fn holder(root: &Path) -> Text {
    let mut written = String::new();
    // Some systems let nobody read a file that is locked.
    if let Ok(Some((file, _))) = own::open(&root.join(LOCK), OpenOptions::new().read(true), own::not_plain) {
        let _ = file.take(20).read_to_string(&mut written);
    }
    match written.trim() {
        id if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            both!("tiến trình {id}", "process {id}")
        }
        _ => both!("một tiến trình khác", "another process"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_that_waited_long_enough_says_for_whom() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::wait(folder.path(), Duration::ZERO).unwrap();
        let said = Lock::wait(folder.path(), Duration::from_millis(50)).unwrap_err().en;
        let own = std::process::id();
        assert!(said.contains(&format!("process {own};")) || cfg!(windows), "{said}");
        assert!(is_held(folder.path()));
        drop(first);
        assert!(!is_held(folder.path()));
        assert!(Lock::wait(folder.path(), Duration::ZERO).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_was_taken_away_locks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::wait(folder.path(), Duration::ZERO).unwrap();
        assert!(is_in_place(folder.path(), &lock.file));
        std::fs::remove_file(folder.path().join(LOCK)).unwrap();
        assert!(!is_in_place(folder.path(), &lock.file));
    }
}
