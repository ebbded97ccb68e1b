//! What the README and the guide show is what the program does: each output they quote stands in a real run, and each
//! command line they give is one that the program takes. `TTC_REFRESH=1 cargo test --test readme` writes the outputs anew.

use std::fs;

use ttc::cli::command_line;
use ttc::locale::Language;

#[path = "cli/workplace.rs"]
#[expect(dead_code, reason = "it serves another test too")]
mod workplace;

use workplace::{Workplace, project};

const README: &str = "README.md";
const GUIDE: &str = "docs/huong-dan.md";

fn page(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap().replace("\r\n", "\n")
}

/// The text between `<!-- output: NAME -->` with the fence after it, and the fence's end.
fn quoted<'t>(page: &'t str, name: &str) -> &'t str {
    let opening = format!("<!-- output: {name} -->\n```text\n");
    let (_, rest) = page.split_once(&opening).unwrap_or_else(|| panic!("there is no {opening}"));
    rest.split_once("```\n").expect("the fence ends").0.trim_end()
}

/// Compares a quoted output with a real one, or writes it into the page.
fn hold(path: &str, name: &str, real: &str) {
    let text = page(path);
    let (written, real) = (quoted(&text, name), real.trim_end());
    if written != real && std::env::var_os("TTC_REFRESH").is_some() {
        let marker = format!("<!-- output: {name} -->\n```text\n");
        let newline = if written.is_empty() { "\n" } else { "" };
        let fresh = text.replacen(&format!("{marker}{written}"), &format!("{marker}{real}{newline}"), 1);
        fs::write(project().join(path), fresh).unwrap();
        return;
    }
    assert_eq!(written, real, "{path} is stale; run: TTC_REFRESH=1 cargo test --test readme -- --test-threads=1");
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
    hold(README, &format!("the end of {told}"), end);
}

#[test]
fn a_finding_looks_as_the_readme_shows_it() {
    let run = without_an_office_leader().run(&["validate", "--lang", "en", "--as-of", "2025-06-30"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let findings = run.out.split("\n\n").filter(|finding| finding.starts_with("error[")).collect::<Vec<_>>();
    let [finding] = findings[..] else { panic!("one error, not {findings:?}") };
    hold(README, "a finding", finding);
}

/// In the guide the clerk stands in the registry's folder.
#[test]
fn a_finding_looks_as_the_guide_shows_it() {
    let place = without_an_office_leader();
    let mut command = place.ttc(&["validate", "--lang", "vi", "--as-of", "30/06/2025"]);
    command.current_dir(place.at("registry"));
    let run = workplace::run(command);
    assert_eq!(run.code, Some(1), "{run:?}");
    let finding = run.out.split("\n\n").find(|finding| finding.starts_with("lỗi[")).unwrap();
    hold(GUIDE, "a finding", finding);
}

#[test]
fn a_report_looks_as_the_readme_and_the_guide_show_it() {
    let place = Workplace::with_sample();
    for (path, language, heading) in [(README, "en", "Overdue reports"), (GUIDE, "vi", "Báo cáo quá hạn")] {
        let told = ["report", "--quarter", "2024-Q3", "--part", "overdue", "--as-of", "2025-06-30", "--lang", language];
        let run = place.run(&told);
        assert_eq!(run.code, Some(0), "{run:?}");
        let part = run.out.split("\n\n").find(|part| part.starts_with(heading)).unwrap();
        hold(path, "the overdue reports of a quarter", part);
        let told = format!("why xa-phu-tam 2024-09 --lang {language} --as-of 2025-06-30");
        let run = place.run(&told.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, Some(0), "{run:?}");
        hold(path, &told, &run.out);
    }
}

#[test]
fn every_command_line_that_is_shown_is_one_that_the_program_takes() {
    for (path, least) in [(README, 20), (GUIDE, 20)] {
        let page = page(path);
        let fences = page.split("\n```").skip(1).step_by(2).filter(|fence| !fence.starts_with("text"));
        let lines = fences.flat_map(str::lines).filter_map(|line| {
            let told = line.trim().trim_start_matches("- run: ").trim_start_matches("script: ");
            told.strip_prefix("ttc ").or_else(|| told.strip_prefix("cargo run --release -- "))
        });
        let mut count = 0;
        for line in lines {
            let told = line.split(" #").next().unwrap_or_default();
            let words = std::iter::once("ttc".to_owned()).chain(words(told));
            match command_line(Language::En).try_get_matches_from(words) {
                Err(error) if error.use_stderr() => panic!("{path}: {line}: {error}"),
                _ => count += 1,
            }
        }
        assert!(count >= least, "{path}: only {count} command lines were found");
    }
}

#[test]
fn every_record_command_of_the_readme_and_the_guide_records_on_the_sample() {
    for name in [README, GUIDE] {
        let text = page(name);
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
    let readme = page(README);
    let fence = readme.split("```sh\n").nth(1).unwrap().split("```").next().unwrap();
    let commands: Vec<&str> = fence.lines().map(|line| line.split(" #").next().unwrap_or_default().trim()).collect();
    assert_eq!(commands, ["cargo run --release -- validate", "cargo test"]);
    for code in 0..=4 {
        assert!(readme.contains(&format!("\n| {code} | ")), "{code}");
    }
}

#[test]
fn every_file_that_the_readme_links_is_there() {
    let readme = page(README);
    for link in readme.split("](").skip(1) {
        let target = link.split(')').next().unwrap_or_default();
        assert!(target.contains("://") || project().join(target).exists(), "{target}");
    }
}

/// What the map says holds the house together, and `docs/readings.md` an answer, must be there to hold it.
#[test]
fn every_test_and_file_that_the_documents_name_is_there() {
    let sources: Vec<(String, String)> = ["src", "tests", "fuzz/src"]
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(project().join(folder)))
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| {
            let path = entry.path().strip_prefix(project()).unwrap().to_string_lossy().replace('\\', "/");
            (path, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    let mut missing = Vec::new();
    for document in ["docs/architecture.md", "CONTRIBUTING.md"] {
        let page = page(document);
        for word in page.split('`').skip(1).step_by(2) {
            let is_name = word.chars().all(|letter| letter.is_ascii_lowercase() || "_0123456789".contains(letter));
            let is_there = match word.strip_suffix(".rs") {
                Some(_) if !word.contains(['<', '*', '…', ' ']) => {
                    sources.iter().any(|(path, _)| path == word || path.ends_with(&format!("/{word}")))
                }
                None if is_name && word.matches('_').count() > 3 => {
                    sources.iter().any(|(_, text)| text.contains(&format!("fn {word}(")))
                }
                _ => true,
            };
            if !is_there {
                missing.push(format!("{document}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
