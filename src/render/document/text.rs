//! Text for a terminal: aligned tables that fit its width, calm, one accent for trouble.

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::Look;
use crate::document::{Cell, Column, Document, Holds, Level, Row, Section, Table, Tone};
use crate::locale::{Both, Language, Text};
use crate::render::visible;
use crate::render::written::written;

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let mut page = Page { look, text: String::new() };
    let title = format!("{} · {}", document.title.get(language), document.subject.get(language));
    page.styled(&visible(&title), Style::new().bold());
    document.about.iter().for_each(|line| page.words(line.get(language)));
    if let Some(notice) = &document.notice {
        page.words(notice);
    }
    for section in &document.sections {
        page.text.push('\n');
        page.section(section);
    }
    page.text.push('\n');
    page.words(document.evidence.statement().get(language));
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

impl Page<'_> {
    fn styled(&mut self, line: &str, style: Style) {
        if self.look.terminal.styled && style != Style::new() {
            self.text.push_str(&format!("{style}{line}{style:#}\n"));
        } else {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// Words broken to the width.
    fn words(&mut self, words: &str) {
        for line in broken(&visible(words), self.look.terminal.width) {
            self.styled(&line, Style::new());
        }
    }

    fn section(&mut self, section: &Section) {
        let language = self.look.language;
        self.styled(&visible(section.heading.get(language)), Style::new().bold());
        section.lead.iter().for_each(|lead| self.words(lead.get(language)));
        if section.table.rows.is_empty() {
            self.words(section.table.empty.get(language));
        } else {
            self.table(&section.table);
        }
        section.notes.iter().for_each(|note| self.words(note.get(language)));
    }

    fn table(&mut self, table: &Table) {
        let language = self.look.language;
        let Layout { shown, widths, left_out } = Layout::of(table, language, self.look.terminal.width);
        let columns: Vec<&Column> = shown.iter().map(|at| &table.columns[*at]).collect();
        if columns.iter().any(|column| column.band.is_some()) {
            self.bands(&columns, &widths);
        }
        let headings: Vec<Vec<String>> = columns
            .iter()
            .zip(&widths)
            .map(|(column, width)| broken(&visible(column.heading.get(language)), *width))
            .collect();
        let aligned: Vec<bool> = columns.iter().map(|column| is_number(column.holds)).collect();
        let height = headings.iter().map(Vec::len).max().unwrap_or(1);
        // Headings of different heights stand on one line at the bottom.
        let headings: Vec<Vec<String>> = headings
            .into_iter()
            .map(|lines| {
                let mut padded = vec![String::new(); height - lines.len()];
                padded.extend(lines);
                padded
            })
            .collect();
        self.lines(&headings, &widths, &aligned, Style::new().underline());
        for row in &table.rows {
            if row.level == Level::Total {
                let total: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
                self.styled(&"─".repeat(total), Style::new());
            }
            let cells: Vec<Vec<String>> = shown
                .iter()
                .zip(&widths)
                .enumerate()
                .map(|(position, (at, width))| {
                    let indent = if position == 0 { usize::from(row.indent) * 2 } else { 0 };
                    let room = width.saturating_sub(indent).max(1);
                    let lines = broken(&shown_cell(&row.cells[*at], language), room);
                    lines.into_iter().map(|line| format!("{:indent$}{line}", "")).collect()
                })
                .collect();
            self.lines(&cells, &widths, &aligned, style(row));
        }
        if !left_out.is_empty() {
            let names =
                left_out.iter().map(|at| table.columns[*at].heading.get(language)).collect::<Vec<_>>().join(", ");
            let says = Both::new("Không đủ chỗ cho cột", "No room for the columns").get(language);
            let how = Both::new("mở rộng cửa sổ hoặc ghi ra tệp với -o", "widen the window or write a file with -o");
            self.words(&format!("({says}: {names}; {})", how.get(language)));
        }
    }

    /// The bands over the columns that have one, centred over them, with a line below each.
    fn bands(&mut self, columns: &[&Column], widths: &[usize]) {
        let language = self.look.language;
        let mut line = String::new();
        let mut at = 0;
        while at < columns.len() {
            let band = columns[at].band.as_ref();
            let count = columns[at..].iter().take_while(|column| column.band.as_ref() == band).count();
            let room = widths[at..at + count].iter().sum::<usize>() + GAP * (count - 1);
            let name = band.map(|band| visible(band.get(language)).into_owned()).unwrap_or_default();
            let name = if band.is_some() { fitted(&format!(" {name} "), room) } else { String::new() };
            let rest = room.saturating_sub(name.width());
            let fill = if band.is_some() { "─" } else { " " };
            line.push_str(&fill.repeat(rest / 2));
            line.push_str(&name);
            line.push_str(&fill.repeat(rest - rest / 2));
            at += count;
            if at < columns.len() {
                line.push_str(&" ".repeat(GAP));
            }
        }
        self.styled(&line, Style::new());
    }

    fn lines(&mut self, cells: &[Vec<String>], widths: &[usize], aligned: &[bool], style: Style) {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = String::new();
            for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
                if at > 0 {
                    text.push_str(&" ".repeat(GAP));
                }
                let words = cell.get(line).map_or("", String::as_str);
                let pad = " ".repeat(width.saturating_sub(words.width()));
                let parts = if aligned[at] { [&*pad, words] } else { [words, &*pad] };
                parts.iter().for_each(|part| text.push_str(part));
            }
            self.styled(&text, style);
        }
    }
}

