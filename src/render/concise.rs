//! `path:line:column: error[rule] message`, one finding a line: for editors, `grep` and `sort`. Nothing is left out.
//!
//! The level is the word of the data (`error`, `warning`, `note`, `waived`) in every language, so that a pattern matches.

use crate::diagnostic::Located;

use super::Outcome;
use super::bounds::tallies;
use super::words::{baseline, grounds, place, sentence};

pub(super) fn render(outcome: &Outcome) -> String {
    let mut out = String::new();
    if outcome.statistics {
        for tally in tallies(outcome) {
            let (level, rule) = (tally.rule.severity.word(), tally.rule.name);
            let counts = [(tally.found, level), (tally.waived, "waived"), (tally.known, "known")];
            let lines = counts.into_iter().filter(|(count, _)| *count > 0);
            lines.for_each(|(count, level)| out.push_str(&format!("{count} {level}[{rule}]\n")));
        }
        return out;
    }
    for finding in outcome.findings {
        out.push_str(&line(finding, finding.rule.severity.word(), outcome));
        out.push('\n');
    }
    for waived in outcome.waived {
        let grounds = grounds(&waived.grounds, outcome.language);
        out.push_str(&format!("{} ({grounds})\n", line(&waived.finding, "waived", outcome)));
    }
    if let Some(known) = outcome.baseline {
        let path = super::visible(known.path);
        out.push_str(&format!("{path}:1:1: note[baseline] {}\n", baseline(&known, outcome.language)));
    }
    out
}

fn line(finding: &Located, level: &str, outcome: &Outcome) -> String {
    format!(
        "{}: {level}[{}] {}",
        place(outcome.prefix, &finding.primary.place),
        finding.rule.name,
        sentence(finding.message.get(outcome.language)),
    )
}
