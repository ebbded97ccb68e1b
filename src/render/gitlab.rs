//! GitLab's Code Quality report: what the widget of a merge request compares between two branches.
//!
//! It knows nothing of waivers: what it lists is open, and what it no longer lists is mended. So what is waived stays in
//! it under the same fingerprint, as `info`, with its grounds before its message; what a baseline knows, and what there
//! is no room for, is one entry each that counts it.

use std::collections::HashSet;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::diagnostic::{Located, Severity};
use crate::locale::Language;

use super::Outcome;
use super::bounds::{self, Bounds};
use super::fingerprint::fingerprints;
use super::visible::harmless_json;
use super::words::{all_of_them, baseline, grounds, number, path, sentence};

/// How many findings a merge request's widget bears.
const MOST: usize = 5_000;

pub(super) fn render(outcome: &Outcome) -> String {
    let language = outcome.language;
    let marks = fingerprints(outcome.everything());
    let (found, others) = marks.split_at(outcome.findings.len());
    let shown = bounds::shown(outcome.findings, Bounds { of_a_rule: MOST, in_all: MOST });
    let is_shown: HashSet<*const Located> = shown.iter().map(|finding| std::ptr::from_ref(*finding)).collect();
    let mut report: Vec<Value> = outcome
        .findings
        .iter()
        .zip(found)
        .filter(|(finding, _)| is_shown.contains(&std::ptr::from_ref(*finding)))
        .map(|(finding, mark)| {
            issue(
                finding,
                sentence(finding.message.get(language)).into(),
                severity(finding.rule.severity),
                mark,
                outcome,
            )
        })
        .collect();
    report.extend(outcome.waived.iter().zip(others).take(MOST).map(|(waived, mark)| {
        let message = sentence(waived.finding.message.get(language));
        let words = format!("{}: {message}", grounds(&waived.grounds, language));
        issue(&waived.finding, words, "info", mark, outcome)
    }));
    let left_out = outcome.findings.len() - shown.len() + outcome.waived.len().saturating_sub(MOST);
    if left_out > 0
        && let Some(first) = outcome.everything().next()
    {
        let (count, all) = (number(left_out, language), all_of_them(outcome));
        report.push(counted(
            "left-out",
            match language {
                Language::Vi => format!("còn {count} phát hiện nữa không có trong tệp này; {all}"),
                Language::En => format!("{count} more findings are not in this file; {all}"),
            },
            &path(outcome.prefix, &first.primary.place),
        ));
    }
    if let Some(known) = &outcome.baseline {
        report.push(counted("baseline", baseline(known, language), known.path));
    }
    let json = serde_json::to_string_pretty(&report).expect("strings and numbers always make JSON");
    harmless_json(json) + "\n"
}

/// `blocker` and `critical` are left for what stops a service; a registry's faults do not.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}

/// An entry that stands for many findings; it is the same from run to run.
fn counted(name: &str, words: String, path: &str) -> Value {
    let digest = Sha256::digest(format!("ttc {name}"));
    let mark: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "description": words,
        "check_name": name,
        "fingerprint": mark,
        "severity": "info",
        "location": {"path": path.trim_start_matches("./"), "lines": {"begin": 1}},
    })
}

fn issue(finding: &Located, words: String, severity: &str, fingerprint: &str, outcome: &Outcome) -> Value {
    let place = &finding.primary.place;
    let path = path(outcome.prefix, place);
    json!({
        "description": words,
        "check_name": finding.rule.name,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": path.trim_start_matches("./"),
            "lines": {"begin": place.start.line},
        },
    })
}
