//! Forms read by programs that know nothing of ttc: the rows of each section's table, as far as the form keeps what a
//! cell is.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use chrono::{Days, NaiveDate};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use ttc::document::{Document, Holds, Section};
use ttc::locale::Language;

/// What was found in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Words(String),
    Number(f64),
    /// In percent.
    Rate(f64),
    Day(NaiveDate),
    Nothing,
}

pub type Rows = Vec<Vec<Found>>;

/// The rows of every section, in the order of the document. A document of one section for forms of one table.
pub fn read(form: &str, bytes: &[u8], document: &Document, language: Language) -> Vec<Rows> {
    match form {
        "text" => text(std::str::from_utf8(bytes).unwrap(), document, language),
        "csv" => vec![csv(bytes, &document.sections[0])],
        "json" => json(bytes, document),
        "markdown" => markdown(std::str::from_utf8(bytes).unwrap(), document, language),
        "html" => html(std::str::from_utf8(bytes).unwrap(), document, language),
        "xlsx" => xlsx(bytes, document, language),
        "docx" => docx(bytes, document, language),
        other => panic!("write a reader of {other}"),
    }
}

/// What people read: `1.234`, `91,7 %`, `▲ 2,8`, `20/06/2024`, `-`.
fn of_people(text: &str, holds: Holds, language: Language) -> Found {
    let text = text.trim();
    let (thousands, decimal) = if language == Language::Vi { ('.', ',') } else { (',', '.') };
    let number = |text: &str| -> f64 {
        let plain = text.trim().replace(thousands, "").replace(decimal, ".");
        plain.parse().unwrap_or_else(|_| panic!("{text} is no number"))
    };
    match holds {
        _ if text == "-" => Found::Nothing,
        Holds::Words | Holds::Code | Holds::Mark => Found::Words(text.to_owned()),
        Holds::Count => Found::Number(number(text)),
        Holds::Rate => Found::Rate(number(text.strip_suffix('%').unwrap())),
        Holds::Change => Found::Number(match text.split_at(text.chars().next().unwrap().len_utf8()) {
            ("▲", change) => number(change),
            ("▼", change) => -number(change),
            ("▬", "") => 0.0,
            other => panic!("{other:?} is no change"),
        }),
        Holds::Day => Found::Day(NaiveDate::parse_from_str(text, "%d/%m/%Y").unwrap()),
    }
}

fn rows_of_people(cells: Vec<Vec<String>>, section: &Section, language: Language) -> Rows {
    let columns = &section.table.columns;
    let row = |row: Vec<String>| {
        assert_eq!(row.len(), columns.len(), "{row:?}");
        row.iter().zip(columns).map(|(cell, column)| of_people(cell, column.holds, language)).collect()
    };
    cells.into_iter().map(row).collect()
}

/// Of a page wide enough that nothing is broken: rows stand below the rule under the headings.
fn text(page: &str, document: &Document, language: Language) -> Vec<Rows> {
    let mut lines = page.lines();
    document
        .sections
        .iter()
        .map(|section| {
            let table = &section.table;
            lines.find(|line| *line == section.heading.get(language)).expect("the heading stands alone");
            if table.rows.is_empty() {
                return Vec::new();
            }
            let is_rule = |line: &&str| !line.is_empty() && line.chars().all(|letter| letter == '─');
            lines.find(is_rule).expect("a rule is under the headings");
            let found: Vec<&str> = lines.by_ref().filter(|line| !is_rule(line)).take(table.rows.len()).collect();
            let marks = table.columns.iter().filter(|column| column.holds == Holds::Mark).count();
            let cells = found.iter().map(|line| {
                // Letters stand closer than other cells.
                let mut letters: Vec<&str> = line.split_whitespace().rev().take(marks).collect();
                letters.reverse();
                let rest = letters.first().filter(|_| marks > 0).map_or(*line, |_| {
                    let end = line.char_indices().rev().filter(|(at, letter)| {
                        !letter.is_whitespace() && (*at == 0 || line[..*at].ends_with(char::is_whitespace))
                    });
                    &line[..end.map(|(at, _)| at).nth(marks - 1).unwrap()]
                });
                let words = rest.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
                words.chain(letters).map(str::to_owned).collect()
            });
            rows_of_people(cells.collect(), section, language)
        })
        .collect()
}

