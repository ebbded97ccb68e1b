//! `--rev` and `--since`: the registry as git has it.

use crate::workplace::{DAY, Workplace, run};

const PROVINCE: &str = "registry/units/province.yaml";

/// The base committed, then a vacancy in the work tree.
fn vacated_since() -> Workplace {
    let place = Workplace::with_base();
    place.commit();
    place.vacate();
    place
}

fn new_since(place: &Workplace, revision: &str) -> Vec<String> {
    place.found_by("seat-vacant", &["--since", revision])
}

#[test]
fn a_revision_is_read_as_it_was_committed() {
    let place = vacated_since();
    assert_eq!(place.found_by("seat-vacant", &[]).len(), 1);
    assert!(place.found_by("seat-vacant", &["--rev", "HEAD"]).is_empty());
    place.commit();
    assert_eq!(place.found_by("seat-vacant", &["--rev", "HEAD"]).len(), 1);
    assert!(place.found_by("seat-vacant", &["--rev", "HEAD~1"]).is_empty());
    assert!(place.found_by("seat-vacant", &["--rev", "main~1"]).is_empty());
}

#[test]
fn a_revision_is_read_without_touching_the_work_tree_or_the_index() {
    let place = vacated_since();
    let files = || -> Vec<_> {
        let entries = walkdir::WalkDir::new(place.root()).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file());
        files.map(|file| (file.path().to_owned(), std::fs::read(file.path()).unwrap())).collect()
    };
    let before = files();
    place.validate(&["--rev", "HEAD"]);
    place.validate(&["--since", "HEAD"]);
    assert!(files() == before, "files have changed");
}

#[test]
fn a_revision_gives_the_bytes_that_its_checkout_gives() {
    let place = vacated_since();
    for format in ["human", "json", "sarif", "gitlab"] {
        let committed = place.validate(&["--rev", "HEAD", "--format", format]).out;
        place.git(&["stash", "--quiet"]);
        let checked_out = place.validate(&["--format", format]).out;
        place.git(&["stash", "pop", "--quiet"]);
        assert_eq!(committed, checked_out, "{format}");
    }
}

#[test]
fn a_file_gone_from_the_work_tree_is_still_in_its_revision() {
    let place = Workplace::with_base();
    place.commit();
    std::fs::remove_dir_all(place.at("registry/officers")).unwrap();
    assert_eq!(place.validate(&[]).code, Some(1));
    assert_eq!(place.validate(&["--rev", "HEAD"]).code, Some(0));
}

#[test]
fn a_whole_registry_gone_from_the_work_tree_is_still_in_its_revision() {
    let place = Workplace::with_base();
    place.commit();
    std::fs::remove_dir_all(place.at("registry")).unwrap();
    assert_eq!(place.validate(&["--registry", "registry", "--rev", "HEAD"]).code, Some(0));
}

#[test]
fn only_what_a_revision_did_not_have_is_new() {
    let place = vacated_since();
    assert_eq!(new_since(&place, "HEAD"), [PROVINCE]);
    assert_eq!(place.validate(&["--since", "HEAD"]).code, Some(1));
    place.commit();
    assert!(new_since(&place, "HEAD").is_empty());
    assert_eq!(place.validate(&["--since", "HEAD"]).code, Some(0));
    assert_eq!(new_since(&place, "HEAD~1"), [PROVINCE]);
}

/// A branch parted from main, which has mended a fault since.
fn parted() -> Workplace {
    let place = Workplace::with_base();
    place.replace("registry/units/huyen-a.yaml", "    name: Xã B\n", "    name: Xã B\n    naem: Xã B\n");
    place.commit();
    place.git(&["branch", "work"]);
    place.replace("registry/units/huyen-a.yaml", "    naem: Xã B\n", "");
    place.commit();
    place.git(&["checkout", "--quiet", "work"]);
    place
}

