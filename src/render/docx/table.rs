//! Tables of a document: column widths that hold, headings repeated on every page, rows that no page breaks.

use super::Paragraph;
use super::body::paragraph;
use super::xml::{element, mark, value};

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Of the columns.
    pub widths: Vec<u32>,
    /// Whether lines are drawn between its cells; without, it only puts things side by side.
    pub ruled: bool,
    /// How many of the first rows are repeated on every page.
    pub headings: usize,
    pub rows: Vec<Row>,
}

/// A row. The spans of its cells add up to the number of columns.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Over how many columns it goes; 0 is one.
    pub span: usize,
    pub join: Join,
    /// The colour behind it, `RRGGBB`.
    pub fill: Option<&'static str>,
    /// In the middle of its height, else at the top.
    pub middle: bool,
    pub paragraphs: Vec<Paragraph>,
}

/// Whether a cell is one with those above and below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Join {
    #[default]
    Alone,
    /// The first of several, whose words are shown.
    First,
    /// One with the cell above.
    Above,
}

impl Cell {
    pub fn new(paragraphs: Vec<Paragraph>) -> Self {
        Self { paragraphs, ..Self::default() }
    }

    pub fn span(self, span: usize) -> Self {
        Self { span, ..self }
    }

    pub fn join(self, join: Join) -> Self {
        Self { join, ..self }
    }

    pub fn fill(self, fill: Option<&'static str>) -> Self {
        Self { fill, ..self }
    }

    pub fn middle(self) -> Self {
        Self { middle: true, ..self }
    }
}

/// The room left free at each side of a cell of a ruled table.
pub const CELL_SIDE: u32 = 70;

/// One table.
pub fn table(table: &Table) -> String {
    let grid: String = table.widths.iter().map(|width| column(*width)).collect();
    let rows: String = table.rows.iter().enumerate().map(|(at, it)| row(it, table, at < table.headings)).collect();
    element("w:tbl", &[], &format!("{}{}{rows}", properties(table), element("w:tblGrid", &[], &grid)))
}

fn column(width: u32) -> String {
    element("w:gridCol", &[("w:w", &width.to_string())], "")
}

fn properties(table: &Table) -> String {
    let width: u32 = table.widths.iter().sum();
    let line = if table.ruled { "single" } else { "nil" };
    let borders: String = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]
        .iter()
        .map(|side| {
            let line = [("w:val", line), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")];
            element(side, if table.ruled { &line } else { &line[..1] }, "")
        })
        .collect();
    let side = (if table.ruled { CELL_SIDE } else { 0 }).to_string();
    let margins = [("w:top", "0"), ("w:left", side.as_str()), ("w:bottom", "0"), ("w:right", side.as_str())]
        .map(|(name, margin)| element(name, &[("w:w", margin), ("w:type", "dxa")], ""))
        .concat();
    let content = [
        element("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")], ""),
        value("w:jc", "left"),
        element("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")], ""),
        element("w:tblBorders", &[], &borders),
        element("w:tblLayout", &[("w:type", "fixed")], ""),
        element("w:tblCellMar", &[], &margins),
    ];
    element("w:tblPr", &[], &content.concat())
}

fn row(row: &Row, table: &Table, is_heading: bool) -> String {
    let mut cells = String::new();
    let mut at = 0;
    for it in &row.cells {
        let span = it.span.max(1);
        let width: u32 = table.widths.iter().skip(at).take(span).sum();
        cells.push_str(&cell(it, width, span));
        at += span;
    }
    let properties = mark("w:cantSplit", true) + &mark("w:tblHeader", is_heading);
    element("w:tr", &[], &format!("{}{cells}", element("w:trPr", &[], &properties)))
}

fn cell(cell: &Cell, width: u32, span: usize) -> String {
    let mut properties = element("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")], "");
    if span > 1 {
        properties += &value("w:gridSpan", span);
    }
    properties += &match cell.join {
        Join::Alone => String::new(),
        Join::First => value("w:vMerge", "restart"),
        Join::Above => value("w:vMerge", "continue"),
    };
    if let Some(fill) = cell.fill {
        properties += &element("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)], "");
    }
    if cell.middle {
        properties += &value("w:vAlign", "center");
    }
    let mut paragraphs: String = cell.paragraphs.iter().map(paragraph).collect();
    if paragraphs.is_empty() {
        // A cell without a paragraph is a damaged file to Word.
        paragraphs = paragraph(&Paragraph::default());
    }
    element("w:tc", &[], &format!("{}{paragraphs}", element("w:tcPr", &[], &properties)))
}
