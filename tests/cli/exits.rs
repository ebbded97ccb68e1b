//! Exit codes, and what is said of a wrong command line.

use crate::workplace::{Workplace, sample};

const BROKEN: &str = "units:\n  - {id: [\n";

#[test]
fn a_clean_registry_exits_with_0() {
    let run = Workplace::with_base().validate(&[]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn an_error_exits_with_1() {
    let run = Workplace::with_vacancy().validate(&[]);
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("seat-vacant"), "{run:?}");
}

#[test]
fn warnings_alone_exit_with_0_unless_they_are_to_fail() {
    let place = Workplace::with_base();
    place.write("registry/units/notes.txt", "");
    let run = place.validate(&[]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("stray-file"), "{run:?}");
    assert_eq!(place.validate(&["--fail-on", "error"]).code, Some(0));
    assert_eq!(place.validate(&["--fail-on", "warning"]).code, Some(1));
}

#[test]
fn exit_zero_exits_with_0_and_still_shows_the_errors() {
    let run = Workplace::with_vacancy().validate(&["--exit-zero"]);
    assert_eq!(run.code, Some(0));
    assert!(run.out.contains("seat-vacant"), "{run:?}");
}

#[test]
fn a_day_before_any_regulation_exits_with_3() {
    let place = Workplace::empty();
    let run = place.run(&["validate", "--registry", &sample(), "--as-of", "2023-01-01"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.out.contains("no regulation is in force by 01/01/2023"), "{run:?}");
}

#[test]
fn the_first_day_in_force_is_checked_and_the_day_before_is_not() {
    let place = Workplace::with_base();
    assert_eq!(place.run(&["validate", "--as-of", "2024-02-21"]).code, Some(3));
    assert_ne!(place.run(&["validate", "--as-of", "2024-02-22"]).code, Some(3));
}

#[test]
fn broken_files_exit_with_1_even_where_nothing_is_in_force() {
    let place = Workplace::with_base();
    place.write("registry/units/broken.yaml", BROKEN);
    assert_eq!(place.run(&["validate", "--as-of", "2023-01-01"]).code, Some(1));
}

#[test]
fn an_empty_manifest_is_a_finding_and_not_a_failure() {
    let place = Workplace::empty();
    place.write("registry/ttc.yaml", "");
    let run = place.validate(&[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.contains("missing-field"), "{run:?}");
}

#[test]
fn help_and_the_manual_tell_every_exit_code() {
    let place = Workplace::empty();
    for arguments in [["--help"].as_slice(), &["validate", "--help"], &["man"]] {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(0));
        for meaning in ["clean", "--fail-on", "wrong usage", "nothing to check"] {
            assert!(run.out.replace("\\-", "-").contains(meaning), "{arguments:?} does not say {meaning}");
        }
    }
}

/// Each wrong command line, and what its one message must name.
#[test]
fn a_wrong_command_line_exits_with_2_and_names_the_near_word() {
    let place = Workplace::with_base();
    for (arguments, expected) in [
        (["validate", "--as-off", "2024-06-30"].as_slice(), "did you mean --as-of?"),
        (&["validate", "--fromat", "json"], "did you mean --format?"),
        (&["validte"], "did you mean validate?"),
        (&["validate", "--format", "sarf"], "did you mean sarif?"),
        (&["validate", "--format", "sarf:out.sarif"], "did you mean sarif?"),
        (&["validate", "--format", "pigeon"], "human, concise, json, sarif, github, gitlab, junit, markdown"),
        (&["validate", "--fail-on", "warnings"], "did you mean warning?"),
        (&["validate", "--fail-on", "note"], "error, warning"),
        (&["validate", "--lang", "fr"], "vi, en"),
        (&["validate", "--exit-zero", "--fail-on", "error"], "--exit-zero"),
        (&["validate", "-q", "-v"], "--verbose"),
        (&["validate", "--as-of"], "--as-of"),
        (&["validate", "--format", "json:"], "json:"),
        (&["validate", "-o", "findings.pdf"], "findings.pdf"),
        (&["validate", "registry"], "registry"),
        (&["explain"], "RULE"),
        (&["explain", "seat-vacent"], "did you mean seat-vacant?"),
        (&["schema", "unitz"], "did you mean units?"),
        (&["completions", "bsh"], "bash"),
        (&["regulation", "2.2.x"], "did you mean 2.2."),
    ] {
        let run = place.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert_eq!(run.out, "", "{arguments:?}");
        assert!(run.err.starts_with("error: "), "{arguments:?}: {run:?}");
        assert!(run.err.contains(expected), "{arguments:?}: {run:?}");
    }
}

#[test]
fn no_command_at_all_exits_with_2_and_shows_the_commands() {
    let run = Workplace::empty().run(&[]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("validate"), "{run:?}");
}

/// An option that is read and ignored would make people trust an answer to another question.
#[test]
fn an_option_that_a_command_makes_no_use_of_is_refused_and_not_in_its_help() {
    let place = Workplace::with_base();
    for (command, option, value) in [
        ("man", "--as-of", Some("2024-06-30")),
        ("man", "--registry", Some("registry")),
        ("schema", "--rev", Some("HEAD")),
        ("completions", "--quiet", None),
        ("regulation", "--as-of", Some("2024-06-30")),
        ("rules", "--as-of", Some("2024-06-30")),
    ] {
        let argument = match command {
            "schema" => Some("units"),
            "completions" => Some("bash"),
            _ => None,
        };
        for before in [true, false] {
            let given: Vec<&str> = [Some(option), value].into_iter().flatten().collect();
            let called: Vec<&str> = [Some(command), argument].into_iter().flatten().collect();
            let arguments = if before { [given, called].concat() } else { [called, given].concat() };
            let run = place.run(&arguments);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
            assert!(run.err.contains(&format!("ttc {command} makes no use of {option}")), "{arguments:?}: {run:?}");
        }
        let help = place.run(&[command, "--help"]).out;
        assert!(!help.contains(option), "{command} --help names {option}");
    }
    // Of a command under another the whole path is told.
    let run = place.run(&["roster", "import", "l.csv", "--as-of", "2024-06-30"]);
    assert!(run.code == Some(2) && run.err.contains("ttc roster import makes no use of --as-of"), "{run:?}");
}
