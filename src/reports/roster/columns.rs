//! The columns of a roster: one table of them, and what each says of a line.

use super::{Privacy, Roster};
use crate::both;
use crate::document::{Cell, Holds};
use crate::facts::roster::{AWAITING, Holder, Line, NEVER_RECOGNIZED, STILL_RECOGNIZED, UNCERTAIN};
use crate::locale::{Both, Text, day};
use crate::model::Officer;
use crate::text;

/// A column of the roster.
pub struct RosterColumn {
    /// As `--columns` takes it.
    pub id: &'static str,
    pub heading: Both,
    pub(super) holds: Holds,
    /// See [`Column::rank`].
    pub(super) rank: u8,
    /// Whether it may be published.
    pub public: bool,
    shown: Shown,
    pub(super) cell: fn(&Roster<'_, '_>, &Line<'_>) -> Cell,
}

/// Where a column stands unless columns are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Always,
    WithHistory,
    WhenChosen,
}

/// Every column, in the order in which a roster has them.
pub const COLUMNS: &[RosterColumn] = &[
    RosterColumn {
        id: "number",
        heading: Both::new("STT", "No."),
        holds: Holds::Count,
        rank: 0,
        public: true,
        shown: Shown::Always,
        // Given once the lines are in order.
        cell: |_, _| Cell::Missing,
    },
    RosterColumn {
        id: "name",
        heading: Both::new("Họ và tên", "Name"),
        holds: Holds::Words,
        rank: 0,
        public: true,
        shown: Shown::Always,
        cell: name,
    },
    RosterColumn {
        id: "position",
        heading: Both::new("Chức vụ", "Position"),
        holds: Holds::Words,
        rank: 1,
        public: true,
        shown: Shown::Always,
        cell: |roster, line| of_officer(line, |officer| Some(Cell::name(roster.words(&officer.position)))),
    },
    RosterColumn {
        id: "unit",
        heading: Both::new("Đơn vị", "Unit"),
        holds: Holds::Words,
        rank: 0,
        public: true,
        shown: Shown::Always,
        cell: |roster, line| Cell::name(roster.words(&roster.facts.unit_name(roster.facts.unit(line.unit)))),
    },
    RosterColumn {
        id: "unit_code",
        heading: Both::new("Mã hành chính", "Administrative code"),
        holds: Holds::Code,
        rank: 9,
        public: true,
        shown: Shown::WhenChosen,
        cell: |roster, line| code(roster.facts.unit(line.unit).code.as_deref()),
    },
    RosterColumn {
        id: "unit_id",
        heading: Both::new("Mã đơn vị", "Unit id"),
        holds: Holds::Code,
        rank: 9,
        public: true,
        shown: Shown::WhenChosen,
        cell: |roster, line| code(Some(&*roster.facts.unit(line.unit).id)),
    },
    RosterColumn {
        id: "parent",
        heading: Both::new("Đơn vị cấp trên", "Unit above"),
        holds: Holds::Words,
        rank: 9,
        public: true,
        shown: Shown::WhenChosen,
        cell: |roster, line| {
            let facts = roster.facts;
            let above = facts.hierarchy.parent(line.unit);
            Cell::or_missing(above.map(|above| Cell::name(roster.words(&facts.unit_name(facts.unit(above))))))
        },
    },
    RosterColumn {
        id: "tier",
        heading: Both::new("Cấp", "Tier"),
        holds: Holds::Words,
        rank: 8,
        public: true,
        shown: Shown::WhenChosen,
        cell: tier,
    },
    RosterColumn {
        id: "kind",
        heading: Both::new("Loại đơn vị", "Kind of unit"),
        holds: Holds::Words,
        rank: 8,
        public: true,
        shown: Shown::WhenChosen,
        cell: |_, line| Cell::or_missing(line.seat.map(|(kind, _)| Cell::Words(kind.name.text()))),
    },
    RosterColumn {
        id: "seat",
        heading: Both::new("Vị trí đầu mối", "Seat"),
        holds: Holds::Words,
        rank: 2,
        public: false,
        shown: Shown::Always,
        cell: seat,
    },
    RosterColumn {
        id: "employment",
        heading: Both::new("Diện", "Employment"),
        holds: Holds::Words,
        rank: 8,
        public: false,
        shown: Shown::WhenChosen,
        cell: |_, line| of_officer(line, |officer| Some(Cell::Words(officer.employment.name().into()))),
    },
    RosterColumn {
        id: "phone",
        heading: Both::new("Điện thoại", "Telephone"),
        holds: Holds::Code,
        rank: 6,
        public: true,
        shown: Shown::Always,
        cell: |roster, line| code(roster.phone(line).map(|contact| contact.shown).as_deref()),
    },
    RosterColumn {
        id: "email",
        heading: Both::new("Thư điện tử", "E-mail"),
        holds: Holds::Words,
        rank: 5,
        public: true,
        shown: Shown::Always,
        cell: |roster, line| Cell::or_missing(roster.email(line).map(|contact| Cell::name(contact.shown))),
    },
    RosterColumn {
        id: "decision",
        heading: Both::new("Quyết định công nhận", "Recognised by"),
        holds: Holds::Code,
        rank: 4,
        public: false,
        shown: Shown::Always,
        cell: |roster, line| code(roster.decision(line).map(|decision| &*decision.number)),
    },
    RosterColumn {
        id: "decision_date",
        heading: Both::new("Ngày quyết định", "Decision of"),
        holds: Holds::Day,
        rank: 7,
        public: false,
        shown: Shown::Always,
        cell: |roster, line| Cell::or_missing(roster.decision(line).map(|decision| Cell::Day(decision.date))),
    },
    RosterColumn {
        id: "from",
        heading: Both::new("Từ ngày", "From"),
        holds: Holds::Day,
        rank: 7,
        public: false,
        shown: Shown::Always,
        cell: |_, line| of_officer(line, |officer| Some(Cell::Day(officer.from))),
    },
    RosterColumn {
        id: "until",
        heading: Both::new("Đến ngày", "Until"),
        holds: Holds::Day,
        rank: 8,
        public: false,
        shown: Shown::Always,
        cell: |_, line| of_officer(line, |officer| officer.until.map(Cell::Day)),
    },
    RosterColumn {
        id: "days",
        heading: Both::new("Số ngày", "Days in post"),
        holds: Holds::Count,
        rank: 1,
        public: false,
        shown: Shown::WithHistory,
        cell: days,
    },
    RosterColumn {
        id: "note",
        heading: Both::new("Ghi chú", "Note"),
        holds: Holds::Words,
        rank: 3,
        public: false,
        shown: Shown::Always,
        cell: note,
    },
    RosterColumn {
        id: "id",
        heading: Both::new("Mã bản ghi", "Record"),
        holds: Holds::Code,
        rank: 9,
        public: false,
        shown: Shown::WhenChosen,
        cell: |_, line| of_officer(line, |officer| Some(Cell::Code(officer.id.to_string()))),
    },
];

