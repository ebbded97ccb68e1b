//! What is known of one unit, of one person, and of the whole at a glance.

use super::{COLUMNS, Manner, Order, Privacy, Roster, RosterColumn};
use crate::both;
use crate::calendar::{Days, Interval};
use crate::document::{Cell, Column, Document, Evidence, Holds, Level, Row, Section, Table};
use crate::facts::Facts;
use crate::facts::contacts::has_mobile;
use crate::facts::totals::Totals;
use crate::locale::{Both, Text, clause, day};
use crate::model::Officer;
use crate::text;

/// A unit: its seats and who holds them, who held them before, what stands below it.
pub fn unit_card(facts: &Facts<'_>, unit: usize, evidence: Evidence) -> Document {
    let mut sections = vec![seats(facts, unit)];
    let mut past = of_unit(facts, unit, true, &PAST);
    past.lines.retain(|line| line.officer().is_some_and(|officer| has_left(facts, officer)));
    if !past.lines.is_empty() {
        sections.push(tenures(&past, "past", Both::new("Đã thôi", "Past holders")));
    }
    sections.extend(below(facts, unit));
    let name = facts.unit_name(facts.unit(unit));
    document(facts, Text::same(name), about_unit(facts, unit), sections, evidence)
}

/// What is shown at a glance masks what a list does.
const PRIVACY: Privacy = Privacy::Masked;

/// What the card says of each holder; several of them share a cell, for a terminal is narrow.
const SEATS: [&str; 9] = ["seat", "name", "position", "from", "decision", "decision_date", "email", "phone", "note"];
const PAST: [&str; 7] = ["seat", "name", "from", "until", "days", "decision", "note"];

/// Who holds the seats, since when, by which decision, and how to reach them.
fn seats(facts: &Facts<'_>, unit: usize) -> Section {
    let section = of_unit(facts, unit, false, &SEATS).section();
    let columns = vec![
        Column::new("seat", Both::new("Vị trí đầu mối", "Seat"), Holds::Words),
        Column::new("holder", Both::new("Người giữ", "Held by"), Holds::Words),
        Column::new("decision", Both::new("Công nhận", "Recognised by"), Holds::Words),
        Column::new("contact", Both::new("Liên hệ", "Contact"), Holds::Words),
    ];
    let rows = section.table.rows.into_iter().map(|row| {
        let [seat, name, position, from, decision, date, email, phone, note] = &row.cells[..] else { return row };
        let since = said(from).into_iter().map(|Text { vi, en }| both!("từ {vi}", "since {en}"));
        let holder = together(said(name).into_iter().chain(said(position)).chain(since), ", ");
        let cells = vec![
            seat.clone(),
            together(said(&holder).into_iter().chain(said(note)), "; "),
            together(said(decision).into_iter().chain(said(date)), ", "),
            together(said(email).into_iter().chain(said(phone)), "; "),
        ];
        Row { cells, ..row }
    });
    let rows = rows.collect();
    Section {
        id: "seats",
        heading: both!("Vị trí đầu mối", "Seats"),
        lead: Vec::new(),
        table: Table {
            columns, rows, empty: both!("Đơn vị không có vị trí đầu mối nào", "The unit has no seats")
        },
        chart: None,
        notes: section.notes,
    }
}

/// What a cell says, as people read it; `None` where it is missing.
fn said(cell: &Cell) -> Option<Text> {
    match cell {
        Cell::Words(words) => Some(words.clone()),
        Cell::Code(code) => Some(Text::same(code)),
        Cell::Day(date) => Some(Text::same(day(*date))),
        _ => None,
    }
}

fn together(parts: impl Iterator<Item = Text>, between: &str) -> Cell {
    let parts: Vec<Text> = parts.collect();
    let joined = |part: fn(&Text) -> &str| parts.iter().map(part).collect::<Vec<_>>().join(between);
    let all = Text { vi: joined(|text| &text.vi), en: joined(|text| &text.en) };
    if all.is_empty() { Cell::Missing } else { Cell::Words(all) }
}

/// Tenures, whose days come before all else where there is little room.
fn tenures(roster: &Roster<'_, '_>, id: &'static str, heading: Both) -> Section {
    let mut section = Section { id, heading: heading.into(), ..roster.section() };
    let days = section.table.columns.iter_mut().filter(|column| ["from", "until", "days"].contains(&&*column.id));
    days.for_each(|column| column.rank = 0);
    section
}

fn of_unit<'f, 'r>(facts: &'f Facts<'r>, unit: usize, history: bool, columns: &[&str]) -> Roster<'f, 'r> {
    let units = (0..facts.registry.units.len()).map(|at| at == unit).collect();
    Roster::new(facts, units, manner(history, columns))
}

