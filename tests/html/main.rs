//! A document as a page of HTML: what stands in it, that nothing gets out of its place, and, in a browser, what people
//! can do with it.
//!
//! Tests that need Chromium or an outside checker are ignored; `.ci/run` runs them where there is one.

mod behaviour;
mod browser;
mod checkers;
mod sample;

use std::collections::BTreeSet;

use sample::{both, document, of_one, overdue, state, units};
use ttc::document::{Cell, Document};
use ttc::locale::Language;
use ttc::render::document::{CsvLook, Form, Look};
use ttc::render::{Terminal, visible};

fn form() -> &'static Form {
    Form::named("html").expect("the form is in the table")
}

fn page(document: &Document, language: Language) -> String {
    let csv = CsvLook { delimiter: b',', for_spreadsheets: true };
    let look = Look { language, terminal: Terminal::plain(), csv };
    String::from_utf8(form().render(document, &look).unwrap()).unwrap()
}

/// The text between two marks, the first time.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("no {before}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no {after} after {before}")).0
}

/// Text as it stands in HTML.
fn escaped(text: &str) -> String {
    let text = visible(text).replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
    text.replace('"', "&#34;").replace('\'', "&#39;")
}

#[test]
fn the_ending_of_a_file_chooses_the_form() {
    for name in ["bao-cao.html", "BAO-CAO.HTM"] {
        assert_eq!(Form::for_file(name).map(|form| form.name), Some("html"));
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(page(&document(), Language::Vi), page(&document(), Language::Vi));
}

#[test]
fn every_word_and_mark_is_there_without_a_script() {
    for language in Language::ALL {
        let page = page(&document(), language);
        for section in &document().sections {
            let table = between(&page, &format!("<section id=\"{}\"", section.id), "</section>");
            for text in section.notes.iter().chain(section.table.columns.iter().map(|column| &column.heading)) {
                assert!(section.table.rows.is_empty() || table.contains(&escaped(text.get(language))), "{text:?}");
            }
            for cell in section.table.rows.iter().flat_map(|row| &row.cells) {
                match cell {
                    Cell::Words(text) => assert!(table.contains(&escaped(text.get(language))), "{text:?}"),
                    Cell::Mark(mark) => {
                        let (letter, says) = (escaped(mark.letter.get(language)), escaped(mark.says.get(language)));
                        assert!(table.contains(&format!("data-m=\"{letter}\">{says}</td>")), "{mark:?}");
                    }
                    _ => {}
                }
            }
        }
        assert!(page.contains(&format!("<html lang=\"{}\">", language.code())));
    }
}

#[test]
fn a_missing_value_is_a_dash_and_a_figure_is_written_in_its_language() {
    let of = |language| between(&page(&document(), language), "<section id=\"compliance\"", "</section>").to_owned();
    assert!(of(Language::Vi).contains("<td class=\"n x\">-</td>"));
    assert!(of(Language::Vi).contains("<td class=\"n\">1.138</td>"));
    assert!(of(Language::Vi).contains("<td class=\"n\">91,7 %</td><td class=\"n\">▲ 2,8</td>"));
    assert!(of(Language::En).contains("<td class=\"n\">1,138</td>"));
    assert!(of(Language::En).contains("<td class=\"n\">91.7%</td>"));
}

#[test]
fn a_page_opens_on_who_is_late_and_where_a_seat_is_empty() {
    let page = page(&document(), Language::Vi);
    let summary = between(&page, "<nav", "</nav>");
    // 1510 of 1550.
    assert!(summary.contains("97,4 % <small>Tỷ lệ đúng hạn</small>"));
    assert!(summary.contains("12 <small>dòng</small>"));
    assert!(summary.contains("12 báo cáo của 12 đơn vị đã quá hạn mà chưa nhận được"));
    assert!(summary.contains("<p class=\"named\">Cần chú ý: Ban Dân tộc, Đại Hải</p>"));
    assert!(summary.contains("Không có báo cáo nào gửi trễ"));
    for section in &document().sections {
        assert!(summary.contains(&format!("<a href=\"#{}\">", section.id)));
    }
    assert!(page.find("<nav").unwrap() < page.find("<section id=\"matrix\"").unwrap());
    assert!(page.find("<section id=\"matrix\"").unwrap() < page.find("<section id=\"compliance\"").unwrap());
}

#[test]
fn a_document_of_one_part_has_no_summary_and_keeps_its_lead() {
    let page = page(&of_one(overdue(3)), Language::Vi);
    assert!(!page.contains("<nav"));
    assert!(page.contains("<p class=\"lead\">12 báo cáo"));
}

#[test]
fn a_document_of_nothing_is_a_page_all_the_same() {
    let empty = Document { sections: Vec::new(), about: Vec::new(), notice: None, ..document() };
    assert!(page(&empty, Language::En).contains("<h1>Compliance of reports and focal points: Q3 2024</h1>"));
}

#[test]
fn a_table_of_no_rows_says_so() {
    let page = page(&document(), Language::En);
    assert!(between(&page, "<section id=\"late\"", "</section>").contains("No report came late"));
    assert!(!between(&page, "<section id=\"requests\"", "</section>").contains("<table"));
}

#[test]
fn the_legend_has_every_state_once_with_how_often_it_occurs() {
    let page = page(&document(), Language::Vi);
    let legend = between(&page, "<ul class=\"legend\"", "</ul>");
    let words = ["đúng hạn", "trễ", "quá hạn", "chưa đến hạn", "không xét"];
    for (number, word) in words.into_iter().enumerate() {
        let cells = (0..units().len()).flat_map(|unit| (0..20).map(move |period| state(unit, period)));
        let count = cells.filter(|state| *state == Some(number)).count();
        let count = if count > 999 { format!("{}.{:03}", count / 1000, count % 1000) } else { count.to_string() };
        assert!(legend.contains(&format!(">{word} <b>{count}</b>")), "{word} {count}: {legend}");
    }
    assert_eq!(legend.matches("<li>").count(), 5);
}

#[test]
fn a_bar_is_as_long_as_its_count() {
    let page = page(&document(), Language::Vi);
    let chart = between(&page, "<section id=\"compliance\"", "</figure>");
    // The longest bar is that of the communes: 401 + 21 + 12 + 84 = 518. Of it 401 is 77.41 %, and the 66 above 12.74 %.
    assert!(chart.contains("<desc>đúng hạn 401, trễ 21, quá hạn 12, không xét 84</desc>"));
    assert!(chart.contains("class=\"bar good\" x=\"0.00%\" width=\"77.41%\""));
    assert!(chart.contains("class=\"bar good\" x=\"0.00%\" width=\"12.74%\""));
    assert!(chart.contains("class=\"bar warning\" x=\"77.41%\""));
    // Three outermost rows; neither what stands below them nor the total.
    assert_eq!(chart.matches("<svg role=\"img\"").count(), 3);
}

#[test]
fn nothing_hostile_leaves_its_place() {
    for language in Language::ALL {
        let page = page(&document(), language);
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page.matches("</script").count(), 2);
        assert_eq!(page.matches("<style").count(), 1);
        for raw in ["<img", "<svg onload", "<!--", "\u{202e}", "\u{0}", "\u{1b}", "</title></style>"] {
            assert!(!page.contains(raw), "{raw:?}");
        }
        for hostile in sample::HOSTILE {
            assert!(page.contains(&escaped(hostile)), "{hostile:?}");
        }
    }
}

