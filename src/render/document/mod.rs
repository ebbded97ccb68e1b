//! Forms of a [`Document`]: one file a form, one table of all of them ([`FORMS`]).
//!
//! A form sees a document and how it is to look, never the model; it reads no clock, no environment and no file, so the
//! same document gives the same bytes.

mod csv;
mod difference;
mod docx;
pub mod evidence;
mod html;
mod json;
mod markdown;
mod text;
mod xlsx;

pub use markdown::render_within as markdown_within;

use crate::document::{Document, Evidence};
use crate::locale::{Both, Language, Text};

pub use difference::Difference;
pub use evidence::NoEvidence;

use super::{Terminal, defused};

/// How a document is to look.
#[derive(Clone, Debug)]
pub struct Look {
    pub language: Language,
    /// Where a person reads; only the text form looks at it.
    pub terminal: Terminal,
    /// Only CSV looks at it.
    pub csv: CsvLook,
}

/// How CSV is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvLook {
    /// One ASCII character.
    pub delimiter: u8,
    /// UTF-8 with a byte-order mark and CRLF, as spreadsheets want a file; neither on a pipe.
    pub for_spreadsheets: bool,
}

impl CsvLook {
    /// What may part the columns.
    pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
}

/// A form of a document.
pub struct Form {
    /// As `--format` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: Both,
    /// The endings of file names that mean this form.
    pub endings: &'static [&'static str],
    /// Whether it is never to go to a terminal.
    pub binary: bool,
    /// Whether it holds one table: a document of several sections is then written as several files.
    pub one_table: bool,
    render: fn(&Document, &Look) -> Result<Vec<u8>, Text>,
    /// The JSON of the evidence that a file of this form carries; `None` where it carries none. An error is what cannot be
    /// looked for, because the file goes beyond a limit.
    evidence: fn(&[u8]) -> Result<Option<String>, Text>,
    /// Found, expected.
    difference: fn(&[u8], &[u8]) -> Difference,
}

/// Every form, in the order of `--help`.
pub const FORMS: &[Form] = &[
    Form {
        name: "text",
        about: Both::new("bảng chữ để đọc trên màn hình", "tables to read on a terminal"),
        endings: &[".txt"],
        binary: false,
        one_table: false,
        render: text::render,
        // People have it in words; there is no room for more.
        evidence: |_| Ok(None),
        difference: difference::of_lines,
    },
    Form {
        name: "csv",
        about: Both::new("CSV, mỗi bảng một tệp", "CSV, a file for each table"),
        endings: &[".csv"],
        binary: false,
        one_table: true,
        render: csv::render,
        evidence: |bytes| Ok(csv::read_evidence(bytes)),
        difference: difference::of_records,
    },
    Form {
        name: "json",
        about: Both::new("JSON có phiên bản, kèm lược đồ", "versioned JSON with a published schema"),
        endings: &[".json"],
        binary: false,
        one_table: false,
        render: json::render,
        evidence: |bytes| Ok(json::read_evidence(bytes)),
        difference: difference::of_lines,
    },
    Form {
        name: "markdown",
        about: Both::new("bảng Markdown cho GitHub, GitLab", "Markdown tables for GitHub and GitLab"),
        endings: &[".md", ".markdown"],
        binary: false,
        one_table: false,
        render: markdown::render,
        evidence: |bytes| Ok(markdown::read_evidence(bytes)),
        difference: difference::of_lines,
    },
    Form {
        name: "xlsx",
        about: Both::new("bảng tính Excel, mỗi phần một trang tính", "an Excel workbook, a sheet for each part"),
        endings: &[".xlsx"],
        binary: true,
        one_table: false,
        render: xlsx::render,
        evidence: xlsx::read_evidence,
        difference: difference::of_cells,
    },
    Form {
        name: "docx",
        about: Both::new(
            "văn bản Word theo Nghị định 30/2020/NĐ-CP",
            "a Word document laid out as Decree 30/2020/NĐ-CP asks",
        ),
        endings: &[".docx"],
        binary: true,
        one_table: false,
        render: docx::render,
        evidence: docx::read_evidence,
        difference: difference::of_paragraphs,
    },
    Form {
        name: "html",
        about: Both::new(
            "một trang để xem, lọc, sắp xếp và in; không cần mạng",
            "one page to look at, filter, sort and print; no network",
        ),
        endings: &[".html", ".htm"],
        binary: false,
        one_table: false,
        render: html::render,
        evidence: |bytes| Ok(html::read_evidence(bytes)),
        difference: difference::of_lines,
    },
];

impl Form {
    /// The form of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }

    /// The form that a file's name asks for by its longest ending.
    pub fn for_file(file_name: &str) -> Option<&'static Self> {
        let file_name = file_name.to_lowercase();
        FORMS
            .iter()
            .flat_map(|form| form.endings.iter().map(move |ending| (ending, form)))
            .filter(|(ending, _)| file_name.ends_with(*ending))
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, form)| form)
    }

    /// The document's bytes.
    ///
    /// # Errors
    /// Where the form cannot hold it: more rows than a sheet has.
    pub fn render(&self, document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
        let bytes = (self.render)(document, look)?;
        Ok(if self.is_read_by_people() { harmless_in_logs(bytes) } else { bytes })
    }

    /// Whether its text is for eyes, and no data that have to stay what they are to the letter.
    fn is_read_by_people(&self) -> bool {
        !self.binary && !self.one_table
    }

    /// The evidence that a file of this form carries.
    ///
    /// # Errors
    /// Where it carries none that can be read.
    pub fn read_evidence(&self, bytes: &[u8]) -> Result<Evidence, NoEvidence> {
        let json = (self.evidence)(bytes).map_err(NoEvidence::Beyond)?;
        evidence::from_json(&json.ok_or(NoEvidence::None)?)
    }

    /// How a file of this form stands to what the program writes.
    pub fn difference(&self, found: &[u8], expected: &[u8]) -> Difference {
        (self.difference)(found, expected)
    }
}

/// Text in which nothing is a command to what reads a log line by line.
pub fn harmless_in_logs(text: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(text) {
        Ok(text) => defused(&text).into_owned().into_bytes(),
        Err(error) => error.into_bytes(),
    }
}
