//! Vietnamese text: when two spellings are one name, in what order names stand, what was probably meant.
//!
//! Pure functions of their arguments; nothing here knows what is being named, and nothing reads or prints.

mod collate;
mod fold;
mod mask;
mod nfc;
mod particulars;
mod spelling;
mod suggest;
mod title;

pub use collate::{compare, compare_people};
pub use fold::{bare, fold, one_line, same_name, skeleton, slug};
pub use mask::{is_masked_email, is_masked_phone, masked_email, masked_phone};
pub use nfc::{is_nfc, to_nfc};
pub use particulars::without_particulars;
pub use spelling::{Misspelling, mended, misspelling};
pub use suggest::{Guesses, nearest};
pub use title::begins_with_title;

/// Strings for property tests: Vietnamese syllables in every form, and anything at all.
#[cfg(test)]
mod sample {
    use proptest::prelude::*;

    /// Short texts over the letters, marks, spaces and dashes that the functions of this module treat specially.
    pub fn vietnamese() -> impl Strategy<Value = String> {
        let letters: Vec<char> = "aàảãáạăằâấệeêioôốơờuưứyỳýAÀÊĐđÐðbcghnqtTH'’-–—_ \u{a0}\t0129.\
                                  \u{300}\u{301}\u{303}\u{309}\u{323}\u{302}\u{306}\u{31b}\u{200b}"
            .chars()
            .collect();
        proptest::collection::vec(proptest::sample::select(letters), 0..12)
            .prop_map(|letters| letters.into_iter().collect())
    }

    /// Any printable text.
    pub fn anything() -> impl Strategy<Value = String> {
        prop_oneof![vietnamese(), "\\PC{0,12}"]
    }
}
