//! Text for a terminal: aligned tables that fit its width, calm, one accent for trouble.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Look;
use crate::document::{Cell, Column, Document, Holds, Level, Row, Section, Table, Tone};
use crate::locale::{Both, Language, Text};
use crate::render::visible;
use crate::render::written::written;

mod layout;

use layout::{Layout, Need, Place};

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let mut page = Page { look, text: String::new() };
    let title = format!("{} · {}", document.title.get(language), document.subject.get(language));
    page.words(&title, Style::new().bold());
    document.about.iter().for_each(|line| page.words(line.get(language), Style::new()));
    if let Some(notice) = &document.notice {
        page.words(notice, Style::new());
    }
    for section in &document.sections {
        page.text.push('\n');
        page.section(section);
    }
    page.text.push('\n');
    page.words(document.evidence.statement().get(language), Style::new());
    Ok(page.text.into_bytes())
}

/// The page as far as it is written.
struct Page<'p> {
    look: &'p Look,
    text: String,
}

/// Between two columns.
const GAP: usize = 2;
/// No column of words is squeezed further before a column is left out.
const NARROWEST: usize = 16;
/// A heading that is broken over more lines gets more room instead.
const HIGHEST: usize = 3;

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn styled(&self, words: &str, style: Style) -> String {
        let is_plain = !self.look.terminal.styled || style == Style::new() || words.is_empty();
        if is_plain { words.to_owned() } else { format!("{style}{words}{style:#}") }
    }

    /// Words broken to the width.
    fn words(&mut self, words: &str, style: Style) {
        for line in broken(&visible(words), self.look.terminal.width) {
            self.line(&self.styled(&line, style));
        }
    }

    fn section(&mut self, section: &Section) {
        let language = self.look.language;
        self.words(section.heading.get(language), Style::new().bold());
        section.lead.iter().for_each(|lead| self.words(lead.get(language), Style::new()));
        if section.table.rows.is_empty() {
            self.words(section.table.empty.get(language), Style::new());
        } else {
            self.table(&section.table);
        }
        section.notes.iter().for_each(|note| self.words(note.get(language), Style::new()));
    }

    fn table(&mut self, table: &Table) {
        let language = self.look.language;
        let shown = Shown::of(table, language);
        let Layout { blocks, left_out } = Layout::of(&shown.needs, self.look.terminal.width);
        for (at, block) in blocks.iter().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            self.block(table, &shown, block);
        }
        if !left_out.is_empty() {
            let names = left_out.iter().map(|at| shown.headings[*at].as_str()).collect::<Vec<_>>().join(", ");
            let says = Both::new("Không đủ chỗ cho cột", "No room for the columns").get(language);
            let how = Both::new("mở rộng cửa sổ hoặc ghi ra tệp với -o", "widen the window or write a file with -o");
            self.words(&format!("({says}: {names}; {})", how.get(language)), Style::new());
        }
    }

    /// Some columns of a table, all of its rows.
    fn block(&mut self, table: &Table, shown: &Shown, places: &[Place]) {
        let rule = "─".repeat(places.iter().map(|place| place.gap + place.width).sum());
        self.bands(&table.columns, places);
        let headings = places.iter().map(|place| broken(&shown.headings[place.column], place.width));
        self.at_the_bottom(headings.collect(), &shown.alignments, places);
        self.line(&rule);
        for (row, cells) in table.rows.iter().zip(&shown.rows) {
            if row.level == Level::Total {
                self.line(&rule);
            }
            let broken_cells = places.iter().map(|place| {
                let indent = indent(row, place.column);
                let lines = broken(&cells[place.column], place.width.saturating_sub(indent));
                lines.into_iter().map(|line| format!("{:indent$}{line}", "")).collect()
            });
            let styles: Vec<Style> = places.iter().map(|place| style(row, &row.cells[place.column])).collect();
            self.lines(&broken_cells.collect::<Vec<_>>(), &shown.alignments, &styles, places);
        }
    }

    /// The bands over the columns that have one, centred over them, with a line at each side of the name.
    fn bands(&mut self, columns: &[Column], places: &[Place]) {
        let language = self.look.language;
        let band_of = |place: &Place| columns[place.column].band.as_ref();
        let (mut names, mut spans) = (Vec::new(), Vec::new());
        let mut rest = places;
        while let Some(first) = rest.first() {
            let count = rest.iter().take_while(|place| band_of(place) == band_of(first)).count();
            let (span, others) = rest.split_at(count);
            rest = others;
            let width = span.iter().map(|place| place.gap + place.width).sum::<usize>() - first.gap;
            let lines = band_of(first).map_or_else(Vec::new, |band| broken(&visible(band.get(language)), width));
            let last = lines.len().saturating_sub(1);
            let drawn = |(at, line): (usize, String)| {
                let left = width.saturating_sub(line.width());
                match (at == last, left) {
                    (true, 2..) => {
                        let sides = left - 2;
                        format!("{} {line} {}", "─".repeat(sides / 2), "─".repeat(sides - sides / 2))
                    }
                    _ => line,
                }
            };
            names.push(lines.into_iter().enumerate().map(drawn).collect());
            spans.push(Place { column: spans.len(), width, gap: first.gap });
        }
        let alignments = vec![Alignment::Middle; spans.len()];
        self.at_the_bottom(names, &alignments, &spans);
    }

    /// Headings, of which those of fewer lines stand at the bottom.
    fn at_the_bottom(&mut self, headings: Vec<Vec<String>>, alignments: &[Alignment], places: &[Place]) {
        let height = headings.iter().map(Vec::len).max().unwrap_or(0);
        let padded = headings.into_iter().map(|lines| {
            let above = vec![String::new(); height - lines.len()];
            above.into_iter().chain(lines).collect()
        });
        self.lines(&padded.collect::<Vec<_>>(), alignments, &vec![Style::new(); places.len()], places);
    }

    fn lines(&mut self, cells: &[Vec<String>], alignments: &[Alignment], styles: &[Style], places: &[Place]) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            for ((cell, place), style) in cells.iter().zip(places).zip(styles) {
                let words = cell.get(line).map_or("", String::as_str);
                let room = place.width.saturating_sub(words.width());
                let before = match alignments[place.column] {
                    Alignment::Left => 0,
                    Alignment::Middle => room / 2,
                    Alignment::Right => room,
                };
                text.push_str(&" ".repeat(place.gap + before));
                text.push_str(&self.styled(words, *style));
                text.push_str(&" ".repeat(room - before));
            }
            self.line(&text);
        }
    }
}

