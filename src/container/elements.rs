//! What a workbook may hold: how many of which elements, and which cells there are at all.

use quick_xml::events::BytesStart;

use super::beyond;
use crate::both;
use crate::locale::{Both, Text};

/// How deep elements may stand in one another.
pub const DEEPEST: usize = 256;
/// How many bytes of XML one cell, or one shared text, may take.
pub const LONGEST_ITEM: u64 = 512 << 10;
/// A sheet's last row and last column (XFD), in every office program.
const LAST_ROW: u64 = 1_048_576;
const LAST_COLUMN: u64 = 16_384;

/// Of which elements how many are read, in all parts together.
const MOST: &[(&str, u64, Both)] = &[
    ("row", LAST_ROW, Both::new("dòng", "rows")),
    ("c", 2_000_000, Both::new("ô", "cells")),
    ("si", SHARED_TEXTS, Both::new("chuỗi dùng chung", "shared strings")),
    ("mergeCell", 100_000, Both::new("vùng gộp ô", "merged ranges")),
    ("sheet", 256, Both::new("trang tính", "sheets")),
    ("xf", 20_000, Both::new("kiểu ô", "cell formats")),
    ("numFmt", 20_000, Both::new("kiểu số", "number formats")),
    ("font", 20_000, Both::new("phông chữ", "fonts")),
    ("fill", 20_000, Both::new("kiểu nền", "fills")),
    ("border", 20_000, Both::new("kiểu viền", "borders")),
    ("Relationship", 20_000, Both::new("liên kết", "relationships")),
    ("definedName", 20_000, Both::new("tên vùng", "defined names")),
];
const SHARED_TEXTS: u64 = 500_000;
/// How many elements are read of whatever name.
const MOST_ELEMENTS: u64 = 8_000_000;

/// How many elements there were so far.
#[derive(Debug, Default)]
pub struct Counted {
    of: [u64; MOST.len()],
    all: u64,
}

/// Whether an element is a cell or a shared text: who reads it keeps all of it in memory.
pub fn is_item(element: &BytesStart<'_>) -> bool {
    matches!(element.local_name().as_ref(), "c" | "si")
}

impl Counted {
    /// Takes note of an element of a part.
    ///
    /// # Errors
    /// Where it is one too many, or stands where no sheet has a cell.
    pub fn count(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), Text> {
        self.all += 1;
        if self.all > MOST_ELEMENTS {
            return Err(beyond(part, &both!("phần tử XML", "elements of XML"), MOST_ELEMENTS));
        }
        let name = element.local_name();
        let name = name.as_ref();
        if let Some(at) = MOST.iter().position(|(known, ..)| *known == name) {
            let (_, most, what) = MOST[at];
            self.of[at] += 1;
            if self.of[at] > most {
                return Err(beyond(part, &what.into(), most));
            }
        }
        match name {
            "row" | "c" => is_on_a_sheet(part, element, "r"),
            "mergeCell" | "dimension" | "f" => is_on_a_sheet(part, element, "ref"),
            "sst" => claims(part, element),
            _ => Ok(()),
        }
    }
}

/// A reader may make room for as many shared strings as a workbook says it has.
fn claims(part: &str, element: &BytesStart<'_>) -> Result<(), Text> {
    let claimed = attribute(element, "uniqueCount").and_then(|count| count.parse::<u64>().ok());
    match claimed.filter(|claimed| *claimed > SHARED_TEXTS) {
        Some(claimed) => Err(both!(
            "{part} tự khai có {claimed} chuỗi dùng chung, nhiều nhất được {SHARED_TEXTS}",
            "{part} claims {claimed} shared strings; at most {SHARED_TEXTS} are read"
        )),
        None => Ok(()),
    }
}

/// That an attribute, where an element has it, names a row, a cell or a block of cells that a sheet can have.
fn is_on_a_sheet(part: &str, element: &BytesStart<'_>, attribute_name: &str) -> Result<(), Text> {
    let Some(written) = attribute(element, attribute_name) else { return Ok(()) };
    if block(&written).is_some() {
        return Ok(());
    }
    let shown: String = written.chars().take(40).collect();
    Err(both!(
        "{part}: “{shown}” không phải là dòng hay ô nào; trang tính có nhiều nhất {LAST_ROW} dòng, {LAST_COLUMN} cột",
        "{part}: “{shown}” is no row or cell; a sheet has at most {LAST_ROW} rows and {LAST_COLUMN} columns"
    ))
}

/// The value of an attribute, whatever its prefix.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// A block of cells: its first row and column and its last, from 1; a column of 0 where only a row is named. `B5:C7`,
/// `B5`, `5`.
pub fn block(written: &str) -> Option<[(u32, u32); 2]> {
    let (first, last) = written.split_once(':').unwrap_or((written, written));
    let (first, last) = (cell(first)?, cell(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some([first, last])
}

fn cell(written: &str) -> Option<(u32, u32)> {
    let digits = written.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let letters = &written[..written.len() - digits.len()];
    if letters.len() > 3 || digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|digit| digit.is_ascii_digit())
    {
        return None;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    let is_there = row > 0 && u64::from(row) <= LAST_ROW && u64::from(column) <= LAST_COLUMN;
    is_there.then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_within_the_last_cell_and_the_right_way_round() {
        assert_eq!(block("B5:C7"), Some([(5, 2), (7, 3)]));
        assert_eq!(block("XFD1048576"), Some([(1_048_576, 16_384); 2]));
        assert_eq!(block("12"), Some([(12, 0); 2]));
        for wrong in
            ["", "A", "A0", "0", "XFE1", "A1048577", "4294967295", "C7:B5", "A1:B2:C3", "Á1", "A1 ", "ZZZZ1", "-1"]
        {
            assert_eq!(block(wrong), None, "{wrong}");
        }
    }
}
