//! Each language alone: nothing English is said under `--lang vi` and nothing Vietnamese under `--lang en`, data aside.
//!
//! Under `en` the data judged has no accents, so that an accent is always the program's. Under `vi` the data is
//! Vietnamese, so that an English function word is always the program's.

use std::fs;

use icu_normalizer::DecomposingNormalizerBorrowed;
use ttc::rules::RULES;

#[path = "cli/workplace.rs"]
#[expect(dead_code, reason = "it serves another test too")]
mod workplace;

use workplace::{DAY, Workplace, project, sample};

const FORMATS: [&str; 8] = ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"];

/// Every command and every command under one, as they are typed.
fn commands() -> Vec<Vec<String>> {
    fn under(command: &clap::Command, path: &[String], found: &mut Vec<Vec<String>>) {
        for child in command.get_subcommands() {
            let path = [path, &[child.get_name().to_owned()]].concat();
            under(child, &path, found);
            found.push(path);
        }
    }
    let mut found = Vec::new();
    under(&ttc::cli::command_line(ttc::locale::Language::En), &[], &mut found);
    assert!(found.len() > 20, "the commands are somewhere else");
    found
}

/// Words without which no English sentence is written, and clap's own.
const ENGLISH: [&str; 33] = [
    "the",
    "is",
    "are",
    "was",
    "of",
    "not",
    "and",
    "has",
    "have",
    "with",
    "for",
    "this",
    "that",
    "it",
    "cannot",
    "must",
    "there",
    "but",
    "did",
    "mean",
    "usage",
    "options",
    "commands",
    "arguments",
    "default",
    "possible",
    "values",
    "print",
    "required",
    "unexpected",
    "found",
    "invalid",
    "tip",
];

/// Words that machines read in some places, and English only before a colon.
const ENGLISH_BEFORE_A_COLON: [&str; 5] = ["error: ", "warning: ", "note: ", "help: ", "tip: "];

fn has_accent(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// Words of data: quoted, in backquotes, or without a small letter (`246/QĐ-UBND`).
fn without_data(text: &str) -> String {
    let mut shown = String::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            let unquoted = line.split('"').step_by(2).collect::<Vec<_>>().join(" ");
            shown.extend(unquoted.split('`').step_by(2));
            shown.push('\n');
        }
    }
    shown
}

/// Without the spellings that a sentence speaks of, each a word in backquotes: they are Vietnamese in every language.
/// More than a word in backquotes stays: a sentence is in the language of the others.
fn without_spellings(text: &str) -> String {
    let outside = |line: &str| {
        let parts = line.split('`').enumerate();
        let kept = parts.filter(|(at, part)| at % 2 == 0 || part.contains(char::is_whitespace));
        kept.map(|(_, part)| part).collect::<Vec<_>>().join(" ")
    };
    // In JSON an escaped line break is letters, and joins two words.
    let text = text.replace("\\n", "\n").replace("\\\"", "\"");
    text.lines().map(outside).collect::<Vec<_>>().join("\n")
}

fn vietnamese_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || "()[],;:".contains(c));
    let words = words.filter(|word| has_accent(word) && word.chars().any(char::is_lowercase));
    words.map(str::to_owned).collect()
}

fn english_lines(text: &str) -> Vec<String> {
    let is_english = |line: &&str| {
        let mut words = line.split(|c: char| c.is_whitespace() || "()[]<>,;:.\"?!|".contains(c));
        words.any(|word| ENGLISH.contains(&word.to_lowercase().as_str()))
            || ENGLISH_BEFORE_A_COLON.iter().any(|word| line.contains(word))
    };
    text.lines().filter(is_english).map(str::to_owned).collect()
}

fn assert_english(what: &str, text: &str) {
    let leaks = vietnamese_words(text);
    assert!(leaks.is_empty(), "{what} says under --lang en: {leaks:?}\n{text}");
}

fn assert_vietnamese(what: &str, text: &str) {
    let leaks = english_lines(text);
    assert!(leaks.is_empty(), "{what} says under --lang vi:\n{}", leaks.join("\n"));
}

