//! What the units sent: mostly on time, as offices do, and the few that were late, returned or never came.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::days::{WorkingDays, day, minus, plus};
use crate::plan::{IN_FORCE, Plan};
use crate::random::Random;
use crate::units::{Deadline, DeadlinesSet, Kind, Unit};

/// The request of the sample for a report outside the calendar.
pub const REQUEST: &str = "ra-soat-2024";
const REQUESTED: NaiveDate = day(2024, 5, 2);
const REQUESTED_BY: NaiveDate = day(2024, 5, 15);
/// The file the request and its answers are kept in: that of the month it fell into.
const REQUEST_FILE: (i32, &str) = (2024, "2024-05");

/// One report received.
pub struct Submission {
    pub unit: String,
    /// Written as `period:`, or as `request:` where it answers one.
    pub answers: Answers,
    pub received: NaiveDate,
    pub number: String,
    pub approved: NaiveDate,
    pub channel: &'static str,
    pub returned: Option<(NaiveDate, &'static str)>,
}

/// What a submission is for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answers {
    Period(String),
    Request,
}

/// A date put off.
pub struct Extension {
    pub unit: String,
    pub period: &'static str,
    pub by: NaiveDate,
    pub document: &'static str,
    pub reason: &'static str,
}

/// A report asked for outside the calendar, of departments and districts.
pub struct Request {
    pub id: &'static str,
    pub title: &'static str,
    pub issued: NaiveDate,
    pub by: NaiveDate,
    pub document: &'static str,
    pub kinds: [Kind; 2],
}

/// One file of submissions.
#[derive(Default)]
pub struct Ledger {
    pub submissions: Vec<Submission>,
    pub extensions: Vec<Extension>,
    pub requests: Vec<Request>,
}

/// The three cadences of Điều 7.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cadence {
    Month,
    Quarter,
    Year,
}

/// A period: what it is called and the month it closes in.
struct Period {
    cadence: Cadence,
    name: String,
    year: i32,
    closing_month: u32,
}

/// All ledgers, by year and file stem.
pub fn ledgers(plan: &Plan, units: &[Unit], working_days: &WorkingDays) -> BTreeMap<(i32, String), Ledger> {
    let mut ledgers: BTreeMap<(i32, String), Ledger> = BTreeMap::new();
    let periods = periods(plan);
    for unit in units {
        let office = Office { plan, unit, parent: parent(unit, units), working_days };
        let mut sent: Vec<((i32, String), Submission)> = Vec::new();
        for period in &periods {
            let file = (period.year, period.name.clone());
            sent.extend(office.report(period).into_iter().map(|submission| (file.clone(), submission)));
        }
        if plan.history {
            let file = (REQUEST_FILE.0, REQUEST_FILE.1.to_owned());
            sent.extend(office.answer().map(|submission| (file, submission)));
        }
        office.number(sent.iter_mut().map(|(_, submission)| submission).collect());
        for (file, submission) in sent {
            ledgers.entry(file).or_default().submissions.push(submission);
        }
    }
    if plan.history {
        let ledger = ledgers.entry((2024, "2024-06".to_owned())).or_default();
        ledger.extensions.push(Extension {
            unit: plan.id("so-y-te"),
            period: "2024-06",
            by: day(2024, 6, 25),
            document: "88/VP-KSTTHC",
            reason: "chờ số liệu của các đơn vị trực thuộc",
        });
        let ledger = ledgers.entry((REQUEST_FILE.0, REQUEST_FILE.1.to_owned())).or_default();
        ledger.requests.push(Request {
            id: REQUEST,
            title: "Rà soát, đánh giá thủ tục hành chính năm 2024",
            issued: REQUESTED,
            by: REQUESTED_BY,
            document: "412/UBND-VP",
            kinds: [Kind::Department, Kind::District],
        });
    }
    ledgers
}

fn parent<'a>(unit: &Unit, units: &'a [Unit]) -> Option<&'a Unit> {
    let parent = unit.parent.as_ref()?;
    units.iter().find(|other| other.id == *parent)
}

