//! Word documents as others read them: the package, its parts, what Decree 30/2020/NĐ-CP asks of a page.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use ttc::document::{
    Cell, Column, Document, Evidence, Frame, Holds, Kept, Level, Mark, Revision, Row, Section, Table, Tone,
};
use ttc::locale::{Language, Text};
use ttc::render::Terminal;
use ttc::render::document::{CsvLook, Form, Look};

fn look(language: Language) -> Look {
    Look { language, terminal: Terminal::plain(), csv: CsvLook { delimiter: b',', for_spreadsheets: false } }
}

fn render(document: &Document, language: Language) -> Vec<u8> {
    Form::named("docx").unwrap().render(document, &look(language)).unwrap()
}

fn evidence_in(docx: &[u8]) -> Option<Evidence> {
    Form::named("docx").unwrap().read_evidence(docx).ok()
}

/// The parts of a package by path.
fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..package.len())
        .map(|at| {
            let mut file = package.by_index(at).unwrap();
            let mut content = String::new();
            file.read_to_string(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect()
}

/// Every element of a part, each with its attributes; text is an element without a name.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    let mut elements = Vec::new();
    let read = |start: &BytesStart| {
        let name = start.name().as_ref().to_owned();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = attribute.value.into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        (name, attributes.collect())
    };
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                depth += 1;
                elements.push(read(&start));
            }
            Event::Empty(start) => elements.push(read(&start)),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is left open");
    elements
}

fn attributes_of<'e>(
    elements: &'e [(String, BTreeMap<String, String>)],
    name: &str,
) -> Vec<&'e BTreeMap<String, String>> {
    elements.iter().filter(|(other, _)| other == name).map(|(_, attributes)| attributes).collect()
}