/// The columns of a list that goes with a decision, which says itself who is recognised and since when.
pub fn attached_columns() -> Vec<&'static RosterColumn> {
    const IDS: [&str; 8] = ["number", "name", "position", "unit", "seat", "phone", "email", "note"];
    COLUMNS.iter().filter(|column| IDS.contains(&column.id)).collect()
}

/// The columns that a roster has where nobody chooses.
pub fn default_columns(history: bool, privacy: Privacy) -> Vec<&'static RosterColumn> {
    let is_shown = |column: &&RosterColumn| {
        (column.public || privacy != Privacy::Public)
            && match column.shown {
                Shown::Always => true,
                Shown::WithHistory => history,
                Shown::WhenChosen => false,
            }
    };
    COLUMNS.iter().filter(is_shown).collect()
}

fn code(code: Option<&str>) -> Cell {
    Cell::or_missing(code.map(|code| Cell::Code(code.to_owned())))
}

fn of_officer(line: &Line<'_>, cell: impl Fn(&Officer) -> Option<Cell>) -> Cell {
    Cell::or_missing(line.officer().and_then(cell))
}

fn name(roster: &Roster<'_, '_>, line: &Line<'_>) -> Cell {
    match line.holder {
        Holder::Officer { officer, .. } => Cell::name(roster.words(&officer.name)),
        Holder::Nobody { since, .. } => {
            let since = day(since);
            Cell::Words(both!("(còn trống từ {since})", "(vacant since {since})"))
        }
        Holder::Unknown => Cell::Words(both!("(không rõ)", "(not known)")),
    }
}

