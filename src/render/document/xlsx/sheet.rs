//! The sheet of a section: title, answer, table, notes, chart.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{FormatAlign, IgnoreError, Worksheet, XlsxError};

use super::chart;
use super::page::{Line, ON_SIDE, Page, SIDES, UPRIGHT, height, held};
use super::style::{BODY, CellStyle, Styles, heading, ruled};
use crate::document::{Cell, Document, Holds, Level, Section, Table};
use crate::locale::Language;
use crate::render::docx::{Need, fit};
use crate::render::visible;
use crate::render::written::written;

/// No column of words asks for more room than this for one line.
const LONGEST: u32 = 5000;
/// Words are not squeezed further, unless they are shorter.
const SHORTEST: u32 = 2300;
/// How far a step moves a cell's text in.
const STEP: u32 = 135;
/// The button of a filter, at the foot of a heading.
const BUTTON: u32 = 260;
/// The first column stays in sight where there are more columns than these.
const SEEN_AT_ONCE: usize = 12;

/// Draws a section on a sheet of this name.
pub fn draw(
    sheet: &mut Worksheet,
    name: &str,
    document: &Document,
    section: &Section,
    language: Language,
) -> Result<(), XlsxError> {
    let table = &section.table;
    let widths = widths(table, language);
    let mut page = Page::new(sheet, &widths, language)?;
    open(&mut page, document, section, language)?;
    let top = page.row;
    headings(&mut page, table, &widths, language)?;
    let first = page.row;
    rows(&mut page, table, &widths, language)?;
    if !table.columns.is_empty() {
        page.sheet.set_freeze_panes(first, u16::from(table.columns.len() > SEEN_AT_ONCE))?;
    }
    close(&mut page, section, language)?;
    if let Some(chart) = &section.chart {
        chart::insert(&mut page, name, chart, table, (top, first), language)?;
    }
    Ok(())
}

/// The title block and the answer in words.
fn open(page: &mut Page<'_>, document: &Document, section: &Section, language: Language) -> Result<(), XlsxError> {
    let centred = Line { centred: true, ..Line::default() };
    let (title, heading) = (document.title.get(language), section.heading.get(language));
    page.line(document.subject.get(language), Line { size: 26, ..centred })?;
    page.line(&title.to_uppercase(), Line { size: 28, bold: true, ..centred })?;
    if heading != title {
        page.line(heading, Line { size: 26, bold: true, ..centred })?;
    }
    for about in &document.about {
        page.line(about.get(language), Line { size: 24, italic: true, ..centred })?;
    }
    if let Some(notice) = &document.notice {
        page.line(notice, Line { size: 22, bold: true, italic: true, ..centred })?;
    }
    page.line(document.evidence.statement().get(language), Line { size: 18, italic: true, grey: true, ..centred })?;
    page.gap()?;
    for lead in &section.lead {
        page.line(lead.get(language), Line { size: BODY, ..Line::default() })?;
    }
    Ok(())
}

/// The notes.
fn close(page: &mut Page<'_>, section: &Section, language: Language) -> Result<(), XlsxError> {
    page.gap()?;
    let small = Line { size: 22, italic: true, ..Line::default() };
    section.notes.iter().try_for_each(|note| page.line(note.get(language), small))
}

/// The headings of columns, and over them the bands where there are any.
fn headings(page: &mut Page<'_>, table: &Table, widths: &[u32], language: Language) -> Result<(), XlsxError> {
    let format = heading();
    let columns = &table.columns;
    if columns.is_empty() {
        return Ok(());
    }
    let tall = |text: &str, room: u32| height(text, BODY, true, room);
    let own = |at: usize| tall(columns[at].heading.get(language), widths[at]);
    let least = tall("", UPRIGHT);
    let tallest = |banded: bool| {
        let of = (0..columns.len()).filter(|at| columns[*at].band.is_some() == banded);
        of.map(own).fold(least, f64::max)
    };
    let top = page.row;
    let has_bands = columns.iter().any(|column| column.band.is_some());
    let bottom = top + u32::from(has_bands);
    let mut at = 0;
    let mut band_height = least;
    for group in columns.chunk_by(|one, other| one.band.is_some() && one.band == other.band) {
        let left = column(at);
        let right = column(at + group.len() - 1);
        match &group[0].band {
            Some(band) => {
                let room = widths[at..at + group.len()].iter().sum();
                band_height = band_height.max(tall(band.get(language), room));
                page.over(top, left, top, right, &held(band.get(language)), &format)?;
                for (at, one) in (at..).zip(group) {
                    let text = held(one.heading.get(language));
                    page.sheet.write_string_with_format(bottom, column(at), text, &format)?;
                }
            }
            None => page.over(top, left, bottom, right, &held(group[0].heading.get(language)), &format)?,
        }
        at += group.len();
    }
    if has_bands {
        let lower = tallest(true).max(tallest(false) - band_height);
        page.end_row(band_height)?;
        page.end_row(lower)?;
        page.repeat(top, band_height + lower)
    } else {
        page.end_row(tallest(false))?;
        page.repeat(top, tallest(false))
    }
}

