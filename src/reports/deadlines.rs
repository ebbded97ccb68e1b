//! Who owes what by when: the deadlines of a run of days, those of one day and one kind of unit together.

use chrono::NaiveDate;

use crate::both;
use crate::calendar::Interval;
use crate::document::{Cell, Column, Document, Evidence, Holds, Row, Section, Table, Tone};
use crate::facts::Facts;
use crate::facts::ledger::{Entry, Owed, Reach};
use crate::locale::{Both, Text, clause, day, listed, weekday};
use crate::model::Kind;

/// One date for some units.
#[derive(Clone, Debug)]
pub struct Due {
    /// What tells it from others and never changes: the regulation, the report, the period and, of one unit, its id.
    pub id: String,
    pub last_good_day: NaiveDate,
    /// The last working day up to it, where it is a day off itself.
    pub working_day: Option<NaiveDate>,
    /// `Quý III/2024`, or the request's title.
    pub report: Text,
    /// Who owes it: one unit by name, several by kind and number.
    pub who: Text,
    /// Their names, where there are several.
    pub names: Vec<String>,
    /// How many have not sent it on the day judged.
    pub open: usize,
    pub owed: usize,
    /// How many papers of the unit above have set such days. An extension is none of them: it only gives a later day.
    pub papers: usize,
    /// To whom, and through whom.
    pub to: Text,
    pub data: Option<Interval>,
    pub clause: Option<Text>,
    pub regulation: String,
}

/// The dates of a run of days.
#[derive(Clone, Debug, Default)]
pub struct Dues {
    /// In order; of each day in the ledger's order.
    pub dated: Vec<Due>,
    /// How many reports are listed in these days for which no date is set.
    pub without_date: usize,
}

/// The dates within some days of the units chosen.
pub fn dues(facts: &Facts<'_>, days: Interval, is_chosen: impl Fn(usize) -> bool) -> Dues {
    let mut entries = facts.entries(Reach::Listed(widened(days)));
    entries.retain(|entry| is_chosen(entry.unit));
    let is_undated = |entry: &&Entry<'_>| entry.last_good_day().is_none() && days.contains(entry.owed.listed_on());
    let without_date = entries.iter().filter(is_undated).count();
    let dated: Vec<(NaiveDate, &Entry<'_>)> = entries
        .iter()
        .filter_map(|entry| Some((entry.last_good_day()?, entry)))
        .filter(|(last, _)| days.contains(*last))
        .collect();
    let mut groups: Vec<(Key, Vec<&Entry<'_>>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (last, entry) in dated {
        let key = Key::of(facts, last, entry);
        let at = *places.entry(key.clone()).or_insert(groups.len());
        if at == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[at].1.push(entry);
    }
    groups.sort_by_key(|(key, _)| key.last_good_day);
    Dues { dated: groups.into_iter().map(|(key, entries)| due(facts, &key, &entries)).collect(), without_date }
}

/// An extension lists its report on an earlier day than it is due: no more than half a year is looked back for it.
fn widened(days: Interval) -> Interval {
    let from = days.from.checked_sub_months(chrono::Months::new(6)).unwrap_or(days.from);
    Interval { from, until: days.until }
}

/// What is one date: a report that a regulation asks of one kind of unit for one period, due on one day, of units under one
/// setter. All that a line says of its units but for their names follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    last_good_day: NaiveDate,
    /// The regulation's number and day, since numbers come back every year.
    regulation: String,
    report: String,
    kind: String,
    /// The unit above, where the date is its to set.
    setter: Option<usize>,
    /// The unit, where it alone was given more time: its date is then a date of its own and not the others'.
    extended: Option<usize>,
}

impl Key {
    fn of(facts: &Facts<'_>, last_good_day: NaiveDate, entry: &Entry<'_>) -> Self {
        let (report, setter) = match &entry.owed {
            Owed::Report(owed) => {
                let first = crate::facts::obligations::first_day_of_closing_month(owed.period);
                let setter = owed.owes.set_by.as_ref();
                let setter = setter.and_then(|kind| {
                    facts.hierarchy.nearest_under(owed.regulation, facts.registry, entry.unit, kind, first)
                });
                (format!("{} {}", owed.report.id, owed.period), setter)
            }
            Owed::Request { request, .. } => (request.id.to_string(), None),
        };
        let extended = entry.extension.map(|_| entry.unit);
        let regulation = entry.owed.regulation();
        Self {
            last_good_day,
            regulation: format!("{} {}", regulation.number, regulation.issued),
            report,
            kind: facts.unit(entry.unit).kind.to_string(),
            setter,
            extended,
        }
    }
}

