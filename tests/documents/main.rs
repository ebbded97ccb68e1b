//! Documents in every form: the same numbers in each, read back by programs that know nothing of ttc; the same bytes each
//! time; nothing that gets out of its place, whatever the words.

mod readers;
mod sample;

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};
use readers::{Found, read};
use sample::{HOSTILE, document, figures, hostile, nothing, of_one, papers, states};
use serde_json::Value;
use ttc::document::{Cell, Document, Evidence, Kept, Section, Unasked};
use ttc::locale::Language;
use ttc::render::Terminal;
use ttc::render::document::{CsvLook, FORMS, Form, Look};
use unicode_width::UnicodeWidthStr;

fn look(language: Language) -> Look {
    let csv = CsvLook { delimiter: b',', for_spreadsheets: false };
    Look { language, terminal: Terminal::plain(), csv }
}

/// As wide as this.
fn wide(width: usize, language: Language) -> Look {
    Look { terminal: Terminal { width, ..Terminal::plain() }, ..look(language) }
}

fn for_spreadsheets(delimiter: u8) -> Look {
    Look { csv: CsvLook { delimiter, for_spreadsheets: true }, ..look(Language::Vi) }
}

fn bytes(form: &str, document: &Document, look: &Look) -> Vec<u8> {
    Form::named(form).unwrap().render(document, look).unwrap()
}

fn text(form: &str, document: &Document, look: &Look) -> String {
    String::from_utf8(bytes(form, document, look)).unwrap()
}

/// The document, or for a form of one table each of its sections as a document.
fn parts(form: &Form, document: &Document) -> Vec<Document> {
    if !form.one_table {
        return vec![document.clone()];
    }
    document.sections.iter().map(|section| Document { sections: vec![section.clone()], ..document.clone() }).collect()
}

// ---- Every form ----

#[test]
fn each_form_has_a_name_and_endings_of_its_own() {
    let names: BTreeSet<&str> = FORMS.iter().map(|form| form.name).collect();
    assert_eq!(names.len(), FORMS.len());
    for form in FORMS {
        for ending in form.endings {
            assert_eq!(Form::for_file(&format!("Báo cáo{ending}")).unwrap().name, form.name);
        }
    }
}

/// Whether what was read in a cell is what the document has there. Rates may be rounded to a tenth.
fn agrees(cell: &Cell, found: &Found, language: Language) -> bool {
    let near = |number: f64, other: f64| (number - other).abs() < 1e-9;
    match (cell, found) {
        (Cell::Words(words), Found::Words(found)) => words.get(language) == found,
        (Cell::Code(code), Found::Words(found)) => code == found,
        (Cell::Mark(mark), Found::Words(found)) => mark.letter.get(language) == found,
        (Cell::Count(count), Found::Number(found)) => near(*count as f64, *found),
        (Cell::Change(tenths), Found::Number(found)) => near(*tenths as f64 / 10.0, *found),
        (Cell::Rate { part, whole }, Found::Rate(found)) => {
            (*part as f64 * 100.0 / *whole as f64 - found).abs() <= 0.05 + 1e-9
        }
        (Cell::Day(day), Found::Day(found)) => day == found,
        (Cell::Missing, Found::Nothing) => true,
        _ => false,
    }
}

