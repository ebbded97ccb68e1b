//! Markdown as GitHub and GitLab draw it, for a comment on a pull request or the summary of a step.
//!
//! Everything that comes from a registry is escaped: a name can neither break a table, nor become a tag or a link, nor
//! call a person (`@name`) or an issue (`#12`).

use crate::diagnostic::{Located, Severity};
use crate::locale::{Both, Language};

use super::visible::lines;
use super::words::{MEND, NOTE, OR, WHY, counts, figures, judged, number, place, remarks, sentence, why};
use super::{Outcome, Summary};

/// The longest comment GitHub takes is 65,536 characters.
const LARGEST: usize = 60_000;

pub(super) fn render(outcome: &Outcome) -> String {
    render_within(outcome, LARGEST)
}

/// At most about `largest` bytes: findings that do not fit are counted at the end instead of shown.
pub(super) fn render_within(outcome: &Outcome, largest: usize) -> String {
    let language = outcome.language;
    let mut out = format!("## {}\n\n{}\n\n", escaped(&counts(outcome.summary, language)), heading(outcome));
    for remark in remarks(outcome.summary, language) {
        out.push_str(&format!("> {}\n\n", escaped(&remark)));
    }
    out.push_str(&table(outcome.summary, language));
    let groups = [
        (Severity::Error, Both::new("Lỗi", "Errors")),
        (Severity::Warning, Both::new("Cảnh báo", "Warnings")),
        (Severity::Note, Both::new("Ghi chú", "Notes")),
    ];
    let mut left_out = 0;
    let mut section = |title: &str, findings: &mut dyn Iterator<Item = &Located>| {
        let mut findings = findings.peekable();
        if findings.peek().is_none() {
            return;
        }
        out.push_str(&format!("\n### {title}\n\n"));
        for finding in findings {
            let entry = entry(finding, outcome);
            if left_out > 0 || out.len() + entry.len() > largest {
                left_out += 1;
            } else {
                out.push_str(&entry);
            }
        }
    };
    for (severity, title) in groups {
        section(title.get(language), &mut outcome.findings.iter().filter(|finding| finding.rule.severity == severity));
    }
    section(Both::new("Được miễn", "Waived").get(language), &mut outcome.waived.iter());
    if left_out > 0 {
        let left_out = number(left_out, language);
        out.push_str(&match language {
            Language::Vi => format!("\n… và {left_out} mục nữa.\n"),
            Language::En => format!("\n… and {left_out} more.\n"),
        });
    }
    out
}

fn heading(outcome: &Outcome) -> String {
    let (summary, language) = (outcome.summary, outcome.language);
    format!("{}: {}", escaped(&judged(summary, language)), escaped(&figures(summary, language)))
}

fn table(summary: &Summary, language: Language) -> String {
    let columns = [
        (Both::new("Lỗi", "Errors"), summary.errors),
        (Both::new("Cảnh báo", "Warnings"), summary.warnings),
        (Both::new("Ghi chú", "Notes"), summary.notes),
        (Both::new("Được miễn", "Waived"), summary.waived),
        (Both::new("Tệp", "Files"), summary.files),
    ];
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(columns.iter().map(|(title, _)| title.get(language).to_owned()).collect());
    out.push_str(&row(columns.iter().map(|_| "---:".to_owned()).collect()));
    out.push_str(&row(columns.iter().map(|(_, count)| number(*count, language)).collect()));
    out
}

fn entry(finding: &Located, outcome: &Outcome) -> String {
    let language = outcome.language;
    let mut out = format!(
        "- **{}** `{}` · {}\n",
        // Blanks inside would keep the stars from being drawn as bold.
        escaped(sentence(finding.message.get(language)).trim()),
        finding.rule.name,
        code(&place(outcome.prefix, &finding.primary.place)),
    );
    let label = finding.primary.text.get(language);
    if !label.is_empty() {
        out.push_str(&format!("  - {}\n", escaped(&sentence(label))));
    }
    for related in &finding.related {
        let place = code(&place(outcome.prefix, &related.place));
        match escaped(&sentence(related.text.get(language))) {
            text if text.is_empty() => out.push_str(&format!("  - {place}\n")),
            text => out.push_str(&format!("  - {text} ({place})\n")),
        }
    }
    for note in &finding.notes {
        out.push_str(&format!("  - {}: {}\n", NOTE.get(language), escaped(&sentence(note.get(language)))));
    }
    if let Some(citation) = &finding.citation {
        out.push_str(&format!("  - {}: {}\n", WHY.get(language), escaped(&why(citation, language))));
    }
    for (position, remedy) in finding.remedies.iter().enumerate() {
        let word = if position == 0 { MEND } else { OR };
        out.push_str(&format!("  - {}: {}\n", word.get(language), escaped(&sentence(remedy.text.get(language)))));
        if let Some(paste) = &remedy.paste {
            out.push_str(&block(paste));
        }
    }
    out
}

/// Something to paste as a fenced block inside the second level of a list; the fence is longer than any run of
/// backticks in it.
fn block(paste: &str) -> String {
    let fence = "`".repeat(longest_run(paste).max(2) + 1);
    let mut out = format!("    {fence}\n");
    for line in lines(paste) {
        out.push_str(&format!("    {line}\n"));
    }
    out.push_str(&format!("    {fence}\n"));
    out
}

/// A code span that the text cannot end.
fn code(text: &str) -> String {
    match longest_run(text) {
        0 => format!("`{text}`"),
        run => {
            let fence = "`".repeat(run + 1);
            format!("{fence} {text} {fence}")
        }
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Words as words: nothing in them is markup, a tag, a mention or a reference.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => out.extend(['\\', c]),
            // A mention or a reference is found after markup is drawn, so an escape would not stop it: a word joiner,
            // which is not seen, does. Inside a word (an address) neither is looked for.
            '@' if !before.is_alphanumeric() => out.extend([c, '\u{2060}']),
            '#' if rest.as_str().starts_with(|next: char| next.is_ascii_digit()) => out.extend([c, '\u{2060}']),
            _ => out.push(c),
        }
        before = c;
    }
    out
}
