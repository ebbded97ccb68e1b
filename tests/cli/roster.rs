//! The roster, handed on and taken in again.

use std::fs;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::Value;

use crate::workplace::{DAY, Run, Workplace};

/// The rows of `ttc roster export --format json` with more arguments.
fn exported(place: &Workplace, arguments: &[&str]) -> Vec<Value> {
    let run = place.run(&[&["roster", "export", "--format", "json", "--lang", "en"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    json["sections"]["roster"]["rows"].as_array().unwrap().iter().map(|row| row["cells"].clone()).collect()
}

fn import(place: &Workplace, arguments: &[&str]) -> Run {
    place.run(&[&["roster", "import", "--lang", "en"], arguments].concat())
}

/// What `ttc roster import` would change: what, name, field, new value.
fn changes(place: &Workplace, arguments: &[&str]) -> Vec<[String; 4]> {
    let run = import(place, &[&["--format", "json"], arguments].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let rows = json["sections"]["changes"]["rows"].as_array().unwrap();
    let text = |row: &Value, key: &str| row["cells"][key].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| ["change", "name", "field", "new"].map(|key| text(row, key))).collect()
}

fn owned(changes: &[[&str; 4]]) -> Vec<[String; 4]> {
    changes.iter().map(|change| change.map(str::to_owned)).collect()
}

/// Every file of the registry with its bytes.
fn bytes(place: &Workplace) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(place.at("registry")).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().is_file() && file.file_name() != ".ttc.lock");
    files.map(|file| (file.path().display().to_string(), fs::read(file.path()).unwrap())).collect()
}

fn save(place: &Workplace, name: &str, fill: impl FnOnce(&mut Worksheet)) {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Danh sách").unwrap());
    workbook.save(place.at(name)).unwrap();
}

#[test]
fn a_vacant_seat_is_a_row_that_says_since_when() {
    let place = Workplace::with_vacancy();
    let rows = exported(&place, &["--as-of", DAY, "--unit", "so-y-te"]);
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["number"], &rows[0]["name"]), (&1.into(), &"Lý Văn An".into()));
    assert_eq!(rows[1]["name"], "(vacant since 01/06/2024)");
    // Nobody is counted, and nothing is known of nobody.
    assert!(rows[1]["number"].is_null() && rows[1]["position"].is_null());
    assert_eq!(rows[1]["note"], "last held by Trần Thị Bình");
}

#[test]
fn an_open_seat_is_vacant_only_below_its_minimum() {
    let place = Workplace::with_base();
    assert_eq!(exported(&place, &["--as-of", DAY, "--unit", "vp-ubnd"]).len(), 2);
    place.replace(
        "registry/officers/vp-ubnd.yaml",
        "    position: Chuyên viên",
        "    position: Chuyên viên\n    until: 2024-03-01",
    );
    let rows = exported(&place, &["--as-of", DAY, "--unit", "vp-ubnd"]);
    assert_eq!(rows[1]["name"], "(vacant since 02/03/2024)");
}

#[test]
fn an_officer_is_listed_with_the_decision_that_recognises() {
    let place = Workplace::with_base();
    let rows = exported(&place, &["--as-of", DAY, "--unit", "xa-b"]);
    assert_eq!(rows[0]["decision"], "07/QĐ-UBND");
    assert_eq!(rows[0]["decision_date"], "2024-02-20");
    assert!(rows[0]["note"].is_null());
    place.replace("registry/decisions/huyen-a/2024-02-20-7.yaml", ", kim-van-giang]", "]");
    let rows = exported(&place, &["--as-of", DAY, "--unit", "xa-b"]);
    assert!(rows[0]["decision"].is_null());
    assert_eq!(rows[0]["note"], "not recognised yet");
}

#[test]
fn days_in_post_count_the_first_and_the_last_day() {
    let place = Workplace::with_vacancy();
    let rows = exported(&place, &["--as-of", DAY, "--history", "--unit", "so-y-te"]);
    // 20/02 to 30/06/2024: 10 days of February (a leap year), 31, 30, 31 and 30. To 31/05: 30 fewer.
    assert_eq!(rows[0]["days"], 132);
    assert_eq!((&rows[1]["until"], &rows[1]["days"]), (&"2024-05-31".into(), &102.into()));
}

