//! What is only spelling, put right: loose accents, texts that other programs read otherwise without quotation marks,
//! and blanks of other kinds in the indentation. Nothing means anything else afterwards.

use std::collections::BTreeSet;

use super::kept::{is_other_break, spelt};
use super::scalar::{double, is_plain_everywhere};
use super::splice::{Splice, apply};
use super::written::{Content, Entry, Written, read};
use crate::load::yaml::events::{Style, comments};
use crate::load::yaml::{self, is_odd_blank};
use crate::record::faults::NOT_NFC;
use crate::record::plain::changes_unquoted;
use crate::record::{JsonKind, RecordType, Shape};
use crate::source::{FileId, Place, Span};
use crate::text::{is_nfc, to_nfc};

/// The text with every value, key and comment spelt as all readers of YAML take it.
pub fn spelling(text: &str, root: &Written, top: &'static RecordType) -> String {
    let mut speller = Speller { text, splices: Vec::new(), words: Vec::new() };
    speller.record(root, top, false);
    speller.tabs();
    speller.splices.sort_by_key(|splice| splice.span.start);
    let of_values = speller.splices.len();
    for span in comments(text).unwrap_or_default() {
        let raw = &text[span.range()];
        // The comment of a block text is part of its value.
        let values = &speller.splices[..of_values];
        let before = values.partition_point(|splice| splice.span.start <= span.start);
        let is_in_a_value = before > 0 && values[before - 1].span.end > span.start;
        if spelt(raw) != raw && !is_in_a_value {
            speller.splices.push(Splice { span, text: spelt(raw) });
        }
    }
    apply(text, speller.splices)
}

/// How many columns a tab may lead to the next multiple of.
const TABS: [usize; 3] = [2, 4, 8];

/// The text with spaces in place of tabs and of blanks of other kinds, where lines are indented with them and cannot be
/// read for it. `None` where nothing is to be done, or where it could be done in ways that mean different things.
pub fn indentation(text: &str) -> Option<String> {
    if !text.lines().any(|line| indented(line).0.contains(is_no_space)) || is_readable(text) {
        return None;
    }
    let mut found: Option<(String, Written)> = None;
    for (wide, tab) in [1, 2].into_iter().flat_map(|wide| TABS.map(|tab| (wide, tab))) {
        let all = spaced(text, wide, tab, &BTreeSet::new());
        let Some(written) = read(&all).filter(|_| is_readable(&all)) else { continue };
        // A text over several lines keeps what it has.
        let texts = lines_of_texts(&all, &written);
        let (spaced, written) = if texts.is_empty() {
            (all, written)
        } else {
            let spaced = spaced(text, wide, tab, &texts);
            let Some(written) = read(&spaced).filter(|_| is_readable(&spaced)) else { continue };
            (spaced, written)
        };
        match &found {
            Some((_, known)) if known.meaning() != written.meaning() => return None,
            Some(_) => {}
            None => found = Some((spaced, written)),
        }
    }
    found.map(|(spaced, _)| spaced)
}

fn is_no_space(letter: char) -> bool {
    letter == '\t' || is_odd_blank(letter)
}

/// The indentation of a line, with the dashes of its items, and the rest.
fn indented(line: &str) -> (&str, &str) {
    let is_blank = |letter: char| letter == ' ' || is_no_space(letter);
    let mut end = 0;
    for (at, letter) in line.char_indices() {
        let next = at + letter.len_utf8();
        if !(is_blank(letter) || letter == '-' && line[next..].starts_with(is_blank)) {
            break;
        }
        end = next;
    }
    line.split_at(end)
}

/// The text with its lines indented with spaces, but for those of these numbers.
fn spaced(text: &str, wide: usize, tab: usize, kept: &BTreeSet<usize>) -> String {
    let mut spaced = String::with_capacity(text.len());
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let (indentation, rest) = indented(line);
        if kept.contains(&at) || !indentation.contains(is_no_space) {
            spaced.push_str(line);
            continue;
        }
        let start = spaced.len();
        for letter in indentation.chars() {
            let column = spaced.len() - start;
            match letter {
                '\t' => spaced.push_str(&" ".repeat(tab - column % tab)),
                // As wide as two letters.
                '\u{3000}' => spaced.push_str(&" ".repeat(wide)),
                letter if is_odd_blank(letter) => spaced.push(' '),
                letter => spaced.push(letter),
            }
        }
        spaced.push_str(rest);
    }
    spaced
}

/// The numbers of the lines on which texts go on that began above.
fn lines_of_texts(text: &str, root: &Written) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.content {
            Content::Empty => {}
            Content::Scalar { .. } => {
                let breaks = text[node.span.range()].matches('\n').count();
                if breaks > 0 {
                    let first = text[..node.span.start].matches('\n').count();
                    lines.extend(first + 1..=first + breaks);
                }
            }
            Content::List { items, .. } => open.extend(items.iter().map(|item| &item.node)),
            Content::Map { entries, .. } => open.extend(entries.iter().map(|entry| &entry.node)),
        }
    }
    lines
}

/// Whether the syntax of a text is what registries use. Loose accents are mended.
pub fn is_readable(text: &str) -> bool {
    let file = FileId(0);
    let faults = yaml::parse(file, text).told.into_faults(Place::file(file));
    faults.iter().all(|fault| fault.rule == NOT_NFC)
}

struct Speller<'t> {
    text: &'t str,
    splices: Vec<Splice>,
    /// The keys and values met so far.
    words: Vec<Span>,
}

