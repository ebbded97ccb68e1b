//! Writing to a registry's folder: one writer at a time, every file whole, and the files of a change all or none.
//!
//! A file is written beside its place under a name that begins with a point, which the loader passes over. A journal says
//! which files are to follow; then each changes places with the one that it replaces. So whatever stood there is still at
//! hand to be held against what was read: where somebody has saved a file in between, everything goes back. Should the
//! program be killed, the next writer finds the journal, and finishes or undoes what it lists before it does anything else.

mod journal;
mod lock;
mod own;
mod swap;

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Take};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::bail;
use walkdir::WalkDir;

use super::disk::{self, sync_folder};
use crate::both;
use crate::edit::{Change, ChangedFile};
use crate::load::names::{JOURNAL, LOCK, STAGED, is_working};
use crate::load::tree::{Content, InputFile, LARGEST_FILE};
use crate::locale::{Language, Text, refusal};
use crate::render::visible;
use journal::{Journal, digest};
use lock::Lock;

pub use journal::Step;

/// How long to wait for another writer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The right to write to a registry.
#[derive(Debug)]
pub struct Writer {
    root: PathBuf,
    _lock: Lock,
}

/// A change that a writer was killed amid.
#[derive(Debug)]
pub struct Unfinished {
    pub steps: Vec<Step>,
    /// The change as a whole; `None` where a file of it was changed by hand since, or is lost.
    pub change: Option<Change>,
    /// Files that are neither as they were nor as they were to be.
    pub changed: Vec<String>,
}

/// Why a file did not take its place.
enum Failure {
    /// Somebody changed it after it was read.
    Changed(String),
    InTheWay(String, Text),
    Disk(String, io::Error),
}

/// What stands in a place.
#[derive(PartialEq, Eq)]
enum Held {
    Nothing,
    /// A file of this digest.
    File(String),
    Other,
}

impl Writer {
    /// Waits for its turn.
    ///
    /// # Errors
    /// Where another writer does not end, the folder cannot be locked, or something is in the way that no writer left.
    pub fn wait(root: &Path, language: Language) -> anyhow::Result<Self> {
        let fail = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
        let lock = Lock::wait(root, PATIENCE).map_err(fail)?;
        let writer = Self { root: root.to_owned(), _lock: lock };
        match foreign_files(root).into_iter().next() {
            Some((path, reason)) => Err(fail(in_the_way(&path, &reason))),
            None => Ok(writer),
        }
    }

    /// What a writer that was killed left unfinished.
    ///
    /// # Errors
    /// Where it cannot be told.
    pub fn unfinished(&self, language: Language) -> anyhow::Result<Option<Unfinished>> {
        let fail = |reason: Text| anyhow::anyhow!(in_the_way(JOURNAL, &reason).get(language).to_owned());
        let Some(Journal { steps, .. }) = Journal::read(&self.root).map_err(fail)? else { return Ok(None) };
        let mut change = Change::default();
        let mut changed = Vec::new();
        for step in &steps {
            match self.file(step) {
                Some(file) => change.files.push(file),
                None => changed.push(step.path.clone()),
            }
        }
        let change = changed.is_empty().then_some(change);
        Ok(Some(Unfinished { steps, change, changed }))
    }

    /// A step's old and new text, if they are what the journal says.
    fn file(&self, step: &Step) -> Option<ChangedFile> {
        let place = self.root.join(&step.path);
        let (in_place, beside) = (text(&place), text(&staged(&place)));
        let is = |text: &Option<String>, wanted: &Option<String>| {
            text.as_ref().map(|text| digest(text.as_bytes())) == *wanted
        };
        let after = Some(step.after.clone());
        let (before, after) = match (is(&in_place, &after), is(&in_place, &step.before)) {
            // On a disk where files cannot change places the old one is gone.
            (true, _) if beside.is_none() && step.before.is_some() => (in_place.clone(), in_place),
            (true, _) if is(&beside, &step.before) => (beside, in_place),
            (false, true) if is(&beside, &after) => (in_place, beside),
            _ => return None,
        };
        Some(ChangedFile { path: step.path.clone(), before, after: after? })
    }

    /// Takes away what writers that were killed before they had a journal left beside its place.
    pub fn sweep(&self) {
        for (path, _) in working_files(&self.root) {
            if path.ends_with(STAGED) {
                // What stays is in nobody's way.
                let _ = fs::remove_file(self.root.join(path));
            }
        }
    }

