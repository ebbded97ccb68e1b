//! The forms of a text in which different spellings are equal.
//!
//! Folding is for comparing and searching only: a folded text is never shown or written.

use std::borrow::Cow;

use super::nfc::{is_mark, to_nfc, to_nfd};

/// The form in which all spellings of one Vietnamese name are equal, in NFC. Made one are:
///
/// - NFC and NFD;
/// - capitals and small letters;
/// - Đ and the letters that look like it in print, Ð (eth, U+00D0) and Ɖ (U+0189);
/// - the two places of a tone mark in oa, oe, uy and wherever else vowels meet: `hòa` = `hoà`, `qúy` = `quý`
///   (a tone is moved to the last vowel of its run, so `hoa` and `hòa` stay different, and so do `hóa` and `hòa`);
/// - any run of white space and one space; none at the ends; characters that cannot be seen are left out;
/// - hyphens and dashes of every length, with or without spaces around them;
/// - straight and curled apostrophes.
///
/// Folding twice is folding once.
pub fn fold(text: &str) -> String {
    // Decomposed first, so that both forms of a text lose the same characters; again afterwards, because a dropped
    // invisible character can leave marks out of order.
    let plain: String =
        to_nfd(text).chars().filter(|letter| !is_invisible(*letter)).flat_map(char::to_lowercase).map(one_of).collect();
    let spaced = one_spacing(&to_nfd(&plain));
    to_nfc(&tones_last(&spaced)).into_owned()
}

/// The text on one line: composed (NFC), without blanks at its ends, every run of white space one space. For showing and
/// writing, unlike the folded forms.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let composed = to_nfc(text);
    let is_tidy = !composed.contains("  ")
        && composed.trim().len() == composed.len()
        && composed.chars().all(|letter| letter == ' ' || !letter.is_whitespace());
    if is_tidy { composed } else { composed.split_whitespace().collect::<Vec<_>>().join(" ").into() }
}

/// Whether two texts are spellings of one name: [`fold`] makes them equal.
pub fn same_name(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}

/// [`fold`] without any diacritics, đ as d: `Kế Sách` and `ke sach` are equal. For search, where marks are often not typed.
pub fn skeleton(text: &str) -> String {
    let bare: String = to_nfd(&fold(text))
        .chars()
        .filter(|letter| !is_mark(*letter))
        .map(|letter| if letter == 'đ' { 'd' } else { letter })
        .collect();
    // A mark that stood alone leaves its spaces behind.
    to_nfc(&one_spacing(&bare)).into_owned()
}

/// The text with its marks taken off, đ as d, and otherwise as it is: how much room its letters take.
pub fn bare(text: &str) -> String {
    let letters = to_nfd(text);
    let letters = letters.chars().filter(|letter| !is_mark(*letter));
    letters
        .map(|letter| {
            if letter == 'đ' {
                'd'
            } else if letter == 'Đ' {
                'D'
            } else {
                letter
            }
        })
        .collect()
}

/// The [`skeleton`] in kebab-case ASCII, as ids are written: `Huyện Kế Sách` is `huyen-ke-sach`.
/// Whatever is not a Latin letter or a digit separates words; a text without any has an empty slug.
pub fn slug(text: &str) -> String {
    let bare = skeleton(text);
    let words: Vec<&str> =
        bare.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Whether a character takes no room: zero-width spaces and joiners, the soft hyphen, the byte order mark.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The one character that stands for all that are written in its place.
fn one_of(letter: char) -> char {
    match letter {
        // eth and African d, which are what Đ turns into when it comes from another keyboard or an old font
        '\u{f0}' | '\u{256}' => 'đ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    }
}

/// One space for each run, none at the ends or around a dash.
fn one_spacing(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !(spaced.is_empty() || spaced.ends_with('-') || word.starts_with('-')) {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Moves the tone marks of every run of vowels behind its last vowel. The text is in NFD and in small letters.
///
/// Only within a run, not to the end of the word: names run together (`hòabinh`) keep their tones apart.
fn tones_last(text: &str) -> String {
    let mut moved = String::with_capacity(text.len());
    let mut tones = String::new();
    let mut in_run = false;
    for letter in text.chars() {
        if in_run && is_tone(letter) {
            tones.push(letter);
            continue;
        }
        // A circumflex, breve or horn belongs to its vowel and does not end the run.
        if !is_mark(letter) {
            in_run = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            if !in_run {
                moved.push_str(&tones);
                tones.clear();
            }
        }
        moved.push(letter);
    }
    moved.push_str(&tones);
    moved
}

/// Whether this combining mark is one of the five tones: huyền, sắc, ngã, hỏi, nặng.
fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample;
    use super::*;

    #[test]
    fn old_and_new_places_of_a_tone_are_one_spelling() {
        for (old, new) in
            [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("qúy", "quý"), ("Hòang", "Hoàng"), ("gìa", "già")]
        {
            assert!(same_name(old, new), "{old} {new}");
        }
    }

    #[test]
    fn another_tone_or_vowel_is_another_name() {
        for (one, other) in [("hoa", "hòa"), ("hóa", "hòa"), ("quy", "quý"), ("Lan", "Lân"), ("Ơn", "Ôn"), ("Da", "Đa")]
        {
            assert!(!same_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_tone_does_not_cross_a_consonant() {
        assert!(!same_name("hòabinh", "hoabình"));
    }

    #[test]
    fn eth_and_d_with_stroke_are_one_letter() {
        assert!(same_name("Ðỗ Thị Ðào", "Đỗ Thị Đào"));
        assert!(same_name("ðào", "ĐÀO"));
    }

    #[test]
    fn spaces_and_dashes_are_made_one() {
        assert!(same_name("  Nguyễn\u{a0}Văn \t An ", "Nguyễn Văn An"));
        assert!(same_name("Văn phòng – Thống kê", "văn phòng-thống kê"));
        assert!(same_name("Văn phòng — Thống kê", "VĂN PHÒNG - THỐNG KÊ"));
        assert!(!same_name("Văn phòng Thống kê", "Văn phòng - Thống kê"));
    }

    #[test]
    fn invisible_characters_and_curled_apostrophes_make_no_other_name() {
        assert!(same_name("H\u{2019}Hen\u{200b} Niê", "H'Hen Niê"));
    }

    #[test]
    fn a_skeleton_has_no_marks() {
        assert_eq!(skeleton("Đường  Nguyễn Thị Ước"), "duong nguyen thi uoc");
    }

    #[test]
    fn a_slug_is_kebab_case_ascii() {
        assert_eq!(slug("Huyện Kế Sách"), "huyen-ke-sach");
        assert_eq!(slug(" Thị trấn Long Phú (mới) – 2 "), "thi-tran-long-phu-moi-2");
        assert_eq!(slug("Đ"), "d");
        assert_eq!(slug("…"), "");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in sample::anything()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert_eq!(to_nfc(&once), once.as_str());
            let bare = skeleton(&text);
            prop_assert_eq!(skeleton(&bare), bare);
        }

        #[test]
        fn both_normal_forms_fold_alike(text in sample::anything()) {
            prop_assert_eq!(fold(&to_nfd(&text)), fold(&to_nfc(&text)));
        }

        #[test]
        fn a_slug_is_its_own_slug(text in sample::anything()) {
            let slugged = slug(&text);
            prop_assert!(slugged.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert_eq!(slug(&slugged), slugged);
        }
    }
}
