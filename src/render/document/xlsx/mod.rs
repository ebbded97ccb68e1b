//! XLSX: a sheet for each section, laid out as an office lays out its own tables, and a last one that says what they
//! were made from.
//!
//! Values keep their types: counts, rates and days can be reckoned with, codes stay text, what is missing is an empty
//! cell. No text becomes a formula. Lengths are in twentieths of a point and sizes of type in half points, as in
//! [`crate::render::docx`].

mod chart;
mod evidence;
mod names;
mod page;
mod sheet;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Look;
use crate::both;
use crate::document::{Document, Section};
use crate::locale::{Language, Text};
use crate::render::visible;

pub use evidence::read as read_evidence;

/// The rows and columns of a sheet (ECMA-376 leaves them open; these are the limits of every program there is).
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// Rows of a sheet besides those of its table: titles, leads, headings, notes, a chart.
const OTHER_ROWS: usize = 200;

/// The document's bytes.
///
/// # Errors
/// Where a table has more rows or columns than a sheet.
pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    document.sections.iter().try_for_each(fits)?;
    written(document, look.language).map_err(|_| both!("không ghi được bảng tính", "the spreadsheet cannot be written"))
}

fn fits(section: &Section) -> Result<(), Text> {
    let (rows, columns) = (section.table.rows.len(), section.table.columns.len());
    if rows + section.lead.len() + section.notes.len() + OTHER_ROWS <= MOST_ROWS && columns <= MOST_COLUMNS {
        return Ok(());
    }
    let Text { vi, en } = &section.heading;
    Err(both!(
        "bảng “{vi}” có {rows} dòng, {columns} cột, quá lớn cho một trang tính; dùng --format csv hoặc json",
        "the table “{en}” has {rows} rows and {columns} columns, too many for a sheet; use --format csv or json"
    ))
}

fn written(document: &Document, language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // No clock: the first day that a spreadsheet's package can hold.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(visible(document.title.get(language)))
        .set_subject(visible(document.subject.get(language)))
        .set_author("ttc")
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let names = names::of(document, language);
    for (section, name) in document.sections.iter().zip(&names) {
        sheet::draw(workbook.add_worksheet().set_name(name)?, name, document, section, language)?;
    }
    evidence::draw(workbook.add_worksheet(), document, language)?;
    evidence::hide(workbook.add_worksheet(), &document.evidence)?;
    workbook.save_to_buffer()
}
