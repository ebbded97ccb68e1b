//! The registry as plain data. Each file here describes one folder of the registry; nothing here knows today's date,
//! a file system or an output format, and model types are never printed as they are.

pub mod calendar;
pub mod decision;
pub mod letterhead;
pub mod manifest;
pub mod officer;
pub mod regulation;
pub mod submission;
pub mod unit;
pub mod waiver;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub use calendar::{CalendarFile, Holiday, WorkedDay};
pub use decision::{Capacity, Decision, DecisionFile, Form};
pub use letterhead::Letterhead;
pub use manifest::Manifest;
pub use officer::{Officer, OfficersFile};
pub use regulation::{Clause, Employment, Every, Kind, Owes, Recognition, Regulation, Rolling, Seat};
pub use submission::{Extension, Request, Submission, SubmissionsFile};
pub use unit::{SetDates, SetDeadline, Unit, UnitsFile};
pub use waiver::{Waiver, WaiversFile};

use crate::record::{Flawed, Record, RecordType};
use crate::source::{FileId, Place};

/// Everything that a registry says, as far as it can be read.
#[derive(Debug, Default)]
pub struct Registry {
    pub manifest: Option<Manifest>,
    pub regulations: Vec<Regulation>,
    pub holidays: Vec<Holiday>,
    pub working_days: Vec<WorkedDay>,
    pub units: Vec<Unit>,
    pub officers: Vec<Officer>,
    pub decisions: Vec<Decision>,
    pub submissions: Vec<Submission>,
    pub extensions: Vec<Extension>,
    pub requests: Vec<Request>,
    pub waivers: Vec<Waiver>,
    pub unread: Unread,
    /// `ttc.yaml`, where findings on the whole registry stand.
    pub manifest_file: Option<FileId>,
    index: Index,
}

/// What is in the registry's files but could not be read, or depends on something that could not be.
/// Nothing is concluded from the absence of such a record.
#[derive(Debug, Default)]
pub struct Unread {
    pub flawed: Vec<Flawed>,
    /// The names of the record types of which some file, or part of one, could not be read at all.
    pub incomplete: BTreeSet<&'static str>,
}

#[derive(Debug, Default)]
struct Index {
    units: HashMap<Arc<str>, usize>,
    officers: HashMap<Arc<str>, usize>,
    decisions: HashMap<Arc<str>, usize>,
    requests: HashMap<Arc<str>, usize>,
}

impl Unread {
    /// Whether records of this type may be missing altogether.
    pub fn is_incomplete(&self, record: &RecordType) -> bool {
        self.incomplete.contains(record.name)
    }

    /// The flawed records of a type.
    pub fn of<R: Record>(&self) -> impl Iterator<Item = &Flawed> {
        let name = R::description().name;
        self.flawed.iter().filter(move |flawed| flawed.record == name)
    }
}

impl Registry {
    /// Makes the lookups by id true again after records were added or taken away.
    pub fn reindex(&mut self) {
        fn index<T>(records: &[T], id: impl Fn(&T) -> &Arc<str>) -> HashMap<Arc<str>, usize> {
            records.iter().enumerate().map(|(at, record)| (Arc::clone(id(record)), at)).collect()
        }
        self.index = Index {
            units: index(&self.units, |unit| &unit.id.0),
            officers: index(&self.officers, |officer| &officer.id.0),
            decisions: index(&self.decisions, |decision| &decision.id),
            requests: index(&self.requests, |request| &request.id.0),
        };
    }

    /// The unit with this id; `None` where there is none or it is flawed. Likewise the others.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.unit_index(id).map(|at| &self.units[at])
    }

    /// The unit's position in `units`.
    pub fn unit_index(&self, id: &str) -> Option<usize> {
        self.index.units.get(id).copied()
    }

    pub fn officer(&self, id: &str) -> Option<&Officer> {
        self.officer_index(id).map(|at| &self.officers[at])
    }

    /// The officer's position in `officers`.
    pub fn officer_index(&self, id: &str) -> Option<usize> {
        self.index.officers.get(id).copied()
    }

    pub fn decision(&self, id: &str) -> Option<&Decision> {
        self.decision_index(id).map(|at| &self.decisions[at])
    }

    /// The decision's position in `decisions`.
    pub fn decision_index(&self, id: &str) -> Option<usize> {
        self.index.decisions.get(id).copied()
    }

    pub fn request(&self, id: &str) -> Option<&Request> {
        self.index.requests.get(id).map(|at| &self.requests[*at])
    }

    /// The registry's name, or nothing where the manifest cannot be read.
    pub fn name(&self) -> &str {
        self.manifest.as_ref().map_or("", |manifest| &manifest.name)
    }

    /// Where a finding on the registry as a whole stands: its manifest.
    pub fn place(&self) -> Place {
        Place::file(self.manifest_file.unwrap_or(FileId(0)))
    }
}
