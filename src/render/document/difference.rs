//! How a file stands to what the program writes: the same, saved again by another program, or saying something else, and
//! where first.
//!
//! Another program that saves a workbook or a document writes other bytes that say the same. So what is said is compared:
//! every cell of every sheet, every paragraph. How it looks, charts and drawings are not.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader as _, Xlsx};
use quick_xml::events::Event;

use super::CsvLook;
use crate::both;
use crate::container::{Container, SeenThrough, attribute};
use crate::locale::Text;
use crate::render::visible;

/// What a file says against what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Nothing but line ends.
    None,
    /// Its bytes, not what they say.
    Resaved,
    At(Place),
}

/// The first place where a file says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// How many lines, rows or paragraphs are the same before it.
    pub after: usize,
    /// `cell C7 of the sheet “Tuân thủ”`.
    pub text: Text,
    /// What the file has there; empty where it has nothing.
    pub found: String,
    /// What it should have there.
    pub expected: String,
}

impl Difference {
    fn at(after: usize, text: Text, found: &str, expected: &str) -> Self {
        Self::At(Place { after, text, found: found.to_owned(), expected: expected.to_owned() })
    }
}

/// Of text: line by line, whatever ends the lines.
pub fn of_lines(found: &[u8], expected: &[u8]) -> Difference {
    let (found, expected) = (String::from_utf8_lossy(found), String::from_utf8_lossy(expected));
    if found == expected {
        return Difference::None;
    }
    let differs = unequal(lines(&found), lines(&expected));
    differs.map_or(Difference::None, |(at, found, expected)| {
        let line = at + 1;
        // A line may be long: it is shown from where it differs.
        let same = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other).count();
        let from = |line: &str| line.chars().skip(same.saturating_sub(LEAD)).collect::<String>();
        Difference::at(at, both!("dòng {line}", "line {line}"), &from(found), &from(expected))
    })
}

/// How much of a line that is the same is shown before what is not.
const LEAD: usize = 20;

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line))
}

/// The first two that are not the same, and which they are; what is not there is empty.
fn unequal<'t>(
    found: impl Iterator<Item = &'t str>,
    expected: impl Iterator<Item = &'t str>,
) -> Option<(usize, &'t str, &'t str)> {
    let (mut found, mut expected) = (found, expected);
    for at in 0.. {
        match (found.next(), expected.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => return Some((at, one.unwrap_or_default(), other.unwrap_or_default())),
        }
    }
    None
}

/// Of CSV: a spreadsheet that saves it parts cells otherwise and quotes others.
pub fn of_records(found: &[u8], expected: &[u8]) -> Difference {
    let as_lines = of_lines(found, expected);
    if as_lines == Difference::None {
        return as_lines;
    }
    let (Some(expected), found) = (records(expected, b','), CsvLook::DELIMITERS.map(|mark| records(found, mark)))
    else {
        return as_lines;
    };
    let width = expected.first().map_or(0, Vec::len);
    let Some(found) = found.into_iter().flatten().find(|records| records.first().map_or(0, Vec::len) == width) else {
        return as_lines;
    };
    for at in 0..found.len().max(expected.len()) {
        let empty = Vec::new();
        let (one, other) = (found.get(at).unwrap_or(&empty), expected.get(at).unwrap_or(&empty));
        let cells = unequal(one.iter().map(String::as_str), other.iter().map(String::as_str));
        if let Some((column, found, expected)) = cells {
            let cell = cell_name(at, column);
            return Difference::at(at, both!("ô {cell}", "cell {cell}"), found, expected);
        }
    }
    Difference::Resaved
}

fn records(bytes: &[u8], delimiter: u8) -> Option<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    let records = reader.records().map(|record| Some(record.ok()?.iter().map(str::to_owned).collect()));
    records.collect()
}

