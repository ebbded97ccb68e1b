//! Every output format, on findings built by hand: what people and machines get, and that nothing hostile gets through.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;
use ttc::both;
use ttc::diagnostic::RuleDoc;
use ttc::diagnostic::{Citation, Finding, Grounds, Label, Located, Location, RuleId, Severity, Subject, Waived};
use ttc::locale::{Both, Language, Text};
use ttc::render::{
    Baseline, FORMATS, Format, LARGEST_STEP_SUMMARY, Outcome, Summary, Terminal, Tool, render, step_summary,
};
use ttc::source::{Lines, Span};

// ---- What is rendered ----

const UNITS: &str = "units:\n  - id: so-y-te\n    name: Sở Y tế\n  - id: ban-dan-toc\n    name: Ban Dân tộc\n";
const REGULATION: &str = "seats:\n  - {kind: department, seat: office-leader, count: 1}\n";

const SEAT_VACANT: RuleId = RuleId::error("seat-vacant");
const NAME_SHARED: RuleId = RuleId::warning("name-shared");
const FILE_UNREADABLE: RuleId = RuleId::error("file-unreadable");
const SEAT_WAS_VACANT: RuleId = RuleId::note("seat-was-vacant");
const REPORT_LATE: RuleId = RuleId::error("report-late");

fn rules() -> Vec<RuleDoc> {
    [
        (SEAT_VACANT, Both::new("vị trí đầu mối còn trống", "a seat is vacant")),
        (NAME_SHARED, Both::new("hai đơn vị trùng tên", "two units share a name")),
        (FILE_UNREADABLE, Both::new("không đọc được tệp", "a file cannot be read")),
        (SEAT_WAS_VACANT, Both::new("vị trí từng trống", "a seat was vacant")),
        (REPORT_LATE, Both::new("báo cáo nộp trễ", "a report came late")),
    ]
    .into_iter()
    .map(|(id, title)| RuleDoc {
        id,
        title,
        about: Both::new("Quy tắc này xem có đúng không", "This rule looks whether it holds"),
        mend: Both::new("Sửa bản ghi.", "Mend the record."),
        clauses: vec!["2.2.a".into()],
    })
    .collect()
}

/// The place of `needle`, which must be in `text`.
fn place(path: &str, text: &str, needle: &str) -> Location {
    let start = text.find(needle).expect("the needle is in the text");
    span(path, text, start, start + needle.len())
}

fn span(path: &str, text: &str, start: usize, end: usize) -> Location {
    Location {
        path: path.into(),
        text: text.into(),
        span: Span::new(start, end),
        start: Lines::of(text).point(start),
        end: Lines::of(text).point(end),
    }
}

fn unreadable(path: &str) -> Location {
    span(path, "", 0, 0)
}

fn finding(rule: RuleId, message: Text, place: Location) -> Located {
    Finding {
        rule,
        message,
        primary: Label { place, text: Text::default() },
        related: Vec::new(),
        notes: Vec::new(),
        remedies: Vec::new(),
        citation: None,
        subject: Subject::default(),
    }
}

/// The finding of the gallery: two files, a note, a clause, two remedies, one of them to paste.
fn vacant() -> Located {
    let mut vacant = finding(
        SEAT_VACANT,
        both!(
            "Ban Dân tộc chưa có lãnh đạo Văn phòng từ 01/09/2024 (30 ngày)",
            "Ban Dân tộc has had no office leader since 01/09/2024 (30 days)"
        ),
        place("units/province.yaml", UNITS, "ban-dan-toc"),
    );
    vacant.primary.text = both!("cần 1 lãnh đạo Văn phòng, có 0", "needs 1 office leader, has 0");
    vacant.related.push(Label {
        place: place("regulations/246-qd-ubnd-2024.yaml", REGULATION, "office-leader"),
        text: both!("yêu cầu ở đây", "asked for here"),
    });
    vacant.notes.push(both!("Lý Thị C giữ đến 31/08/2024", "last held by Lý Thị C until 31/08/2024"));
    vacant.citation = Some(Citation {
        regulation: "246/QĐ-UBND".into(),
        clause: "2.2.a".into(),
        says: both!("mỗi sở có 1 lãnh đạo Văn phòng", "each department has 1 office leader"),
    });
    vacant
        .remedy(both!("ghi người mới giữ vị trí", "record the new holder"))
        .subject(Subject { seat: Some("office-leader".into()), ..Subject::unit("ban-dan-toc") })
}

trait Building {
    fn remedy(self, text: Text) -> Self;
    fn subject(self, subject: Subject) -> Self;
}

impl Building for Located {
    fn remedy(mut self, text: Text) -> Self {
        self.remedies.push(ttc::diagnostic::Remedy {
            text,
            paste: Some("ttc record officer --unit ban-dan-toc \\\n  --seat office-leader".into()),
            accepts: false,
        });
        self.remedies.push(ttc::diagnostic::Remedy {
            text: both!("xin miễn, kèm văn bản, trong waivers.yaml", "a waiver with its document in waivers.yaml"),
            paste: None,
            accepts: true,
        });
        self
    }

    fn subject(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }
}

/// The other end on the line below, without words; in Vietnamese names with marks.
fn shared() -> Located {
    let mut shared = finding(
        NAME_SHARED,
        both!("trùng tên Sở Y tế", "the name Sở Y tế is taken"),
        place("a.yaml", UNITS, "Sở Y tế"),
    );
    shared.related.push(Label { place: place("a.yaml", UNITS, "Ban Dân tộc"), text: Text::default() });
    shared.subject(Subject::unit("so-y-te"))
}

fn not_read() -> Located {
    finding(
        FILE_UNREADABLE,
        both!("không đọc được tệp: không phải UTF-8", "cannot read the file: it is not UTF-8"),
        unreadable("units/cũ/100%.yaml"),
    )
}

const HOSTILE: &str =
    "a|b`c`<script>alert(1)</script>\n::error::x\r\n\x1b[31m\u{202e}gnod\u{9b}\u{0} @admin #12 [x](y) %0A ]]>&\u{ffff}";

fn hostile() -> Located {
    let text = format!("name: \"{HOSTILE}\"\n");
    let mut hostile = finding(SEAT_VACANT, Text::same(HOSTILE), place("x,y:z.yaml", &text, "script"));
    hostile.primary.text = Text::same(HOSTILE);
    hostile.related.push(Label { place: place("x,y:z.yaml", &text, "gnod"), text: Text::same(HOSTILE) });
    hostile.notes.push(Text::same(HOSTILE));
    hostile.citation = Some(Citation { regulation: HOSTILE.into(), clause: HOSTILE.into(), says: Text::same(HOSTILE) });
    hostile.remedies.push(ttc::diagnostic::Remedy {
        text: Text::same(HOSTILE),
        paste: Some(HOSTILE.into()),
        accepts: false,
    });
    hostile.subject(Subject::unit(HOSTILE))
}

