//! Files outside a registry, read and written, with the cause where that fails.
//!
//! What is written takes its place whole: it is written beside it, synced, and renamed. A link is written through, its
//! target is replaced; a device or a pipe is written to as it is. Nothing here writes to a registry.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Error, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;

use crate::both;
use crate::load::names::is_device_name;
use crate::locale::{Language, Text, refusal};

/// The bytes of a file.
///
/// # Errors
/// Where it cannot be read.
pub fn read(file: &Path, language: Language) -> anyhow::Result<Vec<u8>> {
    fs::read(file).map_err(|error| cannot_read(file, &error, language))
}

pub fn cannot_read(file: &Path, error: &Error, language: Language) -> anyhow::Error {
    let (shown, cause) = (file.display(), refusal(error));
    fail(
        &both!(
            vi: ("không đọc được tệp {shown}: {}", cause.vi),
            en: ("the file {shown} cannot be read: {}", cause.en)
        ),
        language,
    )
}

/// Writes a file whole.
///
/// # Errors
/// Where it cannot be written; what was there is there still.
pub fn write(file: &Path, content: impl AsRef<[u8]>, language: Language) -> anyhow::Result<()> {
    write_all(&[(file, content.as_ref())], language)
}

/// Writes files whole, each beside its place before the first takes it.
///
/// # Errors
/// Where one cannot be written.
pub fn write_all(files: &[(&Path, &[u8])], language: Language) -> anyhow::Result<()> {
    let mut pending = Vec::new();
    for (file, content) in files {
        let staged = stage(file, content).map_err(|error| cannot_write(file, &error, language))?;
        pending.push((*file, staged));
    }
    for (file, staged) in pending {
        staged.put().map_err(|error| cannot_write(file, &error, language))?;
    }
    Ok(())
}

pub fn cannot_write(file: &Path, error: &Error, language: Language) -> anyhow::Error {
    let shown = file.display();
    let cause = match (error.kind(), file.parent().filter(|folder| !folder.as_os_str().is_empty())) {
        (ErrorKind::NotFound, Some(folder)) => {
            let folder = folder.display();
            both!("không có thư mục {folder}", "there is no folder {folder}")
        }
        _ => refusal(error),
    };
    fail(
        &both!(
            vi: ("không ghi được tệp {shown}: {}", cause.vi),
            en: ("the file {shown} cannot be written: {}", cause.en)
        ),
        language,
    )
}

/// Makes a folder, where it is not there.
///
/// # Errors
/// Where it cannot be made.
pub fn make_folder(folder: &Path, language: Language) -> anyhow::Result<()> {
    fs::create_dir_all(folder).map_err(|error| {
        let (shown, cause) = (folder.display(), refusal(&error));
        let text = both!(
            vi: ("không tạo được thư mục {shown}: {}", cause.vi),
            en: ("the folder {shown} cannot be made: {}", cause.en)
        );
        fail(&text, language)
    })
}

fn fail(text: &Text, language: Language) -> anyhow::Error {
    anyhow::anyhow!(text.get(language).to_owned())
}

/// Makes a file that is not there, whole and synced. One that is `private` nobody else reads until it is dressed as the
/// file that it replaces. Where it fails there is no file.
///
/// # Errors
/// Where something of that name is there, be it a link, or the disk fails.
pub fn create(at: &Path, content: &[u8], private: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(at)?;
    let filled = file.write_all(content).and_then(|()| file.sync_all());
    if filled.is_err() {
        let _ = fs::remove_file(at);
    }
    filled
}