/// Runs in both languages and looks at all that is said.
fn assert_each_alone(place: &Workplace, arguments: &[&str]) {
    for language in ["en", "vi"] {
        let run = place.run(&[arguments, &["--lang", language]].concat());
        let said = without_data(&format!("{}{}", run.out, run.err));
        assert!(!said.is_empty(), "{arguments:?} says nothing");
        match language {
            "en" => assert_english(&format!("{arguments:?}"), &said),
            _ => assert_vietnamese(&format!("{arguments:?}"), &said),
        }
    }
}

#[test]
fn help_is_in_one_language() {
    let place = Workplace::empty();
    assert_each_alone(&place, &["--help"]);
    assert_each_alone(&place, &["-h"]);
    assert_each_alone(&place, &[]);
    for path in commands() {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        assert_each_alone(&place, &arguments);
    }
}

#[test]
fn every_command_is_among_those_looked_at() {
    let help = Workplace::empty().run(&["--help"]).out;
    let section = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let listed: Vec<&str> = section.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let looked_at = commands();
    assert!(listed.iter().all(|command| looked_at.iter().any(|path| path == &[*command])), "{listed:?}");
}

#[test]
fn the_manual_is_in_one_language() {
    let place = Workplace::empty();
    for (language, word) in [("en", "EXIT STATUS"), ("vi", "MÃ THOÁT")] {
        let page = place.run(&["man", "--lang", language]).out;
        assert!(page.contains(word), "{page}");
        let page: String = page.lines().skip(3).filter(|line| !line.starts_with(".TH")).collect::<Vec<_>>().join("\n");
        let page = page.replace("\\-", "-").replace("\\fR", " ");
        match language {
            "en" => assert_english("man", &page),
            _ => assert_vietnamese("man", &page),
        }
    }
}

#[test]
fn completions_are_in_one_language() {
    let place = Workplace::empty();
    assert_english("fish", &place.run(&["completions", "fish", "--lang", "en"]).out);
    let fish = place.run(&["completions", "fish", "--lang", "vi"]).out;
    let said: Vec<&str> = fish.lines().filter_map(|line| line.split(" -d '").nth(1)).collect();
    assert!(said.len() > 20);
    assert_vietnamese("fish", &said.join("\n"));
}

#[test]
fn every_usage_error_is_in_one_language() {
    let place = Workplace::with_base();
    place.write("broken/ttc.yaml", "format: 1\n");
    place.write("broken/regulations/x.yaml", "number: [\n");
    for arguments in [
        ["validate", "--as-off", "2024-06-30"].as_slice(),
        &["validate", "--zzz"],
        &["validate", "--as-of"],
        &["validate", "--as-of", "yesterday"],
        &["validate", "--as-of", "2024-06-30", "--as-of", "2024-06-30"],
        &["validate", "--exit-zero", "--fail-on", "error"],
        &["validate", "--exit-zero=1"],
        &["validate", "--exit-zero", "--exit-zero"],
        &["validate", "--fail-on", "zzz"],
        &["validate", "--color", "blue"],
        &["validate", "--format", "sarf"],
        &["validate", "--format", "zzz"],
        &["validate", "--format", "json:"],
        &["validate", "--format", "json", "--format", "sarif"],
        &["validate", "-o", "a.json", "-o", "a.json"],
        &["validate", "-o", "a.pdf"],
        &["validate", "-o", "no/such/a.json"],
        &["validate", "zzz"],
        &["validate", "-q", "-v"],
        &["validate", "--registry", "nowhere"],
        &["validate", "--rev", "HEAD"],
        &["validate", "--since", "HEAD"],
        &["validate", "--registry"],
        &["validte"],
        &["zzz"],
        &["help"],
        &["explain"],
        &["explain", "seat-vacent"],
        &["explain", "zzz"],
        &["explain", "seat-vacant", "zzz"],
        &["schema"],
        &["schema", "unitz"],
        &["schema", "zzz"],
        &["schema", "units", "--dir", "."],
        &["schema", "--dir", "nowhere"],
        &["completions"],
        &["completions", "bsh"],
        &["completions", "zzz"],
        &["regulation", "2.2.x"],
        &["regulation", "zzz"],
        &["regulation", "2.2", "--coverage"],
        &["regulation", "--registry", "broken"],
        &["man", "--as-of", "2024-06-30"],
        &["rules", "--as-of", "2024-06-30"],
        &["record"],
        &["record", "officer"],
        &["record", "zzz"],
        &["record", "submission"],
        &["record", "submission", "--unit", "zzz", "--period", "2024-06", "--received", "2024-06-20"],
        &["record", "submission", "--unit", "xa-b", "--period", "2024-6x", "--received", "2024-06-20"],
        &["record", "submission", "--unit", "xa-b", "--period", "2024-06", "--received", "20"],
        &["record", "submission", "--unit", "xa-b", "--period", "2024-06", "--returned", "2024-06-20"],
        &["record", "submission", "--unit", "xa-b", "--request", "zzz", "--received", "2024-06-20"],
        &["record", "submission", "--from-csv", "nowhere.csv"],
        &["record", "submission", "--rev", "HEAD"],
        &["record", "officer", "end", "zzz", "--until", "2024-06-20"],
        &["record", "officer", "end", "ly-van-an", "--until", "zzz"],
        &["fmt", "--as-of", "2024-06-30"],
        &["fmt", "zzz"],
    ] {
        let run = place.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}: {run:?}");
        assert_each_alone(&place, arguments);
    }
    assert_each_alone(&Workplace::empty(), &["validate"]);
}

