//! A report as large as a province's, made by hand: every kind of cell, bands, groups, sums, an empty table, and names that
//! try to break out of a page.

use chrono::NaiveDate;
use ttc::document::{
    Cell, Chart, Column, Document, Evidence, Holds, Kept, Level, Mark, Revision, Row, Section, Table, Tone,
};
use ttc::locale::{Both, Text};

/// What people could write into a registry to harm whoever opens the report.
pub const HOSTILE: [&str; 6] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "</title></style><svg onload=alert(3)>",
    "<!--<script>",
    "Sở \u{202e}gnăbgnôc\u{202c} \u{0}\u{1b}[31m",
    "{{ evidence }} ${alert(4)} &lt;b&gt; &amp;",
];

const DISTRICTS: [(&str, usize); 11] = [
    ("Thành phố Sóc Trăng", 10),
    ("Huyện Châu Thành", 8),
    ("Huyện Kế Sách", 13),
    ("Huyện Mỹ Tú", 9),
    ("Huyện Cù Lao Dung", 8),
    ("Huyện Long Phú", 11),
    ("Huyện Mỹ Xuyên", 11),
    ("Thị xã Ngã Năm", 8),
    ("Huyện Thạnh Trị", 10),
    ("Thị xã Vĩnh Châu", 10),
    ("Huyện Trần Đề", 11),
];

const COMMUNES: [&str; 12] = [
    "Phường 1",
    "Phường 10",
    "An Mỹ",
    "An Lạc Tây",
    "Đại Hải",
    "Ba Trinh",
    "Thới An Hội",
    "Trinh Phú",
    "Xuân Hòa",
    "Nhơn Mỹ",
    "Kế An",
    "Ðại Ân",
];

const OFFICES: [&str; 13] = [
    "Văn phòng UBND tỉnh",
    "Sở Y tế",
    "Sở Tài chính",
    "Sở Công Thương",
    "Sở Giáo dục và Đào tạo",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Ban Dân tộc",
    "Thanh tra tỉnh",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Nội vụ",
    "Sở Khoa học và Công nghệ",
    "Ban Quản lý các khu công nghiệp",
];

