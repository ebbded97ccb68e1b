//! Where something stands: files, routes into them, spans and line-column pairs.
//!
//! A [`Place`] is symbolic (a file and a route of keys and indexes), because records outlive the text they were read
//! from; it is turned into a span only for what is shown, in one place (`load/locate.rs`).
//! Lines and columns are 1-based and columns are counted in Unicode characters, as SARIF's `unicodeCodePoints`.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The number of a file in its [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// The files of a registry: their paths relative to its root, with `/`, and their texts.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: Vec<(Arc<str>, Arc<str>)>,
}

impl Files {
    pub fn add(&mut self, path: &str, text: &str) -> FileId {
        self.files.push((path.into(), text.into()));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// # Panics
    /// On an id of other files.
    pub fn path(&self, file: FileId) -> &Arc<str> {
        &self.files[file.0 as usize].0
    }

    /// The text; empty where the file could not be read.
    ///
    /// # Panics
    /// On an id of other files.
    pub fn text(&self, file: FileId) -> &Arc<str> {
        &self.files[file.0 as usize].1
    }

    /// Every file, in the order in which they were added.
    pub fn ids(&self) -> impl Iterator<Item = FileId> {
        (0..self.files.len()).filter_map(|at| u32::try_from(at).ok().map(FileId))
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// One step of a route: into a map by key, or into a list by index (0-based).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    Key(Arc<str>),
    Index(u32),
}

/// The way from the top of a file to a value: `units[3].name`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route(Vec<Step>);

impl Route {
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    pub fn key(&self, key: &str) -> Self {
        self.with(Step::Key(key.into()))
    }

    pub fn index(&self, index: usize) -> Self {
        self.with(Step::Index(u32::try_from(index).unwrap_or(u32::MAX)))
    }

    /// Goes a step on.
    pub fn enter(&mut self, step: Step) {
        self.0.push(step);
    }

    /// Takes the last step back.
    pub fn leave(&mut self) {
        self.0.pop();
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend_from_slice(&self.0);
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A range of bytes of a text: `start` inclusive, `end` exclusive, never reversed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What of a place is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    /// The file as a whole; shown at its first line.
    File,
    /// The value at a route. Where the route does not exist (a missing field), the nearest part of it that does:
    /// of a record, its `id` value or else its first key.
    Value(Route),
    /// Bytes of the file, for what has no route: broken syntax, a key that should not be there.
    Bytes(Span),
}

/// A symbolic place in a registry.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    pub spot: Spot,
}

impl Place {
    pub fn file(file: FileId) -> Self {
        Self { file, spot: Spot::File }
    }

    pub fn value(file: FileId, route: Route) -> Self {
        Self { file, spot: Spot::Value(route) }
    }

    pub fn bytes(file: FileId, bytes: Span) -> Self {
        Self { file, spot: Spot::Bytes(bytes) }
    }

    /// The place of a field of the record at this place.
    pub fn field(&self, key: &str) -> Self {
        match &self.spot {
            Spot::Value(route) => Self::value(self.file, route.key(key)),
            Spot::File => Self::value(self.file, Route::default().key(key)),
            Spot::Bytes(_) => self.clone(),
        }
    }

    /// The place of an item of the list at this place, counted from 0.
    pub fn item(&self, index: usize) -> Self {
        match &self.spot {
            Spot::Value(route) => Self::value(self.file, route.index(index)),
            Spot::File | Spot::Bytes(_) => self.clone(),
        }
    }
}

/// A point of a text, 1-based, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of a text begin, and how many characters stand before each block of it, so that many points of one
/// text, even of one endless line, are found without reading it again.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The offset of each line's first byte, in order.
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`BLOCK`] bytes.
    characters: Vec<usize>,
}

const BLOCK: usize = 4096;

impl<'t> Lines<'t> {
    pub fn of(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect();
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            characters.push(characters[characters.len() - 1] + count_characters(block));
        }
        Self { text, starts, characters }
    }

    /// The point of byte `offset`; past the end is the end, inside a character its start. A byte order mark at the
    /// start of the text takes no column.
    pub fn point(&self, offset: usize) -> LineColumn {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        let mark = usize::from(line == 1 && offset > 0 && self.text.starts_with('\u{feff}'));
        let column = self.characters_before(offset) - self.characters_before(self.starts[line - 1]) + 1 - mark;
        LineColumn { line, column }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.characters[block] + count_characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many UTF-8 characters begin in these bytes.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a: Đỗ\nb: x";
        assert_eq!(Lines::of(text).point(text.find('ỗ').unwrap()), LineColumn { line: 1, column: 5 });
        assert_eq!(Lines::of(text).point(text.find('x').unwrap()), LineColumn { line: 2, column: 4 });
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(Lines::of("\u{feff}a: b").point(3), LineColumn { line: 1, column: 1 });
    }

    #[test]
    fn a_route_reads_like_a_path() {
        assert_eq!(Route::default().key("units").index(3).key("name").to_string(), "units[3].name");
    }
}
