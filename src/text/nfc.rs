//! Unicode normalisation form C, the form in which registry files are written.

use std::borrow::Cow;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

/// Whether a text is in NFC: every letter with its marks is one character wherever Unicode has that character.
pub fn is_nfc(text: &str) -> bool {
    ComposingNormalizerBorrowed::new_nfc().is_normalized(text)
}

/// The text in NFC; borrowed where it already is.
pub fn to_nfc(text: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The text in NFD: every mark is a character of its own, in canonical order.
pub(super) fn to_nfd(text: &str) -> Cow<'_, str> {
    DecomposingNormalizerBorrowed::new_nfd().normalize(text)
}

/// Whether this is one of the combining marks of Latin letters (the block U+0300 to U+036F).
pub(super) fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_marks_become_one_character() {
        let decomposed = "Ke\u{302}\u{301} Sa\u{301}ch";
        assert!(!is_nfc(decomposed));
        assert_eq!(to_nfc(decomposed), "K\u{1ebf} S\u{e1}ch");
        assert!(is_nfc("K\u{1ebf} S\u{e1}ch"));
    }

    #[test]
    fn text_already_in_nfc_is_not_copied() {
        assert!(matches!(to_nfc("Kế Sách"), Cow::Borrowed(_)));
    }
}
