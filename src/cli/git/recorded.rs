//! Which commit recorded a line.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Ask, CannotBeAsked, Commit, Repository, failed};
use crate::calendar::vietnam_day;

/// When a line came into the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// By this commit, on its author's day in Vietnam.
    Commit {
        short: String,
        day: NaiveDate,
    },
    Uncommitted,
    /// Before the first commit that a shallow clone holds, which is not the one.
    BeyondEdge,
}

impl Repository {
    /// The commit that recorded a line (from 1) of a registry file, as it reads now: `text`. The work tree is looked at
    /// by nobody but the caller; where it differs from the commit, the line is looked for in what was committed.
    ///
    /// # Errors
    /// Where git cannot be asked.
    pub fn recorded(&self, at: &Commit, path: &str, text: &str, line: usize) -> Result<Recorded, CannotBeAsked> {
        let before = self.text_of(at, path)?.and_then(|committed| line_before(&committed, text, line));
        let Some(line) = before else { return Ok(Recorded::Uncommitted) };
        let (range, whole) = (format!("{line},{line}"), format!("{}{path}", self.prefix));
        // An empty name takes back the commits that a configuration would have passed over; no setting does.
        let settled = ["--porcelain", "--root", "--no-textconv", "--ignore-revs-file="];
        let answer = self.ask(Ask::Blame, &[&settled[..], &["-L", &range, at.hash(), "--", &whole]].concat())?;
        let said = String::from_utf8_lossy(&answer.out);
        let commit = said.split_whitespace().next().and_then(|hash| Commit::read(hash.as_bytes()));
        let seconds = said.lines().find_map(|line| line.strip_prefix("author-time "));
        let instant = seconds.and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds.parse().ok()?, 0));
        let (Some(commit), Some(instant)) = (commit.filter(|_| answer.success), instant) else {
            return Err(failed(&answer));
        };
        if self.is_shallow && self.is_edge(&commit)? {
            return Ok(Recorded::BeyondEdge);
        }
        Ok(Recorded::Commit { short: commit.short(), day: vietnam_day(instant) })
    }

    /// Whether a commit has parents that a shallow clone does not let git see: what it seems to have recorded may have been
    /// there before.
    fn is_edge(&self, commit: &Commit) -> Result<bool, CannotBeAsked> {
        let seen = self.ask(Ask::RevList, &["--max-count=1", "--parents", commit.hash(), "--"])?;
        let whole = self.ask(Ask::CatFile, &["commit", commit.hash()])?;
        if !seen.success || !whole.success {
            return Err(failed(if seen.success { &whole } else { &seen }));
        }
        let seen = String::from_utf8_lossy(&seen.out).split_whitespace().skip(1).count();
        let whole = String::from_utf8_lossy(&whole.out);
        let parents = whole.lines().take_while(|line| !line.is_empty()).filter(|line| line.starts_with("parent "));
        Ok(parents.count() > seen)
    }
}

/// The line of a committed text that a line of the text as it is now was; `None` where it is new or changed.
fn line_before(committed: &str, now: &str, line: usize) -> Option<usize> {
    let lines = |text: &'_ str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let (old, new) = (lines(committed), lines(now));
    let at = line.checked_sub(1).filter(|at| *at < new.len())?;
    let operations = similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new);
    operations.iter().find_map(|operation| match *operation {
        similar::DiffOp::Equal { old_index, new_index, len } if (new_index..new_index + len).contains(&at) => {
            Some(old_index + at - new_index + 1)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_where_it_was_before_and_a_changed_one_nowhere() {
        let (old, new) = ("a\nb\nc\nd\n", "new\r\na\r\nc\r\nchanged\r\n");
        let before: Vec<Option<usize>> = (0..=5).map(|line| line_before(old, new, line)).collect();
        assert_eq!(before, [None, None, Some(1), Some(3), None, None]);
    }
}
