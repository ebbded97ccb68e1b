//! A document's table as one of an official paper: lines around every cell, headings repeated on every page, its width
//! that of the page, on its side where the columns need it.

use crate::document::{Cell, Column, Holds, Level, Row, Table, Tone};
use crate::locale::Language;

use crate::render::docx::{self, Align, Join, Need, Paragraph, Run, Section, fit};
use crate::render::written::written;

/// A table measured: in which size of type and on which shape of page it goes.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'t> {
    table: &'t Table,
    language: Language,
    /// In half points.
    size: u32,
    /// Whether it needs A4 on its side.
    pub wide: bool,
}

/// The sizes tried, largest first.
const SIZES: [u32; 3] = [24, 22, 20];
/// On an upright page no more columns than these can be read.
const MOST_COLUMNS: usize = 12;
/// No cell asks for more room than this for one line.
const LONGEST: u32 = 4000;

impl<'t> Grid<'t> {
    pub fn new(table: &'t Table, language: Language) -> Self {
        let tried = [false, true].into_iter().flat_map(|wide| SIZES.map(|size| Self { table, language, size, wide }));
        let smallest = Self { table, language, size: 18, wide: true };
        tried.into_iter().find(Self::holds).unwrap_or(smallest)
    }

    /// The same on a page whose shape is settled.
    pub fn on(table: &'t Table, language: Language, wide: bool) -> Self {
        let tried = SIZES.map(|size| Self { table, language, size, wide });
        tried.into_iter().find(Self::holds).unwrap_or(Self { table, language, size: 18, wide })
    }

    /// Whether no word is broken and long texts still have some room.
    fn holds(&self) -> bool {
        let room = Section::width(self.wide);
        let needs = self.needs();
        let least: u64 = needs.iter().map(|need| u64::from(need.least)).sum();
        let wish: u64 = needs.iter().map(|need| u64::from(need.wish)).sum();
        let room = u64::from(room);
        (self.wide || needs.len() <= MOST_COLUMNS) && least <= room && wish <= room * 2
    }

    fn needs(&self) -> Vec<Need> {
        let columns = self.table.columns.iter().enumerate();
        columns
            .map(|(at, column)| {
                let heading = Need::of(column.heading.get(self.language), self.size, true, LONGEST);
                // A heading may stand in many lines.
                let heading = Need { wish: heading.least, ..heading };
                let cells = self.table.rows.iter().filter_map(|row| Some((row, row.cells.get(at)?)));
                let need = cells.fold(heading, |need, (row, cell)| {
                    let bold = row.level != Level::Item;
                    let text = written(cell, self.language);
                    let own = Need::of(&text, self.size, bold, LONGEST).padded(if at == 0 { indent(row) } else { 0 });
                    need.and(if breaks(cell) { own } else { Need { least: own.wish, ..own } })
                });
                need.padded(2 * docx_side())
            })
            .collect()
    }

    /// The table itself, as wide as its page.
    pub fn draw(&self) -> docx::Table {
        let mut rows = self.headings();
        let headings = rows.len();
        rows.extend(self.table.rows.iter().map(|row| self.row(row)));
        docx::Table { widths: fit(&self.needs(), Section::width(self.wide)), ruled: true, headings, rows }
    }

    /// One row of headings, or two where there are bands.
    fn headings(&self) -> Vec<docx::Row> {
        let columns = &self.table.columns;
        let heading = |text: &str| {
            docx::Cell::new(vec![Paragraph::new(Run::new(text).bold().size(self.size)).centred()]).middle()
        };
        let own = |column: &Column| heading(column.heading.get(self.language));
        if columns.iter().all(|column| column.band.is_none()) {
            return vec![docx::Row { cells: columns.iter().map(own).collect() }];
        }
        let mut upper = Vec::new();
        for group in columns.chunk_by(|one, other| one.band.is_some() && one.band == other.band) {
            upper.extend(group.first().map(|first| match &first.band {
                Some(band) => heading(band.get(self.language)).span(group.len()),
                None => own(first).join(Join::First),
            }));
        }
        let lower = columns.iter().map(|column| match column.band {
            Some(_) => own(column),
            None => docx::Cell::default().join(Join::Above),
        });
        vec![docx::Row { cells: upper }, docx::Row { cells: lower.collect() }]
    }

    fn row(&self, row: &Row) -> docx::Row {
        // A heading of a group goes over what it leaves empty.
        let said = row.cells.iter().rposition(|cell| !matches!(cell, Cell::Words(text) if text.is_empty()));
        let shown = match said {
            Some(last) if row.level == Level::Group => last + 1,
            _ => row.cells.len(),
        };
        let cells = row.cells.iter().take(shown).zip(&self.table.columns).enumerate().map(|(at, (cell, column))| {
            let bold = row.level != Level::Item;
            let run = Run { bold, ..Run::new(written(cell, self.language)).size(self.size) };
            let indent = if at == 0 { indent(row) } else { 0 };
            let tone = match cell {
                Cell::Mark(mark) => mark.tone,
                _ => row.tone,
            };
            let paragraph = Paragraph::new(run).align(align(column.holds)).sides(indent, 0).spaced(20, 20);
            let over = if at + 1 == shown { row.cells.len() - at } else { 1 };
            docx::Cell::new(vec![paragraph]).fill(fill(tone)).middle().span(over)
        });
        docx::Row { cells: cells.collect() }
    }
}

fn docx_side() -> u32 {
    docx::CELL_SIDE + 10
}

fn indent(row: &Row) -> u32 {
    u32::from(row.indent) * 200
}

/// Whether a cell may be broken between words.
fn breaks(cell: &Cell) -> bool {
    matches!(cell, Cell::Words(_))
}

fn align(holds: Holds) -> Align {
    match holds {
        Holds::Words => Align::Left,
        Holds::Count | Holds::Rate | Holds::Change => Align::Right,
        Holds::Code | Holds::Day | Holds::Mark => Align::Centre,
    }
}

/// Light, so that print and black letters stay readable.
pub fn fill(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some("E2F0D9"),
        Tone::Warning => Some("FFF2CC"),
        Tone::Bad => Some("F8D7DA"),
        Tone::Quiet => Some("EDEDED"),
    }
}
