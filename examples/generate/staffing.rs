//! Who sits where and by which decision: the first holders, the changes, and the papers each of them takes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::days::{WorkingDays, day, minus, plus};
use crate::names::{People, Person};
use crate::plan::{IN_FORCE, Plan};
use crate::random::Random;
use crate::seats::{self, Seat, head_position, position};
use crate::units::{BEFORE_DEPARTMENT_MERGER, BEFORE_WARD_MERGER, DEPARTMENT_MERGER, Kind, Unit};

/// One person in one seat from one day.
pub struct Officer {
    pub id: String,
    pub name: String,
    pub unit: usize,
    pub seat: &'static Seat,
    pub position: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub mailbox: String,
    pub nomination: Nomination,
    /// Set on every record of somebody who has several.
    pub person: Option<String>,
}

/// The unit's list of Điều 2.3, approved by its head.
pub struct Nomination {
    pub number: String,
    pub date: NaiveDate,
    pub approved: NaiveDate,
}

/// A decision on who is recognised.
pub struct Decision {
    /// Its path under `decisions/`, without the ending.
    pub id: String,
    pub number: String,
    pub date: NaiveDate,
    pub authority: String,
    pub for_head: bool,
    pub signer: String,
    pub proposal: (String, NaiveDate),
    pub proposed_by: String,
    pub recognizes: Vec<String>,
    pub ends: Vec<String>,
    pub replaces: Vec<String>,
    pub copies: Vec<(String, NaiveDate)>,
}

/// The head of a unit.
pub struct Head {
    pub name: String,
    pub position: String,
}

/// Everything about people, in the order of the registry.
pub struct Staffing {
    pub officers: Vec<Officer>,
    pub decisions: Vec<Decision>,
    /// By unit; none for a unit that has nobody to write to.
    pub heads: Vec<Option<Head>>,
}

/// Fills every seat and lets time pass.
pub fn staff(plan: &Plan, units: &[Unit], working_days: &WorkingDays) -> Staffing {
    let mut book = Book {
        plan,
        units,
        working_days,
        people: People::default(),
        officers: Vec::new(),
        holders: BTreeMap::new(),
        sittings: BTreeMap::new(),
    };
    book.first_holders();
    for (date, event) in book.events() {
        book.happen(date, event);
    }
    let heads = book.heads();
    let decisions = book.decisions(&heads);
    let mut officers = book.officers;
    // Registry order; within a seat the order of time. The sort is stable, so several holders keep theirs.
    let seat_order =
        |officer: &Officer| seats::of(units[officer.unit].kind).iter().position(|s| s.id == officer.seat.id);
    officers.sort_by_key(|officer| (officer.unit, seat_order(officer), officer.from));
    Staffing { officers, decisions, heads }
}

/// One chair: a unit, a seat of its kind, and which of the seat's holders.
type Chair = (usize, usize, usize);

/// What one decision says, gathered before its number is known.
#[derive(Default)]
struct Sitting {
    recognizes: Vec<usize>,
    ends: Vec<usize>,
    replaces: Vec<NaiveDate>,
}

enum Event {
    /// Somebody leaves, somebody new comes.
    Succession(Chair),
    /// The same, and the authority issues its whole list anew in place of its first decision.
    Reissue(Chair),
    /// The holder of the first chair takes the second; somebody new takes the first.
    Transfer(Chair, Chair),
    /// A succession whose decision has not come yet.
    Awaited(Chair),
    /// The closed ward's officer has nowhere to go.
    WardMerger,
    /// The merged departments' officers leave; some take seats in the departments that begin.
    DepartmentMerger,
}

struct Book<'a> {
    plan: &'a Plan,
    units: &'a [Unit],
    working_days: &'a WorkingDays,
    people: People,
    officers: Vec<Officer>,
    /// Who holds a chair, or held it last.
    holders: BTreeMap<Chair, usize>,
    /// One decision an authority and day.
    sittings: BTreeMap<(usize, NaiveDate), Sitting>,
}

