//! Turns symbolic places into lines and columns: the one place where that is done, for what is shown only.

use std::collections::HashMap;
use std::sync::Arc;

use super::yaml;
use crate::diagnostic::{Diagnostic, Located, Location};
use crate::record::tree::Node;
use crate::source::{FileId, Files, LineColumn, Place, Span, Spot};

/// The same findings with every place worked out, sorted by path, place and rule.
pub fn locate(diagnostics: Vec<Diagnostic>, files: &Files) -> Vec<Located> {
    let mut trees: HashMap<FileId, Option<Node>> = HashMap::new();
    let mut located: Vec<Located> = diagnostics
        .into_iter()
        .map(|diagnostic| diagnostic.map_places(|place| location(&place, files, &mut trees)))
        .collect();
    located.sort_by(|one, two| {
        let key = |finding: &Located| {
            (Arc::clone(&finding.primary.place.path), finding.primary.place.span, finding.rule.name)
        };
        key(one).cmp(&key(two)).then_with(|| one.cmp(two))
    });
    located.dedup();
    located
}

fn location(place: &Place, files: &Files, trees: &mut HashMap<FileId, Option<Node>>) -> Location {
    let text = files.text(place.file);
    let span = match &place.spot {
        Spot::File => first_line(text),
        Spot::Bytes(span) => *span,
        Spot::Value(route) => {
            let tree = trees.entry(place.file).or_insert_with(|| yaml::tree(text));
            tree.as_ref().map_or_else(|| first_line(text), |tree| tree.locate(route))
        }
    };
    let span = inside(text, span);
    Location {
        path: Arc::clone(files.path(place.file)),
        text: Arc::clone(text),
        span,
        start: LineColumn::of(text, span.start),
        end: LineColumn::of(text, span.end),
    }
}

/// The first line with something on it besides a comment, for what is about a file as a whole.
fn first_line(text: &str) -> Span {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_start_matches('\u{feff}').trim();
        if !shown.is_empty() && !shown.starts_with('#') {
            return Span::new(start, start + line.trim_end().len());
        }
        start += line.len();
    }
    Span::default()
}

/// The span on character boundaries, inside the text, without line ends or blanks at its end.
fn inside(text: &str, span: Span) -> Span {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(span.start), boundary(span.end));
    let covered = text.get(start..end).unwrap_or_default();
    Span::new(start, start + covered.trim_end().len())
}
