//! JUnit XML after Jenkins' schema (junit-10.xsd), which GitLab, Azure and others read too.
//!
//! A rule is a class. A rule without findings is one case that passes, so that a CI server shows what was checked; a
//! rule with findings has a case for each. An error fails its case. A warning or a note passes, with its words as the
//! case's output: a build should go red on errors alone, and "skipped" would say that nothing was judged.
//! No `file` or `line` attributes: the schema refuses them, so the place is in the text.

use std::collections::HashMap;
use std::fmt::Write;

use crate::diagnostic::{Located, Severity};

use super::Outcome;
use super::words::{explanation, level, place, sentence};

pub(super) fn render(outcome: &Outcome) -> String {
    let mut cases = String::new();
    let mut tests = 0;
    let mut names: HashMap<(&str, String), usize> = HashMap::new();
    // Rules that the table does not know would be lost otherwise.
    let unknown = outcome.findings.iter().filter(|finding| outcome.rules.iter().all(|doc| doc.id != finding.rule));
    let mut order: Vec<&str> = outcome.rules.iter().map(|doc| doc.id.name).collect();
    for finding in unknown {
        if !order.contains(&finding.rule.name) {
            order.push(finding.rule.name);
        }
    }
    let mut by_rule: HashMap<&str, Vec<&Located>> = HashMap::new();
    for finding in outcome.findings {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    for rule in order {
        let class = format!("{}.{rule}", outcome.tool.name);
        match by_rule.get(rule) {
            None => {
                tests += 1;
                let title = outcome
                    .rules
                    .iter()
                    .find(|doc| doc.id.name == rule)
                    .map_or(rule, |doc| doc.title.get(outcome.language));
                let _ =
                    writeln!(cases, "    <testcase classname=\"{}\" name=\"{}\"/>", escaped(&class), escaped(title));
            }
            Some(findings) => {
                for finding in findings {
                    tests += 1;
                    let mut name = name(finding);
                    let ordinal = names.entry((rule, name.clone())).and_modify(|count| *count += 1).or_insert(1);
                    if *ordinal > 1 {
                        let _ = write!(name, " ({ordinal})");
                    }
                    cases.push_str(&case(finding, &class, &name, outcome));
                }
            }
        }
    }
    let failures = outcome.findings.iter().filter(|finding| finding.rule.severity == Severity::Error).count();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    let summary = outcome.summary;
    let mut properties = vec![("as_of", summary.as_of.to_string())];
    properties.extend(summary.regulation.iter().map(|regulation| ("regulation", regulation.clone())));
    properties.push(("version", outcome.tool.version.to_owned()));
    let properties: String = properties
        .iter()
        .map(|(name, value)| format!("      <property name=\"{name}\" value=\"{}\"/>\n", escaped(value)))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"{}\" {counts}>\n  \
         <testsuite name=\"{}\" {counts} skipped=\"0\">\n    \
         <properties>\n{properties}    </properties>\n\
         {cases}  </testsuite>\n</testsuites>\n",
        escaped(outcome.tool.name),
        // Without the day: a suite is known by its name from run to run.
        escaped(&summary.registry),
    )
}

fn case(finding: &Located, class: &str, name: &str, outcome: &Outcome) -> String {
    let message = sentence(finding.message.get(outcome.language));
    let mut lines = vec![format!(
        "{}: {}: {message}",
        place(outcome.prefix, &finding.primary.place),
        level(finding.rule.severity, outcome.language),
    )];
    lines.extend(explanation(finding, outcome));
    let text = escaped_text(&lines.join("\n"));
    let body = match finding.rule.severity {
        Severity::Error => format!(
            "<failure type=\"{}\" message=\"{}\">{text}</failure>",
            escaped(finding.rule.name),
            escaped(&message)
        ),
        Severity::Warning | Severity::Note => format!("<system-out>{text}</system-out>"),
    };
    format!(
        "    <testcase classname=\"{}\" name=\"{}\">\n      {body}\n    </testcase>\n",
        escaped(class),
        escaped(name)
    )
}

/// A name that stays the same from run to run, unlike a message with a count of days in it: what the finding is about.
fn name(finding: &Located) -> String {
    let subject = &finding.subject;
    let ids = [
        &subject.unit,
        &subject.seat,
        &subject.officer,
        &subject.decision,
        &subject.period,
        &subject.request,
        &subject.detail,
    ];
    let ids: Vec<&str> = ids.into_iter().flatten().map(String::as_str).collect();
    if ids.is_empty() { finding.primary.place.path.to_string() } else { ids.join(" / ") }
}

/// Fit for an attribute: on one line, nothing that XML 1.0 forbids.
fn escaped(text: &str) -> String {
    escaped_text(&sentence(text)).replace('"', "&quot;")
}

/// Fit for the text of an element. What XML 1.0 forbids was made visible before.
fn escaped_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