fn manner(history: bool, columns: &[&str]) -> Manner {
    let columns: Vec<&'static RosterColumn> =
        columns.iter().filter_map(|id| COLUMNS.iter().find(|column| column.id == *id)).collect();
    Manner { history, privacy: PRIVACY, order: Order::Units, columns }
}

fn has_left(facts: &Facts<'_>, officer: &Officer) -> bool {
    facts.days_in_post(officer).and_then(|days| days.until).is_some_and(|until| until < facts.as_of)
}

/// What is known of the unit itself, a line each.
fn about_unit(facts: &Facts<'_>, at: usize) -> Vec<Text> {
    let unit = facts.unit(at);
    let mut about = Vec::new();
    let mut what: Vec<Text> = Vec::new();
    if let Some((regulation, kind)) = facts.governed(at, facts.as_of) {
        what.push(kind.name.text());
        what.extend(kind.tier.as_ref().map(|tier| regulation.tier_name(tier)));
    }
    if let Some(above) = facts.hierarchy.parent(at) {
        let above = facts.unit_name(facts.unit(above));
        what.push(both!("trực thuộc {above}", "under {above}"));
    }
    if let Some(code) = &unit.code {
        what.push(both!("mã hành chính {code}", "code {code}"));
    }
    let joined = |part: fn(&Text) -> &str| what.iter().map(part).collect::<Vec<_>>().join(" · ");
    about.push(Text { vi: joined(|text| &text.vi), en: joined(|text| &text.en) });
    if unit.from.is_some() || unit.until.is_some() {
        let Text { vi, en } = unit.life().text();
        about.push(both!("Tồn tại {vi}", "Exists {en}"));
    }
    if let Some(head) = &unit.head {
        let (name, position) = (&head.name, &head.position);
        about.push(both!("Thủ trưởng: {name}, {position}", "Head: {name}, {position}"));
    }
    // A unit's own mailbox and number may be somebody's: they are shown as a person's would be.
    let email = unit.email.as_deref().map(|email| match facts.is_private_address(email) {
        true => text::masked_email(email),
        false => email.to_owned(),
    });
    let phone = unit.phone.as_deref().map(|phone| match has_mobile(phone) {
        true => text::masked_phone(phone),
        false => phone.to_owned(),
    });
    let contacts: Vec<String> = email.into_iter().chain(phone).collect();
    if !contacts.is_empty() {
        let contacts = contacts.join(" · ");
        about.push(both!("Liên hệ: {contacts}", "Contact: {contacts}"));
    }
    if let Some(asked) = facts.asked_on(at, facts.as_of)
        && let Some(authority) = asked.authority
    {
        let (who, Text { vi, en }) = (facts.body(authority).title, clause(&asked.recognition.clause));
        let number = &asked.regulation.number;
        about.push(both!("Công nhận: {who} ({vi}, {number})", "Recognition by: {who} ({en}, {number})"));
    }
    about.retain(|line| !line.is_empty());
    about
}

/// The units directly below, each with all below it.
fn below(facts: &Facts<'_>, unit: usize) -> Option<Section> {
    let groups = facts.hierarchy.children(unit).iter().filter(|child| facts.unit(**child).exists_on(facts.as_of));
    let groups = groups.map(|child| {
        let name = facts.unit_name(facts.unit(*child));
        (Text::same(name), facts.hierarchy.below(*child))
    });
    let table = figures(facts, both!("Đơn vị", "Unit"), groups.collect());
    (!table.rows.is_empty()).then(|| Section {
        id: "below",
        heading: both!("Đơn vị trực thuộc", "Units below"),
        lead: Vec::new(),
        table,
        chart: None,
        notes: vec![both!(
            "Mỗi dòng gồm đơn vị và mọi đơn vị trực thuộc",
            "Each line is a unit with all units below it"
        )],
    })
}

/// A person: every tenure, whatever the seat; `records` are the positions of the officer records.
pub fn person_card(facts: &Facts<'_>, records: &[usize], evidence: Evidence) -> Document {
    let columns = ["unit", "seat", "position", "from", "until", "days", "decision", "decision_date", "note"];
    let units = vec![true; facts.registry.units.len()];
    let mut of_person = Roster::new(facts, units, manner(true, &columns));
    let is_of = |officer: &Officer| records.iter().any(|at| facts.registry.officers[*at].id == officer.id);
    of_person.lines.retain(|line| line.officer().is_some_and(is_of));
    of_person.lines.sort_by_key(|line| line.officer().map(|officer| officer.from));
    let in_post: Days = of_person
        .lines
        .iter()
        .filter_map(|line| facts.days_in_post(line.officer()?))
        .filter_map(|days| days.intersection(Interval { from: days.from, until: Some(facts.as_of) }))
        .collect();
    let days: i64 = in_post.runs().iter().map(|run| run.days_until(facts.as_of)).sum();
    let as_of = day(facts.as_of);
    let name = of_person.lines.first().and_then(|line| line.officer()).map_or("", |officer| &*officer.name).to_owned();
    let mut about = vec![both!(
        "{days} ngày làm đầu mối tính đến hết ngày {as_of}",
        "{days} days in post up to {as_of}, that day included"
    )];
    let latest = of_person.lines.last();
    let contacts = [latest.and_then(|line| of_person.email(line)), latest.and_then(|line| of_person.phone(line))];
    let contacts = contacts.into_iter().flatten().map(|contact| contact.shown).collect::<Vec<_>>().join(" · ");
    if !contacts.is_empty() {
        about.push(both!("Liên hệ: {contacts}", "Contact: {contacts}"));
    }
    let section = tenures(&of_person, "tenures", Both::new("Thời gian làm đầu mối", "Tenures"));
    document(facts, Text::same(name), about, vec![section], evidence)
}

