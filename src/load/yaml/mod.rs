//! The only module that knows the YAML library: text in, tree and faults out.
//!
//! The registry's files use a plain part of YAML: one document, maps, lists and scalars; no anchors, aliases, tags or
//! merge keys. Trees are built with a stack of our own and to a bounded depth, so no input can exhaust the stack.

pub mod events;
mod messages;
mod recover;

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle, options};

use self::recover::{first_line, recover};
use crate::diagnostic::Diagnostic;
use crate::record::faults::{self, Syntax};
use crate::record::told::Told;
use crate::record::tree::{Entry, Node, Scalar, Value};
use crate::source::{FileId, Place, Span};
use crate::text;

/// Collections within collections, at most. The format itself needs eight.
pub const DEEPEST: usize = 32;
/// How many lines above an error its cause is looked for.
const NEAR: usize = 4;
/// Fields of a map that are compared one by one; of more an index is made.
const FEW: usize = 16;

/// What a file's text gives.
pub struct Parsed {
    /// The tree, with [`Value::Broken`] where the syntax is; `None` for a file with nothing in it.
    pub tree: Option<Node>,
    pub told: Told,
    /// Whether everything that the text holds has at least left a trace in the tree.
    pub whole: bool,
}

/// Reads a file's text. Texts in the tree are in NFC, whatever the file has.
///
/// A syntax error does not end the reading: the file is then taken apart by its layout and each part read for itself,
/// so that one run tells every broken record and reads all others.
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut told = Told::default();
    let built = Builder::new(file, text, Span::new(0, text.len()), &mut told).build();
    let mut parsed = match built {
        Ok(built) => Parsed { tree: built.tree, told, whole: built.whole },
        Err(fault) => recover(file, text, *fault),
    };
    if !text::is_nfc(text) {
        compose(file, text, parsed.tree.as_mut(), &mut parsed.told);
    }
    parsed
}

/// The spans of a tree, for turning a route into a place; faults are told elsewhere.
pub fn tree(text: &str) -> Option<Node> {
    parse(FileId(0), text).tree
}

/// A blank that is no space to YAML, though it looks like one: what programs paste to keep words together, and what is as
/// wide as a Chinese letter.
pub fn is_odd_blank(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

#[cfg(test)]
thread_local! {
    /// How much text the parser has been given.
    static BYTES_READ: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Makes a tree of a part of a text that is YAML for itself.
struct Builder<'b> {
    file: FileId,
    text: &'b str,
    part: Span,
    told: &'b mut Told,
    /// How many collections of the file are open around the part.
    around: usize,
    open: Vec<Open>,
    tree: Option<Node>,
    whole: bool,
}

struct Built {
    tree: Option<Node>,
    /// Whether no value was left out without a trace.
    whole: bool,
}

/// A collection that is still open.
struct Open {
    start: usize,
    /// Written with brackets.
    flow: bool,
    items: Items,
}

enum Items {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(String, Span)>, index: HashMap<String, usize> },
}

impl<'b> Builder<'b> {
    fn new(file: FileId, text: &'b str, part: Span, told: &'b mut Told) -> Self {
        Self { file, text, part, told, around: 0, open: Vec::new(), tree: None, whole: true }
    }

    /// # Errors
    /// The syntax error at which the text breaks off.
    fn build(mut self) -> Result<Built, Box<Diagnostic>> {
        self.read()?;
        Ok(Built { tree: self.tree, whole: self.whole })
    }

