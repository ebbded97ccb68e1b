//! `report`, `deadlines`, `why`: the sample province and small registries, as an office would ask.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::workplace::{Run, Workplace, run, sample, ttc};

fn of_sample(place: &Workplace, arguments: &[&str]) -> Run {
    place.run(&[&["--registry", &sample()], arguments].concat())
}

fn json(place: &Workplace, arguments: &[&str]) -> Value {
    let run = of_sample(place, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"))
}

fn rows<'v>(document: &'v Value, section: &str) -> &'v Vec<Value> {
    document["sections"][section]["rows"].as_array().unwrap_or_else(|| panic!("no section {section}"))
}

fn total(document: &Value) -> &Value {
    let total = rows(document, "compliance").iter().find(|row| row["level"] == "total");
    &total.unwrap()["cells"]
}

/// By hand: 18 departments and 11 districts owe three months and a quarter; 109 communes owe July and August, 108 of
/// them September and the quarter.
const OWED_IN_Q3: i64 = 18 * 4 + 11 * 4 + 109 * 2 + 108 * 2;

#[test]
fn the_quarter_of_the_sample_is_the_one_counted_by_hand() {
    let place = Workplace::empty();
    let report = json(&place, &["report", "--quarter", "2024-Q3"]);
    let total = total(&report);
    assert_eq!(total["owed"], OWED_IN_Q3);
    assert_eq!(total["units"], 1 + 18 + 11 + 108);
    let parts =
        ["on_time", "late", "overdue", "open", "waived", "not_judged"].map(|part| total[part].as_i64().unwrap());
    assert_eq!(parts.iter().sum::<i64>(), OWED_IN_Q3);
    assert_eq!(rows(&report, "overdue").len(), usize::try_from(parts[2]).unwrap());
}

/// What the files themselves say, read without the program: a department's quarter is on time if something came by
/// 18/09/2024 and was not returned.
#[test]
fn the_departments_of_a_quarter_are_those_of_the_submission_files() {
    let file = std::fs::read_to_string(format!("{}/submissions/2024/2024-Q3.yaml", sample())).unwrap();
    let units = std::fs::read_to_string(format!("{}/units/province.yaml", sample())).unwrap();
    let departments: Vec<&str> = units
        .split("  - id: ")
        .filter(|record| record.contains("kind: department"))
        .filter_map(|record| record.lines().next())
        .collect();
    let on_time = file
        .lines()
        .filter(|line| departments.iter().any(|unit| line.contains(&format!("unit: {unit},"))))
        .filter(|line| !line.contains("returned:"))
        .filter(|line| {
            let day = line.split("received: ").nth(1).and_then(|rest| rest.get(..10)).unwrap();
            day <= "2024-09-18"
        })
        .count();
    let place = Workplace::empty();
    let report = json(
        &place,
        &["report", "--from", "2024-09-18", "--to", "2024-09-18", "--kind", "department", "--as-of", "2024-10-31"],
    );
    assert_eq!(total(&report)["on_time"].as_u64(), u64::try_from(on_time).ok());
    assert_eq!(total(&report)["owed"], 18);
}

#[test]
fn every_level_sums_to_the_one_above() {
    let place = Workplace::empty();
    for period in [["--quarter", "2024-Q3"], ["--month", "2024-12"], ["--year", "2024"]] {
        for as_of in ["2024-09-15", "2025-06-30"] {
            let report = json(&place, &["report", period[0], period[1], "--as-of", as_of]);
            let total = total(&report);
            for column in ["units", "seats_required", "seats_held", "recognized", "owed", "on_time", "late", "overdue"]
            {
                let sum = |section: &str, level: &str| -> i64 {
                    let of_level =
                        |row: &&Value| row["level"] == level && (section != "compliance" || row["indent"] == 0);
                    rows(&report, section).iter().filter(of_level).filter_map(|row| row["cells"][column].as_i64()).sum()
                };
                let whole = total[column].as_i64().unwrap_or(0);
                assert_eq!(
                    sum("compliance", "item") + sum("compliance", "group"),
                    whole,
                    "{period:?} {as_of} {column}"
                );
                assert_eq!(sum("areas", "item"), whole, "{period:?} {as_of} {column}");
            }
        }
    }
}