/// The whole at a glance: by kind of unit, and by who recognises.
pub fn overview(facts: &Facts<'_>, evidence: Evidence) -> Document {
    let units = facts.units_in_order();
    let mut kinds: Vec<(Text, Vec<usize>)> = Vec::new();
    for regulation in &facts.registry.regulations {
        for kind in regulation.kinds.iter().filter(|kind| kind.in_scope() && !kind.seats.is_empty()) {
            let is_of = |at: &usize| {
                facts.governed(*at, facts.as_of).is_some_and(|(_, governing)| std::ptr::eq(governing, kind))
            };
            kinds.push((kind.name.text(), units.iter().copied().filter(is_of).collect()));
        }
    }
    let mut authorities: Vec<(usize, Vec<usize>)> = Vec::new();
    for at in units {
        let Some(authority) = facts.asked_on(at, facts.as_of).and_then(|asked| asked.authority) else { continue };
        match authorities.iter_mut().find(|(known, _)| *known == authority) {
            Some((_, under)) => under.push(at),
            None => authorities.push((authority, vec![at])),
        }
    }
    let authorities =
        authorities.into_iter().map(|(authority, under)| (Text::same(facts.body(authority).title), under)).collect();
    let section = |id, heading: Both, table| Section {
        id,
        heading: heading.into(),
        lead: Vec::new(),
        table,
        chart: None,
        notes: Vec::new(),
    };
    let sections = vec![
        section(
            "kinds",
            Both::new("Theo loại đơn vị", "By kind of unit"),
            figures(facts, both!("Đơn vị", "Units"), kinds),
        ),
        section(
            "authorities",
            Both::new("Theo người có thẩm quyền công nhận", "By who recognises"),
            figures(facts, both!("Người công nhận", "Recognised by"), authorities),
        ),
    ];
    let title = both!("Danh sách đầu mối", "Focal points");
    document(facts, title, Vec::new(), sections, evidence)
}

/// Units, seats and people of each group, and of all together where there are several. Groups without seats are left out.
fn figures(facts: &Facts<'_>, heading: Text, groups: Vec<(Text, Vec<usize>)>) -> Table {
    let count = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Count);
    let columns = vec![
        Column::new("group", heading, Holds::Words),
        count("units", "Số đơn vị", "Number"),
        count("seats_required", "Vị trí", "Seats"),
        count("seats_held", "Có người", "Held"),
        count("seats_vacant", "Còn trống", "Vacant"),
        count("recognized", "Công nhận", "Recognised"),
    ];
    let row = |name: Text, units: &[usize]| {
        let totals = Totals::of_units(facts, |at| units.contains(&at));
        let Totals { units, seats_expected: seats, seats_held: held, recognized, .. } = totals;
        let counts = [units, seats, held, seats - held, recognized].map(Cell::count);
        (units > 0).then(|| Row::item([vec![Cell::Words(name)], counts.to_vec()].concat()))
    };
    let mut all: Vec<usize> = groups.iter().flat_map(|(_, units)| units.iter().copied()).collect();
    let mut rows: Vec<Row> = groups.into_iter().filter_map(|(name, units)| row(name, &units)).collect();
    if rows.len() > 1 {
        all.sort_unstable();
        all.dedup();
        let total = row(both!("Tổng cộng", "Total"), &all);
        rows.extend(total.map(|row| Row { level: Level::Total, ..row }));
    }
    Table { columns, rows, empty: both!("Không có đơn vị nào có vị trí đầu mối", "No unit has seats") }
}

fn document(facts: &Facts<'_>, title: Text, about: Vec<Text>, sections: Vec<Section>, evidence: Evidence) -> Document {
    let manifest = facts.registry.manifest.as_ref();
    Document {
        kind: "card",
        title,
        subject: Text::same(facts.registry.name()),
        about,
        notice: manifest.and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
        sections,
        frame: None,
        evidence: PRIVACY.evidence(evidence),
    }
}