pub fn both(vi: &str, en: &str) -> Text {
    Text { vi: vi.into(), en: en.into() }
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A unit's name and how far it stands in.
pub fn units() -> Vec<(String, u8)> {
    let mut units: Vec<(String, u8)> = OFFICES.iter().map(|name| ((*name).to_owned(), 0)).collect();
    units.extend(HOSTILE.iter().map(|name| ((*name).to_owned(), 0)));
    for (district, communes) in DISTRICTS {
        units.push((district.to_owned(), 0));
        for commune in 0..communes {
            let name = COMMUNES.get(commune).map_or_else(|| format!("Xã {commune}"), |name| (*name).to_owned());
            units.push((name, 1));
        }
    }
    units.push(("Đơn vị không có báo cáo".to_owned(), 0));
    units.truncate(140);
    units
}

pub fn document() -> Document {
    let mut sections = vec![compliance(), areas(), overdue(12), late(), staffing(), ranking(), requests()];
    sections.push(matrix());
    Document {
        kind: "report",
        title: both(
            "Tuân thủ chế độ báo cáo và đầu mối: Quý III/2024",
            "Compliance of reports and focal points: Q3 2024",
        ),
        subject: Text::same("Tỉnh Sóc Trăng"),
        about: vec![both(
            "Báo cáo đã nhận tính đến 30/09/2024; đầu mối tính đến 30/09/2024; theo 246/QĐ-UBND",
            "Reports as received by 30/09/2024; officers as of 30/09/2024; under 246/QĐ-UBND",
        )],
        notice: Some("Dữ liệu mẫu: người và văn bản là hư cấu.".into()),
        sections,
        frame: None,
        evidence: evidence(),
    }
}

/// The same with one section.
pub fn of_one(section: Section) -> Document {
    Document { sections: vec![section], ..document() }
}

pub fn evidence() -> Evidence {
    Evidence {
        tool: "ttc 0.1.0".into(),
        arguments: ["report", "--quarter", "2024-Q3", "--as-of", "2024-09-30", "--lang", "vi"]
            .map(str::to_owned)
            .to_vec(),
        as_of: day("2024-09-30"),
        regulations: vec!["246/QĐ-UBND".into()],
        kept: Kept::At(Revision { commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334".into(), uncommitted: true }),
        digest: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into()),
        files: (0..60)
            .map(|number| (format!("submissions/2024/2024-{number:02}.yaml"), format!("{number:064x}")))
            .chain([("units/</script><b>.yaml".to_owned(), "0".repeat(64))])
            .collect(),
    }
}

fn count(id: &'static str, vi: &'static str, en: &'static str) -> Column {
    Column::new(id, Both::new(vi, en), Holds::Count)
}

fn figures_columns() -> Vec<Column> {
    let seats = Both::new("Đầu mối", "Focal points");
    let reports = Both::new("Báo cáo", "Reports");
    vec![
        Column::new("group", Both::new("Đơn vị", "Units"), Holds::Words),
        count("units", "Số đơn vị", "Number"),
        count("seats_required", "cần", "required").under(seats),
        count("seats_held", "có", "held").under(seats),
        count("seats_vacant", "trống", "vacant").under(seats),
        count("recognized", "công nhận", "recognised").under(seats),
        count("owed", "phải gửi", "owed").under(reports),
        count("on_time", "đúng hạn", "on time").under(reports),
        count("late", "trễ", "late").under(reports),
        count("overdue", "quá hạn", "overdue").under(reports),
        count("open", "còn hạn", "open").under(reports),
        count("waived", "miễn trừ", "waived").under(reports),
        count("not_judged", "không xét", "not judged").under(reports),
        Column::new("rate", Both::new("Tỷ lệ đúng hạn", "On time"), Holds::Rate),
        Column::new("change", Both::new("So kỳ trước", "Change"), Holds::Change),
    ]
}

fn figures(name: &str, units: i64, on_time: u64, late: u64, overdue: u64, change: Option<i64>) -> Row {
    let owed = on_time + late + overdue;
    let number = |count: u64| Cell::Count(i64::try_from(count).unwrap());
    let mut cells = vec![
        Cell::name(name),
        Cell::Count(units),
        Cell::Count(units * 2),
        Cell::Count(units * 2 - 1),
        Cell::Count(1),
        Cell::Count(units * 2 - 2),
    ];
    if owed == 0 {
        cells.extend(vec![Cell::Missing; 8]);
    } else {
        cells.extend([number(owed), number(on_time), number(late), number(overdue)]);
        cells.extend([Cell::Count(0), Cell::Count(1), Cell::Count(84), Cell::Rate { part: on_time, whole: owed }]);
    }
    cells.push(Cell::or_missing(change.map(Cell::Change)));
    Row::item(cells).toned(if overdue > 0 { Tone::Bad } else { Tone::Plain })
}

fn chart(vi: &str, en: &str) -> Option<Chart> {
    let series = vec![(7, Tone::Good), (8, Tone::Warning), (9, Tone::Bad), (12, Tone::Quiet)];
    Some(Chart { title: both(vi, en), label: 0, series })
}

fn compliance() -> Section {
    let inner = |row: Row| Row { indent: 1, ..row };
    let group = |row: Row| Row { level: Level::Group, tone: Tone::Plain, ..row };
    let rows = vec![
        group(figures("Cấp tỉnh", 19, 66, 4, 2, Some(28))),
        inner(figures("Văn phòng UBND tỉnh", 1, 0, 0, 0, None)),
        inner(figures("Sở, ban, ngành", 18, 66, 4, 2, Some(28))),
        figures("UBND cấp huyện", 11, 43, 1, 0, Some(0)),
        figures("UBND cấp xã", 108, 401, 21, 12, Some(-11)),
        Row { level: Level::Total, tone: Tone::Plain, ..figures("Tổng cộng", 1138, 1510, 26, 14, Some(-2)) },
    ];
    Section {
        id: "compliance",
        heading: both("Tuân thủ theo cấp", "Compliance by tier"),
        lead: vec![both(
            "Phải gửi 550 báo cáo: đúng hạn 510, trễ 26, quá hạn chưa gửi 14",
            "550 reports are owed: 510 on time, 26 late, 14 overdue and not received",
        )],
        table: Table { columns: figures_columns(), rows, empty: both("Không có đơn vị nào", "No units") },
        chart: chart("Báo cáo theo cấp", "Reports by tier"),
        notes: vec![both(
            "84 báo cáo không đánh giá vì cấp có thẩm quyền chưa quy định hạn",
            "84 reports are not judged because the unit that is to set their date has not",
        )],
    }
}

fn areas() -> Section {
    let mut rows = vec![figures("Trực thuộc tỉnh", 19, 66, 4, 2, Some(5))];
    rows.extend(DISTRICTS.iter().enumerate().map(|(at, (name, communes))| {
        let owed = *communes as u64 * 4;
        let (late, overdue) = (at as u64 % 4, [0, 0, 3, 1, 0, 0, 0, 2, 0, 0, 0][at]);
        figures(name, *communes as i64 + 1, owed - late - overdue, late, overdue, Some(at as i64 * 3 - 15))
    }));
    rows.push(Row { level: Level::Total, tone: Tone::Plain, ..figures("Tổng cộng", 138, 510, 26, 14, None) });
    Section {
        id: "areas",
        heading: both("Tuân thủ theo địa bàn", "Compliance by area"),
        lead: Vec::new(),
        table: Table { columns: figures_columns(), rows, empty: both("Không có đơn vị nào", "No units") },
        chart: chart("Báo cáo theo địa bàn", "Reports by area"),
        notes: vec![both(
            "Mỗi dòng gồm đơn vị và mọi đơn vị trực thuộc",
            "Each line is a unit with all units below it",
        )],
    }
}

/// Overdue reports, as many as asked for.
pub fn overdue(reports: usize) -> Section {
    let units = units();
    let words = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Words);
    let rows = (0..reports)
        .map(|at| {
            let (unit, _) = &units[at * 9 % units.len()];
            let missing_now_and_then = |cell: Cell| if at % 5 == 4 { Cell::Missing } else { cell };
            Row::item(vec![
                Cell::name(unit),
                Cell::Words(both("Quý III/2024", "Q3 2024")),
                Cell::Day(day(["2024-09-18", "2024-07-21", "2024-08-21"][at % 3])),
                missing_now_and_then(Cell::Count((at as i64 * 37) % 1203)),
                Cell::Count(at as i64 % 3 + 1),
                Cell::name("Nguyễn Thị Ánh; Trần Văn Ổn"),
                missing_now_and_then(Cell::name("van-phong.uy-ban-nhan-dan@soctrang.example.gov.vn")),
                Cell::Code("0299 3821 234".into()),
                Cell::name("Lý Thị Đẹp (Giám đốc)"),
                Cell::Words(both("Điều 7.3", "Article 7.3")),
                if at == 2 {
                    Cell::name("bị trả lại ngày 18/09/2024: thiếu biểu số 2")
                } else {
                    Cell::Missing
                },
            ])
            .toned(Tone::Bad)
        })
        .collect();
    Section {
        id: "overdue",
        heading: both("Báo cáo quá hạn", "Overdue reports"),
        lead: vec![both(
            "12 báo cáo của 12 đơn vị đã quá hạn mà chưa nhận được",
            "Overdue and not received: 12 reports of 12 units",
        )],
        table: Table {
            columns: vec![
                words("unit", "Đơn vị", "Unit"),
                words("report", "Báo cáo", "Report"),
                Column::new("last_good_day", Both::new("Hạn cuối", "Due by"), Holds::Day),
                count("days", "Số ngày", "Days"),
                count("in_a_row", "Kỳ liền", "Streak"),
                words("officers", "Đầu mối", "Focal points"),
                words("email", "Thư điện tử", "E-mail"),
                Column::new("phone", Both::new("Điện thoại cơ quan", "Office telephone"), Holds::Code),
                words("head", "Thủ trưởng", "Head"),
                words("clause", "Điều khoản", "Clause"),
                words("note", "Ghi chú", "Note"),
            ],
            rows,
            empty: both("Không có báo cáo nào quá hạn", "No report is overdue"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn late() -> Section {
    Section {
        id: "late",
        heading: both("Báo cáo gửi trễ", "Late reports"),
        lead: Vec::new(),
        table: Table {
            columns: vec![Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words)],
            rows: Vec::new(),
            empty: both("Không có báo cáo nào gửi trễ", "No report came late"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn staffing() -> Section {
    let row = |unit: &str, seat: &str, since: &str, days: i64, tone: Tone| {
        Row::item(vec![
            Cell::name(unit),
            Cell::name(seat),
            Cell::Mark(mark(if tone == Tone::Bad { 2 } else { 1 }, days)),
            Cell::Day(day(since)),
            Cell::Count(days),
        ])
        .toned(tone)
    };
    Section {
        id: "staffing",
        heading: both("Vị trí còn trống và người chờ công nhận", "Vacant seats, people awaiting recognition"),
        lead: vec![both(
            "2 vị trí còn trống; 1 người chờ công nhận",
            "2 seats are vacant; 1 person awaits recognition",
        )],
        table: Table {
            columns: vec![
                Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words),
                Column::new("seat", Both::new("Vị trí", "Seat"), Holds::Words),
                Column::new("state", Both::new("Tình trạng", "State"), Holds::Mark),
                Column::new("since", Both::new("Từ ngày", "Since"), Holds::Day),
                count("days", "Số ngày", "Days"),
            ],
            rows: vec![
                row("Ban Dân tộc", "Lãnh đạo Văn phòng", "2024-09-01", 30, Tone::Bad),
                row("Đại Hải", "Công chức Văn phòng - Thống kê", "2024-08-15", 47, Tone::Bad),
                row("Sở Y tế", "Lãnh đạo đơn vị", "2024-09-20", 11, Tone::Warning),
            ],
            empty: both("Không có vị trí nào trống", "No seat is vacant"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn ranking() -> Section {
    let rows = units()
        .into_iter()
        .enumerate()
        .map(|(at, (unit, _))| {
            let part = 20 - (at as u64 / 12).min(20);
            Row::item(vec![
                Cell::Count(at as i64 + 1),
                Cell::Words(Text::same(unit)),
                if at == 139 { Cell::Missing } else { Cell::Rate { part, whole: 20 } },
                if at % 9 == 8 { Cell::Missing } else { Cell::Change(at as i64 * 7 % 91 - 45) },
            ])
        })
        .collect();
    Section {
        id: "ranking",
        heading: both("Xếp hạng đơn vị", "Units ranked"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                count("place", "Hạng", "Place"),
                Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words),
                Column::new("rate", Both::new("Tỷ lệ đúng hạn", "On time"), Holds::Rate),
                Column::new("change", Both::new("So kỳ trước", "Change"), Holds::Change),
            ],
            rows,
            empty: both("Không có đơn vị nào", "No units"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

fn requests() -> Section {
    Section {
        id: "requests",
        heading: both("Báo cáo đột xuất", "Ad hoc reports"),
        lead: Vec::new(),
        table: Table {
            columns: Vec::new(),
            rows: Vec::new(),
            empty: both("Không có yêu cầu nào", "Nothing was asked for"),
        },
        chart: None,
        notes: Vec::new(),
    }
}

/// On time, late, overdue, not yet due, not judged.
fn mark(state: usize, days: i64) -> Mark {
    let (letter, tone) = [
        (both("Đ", "O"), Tone::Good),
        (both("T", "L"), Tone::Warning),
        (both("Q", "X"), Tone::Bad),
        (both("C", "N"), Tone::Quiet),
        (both("K", "?"), Tone::Quiet),
    ][state]
        .clone();
    let says = match state {
        0 => both("đúng hạn; nhận 17/09/2024, hạn cuối 18/09/2024", "on time; received 17/09/2024, due by 18/09/2024"),
        1 => both(&format!("trễ {days} ngày; hạn cuối 18/09/2024"), &format!("late by {days} days; due by 18/09/2024")),
        2 => both(
            &format!("quá hạn {days} ngày; hạn cuối 18/09/2024"),
            &format!("overdue by {days} days; due by 18/09/2024"),
        ),
        3 => both("chưa đến hạn; hạn cuối 20/10/2024", "not yet due; due by 20/10/2024"),
        _ => both("không xét; chưa có hạn", "not judged; no date is set"),
    };
    Mark { letter, tone, says }
}

/// 140 units by 20 periods. The state of a cell follows from its place: see [`state`].
pub fn matrix() -> Section {
    let periods: Vec<String> = (1..=12)
        .flat_map(|month| {
            let quarter = (month % 3 == 0).then(|| format!("Q{}/24", month / 3));
            [Some(format!("T{month}/24")), quarter].into_iter().flatten()
        })
        .chain((1..=3).map(|month| format!("T{month}/25")))
        .chain(["Rà soát, đánh giá thủ tục hành chính năm 2024".to_owned()])
        .collect();
    let mut columns = vec![Column::new("unit", Both::new("Đơn vị", "Unit"), Holds::Words)];
    columns.extend(periods.iter().map(|period| Column::new(period.clone(), Text::same(period), Holds::Mark)));
    let rows = units()
        .into_iter()
        .enumerate()
        .map(|(unit, (name, indent))| {
            let mut cells = vec![Cell::name(name)];
            cells.extend((0..periods.len()).map(|period| match state(unit, period) {
                None => Cell::Missing,
                Some(state) => Cell::Mark(mark(state, (unit + period) as i64 % 40 + 2)),
            }));
            Row { cells, level: Level::Item, indent, tone: Tone::Plain }
        })
        .collect();
    Section {
        id: "matrix",
        heading: both("Đơn vị và kỳ báo cáo", "Units by periods"),
        lead: Vec::new(),
        table: Table { columns, rows, empty: both("Không có báo cáo nào phải gửi", "No reports are owed") },
        chart: None,
        notes: vec![both(
            "Đ đúng hạn · T trễ · Q quá hạn · C chưa đến hạn",
            "O on time · L late · X overdue · N not yet due",
        )],
    }
}

/// The state in the matrix of a unit and a period by their places; `None` where nothing was owed.
pub fn state(unit: usize, period: usize) -> Option<usize> {
    match (unit, period) {
        (139, _) | (_, 0) => None,
        (_, 17..) => Some(3),
        (unit, period) if unit % 23 == 4 && period > 11 => Some(2),
        (unit, period) if (unit * 3 + period * 5) % 17 == 3 => Some(1),
        (unit, _) if unit % 29 == 7 => Some(4),
        _ => Some(0),
    }
}
