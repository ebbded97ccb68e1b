//! Units by periods: how each report stands, at a glance.

use std::collections::BTreeMap;

use crate::both;
use crate::calendar::{Cadence, Period};
use crate::document::{Cell, Column, Holds, Level, Mark, Row, Section, Table, Tone};
use crate::facts::ledger::{Entry, Excused, Owed, Status, Verdict};
use crate::locale::{Both, Text, day, days};

use super::{Scope, columns};

/// What a column stands for, in the order of columns: periods as they end, then requests by their last days. A unit with
/// two reports of one cadence has a column for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Period(Period, String),
    Request(chrono::NaiveDate, String),
}

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let mut slots: BTreeMap<Slot, Text> = BTreeMap::new();
    for entry in &scope.entries {
        slots.entry(slot(entry)).or_insert_with(|| heading(entry));
    }
    let mut columns = vec![columns::unit()];
    columns.extend(slots.iter().map(|(slot, heading)| Column::new(id(slot), heading.clone(), Holds::Mark)));
    let at: BTreeMap<&Slot, usize> = slots.keys().enumerate().map(|(at, slot)| (slot, at)).collect();
    let mut rows = Vec::new();
    for (unit, entries) in scope.by_unit() {
        let mut cells = vec![Cell::Missing; slots.len()];
        for entry in entries {
            if let Some(at) = at.get(&slot(entry)) {
                cells[*at] = Cell::Mark(mark(entry));
            }
        }
        cells.insert(0, columns::unit_cell(scope, unit));
        let depth = scope.facts.hierarchy.height(unit).saturating_sub(2);
        let indent = u8::try_from(depth).unwrap_or(u8::MAX);
        rows.push(Row { cells, level: Level::Item, indent, tone: Tone::Plain });
    }
    let legend = |words: fn(Both) -> &'static str| {
        let of = |verdict: Verdict| format!("{} {}", words(letter(verdict)), words(verdict.name()));
        Verdict::ALL.map(of).join(" · ")
    };
    vec![Section {
        id: "matrix",
        heading: both!("Đơn vị và kỳ báo cáo", "Units by periods"),
        lead: Vec::new(),
        table: Table { columns, rows, empty: both!("Không có báo cáo nào phải gửi", "No reports are owed") },
        chart: None,
        notes: vec![Text { vi: legend(|both| both.vi), en: legend(|both| both.en) }],
    }]
}

fn slot(entry: &Entry<'_>) -> Slot {
    match &entry.owed {
        Owed::Report(obligation) => Slot::Period(obligation.period, obligation.report.id.to_string()),
        Owed::Request { request, .. } => Slot::Request(request.by, request.id.to_string()),
    }
}

fn id(slot: &Slot) -> String {
    match slot {
        Slot::Period(period, report) => format!("{period} {report}"),
        Slot::Request(_, request) => request.clone(),
    }
}

/// Short: `T7/24`, `Q3/24`; the words are in each mark.
fn heading(entry: &Entry<'_>) -> Text {
    let Some(period) = entry.owed.period() else { return entry.owed.short_name() };
    let (number, year) = (period.number(), period.year().rem_euclid(100));
    let short = match period.cadence() {
        Cadence::Month => both!("T{number}/{year:02}", "M{number}/{year:02}"),
        Cadence::Quarter => both!("Q{number}/{year:02}", "Q{number}/{year:02}"),
        Cadence::HalfYear => both!("N{number}/{year:02}", "H{number}/{year:02}"),
        Cadence::NineMonths => both!("9T/{year:02}", "9M/{year:02}"),
        Cadence::Year => Text::same(period.year().to_string()),
    };
    match &entry.owed {
        Owed::Report(owed) if owed.is_one_of_several() => {
            let name = &owed.report.name;
            both!(vi: ("{} {}", short.vi, name.vi), en: ("{} {}", short.en, name.en))
        }
        Owed::Report(_) | Owed::Request { .. } => short,
    }
}

/// The letter of a state, one for each.
fn letter(verdict: Verdict) -> Both {
    match verdict {
        Verdict::OnTime => Both::new("Đ", "O"),
        Verdict::Late => Both::new("T", "L"),
        Verdict::Overdue => Both::new("Q", "X"),
        Verdict::Returned => Both::new("R", "R"),
        Verdict::Extended => Both::new("G", "E"),
        Verdict::DueSoon => Both::new("S", "S"),
        Verdict::NotYetDue => Both::new("C", "N"),
        Verdict::Waived => Both::new("M", "W"),
        Verdict::NotJudged => Both::new("K", "?"),
    }
}

fn mark(entry: &Entry<'_>) -> Mark {
    let verdict = entry.status.verdict();
    let tone = match verdict {
        Verdict::OnTime => Tone::Good,
        Verdict::Late | Verdict::Returned | Verdict::DueSoon => Tone::Warning,
        Verdict::Overdue => Tone::Bad,
        Verdict::Extended | Verdict::NotYetDue | Verdict::Waived | Verdict::NotJudged => Tone::Quiet,
    };
    Mark { letter: letter(verdict).into(), tone, says: says(entry) }
}

/// `quá hạn 12 ngày; hạn cuối 18/09/2024`.
fn says(entry: &Entry<'_>) -> Text {
    let name: Text = entry.status.verdict().name().into();
    let state = match entry.status {
        Status::Late { days: late } | Status::Overdue { days: late, .. } => {
            let age = days(late);
            both!(vi: ("{} {}", name.vi, age.vi), en: ("{} by {}", name.en, age.en))
        }
        Status::Waived(Excused::Late { days: late } | Excused::Overdue { days: late }) => {
            let age = days(late);
            both!(vi: ("{}, trễ {}", name.vi, age.vi), en: ("{}, {} late", name.en, age.en))
        }
        _ => name,
    };
    match (entry.last_good_day().map(day), entry.accepted.map(|accepted| day(accepted.received))) {
        (Some(last), Some(received)) => both!(
            vi: ("{}; nhận {received}, hạn cuối {last}", state.vi),
            en: ("{}; received {received}, due by {last}", state.en)
        ),
        (Some(last), None) => both!(vi: ("{}; hạn cuối {last}", state.vi), en: ("{}; due by {last}", state.en)),
        (None, _) => both!(vi: ("{}; chưa có hạn", state.vi), en: ("{}; no date is set", state.en)),
    }
}
