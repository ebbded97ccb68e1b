//! A document's table as one of an official paper: lines around every cell, headings repeated on every page, its width
//! that of the page, on its side where the columns need it.

use crate::document::{Cell, Column, Holds, Level, Row, Table, Tone, tenths};
use crate::locale::{Language, day};

use super::super::docx::{self, Align, Join, Need, Paragraph, Run, Section, fit};

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
        (self.wide || needs.len() <= MOST_COLUMNS) && least <= room && wish <= room * 5 / 4
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
                    let text = shown(cell, self.language);
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
        let cells = row.cells.iter().zip(&self.table.columns).enumerate().map(|(at, (cell, column))| {
            let bold = row.level != Level::Item;
            let run = Run { bold, ..Run::new(shown(cell, self.language)).size(self.size) };
            let indent = if at == 0 { indent(row) } else { 0 };
            let tone = match cell {
                Cell::Mark(mark) => mark.tone,
                _ => row.tone,
            };
            let paragraph = Paragraph::new(run).align(align(column.holds)).sides(indent, 0).spaced(20, 20);
            docx::Cell::new(vec![paragraph]).fill(fill(tone)).middle()
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
fn fill(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Good => Some("E2F0D9"),
        Tone::Warning => Some("FFF2CC"),
        Tone::Bad => Some("F8D7DA"),
        Tone::Quiet => Some("EDEDED"),
    }
}

/// A cell as people read it: `20/06/2024`, `91,7%`, `▲ 2,8`, `-` for what is not known.
pub fn shown(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Words(text) => text.get(language).to_owned(),
        Cell::Code(code) => code.clone(),
        Cell::Count(count) => grouped(*count, language),
        Cell::Rate { part, whole } => {
            tenths(*part, *whole).map_or_else(|| "-".to_owned(), |rate| format!("{}%", decimal(rate, language)))
        }
        Cell::Change(0) => "▬".to_owned(),
        Cell::Change(change) => {
            let arrow = if *change > 0 { '▲' } else { '▼' };
            format!("{arrow} {}", decimal(change.saturating_abs(), language))
        }
        Cell::Day(date) => day(*date),
        Cell::Mark(mark) => mark.letter.get(language).to_owned(),
        Cell::Missing => "-".to_owned(),
    }
}

/// Tenths with the language's decimal sign.
fn decimal(tenths: i64, language: Language) -> String {
    let sign = if language == Language::Vi { ',' } else { '.' };
    format!("{}{sign}{}", grouped(tenths / 10, language), tenths % 10)
}

/// A count with the language's sign between thousands.
fn grouped(count: i64, language: Language) -> String {
    let digits = count.unsigned_abs().to_string();
    let mut grouped = String::from(if count < 0 { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(if language == Language::Vi { '.' } else { ',' });
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_each_language_writes_them() {
        let vi = |cell| shown(&cell, Language::Vi);
        assert_eq!(vi(Cell::Count(1_234_567)), "1.234.567");
        assert_eq!(vi(Cell::Count(-12)), "-12");
        assert_eq!(vi(Cell::Rate { part: 66, whole: 72 }), "91,7%");
        assert_eq!(vi(Cell::Change(28)), "▲ 2,8");
        assert_eq!(vi(Cell::Change(-11)), "▼ 1,1");
        assert_eq!(vi(Cell::Change(0)), "▬");
        assert_eq!(vi(Cell::Missing), "-");
        assert_eq!(shown(&Cell::Count(1234), Language::En), "1,234");
        assert_eq!(shown(&Cell::Rate { part: 1, whole: 3 }, Language::En), "33.3%");
    }
}
