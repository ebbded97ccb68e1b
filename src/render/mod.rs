//! Output formats: findings and a summary in, text out.
//!
//! One file a format, one table of all of them ([`FORMATS`]). A format sees diagnostics with their places worked out and
//! plain figures, never the model; it reads no clock, no environment and no file, so the same outcome gives the same
//! bytes. Every sentence is in the language of the outcome.

use chrono::NaiveDate;

use crate::diagnostic::{Located, Location, RuleDoc, Waived};
use crate::locale::{Both, Language, Text};

mod bounds;
mod concise;
mod content_line;
pub mod document;
mod docx;
mod fingerprint;
mod form;
mod github;
mod gitlab;
mod human;
pub mod ics;
mod json;
mod junit;
mod log;
pub mod mail;
mod markdown;
mod official;
mod paper;
mod sarif;
pub mod vcard;
mod visible;
mod words;
mod written;

pub use fingerprint::fingerprints;
pub use form::form;
pub use github::{LARGEST_STEP_SUMMARY, step_summary};
pub use human::frames;
pub use log::defused;
pub use paper::paper;
pub use visible::visible;
pub use words::path_from;

/// Everything a format is given.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    /// In the order in which they are shown; without those that a waiver accepts or a baseline knows.
    pub findings: &'a [Located],
    /// Findings that a waiver accepts.
    pub waived: &'a [Waived<Location>],
    /// The baseline that was asked for, if one was.
    pub baseline: Option<Baseline<'a>>,
    /// Whether to count findings by rule instead of listing them, in the formats that can.
    pub statistics: bool,
    pub summary: &'a Summary,
    pub language: Language,
    /// Every rule of the program, with or without a finding.
    pub rules: &'a [RuleDoc],
    pub tool: Tool<'a>,
    /// The way from the place that paths are relative to (a repository's root, the working directory) to the registry's
    /// root: empty, or ending with `/`. Every path shown begins with it.
    pub prefix: &'a str,
}

impl<'a> Outcome<'a> {
    /// What a baseline hides.
    fn known(&self) -> &'a [Located] {
        self.baseline.map_or(&[], |baseline| baseline.known)
    }

    /// What stands, what is waived, what a baseline hides: the order in which fingerprints are given.
    fn everything(&self) -> impl Iterator<Item = &'a Located> {
        self.findings.iter().chain(self.waived.iter().map(|waived| &waived.finding)).chain(self.known())
    }
}

/// Findings that a program wrote down when the registry was first judged, and that are left alone for a time.
#[derive(Clone, Copy, Debug)]
pub struct Baseline<'a> {
    /// The file, as its path is shown.
    pub path: &'a str,
    pub from: NaiveDate,
    /// The last day on which it hides what it knows.
    pub until: NaiveDate,
    /// Whether the day lies within these; where not, nothing is hidden.
    pub holds: bool,
    /// What it hides.
    pub known: &'a [Located],
}

/// The program that judged.
#[derive(Clone, Copy, Debug)]
pub struct Tool<'a> {
    pub name: &'a str,
    pub version: &'a str,
    /// Where to read about it, where there is such a page.
    pub address: Option<&'a str>,
}

/// What was judged, and how it came out, in figures.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The registry's name: `Tỉnh Sóc Trăng`.
    pub registry: String,
    pub as_of: NaiveDate,
    /// The number of the regulation in force on that day, where there is one.
    pub regulation: Option<String>,
    /// Why the day judged is not today.
    pub clock_note: Option<Text>,
    pub files: usize,
    pub units: usize,
    pub seats_expected: usize,
    pub seats_held: usize,
    pub recognized: usize,
    /// Records that were not judged because of faults in them.
    pub not_judged: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub waived: usize,
    /// Findings that a baseline hides.
    pub known: usize,
}

