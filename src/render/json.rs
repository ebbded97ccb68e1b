//! JSON with structs of its own, apart from the program's own types: what it holds changes only with [`VERSION`].
//!
//! The schema is `schemas/findings.schema.json`. What is absent is `null`, never `""`, and no key is ever left out.

use serde::Serialize;

use crate::diagnostic::{Located, Location};

use super::fingerprint::fingerprints;
use super::visible::harmless_json;
use super::words;
use super::{Outcome, Tool};

/// Raised when a reader of the last version could misread the next.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    tool: Program<'a>,
    language: &'static str,
    registry: &'a str,
    as_of: String,
    regulation: Option<&'a str>,
    clock_note: Option<&'a str>,
    summary: Figures,
    findings: Vec<Entry<'a>>,
    waived: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Program<'a> {
    name: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct Figures {
    files: usize,
    units: usize,
    seats_expected: usize,
    seats_held: usize,
    recognized: usize,
    not_judged: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    fingerprint: &'a str,
    place: Place,
    label: Option<&'a str>,
    related: Vec<Related<'a>>,
    notes: Vec<&'a str>,
    clause: Option<Clause<'a>>,
    remedies: Vec<Remedy<'a>>,
    subject: Subject<'a>,
}

#[derive(Serialize)]
struct Place {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    place: Place,
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct Clause<'a> {
    regulation: &'a str,
    id: &'a str,
    says: Option<&'a str>,
}

#[derive(Serialize)]
struct Remedy<'a> {
    text: &'a str,
    paste: Option<&'a str>,
}

#[derive(Serialize)]
struct Subject<'a> {
    unit: Option<&'a str>,
    seat: Option<&'a str>,
    officer: Option<&'a str>,
    decision: Option<&'a str>,
    period: Option<&'a str>,
    request: Option<&'a str>,
    detail: Option<&'a str>,
}

pub(super) fn render(outcome: &Outcome) -> String {
    let summary = outcome.summary;
    let Tool { name, version, .. } = outcome.tool;
    let fingerprints = fingerprints(outcome.findings.iter().chain(outcome.waived));
    let (found, waived) = fingerprints.split_at(outcome.findings.len());
    let document = Document {
        format: "ttc-findings",
        version: VERSION,
        tool: Program { name, version },
        language: outcome.language.code(),
        registry: &summary.registry,
        as_of: summary.as_of.to_string(),
        regulation: present(summary.regulation.as_deref().unwrap_or_default()),
        clock_note: summary.clock_note.as_ref().and_then(|note| present(note.get(outcome.language))),
        summary: Figures {
            files: summary.files,
            units: summary.units,
            seats_expected: summary.seats_expected,
            seats_held: summary.seats_held,
            recognized: summary.recognized,
            not_judged: summary.not_judged,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            waived: summary.waived,
        },
        findings: entries(outcome.findings, found, outcome),
        waived: entries(outcome.waived, waived, outcome),
    };
    let json = serde_json::to_string_pretty(&document).expect("strings and numbers always make JSON");
    harmless_json(json) + "\n"
}

fn entries<'a>(findings: &'a [Located], fingerprints: &'a [String], outcome: &Outcome<'a>) -> Vec<Entry<'a>> {
    findings.iter().zip(fingerprints).map(|(finding, fingerprint)| entry(finding, fingerprint, outcome)).collect()
}

fn entry<'a>(finding: &'a Located, fingerprint: &'a str, outcome: &Outcome<'a>) -> Entry<'a> {
    let language = outcome.language;
    let subject = &finding.subject;
    Entry {
        rule: finding.rule.name,
        severity: finding.rule.severity.word(),
        message: finding.message.get(language),
        fingerprint,
        place: place(&finding.primary.place, outcome.prefix),
        label: present(finding.primary.text.get(language)),
        related: finding
            .related
            .iter()
            .map(|label| Related {
                place: place(&label.place, outcome.prefix),
                label: present(label.text.get(language)),
            })
            .collect(),
        notes: finding.notes.iter().map(|note| note.get(language)).collect(),
        clause: finding.citation.as_ref().map(|citation| Clause {
            regulation: &citation.regulation,
            id: &citation.clause,
            says: present(citation.says.get(language)),
        }),
        remedies: finding
            .remedies
            .iter()
            .map(|remedy| Remedy { text: remedy.text.get(language), paste: remedy.paste.as_deref() })
            .collect(),
        subject: Subject {
            unit: subject.unit.as_deref(),
            seat: subject.seat.as_deref(),
            officer: subject.officer.as_deref(),
            decision: subject.decision.as_deref(),
            period: subject.period.as_deref(),
            request: subject.request.as_deref(),
            detail: subject.detail.as_deref(),
        },
    }
}

fn place(location: &Location, prefix: &str) -> Place {
    Place {
        path: words::path(prefix, location),
        line: location.start.line,
        column: location.start.column,
        end_line: location.end.line,
        end_column: location.end.column,
    }
}

fn present(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