#[test]
fn december_2024_shows_three_deadlines_on_the_days_the_text_gives() {
    let place = Workplace::empty();
    let deadlines = json(
        &place,
        &["deadlines", "--from", "2024-12-01", "--to", "2024-12-31", "--unit", "so-y-te", "--as-of", "2024-12-01"],
    );
    let days: Vec<&str> =
        rows(&deadlines, "deadlines").iter().filter_map(|row| row["cells"]["last_good_day"].as_str()).collect();
    assert_eq!(days, ["2024-12-18", "2024-12-19", "2024-12-21"]);
    // The 21st is a Saturday: the last working day before it is shown, and the date stands.
    assert_eq!(rows(&deadlines, "deadlines")[2]["cells"]["working_day"], "2024-12-20");
}

/// The same quarter on three clocks and in three places on earth.
#[test]
fn a_report_is_the_same_in_every_time_zone() {
    let place = Workplace::empty();
    let in_zone = |zone: &str| {
        let mut command = ttc(place.root());
        command.env("TZ", zone);
        command.args([
            "--registry",
            &sample(),
            "report",
            "--quarter",
            "2024-Q4",
            "--as-of",
            "2024-12-22",
            "--part",
            "all",
        ]);
        run(command).out
    };
    assert_eq!(in_zone("Asia/Ho_Chi_Minh"), in_zone("Pacific/Kiritimati"));
    assert_eq!(in_zone("Asia/Ho_Chi_Minh"), in_zone("America/Los_Angeles"));
}

#[test]
fn a_bare_quarter_is_the_last_whose_deadlines_have_passed() {
    let place = Workplace::empty();
    let title =
        |as_of: &str| json(&place, &["report", "--quarter", "--as-of", as_of])["title"].as_str().unwrap().to_owned();
    // The deadlines of the third quarter end on 21/09/2024, the monthly report's last good day.
    assert!(title("2024-09-21").contains("Quý II/2024"));
    assert!(title("2024-09-22").contains("Quý III/2024"));
}

#[test]
fn bad_input_gets_one_line_and_exit_code_2() {
    let place = Workplace::empty();
    for (arguments, says) in [
        (&["report", "--quarter", "2024-Q5"][..], "Q5"),
        (&["report", "--quarter", "2024-06"], "2024-Q3"),
        (&["report", "--quarter", "2020-Q1"], "22/02/2024"),
        (&["report", "--quarter", "2026-Q1"], "30/06/2025"),
        (&["report", "--month", "2024-13"], "13"),
        (&["report", "--unit", "so-y-t"], "so-y-te"),
        (&["report", "--kind", "departmen"], "department"),
        (&["report", "--part", "overdu"], "overdue"),
        (&["report", "--from", "2024-09-30", "--to", "2024-09-01"], "30/09/2024"),
        (&["report", "--format", "xslx"], "xlsx"),
        (&["report", "--format", "csv"], "compliance"),
        (&["why", "so-y-te", "2024-Q5"], "Q5"),
        (&["why", "so-y-te", "ra-soat-202"], "ra-soat-2024"),
        (&["why", "phường 1", "2024-06"], "phuong-1-nga-nam"),
        (&["deadlines", "--from", "2024-02-30", "--to", "2024-03-01"], "2024-02-30"),
    ] {
        let run = of_sample(&place, arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?} {run:?}");
        assert_eq!(run.err.trim_end().lines().count(), 1, "{arguments:?} {run:?}");
        assert!(run.err.contains(says), "{arguments:?} {run:?}");
    }
}

#[test]
fn text_fits_the_width_and_says_what_was_left_out() {
    let place = Workplace::empty();
    for language in ["vi", "en"] {
        let text = of_sample(&place, &["report", "--quarter", "2024-Q3", "--part", "all", "--lang", language]).out;
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(80), "{widest:?}");
    }
}

