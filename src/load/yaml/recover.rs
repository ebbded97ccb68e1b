//! Reads a file whose syntax is broken part by part, so that a broken record hides nothing but itself.

use std::collections::HashMap;

use super::{Builder, Built, Parsed, messages};
use crate::diagnostic::Diagnostic;
use crate::load::outline::{Item, Part, outline};
use crate::record::faults;
use crate::record::told::Told;
use crate::record::tree::{Entry, Node, Value};
use crate::source::{FileId, Place, Span};

/// The longest text of a broken record in which its id and mentions are looked for.
const LONGEST_RECORD: usize = 1 << 16;

/// Reads a broken file part by part.
pub(super) fn recover(file: FileId, text: &str, first: Diagnostic) -> Parsed {
    let outline = outline(text);
    let mut told = Told::default();
    let mut whole = true;
    let mut entries: Vec<Entry> = Vec::new();
    let mut keys: HashMap<String, Span> = HashMap::new();
    for part in outline.parts {
        if told.is_full() {
            break;
        }
        let entry = match part {
            Part::List { key, items } => {
                let start = items.first().map_or(key.end, |item| item.extent.start);
                let end = items.last().map_or(key.end, |item| item.extent.end);
                let items = items.iter().map_while(|item| {
                    let (node, traced) = read_item(file, text, item, &mut told)?;
                    whole &= traced;
                    Some(node)
                });
                let value = Value::List(items.collect());
                Entry { key: key_text(text, key), key_span: key, value: Node { span: Span::new(start, end), value } }
            }
            Part::Field { key, extent } => {
                let entry = read_field(file, text, key, extent, &mut told);
                whole &= !entry.value.is_broken() || extent.range().len() <= LONGEST_RECORD;
                entry
            }
            Part::Stray(extent) => {
                let fault = match Builder::new(file, text, extent, &mut Told::default()).build() {
                    Err(fault) => *fault,
                    Ok(_) => faults::syntax(Place::bytes(file, first_line(text, extent)), messages::no_field()),
                };
                told.tell(|| fault);
                whole &= extent.range().len() <= LONGEST_RECORD;
                Entry { key: String::new(), key_span: extent, value: broken(text, extent) }
            }
        };
        if let Some(first) = keys.get(&entry.key) {
            told.tell(|| faults::duplicate_key(file, &entry.key, entry.key_span, *first));
            whole = false;
            continue;
        }
        if !entry.key.is_empty() {
            keys.insert(entry.key.clone(), entry.key_span);
        }
        entries.push(entry);
    }
    if let Some(second) = outline.second_document {
        told.tell(|| faults::several_documents(Place::bytes(file, second)));
        whole = false;
    }
    // Each part may be well formed where their whole is not.
    if told.count() == 0 {
        told.tell(|| first);
        whole = false;
    }
    // What follows the last fault that is told was not read.
    whole &= !told.is_full();
    let value = if keys.is_empty() { Value::Broken("".into()) } else { Value::Map(entries) };
    Parsed { tree: Some(Node { span: Span::new(0, text.len()), value }), told, whole }
}

/// An item's node, and whether it is one record at most. `None` where enough faults of the file have been told.
fn read_item(file: FileId, text: &str, item: &Item, told: &mut Told) -> Option<(Node, bool)> {
    if told.is_full() {
        return None;
    }
    let outdented = item.outdented.then(|| {
        let dash = item.extent.start + (text[item.extent.range()].len() - text[item.extent.range()].trim_start().len());
        Box::new(faults::syntax(Place::bytes(file, Span::new(dash, dash + 1)), messages::wrong_depth()))
    });
    let built = match outdented {
        Some(fault) => Err(fault),
        None => Builder { around: 1, ..Builder::new(file, text, item.extent, told) }.build(),
    };
    match built {
        Ok(Built { tree: Some(Node { value: Value::List(mut items), .. }), whole }) if items.len() == 1 => {
            items.pop().map(|node| (node, whole))
        }
        Ok(_) => {
            let place = Place::bytes(file, first_line(text, item.extent));
            told.tell(|| faults::syntax(place, messages::wrong_depth()));
            Some((broken(text, item.extent), false))
        }
        Err(fault) => {
            told.tell(|| *fault);
            Some((broken(text, item.extent), is_one_record(&text[item.extent.range()])))
        }
    }
}

fn read_field(file: FileId, text: &str, key: Span, extent: Span, told: &mut Told) -> Entry {
    match Builder::new(file, text, extent, told).build() {
        Ok(Built { tree: Some(Node { value: Value::Map(mut entries), .. }), .. }) if entries.len() == 1 => {
            if let Some(entry) = entries.pop() {
                return entry;
            }
        }
        Ok(_) => told.tell(|| faults::syntax(Place::bytes(file, first_line(text, extent)), messages::wrong_depth())),
        Err(fault) => told.tell(|| *fault),
    }
    Entry { key: key_text(text, key), key_span: key, value: broken(text, Span::new(key.end, extent.end)) }
}

/// A key as it is written at the margin of a file.
fn key_text(text: &str, key: Span) -> String {
    text[key.range()].trim_matches(['"', '\'']).to_owned()
}

fn broken(text: &str, extent: Span) -> Node {
    let shown = &text[extent.range()];
    let start = extent.start + (shown.len() - shown.trim_start().trim_start_matches('-').trim_start().len());
    let shown = if shown.len() > LONGEST_RECORD { "" } else { shown };
    Node { span: Span::new(start, extent.end), value: Value::Broken(shown.into()) }
}

/// Whether a broken item is no more than one record, as far as its text tells: no second dash begins a line of it, and
/// what records are known by stands in it once.
fn is_one_record(text: &str) -> bool {
    let dashes = text.lines().filter(|line| matches!(line.trim_start(), "-") || line.trim_start().starts_with("- "));
    let times = |key: &str| {
        text.match_indices(key)
            .filter(|(at, _)| {
                text[..*at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '_')
            })
            .count()
    };
    text.len() <= LONGEST_RECORD && dashes.count() <= 1 && times("id:") <= 1 && times("unit:") <= 1
}

pub(super) fn first_line(text: &str, extent: Span) -> Span {
    let line = text[extent.range()].lines().next().unwrap_or_default();
    let start = extent.start + (line.len() - line.trim_start_matches(['\u{feff}', ' ', '\t']).len());
    Span::new(start, extent.start + line.trim_end().len())
}
