//! Private particulars in the middle of words that people wrote: telephones, numbers of identity papers and of accounts,
//! addresses. Rather too much is hidden than too little; days, periods and numbers of papers are left.

use super::masked_email;

/// A citizen's number has 12 digits, its predecessor 9, a telephone 9 to 11. Nothing shorter is anybody's own.
const FEWEST_DIGITS: usize = 9;
/// Where words were cut short, so may a number have been.
const FEWEST_OF_A_CUT: usize = 4;
const CUT: char = '…';
/// What people put between the digits of one number, and how much of it: `0912 - 345 - 678`.
const BETWEEN: &[char] = &[' ', '\u{a0}', '\u{202f}', '.', '-', '‐', '‑', '–', '—', '_', '·', '/', '(', ')', '+', '\t'];
const MOST_BETWEEN: usize = 3;

/// The words with such numbers and addresses masked; `is_open` says which addresses may stand.
pub fn without_particulars(words: &str, is_open: &dyn Fn(&str) -> bool) -> String {
    let letters: Vec<char> = words.chars().collect();
    let mut out = String::with_capacity(words.len());
    let mut from = 0;
    for address in addresses(&letters) {
        out.push_str(&without_numbers(&letters[from..address.start]));
        let written: String = letters[address.start..address.end].iter().filter(|c| !c.is_whitespace()).collect();
        let plain = written.replace('＠', "@");
        if is_open(&plain) {
            out.extend(&letters[address.start..address.end]);
        } else {
            out.push_str(&without_numbers(&masked_email(&plain).chars().collect::<Vec<_>>()));
        }
        from = address.end;
    }
    out.push_str(&without_numbers(&letters[from..]));
    out
}

/// Where addresses stand: letters and digits on both sides of an `@`, which may have a blank beside it.
fn addresses(letters: &[char]) -> Vec<std::ops::Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..letters.len()).filter(|at| matches!(letters[*at], '@' | '＠')) {
        let blanks = |mut side: Box<dyn Iterator<Item = &char> + '_>| usize::from(side.next() == Some(&' '));
        let (before, after) =
            (blanks(Box::new(letters[..at].iter().rev())), blanks(Box::new(letters[at + 1..].iter())));
        let local = letters[..at - before].iter().rev().take_while(|c| is_part(**c)).count();
        let domain = letters[at + 1 + after..].iter().take_while(|c| is_part(**c) || **c == CUT).count();
        let start = (at - before - local).max(found.last().map_or(0, |last| last.end));
        let mut end = at + 1 + after + domain;
        // A sentence's full stop is no part of it.
        while end > at + 1 && matches!(letters[end - 1], '.' | '-' | '_') {
            end -= 1;
        }
        if local > 0 && domain > 0 && start < at {
            found.push(start..end);
        }
    }
    found
}

fn without_numbers(letters: &[char]) -> String {
    let mut out: Vec<char> = letters.to_vec();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_numeric() {
            at += 1;
            continue;
        }
        if let Some(end) = day_or_period(letters, at) {
            at = end;
            continue;
        }
        let end = number_end(letters, at);
        let digits = letters[at..end].iter().filter(|c| c.is_numeric()).count();
        let is_cut = letters.get(end) == Some(&CUT) && digits >= FEWEST_OF_A_CUT;
        if digits >= FEWEST_DIGITS || is_cut {
            out[at..end].iter_mut().filter(|c| c.is_numeric()).for_each(|c| *c = 'x');
        }
        at = end;
    }
    out.into_iter().collect()
}

/// Where the number that begins at a digit ends.
fn number_end(letters: &[char], start: usize) -> usize {
    let mut end = start;
    let is_telephone = letters[start] == '0' || letters[start..].starts_with(&['8', '4']);
    loop {
        end += letters[end..].iter().take_while(|c| c.is_numeric()).count();
        let between = letters[end..].iter().take(MOST_BETWEEN + 1).take_while(|c| BETWEEN.contains(c)).count();
        let next = end + between;
        let goes_on = between <= MOST_BETWEEN && letters.get(next).is_some_and(|c| c.is_numeric());
        if between == 0 || !goes_on {
            return end;
        }
        // `0912.05.1985` is a telephone, `12 20/06/2024` a number and a day.
        let is_telephone =
            is_telephone && letters[start..end].iter().filter(|c| c.is_numeric()).count() < FEWEST_DIGITS;
        if !is_telephone && day_or_period(letters, next).is_some() {
            return end;
        }
        end = next;
    }
}