/// Two wards of one city are called Phường 1, the one until 31/08/2024 and the other from the day after.
#[test]
fn no_two_units_of_a_report_read_alike() {
    let report = json(&Workplace::empty(), &["report", "--year", "2024", "--part", "ranking"]);
    let names: Vec<&str> = rows(&report, "ranking").iter().filter_map(|row| row["cells"]["unit"].as_str()).collect();
    let distinct: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert_eq!(names.len(), distinct.len());
    for name in ["Phường 1 (Thành phố Sóc Trăng)", "Phường 1 (Thành phố Sóc Trăng, …–31/08/2024)"] {
        assert!(names.contains(&name), "{name}");
    }
}

/// A submission entered late: missing at the old revision, on time at the new one.
#[test]
fn what_was_true_on_a_day_depends_on_the_revision_that_is_asked() {
    let place = Workplace::with_base();
    place.replace(
        "registry/submissions/2024/2024-05.yaml",
        "  - {unit: so-y-te, period: 2024-05, received: 2024-05-20, number: 21/BC-SYT, approved: 2024-05-20, channel: email}\n",
        "",
    );
    place.commit();
    place.write(
        "registry/submissions/2024/them.yaml",
        "submissions:\n  - {unit: so-y-te, period: 2024-05, received: 2024-05-20, number: 21/BC-SYT, approved: 2024-05-20}\n",
    );
    place.commit();
    let verdict = |revision: &str| {
        let run = place.run(&["why", "so-y-te", "2024-05", "--as-of", "2024-06-10", "--rev", revision, "--lang", "en"]);
        run.out.lines().next().unwrap().to_owned()
    };
    assert!(verdict("HEAD~1").contains("overdue by 20 days"), "{}", verdict("HEAD~1"));
    assert!(verdict("HEAD").contains("on time"), "{}", verdict("HEAD"));
}

#[test]
fn why_shows_clause_arithmetic_and_the_commit_that_recorded_it() {
    let place = Workplace::with_base();
    place.commit();
    let run = place.run(&["why", "Sở Y tế", "2024-05", "--as-of", "2024-06-10", "--lang", "vi"]);
    for says in
        ["Điều 7.3", "trước ngày 22", "21/05/2024 (thứ Ba, ngày làm việc)", "2024-05.yaml:3", "ghi ngày", "đúng hạn"]
    {
        assert!(run.out.contains(says), "{says}: {}", run.out);
    }
    let uncommitted = Workplace::with_base();
    assert!(!uncommitted.run(&["why", "so-y-te", "2024-05", "--as-of", "2024-06-10"]).out.contains("recorded on"));
}

#[test]
fn a_unit_that_owes_nothing_is_told_why() {
    let place = Workplace::empty();
    let run = of_sample(&place, &["why", "so-y-te", "2024-02", "--lang", "vi"]);
    assert_eq!(run.code, Some(3));
    assert!(run.out.contains("21/02/2024") && run.out.contains("22/02/2024"), "{}", run.out);
}

