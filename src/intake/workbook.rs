//! Workbooks (XLSX): the cells of each sheet, what formulas came to, merged cells filled, which rows are hidden.
//!
//! A workbook is read by two readers: cells by a library, which knows types and formats; what it would make too much of (merged
//! blocks, formulas) by a walk of our own. Neither is given a part that has not been seen through.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx};
use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::grid::{Grid, Row, Value, cell_name};
use super::room::Room;
use crate::both;
use crate::container::{Container, SeenThrough, attribute, block};
use crate::locale::Text;

/// The sheets that can be seen.
///
/// # Errors
/// Where it is no workbook, or goes beyond a limit.
pub fn grids(bytes: &[u8]) -> Result<Vec<Grid>, Text> {
    let broken = || both!("tệp XLSX bị hỏng", "the XLSX file is broken");
    let seen = Container::open(bytes)?.see_through()?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(seen.bytes())).map_err(|_| broken())?;
    let markings = Markings::of_all(&seen).unwrap_or_default();
    let sheets: Vec<(usize, String)> = workbook
        .sheets_metadata()
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|(at, sheet)| (at, sheet.name.clone()))
        .collect();
    let mut room = Room::default();
    let mut grids = Vec::new();
    for (at, name) in sheets {
        let none = Markings::default();
        let markings = markings.get(&at).unwrap_or(&none);
        let rows = rows(&mut workbook, &name, markings, &mut room).map_err(|fault| fault.unwrap_or_else(broken))?;
        grids.push(Grid { sheet: Some(name), rows, hidden: markings.hidden.clone() });
    }
    Ok(grids)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The rows of a sheet; the error is `None` where the workbook is broken.
fn rows(workbook: &mut Book<'_>, sheet: &str, markings: &Markings, room: &mut Room) -> Result<Vec<Row>, Option<Text>> {
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(|_| None)?;
    while let Some(cell) = cells.next_cell().map_err(|_| None)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value()).or_else(|| {
            let lacks_result = markings.without_result.contains(&(row, column));
            lacks_result.then(|| {
                Value::Broken(Box::new(both!(
                    "công thức chưa có kết quả; hãy mở tệp, lưu lại rồi nhập",
                    "the formula has no result; open the file, save it and import it again"
                )))
            })
        });
        let Some(value) = value else { continue };
        room.take(row, column, &value)?;
        rows.entry(row).or_insert_with(|| Row { number: row + 1, cells: Vec::new() }).put(column, value);
    }
    drop(cells);
    fill_merged(&markings.merged, &mut rows, room)?;
    Ok(rows.into_values().collect())
}

/// Gives every cell of a merged block what its first holds: that is what people see it to say. Below the last row and
/// beyond the last column that hold anything, a block is decoration.
fn fill_merged(merged: &[[(u32, u32); 2]], rows: &mut BTreeMap<u32, Row>, room: &mut Room) -> Result<(), Text> {
    let Some(last_row) = rows.keys().next_back().copied() else { return Ok(()) };
    let last_columns = rows.values().filter_map(|row| row.cells.last().map(|(column, _)| *column));
    let last_column = last_columns.max().unwrap_or_default();
    let mut filled: HashSet<(u32, u32)> = HashSet::new();
    for [first, last] in merged {
        let Some(value) = rows.get(&first.0).and_then(|row| row.get(first.1)).cloned() else { continue };
        if !filled.insert(*first) {
            return Err(over_another(*first));
        }
        for row in first.0..=last.0.min(last_row) {
            for column in first.1..=last.1.min(last_column) {
                if (row, column) == *first {
                    continue;
                }
                if !filled.insert((row, column)) {
                    return Err(over_another((row, column)));
                }
                room.take(row, column, &value)?;
                let row = rows.entry(row).or_insert_with(|| Row { number: row + 1, cells: Vec::new() });
                row.put(column, value.clone());
            }
        }
    }
    Ok(())
}

fn over_another((row, column): (u32, u32)) -> Text {
    let cell = cell_name(row + 1, column);
    both!(
        "ô {cell} nằm trong hai vùng gộp ô, không rõ ô nói gì; hãy bỏ gộp ô",
        "the cell {cell} is in two merged ranges, so that what it says is not clear; unmerge the cells"
    )
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
            Some(Value::Broken(Box::new(both!("ô báo lỗi {error}", "the cell shows the error {error}"))))
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

/// What a sheet says of its rows and cells besides what they hold. Rows and columns are counted from 0.
#[derive(Debug, Default)]
struct Markings {
    /// The numbers of the hidden rows, from 1.
    hidden: BTreeSet<u32>,
    /// Cells with a formula and without what it came to.
    without_result: BTreeSet<(u32, u32)>,
    /// The first and the last cell of each merged block.
    merged: Vec<[(u32, u32); 2]>,
}

impl Markings {
    /// Of each sheet, by its position in the workbook.
    fn of_all(seen: &SeenThrough) -> Option<HashMap<usize, Self>> {
        let mut sheets: Vec<String> = Vec::new();
        seen.walk("xl/workbook.xml", &mut |event| {
            if let Event::Start(element) | Event::Empty(element) = event
                && element.local_name().as_ref() == "sheet"
            {
                sheets.push(attribute(element, "id").unwrap_or_default());
            }
        })?;
        let mut targets: BTreeMap<String, String> = BTreeMap::new();
        seen.walk("xl/_rels/workbook.xml.rels", &mut |event| {
            if let Event::Start(element) | Event::Empty(element) = event
                && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
            {
                targets.insert(id, target);
            }
        })?;
        let of_sheet = |(at, id): (usize, &String)| {
            let target = targets.get(id)?;
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            let mut walk = Walk::default();
            seen.walk(&path, &mut |event| walk.see(event));
            Some((at, walk.found))
        };
        Some(sheets.iter().enumerate().filter_map(of_sheet).collect())
    }
}

/// Where in a sheet a walk is.
#[derive(Debug, Default)]
struct Walk {
    found: Markings,
    /// Counted from 1; the columns that are still to come from 0.
    row: u32,
    column: u32,
    cell: (u32, u32),
    has_formula: bool,
    has_result: bool,
    is_in_value: bool,
}

impl Walk {
    fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(element) => self.begin(element),
            Event::Empty(element) => {
                self.begin(element);
                self.end(element.local_name().as_ref());
            }
            Event::End(element) => self.end(element.local_name().as_ref()),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => self.has_result |= self.is_in_value,
            _ => {}
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "row" => {
                let named = attribute(element, "r").and_then(|row| block(&row));
                self.row = named.map_or(self.row + 1, |[(row, _), _]| row);
                self.column = 0;
                if attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
                    self.found.hidden.insert(self.row);
                }
            }
            "c" => {
                let named = attribute(element, "r").and_then(|cell| block(&cell));
                let of_order = (self.row.saturating_sub(1), self.column);
                self.cell = named.map_or(of_order, |[(row, column), _]| (row - 1, column.saturating_sub(1)));
                self.column = self.cell.1 + 1;
                (self.has_formula, self.has_result) = (false, false);
            }
            "f" => self.has_formula = true,
            "v" | "is" => self.is_in_value = true,
            "mergeCell" => {
                if let Some([first, last]) = attribute(element, "ref").and_then(|cells| block(&cells)) {
                    let from_zero = |(row, column): (u32, u32)| (row - 1, column.saturating_sub(1));
                    self.found.merged.push([from_zero(first), from_zero(last)]);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "is" => self.is_in_value = false,
            "c" if self.has_formula && !self.has_result => {
                self.found.without_result.insert(self.cell);
            }
            _ => {}
        }
    }
}
