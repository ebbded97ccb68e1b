//! The two languages of the program: every sentence is written in both, side by side, so that neither can be forgotten.
//!
//! A sentence fixed at compile time is a [`Both`]; one with values in it is a [`Text`], made with [`both!`](crate::both).
//! Nothing here knows the domain, the environment or a terminal.

mod refusal;

use chrono::{Datelike, NaiveDate, Weekday};

pub use refusal::refusal;

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Vietnamese, as an official writes it.
    Vi,
    /// Plain English.
    En,
}

impl Language {
    /// Every language, in the order in which documents show them.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The two-letter code (ISO 639-1) that `--lang`, `TTC_LANG` and the manifest use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language with this code, or `None`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// A sentence fixed at compile time, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Both {
    pub vi: &'static str,
    pub en: &'static str,
}

impl Both {
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    pub fn get(self, language: Language) -> &'static str {
        match language {
            Language::Vi => self.vi,
            Language::En => self.en,
        }
    }
}

/// A sentence with values in it, written out in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text {
    pub vi: String,
    pub en: String,
}

impl Text {
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }

    /// The same words in both languages: a name, a number, a path.
    pub fn same(words: impl Into<String>) -> Self {
        let vi = words.into();
        Self { en: vi.clone(), vi }
    }

    pub fn is_empty(&self) -> bool {
        self.vi.is_empty() && self.en.is_empty()
    }
}

impl From<Both> for Text {
    fn from(both: Both) -> Self {
        Self { vi: both.vi.to_owned(), en: both.en.to_owned() }
    }
}

/// Writes one sentence in both languages, with `format!` arguments of their own for each:
/// `both!(vi: ("{} còn trống", seat.vi), en: ("{} is vacant", seat.en))`.
/// With names in scope the two format strings are enough: `both!("{id} đã có", "{id} is taken")`.
#[macro_export]
macro_rules! both {
    (vi: ($($vi:tt)*), en: ($($en:tt)*)) => {
        $crate::locale::Text { vi: format!($($vi)*), en: format!($($en)*) }
    };
    ($vi:literal, $en:literal $(,)?) => {
        $crate::locale::Text { vi: format!($vi), en: format!($en) }
    };
}

/// A day as people read it, in either language: `20/06/2024`.
pub fn day(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// The day of the week: `thứ Tư`, `Wednesday`.
pub fn weekday(date: NaiveDate) -> Both {
    match date.weekday() {
        Weekday::Mon => Both::new("thứ Hai", "Monday"),
        Weekday::Tue => Both::new("thứ Ba", "Tuesday"),
        Weekday::Wed => Both::new("thứ Tư", "Wednesday"),
        Weekday::Thu => Both::new("thứ Năm", "Thursday"),
        Weekday::Fri => Both::new("thứ Sáu", "Friday"),
        Weekday::Sat => Both::new("thứ Bảy", "Saturday"),
        Weekday::Sun => Both::new("Chủ nhật", "Sunday"),
    }
}

/// A number of days in words: `1 ngày`, `45 ngày` / `1 day`, `45 days`.
pub fn days(count: i64) -> Text {
    Text { vi: format!("{count} ngày"), en: plural(count, "day") }
}

/// An English count with its noun: `1 unit`, `2 units`.
pub fn plural(count: i64, noun: &str) -> String {
    if count == 1 { format!("{count} {noun}") } else { format!("{count} {noun}s") }
}

/// A clause as people cite it: `Điều 2.2.a`; `Điều 2.2.b, đoạn 2` for the second paragraph or dash under it (id
/// `2.2.b-2`). An id that says itself what it is (`Phụ lục I`, `QĐ.2`) is left so.
pub fn clause(id: &str) -> Text {
    if !id.starts_with(|first: char| first.is_ascii_digit()) {
        return Text::same(id);
    }
    match id.split_once('-') {
        Some((point, paragraph)) => both!("Điều {point}, đoạn {paragraph}", "Article {point}, paragraph {paragraph}"),
        None => both!("Điều {id}", "Article {id}"),
    }
}

/// The first few of a list of names, and how many more there are; the noun is what one of them is called in Vietnamese.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>, noun: &str) -> Text {
    const SHOWN: usize = 5;
    let names: Vec<&str> = names.into_iter().collect();
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(SHOWN) {
        0 => Text::same(shown),
        more => both!("{shown} và {more} {noun} khác", "{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_day_first_with_zeros() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2024, 3, 1).unwrap()), "01/03/2024");
    }

    #[test]
    fn a_paragraph_is_cited_after_its_point() {
        assert_eq!(clause("2.2.a").vi, "Điều 2.2.a");
        assert_eq!(clause("2.2.b-2").vi, "Điều 2.2.b, đoạn 2");
        assert_eq!(clause("Phụ lục I").en, "Phụ lục I");
    }

    #[test]
    fn a_long_list_is_cut_and_counted() {
        assert_eq!(listed(["A", "B"], "người"), Text::same("A, B"));
        assert_eq!(
            listed(["A", "B", "C", "D", "E", "F", "G"], "người"),
            both!("A, B, C, D, E và 2 người khác", "A, B, C, D, E and 2 more")
        );
    }

    #[test]
    fn one_day_is_singular_in_english_only() {
        assert_eq!(days(1), Text { vi: "1 ngày".into(), en: "1 day".into() });
        assert_eq!(days(45), Text { vi: "45 ngày".into(), en: "45 days".into() });
    }
}
