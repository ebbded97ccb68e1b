//! A decision was not sent to everybody it must be sent to.

use std::collections::BTreeSet;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Listing, Paper};
use crate::locale::{Both, listed};
use crate::model::Unit;
use crate::model::regulation::CONCERNED;

pub const RULE: Rule = Rule {
    id: RuleId::warning("copies-missing"),
    group: Group::Recognition,
    title: Both::new("Quyết định chưa gửi đủ nơi nhận", "The decision was not sent to everybody"),
    about: Both::new(
        "Quyết định phải được gửi đến các đơn vị có người trong đó và những nơi mà quy định nêu. Đơn vị ban hành \
         đương nhiên có bản của mình, và đơn vị đã giải thể trước ngày ký thì không cần.",
        "A decision goes to the units whose officers it lists and to whomever the regulation names. The issuing unit \
         has its own copy, and a unit that had ceased before the decision needs none.",
    ),
    mend: Both::new(
        "Gửi cho nơi còn thiếu rồi ghi nơi nhận và ngày gửi vào copies.",
        "Send it to whoever is missing, then record recipient and day in copies.",
    ),
    example: example!("copies-missing"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    findings.extend(facts.papers.iter().filter_map(|paper| finding(facts, paper)));
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let decision = paper.decision;
    let sent: BTreeSet<usize> =
        decision.copies.iter().filter_map(|copy| facts.registry.unit_index(&copy.to.id)).collect();
    let mut expected: Vec<(usize, &Listing<'_>)> = Vec::new();
    let mut known: BTreeSet<usize> = BTreeSet::from([paper.issuer]);
    // Whoever is listed by the wrong authority is told as that.
    for listing in paper.rightly_listed() {
        let new = recipients(facts, paper, listing).into_iter().filter(|unit| known.insert(*unit));
        expected.extend(new.map(|unit| (unit, listing)));
    }
    let missing: Vec<(usize, &Listing<'_>)> = expected.into_iter().filter(|(unit, _)| !sent.contains(unit)).collect();
    let asked = missing.first()?.1.asked;
    let units: Vec<&Unit> = missing.iter().map(|(unit, _)| facts.unit(*unit)).collect();
    let names: Vec<String> = units.iter().map(|unit| facts.unit_name(unit)).collect();
    let names = listed(names.iter().map(String::as_str), "đơn vị");

    let issuer = facts.unit(paper.issuer);
    let (title, issuer_name) = (decision.title(), facts.unit_name(issuer));
    let lines: Vec<String> = units.iter().map(|unit| format!("- {{to: {}, sent: …}}", unit.id)).collect();
    let clause = if paper.recognized.is_empty() { asked.recognition.change_clause.as_ref() } else { None };
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} của {issuer_name} chưa ghi gửi cho {}", title.vi, names.vi),
            en: ("{} of {issuer_name} is not recorded as sent to {}", title.en, names.en)
        ),
        decision.place.field("copies"),
    )
    .label(both!(vi: ("thiếu {}", names.vi), en: ("{} missing", names.en)))
    .related(asked.recognition.place.field("copies_to"), both!(
        "nơi nhận được nêu ở đây",
        "the recipients are set here"
    ))
    .paste(both!("gửi rồi ghi vào copies", "send it and record it in copies"), lines.join("\n"))
    .cite(facts.cite_under(asked.regulation, clause.or(Some(&asked.recognition.clause)), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(finding)
}

/// Who gets a decision because an officer is in it.
fn recipients(facts: &Facts<'_>, paper: &Paper<'_>, listing: &Listing<'_>) -> Vec<usize> {
    let date = paper.decision.date;
    let asked = listing.asked;
    let to = asked.recognition.copies_to.iter().filter_map(|to| match &**to {
        CONCERNED => Some(asked.unit),
        kind => facts.nearest_seen_from(asked.unit, kind, date),
    });
    to.filter(|unit| facts.unit(*unit).life().until.is_none_or(|until| until >= date)).collect()
}
