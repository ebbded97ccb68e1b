//! Which file holds what: the folder says the type of record.

use std::collections::{HashMap, HashSet};

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::model::{
    CalendarFile, DecisionFile, Extension, Holiday, Manifest, Officer, OfficersFile, Regulation, Request, Submission,
    SubmissionsFile, Unit, UnitsFile, Waiver, WaiversFile, WorkedDay,
};
use crate::record::faults::{self, StrayHint};
use crate::record::{Record, RecordType};
use crate::source::{FileId, Files, Place};
use crate::text;

use super::names::{self, Fault};
use super::tree::{Content, InputFile, is_yaml};

/// The types of file that a registry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileType {
    Manifest,
    Regulation,
    Calendar,
    Units,
    Officers,
    Decision,
    Submissions,
    Waivers,
}

impl FileType {
    /// Every type, in the order of the format's documentation.
    pub const ALL: [Self; 8] = [
        Self::Manifest,
        Self::Regulation,
        Self::Calendar,
        Self::Units,
        Self::Officers,
        Self::Decision,
        Self::Submissions,
        Self::Waivers,
    ];

    /// Which files are of this type, as people write it.
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Manifest => "ttc.yaml",
            Self::Regulation => "regulations/*.yaml",
            Self::Calendar => "calendar/*.yaml",
            Self::Units => "units/*.yaml",
            Self::Officers => "officers/*.yaml",
            Self::Decision => "decisions/*/*.yaml",
            Self::Submissions => "submissions/*/*.yaml",
            Self::Waivers => "waivers.yaml",
        }
    }

    /// The description of the file's top level.
    pub fn description(self) -> &'static RecordType {
        match self {
            Self::Manifest => Manifest::description(),
            Self::Regulation => Regulation::description(),
            Self::Calendar => CalendarFile::description(),
            Self::Units => UnitsFile::description(),
            Self::Officers => OfficersFile::description(),
            Self::Decision => DecisionFile::description(),
            Self::Submissions => SubmissionsFile::description(),
            Self::Waivers => WaiversFile::description(),
        }
    }

    /// Whether such a file is one record; the others are lists of records.
    pub fn is_one_record(self) -> bool {
        matches!(self, Self::Manifest | Self::Regulation | Self::Decision)
    }

    /// The names of the record types that such a file holds.
    pub fn holds(self) -> Vec<&'static str> {
        let types: &[&RecordType] = match self {
            Self::Manifest | Self::Regulation | Self::Decision => &[self.description()],
            Self::Calendar => &[Holiday::description(), WorkedDay::description()],
            Self::Units => &[Unit::description()],
            Self::Officers => &[Officer::description()],
            Self::Submissions => &[Submission::description(), Extension::description(), Request::description()],
            Self::Waivers => &[Waiver::description()],
        };
        types.iter().map(|record| record.name).collect()
    }
}

/// The type of the file at a path relative to the root; `None` for a file that is not a registry's.
pub fn file_type(path: &str) -> Option<FileType> {
    let parts: Vec<&str> = path.split('/').collect();
    let file = parts.last()?.strip_suffix(".yaml")?;
    if file.is_empty() {
        return None;
    }
    match parts.as_slice() {
        ["ttc.yaml"] => Some(FileType::Manifest),
        ["waivers.yaml"] => Some(FileType::Waivers),
        ["regulations", _] => Some(FileType::Regulation),
        ["calendar", _] => Some(FileType::Calendar),
        ["units", _] => Some(FileType::Units),
        ["officers", _] => Some(FileType::Officers),
        ["decisions", _, _] => Some(FileType::Decision),
        ["submissions", year, _] if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(FileType::Submissions)
        }
        _ => None,
    }
}

/// The id that a decision's path gives it.
pub fn decision_id(path: &str) -> &str {
    let path = path.strip_prefix("decisions/").unwrap_or(path);
    path.strip_suffix(".yaml").unwrap_or(path)
}

/// The folder of scans, the files for readers and a baseline are a registry's too; nobody reads them with it.
fn is_kept_unread(path: &str) -> bool {
    path.starts_with("files/") || path == "baseline.json" || (path.ends_with(".md") && !path.contains('/'))
}

const FOLDERS: [&str; 6] = ["regulations", "calendar", "units", "officers", "decisions", "submissions"];

fn is_stray(path: &str) -> bool {
    file_type(path).is_none() && !is_kept_unread(path) && names::working(path).is_none()
}

/// Findings on files that stand in the registry and are none of its own: one a folder that the format does not know,
/// else one a file.
pub fn strays(input: &[InputFile], files: &mut Files) -> Vec<Diagnostic> {
    let mut told: HashSet<&str> = HashSet::new();
    let mut findings = Vec::new();
    for file in input.iter().filter(|file| is_stray(&file.path)) {
        let folder = file.path.split_once('/').map(|(folder, _)| folder);
        let known = folder.is_none_or(|folder| FOLDERS.contains(&folder));
        let shown = if known { file.path.as_str() } else { folder.unwrap_or_default() };
        if !told.insert(shown) {
            continue;
        }
        let place = Place::file(files.add(&file.path, ""));
        findings.push(match &file.content {
            Content::Unreadable(reason) if known => faults::unreadable_file(place, reason),
            _ => faults::stray_file(place, shown, hint(&file.path, folder)),
        });
    }
    findings
}

