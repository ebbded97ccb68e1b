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

/// A content line, broken after at most 75 octets and never inside a character (RFC 5545, 3.1; RFC 6350, 3.2).
pub fn fold(text: &str, out: &mut String) {
    let mut octets = 0;
    for letter in text.chars() {
        if octets + letter.len_utf8() > 75 {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(letter);
        octets += letter.len_utf8();
    }
    out.push_str("\r\n");
}
