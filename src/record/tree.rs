//! A file as a tree of located values: what a YAML file is once its syntax is read, and before its meaning is.

use crate::source::{Route, Span, Step};

/// A value with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Scalar(Scalar),
    List(Vec<Node>),
    Map(Vec<Entry>),
    /// Something stands here whose syntax cannot be read: its text. What is wrong with it has been told.
    Broken(Box<str>),
}

/// A scalar's text after escapes and folding. It has no type: what it means is its field's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    pub text: String,
    /// Written without quotes, so that other YAML tools may take it for a number, a truth value or nothing.
    pub plain: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl Node {
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            Value::List(_) | Value::Map(_) | Value::Broken(_) => None,
        }
    }

    /// The value at a key of this map; of equal keys the first.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            Value::Scalar(_) | Value::List(_) | Value::Broken(_) => None,
        }
    }

    /// Whether something stands here that cannot be read.
    pub fn is_broken(&self) -> bool {
        matches!(self.value, Value::Broken(_))
    }

    /// Whether nothing stands here: `key:` with no value, `~` or `null` unquoted (YAML 1.2, core schema).
    pub fn is_empty(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar)
            if scalar.plain && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// Every scalar in this value, in the order of the text; of what cannot be read every word.
    pub fn scalars(&self) -> Vec<&str> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(node) = open.pop() {
            match &node.value {
                Value::Scalar(scalar) => found.push(scalar.text.as_str()),
                Value::List(items) => open.extend(items.iter().rev()),
                Value::Map(entries) => open.extend(entries.iter().rev().map(|entry| &entry.value)),
                Value::Broken(text) => found.extend(words(text)),
            }
        }
        found
    }

    /// The span of the value at `route`; of an empty one its key. Where the way breaks off, the nearest thing that
    /// stands for it: of a record its `id`, else its first key; of anything else the value itself.
    pub fn locate(&self, route: &Route) -> Span {
        let mut node = self;
        let mut key_span = None;
        for step in route.steps() {
            let next = match (step, &node.value) {
                (Step::Key(key), Value::Map(entries)) => entries.iter().find(|entry| entry.key == **key).map(|entry| {
                    key_span = Some(entry.key_span);
                    &entry.value
                }),
                (Step::Index(index), Value::List(items)) => {
                    key_span = None;
                    items.get(*index as usize)
                }
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => return node.handle(),
            }
        }
        match (&node.value, key_span) {
            (Value::Scalar(_), Some(key_span)) if node.span.range().is_empty() => key_span,
            (Value::Scalar(_) | Value::Broken(_), _) => node.span,
            (Value::List(_) | Value::Map(_), _) => node.handle(),
        }
    }

    /// The part of this value to point at when the whole is meant: a record is known by its id.
    fn handle(&self) -> Span {
        match &self.value {
            Value::Scalar(_) | Value::Broken(_) => self.span,
            Value::List(items) => items.first().map_or(self.span, |first| Span::new(self.span.start, first.span.start)),
            Value::Map(entries) => match self.get("id") {
                Some(id) if id.as_text().is_some() && !id.is_empty() => id.span,
                _ => entries.first().map_or(self.span, |entry| entry.key_span),
            },
        }
    }
}

/// The words of a text whose syntax cannot be read, without the marks of YAML around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | '[' | ']' | '{' | '}' | '"' | '\'' | ':')
    })
    .filter(|word| !matches!(*word, "" | "-" | "#"))
}

/// More fields than any record has.
const MOST_FIELDS: usize = 32;

/// What can be made out of the fields of a record whose syntax cannot be read: the first `key: value` of each key.
pub fn fields_of_broken(text: &str) -> Vec<(&str, &str)> {
    let mut fields: Vec<(&str, &str)> = Vec::new();
    for piece in text.split(['\n', ',', '{', '}']) {
        let piece = piece.trim().trim_start_matches("- ");
        let Some((key, value)) = piece.split_once(':') else { continue };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if is_key && !value.is_empty() && !fields.iter().any(|(known, _)| *known == key) {
            fields.push((key, value));
        }
        if fields.len() == MOST_FIELDS {
            break;
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_broken_record_are_made_out_as_far_as_they_go() {
        let broken = "id: a\n    name: \"Lê An\n    unit: 'so-y-te'  # của tỉnh\n    note:\n";
        assert_eq!(fields_of_broken(broken), [("id", "a"), ("name", "Lê An"), ("unit", "so-y-te")]);
        assert_eq!(fields_of_broken("{id: a, seat: [x, unit: b"), [("id", "a"), ("seat", "[x"), ("unit", "b")]);
    }

    #[test]
    fn every_word_of_what_is_broken_may_be_a_mention() {
        let node = Node { span: Span::default(), value: Value::Broken("recognizes: [a-b, 'c'".into()) };
        assert_eq!(node.scalars(), ["recognizes", "a-b", "c"]);
    }
}
