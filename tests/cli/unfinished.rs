//! A journal in the registry: one that a writer left here is finished or undone, and judged first; any other is refused.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::workplace::{Run, Workplace};

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A change of a file: its path, its old text, its new one.
struct Change<'c>(&'c str, Option<&'c str>, &'c str);

/// Leaves a journal as a writer here leaves it.
fn journal(place: &Workplace, changes: &[Change<'_>]) {
    place.write("registry/.ttc.journal", "");
    let about = fs::metadata(place.at("registry/.ttc.journal")).unwrap();
    // Not every disk knows when a file came to be.
    let born = about.created().ok().map(|born| DateTime::<Utc>::from(born).timestamp_nanos_opt().unwrap());
    let steps: Vec<_> = changes
        .iter()
        .map(|Change(path, before, after)| {
            serde_json::json!({"path": path, "before": before.map(digest), "after": digest(after)})
        })
        .collect();
    let journal = serde_json::json!({"file": {"inode": about.ino(), "born": born}, "steps": steps});
    place.write("registry/.ttc.journal", journal.to_string());
}

fn beside(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap();
    format!("registry/{folder}/.{name}.ttc-new")
}

const ONE: &str = "officers/xa-b.yaml";
const OTHER: &str = "officers/so-y-te.yaml";

/// The new texts: an officer's last day, another's new position.
fn texts(place: &Workplace) -> [(String, String); 2] {
    let (one, other) = (place.read(&format!("registry/{ONE}")), place.read(&format!("registry/{OTHER}")));
    let new_one = one.replace("2024-02-20\n", "2024-02-20\n    until: 2024-06-29\n");
    let new_other = other.replace("Phó Giám đốc", "Giám đốc");
    assert!(one != new_one && other != new_other);
    [(one, new_one), (other, new_other)]
}

/// A writer killed after the first of two steps.
fn half_made(place: &Workplace) -> [(String, String); 2] {
    let texts = texts(place);
    let [(one, new_one), (other, new_other)] = &texts;
    journal(place, &[Change(ONE, Some(one), new_one), Change(OTHER, Some(other), new_other)]);
    place.write(&format!("registry/{ONE}"), new_one);
    place.write(&beside(ONE), one);
    place.write(&beside(OTHER), new_other);
    texts
}

fn record(place: &Workplace) -> Run {
    place.run(&["record", "officer", "end", "tran-thi-binh", "--until", "2024-06-28", "--lang", "en"])
}

fn left(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(".ttc") && name != ".ttc.lock").collect()
}

#[test]
fn a_change_left_half_made_is_finished_by_the_next_writer() {
    let place = Workplace::with_base();
    let [(_, new_one), (_, new_other)] = half_made(&place);
    let shown = place.validate(&["--lang", "en"]);
    assert!(shown.err.contains("not all in place"), "{shown:?}");
    assert_eq!(place.found_by("foreign-working-file", &[]), [""; 0]);
    let run = record(&place);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("is done now") && run.err.contains(ONE) && run.err.contains(OTHER), "{run:?}");
    assert_eq!(place.read(&format!("registry/{ONE}")), new_one);
    let now = place.read(&format!("registry/{OTHER}"));
    assert_eq!(now.replace("    until: 2024-06-28\n", ""), new_other);
    assert_eq!(left(place.root()), [""; 0]);
}

