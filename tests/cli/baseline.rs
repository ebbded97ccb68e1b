//! `ttc validate --baseline`: what was found on the first day is counted, what is new is told, and it comes to an end.

use serde_json::Value;

use crate::workplace::{Run, Workplace};

const ON: [&str; 3] = ["validate", "--as-of", "2024-06-30"];

fn write(place: &Workplace, more: &[&str]) -> Run {
    place.run(&[&ON[..], &["--write-baseline", "baseline.json"], more].concat())
}

fn hold(place: &Workplace, day: &str, more: &[&str]) -> Run {
    place.run(&[&["validate", "--as-of", day, "--baseline", "baseline.json"], more].concat())
}

/// A registry with a vacancy, and a decision that still names who left, that a baseline of 30/06/2024 knows until the end of the year.
fn adopted() -> Workplace {
    let place = Workplace::with_vacancy();
    let run = write(&place, &["--until", "2024-12-31", "--format", "concise"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("2 findings are written to baseline.json, to be left alone until 31/12/2024"), "{run:?}");
    place
}

/// The rules that stand, of `--format json`.
fn rules(run: &Run) -> Vec<String> {
    let json: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"));
    json["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_was_found_on_the_first_day_is_counted_and_does_not_fail() {
    let place = adopted();
    assert_eq!(place.validate(&[]).code, Some(1), "without it the vacancy is an error");
    let run = hold(&place, "2024-07-15", &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(!run.out.contains("error[seat-vacant]"), "{run:?}");
    let words = run.out.replace('\n', " ");
    assert!(words.contains("known from the baseline until 31/12/2024 (baseline.json)"), "{run:?}");
    let json: Value = serde_json::from_str(&hold(&place, "2024-07-15", &["--format", "json"]).out).unwrap();
    assert_eq!((&json["summary"]["known"], &json["baseline"]["path"]), (&2.into(), &"baseline.json".into()));
    let known: Vec<_> =
        json["known"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect();
    assert_eq!(known, ["departed-still-recognized", "seat-vacant"]);
}

#[test]
fn what_is_new_is_told_even_of_the_same_unit_and_rule() {
    let place = adopted();
    // The other seat of the same unit falls vacant too.
    let email = "    email: an@tinhthu.example";
    place.replace("registry/officers/so-y-te.yaml", email, &format!("    until: 2024-07-01\n{email}"));
    let run = hold(&place, "2024-07-15", &["--format", "json"]);
    assert_eq!((run.code, rules(&run).iter().filter(|rule| *rule == "seat-vacant").count()), (Some(1), 1), "{run:?}");
}

#[test]
fn lines_that_move_and_another_language_change_nothing() {
    let place = adopted();
    let text = place.read("registry/officers/so-y-te.yaml");
    place.write("registry/officers/so-y-te.yaml", format!("# một dòng\n# hai dòng\n{text}"));
    let text = place.read("registry/units/province.yaml");
    place.write("registry/units/a-new-name.yaml", text);
    std::fs::remove_file(place.at("registry/units/province.yaml")).unwrap();
    assert_eq!(hold(&place, "2024-07-15", &["--lang", "vi"]).code, Some(0));
}

#[test]
fn after_its_last_day_and_before_its_first_it_hides_nothing_and_says_so() {
    let place = adopted();
    assert_eq!(hold(&place, "2024-12-31", &[]).code, Some(0), "the last day is included");
    for day in ["2025-01-01", "2024-06-29"] {
        let run = hold(&place, day, &[]);
        assert_eq!(run.code, Some(1), "{day}: {run:?}");
        assert!(run.out.contains("error[seat-vacant]"), "{day}: {run:?}");
        let words = run.out.replace('\n', " ");
        assert!(words.contains("holds only from 30/06/2024 to 31/12/2024; nothing is left alone"), "{day}: {run:?}");
    }
}

#[test]
fn its_end_comes_on_the_day_asked_for_though_the_registry_is_judged_as_of_an_earlier_one() {
    // The base regulation ends on 30/06/2025, and no later day is judged.
    let place = Workplace::with_vacancy();
    place.run(&[
        "validate",
        "--as-of",
        "2025-06-01",
        "--write-baseline",
        "baseline.json",
        "--until",
        "2025-12-31",
        "-q",
    ]);
    assert_eq!(hold(&place, "2025-12-31", &[]).code, Some(0));
    assert_eq!(hold(&place, "2026-01-01", &[]).code, Some(1));
}

#[test]
fn what_is_mended_has_to_leave_it_or_it_would_hide_the_same_fault_again() {
    let place = adopted();
    let vacant = place.read("registry/officers/so-y-te.yaml");
    place.replace("registry/officers/so-y-te.yaml", "    until: 2024-05-31\n", "");
    let run = hold(&place, "2024-06-30", &["--format", "concise"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("baseline.json:8:"), "{run:?}");
    assert!(
        run.out.contains("error[baseline-outdated] 2 of 2 findings of the baseline are no longer there"),
        "{run:?}"
    );
    for format in ["human", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
        let run = hold(&place, "2024-06-30", &["--format", format]);
        assert!(run.out.contains("baseline-outdated") && run.out.contains("baseline.json"), "{format}: {run:?}");
    }
    let shrunk = write(&place, &["--baseline", "baseline.json"]);
    assert_eq!(shrunk.code, Some(0), "{shrunk:?}");
    let baseline: Value = serde_json::from_str(&place.read("baseline.json")).unwrap();
    assert_eq!((&baseline["findings"], &baseline["until"]), (&serde_json::json!([]), &"2024-12-31".into()));
    assert_eq!(hold(&place, "2024-06-30", &[]).code, Some(0));
    place.write("registry/officers/so-y-te.yaml", vacant);
    assert_eq!(hold(&place, "2024-06-30", &[]).code, Some(1), "the same vacancy again is new");
}

#[test]
fn nothing_new_comes_in_when_it_is_written_again() {
    let place = adopted();
    let before = place.read("baseline.json");
    let email = "    email: an@tinhthu.example";
    place.replace("registry/officers/so-y-te.yaml", email, &format!("    until: 2024-06-01\n{email}"));
    assert_eq!(write(&place, &["--baseline", "baseline.json"]).code, Some(1));
    assert_eq!(place.read("baseline.json"), before);
    let extended = write(&place, &["--baseline", "baseline.json", "--until", "2025-06-01"]);
    assert_eq!(extended.code, Some(2), "its end cannot be put off: {extended:?}");
}

#[test]
fn overdue_reports_stay_in_it_where_nobody_asks_for_reports() {
    let place = Workplace::with_vacancy();
    let written = write(&place, &["--until", "2024-12-31", "--reports", "-q"]);
    assert_eq!(written.code, Some(0), "{written:?}");
    assert!(place.read("baseline.json").contains("report-overdue"), "the base has an overdue report");
    assert_eq!(hold(&place, "2024-06-30", &[]).code, Some(0));
    assert_eq!(hold(&place, "2024-06-30", &["--reports"]).code, Some(0));
    assert_eq!(write(&place, &["--baseline", "baseline.json", "-q"]).code, Some(0));
    assert!(place.read("baseline.json").contains("report-overdue"));
}

#[test]
fn what_is_known_by_its_file_alone_stays_a_finding() {
    let place = Workplace::with_vacancy();
    place.write("registry/units/broken.yaml", "units:\n  - {id: [\n");
    assert_eq!(write(&place, &["--until", "2024-12-31", "-q"]).code, Some(1));
    let run = hold(&place, "2024-06-30", &["--format", "concise"]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("broken.yaml") && !place.read("baseline.json").contains("yaml-syntax"), "{run:?}");
}

#[test]
fn a_baseline_is_made_for_a_year_at_most_and_with_an_end() {
    let place = Workplace::with_vacancy();
    for (until, says) in [
        (None, "--write-baseline needs --until DATE"),
        (Some("2024-06-29"), "cannot end on 29/06/2024"),
        (Some("2025-07-01"), "lasts longer than 366 days"),
        (Some("9999-12-31"), "lasts longer than 366 days"),
        (Some("soon"), "is no day"),
    ] {
        let more: Vec<&str> = until.into_iter().flat_map(|until| ["--until", until]).collect();
        let run = write(&place, &more);
        assert_eq!(run.code, Some(2), "{until:?}: {run:?}");
        assert!(run.err.contains(says), "{until:?}: {run:?}");
        assert!(!place.at("baseline.json").exists());
    }
    assert_eq!(write(&place, &["--until", "2025-06-30", "-q"]).code, Some(0));
}

#[test]
fn a_file_that_is_no_baseline_is_refused_with_where_and_why() {
    let place = adopted();
    let good = place.read("baseline.json");
    let mark = "0123456789abcdef".repeat(4);
    let entry = format!("{{\"rule\":\"seat-vacant\",\"about\":\"x\",\"fingerprint\":\"{mark}\"}}");
    let with = |from: &str, to: &str| {
        assert!(good.contains(from), "{good}");
        good.replace(from, to)
    };
    let listed = |entries: &str| {
        let (head, _) = good.split_once("\"findings\":").unwrap();
        format!("{head}\"findings\": [{entries}]}}")
    };
    let cases = [
        (String::new(), "it is wrong at line"),
        ("[]".to_owned(), "it is wrong at line"),
        ("[".repeat(100_000), "it is wrong at line"),
        (with("\"version\": 1", "\"version\": 2"), "its version 1"),
        (with("ttc-baseline", "other"), "its format must be ttc-baseline"),
        (with("Tỉnh Thử", "Tỉnh Khác\\u001b[31m"), "it is of the registry Tỉnh Khác␛[31m, not of Tỉnh Thử"),
        (with("2024-12-31", "2999-12-31"), "lasts longer than 366 days"),
        (with("2024-12-31", "31/12"), "until is no day"),
        (with("\"version\"", "\"extra\": 1, \"version\""), "it is wrong at line"),
        (listed(&entry.replace(&mark, "short")), "the fingerprint of entry 1 is malformed"),
        (listed(&format!("{entry},{entry}")), "is listed twice"),
    ];
    for (text, says) in cases {
        place.write("baseline.json", &text);
        let run = hold(&place, "2024-06-30", &[]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{says}: {run:?}");
        assert!(run.err.contains(says) && run.err.lines().count() == 1, "{says}: {run:?}");
    }
    place.write("baseline.json", b"\xff\xfe");
    assert_eq!(hold(&place, "2024-06-30", &[]).code, Some(2));
    for path in ["none.json", "registry"] {
        assert_eq!(place.run(&[&ON[..], &["--baseline", path]].concat()).code, Some(2), "{path}");
    }
    #[cfg(unix)]
    assert_eq!(place.run(&[&ON[..], &["--baseline", "/dev/zero"]].concat()).code, Some(2));
}

#[test]
fn a_fingerprint_under_another_rule_hides_nothing() {
    let place = adopted();
    place.replace("baseline.json", "seat-vacant", "seat-gap");
    let run = hold(&place, "2024-06-30", &["--format", "json"]);
    assert_eq!(run.code, Some(1));
    assert!(rules(&run).iter().any(|rule| rule == "seat-vacant"), "{run:?}");
}

#[test]
fn beside_since_what_is_known_is_not_new_and_what_is_new_is_told() {
    let place = adopted();
    place.commit();
    let run = hold(&place, "2024-07-15", &["--since", "HEAD"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.replace('\n', " ").contains("2 known from the baseline"), "{run:?}");
}

#[test]
fn a_registry_that_is_a_repository_of_its_own_may_keep_its_baseline() {
    let place = Workplace::with_vacancy();
    let file = place.at("registry/baseline.json");
    let file = file.to_str().unwrap();
    place.run(&[&ON[..], &["--write-baseline", file, "--until", "2024-12-31", "-q"]].concat());
    let run = place.run(&[&ON[..], &["--baseline", file, "--fail-on", "warning"]].concat());
    assert_eq!(run.code, Some(0), "it is no stray file: {run:?}");
    assert!(run.out.replace('\n', " ").contains("(registry/baseline.json)"), "{run:?}");
}

#[test]
fn since_a_revision_before_there_was_a_registry_says_where_to_begin() {
    let place = Workplace::empty();
    place.write("README.md", "A province.\n");
    place.commit();
    place.git(&["tag", "before"]);
    place.put_base("");
    let run = place.validate(&["--since", "before"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(
        run.err.contains("at before there is no registry to compare with; for a first day there is --write-baseline")
    );
}
