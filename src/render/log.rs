//! What those who read a log line by line take for a command: GitHub Actions, Azure Pipelines, TeamCity, GitLab.
//!
//! Whoever names a unit or a file could otherwise end an annotation, hide words from the log, switch commands off or set a
//! variable of the job that prints the name.

use std::borrow::Cow;

/// What begins a command wherever it stands on a line, and what is shown for its first character.
const ANYWHERE: &[(&str, &str)] =
    &[("##[", "♯"), ("##vso[", "♯"), ("##teamcity[", "♯"), ("section_start:", "§"), ("section_end:", "§")];

/// What begins one where only blanks, or what paints them, stand before it on its line; the same.
const AT_THE_START: (&str, &str) = ("::", "∶");

/// The text with every such command shown by another character of the same width, so that it stays what it is for people,
/// columns included, and is none for programs.
pub fn defused(text: &str) -> Cow<'_, str> {
    if !ANYWHERE.iter().any(|(opening, _)| text.contains(opening)) && !text.contains(AT_THE_START.0) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive(is_line_end) {
        let (opening, shown) = AT_THE_START;
        let start = line.len() - unpainted(line).len();
        let rest = match line[start..].strip_prefix(opening) {
            Some(_) => {
                out.push_str(&line[..start]);
                out.push_str(shown);
                &line[start + 1..]
            }
            None => line,
        };
        out.push_str(&anywhere(rest));
    }
    Cow::Owned(out)
}

/// JSON in which no string holds one: the same data, its first character written as an escape.
pub(super) fn defused_json(json: String) -> String {
    ANYWHERE.iter().fold(json, |json, (opening, _)| {
        if !json.contains(opening) {
            return json;
        }
        let first = opening.bytes().next().unwrap_or_default();
        json.replace(opening, &format!("\\u{first:04x}{}", &opening[1..]))
    })
}

/// [`defused`] of what begins no line.
pub(super) fn anywhere(line: &str) -> Cow<'_, str> {
    ANYWHERE.iter().fold(Cow::Borrowed(line), |line, (opening, shown)| {
        if line.contains(opening) {
            Cow::Owned(line.replace(opening, &format!("{shown}{}", &opening[1..])))
        } else {
            line
        }
    })
}

/// What some reader or other begins a line after.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The line from its first character on that is neither blank nor unseen nor part of a colour.
fn unpainted(line: &str) -> &str {
    let is_blank =
        |c: char| c.is_whitespace() || c == '\u{feff}' || ('\u{200b}'..='\u{200f}').contains(&c) || c == '\u{2060}';
    let mut rest = line.trim_start_matches(is_blank);
    while let Some((parameters, after)) = rest.strip_prefix("\x1b[").and_then(|rest| rest.split_once('m')) {
        if !parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') {
            break;
        }
        rest = after.trim_start_matches(is_blank);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_at_the_start_of_any_line_is_none_any_more() {
        for before in [
            "",
            " ",
            "\t",
            "a\n",
            "a\r\n  ",
            "a\r",
            "a\u{2028}",
            "a\u{b}\u{a0}\u{3000}",
            "\x1b[1m",
            "\x1b[0m \x1b[1;31m",
        ] {
            let text = format!("{before}::error file=x::y\n");
            assert_eq!(defused(&text), format!("{before}∶:error file=x::y\n"));
        }
        assert_eq!(defused("a ::error::b"), "a ::error::b");
    }

    #[test]
    fn a_command_that_is_found_anywhere_is_none_anywhere() {
        assert_eq!(defused("a ##[error]b ##[x"), "a ♯#[error]b ♯#[x");
        assert_eq!(defused("x ##vso[task.x]"), "x ♯#vso[task.x]");
        assert_eq!(defused("##teamcity[x]"), "♯#teamcity[x]");
        assert_eq!(defused("section_start:1:x"), "§ection_start:1:x");
        assert_eq!(defused("### a # b ## c"), "### a # b ## c");
        assert_eq!(defused("####[x"), "##♯#[x");
    }

    #[test]
    fn json_keeps_its_data() {
        let name = "a\\##[error]##vso[x]\\##teamcity[y section_start:1:x\r section_end:####[z";
        let json = defused_json(serde_json::to_string(name).unwrap());
        assert!(ANYWHERE.iter().all(|(opening, _)| !json.contains(opening)), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), name);
    }

    #[test]
    fn nothing_changes_its_width() {
        for (opening, shown) in ANYWHERE.iter().chain([&AT_THE_START]) {
            assert_eq!(unicode_width::UnicodeWidthStr::width(*shown), 1, "{opening}");
        }
    }
}
