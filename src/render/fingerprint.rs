//! What makes a finding the same finding tomorrow: its rule and what it is about, never its line or its wording.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Located;

/// A fingerprint for each finding, all different: 64 hexadecimal digits of rule, subject and, for equal ones, ordinal.
/// A finding about no record (broken syntax) is known by its file. The language and the day judged play no part.
pub fn fingerprints<'a>(findings: impl IntoIterator<Item = &'a Located>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    findings
        .into_iter()
        .map(|finding| {
            let identity = identity(finding);
            let ordinal = seen.entry(identity.clone()).and_modify(|count| *count += 1).or_insert(1);
            let digest = Sha256::digest(format!("{identity}ordinal={ordinal}\n"));
            digest.iter().map(|byte| format!("{byte:02x}")).collect()
        })
        .collect()
}

fn identity(finding: &Located) -> String {
    let subject = &finding.subject;
    let ids = [
        ("unit", &subject.unit),
        ("seat", &subject.seat),
        ("officer", &subject.officer),
        ("decision", &subject.decision),
        ("period", &subject.period),
        ("request", &subject.request),
    ];
    let mut identity = String::from("ttc finding 1\n");
    // Lengths go with the values, so that no value can pass for the end of another.
    let mut put = |name: &str, value: &str| identity.push_str(&format!("{name}={}:{value}\n", value.len()));
    put("rule", finding.rule.name);
    for (name, id) in ids {
        if let Some(id) = id {
            put(name, id);
        }
    }
    if ids.iter().all(|(_, id)| id.is_none()) {
        put("path", &finding.primary.place.path);
    }
    if let Some(detail) = &subject.detail {
        put("detail", detail);
    }
    identity
}
