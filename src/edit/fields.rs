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

/// Control characters, and those that are not seen or turn the text round.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
