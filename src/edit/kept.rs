//! What no change may lose: the notes of a file, held against its new text before anybody writes it.

use crate::load::yaml::events::comments;
use crate::text;

/// A comment of which a new text has more or fewer than the old one; `None` where it keeps them all. Letters that are
/// only spelt otherwise are the same.
pub fn unkept_comment(before: &str, after: &str) -> Option<String> {
    let (before, after) = (noted(before), noted(after));
    let differing = before.iter().zip(&after).find(|(one, other)| one != other);
    let (one, other) = match differing {
        Some((one, other)) => (Some(one), Some(other)),
        None => (before.get(after.len()), after.get(before.len())),
    };
    one.into_iter().chain(other).min().cloned()
}

/// The comments of a text in the order of the alphabet.
fn noted(text: &str) -> Vec<String> {
    let mut noted: Vec<_> =
        comments(text).unwrap_or_default().into_iter().map(|span| spelt(&text[span.range()])).collect();
    noted.sort_unstable();
    noted
}

/// A comment as every reader takes it: composed, and without the breaks of line that only some readers know.
pub fn spelt(comment: &str) -> String {
    let line: String = comment.chars().map(|letter| if is_other_break(letter) { ' ' } else { letter }).collect();
    text::to_nfc(line.trim_end_matches([' ', '\t', '\r'])).into_owned()
}

/// What breaks a line for readers of YAML 1.1 and is a letter like any other in YAML 1.2.
pub fn is_other_break(letter: char) -> bool {
    matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_lost_added_or_changed_is_named() {
        let before = "a: 1 # x\n# y\n# y\n";
        assert_eq!(unkept_comment(before, "# y\n# y\na: 1 #  x"), Some("#  x".to_owned()));
        assert_eq!(unkept_comment(before, "# y\na: 1 # x\n"), Some("# y".to_owned()));
        assert_eq!(unkept_comment(before, "# y\n# y\na: '# x'\n"), Some("# x".to_owned()));
        assert_eq!(unkept_comment("a: 1\n", "a: 1 # new\n"), Some("# new".to_owned()));
        assert_eq!(unkept_comment(before, "# y\na: 1 # x  \n# y"), None);
        assert_eq!(unkept_comment("# Sa\u{301}ch\na: 1\n", "# S\u{e1}ch\na: 1\n"), None);
    }
}