#[test]
fn a_change_left_half_made_is_undone_where_somebody_has_saved_one_of_its_files_since() {
    for changed in [ONE, OTHER] {
        let place = Workplace::with_base();
        let [(one, _), (other, _)] = half_made(&place);
        let path = format!("registry/{changed}");
        let by_hand = format!("{}# sửa tay\n", place.read(&path));
        place.write(&path, &by_hand);
        let run = place.run(&["fmt", "--lang", "en"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.err.contains(&format!("{changed} was changed since, so it was undone")), "{run:?}");
        assert_eq!(place.read(&path), by_hand);
        let (untouched, old) = if changed == ONE { (OTHER, other) } else { (ONE, one) };
        assert_eq!(place.read(&format!("registry/{untouched}")), old);
        assert_eq!(left(place.root()), [""; 0]);
    }
}

/// Killed in the instant after the files changed places, with somebody's text just arrived in the old one.
#[test]
fn what_somebody_saved_while_the_files_changed_places_comes_back() {
    let place = Workplace::with_base();
    let [(one, _), _] = half_made(&place);
    let by_hand = format!("{one}# sửa tay\n");
    place.write(&beside(ONE), &by_hand);
    let run = place.run(&["fmt", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(place.read(&format!("registry/{ONE}")), by_hand);
    assert_eq!(left(place.root()), [""; 0]);
}

#[test]
fn what_a_journal_would_put_in_place_is_judged_as_any_change() {
    let place = Workplace::with_base();
    let old = place.read(&format!("registry/{ONE}"));
    let new = old.replace("unit: xa-b", "unit: khong-co");
    let submissions = "submissions:\n  - {unit: so-y-te, period: 2024-06, received: 2024-06-20, number: \"1\", approved: 2024-06-20}\n";
    journal(&place, &[Change(ONE, Some(&old), &new), Change("submissions/2024/2024-06.yaml", None, submissions)]);
    place.write(&beside(ONE), &new);
    place.write("registry/submissions/2024/2024-06.yaml", submissions);
    let run = place.run(&["fmt", "--lang", "en"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("unknown-reference") && run.err.contains("it was undone"), "{run:?}");
    assert_eq!(place.read(&format!("registry/{ONE}")), old);
    assert!(!place.at("registry/submissions/2024/2024-06.yaml").exists());
    assert_eq!(left(place.root()), [""; 0]);
}

/// Everything but the lock.
fn registry(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file() && entry.file_name() != ".ttc.lock")
        .map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn a_journal_that_came_with_a_clone_or_a_copy_is_refused_and_told_and_once_deleted_nothing_of_it_is_left() {
    for way in ["clone", "copy"] {
        let place = Workplace::with_base();
        half_made(&place);
        if way == "clone" {
            place.commit();
            place.git(&["clone", "--quiet", ".", "theirs"]);
        } else {
            fs::create_dir(place.at("theirs")).unwrap();
            let copied =
                std::process::Command::new("cp").args(["-rp", "registry", "theirs"]).current_dir(place.root()).status();
            assert!(copied.unwrap().success());
        }
        let theirs = place.at("theirs/registry");
        let named = ["--registry", theirs.to_str().unwrap(), "--lang", "en"];
        let found = place.found_by("foreign-working-file", &named);
        let journal = |path: &String| path.ends_with(".ttc.journal");
        assert!(found.iter().any(journal), "{way}: {found:?}");
        assert_eq!(found.len(), if way == "clone" { 3 } else { 1 }, "{way}: {found:?}");
        assert_eq!(place.validate(&named).code, Some(1));
        let before = registry(&theirs);
        for command in [["fmt"].as_slice(), &["record", "officer", "end", "tran-thi-binh", "--until", "2024-06-28"]] {
            let run = place.run(&[command, &named].concat());
            assert_eq!(run.code, Some(2), "{way}: {run:?}");
            assert!(run.err.contains(".ttc.journal") && run.err.contains("came with a copy"), "{way}: {run:?}");
            assert_eq!(registry(&theirs), before, "{way}");
        }
        fs::remove_file(theirs.join(".ttc.journal")).unwrap();
        let run = place.run(&[["fmt"].as_slice(), &named].concat());
        assert_eq!(run.code, Some(0), "{way}: {run:?}");
        assert!(fs::read_to_string(theirs.join(OTHER)).unwrap().contains("Phó Giám đốc"), "{way}: it was put in place");
        assert_eq!(left(&theirs), [""; 0], "{way}");
    }
}

#[test]
fn what_git_keeps_under_a_working_name_is_told_and_what_only_lies_there_is_not() {
    let place = Workplace::with_base();
    place.commit();
    place.write("registry/.ttc.lock", "");
    assert_eq!(place.found_by("foreign-working-file", &[]), [""; 0]);
    place.commit();
    assert_eq!(place.found_by("foreign-working-file", &[]), ["registry/.ttc.lock"]);
    assert_eq!(place.found_by("foreign-working-file", &["--rev", "HEAD"]), ["registry/.ttc.lock"]);
    assert_eq!(place.found_by("foreign-working-file", &["--rev", "HEAD~1"]), [""; 0]);
    // What is new since a revision, and what is not.
    assert_eq!(place.found_by("foreign-working-file", &["--since", "HEAD~1"]), ["registry/.ttc.lock"]);
    assert_eq!(record(&place).code, Some(0), "a lock that git keeps is a lock all the same");
}

#[test]
fn another_users_journal_is_left_to_them() {
    let place = Workplace::with_base();
    half_made(&place);
    if std::os::unix::fs::chown(place.at("registry/.ttc.journal"), Some(12345), None).is_err() {
        eprintln!("SKIPPED: only root can give a file to another user");
        return;
    }
    let before = registry(&place.at("registry"));
    let run = record(&place);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("it belongs to another user"), "{run:?}");
    assert_eq!(registry(&place.at("registry")), before);
    assert_eq!(place.found_by("foreign-working-file", &[]), ["registry/.ttc.journal"]);
}
