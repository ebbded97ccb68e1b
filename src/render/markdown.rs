//! Markdown as GitHub and GitLab draw it, for a comment on a pull request or the summary of a step.
//!
//! Everything that comes from a registry is escaped: a name can neither break a table, nor become a tag or a link, nor
//! call a person (`@name`) or an issue (`#12`).

use std::collections::HashMap;

use crate::diagnostic::{Located, Location, Severity, Waived};
use crate::locale::{Both, Language};

use super::bounds::tallies;
use super::visible::lines;
use super::words::{
    self, MEND, NOTE, OR, WHY, all_of_them, baseline, counts, figures, judged, level, number, place, remarks, sentence,
    why,
};
use super::{Outcome, Summary};

/// The longest comment GitHub takes is 65,536 characters.
const LARGEST: usize = 60_000;

pub(super) fn render(outcome: &Outcome) -> String {
    render_within(outcome, LARGEST)
}

/// At most `largest` bytes, unless the head alone is more: first the counts, then as many findings as there is room for, and
/// where that is not all of them a table of how many each rule found.
pub(super) fn render_within(outcome: &Outcome, largest: usize) -> String {
    let language = outcome.language;
    let mut head = format!("## {}\n\n{}\n\n", escaped(&counts(outcome.summary, language)), heading(outcome));
    let known = outcome.baseline.iter().map(|known| baseline(known, language));
    for remark in remarks(outcome.summary, language).into_iter().chain(known) {
        head.push_str(&format!("> {}\n\n", escaped(&remark)));
    }
    head.push_str(&table(outcome.summary, language));
    if outcome.statistics {
        return head + &by_rule(outcome);
    }
    let groups = [
        (Severity::Error, Both::new("Lỗi", "Errors")),
        (Severity::Warning, Both::new("Cảnh báo", "Warnings")),
        (Severity::Note, Both::new("Ghi chú", "Notes")),
    ];
    let of = |severity: Severity| outcome.findings.iter().filter(move |finding| finding.rule.severity == severity);
    let entries = groups
        .into_iter()
        .flat_map(|(severity, title)| of(severity).map(move |finding| (title, Entry::Found(finding))));
    let waived = outcome.waived.iter().map(|waived| (Both::new("Được miễn", "Waived"), Entry::Waived(waived)));
    let entries: Vec<(Both, Entry)> = entries.chain(waived).collect();
    let whole = sections(&entries, largest.saturating_sub(head.len()), usize::MAX, outcome);
    if whole.shown == entries.len() {
        return head + &whole.text;
    }
    head.push_str(&by_rule(outcome));
    let room = largest.saturating_sub(head.len() + LONGEST_END);
    let part = sections(&entries, room, MOST_OF_A_RULE, outcome);
    let left_out = number(entries.len() - part.shown, language);
    let end = match language {
        Language::Vi => format!("\n… và {left_out} mục nữa không nêu ở đây; {}.\n", all_of_them(outcome)),
        Language::En => format!("\n… and {left_out} more are not listed here; {}.\n", all_of_them(outcome)),
    };
    head + &part.text + &end
}

/// Room for the sentence on what is left out.
const LONGEST_END: usize = 200;
/// Where not all findings have room, of one rule no more than these.
const MOST_OF_A_RULE: usize = 100;

/// Something to list.
enum Entry<'e> {
    Found(&'e Located),
    Waived(&'e Waived<Location>),
}

struct Sections {
    text: String,
    /// How many entries are in it.
    shown: usize,
}

/// The entries under their titles, as far as there is room; one that is too long is passed over.
fn sections(entries: &[(Both, Entry)], room: usize, of_a_rule: usize, outcome: &Outcome) -> Sections {
    let language = outcome.language;
    let mut sections = Sections { text: String::new(), shown: 0 };
    let mut under: Option<Both> = None;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (title, each) in entries {
        let (finding, grounds) = match each {
            Entry::Found(finding) => (*finding, None),
            Entry::Waived(waived) => (&waived.finding, Some(*waived)),
        };
        let count = counts.entry(finding.rule.name).or_default();
        if *count >= of_a_rule || sections.text.len() >= room {
            continue;
        }
        let mut text = entry(finding, outcome);
        if let Some(waived) = grounds {
            let place = code(&place(outcome.prefix, &waived.place));
            text.push_str(&format!("  - {} ({place})\n", escaped(&words::grounds(&waived.grounds, language))));
        }
        if under.map(|under| under.get(language)) != Some(title.get(language)) {
            text.insert_str(0, &format!("\n### {}\n\n", title.get(language)));
        }
        if sections.text.len() + text.len() <= room {
            sections.text.push_str(&text);
            sections.shown += 1;
            *count += 1;
            under = Some(*title);
        }
    }
    sections
}

/// How many each rule found.
fn by_rule(outcome: &Outcome) -> String {
    let language = outcome.language;
    let columns = [
        Both::new("Quy tắc", "Rule"),
        Both::new("Mức", "Severity"),
        Both::new("Số phát hiện", "Findings"),
        Both::new("Được miễn", "Waived"),
        Both::new("Đã biết từ trước", "Known from the baseline"),
    ];
    let mut out = format!("\n| {} |\n", columns.map(|column| column.get(language)).join(" | "));
    out.push_str("| --- | --- | ---: | ---: | ---: |\n");
    for tally in tallies(outcome) {
        let counts = [tally.found, tally.waived, tally.known].map(|count| number(count, language)).join(" | ");
        out.push_str(&format!("| `{}` | {} | {counts} |\n", tally.rule.name, level(tally.rule.severity, language)));
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