fn tier(roster: &Roster<'_, '_>, line: &Line<'_>) -> Cell {
    let regulation = roster.facts.regulation_of(line.unit, roster.facts.as_of);
    let tier = line.seat.and_then(|(kind, _)| kind.tier.as_ref());
    let name = tier.map(|tier| regulation.map_or_else(|| Text::same(&**tier), |regulation| regulation.tier_name(tier)));
    Cell::or_missing(name.map(Cell::Words))
}

/// The seat's name; of one that no regulation gives the unit what its record says.
fn seat(_: &Roster<'_, '_>, line: &Line<'_>) -> Cell {
    match line.seat {
        Some((_, seat)) => Cell::Words(seat.name.text()),
        None => of_officer(line, |officer| Some(Cell::name(&*officer.seat))),
    }
}

/// The days in post up to the day judged; missing of a tenure that begins later.
fn days(roster: &Roster<'_, '_>, line: &Line<'_>) -> Cell {
    let days = line.officer().and_then(|officer| roster.facts.days_in_post(officer));
    let days = days.map(|days| days.days_until(roster.facts.as_of)).filter(|days| *days > 0);
    Cell::or_missing(days.map(Cell::Count))
}

/// The office's own note, then what has to be known of how the person stands.
fn note(roster: &Roster<'_, '_>, line: &Line<'_>) -> Cell {
    let notes: Vec<Text> = match line.holder {
        Holder::Officer { at, officer } => {
            let own = officer.note.as_ref().map(|note| Text::same(roster.words(&text::one_line(note))));
            own.into_iter().chain(remark(roster, at, line).map(Text::from)).collect()
        }
        Holder::Nobody { last, .. } => about_vacancy(roster, line, last),
        Holder::Unknown => {
            vec![both!("có bản ghi không đọc được; xem ttc validate", "records cannot be read; see ttc validate")]
        }
    };
    let joined = |part: fn(&Text) -> &str| notes.iter().map(part).collect::<Vec<_>>().join("; ");
    let all = Text { vi: joined(|text| &text.vi), en: joined(|text| &text.en) };
    if all.is_empty() { Cell::Missing } else { Cell::Words(all) }
}

fn remark(roster: &Roster<'_, '_>, at: usize, line: &Line<'_>) -> Option<Both> {
    let facts = roster.facts;
    let officer = &facts.registry.officers[at];
    let has_left = officer.until.is_some_and(|until| until < facts.as_of);
    if facts.standings[at].uncertain {
        return Some(UNCERTAIN);
    }
    if roster.awaiting.contains(&at) {
        return Some(AWAITING);
    }
    if roster.departed.contains(&at) {
        return Some(STILL_RECOGNIZED);
    }
    (has_left && line.seat.is_some() && roster.decision(line).is_none()).then_some(NEVER_RECOGNIZED)
}

fn about_vacancy(roster: &Roster<'_, '_>, line: &Line<'_>, last: Option<&Officer>) -> Vec<Text> {
    let last = last.map(|last| {
        let name = &last.name;
        both!("trước đó: {name}", "last held by {name}")
    });
    let waiver = line.seat.and_then(|(_, seat)| roster.facts.waiver_of_vacancy(line.unit, &seat.id));
    let waived = waiver.map(|waiver| {
        let document = waiver.document.as_ref().map_or("…", |document| &**document);
        both!("được miễn trừ theo {document}", "waived by {document}")
    });
    last.into_iter().chain(waived).collect()
}
