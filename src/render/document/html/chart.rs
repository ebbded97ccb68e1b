//! Stacked bars: one small drawing a bar, so that names wrap and pages break between bars.
//!
//! Places and widths are whole hundredths of a percent, worked out in integers: the same counts give the same bytes.

use crate::document::{Cell, Chart, Level, Section, Tone};
use crate::locale::Language;
use crate::render::written::{self, written};

use super::{shown, tone_class, words};

/// No more bars than this; the table has them all.
const MOST: usize = 60;

/// The narrowest piece that holds its number, in hundredths of a percent.
const ROOM: u64 = 600;

pub(super) struct ChartView {
    pub title: String,
    pub series: Vec<SeriesView>,
    pub bars: Vec<BarView>,
    /// Said where bars were left out.
    pub more: Option<String>,
}

pub(super) struct SeriesView {
    pub name: String,
    pub tone: &'static str,
}

pub(super) struct BarView {
    pub name: String,
    /// Every number in words: `đúng hạn 66, trễ 4`.
    pub says: String,
    pub pieces: Vec<PieceView>,
}

/// A piece of a bar; places in percent of the longest bar.
pub(super) struct PieceView {
    pub tone: &'static str,
    pub from: String,
    pub width: String,
    /// Where the number stands, if there is room for it.
    pub middle: Option<String>,
    pub count: String,
}

/// `None` where the table has no bar to draw.
pub(super) fn view(section: &Section, chart: &Chart, language: Language) -> Option<ChartView> {
    let table = &section.table;
    let rows: Vec<_> = table.rows.iter().filter(|row| row.level != Level::Total).collect();
    let outermost = rows.iter().map(|row| row.indent).min()?;
    let bars: Vec<_> = rows.into_iter().filter(|row| row.indent == outermost).collect();
    let names: Vec<(String, Tone)> = chart
        .series
        .iter()
        .filter_map(|(at, tone)| Some((shown(table.columns.get(*at)?.heading.get(language)), *tone)))
        .collect();
    let counts =
        |cells: &[Cell]| -> Vec<Option<u64>> { chart.series.iter().map(|(at, _)| count(cells, *at)).collect() };
    let sum = |counts: &[Option<u64>]| counts.iter().flatten().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let longest = bars.iter().map(|row| sum(&counts(&row.cells))).max().filter(|longest| *longest > 0)?;
    let left_out = bars.len().saturating_sub(MOST);
    let drawn = bars.into_iter().take(MOST).map(|row| {
        let counts = counts(&row.cells);
        let name = row.cells.get(chart.label).map(|cell| shown(&written(cell, language))).unwrap_or_default();
        let says: Vec<String> = names
            .iter()
            .zip(&counts)
            .map(|((name, _), count)| format!("{name} {}", number(*count, language)))
            .collect();
        BarView { name, says: says.join(", "), pieces: pieces(&counts, &chart.series, longest, language) }
    });
    Some(ChartView {
        title: shown(chart.title.get(language)),
        bars: drawn.collect(),
        series: names.into_iter().map(|(name, tone)| SeriesView { name, tone: tone_class(tone) }).collect(),
        more: (left_out > 0).then(|| {
            let left_out = written::count(i64::try_from(left_out).unwrap_or(i64::MAX), language);
            words::MORE_BARS.get(language).replace("{}", &left_out)
        }),
    })
}

fn pieces(counts: &[Option<u64>], series: &[(usize, Tone)], longest: u64, language: Language) -> Vec<PieceView> {
    let place = |count: u64| u64::try_from(u128::from(count) * 10_000 / u128::from(longest)).unwrap_or(10_000);
    let mut before = 0_u64;
    let mut pieces = Vec::new();
    for (count, (_, tone)) in counts.iter().zip(series) {
        let count = count.unwrap_or(0);
        let (from, to) = (place(before), place(before.saturating_add(count)));
        before = before.saturating_add(count);
        if count > 0 {
            pieces.push(PieceView {
                tone: tone_class(*tone),
                from: hundredths(from),
                width: hundredths(to - from),
                middle: (to - from >= ROOM).then(|| hundredths(from.midpoint(to))),
                count: number(Some(count), language),
            });
        }
    }
    pieces
}

fn count(cells: &[Cell], at: usize) -> Option<u64> {
    match cells.get(at) {
        Some(Cell::Count(count)) => u64::try_from(*count).ok(),
        _ => None,
    }
}

fn number(count: Option<u64>, language: Language) -> String {
    written(&count.map_or(Cell::Missing, |count| Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))), language)
}

fn hundredths(of_a_percent: u64) -> String {
    format!("{}.{:02}", of_a_percent / 100, of_a_percent % 100)
}
