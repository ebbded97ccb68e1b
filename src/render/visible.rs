//! Characters that must not reach a terminal, a log or a page raw: they are shown in a form that can be seen.
//!
//! A registry is written by many hands and pasted from many programs; a name may hold an escape sequence that repaints
//! the screen or an override that turns a line around.

use std::borrow::Cow;

use super::log::defused_json;

/// What stands for a character that may not be printed as it is; `None` where it may. A newline and a tab are not
/// text of one line, so they have stand-ins too.
fn stand_in(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        // Control pictures: one for each.
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32),
        '\x7f' => Some('␡'),
        _ if is_unseen(c) => Some('\u{fffd}'),
        _ => None,
    }
}

/// Whether a character beyond ASCII draws nothing itself but steers what is drawn: C1 controls, direction marks and
/// overrides, joiners of nothing, separators, tags; and what no font agrees on: private use, noncharacters (which XML
/// forbids too).
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..)
        || c as u32 & 0xfffe == 0xfffe
}

/// The text on one line with nothing hidden in it: control characters as control pictures (`␛`, `␊`), other unseen
/// ones as `�`. Every character stays one character, so columns stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| stand_in(c).unwrap_or(c)).collect())
}

/// [`visible`], and cut to `most` characters with `…` at the cut: no name of a million characters in a sentence.
pub(super) fn short(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => visible(text),
        Some((cut, _)) => Cow::Owned(format!("{}…", visible(&text[..cut]))),
    }
}

/// The lines of something to paste, each [`visible`].
pub(super) fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.trim_end_matches('\n').split('\n').map(|line| visible(line.strip_suffix('\r').unwrap_or(line)))
}

/// JSON whose unseen characters, and what logs take for commands, are written as `\u` escapes: the same data, harmless to print. ASCII controls are
/// escaped by every JSON writer already; all others can stand only inside strings, where an escape means the same.
pub(super) fn harmless_json(json: String) -> String {
    let json = defused_json(json);
    if !json.chars().any(|c| c == '\x7f' || is_unseen(c)) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if c == '\x7f' || is_unseen(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_can_be_seen_and_not_run() {
        assert_eq!(visible("a\x1b[31mđỏ"), "a␛[31mđỏ");
    }

    #[test]
    fn overrides_and_c1_controls_are_replaced_one_for_one() {
        assert_eq!(visible("a\u{202e}b\u{9b}c"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn vietnamese_in_either_form_is_left_as_it_is() {
        assert_eq!(visible("Trần Thị Ổi"), "Trần Thị Ổi");
        assert_eq!(visible("Tra\u{302}\u{300}n"), "Tra\u{302}\u{300}n");
    }

    #[test]
    fn json_keeps_its_data_when_made_harmless() {
        let name = "a\u{202e}b\u{7f}c\u{e0041}\u{9b}";
        let json = harmless_json(serde_json::to_string(name).unwrap());
        assert_eq!(json, r#""a\u202eb\u007fc\udb40\udc41\u009b""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), name);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(short("Đặng", 2), "Đặ…");
        assert_eq!(short("Đặng", 4), "Đặng");
    }
}