fn csv(bytes: &[u8], section: &Section) -> Rows {
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let columns = &section.table.columns;
    assert_eq!(reader.headers().unwrap().len(), columns.len() + 1);
    let row = |row: csv::StringRecord| {
        assert_eq!(row.iter().next_back(), Some(""));
        row.iter().zip(columns).map(|(cell, column)| of_program(cell, column.holds)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn of_program(text: &str, holds: Holds) -> Found {
    match holds {
        _ if text.is_empty() => Found::Nothing,
        Holds::Words | Holds::Code | Holds::Mark => Found::Words(text.strip_prefix('\'').unwrap_or(text).to_owned()),
        Holds::Count | Holds::Change => Found::Number(text.parse().unwrap()),
        Holds::Rate => Found::Rate(text.parse().unwrap()),
        Holds::Day => Found::Day(text.parse().unwrap()),
    }
}

fn json(bytes: &[u8], document: &Document) -> Vec<Rows> {
    let json: Value = serde_json::from_slice(bytes).unwrap();
    let cell = |value: &Value, holds: Holds| match (value, holds) {
        (Value::Null, _) => Found::Nothing,
        (Value::String(day), Holds::Day) => Found::Day(day.parse().unwrap()),
        (Value::String(words), _) => Found::Words(words.clone()),
        (Value::Number(number), _) => Found::Number(number.as_f64().unwrap()),
        (Value::Object(mark), Holds::Mark) => Found::Words(mark["letter"].as_str().unwrap().to_owned()),
        (Value::Object(rate), _) => Found::Rate(rate["percent"].as_f64().unwrap()),
        _ => panic!("{value}"),
    };
    let section = |section: &Section| {
        let found = json["sections"][section.id]["rows"].as_array().unwrap();
        let row = |row: &Value| {
            let columns = section.table.columns.iter();
            columns.map(|column| cell(&row["cells"][column.id.as_ref()], column.holds)).collect()
        };
        found.iter().map(row).collect()
    };
    document.sections.iter().map(section).collect()
}

/// The cells of each table's body, as CommonMark with GitHub's tables has them.
pub fn markdown_tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let (mut tables, mut is_head, mut in_cell) = (Vec::<Vec<Vec<String>>>::new(), false, false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead) => is_head = true,
            Event::End(TagEnd::TableHead) => is_head = false,
            Event::Start(Tag::TableRow) => tables.last_mut().unwrap().push(Vec::new()),
            Event::End(TagEnd::TableCell) => in_cell = false,
            Event::Start(Tag::TableCell) if !is_head => {
                in_cell = true;
                tables.last_mut().unwrap().last_mut().unwrap().push(String::new());
            }
            Event::Text(words) if in_cell => {
                if let Some(cell) = tables.last_mut().and_then(|table| table.last_mut()?.last_mut()) {
                    cell.push_str(&words);
                }
            }
            _ => {}
        }
    }
    tables
}

fn markdown(text: &str, document: &Document, language: Language) -> Vec<Rows> {
    let mut tables = markdown_tables(text).into_iter();
    let rows = |section: &Section| match section.table.rows.is_empty() {
        true => Vec::new(),
        false => rows_of_people(tables.next().expect("a table"), section, language),
    };
    document.sections.iter().map(rows).collect()
}

