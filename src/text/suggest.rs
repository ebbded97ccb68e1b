//! Did you mean: the known word that an unknown one most probably stands for.

use super::fold::{fold, slug};

/// The most edits (insertions, deletions, replacements, swaps of neighbours) between a word and a suggestion.
const MOST_EDITS: usize = 2;

/// The candidate that `word` most probably stands for, or `None` where nothing is near.
///
/// Nearest is one that [`fold`] makes equal; then one of the same [`slug`] (`huyen_ke_sach`, `Huyện Kế Sách` and
/// `huyen-ke-sach`); then the one with the fewest edits of the folded text, at most two, at most a third of the word's
/// letters (rounded up) and never all of them. Among equals the first candidate wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (folded, slugged) = (fold(word), slug(word));
    let length = folded.chars().count();
    let most = MOST_EDITS.min(length.div_ceil(3)).min(length.saturating_sub(1));
    let rank = |candidate: &str| -> Option<usize> {
        let other = fold(candidate);
        if folded == other {
            return Some(0);
        }
        if !slugged.is_empty() && slugged == slug(candidate) {
            return Some(1);
        }
        // The difference in length is the least that the distance can be; measuring long texts is slow.
        if length.abs_diff(other.chars().count()) > most {
            return None;
        }
        let edits = strsim::osa_distance(&folded, &other);
        (edits <= most).then_some(1 + edits)
    };
    candidates
        .into_iter()
        .filter_map(|candidate| rank(candidate).map(|rank| (rank, candidate)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, candidate)| candidate)
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
}