#[test]
fn the_rules_and_their_pages_are_in_one_language() {
    let place = Workplace::empty();
    assert_each_alone(&place, &["rules"]);
    for rule in RULES {
        assert_each_alone(&place, &["explain", rule.id.name]);
    }
}

#[test]
fn the_regulation_is_shown_in_one_language() {
    let place = Workplace::empty();
    for arguments in [["regulation"].as_slice(), &["regulation", "2"], &["regulation", "--coverage"]] {
        let run = place.run(&[arguments, &["--registry", &sample(), "--lang", "vi"]].concat());
        assert_vietnamese(&format!("{arguments:?}"), &without_data(&run.out));
    }
    let plain = accentless("");
    for arguments in [["regulation"].as_slice(), &["regulation", "2"], &["regulation", "--coverage"]] {
        let run = plain.run(&[arguments, &["--lang", "en"]].concat());
        assert!(!run.out.is_empty());
        assert_english(&format!("{arguments:?}"), &run.out);
    }
}

/// The base registry with a fixture laid over it, as its author wrote them.
fn accented(fixture: &str) -> Workplace {
    let place = Workplace::with_base();
    for part in fixture.split("\n-- ").skip(1) {
        let (header, text) = part.split_once(" --\n").unwrap();
        let (path, option) = header.split_once(" (").unwrap_or((header, ""));
        let path = format!("registry/{path}");
        match option.trim_end_matches(')') {
            "gone" => fs::remove_file(place.at(&path)).unwrap(),
            "latin-1" => place.write(&path, b"\xff"),
            "crlf" => place.write(&path, text.replace('\n', "\r\n")),
            "bom" => place.write(&path, format!("\u{feff}{text}")),
            "nfd" => place.write(&path, DecomposingNormalizerBorrowed::new_nfd().normalize(text).as_bytes()),
            _ => place.write(&path, format!("{text}\n")),
        }
    }
    place
}

/// The same with every accent taken off.
fn accentless(fixture: &str) -> Workplace {
    let place = accented(fixture);
    for entry in walkdir::WalkDir::new(place.at("registry")).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            fs::write(entry.path(), without_accents(&text)).unwrap();
        }
    }
    place
}

fn without_accents(text: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned();
    let plain = decomposed.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    plain
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            '–' => '-',
            c => c,
        })
        .collect()
}

/// Everything that `validate` says of a registry, in every format.
fn everything_said(place: &Workplace, language: &str, day: &str) -> String {
    let mut said = String::new();
    for format in FORMATS {
        let mut arguments = vec!["validate", "--lang", language, "--as-of", day, "--history", "-v"];
        arguments.extend(["--format", format]);
        let run = place.run(&arguments);
        assert!(matches!(run.code, Some(0 | 1 | 3)), "{arguments:?}: {run:?}");
        said.push_str(&run.out);
        said.push_str(&run.err);
    }
    said
}

/// What the sentences of JSON and SARIF hold, and all of the other formats.
fn assert_findings_are_in_one_language(name: &str, fixture: &str) {
    let day = fixture.lines().find_map(|line| line.strip_prefix("as-of: ")).unwrap_or(DAY);
    assert_english(name, &without_spellings(&everything_said(&accentless(fixture), "en", day)));
    let said = everything_said(&accented(fixture), "vi", day);
    assert_vietnamese(name, &sentences(&said));
}