    /// Makes a change: all its files or none.
    ///
    /// # Errors
    /// Where a file has changed since it was read, or cannot be written. Nothing is changed then, unless the disk fails in
    /// going back too; the next writer sees to that.
    pub fn write(&self, change: &Change, language: Language) -> anyhow::Result<()> {
        let step = |file: &ChangedFile| Step {
            path: file.path.clone(),
            before: file.before.as_ref().map(|text| digest(text.as_bytes())),
            after: digest(file.after.as_bytes()),
        };
        let steps: Vec<Step> = change.files.iter().map(step).collect();
        let staged = change.files.iter().try_for_each(|file| self.stage(file)).and_then(|()| {
            Journal::write(&self.root, &steps).map_err(|error| Failure::Disk(JOURNAL.to_owned(), error))
        });
        if let Err(failure) = staged {
            steps.iter().for_each(|step| self.unstage(step));
            bail!(failure.as_it_was().get(language).to_owned());
        }
        let Err(failure) = self.complete(&steps) else { return Ok(()) };
        let text = match self.undo(&steps) {
            Ok(true) => failure.as_it_was(),
            Ok(false) | Err(_) => failure.half_made(),
        };
        bail!(text.get(language).to_owned())
    }

    /// Puts the files of these steps that are not in their places yet there, and clears away what is left beside them.
    ///
    /// # Errors
    /// Where a file is not what it was, or the disk fails. The journal stays then.
    pub fn finish(&self, steps: &[Step], language: Language) -> anyhow::Result<()> {
        self.complete(steps).map_err(|failure| anyhow::anyhow!(failure.half_made().get(language).to_owned()))
    }

    fn complete(&self, steps: &[Step]) -> Result<(), Failure> {
        for step in steps {
            let place = self.root.join(&step.path);
            if held(&staged(&place)) == step.after() {
                self.put(step)?;
            }
        }
        self.clear(steps).map_err(|error| Failure::Disk(JOURNAL.to_owned(), error))
    }

    /// Ends a change: folders synced, old texts and the journal away.
    fn clear(&self, steps: &[Step]) -> io::Result<()> {
        let places = steps.iter().map(|step| self.root.join(&step.path));
        let folders: BTreeSet<PathBuf> = places
            .flat_map(|place| place.ancestors().skip(1).map(Path::to_owned).collect::<Vec<_>>())
            .filter(|folder| folder.starts_with(&self.root))
            .collect();
        folders.iter().try_for_each(|folder| sync_folder(folder))?;
        for step in steps {
            let beside = staged(&self.root.join(&step.path));
            if step.before.is_some() && held(&beside) == step.before() {
                fs::remove_file(beside)?;
            }
        }
        Journal::remove(&self.root)
    }

