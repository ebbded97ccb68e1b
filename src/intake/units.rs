//! Which unit a list means: by id, code or name, as registries and letterheads have it, told from others of its name by
//! the unit above or by the scope of the list.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::both;
use crate::facts::Facts;
use crate::locale::{Text, listed};
use crate::text::{self, Guesses};

/// The names of all units, for looking up many.
pub struct Units<'f, 'r> {
    facts: &'f Facts<'r>,
    bearers: HashMap<String, Vec<usize>>,
    guesses: RefCell<Guesses<'r>>,
}

impl<'f, 'r> Units<'f, 'r> {
    pub fn new(facts: &'f Facts<'r>) -> Self {
        let registry = facts.registry;
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, unit) in registry.units.iter().enumerate() {
            let body = facts.body(at);
            let former = unit.former_names.iter().map(|former| former.name.to_string());
            // As exports tell it from others of its name: by the unit above, by its last day.
            let told_apart = facts.unit_name(unit);
            let names =
                former.chain([unit.name.to_string(), unit.id.to_string(), body.full_name, body.name, told_apart]);
            for name in names.chain(unit.code.as_ref().map(ToString::to_string)) {
                let known = bearers.entry(key(&name)).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        let guesses = RefCell::new(Guesses::among(registry.units.iter().map(|unit| &*unit.name.0)));
        Self { facts, bearers, guesses }
    }

    /// The unit meant by what is written, which may be followed by the name of the unit above, in parentheses or after a
    /// comma or a dash; `above` is what another column says of that. Only units of the `scope` count, where there is one;
    /// and of several only those that are there on the day judged, if any are.
    ///
    /// # Errors
    /// Where there is none, or several.
    pub fn meant(&self, written: &str, above: Option<&str>, scope: Option<usize>) -> Result<usize, Text> {
        match self.possible(written, above, scope)?.as_slice() {
            [only] => Ok(*only),
            [] => Err(self.unknown(parted(written).map_or(written, |(name, _)| name))),
            several => Err(self.ambiguous(written, several)),
        }
    }

    /// Whether one unit is meant, of whatever scope; see [`Self::meant`].
    pub fn is_one(&self, written: &str, scope: Option<usize>) -> bool {
        self.possible(written, None, scope).is_ok_and(|found| found.len() == 1)
    }

    fn possible(&self, written: &str, above: Option<&str>, scope: Option<usize>) -> Result<Vec<usize>, Text> {
        let mut found = self.bearing(written, above, scope)?;
        let is_there = |at: &usize| self.facts.unit(*at).exists_on(self.facts.as_of);
        if found.iter().any(is_there) {
            found.retain(is_there);
        }
        Ok(found)
    }

    /// Every unit that may be meant, those that are no more among them; see [`Self::meant`].
    ///
    /// # Errors
    /// Where the unit above is not known, or none is within the scope.
    pub fn bearing(&self, written: &str, above: Option<&str>, scope: Option<usize>) -> Result<Vec<usize>, Text> {
        let above = above.filter(|above| !above.is_empty());
        let whole = self.of_name(written);
        let (mut found, above) = match (whole.is_empty(), parted(written)) {
            (true, Some((name, after))) => (self.of_name(name), above.or(Some(after))),
            _ => (whole, above),
        };
        if let Some(above) = above {
            let tops = self.of_name(above);
            if tops.is_empty() {
                return Err(both!("không có đơn vị cấp trên “{above}”", "there is no unit above “{above}”"));
            }
            let hierarchy = &self.facts.hierarchy;
            let is_below = |at: usize, top: usize| at != top && hierarchy.is_within(at, top);
            found.retain(|at| tops.iter().any(|top| is_below(*at, *top)));
        }
        if let Some(scope) = scope {
            let within: Vec<usize> =
                found.iter().copied().filter(|at| self.facts.hierarchy.is_within(*at, scope)).collect();
            if within.is_empty() && !found.is_empty() {
                return Err(both!(
                    "“{written}” nằm ngoài đơn vị nêu ở --unit",
                    "“{written}” is not below the unit named by --unit"
                ));
            }
            found = within;
        }
        Ok(found)
    }

    fn of_name(&self, name: &str) -> Vec<usize> {
        let key = key(name);
        let bare = || self.bearers.get(key.strip_prefix(COMMITTEE)?.trim_start());
        self.bearers.get(&key).or_else(bare).cloned().unwrap_or_default()
    }

    fn unknown(&self, name: &str) -> Text {
        match self.guesses.borrow_mut().nearest(name) {
            Some(nearest) => {
                both!(
                    "không có đơn vị “{name}”; có phải là {nearest}?",
                    "there is no unit “{name}”; did you mean {nearest}?"
                )
            }
            None => both!("không có đơn vị “{name}”", "there is no unit “{name}”"),
        }
    }

    fn ambiguous(&self, written: &str, several: &[usize]) -> Text {
        let names: Vec<String> = several
            .iter()
            .map(|at| {
                let above =
                    self.facts.hierarchy.parent(*at).map(|above| self.facts.unit(above).name_on(self.facts.as_of));
                format!("{} ({})", self.facts.unit(*at).id, above.unwrap_or_default())
            })
            .collect();
        let Text { vi, en } = listed(names.iter().map(String::as_str), "đơn vị");
        both!(
            "có nhiều đơn vị tên “{written}”: {vi}; hãy thêm cột Đơn vị cấp trên, ghi mã đơn vị, hoặc dùng --unit",
            "several units are called “{written}”: {en}; add a column Unit above, write the unit's id, or use --unit"
        )
    }
}

/// The committee of a unit, which stands for the unit.
const COMMITTEE: &str = "ubnd";

/// What makes two spellings of a unit's name one; the committee's name may be shortened as everybody does.
fn key(name: &str) -> String {
    text::skeleton(name).replace("uy ban nhan dan", COMMITTEE)
}

/// A name and the name of the unit above that follows it.
fn parted(written: &str) -> Option<(&str, &str)> {
    let (name, after) = match written.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some(parted) => parted,
        None => {
            written.rsplit_once(',').or_else(|| written.rsplit_once(" - ")).or_else(|| written.rsplit_once(" – "))?
        }
    };
    Some((name.trim(), after.trim()))
}
