//! The types of single values: texts, ids, days, periods, numbers, and the closed lists of words.

use std::sync::Arc;

use chrono::NaiveDate;

use super::tree::Node;
use super::{Field, JsonKind, Reader, ScalarShape, Shape};
use crate::calendar::{Cadence, Edge, Period};
use crate::locale::Both;
use crate::text;

/// Ids: kebab-case ASCII, so that they survive every file system, shell and address.
pub const ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// A decision's id: its path below `decisions/` without the ending.
pub const DECISION_ID: &str = "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$";

/// Whether a text fits one of the patterns that fields use. The patterns are written once, for the schemas as well;
/// here each is matched by hand, so that no regular expression engine is needed for them.
///
/// # Panics
/// On a pattern that is not listed, which a test over every field finds.
pub fn matches(pattern: &str, text: &str) -> bool {
    let kebab = |text: &str| {
        !text.is_empty()
            && text.split('-').all(|part| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    };
    match pattern {
        "" => !text.trim().is_empty(),
        ID => kebab(text),
        DECISION_ID => text.split_once('/').is_some_and(|(folder, file)| kebab(folder) && kebab(file)),
        EMAIL => is_email(text),
        SHA256 => text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        DATE => day(text).is_some(),
        PERIOD => text.parse::<Period>().is_ok(),
        EDGE => text.parse::<Edge>().is_ok(),
        CODE => {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')) && !text.is_empty()
        }
        CLAUSE => is_clause(text),
        other => unreachable!("no matcher for the pattern {other}"),
    }
}

const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const PERIOD: &str = "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?$";
const EDGE: &str = "^([1-9]|[12][0-9]|3[01]) (previous|first|closing|next)$";
const EMAIL: &str = "^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$";
const SHA256: &str = "^[0-9a-f]{64}$";
const CODE: &str = "^[A-Za-z0-9.-]+$";
const CLAUSE: &str = "^[^\\s.]+(\\.[^\\s.]+)*$";

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let labels: Vec<&str> = domain.split('.').collect();
    !local.is_empty()
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte))
        && labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

fn is_clause(text: &str) -> bool {
    text.split('.').all(|part| !part.is_empty() && !part.contains(char::is_whitespace))
}

/// What a text that does not fit was probably meant to be: a known word, an id spelt as a name, a day or period written
/// as people write it.
pub fn meant(shape: &ScalarShape, text: &str) -> Option<String> {
    if !shape.values.is_empty() {
        return text::nearest(text, shape.values.iter().map(|(value, _)| *value)).map(str::to_owned);
    }
    if text.len() > LONGEST_MEANT {
        return None;
    }
    let meant = match shape.pattern {
        ID => text::slug(text),
        DATE => day_as_people_write(text)?.to_string(),
        PERIOD => period_as_people_write(text)?.to_string(),
        _ => return None,
    };
    (meant != text && matches(shape.pattern, &meant)).then_some(meant)
}

/// Nobody writes an id, a day or a period this long.
const LONGEST_MEANT: usize = 100;

/// `20/6/2024`, `20-06-2024`, `2024/6/20`, `ngày 20 tháng 6 năm 2024`, `2024-06-20T08:00`.
fn day_as_people_write(text: &str) -> Option<NaiveDate> {
    let numbers = numbers(text);
    let (year, month, date) = match numbers.as_slice() {
        [year, month, date, ..] if year.len() == 4 => (year, month, date),
        [date, month, year] if year.len() == 4 => (year, month, date),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, date.parse().ok()?)
}

/// `06/2024`, `2024-6`, `Tháng 6/2024`, `Q2/2024`, `2024-q2`, `Quý II năm 2024`.
fn period_as_people_write(text: &str) -> Option<Period> {
    let words = text::skeleton(text);
    let quarter = words.contains('q');
    let roman = ["i", "ii", "iii", "iv"];
    let numeral = words
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .find_map(|word| roman.iter().position(|numeral| *numeral == word).map(|at| (at + 1).to_string()));
    let mut numbers: Vec<String> = numbers(text).into_iter().map(str::to_owned).collect();
    numbers.extend(numeral.filter(|_| quarter));
    let [one, two] = numbers.as_slice() else { return None };
    let (year, number) = if one.len() == 4 { (one, two) } else { (two, one) };
    let cadence = if quarter { Cadence::Quarter } else { Cadence::Month };
    // "6 tháng" is a half-year or anything else that ends in June.
    let plain = quarter || !words.contains("6 thang") && !words.contains("9 thang");
    plain.then(|| Period::new(cadence, year.parse().ok()?, number.parse().ok()?)).flatten()
}

