//! The rows of a list as people: which rows are people, which are headings of units, empty seats, sums and signatures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::fault::Fault;
use super::grid::{Grid, Row, Value};
use super::headings::{Field, Heading};
use crate::both;
use crate::locale::Text;
use crate::text;

/// A person of a list, or a seat that the list leaves empty.
#[derive(Clone, Debug)]
pub struct Entry<'g> {
    /// The row's number.
    pub row: u32,
    /// The name without the form of address before it.
    name: String,
    /// What the row says, by field, with the column; only cells that say something.
    values: BTreeMap<Field, (u32, &'g Value)>,
    /// The unit that a row above names for all below it, with its cell.
    heading: Option<(String, String)>,
}

/// The rows of a list.
#[derive(Debug, Default)]
pub struct Entries<'g> {
    pub people: Vec<Entry<'g>>,
    /// Rows that name a seat or a unit, and nobody.
    pub empty: Vec<Entry<'g>>,
    /// The first row of each kind that is no person, and how many there are.
    pub passed_over: Vec<(String, String)>,
    /// How many of the people stand in hidden rows.
    pub hidden: usize,
    /// The names before which a form of address stood, with their cells.
    pub addressed: Vec<(String, String)>,
}

impl Entry<'_> {
    /// What the row says of a field; empty where it says nothing.
    pub fn text(&self, field: Field) -> Cow<'_, str> {
        if field == Field::Name {
            return Cow::Borrowed(&self.name);
        }
        self.values.get(&field).map_or(Cow::Borrowed(""), |(_, value)| value.text())
    }

    pub fn value(&self, field: Field) -> Option<&Value> {
        self.values.get(&field).map(|(_, value)| *value)
    }

    /// The cell of a field; of one that the row does not have, the cell of the name.
    pub fn cell(&self, grid: &Grid, field: Field) -> String {
        let column = self.values.get(&field).or_else(|| self.values.get(&Field::Name)).map_or(0, |(column, _)| *column);
        grid.cell_name(self.row, column)
    }

    /// The unit, as its own cell or a heading above says, with the cell.
    pub fn unit(&self, grid: &Grid) -> Option<(String, String)> {
        match self.text(Field::Unit) {
            unit if !unit.is_empty() => Some((unit.into_owned(), self.cell(grid, Field::Unit))),
            _ => self.heading.clone(),
        }
    }
}

/// Words with which the lines below a list begin, and end it: who made it, who receives it.
const CLOSING: [&str; 9] = [
    "nguoi lap",
    "nguoi tong hop",
    "nguoi bao cao",
    "noi nhan",
    "xac nhan cua",
    "thu truong don vi",
    "lap bieu",
    "prepared by",
    "signed by",
];

/// Words with which a signature block begins. They are titles of people too, so that they close a list only where nobody
/// is named beside them.
const SIGNING: [&str; 8] = ["tm", "kt", "tl", "tuq", "chu tich", "giam doc", "chanh van phong", "truong phong"];

/// Words with which a line of a sum or a remark begins.
const SUMS: [&str; 7] = ["tong cong", "tong so", "cong", "danh sach nay co", "danh sach co", "total", "luu y"];

