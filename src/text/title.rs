//! Whether what someone is called begins with a title.

use super::fold::fold;
use super::nfc::is_mark;

/// Whether the words of `position` begin with all the words of `title`. Case, spellings that [`fold`] makes one, dashes
/// and other punctuation do not count: `Công chức Văn phòng – Thống kê` begins with `công chức Văn phòng-Thống kê`,
/// and `Giám đốc, Bí thư` with `Giám đốc`; `Phó Giám đốc` does not. Nothing begins with a title of no words.
pub fn begins_with_title(position: &str, title: &str) -> bool {
    let (position, title) = (fold(position), fold(title));
    let mut held = words(&position);
    let mut asked = words(&title).peekable();
    asked.peek().is_some() && asked.all(|word| held.next() == Some(word))
}

fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|letter: char| !(letter.is_alphanumeric() || is_mark(letter) || letter == '\''))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_and_case_do_not_count() {
        assert!(begins_with_title("Văn phòng – Thống kê", "Văn phòng - Thống kê"));
        assert!(begins_with_title("VĂN PHÒNG-THỐNG KÊ xã", "Văn phòng – Thống kê"));
        assert!(begins_with_title("Văn phòng Thống kê", "Văn phòng – Thống kê"));
    }

    #[test]
    fn a_position_may_say_more_than_the_title() {
        assert!(begins_with_title("Phó Giám đốc Sở Nội vụ", "Phó Giám đốc"));
        assert!(begins_with_title("Giám đốc, Bí thư Đảng ủy", "Giám đốc"));
    }

    #[test]
    fn a_deputy_does_not_begin_with_the_title_of_the_head() {
        assert!(!begins_with_title("Phó Giám đốc", "Giám đốc"));
    }

    #[test]
    fn a_word_counts_only_whole() {
        assert!(!begins_with_title("Giám đốcX", "Giám đốc"));
        assert!(!begins_with_title("Giám", "Giám đốc"));
        assert!(!begins_with_title("Chánh Văn phòng", "Chánh Văn phong"));
    }

    #[test]
    fn a_title_of_no_words_begins_nothing() {
        assert!(!begins_with_title("Giám đốc", " – "));
        assert!(!begins_with_title("", ""));
    }
}