#[test]
fn a_page_names_nothing_outside_itself() {
    let page = page(&document(), Language::Vi);
    for outside in ["http:", "https:", "src=", "@import", "<link", "<iframe", "<form", " style=", " onclick="] {
        let in_markup = page.replace(&escaped(sample::HOSTILE[1]), "");
        assert!(!in_markup.contains(outside), "{outside}");
    }
    assert!(page.split("url(").skip(1).all(|rest| rest.starts_with('#')));
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src &#39;none&#39;;"));
    assert!(!policy.contains("unsafe"));
}

#[test]
fn the_evidence_comes_back_whole() {
    let page = page(&document(), Language::Vi);
    assert_eq!(form().read_evidence(page.as_bytes()).ok(), Some(sample::evidence()));
    assert_eq!(form().read_evidence(b"<!DOCTYPE html><title>x</title>").ok(), None);
    assert_eq!(form().read_evidence(b"\xff\xfe").ok(), None);
}

#[test]
fn a_name_cannot_pass_for_the_evidence() {
    let false_evidence = r#"<script type="application/json" id="ttc-evidence">{"format":"ttc-evidence"}</script>"#;
    let document = Document { subject: both(false_evidence, false_evidence), ..document() };
    let page = page(&document, Language::Vi);
    assert_eq!(form().read_evidence(page.as_bytes()).ok(), Some(sample::evidence()));
}

#[test]
fn ids_in_a_page_are_unique() {
    let page = page(&document(), Language::Vi);
    let mut ids = BTreeSet::new();
    for rest in page.split(" id=\"").skip(1) {
        let id = rest.split('"').next().unwrap();
        assert!(ids.insert(id), "{id} stands twice");
    }
}
