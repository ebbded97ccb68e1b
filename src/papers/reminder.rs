//! Reminders: a letter to each unit that has something to send, and the message that goes with it.
//!
//! A unit that has filed, has more time, is excused or owes nothing gets none: whom to remind, and of what, is the
//! ledger's to say.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Days};

use super::Signs;
use super::words::{clause, clauses_of, frame, notice, signed_by};
use crate::both;
use crate::calendar::{Interval, Period};
use crate::document::{Cell, Column, Frame, Holds, Row, Table};
use crate::facts::Facts;
use crate::facts::citation::long_day;
use crate::facts::ledger::{Entry, Owed, Reach, Status, in_a_row};
use crate::facts::letterhead::Body;
use crate::locale::{Text, day};
use crate::paper::{Mailbox, Message, Paper, Passage};

/// So many reports of one cadence overdue in a row are a matter for the head of the unit.
const SILENCE: usize = 2;

/// How pressing a reminder is, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    DueSoon,
    DueToday,
    Overdue,
    /// Several overdue in a row: the letter goes to the head.
    Silent(usize),
}

impl Urgency {
    /// In few words: `quá hạn`.
    pub fn text(self) -> Text {
        match self {
            Self::DueSoon => both!("sắp đến hạn", "due soon"),
            Self::DueToday => both!("đến hạn hôm nay", "due today"),
            Self::Overdue => both!("quá hạn", "overdue"),
            Self::Silent(count) => both!("quá hạn {count} kỳ liền", "{count} overdue in a row"),
        }
    }
}

/// A letter to one unit, of one body that awaits its reports.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// The position of the unit reminded.
    pub unit: usize,
    /// That of the unit in whose name it goes out.
    pub sender: usize,
    pub urgency: Urgency,
    pub letter: Paper,
    /// `None` where there is no address to send it to, or from: see [`Reminder::unreached`].
    pub message: Option<Message>,
    /// Why there is no message.
    pub unreached: Option<Unreached>,
}

/// Why a unit cannot be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// It is no more; what it left overdue stays on the books.
    Dissolved,
    /// Neither an officer in post nor the unit has an official address.
    NoAddress,
    /// The body that would write has no address.
    NoSender,
    /// No unit stands that the report would go to.
    NoReceiver,
}

impl Unreached {
    pub fn text(self) -> Text {
        match self {
            Self::Dissolved => both!("đơn vị không còn", "the unit is no more"),
            Self::NoAddress => both!(
                "không có địa chỉ thư công vụ nào của đầu mối hay của đơn vị",
                "neither its officers nor the unit have an official address"
            ),
            Self::NoSender => both!(
                "cơ quan nhận báo cáo chưa có hộp thư trong sổ",
                "the body that receives the reports has no mailbox in the registry"
            ),
            Self::NoReceiver => {
                both!("không xác định được nơi nhận báo cáo", "there is no body to receive the reports")
            }
        }
    }
}

/// Every reminder due on the day judged, units in the registry's order, and the units that can be sent none at all.
pub fn reminders(facts: &Facts<'_>, signs: Signs) -> (Vec<Reminder>, Vec<(usize, Unreached)>) {
    let officers = officers(facts);
    let mut reminders = Vec::new();
    let mut unreached = Vec::new();
    for unit in 0..facts.registry.units.len() {
        let entries = entries(facts, unit);
        let mut by_sender: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut left = None;
        for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| is_called_for(facts, entry)) {
            match (entry.dissolved, receiver(facts, entry)) {
                (true, _) => left = Some(Unreached::Dissolved),
                (false, None) => left = Some(Unreached::NoReceiver),
                (false, Some((_, sender))) => by_sender.entry(sender).or_default().push(at),
            }
        }
        unreached.extend(left.map(|why| (unit, why)));
        reminders.extend(by_sender.into_iter().map(|(sender, called)| {
            let call = Call { facts, unit, sender, entries: &entries, called, officers: officers.get(&unit) };
            call.reminder(signs)
        }));
    }
    (reminders, unreached)
}

