//! Files that no registry should have: each ends soon, with a finding, and nothing raw reaches a terminal.

use crate::workplace::{DAY, Workplace};

const FORMATS: [&str; 8] = ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"];

/// The rules that find something in the file at a path below the registry.
fn rules_at(place: &Workplace, path: &str) -> Vec<String> {
    let findings = place.findings(&[]);
    let path = format!("registry/{path}");
    let here = findings.iter().filter(|finding| finding["place"]["path"] == *path);
    here.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// Everything shown in every format and language is text and newlines.
fn assert_nothing_raw(place: &Workplace) {
    for language in ["vi", "en"] {
        for format in FORMATS {
            let run = place.validate(&["--lang", language, "--format", format, "-v"]);
            assert_eq!(run.code, Some(1), "{format}: {run:?}");
            for text in [&run.out, &run.err] {
                let raw = text.chars().find(|c| c.is_control() && *c != '\n');
                assert_eq!(raw, None, "{format}: {text:?}");
            }
        }
    }
}

#[test]
fn a_file_of_a_gigabyte_is_refused_unread() {
    let place = Workplace::with_base();
    place.write("registry/units/huge.yaml", "");
    let file = std::fs::File::options().write(true).open(place.at("registry/units/huge.yaml")).unwrap();
    file.set_len(1 << 30).unwrap();
    assert_eq!(rules_at(&place, "units/huge.yaml"), ["beyond-limits"]);
    assert_eq!(place.validate(&[]).code, Some(1));
}

#[test]
fn binary_junk_is_one_finding() {
    let place = Workplace::with_base();
    // A fixed sequence that looks random; its first byte begins no UTF-8.
    let mut state = 0x2545_f491_u32;
    let mut junk = vec![0xff_u8];
    junk.extend(
        std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(100_000),
    );
    place.write("registry/units/junk.yaml", junk);
    assert_eq!(rules_at(&place, "units/junk.yaml"), ["not-utf8"]);
    assert_nothing_raw(&place);
}

#[test]
fn nul_bytes_and_escape_sequences_in_a_file_are_findings_and_stay_harmless() {
    let place = Workplace::with_base();
    place.write("registry/units/nul.yaml", b"units:\n  - {id: a\0b, name: \"\0\"}\n");
    place.write("registry/units/all-nul.yaml", [0; 4096]);
    place.write(
        "registry/units/escape.yaml",
        "units:\n  - {id: \"\\e[31mx\", \"na\\e]0;me\": \"\\x9b2J\\r\\n::error::\"}\n",
    );
    place.write("registry/units/raw.yaml", "units:\n  - {id: \x1b[31mx, kind: \u{202e}x}\n");
    for file in ["nul", "all-nul", "escape", "raw"] {
        assert!(!rules_at(&place, &format!("units/{file}.yaml")).is_empty(), "{file}");
    }
    assert_nothing_raw(&place);
}

#[test]
fn deep_nesting_and_aliases_end_soon() {
    let place = Workplace::with_base();
    place.write("registry/units/deep.yaml", "[".repeat(100_000));
    place.write("registry/units/deeper.yaml", "a: {".repeat(50_000));
    let mut laughs = String::from("a0: &a0 [x, x]\n");
    for level in 1..40 {
        laughs.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
    }
    place.write("registry/units/laughs.yaml", laughs);
    for file in ["deep", "deeper", "laughs"] {
        assert!(!rules_at(&place, &format!("units/{file}.yaml")).is_empty(), "{file}");
    }
}

/// So many units that whatever looked at all of them for each would not end today.
const MANY: usize = 20_000;

/// Units of a kind, each below the one before it, the first below the province.
fn chain(kind: impl Fn(usize) -> String) -> String {
    let unit = |number: usize| {
        let above = number.checked_sub(1).map_or_else(|| "ubnd-tinh".to_owned(), |above| format!("xa-{above}"));
        format!("  - {{id: xa-{number}, kind: {}, parent: {above}, name: Xã {number}}}\n", kind(number))
    };
    std::iter::once("units:\n".to_owned()).chain((0..MANY).map(unit)).collect()
}

#[test]
fn a_chain_of_twenty_thousand_units_is_judged() {
    let place = Workplace::with_base();
    place.write("registry/units/chain.yaml", chain(|_| "commune".to_owned()));
    let run = place.validate(&["--format", "json"]);
    assert_eq!(run.code, Some(1), "{}", run.err);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    // Each of them lacks both officers that a commune has.
    let of_rule = |rule| findings["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == rule).count();
    assert!(of_rule("seat-vacant") >= MANY, "{}", of_rule("seat-vacant"));
    assert_eq!(of_rule("parent-cycle"), 0);
}

#[test]
fn a_circle_of_twenty_thousand_units_is_one_finding_that_names_some() {
    let place = Workplace::with_base();
    let circle = chain(|_| "commune".to_owned()).replacen("parent: ubnd-tinh", &format!("parent: xa-{}", MANY - 1), 1);
    place.write("registry/units/circle.yaml", circle);
    let run = place.validate(&["--format", "json", "--lang", "en"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let cycles = findings["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "parent-cycle");
    let messages: Vec<&str> = cycles.map(|one| one["message"].as_str().unwrap()).collect();
    assert!(messages.len() == 1 && messages[0].ends_with("and 19979 more"), "{messages:?}");
}

#[test]
fn twenty_thousand_unknown_kinds_and_parents_are_told_each() {
    let place = Workplace::with_base();
    place.write(
        "registry/units/kinds.yaml",
        chain(|number| format!("comune-{number}")).replacen("ubnd-tinh", "ubnd", 1),
    );
    let run = place.validate(&["--format", "json"]);
    let findings: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let unknown = findings["findings"].as_array().unwrap().iter().filter(|one| one["rule"] == "unknown-reference");
    assert_eq!(unknown.count(), MANY + 1);
}

#[test]
fn a_folder_with_the_name_of_a_file_is_a_folder() {
    let place = Workplace::with_base();
    place.write("registry/units/x.yaml/inner.yaml", "units: []\n");
    assert_eq!(rules_at(&place, "units/x.yaml/inner.yaml"), ["stray-file"]);
    assert_eq!(place.validate(&[]).code, Some(0));
}

#[test]
fn a_folder_called_like_the_manifest_makes_no_registry() {
    let place = Workplace::empty();
    std::fs::create_dir_all(place.at("ttc.yaml")).unwrap();
    assert_eq!(place.validate(&[]).code, Some(2));
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn links_are_told_and_not_followed_not_even_in_circles() {
        let place = Workplace::with_base();
        symlink(".", place.at("registry/units/loop")).unwrap();
        symlink("../..", place.at("registry/units/up.yaml")).unwrap();
        symlink("self.yaml", place.at("registry/units/self.yaml")).unwrap();
        symlink("huyen-a.yaml", place.at("registry/units/again.yaml")).unwrap();
        symlink("/dev/zero", place.at("registry/units/zero.yaml")).unwrap();
        for path in ["units/loop", "units/up.yaml", "units/self.yaml", "units/again.yaml", "units/zero.yaml"] {
            assert_eq!(rules_at(&place, path), ["unreadable-file"], "{path}");
        }
    }

    #[test]
    fn a_pipe_and_a_socket_are_told_and_not_waited_for() {
        let place = Workplace::with_base();
        let made = Command::new("mkfifo").arg(place.at("registry/units/pipe.yaml")).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is needed for this test");
        let _socket = std::os::unix::net::UnixListener::bind(place.at("registry/units/socket.yaml")).unwrap();
        assert_eq!(rules_at(&place, "units/pipe.yaml"), ["unreadable-file"]);
        assert_eq!(rules_at(&place, "units/socket.yaml"), ["unreadable-file"]);
        assert_eq!(place.validate(&[]).code, Some(1));
    }

    #[test]
    fn what_may_not_be_read_is_a_finding() {
        let place = Workplace::with_base();
        for path in ["registry/units/secret.yaml", "registry/submissions/2025/secret.yaml"] {
            place.write(path, "units: []\n");
        }
        let (file, folder) = (place.at("registry/units/secret.yaml"), place.at("registry/submissions/2025"));
        let permit = |mode: u32| {
            for path in [&file, &folder] {
                std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
            }
        };
        permit(0o000);
        if std::fs::read(&file).is_ok() {
            permit(0o755);
            eprintln!("SKIPPED: this user may read everything (root)");
            return;
        }
        let found = place.found_by("unreadable-file", &[]);
        permit(0o755);
        assert_eq!(found, ["registry/submissions/2025", "registry/units/secret.yaml"]);
    }

    #[test]
    fn control_characters_in_file_names_reach_nobody_raw() {
        let place = Workplace::with_base();
        for name in
            ["a\nb.yaml", "c\x1b[31md.yaml", "e\r::error::f.yaml", "g\u{202e}h.yaml", "i%0Aj,k:l.yaml", "m\tn.yaml"]
        {
            place.write(&format!("registry/units/{name}"), "units:\n  - {id: [\n");
            place.write(&format!("registry/{name}"), "");
        }
        place.write("registry/\x1b[2Jfolder/x.yaml", "");
        assert_nothing_raw(&place);
        let concise = place.validate(&["--format", "concise"]).out;
        assert!(concise.contains("registry/units/a␊b.yaml:"), "{concise}");
        let annotations = place.validate(&["--format", "github"]).out;
        let of_another_make = |line: &&str| !line.starts_with("::error file=") && !line.starts_with("::warning file=");
        assert_eq!(annotations.lines().find(|line| of_another_make(line) && line.starts_with("::")), None);
    }

    #[test]
    fn control_characters_in_arguments_reach_nobody_raw() {
        let place = Workplace::with_base();
        let hostile = "x\x1b[31m\ny\u{9b}";
        std::fs::rename(place.at("registry"), place.at(hostile)).unwrap();
        for arguments in [
            ["--registry", "none\x1b[31m\ny"].as_slice(),
            &["--registry", hostile, "-v"],
            &["--registry", hostile, "--rev", hostile],
            &["--registry", hostile, "-o", hostile],
            &["--registry", hostile, "-o", "none\x1b/\n.json"],
            &["--as-of", hostile],
            &["--format", hostile],
            &["--lang", hostile],
            &["--fail-on", hostile],
            &[hostile],
            &["--x\x1b[31m\ny"],
        ] {
            for command in ["validate", "explain", "schema", "regulation", "completions", "rules"] {
                let run = place.run(&[&[command], arguments].concat());
                for text in [&run.out, &run.err] {
                    let raw = text.chars().find(|c| c.is_control() && *c != '\n');
                    assert_eq!(raw, None, "{command} {arguments:?}: {text:?}");
                    assert!(!text.lines().any(|line| line.starts_with('y')), "{command} {arguments:?}: {text:?}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_is_no_unicode_is_told() {
        let place = Workplace::with_base();
        std::fs::write(place.at("registry/units").join(OsStr::from_bytes(b"\xff.yaml")), "units:\n  - {id: [\n")
            .unwrap();
        let run = place.validate(&[]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.out.contains("units/\u{fffd}.yaml"), "{run:?}");
    }

    #[test]
    fn an_argument_that_is_no_unicode_is_refused_or_taken_as_a_path() {
        let place = Workplace::with_base();
        for option in ["--as-of", "--format", "--rev", "--lang", "--registry"] {
            let mut command = place.ttc(&["validate", option]);
            command.arg(OsStr::from_bytes(b"\xff"));
            let run = crate::workplace::run(command);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{option}: {run:?}");
        }
    }

    #[test]
    fn a_working_directory_that_is_gone_is_told_in_one_line() {
        let place = Workplace::with_base();
        place.write("gone/x", "");
        let script = format!("cd gone && rm -r ../gone && exec {} validate --as-of {DAY}", env!("CARGO_BIN_EXE_ttc"));
        let output = Command::new("sh").args(["-c", &script]).env_clear().current_dir(place.root()).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            String::from_utf8_lossy(&output.stderr),
            "error: the working directory is gone; give --registry DIR\n"
        );
    }
}
