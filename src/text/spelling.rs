//! Slips in the way a person's name is typed, each of which makes one person look like two.

use super::fold::is_invisible;
use super::nfc::{is_mark, to_nfc, to_nfd};

/// What is wrong with the way a person's name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Misspelling {
    /// White space other than single spaces between words: doubled, at the ends, tabs, no-break spaces.
    Spaces,
    /// Ð or ð (eth, U+00D0 and U+00F0) or Ɖ (U+0189), which look like Đ and đ and are other letters.
    EthLetter,
    /// A character that no name has: a digit, punctuation, a letter of another alphabet, something invisible.
    OddCharacter(char),
    /// A word of two letters or more in capitals.
    AllCapitals,
    /// A word that begins with a small letter.
    NoCapital,
}

/// The first slip in a person's full name, in the order of [`Misspelling`]; `None` for a good name and for an empty one.
/// A name that is not in NFC is judged as if it were: that is a fault of the file.
pub fn misspelling(name: &str) -> Option<Misspelling> {
    let name = to_nfc(name);
    if *name != one_spaced(&name) {
        return Some(Misspelling::Spaces);
    }
    if name.chars().any(|letter| stroked(letter) != letter) {
        return Some(Misspelling::EthLetter);
    }
    if let Some(odd) = odd_character(&name) {
        return Some(Misspelling::OddCharacter(odd));
    }
    if name.split(is_joint).any(is_shouted) {
        return Some(Misspelling::AllCapitals);
    }
    name.split(' ').any(|word| word.starts_with(char::is_lowercase)).then_some(Misspelling::NoCapital)
}

/// The name as it was probably meant, in NFC: every slip mended but odd characters, of which only the invisible are left
/// out. What is mended has no [`misspelling`] other than an odd character.
pub fn mended(name: &str) -> String {
    let seen: String = name.chars().filter(|letter| !is_invisible(*letter)).map(stroked).collect();
    let mut mended = String::with_capacity(seen.len());
    for (position, word) in one_spaced(&to_nfc(&seen)).split(' ').enumerate() {
        if position > 0 {
            mended.push(' ');
        }
        let word = capitalised(word);
        for part in word.split_inclusive(is_joint) {
            let letters = part.trim_end_matches(is_joint);
            if is_shouted(letters) {
                let first = letters.chars().next().map_or(0, char::len_utf8);
                mended.push_str(&part[..first]);
                mended.push_str(&part[first..].to_lowercase());
            } else {
                mended.push_str(part);
            }
        }
    }
    to_nfc(&mended).into_owned()
}

/// Single spaces between words and none at the ends.
fn one_spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Đ and đ for the letters that look like them.
fn stroked(letter: char) -> char {
    match letter {
        '\u{d0}' | '\u{189}' => 'Đ',
        '\u{f0}' | '\u{256}' => 'đ',
        letter => letter,
    }
}

/// What joins the parts of one word of a name: `H'Hen`, `Ka-lăng`. The space is a joint too.
fn is_joint(letter: char) -> bool {
    matches!(letter, ' ' | '\'' | '\u{2019}' | '-')
}

/// Whether a part of a word is two letters or more and all of them capitals. One letter alone may be a whole name.
fn is_shouted(part: &str) -> bool {
    let mut letters = part.chars().filter(|letter| letter.is_alphabetic());
    letters.clone().count() > 1 && letters.all(char::is_uppercase)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The first character that does not belong in a name. Letters are the Latin ones with any marks, đ, and ƀ, which the
/// alphabets of the Central Highlands have; look-alikes of other alphabets are not.
fn odd_character(name: &str) -> Option<char> {
    let belongs = |letter: char| {
        is_joint(letter)
            || matches!(letter, 'đ' | 'Đ' | 'ƀ' | 'Ƀ')
            || is_mark(letter)
            || to_nfd(letter.encode_utf8(&mut [0; 4])).starts_with(|base: char| base.is_ascii_alphabetic())
    };
    // A mark needs a letter to stand on.
    let stray = name.split(' ').find_map(|word| word.chars().next().filter(|first| is_mark(*first)));
    stray.or_else(|| name.chars().find(|letter| !belongs(*letter)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample;
    use super::*;

    #[test]
    fn names_of_every_people_of_the_country_are_well_spelt() {
        for name in ["Nguyễn Văn An", "Thạch Sa Mết", "H'Hen Niê", "H’Ô Ayŭn", "Y Ƀliă Êban", "Vũ A", "Đỗ Ý", ""]
        {
            assert_eq!(misspelling(name), None, "{name}");
            assert_eq!(mended(name), name);
        }
    }

    #[test]
    fn eth_is_not_d_with_stroke() {
        assert_eq!(misspelling("Ðỗ Thị Đào"), Some(Misspelling::EthLetter));
        assert_eq!(mended("Ðỗ Thị Ðào"), "Đỗ Thị Đào");
        assert_eq!(mended("Lê Vinh ðức"), "Lê Vinh Đức");
    }

    #[test]
    fn spaces_are_single_and_between_words() {
        for name in ["Lê  An", " Lê An", "Lê An ", "Lê\u{a0}An", "Lê\tAn"] {
            assert_eq!(misspelling(name), Some(Misspelling::Spaces), "{name:?}");
            assert_eq!(mended(name), "Lê An");
        }
    }

    #[test]
    fn capitals_begin_words_and_nothing_else() {
        assert_eq!(misspelling("NGUYỄN VĂN AN"), Some(Misspelling::AllCapitals));
        assert_eq!(misspelling("Nguyễn Văn AN"), Some(Misspelling::AllCapitals));
        assert_eq!(misspelling("Nguyễn văn An"), Some(Misspelling::NoCapital));
        for name in ["NGUYỄN VĂN AN", "nguyễn văn an", "nGUYỄN Văn aN"] {
            assert_eq!(mended(name), "Nguyễn Văn An");
        }
        assert_eq!(mended("H'HEN NIÊ"), "H'Hen Niê");
    }

    #[test]
    fn what_no_name_has_is_odd() {
        for (name, odd) in
            [("Nguyễn Văn An 2", '2'), ("TS. Lê An", '.'), ("Lê An (Phó)", '('), ("Lê \u{410}n", '\u{410}')]
        {
            assert_eq!(misspelling(name), Some(Misspelling::OddCharacter(odd)), "{name}");
        }
        assert_eq!(misspelling("Lê\u{200b} An"), Some(Misspelling::OddCharacter('\u{200b}')));
        assert_eq!(mended("Lê\u{200b} An"), "Lê An");
    }

    proptest! {
        #[test]
        fn what_is_mended_needs_no_mending(name in sample::anything()) {
            let once = mended(&name);
            prop_assert!(matches!(misspelling(&once), None | Some(Misspelling::OddCharacter(_))), "{once:?}");
            prop_assert_eq!(mended(&once), once);
        }
    }
}
