//! How much of a list is read: rows, columns, cells and text, of all its sheets together. A file of some kilobytes may
//! say a text of one cell a million times.

use super::grid::Value;
use crate::both;
use crate::locale::Text;

/// No list of people is longer or wider; what claims to be is no list.
const MOST_ROWS: u32 = 100_000;
pub const MOST_COLUMNS: u32 = 256;
const MOST_CELLS: u32 = 1_000_000;
const MOST_TEXT: usize = 32 << 20;

/// The room that is left for what is read of a file.
#[derive(Debug)]
pub struct Room {
    cells: u32,
    text: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT }
    }
}

impl Room {
    /// Makes room for a cell; row and column are counted from 0.
    ///
    /// # Errors
    /// Where there is none.
    pub fn take(&mut self, row: u32, column: u32, value: &Value) -> Result<(), Text> {
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(both!(
                "bảng có hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột, mức nhiều nhất được đọc",
                "the table has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns, the most that is read"
            ));
        }
        let length = match value {
            Value::Text(text) => text.len(),
            Value::Broken(says) => says.vi.len() + says.en.len(),
            Value::Number(_) | Value::Day(_) => 0,
        };
        self.cells = self.cells.checked_sub(1).ok_or_else(|| {
            both!(
                "các bảng có hơn {MOST_CELLS} ô, kể cả ô gộp, mức nhiều nhất được đọc",
                "the tables have more than {MOST_CELLS} cells, merged ones included, the most that is read"
            )
        })?;
        self.text = self.text.checked_sub(length).ok_or_else(|| {
            let most = MOST_TEXT >> 20;
            both!(
                "chữ trong các bảng dài hơn {most} MB, mức nhiều nhất được đọc",
                "the tables hold more than {most} MB of text, the most that is read"
            )
        })?;
        Ok(())
    }
}
