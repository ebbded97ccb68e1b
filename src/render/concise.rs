//! `path:line:column: error[rule] message`, one finding a line: for editors, `grep` and `sort`.
//!
//! The level is the word of the data (`error`, `warning`, `note`) in every language, so that a pattern matches.

use super::Outcome;
use super::words::{place, sentence};

pub(super) fn render(outcome: &Outcome) -> String {
    let mut out = String::new();
    for finding in outcome.findings {
        out.push_str(&format!(
            "{}: {}[{}] {}\n",
            place(outcome.prefix, &finding.primary.place),
            finding.rule.severity.word(),
            finding.rule.name,
            sentence(finding.message.get(outcome.language)),
        ));
    }
    out
}