/// Where a person reads. Only the human format looks at it.
#[derive(Clone, Debug)]
pub struct Terminal {
    /// In columns.
    pub width: usize,
    /// Whether to colour.
    pub styled: bool,
    /// What to put before a path to make it a link (`file:///home/…/`, ending with `/`); `None` for no links.
    pub links: Option<String>,
}

impl Terminal {
    /// No colours, no links, 80 columns: a file, a pipe, a test.
    pub fn plain() -> Self {
        Self { width: 80, styled: false, links: None }
    }
}

/// An output format.
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: Both,
    /// The endings of file names that mean this format.
    pub endings: &'static [&'static str],
    /// Whether it can count findings by rule instead of listing them.
    pub has_statistics: bool,
    /// Whether its lines are commands to what reads a log.
    pub is_commands: bool,
    render: fn(&Outcome, &Terminal) -> String,
}

/// Every format, in the order of `--help`.
pub const FORMATS: &[Format] = &[
    Format {
        name: "human",
        about: Both::new(
            "cho người đọc: dòng nguồn, điều khoản, cách sửa",
            "for people: source lines, clauses, remedies",
        ),
        endings: &[".txt"],
        has_statistics: true,
        is_commands: false,
        render: human::render,
    },
    Format {
        name: "concise",
        about: Both::new("mỗi vấn đề một dòng: tệp:dòng:cột", "one line a finding: path:line:column"),
        endings: &[],
        has_statistics: true,
        is_commands: false,
        render: |outcome, _| concise::render(outcome),
    },
    Format {
        name: "json",
        about: Both::new("JSON có phiên bản, kèm lược đồ", "versioned JSON with a published schema"),
        endings: &[".json"],
        has_statistics: false,
        is_commands: false,
        render: |outcome, _| json::render(outcome),
    },
    Format {
        name: "sarif",
        about: Both::new("SARIF 2.1.0, cho GitHub code scanning", "SARIF 2.1.0, for GitHub code scanning"),
        endings: &[".sarif", ".sarif.json"],
        has_statistics: false,
        is_commands: false,
        render: |outcome, _| sarif::render(outcome),
    },
    Format {
        name: "github",
        about: Both::new("chú thích trên GitHub Actions", "annotations on GitHub Actions"),
        endings: &[],
        has_statistics: false,
        is_commands: true,
        render: |outcome, _| github::render(outcome),
    },
    Format {
        name: "gitlab",
        about: Both::new("báo cáo Code Quality của GitLab", "GitLab Code Quality report"),
        endings: &[],
        has_statistics: false,
        is_commands: false,
        render: |outcome, _| gitlab::render(outcome),
    },
    Format {
        name: "junit",
        about: Both::new("JUnit XML, cho máy chủ CI", "JUnit XML, for CI servers"),
        endings: &[".xml"],
        has_statistics: false,
        is_commands: false,
        render: |outcome, _| junit::render(outcome),
    },
    Format {
        name: "markdown",
        about: Both::new("bảng và danh sách, cho nhận xét pull request", "tables and lists, for pull-request comments"),
        endings: &[".md", ".markdown"],
        has_statistics: true,
        is_commands: false,
        render: |outcome, _| markdown::render(outcome),
    },
];

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format that a file's name asks for by its longest ending: `out.sarif`, `out.sarif.json`.
    pub fn for_file(file_name: &str) -> Option<&'static Self> {
        let file_name = file_name.to_lowercase();
        FORMATS
            .iter()
            .flat_map(|format| format.endings.iter().map(move |ending| (ending, format)))
            .filter(|(ending, _)| file_name.ends_with(*ending))
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, format)| format)
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Format({})", self.name)
    }
}

/// The outcome in a format. The text ends with a newline unless it is empty. No line of it is a command to those who read
/// logs, but for those that the format is made of.
pub fn render(format: &Format, outcome: &Outcome, terminal: &Terminal) -> String {
    let text = (format.render)(outcome, terminal);
    if format.is_commands { text } else { defused(&text).into_owned() }
}
