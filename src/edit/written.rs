//! A file as it is written: each value with its style and its bytes, so that a change can leave the rest alone.

use std::collections::BTreeMap;
use std::vec::IntoIter;

use crate::load::yaml::events::{Mark, Style, marks};
use crate::source::{Route, Span, Step};
use crate::text;

/// A value as it is written. Its span has no blanks, comments or line ends at its edges, but those a text keeps.
#[derive(Clone, Debug)]
pub struct Written {
    pub span: Span,
    pub content: Content,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// `key:` with nothing after it.
    Empty,
    Scalar {
        text: String,
        style: Style,
    },
    /// `flow` is with brackets.
    List {
        flow: bool,
        items: Vec<Item>,
    },
    Map {
        flow: bool,
        entries: Vec<Entry>,
    },
}

#[derive(Clone, Debug)]
pub struct Item {
    /// Where its dash stands; between brackets where the item begins.
    pub dash: usize,
    pub node: Written,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub key: String,
    pub key_span: Span,
    /// Just after the colon.
    pub value_from: usize,
    pub node: Written,
}

/// What a value means, however it is written: for seeing that a change changed what it should and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    Empty,
    Text(String),
    List(Vec<Meaning>),
    Map(BTreeMap<String, Meaning>),
}

impl Meaning {
    /// The same with every letter composed.
    pub fn composed(self) -> Self {
        let composed = |text: &str| text::to_nfc(text).into_owned();
        match self {
            Self::Empty => Self::Empty,
            Self::Text(text) => Self::Text(composed(&text)),
            Self::List(items) => Self::List(items.into_iter().map(Self::composed).collect()),
            Self::Map(entries) => {
                Self::Map(entries.into_iter().map(|(key, value)| (composed(&key), value.composed())).collect())
            }
        }
    }
}

/// Reads a text as it is written. `None` where its syntax cannot be read, or is one that registries have no use for:
/// `? key`, a pair without braces in a list, anchors.
pub fn read(text: &str) -> Option<Written> {
    let marks = marks(text)?;
    let mut reader = Reader { text, marks: marks.into_iter() };
    let first = text.len() - text.trim_start_matches('\u{feff}').len();
    if reader.marks.len() == 0 {
        return Some(Written { span: Span::new(first, first), content: Content::Empty });
    }
    let from = document_start(text, first);
    let root = reader.value(from)?;
    reader.marks.next().is_none().then_some(root)
}

/// After the `---`, if there is one before the first value.
fn document_start(text: &str, first: usize) -> usize {
    document_mark(text).map_or(first, |mark| mark + 3)
}

/// Where `---` stands before the first value.
pub fn document_mark(text: &str) -> Option<usize> {
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    for line in text[at..].split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("---") {
            return rest.chars().next().is_none_or(char::is_whitespace).then_some(at);
        }
        let shown = line.trim();
        if !shown.is_empty() && !shown.starts_with('#') && !line.starts_with('%') {
            return None;
        }
        at += line.len();
    }
    None
}

/// The first byte from `from` on that is no blank, line end or comment; the text's end where there is none.
pub fn after_gap(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let shown = line.trim_start();
        if !shown.is_empty() && !shown.starts_with('#') {
            return at + (line.len() - shown.len());
        }
        at += line.len();
    }
    text.len()
}

struct Reader<'t> {
    text: &'t str,
    marks: IntoIter<(Span, Mark)>,
}

