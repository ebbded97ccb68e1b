//! Repositories from strangers: nothing of theirs is run or taken for the registry's past, and what git cannot be asked is
//! not told.

use serde_json::Value;

use crate::workplace::{DAY, Run, Workplace, run};

/// Every way in which a command touches git.
const CALLS: &[&[&str]] = &[
    &["report", "--month", "2024-05", "--as-of", "2024-06-10"],
    &["report", "--month", "2024-05", "--as-of", "2024-06-10", "--rev", "HEAD"],
    &["report", "--verify", "made.json"],
    &["roster", "export", "--as-of", "2024-06-10"],
    &["roster", "show", "so-y-te", "--as-of", "2024-06-10"],
    &["why", "so-y-te", "2024-05", "--as-of", "2024-06-10"],
    &["why", "so-y-te", "2024-05", "--as-of", "2024-06-10", "--rev", "HEAD"],
    &["deadlines", "--as-of", "2024-06-10"],
    &["diff", "HEAD~1", "--as-of", "2024-06-10"],
    &["diff", "HEAD~1", "HEAD", "--as-of", "2024-06-10"],
    &["validate", "--as-of", DAY],
    &["validate", "--as-of", DAY, "--since", "HEAD~1"],
    &["validate", "--as-of", DAY, "--rev", "HEAD~1"],
    &["fmt", "--check"],
];

const REPORT: [&str; 5] = ["report", "--month", "2024-05", "--as-of", "2024-06-10"];
const WHY: [&str; 5] = ["why", "so-y-te", "2024-05", "--as-of", "2024-06-10"];

/// The base with two commits, and a report made of it.
fn committed() -> Workplace {
    let place = Workplace::with_base();
    place.commit();
    place.replace("registry/ttc.yaml", "Tỉnh Thử", "Tỉnh Thử Nghiệm");
    place.commit();
    place.run(&[REPORT.as_slice(), &["-o", "made.json"]].concat());
    place
}

fn in_english(place: &Workplace, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let mut command = place.ttc(arguments);
    command.args(["--lang", "en"]).envs(environment.iter().copied());
    run(command)
}

fn revision(place: &Workplace, environment: &[(&str, &str)]) -> Value {
    let run = in_english(place, &[REPORT.as_slice(), &["--format", "json"]].concat(), environment);
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"));
    report["evidence"]["revision"].clone()
}

fn is_uncommitted(place: &Workplace) -> bool {
    revision(place, &[])["uncommitted"].as_bool().unwrap()
}