/// Gives a file that was made here the owner, group and permissions of the one that it replaces; of the permissions none
/// but `kept`.
///
/// # Errors
/// Where they cannot be changed.
#[cfg(unix)]
pub fn dress(file: &Path, replaced: &Metadata, kept: u32) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let file = File::open(file)?;
    let group = Some(replaced.gid());
    // Only root gives files away; a file that stays its writer's keeps its group where that may be.
    let _ = fchown(&file, Some(replaced.uid()), group).or_else(|_| fchown(&file, None, group));
    let mut mode = replaced.mode() & kept & 0o777;
    if file.metadata()?.gid() != replaced.gid() {
        mode &= !0o070;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

/// The same where permissions are only whether a file may be written to.
///
/// # Errors
/// Where that cannot be changed.
#[cfg(not(unix))]
pub fn dress(file: &Path, replaced: &Metadata, _kept: u32) -> io::Result<()> {
    fs::set_permissions(file, replaced.permissions())
}

/// Sees that a folder's new entries outlast a power cut, where folders can be told so.
///
/// # Errors
/// Where the disk fails.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// What is yet to take its place.
enum Staged {
    /// Written beside it.
    Beside(Beside),
    /// No file that could be replaced: the bytes are written to it as it is.
    Through { place: PathBuf, content: Vec<u8> },
}

struct Beside {
    at: PathBuf,
    place: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Once it has taken its place there is nothing left here.
        let _ = fs::remove_file(&self.at);
    }
}

impl Staged {
    fn put(self) -> io::Result<()> {
        match self {
            Self::Beside(beside) => {
                fs::rename(&beside.at, &beside.place)?;
                sync_folder(folder_of(&beside.place))
            }
            Self::Through { place, content } => {
                // Appended: what standard output was led to may be a file that holds something already.
                let written = OpenOptions::new().append(true).open(place).and_then(|mut file| file.write_all(&content));
                written.or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
            }
        }
    }
}

fn stage(file: &Path, content: &[u8]) -> io::Result<Staged> {
    let (place, replaced) = match target(file)? {
        Target::Device(place) => return Ok(Staged::Through { place, content: content.to_vec() }),
        Target::File(place, replaced) => (place, replaced),
    };
    if replaced.is_some() {
        // A file that may not be written to is not replaced either.
        OpenOptions::new().write(true).open(&place)?;
    }
    let folder = folder_of(&place);
    let mut number = 0;
    loop {
        let at = folder.join(format!(".ttc.output-{}-{number}", process::id()));
        match create(&at, content, replaced.is_some()) {
            Ok(()) => {
                let beside = Beside { at, place };
                replaced.map_or(Ok(()), |replaced| dress(&beside.at, &replaced, 0o777))?;
                return Ok(Staged::Beside(beside));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < MOST_LEFT => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// So many files of one name that others left are stepped over.
const MOST_LEFT: u32 = 1000;

fn folder_of(place: &Path) -> &Path {
    place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

enum Target {
    /// A file, with what is known of the one that is there.
    File(PathBuf, Option<Metadata>),
    /// A device, a pipe, or one of the process's own descriptors.
    Device(PathBuf),
}

/// So many links in a row are followed.
const MOST_LINKS: u32 = 40;

/// What a name leads to.
fn target(file: &Path) -> io::Result<Target> {
    let mut place = file.to_owned();
    for _ in 0..MOST_LINKS {
        if place.file_name().is_some_and(|name| cfg!(windows) && is_device_name(&name.to_string_lossy())) {
            return Ok(Target::Device(place));
        }
        if cfg!(unix) {
            let real = folder_of(&place).canonicalize()?;
            if ["/dev", "/proc"].iter().any(|devices| real.starts_with(devices)) {
                return Ok(Target::Device(place));
            }
        }
        match fs::symlink_metadata(&place) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Target::File(place, None)),
            Err(error) => return Err(error),
            Ok(found) if found.is_symlink() => place = folder_of(&place).join(fs::read_link(&place)?),
            Ok(found) if found.is_file() => return Ok(Target::File(place, Some(found))),
            Ok(found) if found.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Ok(_) => return Ok(Target::Device(place)),
        }
    }
    Err(ErrorKind::NotFound.into())
}
