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
        // The only time in UTC: it says when this text was made, not when something happens.
        line(&format!("DTSTAMP:{}T000000Z", made.format("%Y%m%d")));
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
    fn an_event_keeps_its_uid_when_its_words_change() {
        let uid = |text: String| text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned();
        assert_eq!(uid(one("một")), uid(one("hai")));
    }

    #[test]
    fn a_line_end_in_a_name_cannot_begin_a_property() {
        assert!(!one("x\r\nATTACH:http://x").contains("\r\nATTACH"));
    }
}
