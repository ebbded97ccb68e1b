//! Compliance by tier and by area: who is in post, what came in, how much of it on time.

use crate::both;
use crate::document::{Cell, Chart, Column, Holds, Level, Row, Section, Table, Tone, tenths};
use crate::facts::ledger::{Entry, Verdict};
use crate::facts::totals::{Tally, Totals};
use crate::locale::{Both, Text};
use crate::model::{Kind, Regulation};

use super::Scope;

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let mut sections = vec![by_tier(scope)];
    sections.extend(by_area(scope));
    sections
}

/// What a line of figures sums up: some units.
struct Group<'r> {
    name: Text,
    units: Vec<usize>,
    /// Only what they owe and have under this regulation; `None` for all of it.
    under: Option<&'r Regulation>,
    level: Level,
    indent: u8,
}

fn by_tier(scope: &Scope<'_, '_>) -> Section {
    let regulations = regulations(scope);
    let mut groups: Vec<Group<'_>> = regulations.iter().flat_map(|regulation| tiers_of(scope, regulation)).collect();
    // The same kinds stand in several regulations: each line then says which it counts under.
    if regulations.len() > 1 {
        for group in &mut groups {
            let number = group.under.map_or("", |regulation| &regulation.number);
            let Text { vi, en } = &group.name;
            group.name = both!("{vi} ({number})", "{en} ({number})");
        }
    }
    let all = (0..scope.units.len()).filter(|unit| scope.has(*unit)).collect();
    groups
        .push(Group { name: both!("Tổng cộng", "Total"), units: all, under: None, level: Level::Total, indent: 0 });
    let tally = Tally::of(&scope.entries);
    Section {
        id: "compliance",
        heading: both!("Tuân thủ theo cấp", "Compliance by tier"),
        lead: vec![in_short(scope, &tally)],
        table: table(scope, &groups),
        chart: Some(Chart {
            title: both!("Báo cáo theo cấp", "Reports by tier"),
            label: 0,
            series: vec![(7, Tone::Good), (8, Tone::Warning), (9, Tone::Bad)],
        }),
        notes: notes(scope, &tally),
    }
}

/// The lines of a regulation: tiers from the top down, each once with all its kinds in the regulation's order; kinds of no
/// tier after them.
fn tiers_of<'r>(scope: &Scope<'_, 'r>, regulation: &'r Regulation) -> Vec<Group<'r>> {
    let line = |name: Text, units: Vec<usize>, level: Level, indent: u8| Group {
        name,
        units,
        under: Some(regulation),
        level,
        indent,
    };
    let in_scope = regulation.kinds.iter().filter(|kind| kind.in_scope());
    let kinds: Vec<(&Kind, Vec<usize>)> = in_scope
        .map(|kind| (kind, units_of_kind(scope, regulation, kind)))
        .filter(|(_, units)| !units.is_empty())
        .collect();
    let mut lines = Vec::new();
    for tier in regulation.tier_order() {
        let of_tier: Vec<_> = kinds.iter().filter(|(kind, _)| kind.tier.as_deref() == Some(tier)).collect();
        if let [(kind, units)] = of_tier.as_slice() {
            lines.push(line(kind.name.text(), units.clone(), Level::Item, 0));
        } else if !of_tier.is_empty() {
            let all = of_tier.iter().flat_map(|(_, units)| units.iter().copied()).collect();
            lines.push(line(regulation.tier_name(tier), all, Level::Group, 0));
            lines.extend(of_tier.iter().map(|(kind, units)| line(kind.name.text(), units.clone(), Level::Item, 1)));
        }
    }
    let without = kinds.iter().filter(|(kind, _)| kind.tier.is_none());
    lines.extend(without.map(|(kind, units)| line(kind.name.text(), units.clone(), Level::Item, 0)));
    lines
}

/// By area: every unit that others stand under, with all below it; and those directly under the top.
fn by_area(scope: &Scope<'_, '_>) -> Option<Section> {
    let facts = scope.facts;
    let hierarchy = &facts.hierarchy;
    let registry = facts.registry;
    let is_top = |unit: usize| hierarchy.parent(unit).is_none();
    let has_below = |unit: usize| hierarchy.children(unit).iter().any(|below| scope.has(*below));
    let mut groups = Vec::new();
    for top in (0..registry.units.len()).filter(|unit| is_top(*unit)) {
        let under_top = |unit: &usize| *unit == top || hierarchy.parent(*unit) == Some(top) && !has_below(*unit);
        let direct: Vec<usize> =
            hierarchy.below(top).into_iter().filter(|unit| scope.has(*unit)).filter(under_top).collect();
        let areas: Vec<usize> = scope
            .order
            .iter()
            .copied()
            .filter(|unit| *unit != top && has_below(*unit) && hierarchy.is_within(*unit, top))
            .collect();
        if areas.is_empty() {
            continue;
        }
        let name = registry.units[top].name_on(scope.staffing.as_of);
        if !direct.is_empty() {
            groups.push(Group {
                name: both!("Trực thuộc {name}", "Directly under {name}"),
                units: direct,
                under: None,
                level: Level::Item,
                indent: 0,
            });
        }
        for area in areas {
            let depth = hierarchy.height(area).saturating_sub(2);
            groups.push(Group {
                name: Text::same(scope.unit_name(area)),
                units: hierarchy.below(area).into_iter().filter(|unit| scope.has(*unit)).collect(),
                under: None,
                level: Level::Item,
                indent: u8::try_from(depth).unwrap_or(u8::MAX),
            });
        }
    }
    if groups.len() < 2 {
        return None;
    }
    let all = (0..scope.units.len()).filter(|unit| scope.has(*unit)).collect();
    groups
        .push(Group { name: both!("Tổng cộng", "Total"), units: all, under: None, level: Level::Total, indent: 0 });
    Some(Section {
        id: "areas",
        heading: both!("Tuân thủ theo địa bàn", "Compliance by area"),
        lead: Vec::new(),
        table: table(scope, &groups),
        chart: Some(Chart {
            title: both!("Báo cáo theo địa bàn", "Reports by area"),
            label: 0,
            series: vec![(7, Tone::Good), (8, Tone::Warning), (9, Tone::Bad)],
        }),
        notes: vec![both!(
            "Mỗi dòng gồm đơn vị và mọi đơn vị trực thuộc",
            "Each line is a unit with all units below it"
        )],
    })
}

