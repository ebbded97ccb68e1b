//! A document as one page of HTML that needs nothing else: no network, no other file, and, to be read, no script.
//!
//! It opens on the answers, then shows who stands how at a glance, then every table. What people may do with it (filter,
//! sort, print) is added by its own script. Its text comes from many hands: every word is made visible and escaped on
//! its way in, and the page's policy lets nothing run but its own script.

use askama::Template;

use crate::document::{Cell, Document, Holds, Level, Row, Section, Table, Tone};
use crate::locale::{Language, Text, listed};

use super::super::visible::visible;
use super::written::{count_written, written};
use super::{Look, evidence};

mod chart;
mod policy;
mod table;
mod words;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A table with more columns than this is printed on its side.
const WIDE: usize = 8;

#[derive(Template)]
#[template(path = "page.html", config = "src/render/document/html/askama.toml")]
struct Page<'d> {
    language: Language,
    policy: String,
    style: &'static str,
    script: &'static str,
    tool: String,
    title: String,
    subject: String,
    about: Vec<String>,
    notice: Option<String>,
    answers: Vec<AnswerView>,
    sections: Vec<SectionView>,
    has_charts: bool,
    statement: String,
    command: String,
    revision: String,
    digest: &'d str,
    files: Vec<(String, &'d str)>,
    evidence: String,
}

/// What a section says, in short.
struct AnswerView {
    id: &'static str,
    heading: String,
    lead: Vec<String>,
    figure: Option<FigureView>,
    /// Who is in trouble, by name: the first few.
    named: Option<String>,
    trouble: bool,
}

/// A number, and of what.
struct FigureView {
    number: String,
    of: String,
}

struct SectionView {
    id: &'static str,
    heading: String,
    /// Empty where the summary has said it.
    lead: Vec<String>,
    chart: Option<chart::ChartView>,
    table: table::TableView,
    notes: Vec<String>,
    is_matrix: bool,
    is_wide: bool,
}

pub(super) fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let all = |texts: &[Text]| -> Vec<String> { texts.iter().map(|text| shown(text.get(language))).collect() };
    let has_summary = document.sections.len() > 1;
    // What is looked at comes before what is read.
    let (matrices, tables): (Vec<_>, Vec<_>) = document.sections.iter().partition(|section| section.table.is_matrix());
    let sections: Vec<SectionView> = matrices
        .into_iter()
        .chain(tables)
        .map(|section| SectionView {
            id: section.id,
            heading: shown(section.heading.get(language)),
            lead: if has_summary { Vec::new() } else { all(&section.lead) },
            chart: section.chart.as_ref().and_then(|chart| chart::view(section, chart, language)),
            table: table::view(&section.table, language),
            notes: all(&section.notes),
            is_matrix: section.table.is_matrix(),
            is_wide: section.table.columns.len() > WIDE,
        })
        .collect();
    let made_from = &document.evidence;
    let page = Page {
        language,
        policy: policy::policy(STYLE, SCRIPT),
        style: STYLE,
        script: SCRIPT,
        tool: shown(&made_from.tool),
        title: shown(document.title.get(language)),
        subject: shown(document.subject.get(language)),
        about: all(&document.about),
        notice: document.notice.as_deref().map(shown),
        answers: if has_summary {
            document.sections.iter().map(|section| answer(section, language)).collect()
        } else {
            Vec::new()
        },
        has_charts: sections.iter().any(|section| section.chart.is_some()),
        sections,
        statement: shown(made_from.statement().get(language)),
        command: shown(&format!("ttc {}", made_from.arguments.join(" "))),
        revision: shown(made_from.state().get(language)),
        digest: &made_from.digest,
        files: made_from.files.iter().map(|(path, digest)| (shown(path), digest.as_str())).collect(),
        // Inside a script element only `<` could end it.
        evidence: evidence::to_json(&document.evidence).replace('<', "\\u003c"),
    };
    let html = page.render().map_err(|error| Text::same(error.to_string()))?;
    Ok(html.into_bytes())
}

/// The evidence that a page carries.
pub fn read_evidence(page: &[u8]) -> Option<String> {
    evidence::in_text(std::str::from_utf8(page).ok()?)
}

fn answer(section: &Section, language: Language) -> AnswerView {
    let table = &section.table;
    let lead: Vec<String> = match table.rows.is_empty() && section.lead.is_empty() {
        true => vec![shown(table.empty.get(language))],
        false => section.lead.iter().map(|text| shown(text.get(language))).collect(),
    };
    let named = named_in_trouble(table, language);
    AnswerView {
        id: section.id,
        heading: shown(section.heading.get(language)),
        lead,
        figure: figure(table, language),
        trouble: named.is_some(),
        named,
    }
}

/// The rate of the whole, where the table sums one up; else how many things it lists.
fn figure(table: &Table, language: Language) -> Option<FigureView> {
    let total = table.rows.iter().find(|row| row.level == Level::Total);
    let rate = table.columns.iter().position(|column| column.holds == Holds::Rate);
    if let Some((total, at)) = total.zip(rate) {
        let cell = total.cells.get(at).filter(|cell| **cell != Cell::Missing)?;
        let of = shown(table.columns.get(at)?.heading.get(language));
        return Some(FigureView { number: written(cell, language), of });
    }
    let items = table.rows.iter().filter(|row| row.level == Level::Item).count();
    let items = i64::try_from(items).ok().filter(|items| *items > 0)?;
    let of = words::ROWS.get(language).to_owned();
    Some(FigureView { number: count_written(items, language), of })
}

/// The first few of those whose rows strike as trouble, each once; `None` where there are none.
fn named_in_trouble(table: &Table, language: Language) -> Option<String> {
    let named_by = table.columns.iter().position(|column| column.holds == Holds::Words)?;
    let is_bad = |row: &&Row| row.level == Level::Item && row.tone == Tone::Bad;
    let mut names: Vec<&str> = Vec::new();
    for row in table.rows.iter().filter(is_bad) {
        if let Some(Cell::Words(name)) = row.cells.get(named_by)
            && !names.contains(&name.get(language))
        {
            names.push(name.get(language));
        }
    }
    if names.is_empty() { None } else { Some(shown(listed(names, "tên").get(language))) }
}

/// Words fit to stand in the page; the template escapes them.
fn shown(words: &str) -> String {
    visible(words).into_owned()
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
        Tone::Quiet => "quiet",
    }
}
