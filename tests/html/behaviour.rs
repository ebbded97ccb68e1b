//! What people do with a page, done in Chromium: open, filter, sort, look closer, print, hand on.

use std::path::PathBuf;

use serde_json::{Value, json};
use ttc::document::{Cell, Document, Section};
use ttc::locale::Language;

use super::browser::Browser;
use super::sample::{document, of_one, overdue, state, units};

pub struct Opened {
    pub browser: Browser,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

/// A page on disk, opened as a double click does.
pub fn opened(document: &Document) -> Opened {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bao-cao.html");
    std::fs::write(&file, super::page(document, Language::Vi)).unwrap();
    let mut browser = Browser::start();
    browser.open(&file, "");
    Opened { browser, file, _folder: folder }
}

impl Opened {
    /// Clears a table's filter and types another text into it.
    fn filter(&mut self, section: &str, text: &str) {
        self.browser.value(&format!("document.querySelector('#{section} input').select()"));
        self.browser.value(&format!("document.querySelector('#{section} input').focus()"));
        self.browser.type_text(text);
        // Large tables wait for the end of the typing; the address is changed last.
        let kept = format!("new URLSearchParams(location.hash.slice(2)).get('{section}.text')");
        self.browser.wait_until(&format!("{kept} === '{text}'"));
    }

    /// The names of the rows to be seen, in order; `context` are those that only show what others are part of.
    fn names(&mut self, section: &str, with_context: bool) -> Vec<String> {
        let rows = if with_context { "tr:not([hidden])" } else { "tr:not([hidden], .context)" };
        self.browser.texts(&format!(
            "[...document.querySelectorAll('#{section} tbody {rows}')].map((row) => row.querySelector('th').textContent)"
        ))
    }

    fn column(&mut self, section: &str, column: usize) -> Vec<String> {
        self.browser.texts(&format!(
            "[...document.querySelectorAll('#{section} tbody tr')].map((row) => row.cells[{column}].textContent)"
        ))
    }

    fn sort(&mut self, section: &str, column: usize) -> Value {
        let heading = format!("document.querySelector('#{section} th[data-column=\"{column}\"]')");
        self.browser.value(&format!("{heading}.querySelector('button').click()"));
        self.browser.value(&format!("{heading}.getAttribute('aria-sort')"))
    }

    fn status(&mut self, section: &str) -> String {
        let text = self.browser.value(&format!("document.querySelector('#{section} [role=status]').textContent"));
        text.as_str().unwrap().to_owned()
    }
}

fn section(id: &str) -> Section {
    document().section(id).unwrap().clone()
}

#[test]
#[ignore = "needs chromium"]
fn a_page_asks_the_network_for_nothing_and_its_policy_lets_nothing_else_run() {
    let mut opened = opened(&document());
    let own = opened.browser.value("location.href");
    // What a hostile name would do, had it got through.
    opened.browser.value(
        "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.invalid/x.png\" onerror=\"window.ran = 1\">')",
    );
    opened.browser.value(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))",
    );
    opened.browser.value("new Promise((done) => setTimeout(done, 300))");
    assert_eq!(opened.browser.value("window.ran ?? null"), Value::Null);
    let events = std::mem::take(&mut opened.browser.events);
    let of = |method: &str| events.iter().filter(|event| event["method"] == method).collect::<Vec<_>>();
    let is_blocked = |url: &Value| {
        let failed = of("Network.loadingFailed");
        failed.iter().any(|event| event["params"]["blockedReason"] == "csp") && *url == "https://example.invalid/x.png"
    };
    for event in of("Network.requestWillBeSent") {
        let url = &event["params"]["request"]["url"];
        assert!(*url == own || *url == "about:blank" || is_blocked(url), "{url}");
    }
    assert!(of("Page.javascriptDialogOpening").is_empty());
    assert!(of("Runtime.exceptionThrown").is_empty());
}

#[test]
#[ignore = "needs chromium"]
fn a_page_opens_without_a_complaint() {
    let mut opened = opened(&document());
    assert_eq!(opened.browser.value("document.querySelectorAll('#matrix tbody tr').length"), json!(units().len()));
    let complaints = ["Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"];
    let complained =
        opened.browser.events.iter().filter(|event| complaints.iter().any(|kind| event["method"] == *kind));
    assert_eq!(complained.count(), 0);
}

