//! The sentences that several formats share.

use std::borrow::Cow;

use crate::diagnostic::{Citation, Located, Location, Severity};
use crate::locale::{Both, Language, clause, day, plural};

use super::visible::{lines, short, visible};
use super::{Outcome, Summary, written};

pub(super) const WHY: Both = Both::new("vì", "why");
pub(super) const MEND: Both = Both::new("cách sửa", "to mend");
pub(super) const OR: Both = Both::new("hoặc", "or");
pub(super) const NOTE: Both = Both::new("ghi chú", "note");

/// No message or note is longer than this, in characters.
const LONGEST: usize = 1000;

/// The word for a severity: `lỗi`, `error`.
pub(super) fn level(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => Both::new("lỗi", "error"),
        Severity::Warning => Both::new("cảnh báo", "warning"),
        Severity::Note => NOTE,
    }
    .get(language)
}

/// A sentence fit to print on a line.
pub(super) fn sentence(text: &str) -> Cow<'_, str> {
    short(text, LONGEST)
}

/// A path as it is shown and, in machine formats, found: with the prefix in front.
pub(super) fn path(prefix: &str, place: &Location) -> String {
    format!("{prefix}{}", place.path)
}

/// `units/province.yaml:142:11`, fit to print.
pub(super) fn place(prefix: &str, place: &Location) -> String {
    format!("{}:{}:{}", visible(&path(prefix, place)), place.start.line, place.start.column)
}

/// `Điều 2.2.a, 246/QĐ-UBND: …`.
pub(super) fn why(citation: &Citation, language: Language) -> String {
    let clause = clause(&visible(&citation.clause));
    let clause = clause.get(language);
    let regulation = visible(&citation.regulation);
    match sentence(citation.says.get(language)) {
        says if says.is_empty() => format!("{clause}, {regulation}"),
        says => format!("{clause}, {regulation}: {says}"),
    }
}

/// All there is to say of a finding beside its message, line by line, without a frame.
pub(super) fn explanation(finding: &Located, outcome: &Outcome) -> Vec<String> {
    let language = outcome.language;
    let mut out = Vec::new();
    let label = finding.primary.text.get(language);
    if !label.is_empty() {
        out.push(sentence(label).into_owned());
    }
    for related in &finding.related {
        let place = place(outcome.prefix, &related.place);
        match sentence(related.text.get(language)) {
            text if text.is_empty() => out.push(place),
            text => out.push(format!("{place}: {text}")),
        }
    }
    for note in &finding.notes {
        out.push(format!("{}: {}", NOTE.get(language), sentence(note.get(language))));
    }
    if let Some(citation) = &finding.citation {
        out.push(format!("{}: {}", WHY.get(language), why(citation, language)));
    }
    for (position, remedy) in finding.remedies.iter().enumerate() {
        let word = if position == 0 { MEND } else { OR };
        out.push(format!("{}: {}", word.get(language), sentence(remedy.text.get(language))));
        out.extend(remedy.paste.iter().flat_map(|paste| lines(paste)).map(|line| format!("    {line}")));
    }
    out
}

/// Which registry, as of when, under which regulation: `Tỉnh Sóc Trăng, as of 30/09/2024, under 246/QĐ-UBND`.
pub(super) fn judged(summary: &Summary, language: Language) -> String {
    let registry = sentence(&summary.registry);
    let day = day(summary.as_of);
    let regulation = summary.regulation.as_deref().map(sentence);
    match (language, regulation) {
        (Language::Vi, Some(regulation)) => format!("{registry}, tính đến {day}, theo {regulation}"),
        (Language::Vi, None) => format!("{registry}, tính đến {day}, chưa có quy chế nào có hiệu lực"),
        (Language::En, Some(regulation)) => format!("{registry}, as of {day}, under {regulation}"),
        (Language::En, None) => format!("{registry}, as of {day}, with no regulation in force"),
    }
}

/// `138 units, 165 of 167 seats held, 163 recognised`.
pub(super) fn figures(summary: &Summary, language: Language) -> String {
    let Summary { units, seats_expected, seats_held, recognized, .. } = *summary;
    let [units_n, expected, held, recognized] =
        [units, seats_expected, seats_held, recognized].map(|count| number(count, language));
    match language {
        Language::Vi => {
            format!("{units_n} đơn vị, có {held} trên {expected} vị trí đầu mối, {recognized} đã được công nhận")
        }
        Language::En => {
            let units = if units == 1 { "unit" } else { "units" };
            let seats = if seats_expected == 1 { "seat" } else { "seats" };
            format!("{units_n} {units}, {held} of {expected} {seats} held, {recognized} recognised")
        }
    }
}

/// `2 errors, 3 warnings, 1 waived`; kinds that do not occur are left out, and with none at all it says so.
pub(super) fn counts(summary: &Summary, language: Language) -> String {
    let found = [
        (summary.errors, "lỗi", "error"),
        (summary.warnings, "cảnh báo", "warning"),
        (summary.notes, "ghi chú", "note"),
    ];
    let mut parts: Vec<String> = found
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, vi, en)| match language {
            Language::Vi => format!("{} {vi}", number(count, language)),
            Language::En => counted(count, en),
        })
        .collect();
    if parts.is_empty() {
        parts.push(Both::new("Không phát hiện vấn đề nào", "Nothing to mend").get(language).to_owned());
    }
    if summary.waived > 0 {
        parts.push(format!("{} {}", number(summary.waived, language), Both::new("được miễn", "waived").get(language)));
    }
    parts.join(", ")
}

/// What one should know before trusting the figures: why the day is not today, what was left out.
pub(super) fn remarks(summary: &Summary, language: Language) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(note) = &summary.clock_note {
        remarks.push(sentence(note.get(language)).into_owned());
    }
    if summary.not_judged > 0 {
        remarks.push(match language {
            Language::Vi => format!("{} bản ghi chưa được xét vì còn lỗi", number(summary.not_judged, language)),
            Language::En => format!("{} not judged because of faults in them", counted(summary.not_judged, "record")),
        });
    }
    remarks
}

/// A count with its English noun: `1 error`, `1,234 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let words = plural(i64::try_from(count).unwrap_or(i64::MAX), noun);
    let noun = words.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{}{noun}", number(count, Language::En))
}

/// A count as it is written in a language: `1.234`, `1,234`.
pub(super) fn number(count: usize, language: Language) -> String {
    written::count(i64::try_from(count).unwrap_or(i64::MAX), language)
}