/// By unit, the official addresses of the officers in post, each once.
fn officers(facts: &Facts<'_>) -> HashMap<usize, Vec<Mailbox>> {
    let mut officers: HashMap<usize, Vec<Mailbox>> = HashMap::new();
    for (officer, _) in facts.in_post() {
        let address = officer.email.as_deref().filter(|address| facts.is_official(address));
        let Some((unit, address)) = facts.registry.unit_index(&officer.unit.id).zip(address) else { continue };
        let known = officers.entry(unit).or_default();
        if known.iter().all(|mailbox| mailbox.address != address) {
            known.push(Mailbox { name: officer.name.to_string(), address: address.to_owned() });
        }
    }
    officers
}

/// What the unit owes up to the day from which a report is not yet near.
fn entries<'r>(facts: &Facts<'r>, unit: usize) -> Vec<Entry<'r>> {
    let first = facts.registry.regulations.iter().map(|regulation| regulation.in_force.from).min();
    let until = facts.as_of.checked_add_days(Days::new(u64::from(facts.due_soon_days())));
    let days = first.zip(until).and_then(|(first, until)| Interval::new(first, Some(until)));
    days.map_or_else(Vec::new, |days| facts.entries_of(unit, Reach::Listed(days)))
}

/// Whether a report is one to be reminded of: overdue, near, or sent back and near.
fn is_called_for(facts: &Facts<'_>, entry: &Entry<'_>) -> bool {
    match entry.status {
        Status::Overdue { .. } | Status::DueSoon { .. } => true,
        Status::Returned => days_left(facts, entry).is_some_and(|left| left <= i64::from(facts.due_soon_days())),
        _ => false,
    }
}

fn days_left(facts: &Facts<'_>, entry: &Entry<'_>) -> Option<i64> {
    Some((entry.last_good_day()? - facts.as_of).num_days())
}

/// The bodies that a report goes to and through: the second one asks for it.
fn receiver(facts: &Facts<'_>, entry: &Entry<'_>) -> Option<(usize, usize)> {
    let owes = match &entry.owed {
        Owed::Report(obligation) => obligation.owes,
        Owed::Request { kind, .. } => kind.owes.first()?,
    };
    let nearest = |kind: &str| facts.nearest_seen_from(entry.unit, kind, facts.as_of);
    let to = nearest(&owes.to)?;
    Some((to, owes.via.as_ref().and_then(|via| nearest(via)).unwrap_or(to)))
}

/// One unit to be reminded by one body.
struct Call<'c, 'r> {
    facts: &'c Facts<'r>,
    unit: usize,
    sender: usize,
    /// All that the unit owes, in the ledger's order.
    entries: &'c [Entry<'r>],
    /// Which of them it is reminded of; at least one.
    called: Vec<usize>,
    officers: Option<&'c Vec<Mailbox>>,
}

