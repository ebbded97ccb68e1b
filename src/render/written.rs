//! Cells as people read them: `1.234`, `91,7 %`, `▲ 2,8`, `20/06/2024`, and `-` for what is missing.
//!
//! What forms for programs write is their own; nothing here aligns, colours or escapes.

use crate::document::{Cell, tenths};
use crate::locale::{Language, day};

/// What people see in a cell; of a mark the letter.
pub(super) fn written(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Words(text) => text.get(language).to_owned(),
        Cell::Code(code) => code.clone(),
        Cell::Count(number) => count(*number, language),
        Cell::Rate { part, whole } => tenths(*part, *whole).map_or_else(missing, |rate| percent(rate, language)),
        Cell::Change(change) => change_written(*change, language),
        Cell::Day(date) => day(*date),
        Cell::Mark(mark) => mark.letter.get(language).to_owned(),
        Cell::Missing => missing(),
    }
}

/// `1.234` / `1,234`.
pub(super) fn count(number: i64, language: Language) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::from(if number < 0 { "-" } else { "" });
    for (position, digit) in digits.char_indices() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(match language {
                Language::Vi => '.',
                Language::En => ',',
            });
        }
        out.push(digit);
    }
    out
}

fn missing() -> String {
    "-".to_owned()
}

fn percent(tenths: i64, language: Language) -> String {
    match language {
        Language::Vi => format!("{} %", decimal(tenths, language)),
        Language::En => format!("{}%", decimal(tenths, language)),
    }
}

fn change_written(tenths: i64, language: Language) -> String {
    match tenths {
        0 => "▬".to_owned(),
        1.. => format!("▲ {}", decimal(tenths, language)),
        _ => format!("▼ {}", decimal(tenths.saturating_neg(), language)),
    }
}

/// Tenths with their decimal mark; at least 0.
fn decimal(tenths: i64, language: Language) -> String {
    let mark = match language {
        Language::Vi => ',',
        Language::En => '.',
    };
    format!("{}{mark}{}", count(tenths / 10, language), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vi(cell: &Cell) -> String {
        written(cell, Language::Vi)
    }

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(vi(&Cell::Count(1_234_567)), "1.234.567");
        assert_eq!(written(&Cell::Count(-1234), Language::En), "-1,234");
        assert_eq!(vi(&Cell::Count(0)), "0");
        assert_eq!(vi(&Cell::Rate { part: 66, whole: 72 }), "91,7 %");
        assert_eq!(written(&Cell::Rate { part: 66, whole: 72 }, Language::En), "91.7%");
        assert_eq!(vi(&Cell::Change(28)), "▲ 2,8");
        assert_eq!(vi(&Cell::Change(-11)), "▼ 1,1");
        assert_eq!(vi(&Cell::Change(-5)), "▼ 0,5");
        assert_eq!(vi(&Cell::Change(0)), "▬");
    }

    #[test]
    fn what_is_missing_is_a_dash_and_never_a_number() {
        assert_eq!(vi(&Cell::Missing), "-");
        assert_eq!(vi(&Cell::Rate { part: 0, whole: 0 }), "-");
    }
}