/// The regulations that the report's units owe or have seats under, in the registry's order.
fn regulations<'r>(scope: &Scope<'_, 'r>) -> Vec<&'r Regulation> {
    let of = |unit: usize| scope.staffing.regulation_of(unit, scope.staffing.as_of);
    let owing = scope.entries.iter().map(|entry| entry.owed.regulation());
    let mut found: Vec<&Regulation> = Vec::new();
    for regulation in (0..scope.units.len()).filter(|unit| scope.has(*unit)).filter_map(of).chain(owing) {
        if !found.iter().any(|known| std::ptr::eq(*known, regulation)) {
            found.push(regulation);
        }
    }
    found
}

/// The units of a kind that a regulation governs on the day counted, or that owed something under it.
fn units_of_kind(scope: &Scope<'_, '_>, regulation: &Regulation, kind: &Kind) -> Vec<usize> {
    let facts = scope.staffing;
    let mut owes = vec![false; scope.units.len()];
    let under = scope.entries.iter().filter(|entry| std::ptr::eq(entry.owed.regulation(), regulation));
    under.for_each(|entry| owes[entry.unit] = true);
    let is_of_kind = |unit: &usize| *facts.unit(*unit).kind == *kind.id;
    let counts = |unit: &usize| owes[*unit] || (!kind.seats.is_empty() && is_governed_by(scope, *unit, regulation));
    (0..scope.units.len()).filter(|unit| scope.has(*unit)).filter(is_of_kind).filter(counts).collect()
}

/// Whether a regulation governs a unit on the day counted.
fn is_governed_by(scope: &Scope<'_, '_>, unit: usize, regulation: &Regulation) -> bool {
    let governing = scope.staffing.regulation_of(unit, scope.staffing.as_of);
    governing.is_some_and(|governing| std::ptr::eq(governing, regulation))
}

fn table(scope: &Scope<'_, '_>, groups: &[Group<'_>]) -> Table {
    let seats = Both::new("Đầu mối", "Focal points");
    let reports = Both::new("Báo cáo", "Reports");
    let count = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Count);
    let columns = vec![
        Column::new("group", Both::new("Đơn vị", "Units"), Holds::Words),
        count("units", "Số đơn vị", "Number").ranked(3),
        count("seats_required", "cần", "required").under(seats),
        count("seats_held", "có", "held").under(seats),
        count("seats_vacant", "trống", "vacant").under(seats).ranked(5),
        count("recognized", "công nhận", "recognised").under(seats).ranked(2),
        count("owed", "phải gửi", "owed").under(reports),
        count("on_time", "đúng hạn", "on time").under(reports),
        count("late", "trễ", "late").under(reports),
        count("overdue", "quá hạn", "overdue").under(reports),
        count("open", "còn hạn", "open").under(reports).ranked(7),
        count("waived", "miễn trừ", "waived").under(reports).ranked(8),
        count("not_judged", "không xét", "not judged").under(reports).ranked(6),
        Column::new("rate", Both::new("Tỷ lệ đúng hạn", "On time"), Holds::Rate),
        Column::new("change", Both::new("So kỳ trước", "Change"), Holds::Change).ranked(1),
    ];
    Table {
        columns,
        rows: groups.iter().map(|group| row(scope, group)).collect(),
        empty: both!("Không có đơn vị nào", "No units"),
    }
}