/// Without the keys of JSON, which are English in every language.
fn sentences(said: &str) -> String {
    let mut lines = Vec::new();
    for line in said.lines() {
        let trimmed = line.trim_start();
        // A key of JSON is a word in quotes and a colon.
        let key = trimmed.strip_prefix('"').and_then(|rest| rest.split_once("\":"));
        lines.push(match key {
            Some((key, value)) if !key.contains(' ') => value.to_owned(),
            _ => line.to_owned(),
        });
    }
    lines.join("\n")
}

#[test]
fn a_clean_registry_and_days_out_of_force_are_told_in_one_language() {
    assert_findings_are_in_one_language("the base", "");
    assert_findings_are_in_one_language("before", "\nas-of: 2023-01-01\n");
    assert_findings_are_in_one_language("after", "\nas-of: 2026-01-01\n");
}

#[test]
fn a_comparison_of_revisions_is_told_in_one_language() {
    for (language, place) in [("en", accentless("")), ("vi", accented(""))] {
        place.commit();
        let mut said = String::new();
        let mut compare = |revisions: &[&str]| {
            // What Markdown says besides is the evidence, which is for programs.
            for format in ["text", "json"] {
                let options = ["--as-of", DAY, "--lang", language, "--format", format];
                let run = place.run(&[&["diff"], revisions, &options].concat());
                assert_eq!(run.code, Some(0), "{run:?}");
                said.push_str(&run.out);
                said.push_str(&run.err);
            }
        };
        compare(&["HEAD"]);
        place.vacate();
        place.replace("registry/officers/xa-b.yaml", "from: 2024-02-20", "from: 2024-03-01");
        place.replace("registry/officers/huyen-a.yaml", "    unit: huyen-a\n", "    unit: xa-b\n");
        place.write(
            "registry/units/xa-c.yaml",
            "units:\n  - {id: xa-c, kind: commune, parent: huyen-a, name: Xa C, from: 2024-06-15}\n",
        );
        place.write(
            "registry/submissions/2024/2024-06.yaml",
            "submissions:\n  - {unit: so-y-te, period: 2024-06, received: 2024-06-22}\n  \
             - {unit: huyen-a, period: 2024-06, received: 2024-07-01}\n",
        );
        compare(&["HEAD"]);
        place.commit();
        compare(&["HEAD", "HEAD~1"]);
        place.replace("registry/decisions/huyen-a/2024-02-20-7.yaml", "date: 2024-02-20", "date: 2024-02-30");
        place.write("registry/officers/so-y-te.yaml", b"\xff");
        compare(&["HEAD"]);
        place.write("registry/regulations/quy-che.yaml", "number: [\n");
        let run = place.run(&["diff", "HEAD", "--as-of", DAY, "--lang", language]);
        said.push_str(&run.out);
        match language {
            "en" => assert_english("diff", &said),
            _ => assert_vietnamese("diff", &sentences(&said)),
        }
    }
}

#[test]
fn the_faults_of_files_are_told_in_one_language() {
    let fixture = "Faults of many kinds.\n\
        -- units/a.yaml --\nunits:\n  - {id: [\n\
        -- units/b.yaml --\nunits:\n  - {id: b, id: b, naem: B, kind: nothing, parent: nobody, from: 2024-02-30}\n\
        -- units/c.yaml --\nunits: &x\n  - *x\n  - !t y\n---\n- 1\n\
        -- units/d.yaml (latin-1) --\nunits: []\n\
        -- units/e.yaml --\n[1, 2]\n\
        -- units/f.yml --\n\n\
        -- unitz/g.yaml --\n\n\
        -- officers/h.yaml --\nofficers:\n  - {name: , unit: so-y-te, seat: [], employment: civil, from: hom nay, email: x}\n\
        -- waivers.yaml --\nwaivers:\n  - {rule: 1}\n";
    assert_findings_are_in_one_language("faults of files", fixture);
}

#[test]
fn the_findings_of_every_rule_are_told_in_one_language() {
    for rule in RULES {
        assert_findings_are_in_one_language(rule.id.name, rule.example.bad);
    }
}

#[test]
fn the_fixtures_are_where_this_test_thinks() {
    assert!(project().join("tests/rules/base/ttc.yaml").is_file());
    assert!(without_accents("Đỗ Thị Thu – tổ").is_ascii());
}
