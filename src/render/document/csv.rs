//! CSV of a document's one table: a heading, then the rows. The last column is empty in every row, and its heading says
//! what the table was made from: so the file has one shape, and states it even where there are no rows.
//!
//! Days are written `2024-06-20` and rates as a number of percent with a decimal point, in every language, so that a
//! program reads one file like another. What a spreadsheet would take for a formula is made harmless with an apostrophe
//! in front, and in files for spreadsheets so is text that it would take for a number and shorten (`0123`).

use super::{Look, evidence};
use crate::document::{Cell, Document, tenths};
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
    let headings = table.columns.iter().map(|column| match &column.band {
        Some(band) => format!("{}: {}", band.get(language), column.heading.get(language)),
        None => column.heading.get(language).to_owned(),
    });
    let made_from = evidence::to_short_json(&document.evidence);
    let broken = |_| crate::both!("không ghi được CSV", "the CSV cannot be written");
    writer.write_record(headings.chain([made_from])).map_err(broken)?;
    for row in &table.rows {
        let cells = row.cells.iter().map(|cell| written(cell, language, look.csv.for_spreadsheets));
        writer.write_record(cells.chain([String::new()])).map_err(broken)?;
    }
    writer.into_inner().map_err(|_| crate::both!("không ghi được CSV", "the CSV cannot be written"))
}

fn written(cell: &Cell, language: Language, for_spreadsheets: bool) -> String {
    match cell {
        Cell::Words(words) => harmless(words.get(language), false),
        Cell::Code(code) => harmless(code, for_spreadsheets),
        Cell::Count(count) => count.to_string(),
        Cell::Rate { part, whole } => tenths(*part, *whole).map(by_ten).unwrap_or_default(),
        Cell::Change(tenths) => by_ten(*tenths),
        Cell::Day(day) => day.to_string(),
        Cell::Mark(mark) => harmless(mark.letter.get(language), false),
        Cell::Missing => String::new(),
    }
}

fn by_ten(tenths: i64) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// Text that no spreadsheet runs (OWASP, CSV injection) and, where `keep_digits` asks for it, none takes for a number.
fn harmless(text: &str, keep_digits: bool) -> String {
    let text = visible(text);
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_shortened = keep_digits && text.chars().all(|letter| letter.is_ascii_digit()) && text.starts_with('0');
    if is_formula || is_shortened { format!("'{text}") } else { text.into_owned() }
}

pub fn read_evidence(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let first = text.lines().next()?;
    let json = evidence::in_text(&first.replace("\"\"", "\""))?;
    evidence::from_json(&json).map(|evidence| evidence::to_json(&evidence))
}
