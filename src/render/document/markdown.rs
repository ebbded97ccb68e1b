//! Markdown of a document, as GitHub and GitLab draw it: for an issue, a wiki, a page beside the registry.
//!
//! Every word from outside is escaped: it can neither break a table nor begin a heading, become a tag or call a person.
//! Evidence stands whole in a comment, which is not drawn.

use super::{Look, evidence};
use crate::both;
use crate::document::{Cell, Column, Document, Holds, Level, Row, Section, Table};
use crate::locale::{Language, Text};
use crate::render::github::LARGEST_STEP_SUMMARY;
use crate::render::markdown::escaped;
use crate::render::visible;
use crate::render::written::written;

/// Evidence stands between these. What opens it can stand nowhere else: `<` in words is escaped.
const COMMENT: [&str; 2] = ["<!-- ", " -->"];

/// GitHub and GitLab draw no more than a megabyte of Markdown; a summary that is larger GitHub drops whole.
const LARGEST: usize = LARGEST_STEP_SUMMARY;

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    Ok(render_within(document, look, LARGEST).into_bytes())
}

/// The document in at most `largest` bytes, unless what is no table is more: rows that do not fit are counted below their
/// table instead.
pub fn render_within(document: &Document, look: &Look, largest: usize) -> String {
    let language = look.language;
    let evidence = in_comment(&evidence::to_json(&document.evidence));
    let [open, close] = COMMENT;
    let comment = format!("{open}{evidence}{close}\n");
    let mut out = format!("# {} · {}\n\n", shown(document.title.get(language)), shown(document.subject.get(language)));
    document.about.iter().for_each(|line| out.push_str(&paragraph(line.get(language))));
    if let Some(notice) = &document.notice {
        out.push_str(&format!("> {}", paragraph(notice)));
    }
    // What stands after the tables has its room before they have theirs.
    let end = format!("---\n\n{}{comment}", paragraph(document.evidence.statement().get(language)));
    let without_rows: usize = document.sections.iter().map(|each| section(each, language, 0).len()).sum();
    let mut room = largest.saturating_sub(out.len() + end.len() + without_rows);
    for each in &document.sections {
        let least = section(each, language, 0).len();
        let text = section(each, language, room);
        room = room.saturating_sub(text.len().saturating_sub(least));
        out.push_str(&text);
    }
    out + &end
}

/// A section whose rows take no more than `room` bytes.
fn section(section: &Section, language: Language, room: usize) -> String {
    let mut out = format!("## {}\n\n", shown(section.heading.get(language)));
    section.lead.iter().for_each(|line| out.push_str(&paragraph(line.get(language))));
    if section.table.rows.is_empty() {
        out.push_str(&paragraph(section.table.empty.get(language)));
    } else {
        out.push_str(&table(&section.table, language, room));
    }
    section.notes.iter().for_each(|note| out.push_str(&paragraph(note.get(language))));
    out
}

/// A band has no line of its own in Markdown: it stands before each heading under it.
fn table(table: &Table, language: Language, room: usize) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let heading = |column: &Column| match &column.band {
        Some(band) => format!("{}: {}", shown(band.get(language)), shown(column.heading.get(language))),
        None => shown(column.heading.get(language)),
    };
    let mut out = line(table.columns.iter().map(heading).collect());
    out.push_str(&line(table.columns.iter().map(|column| aligned(column.holds).to_owned()).collect()));
    let mut taken = 0;
    for (at, row) in table.rows.iter().enumerate() {
        let cells = row.cells.iter().enumerate();
        let row = line(cells.map(|(at, each)| cell(each, at, row, language)).collect());
        taken += row.len();
        if taken > room {
            out.push('\n');
            out.push_str(&paragraph(left_out(table.rows.len() - at, table.rows.len()).get(language)));
            return out;
        }
        out.push_str(&row);
    }
    out.push('\n');
    out
}

fn left_out(rows: usize, all: usize) -> Text {
    both!(
        "Không nêu hết ở đây: còn {rows} trong {all} dòng nữa; các dạng khác có đủ",
        "Not all is listed here: {rows} of {all} rows are left out; every other form has them all"
    )
}

fn aligned(holds: Holds) -> &'static str {
    match holds {
        Holds::Count | Holds::Rate | Holds::Change => "---:",
        Holds::Mark => ":---:",
        Holds::Words | Holds::Code | Holds::Day => "---",
    }
}

fn cell(cell: &Cell, at: usize, row: &Row, language: Language) -> String {
    let words = shown(&written(cell, language));
    let words = if row.level == Level::Item || words.is_empty() { words } else { format!("**{words}**") };
    let indent = if at == 0 { "&emsp;".repeat(usize::from(row.indent)) } else { String::new() };
    format!("{indent}{words}")
}

/// Words on a line of their own, and an empty line: they begin no heading, list, rule or block of code.
fn paragraph(words: &str) -> String {
    let words = shown(words);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    match words.chars().nth(digits) {
        Some('#' | '-' | '+' | '=') if digits == 0 => format!("\\{words}\n\n"),
        Some('.' | ')') if digits > 0 => format!("{}\\{}\n\n", &words[..digits], &words[digits..]),
        _ => format!("{words}\n\n"),
    }
}

fn shown(words: &str) -> String {
    escaped(visible(words).trim())
}

/// JSON as it may stand in a comment: nothing in it ends one or opens another. These characters can only be inside its
/// strings, where an escape means the same.
fn in_comment(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace("--", "-\\u002d")
}

/// The evidence that a file carries.
pub fn read_evidence(bytes: &[u8]) -> Option<String> {
    let (_, comment) = std::str::from_utf8(bytes).ok()?.rsplit_once(COMMENT[0])?;
    evidence::in_text(comment)
}
