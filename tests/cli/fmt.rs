//! `ttc fmt`: canonical files stay, others become so, and nothing means anything else afterwards.

use crate::workplace::{Workplace, project, sample};

#[test]
fn the_sample_and_the_example_are_canonical() {
    let place = Workplace::empty();
    for registry in [sample(), project().join("examples/two-tier").to_str().unwrap().to_owned()] {
        let run = place.run(&["fmt", "--check", "--registry", &registry]);
        assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""), "{registry}");
    }
}

#[test]
fn what_is_not_canonical_is_named_and_put_in_order_once() {
    let place = Workplace::with_base();
    let path = "registry/officers/xa-b.yaml";
    let canonical = place.read(path);
    place.run(&["fmt"]);
    place.write(path, canonical.replace("    unit: xa-b\n", "").replace("    name: ", "    unit:   xa-b\n    name: "));
    let findings = place.findings(&[]);
    let check = place.run(&["fmt", "--check"]);
    assert_eq!((check.code, check.out.as_str()), (Some(1), "registry/officers/xa-b.yaml\n"), "{check:?}");
    assert_ne!(place.read(path), canonical);
    let run = place.run(&["fmt"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), "registry/officers/xa-b.yaml\n"), "{run:?}");
    assert_eq!(place.read(path), canonical);
    assert_eq!(place.run(&["fmt"]).out, "");
    assert_eq!(place.findings(&[]).len(), findings.len());
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_put_in_order() {
    let place = Workplace::with_base();
    place.write("registry/officers/broken.yaml", "officers:\n  - id: [\n");
    place.write("registry/officers/latin.yaml", b"officers:\n  - name: S\xf3c\n");
    let run = place.run(&["fmt", "--lang", "en"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("registry/officers/broken.yaml: it has faults"), "{run:?}");
    assert!(run.err.contains("registry/officers/latin.yaml: it has faults"), "{run:?}");
    assert!(run.out.contains("registry/regulations/quy-che.yaml\n"), "{run:?}");
    assert_eq!(place.read("registry/officers/broken.yaml"), "officers:\n  - id: [\n");
}

#[test]
fn a_comment_beside_nothing_before_a_list_or_on_the_top_key_is_kept() {
    let place = Workplace::with_base();
    place.run(&["fmt"]);
    let path = "registry/officers/xa-b.yaml";
    place.replace(path, "    from: 2024-02-20\n", "    from: # hỏi lại\n");
    place.replace(path, "    in_charge_of: [one-stop]\n", "    in_charge_of:\n      # từ tháng 3\n      - one-stop\n");
    place.write("registry/officers/none.yaml", "officers: # one\n  # two\n  []\n");
    let run = place.run(&["fmt"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let officers = place.read(path);
    assert!(officers.contains("    from: # hỏi lại\n"), "{officers}");
    assert!(officers.contains("    in_charge_of:\n      # từ tháng 3\n      - one-stop\n"), "{officers}");
    assert_eq!(place.read("registry/officers/none.yaml"), "# two\nofficers: [] # one\n");
}

#[test]
fn what_is_only_spelling_is_told_with_its_remedy_and_mended() {
    let place = Workplace::with_base();
    place.run(&["fmt"]);
    let path = "registry/officers/xa-b.yaml";
    let canonical = place.read(path);
    for (from, to, rule) in [
        ("Kim Văn Giang", "Kim Va\u{306}n Giang", "not-nfc"),
        ("    email:", "    phone: 02993820000\n    email:", "unquoted-code"),
        ("    name:", "\u{a0}   name:", "yaml-syntax"),
        ("    name:", "  \u{3000}\u{3000}name:", "yaml-syntax"),
        ("    unit:", "\tunit:", "yaml-syntax"),
    ] {
        place.write(path, canonical.replacen(from, to, 1));
        let found = place.findings(&["--lang", "en"]);
        let finding =
            found.iter().find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("{rule}: {found:?}"));
        assert!(finding["remedies"].to_string().contains("ttc fmt"), "{finding}");
        let check = place.run(&["fmt", "--check"]);
        assert_eq!((check.code, check.out.trim_end()), (Some(1), path), "{check:?}");
        assert_eq!(place.run(&["fmt"]).code, Some(0));
        let mended = place.read(path).replace("    phone: \"02993820000\"\n", "");
        assert_eq!(mended, canonical, "{rule}");
        assert_eq!(place.found_by(rule, &[]), [""; 0]);
    }
}
