//! What differs between two registries, as a document: people, seats, reports, decisions, and what still wants one.
//!
//! Every row has its day; what lies after the day judged says so. Which changes there are is the facts' to say.

mod papers;
mod people;
mod reports;
mod seats;

use chrono::NaiveDate;

use crate::both;
use crate::document::{Column, Document, Evidence, Holds, Table};
use crate::facts::Facts;
use crate::facts::changes::{Changes, changes};
use crate::locale::{Both, Text, day, listed, plural};
use crate::model::Unit;

/// What is compared.
pub struct Compared<'f, 'r> {
    pub before: &'f Facts<'r>,
    /// As of the same day.
    pub after: &'f Facts<'r>,
    /// What people call the two sides: `bản v1`, `thư mục làm việc`.
    pub names: (Text, Text),
    /// The registry's files that are not the same on both sides, by path.
    pub files: Vec<String>,
}

/// The changes as a document.
pub fn document(compared: &Compared<'_, '_>, evidence: Evidence) -> Document {
    let Compared { before, after, names: (from, to), .. } = compared;
    let changes = changes(before, after);
    let manifest = after.registry.manifest.as_ref();
    let (as_of, regulations) = (day(after.as_of), evidence.regulations.join(", "));
    let mut about = vec![both!(
        vi: ("Từ {} đến {}; cùng xét theo ngày {as_of}, {regulations}", from.vi, to.vi),
        en: ("From {} to {}; both judged as of {as_of}, {regulations}", from.en, to.en)
    )];
    about.push(files(&compared.files));
    about.extend(unclear(&changes));
    Document {
        kind: "diff",
        title: both!("Thay đổi trong sổ đầu mối", "Changes in the register of focal points"),
        subject: Text::same(after.registry.name()),
        about,
        notice: manifest.and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
        sections: vec![
            people::section(compared, &changes),
            papers::undecided(compared, &changes),
            seats::section(compared, &changes),
            reports::section(compared, &changes),
            papers::decisions(compared, &changes),
        ],
        frame: None,
        evidence,
    }
}

fn files(paths: &[String]) -> Text {
    if paths.is_empty() {
        return both!("Hai bên có các tệp giống hệt nhau", "Both sides have the same files");
    }
    let (count, names) = (paths.len(), listed(paths.iter().map(String::as_str), "tệp"));
    let counted = plural(i64::try_from(count).unwrap_or(i64::MAX), "file");
    both!(
        vi: ("{count} tệp khác nhau: {}", names.vi),
        en: ("Different in {counted}: {}", names.en)
    )
}

fn unclear(changes: &Changes<'_>) -> Option<Text> {
    let count = changes.unclear;
    let counted = plural(i64::try_from(count).unwrap_or(i64::MAX), "record");
    (count > 0).then(|| {
        both!(
            "{count} bản ghi chỉ thấy ở một bên không nêu ở đây, vì bên kia có bản ghi không đọc được; hãy chạy ttc validate",
            "Left out: {counted} on one side only, because the other has records that cannot be read; run ttc validate"
        )
    })
}

impl<'r> Compared<'_, 'r> {
    /// A unit's name, of one that is gone as it was.
    fn unit_name(&self, id: &str) -> String {
        let name = |facts: &Facts<'r>| facts.registry.unit(id).map(|unit: &Unit| facts.unit_name(unit));
        name(self.after).or_else(|| name(self.before)).unwrap_or_else(|| id.to_owned())
    }

    /// A seat's name under the regulation that governs the unit on the day judged, or else the latest that did or will.
    fn seat_name(&self, unit: &str, seat: &str) -> Text {
        let name = |facts: &Facts<'r>| {
            let at = facts.registry.unit_index(unit)?;
            let term = facts.force.terms(at).last().map(|term| &facts.registry.regulations[term.regulation]);
            let regulation = facts.regulation_of(at, facts.as_of).or(term)?;
            Some(regulation.kind(&facts.unit(at).kind)?.seat(seat)?.name.text())
        };
        name(self.after).or_else(|| name(self.before)).unwrap_or_else(|| Text::same(seat))
    }

    /// What is said of a day that lies ahead.
    fn ahead(&self, day: NaiveDate) -> Option<Text> {
        (day > self.after.as_of).then(|| both!("sau ngày xét", "after the day judged"))
    }
}

fn turn_column() -> Column {
    Column::new("change", Both::new("Thay đổi", "Change"), Holds::Words)
}

fn unit_column() -> Column {
    Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words)
}

fn seat_column() -> Column {
    Column::new("seat", Both::new("Vị trí", "Seat"), Holds::Words)
}

fn day_column() -> Column {
    Column::new("day", Both::new("Ngày", "Day"), Holds::Day)
}

fn note_column() -> Column {
    Column::new("note", Both::new("Ghi chú", "Note"), Holds::Words)
}

fn table(columns: Vec<Column>, empty: Both) -> Table {
    Table { columns, rows: Vec::new(), empty: empty.into() }
}

/// Remarks in one, or none.
fn joined(remarks: impl IntoIterator<Item = Text>) -> Option<Text> {
    remarks.into_iter().reduce(|one, other| both!(vi: ("{}; {}", one.vi, other.vi), en: ("{}; {}", one.en, other.en)))
}
