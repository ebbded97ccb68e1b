//! Which findings are shown where not all can be, and how many there are of each rule.
//!
//! Thousands of findings of one rule are one piece of news; what is left out is always counted and said.

use std::collections::HashMap;

use crate::diagnostic::{Located, RuleId, Severity};

use super::Outcome;

/// How many findings a reader bears.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub of_a_rule: usize,
    pub in_all: usize,
}

/// The findings to show, in the order given: the gravest, of each rule the first.
pub(super) fn shown(findings: &[Located], bounds: Bounds) -> Vec<&Located> {
    let mut is_shown = vec![false; findings.len()];
    let mut of_rule: HashMap<&str, usize> = HashMap::new();
    let mut room = bounds.in_all;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| finding.rule.severity == severity) {
            if room == 0 {
                break;
            }
            let count = of_rule.entry(finding.rule.name).or_default();
            if *count < bounds.of_a_rule {
                (*count, room, is_shown[at]) = (*count + 1, room - 1, true);
            }
        }
    }
    findings.iter().zip(is_shown).filter_map(|(finding, is_shown)| is_shown.then_some(finding)).collect()
}

/// How often a rule found something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tally {
    pub rule: RuleId,
    /// What stands.
    pub found: usize,
    pub waived: usize,
    /// What a baseline knows.
    pub known: usize,
}

/// The rules that found something, the gravest first, then the most frequent.
pub(super) fn tallies(outcome: &Outcome) -> Vec<Tally> {
    let mut by_rule: HashMap<RuleId, Tally> = HashMap::new();
    let mut of = |rule: RuleId, count: fn(&mut Tally) -> &mut usize| {
        let tally = by_rule.entry(rule).or_insert(Tally { rule, found: 0, waived: 0, known: 0 });
        *count(tally) += 1;
    };
    outcome.findings.iter().for_each(|finding| of(finding.rule, |tally| &mut tally.found));
    outcome.waived.iter().for_each(|waived| of(waived.finding.rule, |tally| &mut tally.waived));
    outcome.known().iter().for_each(|finding| of(finding.rule, |tally| &mut tally.known));
    let mut tallies: Vec<Tally> = by_rule.into_values().collect();
    tallies.sort_by_key(|tally| {
        (std::cmp::Reverse((tally.rule.severity, tally.found, tally.waived + tally.known)), tally.rule.name)
    });
    tallies
}