fn due(facts: &Facts<'_>, key: &Key, entries: &[&Entry<'_>]) -> Due {
    let first = entries[0];
    let regulation = first.owed.regulation();
    let kind = regulation.kind(&facts.unit(first.unit).kind);
    let names: Vec<String> = entries.iter().map(|entry| facts.unit_name(facts.unit(entry.unit))).collect();
    let who = match names.as_slice() {
        [only] => Text::same(only.clone()),
        several => several_of(facts, kind, key.setter, several.len()),
    };
    let of_one = if names.len() == 1 { format!(" {}", facts.unit(first.unit).id) } else { String::new() };
    let last = key.last_good_day;
    let is_off = !facts.working_days.is_working(last);
    Due {
        id: format!("{} {} {}{of_one}", key.regulation, key.report, setter_id(facts, key)),
        last_good_day: last,
        working_day: is_off.then(|| facts.working_days.previous_working_on_or_before(last)).flatten(),
        report: first.owed.short_name(),
        who,
        open: entries.iter().filter(|entry| entry.is_open()).count(),
        owed: entries.len(),
        papers: key.setter.map_or(0, |setter| facts.unit(setter).sets.len()),
        names,
        to: to(first, kind),
        data: first.owed.data_window(),
        clause: first.owed.clause().map(|id| clause(id)),
        regulation: regulation.number.to_string(),
    }
}

fn setter_id(facts: &Facts<'_>, key: &Key) -> String {
    key.setter.map_or_else(|| key.kind.clone(), |setter| format!("{} {}", key.kind, facts.unit(setter).id))
}

fn several_of(facts: &Facts<'_>, kind: Option<&Kind>, setter: Option<usize>, count: usize) -> Text {
    let name = kind.map(|kind| kind.name.text()).unwrap_or_default();
    match setter {
        Some(setter) => {
            let above = facts.unit_name(facts.unit(setter));
            both!(vi: ("{count} {}, {above}", name.vi), en: ("{count} × {}, {above}", name.en))
        }
        None => both!(vi: ("{count} {}", name.vi), en: ("{count} × {}", name.en)),
    }
}

fn to(entry: &Entry<'_>, kind: Option<&Kind>) -> Text {
    let owes = match &entry.owed {
        Owed::Report(owed) => Some(owed.owes),
        Owed::Request { .. } => kind.and_then(|kind| kind.owes.first()),
    };
    let regulation = entry.owed.regulation();
    let name = |id: &str| regulation.kind(id).map_or_else(|| Text::same(id), |kind| kind.name.text());
    let Some(owes) = owes else { return Text::default() };
    let to = name(&owes.to);
    match &owes.via {
        Some(via) => {
            let via = name(via);
            both!(vi: ("{}, qua {}", to.vi, via.vi), en: ("{}, through {}", to.en, via.en))
        }
        None => to,
    }
}

