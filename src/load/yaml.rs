//! The only module that knows the YAML library: text in, tree and faults out.
//!
//! The registry's files use a plain part of YAML: one document, maps, lists and scalars; no anchors, aliases, tags or
//! merge keys. Trees are built with a stack of our own and to a bounded depth, so no input can exhaust the stack.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};

use crate::both;
use crate::diagnostic::Diagnostic;
use crate::locale::Text;
use crate::record::faults;
use crate::record::tree::{Entry, Node, Scalar, Value};
use crate::source::{FileId, Place, Span};

/// Collections within collections, at most. The format itself needs eight.
pub const DEEPEST: usize = 32;
/// Syntax errors told of one file, at most: past that the file is not a registry file at all.
const MOST_SYNTAX_ERRORS: usize = 20;
/// A file above this size is not read again after its first syntax error, so that no input takes long.
const RECOVER_BELOW: usize = 1 << 20;

/// What a file's text gives.
pub struct Parsed {
    /// The tree, without the list items whose syntax is broken; `None` for a file with nothing in it.
    pub tree: Option<Node>,
    pub faults: Vec<Diagnostic>,
    /// Whether all of the text is in the tree; `false` means that records are missing from it.
    pub whole: bool,
}

/// Reads a file's text.
///
/// A syntax error does not end the reading: the list item in which it stands is blanked out (every byte keeps its
/// place) and the rest is read again, so that one run tells every broken record of the file.
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut attempt = build(file, text);
    let mut faults = Vec::new();
    let mut whole = true;
    let mut masked = None::<String>;
    while let Some(broken) = attempt.broken.take() {
        whole = false;
        faults.push(broken.fault);
        let current = masked.as_deref().unwrap_or(text);
        let again = (text.len() <= RECOVER_BELOW && faults.len() < MOST_SYNTAX_ERRORS)
            .then(|| broken.item.and_then(|start| mask_item(current, start)))
            .flatten();
        let Some(next) = again else { break };
        attempt = build(file, &next);
        masked = Some(next);
    }
    faults.append(&mut attempt.faults);
    Parsed { tree: attempt.tree, faults, whole }
}

/// The spans of a tree, for turning a route into a place; faults are told elsewhere.
pub fn tree(text: &str) -> Option<Node> {
    parse(FileId(0), text).tree
}

struct Attempt {
    tree: Option<Node>,
    faults: Vec<Diagnostic>,
    broken: Option<Broken>,
}

struct Broken {
    fault: Diagnostic,
    /// Where the list item that was being read begins.
    item: Option<usize>,
}

/// A collection that is still open.
enum Open {
    List { start: usize, items: Vec<Node> },
    Map { start: usize, entries: Vec<Entry>, key: Option<(String, Span)>, seen: HashMap<String, Span> },
}

fn build(file: FileId, text: &str) -> Attempt {
    let settings =
        options! { emit_unresolved_aliases: true, flow_nesting_limit: 2 * DEEPEST, block_nesting_limit: 2 * DEEPEST };
    let mut open: Vec<Open> = Vec::new();
    let mut tree = None;
    let mut faults = Vec::new();
    let mut documents = 0;
    let mut item = None;
    for event in Parser::new_from_str_with_options(text, settings) {
        let (event, span) = match event {
            Ok((event, span)) => {
                (event, span.byte_range().map_or(Span::default(), |range| Span::new(range.start, range.end)))
            }
            Err(error) => {
                let fault = syntax_fault(file, text, &error);
                tree = tree.or_else(|| close_all(open, text.len()));
                return Attempt { tree, faults, broken: Some(Broken { fault, item }) };
            }
        };
        if let Some(fault) = feature_fault(file, &event, span) {
            faults.push(fault);
        }
        if open.len() == 2 && matches!(open[1], Open::List { .. }) && event.is_node() {
            item = Some(span.start);
        }
        let finished = match event {
            Event::DocumentStart(..) => {
                documents += 1;
                if documents == 2 {
                    faults.push(faults::several_documents(Place::bytes(file, span)));
                }
                None
            }
            Event::Scalar(value, style, ..) => Some(Node {
                span,
                value: Value::Scalar(Scalar { text: value.into_owned(), plain: style == ScalarStyle::Plain }),
            }),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Some(Node { span, value: Value::Scalar(Scalar { text: String::new(), plain: true }) })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                faults.push(faults::too_deep(Place::bytes(file, span), DEEPEST));
                return Attempt { tree: close_all(open, text.len()), faults, broken: None };
            }
            Event::SequenceStart(..) => {
                open.push(Open::List { start: span.start, items: Vec::new() });
                None
            }
            Event::MappingStart(..) => {
                open.push(Open::Map { start: span.start, entries: Vec::new(), key: None, seen: HashMap::new() });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|closed| close(closed, span.end)),
            _ => None,
        };
        if let Some(node) = finished
            && documents < 2
        {
            match open.last_mut() {
                Some(parent) => attach(file, parent, node, &mut faults),
                None => tree = Some(node),
            }
        }
    }
    Attempt { tree, faults, broken: None }
}

