//! The roster as the office keeps and hands it on (Decision 246, Articles 2.3 and 6.1.b): a line for each person and each
//! empty seat, or one for each tenure. Its columns are a table ([`COLUMNS`]).
//!
//! What of a person may be shown is settled here (Decree 13/2023/NĐ-CP), so that no form and no command can show more.

mod card;
mod columns;

use std::collections::HashSet;

use chrono::Datelike;

pub use card::{overview, person_card, unit_card};
pub use columns::{COLUMNS, RosterColumn, attached_columns, default_columns};

use crate::both;
use crate::calendar::Interval;
use crate::document::{Cell, Column, Document, Evidence, Frame, Row, Section, Table, Tone};
use crate::facts::Facts;
use crate::facts::contacts::{has_mobile, is_phone_of};
use crate::facts::recognition::Coverage;
use crate::facts::roster::{Holder, Line};
use crate::facts::totals::Totals;
use crate::locale::{Both, Text, day};
use crate::model::Decision;
use crate::text;

/// How much is shown of how people are reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Privacy {
    /// Only what may be published: official contacts, the unit's where the person has none.
    Public,
    /// Private numbers and addresses with most of them hidden.
    #[default]
    Masked,
    /// All that the registry has.
    Whole,
}

impl Privacy {
    /// What a document may say of what it was made from.
    fn evidence(self, evidence: Evidence) -> Evidence {
        match self {
            Self::Public => evidence.without_hashes(),
            Self::Masked => evidence.without_digests(),
            Self::Whole => evidence,
        }
    }
}

/// In what order the lines stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Units as in the registry, the seats of each as in the regulation.
    #[default]
    Units,
    /// By given name, as Vietnamese lists of people stand; empty seats last.
    Names,
}

/// What is asked of a roster.
pub struct Manner {
    /// A line for each tenure there was, instead of those of the day judged.
    pub history: bool,
    pub privacy: Privacy,
    pub order: Order,
    pub columns: Vec<&'static RosterColumn>,
}

/// How to reach a person, as it may be shown.
struct Contact {
    shown: String,
    /// Whether something of it is hidden.
    masked: bool,
}

impl Contact {
    fn open(shown: impl Into<String>) -> Self {
        Self { shown: shown.into(), masked: false }
    }
}

/// Somebody in an address book: what may be shown of a person in post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The officer's record.
    pub id: String,
    pub name: String,
    pub position: String,
    /// The units from the person's own upward, the top of all left out.
    pub units: Vec<String>,
    pub seat: Option<Text>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// The lines of a roster, in order, and what is known of them.
pub struct Roster<'f, 'r> {
    facts: &'f Facts<'r>,
    manner: Manner,
    /// By position in the registry: whether the roster has the unit.
    units: Vec<bool>,
    lines: Vec<Line<'r>>,
    awaiting: HashSet<usize>,
    departed: HashSet<usize>,
}

impl<'f, 'r> Roster<'f, 'r> {
    /// The roster of the units chosen, by position in the registry.
    pub fn new(facts: &'f Facts<'r>, units: Vec<bool>, manner: Manner) -> Self {
        let mut lines = if manner.history { facts.tenures() } else { facts.roster() };
        lines.retain(|line| units.get(line.unit).copied().unwrap_or(false));
        if manner.order == Order::Names {
            lines.sort_by(|one, two| match (one.officer(), two.officer()) {
                (Some(one), Some(two)) => text::compare_people(&one.name, &two.name),
                (one, two) => one.is_none().cmp(&two.is_none()),
            });
        }
        let awaiting = facts.awaiting().map(|awaiting| awaiting.at).collect();
        let departed = facts.departed().map(|departed| departed.at).collect();
        Self { facts, manner, units, lines, awaiting, departed }
    }

    /// The regulations that govern its units on the day judged, by number.
    pub fn regulations(&self) -> Vec<String> {
        let mut numbers: Vec<String> = Vec::new();
        for unit in self.lines.iter().map(|line| line.unit) {
            let regulation = self.facts.regulation_of(unit, self.facts.as_of);
            let number = regulation.or_else(|| self.facts.current_regulation()).map(|it| it.number.to_string());
            numbers.extend(number.filter(|number| !numbers.contains(number)));
        }
        numbers
    }

