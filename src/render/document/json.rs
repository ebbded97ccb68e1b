//! JSON of a document: versioned, with structs of its own; its schema is `schemas/document.schema.json`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::Look;
use super::evidence::Published;
use crate::document::{Cell, Column, Document, Holds, Level, Row, Section, Tone, tenths};
use crate::locale::{Language, Text};

#[derive(Serialize)]
struct PublishedDocument<'d> {
    format: &'static str,
    version: u32,
    kind: &'static str,
    language: &'static str,
    title: &'d str,
    subject: &'d str,
    about: Vec<&'d str>,
    notice: Option<&'d str>,
    sections: Map<String, Value>,
    evidence: Published,
}

pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let sections = document.sections.iter();
    let published = PublishedDocument {
        format: "ttc-document",
        version: 1,
        kind: document.kind,
        language: language.code(),
        title: document.title.get(language),
        subject: document.subject.get(language),
        about: document.about.iter().map(|line| line.get(language)).collect(),
        notice: document.notice.as_deref(),
        sections: sections.map(|section| (section.id.to_owned(), published(section, language))).collect(),
        evidence: Published::from(&document.evidence),
    };
    let json = serde_json::to_string_pretty(&published).unwrap_or_default();
    Ok(format!("{}\n", crate::render::visible::harmless_json(json)).into_bytes())
}

fn published(section: &Section, language: Language) -> Value {
    let words = |texts: &[Text]| texts.iter().map(|text| text.get(language).to_owned()).collect::<Vec<_>>();
    let columns: Vec<Value> = section.table.columns.iter().map(|column| heading(column, language)).collect();
    let rows: Vec<Value> =
        section.table.rows.iter().map(|row| published_row(row, &section.table.columns, language)).collect();
    json!({
        "heading": section.heading.get(language),
        "lead": words(&section.lead),
        "columns": columns,
        "rows": rows,
        "notes": words(&section.notes),
    })
}

fn heading(column: &Column, language: Language) -> Value {
    let holds = match column.holds {
        Holds::Words => "words",
        Holds::Code => "code",
        Holds::Count => "count",
        Holds::Rate => "rate",
        Holds::Change => "change",
        Holds::Day => "day",
        Holds::Mark => "mark",
    };
    json!({
        "id": column.id,
        "heading": column.heading.get(language),
        "band": column.band.as_ref().map(|band| band.get(language)),
        "holds": holds,
    })
}

fn published_row(row: &Row, columns: &[Column], language: Language) -> Value {
    let level = match row.level {
        Level::Item => "item",
        Level::Group => "group",
        Level::Total => "total",
    };
    let cells: Map<String, Value> = columns
        .iter()
        .zip(&row.cells)
        .map(|(column, cell)| (column.id.clone().into_owned(), value(cell, language)))
        .collect();
    json!({"level": level, "indent": row.indent, "tone": word(row.tone), "cells": cells})
}

fn word(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Warning => "warning",
        Tone::Bad => "bad",
        Tone::Quiet => "quiet",
    }
}

fn value(cell: &Cell, language: Language) -> Value {
    match cell {
        Cell::Words(words) => words.get(language).into(),
        Cell::Code(code) => code.as_str().into(),
        Cell::Count(count) => (*count).into(),
        Cell::Rate { part, whole } => {
            let percent = tenths(*part, *whole).map(by_ten);
            json!({"part": part, "whole": whole, "percent": percent})
        }
        Cell::Change(tenths) => by_ten(*tenths),
        Cell::Day(day) => day.to_string().into(),
        Cell::Mark(mark) => {
            json!({"letter": mark.letter.get(language), "tone": word(mark.tone), "says": mark.says.get(language)})
        }
        Cell::Missing => Value::Null,
    }
}

/// Tenths as a number with one decimal.
fn by_ten(tenths: i64) -> Value {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    serde_json::from_str(&format!("{sign}{whole}.{rest}")).unwrap_or(Value::Null)
}

pub fn read_evidence(bytes: &[u8]) -> Option<String> {
    /// All but the evidence is passed over: a value takes twenty times the memory of its text.
    #[derive(Deserialize)]
    struct Carrier<'b> {
        #[serde(borrow)]
        evidence: &'b RawValue,
    }
    let carrier: Carrier<'_> = serde_json::from_slice(bytes).ok()?;
    Some(carrier.evidence.get().to_owned())
}