fn attach(file: FileId, parent: &mut Open, node: Node, faults: &mut Vec<Diagnostic>) {
    match parent {
        Open::List { items, .. } => items.push(node),
        Open::Map { entries, key, seen, .. } => match key.take() {
            Some((key, key_span)) => match seen.get(&key) {
                Some(first) => faults.push(faults::duplicate_key(file, &key, key_span, *first)),
                None => {
                    seen.insert(key.clone(), key_span);
                    entries.push(Entry { key, key_span, value: node });
                }
            },
            None => match node.value {
                Value::Scalar(scalar) => {
                    if scalar.text == "<<" && scalar.plain {
                        faults.push(faults::merge_key(Place::bytes(file, node.span)));
                    }
                    *key = Some((scalar.text, node.span));
                }
                Value::List(_) | Value::Map(_) => {
                    faults.push(faults::key_not_text(Place::bytes(
                        file,
                        Span::new(node.span.start, node.span.start + 1),
                    )));
                    *key = Some((String::new(), node.span));
                }
            },
        },
    }
}

fn close(open: Open, end: usize) -> Node {
    match open {
        Open::List { start, items } => Node { span: Span::new(start, end), value: Value::List(items) },
        Open::Map { start, entries, .. } => Node { span: Span::new(start, end), value: Value::Map(entries) },
    }
}

/// What was read of a text that breaks off: every collection still open is closed where it stands, except the record
/// in which it broke, which is left out because half a record is worse than none.
fn close_all(mut open: Vec<Open>, end: usize) -> Option<Node> {
    open.truncate(2);
    let mut inner = None;
    while let Some(mut last) = open.pop() {
        if let (Some(node), Open::Map { entries, key, .. }) = (inner.take(), &mut last)
            && let Some((key, key_span)) = key.take()
        {
            entries.push(Entry { key, key_span, value: node });
        }
        inner = Some(close(last, end));
    }
    inner
}

/// The text with the list item that begins at byte `start` blanked out, up to the next line that is indented no
/// deeper. `None` where blanking changes nothing, which would read the same error for ever.
fn mask_item(text: &str, start: usize) -> Option<String> {
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let dash = text[line_start..start].rfind('-').map(|dash| line_start + dash)?;
    let indent = dash - line_start;
    let mut end = text.len();
    let mut at = text[start..].find('\n').map_or(text.len(), |newline| start + newline + 1);
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
        let line = &text[at..line_end];
        let depth = line.len() - line.trim_start_matches(' ').len();
        let begins = line[depth..].starts_with("- ") || line[depth..].trim_end() == "-";
        if !line.trim().is_empty() && (depth < indent || depth == indent && (begins || indent == 0)) {
            end = at;
            break;
        }
        at = line_end;
    }
    let mut masked = String::with_capacity(text.len());
    masked.push_str(&text[..dash]);
    for byte in text[dash..end].bytes() {
        masked.push(if byte == b'\n' { '\n' } else { ' ' });
    }
    masked.push_str(&text[end..]);
    (masked.len() == text.len() && masked != text).then_some(masked)
}

fn feature_fault(file: FileId, event: &Event<'_>, span: Span) -> Option<Diagnostic> {
    let place = Place::bytes(file, span);
    match event {
        Event::Alias(_) | Event::UnresolvedAlias(_) => Some(faults::alias(place)),
        _ if event.anchor_id().is_some() => Some(faults::anchor(Place::bytes(file, Span::new(span.start, span.start)))),
        _ if event.tag().is_some() => Some(faults::tag(Place::bytes(file, Span::new(span.start, span.start)))),
        _ => None,
    }
}

fn syntax_fault(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let place = Place::bytes(file, Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8)));
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return faults::too_deep(place, DEEPEST);
    }
    faults::syntax(place, syntax_message(error.kind()))
}

