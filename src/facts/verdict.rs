//! How a report can stand: the statuses of the ledger, of which every report has exactly one.

use crate::locale::Both;

/// How a report stands on the day judged. Days are counted from the last good day, that day not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Received by the last good day.
    OnTime,
    /// Received after it.
    Late {
        days: i64,
    },
    /// Not received, and the last good day has passed.
    Overdue {
        days: i64,
        returned: bool,
    },
    /// Sent back, and there is time to send it again.
    Returned,
    /// There is time because of an extension.
    Extended,
    /// The last good day is near; 0 is today.
    DueSoon {
        days_left: i64,
    },
    NotYetDue,
    /// Late or overdue, and excused.
    Waived(Excused),
    NotJudged(Why),
}

/// What a waiver excuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excused {
    Late { days: i64 },
    Overdue { days: i64 },
}

/// Why nothing is said of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The unit that is to set the date has not.
    DateNotSet,
    /// No regulation is in force for the unit on the day judged.
    NoRegulation,
    /// A record that cannot be read, or does not say which report it is, may be about it.
    Unclear,
}

/// The kinds of status, of which every report has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    OnTime,
    Late,
    Overdue,
    Returned,
    Extended,
    DueSoon,
    NotYetDue,
    Waived,
    NotJudged,
}

impl Verdict {
    pub const ALL: [Self; 9] = [
        Self::OnTime,
        Self::Late,
        Self::Overdue,
        Self::Returned,
        Self::Extended,
        Self::DueSoon,
        Self::NotYetDue,
        Self::Waived,
        Self::NotJudged,
    ];

    /// What people call it.
    pub fn name(self) -> Both {
        match self {
            Self::OnTime => Both::new("đúng hạn", "on time"),
            Self::Late => Both::new("trễ hạn", "late"),
            Self::Overdue => Both::new("quá hạn", "overdue"),
            Self::Returned => Both::new("bị trả lại, chờ gửi lại", "returned, awaited"),
            Self::Extended => Both::new("được gia hạn", "extended"),
            Self::DueSoon => Both::new("sắp đến hạn", "due soon"),
            Self::NotYetDue => Both::new("chưa đến hạn", "not yet due"),
            Self::Waived => Both::new("được miễn trừ", "waived"),
            Self::NotJudged => Both::new("không đánh giá", "not judged"),
        }
    }
}

impl Status {
    pub fn verdict(self) -> Verdict {
        match self {
            Self::OnTime => Verdict::OnTime,
            Self::Late { .. } => Verdict::Late,
            Self::Overdue { .. } => Verdict::Overdue,
            Self::Returned => Verdict::Returned,
            Self::Extended => Verdict::Extended,
            Self::DueSoon { .. } => Verdict::DueSoon,
            Self::NotYetDue => Verdict::NotYetDue,
            Self::Waived(_) => Verdict::Waived,
            Self::NotJudged(_) => Verdict::NotJudged,
        }
    }
}
