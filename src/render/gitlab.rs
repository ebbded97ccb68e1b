//! GitLab's Code Quality report: what the widget of a merge request compares between two branches.

use serde_json::{Value, json};

use crate::diagnostic::{Located, Severity};

use super::Outcome;
use super::fingerprint::fingerprints;
use super::visible::harmless_json;
use super::words::{path, sentence};

pub(super) fn render(outcome: &Outcome) -> String {
    let report: Vec<Value> = outcome
        .findings
        .iter()
        .zip(fingerprints(outcome.findings))
        .map(|(finding, fingerprint)| issue(finding, &fingerprint, outcome))
        .collect();
    let json = serde_json::to_string_pretty(&report).expect("strings and numbers always make JSON");
    harmless_json(json) + "\n"
}

fn issue(finding: &Located, fingerprint: &str, outcome: &Outcome) -> Value {
    let place = &finding.primary.place;
    let path = path(outcome.prefix, place);
    json!({
        "description": sentence(finding.message.get(outcome.language)),
        "check_name": finding.rule.name,
        "fingerprint": fingerprint,
        // `blocker` and `critical` are left for what stops a service; a registry's faults do not.
        "severity": match finding.rule.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        "location": {
            "path": path.trim_start_matches("./"),
            "lines": {"begin": place.start.line},
        },
    })
}