#[test]
fn what_the_other_side_has_mended_since_is_not_new() {
    let place = parted();
    assert!(place.found_by("unknown-field", &["--since", "main"]).is_empty());
    place.vacate();
    place.commit();
    let run = place.validate(&["--since", "main"]);
    assert!(run.out.contains("seat-vacant") && !run.out.contains("unknown-field"), "{run:?}");
    assert!(run.err.contains("compared with revision") && run.err.contains("parted from main"), "{run:?}");
    // The same where both are named, and from the other side, where the fault is mended and nothing is new.
    assert!(place.found_by("unknown-field", &["--rev", "work", "--since", "main"]).is_empty());
    assert_eq!(place.validate(&["--rev", "main", "--since", "work"]).code, Some(0));
    // What both have in common is the revision itself where nothing came after it.
    assert!(place.validate(&["--since", "HEAD"]).err.contains("compared with revision HEAD ("));
}

#[test]
fn without_a_commit_in_common_nothing_is_compared() {
    let place = parted();
    place.git(&["checkout", "--quiet", "--orphan", "other"]);
    place.vacate();
    place.commit();
    let run = place.validate(&["--since", "main"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("no commit in common"), "{run:?}");
}

#[test]
fn a_shallow_clone_without_the_commit_in_common_names_the_depth_to_fetch() {
    let place = parted();
    place.vacate();
    place.commit();
    let origin = format!("file://{}", place.root().display());
    place.git(&["clone", "--quiet", "--depth", "1", "--no-single-branch", "--branch", "work", &origin, "shallow"]);
    let fails = |revision: &str, code: i32| {
        let mut command = place.ttc(&["validate", "--as-of", DAY, "--since", revision]);
        command.current_dir(place.at("shallow"));
        let run = run(command);
        assert_eq!((run.code, run.out.as_str()), (Some(code), ""), "{run:?}");
        assert!(run.err.contains("shallow") && run.err.contains("fetch-depth: 0"), "{run:?}");
    };
    fails("origin/main", 4);
    fails("HEAD~1", 2);
}

#[test]
fn moved_lines_bring_nothing_new() {
    let place = vacated_since();
    place.commit();
    place.replace(PROVINCE, "units:\n", "# A line.\n# And another.\n\nunits:\n");
    place.replace("registry/officers/so-y-te.yaml", "officers:\n", "\n\nofficers:\n");
    assert!(new_since(&place, "HEAD").is_empty());
}

#[test]
fn a_renamed_file_brings_nothing_new() {
    let place = vacated_since();
    place.commit();
    std::fs::rename(place.at(PROVINCE), place.at("registry/units/tinh.yaml")).unwrap();
    std::fs::rename(place.at("registry/officers/so-y-te.yaml"), place.at("registry/officers/y-te.yaml")).unwrap();
    assert_eq!(place.found_by("seat-vacant", &[]), ["registry/units/tinh.yaml"]);
    assert!(new_since(&place, "HEAD").is_empty());
}

#[test]
fn a_fault_of_a_file_is_not_new_after_the_file_was_renamed_and_edited() {
    let place = Workplace::with_base();
    place.replace("registry/units/huyen-a.yaml", "    name: Xã B\n", "    name: Xã B\n    naem: Xã B\n");
    place.commit();
    std::fs::rename(place.at("registry/units/huyen-a.yaml"), place.at("registry/units/a.yaml")).unwrap();
    place.replace("registry/units/a.yaml", "units:\n", "# Renamed.\nunits:\n");
    assert_eq!(place.found_by("unknown-field", &[]), ["registry/units/a.yaml"]);
    assert!(place.found_by("unknown-field", &["--since", "HEAD"]).is_empty());
    // Another file with the same fault is new.
    place.write(
        "registry/units/b.yaml",
        "units:\n  - {id: xa-c, kind: commune, parent: huyen-a, name: Xã C, naem: Xã C}\n",
    );
    assert_eq!(place.found_by("unknown-field", &["--since", "HEAD"]), ["registry/units/b.yaml"]);
}

#[test]
fn a_second_finding_like_an_old_one_is_new() {
    let place = Workplace::with_base();
    place.replace("registry/units/huyen-a.yaml", "    name: Xã B\n", "    name: Xã B\n    naem: Xã B\n");
    place.commit();
    place.replace("registry/units/huyen-a.yaml", "    name: Huyện A\n", "    name: Huyện A\n    naem: Huyện A\n");
    assert_eq!(place.found_by("unknown-field", &["--since", "HEAD"]).len(), 1);
}

#[test]
fn both_ends_of_a_comparison_may_be_revisions() {
    let place = vacated_since();
    place.commit();
    std::fs::remove_file(place.at("registry/officers/xa-b.yaml")).unwrap();
    assert_eq!(place.found_by("seat-vacant", &["--rev", "HEAD", "--since", "HEAD~1"]), [PROVINCE]);
}

#[test]
fn a_registry_at_the_top_of_a_repository_and_one_deep_in_it_are_both_read() {
    let place = Workplace::empty();
    place.put_base("");
    place.put_base("data/provinces/thu");
    place.commit();
    for folder in [".", "data/provinces/thu"] {
        let deep = folder != ".";
        let run = place.validate(&["--registry", folder, "--rev", "HEAD", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(json["summary"]["units"], 4, "{folder}");
        // At the top the other registry's folder is one stray more.
        assert_eq!(json["findings"].as_array().unwrap().is_empty(), deep, "{folder}: {run:?}");
    }
}

#[test]
fn without_a_repository_or_a_revision_it_says_so_in_one_line() {
    let place = Workplace::with_base();
    let fails = |arguments: &[&str], expected: &str| {
        let run = place.validate(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        assert!(run.err.contains(expected), "{run:?}");
    };
    fails(&["--rev", "HEAD"], "in no git repository");
    fails(&["--since", "HEAD"], "in no git repository");
    place.git(&["init", "--quiet"]);
    fails(&["--rev", "HEAD"], "git knows no revision HEAD");
    place.git(&["commit", "--quiet", "--allow-empty", "--message", "Begin"]);
    fails(&["--rev", "HEAD"], "the registry is not there at revision HEAD");
    fails(&["--since", "v9"], "git knows no revision v9");
    fails(&["--since=--output=x"], "git knows no revision --output=x");
    assert!(!place.at("x").exists());
}

#[test]
fn without_the_git_program_it_says_so() {
    let place = Workplace::with_base();
    let mut command = place.ttc(&["validate", "--as-of", DAY, "--rev", "HEAD"]);
    command.env("PATH", place.root());
    let run = run(command);
    assert_eq!((run.code, run.err.lines().count()), (Some(2), 1), "{run:?}");
    assert!(run.err.contains("the git program"), "{run:?}");
}

/// A hook of git runs with variables that point at the repository it was called for.
#[test]
fn the_variables_of_a_git_hook_do_not_lead_it_to_another_repository() {
    let place = vacated_since();
    let other = Workplace::empty();
    other.git(&["init", "--quiet"]);
    let mut command = place.ttc(&["validate", "--as-of", DAY, "--rev", "HEAD"]);
    command
        .env("GIT_DIR", other.at(".git"))
        .env("GIT_WORK_TREE", other.root())
        .env("GIT_INDEX_FILE", other.at("index"));
    let run = run(command);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_committed_link_is_not_followed() {
    let place = Workplace::with_base();
    std::os::unix::fs::symlink("/etc/passwd", place.at("registry/units/link.yaml")).unwrap();
    place.commit();
    let now = place.found_by("unreadable-file", &[]);
    assert_eq!(now, ["registry/units/link.yaml"]);
    assert_eq!(place.found_by("unreadable-file", &["--rev", "HEAD"]), now);
}
