//! The git program, called so that nothing of a repository's own makes it run anything.
//!
//! A repository's configuration is its author's. What it can name to be run is kept out three ways: only a few commands
//! are ever called, none of which compares the work tree or asks a filter, a hook or another program unless it is told to
//! ([`Ask`]); the settings that could tell it to are set over ([`SETTINGS`]); and of the caller's `GIT_…` variables only
//! those that say whose configuration is read reach it ([`KEPT_VARIABLES`]).

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::{JoinHandle, spawn};
use std::time::Duration;

use super::CannotBeAsked;
use crate::both;
use crate::document::Unasked;
use crate::locale::Text;

/// The only commands of git that are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    RevParse,
    LsFiles,
    LsTree,
    MergeBase,
    CatFile,
    Blame,
    RevList,
}

impl Ask {
    fn name(self) -> &'static str {
        match self {
            Self::RevParse => "rev-parse",
            Self::LsFiles => "ls-files",
            Self::LsTree => "ls-tree",
            Self::MergeBase => "merge-base",
            Self::CatFile => "cat-file",
            Self::Blame => "blame",
            Self::RevList => "rev-list",
        }
    }
}

/// Set over whatever the repository says.
const SETTINGS: &[&str] = &[
    // What would be run.
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "core.askPass=",
    "core.alternateRefsCommand=false",
    "credential.helper=",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "gc.auto=0",
    "maintenance.auto=false",
    // Where a repository would be found, and what would be fetched for it.
    "safe.bareRepository=explicit",
    "protocol.allow=never",
    "submodule.recurse=false",
    // Files elsewhere that would be read, and what would give another answer than the objects do.
    "core.attributesFile=/dev/null",
    "core.excludesFile=/dev/null",
    "core.commitGraph=false",
    "advice.graftFileDeprecated=false",
    "mailmap.file=",
    "mailmap.blob=",
    "diff.orderFile=/dev/null",
];

/// What of the environment git goes by.
const VARIABLES: &[(&str, &str)] = &[
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_ATTR_NOSYSTEM", "1"),
    ("GIT_GRAFT_FILE", "/dev/null"),
    ("GIT_LITERAL_PATHSPECS", "1"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_PAGER", "cat"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("LC_ALL", "C"),
];

/// Whose configuration is read, for that is where a user says which repositories to trust; and what git's own tests
/// say it with. Every other `GIT_…` variable of the caller stays behind: a hook of git, which may have called this program,
/// sets some for its own repository.
const KEPT_VARIABLES: &[&str] =
    &["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_TEST_ASSUME_DIFFERENT_OWNER"];

/// `rev-parse` has known `--end-of-options` since then.
const OLDEST: (u32, u32) = (2, 30);

/// A git program that can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
}

impl Program {
    /// The git program of this machine.
    ///
    /// # Errors
    /// Where there is none, or it is too old.
    pub fn of_this_machine() -> Result<Self, CannotBeAsked> {
        static FOUND: OnceLock<Result<Program, CannotBeAsked>> = OnceLock::new();
        FOUND.get_or_init(found).clone()
    }

    /// Asks in a folder, with something on standard input, and waits for the whole answer.
    ///
    /// # Errors
    /// Where the program cannot be started, is silent for too long or says more than `most` bytes.
    pub fn ask(
        &self,
        folder: &Path,
        ask: Ask,
        arguments: &[&str],
        input: Vec<u8>,
        most: u64,
    ) -> Result<Answer, CannotBeAsked> {
        let mut command = self.quiet();
        command.arg("-C").arg(without_verbatim(folder)).arg("--no-pager");
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting])).arg(ask.name()).args(arguments);
        answer(command, input, most)
    }

    fn quiet(&self) -> Command {
        let mut command = Command::new(&self.path);
        for (name, _) in std::env::vars_os() {
            let upper = name.to_string_lossy().to_ascii_uppercase();
            if upper.starts_with("GIT_") && !KEPT_VARIABLES.contains(&upper.as_str()) {
                command.env_remove(&name);
            }
        }
        command.envs(VARIABLES.iter().copied());
        command
    }
}

/// What git said, and whether it could do what it was asked.
#[derive(Debug)]
pub struct Answer {
    pub success: bool,
    pub out: Vec<u8>,
    /// The first words of what went wrong, in English: git is asked in no other language.
    pub err: String,
}

/// A repository may be made so that git never ends (a pipe where a file is expected) or says too much.
const PATIENCE: Duration = Duration::from_secs(60);

