//! What a document was made from: a sheet for people, and one that is never shown with the same for programs.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use super::page::{Line, Page, UPRIGHT, height, held};
use super::style::{BODY, heading, ruled};
use crate::container::{self, Container};
use crate::document::{Document, Evidence};
use crate::locale::{Both, Language, Text};

use crate::render::document::evidence;

/// The sheet for programs.
pub const HIDDEN: &str = "ttc-evidence";
/// In characters: whatever they are, a cell can hold them.
const PIECE: usize = 16_000;

/// The sheet for people.
pub fn name(language: Language) -> &'static str {
    Both::new("Căn cứ số liệu", "Evidence").get(language)
}

/// Draws the sheet for people: what the figures rest on, then every file with the digest of its bytes.
pub fn draw(sheet: &mut Worksheet, document: &Document, language: Language) -> Result<(), XlsxError> {
    let evidence = &document.evidence;
    sheet.set_name(name(language))?;
    let widths = [UPRIGHT * 2 / 5, UPRIGHT - UPRIGHT * 2 / 5];
    let mut page = Page::new(sheet, &widths, language)?;
    let centred = Line { centred: true, ..Line::default() };
    page.line(&name(language).to_uppercase(), Line { size: 28, bold: true, ..centred })?;
    page.line(document.title.get(language), Line { size: BODY, italic: true, ..centred })?;
    if let Some(notice) = &document.notice {
        page.line(notice, Line { size: 22, bold: true, italic: true, ..centred })?;
    }
    page.gap()?;
    let label = ruled(BODY).set_bold();
    let value = ruled(BODY).set_num_format("@");
    for (what, text) in rows(evidence, language) {
        page.sheet.write_string_with_format(page.row, 0, what.get(language), &label)?;
        page.sheet.write_string_with_format(page.row, 1, held(&text), &value)?;
        page.end_row(height(&text, BODY, false, widths[1]))?;
    }
    page.gap()?;
    if evidence.files.is_empty() {
        return Ok(());
    }
    let heads = [Both::new("Tệp của sổ", "File of the registry"), Both::new("SHA-256", "SHA-256")];
    for (column, head) in (0..).zip(heads) {
        page.sheet.write_string_with_format(page.row, column, head.get(language), &heading())?;
    }
    let (top, heading_height) = (page.row, height("", BODY, true, UPRIGHT));
    page.end_row(heading_height)?;
    page.repeat(top, heading_height)?;
    let digest = ruled(18).set_num_format("@").set_align(FormatAlign::Center);
    for (path, sha256) in &evidence.files {
        page.sheet.write_string_with_format(page.row, 0, held(path), &ruled(18))?;
        page.sheet.write_string_with_format(page.row, 1, held(sha256), &digest)?;
        page.end_row(height(path, 18, false, widths[0]))?;
    }
    Ok(())
}

fn rows(evidence: &Evidence, language: Language) -> Vec<(Both, String)> {
    let commit = evidence.kept.revision().map(|revision| format!(" ({})", revision.commit)).unwrap_or_default();
    let state = evidence.state();
    let mut rows = vec![
        (Both::new("Tính đến ngày", "As of"), crate::locale::day(evidence.as_of)),
        (Both::new("Văn bản quy định", "Regulations"), evidence.regulations.join(", ")),
        (Both::new("Bản của sổ", "Revision"), format!("{}{commit}", state.get(language))),
        (Both::new("Lệnh lập lại", "Made again by"), command(&evidence.arguments)),
        (Both::new("Chương trình", "Program"), evidence.tool.clone()),
    ];
    if let Some(digest) = &evidence.digest {
        let files = evidence.files.len().to_string();
        rows.splice(3..3, [(Both::new("Mã số liệu", "Digest"), digest.clone()), (Both::new("Số tệp", "Files"), files)]);
    }
    rows
}

/// The command as it is typed.
fn command(arguments: &[String]) -> String {
    let typed = arguments.iter().map(|argument| {
        let is_plain = !argument.is_empty() && argument.chars().all(|c| c.is_alphanumeric() || "-_=./:,@+".contains(c));
        if is_plain { argument.clone() } else { format!("'{}'", argument.replace('\'', "'\\''")) }
    });
    std::iter::once("ttc".to_owned()).chain(typed).collect::<Vec<_>>().join(" ")
}

/// Writes the sheet for programs: JSON, in as many cells below one another as it takes.
pub fn hide(sheet: &mut Worksheet, of: &Evidence) -> Result<(), XlsxError> {
    sheet.set_name(HIDDEN)?.set_very_hidden(true);
    let json: Vec<char> = evidence::to_json(of).chars().collect();
    for (row, piece) in (0..).zip(json.chunks(PIECE)) {
        sheet.write_string(row, 0, piece.iter().collect::<String>())?;
    }
    Ok(())
}

/// The evidence that a spreadsheet's bytes carry, as JSON; `None` where it carries none.
///
/// # Errors
/// Where it is broken, or goes beyond the limits of a spreadsheet.
pub fn read(bytes: &[u8]) -> Result<Option<String>, Text> {
    if !container::is_one(bytes) {
        return Ok(None);
    }
    let seen = Container::open(bytes)?.see_through()?;
    Ok(pieces(seen.bytes()))
}

/// The texts of the first column of the sheet for programs, from the first row on. They are read cell by cell: a sheet
/// whose last cell is far away is no larger for it.
fn pieces(bytes: &[u8]) -> Option<String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut cells = workbook.worksheet_cells_reader(HIDDEN).ok()?;
    let mut json = String::new();
    let mut next = 0;
    while let Some(cell) = cells.next_cell().ok()? {
        let (row, column) = cell.get_position();
        match cell.get_value() {
            DataRef::SharedString(piece) if column == 0 && row == next => json.push_str(piece),
            DataRef::String(piece) if column == 0 && row == next => json.push_str(piece),
            _ => return None,
        }
        if json.len() > evidence::LONGEST {
            return None;
        }
        next += 1;
    }
    Some(json).filter(|json| !json.is_empty())
}
