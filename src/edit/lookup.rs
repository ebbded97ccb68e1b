//! Units and officers by what people call them: their ids, or their names with or without accents.

use crate::both;
use crate::locale::{Text, listed};
use crate::model::{Officer, Registry, Unit};
use crate::text;

/// The unit that is meant: by its id, else by its name if it is the only one of that name; marks of tone need not be
/// typed. A name may be followed by the name of the unit above in parentheses.
///
/// # Errors
/// Where there is none, with the nearest, or several, with their ids.
pub fn unit<'r>(registry: &'r Registry, written: &str) -> Result<&'r Unit, Text> {
    if let Some(unit) = registry.unit(written.trim()) {
        return Ok(unit);
    }
    let names = |unit: &Unit| {
        let above = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
        let name = unit.name.to_string();
        let full = above.map(|above| format!("{name} ({})", above.name));
        std::iter::once(name).chain(full)
    };
    let found = by_name(&registry.units, written, |unit| names(unit).collect());
    match found.as_slice() {
        [unit] => Ok(unit),
        [] => {
            let known = registry.units.iter().flat_map(|unit| [&*unit.id.0, &*unit.name]);
            Err(unknown(both!("không có đơn vị \"{written}\"", "there is no unit \"{written}\""), written, known))
        }
        several => {
            let ids = listed(several.iter().map(|unit| &*unit.id.0), "đơn vị");
            Err(both!(
                vi: ("có nhiều đơn vị tên \"{written}\": {}", ids.vi),
                en: ("several units are called \"{written}\": {}", ids.en)
            ))
        }
    }
}

/// The officer that is meant: by id, else by name if there is only one record of that name.
///
/// # Errors
/// As [`unit`].
pub fn officer<'r>(registry: &'r Registry, written: &str) -> Result<&'r Officer, Text> {
    if let Some(officer) = registry.officer(written.trim()) {
        return Ok(officer);
    }
    let found = by_name(&registry.officers, written, |officer| vec![officer.name.to_string()]);
    match found.as_slice() {
        [officer] => Ok(officer),
        [] => {
            let known = registry.officers.iter().flat_map(|officer| [&*officer.id.0, &*officer.name]);
            Err(unknown(both!("không có đầu mối \"{written}\"", "there is no officer \"{written}\""), written, known))
        }
        several => {
            let ids = listed(several.iter().map(|officer| &*officer.id.0), "bản ghi");
            Err(both!(
                vi: ("có nhiều bản ghi tên \"{written}\": {}", ids.vi),
                en: ("several records bear the name \"{written}\": {}", ids.en)
            ))
        }
    }
}

/// The records of a name: as it is spelt, else without its marks.
fn by_name<'r, T>(records: &'r [T], written: &str, names: impl Fn(&T) -> Vec<String>) -> Vec<&'r T> {
    let matching = |is_it: &dyn Fn(&str) -> bool| -> Vec<&'r T> {
        records.iter().filter(|record| names(record).iter().any(|name| is_it(name))).collect()
    };
    let exact = matching(&|name| text::same_name(name, written));
    if !exact.is_empty() {
        return exact;
    }
    let bare = text::skeleton(written);
    matching(&|name| !bare.is_empty() && text::skeleton(name) == bare)
}

fn unknown<'a>(said: Text, written: &str, known: impl Iterator<Item = &'a str>) -> Text {
    match text::nearest(written, known) {
        Some(nearest) => both!(
            vi: ("{}; có phải là {nearest}?", said.vi),
            en: ("{}; did you mean {nearest}?", said.en)
        ),
        None => said,
    }
}
