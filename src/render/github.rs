//! Workflow commands for GitHub Actions: annotations on the lines of a pull request.
//!
//! GitHub shows ten annotations of a kind for a step and silently drops the rest, so no more are sent, errors first,
//! and a last line says how many there are besides; [`step_summary`] holds them all.

use crate::diagnostic::{Located, Severity};
use crate::locale::Language;

use super::visible::visible;
use super::words::{counted, explanation, number, path, sentence};
use super::{Outcome, markdown};

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;
/// GitHub drops a step summary of more than 1 MiB whole; stop well before.
const LARGEST_SUMMARY: usize = 900 * 1024;

pub(super) fn render(outcome: &Outcome) -> String {
    let mut out = String::new();
    let mut hidden = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let findings = || outcome.findings.iter().filter(|finding| finding.rule.severity == severity);
        findings().take(SHOWN).for_each(|finding| out.push_str(&command(finding, outcome)));
        let more = findings().skip(SHOWN).count();
        if more > 0 {
            hidden.push(match (outcome.language, severity) {
                (Language::Vi, Severity::Error) => format!("{} lỗi", number(more, outcome.language)),
                (Language::Vi, Severity::Warning) => format!("{} cảnh báo", number(more, outcome.language)),
                (Language::Vi, Severity::Note) => format!("{} ghi chú", number(more, outcome.language)),
                (Language::En, severity) => counted(more, severity.word()),
            });
        }
    }
    if !hidden.is_empty() {
        let hidden = hidden.join(", ");
        out.push_str(&match outcome.language {
            Language::Vi => format!("Còn {hidden} nữa; danh sách đầy đủ ở phần tóm tắt của bước này.\n"),
            Language::En => format!("And {hidden} more; the summary of this step lists them all.\n"),
        });
    }
    out
}

/// Every finding as markdown, for the file that `$GITHUB_STEP_SUMMARY` names.
pub fn step_summary(outcome: &Outcome) -> String {
    markdown::render_within(outcome, LARGEST_SUMMARY)
}

fn command(finding: &Located, outcome: &Outcome) -> String {
    let kind = match finding.rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = &finding.primary.place;
    let mut properties = vec![format!("file={}", property(&path(outcome.prefix, place)))];
    properties.push(format!("line={}", place.start.line));
    if place.start.line == place.end.line {
        properties.push(format!("col={}", place.start.column));
    }
    properties.push(format!("endLine={}", place.end.line));
    // Columns over several lines are refused.
    if place.start.line == place.end.line {
        properties.push(format!("endColumn={}", place.end.column));
    }
    properties.push(format!("title={}", property(finding.rule.name)));
    let mut lines = vec![sentence(finding.message.get(outcome.language)).into_owned()];
    lines.extend(explanation(finding, outcome));
    format!("::{kind} {}::{}\n", properties.join(","), data(&lines.join("\n")))
}

/// A command's message: `%`, CR and LF escaped, nothing else hidden in it.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(visible).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// A command's property: `:` and `,` escaped too. A path must stay the path it is, so control characters stay escaped
/// rather than shown.
fn property(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped).replace(':', "%3A").replace(',', "%2C")
}