/// The rows, filtered by their headings; the total is no part of what is filtered.
fn rows(page: &mut Page<'_>, table: &Table, widths: &[u32], language: Language) -> Result<(), XlsxError> {
    let Some(last) = table.columns.len().checked_sub(1).map(column) else { return Ok(()) };
    if table.rows.is_empty() {
        let format = ruled(BODY).set_italic().set_align(FormatAlign::Center);
        let empty = held(table.empty.get(language));
        page.over(page.row, 0, page.row, last, &empty, &format)?;
        return page.end_row(height(&empty, BODY, false, widths.iter().sum()));
    }
    let mut styles = Styles::new(language);
    let first = page.row;
    for row in &table.rows {
        let mut tallest = 0.0;
        for (at, (cell, column_of)) in row.cells.iter().zip(&table.columns).enumerate() {
            let text = text_of(cell, language);
            let style = CellStyle {
                holds: if text.is_some() && column_of.holds == Holds::Count { Holds::Code } else { column_of.holds },
                level: row.level,
                tone: if let Cell::Mark(mark) = cell { mark.tone } else { row.tone },
                indent: if at == 0 { row.indent.min(15) } else { u8::from(is_number(column_of.holds)) },
                quoted: text.as_deref().is_some_and(|text| text.starts_with(['=', '+', '-', '@'])),
            };
            if let (Cell::Words(_), Some(text)) = (cell, &text) {
                let room = widths[at].saturating_sub(u32::from(style.indent) * STEP);
                tallest = height(text, BODY, row.level != Level::Item, room).max(tallest);
            }
            let format = styles.get(style);
            let (sheet, row, at) = (&mut *page.sheet, page.row, column(at));
            match (text, value_of(cell)) {
                (Some(text), _) => sheet.write_string_with_format(row, at, text, format)?,
                (None, Some(value)) => sheet.write_number_with_format(row, at, value, format)?,
                (None, None) => sheet.write_blank(row, at, format)?,
            };
        }
        page.end_row(height("", BODY, false, UPRIGHT).max(tallest))?;
    }
    let totals = table.rows.iter().rev().take_while(|row| row.level == Level::Total).count();
    let filtered = page.row - 1 - u32::try_from(totals).unwrap_or(0);
    if filtered >= first {
        page.sheet.autofilter(first - 1, 0, filtered, last)?;
    }
    // Codes are text on purpose: no warning in the corner of each.
    for (at, _) in table.columns.iter().enumerate().filter(|(_, column)| column.holds == Holds::Code) {
        page.sheet.ignore_error_range(first, column(at), page.row - 1, column(at), IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// The largest whole number up to which a spreadsheet, which reckons in binary fractions, loses none.
const LARGEST: u64 = 1 << 53;

/// The cell's text where it is text, or is nothing that a spreadsheet can hold as a number.
fn text_of(cell: &Cell, language: Language) -> Option<String> {
    match cell {
        Cell::Words(text) => Some(held(text.get(language)).into_owned()),
        Cell::Code(code) => Some(held(code).into_owned()),
        Cell::Mark(mark) => Some(held(mark.letter.get(language)).into_owned()),
        Cell::Count(count) if count.unsigned_abs() > LARGEST => Some(written(cell, language)),
        Cell::Day(day) if serial(*day).is_none() => Some(written(cell, language)),
        _ => None,
    }
}

/// The cell's number; a day is the number that spreadsheets count it by.
fn value_of(cell: &Cell) -> Option<f64> {
    match cell {
        #[expect(clippy::cast_precision_loss, reason = "larger counts are written as text")]
        Cell::Count(count) => Some(*count as f64),
        #[expect(clippy::cast_precision_loss, reason = "a rate is shown to a tenth of a percent")]
        Cell::Rate { part, whole } if *whole > 0 => Some(*part as f64 / *whole as f64),
        #[expect(clippy::cast_precision_loss, reason = "tenths of percentage points, at most a few thousand")]
        Cell::Change(tenths) => Some(*tenths as f64 / 10.0),
        Cell::Day(day) => serial(*day),
        _ => None,
    }
}

/// How spreadsheets count a day; `None` for a day before 1 March 1900, where they count a day that never was, and
/// after the year 9999, where they end.
fn serial(day: NaiveDate) -> Option<f64> {
    let origin = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let first = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let days = i32::try_from((day - origin).num_days()).ok()?;
    (day >= first && day.year() <= 9999).then(|| f64::from(days))
}

/// The widths of columns: a page upright where the table goes on it, else on its side, else what it takes.
fn widths(table: &Table, language: Language) -> Vec<u32> {
    let needs: Vec<Need> = (0..table.columns.len()).map(|at| need(table, at, language)).collect();
    if needs.is_empty() {
        return vec![UPRIGHT];
    }
    let least: u32 = needs.iter().map(|need| need.least).sum();
    let wish: u32 = needs.iter().map(|need| need.wish).sum();
    // Long words go on two lines or three before the page is turned.
    let holds = |room: u32| least <= room && wish <= room + room / 2;
    let room = [UPRIGHT, ON_SIDE].into_iter().find(|room| holds(*room)).unwrap_or(wish.min(least.max(ON_SIDE)));
    fit(&needs, room)
}

/// What a column needs for its heading and its widest cell. Only words are broken into lines.
fn need(table: &Table, at: usize, language: Language) -> Need {
    let heading = Need::of(visible(table.columns[at].heading.get(language)).as_ref(), BODY, true, LONGEST);
    let heading = Need { least: heading.least, wish: heading.least }.padded(BUTTON);
    let cells = table.rows.iter().filter_map(|row| Some((row, row.cells.get(at)?)));
    let need = cells.fold(heading, |need, (row, cell)| {
        let text = written(cell, language);
        let own = Need::of(&text, BODY, row.level != Level::Item, LONGEST);
        let least = if matches!(cell, Cell::Words(_)) { own.least.max(own.wish.min(SHORTEST)) } else { own.wish };
        let indent =
            if at == 0 { u32::from(row.indent.min(15)) } else { u32::from(is_number(table.columns[at].holds)) };
        need.and(Need { least, ..own }.padded(indent * STEP))
    });
    need.padded(SIDES)
}

/// Whether a column is written to the right edge, a step from it.
fn is_number(holds: Holds) -> bool {
    matches!(holds, Holds::Count | Holds::Rate | Holds::Change)
}

/// Columns are numbered in 16 bits; more of them are refused before.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