#[test]
fn csv_of_several_tables_is_a_file_for_each() {
    let place = Workplace::empty();
    let run = of_sample(&place, &["report", "--quarter", "2024-Q3", "-o", "q3.csv"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let overdue = std::fs::read(place.at("q3-overdue.csv")).unwrap();
    assert!(overdue.starts_with("\u{feff}".as_bytes()) && overdue.ends_with(b"\r\n"));
    let one = of_sample(&place, &["report", "--quarter", "2024-Q3", "--part", "overdue", "--format", "csv"]);
    assert!(!one.out.starts_with('\u{feff}') && !one.out.contains('\r'));
}

/// The written forms of a report, by their file names.
fn packed(place: &Workplace, registry: &str) -> BTreeMap<String, Vec<u8>> {
    let run =
        place.run(&["--registry", registry, "report", "--month", "2024-05", "--as-of", "2024-06-10", "--pack", "pack"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = std::fs::read_dir(place.at("pack")).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())).collect()
}

#[test]
fn a_pack_has_every_form_and_repeats_byte_for_byte() {
    let place = Workplace::with_base();
    place.commit();
    let first = packed(&place, "registry");
    for ending in [".txt", ".json", ".docx", ".html"] {
        assert!(first.keys().any(|name| name.ends_with(ending)), "{ending}");
    }
    assert!(first == packed(&place, "registry"));
}

#[test]
fn a_written_report_is_held_against_the_registry_and_the_changed_file_is_named() {
    let place = Workplace::with_base();
    place.commit();
    let written = packed(&place, "registry");
    let verify = |name: &str| place.run(&["--registry", "registry", "report", "--verify", &format!("pack/{name}")]);
    let verifiable: Vec<&String> = written.keys().filter(|name| !name.ends_with(".txt")).collect();
    assert!(verifiable.len() >= 4);
    for name in &verifiable {
        let run = verify(name);
        assert_eq!(run.code, Some(0), "{name} {run:?}");
    }
    // A report that has not come in after all: every form that counts it follows no longer.
    place.replace("registry/submissions/2024/2024-05.yaml", "received: 2024-05-20", "received: 2024-05-27");
    for name in ["report.json", "report.docx", "report.html", "report-compliance.csv"] {
        let run = verify(name);
        assert_eq!(run.code, Some(1), "{name} {run:?}");
        assert!(run.out.contains("submissions/2024/2024-05.yaml"), "{name} {run:?}");
    }
    // What nothing in the report depends on changes, and the figures hold.
    place.git(&["checkout", "--quiet", "."]);
    place.write("registry/README.md", "Sổ thử\n");
    let run = verify("report.json");
    assert_eq!(run.code, Some(0), "{run:?}");
    // Somebody mends the figures by hand.
    let json = place.read("pack/report.json");
    place.write("pack/report.json", json.replacen("\"on_time\": 2", "\"on_time\": 9", 1));
    assert_eq!(verify("report.json").code, Some(1));
    let nothing = verify("report.txt");
    assert_eq!(nothing.code, Some(2), "{nothing:?}");
}

#[test]
fn a_report_says_whether_it_was_made_from_uncommitted_files() {
    let place = Workplace::with_base();
    place.commit();
    let evidence = || {
        let run = place.run(&["report", "--month", "2024-05", "--as-of", "2024-06-10", "--format", "json"]);
        serde_json::from_str::<Value>(&run.out).unwrap()["evidence"].clone()
    };
    assert_eq!(evidence()["revision"]["uncommitted"], false);
    place.vacate();
    assert_eq!(evidence()["revision"]["uncommitted"], true);
    let digest = |evidence: Value| evidence["digest"].as_str().unwrap().to_owned();
    let vacated = digest(evidence());
    place.git(&["checkout", "--quiet", "."]);
    assert_ne!(digest(evidence()), vacated);
}

#[test]
fn a_report_from_files_outside_git_says_so() {
    let place = Workplace::with_sample();
    let run = place.run(&["report", "--quarter", "2024-Q3", "--lang", "en", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["evidence"]["revision"], Value::Null);
    assert!(place.run(&["report", "--quarter", "2024-Q3", "--lang", "en"]).out.contains("not kept in git"));
}

#[test]
fn a_matrix_says_below_it_what_its_letters_stand_for() {
    let place = Workplace::empty();
    let report = json(&place, &["report", "--quarter", "2024-Q3", "--part", "matrix", "--lang", "vi"]);
    let notes = report["sections"]["matrix"]["notes"].to_string();
    for state in ["Đ đúng hạn", "T trễ hạn", "Q quá hạn", "M được miễn trừ", "K không đánh giá"]
    {
        assert!(notes.contains(state), "{notes}");
    }
}

#[test]
fn a_time_longer_than_twenty_years_is_refused_with_its_days() {
    let place = Workplace::empty();
    for command in ["report", "deadlines"] {
        for (from, to, is_read) in [
            ("2006-01-01", "2025-12-31", true),
            ("2006-01-01", "2026-01-01", false),
            ("2025-07-01", "9999-12-31", false),
            ("0001-01-01", "9999-12-31", false),
            ("2025-07-01", "2024-07-01", false),
        ] {
            let run = of_sample(&place, &[command, "--from", from, "--to", to, "--lang", "en"]);
            assert_eq!(run.code == Some(0), is_read, "{command} {from} {to}: {run:?}");
            assert!(is_read || run.err.contains("20 years") || run.err.contains("is after"), "{run:?}");
        }
    }
    let run = of_sample(&place, &["validate", "--as-of", "9999-12-31", "--lang", "en"]);
    assert!(run.code == Some(2) && run.err.contains("too far ahead"), "{run:?}");
}