    fn read(&mut self) -> Result<(), Box<Diagnostic>> {
        #[cfg(test)]
        BYTES_READ.set(BYTES_READ.get() + self.part.range().len());
        let settings = options! {
            emit_anchor_events: true,
            emit_unresolved_aliases: true,
            emit_comments: false,
            flow_nesting_limit: 2 * DEEPEST,
            block_nesting_limit: 2 * DEEPEST,
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(&self.text[self.part.range()], settings) {
            let (event, spans) = event.map_err(|error| Box::new(self.syntax_fault(&error)))?;
            let span = self.span(spans.byte_range());
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
            }
            if documents > 1 {
                let span = self.document_start(span);
                self.told.tell(|| faults::several_documents(Place::bytes(self.file, span)));
                self.whole = false;
                return Ok(());
            }
            if event.tag().is_some() {
                let tag = spans.tag_span().map_or(span, |tag| self.span(tag.byte_range()));
                self.told.tell(|| faults::tag(Place::bytes(self.file, tag)));
            }
            self.take(event, span)?;
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Diagnostic>> {
        let finished = match event {
            Event::Scalar(value, style, ..) => {
                self.check_quoted(span, style)?;
                self.check_indented(span, style)?;
                Some(Node {
                    span,
                    value: Value::Scalar(Scalar { text: value.into_owned(), plain: style == ScalarStyle::Plain }),
                })
            }
            Event::Anchor(..) => {
                self.told.tell(|| faults::anchor(Place::bytes(self.file, span)));
                None
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.told.tell(|| faults::alias(Place::bytes(self.file, span)));
                Some(Node { span, value: Value::Broken(self.text[span.range()].into()) })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if self.around + self.open.len() >= DEEPEST => {
                return Err(Box::new(faults::too_deep(
                    Place::bytes(self.file, self.first_letter(span.start)),
                    DEEPEST,
                )));
            }
            Event::SequenceStart(style, ..) => {
                self.open(span, style, Items::List(Vec::new()));
                None
            }
            Event::MappingStart(style, ..) => {
                self.open(span, style, Items::Map { entries: Vec::new(), key: None, index: HashMap::new() });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => self.open.pop().map(|closed| close(closed, span.end)),
            _ => None,
        };
        match (finished, self.open.last_mut()) {
            (Some(node), Some(_)) => self.attach(node),
            (Some(node), None) => self.tree = Some(node),
            (None, _) => {}
        }
        Ok(())
    }

    fn open(&mut self, span: Span, style: StructureStyle, items: Items) {
        self.open.push(Open { start: span.start, flow: style == StructureStyle::Flow, items });
    }

    fn attach(&mut self, node: Node) {
        let at_top = self.around + self.open.len() == 1;
        let Some(parent) = self.open.last_mut() else { return };
        let (entries, key, index) = match &mut parent.items {
            Items::List(items) => return items.push(node),
            Items::Map { entries, key, index } => (entries, key, index),
        };
        let file = self.file;
        let Some((name, key_span)) = key.take() else {
            *key = Some(match node.value {
                Value::Scalar(scalar) => (scalar.text, node.span),
                Value::Broken(_) => (String::new(), node.span),
                Value::List(_) | Value::Map(_) => {
                    let first = Span::new(node.span.start, node.span.start + 1);
                    self.told.tell(|| faults::key_not_text(Place::bytes(file, first)));
                    (String::new(), first)
                }
            });
            return;
        };
        if name == "<<" {
            // What it merges is no field; why that is so has been told.
            self.told.tell(|| faults::merge_key(Place::bytes(file, key_span)));
            entries.push(Entry {
                key: String::new(),
                key_span,
                value: Node { value: Value::Broken("".into()), ..node },
            });
            return;
        }
        let known = if entries.len() < FEW {
            entries.iter().position(|entry| entry.key == name)
        } else {
            if index.is_empty() {
                index.extend(entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)));
            }
            index.get(&name).copied()
        };
        match known.and_then(|known| entries.get(known)) {
            Some(first) if !name.is_empty() => {
                let first = first.key_span;
                self.told.tell(|| faults::duplicate_key(file, &name, key_span, first));
                self.whole &= !at_top;
            }
            _ => {
                if !index.is_empty() {
                    index.insert(name.clone(), entries.len());
                }
                // A key that is no text leaves a value of which nobody knows what it is.
                let value = if name.is_empty() { Value::Broken("".into()) } else { node.value };
                entries.push(Entry { key: name, key_span, value: Node { span: node.span, value } });
            }
        }
    }

    /// A quoted text that goes on in a line no deeper than the one it began in: it has swallowed other records, because
    /// its closing mark is missing and another's opening mark was taken for it.
    fn check_quoted(&self, span: Span, style: ScalarStyle) -> Result<(), Box<Diagnostic>> {
        let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let shown = &self.text[span.range()];
        if !quoted || !shown.contains('\n') {
            return Ok(());
        }
        let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let least = depth(self.line_of(span.start).1);
        let mut lines = shown.lines().skip(1).filter(|line| !line.trim().is_empty());
        if lines.any(|line| depth(line) <= least) {
            return Err(Box::new(faults::syntax(
                Place::bytes(self.file, self.first_letter(span.start)),
                messages::unclosed_quote(),
            )));
        }
        Ok(())
    }

    /// A plain text that begins its line with a blank that is none to YAML: what looks like its depth is part of it.
    fn check_indented(&self, span: Span, style: ScalarStyle) -> Result<(), Box<Diagnostic>> {
        let shown = self.text[span.range()].trim_start_matches('-');
        if style == ScalarStyle::Plain
            && shown.starts_with(is_odd_blank)
            && self
                .line_of(span.start)
                .1
                .trim_start_matches('\u{feff}')
                .bytes()
                .all(|byte| byte == b' ' || byte == b'-')
        {
            return Err(Box::new(self.odd_blank(self.first_letter(span.end - shown.len()))));
        }
        Ok(())
    }

    fn odd_blank(&self, span: Span) -> Diagnostic {
        let letter = self.text[span.range()].chars().next().unwrap_or_default();
        faults::syntax(Place::bytes(self.file, span), messages::odd_blank(letter))
    }

    /// A blank that is none to YAML, in the indentation of the line of a byte or of one just above it.
    fn odd_blank_near(&self, at: usize) -> Option<Span> {
        let mut start = self.line_of(at).0;
        for _ in 0..NEAR {
            let line = self.text[start..].lines().next().unwrap_or_default();
            let content = line.trim_start_matches(|letter| matches!(letter, ' ' | '-') || is_odd_blank(letter));
            if let Some(odd) = line[..line.len() - content.len()].find(is_odd_blank) {
                return Some(self.first_letter(start + odd));
            }
            if start <= self.part.start {
                break;
            }
            start = self.line_of(start - 1).0;
        }
        None
    }

    /// A span of the part as one of the text.
    fn span(&self, bytes: Option<std::ops::Range<usize>>) -> Span {
        bytes.map_or(Span::default(), |bytes| Span::new(bytes.start + self.part.start, bytes.end + self.part.start))
    }

    fn first_letter(&self, at: usize) -> Span {
        let length = self.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Span::new(at, at + length)
    }

    /// Where a further document begins: at its mark, or at the mark that ended the one before.
    fn document_start(&self, span: Span) -> Span {
        if !span.range().is_empty() {
            return span;
        }
        self.text[..span.start].rfind("...").map_or(span, |mark| Span::new(mark, mark + 3))
    }

    fn syntax_fault(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().byte_offset().map_or(self.part.end, |at| (at + self.part.start).min(self.text.len()));
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return faults::too_deep(Place::bytes(self.file, self.first_letter(at)), DEEPEST);
        }
        // Whatever goes wrong in a later line than a bracket's own goes wrong because the bracket is not closed.
        let bracket =
            self.open.iter().rev().find(|open| open.flow && self.text[open.start..at.max(open.start)].contains('\n'));
        if let Some(bracket) = bracket {
            let span = self.first_letter(bracket.start);
            let open = self.text[span.range()].chars().next().unwrap_or('[');
            return faults::syntax(Place::bytes(self.file, span), messages::unclosed_bracket(open));
        }
        use ErrorKind as E;
        let is_of_marks = matches!(
            error.kind(),
            E::UnclosedQuotedScalar | E::UnclosedFlowCollection { .. } | E::UnexpectedCharacter { .. }
        );
        if !is_of_marks && let Some(span) = self.odd_blank_near(at) {
            return self.odd_blank(span);
        }
        let (span, syntax) = self.explain(error.kind(), at);
        faults::syntax(Place::bytes(self.file, span), syntax)
    }

    /// Where to point at for a kind of error that the parser met at a byte, and what to say of it.
    fn explain(&self, kind: &ErrorKind, at: usize) -> (Span, Syntax) {
        use ErrorKind as E;
        let letter = self.first_letter(at);
        match kind {
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabAtBlockScalarStart
            | E::TabInPlainScalar => (self.tab_near(at), messages::tab()),
            E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
                (letter, messages::unclosed_quote())
            }
            E::UnclosedFlowCollection { open } => (letter, messages::unclosed_bracket(*open)),
            E::UnexpectedCharacter { character } => {
                let found = self.text[at..self.part.end].find(*character).map_or(at, |found| at + found);
                (self.first_letter(found), messages::odd_character(*character))
            }
            E::MappingValueNotAllowed if self.line_of(at).1.contains(": ") => (letter, messages::other(kind)),
            E::MappingValueNotAllowed => {
                (first_line(self.text, Span::new(self.line_of(at).0, self.part.end)), messages::no_field())
            }
            kind if is_of_depth(kind) => (first_line(self.text, Span::new(at, self.part.end)), messages::no_field()),
            kind => {
                // Many an error is met at a line that a tab indents.
                let tab = self.tab_near(at);
                let is_tab = &self.text[tab.range()] == "\t" && self.line_of(tab.start).0 == self.line_of(at).0;
                if is_tab { (tab, messages::tab()) } else { (letter, messages::other(kind)) }
            }
        }
    }