/// The text of each paragraph.
fn paragraphs(document: &str) -> Vec<String> {
    document
        .replace("</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">", "-")
        .split("<w:p>")
        .skip(1)
        .map(|paragraph| {
            paragraph
                .split("<w:t xml:space=\"preserve\">")
                .skip(1)
                .map(|run| run.split("</w:t>").next().unwrap())
                .collect()
        })
        .collect()
}

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn words(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}

fn evidence() -> Evidence {
    Evidence {
        tool: "ttc 0.1.0".to_owned(),
        arguments: ["report", "--quarter", "2024-Q3", "--as-of", "2024-09-30", "--lang", "vi"]
            .map(str::to_owned)
            .to_vec(),
        as_of: day("2024-09-30"),
        regulations: vec!["246/QĐ-UBND".to_owned()],
        kept: Kept::At(Revision { commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334".to_owned(), uncommitted: true }),
        digest: Some("0f".repeat(32)),
        files: vec![("ttc.yaml".to_owned(), "1a".repeat(32)), ("units/<&>.yaml".to_owned(), "2b".repeat(32))],
    }
}

/// A report as the office would send it.
fn report() -> Document {
    let column = |id, vi, en, holds| Column::new(id, words(vi, en), holds);
    let seats = || words("Đầu mối", "Officers");
    let reports = || words("Báo cáo", "Reports");
    let columns = vec![
        column("unit", "Đơn vị", "Unit", Holds::Words),
        column("units", "Số đơn vị", "Units", Holds::Count),
        column("expected", "Cần", "Needed", Holds::Count).under(seats()),
        column("held", "Có", "Held", Holds::Count).under(seats()),
        column("owed", "Phải gửi", "Owed", Holds::Count).under(reports()),
        column("late", "Trễ", "Late", Holds::Count).under(reports()),
        column("rate", "Đúng hạn", "On time", Holds::Rate),
        column("change", "So kỳ trước", "Change", Holds::Change),
    ];
    let row = |name: &str, units, late, part, change| {
        Row::item(vec![
            Cell::name(name),
            Cell::Count(units),
            Cell::Count(units * 2),
            Cell::Count(units * 2 - late),
            Cell::Count(1234),
            Cell::Count(late),
            Cell::Rate { part, whole: 1234 },
            change,
        ])
    };
    let total = Row { level: Level::Total, ..row("Toàn tỉnh", 137, 30, 1204, Cell::Missing) };
    let mut rows = vec![
        row("Sở, ngành", 18, 4, 1131, Cell::Change(28)),
        row("UBND cấp huyện", 11, 0, 1234, Cell::Change(0)),
        row("UBND cấp xã", 108, 21, 1100, Cell::Change(-11)).toned(Tone::Warning),
        total,
    ];
    rows[1].indent = 1;
    let mark =
        |letter: &str, tone, says: &str| Cell::Mark(Mark { letter: Text::same(letter), tone, says: words(says, says) });
    let overdue = Table {
        columns: vec![
            column("unit", "Đơn vị", "Unit", Holds::Words),
            column("code", "Mã", "Code", Holds::Code),
            column("due", "Hạn cuối", "Due", Holds::Day),
            column("state", "Tình trạng", "State", Holds::Mark),
        ],
        rows: (0..60)
            .map(|at| {
                Row::item(vec![
                    Cell::name(format!("Thị trấn An Lạc Thôn số {at}, huyện Kế Sách")),
                    Cell::Code(format!("0{at:04}")),
                    Cell::Day(day("2024-09-18")),
                    if at % 2 == 0 {
                        mark("Q", Tone::Bad, "quá hạn")
                    } else {
                        mark("C", Tone::Quiet, "chưa đến hạn")
                    },
                ])
            })
            .collect(),
        empty: words("Không có báo cáo nào quá hạn.", "Nothing is overdue."),
    };
    let section = |id, vi, en, lead: &str, table| Section {
        id,
        heading: words(vi, en),
        lead: vec![Text::same(lead)],
        table,
        chart: None,
        notes: vec![words("Nguồn: sổ đầu mối.", "Source: the registry.")],
    };
    let empty = Table { rows: Vec::new(), ..overdue.clone() };
    Document {
        kind: "report",
        title: words("Tuân thủ quý III/2024", "Compliance in Q3 2024"),
        subject: Text::same("Tỉnh Sóc Trăng"),
        about: vec![words("Tính đến ngày 30/09/2024", "As of 30/09/2024")],
        notice: Some("Dữ liệu mẫu; họ tên là hư cấu".to_owned()),
        sections: vec![
            section(
                "summary",
                "Tình hình chung",
                "Summary",
                "Toàn tỉnh có 137 đơn vị.",
                Table { columns, rows, empty: Text::default() },
            ),
            section("overdue", "Báo cáo quá hạn", "Overdue", "Có 30 báo cáo quá hạn.", overdue),
            section("vacant", "Vị trí còn trống", "Vacant seats", "", empty),
        ],
        frame: Some(Frame {
            parent: Some("ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG".to_owned()),
            issuer: "VĂN PHÒNG".to_owned(),
            symbol: "BC-VP".to_owned(),
            place: "Sóc Trăng".to_owned(),
            name: "BÁO CÁO".to_owned(),
            about: "Tình hình thực hiện Quy chế hoạt động của đầu mối kiểm soát thủ tục hành chính quý III năm 2024"
                .to_owned(),
            bases: vec![
                "Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính"
                    .to_owned(),
                "Quyết định số 246/QĐ-UBND ngày 22 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Sóc Trăng".to_owned(),
            ],
            signer: vec!["CHÁNH VĂN PHÒNG".to_owned()],
            recipients: vec!["UBND tỉnh".to_owned(), "Trung tâm PVHCC".to_owned(), "Lưu: VT".to_owned()],
            goes_with: None,
        }),
        evidence: evidence(),
    }
}

/// For looking at with other programs: `TTC_SHOW=DIR cargo test --test docx`.
fn show(name: &str, docx: &[u8]) {
    if let Some(folder) = std::env::var_os("TTC_SHOW") {
        std::fs::write(std::path::Path::new(&folder).join(name), docx).unwrap();
    }
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_to_one() {
    let docx = render(&report(), Language::Vi);
    show("report.docx", &docx);
    show("report-en.docx", &render(&report(), Language::En));
    let parts = parts(&docx);
    for (path, content) in &parts {
        assert!(!elements(content).is_empty(), "{path}");
    }
    for (path, content) in parts.iter().filter(|(path, _)| path.ends_with(".rels")) {
        let base = path.split("_rels/").next().unwrap();
        for relation in attributes_of(&elements(content), "Relationship") {
            let target = match relation["Target"].strip_prefix("../") {
                Some(target) => target.to_owned(),
                None => format!("{base}{}", relation["Target"]),
            };
            assert!(parts.contains_key(&target), "{path} leads to {target}");
        }
    }
    for part in attributes_of(&elements(&parts["[Content_Types].xml"]), "Override") {
        assert!(parts.contains_key(&part["PartName"][1..]), "{}", part["PartName"]);
    }
}

/// Decree 30/2020/NĐ-CP, Appendix I: A4, top and bottom 20 to 25 mm, left 30 to 35, right 15 to 20.
#[test]
fn pages_are_a4_with_the_margins_of_the_decree() {
    let parts = parts(&render(&report(), Language::Vi));
    let elements = elements(&parts["word/document.xml"]);
    let sizes = attributes_of(&elements, "w:pgSz");
    assert!(!sizes.is_empty());
    for size in sizes {
        let mut sides = [size["w:w"].as_str(), size["w:h"].as_str()];
        sides.sort_unstable();
        assert_eq!(sides, ["11906", "16838"]);
    }
    let millimetres = |twips: &str| twips.parse::<f64>().unwrap() * 25.4 / 1440.0;
    for margins in attributes_of(&elements, "w:pgMar") {
        for (side, (least, most)) in
            [("w:top", (20.0, 25.0)), ("w:bottom", (20.0, 25.0)), ("w:left", (30.0, 35.0)), ("w:right", (15.0, 20.0))]
        {
            let margin = millimetres(&margins[side]);
            assert!((least..=most).contains(&margin), "{side} {margin}");
        }
    }
}

#[test]
fn the_number_of_a_page_is_at_the_top_and_not_on_the_first() {
    let parts = parts(&render(&report(), Language::Vi));
    assert!(parts["word/header1.xml"].contains(" PAGE "));
    let elements = elements(&parts["word/document.xml"]);
    assert_eq!(attributes_of(&elements, "w:titlePg").len(), 1);
    assert!(attributes_of(&elements, "w:headerReference").iter().all(|header| header["w:type"] == "default"));
    assert!(attributes_of(&elements, "w:footerReference").is_empty());
}

#[test]
fn everything_is_in_times_new_roman() {
    let parts = parts(&render(&report(), Language::Vi));
    let styles = elements(&parts["word/styles.xml"]);
    for fonts in attributes_of(&styles, "w:rFonts") {
        assert!(fonts.values().all(|font| font == "Times New Roman"));
    }
    assert!(attributes_of(&elements(&parts["word/document.xml"]), "w:rFonts").is_empty());
}

#[test]
fn an_official_report_has_its_heading_bases_and_closing_and_leaves_number_and_date_to_the_signer() {
    let parts = parts(&render(&report(), Language::Vi));
    let paragraphs = paragraphs(&parts["word/document.xml"]);
    let at = |text: &str| paragraphs.iter().position(|other| other == text).unwrap_or_else(|| panic!("no {text}"));
    assert!(at("ỦY BAN NHÂN DÂN") < at("TỈNH SÓC TRĂNG"));
    assert!(at("TỈNH SÓC TRĂNG") < at("VĂN PHÒNG"));
    assert!(at("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") < at("Độc lập - Tự do - Hạnh phúc"));
    at("Số:          /BC-VP");
    at("Sóc Trăng, ngày       tháng       năm 2024");
    at("Căn cứ Quyết định số 246/QĐ-UBND ngày 22 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Sóc Trăng.");
    at("Nơi nhận:");
    at("- Lưu: VT.");
    assert!(at("BÁO CÁO") < at("CHÁNH VĂN PHÒNG"));
    let end = paragraphs.iter().position(|text| text.ends_with("./.")).unwrap();
    assert!(end < at("Nơi nhận:") && end > at("3. Vị trí còn trống"));
    assert_eq!(paragraphs.iter().filter(|text| text.ends_with("./.")).count(), 1);
}

#[test]
fn in_english_there_is_no_vietnamese_frame_around_it() {
    let parts = parts(&render(&report(), Language::En));
    let document = &parts["word/document.xml"];
    assert!(document.contains("COMPLIANCE IN Q3 2024"));
    assert!(!document.contains("CỘNG HÒA") && !document.contains("Nơi nhận"));
}

#[test]
fn headings_of_a_table_are_repeated_rows_are_kept_whole_and_widths_fill_the_page() {
    let parts = parts(&render(&report(), Language::Vi));
    let document = &parts["word/document.xml"];
    let tables: Vec<&str> =
        document.split("<w:tbl>").skip(1).map(|table| table.split("</w:tbl>").next().unwrap()).collect();
    let ruled: Vec<&&str> = tables.iter().filter(|table| table.contains("<w:insideV w:val=\"single\"")).collect();
    assert_eq!(ruled.len(), 2);
    assert_eq!(ruled[0].matches("<w:tblHeader/>").count(), 2, "bands have a row of their own");
    assert_eq!(ruled[1].matches("<w:tblHeader/>").count(), 1);
    for table in ruled {
        assert_eq!(table.matches("<w:cantSplit/>").count(), table.matches("<w:tr>").count());
        let widths = attributes_of(&elements(&format!("<w:tbl>{table}</w:tbl>")), "w:gridCol")
            .iter()
            .map(|column| column["w:w"].parse::<u32>().unwrap())
            .sum::<u32>();
        assert_eq!(widths, 11906 - 1701 - 851);
    }
}

#[test]
fn figures_are_for_people_and_what_is_missing_is_a_dash() {
    let paragraphs = paragraphs(&parts(&render(&report(), Language::Vi))["word/document.xml"]);
    for shown in ["91,7 %", "▲ 2,8", "▼ 1,1", "▬", "-", "18/09/2024", "1.234", "00007"] {
        assert!(paragraphs.iter().any(|text| text == shown), "{shown}");
    }
    assert!(paragraphs.iter().any(|text| text.starts_with("Không có báo cáo nào quá hạn.")));
}

#[test]
fn a_table_of_many_columns_goes_on_its_side_and_pages_are_counted_on() {
    let mut document = report();
    let table = &mut document.sections[1].table;
    const MONTHS: [&str; 12] = ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11", "t12"];
    for month in MONTHS {
        table.columns.push(Column::new(month, Text::same(month), Holds::Count));
    }
    for row in &mut table.rows {
        row.cells.extend((0..12).map(Cell::Count));
    }
    let docx = render(&document, Language::Vi);
    show("wide.docx", &docx);
    let elements = elements(&parts(&docx)["word/document.xml"]);
    let sizes = attributes_of(&elements, "w:pgSz");
    assert_eq!(sizes.iter().map(|size| size["w:w"].as_str()).collect::<Vec<_>>(), ["11906", "16838"]);
    assert_eq!(sizes[1]["w:orient"], "landscape");
    assert_eq!(attributes_of(&elements, "w:pgNumType").len(), 1);
}

#[test]
fn the_evidence_can_be_read_back_and_only_from_a_report() {
    let docx = render(&report(), Language::Vi);
    assert_eq!(evidence_in(&docx), Some(evidence()));
    assert_eq!(evidence_in(b"PK not a package"), None);
    let mut empty = zip::ZipWriter::new(Cursor::new(Vec::new()));
    empty.start_file("customXml/item1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    assert_eq!(evidence_in(&empty.finish().unwrap().into_inner()), None);
}

#[test]
fn the_same_document_gives_the_same_bytes_and_no_clock() {
    assert_eq!(render(&report(), Language::Vi), render(&report(), Language::Vi));
    let docx = render(&report(), Language::Vi);
    let mut package = zip::ZipArchive::new(Cursor::new(&docx)).unwrap();
    for at in 0..package.len() {
        let date = package.by_index(at).unwrap().last_modified().unwrap();
        assert_eq!((date.year(), date.month(), date.day(), date.hour()), (1980, 1, 1, 0));
    }
    assert!(parts(&docx)["docProps/core.xml"].contains("1980-01-01T00:00:00Z"));
}

#[test]
fn no_name_breaks_out_of_a_document_or_hides_in_it() {
    let hostile = "</w:t></w:r><script>&amp;\u{0}\u{8}\u{1b}[31m\u{202e}\u{fffe}\u{feff}=cmd|'/c calc'!A0\r\n\t\"";
    let mut document = report();
    document.title = Text::same(hostile);
    document.subject = Text::same(hostile);
    document.notice = Some(hostile.to_owned());
    document.sections[0].heading = Text::same(hostile);
    document.sections[0].table.rows[0].cells[0] = Cell::name(hostile);
    document.sections[0].table.rows[1].cells[0] = Cell::name("x".repeat(100_000));
    document.evidence.tool = hostile.to_owned();
    document.frame.as_mut().unwrap().issuer = hostile.to_owned();
    for language in Language::ALL {
        let docx = render(&document, language);
        for (path, content) in parts(&docx) {
            elements(&content);
            let forbidden = |c: char| {
                (c < ' ' && c != '\n') || matches!(c, '\u{7f}'..='\u{9f}' | '\u{202e}' | '\u{feff}' | '\u{fffe}')
            };
            assert_eq!(content.chars().find(|c| forbidden(*c)), None, "{path}");
            assert!(!content.contains("<script>"), "{path}");
        }
        assert_eq!(evidence_in(&docx).unwrap().tool, hostile);
    }
}