    /// Puts the old files back. `false` where the disk kept none of them, and nothing was done.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn undo(&self, steps: &[Step]) -> io::Result<bool> {
        let places = |step: &Step| {
            let place = self.root.join(&step.path);
            (staged(&place), place)
        };
        let is_done = |step: &&Step| held(&places(step).1) == step.after();
        let is_kept = |step: &Step| step.before.is_none() || held(&places(step).0) != Held::Nothing;
        if !steps.iter().filter(is_done).all(is_kept) {
            return Ok(false);
        }
        for step in steps.iter().rev() {
            let (beside, place) = places(step);
            if is_done(&step) {
                match held(&beside) {
                    Held::Nothing => fs::rename(&place, &beside)?,
                    Held::File(_) | Held::Other => {
                        if !swap::exchange(&beside, &place)? {
                            fs::rename(&beside, &place)?;
                        }
                    }
                }
            }
            self.unstage(step);
        }
        self.clear(steps)?;
        Ok(true)
    }

    /// Leaves things as they are, and forgets what was still to be done.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn abandon(&self, steps: &[Step]) -> io::Result<()> {
        steps.iter().for_each(|step| self.unstage(step));
        self.clear(steps)
    }

    /// Writes a file beside its place.
    fn stage(&self, file: &ChangedFile) -> Result<(), Failure> {
        let place = self.root.join(&file.path);
        let disk = |error| Failure::Disk(file.path.clone(), error);
        self.refuse_links(&file.path)?;
        let before = file.before.as_ref().map_or(Held::Nothing, |text| Held::File(digest(text.as_bytes())));
        if held(&place) != before {
            return Err(Failure::Changed(file.path.clone()));
        }
        fs::create_dir_all(place.parent().unwrap_or(&self.root)).map_err(disk)?;
        disk::create(&staged(&place), file.after.as_bytes(), file.before.is_some()).map_err(|error| {
            match error.kind() {
                ErrorKind::AlreadyExists => {
                    let reason = both!("đã có tệp tạm tên ấy", "a working file of that name is there");
                    Failure::InTheWay(file.path.clone(), reason)
                }
                _ => disk(error),
            }
        })
    }

    /// Takes the new text away from beside its place.
    fn unstage(&self, step: &Step) {
        let beside = staged(&self.root.join(&step.path));
        if held(&beside) == step.after() {
            let _ = fs::remove_file(beside);
        }
    }

    /// No folder on the way may be a link: what is written stays in the registry.
    fn refuse_links(&self, path: &str) -> Result<(), Failure> {
        let mut at = self.root.clone();
        for part in path.split('/') {
            at.push(part);
            if fs::symlink_metadata(&at).is_ok_and(|about| about.is_symlink()) {
                let reason = both!("có liên kết trên đường dẫn", "there is a link on the way");
                return Err(Failure::InTheWay(path.to_owned(), reason));
            }
        }
        Ok(())
    }

    /// Puts one staged file in its place.
    fn put(&self, step: &Step) -> Result<(), Failure> {
        let place = self.root.join(&step.path);
        let beside = staged(&place);
        let disk = |error| Failure::Disk(step.path.clone(), error);
        let changed = || Failure::Changed(step.path.clone());
        self.refuse_links(&step.path)?;
        if step.before.is_none() {
            return match swap::put_new(&beside, &place) {
                Ok(true) => Ok(()),
                Ok(false) if held(&place) == Held::Nothing => fs::rename(&beside, &place).map_err(disk),
                Ok(false) => Err(changed()),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(changed()),
                Err(error) => Err(disk(error)),
            };
        }
        if held(&place) != step.before() {
            return Err(changed());
        }
        fs::symlink_metadata(&place).and_then(|about| disk::dress(&beside, &about, DATA)).map_err(disk)?;
        if !swap::exchange(&beside, &place).map_err(disk)? {
            return fs::rename(&beside, &place).map_err(disk);
        }
        // What stood there at that instant is beside it now.
        if held(&beside) != step.before() {
            swap::exchange(&beside, &place).map_err(disk)?;
            return Err(changed());
        }
        Ok(())
    }
}

/// Of the permissions of a file of a registry those that its successor keeps: nobody runs data.
const DATA: u32 = 0o666;

impl Step {
    fn before(&self) -> Held {
        self.before.clone().map_or(Held::Nothing, Held::File)
    }

    fn after(&self) -> Held {
        Held::File(self.after.clone())
    }
}

impl Failure {
    /// In a sentence, where nothing was changed.
    fn as_it_was(&self) -> Text {
        match self {
            Self::Changed(path) => {
                let path = visible(path);
                both!(
                    "tệp {path} vừa bị người khác sửa; bản sửa ấy được giữ, lệnh này chưa ghi gì; hãy chạy lại lệnh",
                    "the file {path} has just been changed by somebody; that is kept, and this command wrote nothing; run it again"
                )
            }
            Self::InTheWay(path, reason) => {
                let path = visible(path);
                both!(
                    vi: ("không ghi được tệp {path}: {}; sổ còn nguyên như cũ", reason.vi),
                    en: ("the file {path} cannot be written: {}; the registry is as it was", reason.en)
                )
            }
            Self::Disk(path, error) => {
                let (path, cause) = (visible(path), refusal(error));
                both!(
                    vi: ("không ghi được tệp {path}: {}; sổ còn nguyên như cũ", cause.vi),
                    en: ("the file {path} cannot be written: {}; the registry is as it was", cause.en)
                )
            }
        }
    }

