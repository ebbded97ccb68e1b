//! The `git` program: where a repository is, what a revision held.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDate, Utc};

use crate::both;
use crate::calendar::vietnam_day;
use crate::load::names::{is_hidden, working};
use crate::load::tree::{Content, InputFile, LARGEST_FILE, is_yaml};
use crate::locale::{Language, Text};

/// The top folder of the repository that `folder` is in; `None` without git or outside a repository.
pub fn top(folder: &Path) -> Option<PathBuf> {
    let output = git(folder).args(["rev-parse", "--show-toplevel"]).output().ok()?;
    output
        .status
        .success()
        .then(|| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r'])))
}

/// The whole hash of the commit that a revision names; `None` where there is none.
pub fn commit(root: &Path, revision: &str) -> Option<String> {
    let output = git(&still_there(root).0)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Names that begin with a point are none of a registry's: its lock, what a writer has begun.
const NOT_HIDDEN: &str = ":(exclude,glob)**/.*";

/// Whether anything below the registry's folder differs from what is committed.
pub fn is_changed(root: &Path) -> bool {
    let output = git(root).args(["status", "--porcelain", "--untracked-files=all", "--", ".", NOT_HIDDEN]).output();
    output.is_ok_and(|output| !output.stdout.is_empty())
}

/// The files that git keeps below the registry's folder under names that only a writer gives.
pub fn tracked_working_files(root: &Path) -> Vec<String> {
    let output = git(root).args(["ls-files", "-z", "--", ":(glob)**/.ttc.*", ":(glob)**/.*.ttc-new"]).output();
    let listed = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    listed.split('\0').filter_map(working).map(str::to_owned).collect()
}

/// When a line came into the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// By this commit, on its author's day in Vietnam.
    Commit {
        short: String,
        day: NaiveDate,
    },
    Uncommitted,
}

/// The commit that recorded a line (from 1) of a registry file, at a revision or in the work tree. `None` without git,
/// outside a repository and for files it does not keep.
pub fn recorded(root: &Path, revision: Option<&str>, path: &str, line: usize) -> Option<Recorded> {
    let range = format!("{line},{line}");
    let mut command = git(root);
    command.args(["blame", "--porcelain", "-L", &range]);
    command.args(revision);
    let output = command.arg("--").arg(path).output().ok().filter(|output| output.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let commit = text.split_whitespace().next()?;
    if commit.bytes().all(|byte| byte == b'0') {
        return Some(Recorded::Uncommitted);
    }
    let seconds = text.lines().find_map(|line| line.strip_prefix("author-time "))?.parse().ok()?;
    let day = vietnam_day(DateTime::<Utc>::from_timestamp(seconds, 0)?);
    Some(Recorded::Commit { short: commit.chars().take(7).collect(), day })
}

/// Every file below `folder` as it was committed at a revision, read without a checkout.
///
/// # Errors
/// Where git is not there, the folder is in no repository, the revision is not known, or it had no such folder.
pub fn read_revision(folder: &Path, revision: &str, language: Language) -> anyhow::Result<Vec<InputFile>> {
    let say = |text: Text| text.get(language).to_owned();
    let Some(top) = top(&still_there(folder).0) else { bail!(say(why_no_top(folder))) };
    let (there, gone) = still_there(folder);
    let root = there.canonicalize().unwrap_or(there).join(gone);
    let top = top.canonicalize().unwrap_or(top);
    let prefix = root.strip_prefix(&top).unwrap_or(Path::new(""));
    let prefix = prefix.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
    let prefix = if prefix.is_empty() { prefix } else { format!("{prefix}/") };
    let commit = git(&top)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
        .output()?;
    if !commit.status.success() {
        bail!(say(both!("git không biết bản {revision}", "git knows no revision {revision}")));
    }
    let commit = String::from_utf8_lossy(&commit.stdout).trim().to_owned();
    let blobs = list(&top, &commit, &prefix)?;
    if blobs.is_empty() {
        bail!(say(both!("ở bản {revision} chưa có sổ này", "the registry is not there at revision {revision}")));
    }
    contents(&top, blobs)
}

/// A folder parted into what of it is there and what is gone: a revision may have what the work tree has no more.
fn still_there(folder: &Path) -> (PathBuf, PathBuf) {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute).to_owned();
    let gone = absolute.strip_prefix(&there).map(Path::to_owned).unwrap_or_default();
    (there, gone)
}

/// Why no repository is found around a folder.
fn why_no_top(folder: &Path) -> Text {
    let shown = folder.display();
    let Ok(output) = git(&still_there(folder).0).args(["rev-parse", "--show-toplevel"]).stderr(Stdio::piped()).output()
    else {
        return both!(
            "đọc một bản đã lưu cần chương trình git, mà máy không có",
            "to read a revision needs the git program, which is not there"
        );
    };
    // Containers of CI servers often check out as another user.
    if String::from_utf8_lossy(&output.stderr).contains("dubious ownership") {
        return both!(
            "git không tin kho chứa {shown} vì kho thuộc người dùng khác; chạy git config --global --add safe.directory ĐƯỜNG_DẪN",
            "git does not trust the repository around {shown}, which is another user's; run git config --global --add safe.directory PATH"
        );
    }
    both!(
        "chỉ đọc được bản đã lưu khi sổ nằm trong một kho git, mà {shown} không nằm trong kho nào",
        "to read a revision needs a registry kept in git, and {shown} is in no git repository"
    )
}

/// A file of a revision: its path below the registry, and its object.
struct Blob {
    path: String,
    object: String,
    size: u64,
    regular: bool,
}

fn list(top: &Path, commit: &str, prefix: &str) -> anyhow::Result<Vec<Blob>> {
    let mut command = git(top);
    command.args(["ls-tree", "-r", "-l", "-z", "--full-tree", commit]);
    if !prefix.is_empty() {
        command.arg("--").arg(prefix);
    }
    let output = command.output()?;
    let mut blobs = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).split('\0').filter(|line| !line.is_empty()) {
        let Some((about, path)) = line.split_once('\t') else { continue };
        let fields: Vec<&str> = about.split_whitespace().collect();
        let [mode, kind, object, size] = fields.as_slice() else { continue };
        let Some(path) = path.strip_prefix(prefix) else { continue };
        let Some(path) = working(path).or_else(|| (!is_hidden(path)).then_some(path)) else { continue };
        blobs.push(Blob {
            path: path.to_owned(),
            object: (*object).to_owned(),
            size: size.parse().unwrap_or(0),
            regular: *kind == "blob" && *mode != "120000",
        });
    }
    blobs.sort_by(|one, two| one.path.cmp(&two.path));
    Ok(blobs)
}

