//! What is wrong with a list, and in which cell.

use crate::both;
use crate::locale::Text;

/// A fault of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `Danh sách!B5`; `None` where it is of the whole.
    pub cell: Option<String>,
    pub says: Text,
}

impl Fault {
    pub fn at(cell: impl Into<String>, says: Text) -> Self {
        Self { cell: Some(cell.into()), says }
    }

    pub fn of_all(says: Text) -> Self {
        Self { cell: None, says }
    }

    /// In one line.
    pub fn text(&self) -> Text {
        match &self.cell {
            Some(cell) => both!(vi: ("ô {cell}: {}", self.says.vi), en: ("cell {cell}: {}", self.says.en)),
            None => self.says.clone(),
        }
    }
}
