//! The lists that go with a decision and its proposal: who, in which position, of which unit, in which seat.

use super::change::Change;
use crate::document::{Cell, Column, Holds, Level, Row, Table};
use crate::facts::Facts;
use crate::facts::citation::long_day;
use crate::facts::contacts::has_mobile;
use crate::locale::{Text, day};
use crate::model::{Officer, Regulation};
use crate::paper::Attachment;

/// What else a list says of each person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// For a decision: how to reach the person.
    Decision,
    /// For a proposal: on which list of the unit it rests.
    Proposal,
}

/// The lists of a change: of those recognised, of those whose recognition ends; `goes_with` says what they belong to.
pub fn lists(facts: &Facts<'_>, change: &Change<'_>, purpose: Purpose, goes_with: &str) -> Vec<Attachment> {
    let tiers = change.tiers(facts);
    let both = !change.recognized.is_empty() && change.is_change();
    let name = |number: usize| if both { format!("DANH SÁCH SỐ {number}") } else { "DANH SÁCH".to_owned() };
    let list = |number, what: &str, table| Attachment {
        name: name(number),
        about: format!("{what} làm đầu mối kiểm soát thủ tục hành chính {tiers}").trim().to_owned(),
        goes_with: goes_with.to_owned(),
        table,
    };
    let mut lists = Vec::new();
    if !change.recognized.is_empty() {
        lists.push(list(1, "Công nhận cán bộ, công chức", recognized(facts, change, purpose)));
    }
    if change.is_change() {
        lists.push(list(2, "Thôi công nhận cán bộ, công chức", ended(facts, change)));
    }
    lists
}

fn recognized(facts: &Facts<'_>, change: &Change<'_>, purpose: Purpose) -> Table {
    let mut columns = person_columns();
    columns.push(match purpose {
        Purpose::Decision => column("contact", "Điện thoại, thư công vụ"),
        Purpose::Proposal => column("nomination", "Danh sách của đơn vị"),
    });
    columns.push(column("note", "Ghi chú"));
    let people = change.recognized.iter().map(|awaiting| {
        let officer = awaiting.officer;
        let known = match purpose {
            Purpose::Decision => contact(facts, officer),
            Purpose::Proposal => nomination(officer),
        };
        (awaiting.unit, officer, vec![words(known), words(predecessor(facts, change, awaiting.unit, officer))])
    });
    table(facts, change.regulation, columns, people.collect())
}

fn ended(facts: &Facts<'_>, change: &Change<'_>) -> Table {
    let mut columns = person_columns();
    columns.extend([column("until", "Ngày cuối làm đầu mối"), column("decision", "Quyết định đã công nhận")]);
    let people = change.ended.iter().map(|departed| {
        let decision = format!("Số {} {}", departed.decision.number, day(departed.decision.date));
        (departed.unit, departed.officer, vec![Cell::Day(departed.last), words(decision)])
    });
    table(facts, change.regulation, columns, people.collect())
}

fn column(id: &'static str, heading: &str) -> Column {
    let holds = if id == "until" { Holds::Day } else { Holds::Words };
    Column::new(id, Text::same(heading), holds)
}

fn person_columns() -> Vec<Column> {
    vec![
        Column::new("number", Text::same("STT"), Holds::Code),
        column("name", "Họ và tên"),
        column("position", "Chức vụ"),
        column("unit", "Đơn vị"),
        column("seat", "Vị trí đầu mối"),
    ]
}

/// The people, numbered through, under a heading for each kind of unit where there are several.
fn table(
    facts: &Facts<'_>,
    regulation: &Regulation,
    columns: Vec<Column>,
    people: Vec<(usize, &Officer, Vec<Cell>)>,
) -> Table {
    let kind_of = |unit: usize| facts.unit(unit).kind.to_string();
    let kinds = regulation.kinds.iter().filter(|kind| people.iter().any(|(unit, ..)| kind_of(*unit) == *kind.id));
    let kinds: Vec<_> = kinds.collect();
    let mut rows = Vec::new();
    let mut number = 0;
    for (at, kind) in kinds.iter().enumerate() {
        if kinds.len() > 1 {
            let mut cells = vec![Cell::Code(roman(at + 1)), words(kind.name.vi.to_string())];
            cells.resize(columns.len(), words(String::new()));
            rows.push(Row { level: Level::Group, ..Row::item(cells) });
        }
        for (unit, officer, more) in people.iter().filter(|(unit, ..)| kind_of(*unit) == *kind.id) {
            number += 1;
            let seat =
                kind.seat(&officer.seat).map_or_else(|| officer.seat.to_string(), |seat| seat.name.vi.to_string());
            let mut cells = vec![
                Cell::Code(number.to_string()),
                words(officer.name.to_string()),
                words(officer.position.to_string()),
                words(facts.body(*unit).full_name),
                words(seat),
            ];
            cells.extend(more.iter().cloned());
            rows.push(Row::item(cells));
        }
    }
    Table { columns, rows, empty: Text::default() }
}

fn words(words: String) -> Cell {
    Cell::Words(Text::same(words))
}

/// How the person is reached at work; a private address or number goes into no decision (Decree 13/2023/NĐ-CP).
fn contact(facts: &Facts<'_>, officer: &Officer) -> String {
    let email = officer.email.as_deref().filter(|email| facts.is_official(email));
    let phone = officer.phone.as_deref().filter(|phone| !has_mobile(phone));
    phone.into_iter().chain(email).collect::<Vec<_>>().join(", ")
}

fn nomination(officer: &Officer) -> String {
    officer.nomination.as_ref().map_or_else(String::new, |list| format!("Số {} {}", list.number, long_day(list.date)))
}

/// Whom a person follows in a seat of one.
fn predecessor(facts: &Facts<'_>, change: &Change<'_>, unit: usize, officer: &Officer) -> String {
    let history = facts.seat_history(unit, &officer.seat);
    let is_for_one =
        history.and_then(|history| history.term_on(facts.as_of)).is_some_and(|term| term.count.max == Some(1));
    let before = history.and_then(|history| history.last_holder_before(facts.registry, officer.from));
    let ends = |before: &Officer| change.ended.iter().any(|departed| departed.officer.id == before.id);
    before
        .filter(|before| is_for_one && ends(before))
        .map_or_else(String::new, |before| format!("Thay {}", before.name))
}

/// A number as headings count: I, II, III.
fn roman(number: usize) -> String {
    const DIGITS: [(usize, &str); 5] = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = number;
    let mut written = String::new();
    for (worth, digit) in DIGITS {
        while rest >= worth {
            written.push_str(digit);
            rest -= worth;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_in_roman_figures() {
        assert_eq!([1, 4, 9, 14, 23].map(roman), ["I", "IV", "IX", "XIV", "XXIII"]);
    }
}
