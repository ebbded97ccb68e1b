//! Which unit somebody means by what they wrote: an id, a code or a name, with or without marks.

use super::Facts;
use crate::both;
use crate::locale::{Text, listed};
use crate::text;

impl Facts<'_> {
    /// The position of the unit that is meant: the one with this id or code; else the only one whose name, now or once,
    /// is this one, marks and case aside.
    ///
    /// # Errors
    /// Where there is none, with the nearest; or where several bear the name, with their ids.
    pub fn unit_meant(&self, written: &str) -> Result<usize, Text> {
        let registry = self.registry;
        let written = written.trim();
        if let Some(unit) = registry.unit_index(written) {
            return Ok(unit);
        }
        let bare = text::skeleton(written);
        let bears = |at: &usize| {
            let unit = &registry.units[*at];
            let mut names = unit.former_names.iter().map(|former| &*former.name).chain([&*unit.name]);
            unit.code.as_deref() == Some(written) || names.any(|name| text::skeleton(name) == bare)
        };
        let bearers: Vec<usize> = (0..registry.units.len()).filter(bears).collect();
        // Of two of one name, one of which is no more, the one that is there is meant.
        let present: Vec<usize> =
            bearers.iter().copied().filter(|at| registry.units[*at].exists_on(self.as_of)).collect();
        match (present.as_slice(), bearers.as_slice()) {
            ([only], _) | ([], [only]) => Ok(*only),
            ([], []) => Err(self.no_such_unit(written)),
            ([], several) | (several, _) => {
                let ids = several.iter().map(|at| &*registry.units[*at].id.0);
                let ids = listed(ids, "đơn vị");
                Err(both!(
                    vi: ("có nhiều đơn vị tên “{written}”; hãy nêu mã: {}", ids.vi),
                    en: ("several units are called “{written}”; give an id: {}", ids.en)
                ))
            }
        }
    }

    fn no_such_unit(&self, written: &str) -> Text {
        let units = &self.registry.units;
        let nearest = text::nearest(written, units.iter().map(|unit| &*unit.id)).or_else(|| {
            let name = text::nearest(written, units.iter().map(|unit| &*unit.name))?;
            units.iter().find(|unit| *unit.name == *name).map(|unit| &*unit.id)
        });
        match nearest.and_then(|id| self.registry.unit(id)) {
            Some(unit) => {
                let (id, name) = (&unit.id, &unit.name);
                both!(
                    "không có đơn vị “{written}”; có phải là {id} ({name})?",
                    "there is no unit “{written}”; did you mean {id} ({name})?"
                )
            }
            None => both!("không có đơn vị “{written}”", "there is no unit “{written}”"),
        }
    }
}
