//! The roster (Decision 246, Article 6.1.b): who holds which seat on the day judged and which seats are empty then; and
//! every tenure there was, for counting days in post (Article 8).

use chrono::NaiveDate;

use super::Facts;
use super::staffing::SeatHistory;
use crate::locale::Both;
use crate::model::{Kind, Officer, Seat};

/// What the program itself says of how a person stands, after the office's own note. Whoever reads a roster back knows
/// these again and takes none for a note.
pub const REMARKS: [Both; 4] = [AWAITING, UNCERTAIN, NEVER_RECOGNIZED, STILL_RECOGNIZED];
pub const AWAITING: Both = Both::new("chưa công nhận", "not recognised yet");
pub const UNCERTAIN: Both = Both::new("chưa rõ đã công nhận hay chưa", "recognition not known");
pub const NEVER_RECOGNIZED: Both = Both::new("không có quyết định công nhận", "never recognised");
pub const STILL_RECOGNIZED: Both = Both::new("chưa có quyết định thôi công nhận", "recognition not ended");

/// A line of the roster: a person in a seat, or a seat with nobody in it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'r> {
    /// The unit's position in the registry.
    pub unit: usize,
    /// The seat with the kind of unit that has it; `None` where no regulation gives the unit such a seat.
    pub seat: Option<(&'r Kind, &'r Seat)>,
    pub holder: Holder<'r>,
}

/// Who is in a seat.
#[derive(Clone, Copy, Debug)]
pub enum Holder<'r> {
    Officer {
        /// The officer's position in the registry.
        at: usize,
        officer: &'r Officer,
    },
    /// One of the seat's places is empty.
    Nobody { since: NaiveDate, last: Option<&'r Officer> },
    /// Records of the unit's officers cannot be read, so that nobody can say.
    Unknown,
}

impl<'r> Line<'r> {
    /// The officer, where there is one.
    pub fn officer(&self) -> Option<&'r Officer> {
        match self.holder {
            Holder::Officer { officer, .. } => Some(officer),
            Holder::Nobody { .. } | Holder::Unknown => None,
        }
    }
}

impl<'r> Facts<'r> {
    /// The lines of the day judged: units in the order in which people list them, the seats of each in the regulation's,
    /// then whoever is recorded in a seat that the unit does not have. An open seat is empty as far as its minimum is
    /// not reached.
    pub fn roster(&self) -> Vec<Line<'r>> {
        let by_unit = self.officers_by_unit();
        let mut lines = Vec::new();
        for unit in self.units_in_order() {
            let first = lines.len();
            let start = self.seats.partition_point(|history| history.unit < unit);
            let histories = self.seats[start..].iter().take_while(|history| history.unit == unit);
            histories.for_each(|history| self.add_seat(history, &mut lines));
            let listed: Vec<&Officer> = lines[first..].iter().filter_map(Line::officer).collect();
            let strays = by_unit[unit].iter().filter(|at| {
                let officer = &self.registry.officers[**at];
                self.is_in_post(**at) && !listed.iter().any(|known| known.id == officer.id)
            });
            lines.extend(strays.map(|at| Line { unit, seat: None, holder: self.holder(*at) }));
        }
        lines
    }

    fn add_seat(&self, history: &SeatHistory, lines: &mut Vec<Line<'r>>) {
        let Some((_, kind)) = self.governed(history.unit, self.as_of) else { return };
        let Some(seat) = kind.seat(&history.seat).filter(|_| history.term_on(self.as_of).is_some()) else { return };
        let line = |holder| Line { unit: history.unit, seat: Some((kind, seat)), holder };
        let held = history.holders.iter().copied().filter(|at| self.is_in_post(*at));
        lines.extend(held.map(|at| line(self.holder(at))));
        if let Some(run) = history.vacant.iter().find(|run| run.contains(self.as_of)) {
            if history.uncertain {
                lines.push(line(Holder::Unknown));
                return;
            }
            let empty = history.expected_on(self.registry, self.as_of) - history.held_on(self.registry, self.as_of);
            let last = history.last_holder_before(self.registry, run.from);
            lines.extend(std::iter::repeat_n(line(Holder::Nobody { since: run.from, last }), empty));
        }
    }

    /// Every tenure there is, past, present and to come: units in the order in which people list them, the tenures of each
    /// by seat in the regulation's order and then by first day.
    pub fn tenures(&self) -> Vec<Line<'r>> {
        let mut lines = Vec::new();
        let by_unit = self.officers_by_unit();
        for unit in self.units_in_order() {
            let first = lines.len();
            lines.extend(by_unit[unit].iter().map(|at| Line {
                unit,
                seat: self.seat_of(unit, &self.registry.officers[*at]),
                holder: self.holder(*at),
            }));
            lines[first..].sort_by_key(|line| {
                let place = line.seat.and_then(|(kind, seat)| kind.seats.iter().position(|known| known.id == seat.id));
                (place.unwrap_or(usize::MAX), line.officer().map(|officer| officer.from))
            });
        }
        lines
    }

    /// The seat of an officer, as the regulation has it that governs on the day of the tenure nearest to the day judged.
    fn seat_of(&self, unit: usize, officer: &Officer) -> Option<(&'r Kind, &'r Seat)> {
        let day = self.days_in_post(officer)?.nearest_day(self.as_of);
        let (_, kind) = self.governed(unit, day).or_else(|| self.governed(unit, self.as_of))?;
        Some((kind, kind.seat(&officer.seat)?))
    }

    /// Whether an officer is in post on the day judged, in a unit that is there then.
    fn is_in_post(&self, at: usize) -> bool {
        self.days_in_post(&self.registry.officers[at]).is_some_and(|days| days.contains(self.as_of))
    }

    fn holder(&self, at: usize) -> Holder<'r> {
        Holder::Officer { at, officer: &self.registry.officers[at] }
    }

    fn officers_by_unit(&self) -> Vec<Vec<usize>> {
        let registry = self.registry;
        let mut by_unit = vec![Vec::new(); registry.units.len()];
        for (at, officer) in registry.officers.iter().enumerate() {
            if let Some(unit) = registry.unit_index(&officer.unit.id) {
                by_unit[unit].push(at);
            }
        }
        by_unit
    }
}
