//! Files from outside that go too far: lists to be imported, reports to be verified. Each is refused with the part, the
//! number and the limit, before it is read to its end.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::workplace::{Run, Workplace};

/// A part of a workbook: its path, and text that is repeated.
type Part<'p> = (&'p str, Vec<(&'p str, usize)>);

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";
const ROW: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Họ và tên</t></is></c>\
    <c r=\"B1\" t=\"inlineStr\"><is><t>Chức vụ</t></is></c></row>";

/// A workbook of one sheet, in which some parts are put in the place of its own or added.
fn workbook(parts: &[Part<'_>]) -> Vec<u8> {
    let sheet_name = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"ttc-evidence\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let sheet = format!("<worksheet><sheetData>{ROW}</sheetData></worksheet>");
    let own: [Part<'_>; 5] = [
        (
            "_rels/.rels",
            vec![(
                "<Relationships><Relationship Id=\"rId1\" Type=\"x/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
                1,
            )],
        ),
        ("xl/workbook.xml", vec![(sheet_name, 1)]),
        (
            "xl/_rels/workbook.xml.rels",
            vec![(
                "<Relationships><Relationship Id=\"rId1\" Type=\"x/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
                1,
            )],
        ),
        (SHEET, vec![(&sheet, 1)]),
        (STRINGS, vec![("<sst></sst>", 1)]),
    ];
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let is_replaced = |name: &str| parts.iter().any(|(other, _)| *other == name);
    for (name, pieces) in own.iter().filter(|(name, _)| !is_replaced(name)).chain(parts) {
        writer.start_file(*name, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
        for (piece, times) in pieces {
            // In larger pieces: a million writes of a few bytes take their time.
            let together = (1 << 16) / piece.len() + 1;
            let large = piece.repeat(together);
            (0..times / together).for_each(|_| writer.write_all(large.as_bytes()).unwrap());
            writer.write_all(piece.repeat(times % together).as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn import(place: &Workplace, language: &str, file: &str) -> Run {
    place.run(&["roster", "import", file, "--lang", language])
}

/// What both commands that read such files say of it, in English.
fn refusals(bytes: &[u8]) -> [String; 2] {
    let place = Workplace::with_base();
    place.write("list.xlsx", bytes);
    let imported = import(&place, "en", "list.xlsx");
    let verified = place.run(&["report", "--verify", "list.xlsx", "--lang", "en"]);
    for run in [&imported, &verified, &import(&place, "vi", "list.xlsx")] {
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(!run.err.contains("panicked"), "{run:?}");
    }
    [imported.err, verified.err]
}

#[test]
fn the_workbook_of_these_tests_is_read_as_long_as_nothing_is_done_to_it() {
    let place = Workplace::with_base();
    let row = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Lý Văn An</t></is></c></row>";
    let heading =
        "<row><c t=\"inlineStr\"><is><t>Họ và tên</t></is></c><c t=\"inlineStr\"><is><t>Thư điện tử</t></is></c></row>";
    let sheet = format!("<worksheet><sheetData>{heading}{row}</sheetData></worksheet>");
    place.write("list.xlsx", workbook(&[(SHEET, vec![(&sheet, 1)])]));
    let run = import(&place, "en", "list.xlsx");
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn what_a_workbook_has_too_much_of_is_told_with_the_part_and_the_limit() {
    let whole = "<mergeCell ref=\"A1:IV9999\"/>";
    let spaces = format!("<x>{}</x>", " ".repeat(400_000));
    for (part, pieces, says) in [
        (STRINGS, vec![("<sst><si><t>", 1), ("0", 600_000), ("</t></si></sst>", 1)], "524288 bytes in one text"),
        (
            STRINGS,
            vec![("<sst><si>", 1), ("<t>0123456789</t>", 60_000), ("</si></sst>", 1)],
            "524288 bytes in one cell",
        ),
        (STRINGS, vec![("<sst>", 1), ("<si/>", 500_001), ("</sst>", 1)], "500000 shared strings"),
        (STRINGS, vec![("<sst uniqueCount=\"60000000\"/>", 1)], "claims 60000000 shared strings"),
        (SHEET, vec![("<worksheet><sheetData>", 1), ("<row/>", 1_048_577)], "1048576 rows"),
        (SHEET, vec![("<worksheet><sheetData><row>", 1), ("<c/>", 2_000_001)], "2000000 cells"),
        (SHEET, vec![("<worksheet><mergeCells>", 1), (whole, 100_001)], "100000 merged ranges"),
        (SHEET, vec![("<a>", 257)], "256 levels of nesting"),
        (SHEET, vec![("<!--", 1), ("<a/>", 200_000), ("-->", 1)], "524288 bytes in one text"),
        (SHEET, vec![("<![CDATA[", 1), ("<a/>", 200_000), ("]]>", 1)], "524288 bytes in one text"),
        (SHEET, vec![("<!DOCTYPE x [", 1), ("<!ENTITY a \"b\">", 40_000)], "524288 bytes in one text"),
        (SHEET, vec![("<a b=\"", 1), ("<a/>", 200_000), ("\"/>", 1)], "524288 bytes in one text"),
        ("xl/styles.xml", vec![("<styleSheet><cellXfs>", 1), ("<xf/>", 20_001)], "20000 cell formats"),
        ("xl/styles.xml", vec![("<styleSheet><numFmts>", 1), ("<numFmt/>", 20_001)], "20000 number formats"),
        ("xl/workbook.xml", vec![("<workbook><sheets>", 1), ("<sheet/>", 257)], "256 sheets"),
        ("xl/_rels/workbook.xml.rels", vec![("<Relationship/>", 20_001)], "20000 relationships"),
        ("xl/theme/theme1.xml", vec![("<a/>", 8_000_001)], "8000000 elements"),
        ("docProps/app.xml", vec![(&spaces, 270)], "100 MB"),
    ] {
        for said in refusals(&workbook(&[(part, pieces)])) {
            assert!(said.contains(part) && said.contains(says), "{part}, {says}: {said}");
        }
    }
}

#[test]
fn all_parts_together_are_within_the_limit_not_each() {
    let spaces = format!("<x>{}</x>", " ".repeat(400_000));
    let names: Vec<String> = (0..9).map(|number| format!("xl/part{number}.xml")).collect();
    let parts: Vec<Part<'_>> = names.iter().map(|name| (name.as_str(), vec![(spaces.as_str(), 30)])).collect();
    for said in refusals(&workbook(&parts)) {
        assert!(said.contains("xl/part8.xml") && said.contains("100 MB"), "{said}");
    }
    // A picture is not unpacked at all, however large.
    let place = Workplace::with_base();
    place.write("list.xlsx", workbook(&[("xl/media/image1.png", vec![(&spaces, 270)])]));
    let run = import(&place, "en", "list.xlsx");
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_row_or_cell_that_no_sheet_has_is_told_as_it_is_written() {
    for (element, written) in [
        ("<row r=\"4294967295\"/><row r=\"x\"/>", "4294967295"),
        ("<row r=\"4294967296\"/>", "4294967296"),
        ("<row r=\"0\"/>", "0"),
        ("<row><c r=\"A1048577\"/></row>", "A1048577"),
        ("<row><c r=\"XFE1\"/></row>", "XFE1"),
        ("<row><c r=\"ZZZZZZZZ99999999999\"/></row>", "ZZZZZZZZ99999999999"),
        ("<row><c><f t=\"shared\" si=\"99999999999\" ref=\"B2:A1\"/></c></row>", "B2:A1"),
        ("</sheetData><mergeCells><mergeCell ref=\"C7:B5\"/></mergeCells><sheetData>", "C7:B5"),
        ("</sheetData><dimension ref=\"B5:A1\"/><sheetData>", "B5:A1"),
    ] {
        let sheet = format!("<worksheet><sheetData>{element}</sheetData></worksheet>");
        for said in refusals(&workbook(&[(SHEET, vec![(&sheet, 1)])])) {
            assert!(said.contains(SHEET) && said.contains(&format!("“{written}”")), "{element}: {said}");
        }
    }
}

#[test]
fn a_list_grows_no_larger_than_is_read_however_little_its_file_holds() {
    let long = "Đ".repeat(100_000);
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    let cells = |count| {
        vec![
            ("<worksheet><sheetData>", 1),
            ("<row><c t=\"s\"><v>0</v></c></row>", count),
            ("</sheetData></worksheet>", 1),
        ]
    };
    let tall = "<worksheet><sheetData><row r=\"100001\"><c><v>1</v></c></row></sheetData></worksheet>";
    let wide = "<worksheet><sheetData><row><c r=\"IW1\"><v>1</v></c></row></sheetData></worksheet>";
    let merged = format!(
        "<worksheet><sheetData>{ROW}<row r=\"90000\"><c r=\"IV90000\"><v>1</v></c></row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:IV9999\"/></mergeCells></worksheet>"
    );
    let over = format!(
        "<worksheet><sheetData>{ROW}</sheetData><mergeCells>{}</mergeCells></worksheet>",
        "<mergeCell ref=\"A1:IV9999\"/>".repeat(20_000)
    );
    for (parts, says) in [
        (vec![(STRINGS, vec![(strings.as_str(), 1)]), (SHEET, cells(200))], "32 MB of text"),
        (vec![(SHEET, vec![(tall, 1)])], "100000 rows or 256 columns"),
        (vec![(SHEET, vec![(wide, 1)])], "100000 rows or 256 columns"),
        (vec![(SHEET, vec![(&merged, 1)])], "1000000 cells"),
        (vec![(SHEET, vec![(&over, 1)])], "A1 is in two merged ranges"),
    ] {
        let place = Workplace::with_base();
        place.write("list.xlsx", workbook(&parts));
        let run = import(&place, "en", "list.xlsx");
        assert!(run.code == Some(2) && run.err.contains(says), "{says}: {run:?}");
    }
}

/// The places of every record that begins with a mark.
fn places(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    bytes.windows(mark.len()).enumerate().filter(|(_, found)| *found == mark).map(|(at, _)| at).collect()
}

#[test]
fn a_container_whose_list_of_parts_lies_is_refused() {
    let two = || workbook(&[("xl/a1.xml", vec![("<a/>", 9)]), ("xl/a2.xml", vec![("<a/>", 9)])]);
    let mut twice = two();
    for at in places(&twice, b"xl/a2.xml") {
        twice[at + 4] = b'1';
    }
    let mut over = two();
    let directory = places(&over, b"PK\x01\x02");
    let first: [u8; 4] = over[directory[0] + 42..directory[0] + 46].try_into().unwrap();
    over[directory[1] + 42..directory[1] + 46].copy_from_slice(&first);
    let mut locked = two();
    for (mark, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        for at in places(&locked, mark) {
            locked[at + flags] |= 1;
        }
    }
    let names: Vec<String> = (0..4_097).map(|number| format!("xl/part{number}.xml")).collect();
    let many: Vec<Part<'_>> = names.iter().map(|name| (name.as_str(), vec![("<a/>", 1)])).collect();
    let cut = two();
    for (bytes, says) in [
        (twice, "two parts of the container have one name"),
        (over, "lie over one another"),
        (locked, "password"),
        (workbook(&many), "at most 4096"),
        (cut[..cut.len() / 2].to_vec(), "broken"),
        (b"PK\x03\x04 and no more".to_vec(), "broken"),
    ] {
        for said in refusals(&bytes) {
            assert!(said.contains(says), "{says}: {said}");
        }
    }
}

#[test]
fn a_report_that_is_no_report_is_refused_soon() {
    let place = Workplace::with_base();
    let far = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    place.write("far.xlsx", workbook(&[(SHEET, vec![(far, 1)])]));
    place.write("deep.json", format!("{{\"evidence\":{}", "[".repeat(200_000)));
    place.write("wide.json", format!("{{\"evidence\":[{}0],\"x\":[{}0]}}", "0,".repeat(9), "{},".repeat(1_000_000)));
    place.write("deep.md", format!("<!-- {{\"format\":\"ttc-evidence\",\"a\":{}", "{\"a\":".repeat(200_000)));
    place.write("deep.html", format!("<script id=\"evidence\">{}</script>", "[".repeat(200_000)));
    place.write("wide.csv", ",".repeat(3_000_000));
    for file in ["far.xlsx", "deep.json", "wide.json", "deep.md", "deep.html", "wide.csv"] {
        let run = place.run(&["report", "--verify", file, "--lang", "en"]);
        assert!(run.code == Some(2) && run.err.contains("does not say what it was made from"), "{file}: {run:?}");
    }
    let spaces = format!("<x>{}</x>", " ".repeat(400_000));
    place.write("long.docx", workbook(&[("customXml/item1.xml", vec![(&spaces, 270)])]));
    let run = place.run(&["report", "--verify", "long.docx", "--lang", "en"]);
    assert!(run.code == Some(2) && run.err.contains("customXml/item1.xml") && run.err.contains("100 MB"), "{run:?}");
}

#[test]
fn a_file_that_is_too_large_is_not_read_to_its_end() {
    let place = Workplace::with_base();
    place.write("huge.csv", "");
    std::fs::File::options().write(true).open(place.at("huge.csv")).unwrap().set_len(1 << 40).unwrap();
    let verify = ["report", "--verify", "huge.csv", "--lang", "en"];
    for run in [import(&place, "en", "huge.csv"), place.run(&verify)] {
        assert!(run.code == Some(2) && run.err.contains("larger than 64 MB"), "{run:?}");
    }
}

#[test]
fn a_csv_is_refused_with_its_line_where_it_cannot_be_read_for_certain() {
    let place = Workplace::with_base();
    let rows = "a,b\n".repeat(100_001);
    let wide = format!("a,b\n{}\n", ",".repeat(256));
    for (content, says) in [
        ("Họ và tên,Chức vụ\nLý Văn An,\"Phó Giám đốc\n", "line 2"),
        ("Họ và tên,Chức vụ\nLý Văn An,\"Phó Giám đốc\nTrần Thị Bình,\"Chánh Văn phòng\"\n", "line 2"),
        (&*rows, "100000 rows"),
        (&*wide, "line 2 has more than 256 columns"),
        ("Hoï vaø teân,Chöùc vuï\nNguyeãn Vaên Minh,Phoù Giaùm ñoác\n", "VNI"),
        ("Hä vµ tªn,Chøc vô\nNguyÔn V¨n Minh,Phã Gi¸m ®èc\n", "TCVN3"),
    ] {
        place.write("list.csv", content);
        let run = place.run(&["roster", "import", "list.csv", "--unit", "so-y-te", "--lang", "en"]);
        assert!(run.code == Some(2) && run.err.contains(says), "{says}: {run:?}");
        assert_eq!(import(&place, "vi", "list.csv").code, Some(2));
    }
}

#[test]
fn a_mailbox_with_an_x_in_it_is_no_masked_one() {
    let place = Workplace::with_base();
    let list = |address: &str| format!("Họ và tên,Đơn vị,Thư điện tử\nLý Văn An,Sở Y tế,{address}\n");
    place.write("list.csv", list("ubndxxuanhoa@soctrang.gov.vn"));
    let run = place.run(&["roster", "import", "list.csv", "--format", "json"]);
    assert!(run.code == Some(0) && run.out.contains("ubndxxuanhoa@soctrang.gov.vn"), "{run:?}");
    place.write("list.csv", list("u***@soctrang.gov.vn"));
    let run = import(&place, "en", "list.csv");
    assert!(run.code == Some(2) && run.err.contains("masked"), "{run:?}");
}
