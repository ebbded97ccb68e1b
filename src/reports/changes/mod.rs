//! What differs between two registries, as a document: people, seats, reports, decisions, and what still wants one.
//!
//! Every row has its day; what lies after the day judged says so. Which changes there are is the facts' to say.

mod papers;
mod people;
mod reports;
mod seats;

use chrono::NaiveDate;

use crate::both;
use crate::document::{Cell, Column, Document, Evidence, Holds};
use crate::facts::Facts;
use crate::facts::changes::{Changes, Unreadable, changes};
use crate::locale::{Both, Text, clause, day, listed, plural};
use crate::model::Unit;
use crate::record::scalar::ClauseId;

/// What is compared.
pub struct Compared<'f, 'r> {
    pub before: &'f Facts<'r>,
    /// As of the same day.
    pub after: &'f Facts<'r>,
    /// What people call the two sides, the older first: `bản v1`, `thư mục hiện nay`.
    pub names: [Text; 2],
    /// The registry's files that are not the same on both sides, by path.
    pub files: Vec<String>,
}

/// The changes as a document.
pub fn document(compared: &Compared<'_, '_>, evidence: Evidence) -> Document {
    let Compared { before, after, .. } = compared;
    let [from, to] = &compared.names;
    let changes = changes(before, after);
    let manifest = after.registry.manifest.as_ref();
    let as_of = day(after.as_of);
    let by = match evidence.regulations.join(", ") {
        none if none.is_empty() => String::new(),
        regulations => format!(", {regulations}"),
    };
    let mut about = vec![both!(
        vi: ("Từ {} đến {}; cùng xét theo ngày {as_of}{by}", from.vi, to.vi),
        en: ("From {} to {}; both judged as of {as_of}{by}", from.en, to.en)
    )];
    about.push(files(&compared.files));
    let unread = compared.names.iter().zip(changes.unread);
    about.extend(unread.filter_map(|(side, unread)| unreadable(side, unread)));
    about.extend(unclear(&changes));
    if changes.are_none() {
        let nothing = Both::new(
            "Không có gì thay đổi về người, vị trí, báo cáo và quyết định",
            "Nothing changed in people, seats, reports and decisions",
        );
        about.push(as_far_as_read(&changes, nothing));
    }
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

/// What of a side could not be read; `None` where all of it was.
fn unreadable(side: &Text, unread: Unreadable) -> Option<Text> {
    let Text { vi, en } = side;
    let count = unread.records;
    let counted = plural(i64::try_from(count).unwrap_or(i64::MAX), "record");
    Some(match (count, unread.files) {
        (0, false) => return None,
        (0, true) => both!(
            "Không đọc được hết {vi}: có tệp hỏng; hãy chạy ttc validate",
            "Not all of {en} can be read: a file is broken; run ttc validate"
        ),
        (_, false) => both!(
            "Không đọc được hết {vi}: {count} bản ghi có lỗi; hãy chạy ttc validate",
            "Not all of {en} can be read: {counted} with faults; run ttc validate"
        ),
        (_, true) => both!(
            "Không đọc được hết {vi}: có tệp hỏng và {count} bản ghi có lỗi; hãy chạy ttc validate",
            "Not all of {en} can be read: a broken file and {counted} with faults; run ttc validate"
        ),
    })
}

fn unclear(changes: &Changes<'_>) -> Option<Text> {
    let count = changes.unclear;
    let counted = plural(i64::try_from(count).unwrap_or(i64::MAX), "record");
    (count > 0).then(|| {
        both!(
            "{count} bản ghi chỉ thấy ở một bên không nêu ở đây: có thể nằm trong phần không đọc được của bên kia",
            "Left out: {counted} on one side only that may be in what the other side cannot show"
        )
    })
}

/// That there is nothing to list, with how far this goes.
fn as_far_as_read(changes: &Changes<'_>, nothing: Both) -> Text {
    if changes.are_whole() {
        return nothing.into();
    }
    let Both { vi, en } = nothing;
    both!("{vi} trong phần đọc được", "{en} in what could be read")
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

fn clause_column() -> Column {
    Column::new("clause", Both::new("Điều khoản", "Clause"), Holds::Words)
}

fn clause_cell(id: Option<&ClauseId>) -> Cell {
    Cell::or_missing(id.map(|id| Cell::Words(clause(id))))
}

/// How many records were mended or taken out, which says nothing new of anybody; `None` for none.
fn records(corrected: usize, removed: usize) -> Option<Text> {
    (corrected + removed > 0).then(|| {
        both!("Bản ghi: {corrected} được sửa, {removed} bị xóa", "Records: {corrected} corrected, {removed} removed")
    })
}

/// Remarks in one, or none.
fn joined(remarks: impl IntoIterator<Item = Text>) -> Option<Text> {
    remarks.into_iter().reduce(|one, other| both!(vi: ("{}; {}", one.vi, other.vi), en: ("{}; {}", one.en, other.en)))
}
