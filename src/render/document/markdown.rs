//! Markdown of a document, as GitHub and GitLab draw it: for an issue, a wiki, a page beside the registry.
//!
//! Every word from outside is escaped: it can neither break a table nor begin a heading, become a tag or call a person.
//! Evidence stands whole in a comment, which is not drawn.

use super::{Look, evidence};
use crate::document::{Cell, Column, Document, Holds, Level, Row, Section, Table};
use crate::locale::{Language, Text};
use crate::render::markdown::escaped;
use crate::render::visible;
use crate::render::written::written;

/// Evidence stands between these. What opens it can stand nowhere else: `<` in words is escaped.
const COMMENT: [&str; 2] = ["<!-- ", " -->"];

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let mut out = format!("# {} · {}\n\n", shown(document.title.get(language)), shown(document.subject.get(language)));
    document.about.iter().for_each(|line| out.push_str(&paragraph(line.get(language))));
    if let Some(notice) = &document.notice {
        out.push_str(&format!("> {}", paragraph(notice)));
    }
    document.sections.iter().for_each(|each| section(each, language, &mut out));
    out.push_str(&format!("---\n\n{}", paragraph(document.evidence.statement().get(language))));
    let [open, close] = COMMENT;
    out.push_str(&format!("{open}{}{close}\n", in_comment(&evidence::to_json(&document.evidence))));
    Ok(out.into_bytes())
}

fn section(section: &Section, language: Language, out: &mut String) {
    out.push_str(&format!("## {}\n\n", shown(section.heading.get(language))));
    section.lead.iter().for_each(|line| out.push_str(&paragraph(line.get(language))));
    if section.table.rows.is_empty() {
        out.push_str(&paragraph(section.table.empty.get(language)));
    } else {
        table(&section.table, language, out);
    }
    section.notes.iter().for_each(|note| out.push_str(&paragraph(note.get(language))));
}

/// A band has no line of its own in Markdown: it stands before each heading under it.
fn table(table: &Table, language: Language, out: &mut String) {
    let mut line = |cells: Vec<String>| out.push_str(&format!("| {} |\n", cells.join(" | ")));
    let heading = |column: &Column| match &column.band {
        Some(band) => format!("{}: {}", shown(band.get(language)), shown(column.heading.get(language))),
        None => shown(column.heading.get(language)),
    };
    line(table.columns.iter().map(heading).collect());
    line(table.columns.iter().map(|column| aligned(column.holds).to_owned()).collect());
    for row in &table.rows {
        let cells = row.cells.iter().enumerate();
        line(cells.map(|(at, each)| cell(each, at, row, language)).collect());
    }
    out.push('\n');
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