    /// Where the line of a byte begins, and the line up to that byte.
    fn line_of(&self, at: usize) -> (usize, &str) {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        (start, &self.text[start..at])
    }

    /// The tab that an error near a byte is about: the first in the indentation of a line from there on.
    fn tab_near(&self, at: usize) -> Span {
        let mut start = self.line_of(at).0;
        for line in self.text[start..self.part.end].split_inclusive('\n') {
            let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
            if let Some(tab) = indentation.find('\t') {
                return Span::new(start + tab, start + tab + 1);
            }
            start += line.len();
        }
        self.first_letter(at)
    }
}

/// Whether a kind of error is met where lines do not stand as deep as they should.
fn is_of_depth(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::SimpleKeyExpected
            | E::ExpectedBlockMappingKey
            | E::InvalidSimpleKey
            | E::ExpectedBlockSequenceEntry
            | E::BlockSequenceEntryNotAllowed
            | E::MappingKeyNotAllowed
            | E::MappingValueNotAllowed
            | E::InvalidIndentation
    )
}

fn close(open: Open, end: usize) -> Node {
    let value = match open.items {
        Items::List(items) => Value::List(items),
        Items::Map { entries, .. } => Value::Map(entries),
    };
    Node { span: Span::new(open.start, end), value }
}

/// Tells every text with loose accents and puts its composed form in its place, so that the rest is judged as meant.
fn compose(file: FileId, text: &str, tree: Option<&mut Node>, told: &mut Told) {
    let before = told.count();
    let mut open: Vec<&mut Node> = tree.into_iter().collect();
    while let Some(node) = open.pop() {
        match &mut node.value {
            Value::Scalar(scalar) => {
                if !text::is_nfc(&scalar.text) {
                    told.tell(|| faults::not_nfc(Place::bytes(file, node.span), &scalar.text));
                    scalar.text = text::to_nfc(&scalar.text).into_owned();
                }
            }
            Value::List(items) => open.extend(items.iter_mut().rev()),
            Value::Map(entries) => {
                for entry in entries.iter_mut().filter(|entry| !text::is_nfc(&entry.key)) {
                    told.tell(|| faults::not_nfc(Place::bytes(file, entry.key_span), &entry.key));
                    entry.key = text::to_nfc(&entry.key).into_owned();
                }
                open.extend(entries.iter_mut().rev().map(|entry| &mut entry.value));
            }
            Value::Broken(_) => {}
        }
    }
    if told.count() == before {
        // It is in a comment, or in a record that is broken.
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !text::is_nfc(line) {
                let shown = line.trim();
                let from = start + (line.len() - line.trim_start().len());
                told.tell(|| faults::not_nfc(Place::bytes(file, Span::new(from, from + shown.len())), shown));
                break;
            }
            start += line.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::source::{Lines, Spot};

    /// The faults of a text: rule, line and column.
    fn faults_of(text: &str) -> Vec<(String, usize, usize)> {
        let told = parse(FileId(0), text).told.into_faults(Place::file(FileId(0)));
        told.iter()
            .map(|fault| {
                let Spot::Bytes(span) = fault.primary.place.spot else { panic!("a fault of syntax has a span") };
                let at = Lines::of(text).point(span.start);
                (fault.rule.name.to_owned(), at.line, at.column)
            })
            .collect()
    }

    fn scalars(text: &str) -> Vec<String> {
        tree(text).unwrap().scalars().into_iter().map(str::to_owned).collect()
    }

    /// Checks that a text has these syntax errors, and which of the ids `a`, `b`… are read in spite of them.
    fn check(text: &str, errors: &[(usize, usize)], read: &[&str]) {
        let expected: Vec<_> = errors.iter().map(|(line, column)| ("yaml-syntax".to_owned(), *line, *column)).collect();
        assert_eq!(faults_of(text), expected, "{text}");
        let tree = tree(text).unwrap();
        let Some(Value::List(items)) = tree.get("units").map(|units| &units.value) else { panic!("no list in {text}") };
        let ids: Vec<_> = items.iter().filter_map(|item| item.get("id")?.as_text()).collect();
        assert_eq!(ids, read, "{text}");
    }

    #[test]
    fn scalars_stay_as_they_are_written() {
        assert_eq!(scalars("a: 01\nb: no\nc: 1e3\nd: 7.10\n"), ["01", "no", "1e3", "7.10"]);
    }

    #[test]
    fn each_broken_item_is_told_and_the_others_are_read() {
        let text = "units:\n  - id: a\n    name: \"x\n  - id: b\n  - {id: c\n  - id: d\n";
        check(text, &[(3, 11), (5, 5)], &["b", "d"]);
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told_where_it_opens() {
        check("units:\n  - id: a\n  - id: b\n    name: 'x\n    kind: y\n  - id: c\n", &[(4, 11)], &["a", "c"]);
        check("units:\n- {id: a, name: \"x}\n- {id: b}\n", &[(2, 17)], &["b"]);
    }

    #[test]
    fn a_quote_closed_by_the_next_records_quote_is_told_all_the_same() {
        check("units:\n  - id: a\n    name: \"x\n  - id: b\n    name: \"y\n", &[(3, 11), (5, 11)], &[]);
        // All of it together is good YAML, in which the name swallows a record.
        check("units:\n  - id: a\n    name: \"x\n  - id: b\n    name: y\"\n  - id: c\n", &[(3, 11)], &["b", "c"]);
    }

    #[test]
    fn a_bracket_that_is_not_closed_is_told_where_it_opens() {
        check("units:\n  - id: a\n    x: [1, 2\n    y: z\n  - id: b\n", &[(3, 8)], &["b"]);
        check("units:\n  - {id: a, x: [1, 2}\n  - id: b\n", &[(2, 16)], &["b"]);
        check("units:\n  - id: a\n    x: {y: 1,\n       z: 2\n    y: [1]\n  - id: b\n", &[(3, 8)], &["b"]);
    }

    #[test]
    fn a_line_without_a_colon_or_with_one_too_many_is_told_where_it_is() {
        check("units:\n  - id: a\n    name Lê\n    kind: x\n  - id: b\n", &[(3, 5)], &["b"]);
        check("units:\n  - id: a\n    name: V/v: x\n  - id: b\n", &[(3, 14)], &["b"]);
    }

    #[test]
    fn tabs_and_other_characters_are_told_where_they_are() {
        check("units:\n  - id: a\n\tname: x\n  - id: b\n", &[(3, 1)], &["b"]);
        let told = parse(FileId(0), "units:\n  - id: a\n    name: x y\n\tkind: z\n").told;
        assert!(told.into_faults(Place::file(FileId(0)))[0].message.en.contains("indented with a tab"));
        check("units:\n  - id: a\n    name: x\u{1}y\n  - id: b\n", &[(3, 12)], &["b"]);
        check("units:\n  - id: a\n    name: x\0y\n  - id: b\n", &[(3, 12)], &["b"]);
        check("units:\n  - id: a\n    name: @x\n  - id: b\n", &[(3, 11)], &["b"]);
    }

    #[test]
    fn a_line_indented_with_blanks_that_are_none_is_told_at_the_first_and_spoils_its_record_alone() {
        check("units:\n  - id: a\n\u{a0}   name: x\n    kind: y\n  - id: b\n", &[(3, 1)], &["b"]);
        check("units:\n  - id: a\n    \u{a0}name: x\n  - id: b\n", &[(3, 5)], &["b"]);
        check("units:\n  - id: a\n  \u{3000}\u{3000}name: x\n  - id: b\n", &[(3, 3)], &["b"]);
        check("units:\n  - id: a\n  \u{3000}\u{3000}name: x\n    kind: y\n  - id: b\n", &[(3, 3)], &["b"]);
        check("units:\n  -\u{a0}id: a\n    name: x\n  - id: b\n", &[(2, 4)], &["b"]);
        check("units:\n  - id: a\n# c\n\u{a0}   name: x\n\n    # d\n    kind: y\n  - id: b\n", &[(4, 1)], &["b"]);
        let told = parse(FileId(0), "units:\n  - id: a\n    \u{a0}name: x\n").told.into_faults(Place::file(FileId(0)));
        assert!(told[0].message.en.contains("U+00A0") && told[0].message.vi.contains("U+00A0"), "{told:?}");
        // In a text they are letters.
        assert_eq!(faults_of("units:\n  - id: a\n    name: x\u{a0}y\n    note: |\n      \u{a0}z\n"), []);
    }

    #[test]
    fn a_wrong_depth_is_told_where_it_is() {
        check("units:\n  - id: a\n - id: b\n  - id: c\n", &[(3, 2)], &["a", "c"]);
        check("units:\n  - id: a\n   name: x\n  - id: b\n", &[(3, 4)], &["b"]);
        check("units:\n  - id: a\n    name: x\n      - id: b\n  - id: c\n", &[(4, 7)], &["c"]);
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_no_place() {
        let text = "\u{feff}units:\r\n  - id: a\r\n    name: \"x\r\n  - id: b\r\n";
        check(text, &[(3, 11)], &["b"]);
        assert_eq!(scalars("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n"), ["1", "x\ny\n"]);
    }

    #[test]
    fn a_broken_field_of_a_single_record_leaves_the_others() {
        let text = "number: 1/QĐ\nsigned_by: {as: head, name: \"A}\nform: decision\nrecognizes: [a, b\n";
        assert_eq!(faults_of(text), [("yaml-syntax".into(), 2, 29), ("yaml-syntax".into(), 4, 13)]);
        let tree = tree(text).unwrap();
        assert_eq!(tree.get("form").and_then(Node::as_text), Some("decision"));
        assert!(tree.get("signed_by").unwrap().is_broken());
        assert_eq!(tree.get("recognizes").unwrap().scalars(), ["a", "b"]);
        assert!(parse(FileId(0), text).whole);
    }

    #[test]
    fn lines_that_are_no_field_are_told_once() {
        let text = "number: 1\nthis is\nno field\nform: decision\n";
        assert_eq!(faults_of(text), [("yaml-syntax".into(), 2, 1)]);
        assert_eq!(tree(text).unwrap().get("form").and_then(Node::as_text), Some("decision"));
    }

    #[test]
    fn an_item_that_may_hold_several_records_hides_some() {
        let one = parse(FileId(0), "units:\n  - id: a\n    name: \"x\n  - id: b\n");
        assert!(one.whole);
        let several = parse(FileId(0), "units:\n  - id: a\n    name: \"x\n    - id: b\n");
        assert!(!several.whole);
    }

    #[test]
    fn of_two_equal_keys_the_second_is_told_and_the_first_kept() {
        assert_eq!(faults_of("a: 1\na: 2\n"), [("duplicate-key".into(), 2, 1)]);
        assert_eq!(scalars("a: 1\na: 2\n"), ["1"]);
        let many: String = (0..40).map(|at| format!("k{at}: {at}\n")).collect();
        assert_eq!(faults_of(&format!("{many}k3: x\nk39: y\n")).len(), 2);
        assert_eq!(faults_of("units:\n  - \"x\nunits:\n  - id: a\n").len(), 2);
        assert!(!parse(FileId(0), "units:\n  - id: a\nunits:\n  - id: b\n").whole);
    }

    #[test]
    fn what_yaml_has_besides_is_told_once_each() {
        let text = "a: *x\nb: &y 1\nc: !t 2\n<<: {d: 1}\n[e]: 1\n? f\n: 2\n";
        let expected = [(1, 4), (2, 4), (3, 4), (4, 1), (5, 1)];
        let expected = expected.map(|(line, column)| ("yaml-feature".to_owned(), line, column));
        assert_eq!(faults_of(text), expected);
        let tree = tree(text).unwrap();
        assert!(tree.get("a").unwrap().is_broken());
        assert_eq!(tree.get("b").and_then(Node::as_text), Some("1"));
        assert_eq!(tree.get("f").and_then(Node::as_text), Some("2"));
    }

    #[test]
    fn the_first_document_is_read_and_the_second_told() {
        for (text, line) in [("---\na: 1\n---\nb: \"\n", 3), ("a: 1\n...\nb: 2\n", 2), ("a: \"\n---\nb: 2\n", 2)] {
            let faults = faults_of(text);
            assert_eq!(faults.last(), Some(&("yaml-feature".to_owned(), line, 1)), "{text}");
            assert!(tree(text).unwrap().get("b").is_none());
            assert!(!parse(FileId(0), text).whole);
        }
        for text in ["---\na: 1\n", "a: 1\n...\n", "%YAML 1.2\n---\na: 1\n", "a: 1\n...\n# end\n"] {
            assert_eq!(faults_of(text), []);
            assert_eq!(scalars(text), ["1"], "{text}");
        }
    }

    #[test]
    fn a_file_with_nothing_in_it_is_empty() {
        for text in ["", "\n", "# nothing\n", "\u{feff}", "---\n", "\u{feff}# x\n---\n"] {
            let parsed = parse(FileId(0), text);
            assert!(parsed.tree.is_none_or(|tree| tree.is_empty()), "{text:?}");
            assert!(parsed.whole && parsed.told.count() == 0, "{text:?}");
        }
    }

    #[test]
    fn loose_accents_are_told_and_read_as_meant() {
        let decomposed = "units:\n  - name: Ke\u{302}\u{301} Sa\u{301}ch\n";
        assert_eq!(faults_of(decomposed), [("not-nfc".into(), 2, 11)]);
        assert_eq!(scalars(decomposed), ["K\u{1ebf} S\u{e1}ch"]);
        assert_eq!(faults_of("a: 1\n  # Sa\u{301}ch\n"), [("not-nfc".into(), 2, 3)]);
        assert_eq!(faults_of("sa\u{301}ch: 1\n"), [("not-nfc".into(), 1, 1)]);
    }

    #[test]
    fn a_deep_nest_is_a_finding() {
        let deep = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(faults_of(&deep(DEEPEST - 1)), []);
        for text in
            [deep(DEEPEST), deep(3 * DEEPEST), "[".repeat(200_000), "- ".repeat(200_000), "{a: ".repeat(200_000)]
        {
            let faults = faults_of(&text);
            assert_eq!(faults.len(), 1, "{}", &text[..20]);
            assert_eq!(faults[0].0, "beyond-limits");
        }
        let item = format!("units:\n  - id: a\n  - x: {}\n  - id: c\n", "[".repeat(100));
        assert_eq!(faults_of(&item).len(), 1);
        assert_eq!(tree(&item).unwrap().get("units").unwrap().scalars().last(), Some(&"c"));
    }

    #[test]
    fn of_hostile_files_nothing_is_read_more_than_twice() {
        let broken_items = (0..5_000).fold(String::from("units:\n"), |mut text, at| {
            let _ = write!(text, "  - id: u{at}\n    name: \"x\n");
            text
        });
        let bomb = format!("a: &a [x]\nb: [{}]\n", "*a,".repeat(100_000));
        let long = "x".repeat(1 << 20);
        let texts = [
            (broken_items, 5_000),
            (bomb, told_at_most()),
            (format!("a: {long}\n"), 0),
            (format!("a: \"{long}\n"), 1),
            (format!("{long}: 1\n"), 1),
            (format!("a: [{}\n", "x,".repeat(1 << 17)), 1),
            ("- {\n".repeat(50_000), 1),
            (format!("a:\n{}", "- {\n".repeat(50_000)), told_at_most()),
            (format!("a: \"\n{}", "b: 1\n".repeat(50_000)), told_at_most()),
            (format!("a: \"\n{}", (0..50_000).fold(String::new(), |text, at| text + &format!("k{at}: 1\n"))), 1),
            ("a: 1\n".repeat(50_000), told_at_most()),
            ("\n".repeat(1 << 20), 0),
            ("\0".repeat(1 << 20), 1),
            ("? ".repeat(1 << 16), 1),
            ("&a ".repeat(1 << 16), 1),
        ];
        for (text, count) in texts {
            let before = BYTES_READ.get();
            assert_eq!(faults_of_all(&text), count, "{}", &text[..text.len().min(40)]);
            let read = BYTES_READ.get() - before;
            // As a whole, and where that breaks off part by part.
            assert!(read <= 2 * text.len(), "{read} of {} for {}", text.len(), &text[..text.len().min(40)]);
        }
    }

    fn told_at_most() -> usize {
        crate::record::told::MOST_FAULTS + 1
    }

    fn faults_of_all(text: &str) -> usize {
        parse(FileId(0), text).told.into_faults(Place::file(FileId(0))).len()
    }
}