    /// The roster as a document; `choice` is the choice of units in words.
    pub fn document(&self, choice: Option<Text>, evidence: Evidence) -> Document {
        let registry = self.facts.registry;
        let manifest = registry.manifest.as_ref();
        let as_of = day(self.facts.as_of);
        let regulations = evidence.regulations.join(", ");
        let mut about = vec![if self.manner.history {
            both!(
                "Mọi thời gian làm đầu mối ghi trong sổ; số ngày tính đến hết ngày {as_of}, kể cả ngày đầu và ngày cuối",
                "Every tenure in the registry; days are counted up to {as_of}, first and last day included"
            )
        } else {
            both!("Theo sổ đến ngày {as_of}; {regulations}", "As of {as_of}; {regulations}")
        }];
        about.extend(choice);
        Document {
            kind: "roster",
            title: self.title(),
            subject: Text::same(registry.name()),
            about,
            notice: manifest.and_then(|manifest| manifest.notice.as_ref()).map(ToString::to_string),
            sections: vec![self.section()],
            frame: self.frame(),
            evidence: self.manner.privacy.evidence(evidence),
        }
    }

    fn title(&self) -> Text {
        if self.manner.history {
            return both!(
                "Thời gian làm đầu mối kiểm soát thủ tục hành chính",
                "Tenures of focal points for the control of administrative procedures"
            );
        }
        both!(
            "Danh sách cán bộ, công chức làm đầu mối kiểm soát thủ tục hành chính",
            "Focal points for the control of administrative procedures"
        )
    }

    fn section(&self) -> Section {
        let columns = self
            .manner
            .columns
            .iter()
            .map(|column| Column::new(column.id, column.heading, column.holds).ranked(column.rank));
        let mut number = 0;
        let rows = self.lines.iter().map(|line| {
            number += usize::from(line.officer().is_some());
            let cell = |column: &&RosterColumn| match (column.id, line.officer()) {
                // People are counted; an empty seat is nobody.
                ("number", Some(_)) => Cell::count(number),
                _ => (column.cell)(self, line),
            };
            Row::item(self.manner.columns.iter().map(cell).collect()).toned(self.tone(line))
        });
        let nobody = || both!("Không có ai trong danh sách", "Nobody is on the list");
        Section {
            id: "roster",
            heading: both!("Danh sách đầu mối", "Focal points"),
            lead: self.lead().into_iter().collect(),
            table: Table { columns: columns.collect(), rows: rows.collect(), empty: nobody() },
            chart: None,
            notes: self.notes(),
        }
    }

    /// How many of the seats are held; of a list of tenures that is no question.
    fn lead(&self) -> Option<Text> {
        let totals = Totals::of_units(self.facts, |unit| self.units[unit]);
        let Totals { units, seats_expected: seats, seats_held: held, recognized, .. } = totals;
        (!self.manner.history && units > 0).then(|| {
            both!(
                "{units} đơn vị, {seats} vị trí: {held} có người, {recognized} người đã được công nhận",
                "{units} units, {seats} seats: {held} held, {recognized} people recognised"
            )
        })
    }

