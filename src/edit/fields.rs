//! Values of texts that people give: on a command line, in a cell of a table, at a prompt.

use super::value::Value;
use crate::both;
use crate::locale::Text;
use crate::record::scalar::{DECISION_ID, ID, matches, meant};
use crate::record::{ScalarShape, Shape};
use crate::text;

/// The value of a field from a text: composed, without blanks at its ends, days and periods as data writes them. A list
/// is its items with commas between them.
///
/// # Errors
/// Where the text is no value of that shape; it says what one looks like.
pub fn value(shape: &Shape, written: &str) -> Result<Value, Text> {
    match shape {
        Shape::Scalar(shape) => scalar(shape, written).map(Value::Text),
        Shape::List(inner) => {
            let items = written.split([',', ';']).map(str::trim).filter(|item| !item.is_empty());
            items.map(|item| value(inner, item)).collect::<Result<_, _>>().map(Value::List)
        }
        Shape::Either(shapes) => {
            let mut tried = shapes.iter().map(|shape| value(shape, written));
            tried.find(Result::is_ok).unwrap_or_else(|| Err(no_single_value(written)))
        }
        Shape::Record(_) | Shape::Table(_) => Err(no_single_value(written)),
    }
}

fn no_single_value(written: &str) -> Text {
    both!("\"{written}\" không phải là một giá trị ghi được ở đây", "\"{written}\" is no value for this field")
}

fn scalar(shape: &ScalarShape, written: &str) -> Result<String, Text> {
    let written = text::to_nfc(written);
    let written = written.trim();
    if let Some(hidden) = written.chars().find(|letter| is_hidden(*letter)) {
        let code = format!("U+{:04X}", u32::from(hidden));
        return Err(both!(
            "giá trị có ký tự không nhìn thấy {code}; hãy gõ lại",
            "the value holds a character that cannot be seen, {code}; type it anew"
        ));
    }
    let fits = |text: &str| {
        matches(shape.pattern, text)
            && (shape.values.is_empty() || shape.values.iter().any(|(value, _)| *value == text))
    };
    if fits(written) {
        return Ok(written.to_owned());
    }
    let nearest = meant(shape, written);
    // A day or period has one meaning however it is written; an id or a word that is a guess is only offered.
    if let Some(nearest) = &nearest
        && shape.values.is_empty()
        && is_day_or_period(written)
        && ![ID, DECISION_ID].contains(&shape.pattern)
    {
        return Ok(nearest.clone());
    }
    let says = shape.says;
    let hint =
        nearest.map_or_else(Text::default, |nearest| both!("; có phải là {nearest}?", "; did you mean {nearest}?"));
    Err(both!(
        vi: ("\"{written}\" không phải là {}{}", says.vi, hint.vi),
        en: ("\"{written}\" is not {}{}", says.en, hint.en)
    ))
}

/// Whether a text is made of numbers and of the words that people write between them: `ngày 20 tháng 6 năm 2024`, `Q2/2024`.
fn is_day_or_period(written: &str) -> bool {
    const WORDS: [&str; 10] = ["ngay", "thang", "quy", "nam", "ky", "q", "i", "ii", "iii", "iv"];
    let bare = text::skeleton(written);
    let mut words = bare.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word))
}

/// Control characters, and those that are not seen or turn the text round.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Submission;
    use crate::record::Record;

    fn given(key: &str, written: &str) -> Option<Value> {
        let field = Submission::description().fields.iter().find(|field| field.key == key).unwrap();
        value(&field.shape, written).ok()
    }

    #[test]
    fn days_and_periods_are_taken_as_people_write_them_and_nothing_like_them() {
        for written in ["2024-06-20", " 20/6/2024 ", "20-06-2024", "ngày 20 tháng 6 năm 2024"] {
            assert_eq!(given("received", written), Some(Value::from("2024-06-20")), "{written}");
        }
        for written in ["2024-06", "06/2024", "Tháng 6 năm 2024", "kỳ tháng 6/2024"] {
            assert_eq!(given("period", written), Some(Value::from("2024-06")), "{written}");
        }
        assert_eq!(given("period", "Quý II/2024"), Some(Value::from("2024-Q2")));
        for wrong in ["2024-06-31", "20/6/24", "20/06/2024x", "khoảng 20/6/2024", ""] {
            assert_eq!(given("received", wrong), None, "{wrong}");
        }
        for wrong in ["2024-6x", "6 tháng 2024", "2024-13"] {
            assert_eq!(given("period", wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_word_or_an_id_that_is_nearly_right_is_only_offered() {
        assert_eq!((given("channel", "email"), given("channel", "e-mail")), (Some(Value::from("email")), None));
        assert_eq!(given("report", "Monthly Report"), None);
    }
}