#[test]
fn a_tenure_that_has_not_begun_has_no_days() {
    let place = Workplace::with_base();
    place.replace("registry/officers/xa-b.yaml", "from: 2024-02-20", "from: 2024-07-01");
    assert!(exported(&place, &["--as-of", DAY, "--history", "--unit", "xa-b"])[0]["days"].is_null());
}

#[test]
fn people_are_sorted_by_given_name_and_empty_seats_come_last() {
    let place = Workplace::with_vacancy();
    let rows = exported(&place, &["--as-of", DAY, "--sort", "name", "--columns", "name"]);
    let names: Vec<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    let by_hand = ["Lý Văn An", "Lê Văn Cường", "Thạch Thị Đào", "Kim Văn Giang", "Võ Văn Phong", "Đỗ Thị Thu"];
    assert_eq!(names, [&by_hand[..], &["(vacant since 01/06/2024)"]].concat());
}

#[test]
fn a_column_that_is_not_there_is_refused_with_the_nearest() {
    let run = Workplace::with_base().run(&["roster", "export", "--columns", "name,postion", "--lang", "en"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("did you mean position?"), "{}", run.err);
}

/// With an address and a number that are the officer's own affair.
fn with_private() -> Workplace {
    let place = Workplace::with_base();
    let own = "email: giangkv@gmail.com\n    phone: 0912 345 678";
    place.replace("registry/officers/xa-b.yaml", "email: giang@tinhthu.example", own);
    let contact = "    code: \"31501\"\n    email: xa-b@tinhthu.example\n    phone: 0299 382 1234";
    place.replace("registry/units/huyen-a.yaml", "    code: \"31501\"", contact);
    place
}

#[test]
fn private_numbers_are_masked_unless_asked_for() {
    let place = with_private();
    let row =
        |arguments: &[&str]| exported(&place, &[&["--as-of", DAY, "--unit", "xa-b"], arguments].concat()).remove(0);
    let masked = row(&[]);
    assert_eq!((&masked["email"], &masked["phone"]), (&"g***@gmail.com".into(), &"09xx xxx 678".into()));
    let whole = row(&["--with-private"]);
    assert_eq!((&whole["email"], &whole["phone"]), (&"giangkv@gmail.com".into(), &"0912 345 678".into()));
}

#[test]
fn what_is_published_names_the_unit_s_contact_and_nothing_private() {
    let place = with_private();
    place.replace("registry/officers/xa-b.yaml", "    nomination:", "    note: hay nghỉ ốm\n    nomination:");
    for form in ["csv", "json", "vcf", "markdown", "text"] {
        let run = place.run(&["roster", "export", "--public", "--as-of", DAY, "--format", form]);
        assert_eq!(run.code, Some(0), "{run:?}");
        for private in ["gmail", "345 678", "ốm", "10/QĐ-UBND", "07/QĐ-UBND", "2024-02-20\"", ",2024-02-20"] {
            assert!(!run.out.contains(private), "{form} shows {private}: {}", run.out);
        }
    }
    let rows = exported(&place, &["--public", "--as-of", DAY, "--unit", "xa-b"]);
    assert_eq!((&rows[0]["email"], &rows[0]["phone"]), (&"xa-b@tinhthu.example".into(), &"0299 382 1234".into()));
    for refused in [&["--public", "--with-private"][..], &["--public", "--columns", "name,note"]] {
        let run = place.run(&[&["roster", "export"], refused].concat());
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{refused:?}");
    }
}

#[test]
fn a_file_is_for_spreadsheets_and_a_pipe_for_programs() {
    let place = Workplace::with_base();
    let piped = place.run(&["roster", "export", "--as-of", DAY]);
    assert!(!piped.out.starts_with('\u{feff}') && !piped.out.contains('\r'));
    place.run(&["roster", "export", "--as-of", DAY, "-o", "r.csv", "--columns", "name,unit_code,decision,from"]);
    let file = fs::read(place.at("r.csv")).unwrap();
    assert!(file.starts_with(b"\xef\xbb\xbf"));
    let text = String::from_utf8(file).unwrap();
    assert!(
        text.lines().count() > 5 && text.split('\n').filter(|line| !line.is_empty()).all(|line| line.ends_with('\r'))
    );
    assert!(text.contains("\r\nKim Văn Giang,31501,07/QĐ-UBND,2024-02-20,\r\n"), "{text}");
}

#[test]
fn contacts_are_folded_and_keep_what_is_masked_to_themselves() {
    let place = with_private();
    let run = place.run(&["roster", "export", "--as-of", DAY, "--format", "vcf"]);
    assert_eq!(run.out.matches("BEGIN:VCARD\r\nVERSION:4.0\r\n").count(), 7);
    assert_eq!(run.out.matches("END:VCARD\r\n").count(), 7);
    assert!(run.out.split("\r\n").all(|line| line.len() <= 75));
    let whole = run.out.replace("\r\n ", "");
    assert!(whole.contains("FN:Thạch Thị Đào\r\nN:Thạch;Đào;Thị;;\r\n"), "{whole}");
    assert!(whole.contains("ORG:Huyện A;Xã B\r\n") && whole.contains("EMAIL;TYPE=work:dao@tinhthu.example\r\n"));
    assert!(!whole.contains("TEL") && !whole.contains("gmail") && !whole.contains("REV:"));
    assert_eq!(run.out, place.run(&["roster", "export", "--as-of", DAY, "--format", "vcf"]).out);
}

#[test]
fn a_unit_is_shown_by_a_name_without_marks_and_a_person_with_all_tenures() {
    let place = Workplace::with_vacancy();
    let show = |what: &str| place.run(&["roster", "show", what, "--as-of", DAY, "--lang", "en"]);
    let unit = show("so y te");
    assert_eq!(unit.code, Some(0));
    for shown in ["Lý Văn An", "10/QĐ-UBND", "(vacant since", "Past holders", "Trần Thị Bình"] {
        assert!(unit.out.contains(shown), "no {shown}: {}", unit.out);
    }
    assert!(unit.out.lines().all(|line| line.chars().count() <= 80), "{}", unit.out);
    // An address is in one piece, and who has not been recognised is said to be so.
    assert!(unit.out.contains("an@tinhthu.example"), "{}", unit.out);
    let person = show("tran thi binh");
    assert!(person.out.contains("102 days in post") && person.out.contains("31/05/2024"), "{}", person.out);
    let nobody = show("Trần Thị Bin");
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(2), ""));
    assert!(nobody.err.contains("did you mean Trần Thị Bình?"), "{}", nobody.err);
}

