//! A document as one page of HTML that needs nothing else: no network, no other file, and, to be read, no script.
//!
//! It opens on the answers, then shows who stands how at a glance, then every table. What people may do with it (filter,
//! sort, print) is added by its own script. Its text comes from many hands: every word is made visible and escaped on
//! its way in, and the page's policy lets nothing run but its own script.

use askama::Template;

use crate::document::{Cell, Document, Holds, Level, Row, Section, Table, Tone};
use crate::locale::{Language, Text, listed};
use crate::render::visible;
use crate::render::written::{self, written};

use super::{Look, evidence};

mod chart;
mod policy;
mod table;
mod words;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// What stands before the evidence in a page; words of people are escaped, so they cannot have it.
const EVIDENCE: &str = r#"<script type="application/json" id="ttc-evidence">"#;

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
    digest: Option<&'d str>,
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
}

/// A number, and of what.
struct FigureView {
    number: String,
    of: String,
    is_trouble: bool,
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
    let section = |section: &Section| SectionView {
        id: section.id,
        heading: shown(section.heading.get(language)),
        lead: if has_summary { Vec::new() } else { all(&section.lead) },
        chart: section.chart.as_ref().and_then(|chart| chart::view(section, chart, language)),
        table: table::view(&section.table, language),
        notes: all(&section.notes),
        is_matrix: section.table.is_matrix(),
        is_wide: section.table.columns.len() > WIDE,
    };
    let mut sections: Vec<SectionView> = document.sections.iter().map(section).collect();
    let with_views = document.sections.iter().zip(&sections);
    let answers: Vec<AnswerView> = with_views.map(|(section, view)| answer(section, view, language)).collect();
    // What is looked at comes before what is read.
    sections.sort_by_key(|section| !section.is_matrix);
    let source = &document.evidence;
    let page = Page {
        language,
        policy: policy::policy(STYLE, SCRIPT),
        style: STYLE,
        script: SCRIPT,
        tool: shown(&source.tool),
        title: shown(document.title.get(language)),
        subject: shown(document.subject.get(language)),
        about: all(&document.about),
        notice: document.notice.as_deref().map(shown),
        answers: if has_summary { answers } else { Vec::new() },
        has_charts: sections.iter().any(|section| section.chart.is_some()),
        sections,
        statement: shown(source.statement().get(language)),
        command: shown(&format!("ttc {}", source.arguments.join(" "))),
        revision: shown(source.state().get(language)),
        digest: source.digest.as_deref(),
        files: source.files.iter().map(|(path, digest)| (shown(path), digest.as_str())).collect(),
        // The one character that could end the element it stands in.
        evidence: evidence::to_json(source).replace('<', "\\u003c"),
    };
    let html = page.render().map_err(|error| Text::same(error.to_string()))?;
    Ok(html.into_bytes())
}

/// The evidence that a page carries, as JSON.
pub(super) fn read_evidence(bytes: &[u8]) -> Option<String> {
    let (_, after) = std::str::from_utf8(bytes).ok()?.split_once(EVIDENCE)?;
    let (json, _) = after.split_once("</script>")?;
    Some(json.to_owned())
}

fn answer(section: &Section, view: &SectionView, language: Language) -> AnswerView {
    let table = &section.table;
    let mut lead: Vec<String> = section.lead.iter().map(|text| shown(text.get(language))).collect();
    if lead.is_empty() && table.rows.is_empty() {
        lead.push(view.table.empty.clone());
    } else if lead.is_empty() && view.is_matrix {
        let states = view.table.legend.iter().map(|state| format!("{} {}", state.says, state.count));
        lead.push(states.collect::<Vec<_>>().join(" · "));
    }
    let named = named_in_trouble(table, language);
    let figure = rate_of_the_whole(table, language).or_else(|| listed_in(table, named.is_some(), language));
    AnswerView { id: section.id, heading: view.heading.clone(), lead, figure, named }
}

fn rate_of_the_whole(table: &Table, language: Language) -> Option<FigureView> {
    let total = table.rows.iter().find(|row| row.level == Level::Total)?;
    let at = table.columns.iter().position(|column| column.holds == Holds::Rate)?;
    let cell = total.cells.get(at).filter(|cell| **cell != Cell::Missing)?;
    let of = shown(table.columns.get(at)?.heading.get(language));
    Some(FigureView { number: written(cell, language), of, is_trouble: false })
}

/// How many things a table lists that sums up nothing.
fn listed_in(table: &Table, is_trouble: bool, language: Language) -> Option<FigureView> {
    if table.rows.iter().any(|row| row.level == Level::Total) {
        return None;
    }
    let items = table.rows.iter().filter(|row| row.level == Level::Item).count();
    let items = i64::try_from(items).ok().filter(|items| *items > 0)?;
    let of = words::ROWS.get(language).to_owned();
    Some(FigureView { number: written::count(items, language), of, is_trouble })
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
    if names.is_empty() {
        return None;
    }
    // What is listed is called as its column is.
    let noun = table.columns.get(named_by)?.heading.get(language).to_lowercase();
    let names = listed(names, &noun);
    Some(format!("{} {}", words::IN_TROUBLE.get(language), shown(names.get(language))))
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
