//! What other YAML readers make of a text without quotation marks: a number, a truth value, a moment; and whether it
//! comes back from them as it was.

use super::scalar::day;

/// More digits than this are rounded where numbers are kept as floating point.
const EXACT_DIGITS: usize = 15;

/// Whether readers of YAML 1.1 or 1.2 would take this unquoted text for something that is printed otherwise, or that they
/// refuse: `0123` (83 or 123), `7.10` (7.1), `+84…`, `1e3`, `1_000`, `0x1f`, `12:30`, `no`, `=`, `2024-02-30`.
/// A day such as `2024-06-20` and a number such as `943` come back as they were.
pub fn changes_unquoted(text: &str) -> bool {
    is_word(text) || changes_as_number(text) || changes_as_moment(text)
}

fn is_word(text: &str) -> bool {
    matches!(
        text.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | ".inf" | "+.inf" | "-.inf" | ".nan" | "=" | "<<"
    )
}

fn changes_as_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let begins = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    if !begins(unsigned.strip_prefix('.').unwrap_or(unsigned)) {
        return false;
    }
    for radix in ["0x", "0o", "0b"] {
        if let Some(number) = unsigned.strip_prefix(radix) {
            return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_');
        }
    }
    if let Some((before, last)) = unsigned.rsplit_once(':') {
        // Sixties: hours and minutes, degrees.
        return before.split(':').all(|part| begins(part) && digits(part)) && begins(last) && is_decimal(last);
    }
    let (mantissa, has_power) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, power)) => {
            let power = power.strip_prefix(['+', '-']).unwrap_or(power);
            if !begins(power) || !digits(power) {
                return false;
            }
            (mantissa, true)
        }
        None => (unsigned, false),
    };
    is_decimal(mantissa) && (has_power || !comes_back(text))
}

/// Digits, with a point among them perhaps, and with marks between the thousands.
fn is_decimal(text: &str) -> bool {
    let (before, after) = text.split_once('.').unwrap_or((text, ""));
    [before, after].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_'))
}

/// Whether a decimal number is written as programs write it.
fn comes_back(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (before, after) = match unsigned.split_once('.') {
        Some((before, after)) => (before, Some(after)),
        None => (unsigned, None),
    };
    let count = before.len() + after.map_or(0, str::len);
    let is_whole = !before.is_empty()
        && (before == "0" || !before.starts_with('0'))
        && before.bytes().all(|byte| byte.is_ascii_digit());
    let is_fraction = after.is_none_or(|after| {
        // What is smaller than 0.0001 is printed with a power.
        let is_small = before == "0" && after.starts_with("0000");
        !after.is_empty() && !after.ends_with('0') && !is_small && after.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_whole && is_fraction && count <= EXACT_DIGITS && text != "-0"
}

/// Days that there are not, and moments.
fn changes_as_moment(text: &str) -> bool {
    let (written, time) = match text.find(['T', 't', ' ', '\t']) {
        Some(at) => (&text[..at], Some(text[at..].trim_start_matches(['T', 't', ' ', '\t']))),
        None => (text, None),
    };
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, date] = parts.as_slice() else { return false };
    let number = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match time {
        None => {
            let is_day = number(year, 4, 4) && number(month, 2, 2) && number(date, 2, 2);
            is_day && (day(text).is_none() || *year == "0000")
        }
        Some(time) => {
            let is_day = number(year, 4, 4) && number(month, 1, 2) && number(date, 1, 2);
            is_day && time.starts_with(|first: char| first.is_ascii_digit()) && time.contains(':')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_other_tools_change_are_known() {
        for text in [
            "01",
            "0123",
            "7.10",
            "1e3",
            "1.5E-3",
            "no",
            "Off",
            "y",
            "N",
            "TRUE",
            "1_000",
            "1_000.5",
            "0x1f",
            "0o7",
            "0b11",
            "12:30",
            "190:20:30.15",
            "+84912345678",
            "-0",
            "1.",
            ".5",
            "0.00001",
            "1234567890123456",
            "+1",
            "00",
            "=",
            "<<",
            ".inf",
            "-.INF",
            ".NaN",
            "2024-02-30",
            "0000-01-01",
            "2024-06-20 08:00:00",
            "2024-6-2T8:00:00Z",
        ] {
            assert!(changes_unquoted(text), "{text}");
        }
        for text in [
            "943",
            "0",
            "-5",
            "7.3",
            "0.5",
            "2.2.a",
            "2024-06-20",
            "246/QĐ-UBND",
            "1105/NQ-UBTVQH15",
            "Nguyễn",
            "31528",
            "2024",
            "2024-06",
            "2024-Q2",
            "1.2.3",
            "-",
            ".",
            "+",
            "e3",
            "1e",
            "a:b",
            "12:",
            "0x",
            "none",
            "yes sir",
            "2024-06-20 họp",
            "123456789012345",
        ] {
            assert!(!changes_unquoted(text), "{text}");
        }
    }
}