impl<'r> Call<'_, 'r> {
    fn reminder(&self, signs: Signs) -> Reminder {
        let facts = self.facts;
        let (urgency, sender, body) = (self.urgency(), facts.office(self.sender), facts.body(self.unit));
        let message = self.message(urgency, &sender, &body);
        Reminder {
            unit: self.unit,
            sender: self.sender,
            urgency,
            letter: self.letter(urgency, &sender, &body, signs),
            unreached: message.as_ref().err().copied(),
            message: message.ok(),
        }
    }

    fn called(&self) -> impl Iterator<Item = &Entry<'r>> {
        self.called.iter().map(|at| &self.entries[*at])
    }

    fn urgency(&self) -> Urgency {
        let of = |at: &usize| match self.entries[*at].status {
            Status::Overdue { .. } => match in_a_row(self.entries, *at) {
                count if count >= SILENCE && self.is_silent_since(*at) => Urgency::Silent(count),
                _ => Urgency::Overdue,
            },
            _ if days_left(self.facts, &self.entries[*at]) == Some(0) => Urgency::DueToday,
            _ => Urgency::DueSoon,
        };
        self.called.iter().map(of).max().unwrap_or(Urgency::DueSoon)
    }

    /// Whether nothing of the cadence has come in for a later period.
    fn is_silent_since(&self, at: usize) -> bool {
        let cadence = |entry: &Entry<'_>| entry.owed.period().map(Period::cadence);
        let later = self.entries.iter().skip(at + 1).filter(|entry| cadence(entry) == cadence(&self.entries[at]));
        later.into_iter().all(|entry| entry.accepted.is_none())
    }

    fn letter(&self, urgency: Urgency, sender: &Body, body: &Body, signs: Signs) -> Paper {
        let facts = self.facts;
        let mut passages = vec![Passage::Paragraph(self.opening(sender, body)), Passage::Table(self.table())];
        passages.extend(self.demands(urgency, sender, body).into_iter().map(Passage::Paragraph));
        Paper {
            frame: Frame {
                about: self.subject(urgency).to_owned(),
                recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
                ..frame(sender, format!("{}-KSTTHC", sender.symbol), signs)
            },
            year: facts.as_of.year(),
            authority: None,
            proposal: None,
            addressees: vec![if is_for_head(urgency) { body.title.clone() } else { body.full_name.clone() }],
            resolves: None,
            body: passages,
            signed_by: signed_by(sender, signs),
            attachments: Vec::new(),
            notice: notice(facts),
        }
    }

    fn subject(&self, urgency: Urgency) -> &'static str {
        match urgency {
            Urgency::DueSoon | Urgency::DueToday => "nhắc gửi báo cáo về kiểm soát thủ tục hành chính",
            Urgency::Overdue => "đôn đốc gửi báo cáo về kiểm soát thủ tục hành chính đã quá hạn",
            Urgency::Silent(_) => "chấn chỉnh việc gửi báo cáo về kiểm soát thủ tục hành chính",
        }
    }

    fn opening(&self, sender: &Body, body: &Body) -> String {
        let facts = self.facts;
        let mut clauses: Vec<String> = Vec::new();
        for clause in self.called().filter_map(|entry| Some(clause(entry.owed.clause()?))) {
            if !clauses.contains(&clause) {
                clauses.push(clause);
            }
        }
        let regulation = self.called().next().map(|entry| entry.owed.regulation());
        let rests_on = regulation.map(|regulation| clauses_of(facts, &clauses, regulation)).unwrap_or_default();
        format!(
            "Theo {rests_on}, qua theo dõi đến hết {}, {} thấy {} còn {:02} báo cáo sau đây chưa gửi:",
            long_day(facts.as_of),
            sender.full_name,
            body.full_name,
            self.called.len()
        )
    }

    fn demands(&self, urgency: Urgency, sender: &Body, body: &Body) -> Vec<String> {
        let facts = self.facts;
        let unit = &body.full_name;
        let address = facts.unit(self.sender).email.as_deref();
        let address = address.map_or_else(String::new, |address| format!(" (hộp thư {address})"));
        let to = format!("gửi về {}{address}", sender.full_name);
        let demand = match urgency {
            Urgency::DueSoon | Urgency::DueToday => {
                format!(
                    "Đề nghị {unit} hoàn thành, trình thủ trưởng đơn vị phê duyệt và {to} chậm nhất vào ngày cuối còn đúng hạn nêu trên."
                )
            }
            Urgency::Overdue => {
                format!(
                    "Đề nghị {unit} khẩn trương hoàn thành, {to} và nêu rõ lý do gửi chậm đối với báo cáo đã quá hạn."
                )
            }
            Urgency::Silent(count) => format!(
                "Đến nay, đã {count:02} kỳ liên tiếp {unit} không gửi báo cáo. Đề nghị {} trực tiếp chỉ đạo công chức đầu mối \
                 hoàn thành các báo cáo nêu trên, {to}; đồng thời nêu rõ nguyên nhân, trách nhiệm và biện pháp khắc phục.",
                body.title
            ),
        };
        let courtesy =
            format!("Trường hợp báo cáo đã được gửi, đề nghị {unit} thông tin lại để {} cập nhật.", sender.full_name);
        vec![demand, courtesy]
    }

    fn table(&self) -> Table {
        let heading = |id, words: &str, holds| Column::new(id, Text::same(words), holds);
        let rows = self.called().enumerate().map(|(at, entry)| {
            let window = entry.owed.data_window();
            let window = window.and_then(|days| Some(format!("{} - {}", day(days.from), day(days.until?))));
            Row::item(vec![
                Cell::Code((at + 1).to_string()),
                Cell::name(capital(&entry.owed.name().vi)),
                window.map_or(Cell::Missing, Cell::name),
                entry.last_good_day().map_or(Cell::Missing, Cell::Day),
                Cell::name(self.state(entry)),
            ])
        });
        Table {
            columns: vec![
                heading("number", "STT", Holds::Code),
                heading("report", "Báo cáo", Holds::Words),
                heading("window", "Kỳ số liệu", Holds::Words),
                heading("last_good_day", "Ngày cuối còn đúng hạn", Holds::Day),
                heading("state", "Tình trạng", Holds::Words),
            ],
            rows: rows.collect(),
            empty: Text::default(),
        }
    }

    fn state(&self, entry: &Entry<'_>) -> String {
        let returned = entry.returned.last().map(|submission| {
            let reason = submission.reason.as_ref().map_or_else(String::new, |reason| format!(" ({reason})"));
            let on = submission.returned.map_or_else(String::new, |on| format!(" ngày {}", day(on)));
            format!("bị trả lại{on}{reason}")
        });
        let days = match (entry.days(), days_left(self.facts, entry)) {
            (Some(days), _) => format!("quá hạn {days} ngày"),
            (None, Some(0)) => "đến hạn hôm nay".to_owned(),
            (None, Some(left)) => format!("còn {left} ngày"),
            (None, None) => String::new(),
        };
        let rest = entry.last_good_day().filter(|last| *last >= self.facts.as_of).and_then(|last| {
            let before = self.facts.working_days.previous_working_on_or_before(last)?;
            (before != last).then(|| format!("ngày làm việc cuối trước hạn là {}", day(before)))
        });
        [Some(days), returned, rest]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// To the officers in post and the unit's mailbox, which the head reads; in the head's case the other way round.
    fn message(&self, urgency: Urgency, sender: &Body, body: &Body) -> Result<Message, Unreached> {
        let facts = self.facts;
        let from = facts.unit(self.sender).email.as_deref().ok_or(Unreached::NoSender)?;
        let officers = self.officers.cloned().unwrap_or_default();
        let own = facts.unit(self.unit).email.as_deref();
        let own: Vec<Mailbox> = own
            .filter(|address| officers.iter().all(|officer| officer.address != *address))
            .map(|address| Mailbox { name: body.full_name.clone(), address: address.to_owned() })
            .into_iter()
            .collect();
        let (to, copies) = if is_for_head(urgency) || officers.is_empty() { (own, officers) } else { (officers, own) };
        let (to, copies) = if to.is_empty() { (copies, to) } else { (to, copies) };
        if to.is_empty() {
            return Err(Unreached::NoAddress);
        }
        Ok(Message {
            from: Mailbox { name: sender.full_name.clone(), address: from.to_owned() },
            to,
            copies,
            subject: format!("{}: {}", capital(self.subject(urgency)), body.full_name),
            date: facts.as_of,
            lines: self.lines(urgency, sender, body),
        })
    }

    fn lines(&self, urgency: Urgency, sender: &Body, body: &Body) -> Vec<String> {
        let addressee = if is_for_head(urgency) { &body.title } else { &body.full_name };
        let mut lines = vec![format!("Kính gửi: {addressee}"), String::new(), self.opening(sender, body)];
        lines.extend(self.called().map(|entry| {
            let last = entry.last_good_day().map_or_else(String::new, |last| format!(", hạn cuối {}", day(last)));
            format!("- {}{last}: {}", capital(&entry.owed.name().vi), self.state(entry))
        }));
        lines.push(String::new());
        lines.extend(self.demands(urgency, sender, body));
        lines.extend([String::new(), "Trân trọng.".to_owned(), sender.full_name.clone()]);
        lines.extend(notice(self.facts).map(|notice| format!("({notice})")));
        lines
    }
}

fn is_for_head(urgency: Urgency) -> bool {
    matches!(urgency, Urgency::Silent(_))
}

/// The text with its first letter large, as a sentence begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