fn answer(mut command: Command, input: Vec<u8>, most: u64) -> Result<Answer, CannotBeAsked> {
    let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = started.map_err(|_| no_program())?;
    let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let watched = Watched::over(child);
    let asking = spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(&input)));
    let complaints = spawn(move || {
        let mut first = Vec::new();
        let mut stderr = stderr?;
        (&mut stderr).take(4096).read_to_end(&mut first).ok()?;
        std::io::copy(&mut stderr, &mut std::io::sink()).ok()?;
        Some(first)
    });
    let mut out = Vec::new();
    let read = stdout.map(|stdout| stdout.take(most + 1).read_to_end(&mut out));
    let too_much = out.len() as u64 > most;
    let (success, in_time) = watched.end(too_much);
    let err = complaints.join().ok().flatten().unwrap_or_default();
    let _ = asking.join();
    if too_much {
        return Err(unreadable(both!("git trả lời quá dài", "git says more than a registry can hold")));
    }
    if !in_time || !matches!(read, Some(Ok(_))) {
        return Err(unreadable(both!("git không trả lời", "git gives no answer")));
    }
    Ok(Answer { success, out, err: String::from_utf8_lossy(&err).trim().to_owned() })
}

/// A child that is killed when patience ends.
struct Watched {
    child: Arc<Mutex<Child>>,
    done: Sender<()>,
    /// Whether the child was let be.
    watcher: JoinHandle<bool>,
}

impl Watched {
    fn over(child: Child) -> Self {
        let child = Arc::new(Mutex::new(child));
        let (done, wait) = channel();
        let watched = Arc::clone(&child);
        let watcher = spawn(move || {
            let in_time = !matches!(wait.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout));
            if !in_time {
                let _ = watched.lock().unwrap_or_else(PoisonError::into_inner).kill();
            }
            in_time
        });
        Self { child, done, watcher }
    }

    /// Whether the child ended well, and whether it did in time.
    fn end(self, kill: bool) -> (bool, bool) {
        drop(self.done);
        let in_time = self.watcher.join().unwrap_or(false);
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        if kill {
            let _ = child.kill();
        }
        (child.wait().is_ok_and(|status| status.success()), in_time)
    }
}

pub fn unreadable(text: Text) -> CannotBeAsked {
    CannotBeAsked::new(Unasked::Unreadable, text)
}

fn found() -> Result<Program, CannotBeAsked> {
    let program = Program { path: on_the_path().ok_or_else(no_program)? };
    let mut command = program.quiet();
    command.arg("--version");
    let said = String::from_utf8_lossy(&answer(command, Vec::new(), 4096)?.out).trim().to_owned();
    match version(&said) {
        Some(version) if version >= OLDEST => Ok(program),
        Some((major, minor)) => {
            let (oldest_major, oldest_minor) = OLDEST;
            Err(CannotBeAsked::new(
                Unasked::TooOld,
                both!(
                    "chương trình git bản {major}.{minor} đã quá cũ; cần bản {oldest_major}.{oldest_minor} trở lên",
                    "git {major}.{minor} is too old; {oldest_major}.{oldest_minor} or newer is needed"
                ),
            ))
        }
        None => Err(no_program()),
    }
}

/// By absolute folders only: a `git` that lies where somebody stands, or in the registry, is none of the machine's.
fn on_the_path() -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    folders.iter().filter(|folder| folder.is_absolute()).map(|folder| folder.join(NAME)).find(|file| is_program(file))
}

const NAME: &str = if cfg!(windows) { "git.exe" } else { "git" };

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

fn no_program() -> CannotBeAsked {
    CannotBeAsked::new(
        Unasked::NoProgram,
        both!("máy không có chương trình git, hãy cài git", "the git program is not there; install git"),
    )
}

/// `git version 2.47.3`, `git version 2.39.5 (Apple Git-154)`.
fn version(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.strip_prefix("git version ")?.split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Windows writes a path that has been worked out as `\\?\C:\…`, which git does not read.
fn without_verbatim(folder: &Path) -> PathBuf {
    let plain = folder.to_str().filter(|_| cfg!(windows)).and_then(|folder| folder.strip_prefix(r"\\?\"));
    plain.filter(|plain| !plain.starts_with("UNC")).map_or_else(|| folder.to_owned(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_every_maker_of_git_writes_them() {
        assert_eq!(version("git version 2.47.3"), Some((2, 47)));
        assert_eq!(version("git version 2.39.5 (Apple Git-154)"), Some((2, 39)));
        assert_eq!(version("git version 2.45.1.windows.1"), Some((2, 45)));
        assert_eq!(version("git version 2.50-rc0"), Some((2, 50)));
        assert_eq!(version("no git at all"), None);
    }
}