/// Of a workbook: the value of every cell of every sheet, those never shown included.
pub fn of_cells(found: &[u8], expected: &[u8]) -> Difference {
    if found == expected {
        return Difference::None;
    }
    let whole = || both!("bảng tính", "the workbook");
    let Some(seen) = seen_through(found) else { return Difference::at(0, whole(), "", "") };
    if let Some((cell, part)) = formula(&seen) {
        return Difference::at(0, both!("ô {cell} ({part})", "cell {cell} ({part})"), "=…", "");
    }
    let expected = seen_through(expected).and_then(|expected| sheets(&expected));
    let (Some(expected), Some(found)) = (expected, sheets(&seen)) else { return Difference::at(0, whole(), "", "") };
    let is_more = |name: &&String| expected.iter().all(|sheet| sheet.name != **name);
    if let Some(name) = found.iter().map(|sheet| &sheet.name).find(is_more) {
        return Difference::at(0, both!("trang tính", "sheet"), name, "");
    }
    for sheet in &expected {
        let name = &sheet.name;
        let Some(written) = found.iter().find(|written| written.name == *name) else {
            return Difference::at(0, both!("trang tính", "sheet"), "", name);
        };
        let places: BTreeSet<&(u32, u32)> = sheet.cells.keys().chain(written.cells.keys()).collect();
        for place in places {
            let at = |sheet: &Sheet| sheet.cells.get(place).cloned().unwrap_or(Value::Nothing);
            let (one, other) = (at(written), at(sheet));
            if !one.is_same(&other) {
                let cell = cell_name(place.0 as usize, place.1 as usize);
                let text = both!("ô {cell} của trang tính “{name}”", "cell {cell} of the sheet “{name}”");
                return Difference::at(place.0 as usize, text, &one.shown(), &other.shown());
            }
        }
    }
    Difference::Resaved
}

/// What the cells of a sheet say, by row and column.
struct Sheet {
    name: String,
    cells: BTreeMap<(u32, u32), Value>,
}

/// What a cell says, however a program stores it.
#[derive(Clone, Debug)]
enum Value {
    Nothing,
    Words(String),
    Number(f64),
}

impl Value {
    fn of(data: &DataRef<'_>) -> Self {
        match data {
            DataRef::Empty => Self::Nothing,
            DataRef::String(words) => Self::words(words),
            DataRef::SharedString(words) => Self::words(words),
            #[expect(clippy::cast_precision_loss, reason = "a workbook has no other numbers")]
            DataRef::Int(number) => Self::Number(*number as f64),
            DataRef::Float(number) => Self::Number(*number),
            DataRef::DateTime(moment) => Self::Number(moment.as_f64()),
            DataRef::Bool(truth) => Self::Words(truth.to_string()),
            DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => Self::words(words),
            DataRef::Error(error) => Self::Words(error.to_string()),
        }
    }

    fn words(words: &str) -> Self {
        if words.is_empty() { Self::Nothing } else { Self::Words(words.replace("\r\n", "\n")) }
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => true,
            (Self::Words(one), Self::Words(other)) => one == other,
            // Programs write numbers with 15 digits or with 17.
            (Self::Number(one), Self::Number(other)) => (one - other).abs() <= 1e-12 * one.abs().max(other.abs()),
            _ => false,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Words(words) => words.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

fn sheets(workbook: &SeenThrough) -> Option<Vec<Sheet>> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook.bytes())).ok()?;
    let names = workbook.sheet_names();
    let sheet = |name: String| {
        let mut cells = BTreeMap::new();
        let mut reader = workbook.worksheet_cells_reader(&name).ok()?;
        while let Some(cell) = reader.next_cell().ok()? {
            cells.insert(cell.get_position(), Value::of(cell.get_value()));
        }
        drop(reader);
        Some(Sheet { name, cells })
    };
    names.into_iter().map(sheet).collect()
}

/// The first cell with a formula, and the part it is in. This program writes none, and what one comes to may change.
fn formula(workbook: &SeenThrough) -> Option<(String, String)> {
    let parts = parts(workbook)?;
    parts.into_iter().filter(|part| part.starts_with("xl/worksheets/")).find_map(|part| {
        let (mut cell, mut found) = (String::new(), None);
        workbook.walk(&part, &mut |event| {
            let (Event::Start(element) | Event::Empty(element)) = event else { return };
            match element.local_name().as_ref() {
                "c" => cell = attribute(element, "r").unwrap_or_default(),
                "f" if found.is_none() => found = Some(cell.clone()),
                _ => {}
            }
        })?;
        found.map(|cell| (cell, part))
    })
}

fn parts(container: &SeenThrough) -> Option<Vec<String>> {
    let archive = zip::ZipArchive::new(Cursor::new(container.bytes())).ok()?;
    Some(archive.file_names().filter_map(|path| Some(path.ok()?.into_owned())).collect())
}

fn seen_through(bytes: &[u8]) -> Option<SeenThrough> {
    Container::open(bytes).ok()?.see_through().ok()
}

