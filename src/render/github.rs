//! Workflow commands for GitHub Actions: annotations on the lines of a pull request.
//!
//! GitHub shows ten annotations of a kind for a step and silently drops the rest, so no more are sent, errors first,
//! and the last lines say how many there are besides and of which rules. What is waived or known from a baseline is a notice.

use crate::diagnostic::{Located, Location, Severity, Waived};
use crate::locale::{Both, Language};

use super::bounds::tallies;
use super::log::{anywhere, defused};
use super::visible::visible;
use super::words::{self, all_of_them, baseline, by_weight, explanation, grounds, level, number, path, sentence};
use super::{Outcome, markdown};

/// How many annotations of a kind GitHub shows for a step.
const SHOWN: usize = 10;
/// GitHub drops a step summary of more than 1 MiB whole; stop well before.
pub const LARGEST_STEP_SUMMARY: usize = 900 * 1024;

pub(super) fn render(outcome: &Outcome) -> String {
    let language = outcome.language;
    let mut out = String::new();
    let mut hidden: Vec<&Located> = Vec::new();
    let mut notices = SHOWN;
    for severity in [Severity::Error, Severity::Warning] {
        let findings = || outcome.findings.iter().filter(|finding| finding.rule.severity == severity);
        findings().take(SHOWN).for_each(|finding| out.push_str(&command(finding, outcome)));
        hidden.extend(findings().skip(SHOWN));
    }
    if let Some(known) = &outcome.baseline {
        notices -= 1;
        let file = property(known.path);
        out.push_str(&format!("::notice file={file},title=baseline::{}\n", data(&baseline(known, language))));
    }
    let waived_shown = outcome.waived.len().min(notices);
    outcome.waived.iter().take(waived_shown).for_each(|waived| out.push_str(&notice(waived, outcome)));
    let notes = || outcome.findings.iter().filter(|finding| finding.rule.severity == Severity::Note);
    notes().take(notices - waived_shown).for_each(|finding| out.push_str(&command(finding, outcome)));
    hidden.extend(notes().skip(notices - waived_shown));
    if !hidden.is_empty() {
        let (hidden, all) = (by_weight(hidden.into_iter(), language), all_of_them(outcome));
        out.push_str(&match language {
            Language::Vi => format!("Còn {hidden} nữa; {all}. Theo quy tắc:\n"),
            Language::En => format!("And {hidden} more; {all}. By rule:\n"),
        });
        for tally in tallies(outcome).iter().filter(|tally| tally.found > 0) {
            let level = level(tally.rule.severity, language);
            out.push_str(&format!("{:>9}  {}  ({level})\n", number(tally.found, language), tally.rule.name));
        }
    }
    let more = outcome.waived.len() - waived_shown;
    if more > 0 {
        let (more, all) = (number(more, language), all_of_them(outcome));
        out.push_str(&match language {
            Language::Vi => format!("Còn {more} phát hiện được miễn nữa; {all}.\n"),
            Language::En => format!("And {more} more that are waived; {all}.\n"),
        });
    }
    out
}

/// The findings as markdown, for the file that `$GITHUB_STEP_SUMMARY` names, within the room that is left in it. `None`
/// where there is none.
pub fn step_summary(outcome: &Outcome, room: usize) -> Option<String> {
    let text = markdown::render_within(outcome, room);
    (text.len() <= room).then_some(text)
}

/// A finding that is waived, and on what grounds.
fn notice(waived: &Waived<Location>, outcome: &Outcome) -> String {
    let finding = &waived.finding;
    let place = &finding.primary.place;
    let lines = [
        sentence(finding.message.get(outcome.language)).into_owned(),
        grounds(&waived.grounds, outcome.language),
        words::place(outcome.prefix, &waived.place),
    ];
    let file = property(&path(outcome.prefix, place));
    let title = property(finding.rule.name);
    let waived = Both::new("được miễn", "waived").get(outcome.language);
    let (line, words) = (place.start.line, data(&lines.join("\n")));
    format!("::notice file={file},line={line},title={title} ({waived})::{words}\n")
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
    defused(&lines.join("\n")).replace('%', "%25").replace('\n', "%0A")
}

/// A command's property: `:` and `,` escaped too. A path must stay the path it is, so control characters stay escaped
/// rather than shown.
fn property(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    anywhere(&visible(&escaped)).replace(':', "%3A").replace(',', "%2C")
}
