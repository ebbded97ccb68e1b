//! The faults of one file, as many as are worth telling: a file made to be wrong must not take all memory.

use super::faults;
use crate::diagnostic::Diagnostic;
use crate::source::Place;

/// Faults told of one file, at most. Past that its reading ends: it is no file that people keep.
pub const MOST_FAULTS: usize = 10_000;

#[derive(Debug, Default)]
pub struct Told {
    faults: Vec<Diagnostic>,
    beyond: bool,
}

impl Told {
    /// Tells a fault, unless enough have been told.
    pub fn tell(&mut self, fault: impl FnOnce() -> Diagnostic) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault());
        } else {
            self.beyond = true;
        }
    }

    /// Whether enough have been told for the reading to end here; asked before each further record.
    pub fn is_full(&mut self) -> bool {
        self.beyond |= self.faults.len() >= MOST_FAULTS;
        self.beyond
    }

    /// How many have been told.
    pub fn count(&self) -> usize {
        self.faults.len()
    }

    /// Says of every fault told since there were `count` that it is within something of this name: two records of a
    /// file can have the same thing wrong with them.
    pub(super) fn name_since(&mut self, count: usize, name: &str) {
        for fault in self.faults.iter_mut().skip(count) {
            let detail = fault.subject.detail.get_or_insert_default();
            *detail = format!("{name} {detail}").trim_end().to_owned();
        }
    }

    /// Every fault told; `file` is where it stands that there are more.
    pub fn into_faults(mut self, file: Place) -> Vec<Diagnostic> {
        if self.beyond {
            self.faults.push(faults::too_many(file, MOST_FAULTS));
        }
        self.faults
    }
}
