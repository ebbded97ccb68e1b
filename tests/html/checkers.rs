//! What outside checkers say of a page: the Nu checker on its HTML, axe-core on who could not read it.

use std::process::Command;

use serde_json::json;
use ttc::locale::Language;

use super::behaviour::opened;
use super::page;
use super::sample::{document, of_one, overdue};

/// With the Nu checker, whose archive `VNU_JAR` names.
#[test]
#[ignore = "needs java and vnu-jar"]
fn vnu_finds_no_error() {
    let checker = std::env::var("VNU_JAR").expect("VNU_JAR names vnu.jar");
    let folder = tempfile::tempdir().unwrap();
    for (name, document) in [("whole", document()), ("part", of_one(overdue(3)))] {
        for language in Language::ALL {
            let path = folder.path().join(format!("{name}-{}.html", language.code()));
            std::fs::write(path, page(&document, language)).unwrap();
        }
    }
    let output = Command::new("java").args(["-jar", &checker, "--errors-only"]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// With the script of axe-core, which `AXE_CORE` names.
#[test]
#[ignore = "needs chromium and axe-core"]
fn axe_finds_no_barrier() {
    let axe = std::fs::read_to_string(std::env::var("AXE_CORE").expect("AXE_CORE names axe.min.js")).unwrap();
    let mut opened = opened(&document());
    for (scheme, width) in [("light", 1280), ("dark", 1280), ("light", 390)] {
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        opened.browser.call("Emulation.setEmulatedMedia", json!({"features": features}));
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        opened.browser.call("Emulation.setDeviceMetricsOverride", metrics);
        opened.browser.value(&format!("{axe}; null"));
        let found = opened.browser.texts(
            "axe.run({resultTypes: ['violations']}).then((found) => found.violations.map((rule) => `${rule.id} (${rule.impact}): ${rule.nodes[0].html}`))",
        );
        assert_eq!(found, Vec::<String>::new(), "{scheme}, {width}");
    }
}
