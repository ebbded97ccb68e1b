//! Dates for calendar programs: iCalendar (RFC 5545), whole-day events that repeat byte for byte.

use chrono::{Days, NaiveDate};
use sha2::{Digest, Sha256};

use super::content_line::{escaped, fold};

/// A whole-day event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What tells it from all others of the calendar, and stays the same when its words or its day change.
    pub key: String,
    pub day: NaiveDate,
    /// How many papers have had a say in the day, where one can move it to an earlier day: each adds one.
    pub papers: usize,
    pub summary: String,
    pub description: String,
}

/// A calendar with these events, in the order given. `name` is what the program shows for the calendar, `scope` tells
/// the events of one registry from those of another, `made` stands for the time at which it was made (RFC 5545, 3.8.7.2),
/// and `reminder` is what the alarm three days before says.
pub fn calendar(name: &str, scope: &str, made: NaiveDate, reminder: &str, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(&format!("PRODID:-//ttc//ttc {}//VI", env!("CARGO_PKG_VERSION")));
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        let (first, after) = (event.day, event.day.checked_add_days(Days::new(1)).unwrap_or(event.day));
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", uid(scope, &event.key)));
        line(&format!("DTSTAMP:{}", stamp(made, event)));
        line(&format!("DTSTART;VALUE=DATE:{}", first.format("%Y%m%d")));
        line(&format!("DTEND;VALUE=DATE:{}", after.format("%Y%m%d")));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        line("TRANSP:TRANSPARENT");
        line("BEGIN:VALARM");
        line("ACTION:DISPLAY");
        line(&format!("DESCRIPTION:{}", escaped(reminder)));
        line("TRIGGER:-P3D");
        line("END:VALARM");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// The only time in UTC: it says when this text was made, not when something happens. A calendar that has the event
/// already takes another day for it only under another, later stamp, and no clock is read: so the time of day is made of
/// what the event says. Every paper that has had a say in its day adds an hour, every day that it lies ahead a second.
fn stamp(made: NaiveDate, event: &Event) -> String {
    /// Days ahead or behind that are told apart: half an hour each.
    const FAR: i64 = 1799;
    let hours = event.papers.min(23);
    let seconds = (event.day - made).num_days().clamp(-FAR, FAR) + FAR + 1;
    format!("{}T{hours:02}{:02}{:02}Z", made.format("%Y%m%d"), seconds / 60, seconds % 60)
}

fn uid(scope: &str, key: &str) -> String {
    let digest = Sha256::digest(format!("{scope}\n{key}").as_bytes());
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@ttc")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(summary: &str) -> String {
        let day = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap();
        let event = Event {
            key: "monthly 2024-12".into(),
            day,
            papers: 0,
            summary: summary.into(),
            description: "Một\nHai; ba, bốn".into(),
        };
        calendar("Hạn", "Tỉnh Thử", day, "Sắp đến hạn", &[event])
    }

    #[test]
    fn a_whole_day_ends_on_the_next_and_has_no_time() {
        let text = one("x");
        assert!(text.contains("DTSTART;VALUE=DATE:20241231\r\n") && text.contains("DTEND;VALUE=DATE:20250101\r\n"));
        assert!(text.contains("DESCRIPTION:Một\\nHai\\; ba\\, bốn\r\n"));
    }

    #[test]
    fn lines_are_folded_between_characters_and_unfold_to_what_they_were() {
        let summary = "Ủy ban nhân dân huyện Kế Sách phải gửi báo cáo quý ".repeat(4);
        let text = one(summary.trim());
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{}\r\n", summary.trim())));
    }

    #[test]
    fn an_event_that_is_moved_has_a_later_stamp_of_the_same_day() {
        let made = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
        let moved = |day: i64, papers| {
            let day = made + chrono::TimeDelta::days(day);
            let event = Event { key: "x".into(), day, papers, summary: String::new(), description: String::new() };
            stamp(made, &event)
        };
        let order = [(-30, 0), (20, 0), (21, 0), (28, 1), (15, 2), (400, 2), (9000, 30)];
        let stamps: Vec<String> = order.iter().map(|(day, papers)| moved(*day, *papers)).collect();
        assert!(stamps.is_sorted_by(|one, two| one < two), "{stamps:?}");
        let is_a_time = |stamp: &String| {
            let time = stamp.strip_prefix("20240701T").and_then(|time| time.strip_suffix('Z')).unwrap();
            chrono::NaiveTime::parse_from_str(time, "%H%M%S").is_ok()
        };
        assert!(stamps.iter().all(is_a_time), "{stamps:?}");
    }

    #[test]
    fn an_event_keeps_its_uid_when_its_words_change() {
        let uid = |text: String| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
        assert_eq!(uid(one("một")), uid(one("hai")));
    }

    #[test]
    fn a_line_end_in_a_name_cannot_begin_a_property() {
        assert!(!one("x\r\nATTACH:http://x").contains("\r\nATTACH"));
    }
}
