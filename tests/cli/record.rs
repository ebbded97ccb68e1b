//! `ttc record`: what it writes, what it refuses, and that it leaves the rest as it was.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::workplace::{HUNG, Run, Workplace};

/// Every file below a folder with its bytes; the lock is none of the registry's.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != ".ttc.lock")
        .map(|entry| {
            (entry.path().strip_prefix(folder).unwrap().display().to_string(), fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn record(place: &Workplace, arguments: &[&str]) -> Run {
    place.run(&[&["record"], arguments, &["--lang", "en"]].concat())
}

fn assert_recorded(run: &Run) {
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.contains("recorded: registry/"), "{run:?}");
}

/// Runs a command that must be refused with this code, and sees that no byte changed.
fn refused(place: &Workplace, arguments: &[&str], code: i32) -> Run {
    let before = bytes(place.root());
    let run = record(place, arguments);
    assert_eq!(run.code, Some(code), "{arguments:?}: {run:?}");
    assert_eq!(bytes(place.root()), before, "{arguments:?}");
    run
}

const REPORT: [&str; 11] = [
    "submission",
    "--unit",
    "so-y-te",
    "--period",
    "2024-06",
    "--received",
    "2024-06-20",
    "--number",
    "025",
    "--approved",
    "20/06/2024",
];

#[test]
fn a_report_is_one_new_line() {
    let place = Workplace::with_base();
    place.write("registry/submissions/2024/2024-06.yaml", "# tháng 6\r\nsubmissions: # đã nhận\r\n\r\n  # huyện\r\n  - {unit: huyen-a, period: 2024-06, received: 2024-06-20, number: '1', approved: 2024-06-19}\r\n  # hết");
    let before = place.read("registry/submissions/2024/2024-06.yaml");
    let run = record(&place, &REPORT);
    assert_recorded(&run);
    let line = "  - {unit: so-y-te, period: 2024-06, received: 2024-06-20, number: \"025\", approved: 2024-06-20}\r\n";
    assert_eq!(
        place.read("registry/submissions/2024/2024-06.yaml"),
        before.replace("  # hết", &format!("{line}  # hết"))
    );
    assert!(run.out.ends_with("recorded: registry/submissions/2024/2024-06.yaml:6\n"), "{}", run.out);
}

#[test]
fn a_report_for_a_new_period_begins_its_file() {
    let place = Workplace::with_base();
    assert_recorded(&record(&place, &REPORT));
    assert_eq!(
        place.read("registry/submissions/2024/2024-06.yaml"),
        "# yaml-language-server: $schema=../../../../../schemas/submissions.schema.json\nsubmissions:\n  - {unit: so-y-te, \
         period: 2024-06, received: 2024-06-20, number: \"025\", approved: 2024-06-20}\n"
    );
    assert_eq!(place.validate(&[]).code, Some(0));
}

#[test]
fn a_report_sent_back_gets_two_fields_on_its_own_line() {
    let place = Workplace::with_base();
    let path = "registry/submissions/2024/2024-05.yaml";
    let before = place.read(path);
    assert_recorded(&record(
        &place,
        &[
            "submission",
            "--unit",
            "Sở Y tế",
            "--period",
            "Tháng 5/2024",
            "--returned",
            "2024-05-21",
            "--reason",
            "thiếu biểu, sai số",
        ],
    ));
    let marked = before.replace(
        "number: 21/BC-SYT, approved: 2024-05-20, channel: email}",
        "number: 21/BC-SYT, approved: 2024-05-20, channel: email, returned: 2024-05-21, reason: \"thiếu biểu, sai số\"}",
    );
    assert_ne!(before, marked);
    assert_eq!(place.read(path), marked);
    refused(&place, &["submission", "--unit", "so-y-te", "--period", "2024-05", "--returned", "2024-05-22"], 2);
}

#[test]
fn an_officer_takes_over_a_seat() {
    let place = Workplace::with_base();
    let path = "registry/officers/so-y-te.yaml";
    let before = place.read(path);
    let ended = record(&place, &["officer", "end", "tran thi binh", "--until", "2024-05-31"]);
    assert_recorded(&ended);
    assert!(ended.out.contains("error[seat-vacant]"), "what is lacking now is shown: {}", ended.out);
    let name = "Trần Thị Bình";
    assert_recorded(&record(
        &place,
        &[
            "officer",
            "assign",
            "--unit",
            "so y te",
            "--seat",
            "office-leader",
            "--name",
            name,
            "--position",
            "Chánh Văn phòng",
            "--employment",
            "civil-servant",
            "--from",
            "2024-06-01",
            "--email",
            "binh2@tinhthu.example",
            "--nomination-number",
            "9/DS-SYT",
            "--nomination-date",
            "2024-05-30",
            "--approved",
            "2024-05-31",
            "--in-charge-of",
            "one-stop",
        ],
    ));
    let until = before
        .replace("from: 2024-02-20\n    email: binh@", "from: 2024-02-20\n    until: 2024-05-31\n    email: binh@");
    let new = "  - id: tran-thi-binh-2\n    name: Trần Thị Bình\n    unit: so-y-te\n    seat: office-leader\n    position: Chánh Văn phòng\n    employment: civil-servant\n    in_charge_of: [one-stop]\n    from: 2024-06-01\n    email: binh2@tinhthu.example\n    nomination: {number: 9/DS-SYT, date: 2024-05-30, approved: 2024-05-31}\n";
    assert_eq!(place.read(path), format!("{until}{new}"));
}

#[test]
fn an_officer_who_moves_leaves_one_record_and_gets_another_that_is_linked_to_it() {
    let place = Workplace::with_base();
    let before = place.read("registry/officers/huyen-a.yaml");
    let moved = [
        "officer",
        "move",
        "ly-van-an",
        "--unit",
        "vp-ubnd",
        "--seat",
        "control-officer",
        "--from",
        "2024-06-01",
        "--position",
        "Chuyên viên",
    ];
    assert_recorded(&record(&place, &moved));
    assert_eq!(place.read("registry/officers/huyen-a.yaml"), before);
    assert!(place.read("registry/officers/so-y-te.yaml").contains("    until: 2024-05-31\n"));
    let new = place.read("registry/officers/vp-ubnd.yaml");
    assert!(new.ends_with("  - id: ly-van-an-2\n    name: Lý Văn An\n    unit: vp-ubnd\n    seat: control-officer\n    position: Chuyên viên\n    employment: civil-servant\n    from: 2024-06-01\n    email: an@tinhthu.example\n    person: ly-van-an\n"), "{new}");
    let again = refused(&place, &moved, 1);
    assert!(again.out.contains("error[two-seats-at-once]"), "{again:?}");
}

const DECISION: &[&str] = &[
    "decision",
    "--number",
    "15/QĐ-UBND",
    "--date",
    "2024-06-03",
    "--by",
    "huyen-a",
    "--signed-as",
    "head",
    "--signer",
    "Lê Thị Khánh",
    "--proposal-number",
    "9/TTr-VP",
    "--proposal-date",
    "2024-06-01",
    "--proposal-by",
    "huyện A",
    "--recognizes",
    "le-van-cuong,thach-thi-dao",
    "--recognizes",
    "Kim Văn Giang",
    "--replaces",
    "huyen-a/2024-02-20-7",
    "--copy",
    "huyen-a:2024-06-04",
    "--copy",
    "xa-b:04/06/2024",
    "--copy",
    "vp-ubnd:2024-06-04",
];

#[test]
fn a_decision_gets_a_file_of_its_own() {
    let place = Workplace::with_base();
    let run = record(&place, DECISION);
    assert_recorded(&run);
    let text = place.read("registry/decisions/huyen-a/2024-06-03-15.yaml");
    let expected = "number: 15/QĐ-UBND\ndate: 2024-06-03\nissued_by: huyen-a\nform: decision\nsigned_by: {as: head, name: Lê Thị Khánh}\nproposal: {number: 9/TTr-VP, date: 2024-06-01, by: huyen-a}\nrecognizes:\n  - le-van-cuong\n  - thach-thi-dao\n  - kim-van-giang\nreplaces:\n  - huyen-a/2024-02-20-7\ncopies:\n  - {to: huyen-a, sent: 2024-06-04}\n  - {to: xa-b, sent: 2024-06-04}\n  - {to: vp-ubnd, sent: 2024-06-04}\n";
    assert_eq!(
        text,
        format!("# yaml-language-server: $schema=../../../../../schemas/decision.schema.json\n{expected}")
    );
    assert_eq!(place.validate(&["--fail-on", "warning"]).code, Some(0));
    refused(&place, DECISION, 2);
}

#[test]
fn a_request_and_what_answers_it_stand_in_one_file() {
    let place = Workplace::with_base();
    assert_recorded(&record(
        &place,
        &[
            "request",
            "--id",
            "ra-soat",
            "--title",
            "Rà soát",
            "--issued",
            "2024-06-03",
            "--by",
            "2024-06-14",
            "--document",
            "50/UBND-VP",
            "--kinds",
            "department,district",
        ],
    ));
    assert_recorded(&record(
        &place,
        &["extension", "--unit", "so-y-te", "--request", "ra-soat", "--by", "2024-06-20", "--document", "51/UBND-VP"],
    ));
    assert_recorded(&record(
        &place,
        &[
            "submission",
            "--unit",
            "so-y-te",
            "--request",
            "ra-soat",
            "--received",
            "2024-06-19",
            "--approved",
            "2024-06-19",
        ],
    ));
    let text = place.read("registry/submissions/2024/ra-soat.yaml");
    let lists = "requests:\n  - {id: ra-soat, title: Rà soát, issued: 2024-06-03, by: 2024-06-14, document: 50/UBND-VP, kinds: [department, district]}\n\nextensions:\n  - {unit: so-y-te, request: ra-soat, by: 2024-06-20, document: 51/UBND-VP}\n\nsubmissions:\n  - {unit: so-y-te, request: ra-soat, received: 2024-06-19, approved: 2024-06-19}\n";
    assert!(text.ends_with(&format!("schema.json\n{lists}")), "{text}");
    assert_eq!(place.validate(&["--fail-on", "warning"]).code, Some(0));
    assert_eq!(place.run(&["fmt", "--check"]).out.lines().find(|line| line.contains("submissions")), None);
}

#[test]
fn what_the_regulation_does_not_know_is_refused_with_the_finding() {
    let place = Workplace::with_base();
    let report = |unit, period, received| {
        ["submission", "--unit", unit, "--period", period, "--received", received, "--approved", received]
    };
    let office = refused(&place, &report("vp-ubnd", "2024-06", "2024-06-20"), 1);
    assert!(office.out.contains("error[owes-nothing]"), "{office:?}");
    let twice = refused(&place, &report("so-y-te", "2024-05", "2024-06-20"), 1);
    assert!(twice.out.contains("error[accepted-twice]"), "{twice:?}");
    let early = refused(&place, &report("so-y-te", "2024-06", "2024-04-20"), 1);
    assert!(early.out.contains("error[received-before-period]"), "{early:?}");
    let officer = |seat, unit| {
        [
            "officer",
            "assign",
            "--unit",
            unit,
            "--seat",
            seat,
            "--name",
            "Lê C",
            "--position",
            "P",
            "--employment",
            "cadre",
            "--from",
            "2024-03-01",
        ]
    };
    let seat = refused(&place, &officer("no-seat", "so-y-te"), 1);
    assert!(seat.out.contains("error[seat-unknown]"), "{seat:?}");
    let full = refused(&place, &officer("committee-leader", "huyen-a"), 1);
    assert!(full.out.contains("error[seat-overfilled]"), "{full:?}");
    assert!(full.err.contains("nothing was written"), "{full:?}");
}

#[test]
fn what_is_no_value_is_refused_with_what_was_probably_meant() {
    let place = Workplace::with_base();
    for (arguments, said) in [
        (["--unit", "so-y-tee", "--period", "2024-06", "--received", "2024-06-20"], "did you mean so-y-te?"),
        (["--unit", "so-y-te", "--period", "June", "--received", "2024-06-20"], "--period: \"June\" is not a period"),
        (
            ["--unit", "so-y-te", "--period", "2024-06", "--received", "31/06/2024"],
            "--received: \"31/06/2024\" is not a day",
        ),
        (["--unit", "so-y-te", "--period", "2024-06", "--received", "20\u{202e}/06/2024"], "U+202E"),
        (["--unit", "", "--period", "2024-06", "--received", "2024-06-20"], "there is no unit \"\""),
    ] {
        let run = refused(&place, &[&["submission"], &arguments[..]].concat(), 2);
        assert!(run.err.contains(said), "{run:?}");
    }
    let channel = refused(&place, &[&REPORT[..], &["--channel", "emial"]].concat(), 2);
    assert!(channel.err.contains("did you mean email?"), "{channel:?}");
}

#[test]
fn a_script_has_to_give_everything() {
    let place = Workplace::with_base();
    let run = refused(&place, &["submission", "--unit", "so-y-te"], 2);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", "error: missing: --period, --received\n"));
    assert_eq!(refused(&place, &["officer", "end"], 2).err, "error: missing: officer, --until\n");
    assert_eq!(refused(&place, &["submission", "--as-of", "2024-06-30"], 2).code, Some(2));
    assert_eq!(refused(&place, &["submission", "--rev", "HEAD"], 2).code, Some(2));
}

#[test]
fn a_dry_run_prints_the_difference_and_writes_nothing_not_even_a_lock() {
    let place = Workplace::with_base();
    let before = bytes(place.root());
    let run = record(&place, &[&REPORT[..], &["--dry-run"]].concat());
    assert_eq!(run.code, Some(0));
    assert!(
        run.out.starts_with("--- /dev/null\n+++ registry/submissions/2024/2024-06.yaml\n@@ -0,0 +1,3 @@\n+# yaml"),
        "{}",
        run.out
    );
    let until = record(&place, &["officer", "end", "kim-van-giang", "--until", "2024-05-31", "--dry-run"]);
    let lines: Vec<&str> = until.out.lines().filter(|line| line.starts_with(['+', '-'])).collect();
    assert_eq!(lines, ["--- registry/officers/xa-b.yaml", "+++ registry/officers/xa-b.yaml", "+    until: 2024-05-31"]);
    assert!(until.err.contains("error[seat-vacant]"), "{until:?}");
    assert_eq!(bytes(place.root()), before);
    assert!(!place.at("registry/.ttc.lock").exists());
}

#[test]
fn hostile_texts_stay_texts() {
    let place = Workplace::with_base();
    place.run(&["record", "officer", "end", "kim-van-giang", "--until", "2024-05-31"]);
    let assign = |name: &str, id: &str| {
        record(
            &place,
            &[
                "officer",
                "assign",
                "--unit",
                "xa-b",
                "--seat",
                "one-stop-officer",
                "--name",
                name,
                "--position",
                "Công chức Văn phòng - Thống kê: {x} # y",
                "--employment",
                "civil-servant",
                "--from",
                "2024-06-01",
                "--in-charge-of",
                "one-stop",
                "--id",
                id,
            ],
        )
    };
    assert_recorded(&assign("=cmd|' /C calc'!A0", "a"));
    let text = place.read("registry/officers/xa-b.yaml");
    assert!(
        text.contains("    name: \"=cmd|' /C calc'!A0\"\n") || text.contains("    name: =cmd|' /C calc'!A0\n"),
        "{text}"
    );
    assert!(text.contains("    position: \"Công chức Văn phòng - Thống kê: {x} # y\"\n"), "{text}");
    for name in ["a\u{7}b", "a\u{202e}b", "a\nb", " "] {
        assert_eq!(assign(name, "b").code, Some(2), "{name:?}");
    }
    // Loose accents are composed, and spaces at the ends fall away.
    let composed = record(
        &place,
        &[
            "officer",
            "move",
            "a",
            "--unit",
            "so-y-te",
            "--seat",
            "unit-leader",
            "--from",
            "2026-01-01",
            "--note",
            " Le\u{302} ",
            "--dry-run",
        ],
    );
    assert!(composed.out.contains("+    note: Lê\n"), "{composed:?}");
}

#[test]
fn a_registry_with_faults_elsewhere_can_be_recorded_in_and_a_faulty_file_cannot() {
    let place = Workplace::with_base();
    place.write("registry/officers/broken.yaml", "officers:\n  - id: [\n");
    assert_recorded(&record(&place, &REPORT));
    place.replace("registry/submissions/2024/2024-06.yaml", "submissions:", "submissions: [");
    let run =
        refused(&place, &["submission", "--unit", "huyen-a", "--period", "2024-06", "--received", "2024-06-20"], 2);
    assert!(run.err.contains("2024-06.yaml has faults"), "{run:?}");
}

#[test]
fn a_table_is_recorded_whole() {
    let place = Workplace::with_base();
    place.write(
        "in.csv",
        "\u{feff}Unit;Period;Received;Number;Approved;Channel\r\nSở Y tế;2024-06;20/06/2024;\"1;2\";2024-06-19;email\r\n;;;;;\r\nhuyen-a;Quý II năm 2024;17/06/2024;0123;17/06/2024;\r\n",
    );
    assert_recorded(&record(&place, &["submission", "--from-csv", "in.csv"]));
    let month = place.read("registry/submissions/2024/2024-06.yaml");
    assert!(month.ends_with("  - {unit: so-y-te, period: 2024-06, received: 2024-06-20, number: 1;2, approved: 2024-06-19, channel: email}\n"), "{month}");
    let quarter = place.read("registry/submissions/2024/2024-Q2.yaml");
    assert!(
        quarter.ends_with(
            "  - {unit: huyen-a, period: 2024-Q2, received: 2024-06-17, number: \"0123\", approved: 2024-06-17}\n"
        ),
        "{quarter}"
    );
}

#[test]
fn a_table_with_a_fault_is_not_recorded_at_all_and_every_fault_is_told_with_its_line() {
    let place = Workplace::with_base();
    for (table, said) in [
        (
            "unit,period,recieved\nso-y-te,2024-06,2024-06-20\n",
            ["line 1, column 3: there is no field \"recieved\"; did you mean received?"].as_slice(),
        ),
        (
            "unit,period,received\nso-y-te,2024-06,2024-06-20\nso-y-te,2024-13,2024-06-20\n\nnobody,2024-06,2024-06-31\nhuyen-a,2024-06,\n",
            &["line 6, column 3: received is missing"],
        ),
        (
            "unit,period,received\nso-y-te,2024-06,2024-06-20\nso-y-te,2024-13,2024-06-20\n\nnobody,2024-06,2024-06-20\n",
            &["line 3: --period: \"2024-13\" is not a period", "line 5: --unit: there is no unit \"nobody\""],
        ),
        ("unit,period,received\nso-y-te,2024-06,2024-06-20,x\n", &["line 2, column 4: this line has 4 cells"]),
        ("unit,period,received\n", &["there is no row of data"]),
        ("", &["there is no row of data"]),
    ] {
        place.write("in.csv", table);
        let run = refused(&place, &["submission", "--from-csv", "in.csv"], 2);
        for said in said {
            assert!(run.err.contains(said), "{table}: {run:?}");
        }
    }
    place.write(
        "in.csv",
        "unit,period,received,approved\nso-y-te,2024-06,2024-06-20,2024-06-20\nvp-ubnd,2024-06,2024-06-20,2024-06-20\n",
    );
    assert!(refused(&place, &["submission", "--from-csv", "in.csv"], 1).out.contains("owes-nothing"));
    place.write("latin.csv", b"unit\nS\xf3c\n");
    refused(&place, &["submission", "--from-csv", "latin.csv"], 2);
    refused(&place, &["submission", "--from-csv", "nowhere.csv"], 2);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_nothing_may_be() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Workplace::with_base();
    let outside = Workplace::empty();
    fs::create_dir_all(outside.at("2025")).unwrap();
    symlink(outside.at("2025"), place.at("registry/submissions/2025")).unwrap();
    let run = record(
        &place,
        &[
            "submission",
            "--unit",
            "so-y-te",
            "--period",
            "2025-01",
            "--received",
            "2025-01-20",
            "--approved",
            "2025-01-20",
        ],
    );
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(bytes(outside.root()), BTreeMap::new());
    let folder = place.at("registry/submissions/2024");
    let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    let is_root = fs::write(folder.join("x"), "").is_ok();
    if is_root {
        let _ = fs::remove_file(folder.join("x"));
        eprintln!("SKIPPED: this user may write everywhere (root)");
    } else {
        refused(&place, &REPORT, 2);
    }
    mode(0o755);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::with_base();
    let path = place.at("registry/officers/xa-b.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    assert_recorded(&record(&place, &["officer", "end", "kim-van-giang", "--until", "2024-05-31"]));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Somebody at a terminal is asked for what is missing; `script` of util-linux makes the terminal.
#[cfg(target_os = "linux")]
#[test]
fn somebody_at_a_terminal_is_asked_for_what_is_missing() {
    let place = Workplace::with_base();
    let ttc = format!("{} record submission --lang en --number 5/BC --approved 2024-06-20", env!("CARGO_BIN_EXE_ttc"));
    let mut command = assert_cmd::Command::new("script");
    command.args(["-qec", &ttc, "/dev/null"]).current_dir(place.root()).env("TERM", "dumb").timeout(HUNG);
    let Ok(output) = command.write_stdin("Sở\n1\nJune\n6/2024\n20/06/2024\n").output() else {
        eprintln!("SKIPPED: there is no script here");
        return;
    };
    let said = String::from_utf8_lossy(&output.stdout).replace('\r', "");
    assert!(said.contains("so-y-te  Sở Y tế"), "a part of a name lists the names: {said}");
    assert!(said.contains("\"June\" is not a period"), "{said}");
    let text = place.read("registry/submissions/2024/2024-06.yaml");
    assert!(
        text.ends_with(
            "  - {unit: so-y-te, period: 2024-06, received: 2024-06-20, number: 5/BC, approved: 2024-06-20}\n"
        ),
        "{text}"
    );
}