#[test]
fn every_form_has_the_numbers_of_the_document() {
    for form in FORMS {
        for language in Language::ALL {
            let mut cells = 0;
            for part in parts(form, &document()) {
                // So wide that nothing is broken or left out.
                let rendered = form.render(&part, &wide(1000, language)).unwrap();
                let found = read(form.name, &rendered, &part, language);
                assert_eq!(found.len(), part.sections.len(), "{}", form.name);
                for (section, rows) in part.sections.iter().zip(found) {
                    assert_eq!(rows.len(), section.table.rows.len(), "{}: {}", form.name, section.id);
                    for (row, found) in section.table.rows.iter().zip(rows) {
                        assert_eq!(row.cells.len(), found.len());
                        for (cell, found) in row.cells.iter().zip(found) {
                            assert!(agrees(cell, &found, language), "{}: {cell:?} is read as {found:?}", form.name);
                            cells += 1;
                        }
                    }
                }
            }
            // 7 rows of 7, 9 of 6, 3 of 18.
            assert_eq!(cells, 49 + 54 + 54, "{}", form.name);
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for form in FORMS {
        for part in parts(form, &document()) {
            let render = || form.render(&part, &look(Language::Vi)).unwrap();
            assert!(render() == render(), "{}", form.name);
        }
    }
}

#[test]
fn a_table_without_rows_says_so() {
    for form in FORMS.iter().filter(|form| !form.binary && !matches!(form.name, "csv" | "json")) {
        let page = text(form.name, &of_one(nothing()), &look(Language::Vi));
        assert!(page.contains("Không có báo cáo nào gửi trễ"), "{}", form.name);
    }
}

/// A document for each answer of git but a commit.
fn of_every_answer() -> impl Iterator<Item = Document> {
    std::iter::once(Kept::Nowhere).chain(Unasked::ALL.map(Kept::CannotBeAsked)).map(|kept| {
        let mut document = document();
        document.evidence.kept = kept;
        document
    })
}

#[test]
fn every_form_for_files_carries_what_it_was_made_from() {
    let documents = std::iter::once(document()).chain(of_every_answer()).chain(HOSTILE.map(hostile));
    for document in documents {
        for form in FORMS.iter().filter(|form| form.name != "text") {
            for part in parts(form, &document) {
                let rendered = form.render(&part, &look(Language::Vi)).unwrap();
                let read = form.read_evidence(&rendered).ok().unwrap_or_else(|| panic!("{}: no evidence", form.name));
                let known = &document.evidence;
                // CSV has no room for the list of files.
                let files = if form.one_table { Vec::new() } else { known.files.clone() };
                assert_eq!(read, Evidence { files, ..known.clone() }, "{}", form.name);
            }
        }
    }
}

#[test]
fn no_form_takes_anything_else_for_a_document() {
    for form in FORMS {
        for other in ["", "{}", "a,b\n1,2\n", "PK\u{3}\u{4}", "<!-- {\"format\":\"ttc-evidence\",\"version\":9} -->"] {
            assert_eq!(form.read_evidence(other.as_bytes()).ok(), None, "{}", form.name);
        }
        assert_eq!(form.read_evidence(&[0xff, 0xfe, 0]).ok(), None, "{}", form.name);
    }
}

#[test]
fn nothing_unseen_reaches_a_page() {
    let steers = |letter: char| {
        (letter < ' ' && letter != '\n')
            || matches!(letter, '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    };
    for words in HOSTILE {
        for form in FORMS.iter().filter(|form| !form.binary) {
            for part in parts(form, &hostile(words)) {
                let page = text(form.name, &part, &look(Language::Vi));
                assert_eq!(page.chars().find(|letter| steers(*letter)), None, "{}: {words:?}", form.name);
            }
        }
    }
}

// ---- Text ----

#[test]
fn a_terminal_of_any_width_gets_a_page() {
    for width in [0, 1, 7, 20, 40] {
        assert!(text("text", &document(), &wide(width, Language::Vi)).contains('─'));
    }
}

#[test]
fn states_that_do_not_fit_go_on_below_under_the_same_names() {
    let page = text("text", &of_one(states()), &look(Language::Vi));
    assert!(!page.contains("Không đủ chỗ"), "{page}");
    assert!(page.matches("Ban Dân tộc").count() > 1, "{page}");
    let letters = page.lines().flat_map(|line| line.split_whitespace()).filter(|word| matches!(*word, "Đ" | "T" | "Q"));
    // 3 units by 17 columns of which every fourth is missing, and once each in the legend.
    assert_eq!(letters.count(), 3 * 17 - 12 + 3, "{page}");
}

#[test]
fn numbers_end_under_each_other() {
    let page = text("text", &of_one(figures()), &look(Language::Vi));
    let lines: Vec<&str> = page.lines().collect();
    let rule = lines.iter().position(|line| !line.is_empty() && line.chars().all(|letter| letter == '─')).unwrap();
    // The last column is of numbers, so every row is as long as the rule.
    for line in &lines[rule..rule + 9] {
        assert_eq!(line.width(), lines[rule].width(), "{page}");
    }
    assert!(lines[rule + 2].starts_with("  Văn phòng"), "{page}");
    assert!(lines[rule + 8].starts_with("Tổng cộng"), "{page}");
}

#[test]
fn no_line_of_text_is_wider_than_the_terminal() {
    let long = hostile(&"x".repeat(500));
    for document in std::iter::once(document()).chain(HOSTILE.map(hostile)).chain([long]) {
        for language in Language::ALL {
            for width in [60, 80, 81, 100, 132] {
                let page = text("text", &document, &wide(width, language));
                let widest = page.lines().max_by_key(|line| line.width()).unwrap();
                assert!(widest.width() <= width, "{} of {width}: {widest}", widest.width());
                assert!(page.lines().all(|line| line.trim_end() == line));
            }
        }
    }
}

/// Five columns of words can be squeezed to 16 each and a day takes 10; with 2 between each two that is 100. Without the
/// e-mail it is 82, without the note 64, without the officers 46.
#[test]
fn columns_are_left_out_by_rank_and_named() {
    let left_out = |width| {
        let page = text("text", &of_one(papers()), &wide(width, Language::Vi)).replace('\n', " ");
        let (_, names) = page.split_once("(Không đủ chỗ cho cột: ")?;
        Some(names.split_once(';').unwrap().0.to_owned())
    };
    assert_eq!(left_out(100), None);
    assert_eq!(left_out(99).unwrap(), "Thư điện tử");
    assert_eq!(left_out(82).unwrap(), "Thư điện tử");
    assert_eq!(left_out(81).unwrap(), "Ghi chú, Thư điện tử");
    assert_eq!(left_out(60).unwrap(), "Ghi chú, Thư điện tử, Đầu mối");
    let page = text("text", &of_one(papers()), &wide(82, Language::En));
    assert!(page.contains("came late") && page.contains("Trần Văn Ổn") && !page.contains("van-phong"), "{page}");
    assert!(page.contains("(No room for the columns: E-mail; "), "{page}");
}

#[test]
fn colours_say_nothing_more_than_the_words() {
    let plain = look(Language::Vi);
    let styled = Look { terminal: Terminal { styled: true, ..Terminal::plain() }, ..plain.clone() };
    let page = text("text", &document(), &styled);
    assert!(page.contains("\u{1b}[31m"));
    assert!(!text("text", &document(), &plain).contains('\u{1b}'));
    let mut words = String::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        words.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    words.push_str(rest);
    assert_eq!(words, text("text", &document(), &plain));
}

// ---- CSV ----

#[test]
fn csv_for_spreadsheets_is_marked_and_has_their_line_ends() {
    let for_office = bytes("csv", &of_one(papers()), &for_spreadsheets(b';'));
    assert!(for_office.starts_with(b"\xef\xbb\xbf"));
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(lines(&for_office), 10);
    assert_eq!(String::from_utf8(for_office).unwrap().matches("\r\n").count(), 10);
    let piped = bytes("csv", &of_one(papers()), &look(Language::Vi));
    assert!(!piped.starts_with(b"\xef\xbb\xbf") && !piped.contains(&b'\r'));
    assert_eq!(lines(&piped), 10);
}

/// The cells of a column, without its heading.
fn csv_column(csv: &str, delimiter: u8, at: usize) -> Vec<String> {
    let csv = csv.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap()[at].to_owned()).collect()
}

#[test]
fn codes_that_a_spreadsheet_would_change_are_text_for_it_and_plain_for_programs() {
    let office = text("csv", &of_one(papers()), &for_spreadsheets(b','));
    let codes = [
        "246/QĐ-UBND",
        "0299 382 1234",
        "'0123",
        "'2024-06",
        "'1E5",
        "'123456789012345678",
        "'1/2",
        "'+84 299 382 1234",
        "",
    ];
    assert_eq!(csv_column(&office, b',', 1), codes);
    let piped = text("csv", &of_one(papers()), &look(Language::Vi));
    let plain = csv_column(&piped, b',', 1);
    assert_eq!(plain[2..7], ["0123", "2024-06", "1E5", "123456789012345678", "1/2"]);
}

#[test]
fn numbers_of_csv_are_numbers_in_every_language() {
    for language in Language::ALL {
        let csv = text("csv", &of_one(figures()), &look(language));
        assert_eq!(csv_column(&csv, b',', 4), ["0", "", "1", "0", "-5", "0", "-4"]);
        assert_eq!(csv_column(&csv, b',', 5), ["91.7", "", "91.7", "0.0", "100.0", "33.3", "90.6"]);
        assert_eq!(csv_column(&csv, b',', 6), ["2.8", "", "", "0.0", "-1.1", "-0.5", "100.0"]);
    }
}

#[test]
fn no_cell_of_csv_is_a_formula_wherever_a_spreadsheet_parts_the_line() {
    for words in HOSTILE {
        for section in [figures(), papers(), states(), nothing()].map(|section: Section| section.id) {
            let whole = hostile(words);
            let part = Document { sections: vec![whole.section(section).unwrap().clone()], ..whole };
            for written in CsvLook::DELIMITERS {
                let csv = text("csv", &part, &for_spreadsheets(written));
                let csv = csv.trim_start_matches('\u{feff}');
                // What it was made from was said on the command line, by whoever runs the program.
                let columns = part.sections[0].table.columns.len();
                let mut reader =
                    csv::ReaderBuilder::new().delimiter(written).has_headers(false).from_reader(csv.as_bytes());
                for record in reader.records() {
                    for cell in record.unwrap().iter().take(columns) {
                        let is_number = cell.parse::<f64>().is_ok();
                        for piece in cell.split(CsvLook::DELIMITERS.map(char::from)) {
                            let first = piece.chars().next().unwrap_or(' ');
                            let is_formula = matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋');
                            assert!(is_number || !is_formula, "{cell:?}");
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn csv_of_no_rows_still_says_what_it_was_made_from() {
    let csv = text("csv", &of_one(nothing()), &look(Language::Vi));
    assert_eq!(csv.lines().count(), 1);
    assert!(csv.starts_with("Đơn vị,Số ngày,\"{\"\"format\"\":\"\"ttc-evidence\"\""));
}

#[test]
fn csv_holds_one_table() {
    let form = Form::named("csv").unwrap();
    assert!(form.render(&document(), &look(Language::Vi)).is_err());
    assert!(form.one_table);
}

// ---- JSON ----

/// The schema with no other keys allowed than those it names.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("properties").is_some_and(Value::is_object) {
                map.insert("additionalProperties".into(), false.into());
            }
            map.values_mut().for_each(closed);
        }
        Value::Array(items) => items.iter_mut().for_each(closed),
        _ => {}
    }
}

#[test]
fn json_follows_its_schema_and_the_schema_names_every_key() {
    let schema = std::fs::read_to_string("schemas/document.schema.json").unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    closed(&mut schema);
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let mut without = document();
    (without.notice, without.evidence.kept, without.sections) = (None, Kept::Nowhere, Vec::new());
    without.evidence.files = Vec::new();
    for document in [document(), without].into_iter().chain(of_every_answer()).chain(HOSTILE.map(hostile)) {
        for language in Language::ALL {
            let json: Value = serde_json::from_slice(&bytes("json", &document, &look(language))).unwrap();
            let faults: Vec<String> =
                validator.iter_errors(&json).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }
    let mut wrong: Value = serde_json::from_slice(&bytes("json", &document(), &look(Language::Vi))).unwrap();
    wrong["sections"]["figures"]["rows"][0]["cells"]["rate"]["whole"] = 0.into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn json_keeps_the_whole_of_a_rate_and_what_a_state_says() {
    let json: Value = serde_json::from_slice(&bytes("json", &document(), &look(Language::En))).unwrap();
    let first = &json["sections"]["figures"]["rows"][0];
    assert_eq!(first["cells"]["rate"], serde_json::json!({"part": 66, "whole": 72, "percent": 91.7}));
    assert_eq!((&first["level"], &first["cells"]["change"]), (&"group".into(), &2.8.into()));
    let state = &json["sections"]["states"]["rows"][2]["cells"]["T1/24"];
    assert_eq!(*state, serde_json::json!({"letter": "X", "tone": "bad", "says": "overdue by 12 days"}));
    assert_eq!(json["sections"]["figures"]["rows"][1]["cells"]["held"], Value::Null);
}

#[test]
fn json_keeps_hostile_words_as_they_are() {
    for words in HOSTILE {
        let json: Value = serde_json::from_slice(&bytes("json", &hostile(words), &look(Language::Vi))).unwrap();
        assert_eq!(json["title"], words);
        assert_eq!(json["sections"]["papers"]["rows"][0]["cells"]["number"], words);
    }
}

// ---- Markdown ----

#[test]
fn words_in_markdown_are_words_and_nothing_else() {
    for words in HOSTILE {
        let document = hostile(words);
        let page = text("markdown", &document, &look(Language::Vi));
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let (mut headings, mut tables, mut rules, mut comment) = (0, 0, 0, String::new());
        for event in Parser::new_ext(&page, options) {
            match event {
                Event::Html(html) => comment.push_str(&html),
                Event::Start(Tag::Heading { .. }) => headings += 1,
                Event::Start(Tag::Table(_)) => tables += 1,
                Event::Rule => rules += 1,
                Event::Start(
                    Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::List(_)
                    | Tag::CodeBlock(_)
                    | Tag::Emphasis
                    | Tag::Strikethrough,
                )
                | Event::Code(_)
                | Event::InlineHtml(_) => panic!("{words:?} became {event:?}"),
                _ => {}
            }
        }
        assert_eq!((headings, tables, rules), (5, 3, 1), "{words:?}");
        let comment = comment.trim();
        let inner = comment.strip_prefix("<!--").and_then(|comment| comment.strip_suffix("-->")).unwrap();
        assert!(!inner.contains("--") && !inner.contains(['<', '>']), "{words:?}");
        // Nobody is called from a comment, in which the evidence stands.
        let drawn = page.split("<!--").next().unwrap();
        assert!(!drawn.contains("@nguoi") && !drawn.contains("#12"));
        for (table, section) in readers::markdown_tables(&page).iter().zip(&document.sections) {
            assert_eq!(table.len(), section.table.rows.len());
            assert!(table.iter().all(|row| row.len() == section.table.columns.len()));
        }
    }
}

#[test]
fn markdown_tells_sums_from_what_they_sum_up() {
    let page = text("markdown", &of_one(figures()), &look(Language::Vi));
    assert!(page.contains("| Đơn vị | Đầu mối: có | Báo cáo: phải gửi |"), "{page}");
    assert!(page.contains("| --- | ---: | ---: |"), "{page}");
    assert!(page.contains("| **Cấp tỉnh** | **39** |"), "{page}");
    assert!(page.contains("| &emsp;Sở, ngành | 35 |"), "{page}");
    assert!(page.contains("| **Tổng cộng** | **1.234.642** |"), "{page}");
}