#[derive(Clone, Copy)]
enum Alignment {
    Left,
    Middle,
    Right,
}

/// What a table shows before its lines are broken, by position of its columns.
struct Shown {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    alignments: Vec<Alignment>,
    needs: Vec<Need>,
}

impl Shown {
    fn of(table: &Table, language: Language) -> Self {
        let is_matrix = table.is_matrix();
        let cell = |cell: &Cell| match cell {
            // Only a table full of states has no room for their words.
            Cell::Mark(mark) if !is_matrix => visible(mark.says.get(language)).into_owned(),
            _ => visible(&written(cell, language)).into_owned(),
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect();
        let is_letter = |column: &Column| is_matrix && column.holds == Holds::Mark;
        let heading = |column: &Column| {
            let heading = visible(column.heading.get(language));
            // It stands over single letters, so it is broken wherever it can be: `T7/24`.
            if is_letter(column) { heading.replace('/', " ") } else { heading.into_owned() }
        };
        let headings: Vec<String> = table.columns.iter().map(heading).collect();
        let alignments = table.columns.iter().map(|column| match column.holds {
            Holds::Count | Holds::Rate | Holds::Change => Alignment::Right,
            Holds::Mark if is_matrix => Alignment::Middle,
            Holds::Words | Holds::Code | Holds::Day | Holds::Mark => Alignment::Left,
        });
        let need = |(at, column): (usize, &Column)| {
            let is_soft = matches!(column.holds, Holds::Words | Holds::Code | Holds::Mark);
            let cells = table.rows.iter().zip(&rows).map(|(row, cells)| indent(row, at) + cells[at].width());
            let is_broken = is_letter(column) || !is_soft;
            let heading = if is_broken { narrowest(&headings[at]) } else { headings[at].width() };
            let wanted = cells.max().unwrap_or(0).max(heading);
            let least = if is_soft { wanted.min(NARROWEST) } else { wanted };
            let words = rows.iter().flat_map(|cells| cells[at].split(' ')).map(UnicodeWidthStr::width);
            let word = words.max().unwrap_or(0);
            Need { wanted, least, word, rank: column.rank, gap: if is_letter(column) { 1 } else { GAP } }
        };
        let needs = table.columns.iter().enumerate().map(need).collect();
        Self { alignments: alignments.collect(), needs, headings, rows }
    }
}

/// How far the first words of a row are moved in.
fn indent(row: &Row, column: usize) -> usize {
    if column == 0 { usize::from(row.indent) * 2 } else { 0 }
}

/// The least width in which a heading keeps its words whole and is not broken over too many lines.
fn narrowest(heading: &str) -> usize {
    let word = heading.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
    let least = word.max(heading.width() / (HIGHEST + 1)).min(NARROWEST);
    (least..NARROWEST).find(|width| broken(heading, *width).len() <= HIGHEST).unwrap_or(NARROWEST)
}

fn style(row: &Row, cell: &Cell) -> Style {
    let tone = match cell {
        Cell::Mark(mark) => mark.tone,
        _ => row.tone,
    };
    let style = match tone {
        Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())),
        Tone::Warning => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
        Tone::Quiet => Style::new().dimmed(),
        Tone::Plain | Tone::Good => Style::new(),
    };
    if row.level == Level::Item { style } else { style.bold() }
}

/// Words broken at spaces so that no line is wider; what has no space is cut.
fn broken(words: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let (mut line, mut taken) = (String::new(), 0);
    for word in words.split(' ') {
        let space = usize::from(!line.is_empty());
        let mut left = word.width();
        if taken + space + left <= width {
            line.push_str(&" ".repeat(space));
            line.push_str(word);
            taken += space + left;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while left > width {
            let start = fitted(rest, width);
            lines.push(start.to_owned());
            left = left.saturating_sub(start.width());
            rest = &rest[start.len()..];
        }
        (line, taken) = (rest.to_owned(), left);
    }
    lines.push(line);
    lines
}

/// The beginning of a text that fits a width; at least one character.
fn fitted(text: &str, width: usize) -> &str {
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let mut fitted = "";
    for end in ends {
        if !fitted.is_empty() && text[..end].width() > width {
            break;
        }
        fitted = &text[..end];
    }
    fitted
}
