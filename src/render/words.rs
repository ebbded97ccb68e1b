//! The sentences that several formats share.

use std::borrow::Cow;

use crate::diagnostic::{Citation, Grounds, Located, Location, Severity};
use crate::locale::{Both, Language, clause, day, plural};

use super::visible::{lines, short, visible};
use super::{Baseline, Outcome, Summary, written};

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
    path_from(prefix, &place.path)
}

/// A path with a prefix in front that is empty or ends with `/`. What stands beside the registry and not in it has `..` in
/// its path, which no machine format takes.
pub fn path_from(prefix: &str, path: &str) -> String {
    let (mut prefix, mut path) = (prefix, path);
    while let (Some(beside), Some(above)) = (path.strip_prefix("../"), prefix.strip_suffix('/')) {
        path = beside;
        prefix = above.rfind('/').map_or("", |slash| &above[..=slash]);
    }
    format!("{prefix}{path}")
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

/// On what a finding is accepted: `waived until 31/12/2025 by 120/UBND-VP, approved by …: …`.
pub(super) fn grounds(grounds: &Grounds, language: Language) -> String {
    let until = day(grounds.until);
    let reason = sentence(&grounds.reason);
    let document = grounds.document.as_deref().map(sentence);
    let approver = grounds.approved_by.as_deref().map(sentence);
    match language {
        Language::Vi => {
            let document = document.map_or("không dẫn văn bản".into(), |document| format!("theo {document}"));
            let approver =
                approver.map_or("không ghi ai phê duyệt".into(), |approver| format!("{approver} phê duyệt"));
            format!("được miễn đến hết {until} {document}, {approver}; lý do: {reason}")
        }
        Language::En => {
            let document = document.map_or("without a document".into(), |document| format!("by {document}"));
            let approver =
                approver.map_or("with no word on who approved it".into(), |approver| format!("approved by {approver}"));
            format!("waived until {until} {document}, {approver}; reason: {reason}")
        }
    }
}

/// What a baseline does: `3,141 known from the baseline until 30/06/2027 (baseline.json)`.
pub(super) fn baseline(baseline: &Baseline, language: Language) -> String {
    let path = visible(baseline.path);
    let (from, until) = (day(baseline.from), day(baseline.until));
    let count = number(baseline.known.len(), language);
    match (language, baseline.holds) {
        (Language::Vi, true) => format!("{count} đã biết theo danh sách ban đầu, để yên đến hết {until} ({path})"),
        (Language::En, true) => format!("{count} known from the baseline until {until} ({path})"),
        (Language::Vi, false) => {
            format!(
                "danh sách ban đầu {path} chỉ có tác dụng từ {from} đến hết {until}; không phát hiện nào được để yên"
            )
        }
        (Language::En, false) => {
            format!("the baseline {path} holds only from {from} to {until}; nothing is left alone")
        }
    }
}

/// How to see all that is left out of a format.
pub(super) fn all_of_them(outcome: &Outcome) -> String {
    let name = outcome.tool.name;
    match outcome.language {
        Language::Vi => format!("xem tất cả: {name} validate --format concise"),
        Language::En => format!("{name} validate --format concise lists them all"),
    }
}

/// Counts of findings by weight, those that are none left out: `240 errors, 1 warning`.
pub(super) fn by_weight<'f>(findings: impl Iterator<Item = &'f Located>, language: Language) -> String {
    let mut counts = [0; 3];
    findings.for_each(|finding| match finding.rule.severity {
        Severity::Error => counts[0] += 1,
        Severity::Warning => counts[1] += 1,
        Severity::Note => counts[2] += 1,
    });
    let names = [("lỗi", "error"), ("cảnh báo", "warning"), ("ghi chú", "note")];
    let counted =
        counts.into_iter().zip(names).filter(|(count, _)| *count > 0).map(|(count, (vi, en))| match language {
            Language::Vi => format!("{} {vi}", number(count, language)),
            Language::En => counted(count, en),
        });
    counted.collect::<Vec<_>>().join(", ")
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
    if summary.known > 0 {
        let known = Both::new("đã biết từ trước", "known from the baseline").get(language);
        parts.push(format!("{} {known}", number(summary.known, language)));
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