impl Book<'_> {
    fn random(&self, subject: &[&str]) -> Random {
        Random::about(self.plan.seed, subject)
    }

    fn unit_index(&self, stem: &str) -> usize {
        let id = self.plan.id(stem);
        self.units.iter().position(|unit| unit.id == id).unwrap_or_else(|| panic!("no unit {id}"))
    }

    fn chair(&self, stem: &str, seat: &str) -> Chair {
        let unit = self.unit_index(stem);
        let seats = seats::of(self.units[unit].kind);
        (unit, seats.iter().position(|s| s.id == seat).unwrap_or_else(|| panic!("{stem} has no seat {seat}")), 0)
    }

    /// Who recognises the officers of a unit (Điều 2.3): the province its own tier, a district itself and its communes.
    fn authority(&self, unit: usize) -> usize {
        let id = match self.units[unit].kind {
            Kind::District => &self.units[unit].id,
            _ => self.units[unit].parent.as_ref().unwrap_or(&self.units[unit].id),
        };
        self.units.iter().position(|unit| unit.id == *id).expect("every parent is a unit")
    }

    fn chairs_of(&self, unit: usize) -> impl Iterator<Item = Chair> + use<> {
        let seats = seats::of(self.units[unit].kind);
        (0..seats.len()).flat_map(move |seat| (0..seats[seat].holders).map(move |holder| (unit, seat, holder)))
    }

    fn seat_of(&self, chair: Chair) -> &'static Seat {
        &seats::of(self.units[chair.0].kind)[chair.1]
    }

    /// Everybody who was there before the Decision, recognised in 2023 by two or three sittings an authority.
    fn first_holders(&mut self) {
        let provincial = [day(2023, 3, 14), day(2023, 5, 23), day(2023, 8, 15), day(2023, 11, 7)];
        for unit in 0..self.units.len() {
            let (id, kind) = (self.units[unit].id.as_str(), self.units[unit].kind);
            if self.units[unit].from.is_some() {
                continue;
            }
            let date = match kind {
                Kind::Commune | Kind::District => {
                    let authority = self.units[self.authority(unit)].id.as_str();
                    let mut random = self.random(&["first decisions", authority]);
                    let first = day(2023, random.between(2, 5), random.between(1, 28));
                    let second = day(2023, random.between(9, 11), random.between(1, 28));
                    let moved_later = kind == Kind::Commune && self.random(&["second list", id]).chance(150);
                    if moved_later { second } else { first }
                }
                _ => *self.random(&["first decision", id]).pick(&provincial),
            };
            let date = self.working_days.on_or_after(date);
            for chair in self.chairs_of(unit) {
                // The committee has no Office; the sample waives that seat.
                if self.plan.history && chair == self.chair("ban-dan-toc", "office-leader") {
                    continue;
                }
                let first_title = self.seat_of(chair).first_title;
                let first = self.random(&["title", id, self.seat_of(chair).id]).chance(first_title);
                let officer = self.appoint(chair, date, None, first);
                self.sitting(unit, date).recognizes.push(officer);
            }
        }
    }

    fn sitting(&mut self, unit: usize, date: NaiveDate) -> &mut Sitting {
        let authority = self.authority(unit);
        self.sittings.entry((authority, date)).or_default()
    }

    /// Puts somebody into a chair: one who holds another, or somebody new.
    fn appoint(&mut self, chair: Chair, from: NaiveDate, known: Option<usize>, first_title: bool) -> usize {
        let unit = &self.units[chair.0];
        let seat = self.seat_of(chair);
        let (id, name, mailbox, person) = match known {
            Some(known) => {
                let earlier = &mut self.officers[known];
                let person = earlier.person.get_or_insert_with(|| earlier.id.clone()).clone();
                let unit_stem = unit.id.strip_prefix(&self.plan.prefix).unwrap_or(&unit.id);
                let id = format!("{person}-{unit_stem}");
                (id, earlier.name.clone(), earlier.mailbox.clone(), Some(person))
            }
            None => {
                let subject = [unit.id.as_str(), seat.id, &chair.2.to_string(), &from.to_string()];
                let mut random = self.random(&subject);
                let Person { name, slug, mailbox } = self.people.somebody(&mut random);
                (self.plan.id(&slug), name, mailbox, None)
            }
        };
        let nomination = self.nomination(chair.0, from);
        let position = position(unit, seat, first_title);
        let officer =
            Officer { id, name, unit: chair.0, seat, position, from, until: None, mailbox, nomination, person };
        self.officers.push(officer);
        self.holders.insert(chair, self.officers.len() - 1);
        self.officers.len() - 1
    }

    /// Lets the holder of a chair go after the last day.
    fn leave(&mut self, chair: Chair, last_day: NaiveDate) -> usize {
        let officer = self.holders[&chair];
        self.officers[officer].until = Some(last_day);
        officer
    }

    /// The day an authority's proposal for a decision is dated.
    fn proposed(&self, authority: usize, decided: NaiveDate) -> NaiveDate {
        // The departments that begin on a Saturday have no earlier day to propose anybody on.
        if decided == DEPARTMENT_MERGER {
            return decided;
        }
        let mut random = self.random(&["proposal", &self.units[authority].id, &decided.to_string()]);
        self.working_days.on_or_before(minus(decided, random.between(2, 5)))
    }

    /// A unit's list for a decision, made and approved before the proposal.
    fn nomination(&self, unit: usize, decided: NaiveDate) -> Nomination {
        let proposed = self.proposed(self.authority(unit), decided);
        let mut random = self.random(&["nomination", &self.units[unit].id, &decided.to_string()]);
        let (approved, date) = if proposed == decided {
            (decided, decided)
        } else {
            let approved = self.working_days.on_or_before(minus(proposed, random.between(0, 5)));
            (approved, self.working_days.on_or_before(minus(approved, random.between(0, 2))))
        };
        let number = format!("{:02}/DS-{}", date.ordinal() / 5 + 1, self.units[unit].symbol);
        Nomination { number, date, approved }
    }

    /// All that happens after the first day, in order.
    fn events(&self) -> Vec<(NaiveDate, Event)> {
        let mut events = Vec::new();
        let mut told = BTreeSet::new();
        if self.plan.history {
            let moved = self.chair("xa-vinh-thanh", "one-stop-officer");
            let taken = self.chair("xa-thanh-tan", "one-stop-officer");
            let reissued = self.chair("huyen-my-tu", "office-leader");
            let awaited = self.chair("so-cong-thuong", "office-leader");
            told.extend([moved, taken, reissued, awaited]);
            events.push((BEFORE_WARD_MERGER, Event::WardMerger));
            events.push((day(2024, 10, 15), Event::Transfer(moved, taken)));
            events.push((day(2025, 1, 7), Event::Reissue(reissued)));
            events.push((DEPARTMENT_MERGER, Event::DepartmentMerger));
            events.push((day(2025, 6, 10), Event::Awaited(awaited)));
        }
        for authority in 0..self.units.len() {
            if matches!(self.units[authority].kind, Kind::Province | Kind::District) {
                self.turnover(authority, &told, &mut events);
            }
        }
        // A reissued list repeats who is there at the end of its day.
        events.sort_by_key(|(date, event)| (*date, matches!(event, Event::Reissue(_))));
        events
    }

    /// The ordinary changes of an authority's officers: a few sittings a year, some seats at each.
    fn turnover(&self, authority: usize, told: &BTreeSet<Chair>, events: &mut Vec<(NaiveDate, Event)>) {
        const PER_MILLE_A_YEAR: u32 = 135;
        let full_year = if self.units[authority].kind == Kind::Province { 5 } else { 3 };
        let mut changed = BTreeSet::new();
        for year in IN_FORCE.year()..=self.plan.last_day.year() {
            let opens = if year == IN_FORCE.year() { day(year, 4, 1) } else { day(year, 1, 8) };
            let closes = day(year, 12, 13).min(minus(self.plan.last_day, 45));
            let length = (closes - opens).num_days() as u32;
            let sittings = (full_year * length).div_ceil(365);
            for unit in (0..self.units.len()).filter(|unit| self.authority(*unit) == authority) {
                for chair in self.chairs_of(unit) {
                    let words =
                        [self.units[unit].id.as_str(), self.seat_of(chair).id, &chair.2.to_string(), &year.to_string()];
                    let mut random = self.random(&[&["change"], words.as_slice()].concat());
                    if !random.chance(PER_MILLE_A_YEAR * length / 365) || told.contains(&chair) {
                        continue;
                    }
                    let sitting = random.below(sittings);
                    let words = [self.units[authority].id.as_str(), &year.to_string(), &sitting.to_string()];
                    let mut random = self.random(&[&["sitting"], words.as_slice()].concat());
                    let part = length / sittings;
                    let date = plus(opens, sitting * part + random.below(part * 7 / 10));
                    let date = self.working_days.on_or_after(date);
                    // Nobody is replaced in a unit about to close, nor twice in the sample; heads stay.
                    let about_to_close = self.units[unit].until.is_some_and(|until| plus(date, 45) > until);
                    let heads = |officer: &usize| {
                        self.officers[*officer].position == head_position(&self.units[unit])
                            && self.seat_of(chair).heads_unit
                    };
                    let stays = self.holders.get(&chair).is_none_or(heads);
                    if about_to_close || stays || (self.plan.history && !changed.insert(chair)) {
                        continue;
                    }
                    events.push((date, Event::Succession(chair)));
                }
            }
        }
    }

    fn happen(&mut self, date: NaiveDate, event: Event) {
        match event {
            Event::Succession(chair) => {
                let (left, came) = self.succeed(chair, date, None);
                let sitting = self.sitting(chair.0, date);
                sitting.recognizes.push(came);
                sitting.ends.push(left);
            }
            Event::Awaited(chair) => {
                self.succeed(chair, date, None);
            }
            Event::Transfer(from, to) => {
                let moved = self.holders[&from];
                let (left, arrived) = self.succeed(to, date, Some(moved));
                let (_, came) = self.succeed(from, date, None);
                let sitting = self.sitting(to.0, date);
                sitting.recognizes.extend([came, arrived]);
                sitting.ends.extend([moved, left]);
            }
            Event::Reissue(chair) => {
                let (_, came) = self.succeed(chair, date, None);
                let authority = self.authority(chair.0);
                let first = self.sittings.iter().find(|((issuer, _), _)| *issuer == authority);
                let ((_, replaced), Sitting { recognizes, .. }) = first.expect("every authority decided in 2023");
                let replaced = *replaced;
                let still_there = recognizes.iter().copied().filter(|officer| self.officers[*officer].until.is_none());
                let repeated: Vec<usize> = [came].into_iter().chain(still_there).collect();
                let sitting = self.sitting(chair.0, date);
                sitting.recognizes.extend(repeated);
                sitting.replaces.push(replaced);
            }
            Event::WardMerger => {
                self.leave(self.chair("phuong-1-soc-trang", "one-stop-officer"), date);
            }
            Event::DepartmentMerger => self.merge_departments(date),
        }
    }

    /// Changes the holder of a chair: who left, who came.
    fn succeed(&mut self, chair: Chair, date: NaiveDate, known: Option<usize>) -> (usize, usize) {
        let left = self.leave(chair, minus(date, 1));
        let seat = self.seat_of(chair);
        let first = !seat.heads_unit && {
            let words = [self.units[chair.0].id.as_str(), seat.id, &date.to_string()];
            self.random(&[&["title"], words.as_slice()].concat()).chance(seat.first_title)
        };
        (left, self.appoint(chair, date, known, first))
    }

    fn merge_departments(&mut self, date: NaiveDate) {
        for unit in 0..self.units.len() {
            if self.units[unit].until != Some(BEFORE_DEPARTMENT_MERGER) {
                continue;
            }
            for chair in self.chairs_of(unit).filter(|chair| self.holders.contains_key(chair)).collect::<Vec<_>>() {
                self.leave(chair, BEFORE_DEPARTMENT_MERGER);
            }
        }
        for (begun, seat, earlier) in [
            ("so-nong-nghiep-va-moi-truong", "unit-leader", Some("so-nong-nghiep-ptnt")),
            ("so-nong-nghiep-va-moi-truong", "office-leader", Some("so-tai-nguyen-moi-truong")),
            ("so-dan-toc-va-ton-giao", "unit-leader", Some("ban-dan-toc")),
            ("so-dan-toc-va-ton-giao", "office-leader", None),
        ] {
            let known = earlier.map(|stem| self.holders[&self.chair(stem, seat)]);
            let chair = self.chair(begun, seat);
            let came = self.appoint(chair, date, known, false);
            self.sitting(chair.0, date).recognizes.push(came);
        }
    }

    /// The head of each unit: its officer where that officer bears the head's title, else somebody else.
    fn heads(&mut self) -> Vec<Option<Head>> {
        (0..self.units.len())
            .map(|index| {
                let unit = &self.units[index];
                if unit.kind == Kind::CentralAgency {
                    return None;
                }
                let position = head_position(unit);
                let leading = self.chairs_of(index).find(|chair| self.seat_of(*chair).heads_unit);
                let holder = leading.and_then(|chair| self.holders.get(&chair)).map(|holder| &self.officers[*holder]);
                let name = match holder.filter(|officer| officer.position == position) {
                    Some(officer) => officer.name.clone(),
                    None => {
                        let mut random = self.random(&["head", &unit.id]);
                        self.people.somebody(&mut random).name
                    }
                };
                Some(Head { name, position })
            })
            .collect()
    }

    fn decisions(&mut self, heads: &[Option<Head>]) -> Vec<Decision> {
        let sittings = std::mem::take(&mut self.sittings);
        let mut deputies: BTreeMap<usize, String> = BTreeMap::new();
        let mut decisions = Vec::new();
        for (&(authority, date), sitting) in &sittings {
            let unit = &self.units[authority];
            let number = self.number(authority, date);
            let mut random = self.random(&["signature", &unit.id, &date.to_string()]);
            let for_head = random.chance(300);
            let mut random = self.random(&["deputy", &unit.id]);
            let deputy = deputies.entry(authority).or_insert_with(|| self.people.somebody(&mut random).name).clone();
            let head = heads[authority].as_ref().expect("an authority has a head");
            let office = if unit.kind == Kind::Province { self.plan.id("vp-ubnd") } else { unit.id.clone() };
            let proposed = self.proposed(authority, date);
            let mut rate = self.random(&["proposal number", &unit.id]);
            let proposal = format!("{:02}/TTr-VP", proposed.ordinal() * rate.between(1, 2) + 3);
            let ids = |officers: &[usize]| officers.iter().map(|officer| self.officers[*officer].id.clone()).collect();
            decisions.push(Decision {
                id: decision_id(&unit.id, date, number),
                number: format!("{number:02}/QĐ-UBND"),
                date,
                authority: unit.id.clone(),
                for_head,
                signer: if for_head { deputy } else { head.name.clone() },
                proposal: (proposal, proposed),
                proposed_by: office,
                recognizes: ids(&sitting.recognizes),
                ends: ids(&sitting.ends),
                replaces: sitting
                    .replaces
                    .iter()
                    .map(|earlier| decision_id(&unit.id, *earlier, self.number(authority, *earlier)))
                    .collect(),
                copies: self.copies(authority, date, sitting),
            });
        }
        decisions
    }

    /// The number of the decision an authority takes on a day; the days of a year have numbers of their own each.
    fn number(&self, authority: usize, date: NaiveDate) -> u32 {
        let id = self.units[authority].id.as_str();
        let a_day = self.random(&["decisions a day", id]).between(6, 13);
        date.ordinal() * a_day + self.random(&["number", id, &date.to_string()]).below(a_day)
    }

    /// A copy to every unit whose officers are listed, to the district's own Office and to the Provincial Office.
    fn copies(&self, authority: usize, date: NaiveDate, sitting: &Sitting) -> Vec<(String, NaiveDate)> {
        let listed = sitting.recognizes.iter().chain(&sitting.ends).map(|officer| self.officers[*officer].unit);
        let mut to: BTreeSet<usize> = listed.collect();
        if self.units[authority].kind == Kind::District {
            to.insert(authority);
        }
        to.insert(self.unit_index("vp-ubnd"));
        let mut random = self.random(&["copies", &self.units[authority].id, &date.to_string()]);
        let sent = self.working_days.on_or_after(plus(date, random.between(0, 1)));
        to.into_iter().map(|unit| (self.units[unit].id.clone(), sent)).collect()
    }
}

fn decision_id(authority: &str, date: NaiveDate, number: u32) -> String {
    format!("{authority}/{date}-{number}")
}
