//! Where a seat is empty, and who waits for a decision, on the day on which people are counted.

use crate::both;
use crate::document::{Cell, Column, Holds, Row, Section, Table, Tone};
use crate::facts::recognition::Awaiting;
use crate::facts::staffing::SeatHistory;
use crate::locale::{Both, Text};

use super::{Scope, columns};

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    vec![vacancies(scope), awaiting(scope)]
}

fn since() -> Column {
    Column::new("since", Both::new("Từ ngày", "Since"), Holds::Day)
}

fn seat() -> Column {
    Column::new("seat", Both::new("Vị trí", "Seat"), Holds::Words)
}

fn vacancies(scope: &Scope<'_, '_>) -> Section {
    let facts = scope.staffing;
    let mut histories: Vec<&SeatHistory> =
        facts.seats.iter().filter(|history| scope.has(history.unit) && !history.uncertain).collect();
    let mut rank = vec![0; scope.order.len()];
    scope.order.iter().enumerate().for_each(|(at, unit)| rank[*unit] = at);
    // The sort keeps a unit's seats in the regulation's order.
    histories.sort_by_key(|history| rank[history.unit]);
    Section {
        id: "vacancies",
        heading: both!("Vị trí đầu mối còn trống", "Vacant seats"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                columns::unit(),
                seat(),
                Column::new("missing", Both::new("Thiếu", "Missing"), Holds::Count),
                since(),
                columns::days(),
                Column::new("last_holder", Both::new("Người giữ gần nhất", "Last held by"), Holds::Words).ranked(2),
                Column::new("note", Both::new("Ghi chú", "Note"), Holds::Words).ranked(1),
            ],
            rows: histories.into_iter().filter_map(|history| vacancy(scope, history)).collect(),
            empty: both!("Không có vị trí nào trống", "No seat is vacant"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn vacancy(scope: &Scope<'_, '_>, history: &SeatHistory) -> Option<Row> {
    let facts = scope.staffing;
    let run = history.vacant.iter().find(|run| run.contains(facts.as_of))?;
    let name = seat_name(scope, history.unit, &history.seat)?;
    let missing = history.expected_on(facts.registry, facts.as_of) - history.held_on(facts.registry, facts.as_of);
    let last = history.last_holder_before(facts.registry, run.from);
    let waiver = facts.waiver_of_vacancy(history.unit, &history.seat);
    let note = waiver.map(|waiver| {
        let document = waiver.document.as_ref().map_or("…", |document| &**document);
        Cell::Words(both!("được miễn trừ theo {document}", "waived by {document}"))
    });
    Some(
        Row::item(vec![
            columns::unit_cell(scope, history.unit),
            Cell::Words(name),
            Cell::count(missing),
            Cell::Day(run.from),
            Cell::Count(run.days_until(facts.as_of)),
            last.map_or(Cell::Missing, |officer| Cell::name(&*officer.name)),
            Cell::or_missing(note),
        ])
        .toned(if waiver.is_some() { Tone::Quiet } else { Tone::Bad }),
    )
}

fn seat_name(scope: &Scope<'_, '_>, unit: usize, seat: &str) -> Option<Text> {
    let (_, kind) = scope.staffing.governed(unit, scope.staffing.as_of)?;
    Some(kind.seat(seat)?.name.text())
}

fn awaiting(scope: &Scope<'_, '_>) -> Section {
    let waiting = scope.staffing.awaiting().filter(|awaiting| scope.has(awaiting.unit));
    Section {
        id: "awaiting",
        heading: both!("Người đang chờ quyết định công nhận", "People awaiting recognition"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                Column::new("officer", Both::new("Họ và tên", "Name"), Holds::Words),
                columns::unit(),
                seat(),
                since(),
                columns::days(),
                Column::new("note", Both::new("Ghi chú", "Note"), Holds::Words).ranked(1),
            ],
            rows: waiting.map(|awaiting| waits(scope, &awaiting)).collect(),
            empty: both!("Không có ai chờ công nhận", "Nobody awaits recognition"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn waits(scope: &Scope<'_, '_>, awaiting: &Awaiting<'_>) -> Row {
    let seat = seat_name(scope, awaiting.unit, &awaiting.officer.seat);
    let note = awaiting.grace_exceeded.map(|grace| {
        Cell::Words(both!("quá {grace} ngày theo quy ước của địa phương", "over {grace} days, a local setting"))
    });
    Row::item(vec![
        Cell::name(&*awaiting.officer.name),
        columns::unit_cell(scope, awaiting.unit),
        seat.map_or(Cell::Missing, Cell::Words),
        Cell::Day(awaiting.since),
        Cell::Count(awaiting.days),
        Cell::or_missing(note),
    ])
    .toned(if awaiting.grace_exceeded.is_some() { Tone::Bad } else { Tone::Warning })
}