#[test]
fn what_is_exported_and_imported_changes_nothing() {
    let place = Workplace::with_sample();
    let before = bytes(&place);
    for file in ["r.csv", "r.xlsx"] {
        assert_eq!(place.run(&["roster", "export", "-o", file]).code, Some(0));
        assert_eq!(changes(&place, &[file]), Vec::<[String; 4]>::new(), "{file}");
        let run = import(&place, &[file, "--write", "--complete"]);
        // The 160 seats of that day are counted by hand in tests/sample.rs.
        assert!(run.code == Some(0) && run.out.contains("160 people unchanged"), "{file}: {run:?}");
        assert!(before == bytes(&place), "{file} changes files");
    }
}

#[test]
fn masked_contacts_come_back_as_no_change() {
    let place = with_private();
    place.run(&["roster", "export", "-o", "r.csv"]);
    assert!(place.read("r.csv").contains("g***@gmail.com"));
    // Under the table of a workbook stands, over its whole width, that contacts are masked: that is nobody.
    place.run(&["roster", "export", "-o", "r.xlsx"]);
    for file in ["r.csv", "r.xlsx"] {
        assert_eq!(changes(&place, &[file]), Vec::<[String; 4]>::new(), "{file}");
    }
}

#[test]
fn a_published_list_takes_nobody_s_own_contact_away() {
    let place = with_private();
    for file in ["r.csv", "r.xlsx"] {
        place.run(&["roster", "export", "--public", "-o", file]);
        assert_eq!(changes(&place, &[file]), Vec::<[String; 4]>::new(), "{file}");
        let told = import(&place, &[file]).out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("the registry keeps the person's own: Kim Văn Giang"), "{told}");
    }
    // Another address is another address.
    place.write("l.csv", "Họ và tên,Đơn vị,Email\nKim Văn Giang,Xã B,giang@tinhthu.example\n");
    assert_eq!(changes(&place, &["l.csv"]), owned(&[["changed", "Kim Văn Giang", "E-mail", "giang@tinhthu.example"]]));
}

