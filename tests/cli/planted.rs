//! A registry in which somebody has put something under a name that the program makes up itself: nothing outside the
//! registry is touched, no hook is made, nothing is waited for, and what is said is so.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::Command;

use crate::workplace::{Run, Workplace};

const NAMES: [&str; 4] = [".ttc.lock", ".ttc.journal", "officers/.so-y-te.yaml.ttc-new", "units/.other.yaml.ttc-new"];
const OUTSIDE: &str = "this stays as it is\n";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Plant {
    Link,
    DanglingLink,
    LinkToAHook,
    HardLink,
    Folder,
    Pipe,
    AnotherUsers,
}

const PLANTS: [Plant; 7] = [
    Plant::Link,
    Plant::DanglingLink,
    Plant::LinkToAHook,
    Plant::HardLink,
    Plant::Folder,
    Plant::Pipe,
    Plant::AnotherUsers,
];

impl Plant {
    /// Puts it there; `false` where this user cannot.
    fn put(self, place: &Workplace, name: &str) -> bool {
        let at = place.at(&format!("registry/{name}"));
        let hook = place.at(".git/hooks/pre-commit");
        match self {
            Self::Link => symlink(place.at("victim"), at).unwrap(),
            Self::DanglingLink => symlink(place.at("nothing"), at).unwrap(),
            Self::LinkToAHook => symlink(hook, at).unwrap(),
            Self::HardLink => fs::hard_link(place.at("victim"), at).unwrap(),
            Self::Folder => fs::create_dir(at).unwrap(),
            Self::Pipe => assert!(Command::new("mkfifo").arg(at).status().unwrap().success()),
            Self::AnotherUsers => {
                fs::write(&at, OUTSIDE).unwrap();
                return chown(&at, Some(12345), Some(12345)).is_ok();
            }
        }
        true
    }

    fn why(self) -> &'static str {
        match self {
            Self::Link | Self::DanglingLink | Self::LinkToAHook => "it is a link",
            Self::HardLink => "another name elsewhere",
            Self::Folder => "it is a folder",
            Self::Pipe => "it is no regular file",
            Self::AnotherUsers => "it belongs to another user",
        }
    }
}

/// A registry that `fmt` and `record` have something to write in, as the worst would have it: a script that is run.
fn place() -> Workplace {
    let place = Workplace::with_base();
    fs::create_dir_all(place.at(".git/hooks")).unwrap();
    place.write("victim", OUTSIDE);
    let script = format!("#!/bin/sh\n{}", place.read("registry/officers/so-y-te.yaml").replace("id: ", "id:   "));
    place.write("registry/officers/so-y-te.yaml", script);
    mode(&place.at("registry/officers/so-y-te.yaml"), 0o755);
    place
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn files(place: &Workplace) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(place.root()).sort_by_file_name().into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file() && !entry.path().ends_with("registry/.ttc.lock"))
        .map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).unwrap()))
        .collect()
}

const RECORD: [&str; 6] = ["record", "officer", "end", "tran-thi-binh", "--until", "2024-06-28"];

fn run(place: &Workplace, command: &[&str]) -> Run {
    place.run(&[command, &["--lang", "en"]].concat())
}

#[test]
fn what_is_planted_under_a_working_name_is_refused_and_told_and_nothing_else_is_touched() {
    for plant in PLANTS {
        for name in NAMES {
            let place = place();
            if !plant.put(&place, name) {
                eprintln!("SKIPPED: only root can give a file to another user");
                continue;
            }
            let what = format!("{plant:?} as {name}");
            let before = files(&place);
            // On a shared disk the lock is whoever's came first.
            let is_no_harm = plant == Plant::AnotherUsers && name == ".ttc.lock";
            let found = place.found_by("foreign-working-file", &[]);
            let expected = if is_no_harm { vec![] } else { vec![format!("registry/{name}")] };
            assert_eq!(found, expected, "{what}");
            assert_eq!(files(&place), before, "{what}: validate wrote");
            for command in [["fmt"].as_slice(), &RECORD] {
                let run = run(&place, command);
                if is_no_harm {
                    assert_eq!(run.code, Some(0), "{what}: {run:?}");
                    assert_eq!(place.read("registry/.ttc.lock"), OUTSIDE, "{what}: another user's file was written to");
                    continue;
                }
                assert_eq!(run.code, Some(2), "{what}: {run:?}");
                let said = format!("{name} has the name of a working file of ttc and was not left here by ttc");
                assert!(run.err.contains(&said) && run.err.contains(plant.why()), "{what}: {run:?}");
                assert!(run.err.contains("nothing was written"), "{what}: {run:?}");
                assert_eq!(files(&place), before, "{what}: {command:?} wrote");
            }
            assert!(!place.at("nothing").exists() && !place.at(".git/hooks/pre-commit").exists(), "{what}");
        }
    }
}