/// `count` findings of a rule, each about a unit of its own.
fn many(rule: RuleId, count: usize) -> Vec<Located> {
    (1..=count)
        .map(|n| {
            finding(rule, both!("đơn vị {n}", "unit {n}"), place("units/province.yaml", UNITS, "so-y-te"))
                .subject(Subject::unit(&format!("u{n}")))
        })
        .collect()
}

const WAIVERS: &str = "waivers:\n  - {rule: seat-vacant, until: 2025-02-20}\n";

/// Findings that a waiver accepts.
fn waived(findings: Vec<Located>) -> Vec<Waived<Location>> {
    let grounds = Grounds {
        document: Some("120/UBND-VP".into()),
        approved_by: Some("Chủ tịch UBND tỉnh".into()),
        reason: "cơ quan không có Văn phòng".into(),
        from: NaiveDate::from_ymd_opt(2024, 2, 22).unwrap(),
        until: NaiveDate::from_ymd_opt(2025, 2, 20).unwrap(),
    };
    let of =
        |finding| Waived { finding, grounds: grounds.clone(), place: place("waivers.yaml", WAIVERS, "seat-vacant") };
    findings.into_iter().map(of).collect()
}

/// What every format must say of those: the document, who approved, why, and the end, in words or in data.
const GROUNDS: [&str; 3] = ["120/UBND-VP", "Chủ tịch UBND tỉnh", "cơ quan không có Văn phòng"];

fn summary_of(findings: &[Located], waived: &[Waived<Location>]) -> Summary {
    let count = |severity| findings.iter().filter(|finding| finding.rule.severity == severity).count();
    Summary {
        registry: "Tỉnh Sóc Trăng".into(),
        as_of: NaiveDate::from_ymd_opt(2024, 9, 30).unwrap(),
        regulation: Some("246/QĐ-UBND".into()),
        clock_note: None,
        files: 12,
        units: 138,
        seats_expected: 167,
        seats_held: 165,
        recognized: 163,
        not_judged: 0,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        waived: waived.len(),
        known: 0,
    }
}

struct Given {
    findings: Vec<Located>,
    waived: Vec<Waived<Location>>,
    /// What a baseline knows, where there is one.
    known: Option<Vec<Located>>,
    statistics: bool,
    language: Language,
    prefix: &'static str,
    terminal: Terminal,
}

fn given(findings: Vec<Located>) -> Given {
    Given {
        findings,
        waived: Vec::new(),
        known: None,
        statistics: false,
        language: Language::En,
        prefix: "",
        terminal: Terminal::plain(),
    }
}

impl Given {
    fn vi(mut self) -> Self {
        self.language = Language::Vi;
        self
    }

    fn waived(mut self, findings: Vec<Located>) -> Self {
        self.waived = waived(findings);
        self
    }

    fn known(mut self, findings: Vec<Located>) -> Self {
        self.known = Some(findings);
        self
    }

    fn counted(mut self) -> Self {
        self.statistics = true;
        self
    }