#[test]
fn a_note_of_several_lines_comes_back_as_no_change() {
    let place = Workplace::with_base();
    let note = "    note: |-\n      phụ trách chung,  \"kiêm\"\n      = 2 việc\n    nomination:";
    place.replace("registry/officers/xa-b.yaml", "    nomination:", note);
    for file in ["r.csv", "r.xlsx"] {
        place.run(&["roster", "export", "-o", file]);
        assert_eq!(changes(&place, &[file]), Vec::<[String; 4]>::new(), "{file}");
    }
}

#[test]
fn every_tenure_there_was_comes_back_as_no_change() {
    // Phường 1 of the city was dissolved in 2024 and its name went to Phường 9: rows of both say Phường 1.
    let place = Workplace::with_sample();
    for file in ["r.csv", "r.xlsx"] {
        place.run(&["roster", "export", "--history", "-o", file]);
        assert_eq!(changes(&place, &[file]), Vec::<[String; 4]>::new(), "{file}");
    }
    // Nor does a list that says no more than Phường 1 bring somebody back who left with it.
    place.write(
        "l.csv",
        "Họ và tên,Đơn vị,Huyện,Chức vụ,Từ ngày\n\
         Bùi Thị Loan,Phường 1,Thành phố Sóc Trăng,Công chức Văn phòng - Thống kê,21/11/2023\n",
    );
    assert_eq!(changes(&place, &["l.csv"]), Vec::<[String; 4]>::new());
}

#[test]
fn capitals_are_mended_where_a_list_has_them_as_names_do() {
    let place = Workplace::with_base();
    let row = |name: &str| format!("Họ và tên,Đơn vị,Chức vụ\n{name},Sở Y tế,phó giám đốc\n");
    for name in ["LÝ VĂN AN", "lý văn an", "Lý Văn An"] {
        place.write("l.csv", row(name));
        assert_eq!(changes(&place, &["l.csv"]), Vec::<[String; 4]>::new(), "{name}");
    }
    place.replace("registry/officers/so-y-te.yaml", "name: Lý Văn An", "name: Lý văn An");
    assert_eq!(changes(&place, &["l.csv"]), owned(&[["changed", "Lý văn An", "Name", "Lý Văn An"]]));
}