#[test]
#[ignore = "needs chromium"]
fn ke_sach_finds_the_district_and_all_below_it() {
    let mut opened = opened(&document());
    opened.filter("matrix", "ke sach");
    let names: Vec<String> = units().into_iter().map(|(name, _)| name).collect();
    let at = names.iter().position(|name| name == "Huyện Kế Sách").unwrap();
    // The district and its 13 communes.
    assert_eq!(opened.names("matrix", true), names[at..=at + 13]);
    assert_eq!(opened.status("matrix"), "Đang hiện 14 trên 140 dòng");
}

#[test]
#[ignore = "needs chromium"]
fn a_filter_minds_neither_marks_nor_case_and_takes_a_number_whole() {
    let mut opened = opened(&document());
    opened.filter("matrix", "DAI AN soc trang");
    assert_eq!(opened.names("matrix", false), Vec::<String>::new());
    opened.filter("matrix", "đại hải");
    assert_eq!(opened.names("matrix", false), vec!["Đại Hải"; 11]);
    opened.filter("matrix", "dai an");
    assert!(opened.names("matrix", false).iter().all(|name| name == "Ðại Ân"));
    opened.filter("matrix", "phuong 1 my tu");
    assert_eq!(opened.names("matrix", true), ["Huyện Mỹ Tú", "Phường 1"]);
    opened.filter("matrix", "không có gì như thế");
    assert_eq!(opened.status("matrix"), "Đang hiện 0 trên 140 dòng");
    opened.browser.value("document.querySelector('#matrix .all').click()");
    assert_eq!(opened.names("matrix", true).len(), 140);
    assert_eq!(opened.status("matrix"), "");
}

#[test]
#[ignore = "needs chromium"]
fn a_click_on_a_state_shows_the_units_that_have_it() {
    let mut opened = opened(&document());
    opened.browser.value("[...document.querySelectorAll('#matrix .legend button')].find((button) => button.textContent.startsWith('quá hạn')).click()");
    let with_overdue: Vec<String> = units()
        .into_iter()
        .enumerate()
        .filter(|(unit, _)| (0..20).any(|period| state(*unit, period) == Some(2)))
        .map(|(_, (name, _))| name)
        .collect();
    assert_eq!(with_overdue.len(), 6);
    assert_eq!(opened.names("matrix", false), with_overdue);
    assert_eq!(
        opened
            .browser
            .value("document.querySelector('#matrix .legend [aria-pressed=true]').textContent.trim().slice(0, 7)"),
        "quá hạn"
    );
}

#[test]
#[ignore = "needs chromium"]
fn numbers_sort_as_numbers_days_as_days_and_what_is_missing_comes_last() {
    let mut opened = opened(&of_one(overdue(60)));
    let days: Vec<Option<i64>> = overdue(60)
        .table
        .rows
        .iter()
        .map(|row| match row.cells[3] {
            Cell::Count(days) => Some(days),
            _ => None,
        })
        .collect();
    let mut known: Vec<i64> = days.iter().copied().flatten().collect();
    assert!(known.len() < days.len() && known.iter().any(|days| *days > 999));
    let read = |column: Vec<String>| -> Vec<Option<i64>> {
        column.iter().map(|text| (text != "-").then(|| text.replace('.', "").parse().unwrap())).collect()
    };
    let missing_last = |known: &[i64]| -> Vec<Option<i64>> {
        let known = known.iter().copied().map(Some);
        known.chain(std::iter::repeat(None)).take(days.len()).collect()
    };
    assert_eq!(opened.sort("overdue", 3), "descending");
    known.sort_by_key(|days| -days);
    assert_eq!(read(opened.column("overdue", 3)), missing_last(&known));
    assert_eq!(opened.sort("overdue", 3), "ascending");
    known.reverse();
    assert_eq!(read(opened.column("overdue", 3)), missing_last(&known));
    assert_eq!(opened.status("overdue"), "Sắp theo Số ngày, tăng dần");
    assert_eq!(opened.sort("overdue", 3), Value::Null);
    assert_eq!(read(opened.column("overdue", 3)), days);
    assert_eq!(opened.sort("overdue", 2), "ascending");
    let dates = opened.column("overdue", 2);
    assert_eq!([&dates[0], &dates[20], &dates[40]], ["21/07/2024", "21/08/2024", "18/09/2024"]);
}