impl Speller<'_> {
    /// Some readers take no tab between the words of a line.
    fn tabs(&mut self) {
        let mut at = 0;
        let end = Span::new(self.text.len(), self.text.len());
        for word in std::mem::take(&mut self.words).into_iter().chain([end]) {
            let between = self.text.get(at..word.start).unwrap_or_default();
            let mut start = at;
            for line in between.split_inclusive('\n') {
                let shown = line.split('#').next().unwrap_or_default();
                let tabs = shown.match_indices('\t').map(|(tab, _)| Span::new(start + tab, start + tab + 1));
                self.splices.extend(tabs.map(|span| Splice { span, text: " ".to_owned() }));
                start += line.len();
            }
            at = word.end;
        }
    }

    fn value(&mut self, node: &Written, shape: Option<&'static Shape>, flow: bool) {
        match &node.content {
            Content::Empty => {}
            Content::Scalar { text, style } => {
                self.words.push(node.span);
                let is_typed = shape.is_some_and(is_typed);
                let raw = &self.text[node.span.range()];
                // What stands for nothing would be a text in quotation marks.
                if !(is_nothing(text) && *style == Style::Plain) {
                    let respelt = respelt(raw, text, *style, flow, is_typed);
                    self.splices.extend(respelt.map(|text| Splice { span: node.span, text }));
                }
            }
            Content::List { flow, items } => {
                let inner = shape.and_then(Shape::inner);
                items.iter().for_each(|item| self.value(&item.node, inner, *flow));
            }
            Content::Map { .. } => match shape.and_then(Shape::record) {
                Some(record) => self.record(node, record, flow),
                None => self.entries(node, &|_| shape.and_then(Shape::inner)),
            },
        }
    }

    fn record(&mut self, node: &Written, record: &'static RecordType, flow: bool) {
        if !matches!(node.content, Content::Map { .. }) {
            return self.value(node, None, flow);
        }
        self.entries(node, &|key| {
            record.fields.iter().find(|field| field.key == to_nfc(key)).map(|field| &field.shape)
        });
    }

    fn entries(&mut self, node: &Written, shape_of: &dyn Fn(&str) -> Option<&'static Shape>) {
        let Content::Map { flow, entries } = &node.content else { return };
        for entry in entries {
            self.words.push(entry.key_span);
            let raw = &self.text[entry.key_span.range()];
            let style = match raw.chars().next() {
                Some('"') => Style::Double,
                Some('\'') => Style::Single,
                _ => Style::Plain,
            };
            // A key is a text, whatever it looks like.
            let respelt = match is_nothing(&entry.key) && style == Style::Plain {
                true => Some(double(&entry.key)),
                false => respelt(raw, &entry.key, style, *flow, false),
            };
            self.splices.extend(respelt.map(|text| Splice { span: entry.key_span, text }));
            if *flow {
                self.colon(entry);
            }
            self.value(&entry.node, shape_of(&entry.key), *flow);
        }
    }

    /// Between brackets some readers want the colon on the line of its key, and a blank after it.
    fn colon(&mut self, entry: &Entry) {
        if entry.value_from == entry.key_span.end {
            return;
        }
        let colon = entry.value_from - 1;
        if self.text[entry.key_span.end..colon].contains('\n') {
            self.splices.push(Splice { span: Span::new(entry.key_span.end, entry.key_span.end), text: ":".to_owned() });
            self.splices.push(Splice { span: Span::new(colon, entry.value_from), text: String::new() });
        }
        let is_followed = self.text[entry.value_from..].starts_with([' ', '\t', '\n']);
        if matches!(entry.node.content, Content::Empty) && !is_followed {
            let span = Span::new(entry.value_from, entry.value_from);
            self.splices.push(Splice { span, text: " ".to_owned() });
        }
    }
}

/// A value or key as every reader takes it; `None` where it is so already.
fn respelt(raw: &str, text: &str, style: Style, flow: bool, is_typed: bool) -> Option<String> {
    let is_loose = !is_nfc(text) || !is_nfc(raw);
    let has_breaks = raw.chars().any(is_other_break);
    match style {
        Style::Plain => {
            let composed = to_nfc(text);
            if is_plain_everywhere(&composed, flow) && (is_typed || !changes_unquoted(&composed)) {
                is_loose.then(|| to_nfc(raw).into_owned())
            } else {
                Some(double(&composed))
            }
        }
        Style::Single | Style::Block if has_breaks => {
            let header = raw.lines().next().filter(|_| style == Style::Block).unwrap_or_default();
            let comment = header.find('#').map_or_else(String::new, |at| format!(" {}", spelt(&header[at..])));
            Some(format!("{}{comment}", double(&to_nfc(text))))
        }
        Style::Single | Style::Block => is_loose.then(|| to_nfc(raw).into_owned()),
        // Other readers know no letters in two halves.
        Style::Double => {
            let has_halves = raw.to_ascii_lowercase().contains("\\ud");
            (is_loose || has_breaks || has_halves).then(|| double(&to_nfc(text)))
        }
    }
}

/// Whether a text without quotation marks stands for nothing at all (YAML 1.2, core schema).
fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a value is meant to be read as a number or a truth value.
fn is_typed(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(scalar) => matches!(scalar.json, JsonKind::Whole | JsonKind::Truth),
        Shape::Either(shapes) => shapes.iter().any(is_typed),
        Shape::List(_) | Shape::Record(_) | Shape::Table(_) => false,
    }
}