    fn under(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    fn on(mut self, terminal: Terminal) -> Self {
        self.terminal = terminal;
        self
    }

    fn with<T>(&self, show: impl FnOnce(&Outcome) -> T) -> T {
        let known = self.known.as_deref().unwrap_or_default();
        let summary = Summary { known: known.len(), ..summary_of(&self.findings, &self.waived) };
        let baseline = Baseline {
            path: "baseline.json",
            from: NaiveDate::from_ymd_opt(2024, 9, 1).unwrap(),
            until: NaiveDate::from_ymd_opt(2025, 8, 31).unwrap(),
            holds: true,
            known,
        };
        show(&Outcome {
            findings: &self.findings,
            waived: &self.waived,
            baseline: self.known.is_some().then_some(baseline),
            statistics: self.statistics,
            summary: &summary,
            language: self.language,
            rules: &rules(),
            tool: Tool { name: "ttc", version: "0.1.0", address: Some("https://example.org/ttc") },
            prefix: self.prefix,
        })
    }

    fn text(&self, format: &str) -> String {
        let format = Format::named(format).expect("there is such a format");
        self.with(|outcome| render(format, outcome, &self.terminal))
    }

    fn json(&self, format: &str) -> Value {
        serde_json::from_str(&self.text(format)).expect("it is JSON")
    }
}

// ---- For people ----

#[test]
fn a_person_sees_frame_then_notes_then_why_then_what_to_do() {
    let expected = "\
error[seat-vacant]: Ban Dân tộc has had no office leader since 01/09/2024 (30 days)
  ╭▸ units/province.yaml:4:9
  │
4 │   - id: ban-dan-toc
  │         ━━━━━━━━━━━ needs 1 office leader, has 0
  │
  ⸬  regulations/246-qd-ubnd-2024.yaml:2:30
  │
2 │   - {kind: department, seat: office-leader, count: 1}
  │                              ───────────── asked for here
  │
  ├ note: last held by Lý Thị C until 31/08/2024
  ├ why: Article 2.2.a, 246/QĐ-UBND: each department has 1 office leader
  ╰ to mend: record the new holder
               ttc record officer --unit ban-dan-toc \\
                 --seat office-leader
             or a waiver with its document in waivers.yaml

Waived:
  a.yaml:3:11: name-shared: the name Sở Y tế is taken
    waived until 20/02/2025 by 120/UBND-VP, approved by Chủ tịch UBND tỉnh;
    reason: cơ quan không có Văn phòng (waivers.yaml:2:12)

Tỉnh Sóc Trăng, as of 30/09/2024, under 246/QĐ-UBND: 138 units, 165 of 167 seats
held, 163 recognised
1 error, 1 waived
More about a rule: ttc explain seat-vacant
";
    assert_eq!(given(vec![vacant()]).waived(vec![shared()]).text("human"), expected);
}

#[test]
fn the_same_in_vietnamese() {
    let expected = "\
lỗi[seat-vacant]: Ban Dân tộc chưa có lãnh đạo Văn phòng từ 01/09/2024 (30 ngày)
  ╭▸ units/province.yaml:4:9
  │
4 │   - id: ban-dan-toc
  │         ━━━━━━━━━━━ cần 1 lãnh đạo Văn phòng, có 0
  │
  ⸬  regulations/246-qd-ubnd-2024.yaml:2:30
  │
2 │   - {kind: department, seat: office-leader, count: 1}
  │                              ───────────── yêu cầu ở đây
  │
  ├ ghi chú: Lý Thị C giữ đến 31/08/2024
  ├ vì: Điều 2.2.a, 246/QĐ-UBND: mỗi sở có 1 lãnh đạo Văn phòng
  ╰ cách sửa: ghi người mới giữ vị trí
                ttc record officer --unit ban-dan-toc \\
                  --seat office-leader
              hoặc xin miễn, kèm văn bản, trong waivers.yaml

Được miễn:
  a.yaml:3:11: name-shared: trùng tên Sở Y tế
    được miễn đến hết 20/02/2025 theo 120/UBND-VP, Chủ tịch UBND tỉnh phê duyệt;
    lý do: cơ quan không có Văn phòng (waivers.yaml:2:12)

Tỉnh Sóc Trăng, tính đến 30/09/2024, theo 246/QĐ-UBND: 138 đơn vị, có 165 trên
167 vị trí đầu mối, 163 đã được công nhận
1 lỗi, 1 được miễn
Tìm hiểu một quy tắc: ttc explain seat-vacant
";
    assert_eq!(given(vec![vacant()]).waived(vec![shared()]).vi().text("human"), expected);
}

#[test]
fn findings_are_one_empty_line_apart() {
    let text = given(vec![shared(), not_read()]).text("human");
    assert!(text.contains("───────────\n\nerror[file-unreadable]: "), "{text}");
    assert!(!text.contains("\n\n\n"), "{text}");
    assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_without_a_frame() {
    let text = given(vec![not_read()]).under("registry/").text("human");
    assert!(
        text.starts_with(
            "error[file-unreadable]: cannot read the file: it is not UTF-8\n ─▸ registry/units/cũ/100%.yaml:1:1\n\n"
        ),
        "{text}"
    );
}

#[test]
fn words_on_a_file_without_text_are_not_lost() {
    let mut found = shared();
    found.related[0] = Label { place: unreadable("b.yaml"), text: Text::same("the other one") };
    let text = given(vec![found]).text("human");
    assert!(text.contains("  ⸬  b.yaml:1:1\n"), "{text}");
    assert!(text.contains("╰ the other one\n"), "{text}");
}

#[test]
fn nothing_found_is_said_calmly_in_both_languages() {
    assert!(given(vec![]).text("human").ends_with("163 recognised\nNothing to mend\n"));
    assert!(given(vec![]).vi().text("human").ends_with("163 đã được công nhận\nKhông phát hiện vấn đề nào\n"));
}

#[test]
fn what_the_figures_leave_out_is_said() {
    let mut summary = summary_of(&[], &[]);
    summary.not_judged = 1234;
    summary.clock_note = Some(both!("ngày cuối của 246/QĐ-UBND", "the last day of 246/QĐ-UBND"));
    let show = |language| {
        let tool = Tool { name: "ttc", version: "0.1.0", address: None };
        let outcome = Outcome {
            findings: &[],
            waived: &[],
            baseline: None,
            statistics: false,
            summary: &summary,
            language,
            rules: &[],
            tool,
            prefix: "",
        };
        render(Format::named("human").unwrap(), &outcome, &Terminal::plain())
    };
    let text = show(Language::Vi);
    assert!(text.contains("\nghi chú: ngày cuối của 246/QĐ-UBND\nghi chú: 1.234 bản ghi chưa được xét"), "{text}");
    let text = show(Language::En);
    assert!(text.contains("\nnote: 1,234 records not judged because of faults in them\n"), "{text}");
}

#[test]
fn two_places_on_one_line_share_a_frame() {
    let text = "a: Đỗ Thị Ổi, b: Ổi\n";
    let mut both_here = finding(NAME_SHARED, Text::same("twice"), place("a.yaml", text, "b: Ổi"));
    both_here.related.push(Label { place: place("a.yaml", text, "Ổi, "), text: Text::same("first") });
    let shown = given(vec![both_here]).text("human");
    assert_eq!(shown.matches("a.yaml:").count(), 1, "{shown}");
    assert!(shown.contains("a.yaml:1:15\n"), "{shown}");
}

#[test]
fn carets_stand_under_the_word_after_decomposed_letters_tabs_and_wide_characters() {
    for before in ["Tra\u{302}\u{300}n ", "\tx ", "漢字 ", "\u{feff}x "] {
        let text = format!("{before}Ổi\n");
        let shown = given(vec![finding(NAME_SHARED, Text::same("m"), place("a.yaml", &text, "Ổi"))]).text("human");
        let lines: Vec<&str> = shown.lines().collect();
        let (source, carets) = (lines[3], lines[4]);
        let columns = |part: &str| unicode_width::UnicodeWidthStr::width(part);
        assert_eq!(columns(source.split("Ổi").next().unwrap()), columns(carets.split('━').next().unwrap()), "{shown}");
        assert_eq!(carets.matches('━').count(), 2, "{shown}");
    }
}

#[test]
fn a_line_of_a_million_characters_is_shown_around_the_place_with_its_true_column() {
    let text = format!("{}needle{}\n", "ơ".repeat(1_000_000), "x".repeat(1_000_000));
    let found = finding(NAME_SHARED, Text::same("m"), place("a.yaml", &text, "needle"));
    let shown = given(vec![found]).text("human");
    assert!(shown.contains("a.yaml:1:1000001\n"));
    assert!(shown.contains("needle"));
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn a_span_of_a_million_characters_or_lines_is_shown_at_its_beginning() {
    for text in ["x".repeat(1_000_000), "x\n".repeat(500_000)] {
        let end = text.len();
        let shown = given(vec![finding(NAME_SHARED, Text::same("m"), span("a.yaml", &text, 0, end))]).text("human");
        assert!(shown.len() < 2_000, "{}", shown.len());
        assert!(shown.contains("━"));
    }
}

#[test]
fn a_place_at_the_end_of_a_file_has_a_frame() {
    for text in ["a: b", "a: b\n", "a: b\r\n"] {
        let shown = given(vec![finding(NAME_SHARED, Text::same("m"), span("a.yaml", text, text.len(), text.len()))])
            .text("human");
        assert!(shown.contains("━"), "{text:?}: {shown}");
    }
}

#[test]
fn a_message_of_a_million_characters_is_cut() {
    let found = finding(NAME_SHARED, Text::same("x".repeat(1_000_000)), place("a.yaml", UNITS, "Ban"));
    for format in ["human", "concise", "github", "markdown"] {
        assert!(given(vec![found.clone()]).text(format).len() < 4_000, "{format}");
    }
}

#[test]
fn a_note_is_broken_at_blanks_to_fit_the_terminal() {
    let mut found = vacant();
    found.notes.push(Text::same("từ ".repeat(60).trim_end()));
    let shown = given(vec![found]).text("human");
    // The message itself is left whole, to be searched for.
    assert!(shown.lines().skip(1).all(|line| line.chars().count() <= 80), "{shown}");
}

#[test]
fn colour_is_for_a_styled_terminal_alone() {
    let styled = Terminal { styled: true, ..Terminal::plain() };
    let coloured = given(vec![vacant()]).on(styled).text("human");
    assert!(coloured.contains("\x1b["));
    assert!(!coloured.contains("\x1b]"));
    assert!(!given(vec![vacant()]).text("human").contains('\x1b'));
}

#[test]
fn a_place_is_a_link_where_there_are_links() {
    let linking = Terminal { links: Some("file:///srv/".into()), ..Terminal::plain() };
    let shown = given(vec![vacant(), not_read()]).under("r/").on(linking).text("human");
    assert!(
        shown.contains("╭▸ \x1b]8;;file:///srv/r/units/province.yaml\x1b\\r/units/province.yaml:4:9\x1b]8;;\x1b\\\n"),
        "{shown:?}"
    );
    assert!(shown.contains("\x1b]8;;file:///srv/r/units/c%C5%A9/100%25.yaml\x1b\\"), "{shown:?}");
}

// ---- Hostile text ----

/// Whether a terminal could act on it rather than draw it.
fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c)
}

#[test]
fn no_format_lets_a_control_character_or_an_override_through() {
    for format in FORMATS {
        for language in [given(vec![hostile()]), given(vec![hostile()]).waived(vec![hostile()]).vi()] {
            let text = language.text(format.name);
            assert_eq!(text.chars().find(|c| is_dangerous(*c)), None, "{}: {text}", format.name);
            assert!(text.ends_with('\n'), "{}", format.name);
        }
    }
}

#[test]
fn hostile_text_cannot_colour_a_styled_terminal() {
    let styled = Terminal { styled: true, links: Some("file:///".into()), ..Terminal::plain() };
    let shown = given(vec![hostile()]).on(styled).text("human");
    assert!(shown.contains("␛[31m"));
    assert!(!shown.contains("\x1b[31m"));
    assert!(!shown.contains('\u{202e}'));
}

#[test]
fn json_keeps_hostile_text_to_the_letter() {
    let json = given(vec![hostile()]).json("json");
    assert_eq!(json["findings"][0]["message"], HOSTILE);
    assert_eq!(json["findings"][0]["subject"]["unit"], HOSTILE);
}

#[test]
fn a_hostile_path_stays_in_its_place() {
    let evil = "a\n::error::b,c:d%.yaml";
    let found = finding(SEAT_VACANT, Text::same("m"), place(evil, UNITS, "Ban"));
    let text = given(vec![found.clone()]).text("github");
    assert_eq!(
        text,
        "::error file=a%0A%3A%3Aerror%3A%3Ab%2Cc%3Ad%25.yaml,line=5,col=11,endLine=5,endColumn=14,title=seat-vacant::m\n"
    );
    assert_eq!(given(vec![found.clone()]).text("concise").lines().count(), 1);
    let uri = &given(vec![found]).json("sarif")["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
        ["uri"];
    assert_eq!(uri, "a%0A%3A%3Aerror%3A%3Ab%2Cc%3Ad%25.yaml");
}

// ---- One line a finding ----

#[test]
fn concise_is_a_line_a_finding_under_the_prefix_with_the_level_of_the_data() {
    assert_eq!(
        given(vec![vacant(), shared()]).under("registry/").vi().text("concise"),
        "registry/units/province.yaml:4:9: error[seat-vacant] Ban Dân tộc chưa có lãnh đạo Văn phòng từ 01/09/2024 (30 ngày)\n\
         registry/a.yaml:3:11: warning[name-shared] trùng tên Sở Y tế\n"
    );
    assert_eq!(given(vec![]).text("concise"), "");
}

// ---- JSON ----

/// The schema with every object closed, so that a key it does not describe is found.
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

fn assert_valid(schema: &Value, instance: &Value) {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).expect("the schema is one");
    let faults: Vec<String> =
        validator.iter_errors(instance).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

fn every_kind() -> Given {
    let was = finding(SEAT_WAS_VACANT, both!("từng trống", "was vacant"), place("a.yaml", UNITS, "so-y-te"));
    let long = finding(NAME_SHARED, both!("dài", "long"), span("a.yaml", UNITS, 3, UNITS.len()));
    let given = given(vec![vacant(), shared(), not_read(), hostile(), was, long]);
    given.waived(vec![not_read(), hostile()]).known(many(REPORT_LATE, 2))
}

#[test]
fn json_follows_its_schema_and_the_schema_names_every_key() {
    let mut schema: Value =
        serde_json::from_str(&std::fs::read_to_string("schemas/findings.schema.json").unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    closed(&mut schema);
    assert_valid(&schema, &every_kind().json("json"));
    assert_valid(&schema, &every_kind().vi().json("json"));
    assert_valid(&schema, &given(vec![]).json("json"));
}

#[test]
fn json_says_null_for_what_is_absent() {
    let json = given(vec![not_read()]).json("json");
    let found = &json["findings"][0];
    for absent in ["label", "clause"] {
        assert_eq!(found.get(absent), Some(&Value::Null), "{absent}");
    }
    assert_eq!(found["subject"].get("unit"), Some(&Value::Null));
    assert_eq!(json.get("clock_note"), Some(&Value::Null));
    assert!(!given(vec![not_read(), shared()]).text("json").contains("\"\""));
}

#[test]
fn json_holds_the_whole_finding() {
    let json = given(vec![vacant()]).under("registry/").json("json");
    assert_eq!(json["as_of"], "2024-09-30");
    let found = &json["findings"][0];
    assert_eq!(
        found["place"],
        serde_json::json!({"path": "registry/units/province.yaml", "line": 4, "column": 9, "end_line": 4, "end_column": 20})
    );
    assert_eq!(found["related"][0]["place"]["path"], "registry/regulations/246-qd-ubnd-2024.yaml");
    assert_eq!(found["clause"]["id"], "2.2.a");
    assert_eq!(found["remedies"][0]["paste"], "ttc record officer --unit ban-dan-toc \\\n  --seat office-leader");
}

// ---- SARIF ----

#[test]
fn sarif_follows_the_official_schema() {
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string("tests/schemas/sarif-2.1.0.json").unwrap()).unwrap();
    for outcome in [every_kind(), every_kind().vi(), given(vec![])] {
        assert_valid(&schema, &outcome.json("sarif"));
    }
}

#[test]
fn every_sarif_result_has_a_place_relative_to_the_repository() {
    let sarif = every_kind().under("đăng ký/").json("sarif");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 10);
    for result in results {
        let physical = &result["locations"][0]["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("%C4%91%C4%83ng%20k%C3%BD/"), "{uri}");
        assert!(physical["region"]["startLine"].as_u64().unwrap() >= 1);
        let rule = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
}

#[test]
fn a_sarif_result_tells_the_whole_story_and_points_at_the_clause() {
    let sarif = given(vec![vacant()]).json("sarif");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(
        result["message"]["text"],
        "Ban Dân tộc has had no office leader since 01/09/2024 (30 days).\n\
         needs 1 office leader, has 0.\n\
         last held by Lý Thị C until 31/08/2024.\n\
         why: Article 2.2.a, 246/QĐ-UBND: each department has 1 office leader.\n\
         to mend: record the new holder.\n\
         to mend: a waiver with its document in waivers.yaml."
    );
    assert_eq!(
        result["locations"][0]["physicalLocation"]["region"],
        serde_json::json!({"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 20})
    );
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "asked for here");
    assert_eq!(result["level"], "error");
}

/// SARIF 2.1.0, 3.27.23 and 3.27.24: either every result says what suppresses it or none does; so with the baseline's state.
#[test]
fn sarif_suppresses_what_is_waived_and_what_a_baseline_knows() {
    let sarif = given(vec![shared()]).waived(vec![vacant()]).known(vec![not_read()]).json("sarif");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let of = |at: usize, key: &str| results[at][key].clone();
    assert_eq!([0, 1, 2].map(|at| of(at, "suppressions").as_array().unwrap().len()), [0, 1, 1]);
    assert_eq!([0, 1, 2].map(|at| of(at, "baselineState")), ["new", "new", "unchanged"]);
    let waiver = &results[1]["suppressions"][0];
    assert_eq!((&waiver["kind"], &waiver["status"]), (&"external".into(), &"accepted".into()));
    let why = waiver["justification"].as_str().unwrap();
    assert!(GROUNDS.iter().all(|part| why.contains(part)) && why.contains("20/02/2025"), "{why}");
    assert_eq!(waiver["location"]["physicalLocation"]["artifactLocation"]["uri"], "waivers.yaml");
    assert!(given(vec![shared()]).json("sarif")["runs"][0]["results"][0]["baselineState"].is_null());
}

// ---- What is waived, and what a baseline knows ----

#[test]
fn every_format_names_what_is_waived_by_whom_why_and_until_when() {
    for format in FORMATS {
        for given in [given(vec![]), given(vec![shared()])] {
            for given in [given.waived(vec![vacant()]).vi()] {
                let text = given.text(format.name);
                let plain = text.replace("\n    ", " ").replace("\\u", "");
                for part in GROUNDS.into_iter().chain(["Ban Dân tộc chưa có lãnh đạo Văn phòng"]) {
                    assert!(plain.contains(part), "{}: no {part} in {text}", format.name);
                }
                let end = ["20/02/2025", "2025-02-20"].iter().any(|end| text.contains(end));
                assert!(end, "{}: no end in {text}", format.name);
            }
        }
    }
    let summary = given(vec![]).waived(vec![vacant()]).with(|outcome| step_summary(outcome, LARGEST_STEP_SUMMARY));
    assert!(GROUNDS.iter().all(|part| summary.as_ref().unwrap().contains(part)), "{summary:?}");
}

#[test]
fn every_format_counts_what_a_baseline_knows_and_says_until_when() {
    for format in FORMATS {
        for (given, says) in
            [(given(vec![]), "known from the baseline"), (given(vec![]).vi(), "đã biết theo danh sách")]
        {
            let text = given.known(many(REPORT_LATE, 1_234)).text(format.name);
            if format.name == "json" {
                let json: Value = serde_json::from_str(&text).unwrap();
                assert_eq!(json["baseline"]["until"], "2025-08-31");
                assert_eq!((&json["summary"]["known"], json["known"].as_array().unwrap().len()), (&1234.into(), 1234));
                assert_eq!(json["summary"]["errors"], 0);
                continue;
            }
            let plain = text.replace('\n', " ");
            assert!(plain.contains(says) && plain.contains("31/08/2025"), "{}: {text}", format.name);
            assert!(plain.contains("1,234") || plain.contains("1.234"), "{}: {text}", format.name);
        }
    }
}

#[test]
fn a_file_beside_the_registry_is_named_without_a_way_up() {
    let path = ttc::render::path_from;
    assert_eq!(path("registry/", "../baseline.json"), "baseline.json");
    assert_eq!(path("a/b/registry/", "../../x/baseline.json"), "a/x/baseline.json");
    assert_eq!(path("/srv/registry/", "../baseline.json"), "/srv/baseline.json");
    assert_eq!(path("", "../baseline.json"), "../baseline.json");
    assert_eq!(path("registry/", "units/a.yaml"), "registry/units/a.yaml");
}

// ---- Bounds ----

/// 3,141 findings of one rule, 12 of another that weighs less.
fn thousands() -> Vec<Located> {
    let mut findings = many(NAME_SHARED, 12);
    findings.extend(many(REPORT_LATE, 3_141));
    findings
}

#[test]
fn of_thousands_a_person_gets_some_frames_of_each_rule_the_count_and_a_table() {
    let text = given(thousands()).text("human");
    assert_eq!(text.matches("error[report-late]").count(), 10);
    assert_eq!(text.matches("warning[name-shared]").count(), 10);
    assert!(text.contains("\n    3,141  error     report-late\n       12  warning   name-shared\n"), "{text}");
    let text = text.replace('\n', " ");
    assert!(
        text.contains("20 of 3,153 findings are shown above; ttc validate --format concise lists them all"),
        "{text}"
    );
    assert!(text.contains("3,141 errors, 12 warnings"), "{text}");
    assert_eq!(given(thousands()).text("concise").lines().count(), 3_153);
}

#[test]
fn many_rules_are_a_hundred_frames_and_errors_come_before_warnings() {
    const NAMES: [&str; 40] = ["x"; 40];
    let rule =
        |at: usize| RuleId::warning(NAMES.get(at).map_or("y", |_| Box::leak(format!("rule-{at}").into_boxed_str())));
    let mut findings: Vec<Located> = (0..40).flat_map(|at| many(rule(at), 5)).collect();
    findings.extend(many(REPORT_LATE, 9));
    let text = given(findings).text("human");
    assert_eq!(text.matches("error[report-late]").count(), 9);
    assert_eq!(text.matches("warning[rule-").count(), 91);
}

#[test]
fn statistics_count_by_rule_and_list_nothing() {
    let counted = || given(thousands()).waived(many(REPORT_LATE, 3)).counted();
    assert_eq!(counted().text("concise"), "3141 error[report-late]\n3 waived[report-late]\n12 warning[name-shared]\n");
    let human = counted().text("human");
    assert!(
        human.starts_with("    3,141  error     report-late, 3 waived\n       12  warning   name-shared\n\nTỉnh"),
        "{human}"
    );
    let markdown = counted().text("markdown");
    assert!(
        markdown.ends_with("| `report-late` | error | 3,141 | 3 | 0 |\n| `name-shared` | warning | 12 | 0 | 0 |\n"),
        "{markdown}"
    );
}

#[test]
fn markdown_that_does_not_hold_all_says_how_many_are_left_out_and_counts_by_rule() {
    for (text, most) in [
        (given(thousands()).text("markdown"), 60_000),
        (given(thousands()).with(|outcome| step_summary(outcome, 50_000)).unwrap(), 50_000),
        (given(thousands()).with(|outcome| step_summary(outcome, 2_000)).unwrap(), 2_000),
    ] {
        assert!(text.len() <= most, "{} of {most}", text.len());
        let listed = text.lines().filter(|line| line.starts_with("- **")).count();
        assert!(text.contains("| `report-late` | error | 3,141 | 0 | 0 |"), "{text}");
        let last = text.lines().last().unwrap().replace(',', "");
        assert!(last.starts_with(&format!("… and {} more are not listed here; ", 3_153 - listed)), "{last}");
    }
    assert!(given(thousands()).with(|outcome| step_summary(outcome, 100)).is_none(), "there is no room at all");
}

/// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
#[test]
fn sarif_stays_below_25_000_results_keeps_the_gravest_and_says_what_is_left_out() {
    let mut findings = many(NAME_SHARED, 20_000);
    findings.extend(many(REPORT_LATE, 10_000));
    let sarif = given(findings).waived(many(SEAT_VACANT, 3)).json("sarif");
    let run = &sarif["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 25_000);
    assert_eq!(results.iter().filter(|result| result["level"] == "error").count(), 10_000);
    let said = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(said.as_str().unwrap().contains("5,003 more findings"), "{said}");
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string("tests/schemas/sarif-2.1.0.json").unwrap()).unwrap();
    let mut few = sarif.clone();
    few["runs"][0]["results"].as_array_mut().unwrap().truncate(5);
    assert_valid(&schema, &few);
}

#[test]
fn gitlab_and_junit_hold_some_thousands_and_count_the_rest() {
    let mut findings = many(NAME_SHARED, 3);
    findings.extend(many(REPORT_LATE, 6_000));
    let outcome = given(findings);
    let gitlab = outcome.json("gitlab");
    let report = gitlab.as_array().unwrap();
    assert_eq!(report.iter().filter(|entry| entry["severity"] == "major").count(), 5_000);
    let left_out = report.iter().find(|entry| entry["check_name"] == "left-out").expect("the rest is counted");
    assert!(left_out["description"].as_str().unwrap().starts_with("1,003 more findings"), "{left_out}");
    let only_waived = given(vec![]).waived(many(REPORT_LATE, 5_001)).json("gitlab");
    assert_eq!(only_waived.as_array().unwrap().len(), 5_001, "5,000 and one that counts the last");
    let cases = cases(&outcome.text("junit"));
    let of_rule: Vec<_> = cases.iter().filter(|case| case.class == "ttc.report-late").collect();
    assert_eq!(of_rule.len(), 1_001);
    let (element, text) = of_rule[1_000].inside.as_ref().unwrap();
    assert!(element == "failure" && text.starts_with("and 5,000 more"), "{text}");
}

/// Three hundred thousand findings are rendered in each format from places that share their text, frames only for what is
/// shown: what is written grows with the findings where a program reads it, and not where people do.
#[test]
fn what_people_get_does_not_grow_with_the_findings() {
    for format in ["human", "github", "markdown"] {
        let of = |count| given(many(REPORT_LATE, count)).text(format).len();
        let (some, many) = (of(2_000), of(60_000));
        assert!(many < some + 200, "{format}: {some} and {many}");
    }
}

#[test]
fn brackets_in_a_sarif_message_are_no_link() {
    let found = finding(NAME_SHARED, Text::same("see [x](1)"), place("a.yaml", UNITS, "Ban"));
    assert_eq!(given(vec![found]).json("sarif")["runs"][0]["results"][0]["message"]["text"], "see \\[x\\](1).");
}

// ---- Fingerprints ----

fn fingerprints(given: &Given) -> Vec<String> {
    ttc::render::fingerprints(&given.findings)
}

#[test]
fn a_fingerprint_survives_moved_lines_new_words_and_another_language() {
    let mut moved = vacant();
    moved.primary.place = place("units/other.yaml", &format!("# a\n# b\n{UNITS}"), "ban-dan-toc");
    moved.message = both!("(31 ngày)", "(31 days)");
    assert_eq!(fingerprints(&given(vec![vacant()])), fingerprints(&given(vec![moved])));
    let of = |given: Given| given.json("sarif")["runs"][0]["results"][0]["partialFingerprints"]["ttc/v1"].clone();
    assert_eq!(of(given(vec![vacant()])), of(given(vec![vacant()]).vi().under("registry/")));
    assert!(of(given(vec![vacant()])).is_string());
}

#[test]
fn every_fingerprint_is_another_even_of_equal_findings() {
    let mut findings = many(REPORT_LATE, 50);
    findings.extend(many(SEAT_VACANT, 50));
    findings.extend([vacant(), vacant(), vacant(), not_read(), not_read()]);
    let mut elsewhere = not_read();
    elsewhere.primary.place = unreadable("b.yaml");
    findings.push(elsewhere);
    // Ids that run together the same way are not the same ids.
    findings.push(vacant().subject(Subject { seat: Some("c".into()), ..Subject::unit("ab") }));
    findings.push(vacant().subject(Subject { seat: Some("bc".into()), ..Subject::unit("a") }));
    findings.push(vacant().subject(Subject::unit("ab\nseat=1:c")));
    let count = findings.len();
    let all = fingerprints(&given(findings));
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), count);
}

#[test]
fn sarif_gitlab_and_json_agree_on_fingerprints() {
    let outcome = every_kind();
    let (sarif, gitlab, json) = (outcome.json("sarif"), outcome.json("gitlab"), outcome.json("json"));
    for (at, fingerprint) in fingerprints(&outcome).iter().enumerate() {
        assert_eq!(&sarif["runs"][0]["results"][at]["partialFingerprints"]["ttc/v1"], fingerprint);
        assert_eq!(&gitlab[at]["fingerprint"], fingerprint);
        assert_eq!(&json["findings"][at]["fingerprint"], fingerprint);
    }
    for (at, waived) in json["waived"].as_array().unwrap().iter().enumerate() {
        let after = outcome.findings.len() + at;
        assert_eq!(sarif["runs"][0]["results"][after]["partialFingerprints"]["ttc/v1"], waived["fingerprint"]);
        assert_eq!(gitlab[after]["fingerprint"], waived["fingerprint"]);
    }
}

// ---- GitHub ----

#[test]
fn a_github_annotation_escapes_lines_and_percent_signs() {
    let mut found = finding(NAME_SHARED, Text::same("100% a, b: c"), place("a,b.yaml", UNITS, "Ban Dân tộc"));
    found.notes.push(Text::same("x"));
    assert_eq!(
        given(vec![found]).under("registry/").text("github"),
        "::warning file=registry/a%2Cb.yaml,line=5,col=11,endLine=5,endColumn=22,title=name-shared::100%25 a, b: c%0Anote: x\n"
    );
}

#[test]
fn of_250_errors_github_gets_ten_and_a_line_with_the_rest() {
    let mut findings = many(NAME_SHARED, 11);
    findings.extend(many(REPORT_LATE, 250));
    findings.extend(many(SEAT_WAS_VACANT, 3));
    let outcome = given(findings);
    let text = outcome.text("github");
    let lines: Vec<&str> = text.lines().collect();
    let of = |kind: &str| lines.iter().filter(|line| line.starts_with(kind)).count();
    assert_eq!((of("::error "), of("::warning "), of("::notice ")), (10, 10, 3));
    assert!(lines[..10].iter().all(|line| line.starts_with("::error ")), "errors come first");
    assert_eq!(lines[23], "And 240 errors, 1 warning more; ttc validate --format concise lists them all. By rule:");
    assert_eq!(
        lines[24..],
        ["      250  report-late  (error)", "       11  name-shared  (warning)", "        3  seat-was-vacant  (note)"]
    );
    let text = outcome.vi().text("github");
    assert!(
        text.contains("\nCòn 240 lỗi, 1 cảnh báo nữa; xem tất cả: ttc validate --format concise. Theo quy tắc:\n"),
        "{text}"
    );
}

#[test]
fn the_step_summary_lists_all_250() {
    let summary = given(many(REPORT_LATE, 250)).with(|outcome| step_summary(outcome, LARGEST_STEP_SUMMARY)).unwrap();
    for n in 1..=250 {
        assert!(summary.contains(&format!("- **unit {n}** `report-late`")), "{n}");
    }
    assert!(!summary.contains(" more."));
}

#[test]
fn a_step_summary_stays_below_the_size_that_github_drops() {
    let findings = vec![vacant(); 5_000];
    let summary = given(findings).with(|outcome| step_summary(outcome, LARGEST_STEP_SUMMARY)).unwrap();
    assert!(summary.len() < 1024 * 1024, "{}", summary.len());
    let shown = summary.matches("- **Ban Dân tộc").count();
    let last = summary.lines().last().unwrap().replace(',', "");
    assert!(last.starts_with(&format!("… and {} more ", 5_000 - shown)), "{last}");
}

#[test]
fn an_annotation_over_several_lines_has_no_columns() {
    let found = finding(NAME_SHARED, Text::same("m"), span("a.yaml", UNITS, 9, 40));
    assert_eq!(given(vec![found]).text("github"), "::warning file=a.yaml,line=2,endLine=3,title=name-shared::m\n");
}

// ---- GitLab ----

#[test]
fn gitlab_gets_a_code_quality_report() {
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string("tests/schemas/gitlab-code-quality.json").unwrap()).unwrap();
    assert_valid(&schema, &every_kind().json("gitlab"));
    let report = given(vec![vacant(), shared()]).under("./registry/").json("gitlab");
    assert_valid(&schema, &report);
    assert_eq!(
        report[0]["location"],
        serde_json::json!({"path": "registry/units/province.yaml", "lines": {"begin": 4}})
    );
    assert_eq!((&report[0]["severity"], &report[1]["severity"]), (&"major".into(), &"minor".into()));
    assert_eq!(given(vec![]).json("gitlab"), serde_json::json!([]));
}

// ---- JUnit ----

#[derive(Debug, Default)]
struct Case {
    class: String,
    name: String,
    /// The element inside, where there is one, and its text.
    inside: Option<(String, String)>,
}

/// Reads a JUnit document, and fails where it goes beyond Jenkins' schema (tests/schemas/junit-10.xsd).
fn cases(xml: &str) -> Vec<Case> {
    use quick_xml::events::Event;
    let forbidden = |c: char| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert_eq!(xml.chars().find(|c| forbidden(*c)), None, "a character that XML 1.0 forbids");
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut cases: Vec<Case> = Vec::new();
    let mut stack: Vec<String> = Vec::new();
    let mut declared = [0, 0, 0];
    loop {
        let event = reader.read_event().expect("it is well-formed");
        let (start, empty) = match &event {
            Event::Start(start) => (Some(start), false),
            Event::Empty(start) => (Some(start), true),
            _ => (None, false),
        };
        if let Some(start) = start {
            let element = start.name().as_ref().to_owned();
            let parent = stack.last().map_or("", String::as_str);
            let (inside, allowed): (&str, &[&str]) = match element.as_str() {
                "testsuites" => ("", &["name", "tests", "failures", "errors"]),
                "testsuite" => ("testsuites", &["name", "tests", "failures", "errors", "skipped"]),
                "properties" => ("testsuite", &[]),
                "property" => ("properties", &["name", "value"]),
                "testcase" => ("testsuite", &["classname", "name"]),
                "failure" => ("testcase", &["type", "message"]),
                "system-out" => ("testcase", &[]),
                "skipped" => ("testcase", &["message"]),
                other => panic!("no such element: {other}"),
            };
            assert_eq!(parent, inside, "{element}");
            let attributes: Vec<(String, String)> = start
                .attributes()
                .map(|attribute| {
                    let attribute = attribute.expect("attributes are well-formed");
                    let value = attribute.value;
                    (attribute.key.as_ref().to_owned(), quick_xml::escape::unescape(&value).unwrap().into_owned())
                })
                .collect();
            let names: Vec<&str> = attributes.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, allowed, "{element}");
            let value = |name: &str| attributes.iter().find(|(key, _)| key == name).unwrap().1.clone();
            match element.as_str() {
                "testsuite" => {
                    declared = ["tests", "failures", "skipped"].map(|count| value(count).parse().unwrap());
                }
                "testcase" => cases.push(Case { class: value("classname"), name: value("name"), inside: None }),
                "failure" | "system-out" | "skipped" => {
                    cases.last_mut().unwrap().inside = Some((element.clone(), String::new()))
                }
                _ => {}
            }
            if !empty {
                stack.push(element);
            }
        }
        match event {
            Event::End(_) => drop(stack.pop()),
            Event::Text(text) => {
                if let Some((_, inside)) = cases.last_mut().and_then(|case| case.inside.as_mut()) {
                    inside.push_str(&text);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let of = |name: &str| {
        cases.iter().filter(|case| case.inside.as_ref().is_some_and(|(element, _)| element == name)).count()
    };
    assert_eq!(declared, [cases.len(), of("failure"), of("skipped")], "the counts are those of the cases");
    let names: BTreeSet<_> = cases.iter().map(|case| (&case.class, &case.name)).collect();
    assert_eq!(names.len(), cases.len(), "no two cases share class and name");
    cases
}

#[test]
fn junit_has_a_case_a_finding_and_a_passing_one_for_each_other_rule() {
    let cases = cases(&given(vec![vacant(), shared(), vacant()]).text("junit"));
    let seen: Vec<_> = cases
        .iter()
        .map(|case| {
            (case.class.as_str(), case.name.as_str(), case.inside.as_ref().map(|(element, _)| element.as_str()))
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("ttc.seat-vacant", "ban-dan-toc / office-leader", Some("failure")),
            ("ttc.seat-vacant", "ban-dan-toc / office-leader (2)", Some("failure")),
            ("ttc.name-shared", "so-y-te", Some("system-out")),
            ("ttc.file-unreadable", "a file cannot be read", None),
            ("ttc.seat-was-vacant", "a seat was vacant", None),
            ("ttc.report-late", "a report came late", None),
        ]
    );
    let text = &cases[0].inside.as_ref().unwrap().1;
    assert!(text.starts_with("units/province.yaml:4:9: error: Ban Dân tộc has had no office leader"), "{text}");
    assert!(text.contains("\nwhy: Article 2.2.a"), "{text}");
}

#[test]
fn junit_holds_whatever_a_registry_holds() {
    let unruled = finding(RuleId::error("not-in-the-table"), Text::same("m"), place("a.yaml", UNITS, "Ban"));
    let mut outcome = every_kind();
    outcome.findings.push(unruled);
    let cases = cases(&outcome.text("junit"));
    assert_eq!(cases.iter().filter(|case| case.inside.is_some()).count(), 10);
    assert!(cases.iter().any(|case| case.class == "ttc.not-in-the-table"));
}

// ---- Markdown ----

#[test]
fn markdown_groups_findings_by_weight_under_a_table() {
    let text = given(vec![shared(), vacant()]).waived(vec![not_read()]).under("registry/").text("markdown");
    let expected = "\
## 1 error, 1 warning, 1 waived

Tỉnh Sóc Trăng, as of 30/09/2024, under 246/QĐ-UBND: 138 units, 165 of 167 seats held, 163 recognised

| Errors | Warnings | Notes | Waived | Files |
| ---: | ---: | ---: | ---: | ---: |
| 1 | 1 | 0 | 1 | 12 |

### Errors

- **Ban Dân tộc has had no office leader since 01/09/2024 (30 days)** `seat-vacant` · `registry/units/province.yaml:4:9`
  - needs 1 office leader, has 0
  - asked for here (`registry/regulations/246-qd-ubnd-2024.yaml:2:30`)
  - note: last held by Lý Thị C until 31/08/2024
  - why: Article 2.2.a, 246/QĐ-UBND: each department has 1 office leader
  - to mend: record the new holder
    ```
    ttc record officer --unit ban-dan-toc \\
      --seat office-leader
    ```
  - or: a waiver with its document in waivers.yaml

### Warnings

- **the name Sở Y tế is taken** `name-shared` · `registry/a.yaml:3:11`
  - `registry/a.yaml:5:11`

### Waived

- **cannot read the file: it is not UTF-8** `file-unreadable` · `registry/units/cũ/100%.yaml:1:1`
  - waived until 20/02/2025 by 120/UBND-VP, approved by Chủ tịch UBND tỉnh; reason: cơ quan không có Văn phòng (`registry/waivers.yaml:2:12`)
";
    assert_eq!(text, expected);
}

#[test]
fn a_hostile_name_cannot_leave_its_place_in_markdown() {
    let mut found =
        finding(NAME_SHARED, Text::same("a|b`c`<script>\n# d [x](y) @me #1 *_~"), place("`.yaml", UNITS, "Ban"));
    found.remedies.push(ttc::diagnostic::Remedy {
        text: Text::same("x"),
        paste: Some("````\n</details>".into()),
        accepts: false,
    });
    let text = given(vec![found]).text("markdown");
    let entry = text.split("### Warnings\n\n").nth(1).unwrap();
    assert_eq!(
        entry,
        "- **a\\|b\\`c\\`&lt;script&gt;␊# d \\[x\\](y) @\u{2060}me #\u{2060}1 \\*\\_\\~** `name-shared` · `` `.yaml:5:11 ``\n  \
         - to mend: x\n    `````\n    ````\n    </details>\n    `````\n"
    );
}

#[test]
fn a_comment_stays_within_what_github_takes() {
    let text = given(vec![vacant(); 1_000]).text("markdown");
    assert!(text.len() < 65_536);
    assert!(text.lines().last().unwrap().contains(" more are not listed here"));
}

// ---- The table of formats ----

#[test]
fn formats_have_names_of_their_own_and_are_told_from_file_names() {
    let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
    assert_eq!(names.len(), FORMATS.len());
    let of = |file: &str| Format::for_file(file).map(|format| format.name);
    assert_eq!(of("out.sarif"), Some("sarif"));
    assert_eq!(of("out.sarif.json"), Some("sarif"));
    assert_eq!(of("OUT.JSON"), Some("json"));
    assert_eq!(of("report.xml"), Some("junit"));
    assert_eq!(of("comment.md"), Some("markdown"));
    assert_eq!(of("report"), None);
}

#[test]
fn the_same_outcome_gives_the_same_bytes() {
    for format in FORMATS {
        assert_eq!(every_kind().text(format.name), every_kind().text(format.name), "{}", format.name);
    }
}