    fn notes(&self) -> Vec<Text> {
        let shows = |id: &str| self.manner.columns.iter().any(|column| column.id == id);
        let phone = |line: &Line<'_>| shows("phone") && self.phone(line).is_some_and(|contact| contact.masked);
        let email = |line: &Line<'_>| shows("email") && self.email(line).is_some_and(|contact| contact.masked);
        let note = |line: &Line<'_>| {
            let note = line.officer().and_then(|officer| officer.note.as_deref());
            shows("note") && note.is_some_and(|note| self.words(note) != note)
        };
        let is_masked = self.lines.iter().any(|line| phone(line) || email(line) || note(line));
        let masked = Both::new(
            "Số điện thoại riêng, số giấy tờ và địa chỉ thư ngoài tên miền công vụ được che bớt, kể cả trong ghi chú",
            "Private telephone numbers, numbers of identity papers and addresses outside the official domains are masked, \
             in notes too",
        );
        is_masked.then(|| masked.into()).into_iter().collect()
    }

    fn tone(&self, line: &Line<'_>) -> Tone {
        match line.holder {
            Holder::Nobody { .. } if self.is_waived(line) => Tone::Quiet,
            Holder::Nobody { .. } => Tone::Bad,
            Holder::Unknown => Tone::Warning,
            Holder::Officer { at, .. } if self.awaiting.contains(&at) => Tone::Warning,
            Holder::Officer { officer, .. } if officer.until.is_some_and(|until| until < self.facts.as_of) => {
                Tone::Quiet
            }
            Holder::Officer { .. } => Tone::Plain,
        }
    }

    fn is_waived(&self, line: &Line<'_>) -> bool {
        line.seat.is_some_and(|(_, seat)| self.facts.waiver_of_vacancy(line.unit, &seat.id).is_some())
    }

    /// The list as it goes with a decision, where one body recognises everybody on it. In Vietnamese, as such papers are.
    fn frame(&self) -> Option<Frame> {
        let facts = self.facts;
        let asked = |line: &Line<'_>| facts.asked_on(line.unit, facts.as_of);
        let first = asked(self.lines.first()?)?;
        let authority = first.authority?;
        let is_its_own = |line: &Line<'_>| asked(line).is_some_and(|asked| asked.authority == Some(authority));
        if self.manner.history || !self.lines.iter().all(is_its_own) {
            return None;
        }
        let symbol = first.recognition.symbol.as_ref().map_or("", |symbol| &**symbol);
        let body = facts.body(authority);
        Some(Frame {
            name: "DANH SÁCH".to_owned(),
            about: "Cán bộ, công chức làm đầu mối kiểm soát thủ tục hành chính".to_owned(),
            goes_with: Some(format!(
                "(Kèm theo Quyết định số          /{symbol} ngày       tháng       năm {} của {})",
                facts.as_of.year(),
                body.title
            )),
            ..Frame::default()
        })
    }

    /// The people of the roster for an address book, in its order; of what is masked nothing.
    pub fn cards(&self) -> Vec<Card> {
        let facts = self.facts;
        let shown = |contact: Option<Contact>| contact.filter(|contact| !contact.masked).map(|contact| contact.shown);
        let lines = self.lines.iter().filter_map(|line| Some((line, line.officer()?)));
        lines
            .map(|(line, officer)| {
                let mut units: Vec<usize> = facts.hierarchy.upward(line.unit).collect();
                if units.len() > 1 {
                    units.pop();
                }
                Card {
                    id: officer.id.to_string(),
                    name: self.words(&officer.name),
                    position: self.words(&officer.position),
                    units: units.into_iter().map(|at| self.words(facts.unit(at).name_on(facts.as_of))).collect(),
                    seat: line
                        .seat
                        .filter(|_| self.manner.privacy != Privacy::Public)
                        .map(|(_, seat)| seat.name.text()),
                    email: shown(self.email(line)),
                    phone: shown(self.phone(line)),
                }
            })
            .collect()
    }

    fn phone(&self, line: &Line<'_>) -> Option<Contact> {
        let unit = self.facts.unit(line.unit);
        match line.officer().and_then(|officer| officer.phone.as_deref()) {
            Some(own) if is_phone_of(unit, own) && !has_mobile(own) => Some(Contact::open(own)),
            own => self.contact(own, unit.phone.as_deref().filter(|phone| !has_mobile(phone)), text::masked_phone),
        }
    }

    fn email(&self, line: &Line<'_>) -> Option<Contact> {
        let is_open = |email: &&str| !self.facts.is_private_address(email);
        match line.officer().and_then(|officer| officer.email.as_deref()) {
            Some(own) if is_open(&own) => Some(Contact::open(own)),
            own => {
                let of_unit = self.facts.unit(line.unit).email.as_deref();
                self.contact(own, of_unit.filter(is_open), text::masked_email)
            }
        }
    }

    /// Somebody's own contact, or in what is published the unit's.
    fn contact(&self, own: Option<&str>, of_unit: Option<&str>, mask: fn(&str) -> String) -> Option<Contact> {
        match self.manner.privacy {
            Privacy::Public => of_unit.map(Contact::open),
            Privacy::Masked => own.map(|own| Contact { shown: mask(own), masked: true }),
            Privacy::Whole => own.map(Contact::open),
        }
    }

    /// Words of the registry as they may be shown: people put numbers and addresses everywhere.
    fn words(&self, words: &str) -> String {
        match self.manner.privacy {
            Privacy::Whole => words.to_owned(),
            Privacy::Public | Privacy::Masked => self.facts.without_particulars(words),
        }
    }

    /// The decision that recognises the officer on the day judged; of somebody who is not in post then, the last that did
    /// during the tenure.
    fn decision(&self, line: &Line<'_>) -> Option<&'r Decision> {
        let Holder::Officer { at, officer } = line.holder else { return None };
        let standing = &self.facts.standings[at];
        let in_post = Interval { from: officer.from, until: officer.until };
        let within = |coverage: &&Coverage| coverage.days.overlaps(in_post);
        let coverage = if in_post.contains(self.facts.as_of) {
            standing.coverage_on(self.facts.as_of)
        } else {
            let all = standing.covered.iter().chain(&standing.carried);
            all.filter(within).max_by_key(|coverage| coverage.days.from)
        };
        coverage.map(|coverage| &self.facts.registry.decisions[coverage.decision])
    }
}
