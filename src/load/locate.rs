//! Turns symbolic places into lines and columns: the one place where that is done, for what is shown only.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::yaml;
use crate::diagnostic::{Diagnostic, Located, Location, Waived};
use crate::record::tree::Node;
use crate::source::{FileId, Files, Lines, Place, Span, Spot};

/// The same findings with every place worked out, sorted by path, place and rule.
pub fn locate(diagnostics: Vec<Diagnostic>, files: &Files) -> Vec<Located> {
    let mut maps = Maps::of(files);
    let located = diagnostics.into_iter().map(|diagnostic| diagnostic.map_places(|place| maps.location(&place)));
    let mut located: Vec<Located> = located.collect();
    located.sort_by(in_order);
    located.dedup();
    located
}

/// The same of findings that are accepted, each with the place of what accepts it.
pub fn locate_waived(waived: Vec<Waived<Place>>, files: &Files) -> Vec<Waived<Location>> {
    let mut maps = Maps::of(files);
    let located = waived.into_iter().map(|Waived { finding, grounds, place }| {
        let finding = finding.map_places(|place| maps.location(&place));
        Waived { finding, grounds, place: maps.location(&place) }
    });
    let mut located: Vec<Waived<Location>> = located.collect();
    located.sort_by(|one, two| in_order(&one.finding, &two.finding));
    located.dedup();
    located
}

/// By path, place and rule.
fn in_order(one: &Located, two: &Located) -> Ordering {
    let key = |finding: &Located| (finding.primary.place.span, finding.rule.name);
    let path = |finding: &Located| Arc::clone(&finding.primary.place.path);
    path(one).cmp(&path(two)).then_with(|| key(one).cmp(&key(two))).then_with(|| one.message.cmp(&two.message))
}

/// The same of places alone, in the order given.
pub fn places(places: Vec<Place>, files: &Files) -> Vec<Location> {
    let mut maps = Maps::of(files);
    places.into_iter().map(|place| maps.location(&place)).collect()
}

/// What is needed to find places, file by file as they are met.
struct Maps<'f> {
    files: &'f Files,
    known: HashMap<FileId, FileMap<'f>>,
}

impl<'f> Maps<'f> {
    fn of(files: &'f Files) -> Self {
        Self { files, known: HashMap::new() }
    }

    fn location(&mut self, place: &Place) -> Location {
        let map = self.known.entry(place.file).or_insert_with(|| FileMap::of(self.files, place.file));
        map.location(&place.spot)
    }
}

/// What is needed to find places in one file.
struct FileMap<'f> {
    path: &'f Arc<str>,
    text: &'f Arc<str>,
    lines: Lines<'f>,
    tree: OnceCell<Option<Node>>,
}

impl<'f> FileMap<'f> {
    fn of(files: &'f Files, file: FileId) -> Self {
        let text = files.text(file);
        Self { path: files.path(file), text, lines: Lines::of(text), tree: OnceCell::new() }
    }

    fn location(&self, spot: &Spot) -> Location {
        let span = match spot {
            Spot::File => first_line(self.text),
            Spot::Bytes(span) => *span,
            Spot::Value(route) => match self.tree.get_or_init(|| yaml::tree(self.text)) {
                Some(tree) => tree.locate(route),
                None => first_line(self.text),
            },
        };
        let span = inside(self.text, span);
        Location {
            path: Arc::clone(self.path),
            text: Arc::clone(self.text),
            span,
            start: self.lines.point(span.start),
            end: self.lines.point(span.end),
        }
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
    use crate::source::{LineColumn, Route};

    #[test]
    fn a_place_that_is_not_there_is_the_nearest_that_is() {
        let mut files = Files::default();
        let file = files.add("units/a.yaml", "# c\nunits:\n  - kind: x\n    id: a\n  - {kind: y}\n");
        let map = FileMap::of(&files, file);
        let item = |index| Place::value(file, Route::default().key("units").index(index));
        let at = |place: Place| map.location(&place.spot).start;
        assert_eq!(at(item(0).field("name")), LineColumn { line: 4, column: 9 });
        assert_eq!(at(item(1).field("name")), LineColumn { line: 5, column: 6 });
        assert_eq!(at(Place::file(file)), LineColumn { line: 2, column: 1 });
        assert_eq!(at(Place::bytes(file, Span::new(900, 901))), LineColumn { line: 6, column: 1 });
    }
}