fn contents(top: &Path, blobs: Vec<Blob>) -> anyhow::Result<Vec<InputFile>> {
    let mut child = git(top)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("git cat-file")?;
    let mut asked = child.stdin.take().context("git cat-file")?;
    let objects: Vec<String> =
        blobs.iter().filter(|blob| is_read(blob)).map(|blob| format!("{}\n", blob.object)).collect();
    let asking = std::thread::spawn(move || objects.iter().try_for_each(|object| asked.write_all(object.as_bytes())));
    let mut answers = BufReader::new(child.stdout.take().context("git cat-file")?);
    let mut files = Vec::with_capacity(blobs.len());
    for blob in blobs {
        let content = if !blob.regular {
            Content::Unreadable(both!(
                "là liên kết, sổ không đi theo liên kết",
                "it is a symbolic link, and a registry follows none"
            ))
        } else if !is_yaml(&blob.path) {
            Content::Unopened
        } else if blob.size > LARGEST_FILE {
            Content::TooLarge(blob.size)
        } else {
            Content::Bytes(answer(&mut answers)?)
        };
        files.push(InputFile { path: blob.path, content });
    }
    drop(answers);
    child.wait()?;
    asking.join().map_err(|_| anyhow::anyhow!("git cat-file"))?.context("git cat-file")?;
    Ok(files)
}

fn is_read(blob: &Blob) -> bool {
    blob.regular && is_yaml(&blob.path) && blob.size <= LARGEST_FILE
}

fn answer(answers: &mut impl BufRead) -> anyhow::Result<Vec<u8>> {
    let mut header = String::new();
    answers.read_line(&mut header)?;
    let size: usize =
        header.trim_end().rsplit(' ').next().and_then(|size| size.parse().ok()).context("git cat-file")?;
    let mut bytes = vec![0; size];
    answers.read_exact(&mut bytes)?;
    let mut newline = [0];
    answers.read_exact(&mut newline)?;
    Ok(bytes)
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // A hook of git, which may have called this program, sets these for its own repository.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    command
        .arg("-C")
        .arg(folder)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stderr(Stdio::null())
        .stdin(Stdio::null());
    command
}