/// Which columns are shown, and how wide.
struct Layout {
    shown: Vec<usize>,
    widths: Vec<usize>,
    left_out: Vec<usize>,
}

impl Layout {
    /// Columns of words share what the others leave; where that is too little the column of the largest rank goes.
    fn of(table: &Table, language: Language, width: usize) -> Self {
        let wanted: Vec<usize> = (0..table.columns.len()).map(|at| wanted(table, at, language)).collect();
        let mut shown: Vec<usize> = (0..table.columns.len()).collect();
        loop {
            let gaps = GAP * shown.len().saturating_sub(1);
            let least = |at: &usize| if is_words(table, *at) { wanted[*at].min(NARROWEST) } else { wanted[*at] };
            let needed: usize = shown.iter().map(least).sum::<usize>() + gaps;
            let droppable = shown.iter().copied().filter(|at| table.columns[*at].rank > 0);
            let Some(next) = droppable.max_by_key(|at| table.columns[*at].rank).filter(|_| needed > width) else {
                break;
            };
            shown.retain(|at| *at != next);
        }
        let gaps = GAP * shown.len().saturating_sub(1);
        let firm: usize = shown.iter().filter(|at| !is_words(table, **at)).map(|at| wanted[*at]).sum();
        let words: Vec<usize> = shown.iter().copied().filter(|at| is_words(table, *at)).collect();
        let shares = shares(&words.iter().map(|at| wanted[*at]).collect::<Vec<_>>(), width.saturating_sub(firm + gaps));
        let widths = shown
            .iter()
            .map(|at| words.iter().position(|word| word == at).map_or(wanted[*at], |share| shares[share]))
            .collect();
        let left_out = (0..table.columns.len()).filter(|at| !shown.contains(at)).collect();
        Self { shown, widths, left_out }
    }
}

/// What each gets of a width: all that it wants where there is enough, else the narrow ones that and the rest alike.
fn shares(wanted: &[usize], width: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|at| wanted[*at]);
    let mut left = width;
    for (done, at) in order.iter().enumerate() {
        let fair = left / (wanted.len() - done);
        shares[*at] = wanted[*at].min(fair).max(1);
        left = left.saturating_sub(shares[*at]);
    }
    shares
}

fn is_words(table: &Table, at: usize) -> bool {
    matches!(table.columns[at].holds, Holds::Words | Holds::Code)
}

fn is_number(holds: Holds) -> bool {
    matches!(holds, Holds::Count | Holds::Rate | Holds::Change)
}

/// The width of a column's widest cell, and of its heading: of a number's heading the longest word, of words all of it.
fn wanted(table: &Table, at: usize, language: Language) -> usize {
    let column = &table.columns[at];
    let heading = column.heading.get(language);
    let heading = if is_words(table, at) {
        heading.width()
    } else {
        heading.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
    };
    let cells = table.rows.iter().map(|row| {
        let indent = if at == 0 { usize::from(row.indent) * 2 } else { 0 };
        shown_cell(&row.cells[at], language).width() + indent
    });
    cells.max().unwrap_or(0).max(heading)
}

fn shown_cell(cell: &Cell, language: Language) -> String {
    visible(&written(cell, language)).into_owned()
}

fn style(row: &Row) -> Style {
    let style = match row.tone {
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
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let mut word = word.to_owned();
        loop {
            let Some(line) = lines.last_mut() else { break };
            let space = usize::from(!line.is_empty());
            if line.width() + space + word.width() <= width {
                if space > 0 {
                    line.push(' ');
                }
                line.push_str(&word);
                break;
            }
            if !line.is_empty() {
                lines.push(String::new());
                continue;
            }
            let start = fitted(&word, width);
            word = word[start.len()..].to_owned();
            line.push_str(&start);
            if word.is_empty() {
                break;
            }
            lines.push(String::new());
        }
    }
    lines
}

/// The beginning of a text that fits a width; at least one character.
fn fitted(text: &str, width: usize) -> String {
    let mut start = String::new();
    for letter in text.chars() {
        let mut longer = start.clone();
        longer.push(letter);
        if !start.is_empty() && longer.width() > width {
            break;
        }
        start = longer;
    }
    start
}