/// What is wrong, in words for somebody who never read YAML's grammar. Kinds that need no word of their own share one.
fn syntax_message(kind: &ErrorKind) -> Text {
    use ErrorKind as E;
    match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => {
            both!(
                "dòng được thụt bằng ký tự tab; YAML chỉ nhận dấu cách",
                "the line is indented with a tab; YAML takes spaces only"
            )
        }
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar | E::InvalidQuotedScalarIndent => {
            both!("dấu ngoặc kép hoặc nháy đơn mở ra mà không đóng lại", "a quotation mark is opened and not closed")
        }
        E::InvalidTrailingDoubleQuotedScalar | E::InvalidTrailingSingleQuotedScalar => {
            both!("có chữ đứng ngay sau dấu ngoặc đóng", "text stands right after a closing quotation mark")
        }
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            both!(
                "dấu \\ trong ngoặc kép mở đầu một mã không có trong YAML",
                "a \\ inside double quotes begins an escape that YAML does not know"
            )
        }
        E::UnclosedFlowCollection { open } => {
            both!("dấu {open} mở ra mà không đóng lại", "a {open} is opened and not closed")
        }
        E::MismatchedFlowCollectionEnd { open, close } => {
            both!("dấu {open} được đóng bằng {close}", "a {open} is closed by {close}")
        }
        E::UnexpectedEofFlowSequence | E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => {
            both!("tệp kết thúc khi dấu [ hoặc {{ chưa đóng", "the file ends before a [ or {{ is closed")
        }
        E::ExpectedFlowMappingSeparator => {
            both!("trong {{ }} thiếu dấu phẩy hoặc dấu }}", "inside {{ }} a comma or a }} is missing")
        }
        E::ExpectedFlowSequenceSeparator => {
            both!("trong [ ] thiếu dấu phẩy hoặc dấu ]", "inside [ ] a comma or a ] is missing")
        }
        E::MisplacedFlowCollectionEnd => both!("dấu đóng không có dấu mở", "a closing bracket has no opening one"),
        E::SimpleKeyExpected | E::ExpectedBlockMappingKey | E::InvalidSimpleKey => {
            both!(
                "dòng này thiếu dấu hai chấm sau tên trường, hoặc thụt lề không khớp các dòng bên trên",
                "this line lacks the colon after a field's name, or is not indented like the lines above it"
            )
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::InvalidMappingValueWhitespace => {
            both!(
                "có dấu hai chấm thừa trong giá trị; nếu giá trị có dấu hai chấm thì đặt nó trong ngoặc kép",
                "a value has a colon too many; a value with a colon in it is put in quotation marks"
            )
        }
        E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::MappingKeyNotAllowed
        | E::InvalidIndentation => {
            both!("thụt lề không khớp các dòng bên trên", "the indentation does not match the lines above")
        }
        E::UnexpectedCharacter { character } => {
            let shown = character.escape_default();
            both!(
                "ký tự {shown} không được đứng đầu một giá trị; đặt giá trị trong ngoặc kép",
                "the character {shown} cannot begin a value; put the value in quotation marks"
            )
        }
        E::BomInsideDocument => {
            both!("giữa tệp có dấu BOM (U+FEFF)", "a byte order mark (U+FEFF) stands inside the file")
        }
        _ => both!("chỗ này không đúng cú pháp YAML", "this is not valid YAML"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_as_they_are_written() {
        let tree = tree("a: 01\nb: no\nc: 1e3\nd: 7.10\n").unwrap();
        assert_eq!(tree.scalars(), ["01", "no", "1e3", "7.10"]);
    }

    #[test]
    fn each_broken_item_is_told_and_the_others_are_read() {
        let text = "units:\n  - id: a\n    name: \"x\n  - id: b\n  - {id: c\n  - id: d\n";
        let parsed = parse(FileId(0), text);
        assert!(!parsed.whole);
        assert!(!parsed.faults.is_empty());
        let ids: Vec<_> = parsed.tree.unwrap().scalars().into_iter().map(str::to_owned).collect();
        assert!(ids.contains(&"d".to_owned()), "{ids:?}");
    }

    #[test]
    fn of_two_equal_keys_the_second_is_told_and_the_first_kept() {
        let parsed = parse(FileId(0), "a: 1\na: 2\n");
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(parsed.tree.unwrap().scalars(), ["1"]);
    }

    #[test]
    fn a_deep_nest_is_a_finding_and_ends_at_once() {
        let parsed = parse(FileId(0), &"[".repeat(200_000));
        assert_eq!(parsed.faults.len(), 1);
        assert_eq!(parsed.faults[0].rule.name, "beyond-limits");
    }
}