    /// In a sentence, where some files are in place and others not.
    fn half_made(&self) -> Text {
        let (path, cause) = match self {
            Self::Changed(path) => (path, both!("tệp vừa bị người khác sửa", "somebody has just changed it")),
            Self::InTheWay(path, reason) => (path, reason.clone()),
            Self::Disk(path, error) => (path, refusal(error)),
        };
        let path = visible(path);
        both!(
            vi: ("không ghi được tệp {path}: {}; thay đổi mới vào sổ một phần, lệnh ghi sau sẽ làm nốt hoặc hoàn lại", cause.vi),
            en: ("the file {path} cannot be written: {}; the change is in place in part, and the next command that writes will finish or undo it", cause.en)
        )
    }
}

/// Whether a writer was killed amid its last steps, so that some files of a change are in place and others not yet.
pub fn is_unfinished(root: &Path) -> bool {
    matches!(Journal::read(root), Ok(Some(_)))
}

/// Files under names that only a writer gives and that none left here, as files of the registry to be told of.
pub fn foreign_input(root: &Path) -> Vec<InputFile> {
    // What a writer is about just now is nobody else's business, on a shared disk another user's too.
    if lock::is_held(root) {
        return Vec::new();
    }
    let found = foreign_files(root).into_iter();
    found.map(|(path, reason)| InputFile { path, content: Content::Unreadable(reason) }).collect()
}

/// The same with why none is of ours.
fn foreign_files(root: &Path) -> Vec<(String, Text)> {
    let journal = Journal::read(root);
    let is_listed = |path: &str| {
        let steps = journal.as_ref().ok().and_then(Option::as_ref).map(|journal| &journal.steps);
        // Beside its place may stand the file that a step replaced, whoever's that is.
        steps.is_some_and(|steps| steps.iter().any(|step| staged(Path::new(&step.path)) == Path::new(path)))
    };
    let mut found = Vec::new();
    for (path, about) in working_files(root) {
        let reason = match about {
            Err(reason) => Some(reason),
            Ok(_) if path == JOURNAL => journal.as_ref().err().cloned(),
            // On a shared disk any user's lock locks.
            Ok(about) if path == LOCK => own::not_plain(&about),
            Ok(about) if is_listed(&path) => own::not_regular(&about),
            Ok(about) => own::foreign(&about),
        };
        found.extend(reason.map(|reason| (path, reason)));
    }
    found
}

/// A registry's files stand in folders within folders, no deeper.
const DEEPEST_FILE: usize = 3;

/// Everything in the registry's folder that has a name that only a writer gives, by its path.
fn working_files(root: &Path) -> Vec<(String, Result<fs::Metadata, Text>)> {
    let mut found = Vec::new();
    let mut entries = WalkDir::new(root).min_depth(1).max_depth(DEEPEST_FILE).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let Ok(entry) = entry else { continue };
        let name = entry.file_name().to_string_lossy();
        if !name.starts_with('.') {
            continue;
        }
        if entry.file_type().is_dir() {
            entries.skip_current_dir();
        }
        if is_working(&name) {
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let path = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let about = fs::symlink_metadata(entry.path()).map_err(|error| refusal(&error));
            found.push((path, about));
        }
    }
    found
}

/// Something that no writer left stands where a writer's own files go.
fn in_the_way(path: &str, reason: &Text) -> Text {
    let path = visible(path);
    both!(
        vi: (
            "{path} mang tên tệp tạm của ttc nhưng không phải do ttc để lại ở đây: {}; chưa ghi gì. Hãy xem nội dung rồi xóa nó",
            reason.vi
        ),
        en: (
            "{path} has the name of a working file of ttc and was not left here by ttc: {}; nothing was written. Look at it, then delete it",
            reason.en
        )
    )
}

fn staged(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}{STAGED}"))
}

fn held(place: &Path) -> Held {
    let opened = plain(place);
    match opened {
        Ok(None) => Held::Nothing,
        Ok(Some(mut file)) => {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_or(Held::Other, |_| Held::File(digest(&bytes)))
        }
        Err(_) => Held::Other,
    }
}

/// A file's text, where it has one.
fn text(place: &Path) -> Option<String> {
    let mut text = String::new();
    plain(place).ok()??.read_to_string(&mut text).ok()?;
    Some(text)
}

/// A file's bytes, of one that is too large for a registry not all.
fn plain(place: &Path) -> Result<Option<Take<File>>, Text> {
    let opened = own::open(place, OpenOptions::new().read(true), own::not_regular)?;
    Ok(opened.map(|(file, _)| file.take(LARGEST_FILE + 1)))
}
