//! What git knows of a registry: where its repository is, what a revision held, which commit recorded a line.
//!
//! There are three answers, not two: a registry is kept in git, or it is not, or git cannot be asked, and then nobody may
//! say that it is not. A revision is worked out once, to a [`Commit`]; from then on git gets hashes only, never words of
//! the caller's or the repository's.

mod folders;
mod program;
mod recorded;
mod revision;

use std::path::{Path, PathBuf};

use crate::both;
use crate::document::Unasked;
use crate::load::names::working;
use crate::load::tree::InputFile;
use crate::locale::{Language, Text};
pub use folders::{planted, standing};
use program::{Answer, Ask, Program, unreadable};
pub use recorded::Recorded;
pub use revision::with_plain_ends;

/// What git says of a folder.
pub enum Around {
    In(Repository),
    Nowhere,
    CannotBeAsked(CannotBeAsked),
}

/// The repository that a folder is in.
pub struct Repository {
    program: Program,
    /// Its top folder.
    top: PathBuf,
    /// The way from there to the folder: empty, or ending with `/`.
    prefix: String,
    /// Whether its history was cut off when it was cloned.
    is_shallow: bool,
}

/// The whole hash of a commit; made of nothing but hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit(String);

/// Why git cannot be asked, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotBeAsked {
    pub why: Unasked,
    text: Text,
}

/// The same, as the error of a command that can do nothing without an answer.
#[derive(Debug)]
pub struct NoAnswer(String);

/// Asks git about the repository around a folder, which need not be there any more.
pub fn around(folder: &Path) -> Around {
    let Some(standing) = standing(folder) else { return Around::Nowhere };
    match Repository::open(standing) {
        Ok(repository) => Around::In(repository),
        Err(cannot) => Around::CannotBeAsked(cannot),
    }
}

/// Every file below `folder` as it was committed at a revision, read without a checkout.
///
/// # Errors
/// Where git cannot be asked, the folder is in no repository, the revision is not known, or it had no such folder.
pub fn read_revision(folder: &Path, revision: &str, language: Language) -> anyhow::Result<Vec<InputFile>> {
    let repository = around(folder).needed(folder, language)?;
    let commit = repository.named(revision, language)?;
    repository.registry_at(&commit, revision, language)
}

/// The files that git keeps below the registry's folder under names that only a writer gives, as far as git can say.
pub fn tracked_working_files(root: &Path) -> Vec<String> {
    match around(root) {
        Around::In(repository) => repository.tracked_working_files().unwrap_or_default(),
        Around::Nowhere | Around::CannotBeAsked(_) => Vec::new(),
    }
}

impl Around {
    /// The repository, for what cannot do without.
    ///
    /// # Errors
    /// Where there is none, or git cannot be asked.
    pub fn needed(self, folder: &Path, language: Language) -> anyhow::Result<Repository> {
        let shown = folder.display();
        match self {
            Self::In(repository) => Ok(repository),
            Self::CannotBeAsked(cannot) => Err(cannot.error(language)),
            Self::Nowhere => {
                let text = both!(
                    "chỉ đọc được bản đã lưu khi có chương trình git và sổ nằm trong một kho git, mà {shown} không nằm trong kho nào",
                    "to read a revision needs the git program and a registry kept in git, and {shown} is in no git repository"
                );
                Err(anyhow::anyhow!(text.get(language).to_owned()))
            }
        }
    }
}

impl Repository {
    fn open(standing: folders::Standing) -> Result<Self, CannotBeAsked> {
        let program = Program::of_this_machine()?;
        let folders::Standing { top, prefix } = standing;
        let mut repository = Self { program, top, prefix, is_shallow: false };
        let answer = repository.ask(Ask::RevParse, &["--show-toplevel", "--is-shallow-repository"])?;
        let shown = repository.top.display();
        // Containers of CI servers often check out as another user.
        if answer.err.contains("dubious ownership") {
            return Err(CannotBeAsked::new(
                Unasked::NotTrusted,
                both!(
                    "git không tin kho {shown} vì kho thuộc người dùng khác; nếu tin thì chạy git config --global --add safe.directory {shown}",
                    "git does not trust the repository {shown}, which is another user's; if you do, run git config --global --add safe.directory {shown}"
                ),
            ));
        }
        if !answer.success {
            return Err(failed(&answer));
        }
        let said = String::from_utf8_lossy(&answer.out).into_owned();
        let (top, is_shallow) = said.trim_end().rsplit_once('\n').unwrap_or((said.trim_end(), ""));
        // A configuration may name another folder as the top, whose files are none of the registry's.
        if Path::new(top.trim_end_matches('\r')).canonicalize().ok().as_ref() != Some(&repository.top) {
            return Err(unreadable(both!(
                "kho {shown} đặt thư mục làm việc ở chỗ khác (core.worktree)",
                "the repository {shown} has its work tree elsewhere (core.worktree)"
            )));
        }
        repository.is_shallow = is_shallow.trim() == "true";
        Ok(repository)
    }