/// As spreadsheets name it: `C7`; both from 0.
fn cell_name(row: usize, column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

/// Of a document of Word: every paragraph, those of tables, headers and notes included.
pub fn of_paragraphs(found: &[u8], expected: &[u8]) -> Difference {
    if found == expected {
        return Difference::None;
    }
    let (Some(found), Some(expected)) = (paragraphs(found), paragraphs(expected)) else {
        return Difference::at(0, both!("văn bản", "the document"), "", "");
    };
    let differs = unequal(found.body.iter().map(String::as_str), expected.body.iter().map(String::as_str));
    if let Some((at, found, expected)) = differs {
        let number = at + 1;
        return Difference::at(at, both!("đoạn {number}", "paragraph {number}"), found, expected);
    }
    let (more, fewer) = (found.around.difference(&expected.around), expected.around.difference(&found.around));
    match (more.into_iter().next(), fewer.into_iter().next()) {
        (None, None) => Difference::Resaved,
        (more, fewer) => {
            let empty = String::new();
            let text = both!("đầu trang, chân trang hoặc chú thích", "a header, footer or note");
            Difference::at(found.body.len(), text, more.unwrap_or(&empty), fewer.unwrap_or(&empty))
        }
    }
}

/// The paragraphs of a document that say something.
struct Paragraphs {
    /// In order.
    body: Vec<String>,
    /// Those of headers, footers, notes and comments. Programs repeat and number these as they like.
    around: BTreeSet<String>,
}

fn paragraphs(document: &[u8]) -> Option<Paragraphs> {
    let seen = seen_through(document)?;
    let mut package = zip::ZipArchive::new(Cursor::new(seen.bytes())).ok()?;
    let mut found = Paragraphs { body: Vec::new(), around: BTreeSet::new() };
    for path in parts(&seen)? {
        let Some(name) = path.strip_prefix("word/").filter(|name| name.ends_with(".xml") && !name.contains('/')) else {
            continue;
        };
        let is_around =
            ["header", "footer", "footnotes", "endnotes", "comments"].iter().any(|kind| name.starts_with(kind));
        if name != "document.xml" && !is_around {
            continue;
        }
        let mut xml = String::new();
        package.by_name(&path).ok()?.read_to_string(&mut xml).ok()?;
        let paragraphs = paragraphs_of(&xml)?;
        if is_around {
            // The number of the page is there as it was when somebody saved it.
            let is_said = |words: &String| words.chars().any(|c| !c.is_ascii_digit());
            found.around.extend(paragraphs.into_iter().filter(is_said));
        } else {
            found.body = paragraphs;
        }
    }
    Some(found)
}

fn paragraphs_of(xml: &str) -> Option<Vec<String>> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut paragraphs = Vec::new();
    let mut words = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if start.local_name().as_ref() == "t" => {
                let text = reader.read_text(start.name()).ok()?;
                words.push_str(&quick_xml::escape::unescape(&text).ok()?);
            }
            Event::Start(mark) | Event::Empty(mark) => match mark.local_name().as_ref() {
                "noBreakHyphen" => words.push('-'),
                "tab" | "br" | "cr" => words.push(' '),
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == "p" => {
                let said = spaced(&std::mem::take(&mut words));
                paragraphs.extend(Some(said).filter(|said| !said.is_empty()));
            }
            Event::Eof => return Some(paragraphs),
            _ => {}
        }
    }
}

/// Words with one blank between them and plain hyphens: programs store both in several ways.
fn spaced(words: &str) -> String {
    let plain = visible(words).replace(['\u{2011}', '\u{2010}'], "-");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_named_as_spreadsheets_do() {
        assert_eq!(
            [(0, 0), (6, 2), (0, 25), (0, 26), (9, 701), (0, 702)].map(|(row, column)| cell_name(row, column)),
            ["A1", "C7", "Z1", "AA1", "ZZ10", "AAA1"]
        );
    }

    #[test]
    fn line_ends_are_no_difference_and_a_letter_is() {
        assert_eq!(of_lines(b"a\r\nb\r\n", b"a\nb\n"), Difference::None);
        let Difference::At(place) = of_lines(b"a\r\nB\r\n", b"a\nb\n") else { panic!("no difference") };
        assert_eq!((place.text.en.as_str(), place.found.as_str(), place.expected.as_str()), ("line 2", "B", "b"));
        assert!(matches!(of_lines(b"a\nb\nc\n", b"a\nb\n"), Difference::At(_)));
    }

    #[test]
    fn a_table_with_other_marks_between_its_cells_says_the_same() {
        assert_eq!(of_records(b"\xef\xbb\xbfa;\"b\"\r\n1;2\r\n", b"a,b\n1,2\n"), Difference::Resaved);
        let Difference::At(place) = of_records(b"a;b\n1;3\n", b"a,b\n1,2\n") else { panic!("no difference") };
        assert_eq!((place.text.en.as_str(), place.found.as_str(), place.expected.as_str()), ("cell B2", "3", "2"));
    }
}
