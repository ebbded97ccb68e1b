//! `calendar/*.yaml`: public holidays, and the weekend days worked in exchange.

use chrono::NaiveDate;

use crate::record;
use crate::record::Records;
use crate::record::scalar::Words;

record! {
    /// A calendar file.
    pub struct CalendarFile = "calendar" ("tệp lịch", "calendar")
        "Ngày nghỉ và ngày làm bù của một năm.", "A year's holidays and make-up days." {
        holidays: Option<Records<Holiday>> => "Các ngày nghỉ lễ, Tết và nghỉ hoán đổi.", "Public holidays and days off in exchange.";
        working_days: Option<Records<WorkedDay>> => "Các ngày nghỉ hằng tuần phải làm bù.", "Weekend days worked in exchange.";
    }
}

record! {
    /// One holiday: a day, or all days from one to another.
    pub struct Holiday = "holiday" ("ngày nghỉ", "holiday")
        "Một ngày nghỉ (date) hoặc một đợt nghỉ (from, until).", "A day off (date) or several in a row (from, until)." {
        date: Option<NaiveDate> => "Ngày nghỉ.", "The day.";
        from: Option<NaiveDate> => "Ngày nghỉ đầu tiên.", "The first day.";
        until: Option<NaiveDate> => "Ngày nghỉ cuối cùng.", "The last day.";
        name: Words => "Dịp nghỉ.", "The occasion.";
    }
}

record! {
    /// A weekend day that is worked.
    pub struct WorkedDay = "working_day" ("ngày làm bù", "make-up day")
        "Một ngày nghỉ hằng tuần được làm bù.", "A weekend day that is worked." {
        date: NaiveDate => "Ngày làm bù.", "The day.";
        name: Words => "Làm bù cho ngày nào.", "What it makes up for.";
    }
}

impl Holiday {
    /// The first and last day, both inclusive; `None` where the record gives neither form whole.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        match (self.date, self.from, self.until) {
            (Some(date), None, None) => Some((date, date)),
            (None, Some(from), Some(until)) => Some((from, until)),
            _ => None,
        }
    }
}