impl Reader<'_> {
    /// The next value, before which there is nothing from `from` on but blanks and comments.
    fn value(&mut self, from: usize) -> Option<Written> {
        let (span, mark) = self.marks.next()?;
        match mark {
            Mark::Scalar { style: Style::Plain, .. } if span.range().is_empty() => {
                Some(Written { span: Span::new(from, from), content: Content::Empty })
            }
            Mark::Scalar { text, style: Style::Block } => {
                let header = after_gap(self.text, from);
                self.text[header..].starts_with(['|', '>']).then_some(())?;
                let end = self.block_scalar_end(header, span.end, &text);
                Some(Written { span: Span::new(header, end), content: Content::Scalar { text, style: Style::Block } })
            }
            Mark::Scalar { text, style } => Some(Written { span, content: Content::Scalar { text, style } }),
            Mark::List { flow } => self.list(span, flow, from),
            Mark::Map { flow } => self.map(span, flow),
            Mark::End => None,
        }
    }

    fn list(&mut self, start: Span, flow: bool, from: usize) -> Option<Written> {
        let mut items: Vec<Item> = Vec::new();
        let mut end = from;
        loop {
            if let Some((close, Mark::End)) = self.marks.as_slice().first() {
                let close = *close;
                self.marks.next();
                let span = self.collection_span(start, close, flow, items.first().map(|item| item.dash), end)?;
                return Some(Written { span, content: Content::List { flow, items } });
            }
            let item = if flow {
                let at = self.marks.as_slice().first()?.0.start;
                Item { dash: at, node: self.value(at)? }
            } else {
                let dash = after_gap(self.text, end);
                self.text[dash..].starts_with('-').then_some(())?;
                Item { dash, node: self.value(dash + 1)? }
            };
            end = item.node.span.end;
            items.push(item);
        }
    }

    fn map(&mut self, start: Span, flow: bool) -> Option<Written> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut end = start.end;
        loop {
            let (span, mark) = self.marks.next()?;
            match mark {
                Mark::End => {
                    let first = entries.first().map(|entry| entry.key_span.start);
                    let span = self.collection_span(start, span, flow, first, end)?;
                    return Some(Written { span, content: Content::Map { flow, entries } });
                }
                Mark::Scalar { text: key, style } if style != Style::Block && !span.range().is_empty() => {
                    let before = after_gap(self.text, end);
                    (flow || before == span.start).then_some(())?;
                    let colon = after_gap(self.text, span.end);
                    let value_from = if self.text[colon..].starts_with(':') { colon + 1 } else { span.end };
                    (flow || value_from > span.end).then_some(())?;
                    let node = self.value(value_from)?;
                    end = node.span.end;
                    entries.push(Entry { key, key_span: span, value_from, node });
                }
                _ => return None,
            }
        }
    }

    fn collection_span(&self, start: Span, close: Span, flow: bool, first: Option<usize>, end: usize) -> Option<Span> {
        if flow {
            // A pair in a list of brackets may have none of its own.
            return self.text[start.start..].starts_with(['[', '{']).then_some(Span::new(start.start, close.end));
        }
        first.map(|first| Span::new(first, end))
    }

    /// Where a block text ends: with its last line that has something on it, unless it keeps the blank ones (`|+`).
    fn block_scalar_end(&self, header: usize, end: usize, text: &str) -> usize {
        let whole = &self.text[header..end];
        let first_line = whole.lines().next().unwrap_or_default();
        let indicators = first_line.split('#').next().unwrap_or_default();
        let mut kept = whole.strip_suffix('\n').unwrap_or(whole);
        if !indicators.contains('+') {
            let depth = depth_of_text(whole, text);
            let is_blank = |line: &str| line.trim_end_matches('\r').len() <= depth && line.trim().is_empty();
            while let Some((before, _)) = kept.rsplit_once('\n').filter(|(_, last)| is_blank(last)) {
                kept = before;
            }
        }
        header + kept.strip_suffix('\r').unwrap_or(kept).len()
    }
}

/// How deep the lines of a block text stand that begins with `|` or `>`.
pub fn depth_of_text(raw: &str, text: &str) -> usize {
    let depth = |mut lines: std::str::Lines<'_>| {
        let first = lines.find(|line| !line.trim_matches(' ').is_empty());
        first.map(|line| line.len() - line.trim_start_matches(' ').len())
    };
    let mut lines = raw.lines();
    lines.next();
    // Of a text with nothing on its lines, all of it is depth.
    let deepest = || raw.lines().skip(1).map(str::len).max().unwrap_or_default();
    match (depth(lines), depth(text.lines())) {
        (Some(written), Some(meant)) => written.saturating_sub(meant),
        _ => deepest(),
    }
}