/// Of a mark the letter; its words are the cell's.
fn html(page: &str, document: &Document, language: Language) -> Vec<Rows> {
    let rows = |section: &Section| {
        let (_, part) = page.split_once(&format!("<section id=\"{}\"", section.id)).expect("a section");
        let (part, _) = part.split_once("</section>").unwrap();
        let Some((_, body)) = part.split_once("<tbody>") else { return Vec::new() };
        let row = |row: &str| {
            let cells = row.split('<').filter(|tag| tag.starts_with("td") || tag.starts_with("th"));
            cells
                .map(|tag| {
                    let (attributes, words) = tag.split_once('>').unwrap();
                    let letter = attributes.split_once("data-m=\"").map(|(_, rest)| rest.split_once('"').unwrap().0);
                    let words = letter.unwrap_or(words);
                    words.replace("&#38;", "&").replace("&#34;", "\"").replace("&#39;", "'")
                })
                .collect()
        };
        rows_of_people(body.split("<tr").skip(1).map(row).collect(), section, language)
    };
    document.sections.iter().map(rows).collect()
}

fn xlsx(bytes: &[u8], document: &Document, language: Language) -> Vec<Rows> {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheets = workbook.worksheets();
    let cell = |data: &Data, holds: Holds| match (data, holds) {
        (Data::Empty, _) => Found::Nothing,
        (Data::String(words), _) => Found::Words(words.clone()),
        (Data::Float(rate), Holds::Rate) => Found::Rate(rate * 100.0),
        (Data::DateTime(day), Holds::Day) => {
            Found::Day(NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + Days::new(day.as_f64() as u64))
        }
        (Data::Float(number), Holds::Count | Holds::Change) => Found::Number(*number),
        (Data::Int(number), Holds::Count | Holds::Change) => Found::Number(*number as f64),
        _ => panic!("{data:?} in a column of {holds:?}"),
    };
    let rows = |(section, (name, sheet)): (&Section, &(String, calamine::Range<Data>))| {
        let columns = &section.table.columns;
        // The last line of headings has the heading of the last column, or is under it where it has no band.
        let last = columns.last().unwrap().heading.get(language);
        let at = sheet.rows().position(|row| row.iter().any(|cell| *cell == Data::String(last.to_owned())));
        let bands = usize::from(columns.iter().any(|column| column.band.is_some()));
        let first = at.unwrap_or_else(|| panic!("no headings on {name}")) + 1 + bands;
        let body = sheet.rows().skip(first).take(section.table.rows.len());
        body.map(|row| row.iter().zip(columns).map(|(data, column)| cell(data, column.holds)).collect()).collect()
    };
    document.sections.iter().zip(&sheets).map(rows).collect()
}

fn docx(bytes: &[u8], document: &Document, language: Language) -> Vec<Rows> {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut in_cell = false;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::End(end) if end.name().as_ref() == "w:tc" => in_cell = false,
            // A symbol does not break across lines: its hyphens are elements.
            quick_xml::events::Event::Empty(empty) if empty.name().as_ref() == "w:noBreakHyphen" => {
                let cell = tables.last_mut().and_then(|table| table.last_mut()?.last_mut());
                if let Some(cell) = cell.filter(|_| in_cell) {
                    cell.push('-');
                }
            }
            quick_xml::events::Event::Start(start) => match start.name().as_ref() {
                "w:tbl" => tables.push(Vec::new()),
                "w:tr" => tables.last_mut().unwrap().push(Vec::new()),
                "w:tc" => {
                    in_cell = true;
                    tables.last_mut().unwrap().last_mut().unwrap().push(String::new());
                }
                "w:t" => {
                    let words = reader.read_text(start.name()).unwrap();
                    let words = quick_xml::escape::unescape(&words).unwrap().into_owned();
                    let cell = tables.last_mut().and_then(|table| table.last_mut()?.last_mut());
                    if let Some(cell) = cell.filter(|_| in_cell) {
                        cell.push_str(&words);
                    }
                }
                _ => {}
            },
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let mut tables = tables.into_iter();
    let rows = |section: &Section| match section.table.rows.len() {
        0 => Vec::new(),
        rows => {
            let table = tables.next().expect("a table");
            let headings = table.len() - rows;
            rows_of_people(table.into_iter().skip(headings).collect(), section, language)
        }
    };
    document.sections.iter().map(rows).collect()
}
