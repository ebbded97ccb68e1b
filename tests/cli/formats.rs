//! Which format goes where.

use serde_json::Value;

use crate::workplace::{Run, Workplace, project, run};

fn assert_valid(schema: &str, json: &str) {
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(project().join(schema)).unwrap()).unwrap();
    let json: Value = serde_json::from_str(json).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&json).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_ending_of_a_file_names_its_format() {
    let place = Workplace::with_vacancy();
    let run =
        place.validate(&["-o", "out.sarif", "-o", "out.json", "--output", "out.xml", "-o", "out.md", "-o", "o.txt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{run:?}");
    assert_valid("tests/schemas/sarif-2.1.0.json", &place.read("out.sarif"));
    assert_valid("schemas/findings.schema.json", &place.read("out.json"));
    assert!(place.read("out.xml").starts_with("<?xml"));
    assert!(place.read("out.md").contains("seat-vacant"));
    assert!(place.read("o.txt").contains("registry/units/province.yaml:5:10"));
}

#[test]
fn json_and_sarif_follow_their_schemas_in_both_languages() {
    let place = Workplace::with_vacancy();
    place.write("registry/units/broken.yaml", "units:\n  - {id: [\n");
    place.write("registry/units/binary.yaml", b"\xff\xfe\x00units");
    place.write("registry/calendars/2024.yaml", "");
    for language in ["vi", "en"] {
        for day in ["2023-01-01", "2024-06-30", "2026-01-01"] {
            let run = place.run(&[
                "validate",
                "--lang",
                language,
                "--as-of",
                day,
                "--format",
                "json",
                "-o",
                "out.sarif",
                "-q",
            ]);
            assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "{run:?}");
            assert_valid("schemas/findings.schema.json", &run.out);
            assert_valid("tests/schemas/sarif-2.1.0.json", &place.read("out.sarif"));
        }
    }
}

#[test]
fn several_formats_are_written_at_once_and_say_the_same() {
    let place = Workplace::with_vacancy();
    let several = place.validate(&["--format", "concise", "--format", "json:a.json", "--format", "gitlab:b.json"]);
    assert_eq!(several.out, place.validate(&["--format", "concise"]).out);
    assert_eq!(place.read("a.json"), place.validate(&["--format", "json"]).out);
    assert_eq!(place.read("b.json"), place.validate(&["--format", "gitlab"]).out);
}

#[test]
fn a_format_may_be_written_into_a_path_with_a_colon() {
    let place = Workplace::with_base();
    assert_eq!(place.validate(&["--format", "json:a:b.json"]).code, Some(0));
    assert!(place.at("a:b.json").is_file());
}

#[test]
fn two_outputs_to_one_place_are_refused_and_nothing_is_written() {
    let place = Workplace::with_vacancy();
    for twice in [
        ["--format", "json", "--format", "sarif"].as_slice(),
        &["--format", "json:a.json", "-o", "a.json"],
        &["-o", "a.json", "-o", "a.json"],
    ] {
        let run = place.validate(twice);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{twice:?}: {run:?}");
        assert!(!place.at("a.json").exists());
    }
}