    /// Whether its history was cut off when it was cloned.
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// The commit that a revision names; `None` where git knows none.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn commit(&self, revision: &str) -> Result<Option<Commit>, CannotBeAsked> {
        let asked = format!("{revision}^{{commit}}");
        let answer = self.ask(Ask::RevParse, &["--verify", "--quiet", "--end-of-options", &asked])?;
        Ok(Commit::read(&answer.out).filter(|_| answer.success))
    }

    /// The same, for what cannot do without.
    ///
    /// # Errors
    /// Where git cannot be asked or knows none.
    pub fn named(&self, revision: &str, language: Language) -> anyhow::Result<Commit> {
        if let Some(commit) = self.commit(revision).map_err(|cannot| cannot.error(language))? {
            return Ok(commit);
        }
        let text = if self.is_shallow {
            both!(
                "git không biết bản {revision}; kho này là bản sao nông (shallow), hãy chạy git fetch --unshallow, hoặc đặt fetch-depth: 0 trên GitHub Actions",
                "git knows no revision {revision}; this is a shallow clone, so run git fetch --unshallow, or set fetch-depth: 0 on GitHub Actions"
            )
        } else {
            both!("git không biết bản {revision}", "git knows no revision {revision}")
        };
        Err(anyhow::anyhow!(text.get(language).to_owned()))
    }

    /// The commit at which two histories parted; `None` where they have none in common.
    ///
    /// # Errors
    /// Where git cannot be asked, or a shallow clone does not go back to it.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Option<Commit>, CannotBeAsked> {
        let answer = self.ask(Ask::MergeBase, &[one.hash(), other.hash()])?;
        match Commit::read(&answer.out) {
            Some(base) if answer.success => Ok(Some(base)),
            _ if !answer.err.is_empty() => Err(failed(&answer)),
            _ if self.is_shallow => Err(unreadable(both!(
                "bản sao nông (shallow) này không đủ sâu để có lần lưu chung; hãy chạy git fetch --unshallow, hoặc đặt fetch-depth: 0 trên GitHub Actions",
                "this shallow clone does not go back to a commit in common; run git fetch --unshallow, or set fetch-depth: 0 on GitHub Actions"
            ))),
            _ => Ok(None),
        }
    }

    /// The registry's files as they were at a commit, which people named as `shown`.
    ///
    /// # Errors
    /// Where git cannot be asked, or the registry was not there.
    pub fn registry_at(&self, commit: &Commit, shown: &str, language: Language) -> anyhow::Result<Vec<InputFile>> {
        let files = self.files(commit).map_err(|cannot| cannot.error(language))?;
        if files.is_empty() {
            let text = both!("ở bản {shown} chưa có sổ này", "the registry is not there at revision {shown}");
            return Err(anyhow::anyhow!(text.get(language).to_owned()));
        }
        Ok(files)
    }

    fn tracked_working_files(&self) -> Result<Vec<String>, CannotBeAsked> {
        let mut arguments = vec!["-z"];
        if !self.prefix.is_empty() {
            arguments.extend(["--", &self.prefix]);
        }
        let listed = self.ask(Ask::LsFiles, &arguments)?.out;
        let listed = String::from_utf8_lossy(&listed);
        let below = listed.split('\0').filter_map(|path| path.strip_prefix(&self.prefix));
        Ok(below.filter_map(working).map(str::to_owned).collect())
    }

    fn ask(&self, ask: Ask, arguments: &[&str]) -> Result<Answer, CannotBeAsked> {
        self.ask_with(ask, arguments, Vec::new(), LONGEST_ANSWER)
    }

    fn ask_with(&self, ask: Ask, arguments: &[&str], input: Vec<u8>, most: u64) -> Result<Answer, CannotBeAsked> {
        self.program.ask(&self.top, ask, arguments, input, most)
    }
}

/// A list of some hundred thousand files.
const LONGEST_ANSWER: u64 = 64 << 20;

impl Commit {
    pub fn hash(&self) -> &str {
        &self.0
    }

    /// As people are shown it.
    pub fn short(&self) -> String {
        self.0.chars().take(7).collect()
    }

    fn read(said: &[u8]) -> Option<Self> {
        let hash = std::str::from_utf8(said).ok()?.trim();
        is_hash(hash).then(|| Self(hash.to_owned()))
    }
}

/// Of SHA-1 or SHA-256.
fn is_hash(said: &str) -> bool {
    matches!(said.len(), 40 | 64) && said.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl CannotBeAsked {
    fn new(why: Unasked, text: Text) -> Self {
        Self { why, text }
    }

    pub fn told(&self) -> Text {
        let Text { vi, en } = &self.text;
        both!("không hỏi được git: {vi}", "git cannot be asked: {en}")
    }

    pub fn error(&self, language: Language) -> anyhow::Error {
        NoAnswer(self.told().get(language).to_owned()).into()
    }
}

/// Git was asked and failed; its own words are the best there are.
fn failed(answer: &Answer) -> CannotBeAsked {
    let mut lines = answer.err.lines();
    let said = lines.clone().find_map(|line| line.strip_prefix("fatal: ")).or_else(|| lines.next()).unwrap_or_default();
    unreadable(both!("git không đọc được kho ({said})", "git cannot read the repository ({said})"))
}

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoAnswer {}