impl Written {
    pub fn get(&self, key: &str) -> Option<&Entry> {
        match &self.content {
            Content::Map { entries, .. } => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The value at a route.
    pub fn at(&self, route: &Route) -> Option<&Self> {
        route.steps().iter().try_fold(self, |node, step| match (step, &node.content) {
            (Step::Key(key), Content::Map { .. }) => node.get(key).map(|entry| &entry.node),
            (Step::Index(index), Content::List { items, .. }) => items.get(*index as usize).map(|item| &item.node),
            _ => None,
        })
    }

    pub fn is_flow(&self) -> bool {
        matches!(self.content, Content::List { flow: true, .. } | Content::Map { flow: true, .. })
    }

    /// Whether it is a collection without brackets.
    pub fn is_block(&self) -> bool {
        matches!(self.content, Content::List { flow: false, .. } | Content::Map { flow: false, .. })
    }

    pub fn meaning(&self) -> Meaning {
        match &self.content {
            Content::Empty => Meaning::Empty,
            Content::Scalar { text, .. } => Meaning::Text(text.clone()),
            Content::List { items, .. } => Meaning::List(items.iter().map(|item| item.node.meaning()).collect()),
            Content::Map { entries, .. } => {
                Meaning::Map(entries.iter().map(|entry| (entry.key.clone(), entry.node.meaning())).collect())
            }
        }
    }
}

/// Where the line of a byte begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the line of a byte ends, before its line end.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// How many columns stand before a byte in its line; a byte order mark is none.
pub fn column(text: &str, at: usize) -> usize {
    text[line_start(text, at)..at].trim_start_matches('\u{feff}').chars().count()
}

/// How the lines of a text end.
pub fn newline(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<'t>(text: &'t str, route: &Route) -> &'t str {
        &text[read(text).unwrap().at(route).unwrap().span.range()]
    }

    #[test]
    fn every_value_is_found_with_its_own_bytes_alone() {
        let text = "a: |  # c\n  x\n\n  y\n\n# d\nb:\n  - {p: 1, q: [2, 3]} # e\n  - r: \"s\n      t\"\n    u: plain\n      more\nc:\nd: >+\n  z\n\n";
        let key = |key: &str| Route::default().key(key);
        assert_eq!(shown(text, &key("a")), "|  # c\n  x\n\n  y");
        assert_eq!(shown(text, &key("b").index(0)), "{p: 1, q: [2, 3]}");
        assert_eq!(shown(text, &key("b").index(0).key("q")), "[2, 3]");
        assert_eq!(shown(text, &key("b").index(1)), "r: \"s\n      t\"\n    u: plain\n      more");
        assert_eq!(shown(text, &key("c")), "");
        assert_eq!(read(text).unwrap().get("c").unwrap().node.span.start, text.find("c:\nd").unwrap() + 2);
        assert_eq!(shown(text, &key("d")), ">+\n  z\n");
        assert_eq!(shown(text, &key("b")).lines().count(), 5);
    }

    #[test]
    fn what_registries_have_no_use_for_is_not_read() {
        for text in ["? a\n: b\n", "[a: b]\n", "a: &x 1\n", "a: [\n"] {
            assert!(read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn columns_and_line_ends_are_found_with_a_mark_and_windows_lines() {
        let text = "\u{feff}a: b\r\nc: d\r\n";
        assert_eq!(column(text, text.find('a').unwrap()), 0);
        assert_eq!(line_end(text, 3), 3 + "a: b".len());
        assert_eq!(newline(text), "\r\n");
    }
}
