//! Reports that have not come in: how long, how many in a row, and whom to ask.

use std::collections::BTreeSet;

use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::contacts::has_mobile;
use crate::facts::ledger::{Entry, Reach, Status, in_a_row};
use crate::locale::{Both, Text, day, plural};

use super::{Scope, columns};

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let overdue: Vec<&Entry<'_>> =
        scope.entries.iter().filter(|entry| matches!(entry.status, Status::Overdue { .. })).collect();
    let units: BTreeSet<usize> = overdue.iter().map(|entry| entry.unit).collect();
    let (reports, units) = (overdue.len(), units.len());
    let lead = if overdue.is_empty() {
        Vec::new()
    } else {
        let [some, by] = [(reports, "report"), (units, "unit")]
            .map(|(count, noun)| plural(i64::try_from(count).unwrap_or(i64::MAX), noun));
        vec![both!(
            "{reports} báo cáo của {units} đơn vị đã quá hạn mà chưa nhận được",
            "Overdue and not received: {some} of {by}"
        )]
    };
    vec![Section {
        id: "overdue",
        heading: both!("Báo cáo quá hạn", "Overdue reports"),
        lead,
        table: Table {
            columns: vec![
                columns::unit(),
                columns::report(),
                columns::last_good_day(),
                columns::days(),
                Column::new("in_a_row", Both::new("Kỳ liền", "Streak"), Holds::Count),
                Column::new("officers", Both::new("Đầu mối", "Focal points"), Holds::Words),
                Column::new("email", Both::new("Thư điện tử", "E-mail"), Holds::Words).ranked(3),
                Column::new("phone", Both::new("Điện thoại cơ quan", "Office telephone"), Holds::Code).ranked(5),
                Column::new("head", Both::new("Thủ trưởng", "Head"), Holds::Words).ranked(4),
                Column::new("clause", Both::new("Điều khoản", "Clause"), Holds::Words).ranked(2),
                Column::new("note", Both::new("Ghi chú", "Note"), Holds::Words).ranked(1),
            ],
            rows: overdue.iter().map(|entry| row(scope, entry)).collect(),
            empty: both!("Không có báo cáo nào quá hạn", "No report is overdue"),
        },
        chart: None,
        notes: Vec::new(),
    }]
}

fn row(scope: &Scope<'_, '_>, entry: &Entry<'_>) -> Row {
    let facts = scope.facts;
    let unit = facts.unit(entry.unit);
    let officers = columns::in_post(scope, entry.unit);
    let head = unit.head.as_ref().map(|head| format!("{} ({})", head.name, head.position));
    // What is somebody's own is not shown, also where a unit has it for its own.
    let emails = officers.iter().filter_map(|officer| officer.email.as_deref()).chain(unit.email.as_deref());
    let emails = emails.filter(|email| !facts.is_private_address(email));
    let phone = unit.phone.as_ref().filter(|phone| !has_mobile(phone));
    let clause = entry.owed.clause().map(|clause| Cell::Words(crate::locale::clause(clause)));
    Row::item(vec![
        columns::unit_cell(scope, entry.unit),
        columns::report_cell(entry),
        columns::day_cell(entry.last_good_day()),
        entry.days().map_or(Cell::Missing, Cell::Count),
        Cell::count(in_a_row_until(scope, entry)),
        columns::joined(officers.iter().map(|officer| &*officer.name)),
        columns::joined(emails),
        phone.map_or(Cell::Missing, |phone| Cell::Code(phone.to_string())),
        head.map_or(Cell::Missing, Cell::name),
        Cell::or_missing(clause),
        note(entry),
    ])
    .toned(Tone::Bad)
}

/// How many reports of this cadence the unit has left overdue in a row, this one included, also before the time that is
/// reported on.
fn in_a_row_until(scope: &Scope<'_, '_>, entry: &Entry<'_>) -> usize {
    let first = scope.facts.registry.regulations.iter().map(|regulation| regulation.in_force.from).min();
    let days = crate::calendar::Interval {
        from: first.unwrap_or(entry.owed.listed_on()),
        until: Some(entry.owed.listed_on()),
    };
    let all = scope.facts.entries_of(entry.unit, Reach::Listed(days));
    let at = all.iter().rposition(|other| other.subject(scope.facts.registry) == entry.subject(scope.facts.registry));
    at.map_or(1, |at| in_a_row(&all, at))
}

fn note(entry: &Entry<'_>) -> Cell {
    let mut notes: Vec<Text> = Vec::new();
    if let Some(returned) = entry.returned.last() {
        let on = returned.returned.map(day).unwrap_or_default();
        notes.push(match returned.reason.as_ref() {
            Some(reason) => both!("bị trả lại ngày {on}: {reason}", "returned on {on}: {reason}"),
            None => both!("bị trả lại ngày {on}", "returned on {on}"),
        });
    }
    if let Some(extension) = entry.extension {
        let document = &extension.document;
        notes.push(both!("đã gia hạn theo {document}", "extended by {document}"));
    }
    if entry.dissolved {
        notes.push(both!("đơn vị đã giải thể", "the unit is no more"));
    }
    if notes.is_empty() {
        return Cell::Missing;
    }
    let join = |words: fn(&Text) -> &str| notes.iter().map(words).collect::<Vec<_>>().join("; ");
    Cell::Words(Text { vi: join(|text| &text.vi), en: join(|text| &text.en) })
}
