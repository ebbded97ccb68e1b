//! The other commands, and what becomes of output that nobody takes.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::workplace::{DAY, Workplace, project, sample};

#[test]
fn every_shell_has_completions_that_know_every_command() {
    let place = Workplace::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        for language in ["vi", "en"] {
            let run = place.run(&["completions", shell, "--lang", language]);
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{shell}");
            for word in ["validate", "explain", "regulation", "exit-zero"] {
                assert!(run.out.contains(word), "{shell} does not know {word}");
            }
        }
    }
}

#[test]
fn bash_can_read_its_completions() {
    let script = Workplace::empty().run(&["completions", "bash"]).out;
    let Ok(mut bash) = Command::new("bash").args(["-n"]).stdin(Stdio::piped()).spawn() else {
        eprintln!("SKIPPED: there is no bash here");
        return;
    };
    bash.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert!(bash.wait().unwrap().success());
}

#[test]
fn the_manual_is_shown_without_a_complaint() {
    let place = Workplace::empty();
    for language in ["vi", "en"] {
        place.write("ttc.1", place.run(&["man", "--lang", language]).out);
        let mandoc = Command::new("mandoc").args(["-T", "lint", "-W", "error"]).arg(place.at("ttc.1")).output();
        if let Ok(output) = mandoc {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
            continue;
        }
        let man = Command::new("man")
            .args(["--warnings", "-l"])
            .arg(place.at("ttc.1"))
            .env("LC_ALL", "C.UTF-8")
            .env("MANPAGER", "cat")
            .output();
        let Ok(output) = man else {
            eprintln!("SKIPPED: there is neither mandoc nor man here");
            return;
        };
        assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(shown.contains("ttc validate") && shown.contains("--exit-zero"), "{shown}");
    }
}

#[test]
fn the_manual_knows_every_option_of_every_command() {
    let place = Workplace::empty();
    let manual = place.run(&["man"]).out.replace("\\-", "-");
    let commands =
        ["validate", "fmt", "regulation", "rules", "explain", "schema", "completions", "man"].map(|name| vec![name]);
    let records = [
        vec!["submission"],
        vec!["officer", "assign"],
        vec!["officer", "end"],
        vec!["officer", "move"],
        vec!["decision"],
    ];
    let records = records.map(|record| [vec!["record"], record].concat());
    for command in commands.into_iter().chain(records) {
        let help = place.run(&[&command[..], &["--help"]].concat()).out;
        for option in help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
            let option = option.trim_end_matches(|c: char| !c.is_ascii_lowercase());
            assert!(manual.contains(option), "the manual lacks {option} of {command:?}");
        }
    }
}

#[test]
fn the_manual_and_help_are_the_same_on_every_day() {
    assert!(!Workplace::empty().run(&["man"]).out.contains("20260"));
}