/// Where a day or period that begins at a digit ends: `2024-06-20`, `20/06/2024`, `20.6.2024`, `06/2024`, `2024-06`.
fn day_or_period(letters: &[char], start: usize) -> Option<usize> {
    let mut fields: Vec<u32> = Vec::new();
    let mut mark = None;
    let mut at = start;
    loop {
        let digits: String = letters[at..].iter().take_while(|c| c.is_numeric()).collect();
        if digits.is_empty() || digits.len() > 4 {
            return None;
        }
        fields.push(digits.parse().ok()?);
        at += digits.len();
        let goes_on = letters.get(at).filter(|c| mark.is_none_or(|mark| **c == mark) && matches!(**c, '-' | '/' | '.'));
        match goes_on.filter(|_| letters.get(at + 1).is_some_and(|c| c.is_ascii_digit())) {
            Some(between) if fields.len() < 3 => {
                mark = Some(*between);
                at += 1;
            }
            _ => break,
        }
    }
    let is_year = |year: &u32| (1900..2200).contains(year);
    let is_month = |month: &u32| (1..=12).contains(month);
    let is_day = |day: &u32| (1..=31).contains(day);
    let is_one = match fields.as_slice() {
        [year, month, day] if is_year(year) => is_month(month) && is_day(day),
        [day, month, year] => is_day(day) && is_month(month) && is_year(year),
        [year, month] if is_year(year) => is_month(month),
        [month, year] => is_month(month) && is_year(year),
        _ => false,
    };
    is_one.then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(words: &str) -> String {
        without_particulars(words, &|address| address.ends_with("@tinhthu.example"))
    }

    #[test]
    fn numbers_by_which_somebody_is_reached_or_known_are_masked_however_they_are_written() {
        for (words, shown) in [
            ("gọi 0912345678", "gọi xxxxxxxxxx"),
            ("gọi 0912 345 678, sau 17 giờ", "gọi xxxx xxx xxx, sau 17 giờ"),
            ("+84 (0) 912.345.678", "+xx (x) xxx.xxx.xxx"),
            ("0 9 1 2 3 4 5 6 7 8", "x x x x x x x x x x"),
            ("0912 - 345 - 678", "xxxx - xxx - xxx"),
            ("0912/345/678 (Zalo)", "xxxx/xxx/xxx (Zalo)"),
            ("0912.05.1985", "xxxx.xx.xxxx"),
            ("CCCD 094085001234", "CCCD xxxxxxxxxxxx"),
            ("CMND: 365 123 456.", "CMND: xxx xxx xxx."),
            ("０９１２３４５６７８", "xxxxxxxxxx"),
            ("từ 20/06/2024 0912345678", "từ 20/06/2024 xxxxxxxxxx"),
            ("0912345678 20/06/2024", "xxxxxxxxxx 20/06/2024"),
            ("\"gọi 0912 34…\"", "\"gọi xxxx xx…\""),
        ] {
            assert_eq!(masked(words), shown);
        }
    }

    #[test]
    fn days_periods_and_numbers_of_papers_are_left() {
        for words in [
            "246/QĐ-UBND ngày 22/02/2024, Điều 7.3",
            "từ 2024-06-20 - 2024-06-30, kỳ 2024-06 2024-07, Quý II/2024, tháng 06/2024",
            "decisions/huyen-a/2024-02-20-7.yaml:12:5",
            "mã 31501, 31502, 31503; 1.234 báo cáo; 91,7 %",
            "20.6.2024-30.6.2024",
            "",
        ] {
            assert_eq!(masked(words), words);
        }
    }

    #[test]
    fn an_address_that_is_not_open_is_masked_and_an_open_one_is_not() {
        for (words, shown) in [
            ("thư: giangkv@gmail.com.", "thư: g***@gmail.com."),
            ("giangkv @ gmail.com; an@tinhthu.example", "g***@gmail.com; an@tinhthu.example"),
            ("0912345678@zalo.example", "0***@zalo.example"),
            ("giangkv＠gmail.com", "g***@gmail.com"),
            ("(giangkv@gma…)", "(g***@gma…)"),
            ("@admin, a @ b", "@admin, ***@b"),
        ] {
            assert_eq!(masked(words), shown);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_digits_and_addresses_changes_and_once_is_enough(words in super::super::sample::anything()) {
            let once = masked(&words);
            proptest::prop_assert_eq!(masked(&once), once.clone());
            if !words.contains(['@', '＠']) {
                proptest::prop_assert_eq!(once.chars().count(), words.chars().count());
            }
        }
    }
}
