//! The lines that calendars (RFC 5545) and address books (RFC 6350) are made of.

use super::visible;

/// Text as a value (RFC 5545, 3.3.11; RFC 6350, 3.4): backslash, semicolon, comma and line ends are escaped, nothing
/// unseen is left.
pub fn escaped(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| visible(line).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,"))
        .collect();
    lines.join("\\n")
}

/// A content line, broken after at most 75 octets and never inside a character (RFC 5545, 3.1; RFC 6350, 3.2), nor
/// inside an escape: some programs undo the escapes of each line before they join the lines.
pub fn fold(text: &str, out: &mut String) {
    let mut octets = 0;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        let width = letter.len_utf8() + escaped.map_or(0, char::len_utf8);
        if octets + width > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(letter);
        out.extend(escaped);
        octets += width;
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fold_parts_an_escape_or_a_character_wherever_it_falls() {
        for before in 0..200 {
            for hard in ["\\", "\\\\\\", ";,;,", "\n", "ễ\\ễ;"] {
                let value = format!("{}{hard}{}", "x".repeat(before), "y".repeat(90));
                let mut folded = String::new();
                fold(&format!("NOTE:{}", escaped(&value)), &mut folded);
                for line in folded.strip_suffix("\r\n").unwrap().split("\r\n") {
                    assert!(line.len() <= 75, "{line}");
                    let slashes = line.bytes().rev().take_while(|byte| *byte == b'\\').count();
                    assert!(slashes.is_multiple_of(2), "parted: {line}");
                }
                assert_eq!(folded.replace("\r\n ", ""), format!("NOTE:{}\r\n", escaped(&value)));
            }
        }
    }
}
