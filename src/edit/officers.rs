//! Officers: into which file a new one goes, under which id, and what leaving and moving mean.

use chrono::NaiveDate;

use super::draft::Draft;
use super::value::NewRecord;
use crate::both;
use crate::locale::{Text, day};
use crate::model::Officer;
use crate::source::{FileId, Files};
use crate::text;

/// The list that officers files hold.
const LIST: &str = "officers";

/// Records a new officer: in the file of the unit's officers, under an id made of the name unless the record has one.
/// Gives the id.
///
/// # Errors
/// Where the record has no name or unit, the unit is unknown, the id is taken, or no id can be made of the name.
pub fn add(draft: &mut Draft<'_>, mut record: NewRecord) -> Result<String, Text> {
    let lacking = |key: &str| both!("bản ghi chưa có {key}", "the record has no {key}");
    let unit = record.text("unit").ok_or_else(|| lacking("unit"))?.to_owned();
    let path = file_for(draft, &unit)?;
    let id = match record.text("id") {
        Some(id) if is_taken(draft, id) => return Err(both!("mã {id} đã có", "the id {id} is taken")),
        Some(id) => id.to_owned(),
        None => new_id(draft, record.text("name").ok_or_else(|| lacking("name"))?)?,
    };
    record.set("id", id.as_str());
    draft.append(&path, LIST, record);
    Ok(id)
}

/// Records that an officer left; `last_day` is still in the seat.
///
/// # Errors
/// Where the officer has a last day already.
pub fn end(draft: &mut Draft<'_>, officer: &Officer, last_day: NaiveDate) -> Result<(), Text> {
    if let Some(until) = officer.until {
        let (id, until) = (&officer.id, day(until));
        return Err(both!(
            "{id} đã thôi từ trước: ngày cuối là {until}; nếu ghi sai thì sửa trong tệp",
            "{id} has left already: the last day is {until}; if that is wrong, mend it in the file"
        ));
    }
    draft.set(&officer.place, "until", last_day);
    Ok(())
}

/// Records that an officer takes another seat: the old record ends on the day before, unless it has ended, and the new
/// one is linked to it. What the new record does not say of the person is as before. Gives the new record's id.
///
/// # Errors
/// See [`add`]; also where the new record has no first day, or the officer left after it.
pub fn transfer(draft: &mut Draft<'_>, officer: &Officer, mut record: NewRecord) -> Result<String, Text> {
    let from: Option<NaiveDate> = record.text("from").and_then(|from| from.parse().ok());
    let from = from.ok_or_else(|| both!("bản ghi chưa có from", "the record has no from"))?;
    match (officer.until, from.pred_opt()) {
        (None, Some(last_day)) => end(draft, officer, last_day)?,
        (Some(until), _) if until >= from => end(draft, officer, from)?,
        _ => {}
    }
    let kept = [
        ("name", Some(officer.name.to_string())),
        ("position", Some(officer.position.to_string())),
        ("employment", Some(officer.employment.word().to_owned())),
        ("experience_since", officer.experience_since.map(|day| day.to_string())),
        ("email", officer.email.as_ref().map(ToString::to_string)),
        ("phone", officer.phone.as_ref().map(ToString::to_string)),
        ("person", Some(officer.person.as_ref().unwrap_or(&officer.id).to_string())),
    ];
    for (key, value) in kept {
        if let (None, Some(value)) = (record.get(key), value) {
            record.set(key, value);
        }
    }
    add(draft, record)
}

/// The file that a unit's officers go into: where they stand already, else where those of the unit above in the same
/// units file stand, else a file of the same name as the units file.
///
/// # Errors
/// Where there is no such unit.
pub fn file_for(draft: &Draft<'_>, unit: &str) -> Result<String, Text> {
    let (registry, files) = (&draft.loaded().registry, &draft.loaded().files);
    let found = registry.unit(unit).ok_or_else(|| both!("không có đơn vị {unit}", "there is no unit {unit}"))?;
    let home = found.place.file;
    let mut at = Some(found);
    // As many steps as there are units, for units can stand above each other in a circle.
    for _ in 0..registry.units.len() {
        let Some(unit) = at.filter(|unit| unit.place.file == home) else { break };
        if let Some(path) = draft.planned(LIST, "unit", &unit.id) {
            return Ok(path.to_owned());
        }
        if let Some(officer) = registry.officers.iter().rev().find(|officer| officer.unit.id == unit.id.0) {
            return Ok(files.path(officer.place.file).to_string());
        }
        at = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
    }
    Ok(of_same_name(files, home))
}

fn of_same_name(files: &Files, units: FileId) -> String {
    let name = files.path(units).rsplit('/').next().unwrap_or_default();
    format!("{LIST}/{name}")
}

/// An id for a person of this name: the name in lower case without accents, with a number where it is taken.
///
/// # Errors
/// Where the name has no letter of the Latin alphabet.
pub fn new_id(draft: &Draft<'_>, name: &str) -> Result<String, Text> {
    let slug = text::slug(name);
    if slug.is_empty() {
        return Err(both!(
            "không đặt được mã cho tên \"{name}\"; hãy nêu id",
            "no id can be made of \"{name}\"; give one"
        ));
    }
    if !is_taken(draft, &slug) {
        return Ok(slug);
    }
    let mut numbered = (2_u32..).map(|number| format!("{slug}-{number}"));
    Ok(numbered.find(|id| !is_taken(draft, id)).unwrap_or(slug))
}

/// Whether an officer, read, flawed or yet to be written, has this id.
fn is_taken(draft: &Draft<'_>, id: &str) -> bool {
    let registry = &draft.loaded().registry;
    registry.officer(id).is_some()
        || registry.unread.of::<Officer>().any(|flawed| flawed.id.as_deref() == Some(id))
        || registry.officers.iter().any(|officer| officer.person.as_deref() == Some(id))
        || draft.planned(LIST, "id", id).is_some()
}