#[test]
fn a_file_that_cannot_be_written_exits_with_2_and_names_it() {
    let run = Workplace::with_base().validate(&["-o", "no/such/folder.json"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.err, "error: the file no/such/folder.json cannot be written: there is no folder no/such\n");
}

fn on_actions(place: &Workplace, arguments: &[&str]) -> Run {
    let mut command = place.ttc(&[&["validate", "--as-of", "2024-06-30"], arguments].concat());
    command.env("GITHUB_ACTIONS", "true").env("GITHUB_STEP_SUMMARY", place.at("summary.md"));
    run(command)
}

#[test]
fn on_github_actions_annotations_are_chosen_and_the_summary_is_added_to() {
    let place = Workplace::with_vacancy();
    place.write("summary.md", "Before.\n");
    let run = on_actions(&place, &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("::error file=registry/units/province.yaml,line=5,col=10,"), "{run:?}");
    let summary = place.read("summary.md");
    assert!(summary.starts_with("Before.\n") && summary.contains("seat-vacant"), "{summary}");
}

#[test]
fn on_github_actions_a_format_asked_for_is_what_is_given() {
    let place = Workplace::with_vacancy();
    assert_eq!(on_actions(&place, &["--format", "concise"]).out, place.validate(&["--format", "concise"]).out);
    assert!(!place.at("summary.md").exists());
}

#[test]
fn elsewhere_people_are_written_to_and_no_summary_is() {
    let place = Workplace::with_vacancy();
    let mut command = place.ttc(&["validate", "--as-of", "2024-06-30"]);
    command.env("GITHUB_ACTIONS", "false").env("GITHUB_STEP_SUMMARY", place.at("summary.md"));
    assert_eq!(run(command).out, place.validate(&["--format", "human"]).out);
    assert!(!place.at("summary.md").exists());
}

#[test]
fn more_than_ten_errors_are_ten_annotations_and_a_full_summary() {
    let place = Workplace::with_base();
    for number in 0..15 {
        place.write(&format!("registry/units/broken-{number}.yaml"), "units:\n  - {id: [\n");
    }
    let run = on_actions(&place, &[]);
    assert_eq!(run.out.lines().filter(|line| line.starts_with("::error")).count(), 10, "{run:?}");
    let summary = place.read("summary.md");
    assert!((0..15).all(|number| summary.contains(&format!("broken-{number}.yaml"))), "{summary}");
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let place = Workplace::with_vacancy();
    let coloured = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = place.ttc(&[&["validate", "--as-of", "2024-06-30"], arguments].concat());
        command.envs(environment.iter().copied());
        run(command).out.contains('\x1b')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "always", "--format", "concise"], &[]));
}

#[test]
fn a_file_never_gets_colours_or_links() {
    let place = Workplace::with_vacancy();
    place.validate(&["--color", "always", "-o", "out.txt"]);
    assert!(!place.read("out.txt").contains('\x1b'));
}

#[test]
fn without_a_terminal_there_are_no_links() {
    let place = Workplace::with_vacancy();
    let mut command = place.ttc(&["validate", "--as-of", "2024-06-30", "--color", "always"]);
    command.env("FORCE_HYPERLINK", "1").env("VTE_VERSION", "7000");
    assert!(!run(command).out.contains("\x1b]8;"));
}

/// `script` gives the program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_and_links_that_open_the_file() {
    let place = Workplace::with_vacancy();
    let on_terminal = |arguments: &str, environment: &[(&str, &str)]| {
        let command = format!("{} validate --as-of 2024-06-30 {arguments}", env!("CARGO_BIN_EXE_ttc"));
        let mut script = std::process::Command::new("script");
        script.args(["--quiet", "--return", "--command", &command, "/dev/null"]).current_dir(place.root()).env_clear();
        script.env("TERM", "xterm").env("PATH", std::env::var_os("PATH").unwrap()).envs(environment.iter().copied());
        let output = script.stdin(std::process::Stdio::null()).output().ok()?;
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let Some(linked) = on_terminal("", &[("FORCE_HYPERLINK", "1")]) else {
        eprintln!("SKIPPED: there is no script program here");
        return;
    };
    let file = place.at("registry/units/province.yaml").canonicalize().unwrap();
    assert!(linked.contains(&format!("\x1b]8;;file://{}\x1b\\", file.display())), "{linked:?}");
    let absolute = format!("--registry {}", place.at("registry").display());
    assert!(on_terminal(&absolute, &[("FORCE_HYPERLINK", "1")]).unwrap().contains("\x1b]8;;file:///"));
    let plain = on_terminal("", &[]).unwrap();
    assert!(plain.contains("\x1b[") && !plain.contains("\x1b]8;"), "{plain:?}");
    assert!(!on_terminal("", &[("NO_COLOR", "1"), ("FORCE_HYPERLINK", "1")]).unwrap().contains('\x1b'));
    assert!(!on_terminal("--color never", &[]).unwrap().contains('\x1b'));
}

/// The vacancy of so-y-te, accepted.
fn waived() -> Workplace {
    let place = Workplace::with_vacancy();
    place.write(
        "registry/waivers.yaml",
        "waivers:\n  - {rule: seat-vacant, unit: so-y-te, seat: office-leader, from: 2024-06-01, until: 2024-12-31, \
         document: 88/VP-KSTTHC, approved_by: Chủ tịch UBND tỉnh, reason: đang tuyển}\n",
    );
    place
}

