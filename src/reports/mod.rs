//! Reports: what the office hands on, as [`Document`]s. One file a part, one table of all of them ([`PARTS`]).
//!
//! A part reads facts and makes sections; it never works out again who is late or which seat is vacant, and it knows no
//! format. To add one, write its file and its row here.

pub mod changes;
mod columns;
mod compliance;
pub mod deadlines;
mod frame;
mod late;
mod matrix;
mod overdue;
mod ranking;
mod requests;
pub mod roster;
mod staffing;
pub mod why;

use std::collections::HashMap;

use crate::both;
use crate::calendar::{Interval, Period};
use crate::document::{Document, Evidence, Section};
use crate::facts::Facts;
use crate::facts::ledger::{Entry, Reach};
use crate::locale::{Both, Text, day};

/// A part of a report.
pub struct Part {
    /// As `--part` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: Both,
    /// Whether a report has it where nobody chooses.
    pub by_default: bool,
    make: fn(&Scope<'_, '_>) -> Vec<Section>,
}

/// Every part, in the order in which a report has them.
pub const PARTS: &[Part] = &[
    Part {
        name: "compliance",
        about: Both::new(
            "tuân thủ theo cấp và theo địa bàn: đầu mối, báo cáo, tỷ lệ",
            "compliance by tier and by area: seats, reports, rates",
        ),
        by_default: true,
        make: compliance::sections,
    },
    Part {
        name: "overdue",
        about: Both::new(
            "báo cáo quá hạn: bao lâu, mấy kỳ liền, liên hệ ai",
            "overdue reports: how long, how many in a row, whom to ask",
        ),
        by_default: true,
        make: overdue::sections,
    },
    Part {
        name: "late",
        about: Both::new("báo cáo gửi trễ", "reports that came late"),
        by_default: false,
        make: late::sections,
    },
    Part {
        name: "staffing",
        about: Both::new("vị trí còn trống, người chờ công nhận", "vacant seats, people awaiting recognition"),
        by_default: true,
        make: staffing::sections,
    },
    Part {
        name: "ranking",
        about: Both::new("xếp hạng đơn vị theo tỷ lệ đúng hạn", "units ranked by how often they are on time"),
        by_default: false,
        make: ranking::sections,
    },
    Part {
        name: "requests",
        about: Both::new("báo cáo đột xuất theo yêu cầu", "ad hoc reports that were asked for"),
        by_default: false,
        make: requests::sections,
    },
    Part {
        name: "matrix",
        about: Both::new("bảng đơn vị và kỳ báo cáo, mỗi ô một trạng thái", "units by periods, a state in each cell"),
        by_default: false,
        make: matrix::sections,
    },
];

/// The part of this name.
pub fn part(name: &str) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.name == name)
}

/// What a report is about.
pub struct Scope<'f, 'r> {
    /// As of the day judged: what came in, what is overdue.
    pub facts: &'f Facts<'r>,
    /// As of the day on which seats and people are counted: the last of the time reported on, or the day judged if that
    /// is earlier.
    pub staffing: &'f Facts<'r>,
    pub time: Time,
    /// By position in the registry: whether the report is about the unit.
    pub units: Vec<bool>,
    /// Every unit's position, in the order in which people list them.
    pub order: Vec<usize>,
    /// The ledger's entries of these units and this time: units in that order, those of each in the ledger's.
    pub entries: Vec<Entry<'r>>,
    /// Those of the time before, to compare with; `None` where there is none or nothing was owed in it.
    pub before: Option<Vec<Entry<'r>>>,
    /// The choice of units in words, where not all are chosen.
    pub choice: Option<Text>,
}

/// The time that a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// The periods of every cadence that end within this one.
    Period(Period),
    /// What falls due within these days.
    Days(Interval),
}

impl Time {
    pub fn reach(self) -> Reach {
        match self {
            Self::Period(period) => Reach::Closing(days_of(period)),
            Self::Days(days) => Reach::Listed(days),
        }
    }

    /// The time of the same length before; `None` for days, and at the beginning of the calendar.
    pub fn before(self) -> Option<Self> {
        match self {
            Self::Period(period) => period.previous().map(Self::Period),
            Self::Days(_) => None,
        }
    }

    pub fn days(self) -> Interval {
        match self {
            Self::Period(period) => days_of(period),
            Self::Days(days) => days,
        }
    }

    /// In words: `Quý III/2024`, `từ ngày 01/07/2024 đến hết ngày 15/08/2024`.
    pub fn text(self) -> Text {
        match self {
            Self::Period(period) => period.text(),
            Self::Days(days) => days.text(),
        }
    }
}

fn days_of(period: Period) -> Interval {
    Interval { from: period.first_day(), until: Some(period.last_day()) }
}

impl<'r> Scope<'_, 'r> {
    /// Whether a unit is in the report.
    pub fn has(&self, unit: usize) -> bool {
        self.units.get(unit).copied().unwrap_or(false)
    }

    /// The entries of each unit that owes something: units in the order of the entries, each once.
    pub fn by_unit(&self) -> Vec<(usize, Vec<&Entry<'r>>)> {
        let mut found: Vec<(usize, Vec<&Entry<'r>>)> = Vec::new();
        let mut places: HashMap<usize, usize> = HashMap::new();
        for entry in &self.entries {
            let at = *places.entry(entry.unit).or_insert(found.len());
            if at == found.len() {
                found.push((entry.unit, Vec::new()));
            }
            found[at].1.push(entry);
        }
        found
    }

    /// A unit's name as the report has it.
    pub fn unit_name(&self, unit: usize) -> String {
        self.staffing.unit_name(self.facts.unit(unit))
    }
}

/// The report with these parts.
pub fn report(scope: &Scope<'_, '_>, parts: &[&Part], evidence: Evidence) -> Document {
    let registry = scope.facts.registry;
    let manifest = registry.manifest.as_ref();
    let Text { vi, en } = scope.time.text();
    let (judged, counted) = (day(scope.facts.as_of), day(scope.staffing.as_of));
    let regulations = evidence.regulations.join(", ");
    let mut about = vec![both!(
        "Báo cáo đã nhận tính đến {judged}; đầu mối tính đến {counted}; theo {regulations}",
        "Reports as received by {judged}; officers as of {counted}; under {regulations}"
    )];
    about.extend(scope.choice.clone());
    Document {
        kind: "report",
        title: both!("Tuân thủ chế độ báo cáo và đầu mối: {vi}", "Compliance of reports and focal points: {en}"),
        subject: Text::same(registry.name()),
        about,
        notice: manifest.and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
        sections: parts.iter().flat_map(|part| (part.make)(scope)).collect(),
        frame: frame::frame(scope),
        evidence,
    }
}