#[test]
fn how_people_are_addressed_is_no_part_of_their_name() {
    let place = Workplace::with_base();
    place.write("l.csv", "Họ và tên,Đơn vị,Chức vụ,Từ ngày\nÔng Lý Văn An,Sở Y tế,Phó Giám đốc,\nĐ/c: Phan Thị Mới,Sở Y tế,Phó Chánh Văn phòng,01/03/2025\n");
    let found = changes(&place, &["l.csv"]);
    assert_eq!(found[0][..2], ["added", "Phan Thị Mới"].map(str::to_owned));
    assert!(found.iter().all(|change| change[1] != "Lý Văn An"), "{found:?}");
    let told = import(&place, &["l.csv"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("left out in 2 cells, the first A2 “Ông Lý Văn An”"), "{told}");
}

#[test]
fn another_name_with_the_same_first_day_is_taken_for_mended_and_doubted() {
    let place = Workplace::with_base();
    let row = |name: &str| format!("Họ và tên,Đơn vị,Chức vụ,Từ ngày\n{name},Sở Y tế,Phó Giám đốc,20/02/2024\n");
    for (name, is_doubted) in [("Lý Vân An", false), ("Phan Thị Mới", true)] {
        place.write("l.csv", row(name));
        assert_eq!(changes(&place, &["l.csv"]), owned(&[["changed", "Lý Văn An", "Name", name]]));
        let told = import(&place, &["l.csv"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(told.contains("A2: the seat and the first day are those of “Lý Văn An”"), is_doubted, "{told}");
    }
}

#[test]
fn a_given_name_in_a_column_of_its_own_belongs_to_the_name() {
    let place = Workplace::with_base();
    let row = |sheet: &mut Worksheet, at: u32| {
        for (column, text) in ["Lý Văn", "An", "Sở Y tế", "Giám đốc"].into_iter().enumerate() {
            sheet.write(at, column as u16, text).unwrap();
        }
    };
    let mended = owned(&[["changed", "Lý Văn An", "Position", "Giám đốc"]]);
    // One heading over both columns, as most lists have it.
    save(&place, "l.xlsx", |sheet| {
        sheet.merge_range(0, 0, 0, 1, "Họ và tên", &Format::new()).unwrap();
        sheet.write(0, 2, "Đơn vị").unwrap().write(0, 3, "Chức vụ").unwrap();
        row(sheet, 1);
    });
    assert_eq!(changes(&place, &["l.xlsx"]), mended);
    // A heading for each, below one over both.
    save(&place, "l.xlsx", |sheet| {
        sheet.merge_range(0, 0, 0, 1, "Họ và tên", &Format::new()).unwrap();
        sheet.write(1, 0, "Họ đệm").unwrap().write(1, 1, "Tên").unwrap();
        sheet.write(1, 2, "Đơn vị").unwrap().write(1, 3, "Chức vụ").unwrap();
        row(sheet, 2);
    });
    assert_eq!(changes(&place, &["l.xlsx"]), mended);
    // Merged in every row: the name is said once.
    save(&place, "l.xlsx", |sheet| {
        for (at, text) in ["Họ và tên", "Lý Văn An"].into_iter().enumerate() {
            sheet.merge_range(at as u32, 0, at as u32, 1, text, &Format::new()).unwrap();
        }
        sheet.write(0, 2, "Đơn vị").unwrap().write(0, 3, "Chức vụ").unwrap();
        sheet.write(1, 2, "Sở Y tế").unwrap().write(1, 3, "Giám đốc").unwrap();
    });
    assert_eq!(changes(&place, &["l.xlsx"]), mended);
}

#[test]
fn several_people_in_one_cell_are_refused_and_so_is_a_number() {
    let place = Workplace::with_base();
    let row = |name: &str| format!("Họ và tên,Đơn vị,Chức vụ,Từ ngày\n\"{name}\",Sở Y tế,Giám đốc,20/02/2024\n");
    for (name, told) in [
        ("Phan Văn Mới\nVõ Thị Khác", "cell A2: “Phan Văn Mới Võ Thị Khác” seems to be several people"),
        ("Phan Văn Mới; Võ Thị Khác", "seems to be several people"),
        ("0912 345 678", "cell A2: “0912 345 678” is nobody's name"),
        ("Phan Văn Mới 0912345678", "is nobody's name"),
    ] {
        place.write("l.csv", row(name));
        let run = import(&place, &["l.csv", "--write"]);
        assert!(run.code == Some(2) && run.err.contains(told), "{name}: {run:?}");
    }
    // A long name broken in its cell is one.
    place.write("l.csv", "Họ và tên,Đơn vị,Chức vụ\n\"Lý Văn\nAn\",Sở Y tế,Phó Giám đốc\n");
    assert_eq!(changes(&place, &["l.csv"]), Vec::<[String; 4]>::new());
}

#[test]
fn one_changed_cell_is_one_changed_line() {
    let place = Workplace::with_sample();
    place.commit();
    place.run(&["roster", "export", "-o", "r.csv"]);
    // A name with a slip in it, mended: the same first day in the same seat is the same person.
    for (old, new) in [
        ("haudt@", "hau.dt@"),
        ("Đinh Thanh Hậu", "Đinh Thành Hậu"),
        ("Chánh Văn phòng HĐND", "Phó Chánh Văn phòng HĐND"),
    ] {
        let list = place.read("r.csv");
        assert!(list.contains(old));
        place.write("changed.csv", list.replacen(old, new, 1));
        let run = import(&place, &["changed.csv", "--write"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let diff = std::process::Command::new("git")
            .args(["diff", "--numstat", "--", "registry"])
            .current_dir(place.root())
            .output();
        let diff = String::from_utf8(diff.unwrap().stdout).unwrap();
        assert!(diff.starts_with("1\t1\tregistry/officers/") && diff.lines().count() == 1, "{new}: {diff}");
        place.git(&["checkout", "--quiet", "--", "registry"]);
    }
}

#[test]
fn a_list_is_read_as_units_really_send_it() {
    let place = Workplace::with_base();
    save(&place, "so.xlsx", |sheet| {
        let title = Format::new().set_bold();
        sheet.merge_range(0, 0, 0, 7, "UBND TỈNH THỬ", &title).unwrap();
        sheet.merge_range(1, 0, 1, 7, "DANH SÁCH ĐẦU MỐI KIỂM SOÁT TTHC", &title).unwrap();
        for (column, heading) in ["TT", "Ho va ten", "Chức danh", "Cơ quan, đơn vị", "Vai trò"].into_iter().enumerate()
        {
            sheet.merge_range(3, column as u16, 4, column as u16, heading, &title).unwrap();
        }
        sheet.merge_range(3, 5, 3, 6, "Thông tin liên hệ", &title).unwrap();
        sheet.write(4, 5, "SĐT").unwrap().write(4, 6, "Hộp thư").unwrap();
        sheet.merge_range(3, 7, 4, 7, "Ngày bắt đầu", &title).unwrap();
        for column in 0..8_u16 {
            sheet.write(5, column, format!("({})", column + 1)).unwrap();
        }
        // In decomposed letters and capitals, without a seat; the number is a formula's.
        sheet.write_formula(6, 0, Formula::new("=ROW()-6").set_result("1")).unwrap();
        sheet.write(6, 1, "LY\u{301} VA\u{306}N AN").unwrap().write(6, 2, "Phó Giám đốc").unwrap();
        sheet.write(6, 3, "SỞ Y TẾ").unwrap().write(6, 5, 912_345_678).unwrap();
        // A blank row, a hidden one with an Excel date, a row of a unit under another spelling with a written date.
        sheet.write(8, 1, "Phan Mới").unwrap().write(8, 2, "Phó Chánh Văn phòng").unwrap();
        sheet.write(8, 3, "Sở Y tế").unwrap();
        let day = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(8, 7, ExcelDateTime::from_ymd(2025, 3, 1).unwrap(), &day).unwrap();
        sheet.set_row_hidden(8).unwrap();
        sheet.write(9, 1, "Lâm Cán Bộ").unwrap().write(9, 2, "Phó Chủ tịch UBND huyện").unwrap();
        sheet.write(9, 3, "UBND huyện A").unwrap().write(9, 4, "Lãnh đạo UBND huyện").unwrap();
        sheet.write(9, 7, "1.4.2025").unwrap();
        sheet.write(11, 1, "Tổng cộng: 3 người").unwrap();
        sheet.write(13, 1, "Người lập biểu").unwrap().write(13, 6, "GIÁM ĐỐC").unwrap();
        sheet.write(16, 1, "Trần Văn Ký").unwrap().write(16, 6, "Lê Thị Duyệt").unwrap();
    });
    assert_eq!(
        changes(&place, &["so.xlsx"]),
        owned(&[
            ["changed", "Lý Văn An", "Telephone", "0912345678"],
            ["added", "Phan Mới", "", "office leader, Phó Chánh Văn phòng, from 01/03/2025"],
            ["added", "Lâm Cán Bộ", "", "leader of the committee, Phó Chủ tịch UBND huyện, from 01/04/2025"],
            ["ended", "Trần Thị Bình", "Until", "28/02/2025"],
            ["ended", "Lê Văn Cường", "Until", "31/03/2025"],
        ])
    );
    let shown = import(&place, &["so.xlsx"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("1 people in hidden rows were read too"), "{shown}");
    assert!(shown.contains("3 rows that are nobody were passed over, the first Danh sách!B12"), "{shown}");
}

#[test]
fn whoever_is_not_on_a_complete_list_has_left_on_the_day_that_is_given() {
    let place = Workplace::with_base();
    place.write("l.csv", "Họ và tên,Chức vụ,Đơn vị\nLý Văn An,Phó Giám đốc,Sở Y tế\n");
    assert_eq!(changes(&place, &["l.csv"]), Vec::<[String; 4]>::new());
    let asked = import(&place, &["l.csv", "--complete"]);
    assert!(
        asked.code == Some(2) && asked.err.contains("Trần Thị Bình") && asked.err.contains("--ended-on"),
        "{asked:?}"
    );
    let ended = changes(&place, &["l.csv", "--complete", "--ended-on", "31/03/2025"]);
    assert_eq!(ended, owned(&[["ended", "Trần Thị Bình", "Until", "31/03/2025"]]));
}

#[test]
fn somebody_new_without_a_first_day_is_asked_for_it() {
    let place = Workplace::with_base();
    place.write("l.csv", "Họ và tên,Chức vụ,Đơn vị\nPhan Mới,Giám đốc,Sở Y tế\n");
    let run = import(&place, &["l.csv"]);
    assert!(run.code == Some(2) && run.err.contains("A2: somebody new has no first day"), "{run:?}");
    let ended = changes(&place, &["l.csv", "--started-on", "2025-03-01"]);
    assert_eq!(ended[1], ["ended", "Lý Văn An", "Until", "28/02/2025"].map(str::to_owned));
}

#[test]
fn a_charge_that_a_seat_asks_for_is_not_guessed() {
    let place = Workplace::with_base();
    place.write("l.csv", "Họ tên,Chức danh,Đơn vị,Từ ngày\nPhan Mới,Công chức Văn phòng - Thống kê,Xã B,01/03/2025\n");
    let run = import(&place, &["l.csv", "--write"]);
    assert!(run.code == Some(2) && run.err.contains("in charge of one-stop"), "{run:?}");
    // Nobody has recognised the newcomer yet, which refuses nothing.
    let run = import(&place, &["l.csv", "--write", "--in-charge"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let officers = place.read("registry/officers/xa-b.yaml");
    assert!(officers.contains("    until: 2025-02-28\n") && officers.contains("  - id: phan-moi\n"), "{officers}");
    assert!(officers.contains("    in_charge_of: [one-stop]\n    from: 2025-03-01\n"), "{officers}");
}

#[test]
fn units_of_one_name_are_told_apart_by_the_unit_above() {
    let place = Workplace::with_sample();
    // Long Phú is a town of the district of that name and a commune of it; Phường 1 stands in three places.
    let row = |above: &str| format!("Họ và tên,Đơn vị,Huyện,Chức vụ\nNguyễn Thử,Phường 1,{above},Công chức\n");
    place.write("l.csv", row(""));
    let run = import(&place, &["l.csv"]);
    assert_eq!(run.code, Some(2));
    for told in ["B2", "(Thành phố Sóc Trăng)", "(Thị xã Ngã Năm)", "(Thị xã Vĩnh Châu)", "--unit"] {
        assert!(run.err.contains(told), "no {told}: {}", run.err);
    }
    for arguments in [vec!["l2.csv"], vec!["l.csv", "--unit", "thi-xa-nga-nam"]] {
        place.write("l2.csv", row("Thị xã Ngã Năm"));
        let run = import(&place, &arguments);
        assert!(!run.err.contains("several units"), "{arguments:?}: {run:?}");
        assert!(run.err.contains("has no first day"), "{arguments:?}: {run:?}");
    }
}

#[test]
fn a_list_without_a_heading_is_refused_with_what_was_looked_for_and_found() {
    let place = Workplace::with_base();
    save(&place, "l.xlsx", |sheet| {
        sheet.write(0, 0, "Mã").unwrap().write(0, 1, "Số lượng").unwrap();
        sheet.write(1, 0, "Sở Y tế").unwrap().write(1, 1, 2).unwrap();
    });
    let run = import(&place, &["l.xlsx"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    for told in ["Danh sách", "Name", "Số lượng"] {
        assert!(run.err.contains(told), "no {told}: {}", run.err);
    }
}

/// The same workbook with a formula's result taken out, as programs write them that never worked it out.
fn without_results(workbook: &[u8]) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut file = package.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name.ends_with("sheet1.xml") {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains("</f><v>0</v>"), "{text}");
            content = text.replace("</f><v>0</v>", "</f>").into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn formulas_count_by_their_results_and_are_refused_without() {
    let place = Workplace::with_base();
    let fill = |formula: Formula| {
        move |sheet: &mut Worksheet| {
            sheet.write(0, 0, "Họ và tên").unwrap().write(0, 1, "Đơn vị").unwrap().write(0, 2, "Chức vụ").unwrap();
            sheet.write(1, 0, "Lý Văn An").unwrap().write(1, 1, "Sở Y tế").unwrap();
            sheet.write_formula(1, 2, formula).unwrap();
        }
    };
    save(&place, "l.xlsx", fill(Formula::new("=UPPER(\"x\")").set_result("Giám đốc")));
    assert_eq!(changes(&place, &["l.xlsx"]), owned(&[["changed", "Lý Văn An", "Position", "Giám đốc"]]));
    save(&place, "l.xlsx", fill(Formula::new("=UPPER(\"x\")")));
    let workbook = fs::read(place.at("l.xlsx")).unwrap();
    place.write("l.xlsx", without_results(&workbook));
    let run = import(&place, &["l.xlsx"]);
    assert!(run.code == Some(2) && run.err.contains("cell Danh sách!C2: the formula has no result"), "{run:?}");
}

#[test]
fn a_name_that_is_a_formula_is_refused_with_its_cell() {
    let place = Workplace::with_base();
    let before = bytes(&place);
    place.write("l.csv", "Họ và tên,Đơn vị,Chức vụ,Từ ngày\n=cmd|' /C calc'!A0,Sở Y tế,Giám đốc,01/03/2025\n");
    save(&place, "l.xlsx", |sheet| {
        for (column, text) in ["Họ và tên", "Đơn vị", "Chức vụ", "Từ ngày"].into_iter().enumerate() {
            sheet.write(0, column as u16, text).unwrap();
        }
        for (column, text) in ["=cmd()", "Sở Y tế", "Giám đốc", "01/03/2025"].into_iter().enumerate() {
            sheet.write_string(1, column as u16, text).unwrap();
        }
    });
    for (file, cell) in [("l.csv", "cell A2"), ("l.xlsx", "cell Danh sách!A2")] {
        let run = import(&place, &[file, "--write"]);
        assert!(run.code == Some(2) && run.err.contains(cell), "{file}: {run:?}");
    }
    assert!(before == bytes(&place));
}

#[test]
fn every_fault_is_told_and_nothing_is_half_written() {
    let place = Workplace::with_base();
    let before = bytes(&place);
    place.write(
        "l.csv",
        "Họ và tên;Đơn vị;Chức vụ;Email;Từ ngày\n\
         Lý Văn An;Sở Y tế;Giám đốc;an2@tinhthu.example;20/02/2024\n\
         Trần Thị Bình;Sở Y tê;Chánh Văn phòng;;\n\
         Võ Văn Phong;Văn phòng UBND tỉnh;Chánh Văn phòng;không có;31/02/2024\n\
         Kim Văn Giang;Xã B;;;\nKim Văn Giang;Xã B;;;\n;Sở Y tế;Giám đốc;;\n",
    );
    let run = import(&place, &["l.csv", "--write"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    for told in ["cell E4", "cell A6", "A5", "cell A7: this row has no name"] {
        assert!(run.err.contains(told), "no {told}: {}", run.err);
    }
    // Who has left because of somebody who cannot be read is not asked.
    assert!(!run.err.contains("--ended-on"), "{}", run.err);
    assert!(before == bytes(&place));
}

#[test]
fn a_long_list_is_refused_with_the_first_cells_and_the_number_of_all() {
    refuse_rows(2_000);
}

#[test]
#[ignore = "for a program built for release"]
fn fifty_thousand_rows_are_refused_with_the_first_cells_and_the_number_of_all() {
    refuse_rows(50_000);
}

fn refuse_rows(rows: usize) {
    let place = Workplace::with_base();
    let before = bytes(&place);
    let mut list = String::from("Họ và tên,Đơn vị,Chức vụ,Từ ngày\n");
    for number in 0..rows {
        list.push_str(&format!("Nguyễn Văn {number},Xã không có,Công chức,01/03/2025\n"));
    }
    place.write("l.csv", list);
    let run = import(&place, &["l.csv", "--write"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("cell B2") && run.err.contains(&format!("{rows} faults")), "{}", &run.err[..300]);
    assert!(before == bytes(&place));
}

#[test]
fn what_is_neither_workbook_nor_csv_is_refused() {
    let place = Workplace::with_base();
    for (name, content) in [
        ("l.xlsx", &b"PK\x03\x04 broken"[..]),
        ("l.xls", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("l.csv", b"H\xe4\xff"),
        ("l.csv", b""),
    ] {
        place.write(name, content);
        let run = import(&place, &[name]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}: {run:?}");
    }
    assert_eq!(import(&place, &["not-there.csv"]).code, Some(2));
}
