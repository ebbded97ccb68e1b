//! JSON with structs of its own, apart from the program's own types: what it holds changes only with [`VERSION`].
//!
//! The schema is `schemas/findings.schema.json`. What is absent is `null`, never `""`, and no key is ever left out.

use serde::Serialize;

use crate::diagnostic::{Located, Location, Waived};

use super::bounds::{Tally, tallies};
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
    statistics: Vec<Count>,
    findings: Vec<Entry<'a>>,
    waived: Vec<WaivedEntry<'a>>,
    baseline: Option<BaselineEntry<'a>>,
    known: Vec<Entry<'a>>,
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
    known: usize,
}

#[derive(Serialize)]
struct Count {
    rule: &'static str,
    severity: &'static str,
    findings: usize,
    waived: usize,
    known: usize,
}

#[derive(Serialize)]
struct WaivedEntry<'a> {
    #[serde(flatten)]
    finding: Entry<'a>,
    waiver: Waiver<'a>,
}

#[derive(Serialize)]
struct Waiver<'a> {
    document: Option<&'a str>,
    approved_by: Option<&'a str>,
    reason: &'a str,
    from: String,
    until: String,
    place: Place,
}

#[derive(Serialize)]
struct BaselineEntry<'a> {
    path: &'a str,
    from: String,
    until: String,
    holds: bool,
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
    let fingerprints = fingerprints(outcome.everything());
    let (found, others) = fingerprints.split_at(outcome.findings.len());
    let (waived, known) = others.split_at(outcome.waived.len());
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
            known: summary.known,
        },
        statistics: tallies(outcome).into_iter().map(count).collect(),
        findings: entries(outcome.findings, found, outcome),
        waived: outcome.waived.iter().zip(waived).map(|(waived, mark)| waived_entry(waived, mark, outcome)).collect(),
        baseline: outcome.baseline.map(|baseline| BaselineEntry {
            path: baseline.path,
            from: baseline.from.to_string(),
            until: baseline.until.to_string(),
            holds: baseline.holds,
        }),
        known: entries(outcome.known(), known, outcome),
    };
    let json = serde_json::to_string_pretty(&document).expect("strings and numbers always make JSON");
    harmless_json(json) + "\n"
}

fn entries<'a>(findings: &'a [Located], fingerprints: &'a [String], outcome: &Outcome<'a>) -> Vec<Entry<'a>> {
    findings.iter().zip(fingerprints).map(|(finding, fingerprint)| entry(finding, fingerprint, outcome)).collect()
}

fn count(tally: Tally) -> Count {
    let Tally { rule, found, waived, known } = tally;
    Count { rule: rule.name, severity: rule.severity.word(), findings: found, waived, known }
}

fn waived_entry<'a>(waived: &'a Waived<Location>, fingerprint: &'a str, outcome: &Outcome<'a>) -> WaivedEntry<'a> {
    let grounds = &waived.grounds;
    WaivedEntry {
        finding: entry(&waived.finding, fingerprint, outcome),
        waiver: Waiver {
            document: grounds.document.as_deref(),
            approved_by: grounds.approved_by.as_deref(),
            reason: &grounds.reason,
            from: grounds.from.to_string(),
            until: grounds.until.to_string(),
            place: place(&waived.place, outcome.prefix),
        },
    }
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
