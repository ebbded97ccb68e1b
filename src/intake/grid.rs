//! A sheet as rows of cells with their places, whatever file it came from.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::headings::heading;
use crate::locale::Text;
use crate::text;

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Its name; CSV has none.
    pub sheet: Option<String>,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// The numbers of the rows that are hidden, by a filter or by hand.
    pub hidden: BTreeSet<u32>,
}

/// A row of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// As a spreadsheet numbers it, from 1.
    pub number: u32,
    /// By column, from 0; in order.
    pub cells: Vec<(u32, Value)>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Number(f64),
    Day(NaiveDate),
    /// A formula without a result, or with an error for one; it says which.
    Broken(Box<Text>),
}

impl Grid {
    /// A cell as people name it: `Danh sách!B5`, in CSV `B5`.
    pub fn cell_name(&self, row: u32, column: u32) -> String {
        let cell = cell_name(row, column);
        match &self.sheet {
            Some(sheet) => format!("{sheet}!{cell}"),
            None => cell,
        }
    }
}

impl Grid {
    /// Whether it has the heading of a list of people.
    pub fn has_list(&self) -> bool {
        heading(self).is_ok()
    }
}

impl Row {
    pub fn get(&self, column: u32) -> Option<&Value> {
        self.cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|at| &self.cells[at].1)
    }

    /// The text of a cell, composed and without blanks at its ends; empty where there is none.
    pub fn text(&self, column: u32) -> Cow<'_, str> {
        self.get(column).map_or(Cow::Borrowed(""), Value::text)
    }

    /// The texts of the cells that have one, by column.
    pub fn texts(&self) -> impl Iterator<Item = (u32, Cow<'_, str>)> {
        self.cells.iter().map(|(column, value)| (*column, value.text())).filter(|(_, text)| !text.is_empty())
    }

    /// Puts a value into a cell, in the place of what is there.
    pub fn put(&mut self, column: u32, value: Value) {
        match self.cells.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(at) => self.cells[at].1 = value,
            Err(at) => self.cells.insert(at, (column, value)),
        }
    }
}

impl Value {
    /// As text: composed (NFC), on one line, without blanks at its ends or doubled within.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(written) => text::one_line(written),
            Self::Number(number) => format!("{number}").into(),
            Self::Day(day) => day.to_string().into(),
            Self::Broken(_) => "".into(),
        }
    }
}

/// A cell as spreadsheets name it: `B5`. Rows are counted from 1, columns from 0.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{row}", letters(column))
}

/// A column as spreadsheets name it: A, B, … Z, AA.
fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        name.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn text_is_composed_and_tidy() {
        assert_eq!(Value::Text(" Ke\u{302}\u{301}\u{a0} Sa\u{301}ch\n".into()).text(), "Kế Sách");
        assert_eq!(Value::Number(912_345_678.0).text(), "912345678");
    }
}
