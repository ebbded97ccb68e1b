//! CSV of a document's one table: a heading, then the rows. The last column is empty in every row, and its heading says
//! what the table was made from: so the file has one shape, and states it even where there are no rows.
//!
//! Days are written `2024-06-20` and rates as a number of percent with a decimal point, in every language, so that a
//! program reads one file like another; with one decimal it is never mistaken for thousands. What a spreadsheet would
//! take for a formula is made harmless with an apostrophe in front, and in files for spreadsheets so is a code that it
//! would take for a number or a day and change (`0123`, `2024-06`).

use super::{CsvLook, Look, evidence};
use crate::document::{Cell, Column, Document, tenths};
use crate::locale::{Language, Text};
use crate::render::visible;

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let [section] = document.sections.as_slice() else {
        return Err(crate::both!("CSV chỉ chứa một bảng", "CSV holds one table"));
    };
    let terminator = if look.csv.for_spreadsheets { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let start = if look.csv.for_spreadsheets { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().delimiter(look.csv.delimiter).terminator(terminator).from_writer(start);
    let table = &section.table;
    let headings = table.columns.iter().map(|column| harmless(&heading(column, language)));
    let made_from = evidence::to_short_json(&document.evidence);
    let broken = |_| crate::both!("không ghi được CSV", "the CSV cannot be written");
    writer.write_record(headings.chain([made_from])).map_err(broken)?;
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| written(cell, language, look.csv.for_spreadsheets));
        writer.write_record(cells.chain([String::new()])).map_err(broken)?;
    }
    writer.into_inner().map_err(|_| crate::both!("không ghi được CSV", "the CSV cannot be written"))
}

fn heading(column: &Column, language: Language) -> String {
    match &column.band {
        Some(band) => format!("{}: {}", band.get(language), column.heading.get(language)),
        None => column.heading.get(language).to_owned(),
    }
}

fn written(cell: &Cell, language: Language, for_spreadsheets: bool) -> String {
    match cell {
        Cell::Words(words) => harmless(words.get(language)),
        Cell::Code(code) if for_spreadsheets && would_change(code) => format!("'{}", visible(code)),
        Cell::Code(code) => harmless(code),
        Cell::Count(count) => count.to_string(),
        Cell::Rate { part, whole } => tenths(*part, *whole).map(by_ten).unwrap_or_default(),
        Cell::Change(tenths) => by_ten(*tenths),
        Cell::Day(day) => day.to_string(),
        Cell::Mark(mark) => harmless(mark.letter.get(language)),
        Cell::Missing => String::new(),
    }
}

fn by_ten(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// Text that no spreadsheet runs, neither as it stands nor after cutting the line at another delimiter than it was
/// written with (OWASP, CSV Injection).
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut begins_a_cell = true;
    // Where a program prints it, the cell may begin a line of a log.
    if text.trim_start().starts_with("::") {
        out.push('\'');
    }
    for letter in visible(text).chars() {
        let is_formula = matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        if begins_a_cell && is_formula {
            out.push('\'');
        }
        out.push(letter);
        begins_a_cell = matches!(letter, ',' | ';' | '|');
    }
    out
}

/// Whether a spreadsheet would take a code for a number or a day that is written otherwise: `0123`, `2024-06`, `1E5`,
/// and what has more digits than it shows.
fn would_change(code: &str) -> bool {
    const SHOWN: usize = 11;
    let looks_like_one = code.starts_with(|first: char| first.is_ascii_digit())
        && code
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '/' | ':' | 'E' | 'e'));
    let is_whole = code.chars().all(|letter| letter.is_ascii_digit());
    looks_like_one && !(is_whole && code.len() <= SHOWN && (code.len() == 1 || !code.starts_with('0')))
}

/// The evidence that a file carries: the heading of its last column.
pub fn read_evidence(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    CsvLook::DELIMITERS.iter().find_map(|delimiter| {
        let mut reader = csv::ReaderBuilder::new().delimiter(*delimiter).from_reader(text.as_bytes());
        let last = reader.headers().ok()?.iter().next_back()?.to_owned();
        evidence::in_text(&last)
    })
}
