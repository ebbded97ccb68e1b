//! The order of the Vietnamese alphabet.
//!
//! The order is CLDR's for `vi`, by `icu_collator`: a ă â b c d đ e ê …, and among equal letters no tone, huyền, hỏi, ngã,
//! sắc, nặng. The root collation would be wrong: it takes ă, â, đ for accented a and d.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

static VIETNAMESE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let locale = "vi".parse().expect("a language code");
    let mut preferences = CollatorPreferences::from_locale_strict(&locale).expect("a locale without extensions");
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(preferences, CollatorOptions::default()).expect("the collation data is compiled in")
});

/// Two texts by the Vietnamese alphabet, numbers by their value: `Phường 2` stands before `Phường 10`.
/// A total order: only texts of the same bytes are equal.
pub fn compare(one: &str, other: &str) -> Ordering {
    VIETNAMESE.compare(one, other).then_with(|| one.cmp(other))
}

/// Two people's full names, as Vietnamese lists have them: by the given name (the last word), then the family name (the
/// first), then the names between. A total order: only names of the same bytes are equal.
pub fn compare_people(one: &str, other: &str) -> Ordering {
    let ([given, family, middle], [other_given, other_family, other_middle]) = (parts(one), parts(other));
    VIETNAMESE
        .compare(given, other_given)
        .then_with(|| VIETNAMESE.compare(family, other_family))
        .then_with(|| VIETNAMESE.compare(middle, other_middle))
        .then_with(|| one.cmp(other))
}

/// Given name, family name, and what stands between them; a single word is a given name.
fn parts(name: &str) -> [&str; 3] {
    let name = name.trim();
    let Some((before, given)) = name.rsplit_once(char::is_whitespace) else { return [name, "", ""] };
    let before = before.trim_end();
    let (family, middle) = before.split_once(char::is_whitespace).unwrap_or((before, ""));
    [given, family, middle.trim_start()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sample;
    use super::*;

    fn sorted(mut names: Vec<&str>, order: fn(&str, &str) -> Ordering) -> Vec<&str> {
        names.reverse();
        names.sort_by(|one, other| order(one, other));
        names
    }

    #[test]
    fn letters_stand_in_the_order_of_the_vietnamese_alphabet() {
        let alphabet = vec!["an", "ăn", "ân", "bo", "co", "da", "đa", "em", "êm", "on", "ôn", "ơn", "um", "ưm", "xa"];
        assert_eq!(sorted(alphabet.clone(), compare), alphabet);
    }

    #[test]
    fn tones_stand_in_the_order_of_dictionaries() {
        let tones = vec!["ma", "mà", "mả", "mã", "má", "mạ", "mai"];
        assert_eq!(sorted(tones.clone(), compare), tones);
    }

    #[test]
    fn numbers_stand_by_value() {
        let wards = vec!["Phường 1", "Phường 2", "Phường 9", "Phường 10"];
        assert_eq!(sorted(wards.clone(), compare), wards);
    }

    #[test]
    fn people_stand_by_given_then_family_then_middle_name() {
        let people = vec![
            "An",
            "Lê Thị An",
            "Nguyễn Đức An",
            "Nguyễn Văn An",
            "Trần An",
            "Lê Văn Ân",
            "Đỗ Bình",
            "Trần Thị Dung",
            "Đặng Đào",
            "Nguyễn Ánh Đào",
        ];
        assert_eq!(sorted(people.clone(), compare_people), people);
    }

    #[test]
    fn spellings_that_collate_alike_still_have_one_order() {
        assert_eq!(compare("hòa", "ho\u{61}\u{300}"), "hòa".cmp("ho\u{61}\u{300}"));
        assert_ne!(compare("Ke\u{302}", "Kê"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn both_orders_are_total(one in sample::anything(), two in sample::anything(), three in sample::anything()) {
            for order in [compare, compare_people] {
                prop_assert_eq!(order(&one, &two), order(&two, &one).reverse());
                prop_assert_eq!(order(&one, &two) == Ordering::Equal, one == two);
                if order(&one, &two).is_le() && order(&two, &three).is_le() {
                    prop_assert!(order(&one, &three).is_le());
                }
            }
        }
    }
}