/// Reads the rows below the heading; `is_unit` says whether a text names a unit, `is_person` whether it is somebody's whole
/// name.
///
/// With them come the faults: every cell in use that cannot be read, and every row that is somebody without a name.
pub fn entries<'g>(
    grid: &'g Grid,
    heading: &Heading,
    is_unit: &dyn Fn(&str) -> bool,
    is_person: &dyn Fn(&str) -> bool,
) -> (Entries<'g>, Vec<Fault>) {
    let mut entries = Entries::default();
    let mut faults = Vec::new();
    let mut under: Option<(String, String)> = None;
    let mut is_closed = false;
    for row in grid.rows.iter().skip(heading.first_row) {
        let values: BTreeMap<Field, (u32, &Value)> = heading
            .columns
            .iter()
            .filter_map(|(field, column)| Some((*field, (*column, row.get(*column)?))))
            .filter(|(_, (_, value))| matches!(value, Value::Broken(_)) || !value.text().is_empty())
            .collect();
        let first = row.texts().find(|(_, text)| text.chars().any(char::is_alphabetic));
        let Some((first_column, first)) = first.or_else(|| row.texts().next()) else {
            faults.extend(broken(grid, row, &values));
            continue;
        };
        let says_something = first.chars().any(char::is_alphabetic);
        // Of a row that is only numbered, waiting to be filled in, nothing is to be told.
        let passed_over = |entries: &mut Entries<'_>| {
            if !says_something {
                return;
            }
            entries.passed_over.push((grid.cell_name(row.number, first_column), first.to_string()));
        };
        let has = |field: Field| values.contains_key(&field);
        let says_more =
            [Field::Position, Field::Seat, Field::Unit, Field::Phone, Field::Email, Field::From].into_iter().any(has);
        let says_of_a_person = [Field::Position, Field::Phone, Field::Email, Field::From].into_iter().any(has);
        let closes = begins_with(&first, &CLOSING) || begins_with(&first, &SIGNING) && !has(Field::Name);
        if is_closed || closes {
            is_closed = true;
            passed_over(&mut entries);
            continue;
        }
        if begins_with(&first, &SUMS) && !(has(Field::Name) && says_more) {
            passed_over(&mut entries);
            continue;
        }
        if let Some(unit) = heading_of_unit(row, is_unit).filter(|_| !(has(Field::Name) && says_of_a_person)) {
            under = Some((unit, grid.cell_name(row.number, first_column)));
            continue;
        }
        if is_line_across(row) {
            passed_over(&mut entries);
            continue;
        }
        let broken = broken(grid, row, &values);
        if !broken.is_empty() {
            faults.extend(broken);
            continue;
        }
        let written = whole_name(&values);
        let bare = without_address(&written);
        let is_addressed = bare.len() < written.len() && !is_person(&written);
        let name = if is_addressed { bare } else { &written };
        let entry = Entry { row: row.number, name: name.to_owned(), values, heading: under.clone() };
        // In parentheses stands why there is nobody: (còn trống từ 01/06/2025).
        if name.starts_with('(') || name.is_empty() && !says_of_a_person && says_more {
            entries.empty.push(entry);
        } else if name.is_empty() && says_more {
            let cell = heading.columns.get(&Field::Name).map(|column| grid.cell_name(row.number, *column));
            faults.push(Fault { cell, says: both!("dòng này thiếu họ và tên", "this row has no name") });
        } else if !name.is_empty() && (says_more || entry.heading.is_some()) {
            entries.hidden += usize::from(grid.hidden.contains(&row.number));
            if is_addressed {
                entries.addressed.push((entry.cell(grid, Field::Name), written.into_owned()));
            }
            entries.people.push(entry);
        } else {
            passed_over(&mut entries);
        }
    }
    (entries, faults)
}

/// The name of a row, the given name after the rest where it has a column of its own.
fn whole_name<'v>(values: &BTreeMap<Field, (u32, &'v Value)>) -> Cow<'v, str> {
    let part = |field| values.get(&field).map_or(Cow::Borrowed(""), |(_, value)| value.text());
    let (name, given) = (part(Field::Name), part(Field::Given));
    let has_it = given.is_empty() || name.split(' ').next_back() == Some(&*given) || name == given;
    if has_it { name } else { format!("{name} {given}").into() }
}

/// How people are addressed before their name. Without marks they are syllables of names too, so that marks count.
const ADDRESSES: [&str; 9] = ["ông/bà", "ông (bà)", "ông bà", "ông", "bà", "đồng chí", "đ/c", "đ.c", "đc"];

