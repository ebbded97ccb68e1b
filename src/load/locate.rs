//! Turns symbolic places into lines and columns: the one place where that is done, for what is shown only.

use std::collections::HashMap;
use std::sync::Arc;

use super::yaml;
use crate::diagnostic::{Diagnostic, Located, Location};
use crate::record::tree::Node;
use crate::source::{FileId, Files, LineColumn, Place, Span, Spot};

/// The same findings with every place worked out, sorted by path, place and rule.
pub fn locate(diagnostics: Vec<Diagnostic>, files: &Files) -> Vec<Located> {
    let mut maps: HashMap<FileId, Map> = HashMap::new();
    let mut located: Vec<Located> = diagnostics
        .into_iter()
        .map(|diagnostic| diagnostic.map_places(|place| location(&place, files, &mut maps)))
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

/// What of a file has been worked out already: a file with one finding often has thousands.
struct Map {
    /// Made when the first route is asked for.
    tree: Option<Option<Node>>,
    /// The byte at which each line begins.
    lines: Vec<usize>,
    /// The byte worked out last, and its column: the next is often further on in the same line.
    last: (usize, usize),
}

impl Map {
    fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { tree: None, lines: std::iter::once(0).chain(ends).collect(), last: (0, 1) }
    }

    /// As [`LineColumn::of`], of a byte on a character boundary.
    fn line_column(&mut self, text: &str, offset: usize) -> LineColumn {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        let (from, before) = if (start..=offset).contains(&self.last.0) { self.last } else { (start, 1) };
        let shown = &text[from..offset];
        let shown = if from == 0 { shown.trim_start_matches('\u{feff}') } else { shown };
        let column = before + shown.chars().count();
        self.last = (offset, column);
        LineColumn { line, column }
    }
}

fn location(place: &Place, files: &Files, maps: &mut HashMap<FileId, Map>) -> Location {
    let text = files.text(place.file);
    let map = maps.entry(place.file).or_insert_with(|| Map::new(text));
    let span = match &place.spot {
        Spot::File => first_line(text),
        Spot::Bytes(span) => *span,
        Spot::Value(route) => {
            let tree = map.tree.get_or_insert_with(|| yaml::tree(text));
            tree.as_ref().map_or_else(|| first_line(text), |tree| tree.locate(route))
        }
    };
    let span = inside(text, span);
    Location {
        path: Arc::clone(files.path(place.file)),
        text: Arc::clone(text),
        span,
        start: map.line_column(text, span.start),
        end: map.line_column(text, span.end),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_the_same_in_whatever_order_they_are_asked_for() {
        let text = "\u{feff}tên: Đỗ\r\nđơn vị: x\n\nz";
        let mut map = Map::new(text);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let there_and_back = offsets.iter().chain(offsets.iter().rev()).chain(offsets.iter().step_by(3));
        for offset in there_and_back {
            assert_eq!(map.line_column(text, *offset), LineColumn::of(text, *offset), "{offset}");
        }
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_that_is() {
        let mut files = Files::default();
        let file = files.add("units/a.yaml", "# c\nunits:\n  - kind: x\n    id: a\n  - {kind: y}\n");
        let item = |index| Place::value(file, crate::source::Route::default().key("units").index(index));
        let mut maps = HashMap::new();
        let mut at = |place: Place| location(&place, &files, &mut maps).start;
        assert_eq!(at(item(0).field("name")), LineColumn { line: 4, column: 9 });
        assert_eq!(at(item(1).field("name")), LineColumn { line: 5, column: 6 });
        assert_eq!(at(Place::file(file)), LineColumn { line: 2, column: 1 });
        assert_eq!(at(Place::bytes(file, Span::new(900, 901))), LineColumn { line: 6, column: 1 });
    }
}