#[test]
#[ignore = "needs chromium"]
fn words_sort_by_the_vietnamese_alphabet() {
    let mut opened = opened(&of_one(section("ranking")));
    assert_eq!(opened.sort("ranking", 1), "ascending");
    let is_word =
        |name: &String| name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let names: Vec<String> = opened.column("ranking", 1).into_iter().filter(is_word).collect();
    let mut sorted = names.clone();
    sorted.sort_by(|a, b| ttc::text::compare(a, b));
    assert_eq!(names, sorted);
    let at = |name: &str| names.iter().position(|other| other == name).unwrap();
    assert!(at("Ban Dân tộc") < at("Đại Hải") && at("Đại Hải") < at("Huyện Kế Sách"));
    assert!(at("Phường 1") < at("Phường 10"));
}

#[test]
#[ignore = "needs chromium"]
fn what_is_part_of_a_group_stays_below_it_and_the_total_last() {
    let mut opened = opened(&of_one(section("compliance")));
    opened.sort("compliance", 7);
    let expected = ["UBND cấp xã", "Cấp tỉnh", "Sở, ban, ngành", "Văn phòng UBND tỉnh", "UBND cấp huyện", "Tổng cộng"];
    assert_eq!(opened.names("compliance", true), expected);
}

#[test]
#[ignore = "needs chromium"]
fn a_page_is_used_from_the_keyboard_alone() {
    let mut opened = opened(&document());
    opened.browser.press("Tab");
    assert_eq!(opened.browser.value("document.activeElement.className"), "skip");
    opened.browser.press("Enter");
    opened.browser.wait_until("document.activeElement.id === 'main'");
    // From the filter over what can be scrolled to the first heading.
    opened.browser.value("document.querySelector('#matrix input').focus()");
    opened.browser.press("Tab");
    opened.browser.press("Tab");
    assert_eq!(opened.browser.value("document.activeElement.textContent"), "Đơn vị");
    opened.browser.press("Enter");
    assert_eq!(opened.browser.value("document.activeElement.parentElement.ariaSort"), "ascending");
    opened.browser.press("Enter");
    opened.browser.press("Enter");
    // One stop for all the marks; the arrows lead from one to the next.
    opened.browser.value("document.querySelector('#matrix td[tabindex]').focus()");
    opened.browser.press("ArrowRight");
    opened.browser.press("ArrowDown");
    assert_eq!(
        opened.browser.value("[document.activeElement.cellIndex, document.activeElement.parentElement.rowIndex]"),
        json!([3, 2])
    );
    let tip = opened.browser.value("document.querySelector('.tip:not([hidden])').textContent");
    assert!(tip.as_str().unwrap().starts_with(&format!("{} · T3/24", units()[1].0)), "{tip}");
    assert_eq!(opened.browser.value("document.querySelectorAll('#matrix td[tabindex]').length"), 1);
}

#[test]
#[ignore = "needs chromium"]
fn the_address_keeps_the_view_so_that_it_can_be_handed_on() {
    let mut opened = opened(&document());
    opened.filter("matrix", "kế sách");
    opened.sort("overdue", 3);
    let fragment = opened.browser.value("location.hash").as_str().unwrap().to_owned();
    let file = opened.file.clone();
    let (rows, order) = (opened.names("matrix", false), opened.column("overdue", 3));
    opened.browser.open(&file, &fragment);
    assert_eq!((opened.names("matrix", false), opened.column("overdue", 3)), (rows, order));
    opened.browser.open(&file, "#?matrix.sort=99999&matrix.state=%3Cb%3E&overdue.sort=x&nothing.text=%");
    assert_eq!(opened.names("matrix", false).len(), 140);
}