/// Findings on files whose names only a writer gives. What writers here left is no input, so these came with the registry,
/// or are none that a writer would leave.
pub fn working_files(input: &[InputFile], files: &mut Files) -> Vec<Diagnostic> {
    let mut told: HashSet<&str> = HashSet::new();
    let found = input.iter().filter(|file| names::working(&file.path).is_some_and(|path| told.insert(path)));
    found
        .map(|file| {
            let place = Place::file(files.add(&file.path, ""));
            match &file.content {
                Content::Unreadable(reason) => faults::foreign_working_file(place, &file.path, reason),
                _ => {
                    let reason = both!("git giữ nó", "git keeps it");
                    faults::foreign_working_file(place, &file.path, &reason)
                }
            }
        })
        .collect()
}

/// Findings on names that some system cannot hold. `known` are the files that have been added already.
pub fn unportable_names(paths: &[String], known: &HashMap<String, FileId>, files: &mut Files) -> Vec<Diagnostic> {
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let mut place = |at: usize| {
        let path = paths[at];
        Place::file(known.get(path).copied().unwrap_or_else(|| files.add(path, "")))
    };
    let found = names::unportable(&paths).into_iter();
    found
        .map(|found| match found.fault {
            Fault::NotOnWindows(reason) => faults::not_on_windows(place(found.at), found.name, &reason),
            Fault::SameAs(other, name) => faults::same_name_elsewhere(place(found.at), found.name, place(other), name),
        })
        .collect()
}

/// The types of records that may be in folders of the registry that cannot be looked into.
pub fn hidden(input: &[InputFile]) -> Vec<&'static str> {
    input
        .iter()
        .filter(|file| matches!(file.content, Content::Unreadable(_)))
        .flat_map(|file| ["x.yaml", "x/x.yaml", "2024/x.yaml"].map(|below| format!("{}/{below}", file.path)))
        .filter_map(|path| file_type(&path))
        .flat_map(FileType::holds)
        .collect()
}

fn hint(path: &str, folder: Option<&str>) -> Option<StrayHint> {
    let renamed = path.rsplit_once('.').map(|(stem, _)| format!("{stem}.yaml")).filter(|_| is_yaml(path));
    if let Some(renamed) = renamed.filter(|renamed| renamed != path && file_type(renamed).is_some()) {
        return Some(StrayHint::Name(renamed));
    }
    match folder {
        Some(folder) if FOLDERS.contains(&folder) => {
            let patterns = FileType::ALL.into_iter().map(FileType::pattern);
            let of_folder = |pattern: &&str| pattern.split_once('/').is_some_and(|(known, _)| known == folder);
            patterns.into_iter().find(of_folder).map(StrayHint::Pattern)
        }
        Some(folder) => text::nearest(folder, FOLDERS).map(|nearest| StrayHint::Name(format!("{nearest}/"))),
        None => text::nearest(path, ["ttc.yaml", "waivers.yaml"]).map(|nearest| StrayHint::Name(nearest.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_is_found_at_its_own_pattern() {
        for file_type in FileType::ALL {
            let path = file_type.pattern().replace("submissions/*", "submissions/2024").replace('*', "x");
            assert_eq!(super::file_type(&path), Some(file_type), "{path}");
        }
    }

    #[test]
    fn other_files_are_of_no_type() {
        for path in
            ["units/a.yml", "units/deep/a.yaml", "notes.yaml", "submissions/all/a.yaml", "ttc.yaml/x", "units/.yaml"]
        {
            assert_eq!(file_type(path), None, "{path}");
        }
    }

    #[test]
    fn what_cannot_be_looked_into_may_hold_records() {
        let unreadable = |path: &str| InputFile { path: path.into(), content: Content::Unreadable(Default::default()) };
        assert_eq!(hidden(&[unreadable("units")]), ["unit"]);
        assert_eq!(hidden(&[unreadable("decisions/huyen-a")]), ["decision"]);
        assert_eq!(hidden(&[unreadable("submissions/2024")]), ["submission", "extension", "request"]);
        assert!(hidden(&[unreadable("units/deeper"), unreadable("units/a.yaml"), unreadable("scans")]).is_empty());
    }

    #[test]
    fn a_stray_file_is_told_what_it_should_be_called() {
        let hint = |path: &str| hint(path, path.split_once('/').map(|(folder, _)| folder));
        assert_eq!(hint("units/a.yml"), Some(StrayHint::Name("units/a.yaml".into())));
        assert_eq!(hint("unit/a.yaml"), Some(StrayHint::Name("units/".into())));
        assert_eq!(hint("ttc.yml"), Some(StrayHint::Name("ttc.yaml".into())));
        assert_eq!(hint("units/deep/a.yaml"), Some(StrayHint::Pattern("units/*.yaml")));
        assert_eq!(hint("submissions/a.yaml"), Some(StrayHint::Pattern("submissions/*/*.yaml")));
        assert_eq!(hint("scan.pdf"), None);
    }
}
