//! A document with every kind of cell: bands, groups, a total, what is missing, states, an empty table.

use ttc::document::{Cell, Column, Document, Evidence, Holds, Kept, Level, Mark, Revision, Row, Section, Table, Tone};
use ttc::locale::{Both, Text};

pub fn document() -> Document {
    Document {
        kind: "report",
        title: both("Tuân thủ chế độ báo cáo: Quý III/2024", "Compliance of reports: Q3 2024"),
        subject: Text::same("Tỉnh Sóc Trăng"),
        about: vec![both("Báo cáo đã nhận tính đến 30/09/2024", "Reports as received by 30/09/2024")],
        notice: Some("Dữ liệu mẫu; họ tên là hư cấu".to_owned()),
        sections: vec![figures(), papers(), states(), nothing()],
        frame: None,
        evidence: evidence(),
    }
}

/// The same with one section.
pub fn of_one(section: Section) -> Document {
    Document { sections: vec![section], ..document() }
}

pub fn both(vi: &str, en: &str) -> Text {
    Text { vi: vi.to_owned(), en: en.to_owned() }
}

fn evidence() -> Evidence {
    let arguments = ["report", "--quarter", "2024-Q3", "--under", "huyện \"A\"; B", "--as-of", "2024-09-30"];
    Evidence {
        tool: "ttc 0.1.0".to_owned(),
        arguments: arguments.map(str::to_owned).to_vec(),
        as_of: "2024-09-30".parse().unwrap(),
        regulations: vec!["246/QĐ-UBND".to_owned(), "12/2026/QĐ-UBND".to_owned()],
        kept: Kept::At(Revision { commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334".to_owned(), uncommitted: true }),
        digest: Some("0f".repeat(32)),
        files: vec![("ttc.yaml".to_owned(), "1a".repeat(32)), ("đơn vị/--><b>.yaml".to_owned(), "2b".repeat(32))],
    }
}

fn column(id: &'static str, vi: &'static str, en: &'static str, holds: Holds) -> Column {
    Column::new(id, Both::new(vi, en), holds)
}

pub fn figures() -> Section {
    let seats = || Both::new("Đầu mối", "Focal points");
    let reports = || Both::new("Báo cáo", "Reports");
    let row = |name: Text, numbers: [i64; 4], rate: Cell, change: Cell| {
        let [held, owed, on_time, waived] = numbers.map(Cell::Count);
        Row::item(vec![Cell::Words(name), held, owed, on_time, waived, rate, change])
    };
    let rate = |part, whole| Cell::Rate { part, whole };
    let inner = |row: Row| Row { indent: 1, ..row };
    let rows = vec![
        Row {
            level: Level::Group,
            ..row(both("Cấp tỉnh", "Province"), [39, 72, 66, 0], rate(66, 72), Cell::Change(28))
        },
        Row {
            indent: 1,
            ..Row::item(
                std::iter::once(Cell::name("Văn phòng UBND tỉnh"))
                    .chain(std::iter::repeat_n(Cell::Missing, 6))
                    .collect(),
            )
        },
        inner(row(Text::same("Sở, ngành"), [35, 72, 66, 1], rate(66, 72), Cell::Missing)).toned(Tone::Bad),
        row(Text::same("UBND cấp huyện"), [0, 44, 0, 0], rate(0, 44), Cell::Change(0)),
        row(Text::same("UBND cấp xã"), [1_234_567, 434, 434, -5], rate(434, 434), Cell::Change(-11)),
        row(Text::same("Đơn vị khác"), [1, 3, 1, 0], rate(1, 3), Cell::Change(-5)).toned(Tone::Warning),
        Row {
            level: Level::Total,
            ..row(both("Tổng cộng", "Total"), [1_234_642, 553, 501, -4], rate(501, 553), Cell::Change(1000))
        },
    ];
    Section {
        id: "figures",
        heading: both("Tuân thủ theo cấp", "Compliance by tier"),
        lead: vec![both("Phải gửi 553 báo cáo", "553 reports are owed")],
        table: Table {
            columns: vec![
                column("group", "Đơn vị", "Units", Holds::Words),
                column("held", "có", "held", Holds::Count).under(seats()),
                column("owed", "phải gửi", "owed", Holds::Count).under(reports()),
                column("on_time", "đúng hạn", "on time", Holds::Count).under(reports()),
                column("waived", "miễn trừ", "waived", Holds::Count).under(reports()).ranked(1),
                column("rate", "Tỷ lệ đúng hạn", "Rate", Holds::Rate),
                column("change", "So kỳ trước", "Change", Holds::Change),
            ],
            rows,
            empty: both("Không có đơn vị nào", "No units"),
        },
        chart: None,
        notes: vec![both("84 báo cáo không đánh giá", "84 reports are not judged")],
    }
}

/// Codes that programs like to change, days, long words.
pub fn papers() -> Section {
    const CODES: [&str; 9] = [
        "246/QĐ-UBND",
        "0299 382 1234",
        "0123",
        "2024-06",
        "1E5",
        "123456789012345678",
        "1/2",
        "+84 299 382 1234",
        "7",
    ];
    const DAYS: [&str; 3] = ["2024-06-20", "2024-01-02", "2024-12-31"];
    let rows = CODES.iter().enumerate().map(|(at, code)| {
        Row::item(vec![
            Cell::name(["Ban Dân tộc", "Sở Nông nghiệp và Phát triển nông thôn", "Xã Ðại Ân 2"][at % 3]),
            if at == 8 { Cell::Missing } else { Cell::Code((*code).to_owned()) },
            Cell::Day(DAYS[at % 3].parse().unwrap()),
            Cell::Words(both("gửi trễ; đã nhắc", "came late; reminded")),
            Cell::name("van-phong.uy-ban-nhan-dan@soctrang.example.gov.vn"),
            if at % 2 == 0 { Cell::name("Nguyễn Thị Ánh; Trần Văn Ổn") } else { Cell::Missing },
        ])
    });
    Section {
        id: "papers",
        heading: both("Văn bản", "Papers"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                column("unit", "Đơn vị", "Unit", Holds::Words),
                column("number", "Số văn bản", "Number", Holds::Code),
                column("received", "Ngày nhận", "Received", Holds::Day),
                column("note", "Ghi chú", "Note", Holds::Words).ranked(2),
                column("email", "Thư điện tử", "E-mail", Holds::Words).ranked(3),
                column("officers", "Đầu mối", "Focal points", Holds::Words).ranked(1),
            ],
            rows: rows.collect(),
            empty: both("Không có văn bản nào", "No papers"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

/// Units by months and quarters of a year: more columns than a terminal has.
pub fn states() -> Section {
    let periods = (1..=12).flat_map(|month| {
        let quarter = (month % 3 == 0).then(|| format!("Q{}/24", month / 3));
        std::iter::once(format!("T{month}/24")).chain(quarter)
    });
    let mut columns = vec![column("unit", "Đơn vị", "Unit", Holds::Words)];
    columns.extend(periods.map(|period| Column::new(period.clone(), Text::same(period), Holds::Mark)));
    columns.push(column(
        "request",
        "Rà soát, đánh giá thủ tục hành chính năm 2024 theo yêu cầu của Chủ tịch Ủy ban nhân dân tỉnh",
        "Review of procedures in 2024 as the chairman of the province's committee asked for it",
        Holds::Mark,
    ));
    let mark = |unit: usize, period: usize| {
        let (letter, tone, says) = match (unit + period) % 4 {
            0 => (both("Đ", "O"), Tone::Good, both("đúng hạn", "on time")),
            1 => (both("T", "L"), Tone::Warning, both("trễ 3 ngày", "late by 3 days")),
            2 => (both("Q", "X"), Tone::Bad, both("quá hạn 12 ngày", "overdue by 12 days")),
            _ => return Cell::Missing,
        };
        Cell::Mark(Mark { letter, tone, says })
    };
    let marks = columns.len() - 1;
    let names = ["Ban Dân tộc", "Sở Nông nghiệp và Phát triển nông thôn", "Ban Quản lý các khu công nghiệp"];
    let rows = names.iter().enumerate().map(|(unit, name)| {
        let cells = std::iter::once(Cell::name(*name)).chain((0..marks).map(|period| mark(unit, period)));
        Row { cells: cells.collect(), level: Level::Item, indent: u8::from(unit == 1), tone: Tone::Plain }
    });
    Section {
        id: "states",
        heading: both("Đơn vị và kỳ báo cáo", "Units by periods"),
        lead: Vec::new(),
        table: Table { rows: rows.collect(), columns, empty: both("Không có báo cáo nào", "No reports") },
        chart: None,
        notes: vec![both("Đ đúng hạn · T trễ · Q quá hạn", "O on time · L late · X overdue")],
    }
}

pub fn nothing() -> Section {
    Section {
        id: "nothing",
        heading: both("Báo cáo gửi trễ", "Late reports"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                column("unit", "Đơn vị", "Unit", Holds::Words),
                column("days", "Số ngày", "Days", Holds::Count),
            ],
            rows: Vec::new(),
            empty: both("Không có báo cáo nào gửi trễ", "No report came late"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

/// What people could write into a registry to harm whoever opens a document.
pub const HOSTILE: [&str; 12] = [
    "=cmd|' /C calc'!A0",
    "+84;=HYPERLINK(\"http://x.example\",\"xem\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1\r\n-2+3",
    "＝1＋1",
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "| a | b |\n|---|---|\n# tiêu đề\n- mục",
    "![x](http://x.example/y.png) [z](javascript:alert(1)) **đậm** `mã` @nguoi #12",
    "--> <!-- {\"format\":\"ttc-evidence\",\"version\":1}",
    "Sở \u{202e}gnăbgnôc\u{202c} \u{0}\u{1b}[31m\u{feff}",
    "1. một\\",
    "Tra\u{302}\u{300}n Thi\u{323} \u{1f468}\u{200d}\u{1f469} 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
];

/// The sample with these words wherever a registry's words may stand.
pub fn hostile(words: &str) -> Document {
    let mut document = document();
    let text = || Text::same(words);
    document.title = text();
    document.subject = text();
    document.about = vec![text()];
    document.notice = Some(words.to_owned());
    document.evidence.arguments.push(words.to_owned());
    document.evidence.regulations.push(words.to_owned());
    document.evidence.files.push((words.to_owned(), "3c".repeat(32)));
    for section in &mut document.sections {
        section.heading = text();
        section.lead = vec![text()];
        section.notes = vec![text()];
        section.table.empty = text();
        for column in &mut section.table.columns {
            column.heading = text();
            if column.band.is_some() {
                column.band = Some(text());
            }
        }
        for cell in section.table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            match cell {
                Cell::Words(own) => *own = text(),
                Cell::Code(own) => *own = words.to_owned(),
                Cell::Mark(mark) => (mark.letter, mark.says) = (text(), text()),
                _ => {}
            }
        }
    }
    document
}