/// A name, composed, without the form of address before it; one word alone is no name, so that what stands before it stays.
fn without_address(name: &str) -> &str {
    let is_address =
        |before: &str| ADDRESSES.contains(&before.trim_end_matches([' ', ':', '.']).to_lowercase().as_str());
    let ends = name.match_indices([' ', ':', '.']).map(|(at, end)| at + end.len());
    let parted = ends.take(4).map(|end| name.split_at(end)).filter(|(before, _)| is_address(before)).last();
    let after = parted.map(|(_, after)| after.trim_start_matches([' ', ':', '.']));
    after.filter(|after| after.contains(' ')).unwrap_or(name)
}

/// Whether a row says one thing in several cells: a remark over the whole width of the table, merged.
fn is_line_across(row: &Row) -> bool {
    let mut texts = row.texts();
    let Some((_, first)) = texts.next() else { return false };
    let mut others = 0;
    texts.all(|(_, text)| {
        others += 1;
        text == first
    }) && others > 0
}

fn broken(grid: &Grid, row: &Row, values: &BTreeMap<Field, (u32, &Value)>) -> Vec<Fault> {
    let faults = values.values().filter_map(|(column, value)| match value {
        Value::Broken(says) => Some(Fault::at(grid.cell_name(row.number, *column), Text::clone(says))),
        _ => None,
    });
    faults.collect()
}

/// Whether a text begins with some of the words, each of them whole: `Tống Sơn Hà` is no sum (tổng số).
fn begins_with(text: &str, beginnings: &[&str]) -> bool {
    let bare = text::skeleton(text);
    let words: Vec<&str> =
        bare.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    beginnings.iter().any(|beginning| {
        let mut held = words.iter();
        beginning.split(' ').all(|word| held.next() == Some(&word))
    })
}

/// The unit that a row is the heading of: it says one thing, whatever number stands before it, and that is a unit.
fn heading_of_unit(row: &Row, is_unit: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for (_, text) in row.texts() {
        let bare = text.trim_end_matches(['.', ')', '/']);
        let is_number = bare.len() <= 4 && bare.chars().all(|letter| letter.is_ascii_digit() || "IVX".contains(letter));
        if !is_number && !words.iter().any(|known| *known == *text) {
            words.push(text.into_owned());
        }
    }
    let [only] = words.as_slice() else { return None };
    let after_number = only.split_once(['.', ')']).map(|(_, after)| after.trim());
    [Some(only.as_str()), after_number].into_iter().flatten().find(|name| is_unit(name)).map(str::to_owned)
}

/// What rows were passed over, in one sentence.
pub fn passed_over_text(passed_over: &[(String, String)]) -> Option<Text> {
    let (cell, text) = passed_over.first()?;
    let text: String = text.chars().take(40).collect();
    Some(match passed_over.len() {
        1 => both!(
            "bỏ qua dòng không phải là người: {cell} “{text}”",
            "a row that is nobody was passed over: {cell} “{text}”"
        ),
        count => both!(
            "bỏ qua {count} dòng không phải là người, từ {cell} “{text}”",
            "{count} rows that are nobody were passed over, the first {cell} “{text}”"
        ),
    })
}

/// Before which names a form of address was left out, in one sentence.
pub fn addressed_text(addressed: &[(String, String)]) -> Option<Text> {
    let (cell, name) = addressed.first()?;
    let count = addressed.len();
    Some(both!(
        "bỏ cách xưng hô trước họ tên ở {count} ô, từ {cell} “{name}”",
        "forms of address before names were left out in {count} cells, the first {cell} “{name}”"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_of_address_is_no_part_of_a_name() {
        for addressed in [
            "Bà Lê Bích Trinh",
            "bà: Lê Bích Trinh",
            "Đ/c Lê Bích Trinh",
            "Đồng chí Lê Bích Trinh",
            "Ông (bà) Lê Bích Trinh",
            "Đ.C: Lê Bích Trinh",
            "BÀ. Lê Bích Trinh",
        ] {
            assert_eq!(without_address(addressed), "Lê Bích Trinh", "{addressed}");
        }
        for name in ["Bá Thị Lan", "Ba Văn Lê", "Bà Trinh", "Đồng Chí", "Lê Bà Trinh"] {
            assert_eq!(without_address(name), name);
        }
    }
}
