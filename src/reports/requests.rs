//! Ad hoc reports that were asked for: who answered, and who has not.

use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::ledger::{Entry, Verdict};
use crate::facts::totals::Tally;
use crate::locale::{Both, Text};
use crate::model::Request;

use super::{Scope, columns};

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let requests = scope.facts.registry.requests.iter();
    let rows = requests.filter_map(|request| row(scope, request)).collect();
    let count = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Count);
    vec![Section {
        id: "requests",
        heading: both!("Báo cáo đột xuất theo yêu cầu", "Ad hoc reports"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                Column::new("request", Both::new("Yêu cầu", "Request"), Holds::Words),
                Column::new("document", Both::new("Văn bản", "Document"), Holds::Code).ranked(3),
                Column::new("issued", Both::new("Ngày yêu cầu", "Issued"), Holds::Day).ranked(2),
                columns::last_good_day(),
                count("owed", "Phải gửi", "Owed"),
                count("on_time", "Đúng hạn", "On time"),
                count("late", "Trễ", "Late"),
                count("overdue", "Quá hạn", "Overdue"),
                count("open", "Còn hạn", "Open"),
                Column::new("missing_units", Both::new("Chưa gửi", "Not answered by"), Holds::Words).ranked(1),
            ],
            rows,
            empty: both!(
                "Không có yêu cầu báo cáo nào có hạn trong thời gian này",
                "No request falls due in this time"
            ),
        },
        chart: None,
        notes: Vec::new(),
    }]
}

fn row(scope: &Scope<'_, '_>, request: &Request) -> Option<Row> {
    let is_it = |entry: &&Entry<'_>| entry.owed.request().is_some_and(|asked| std::ptr::eq(asked, request));
    let entries: Vec<&Entry<'_>> = scope.entries.iter().filter(is_it).collect();
    if entries.is_empty() {
        return None;
    }
    let tally = Tally::of(entries.iter().copied());
    let missing: Vec<String> =
        entries.iter().filter(|entry| entry.is_open()).map(|entry| scope.unit_name(entry.unit)).collect();
    let overdue = tally.get(Verdict::Overdue);
    Some(
        Row::item(vec![
            Cell::Words(Text::same(&*request.title)),
            Cell::Code(request.document.to_string()),
            Cell::Day(request.issued),
            Cell::Day(request.by),
            Cell::count(tally.owed()),
            Cell::count(tally.get(Verdict::OnTime)),
            Cell::count(tally.get(Verdict::Late)),
            Cell::count(overdue),
            Cell::count(tally.open()),
            columns::joined(missing.iter().map(String::as_str)),
        ])
        .toned(if overdue > 0 { Tone::Bad } else { Tone::Plain }),
    )
}
