//! SARIF 2.1.0, as GitHub code scanning takes it.
//!
//! What is waived or known from a baseline is a result with a suppression, as the standard has it; GitHub opens an alert for
//! it all the same, unless a step of the workflow dismisses what is suppressed.
//! The fingerprint has a name of its own: GitHub's upload action computes `primaryLocationLineHash` itself and warns
//! of every value that is not its own.

use std::cmp::Reverse;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::diagnostic::{Label, Located, Location, Severity, Waived};
use crate::locale::Language;

use super::Outcome;
use super::fingerprint::fingerprints;
use super::visible::harmless_json;
use super::words::{self, MEND, WHY, sentence, why};
use crate::diagnostic::RuleDoc;
use crate::locale::clause;

/// The name of our fingerprints among a result's; the number is raised when they are made another way.
const FINGERPRINT: &str = "ttc/v1";
/// GitHub refuses a run of more results.
const MOST_RESULTS: usize = 25_000;
/// GitHub refuses a file of more than 10 MB when compressed; text like this is a tenth of its size then.
const LARGEST: usize = 64 * 1024 * 1024;

pub(super) fn render(outcome: &Outcome) -> String {
    let (results, left_out) = results(outcome);
    let mut log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": outcome.tool.name,
                "version": outcome.tool.version,
                "semanticVersion": outcome.tool.version,
                "language": outcome.language.code(),
                "rules": outcome.rules.iter().map(|doc| rule(doc, outcome.language)).collect::<Vec<_>>(),
            }},
            "language": outcome.language.code(),
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": match outcome.language {
                Language::Vi => "Thư mục gốc của kho mã nguồn.",
                Language::En => "The root of the repository.",
            }}}},
            "results": results,
        }],
    });
    if left_out > 0 {
        log["runs"][0]["invocations"] = said_to_be_left_out(left_out, outcome);
    }
    if let Some(address) = outcome.tool.address.filter(|address| !address.is_empty()) {
        log["runs"][0]["tool"]["driver"]["informationUri"] = address.into();
    }
    let text = serde_json::to_string_pretty(&log).expect("strings and numbers always make JSON");
    harmless_json(text) + "\n"
}

/// The results within what GitHub takes, the gravest before others where not all are, and how many are left out.
fn results(outcome: &Outcome) -> (Vec<Value>, usize) {
    let fingerprints = fingerprints(outcome.everything());
    let suppressions: Vec<Option<Value>> = std::iter::repeat_n(None, outcome.findings.len())
        .chain(outcome.waived.iter().map(|waived| Some(suppression(waived, outcome))))
        .chain(outcome.baseline.iter().flat_map(|baseline| {
            let known = json!({"kind": "external", "status": "accepted", "justification": stopped(&words::baseline(baseline, outcome.language))});
            std::iter::repeat_n(Some(known), baseline.known.len())
        }))
        .collect();
    let mut order: Vec<(usize, &Located)> = outcome.everything().enumerate().collect();
    let count = order.len();
    if count > MOST_RESULTS {
        order.sort_by_key(|(at, finding)| (suppressions[*at].is_some(), Reverse(finding.rule.severity)));
        order.truncate(MOST_RESULTS);
        order.sort_by_key(|(at, _)| *at);
    }
    let first_known = outcome.findings.len() + outcome.waived.len();
    let mut size = 0;
    let results = order.into_iter().map(|(at, finding)| {
        let mut result = result(finding, &fingerprints[at], outcome);
        result.insert("suppressions".into(), suppressions[at].iter().cloned().collect());
        if outcome.baseline.is_some() {
            result.insert("baselineState".into(), if at < first_known { "new" } else { "unchanged" }.into());
        }
        Value::Object(result)
    });
    let results: Vec<Value> = results
        .take_while(|result| {
            size += result.to_string().len();
            size <= LARGEST
        })
        .collect();
    let left_out = count - results.len();
    (results, left_out)
}

fn suppression(waived: &Waived<Location>, outcome: &Outcome) -> Value {
    json!({
        "kind": "external",
        "status": "accepted",
        "justification": stopped(&words::grounds(&waived.grounds, outcome.language)),
        "location": {"physicalLocation": physical(&waived.place, outcome.prefix)},
    })
}

