//! Did you mean: the known word that an unknown one most probably stands for.

use std::collections::HashMap;

use super::fold::{fold, slug};

/// The most edits (insertions, deletions, replacements, swaps of neighbours) between a word and a suggestion.
const MOST_EDITS: usize = 2;

/// The candidate that `word` most probably stands for, or `None` where nothing is near.
///
/// Nearest is one that [`fold`] makes equal; then one of the same [`slug`] (`huyen_ke_sach`, `Huyện Kế Sách` and
/// `huyen-ke-sach`); then the one with the fewest edits of the folded text, at most two, at most a third of the word's
/// letters (rounded up) and never all of them. Among equals the first candidate wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Folded::new(word);
    nearest_of(&word, candidates.into_iter().map(|candidate| (candidate, Folded::new(candidate))))
}

fn nearest_of<'a, F: std::borrow::Borrow<Folded>>(
    word: &Folded,
    candidates: impl Iterator<Item = (&'a str, F)>,
) -> Option<&'a str> {
    candidates
        .filter_map(|(candidate, folded)| word.rank(folded.borrow()).map(|rank| (rank, candidate)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
}

/// A word as it is compared.
struct Folded {
    folded: String,
    slug: String,
    length: usize,
}

impl Folded {
    fn new(word: &str) -> Self {
        let folded = fold(word);
        Self { slug: slug(word), length: folded.chars().count(), folded }
    }

    /// How far a candidate is from it; `None` where that is too far.
    fn rank(&self, candidate: &Self) -> Option<usize> {
        if self.folded == candidate.folded {
            return Some(0);
        }
        if !self.slug.is_empty() && self.slug == candidate.slug {
            return Some(1);
        }
        let most = MOST_EDITS.min(self.length.div_ceil(3)).min(self.length.saturating_sub(1));
        // The difference in length is the least that the distance can be; measuring long texts is slow.
        if self.length.abs_diff(candidate.length) > most {
            return None;
        }
        let edits = strsim::osa_distance(&self.folded, &candidate.folded);
        (edits <= most).then_some(1 + edits)
    }
}

/// [`nearest`] for many words among the same candidates. Each takes a look at every candidate: more of them than
/// [`MOST_GUESSES`] are no slips of the keyboard, and nothing is suggested for those that come after.
pub struct Guesses<'a> {
    candidates: Vec<(&'a str, Folded)>,
    known: HashMap<String, Option<&'a str>>,
}

/// For so many words a near one is looked up.
pub const MOST_GUESSES: usize = 100;

impl<'a> Guesses<'a> {
    pub fn among(candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let candidates = candidates.into_iter().map(|candidate| (candidate, Folded::new(candidate)));
        Self { candidates: candidates.collect(), known: HashMap::new() }
    }

    /// The candidate that the word most probably stands for, or `None` where nothing is near, or nothing is looked up.
    pub fn nearest(&mut self, word: &str) -> Option<&'a str> {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        if self.known.len() >= MOST_GUESSES {
            return None;
        }
        let candidates = self.candidates.iter().map(|(candidate, folded)| (*candidate, folded));
        let found = nearest_of(&Folded::new(word), candidates);
        self.known.insert(word.to_owned(), found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_one_or_two_letters_is_forgiven() {
        let keys = ["period", "received", "returned", "reason"];
        assert_eq!(nearest("recieved", keys), Some("received"));
        assert_eq!(nearest("perod", keys), Some("period"));
        assert_eq!(nearest("Huyện Kế Sach", ["Huyện Kế Sách", "Huyện Long Phú"]), Some("Huyện Kế Sách"));
    }

    #[test]
    fn three_slips_are_too_many() {
        assert_eq!(nearest("rceievde", ["received"]), None);
        assert_eq!(nearest("unit", ["period", "received"]), None);
    }

    #[test]
    fn a_short_word_is_not_replaced_by_a_stranger() {
        assert_eq!(nearest("by", ["to"]), None);
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn another_way_of_writing_an_id_finds_the_id() {
        for written in ["huyen_ke_sach", "Huyen-Ke-Sach", "Huyện Kế Sách", "huyen ke sach"] {
            assert_eq!(nearest(written, ["huyen-ke-sac", "huyen-ke-sach"]), Some("huyen-ke-sach"), "{written}");
        }
    }

    #[test]
    fn the_same_letters_go_before_the_same_slug_and_the_first_of_equals_wins() {
        assert_eq!(nearest("hoà", ["hoa", "Hòa"]), Some("Hòa"));
        assert_eq!(nearest("seats", ["seatx", "seaty"]), Some("seatx"));
    }

    #[test]
    fn so_many_words_are_guessed_and_no_more_and_a_word_is_guessed_alike_each_time() {
        let ids: Vec<String> = (0..1000).map(|number| format!("xa-{number:04}-b")).collect();
        let mut guesses = Guesses::among(ids.iter().map(String::as_str));
        let found: Vec<bool> =
            (0..1000).map(|number| guesses.nearest(&format!("xa-{number:04}-bb")).is_some()).collect();
        assert_eq!(found.iter().filter(|found| **found).count(), MOST_GUESSES);
        assert_eq!(guesses.nearest("xa-0007-bb"), nearest("xa-0007-bb", ids.iter().map(String::as_str)));
        assert_eq!(guesses.nearest("xa-0999-bb"), None);
    }
}
