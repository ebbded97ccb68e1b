//! Spreadsheets as others read them: values and their types, names of sheets, how they print, what they were made from.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use assert_cmd::Command;
use calamine::{Data, Range, Reader, Xlsx};
use chrono::NaiveDate;
use quick_xml::events::Event;
use ttc::document::{
    Cell, Chart, Column, Document, Evidence, Holds, Kept, Level, Mark, Revision, Row, Section, Table, Tone,
};
use ttc::locale::{Language, Text};
use ttc::render::Terminal;
use ttc::render::document::{CsvLook, Form, Look};

fn try_render(document: &Document, language: Language) -> Result<Vec<u8>, Text> {
    let csv = CsvLook { delimiter: b',', for_spreadsheets: false };
    Form::named("xlsx").unwrap().render(document, &Look { language, terminal: Terminal::plain(), csv })
}

fn render(document: &Document, language: Language) -> Vec<u8> {
    try_render(document, language).unwrap()
}

fn evidence_in(xlsx: &[u8]) -> Option<Evidence> {
    Form::named("xlsx").unwrap().read_evidence(xlsx).ok()
}

fn open(xlsx: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(xlsx)).unwrap()
}

/// A sheet from its first cell on, with the row of the headings: the one after which `first` begins a row.
fn sheet(xlsx: &[u8], name: &str) -> Range<Data> {
    let range = open(xlsx).worksheet_range(name).unwrap();
    assert_eq!(range.start(), Some((0, 0)));
    range
}

/// The row whose first cell is this text.
fn row<'r>(sheet: &'r Range<Data>, first: &str) -> &'r [Data] {
    let is_it = |row: &&[Data]| row[0] == Data::String(first.to_owned());
    sheet.rows().find(is_it).unwrap_or_else(|| panic!("no row {first}"))
}

fn number_of(sheet: &Range<Data>, first: &str) -> usize {
    sheet.rows().position(|row| row[0] == Data::String(first.to_owned())).unwrap() + 1
}

