//! Single values as YAML: quoted where another reading would be possible, and as their place is used to.

use super::kept::is_other_break;
use crate::load::yaml::events::Style;
use crate::record::plain::changes_unquoted;

/// A text as YAML. `flow` is between brackets, where commas and brackets mean something.
pub fn scalar(text: &str, flow: bool) -> String {
    if stays_plain(text, flow) { text.to_owned() } else { double(text) }
}

/// A text in the place of one that was written in a style.
pub fn scalar_like(text: &str, style: Style, flow: bool) -> String {
    match style {
        Style::Double => double(text),
        Style::Single if !text.chars().any(|letter| letter.is_control() || is_unseen(letter)) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        Style::Single | Style::Plain | Style::Block => scalar(text, flow),
    }
}

/// Whether every YAML tool reads these letters, unquoted, as this very text.
pub fn stays_plain(text: &str, flow: bool) -> bool {
    let written = serde_yaml::to_string(text).unwrap_or_default();
    written.strip_suffix('\n') == Some(text)
        && is_plain_everywhere(text, flow)
        && !changes_unquoted(text)
        && !text.chars().any(is_unseen)
}

/// Whether every YAML tool takes these letters, unquoted on one line, for a value that ends where they do; of which type
/// is another matter.
pub fn is_plain_everywhere(text: &str, flow: bool) -> bool {
    let mut letters = text.chars();
    let (first, second) = (letters.next(), letters.next());
    let begins = match first {
        None
        | Some(' ' | ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`') => {
            false
        }
        Some('-') => second.is_some_and(|second| second != ' '),
        Some('?' | ':') => !flow && second.is_some_and(|second| second != ' '),
        Some(_) => true,
    };
    let ends = text.ends_with([' ', ':']) || text.contains(": ") || text.contains(" #");
    let ends_in_flow = flow && (text.contains([',', '[', ']', '{', '}']) || text.contains(":?"));
    begins && !ends && !ends_in_flow && !text.contains(['\t', '\n', '\r']) && !text.chars().any(is_other_break)
}

/// In `"…"`.
pub fn double(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() || is_unseen(letter) => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(letter)));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A letter that nobody sees, or that turns what follows it round: written by its number, so that a file shows it.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}'..='\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::load::yaml;

    #[test]
    fn what_other_tools_would_change_is_quoted() {
        for (text, written) in [
            ("0123", "\"0123\""),
            ("943", "\"943\""),
            ("no", "\"no\""),
            ("12:30", "\"12:30\""),
            ("+84912345678", "\"+84912345678\""),
            ("=", "\"=\""),
            ("a\tb", "\"a\\tb\""),
            ("2024-02-30", "\"2024-02-30\""),
            (":a", ":a"),
            ("2024-06-20", "2024-06-20"),
            ("512/QĐ-UBND", "512/QĐ-UBND"),
            ("Sở: ngành", "\"Sở: ngành\""),
            ("a # b", "\"a # b\""),
            ("", "\"\""),
            ("\u{202e}x", "\"\\U0000202Ex\""),
        ] {
            assert_eq!(scalar(text, false), written);
        }
        for text in ["a, b", ":a", "?a", "a:?b", "x{y}"] {
            assert_eq!((scalar(text, false), scalar(text, true)), (text.to_owned(), format!("\"{text}\"")));
        }
    }

    #[test]
    fn a_text_takes_the_quotation_marks_that_stood_in_its_place() {
        assert_eq!(scalar_like("it's", Style::Single, false), "'it''s'");
        assert_eq!(scalar_like("x", Style::Double, false), "\"x\"");
        assert_eq!(scalar_like("a\nb", Style::Single, false), "\"a\\nb\"");
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_back(text in "(\\PC|[\\n\\t\"'\\\\#:,{}-]){0,12}") {
            for flow in [false, true] {
                for style in [Style::Plain, Style::Single, Style::Double, Style::Block] {
                    let written = scalar_like(&text, style, flow);
                    let file = if flow { format!("{{a: {written}, b: c}}") } else { format!("a: {written}\nb: c\n") };
                    let tree = yaml::tree(&file).unwrap();
                    let read = tree.get("a").and_then(|node| node.as_text().map(str::to_owned));
                    prop_assert_eq!(read, Some(crate::text::to_nfc(&text).into_owned()), "{}", file);
                }
            }
        }
    }
}