type Change = (&'static str, fn(&Workplace));

#[test]
fn a_file_that_differs_from_the_commit_counts_whatever_git_was_told_to_overlook() {
    const FILE: &str = "registry/officers/so-y-te.yaml";
    let changes: [Change; 7] = [
        ("changed", |place| place.write(FILE, place.read(FILE) + "# changed\n")),
        ("gone", |place| std::fs::remove_file(place.at(FILE)).unwrap()),
        ("new", |place| place.write("registry/units/new.yaml", "units: []\n")),
        ("ignored", |place| {
            place.write(".git/info/exclude", "*.yaml\n");
            place.write("registry/units/new.yaml", "units: []\n");
        }),
        ("skipped", |place| {
            place.git(&["update-index", "--skip-worktree", FILE]);
            place.write(FILE, place.read(FILE) + "# changed\n");
        }),
        ("assumed unchanged", |place| {
            place.git(&["update-index", "--assume-unchanged", FILE]);
            place.write(FILE, place.read(FILE) + "# changed\n");
        }),
        ("changed in more than its line ends", |place| {
            place.write(FILE, (place.read(FILE) + "# changed\n").replace('\n', "\r\n"));
        }),
    ];
    for (how, change) in changes {
        let place = committed();
        assert!(!is_uncommitted(&place), "before: {how}");
        change(&place);
        assert!(is_uncommitted(&place), "{how}");
    }
}

#[test]
fn line_ends_and_what_is_none_of_the_registrys_are_not_uncommitted_changes() {
    let place = committed();
    let file = "registry/officers/so-y-te.yaml";
    place.write(file, place.read(file).replace('\n', "\r\n"));
    place.write("registry/.notes", "mine");
    place.write("beside.yaml", "mine");
    assert!(!is_uncommitted(&place));
}

#[test]
fn a_repository_of_sha_256_is_read_like_any_other() {
    let place = Workplace::with_base();
    place.git(&["init", "--quiet", "--object-format=sha256"]);
    place.commit();
    let revision = revision(&place, &[]);
    assert_eq!(revision["commit"].as_str().unwrap().len(), 64);
    assert_eq!(revision["uncommitted"], false);
    assert!(in_english(&place, &WHY, &[]).out.contains("recorded on"));
}

#[test]
fn a_revision_that_looks_like_an_option_is_none_and_writes_nothing() {
    let place = committed();
    place.git(&["update-ref", "refs/heads/--output=victim", "HEAD"]);
    place.write("victim", "kept");
    for name in ["--output=victim", "refs/heads/--output=victim"] {
        let option = format!("--rev={name}");
        let since = format!("--since={name}");
        for arguments in [
            [WHY.as_slice(), &[&option]].concat(),
            vec!["validate", &since],
            vec!["diff", "--", name],
            vec!["validate", &option],
        ] {
            place.run(&arguments);
            assert_eq!(place.read("victim"), "kept", "{arguments:?}");
        }
    }
}

#[test]
fn a_line_that_moved_or_whose_file_was_renamed_keeps_its_commit_and_a_new_one_has_none() {
    let place = Workplace::with_base();
    place.commit();
    let recorded = || in_english(&place, &WHY, &[]).out;
    let first = recorded().split("recorded on").nth(1).unwrap().lines().next().unwrap().to_owned();
    let file = "registry/submissions/2024/2024-05.yaml";
    place.write(file, format!("# moved\n{}", place.read(file)));
    assert!(recorded().contains(&first), "{}", recorded());
    place.git(&["mv", file, "registry/submissions/2024/may.yaml"]);
    place.commit();
    assert!(recorded().contains(&first) || recorded().contains("recorded on"), "{}", recorded());
    let moved = "registry/submissions/2024/may.yaml";
    place.write(moved, place.read(moved).replace("so-y-te", "\"so-y-te\""));
    assert!(recorded().contains("not committed yet"), "{}", recorded());
}

#[test]
fn why_in_a_shallow_clone_names_no_commit_at_its_edge() {
    let place = Workplace::with_base();
    place.commit();
    place.write("registry/waivers.yaml", "waivers: []\n");
    place.commit();
    let origin = format!("file://{}", place.root().display());
    place.git(&["clone", "--quiet", "--depth", "1", &origin, "shallow"]);
    let why = |folder: &str| {
        let mut command = place.ttc(&WHY);
        command.args(["--lang", "en"]).current_dir(place.at(folder));
        run(command)
    };
    assert_eq!(why("registry").code, Some(0));
    let shallow = why("shallow");
    assert_eq!(shallow.code, Some(4), "{shallow:?}");
    assert!(shallow.out.contains("shallow clone") && !shallow.out.contains("recorded on 0"), "{shallow:?}");
    assert!(shallow.err.contains("git fetch --unshallow"), "{shallow:?}");
    // With the whole history it is told again.
    place.git(&["-C", "shallow", "fetch", "--quiet", "--unshallow"]);
    assert_eq!(why("shallow").out, why("registry/..").out);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn script(place: &Workplace, path: &str, text: &str) {
        place.write(path, format!("#!/bin/sh\n{text}\n"));
        std::fs::set_permissions(place.at(path), std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// What has run since the last look.
    fn ran(place: &Workplace) -> Vec<String> {
        let folder = place.at("canaries");
        let entries = std::fs::read_dir(&folder).map(|entries| entries.map(|entry| entry.unwrap()).collect::<Vec<_>>());
        let mut names: Vec<String> =
            entries.unwrap_or_default().iter().map(|entry| entry.file_name().to_str().unwrap().to_owned()).collect();
        names.sort();
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        names
    }

    /// Keys of a configuration that git runs something by.
    const RUNNING: &[&str] = &[
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "pager.rev-parse",
        "pager.ls-tree",
        "pager.ls-files",
        "pager.cat-file",
        "pager.blame",
        "pager.merge-base",
        "credential.helper",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "merge.evil.driver",
        "gpg.program",
        "alias.blame",
        "alias.ls-tree",
        "alias.rev-parse",
        "interactive.diffFilter",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
    ];

    fn make_hostile(place: &Workplace) {
        let canaries = place.at("canaries");
        ran(place);
        script(place, "evil", &format!("touch '{}'/\"$1\"\ncat", canaries.display()));
        for key in RUNNING {
            let bang = if key.starts_with("alias.") || key.starts_with("credential.") { "!" } else { "" };
            place.git(&["config", key, &format!("{bang}'{}' {key}", place.at("evil").display())]);
        }
        for hook in ["post-index-change", "reference-transaction", "pre-auto-gc", "post-checkout", "fsmonitor-watchman"]
        {
            script(place, &format!(".git/hooks/{hook}"), &format!("touch '{}'/{hook}", canaries.display()));
        }
        place.git(&["config", "core.hooksPath", place.at(".git/hooks").to_str().unwrap()]);
        for (key, value) in [
            ("remote.origin.url", format!("file://{}", place.root().display())),
            ("remote.origin.promisor", "true".to_owned()),
            ("log.showSignature", "true".to_owned()),
            ("gc.auto", "1".to_owned()),
            ("blame.ignoreRevsFile", place.at("ignored-revisions").display().to_string()),
        ] {
            place.git(&["config", key, &value]);
        }
        place.write("ignored-revisions", "");
        place.write("registry/.gitattributes", "*.yaml filter=evil diff=evil merge=evil\n");
        place.write(".git/info/attributes", "*.yaml filter=evil diff=evil merge=evil\n");
        // What git has to look at again.
        let file = "registry/officers/so-y-te.yaml";
        place.write(file, place.read(file) + "# changed\n");
    }

    #[test]
    fn nothing_that_a_repository_configures_is_run() {
        let place = committed();
        make_hostile(&place);
        let status = std::process::Command::new("git").arg("status").current_dir(place.root()).output().unwrap();
        let control = ran(&place);
        assert!(control.iter().any(|key| key == "core.fsmonitor"), "git status ran {control:?}: {status:?}");
        for call in CALLS {
            let run = place.run(call);
            assert!(matches!(run.code, Some(0 | 1)), "{call:?}: {run:?}");
            assert_eq!(ran(&place), Vec::<String>::new(), "{call:?}");
        }
        assert!(is_uncommitted(&place));
    }

    #[test]
    fn nothing_that_a_missing_object_would_be_fetched_by_is_run() {
        let place = committed();
        make_hostile(&place);
        place.git(&["config", "core.repositoryFormatVersion", "1"]);
        place.git(&["config", "extensions.partialClone", "origin"]);
        // The content of one file is gone, as in a partial clone.
        let object = std::process::Command::new("git")
            .args(["rev-parse", "HEAD:registry/ttc.yaml"])
            .current_dir(place.root())
            .output()
            .unwrap();
        let object = String::from_utf8(object.stdout).unwrap().trim().to_owned();
        let path = format!(".git/objects/{}/{}", &object[..2], &object[2..]);
        std::fs::remove_file(place.at(&path)).unwrap();
        ran(&place);
        for call in CALLS {
            place.run(call);
            assert_eq!(ran(&place), Vec::<String>::new(), "{call:?}");
        }
        let run = in_english(&place, &REPORT, &[]);
        assert!(run.out.contains("git cannot be asked"), "{run:?}");
        assert_eq!(run.code, Some(4), "{run:?}");
    }

    /// A folder laid out as git's own.
    fn plant(place: &Workplace, folder: &str) {
        place.write(&format!("{folder}/HEAD"), "ref: refs/heads/main\n");
        place.write(&format!("{folder}/objects/keep"), "");
        place.write(&format!("{folder}/refs/remotes/origin/main"), "");
        let evil = place.at("evil").display().to_string();
        place.write(
            &format!("{folder}/config"),
            format!("[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = \"{evil} fsmonitor\"\n"),
        );
    }

    #[test]
    fn a_repository_inside_a_registry_is_refused_by_every_command() {
        for folder in ["registry", "registry/units", "registry/.git/..", "registry/units/deep/er"] {
            let place = committed();
            script(&place, "evil", &format!("touch '{}'/\"$1\"", place.at("canaries").display()));
            ran(&place);
            std::fs::create_dir_all(place.at("registry/.git")).unwrap();
            plant(&place, folder);
            for call in CALLS {
                let run = in_english(&place, call, &[]);
                assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{folder} {call:?}: {run:?}");
                assert!(run.err.contains("a git repository inside of the registry"), "{folder} {call:?}: {run:?}");
                assert_eq!(ran(&place), Vec::<String>::new(), "{folder} {call:?}");
            }
        }
        let place = committed();
        place.git(&["init", "--quiet", "registry/officers"]);
        assert_eq!(in_english(&place, &["validate", "--as-of", DAY], &[]).code, Some(2));
    }

    #[test]
    fn a_registry_may_be_the_top_of_its_own_repository_inside_of_another() {
        let place = committed();
        place.git(&["init", "--quiet", "registry"]);
        place.git(&["-C", "registry", "add", "--all"]);
        place.git(&["-C", "registry", "commit", "--quiet", "--message", "Begin"]);
        assert!(!is_uncommitted(&place));
        assert_eq!(place.validate(&["--rev", "HEAD"]).code, Some(0));
        // The outer repository has two commits, this one has one.
        assert_eq!(place.validate(&["--rev", "HEAD~1"]).code, Some(2));
    }

    #[test]
    fn a_git_in_the_folder_where_one_stands_is_never_run() {
        let place = committed();
        ran(&place);
        for folder in ["", "registry/"] {
            script(&place, &format!("{folder}git"), &format!("touch '{}'/git", place.at("canaries").display()));
        }
        let machine = std::env::var("PATH").unwrap();
        let head = revision(&place, &[])["commit"].clone();
        for relative in ["", ".", "./", "registry", "registry/..", ":"] {
            assert_eq!(revision(&place, &[("PATH", relative)])["cannot_be_asked"], "no-program", "{relative}");
            assert_eq!(revision(&place, &[("PATH", &format!("{relative}:{machine}"))])["commit"], head, "{relative}");
            assert_eq!(ran(&place), Vec::<String>::new(), "{relative}");
        }
    }

    #[test]
    fn what_git_cannot_be_asked_is_said_by_words_data_and_exit_code() {
        let place = committed();
        let old = Workplace::empty();
        script(&old, "git", "echo git version 2.20.1");
        let (nothing, old) = (place.at("nowhere").display().to_string(), old.root().display().to_string());
        let answers: [(&str, (&str, &str), &str); 3] = [
            ("no-program", ("PATH", nothing.as_str()), "install git"),
            ("too-old", ("PATH", old.as_str()), "git 2.20 is too old"),
            ("not-trusted", ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), "safe.directory"),
        ];
        for (code, variable, why) in answers {
            assert_eq!(revision(&place, &[variable])["cannot_be_asked"], code);
            let report = in_english(&place, &REPORT, &[variable]);
            assert_eq!(report.code, Some(4), "{code}: {report:?}");
            assert!(
                report.out.contains("git cannot be asked") && !report.out.contains("not kept"),
                "{code}: {report:?}"
            );
            assert!(report.err.contains(why), "{code}: {report:?}");
            let explained = in_english(&place, &WHY, &[variable]);
            assert_eq!(explained.code, Some(4), "{code}: {explained:?}");
            assert!(
                explained.out.contains("git cannot be asked") && explained.err.contains(why),
                "{code}: {explained:?}"
            );
            for arguments in [["--rev", "HEAD"], ["--since", "HEAD"]] {
                let refused = in_english(&place, &["validate", arguments[0], arguments[1]], &[variable]);
                assert_eq!((refused.code, refused.out.as_str()), (Some(4), ""), "{code}: {refused:?}");
                assert!(refused.err.contains(why), "{code}: {refused:?}");
            }
        }
        place.git(&["config", "core.worktree", "/"]);
        assert_eq!(revision(&place, &[])["cannot_be_asked"], "unreadable");
    }

    #[test]
    fn paths_for_machines_are_the_repositorys_whether_git_trusts_it_or_not() {
        let place = Workplace::with_vacancy();
        place.commit();
        let found = |format: &str, variables: &[(&str, &str)]| {
            let mut command = place.ttc(&["validate", "--as-of", DAY, "--format", format]);
            command.current_dir(place.at("registry")).envs(variables.iter().copied());
            run(command)
        };
        for format in ["sarif", "github", "gitlab"] {
            let trusted = found(format, &[]);
            assert!(trusted.out.contains("registry/units/province.yaml"), "{format}: {trusted:?}");
            for variable in [("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1"), ("PATH", "/nowhere")] {
                let other = found(format, &[variable]);
                assert_eq!((other.code, &other.out), (trusted.code, &trusted.out), "{format} {variable:?}");
            }
        }
    }
}