#[test]
fn every_file_type_has_a_schema_and_they_are_the_committed_ones() {
    let place = Workplace::empty();
    for name in ["manifest", "regulation", "calendar", "units", "officers", "decision", "submissions", "waivers"] {
        let run = place.run(&["schema", name]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let schema: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(schema["$id"], format!("{name}.schema.json"));
        assert!(jsonschema::meta::is_valid(&schema), "{name}");
    }
    std::fs::create_dir(place.at("schemas")).unwrap();
    assert_eq!(place.run(&["schema", "--dir", "schemas"]).code, Some(0));
    for file in std::fs::read_dir(place.at("schemas")).unwrap() {
        let file = file.unwrap();
        let committed = project().join("schemas").join(file.file_name());
        if committed.exists() {
            let fresh = std::fs::read_to_string(file.path()).unwrap();
            let committed = std::fs::read_to_string(committed).unwrap();
            assert!(fresh == committed, "{:?} is stale: run ttc schema --dir schemas", file.file_name());
        }
    }
    assert_eq!(place.run(&["schema", "--dir", "nowhere"]).code, Some(2));
}

#[test]
fn the_regulation_is_shown_whole_and_by_clause() {
    let place = Workplace::empty();
    let regulation = |arguments: &[&str]| place.run(&[&["regulation", "--registry", &sample()], arguments].concat());
    let whole = regulation(&[]);
    assert_eq!(whole.code, Some(0));
    assert!(
        whole.out.contains("246/QĐ-UBND") && whole.out.contains("in force from 22/02/2024 to 30/06/2025"),
        "{whole:?}"
    );
    let clause = regulation(&["2.2"]);
    assert_eq!(clause.code, Some(0));
    assert!(clause.out.contains("Article 2.2.a") && clause.out.contains("Article 2.2.b"), "{clause:?}");
    assert!(!clause.out.contains("Article 2.3"), "{clause:?}");
    assert!(!regulation(&["2.2.a"]).out.contains("Article 2.2.b"));
    assert_eq!(regulation(&["Điều 2.2.a"]).out, regulation(&["2.2.a"]).out);
    for wrong in ["2.2.x", "99", "", "seat-vacant"] {
        let run = regulation(&[wrong]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{wrong}: {run:?}");
    }
    assert!(regulation(&["2.2.x"]).err.contains("did you mean 2.2."), "{:?}", regulation(&["2.2.x"]));
}

#[test]
fn a_registry_whose_regulation_cannot_be_read_is_told_so() {
    let place = Workplace::with_base();
    place.write("registry/regulations/quy-che.yaml", "number: [\n");
    let run = place.run(&["regulation"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("ttc validate"), "{run:?}");
}

#[test]
fn a_rule_is_explained_with_its_clause_and_both_examples() {
    let run = Workplace::empty().run(&["explain", "seat-vacant", "--registry", &sample()]);
    assert_eq!(run.code, Some(0));
    for part in ["# seat-vacant: ", "2.2.a", "## Wrong", "## Right", "## How to mend"] {
        assert!(run.out.contains(part), "{part} is missing in {}", run.out);
    }
}

#[test]
fn every_rule_listed_can_be_explained() {
    let place = Workplace::empty();
    let listed = place.run(&["rules"]).out;
    let rules: Vec<&str> =
        listed.lines().filter(|line| line.starts_with(' ')).filter_map(|line| line.split_whitespace().next()).collect();
    let rules: Vec<&str> = rules.into_iter().filter(|word| ttc::rules::rule(word).is_some()).collect();
    assert_eq!(rules.len(), ttc::rules::RULES.len(), "{listed}");
    for rule in rules {
        assert_eq!(place.run(&["explain", rule]).code, Some(0), "{rule}");
    }
}

#[test]
fn quiet_drops_the_notes_and_verbose_says_where_from() {
    let place = Workplace::with_base();
    let validate =
        |more: &str| place.run(&["validate", "--as-of", "2026-01-01", "--format", "concise", "--color", "never", more]);
    assert!(validate("--exit-zero").err.contains("judged as of"));
    assert_eq!(validate("-q").err, "");
    let files =
        walkdir::WalkDir::new(place.at("registry")).into_iter().filter(|e| e.as_ref().unwrap().file_type().is_file());
    let files = files.count();
    let verbose = validate("-v");
    assert!(verbose.err.contains(&format!("read {files} files from")), "{verbose:?}");
    assert_eq!(verbose.out, validate("-q").out);
    assert!(place.run(&["regulation", "-v"]).err.contains("read "));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_silent_and_changes_neither_files_nor_verdict() {
    let place = Workplace::with_vacancy();
    for (arguments, code) in [
        (["rules"].as_slice(), 0),
        (&["--help"], 0),
        (&["man"], 0),
        (&["regulation"], 0),
        (&["validate", "--as-of", DAY, "--format", "json", "-o", "out.sarif"], 1),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_ttc"))
            .args(arguments)
            .env_clear()
            .current_dir(place.root())
            .stdout(writer)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    assert!(place.read("out.sarif").contains("seat-vacant"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_one_line() {
    let place = Workplace::with_base();
    for arguments in [["rules"].as_slice(), &["validate", "--as-of", DAY]] {
        let output = Command::new(env!("CARGO_BIN_EXE_ttc"))
            .args(arguments)
            .env_clear()
            .current_dir(place.root())
            .stdout(std::fs::File::options().write(true).open("/dev/full").unwrap())
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: standard output cannot be written: the disk is full\n"
        );
        assert_eq!(output.status.code(), Some(2));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_even_standard_error_is_full_the_exit_code_still_stands() {
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    let place = Workplace::with_base();
    for (arguments, code) in
        [(["validte"].as_slice(), 2), (&["validate", "--as-of", "2026-01-01", "--format", "json"], 0), (&[], 2)]
    {
        let status = Command::new(env!("CARGO_BIN_EXE_ttc"))
            .args(arguments)
            .env_clear()
            .current_dir(place.root())
            .stdout(Stdio::null())
            .stderr(full())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = Workplace::empty().run(&["--version"]);
    assert_eq!((run.code, run.out), (Some(0), format!("ttc {}\n", env!("CARGO_PKG_VERSION"))));
}
