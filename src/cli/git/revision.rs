//! What a commit held, read from its objects; no index, work tree or filter comes into it.

use std::collections::BTreeMap;

use super::{Ask, CannotBeAsked, Commit, Repository, failed, is_hash, unreadable};
use crate::both;
use crate::load::layout::file_type;
use crate::load::names::{is_hidden, working};
use crate::load::tree::{Content, InputFile, LARGEST_FILE, is_yaml};
use crate::load::{Loaded, text};

/// Of all files of a revision together. A few kilobytes of objects can stand for any number of files.
const LARGEST_REGISTRY: u64 = 512 << 20;

impl Repository {
    /// Every file of the registry at a commit, by path. Those whose names begin with a point are none of it.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn files(&self, commit: &Commit) -> Result<Vec<InputFile>, CannotBeAsked> {
        let entries = self.entries(commit)?;
        let mut contents = self.contents(&entries)?;
        let files = entries.into_iter().map(|entry| {
            let content = match entry.kind {
                Kind::Link => Content::Unreadable(both!(
                    "là liên kết, sổ không đi theo liên kết",
                    "it is a symbolic link, and a registry follows none"
                )),
                Kind::Repository => Content::Unreadable(both!(
                    "là một kho git khác (submodule)",
                    "it is a git repository of its own (a submodule)"
                )),
                Kind::File if !is_yaml(&entry.path) => Content::Unopened,
                Kind::File if entry.size > LARGEST_FILE => Content::TooLarge(entry.size),
                Kind::File => contents.remove(&entry.path).map_or(Content::Unopened, Content::Bytes),
            };
            InputFile { path: entry.path, content }
        });
        Ok(files.collect())
    }

    /// Whether what was read is what a commit holds. Its objects are compared, not what git thinks of the work tree: a
    /// file that git was told to ignore or to skip is not committed. Line ends are the work tree's own affair.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn holds(&self, commit: &Commit, loaded: &Loaded) -> Result<bool, CannotBeAsked> {
        let read: BTreeMap<String, String> = (loaded.files.ids())
            .map(|file| (loaded.files.path(file), loaded.files.text(file)))
            .filter(|(path, _)| file_type(path).is_some())
            .map(|(path, text)| (path.to_string(), with_plain_ends(text)))
            .collect();
        let held: BTreeMap<String, String> = (self.files(commit)?.into_iter())
            .filter(|file| file_type(&file.path).is_some())
            .map(|file| (file.path, with_plain_ends(&text(file.content))))
            .collect();
        Ok(read == held)
    }

    /// The text of one file of the registry at a commit; `None` where it was not there.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn text_of(&self, commit: &Commit, path: &str) -> Result<Option<String>, CannotBeAsked> {
        let entries: Vec<Entry> = self.entries(commit)?.into_iter().filter(|entry| entry.path == path).collect();
        let found = self.contents(&entries)?.remove(path);
        Ok(found.map(|bytes| text(Content::Bytes(bytes))))
    }

    fn entries(&self, commit: &Commit) -> Result<Vec<Entry>, CannotBeAsked> {
        let mut arguments = vec!["-r", "-l", "-z", "--full-tree", commit.hash()];
        if !self.prefix.is_empty() {
            arguments.extend(["--", &self.prefix]);
        }
        let answer = self.ask(Ask::LsTree, &arguments)?;
        if !answer.success {
            return Err(failed(&answer));
        }
        let listed = String::from_utf8_lossy(&answer.out);
        let mut entries: Vec<Entry> = listed.split('\0').filter_map(|line| Entry::read(line, &self.prefix)).collect();
        entries.sort_by(|one, two| one.path.cmp(&two.path));
        Ok(entries)
    }

    /// The bytes of those entries that a registry reads.
    fn contents(&self, entries: &[Entry]) -> Result<BTreeMap<String, Vec<u8>>, CannotBeAsked> {
        let wanted: Vec<&Entry> = entries.iter().filter(|entry| entry.is_read()).collect();
        let size = wanted.iter().map(|entry| entry.size + 128).sum::<u64>();
        if size > LARGEST_REGISTRY {
            return Err(unreadable(both!("sổ ở bản ấy quá lớn", "the registry of that revision is too large")));
        }
        if wanted.is_empty() {
            return Ok(BTreeMap::new());
        }
        let asked: String = wanted.iter().map(|entry| format!("{}\n", entry.object)).collect();
        let answer = self.ask_with(Ask::CatFile, &["--batch"], asked.into_bytes(), size)?;
        let mut rest = answer.out.as_slice();
        let mut contents = BTreeMap::new();
        for entry in wanted {
            let (content, after) = next(rest, &entry.object).ok_or_else(|| {
                let path = &entry.path;
                unreadable(both!(
                    "kho thiếu nội dung của tệp {path}",
                    "the repository lacks the content of the file {path}"
                ))
            })?;
            contents.insert(entry.path.clone(), content.to_vec());
            rest = after;
        }
        Ok(contents)
    }
}

/// What a tree says of a file.
struct Entry {
    /// Below the registry.
    path: String,
    object: String,
    size: u64,
    kind: Kind,
}

#[derive(PartialEq, Eq)]
enum Kind {
    File,
    Link,
    Repository,
}

impl Entry {
    /// `MODE TYPE HASH SIZE<tab>PATH`.
    fn read(line: &str, prefix: &str) -> Option<Self> {
        let (about, path) = line.split_once('\t')?;
        let fields: Vec<&str> = about.split_whitespace().collect();
        let [mode, kind, object, size] = fields.as_slice() else { return None };
        let path = path.strip_prefix(prefix)?;
        let path = working(path).or_else(|| (!is_hidden(path)).then_some(path)).filter(|_| is_hash(object))?;
        let kind = match (*kind, *mode) {
            ("blob", "120000") => Kind::Link,
            ("blob", _) => Kind::File,
            _ => Kind::Repository,
        };
        Some(Self { path: path.to_owned(), object: (*object).to_owned(), size: size.parse().unwrap_or(0), kind })
    }

    fn is_read(&self) -> bool {
        self.kind == Kind::File && is_yaml(&self.path) && self.size <= LARGEST_FILE
    }
}

/// The next object of an answer of `cat-file --batch` (`HASH blob SIZE`, its bytes, a line end), and what follows it.
fn next<'a>(answer: &'a [u8], object: &str) -> Option<(&'a [u8], &'a [u8])> {
    let end = answer.iter().position(|byte| *byte == b'\n')?;
    let header = std::str::from_utf8(answer.get(..end)?).ok()?;
    let size: usize = header.strip_prefix(object)?.strip_prefix(" blob ")?.parse().ok()?;
    let rest = answer.get(end + 1..)?;
    Some((rest.get(..size)?, rest.get(size.checked_add(1)?..)?))
}

/// A text with the line ends that git stores, whatever a checkout made of them.
pub fn with_plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n")
}