fn row(scope: &Scope<'_, '_>, group: &Group<'_>) -> Row {
    let mut is_in = vec![false; scope.units.len()];
    group.units.iter().for_each(|unit| is_in[*unit] = true);
    let is_under = |entry: &Entry<'_>| group.under.is_none_or(|under| std::ptr::eq(under, entry.owed.regulation()));
    let of = |entries: &[Entry<'_>]| Tally::of(entries.iter().filter(|entry| is_in[entry.unit] && is_under(entry)));
    let is_counted = |unit: usize| is_in[unit] && group.under.is_none_or(|under| is_governed_by(scope, unit, under));
    let tally = of(&scope.entries);
    let seats = Totals::of_units(scope.staffing, is_counted);
    let units = group.units.iter().filter(|unit| is_counted(**unit) && counts_as_unit(scope, **unit)).count();
    let rate = tenths_on_time(&tally);
    let before = scope.before.as_ref().and_then(|before| tenths_on_time(&of(before)));
    let change = rate.zip(before).map(|(rate, before)| Cell::Change(rate - before));
    let verdict = |verdict| if tally.owed() == 0 { Cell::Missing } else { Cell::count(tally.get(verdict)) };
    let owed = |count| if tally.owed() == 0 { Cell::Missing } else { Cell::count(count) };
    let has_seats = |count| if seats.seats_expected == 0 { Cell::Missing } else { Cell::count(count) };
    let tone = match tally.get(Verdict::Overdue) {
        0 => Tone::Plain,
        _ => Tone::Bad,
    };
    Row {
        cells: vec![
            Cell::Words(group.name.clone()),
            Cell::count(units),
            has_seats(seats.seats_expected),
            has_seats(seats.seats_held),
            has_seats(seats.seats_expected - seats.seats_held),
            has_seats(seats.recognized),
            owed(tally.owed()),
            verdict(Verdict::OnTime),
            verdict(Verdict::Late),
            verdict(Verdict::Overdue),
            owed(tally.open()),
            verdict(Verdict::Waived),
            verdict(Verdict::NotJudged),
            Cell::rate(tally.get(Verdict::OnTime), tally.decided()),
            Cell::or_missing(change),
        ],
        level: group.level,
        indent: group.indent,
        tone: if group.level == Level::Item { tone } else { Tone::Plain },
    }
}

/// Whether a unit is there on the day counted and has seats or owes something.
fn counts_as_unit(scope: &Scope<'_, '_>, unit: usize) -> bool {
    let governed = scope.staffing.governed(unit, scope.staffing.as_of);
    governed.is_some_and(|(_, kind)| kind.in_scope() && !(kind.seats.is_empty() && kind.owes.is_empty()))
}

fn tenths_on_time(tally: &Tally) -> Option<i64> {
    let (part, whole) = (u64::try_from(tally.get(Verdict::OnTime)), u64::try_from(tally.decided()));
    tenths(part.ok()?, whole.ok()?)
}

fn in_short(scope: &Scope<'_, '_>, tally: &Tally) -> Text {
    let (owed, on_time) = (tally.owed(), tally.get(Verdict::OnTime));
    let (late, overdue) = (tally.get(Verdict::Late), tally.get(Verdict::Overdue));
    if owed == 0 {
        let Text { vi, en } = scope.time.text();
        return both!("Không có báo cáo nào phải gửi: {vi}", "No reports are owed: {en}");
    }
    both!(
        "Phải gửi {owed} báo cáo: đúng hạn {on_time}, trễ {late}, quá hạn chưa gửi {overdue}",
        "{owed} reports are owed: {on_time} on time, {late} late, {overdue} overdue and not received"
    )
}

fn notes(scope: &Scope<'_, '_>, tally: &Tally) -> Vec<Text> {
    let mut notes = Vec::new();
    let unset: Vec<&Entry<'_>> =
        scope.entries.iter().filter(|entry| entry.status.verdict() == Verdict::NotJudged).collect();
    let without_date = unset.iter().filter(|entry| entry.owed.last_good_day().is_none()).count();
    if without_date > 0 {
        notes.push(both!(
            "{without_date} báo cáo không đánh giá vì cấp có thẩm quyền chưa quy định hạn",
            "{without_date} reports are not judged because the unit that is to set their date has not"
        ));
    }
    let other = unset.len() - without_date;
    if other > 0 {
        notes.push(both!(
            "{other} báo cáo không đánh giá vì ngày xét không có quy định, hoặc có bản ghi chưa đọc được; chạy ttc validate",
            "{other} reports are not judged: no regulation is in force, or a record cannot be read; run ttc validate"
        ));
    }
    if tally.decided() > 0 {
        notes.push(both!(
            "Tỷ lệ đúng hạn = đúng hạn / (đúng hạn + trễ + quá hạn); báo cáo còn hạn, được miễn trừ, không đánh giá không tính",
            "The rate is on time / (on time + late + overdue); reports still open, waived or not judged do not count"
        ));
    }
    if scope.before.is_none() && tally.decided() > 0 {
        notes.push(both!(
            "Kỳ trước không có số liệu để so sánh",
            "There are no data of the time before to compare with"
        ));
    }
    let uncertain = scope
        .staffing
        .seats
        .iter()
        .filter(|history| {
            history.uncertain && scope.has(history.unit) && history.term_on(scope.staffing.as_of).is_some()
        })
        .count();
    if uncertain > 0 {
        notes.push(both!(
            "{uncertain} vị trí đầu mối chưa chắc chắn vì có bản ghi chưa đọc được",
            "{uncertain} seats are uncertain because a record cannot be read"
        ));
    }
    notes
}
