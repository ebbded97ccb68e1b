//! JUnit XML after Jenkins' schema (junit-10.xsd), which GitLab, Azure and others read too.
//!
//! A rule is a class. A rule without findings is one case that passes, so that a CI server shows what was checked; a
//! rule with findings has a case for each. An error fails its case. A warning or a note passes, with its words as the
//! case's output: a build should go red on errors alone, and "skipped" would say that nothing was judged. Skipped is what
//! is waived, with its grounds, and in one case for each rule what a baseline knows. Of a rule that finds more than a
//! thousand things the rest is one case, which fails where they would.
//! No `file` or `line` attributes: the schema refuses them, so the place is in the text.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::diagnostic::{Located, Location, Severity, Waived};
use crate::locale::Language;

use super::Outcome;
use super::bounds::tallies;
use super::words::{self, all_of_them, explanation, grounds, level, number, place, sentence};

/// How many cases of one rule are a case each.
const MOST_OF_A_RULE: usize = 1_000;

pub(super) fn render(outcome: &Outcome) -> String {
    let mut cases = String::new();
    let mut tests = 0;
    let mut names: HashMap<(&str, String), usize> = HashMap::new();
    // Rules that the table does not know would be lost otherwise.
    let unknown = outcome.findings.iter().filter(|finding| outcome.rules.iter().all(|doc| doc.id != finding.rule));
    let mut order: Vec<&str> = outcome.rules.iter().map(|doc| doc.id.name).collect();
    let unknown = unknown.chain(outcome.waived.iter().map(|waived| &waived.finding)).chain(outcome.known());
    let mut listed: HashSet<&str> = order.iter().copied().collect();
    for finding in unknown {
        if listed.insert(finding.rule.name) {
            order.push(finding.rule.name);
        }
    }
    let mut by_rule: HashMap<&str, Vec<&Located>> = HashMap::new();
    for finding in outcome.findings {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let mut waived_by_rule: HashMap<&str, Vec<&Waived<Location>>> = HashMap::new();
    for waived in outcome.waived {
        waived_by_rule.entry(waived.finding.rule.name).or_default().push(waived);
    }
    let known: HashMap<&str, usize> = tallies(outcome)
        .into_iter()
        .map(|tally| (tally.rule.name, tally.known))
        .filter(|(_, known)| *known > 0)
        .collect();
    let (mut failures, mut skipped) = (0, 0);
    for rule in order {
        let class = format!("{}.{rule}", outcome.tool.name);
        let found = by_rule.get(rule);
        if found.is_none() && !waived_by_rule.contains_key(rule) && !known.contains_key(rule) {
            tests += 1;
            let title = outcome
                .rules
                .iter()
                .find(|doc| doc.id.name == rule)
                .map_or(rule, |doc| doc.title.get(outcome.language));
            let _ = writeln!(cases, "    <testcase classname=\"{}\" name=\"{}\"/>", escaped(&class), escaped(title));
            continue;
        }
        let mut own_name = |finding: &Located| {
            let mut name = name(finding);
            let ordinal = names.entry((rule, name.clone())).and_modify(|count| *count += 1).or_insert(1);
            if *ordinal > 1 {
                let _ = write!(name, " ({ordinal})");
            }
            name
        };
        let found = found.map_or(&[][..], Vec::as_slice);
        for finding in found.iter().take(MOST_OF_A_RULE) {
            tests += 1;
            failures += usize::from(finding.rule.severity == Severity::Error);
            cases.push_str(&case(finding, &class, &own_name(finding), outcome));
        }
        if let Some(more) = found.get(MOST_OF_A_RULE..).filter(|more| !more.is_empty()) {
            tests += 1;
            let is_error = more[0].rule.severity == Severity::Error;
            failures += usize::from(is_error);
            cases.push_str(&rest(rule, &class, more.len(), is_error, outcome));
        }
        for waived in waived_by_rule.get(rule).into_iter().flatten() {
            tests += 1;
            skipped += 1;
            let mut lines = vec![headline(&waived.finding, outcome)];
            lines.extend(explanation(&waived.finding, outcome));
            lines.push(place(outcome.prefix, &waived.place));
            let why = grounds(&waived.grounds, outcome.language);
            cases.push_str(&skipped_case(&class, &own_name(&waived.finding), &why, &lines.join("\n")));
        }
        if let (Some(baseline), Some(count)) = (&outcome.baseline, known.get(rule)) {
            tests += 1;
            skipped += 1;
            let why = words::baseline(baseline, outcome.language);
            cases.push_str(&skipped_case(&class, "baseline", &why, &number(*count, outcome.language)));
        }
    }
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
         <testsuite name=\"{}\" {counts} skipped=\"{skipped}\">\n    \
         <properties>\n{properties}    </properties>\n\
         {cases}  </testsuite>\n</testsuites>\n",
        escaped(outcome.tool.name),
        // Without the day: a suite is known by its name from run to run.
        escaped(&summary.registry),
    )
}

fn case(finding: &Located, class: &str, name: &str, outcome: &Outcome) -> String {
    let message = sentence(finding.message.get(outcome.language));
    let mut lines = vec![headline(finding, outcome)];
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

fn headline(finding: &Located, outcome: &Outcome) -> String {
    let level = level(finding.rule.severity, outcome.language);
    let message = sentence(finding.message.get(outcome.language));
    format!("{}: {level}: {message}", place(outcome.prefix, &finding.primary.place))
}

/// What a rule found beyond the cases that are shown.
fn rest(rule: &str, class: &str, count: usize, is_error: bool, outcome: &Outcome) -> String {
    let (count, all) = (number(count, outcome.language), all_of_them(outcome));
    let said = match outcome.language {
        Language::Vi => format!("và {count} phát hiện nữa; {all}"),
        Language::En => format!("and {count} more; {all}"),
    };
    let said = escaped(&said);
    let body = if is_error {
        format!("<failure type=\"{}\" message=\"{said}\">{said}</failure>", escaped(rule))
    } else {
        format!("<system-out>{said}</system-out>")
    };
    format!("    <testcase classname=\"{}\" name=\"…\">\n      {body}\n    </testcase>\n", escaped(class))
}

fn skipped_case(class: &str, name: &str, why: &str, text: &str) -> String {
    format!(
        "    <testcase classname=\"{}\" name=\"{}\">\n      <skipped message=\"{}\">{}</skipped>\n    </testcase>\n",
        escaped(class),
        escaped(name),
        escaped(why),
        escaped_text(text),
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