fn numbers(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect()
}

/// A day written `YYYY-MM-DD`, with all its zeros.
pub fn day(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let digits = bytes.len() == 10
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    digits.then(|| text.parse().ok()).flatten()
}

/// Declares a text type: what it is called, and its pattern.
macro_rules! texts {
    ($( $(#[$meta:meta])* $type:ident, $vi:literal, $en:literal, $pattern:expr, $json:ident; )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(pub Arc<str>);

        impl $type {
            pub fn scalar_shape() -> ScalarShape {
                ScalarShape { says: Both::new($vi, $en), pattern: $pattern, values: &[], json: JsonKind::$json }
            }
        }

        impl std::ops::Deref for $type {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl Field for $type {
            fn shape() -> Shape {
                Shape::Scalar(Self::scalar_shape())
            }

            fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
                reader.text(node, &Self::scalar_shape()).map(|text| Self(text.into()))
            }
        }
    )*};
}

texts! {
    /// Free text, not empty.
    Words, "một đoạn chữ", "a text", "", TextOrNumber;
    /// The id of a record, kebab-case ASCII.
    Id, "một mã chữ thường không dấu, nối bằng gạch ngang, như so-y-te", "an id in lower case without accents, joined by hyphens, such as so-y-te", ID, Text;
    /// An official code: letters, digits, points and hyphens; zeros in front count.
    Code, "một mã số, như \"00001\"", "a code such as \"00001\"", CODE, TextOrNumber;
    /// A clause's id as the text has it: article, khoản, điểm.
    ClauseId, "một mã điều khoản, như \"2.2.a\"", "a clause such as \"2.2.a\"", CLAUSE, TextOrNumber;
    /// An e-mail address.
    Email, "một địa chỉ thư điện tử", "an e-mail address", EMAIL, Text;
    /// A SHA-256 digest in lower-case hexadecimal.
    Sha256, "một giá trị SHA-256 gồm 64 chữ số thập lục phân", "a SHA-256 digest of 64 hexadecimal digits", SHA256, Text;
}

impl Field for NaiveDate {
    fn shape() -> Shape {
        Shape::Scalar(day_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node, &day_shape(), day)
    }
}

fn day_shape() -> ScalarShape {
    ScalarShape {
        says: Both::new("một ngày có thật, viết như 2024-06-20", "a day that exists, written like 2024-06-20"),
        pattern: DATE,
        values: &[],
        json: JsonKind::Text,
    }
}

impl Field for Period {
    fn shape() -> Shape {
        Shape::Scalar(period_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node, &period_shape(), |text| text.parse().ok())
    }
}

fn period_shape() -> ScalarShape {
    ScalarShape {
        says: Both::new(
            "một kỳ báo cáo, viết như 2024-06, 2024-Q2, 2024-H1, 2024-9M hoặc 2024",
            "a period, written like 2024-06, 2024-Q2, 2024-H1, 2024-9M or 2024",
        ),
        pattern: PERIOD,
        values: &[],
        json: JsonKind::TextOrNumber,
    }
}

impl Field for Edge {
    fn shape() -> Shape {
        Shape::Scalar(edge_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node, &edge_shape(), |text| text.parse().ok())
    }
}

fn edge_shape() -> ScalarShape {
    ScalarShape {
        says: Both::new(
            "một mốc của kỳ số liệu, viết như \"15 previous\" hoặc \"14 closing\"",
            "an edge of the data window, written like \"15 previous\" or \"14 closing\"",
        ),
        pattern: EDGE,
        values: &[],
        json: JsonKind::Text,
    }
}

impl Field for u16 {
    fn shape() -> Shape {
        Shape::Scalar(whole_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node, &whole_shape(), whole)
    }
}

/// A whole number written with digits alone. With a zero before it, others take it to base 8: `010` for 8.
pub fn whole(text: &str) -> Option<u16> {
    let is_plain = text == "0" || !text.starts_with('0');
    (is_plain && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

pub fn whole_shape() -> ScalarShape {
    ScalarShape {
        says: Both::new("một số nguyên từ 0 đến 65535", "a whole number from 0 to 65535"),
        pattern: "",
        values: &[],
        json: JsonKind::Whole,
    }
}

impl Field for bool {
    fn shape() -> Shape {
        Shape::Scalar(truth_shape())
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        reader.scalar(node, &truth_shape(), |text| match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })
    }
}

fn truth_shape() -> ScalarShape {
    const VALUES: &[(&str, Both)] = &[("true", Both::new("có", "yes")), ("false", Both::new("không", "no"))];
    ScalarShape {
        says: Both::new("true (có) hoặc false (không)", "true or false"),
        pattern: "",
        values: VALUES,
        json: JsonKind::Truth,
    }
}

/// Declares a closed list of words: an enum, each variant with its word in files and what it means.
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $type:ident ($vi:literal, $en:literal) {
            $( $variant:ident = $word:literal ($word_vi:literal, $word_en:literal), )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $type {
            $( #[doc = $word_en] $variant, )*
        }

        impl $type {
            /// The word in files.
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }

            /// What people call it.
            pub fn name(self) -> $crate::locale::Both {
                match self { $( Self::$variant => $crate::locale::Both::new($word_vi, $word_en), )* }
            }

            fn scalar_shape() -> $crate::record::ScalarShape {
                const VALUES: &[(&str, $crate::locale::Both)] =
                    &[$( ($word, $crate::locale::Both::new($word_vi, $word_en)) ),*];
                $crate::record::ScalarShape {
                    says: $crate::locale::Both::new($vi, $en),
                    pattern: "",
                    values: VALUES,
                    json: $crate::record::JsonKind::Text,
                }
            }
        }

        impl $crate::record::Field for $type {
            fn shape() -> $crate::record::Shape {
                $crate::record::Shape::Scalar(Self::scalar_shape())
            }

            fn read(node: &$crate::record::tree::Node, reader: &mut $crate::record::Reader) -> Option<Self> {
                reader.scalar(node, &Self::scalar_shape(), |text| match text {
                    $( $word => Some(Self::$variant), )*
                    _ => None,
                })
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_need_all_their_zeros_and_must_exist() {
        assert!(day("2024-02-29").is_some());
        for wrong in ["2023-02-29", "2024-2-9", "20/06/2024", "2024-13-01", "2024-06-20 ", "+2024-6-20"] {
            assert!(day(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn days_and_periods_as_people_write_them_are_understood() {
        for written in ["20/6/2024", "20-06-2024", "2024/6/20", "ngày 20 tháng 6 năm 2024", "2024-06-20T08:00:00"] {
            assert_eq!(meant(&day_shape(), written).as_deref(), Some("2024-06-20"), "{written}");
        }
        for (written, period) in [
            ("06/2024", "2024-06"),
            ("2024-6", "2024-06"),
            ("Tháng 6/2024", "2024-06"),
            ("Q2/2024", "2024-Q2"),
            ("2024-q2", "2024-Q2"),
            ("Quý II năm 2024", "2024-Q2"),
        ] {
            assert_eq!(meant(&period_shape(), written).as_deref(), Some(period), "{written}");
        }
        for unclear in ["31/02/2024", "20/6/24", "hôm qua", "1/2/3/2024"] {
            assert_eq!(meant(&day_shape(), unclear), None, "{unclear}");
        }
        for unclear in ["6 tháng 2024", "13/2024", "năm nay", "2024-Q5"] {
            assert_eq!(meant(&period_shape(), unclear), None, "{unclear}");
        }
    }

    #[test]
    fn an_id_written_as_a_name_is_understood() {
        assert_eq!(meant(&Id::scalar_shape(), "Huyện Kế Sách").as_deref(), Some("huyen-ke-sach"));
        assert_eq!(meant(&Id::scalar_shape(), "…"), None);
    }
}