/// The parts of a package by path.
fn parts(xlsx: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    (0..package.len())
        .map(|at| {
            let mut file = package.by_index(at).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// Every element of a part, each with its attributes.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let value = attribute.value.into_owned();
                    (attribute.key.as_ref().to_owned(), value)
                });
                elements.push((start.name().as_ref().to_owned(), attributes.collect()));
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

fn attributes_of(xml: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    elements(xml).into_iter().filter(|(other, _)| other == name).map(|(_, attributes)| attributes).collect()
}

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn words(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}

fn mark(letter: &str, tone: Tone, says: &str) -> Cell {
    Cell::Mark(Mark { letter: Text::same(letter), tone, says: Text::same(says) })
}

fn section(id: &'static str, heading: Text, table: Table) -> Section {
    Section { id, heading, lead: Vec::new(), table, chart: None, notes: Vec::new() }
}

fn evidence() -> Evidence {
    Evidence {
        tool: "ttc 0.1.0".to_owned(),
        arguments: ["report", "--unit", "Sở Y tế", "--as-of", "2024-09-30", "--lang", "vi"].map(str::to_owned).to_vec(),
        as_of: day("2024-09-30"),
        regulations: vec!["246/QĐ-UBND".to_owned()],
        kept: Kept::At(Revision { commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334".to_owned(), uncommitted: true }),
        digest: Some("0f".repeat(32)),
        files: vec![("ttc.yaml".to_owned(), "1a".repeat(32)), ("units/<&>_x0041_.yaml".to_owned(), "2b".repeat(32))],
    }
}

/// Counts under bands, with groups, parts of them and a total.
fn by_tier() -> Table {
    let column = |id, vi, en, holds| Column::new(id, words(vi, en), holds);
    let seats = || words("Đầu mối", "Officers");
    let reports = || words("Báo cáo", "Reports");
    let row = |name: &str, units, part, change| {
        Row::item(vec![
            Cell::name(name),
            Cell::Count(units),
            Cell::Count(units * 2),
            Cell::Count(1234),
            Cell::Missing,
            Cell::Rate { part, whole: 1234 },
            change,
        ])
    };
    let mut rows = vec![
        row("Cấp tỉnh", 19, 1131, Cell::Change(28)),
        row("Sở, ngành", 18, 1131, Cell::Change(0)),
        row("UBND cấp huyện", 11, 1234, Cell::Change(-11)).toned(Tone::Bad),
        row("Tổng cộng", 30, 617, Cell::Missing),
    ];
    rows[0].level = Level::Group;
    rows[1].indent = 1;
    rows[3].level = Level::Total;
    Table {
        columns: vec![
            column("unit", "Đơn vị", "Unit", Holds::Words),
            column("units", "Số đơn vị", "Number", Holds::Count),
            column("needed", "cần", "needed", Holds::Count).under(seats()),
            column("owed", "phải gửi", "owed", Holds::Count).under(reports()),
            column("late", "trễ", "late", Holds::Count).under(reports()),
            column("rate", "Tỷ lệ đúng hạn", "On time", Holds::Rate),
            column("change", "So kỳ trước", "Change", Holds::Change),
        ],
        rows,
        empty: Text::default(),
    }
}

fn overdue() -> Table {
    let column = |id, vi, holds| Column::new(id, Text::same(vi), holds);
    Table {
        columns: vec![
            column("unit", "Đơn vị", Holds::Words),
            column("phone", "Điện thoại", Holds::Code),
            column("due", "Hạn cuối", Holds::Day),
            column("state", "Tình trạng", Holds::Mark),
        ],
        rows: vec![
            Row::item(vec![
                Cell::name("Thị trấn An Lạc Thôn"),
                Cell::Code("02993822333".to_owned()),
                Cell::Day(day("2024-09-18")),
                mark("Q", Tone::Bad, "quá hạn"),
            ]),
            Row::item(vec![
                Cell::name("=HYPERLINK(\"http://x\")"),
                Cell::Code("+84299".to_owned()),
                Cell::Day(day("1890-01-01")),
                mark("C", Tone::Quiet, "chưa đến hạn"),
            ]),
            Row::item(vec![Cell::name("Xã Phú Tâm"), Cell::Missing, Cell::Missing, Cell::Missing]),
        ],
        empty: words("Không có báo cáo nào quá hạn", "Nothing is overdue"),
    }
}

fn report() -> Document {
    let tiers = Section {
        lead: vec![words("Phải gửi 550 báo cáo", "550 reports are owed")],
        chart: Some(Chart {
            title: words("Báo cáo theo cấp", "Reports by tier"),
            label: 0,
            series: vec![(3, Tone::Good), (4, Tone::Warning)],
        }),
        notes: vec![words("Nguồn: sổ đầu mối", "Source: the registry")],
        ..section("tiers", words("Tuân thủ theo cấp", "Compliance by tier"), by_tier())
    };
    let none = Table { rows: Vec::new(), ..overdue() };
    Document {
        kind: "report",
        title: words("Tuân thủ quý III/2024", "Compliance in Q3 2024"),
        subject: Text::same("Tỉnh Sóc Trăng"),
        about: vec![words("Tính đến ngày 30/09/2024", "As of 30/09/2024")],
        notice: Some("Dữ liệu mẫu; họ tên là hư cấu".to_owned()),
        sections: vec![
            tiers,
            section("overdue", words("Báo cáo quá hạn", "Overdue"), overdue()),
            section("vacant", words("Vị trí còn trống", "Vacant"), none),
        ],
        frame: None,
        evidence: evidence(),
    }
}

#[test]
fn counts_rates_and_changes_are_numbers_and_what_is_missing_is_an_empty_cell() {
    let xlsx = render(&report(), Language::Vi);
    let sheet = sheet(&xlsx, "Tuân thủ theo cấp");
    assert_eq!(
        row(&sheet, "UBND cấp huyện"),
        [
            Data::String("UBND cấp huyện".to_owned()),
            Data::Float(11.0),
            Data::Float(22.0),
            Data::Float(1234.0),
            Data::Empty,
            Data::Float(1.0),
            Data::Float(-1.1),
        ]
    );
    assert_eq!(row(&sheet, "Tổng cộng")[5], Data::Float(0.5));
    assert_eq!(row(&sheet, "Tổng cộng")[6], Data::Empty);
}

#[test]
fn days_are_days_codes_are_text_and_marks_are_letters() {
    let xlsx = render(&report(), Language::Vi);
    let sheet = sheet(&xlsx, "Báo cáo quá hạn");
    let first = row(&sheet, "Thị trấn An Lạc Thôn");
    assert_eq!(first[1], Data::String("02993822333".to_owned()));
    let Data::DateTime(due) = &first[2] else { panic!("{:?} is no day", first[2]) };
    assert_eq!(due.to_ymd_hms_milli(), (2024, 9, 18, 0, 0, 0, 0));
    assert_eq!(first[3], Data::String("Q".to_owned()));
    let second = row(&sheet, "=HYPERLINK(\"http://x\")");
    assert_eq!(second[1], Data::String("+84299".to_owned()));
    assert_eq!(second[2], Data::String("01/01/1890".to_owned()), "no spreadsheet can count that day");
    assert_eq!(row(&sheet, "Xã Phú Tâm")[1..], [Data::Empty, Data::Empty, Data::Empty]);
}

/// The number format of a cell of the first sheet.
fn number_format(parts: &BTreeMap<String, String>, sheet: &str, cell: &str) -> String {
    let cell = attributes_of(&parts[sheet], "c").into_iter().find(|it| it["r"] == cell).unwrap();
    let styles = &parts["xl/styles.xml"];
    let cells = styles.split("<cellXfs").nth(1).unwrap().split("</cellXfs>").next().unwrap();
    let style = attributes_of(&format!("<x{cells}</x>"), "xf")[cell["s"].parse::<usize>().unwrap()].clone();
    let known = attributes_of(styles, "numFmt").into_iter().find(|it| it["numFmtId"] == style["numFmtId"]);
    known.map_or_else(|| format!("built in {}", style["numFmtId"]), |it| it["formatCode"].clone())
}

#[test]
fn numbers_are_shown_as_the_language_writes_them() {
    let xlsx = render(&report(), Language::Vi);
    let at = number_of(&sheet(&xlsx, "Tuân thủ theo cấp"), "UBND cấp huyện");
    let parts = parts(&xlsx);
    let format = |column: &str| number_format(&parts, "xl/worksheets/sheet1.xml", &format!("{column}{at}"));
    assert_eq!(format("D"), "[$-42A]#,##0");
    assert_eq!(format("F"), "[$-42A]0.0%");
    assert_eq!(format("G"), "[$-42A]+0.0;[$-42A]-0.0;[$-42A]0.0");
    let at = number_of(&sheet(&xlsx, "Báo cáo quá hạn"), "Thị trấn An Lạc Thôn");
    let format = |column: &str| number_format(&parts, "xl/worksheets/sheet2.xml", &format!("{column}{at}"));
    // Text, by its number in the standard (ECMA-376, 18.8.30) or by its code.
    assert!(["built in 49", "@"].contains(&format("B").as_str()), "{}", format("B"));
    assert_eq!(format("C"), "dd/mm/yyyy");
}

#[test]
fn a_sheet_says_whom_and_what_it_is_about_before_its_table() {
    let xlsx = render(&report(), Language::Vi);
    let texts = |name: &str| -> Vec<String> {
        sheet(&xlsx, name).rows().map(|row| row[0].to_string()).filter(|text| !text.is_empty()).collect()
    };
    let evidence = evidence().statement().vi;
    let lines = [
        "Tỉnh Sóc Trăng",
        "TUÂN THỦ QUÝ III/2024",
        "Tuân thủ theo cấp",
        "Tính đến ngày 30/09/2024",
        "Dữ liệu mẫu; họ tên là hư cấu",
        &evidence,
        "Phải gửi 550 báo cáo",
        "Đơn vị",
    ];
    assert_eq!(texts("Tuân thủ theo cấp")[..8], lines);
    assert_eq!(texts("Tuân thủ theo cấp").last().unwrap(), "Nguồn: sổ đầu mối");
    assert!(texts("Vị trí còn trống").contains(&"Không có báo cáo nào quá hạn".to_owned()));
}

#[test]
fn it_prints_on_a4_one_page_wide_with_headings_repeated_and_pages_counted() {
    let xlsx = render(&report(), Language::Vi);
    let headings = number_of(&sheet(&xlsx, "Tuân thủ theo cấp"), "Đơn vị");
    let parts = parts(&xlsx);
    let first = &parts["xl/worksheets/sheet1.xml"];
    let page = &attributes_of(first, "pageSetup")[0];
    assert_eq!((page["paperSize"].as_str(), page["fitToHeight"].as_str()), ("9", "0"));
    assert!(!page.contains_key("fitToWidth"), "one page is what is meant where nothing is said");
    assert_eq!(attributes_of(first, "pageSetUpPr")[0]["fitToPage"], "1");
    assert!(first.contains("Trang &amp;P/&amp;N"));
    assert!(parts["xl/workbook.xml"].contains(&format!("${headings}:${}", headings + 1)), "bands are repeated too");
    let pane = &attributes_of(first, "pane")[0];
    assert_eq!(pane["ySplit"], (headings + 1).to_string());
    assert_eq!(pane["topLeftCell"], format!("A{}", headings + 2));
    let english = render(&report(), Language::En);
    assert!(self::parts(&english)["xl/worksheets/sheet1.xml"].contains("Page &amp;P/&amp;N"));
}

#[test]
fn a_filter_covers_the_rows_and_leaves_the_total_where_it_is() {
    let xlsx = render(&report(), Language::Vi);
    let tiers = sheet(&xlsx, "Tuân thủ theo cấp");
    let (headings, last) = (number_of(&tiers, "Đơn vị") + 1, number_of(&tiers, "UBND cấp huyện"));
    let parts = parts(&xlsx);
    let filter = &attributes_of(&parts["xl/worksheets/sheet1.xml"], "autoFilter")[0];
    assert_eq!(filter["ref"], format!("A{headings}:G{last}"));
    assert!(attributes_of(&parts["xl/worksheets/sheet3.xml"], "autoFilter").is_empty(), "nothing to filter");
}

#[test]
fn a_band_goes_over_its_columns_and_a_heading_without_one_over_both_rows() {
    let xlsx = render(&report(), Language::Vi);
    let top = number_of(&sheet(&xlsx, "Tuân thủ theo cấp"), "Đơn vị");
    let merged: Vec<String> = attributes_of(&parts(&xlsx)["xl/worksheets/sheet1.xml"], "mergeCell")
        .into_iter()
        .map(|merged| merged["ref"].clone())
        .collect();
    let bottom = top + 1;
    assert!(merged.contains(&format!("A{top}:A{bottom}")));
    assert!(merged.contains(&format!("D{top}:E{top}")));
    assert!(!merged.contains(&format!("C{top}:C{bottom}")), "a band of one column is its own cell");
}

#[test]
fn the_chart_draws_the_rows_that_are_part_of_no_other_and_not_the_total() {
    let xlsx = render(&report(), Language::Vi);
    let tiers = sheet(&xlsx, "Tuân thủ theo cấp");
    let (group, item) = (number_of(&tiers, "Cấp tỉnh"), number_of(&tiers, "UBND cấp huyện"));
    let parts = parts(&xlsx);
    let chart = &parts["xl/charts/chart1.xml"];
    assert_eq!(attributes_of(chart, "c:barDir")[0]["val"], "bar");
    assert_eq!(attributes_of(chart, "c:grouping")[0]["val"], "stacked");
    let cells = |column: &str| {
        let cell = |row: usize| format!("'Tuân thủ theo cấp'!${column}${row}:${column}${row}");
        format!("<c:f>({},{})</c:f>", cell(group), cell(item))
    };
    assert!(chart.contains(&cells("A")) && chart.contains(&cells("D")) && chart.contains(&cells("E")), "{chart}");
    assert!(chart.contains("Báo cáo theo cấp"));
    assert_eq!(parts.keys().filter(|path| path.starts_with("xl/charts/chart")).count(), 1);
}

/// Bars would otherwise run upward, and from the right.
#[test]
fn the_first_row_is_the_uppermost_bar_and_bars_run_from_the_left() {
    let parts = parts(&render(&report(), Language::Vi));
    let axes = |name: &str| {
        let chart = &parts["xl/charts/chart1.xml"];
        let axis = chart.split(&format!("<{name}>")).nth(1).unwrap().split(&format!("</{name}>")).next().unwrap();
        (attributes_of(axis, "c:orientation")[0]["val"].clone(), attributes_of(axis, "c:axPos")[0]["val"].clone())
    };
    assert_eq!(axes("c:catAx"), ("maxMin".to_owned(), "l".to_owned()));
    assert_eq!(axes("c:valAx").0, "minMax");
}

#[test]
fn a_row_is_as_high_as_its_longest_words_and_no_higher_than_a_sheet_allows() {
    let mut document = report();
    document.sections[1].table.rows[0].cells[0] = Cell::name("Thị trấn An Lạc Thôn ".repeat(20).trim());
    document.sections[1].table.rows[1].cells[0] = Cell::name("x".repeat(30_000));
    let xlsx = render(&document, Language::Vi);
    let last = number_of(&sheet(&xlsx, "Báo cáo quá hạn"), "Xã Phú Tâm");
    let rows = attributes_of(&parts(&xlsx)["xl/worksheets/sheet2.xml"], "row");
    let high = |number: usize| -> f64 {
        rows.iter().find(|row| row["r"] == number.to_string()).unwrap()["ht"].parse().unwrap()
    };
    let one_line = high(last);
    assert!((15.0..20.0).contains(&one_line), "{one_line}");
    assert!(high(last - 2) > 4.0 * one_line, "{}", high(last - 2));
    assert!((400.0..=409.5).contains(&high(last - 1)), "{}", high(last - 1));
}

#[test]
fn sheets_have_the_names_of_sections_as_far_as_a_tab_allows() {
    let mut document = report();
    let headings = [
        "Báo cáo quá hạn",
        "BÁO CÁO QUÁ HẠN",
        "Kỳ 01/07: [tất cả]*?",
        "Đơn vị chưa gửi báo cáo trong hai kỳ liên tiếp",
        "Đơn vị chưa gửi báo cáo trong hai kỳ trở lên",
        "",
        "'",
        "Căn cứ số liệu",
        "history",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
    ];
    document.sections = headings.map(|heading| section("part", Text::same(heading), overdue())).to_vec();
    let names = open(&render(&document, Language::Vi)).sheet_names();
    assert_eq!(
        names,
        [
            "Báo cáo quá hạn",
            "BÁO CÁO QUÁ HẠN (2)",
            "Kỳ 01 07 tất cả",
            "Đơn vị chưa gửi báo cáo trong…",
            "Đơn vị chưa gửi báo cáo… (2)",
            "part",
            "part (2)",
            "Căn cứ số liệu (2)",
            "history (2)",
            "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀…",
            "Căn cứ số liệu",
            "ttc-evidence",
        ]
    );
}

#[test]
fn the_last_sheet_tells_people_what_the_figures_rest_on_and_a_hidden_one_programs() {
    let xlsx = render(&report(), Language::Vi);
    let sheet = sheet(&xlsx, "Căn cứ số liệu");
    let said = |what| row(&sheet, what)[1].to_string();
    assert_eq!(said("Tính đến ngày"), "30/09/2024");
    assert_eq!(said("Mã số liệu"), "0f".repeat(32));
    assert_eq!(said("Lệnh lập lại"), "ttc report --unit 'Sở Y tế' --as-of 2024-09-30 --lang vi");
    assert!(said("Bản của sổ").contains("a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"));
    assert_eq!(said("ttc.yaml"), "1a".repeat(32));
    let states = attributes_of(&parts(&xlsx)["xl/workbook.xml"], "sheet");
    assert_eq!(states.last().unwrap()["state"], "veryHidden");
    assert_eq!(states.iter().filter(|sheet| sheet.contains_key("state")).count(), 1);
    assert!(open(&render(&report(), Language::En)).sheet_names().contains(&"Evidence".to_owned()));
}

#[test]
fn evidence_is_read_back_as_it_was_however_long() {
    let mut document = report();
    assert_eq!(evidence_in(&render(&document, Language::Vi)), Some(document.evidence.clone()));
    document.evidence.files = (0..2000).map(|at| (format!("units/  Đơn vị {at} 😀  .yaml"), "3c".repeat(32))).collect();
    assert_eq!(evidence_in(&render(&document, Language::En)), Some(document.evidence));
}

#[test]
fn what_is_no_report_has_no_evidence_and_does_no_harm() {
    assert_eq!(evidence_in(b""), None);
    assert_eq!(evidence_in(b"PK not a package"), None);
    let xlsx = render(&report(), Language::Vi);
    for length in (0..xlsx.len()).step_by(997) {
        assert_eq!(evidence_in(&xlsx[..length]), None);
    }
    let other = rust_xlsxwriter::Workbook::new().save_to_buffer().unwrap();
    assert_eq!(evidence_in(&other), None);
}

#[test]
fn the_same_document_gives_the_same_bytes_and_no_clock() {
    let xlsx = render(&report(), Language::Vi);
    assert_eq!(xlsx, render(&report(), Language::Vi));
    let mut package = zip::ZipArchive::new(Cursor::new(&xlsx)).unwrap();
    for at in 0..package.len() {
        let date = package.by_index(at).unwrap().last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day(), date.hour()), (1980, 1, 1, 0));
    }
    let core = &parts(&xlsx)["docProps/core.xml"];
    assert_eq!(core.matches("1980-01-01T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn no_name_becomes_a_formula_breaks_out_of_a_document_or_hides_in_it() {
    let hostile = "=cmd|'/c calc'!A0</t></si><script>&amp;\u{0}\u{8}\u{1b}[31m\u{202e}\u{fffe}\u{feff}_x0041_\r\n\t\"";
    let mut document = report();
    document.title = Text::same(hostile);
    document.subject = Text::same(hostile);
    document.notice = Some(hostile.to_owned());
    document.sections[0].heading = Text::same(hostile);
    document.sections[0].chart.as_mut().unwrap().title = Text::same(hostile);
    document.sections[0].lead = vec![Text::same(hostile)];
    document.sections[0].table.columns[0].heading = Text::same(hostile);
    document.sections[0].table.columns[2].band = Some(Text::same(hostile));
    document.sections[0].table.rows[0].cells[0] = Cell::name(hostile);
    document.sections[0].table.rows[1].cells[0] = Cell::name("x".repeat(100_000));
    document.evidence.tool = hostile.to_owned();
    document.evidence.files[0].0 = hostile.to_owned();
    for language in Language::ALL {
        let xlsx = render(&document, language);
        for (path, content) in parts(&xlsx) {
            elements(&content);
            let forbidden = |c: char| {
                (c < ' ' && c != '\n') || matches!(c, '\u{7f}'..='\u{9f}' | '\u{202e}' | '\u{feff}' | '\u{fffe}')
            };
            assert_eq!(content.chars().find(|c| forbidden(*c)), None, "{path}");
            assert!(!content.contains("<script>"), "{path}");
            assert!(!path.contains("worksheets/sheet") || !content.contains("<f>"), "{path}");
        }
        let mut workbook = open(&xlsx);
        let name = workbook.sheet_names()[0].clone();
        let texts: Vec<String> =
            workbook.worksheet_range(&name).unwrap().rows().map(|row| row[0].to_string()).collect();
        let shown = "=cmd|'/c calc'!A0</t></si><script>&amp;␀␈␛[31m\u{fffd}\u{fffd}\u{fffd}_x0041_␍␊ \"";
        assert!(texts.iter().any(|text| text == shown), "{texts:?}");
        let long = texts.iter().map(|text| text.chars().count()).max().unwrap();
        assert_eq!(long, 32_767, "as much as a cell holds");
        assert_eq!(evidence_in(&xlsx), Some(document.evidence.clone()));
    }
}

#[test]
fn more_rows_than_a_sheet_has_are_refused_with_a_way_out() {
    let mut document = report();
    document.sections[1].table.columns.truncate(1);
    document.sections[1].table.rows = vec![Row::item(vec![Cell::Missing]); 1_048_577];
    let refused = try_render(&document, Language::Vi).unwrap_err();
    assert!(refused.vi.contains("“Báo cáo quá hạn” có 1048577 dòng") && refused.vi.contains("csv"), "{}", refused.vi);
    assert!(refused.en.contains("“Overdue” has 1048577 rows"), "{}", refused.en);
}

#[test]
fn a_document_of_nothing_is_a_spreadsheet_all_the_same() {
    let mut document = report();
    document.sections.clear();
    assert_eq!(open(&render(&document, Language::Vi)).sheet_names()[0], "Căn cứ số liệu");
    let nothing = Table { columns: Vec::new(), rows: Vec::new(), empty: Text::default() };
    document.sections = vec![section("part", words("Phần", "Part"), nothing)];
    document.sections[0].chart = report().sections[0].chart.clone();
    assert_eq!(open(&render(&document, Language::Vi)).sheet_names()[0], "Phần");
}

#[test]
fn a_report_of_the_sample_is_written_and_found_true() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quý III.xlsx");
    let ttc = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ttc"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["--registry", "registry", "--lang", "vi"]);
        command
    };
    ttc()
        .args(["report", "--quarter", "2024-Q3", "--part", "all", "--as-of", "2024-09-30", "-o"])
        .arg(&file)
        .assert()
        .success();
    let written = std::fs::read(&file).unwrap();
    assert_eq!(open(&written).sheet_names()[0], "Tuân thủ theo cấp");
    ttc().args(["report", "--verify"]).arg(&file).assert().success();
}