/// Every period that may fall due, in the order of the files.
fn periods(plan: &Plan) -> Vec<Period> {
    let mut periods = Vec::new();
    for year in IN_FORCE.year()..=plan.last_day.year() {
        for month in 1..=12 {
            let period = |cadence, name| Period { cadence, name, year, closing_month: month };
            periods.push(period(Cadence::Month, format!("{year}-{month:02}")));
            if month % 3 == 0 {
                periods.push(period(Cadence::Quarter, format!("{year}-Q{}", month / 3)));
            }
            if month == 12 {
                periods.push(period(Cadence::Year, year.to_string()));
            }
        }
    }
    periods
}

/// A unit as a sender of reports.
struct Office<'a> {
    plan: &'a Plan,
    unit: &'a Unit,
    parent: Option<&'a Unit>,
    working_days: &'a WorkingDays,
}

/// The last good day of a report, or the day around which it comes where none was set.
enum Due {
    On(NaiveDate),
    Around(NaiveDate),
}

impl Office<'_> {
    fn random(&self, subject: &[&str]) -> Random {
        Random::about(self.plan.seed, &[&[self.unit.id.as_str()], subject].concat())
    }

    fn is(&self, stem: &str) -> bool {
        self.plan.history && self.unit.id == stem
    }

    fn due(&self, period: &Period) -> Option<Due> {
        let on = |last: u32| day(period.year, period.closing_month, last);
        match self.unit.kind {
            Kind::Department | Kind::District => Some(Due::On(on(match period.cadence {
                Cadence::Month => 21,
                Cadence::Quarter => 18,
                Cadence::Year => 19,
            }))),
            Kind::Commune => {
                let sets = &self.parent?.sets;
                let mut governing = sets.iter().filter(|set| set.from <= on(1)).filter_map(|set| date_of(set, period));
                Some(
                    governing.next_back().map_or(Due::Around(on(15)), |deadline| Due::On(on(deadline.last_good_day()))),
                )
            }
            Kind::Province | Kind::ProvincialOffice | Kind::CentralAgency => None,
        }
    }

    /// What the unit sent for a period: nothing, one report, or a returned one and its correction.
    fn report(&self, period: &Period) -> Vec<Submission> {
        let Some(due) = self.due(period) else { return Vec::new() };
        let (Due::On(date) | Due::Around(date)) = due;
        if date < IN_FORCE || date > self.plan.last_day || !self.unit.exists_on(date) {
            return Vec::new();
        }
        if let Some(told) = self.told(period) {
            return told;
        }
        let mut random = self.random(&["report", &period.name]);
        // The autumn quarter is the one offices forget.
        let forgotten = if period.name == "2024-Q3" { 30 } else { 9 };
        let answers = Answers::Period(period.name.clone());
        match random.below(1000) {
            fate if fate < forgotten => Vec::new(),
            30..58 if matches!(due, Due::On(_)) => {
                let late = self.late(date, &mut random);
                late.map(|received| self.sent(answers, received, &mut random)).into_iter().collect()
            }
            58..74 => {
                let received = self.punctual(minus(date, 2), &mut random);
                let first = self.returned(answers.clone(), received, &mut random);
                let (returned, _) = first.returned.expect("it was just returned");
                let again = self.working_days.on_or_after(plus(returned, random.between(1, 3)));
                let corrected = self.sent(answers, again, &mut random);
                let in_time = again <= self.last_day();
                [Some(first), Some(corrected).filter(|_| in_time)].into_iter().flatten().collect()
            }
            _ => {
                let received = self.punctual(date, &mut random);
                vec![self.sent(answers, received, &mut random)]
            }
        }
    }

    /// The few reports the sample tells a story with.
    fn told(&self, period: &Period) -> Option<Vec<Submission>> {
        let mut random = self.random(&["told", &period.name]);
        let mut sent = |received| self.sent(Answers::Period(period.name.clone()), received, &mut random);
        let reason = REASONS[0];
        match period.name.as_str() {
            // Returned and never sent again.
            "2024-Q3" if self.is("ban-dan-toc") => {
                Some(vec![Submission { returned: Some((day(2024, 9, 18), reason)), ..sent(day(2024, 9, 17)) }])
            }
            // Returned, put off, sent again within the new date.
            "2024-06" if self.is("so-y-te") => Some(vec![
                Submission { returned: Some((day(2024, 6, 21), reason)), ..sent(day(2024, 6, 20)) },
                sent(day(2024, 6, 25)),
            ]),
            // Its last report, owed a week before it was dissolved.
            "2025-02" if self.is("so-thong-tin-truyen-thong") => Some(Vec::new()),
            _ => None,
        }
    }

    /// The answer to the request: most in time, one late, two missing.
    fn answer(&self) -> Option<Submission> {
        let asked = matches!(self.unit.kind, Kind::Department | Kind::District) && self.unit.exists_on(REQUESTED_BY);
        if !asked || self.is("so-khoa-hoc-cong-nghe") || self.is("huyen-thanh-tri") {
            return None;
        }
        let mut random = self.random(&["answer"]);
        let received =
            if self.is("huyen-tran-de") { day(2024, 5, 17) } else { self.punctual(REQUESTED_BY, &mut random) };
        Some(self.sent(Answers::Request, received, &mut random))
    }

    /// A working day of the last week up to the date; most offices send on the date or the day before.
    fn punctual(&self, due: NaiveDate, random: &mut Random) -> NaiveDate {
        let earlier = *random.pick(&[0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6]);
        let received = self.working_days.on_or_before(minus(due, earlier));
        // A unit cannot have sent anything before it began.
        self.unit.from.map_or(received, |from| received.max(self.working_days.on_or_after(from)))
    }

    /// A working day after the date, unless the unit is no more by then.
    fn late(&self, due: NaiveDate, random: &mut Random) -> Option<NaiveDate> {
        let later = *random.pick(&[1, 1, 1, 2, 2, 3, 4, 6, 9]);
        Some(self.working_days.on_or_after(plus(due, later))).filter(|received| *received <= self.last_day())
    }

    fn last_day(&self) -> NaiveDate {
        self.unit.until.unwrap_or(self.plan.last_day).min(self.plan.last_day)
    }

    /// A report as received, approved by the head that day or the working day before. Its number comes later.
    fn sent(&self, answers: Answers, received: NaiveDate, random: &mut Random) -> Submission {
        let approved = self.working_days.on_or_before(minus(received, u32::from(random.chance(400))));
        let channel = match random.below(100) {
            0..88 => "email",
            88..97 => "system",
            _ => "paper",
        };
        Submission {
            unit: self.unit.id.clone(),
            answers,
            received,
            number: String::new(),
            approved,
            channel,
            returned: None,
        }
    }

    /// A report sent back on the next working day.
    fn returned(&self, answers: Answers, received: NaiveDate, random: &mut Random) -> Submission {
        let returned = self.working_days.on_or_after(plus(received, 1));
        Submission { returned: Some((returned, *random.pick(REASONS))), ..self.sent(answers, received, random) }
    }

    /// Numbers a unit's reports in the order they were signed, each year from the start.
    fn number(&self, mut submissions: Vec<&mut Submission>) {
        submissions.sort_by(|a, b| (a.approved, &a.answers, a.received).cmp(&(b.approved, &b.answers, b.received)));
        let a_week = self.random(&["reports a week"]).between(2, 9);
        let (mut year, mut last) = (0, 0);
        for submission in submissions {
            let signed = submission.approved;
            if signed.year() != year {
                (year, last) = (signed.year(), 0);
            }
            last = (signed.ordinal() * a_week / 7).max(last + 1);
            submission.number = format!("{last:02}/BC-{}", self.unit.symbol);
        }
    }
}

const REASONS: &[&str] = &[
    "thiếu biểu số liệu",
    "số liệu chưa khớp với hệ thống một cửa điện tử",
    "chưa thuyết minh hồ sơ trễ hạn",
    "sai kỳ số liệu",
];

fn date_of(set: &DeadlinesSet, period: &Period) -> Option<Deadline> {
    match period.cadence {
        Cadence::Month => set.monthly,
        Cadence::Quarter => set.quarterly,
        Cadence::Year => set.yearly,
    }
}
