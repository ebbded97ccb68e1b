//! What is new since a revision: the findings of now that were not there before.
//!
//! Findings are told apart by what they are about, not by where they stand, so moved lines bring nothing new. A finding
//! about no record is known by its file; where the file was renamed since, it is known by its new name.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::Located;
use crate::render::fingerprints;
use crate::source::{FileId, Files};

/// The paths and texts of a registry's files.
pub type Texts = Vec<(Arc<str>, Arc<str>)>;

pub fn texts(files: &Files) -> Texts {
    let ids = (0..files.len()).map(|id| FileId(u32::try_from(id).unwrap_or(u32::MAX)));
    ids.map(|id| (Arc::clone(files.path(id)), Arc::clone(files.text(id)))).collect()
}

/// The findings that were not there before. Of several alike as many are old as there were.
pub fn only_new(now: Vec<Located>, files: &Texts, mut before: Vec<Located>, old_files: &Texts) -> Vec<Located> {
    let mut renames = Renames::new(files, old_files);
    for finding in &mut before {
        if let Some(renamed) = renames.of(&finding.primary.place.path) {
            finding.primary.place.path = renamed;
        }
    }
    let old: HashSet<String> = fingerprints(&before).into_iter().collect();
    let marks = fingerprints(&now);
    now.into_iter().zip(marks).filter(|(_, mark)| !old.contains(mark)).map(|(finding, _)| finding).collect()
}

/// What files that are gone are called now.
struct Renames<'t> {
    /// The files that are gone, with their lines.
    gone: HashMap<&'t str, HashSet<&'t str>>,
    /// The files that are new, with their lines.
    new: Vec<(&'t Arc<str>, HashSet<&'t str>)>,
    /// By line, the positions of the new files that have it.
    with_line: HashMap<&'t str, Vec<usize>>,
    known: HashMap<Arc<str>, Option<Arc<str>>>,
}

/// A line in more new files than this tells none from another: only a file's own lines lead to it.
const MOST_WITH_LINE: usize = 16;

impl<'t> Renames<'t> {
    fn new(files: &'t Texts, old_files: &'t Texts) -> Self {
        let paths = |files: &'t Texts| files.iter().map(|(path, _)| &**path).collect::<HashSet<&str>>();
        let (now, before) = (paths(files), paths(old_files));
        let gone = old_files.iter().filter(|(path, text)| !now.contains(&**path) && !text.is_empty());
        let new = files.iter().filter(|(path, _)| !before.contains(&**path));
        let new: Vec<_> = new.map(|(path, text)| (path, text.lines().collect::<HashSet<_>>())).collect();
        let mut with_line: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, (_, lines)) in new.iter().enumerate() {
            lines.iter().for_each(|line| with_line.entry(line).or_default().push(at));
        }
        let gone = gone.map(|(path, text)| (&**path, text.lines().collect())).collect();
        Self { gone, new, with_line, known: HashMap::new() }
    }

    /// What a file that is gone is called now: the new file that has most of its lines, if that is more than half of
    /// them.
    fn of(&mut self, path: &Arc<str>) -> Option<Arc<str>> {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let found = self.gone.get(&**path).and_then(|lines| self.nearest(lines));
        self.known.insert(Arc::clone(path), found.clone());
        found
    }

    fn nearest(&self, lines: &HashSet<&str>) -> Option<Arc<str>> {
        let telling = lines.iter().filter_map(|line| self.with_line.get(line));
        let telling = telling.filter(|having| having.len() <= MOST_WITH_LINE);
        let candidates: BTreeSet<usize> = telling.flatten().copied().collect();
        candidates
            .into_iter()
            .map(|at| &self.new[at])
            .map(|(path, theirs)| (path, theirs.intersection(lines).count()))
            .filter(|(_, common)| common * 2 > lines.len())
            .max_by_key(|(_, common)| *common)
            .map(|(path, _)| Arc::clone(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(String, String)]) -> Texts {
        files.iter().map(|(path, text)| (path.as_str().into(), text.as_str().into())).collect()
    }

    /// Every file of officers looks like the others, but for the names in it.
    fn file(number: usize, path: &str) -> (String, String) {
        let text =
            format!("officers:\n  - id: o-{number}\n    name: Tên {number}\n    unit: u-{number}\n    seat: leader\n");
        (format!("{path}/{number:05}.yaml"), text)
    }

    #[test]
    fn every_renamed_file_is_found_by_its_own_lines_and_no_file_is_held_against_all() {
        let count = 2000;
        let old: Vec<_> = (0..count).map(|number| file(number, "old")).collect();
        let now: Vec<_> = (0..count).map(|number| file(number, "new")).collect();
        let (old, now) = (texts(&old), texts(&now));
        let mut renames = Renames::new(&now, &old);
        for (number, (path, _)) in old.iter().enumerate() {
            assert_eq!(renames.of(path).as_deref(), Some(format!("new/{number:05}.yaml").as_str()));
        }
        // What is looked at for one file does not grow with their number.
        let pairs: usize = renames.with_line.values().map(Vec::len).filter(|having| *having <= MOST_WITH_LINE).sum();
        assert_eq!(pairs, 3 * count);
    }

    #[test]
    fn a_file_that_is_still_there_or_lost_most_of_its_lines_has_no_other_name() {
        let old = texts(&[
            ("a.yaml".into(), "a\nb\nc\nd\n".into()),
            ("b.yaml".into(), "x\n".into()),
            ("e.yaml".into(), String::new()),
        ]);
        let now = texts(&[("b.yaml".into(), "x\n".into()), ("c.yaml".into(), "a\nb\ny\n".into())]);
        let mut renames = Renames::new(&now, &old);
        for path in ["a.yaml", "b.yaml", "e.yaml", "never.yaml"] {
            assert_eq!(renames.of(&path.into()), None, "{path}");
        }
        let now = texts(&[("c.yaml".into(), "a\nb\nc\ny\n".into()), ("d.yaml".into(), "a\nb\nc\nd\n".into())]);
        assert_eq!(Renames::new(&now, &old).of(&"a.yaml".into()).as_deref(), Some("d.yaml"));
    }
}