#[test]
fn what_is_waived_is_named_everywhere_with_its_grounds_and_nobody_is_told_to_waive_it_again() {
    let place = waived();
    place.write("summary.md", "");
    for language in ["vi", "en"] {
        for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
            let mut command = place.ttc(&["validate", "--as-of", "2024-06-30", "--lang", language, "--format", format]);
            command.env("GITHUB_STEP_SUMMARY", place.at("summary.md"));
            let run = run(command);
            assert_eq!(run.code, Some(0), "{format}: {run:?}");
            for text in [&run.out, &place.read("summary.md")].into_iter().take(if format == "github" { 2 } else { 1 }) {
                for part in ["88/VP-KSTTHC", "Chủ tịch UBND tỉnh", "đang tuyển", "seat-vacant"] {
                    assert!(text.contains(part), "{format}: no {part} in {text}");
                }
                let ends = text.contains("31/12/2024") || text.contains("2024-12-31");
                assert!(ends, "{format}: no end in {text}");
                // What SARIF says of a rule is said of every finding of it, waived or not.
                let of_findings = text.split("\"results\":").last().unwrap_or_default();
                for advice in ["waivers.yaml with", "record a waiver", "ghi miễn trừ", "until: …"] {
                    assert!(!of_findings.contains(advice), "{format}: “{advice}” in {of_findings}");
                }
            }
        }
    }
    let run = place.validate(&["-o", "out.sarif", "-o", "out.json"]);
    assert_eq!(run.code, Some(0));
    assert_valid("tests/schemas/sarif-2.1.0.json", &place.read("out.sarif"));
    assert_valid("schemas/findings.schema.json", &place.read("out.json"));
}

#[test]
fn the_step_summary_is_added_to_and_never_grows_beyond_what_github_draws() {
    let place = Workplace::with_base();
    for number in 0..400 {
        place.write(&format!("registry/units/broken-{number}.yaml"), "units:\n  - {id: [\n");
    }
    let before = "x".repeat(850 * 1024);
    place.write("summary.md", &before);
    let run = on_actions(&place, &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let after = place.read("summary.md");
    assert!(after.starts_with(&before) && after.len() > before.len() && after.len() < 1 << 20, "{}", after.len());
    assert!(after.contains("| `yaml-syntax` | error | 400 | 0 | 0 |"), "the table by rule is there");
    let last = after.lines().last().unwrap();
    let listed = after.lines().filter(|line| line.starts_with("- **")).count();
    assert!(last.starts_with(&format!("… and {} more are not listed here", 400 - listed)), "{last}");
    // A step of several commands: the next finds no room, and says so.
    place.write("summary.md", "x".repeat(1 << 20));
    let run = on_actions(&place, &[]);
    assert_eq!(place.read("summary.md").len(), 1 << 20);
    assert!(run.err.contains("the summary of this step is full"), "{run:?}");
}

#[test]
fn whatever_is_written_to_the_step_summary_by_name_is_added_within_the_room_that_is_left() {
    let place = Workplace::with_sample();
    place.commit();
    place.write("registry/officers/new.yaml", "officers: []\n");
    let summary = place.at("summary.md");
    let named = format!("markdown:{}", summary.display());
    for arguments in [
        &["validate", "--as-of", "2024-09-30"][..],
        &["diff", "HEAD", "--as-of", "2024-09-30"],
        &["report", "--month", "2024-08", "--part", "all", "--as-of", "2024-09-30"],
    ] {
        for taken in [7, 800 * 1024, 890 * 1024] {
            place.write("summary.md", "x".repeat(taken));
            let mut command = place.ttc(&[arguments, &["--format", &named]].concat());
            command.env("GITHUB_STEP_SUMMARY", &summary);
            let run = run(command);
            let after = place.read("summary.md");
            assert!(after.starts_with(&"x".repeat(taken)), "{arguments:?}: what was there is gone: {run:?}");
            assert!(after.len() <= 900 * 1024, "{arguments:?} {taken}: {}", after.len());
            let is_told = run.err.contains("is full");
            assert_eq!(after.len() == taken, is_told, "{arguments:?} {taken}: {run:?}");
            assert!(taken > 7 || !is_told, "{arguments:?}: {run:?}");
        }
    }
}

#[test]
fn statistics_are_for_formats_that_people_read() {
    let place = Workplace::with_vacancy();
    let run = place.validate(&["--statistics", "--format", "concise"]);
    assert!(run.out.starts_with("1 error[seat-vacant]\n"), "{run:?}");
    assert_eq!(run.code, Some(1), "the exit code is that of the findings");
    let run = place.validate(&["--statistics", "--format", "sarif"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("--statistics is not for sarif; it is for: human, concise, markdown"), "{run:?}");
}
