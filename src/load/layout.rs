//! Which file holds what: the folder says the type of record.

use crate::diagnostic::Diagnostic;
use crate::model::{
    CalendarFile, DecisionFile, Extension, Holiday, Manifest, Officer, OfficersFile, Regulation, Request, Submission,
    SubmissionsFile, Unit, UnitsFile, Waiver, WaiversFile, WorkedDay,
};
use crate::record::{Record, RecordType, faults};
use crate::source::{Files, Place};
use crate::text;

use super::tree::{InputFile, is_yaml};

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

/// The folder of scans and the files for readers are a registry's too; nobody reads them.
fn is_kept_unread(path: &str) -> bool {
    path.starts_with("files/") || (path.ends_with(".md") && !path.contains('/'))
}

/// Findings on files that stand in the registry and are none of its own: one a folder that the format does not know,
/// else one a file.
pub fn strays(input: &[InputFile], files: &mut Files) -> Vec<Diagnostic> {
    const FOLDERS: [&str; 6] = ["regulations", "calendar", "units", "officers", "decisions", "submissions"];
    let mut told: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for file in input.iter().filter(|file| file_type(&file.path).is_none() && !is_kept_unread(&file.path)) {
        let folder = file.path.split_once('/').map(|(folder, _)| folder);
        let (shown, nearest) = match folder {
            Some(folder) if !FOLDERS.contains(&folder) => (folder, text::nearest(folder, FOLDERS)),
            Some(folder) => (file.path.as_str(), is_yaml(&file.path).then(|| pattern_of(folder)).flatten()),
            None => (file.path.as_str(), text::nearest(&file.path, ["ttc.yaml", "waivers.yaml"])),
        };
        if told.contains(&shown) {
            continue;
        }
        told.push(shown);
        let id = files.add(&file.path, "");
        findings.push(match &file.content {
            super::tree::Content::Unreadable(reason) if folder.is_none_or(|folder| FOLDERS.contains(&folder)) => {
                faults::unreadable_file(Place::file(id), reason)
            }
            _ => faults::stray_file(Place::file(id), shown, nearest),
        });
    }
    findings
}

fn pattern_of(folder: &str) -> Option<&'static str> {
    FileType::ALL.into_iter().map(FileType::pattern).find(|pattern| pattern.split('/').next() == Some(folder))
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
}
