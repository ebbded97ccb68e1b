//! Two decisions of one authority bear the same number in one year.

use std::collections::HashMap;

use chrono::Datelike;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Citation, Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, day};
use crate::model::Decision;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("decision-number-reused"),
    group: Group::Recognition,
    title: Both::new("Hai quyết định trùng số trong một năm", "Two decisions bear one number in a year"),
    about: Both::new(
        "Số quyết định lặp lại qua từng năm, nên một quyết định được nhận ra bằng cơ quan ban hành, số và năm. Ở đây \
         hai quyết định giống nhau cả ba: một trong hai ghi sai số, hoặc cùng một văn bản được ghi hai lần. 7 và 07 \
         là một số.",
        "Numbers begin anew each year, so a decision is known by its authority, number and year. Here two have all \
         three in common: one number is wrong, or one paper is recorded twice. 7 and 07 are the same number.",
    ),
    mend: Both::new(
        "Đối chiếu hai văn bản, sửa số ghi sai hoặc bỏ bản ghi trùng.",
        "Look at both papers; mend the wrong number or take the repeated record away.",
    ),
    example: example!("decision-number-reused"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    // Whether or not a regulation was in force: numbers are the authority's own.
    let mut known: Vec<(usize, &Decision)> =
        facts.registry.decisions.iter().enumerate().filter(|(_, decision)| decision.date <= facts.as_of).collect();
    known.sort_by_key(|(_, decision)| (decision.date, &decision.id));
    let mut first: HashMap<(&str, i32, String), &Decision> = HashMap::new();
    for (at, decision) in known {
        let key = (&*decision.issued_by.id, decision.date.year(), same_number(&decision.number));
        match first.get(&key) {
            Some(earlier) => findings.push(finding(facts, decision, earlier).cite(citation(facts, at))),
            None => drop(first.insert(key, decision)),
        }
    }
}

/// The form in which all ways of writing one number are equal.
fn same_number(number: &str) -> String {
    let folded: String = text::fold(number).chars().filter(|letter| !letter.is_whitespace()).collect();
    folded.trim_start_matches('0').to_owned()
}

/// The clause on recognition of those in the decision, if a regulation said how when it was issued.
fn citation(facts: &Facts<'_>, decision: usize) -> Option<Citation> {
    let paper = facts.papers.binary_search_by_key(&decision, |paper| paper.at).ok().map(|at| &facts.papers[at]);
    match paper.and_then(|paper| paper.listed().next()) {
        Some(listing) => {
            let asked = listing.asked;
            facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name)
        }
        None => facts.cite_rule(None, RULE.id.name),
    }
}

fn finding(facts: &Facts<'_>, decision: &Decision, earlier: &Decision) -> Diagnostic {
    let unit = &decision.issued_by.id;
    let issuer = facts.registry.unit(unit).map_or_else(|| unit.to_string(), |unit| facts.unit_name(unit));
    let (number, year) = (&decision.number, decision.date.year());
    let (date, before) = (day(decision.date), day(earlier.date));
    Diagnostic::new(
        RULE.id,
        both!(
            "{issuer} có hai quyết định số {number} trong năm {year}, ngày {before} và ngày {date}",
            "{issuer} has two decisions {number} in {year}, of {before} and of {date}"
        ),
        decision.place.field("number"),
    )
    .label(both!("số này đã dùng trong năm", "used before in the year"))
    .related(earlier.place.field("number"), both!("dùng lần đầu ở đây", "first used here"))
    .remedy(both!("sửa số ghi sai, hoặc bỏ bản ghi trùng", "mend the wrong number, or take the repeated record away"))
    .about(Subject::issued(unit, &decision.id).detail(&*earlier.id))
}