/// The deadlines as a document.
pub fn deadlines(facts: &Facts<'_>, dues: &Dues, days: Interval, choice: Option<Text>, evidence: Evidence) -> Document {
    let registry = facts.registry;
    let span = days.text();
    let count = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Count);
    let table = Table {
        columns: vec![
            Column::new("last_good_day", Both::new("Hạn cuối", "Due by"), Holds::Day),
            Column::new("weekday", Both::new("Thứ", "Weekday"), Holds::Words),
            Column::new("working_day", Both::new("Ngày làm việc cuối", "Last working day"), Holds::Day).ranked(1),
            Column::new("report", Both::new("Báo cáo", "Report"), Holds::Words),
            Column::new("who", Both::new("Đơn vị phải gửi", "Owed by"), Holds::Words),
            count("owed", "Phải gửi", "Owed").ranked(3),
            count("open", "Chưa gửi", "Not sent"),
            Column::new("to", Both::new("Gửi đến", "Goes to"), Holds::Words).ranked(5),
            Column::new("data", Both::new("Kỳ số liệu", "Data"), Holds::Words).ranked(4),
            Column::new("clause", Both::new("Điều khoản", "Clause"), Holds::Words).ranked(2),
        ],
        rows: dues.dated.iter().map(|due| row(facts, due)).collect(),
        empty: both!("Không có báo cáo nào đến hạn trong những ngày này", "Nothing falls due in these days"),
    };
    let as_of = day(facts.as_of);
    let mut notes = vec![both!(
        "Hạn cuối là ngày cuối còn đúng hạn, đến 24 giờ; hạn rơi vào ngày nghỉ thì có thêm ngày làm việc cuối cùng trước đó",
        "The date is the last good day, until midnight; where it is a day off, the last working day before it is given"
    )];
    if dues.without_date > 0 {
        let count = dues.without_date;
        notes.push(both!(
            "{count} báo cáo chưa có hạn vì cấp có thẩm quyền chưa quy định",
            "{count} reports have no date, because the unit that is to set it has not"
        ));
    }
    Document {
        kind: "deadlines",
        title: both!(vi: ("Hạn báo cáo {}", span.vi), en: ("Deadlines {}", span.en)),
        subject: Text::same(registry.name()),
        about: [Some(both!("Đã gửi hay chưa tính đến {as_of}", "Sent or not as of {as_of}")), choice]
            .into_iter()
            .flatten()
            .collect(),
        notice: registry.manifest.as_ref().and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
        sections: vec![Section {
            id: "deadlines",
            heading: both!("Hạn báo cáo", "Deadlines"),
            lead: Vec::new(),
            table,
            chart: None,
            notes,
        }],
        frame: None,
        evidence,
    }
}

fn row(facts: &Facts<'_>, due: &Due) -> Row {
    let data = due.data.map(|data| {
        let until = data.until.map(day).unwrap_or_default();
        Cell::name(format!("{}–{until}", day(data.from)))
    });
    let tone = match (due.open, (due.last_good_day - facts.as_of).num_days()) {
        (0, _) => Tone::Good,
        (_, ..0) => Tone::Bad,
        (_, left) if left <= i64::from(facts.due_soon_days()) => Tone::Warning,
        _ => Tone::Plain,
    };
    Row::item(vec![
        Cell::Day(due.last_good_day),
        Cell::Words(weekday(due.last_good_day).into()),
        due.working_day.map_or(Cell::Missing, Cell::Day),
        Cell::Words(due.report.clone()),
        Cell::Words(due.who.clone()),
        Cell::count(due.owed),
        Cell::count(due.open),
        Cell::Words(due.to.clone()),
        Cell::or_missing(data),
        due.clause.clone().map_or(Cell::Missing, Cell::Words),
    ])
    .toned(tone)
}

/// What a calendar says of a date: a line to read, and more about it.
pub fn event_words(due: &Due) -> (Text, Text) {
    let (report, who) = (&due.report, &due.who);
    let summary = both!(
        vi: ("Hạn báo cáo {}: {}", report.vi, who.vi),
        en: ("Report due, {}: {}", report.en, who.en)
    );
    let mut lines: Vec<Text> = vec![both!(vi: ("Gửi {}", due.to.vi), en: ("To {}", due.to.en))];
    if let Some(working) = due.working_day {
        let working = day(working);
        lines.push(both!(
            "Hạn rơi vào ngày nghỉ; ngày làm việc cuối cùng trước hạn: {working}",
            "The date is a day off; the last working day before it: {working}"
        ));
    }
    if let Some(data) = due.data {
        let span = data.text();
        lines.push(both!(vi: ("Số liệu {}", span.vi), en: ("Data {}", span.en)));
    }
    if let Some(clause) = &due.clause {
        let number = &due.regulation;
        lines.push(both!(vi: ("{}, {number}", clause.vi), en: ("{}, {number}", clause.en)));
    }
    if due.names.len() > 1 {
        let names = listed(due.names.iter().map(String::as_str), "đơn vị");
        lines.push(names);
    }
    let join = |words: fn(&Text) -> &str| lines.iter().map(words).collect::<Vec<_>>().join("\n");
    (summary, Text { vi: join(|text| &text.vi), en: join(|text| &text.en) })
}