#[test]
fn what_is_planted_is_deleted_and_then_all_goes_on() {
    let place = place();
    assert!(Plant::Folder.put(&place, ".ttc.journal"));
    assert_eq!(run(&place, &RECORD).code, Some(2));
    fs::remove_dir(place.at("registry/.ttc.journal")).unwrap();
    assert_eq!(run(&place, &RECORD).code, Some(0));
}

#[test]
fn whoever_writes_gives_nobody_a_file_to_run_and_widens_no_permission() {
    let path = "registry/officers/so-y-te.yaml";
    for (before, after) in [(0o755, 0o644), (0o4755, 0o644), (0o600, 0o600), (0o660, 0o660), (0o777, 0o666)] {
        for command in [["fmt"].as_slice(), &RECORD] {
            let place = place();
            mode(&place.at(path), before);
            let run = run(&place, command);
            assert_eq!(run.code, Some(0), "{run:?}");
            assert!(run.out.contains("so-y-te.yaml"), "{run:?}");
            let now = fs::metadata(place.at(path)).unwrap().permissions().mode() & 0o7777;
            assert_eq!(now, after, "{before:o} became {now:o}");
        }
    }
}

/// As backups of many disks keep them.
#[test]
fn a_registry_file_with_another_name_is_replaced_and_the_other_name_keeps_the_old_text() {
    let place = place();
    let path = "registry/officers/so-y-te.yaml";
    let old = place.read(path);
    fs::hard_link(place.at(path), place.at("backup.yaml")).unwrap();
    assert_eq!(run(&place, &["fmt"]).code, Some(0));
    assert_ne!(place.read(path), old);
    assert_eq!(place.read("backup.yaml"), old);
}

#[test]
fn a_file_that_root_writes_stays_its_owners() {
    use std::os::unix::fs::MetadataExt;
    let place = place();
    let path = place.at("registry/officers/so-y-te.yaml");
    if chown(&path, Some(12345), Some(23456)).is_err() {
        eprintln!("SKIPPED: only root can give a file to another user");
        return;
    }
    for command in [["fmt"].as_slice(), &RECORD] {
        assert_eq!(run(&place, command).code, Some(0));
        let about = fs::metadata(&path).unwrap();
        assert_eq!((about.uid(), about.gid()), (12345, 23456), "{command:?}");
    }
}

#[test]
fn a_registry_that_is_found_has_to_be_the_users_own_and_one_that_is_named_need_not() {
    let place = place();
    fs::create_dir_all(place.at("below/here")).unwrap();
    let from = |folder: &str, arguments: &[&str]| {
        let mut command = place.ttc(&[arguments, &["--lang", "en"]].concat());
        command.current_dir(place.at(folder));
        crate::workplace::run(command)
    };
    let registry = place.at("registry");
    let manifest = registry.join("ttc.yaml");
    let give = |path: &Path, to: u32| chown(path, Some(to), None).is_ok();
    if !give(&registry, 12345) {
        eprintln!("SKIPPED: only root can give a folder to another user");
        return;
    }
    for (folder, owner, file_owner) in [
        ("below/here", 12345, 0),
        ("below/here", 0, 12345),
        ("below/here", 12345, 12345),
        ("registry", 12345, 12345),
        (".", 12345, 12345),
    ] {
        assert!(give(&registry, owner) && give(&manifest, file_owner));
        let before = files(&place);
        for command in [["validate"].as_slice(), &["report"], &["fmt"], &RECORD] {
            let run = from(folder, command);
            assert_eq!(run.code, Some(2), "{folder} {command:?}: {run:?}");
            assert!(run.err.contains("belongs to another user") && run.err.contains("--registry"), "{run:?}");
        }
        assert_eq!(files(&place), before);
        let named = from(folder, &["validate", "--as-of", "2024-06-30", "--registry", registry.to_str().unwrap()]);
        assert_ne!(named.code, Some(2), "{named:?}");
    }
    // With sudo, who asked is still who they were.
    let mut command = place.ttc(&["fmt", "--check"]);
    command.env("SUDO_UID", "12345");
    assert_eq!(crate::workplace::run(command).code, Some(1));
    let mut command = place.ttc(&["fmt", "--check"]);
    command.env("SUDO_UID", "12346");
    assert_eq!(crate::workplace::run(command).code, Some(2));
}
