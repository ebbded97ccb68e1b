//! Where the registry is found, and in which language it is spoken of.

use crate::workplace::{DAY, Run, Workplace, run};

/// The name of the registry that a run judged.
fn judged(run: &Run) -> String {
    assert_eq!(run.code, Some(0), "{run:?}");
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    json["registry"].as_str().unwrap().to_owned()
}

fn validate(place: &Workplace, folder: &str, format: &str, arguments: &[&str], environment: Option<&str>) -> Run {
    let mut command = place.ttc(&["validate", "--as-of", DAY, "--format", format]);
    command.args(arguments).current_dir(place.at(folder));
    if let Some(folder) = environment {
        command.env("TTC_REGISTRY", place.at(folder));
    }
    run(command)
}

/// Registries everywhere one is looked for, each with its own name.
fn registries() -> Workplace {
    let place = Workplace::empty();
    place.put_base_named("", "Upward");
    place.put_base_named("here", "Here");
    place.put_base_named("here/registry", "Below");
    place.put_base_named("beside/registry", "Beside");
    place.put_base_named("variable", "Variable");
    place.put_base_named("option", "Option");
    std::fs::create_dir_all(place.at("here/deep/er")).unwrap();
    std::fs::create_dir_all(place.at("elsewhere/deep")).unwrap();
    place
}

#[test]
fn the_option_goes_before_the_variable_and_the_variable_before_the_folder() {
    let place = registries();
    let option = place.at("option");
    let option = ["--registry", option.to_str().unwrap()];
    assert_eq!(judged(&validate(&place, "here", "json", &option, Some("variable"))), "Option");
    assert_eq!(judged(&validate(&place, "here", "json", &[], Some("variable"))), "Variable");
    assert_eq!(judged(&validate(&place, "here", "json", &[], None)), "Here");
}

#[test]
fn here_goes_before_registry_and_that_before_the_folders_above() {
    let place = registries();
    assert_eq!(judged(&validate(&place, "here", "json", &[], None)), "Here");
    assert_eq!(judged(&validate(&place, "beside", "json", &[], None)), "Beside");
    assert_eq!(judged(&validate(&place, "here/deep/er", "json", &[], None)), "Here");
    assert_eq!(judged(&validate(&place, "elsewhere/deep", "json", &[], None)), "Upward");
}

#[test]
fn an_empty_variable_is_as_good_as_none() {
    let place = registries();
    let mut command = place.ttc(&["validate", "--as-of", DAY, "--format", "json"]);
    command.env("TTC_REGISTRY", "").current_dir(place.at("here"));
    assert_eq!(judged(&run(command)), "Here");
}

#[test]
fn where_there_is_no_registry_it_says_how_to_name_one() {
    let run = Workplace::empty().validate(&[]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("ttc.yaml") && run.err.contains("--registry DIR"), "{run:?}");
    assert_eq!(run.err.lines().count(), 1, "{run:?}");
}

#[test]
fn a_named_folder_that_is_no_registry_exits_with_2_for_every_command_that_reads_one() {
    let place = Workplace::with_base();
    for command in [["validate"].as_slice(), &["regulation"], &["rules"], &["explain", "seat-vacant"]] {
        for folder in ["nowhere", "registry/units", "registry/ttc.yaml"] {
            let run = place.run(&[command, &["--registry", folder]].concat());
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command:?} {folder}");
            assert!(run.err.contains(folder), "{run:?}");
        }
    }
}

#[test]
fn rules_are_listed_and_explained_without_any_registry() {
    let place = Workplace::empty();
    assert_eq!(place.run(&["rules"]).code, Some(0));
    assert_eq!(place.run(&["explain", "seat-vacant"]).code, Some(0));
}

#[test]
fn a_path_may_have_spaces_and_vietnamese_letters() {
    let place = Workplace::with_vacancy();
    let folder = "Sổ đầu mối/Tỉnh Thử (2024)";
    std::fs::create_dir_all(place.at("Sổ đầu mối")).unwrap();
    std::fs::rename(place.at("registry"), place.at(folder)).unwrap();
    let run = place.validate(&["--registry", folder, "--format", "concise"]);
    assert!(run.out.contains(&format!("{folder}/units/province.yaml:5:10: ")), "{run:?}");
    place.commit();
    assert_eq!(place.found_by("seat-vacant", &["--registry", folder, "--rev", "HEAD"]).len(), 1);
    let sarif = place.validate(&["--registry", folder, "--format", "sarif"]).out;
    let sarif: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let uri = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    let uri = uri.as_str().unwrap();
    assert!(uri.is_ascii() && uri.starts_with("S%E1%BB%95%20"), "{uri}");
}

#[test]
fn paths_are_those_that_open_from_where_one_stands() {
    let place = Workplace::with_vacancy();
    let found = |folder: &str, registry: &str| {
        let run = validate(&place, folder, "concise", &["--registry", registry], None);
        run.out.lines().find(|line| line.contains("seat-vacant")).unwrap().split(':').next().unwrap().to_owned()
    };
    assert_eq!(found("", "registry"), "registry/units/province.yaml");
    assert_eq!(found("", "registry/"), "registry/units/province.yaml");
    assert_eq!(found("registry", "."), "units/province.yaml");
    for (folder, registry) in [("registry/units", ".."), ("registry/units", "../")] {
        assert!(place.at(folder).join(found(folder, registry)).is_file(), "{folder} {registry}");
    }
    let absolute = place.at("registry");
    let shown = found("registry/units", &format!("{}/", absolute.display()));
    assert_eq!(shown, absolute.join("units/province.yaml").to_str().unwrap());
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_can_be_judged() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::with_base();
    let folder = place.at("registry");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    let before: Vec<_> = walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.unwrap().into_path()).collect();
    assert_eq!(place.validate(&[]).code, Some(0));
    let after: Vec<_> = walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.unwrap().into_path()).collect();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(before, after);
}

#[test]
fn the_language_is_the_options_then_the_variables_then_the_machines() {
    let place = Workplace::with_base();
    let vietnamese = |arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = place.ttc(&["validate", "--as-of", DAY]);
        command.args(arguments).envs(environment.iter().copied());
        let run = run(command);
        assert_eq!(run.code, Some(0), "{run:?}");
        run.out.contains("tính đến 30/06/2024")
    };
    assert!(!vietnamese(&[], &[]));
    assert!(!vietnamese(&[], &[("LANG", "C")]));
    assert!(!vietnamese(&[], &[("LANG", "fr_FR.UTF-8")]));
    assert!(vietnamese(&[], &[("LANG", "vi_VN.UTF-8")]));
    assert!(vietnamese(&[], &[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "vi_VN")]));
    assert!(!vietnamese(&[], &[("LANG", "vi_VN.UTF-8"), ("LC_ALL", "C")]));
    assert!(vietnamese(&[], &[("LC_ALL", "en_GB.UTF-8"), ("TTC_LANG", "vi")]));
    assert!(!vietnamese(&[], &[("LANG", "vi_VN.UTF-8"), ("TTC_LANG", "en")]));
    assert!(vietnamese(&["--lang", "vi"], &[("TTC_LANG", "en"), ("LC_ALL", "C")]));
    assert!(!vietnamese(&["--lang=en"], &[("TTC_LANG", "vi")]));
    // The registry of the base is Vietnamese; messages do not go by it.
    assert!(place.read("registry/ttc.yaml").contains("language: vi"));
}
