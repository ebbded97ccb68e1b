//! Private particulars with most of them hidden: enough to tell one from another, not enough to use.

/// How many digits are left at each end.
const FIRST: usize = 2;
const LAST: usize = 3;

/// A telephone number of which only the first two and the last three digits are left: `0912 345 678` is `09xx xxx 678`.
/// Of a number too short to hide anything that way, none are.
pub fn masked_phone(phone: &str) -> String {
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let (first, last) = if digits > FIRST + LAST + 1 { (FIRST, LAST) } else { (0, 0) };
    let mut seen = 0;
    let hidden = |letter: char| {
        if !letter.is_ascii_digit() {
            return letter;
        }
        seen += 1;
        if seen <= first || seen > digits - last { letter } else { 'x' }
    };
    phone.chars().map(hidden).collect()
}

/// An address of which the first letter and the domain are left: `n***@gmail.com`.
pub fn masked_email(email: &str) -> String {
    match email.rsplit_once('@') {
        Some((local, domain)) => {
            let first: String = local.chars().take(1).filter(|_| local.chars().count() > 1).collect();
            format!("{first}***@{domain}")
        }
        None => "***".to_owned(),
    }
}

/// Whether a number is what [`masked_phone`] leaves of one: all its digits hidden, or all but the first and the last.
pub fn is_masked_phone(written: &str) -> bool {
    let digits: Vec<char> = written.chars().filter(|letter| letter.is_ascii_digit() || *letter == 'x').collect();
    let is_hidden = |digit: &char| *digit == 'x';
    let rest = match digits.iter().all(is_hidden) {
        true => &digits[..],
        false => digits.get(FIRST..digits.len().saturating_sub(LAST)).unwrap_or_default(),
    };
    let hidden = digits.iter().filter(|digit| is_hidden(digit)).count();
    hidden > 0 && hidden == rest.len() && written.chars().all(|letter| letter == 'x' || !letter.is_alphabetic())
}

/// Whether an address is what [`masked_email`] leaves of one.
pub fn is_masked_email(written: &str) -> bool {
    let local = written.split_once('@').map_or(written, |(local, _)| local);
    local.strip_suffix("***").is_some_and(|first| first.chars().count() < 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_ends_and_its_spaces() {
        assert_eq!(masked_phone("0912 345 678"), "09xx xxx 678");
        assert_eq!(masked_phone("0912345678"), "09xxxxx678");
        assert_eq!(masked_phone("+84 912.345.678"), "+84 xxx.xxx.678");
    }

    #[test]
    fn a_short_number_is_hidden_whole() {
        assert_eq!(masked_phone("1022"), "xxxx");
        assert_eq!(masked_phone("123456"), "xxxxxx");
        assert_eq!(masked_phone(""), "");
    }

    #[test]
    fn an_address_keeps_one_letter_and_its_domain() {
        assert_eq!(masked_email("nguyenvana@gmail.com"), "n***@gmail.com");
        assert_eq!(masked_email("a@gmail.com"), "***@gmail.com");
        assert_eq!(masked_email("không phải địa chỉ"), "***");
    }

    #[test]
    fn what_is_masked_is_known_and_what_only_looks_like_it_is_not() {
        for phone in ["0912 345 678", "+84 912.345.678", "1022", "123456", "0299 3822 333"] {
            assert!(is_masked_phone(&masked_phone(phone)), "{phone}");
            assert!(!is_masked_phone(phone), "{phone}");
        }
        for email in ["nguyenvana@gmail.com", "a@gmail.com", "không phải địa chỉ", "xx@gmail.com"] {
            assert!(is_masked_email(&masked_email(email)), "{email}");
            assert!(!is_masked_email(email), "{email}");
        }
        for (written, is_masked) in [("09xxxxx67", false), ("09xx 345 678", false), ("máy lẻ xx", false), ("", false)]
        {
            assert_eq!(is_masked_phone(written), is_masked, "{written}");
        }
        assert!(!is_masked_email("ubndxxuanhoa@soctrang.gov.vn"));
    }
}
