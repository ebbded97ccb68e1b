//! What the README shows is what the program does: each output it quotes stands in a real run, and each command line
//! it gives is one that the program takes. `TTC_REFRESH=1 cargo test --test readme` writes the outputs anew.

use std::fs;

use ttc::cli::command_line;
use ttc::locale::Language;

#[path = "cli/workplace.rs"]
#[expect(dead_code, reason = "it serves another test too")]
mod workplace;

use workplace::{Workplace, project};

fn readme() -> String {
    fs::read_to_string(project().join("README.md")).unwrap().replace("\r\n", "\n")
}

/// The text between `<!-- output: NAME -->` with the fence after it, and the fence's end.
fn quoted<'t>(readme: &'t str, name: &str) -> &'t str {
    let opening = format!("<!-- output: {name} -->\n```text\n");
    let (_, rest) = readme.split_once(&opening).unwrap_or_else(|| panic!("the README has no {opening}"));
    rest.split_once("\n```\n").expect("the fence ends").0
}

/// Compares a quoted output with a real one, or writes it into the README.
fn hold(name: &str, real: &str) {
    let text = readme();
    let (written, real) = (quoted(&text, name), real.trim_end());
    if written != real && std::env::var_os("TTC_REFRESH").is_some() {
        let marker = format!("<!-- output: {name} -->\n```text\n");
        let fresh = text.replacen(&format!("{marker}{written}"), &format!("{marker}{real}"), 1);
        fs::write(project().join("README.md"), fresh).unwrap();
        return;
    }
    assert_eq!(written, real, "the README is stale; run: TTC_REFRESH=1 cargo test --test readme");
}

/// A command line's words; what stands in double quotes is one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// The sample province with the README's change made to it.
fn without_an_office_leader() -> Workplace {
    let place = Workplace::with_sample();
    let record = "    in_charge_of: [one-stop]\n    from: 2023-03-22\n    email: tuandh@soctrang.example\n";
    let ended = record.replace("    email", "    until: 2025-06-01\n    email");
    place.replace("registry/officers/ke-sach.yaml", record, &ended);
    place
}

#[test]
fn the_sample_is_judged_as_the_readme_says() {
    let place = Workplace::with_sample();
    let told = "validate --lang en --as-of 2025-06-30";
    let run = place.run(&told.split(' ').collect::<Vec<_>>());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    // The README shows how it ends; what stands above are the sample's warnings.
    let end = run.out.rfind("\n\n").map_or(run.out.as_str(), |at| &run.out[at + 2..]);
    hold(&format!("the end of {told}"), end);
}

#[test]
fn a_finding_looks_as_the_readme_shows_it() {
    let run = without_an_office_leader().run(&["validate", "--lang", "en", "--as-of", "2025-06-30"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let findings = run.out.split("\n\n").filter(|finding| finding.starts_with("error[")).collect::<Vec<_>>();
    let [finding] = findings[..] else { panic!("one error, not {findings:?}") };
    hold("a finding", finding);
}

#[test]
fn every_command_line_of_the_readme_is_one_that_the_program_takes() {
    let readme = readme();
    let fences = readme.split("\n```").skip(1).step_by(2).filter(|fence| !fence.starts_with("text"));
    let lines = fences.flat_map(str::lines).filter_map(|line| {
        let told = line.trim().trim_start_matches("- run: ").trim_start_matches("script: ");
        told.strip_prefix("ttc ").or_else(|| told.strip_prefix("cargo run --release -- "))
    });
    let mut count = 0;
    for line in lines {
        let told = line.split(" #").next().unwrap_or_default();
        let words = std::iter::once("ttc".to_owned()).chain(words(told));
        if let Err(error) = command_line(Language::En).try_get_matches_from(words) {
            panic!("{line}: {error}");
        }
        count += 1;
    }
    assert!(count >= 8, "only {count} command lines were found");
}

#[test]
fn every_record_command_of_the_readme_and_the_guide_records_on_the_sample() {
    let guide = fs::read_to_string(project().join("docs/huong-dan.md")).unwrap().replace("\r\n", "\n");
    for (name, text) in [("README.md", readme()), ("docs/huong-dan.md", guide)] {
        // In the order of the text, for one prepares the next; a table and questions at a terminal are tried elsewhere.
        let lines = text.lines().filter(|line| line.starts_with("ttc record ") && line.contains(" --"));
        let place = Workplace::with_sample();
        let mut count = 0;
        for line in lines.filter(|line| !line.contains("--from-csv")) {
            let told = words(line.split(" #").next().unwrap_or_default());
            let told: Vec<&str> = told.iter().skip(1).map(String::as_str).collect();
            let run = place.run(&told);
            assert_eq!(run.code, Some(0), "{name}: {line}: {run:?}");
            count += 1;
        }
        assert!(count >= 2, "{name}: only {count} command lines were found");
    }
}

#[test]
fn the_readme_names_both_commands_and_every_exit_code() {
    let readme = readme();
    let fence = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let commands: Vec<&str> = fence.lines().map(|line| line.split(" #").next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run --release -- validate", "cargo test"]);
    for code in 0..=3 {
        assert!(readme.contains(&format!("\n| {code} | ")), "{code}");
    }
}

#[test]
fn every_file_that_the_readme_links_is_there() {
    let readme = readme();
    for link in readme.split("](").skip(1) {
        let target = link.split(')').next().unwrap_or_default();
        assert!(target.contains("://") || project().join(target).exists(), "{target}");
    }
}
