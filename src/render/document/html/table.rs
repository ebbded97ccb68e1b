//! Tables as the page has them: headings in bands, rows of words, and the states that a table of marks shows.

use crate::document::{Cell, Column, Holds, Level, Mark, Row, Table, Tone};
use crate::locale::Language;
use crate::render::written::{self, written};

use super::{shown, tone_class};

/// Fewer rows than this are read without a filter.
const WORTH_FILTERING: usize = 8;

pub(super) struct TableView {
    pub head: Vec<Vec<HeadView>>,
    pub rows: Vec<RowView>,
    pub empty: String,
    pub can_filter: bool,
    /// What the marks stand for, in the order of tones from good to none, where the table is a matrix of them.
    pub legend: Vec<StateView>,
}

/// A heading of a column, or of a band of them.
pub(super) struct HeadView {
    pub words: String,
    /// Which column it heads; `None` for a band.
    pub column: Option<usize>,
    pub holds: &'static str,
    pub columns: usize,
    pub rows: usize,
    pub class: &'static str,
}

pub(super) struct RowView {
    pub cells: Vec<CellView>,
    pub tone: &'static str,
    pub level: &'static str,
    pub depth: u8,
}

pub(super) struct CellView {
    pub words: String,
    /// Whether it says what the row is about.
    pub is_head: bool,
    pub class: String,
    /// Of a mark.
    pub letter: Option<String>,
}

/// A state of the legend.
pub(super) struct StateView {
    pub letter: String,
    pub tone: &'static str,
    pub says: String,
    pub count: String,
}

pub(super) fn view(table: &Table, language: Language) -> TableView {
    let is_matrix = table.is_matrix();
    let named_by = table.columns.iter().position(|column| column.holds == Holds::Words);
    let row = |row: &Row| RowView {
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(at, cell)| {
                let (words, letter) = match cell {
                    Cell::Mark(mark) => (shown(mark.says.get(language)), Some(shown(mark.letter.get(language)))),
                    _ => (shown(&written(cell, language)), None),
                };
                let class = cell_class(cell, table.columns.get(at), is_matrix);
                CellView { words, is_head: named_by == Some(at), class, letter }
            })
            .collect(),
        tone: tone_class(row.tone),
        level: match row.level {
            Level::Item => "",
            Level::Group => "group",
            Level::Total => "total",
        },
        depth: row.indent.min(DEEPEST),
    };
    TableView {
        head: head(&table.columns, language),
        rows: table.rows.iter().map(row).collect(),
        empty: shown(table.empty.get(language)),
        can_filter: table.rows.len() >= WORTH_FILTERING,
        legend: if is_matrix { legend(table, language) } else { Vec::new() },
    }
}

/// Rows further in than this are not moved in further.
const DEEPEST: u8 = 6;

/// One row of headings, or two where there are bands.
fn head(columns: &[Column], language: Language) -> Vec<Vec<HeadView>> {
    let has_bands = columns.iter().any(|column| column.band.is_some());
    let leaf = |at: usize, column: &Column, rows: usize| HeadView {
        words: shown(column.heading.get(language)),
        column: Some(at),
        holds: holds_word(column.holds),
        columns: 1,
        rows,
        class: head_class(column.holds),
    };
    if !has_bands {
        return vec![columns.iter().enumerate().map(|(at, column)| leaf(at, column, 1)).collect()];
    }
    let (mut upper, mut lower) = (Vec::<HeadView>::new(), Vec::new());
    let mut band_before = None;
    for (at, column) in columns.iter().enumerate() {
        match &column.band {
            None => upper.push(leaf(at, column, 2)),
            Some(band) => {
                match upper.last_mut().filter(|_| band_before == Some(band)) {
                    Some(band) => band.columns += 1,
                    None => upper.push(HeadView {
                        words: shown(band.get(language)),
                        column: None,
                        holds: "",
                        columns: 1,
                        rows: 1,
                        class: "band",
                    }),
                }
                lower.push(leaf(at, column, 1));
            }
        }
        band_before = column.band.as_ref();
    }
    vec![upper, lower]
}

fn holds_word(holds: Holds) -> &'static str {
    match holds {
        Holds::Words => "words",
        Holds::Code => "code",
        Holds::Count | Holds::Rate | Holds::Change => "number",
        Holds::Day => "day",
        Holds::Mark => "mark",
    }
}

fn head_class(holds: Holds) -> &'static str {
    match holds {
        Holds::Count | Holds::Rate | Holds::Change => "n",
        Holds::Mark => "k",
        Holds::Words | Holds::Code | Holds::Day => "",
    }
}

/// `n` for numbers, `d` for days and codes that are not to be broken, `k` for marks, `x` for what is missing.
fn cell_class(cell: &Cell, column: Option<&Column>, is_matrix: bool) -> String {
    match (cell, column.map(|column| column.holds)) {
        (Cell::Mark(Mark { tone, .. }), _) => format!("k {}", tone_class(*tone)).trim_end().to_owned(),
        (Cell::Missing, Some(Holds::Count | Holds::Rate | Holds::Change)) => "n x".to_owned(),
        (Cell::Missing, Some(Holds::Mark)) if is_matrix => "k x".to_owned(),
        (Cell::Missing, _) => "x".to_owned(),
        (Cell::Count(_) | Cell::Rate { .. } | Cell::Change(_), _) => "n".to_owned(),
        (Cell::Day(_) | Cell::Code(_), _) => "d".to_owned(),
        (Cell::Words(_), _) => String::new(),
    }
}

/// The order of the legend.
const TONES: [Tone; 5] = [Tone::Good, Tone::Plain, Tone::Warning, Tone::Bad, Tone::Quiet];

/// A state for each letter and tone, with the words that all its marks begin with: `quá hạn` of `quá hạn 3 ngày` and
/// `quá hạn 12 ngày`.
fn legend(table: &Table, language: Language) -> Vec<StateView> {
    struct State<'t> {
        letter: &'t str,
        tone: Tone,
        alike: Vec<&'t str>,
        count: i64,
    }
    let mut states: Vec<State<'_>> = Vec::new();
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        let Cell::Mark(mark) = cell else { continue };
        let letter = mark.letter.get(language);
        let words = mark.says.get(language).split(';').next().unwrap_or_default().split_whitespace();
        match states.iter_mut().find(|state| state.letter == letter && state.tone == mark.tone) {
            None => states.push(State { letter, tone: mark.tone, alike: words.collect(), count: 1 }),
            Some(state) => {
                let common = state.alike.iter().zip(words).take_while(|(known, word)| *known == word).count();
                state.alike.truncate(common);
                state.count += 1;
            }
        }
    }
    let in_order = TONES.iter().flat_map(|tone| states.iter().filter(move |state| state.tone == *tone));
    in_order
        .map(|state| StateView {
            letter: shown(state.letter),
            tone: tone_class(state.tone),
            says: shown(&state.alike.join(" ")),
            count: written::count(state.count, language),
        })
        .collect()
}