fn said_to_be_left_out(left_out: usize, outcome: &Outcome) -> Value {
    let (name, left_out) = (outcome.tool.name, words::number(left_out, outcome.language));
    let text = match outcome.language {
        Language::Vi => {
            format!("Tệp này không chứa hết: còn {left_out} phát hiện nữa, xem {name} validate --format json.")
        }
        Language::En => {
            format!("This file does not hold all: {left_out} more findings are in {name} validate --format json.")
        }
    };
    json!([{"executionSuccessful": true, "toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}])
}

fn rule(doc: &RuleDoc, language: Language) -> Value {
    let (about, mend) = (doc.about.get(language), doc.mend.get(language));
    let clauses: Vec<String> = doc.clauses.iter().map(|id| clause(id).get(language).to_owned()).collect();
    let mut text = format!("{about}\n\n{}: {mend}", MEND.get(language));
    let mut markdown = format!("{about}\n\n**{}:** {mend}", MEND.get(language));
    if !clauses.is_empty() {
        let _ = write!(text, "\n\n{}: {}", WHY.get(language), clauses.join("; "));
        let _ = write!(markdown, "\n\n**{}:** {}", WHY.get(language), clauses.join("; "));
    }
    let severity = doc.id.severity;
    json!({
        "id": doc.id.name,
        "name": pascal(doc.id.name),
        "shortDescription": {"text": stopped(doc.title.get(language))},
        "fullDescription": {"text": stopped(about)},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": severity.word()},
        "properties": {
            "tags": ["compliance"],
            "precision": "very-high",
            "problem.severity": if severity == Severity::Note { "recommendation" } else { severity.word() },
        },
    })
}

fn result(finding: &Located, fingerprint: &str, outcome: &Outcome) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("ruleId".into(), finding.rule.name.into());
    if let Some(index) = outcome.rules.iter().position(|doc| doc.id.name == finding.rule.name) {
        out.insert("ruleIndex".into(), index.into());
    }
    out.insert("level".into(), finding.rule.severity.word().into());
    out.insert("message".into(), message(&story(finding, outcome.language)));
    out.insert("locations".into(), json!([{"physicalLocation": physical(&finding.primary.place, outcome.prefix)}]));
    if !finding.related.is_empty() {
        let related = finding.related.iter().enumerate().map(|(id, label)| related(id, label, outcome));
        out.insert("relatedLocations".into(), related.collect());
    }
    out.insert("partialFingerprints".into(), json!({FINGERPRINT: fingerprint}));
    out
}

fn related(id: usize, label: &Label<Location>, outcome: &Outcome) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), id.into());
    out.insert("physicalLocation".into(), physical(&label.place, outcome.prefix));
    // GitHub shows a related location by its message alone.
    let text = label.text.get(outcome.language);
    let text = if text.is_empty() { words::place(outcome.prefix, &label.place) } else { sentence(text).into_owned() };
    out.insert("message".into(), message(&text));
    Value::Object(out)
}

/// A finding in sentences: its message, the words under the caret, the notes, the clause, the remedies.
fn story(finding: &Located, language: Language) -> String {
    let mut lines = vec![stopped(&sentence(finding.message.get(language)))];
    let label = finding.primary.text.get(language);
    if !label.is_empty() {
        lines.push(stopped(&sentence(label)));
    }
    lines.extend(finding.notes.iter().map(|note| stopped(&sentence(note.get(language)))));
    if let Some(citation) = &finding.citation {
        lines.push(stopped(&format!("{}: {}", WHY.get(language), why(citation, language))));
    }
    for remedy in &finding.remedies {
        lines.push(stopped(&format!("{}: {}", MEND.get(language), sentence(remedy.text.get(language)))));
    }
    lines.join("\n")
}

fn physical(location: &Location, prefix: &str) -> Value {
    let region = if location.text.is_empty() {
        json!({"startLine": 1})
    } else {
        json!({
            "startLine": location.start.line,
            "startColumn": location.start.column,
            "endLine": location.end.line,
            "endColumn": location.end.column,
        })
    };
    json!({
        "artifactLocation": {"uri": percent_encoded(&words::path(prefix, location)), "uriBaseId": "%SRCROOT%"},
        "region": region,
    })
}

/// A message in plain text; `[…](…)` in it would be taken for a link, so its brackets are escaped.
fn message(text: &str) -> Value {
    let text = if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() };
    json!({"text": text})
}

/// The text with a full stop, as SARIF asks of messages.
fn stopped(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

/// `seat-vacant` as SARIF names rules: `SeatVacant`.
fn pascal(name: &str) -> String {
    name.split('-')
        .flat_map(|word| word.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }))
        .collect()
}

/// A relative path as a URI reference: every byte but letters, digits and `-._~/` as `%XX`.
pub(super) fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