#[test]
#[ignore = "needs chromium"]
fn paper_is_light_a4_and_nothing_on_it_is_cut() {
    let mut opened = opened(&document());
    opened.filter("ranking", "so");
    let pdf = opened.browser.call("Page.printToPDF", json!({"preferCSSPageSize": true}));
    let pdf = String::from_utf8_lossy(&decoded(pdf["data"].as_str().unwrap())).into_owned();
    let sizes: Vec<(u32, u32)> = pdf
        .split("/MediaBox [")
        .skip(1)
        .map(|rest| {
            let numbers = rest.split(']').next().unwrap().split_whitespace();
            let numbers: Vec<u32> = numbers.map(|number| number.parse::<f64>().unwrap().round() as u32).collect();
            (numbers[2], numbers[3])
        })
        .collect();
    // In points: 210 mm by 297 mm, and on its side for tables of many columns.
    assert!(sizes.iter().all(|size| [(595, 842), (842, 595), (596, 842), (842, 596)].contains(size)), "{sizes:?}");
    assert!(sizes.iter().any(|(width, height)| width < height) && sizes.iter().any(|(width, height)| width > height));

    let dark = json!([{"name": "prefers-color-scheme", "value": "dark"}]);
    opened.browser.call("Emulation.setEmulatedMedia", json!({"media": "print", "features": dark}));
    assert_eq!(opened.browser.value("getComputedStyle(document.body).backgroundColor"), "rgb(255, 255, 255)");
    // What fits between the margins: 173 mm, and 269 mm on its side, at 96 dots an inch.
    for (width, parts) in [(653, ".part:not(.wide)"), (1016, ".part.wide")] {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        opened.browser.call("Emulation.setDeviceMetricsOverride", metrics);
        let too_wide = opened.browser.texts(&format!(
            "[...document.querySelectorAll('{parts} *, footer *')].filter((part) => part.getBoundingClientRect().right > {width} + 1 && part.checkVisibility()).map((part) => part.outerHTML.slice(0, 200))"
        ));
        assert_eq!(too_wide, Vec::<String>::new());
    }
    assert_eq!(opened.browser.value(WORDS_BESIDE_A_MARK), 0);
    assert_eq!(
        opened.browser.value("getComputedStyle(document.querySelector('#matrix thead')).display"),
        "table-header-group"
    );
    let height = "document.querySelector('#matrix .scroll').getBoundingClientRect().height >= document.querySelector('#matrix table').getBoundingClientRect().height";
    assert_eq!(opened.browser.value(height), true);
    // A part of a table says that it is one.
    assert!(opened.browser.value("document.querySelector('#ranking [role=status]').checkVisibility()") == true);
    assert!(opened.browser.value("document.querySelector('#ranking input').checkVisibility()") == false);
}

/// How many marks of a matrix show words beside their letter; they are for whoever listens.
const WORDS_BESIDE_A_MARK: &str = "[...document.querySelectorAll('#matrix td[data-m]')].filter((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getBoundingClientRect().left < cell.getBoundingClientRect().right;
}).length";

#[test]
#[ignore = "needs chromium"]
fn a_mark_in_a_matrix_is_its_letter_alone_to_the_eye() {
    let mut opened = opened(&document());
    assert_eq!(opened.browser.value(WORDS_BESIDE_A_MARK), 0);
    let letter = "getComputedStyle(document.querySelector('#matrix td.bad'), '::before').content";
    assert!(opened.browser.value(letter).as_str().unwrap().starts_with("\"Q\""));
}

#[test]
#[ignore = "needs chromium"]
fn the_print_button_prints() {
    let mut opened = opened(&of_one(overdue(3)));
    opened.browser.value("window.print = () => { window.printed = true; }");
    opened.browser.value("document.getElementById('print').click()");
    assert_eq!(opened.browser.value("window.printed"), true);
}

#[test]
#[ignore = "needs chromium"]
fn a_telephone_shows_it_all_without_moving_sideways() {
    let mut opened = opened(&document());
    opened.browser.call(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": 390, "height": 844, "deviceScaleFactor": 3, "mobile": true}),
    );
    assert_eq!(opened.browser.value("document.documentElement.scrollWidth"), 390);
}

#[test]
#[ignore = "needs chromium"]
fn twelve_thousand_rows_open_filter_and_sort() {
    let mut opened = opened(&of_one(overdue(12_000)));
    assert_eq!(opened.column("overdue", 0).len(), 12_000);
    opened.filter("overdue", "dan toc");
    let shown = opened.names("overdue", true);
    assert!(!shown.is_empty() && shown.iter().all(|name| name == "Ban Dân tộc"));
    assert_eq!(opened.sort("overdue", 3), "descending");
    assert_eq!(opened.column("overdue", 3)[0], "1.202");
}

/// Base 64 (RFC 4648).
fn decoded(text: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        bits = (bits << 6 | u32::from(value(letter))) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
