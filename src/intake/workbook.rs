//! Workbooks (XLSX): the cells of each sheet, what formulas came to, merged cells filled, which rows are hidden.
//!
//! Cells are read one by one: a sheet that claims a million rows costs what it holds, and no more.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Cursor};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::grid::{Grid, Row, Value};
use crate::both;
use crate::locale::Text;

/// No list of people is longer or wider; what claims to be is no list.
pub const MOST_ROWS: u32 = 200_000;
pub const MOST_COLUMNS: u32 = 256;
/// A merged block of more rows than this is decoration.
const TALLEST_MERGE: u32 = 10_000;

pub fn too_large() -> Text {
    both!(
        "bảng có hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột",
        "the table has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns"
    )
}

/// The sheets that can be seen.
///
/// # Errors
/// Where it is no workbook, or a sheet is too large.
pub fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Text> {
    let broken = || both!("tệp XLSX bị hỏng hoặc có mật khẩu", "the XLSX file is broken or locked by a password");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let hidden = hidden_rows(bytes).unwrap_or_default();
    let sheets: Vec<(usize, String)> = workbook
        .sheets_metadata()
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|(at, sheet)| (at, sheet.name.clone()))
        .collect();
    let mut grids = Vec::new();
    for (at, name) in sheets {
        let rows = rows(&mut workbook, &name).map_err(|fault| fault.unwrap_or_else(broken))?;
        grids.push(Grid { sheet: Some(name), rows, hidden: hidden.get(&at).cloned().unwrap_or_default() });
    }
    Ok(grids)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The rows of a sheet; the error is `None` where the workbook is broken.
fn rows(workbook: &mut Book<'_>, sheet: &str) -> Result<Vec<Row>, Option<Text>> {
    let formulas = formulas(workbook, sheet)?;
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| None)?;
    while let Some(cell) = cells.next_cell().map_err(|_| None)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value()).or_else(|| {
            let is_formula = formulas.contains(&(row, column)) && matches!(cell.get_value(), DataRef::Empty);
            is_formula.then(|| {
                Value::Broken(both!(
                    "công thức chưa có kết quả; hãy mở tệp, lưu lại rồi nhập",
                    "the formula has no result; open the file, save it and import it again"
                ))
            })
        });
        let Some(value) = value else { continue };
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Some(too_large()));
        }
        rows.entry(row).or_insert_with(|| Row { number: row + 1, cells: Vec::new() }).put(column, value);
    }
    drop(cells);
    fill_merged(workbook, sheet, &mut rows);
    Ok(rows.into_values().collect())
}

/// Where a sheet has formulas.
fn formulas(workbook: &mut Book<'_>, sheet: &str) -> Result<BTreeSet<(u32, u32)>, Option<Text>> {
    let mut found = BTreeSet::new();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| None)?;
    while let Some(cell) = cells.next_formula().map_err(|_| None)? {
        if !cell.get_value().is_empty() {
            found.insert(cell.get_position());
        }
    }
    Ok(found)
}

/// Gives every cell of a merged block what its first holds: that is what people see it to say.
fn fill_merged(workbook: &mut Book<'_>, sheet: &str, rows: &mut BTreeMap<u32, Row>) {
    for block in workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default() {
        let (first_row, first_column) = block.start;
        let Some(value) = rows.get(&first_row).and_then(|row| row.get(first_column)).cloned() else { continue };
        if block.end.0.saturating_sub(first_row) > TALLEST_MERGE {
            continue;
        }
        for row in first_row..=block.end.0 {
            let filled = rows.entry(row).or_insert_with(|| Row { number: row + 1, cells: Vec::new() });
            for column in first_column..=block.end.1.min(MOST_COLUMNS) {
                filled.put(column, value.clone());
            }
        }
    }
}

fn value(cell: &DataRef<'_>) -> Option<Value> {
    match cell {
        DataRef::Empty => None,
        DataRef::String(text) => Some(Value::Text(text.clone())),
        DataRef::SharedString(text) => Some(Value::Text((*text).to_owned())),
        #[expect(clippy::cast_precision_loss, reason = "no number in a list of people is that large")]
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::Bool(truth) => Some(Value::Text(truth.to_string())),
        DataRef::DateTime(moment) => Some(day(moment).map_or_else(|| Value::Number(moment.as_f64()), Value::Day)),
        DataRef::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            Some(day.map_or_else(|| Value::Text(text.clone()), Value::Day))
        }
        DataRef::DurationIso(text) => Some(Value::Text(text.clone())),
        DataRef::Error(error) => {
            let error = error.to_string();
            Some(Value::Broken(both!("ô báo lỗi {error}", "the cell shows the error {error}")))
        }
    }
}

fn day(moment: &ExcelDateTime) -> Option<NaiveDate> {
    if !moment.is_datetime() {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
}

/// The numbers of the hidden rows of each sheet, by the sheet's position in the workbook.
fn hidden_rows(bytes: &[u8]) -> Option<BTreeMap<usize, BTreeSet<u32>>> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut part = |path: &str, found: &mut dyn FnMut(&BytesStart<'_>)| -> Option<()> {
        let mut reader = Reader::from_reader(BufReader::new(package.by_name(path).ok()?));
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(element) | Event::Empty(element) => found(&element),
                Event::Eof => return Some(()),
                _ => {}
            }
            buffer.clear();
        }
    };
    let mut sheets: Vec<String> = Vec::new();
    part("xl/workbook.xml", &mut |element| {
        if element.local_name().as_ref() == "sheet" {
            sheets.push(attribute(element, "id").unwrap_or_default());
        }
    })?;
    let mut targets: BTreeMap<String, String> = BTreeMap::new();
    part("xl/_rels/workbook.xml.rels", &mut |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            targets.insert(id, target);
        }
    })?;
    let mut hidden = BTreeMap::new();
    for (at, id) in sheets.iter().enumerate() {
        let Some(target) = targets.get(id) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let mut rows = BTreeSet::new();
        let mut number = 0;
        part(&path, &mut |element| {
            if element.local_name().as_ref() == "row" {
                number = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(number + 1);
                if attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
                    rows.insert(number);
                }
            }
        });
        hidden.insert(at, rows);
    }
    Some(hidden)
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}
