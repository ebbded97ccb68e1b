//! Writers that are killed at any moment, and many of them at once.

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::workplace::Workplace;

/// Each run records one report in each of two files, so that a half-made change shows.
fn start(place: &Workplace, run: usize) -> Child {
    place.write(&format!("in-{run}.csv"), table(run));
    Command::new(env!("CARGO_BIN_EXE_ttc"))
        .args(["record", "submission", "--from-csv", &format!("in-{run}.csv")])
        .current_dir(place.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn table(run: usize) -> String {
    format!(
        "unit,period,received,number,approved,returned,reason\nso-y-te,2024-05,2024-05-20,{run}/BC,2024-05-20,2024-05-21,thiếu\nhuyen-a,2024-06,2024-06-20,{run}/BC,2024-06-20,2024-06-21,thiếu\n"
    )
}

const FILES: [&str; 2] = ["registry/submissions/2024/2024-05.yaml", "registry/submissions/2024/2024-06.yaml"];

/// The runs whose report stands whole in a file; everything else in it must be what was there before.
fn recorded(place: &Workplace, file: &str, before: &str) -> BTreeSet<usize> {
    let (unit, period) = if file == FILES[0] { ("so-y-te", "2024-05") } else { ("huyen-a", "2024-06") };
    let text = place.read(file);
    let new = text.strip_prefix(before).unwrap_or_else(|| panic!("the rest of {file} changed: {text}"));
    let runs = new.lines().map(|line| {
        let run: usize = line.split("number: ").nth(1).unwrap().split("/BC").next().unwrap().parse().unwrap();
        let whole = format!(
            "  - {{unit: {unit}, period: {period}, received: {period}-20, number: {run}/BC, approved: {period}-20, returned: {period}-21, reason: thiếu}}"
        );
        assert_eq!(line, whole, "a record is not whole");
        run
    });
    runs.collect()
}

/// Kills so many writers at moments that a fixed sequence gives, and looks at the registry after each.
fn kill(runs: usize) {
    let place = Workplace::with_base();
    assert!(start(&place, 0).wait().unwrap().success());
    let before = FILES.map(|file| {
        let text = place.read(file);
        text[..text.rfind("  - {").unwrap()].to_owned()
    });
    // Only which moments are tried depends on it: what is asserted holds at any.
    let begun = Instant::now();
    assert!(start(&place, 1).wait().unwrap().success());
    let usual = begun.elapsed();
    let mut state = 0x2545_f491_u64;
    let mut finished = BTreeSet::from([0, 1]);
    let mut unfinished = 0;
    for run in 2..runs + 2 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = u32::try_from(state >> 40).unwrap() % 2000;
        let mut child = start(&place, run);
        std::thread::sleep(usual * part / 1000);
        let _ = child.kill();
        if child.wait().unwrap().success() {
            finished.insert(run);
        }
        for (file, before) in FILES.iter().zip(&before) {
            recorded(&place, file, before);
        }
        unfinished += usize::from(place.at("registry/.ttc.journal").exists());
        if run % 50 == 0 {
            assert!(place.findings(&[]).iter().all(|finding| finding["severity"] != "error"));
        }
    }
    // The next writer finishes what was begun.
    assert!(start(&place, runs + 2).wait().unwrap().success());
    let [one, other] = [0, 1].map(|at| recorded(&place, FILES[at], &before[at]));
    assert_eq!(one, other, "a change was made by half");
    assert!(one.is_superset(&finished), "a change that was reported as made is lost");
    assert!(place.findings(&[]).iter().all(|finding| finding["severity"] != "error"));
    let left: Vec<_> = walkdir::WalkDir::new(place.at("registry"))
        .into_iter()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.') && name != ".ttc.lock")
        .collect();
    assert_eq!(left, [""; 0]);
    eprintln!("{runs} killed, {} of them after they were done, {unfinished} amid the last steps", finished.len() - 2);
}

#[test]
fn writers_killed_at_any_moment_leave_every_record_whole_or_not_there() {
    kill(60);
}

#[test]
#[ignore = "takes minutes; the same with a thousand"]
fn a_thousand_writers_killed_at_any_moment_leave_every_record_whole_or_not_there() {
    kill(1000);
}

#[test]
fn twenty_writers_at_once_lose_nothing() {
    let place = Workplace::with_base();
    let writers: Vec<Child> = (0..20).map(|run| start(&place, run)).collect();
    for (run, mut writer) in writers.into_iter().enumerate() {
        // Where the machine is busy one may lose its patience with the others: it has written nothing, and comes again.
        let mut visits = 1;
        while !writer.wait().unwrap().success() {
            visits += 1;
            assert!(visits < 20, "writer {run} never gets a turn");
            writer = start(&place, run);
        }
    }
    for file in FILES {
        let text = place.read(file);
        assert!((0..20).all(|run| text.matches(&format!("number: {run}/BC,")).count() == 1), "{text}");
    }
}
