//! `ttc draft`: what goes into a paper, who gets one, and that nothing somebody worked on is lost.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use crate::workplace::{Workplace, sample};

/// The paragraphs of a Word document, as they are read.
fn paragraphs(docx: &[u8]) -> Vec<String> {
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut xml = String::new();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_text = false;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) => match start.name().as_ref() {
                "w:p" => paragraphs.push(String::new()),
                "w:t" => is_text = true,
                _ => {}
            },
            quick_xml::events::Event::Empty(start) if start.name().as_ref() == "w:noBreakHyphen" => {
                paragraphs.last_mut().unwrap().push('-');
            }
            quick_xml::events::Event::End(end) if end.name().as_ref() == "w:t" => is_text = false,
            quick_xml::events::Event::Text(text) if is_text => paragraphs.last_mut().unwrap().push_str(&text),
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    paragraphs
}

fn paper(place: &Workplace, path: &str) -> Vec<String> {
    paragraphs(&fs::read(place.at(path)).unwrap())
}

fn files(place: &Workplace, folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(place.at(folder)).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn has(paragraphs: &[String], text: &str) -> bool {
    paragraphs.iter().any(|paragraph| paragraph == text)
}

/// The sample with one decision of a district never taken.
fn undecided() -> Workplace {
    let place = Workplace::empty();
    place.put_sample("registry");
    fs::remove_file(place.at("registry/decisions/huyen-ke-sach/2024-04-02-1024.yaml")).unwrap();
    place
}

#[test]
fn a_decision_is_the_heads_own_and_leaves_number_and_date_to_the_signer() {
    let place = Workplace::empty();
    let run = place.run(&["draft", "decision", "--registry", &sample(), "--as-of", "2025-06-30", "-o", "drafts"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let names = ["quyet-dinh-ubnd-tinh-2025-06-30.docx", "to-trinh-ubnd-tinh-2025-06-30.docx"];
    assert_eq!(files(&place, "drafts"), names.map(str::to_owned).into());
    let decision = paper(&place, "drafts/quyet-dinh-ubnd-tinh-2025-06-30.docx");
    let heading = ["CHỦ TỊCH", "ỦY BAN NHÂN DÂN", "TỈNH SÓC TRĂNG"];
    let at = decision.iter().position(|text| text == heading[0]).unwrap();
    assert_eq!(decision[at..at + 3], heading);
    for text in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:          /QĐ-UBND",
        "Sóc Trăng, ngày       tháng       năm 2025",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG",
        "Theo đề nghị của Chánh Văn phòng Ủy ban nhân dân tỉnh Sóc Trăng.",
        "QUYẾT ĐỊNH:",
        "Nơi nhận:",
        "- Như Điều 5;",
        "- Các cơ quan, đơn vị có người trong danh sách;",
        "- Văn phòng Ủy ban nhân dân tỉnh Sóc Trăng (Trung tâm Phục vụ hành chính công);",
        "- Lưu: VT.",
        "Trương Hữu Lộc",
        "DANH SÁCH SỐ 1",
        "DANH SÁCH SỐ 2",
    ] {
        assert!(has(&decision, text), "no {text} in {decision:#?}");
    }
    assert!(decision.iter().any(|text| text.starts_with("Căn cứ Quyết định số 246/QĐ-UBND ngày 22 tháng 02 năm 2024")));
    assert!(decision.iter().all(|text| !text.contains("TM.") && !text.contains("KT.")));
    // Who came and who left, once each in the right list.
    let at = |name: &str| decision.iter().position(|text| text == name).unwrap_or_else(|| panic!("no {name}"));
    assert!(at("DANH SÁCH SỐ 1") < at("Trịnh Vĩnh Quân") && at("Trịnh Vĩnh Quân") < at("DANH SÁCH SỐ 2"));
    assert!(at("DANH SÁCH SỐ 2") < at("Quách Mỹ Cường"));
    assert!(has(&decision, "Thay Quách Mỹ Cường") && has(&decision, "09/06/2025"));
}

#[test]
fn a_proposal_goes_to_the_head_and_is_signed_by_who_proposes() {
    let place = Workplace::empty();
    place.run(&["draft", "decision", "--registry", &sample(), "--as-of", "2025-06-30", "-o", "drafts"]);
    let proposal = paper(&place, "drafts/to-trinh-ubnd-tinh-2025-06-30.docx");
    for text in [
        "VĂN PHÒNG",
        "Số:          /TTr-VP",
        "TỜ TRÌNH",
        "Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh Sóc Trăng",
        "CHÁNH VĂN PHÒNG",
        "- Như trên;",
    ] {
        assert!(has(&proposal, text), "no {text} in {proposal:#?}");
    }
    assert!(proposal.iter().any(|text| text.starts_with("Căn cứ khoản 4 Điều 2 ")), "changes rest on 2.4");
}

#[test]
fn a_deputy_signs_for_the_head_and_no_name_is_guessed() {
    let place = Workplace::empty();
    let run = place.run(&[
        "draft",
        "decision",
        "--registry",
        &sample(),
        "--as-of",
        "2025-06-30",
        "-o",
        "drafts",
        "--for-head",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = paper(&place, "drafts/quyet-dinh-ubnd-tinh-2025-06-30.docx");
    assert!(has(&decision, "KT. CHỦ TỊCH") && has(&decision, "PHÓ CHỦ TỊCH"));
    assert!(!has(&decision, "Trương Hữu Lộc") && decision.iter().all(|text| !text.contains("TM.")));
}

#[test]
fn a_district_decides_for_its_own_communes_and_nobody_elses() {
    let place = undecided();
    let run = place.run(&["draft", "decision", "--as-of", "2024-05-01", "--unit", "huyen-ke-sach", "-o", "drafts"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = paper(&place, "drafts/quyet-dinh-huyen-ke-sach-2024-05-01.docx");
    for text in [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN KẾ SÁCH",
        "Kế Sách, ngày       tháng       năm 2024",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN KẾ SÁCH",
        "Theo đề nghị của Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Kế Sách.",
        "Ủy ban nhân dân xã Kế An",
        "Ủy ban nhân dân xã An Mỹ",
        "- Văn phòng Ủy ban nhân dân tỉnh Sóc Trăng (Trung tâm Phục vụ hành chính công);",
    ] {
        assert!(has(&decision, text), "no {text} in {decision:#?}");
    }
    // The two that the sample's own decision recognises, and the two whose recognition it ends.
    let rows = decision.iter().filter(|text| text.as_str() == "Công chức Văn phòng - Thống kê").count();
    assert_eq!(rows, 4);
    let proposal = paper(&place, "drafts/to-trinh-huyen-ke-sach-2024-05-01.docx");
    assert!(has(&proposal, "VĂN PHÒNG") && has(&proposal, "HĐND VÀ UBND") && has(&proposal, "CHÁNH VĂN PHÒNG"));
}

#[test]
fn lists_stand_on_pages_of_their_own_with_headings_repeated() {
    let place = undecided();
    place.run(&["draft", "decision", "--as-of", "2024-05-01", "-o", "drafts"]);
    let docx = fs::read(place.at("drafts/quyet-dinh-huyen-ke-sach-2024-05-01.docx")).unwrap();
    let mut xml = String::new();
    let mut package = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    assert_eq!(xml.matches("<w:sectPr>").count(), 3, "the decision and two lists");
    assert_eq!(xml.matches("<w:pgNumType w:start=\"1\"/>").count(), 3);
    assert_eq!(xml.matches("<w:titlePg/>").count(), 3);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 2);
}

#[test]
fn where_nobody_waits_and_nobody_has_left_there_is_no_paper() {
    let place = Workplace::with_base();
    let run = place.run(&["draft", "decision", "--as-of", "2024-06-30", "-o", "drafts", "--lang", "en"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    assert!(run.err.contains("nobody awaits recognition"));
    assert!(files(&place, "drafts").is_empty());
}

#[test]
fn before_any_regulation_there_is_nothing_to_draft() {
    let place = Workplace::with_base();
    for what in ["decision", "reminders"] {
        assert_eq!(place.run(&["draft", what, "--as-of", "2020-01-01"]).code, Some(3));
    }
}

#[test]
fn an_unknown_body_is_refused_with_the_near_one() {
    let place = Workplace::empty();
    let run = place.run(&["draft", "decision", "--registry", &sample(), "--unit", "huyen-ke-sac", "--lang", "en"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("huyen-ke-sach"), "{run:?}");
}

#[test]
fn a_regulation_without_letterheads_gives_papers_from_names_and_positions() {
    let place = Workplace::with_base();
    place.replace("registry/decisions/huyen-a/2024-02-20-7.yaml", ", kim-van-giang", "");
    let run = place.run(&["draft", "decision", "--as-of", "2024-06-30", "-o", "drafts"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = paper(&place, "drafts/quyet-dinh-huyen-a-2024-06-30.docx");
    assert!(has(&decision, "Số:          /QĐ-UBND") && has(&decision, "HUYỆN A") && has(&decision, "Kim Văn Giang"));
    assert!(decision.iter().all(|text| !text.contains("TM.")));
}

#[test]
fn the_same_registry_gives_the_same_files_in_every_time_zone() {
    let place = undecided();
    for (folder, zone) in [("one", "UTC"), ("two", "America/Los_Angeles")] {
        for what in ["decision", "reminders"] {
            let mut command = place.ttc(&["draft", what, "--as-of", "2024-05-16", "-o", folder]);
            command.env("TZ", zone).assert().success();
        }
    }
    let names = files(&place, "one");
    assert!(names.len() > 3, "{names:?}");
    assert_eq!(names, files(&place, "two"));
    for name in names {
        assert!(
            fs::read(place.at("one").join(&name)).unwrap() == fs::read(place.at("two").join(&name)).unwrap(),
            "{name}"
        );
    }
}

#[test]
fn a_draft_that_somebody_worked_on_is_not_written_over_unasked() {
    let place = undecided();
    let arguments = ["draft", "decision", "--as-of", "2024-05-01", "-o", "drafts", "--lang", "en"];
    assert_eq!(place.run(&arguments).code, Some(0));
    assert_eq!(place.run(&arguments).code, Some(0), "the same again spoils nothing");
    let path = "drafts/to-trinh-huyen-ke-sach-2024-05-01.docx";
    place.write(path, "edited");
    fs::remove_file(place.at("drafts/quyet-dinh-huyen-ke-sach-2024-05-01.docx")).unwrap();
    let run = place.run(&arguments);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("to-trinh-huyen-ke-sach-2024-05-01.docx") && run.err.contains("--overwrite"), "{run:?}");
    assert_eq!(place.read(path), "edited");
    assert_eq!(files(&place, "drafts").len(), 1, "nothing else is written either");
    assert_eq!(place.run(&[&arguments[..], &["--overwrite"]].concat()).code, Some(0));
    assert_ne!(fs::read(place.at(path)).unwrap(), b"edited");
}

#[test]
fn a_file_is_no_place_for_several_papers() {
    let place = undecided();
    let run = place.run(&["draft", "decision", "--as-of", "2024-05-01", "-o", "one.docx", "--lang", "en"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("give a folder instead of one.docx") && !place.at("one.docx").exists(), "{run:?}");
}

#[test]
fn letterheads_that_name_one_another_end() {
    let place = undecided();
    let regulation = "registry/regulations/246-qd-ubnd-2024.yaml";
    place.replace(regulation, "      head: Chủ tịch\n", "      head: Chủ tịch\n      above: provincial-office\n");
    let run = place.run(&["draft", "decision", "--as-of", "2024-05-01", "-o", "drafts"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

/// The base registry with mailboxes, and nothing filed but what is given.
fn base_with(lines: &str) -> Workplace {
    let place = Workplace::with_base();
    place.write("registry/submissions/2024/2024-05.yaml", lines);
    for (unit, name) in [("vp-ubnd", "Văn phòng UBND tỉnh"), ("so-y-te", "Sở Y tế")] {
        let name = format!("name: {name}");
        place.replace("registry/units/province.yaml", &name, &format!("{name}, email: {unit}@tinhthu.example"));
    }
    place
}

/// Who is reminded on a day, by the names of the files.
fn reminded(place: &Workplace, day: &str) -> BTreeSet<String> {
    let folder = format!("letters-{day}");
    let run = place.run(&["draft", "reminders", "--as-of", day, "-o", &folder]);
    assert_eq!(run.code, Some(0), "{run:?}");
    files(place, &folder).into_iter().filter(|name| name.ends_with(".docx")).collect()
}

fn letter(place: &Workplace, day: &str, unit: &str) -> Vec<String> {
    reminded(place, day);
    paper(place, &format!("letters-{day}/nhac-{unit}-{day}.docx"))
}

const NOTHING: &str = "submissions: []\n";

/// The first quarter is due by 18/03 and March by 21/03; a commune's March by the 18th, as its district set.
#[test]
fn a_letter_goes_out_from_five_days_before_the_last_good_day_on() {
    let place = base_with(NOTHING);
    assert_eq!(reminded(&place, "2024-03-12"), BTreeSet::new(), "six days before");
    let all = ["nhac-huyen-a-2024-03-13.docx", "nhac-so-y-te-2024-03-13.docx", "nhac-xa-b-2024-03-13.docx"];
    assert_eq!(reminded(&place, "2024-03-13"), all.map(str::to_owned).into());
    assert!(has(&letter(&place, "2024-03-13", "so-y-te"), "còn 5 ngày"));
    assert!(has(&letter(&place, "2024-03-18", "so-y-te"), "đến hạn hôm nay"));
    let overdue = letter(&place, "2024-03-19", "so-y-te");
    assert!(has(&overdue, "quá hạn 1 ngày") && has(&overdue, "còn 2 ngày"), "{overdue:#?}");
    assert!(has(&overdue, "Kính gửi: Sở Y tế"));
}

#[test]
fn who_has_filed_has_more_time_or_is_excused_gets_no_letter() {
    let place = base_with(
        "submissions:\n  - {unit: so-y-te, period: 2024-Q1, received: 2024-03-18}\n  \
         - {unit: so-y-te, period: 2024-03, received: 2024-03-21}\n  \
         - {unit: huyen-a, period: 2024-03, received: 2024-03-29}\n\
         extensions:\n  - {unit: huyen-a, period: 2024-Q1, by: 2024-04-02, document: 8/VP}\n",
    );
    place.write(
        "registry/waivers.yaml",
        "waivers:\n  - {rule: report-overdue, unit: xa-b, period: 2024-03, from: 2024-03-01, until: 2024-04-30, \
         document: 9/VP, approved_by: Võ Văn Phong, reason: bão}\n",
    );
    assert_eq!(reminded(&place, "2024-04-01"), BTreeSet::new());
    let after = ["nhac-huyen-a-2024-04-03.docx".to_owned()];
    assert_eq!(reminded(&place, "2024-04-03"), after.into(), "the extension has run out");
}

#[test]
fn repeated_silence_is_for_the_head() {
    let place = base_with(NOTHING);
    place.replace(
        "registry/units/province.yaml",
        "name: Sở Y tế,",
        "name: Sở Y tế, head: {name: Lê Minh, position: Giám đốc},",
    );
    // March and April overdue: two in a row. The first quarter is one.
    let letter = letter(&place, "2024-04-23", "so-y-te");
    assert!(has(&letter, "Kính gửi: Giám đốc Sở Y tế"), "{letter:#?}");
    assert!(letter.iter().any(|text| text.starts_with("Đến nay, đã 02 kỳ liên tiếp Sở Y tế không gửi báo cáo.")));
    let message = place.read("letters-2024-04-23/nhac-so-y-te-2024-04-23.eml");
    let to = message.split("\r\nTo: ").nth(1).unwrap().split("\r\nCc: ").next().unwrap();
    assert!(to.contains("so-y-te@tinhthu.example") && !to.contains("an@tinhthu.example"), "{message}");
}

#[test]
fn a_report_sent_back_is_asked_for_again() {
    let place = base_with(
        "submissions:\n  - {unit: so-y-te, period: 2024-Q1, received: 2024-03-14, returned: 2024-03-15, reason: thiếu biểu}\n",
    );
    let letter = letter(&place, "2024-03-15", "so-y-te");
    assert!(has(&letter, "còn 3 ngày; bị trả lại ngày 15/03/2024 (thiếu biểu)"), "{letter:#?}");
}

#[test]
fn a_message_is_a_draft_to_the_officers_with_a_copy_to_the_unit() {
    let place = base_with(NOTHING);
    reminded(&place, "2024-03-19");
    let message = place.read("letters-2024-03-19/nhac-so-y-te-2024-03-19.eml");
    assert!(message.starts_with("X-Unsent: 1\r\n"));
    let (headers, _) = message.split_once("\r\n\r\n").unwrap();
    let headers = headers.replace("\r\n ", " ");
    let header = |name: &str| headers.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
    assert!(header("From: ").contains("<vp-ubnd@tinhthu.example>"));
    let to = header("To: ");
    assert!(to.contains("<an@tinhthu.example>") && to.contains("<binh@tinhthu.example>"));
    assert!(header("Cc: ").contains("<so-y-te@tinhthu.example>"));
    assert_eq!(header("Date: "), "Tue, 19 Mar 2024 08:00:00 +0700");
    assert!(header("Message-ID: ").ends_with("@tinhthu.example>"));
}

#[test]
fn who_cannot_be_written_to_is_listed_with_the_reason() {
    let place = base_with(NOTHING);
    for officer in ["an", "binh"] {
        place.replace("registry/officers/so-y-te.yaml", &format!("    email: {officer}@tinhthu.example\n"), "");
    }
    place.replace("registry/units/province.yaml", ", email: so-y-te@tinhthu.example", "");
    place.replace("registry/units/huyen-a.yaml", "    code: \"31501\"\n    until: 2025-06-30", "    until: 2024-03-31");
    let run = place.run(&["draft", "reminders", "--as-of", "2024-04-05", "-o", "letters", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("Sở Y tế: neither its officers nor the unit have an official address"), "{}", run.out);
    assert!(run.out.contains("Xã B: the unit is no more"), "{}", run.out);
    let names = files(&place, "letters");
    assert!(names.contains("nhac-so-y-te-2024-04-05.docx") && !names.contains("nhac-so-y-te-2024-04-05.eml"));
    assert!(names.iter().all(|name| !name.contains("xa-b")));
}

#[test]
fn a_private_address_is_written_neither_to_nor_into_a_decision() {
    let place = base_with(NOTHING);
    place.replace("registry/officers/so-y-te.yaml", "an@tinhthu.example", "an@gmail.example\n    phone: 0912 345 678");
    place.replace("registry/decisions/ubnd-tinh/2024-02-20-10.yaml", "ly-van-an, ", "");
    reminded(&place, "2024-03-19");
    assert!(!place.read("letters-2024-03-19/nhac-so-y-te-2024-03-19.eml").contains("gmail"));
    place.run(&["draft", "decision", "--as-of", "2024-03-19", "-o", "drafts"]);
    let decision = paper(&place, "drafts/quyet-dinh-ubnd-tinh-2024-03-19.docx");
    assert!(has(&decision, "Lý Văn An"));
    assert!(decision.iter().all(|text| !text.contains("gmail") && !text.contains("0912")), "{decision:#?}");
}

#[test]
fn a_hostile_name_stays_text_in_every_paper() {
    let place = base_with(NOTHING);
    let name = "=cmd|'/c calc'!A0 </w:t><script>&\\u202e\\u0007";
    place.replace("registry/officers/so-y-te.yaml", "name: Lý Văn An", &format!("name: \"{name}\""));
    place.replace("registry/decisions/ubnd-tinh/2024-02-20-10.yaml", "ly-van-an, ", "");
    let run = place.run(&["draft", "decision", "--as-of", "2024-03-19", "-o", "drafts"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let decision = paper(&place, "drafts/quyet-dinh-ubnd-tinh-2024-03-19.docx");
    assert!(decision.iter().any(|text| text.contains("=cmd") && text.contains('␇') && text.contains('\u{fffd}')));
    assert_eq!(place.run(&["draft", "reminders", "--as-of", "2024-03-19", "-o", "drafts"]).code, Some(0));
    let message = place.read("drafts/nhac-so-y-te-2024-03-19.eml");
    assert!(message.is_ascii());
    let list = place.run(&["draft", "list", "--as-of", "2024-03-19", "--unit", "so-y-te", "-o", "list.xlsx"]);
    assert_eq!(list.code, Some(0), "{list:?}");
}

#[test]
fn a_blank_list_has_the_known_people_their_seats_and_choices() {
    let place = undecided();
    let run = place.run(&["draft", "list", "--as-of", "2024-03-01", "--unit", "Huyện Kế Sách", "-o", "list.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut package = zip::ZipArchive::new(Cursor::new(fs::read(place.at("list.xlsx")).unwrap())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let strings = part("xl/sharedStrings.xml");
    for text in [
        "STT",
        "Họ và tên",
        "Chức vụ",
        "Đơn vị",
        "Vị trí đầu mối",
        "Điện thoại",
        "Thư điện tử",
        "Từ ngày",
        "Ghi chú",
        "Lê Thị Hương",
        "Xã An Mỹ",
        "Công chức phụ trách Bộ phận Một cửa",
    ] {
        assert!(strings.contains(&format!(">{text}</t>")), "no {text}");
    }
    assert_eq!(part("xl/worksheets/sheet1.xml").matches("<dataValidation ").count(), 3);
    assert!(part("docProps/core.xml").contains("1980-01-01T00:00:00Z"));
    let again = place.run(&["draft", "list", "--as-of", "2024-03-01", "--unit", "Huyện Kế Sách", "-o", "again.xlsx"]);
    assert_eq!(again.code, Some(0));
    assert!(fs::read(place.at("list.xlsx")).unwrap() == fs::read(place.at("again.xlsx")).unwrap());
}

#[test]
fn a_unit_without_seats_has_no_list() {
    let place = Workplace::with_base();
    place.write(
        "registry/units/cuc-thue.yaml",
        "units:\n  - {id: cuc-thue, kind: central-agency, parent: ubnd-tinh, name: Cục Thuế}\n",
    );
    let run =
        place.run(&["draft", "list", "--as-of", "2024-06-30", "--unit", "cuc-thue", "-o", "x.xlsx", "--lang", "en"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("has no seat") && !place.at("x.xlsx").exists(), "{run:?}");
}
