//! A decision ends a recognition that it cannot end, or replaces a decision of which nothing was left.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::{Coverage, Listing, Paper};
use crate::locale::Both;
use crate::model::{Decision, Regulation};

pub const RULE: Rule = Rule {
    id: RuleId::warning("ending-without-effect"),
    group: Group::Changes,
    title: Both::new("Thôi công nhận mà không có tác dụng", "An ending without effect"),
    about: Both::new(
        "Quyết định thôi công nhận một người, hoặc thay thế một quyết định, mà không làm thay đổi gì: người ấy chưa \
         từng được công nhận, đã thôi trước đó, được công nhận từ chính ngày ấy trở đi, hoặc nơi ban hành không có \
         quyền. Việc thôi công nhận có hiệu lực từ ngày ký, nếu do nơi có thẩm quyền hoặc chính nơi đã công nhận ban \
         hành.",
        "The decision ends somebody's recognition, or replaces a decision, and changes nothing: the officer was never \
         recognised, or no longer, or only from that very day on, or the issuer has no say. An ending counts from its \
         day on, if issued by the right authority or by whoever recognised.",
    ),
    mend: Both::new(
        "Sửa mã ghi sai hoặc ngày ghi sai; nếu thực sự không có gì để thôi thì bỏ dòng ấy.",
        "Mend the id or the date that is wrong; where there is really nothing to end, take the line away.",
    ),
    example: example!("ending-without-effect"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for paper in &facts.papers {
        findings.extend(paper.ended.iter().filter_map(|listing| of_officer(facts, paper, listing)));
        let replaced = paper.decision.replaces.iter().enumerate();
        findings.extend(replaced.filter_map(|(index, replaced)| {
            of_decision(facts, paper, index, facts.registry.decision_index(&replaced.id)?)
        }));
    }
}

fn of_officer(facts: &Facts<'_>, paper: &Paper<'_>, listing: &Listing<'_>) -> Option<Diagnostic> {
    let standing = &facts.standings[listing.at];
    let has_effect = standing.covered.iter().any(|coverage| coverage.ended_by == Some(paper.at));
    if has_effect || standing.uncertain {
        return None;
    }
    let (decision, officer) = (paper.decision, listing.officer);
    let decided = |at: usize| &facts.registry.decisions[at];
    let before = || standing.covered.iter().filter(|coverage| decided(coverage.decision).date < decision.date);
    let (why, other) = if let Some(open) = before().find(|coverage| coverage.days.contains(decision.date)) {
        let why = Both::new("nơi ban hành không có quyền thôi công nhận", "its issuer has no say in it");
        (why, Some(decided(open.decision)))
    } else if let Some(ended_by) = before().next_back().and_then(|coverage| coverage.ended_by) {
        let why = Both::new("người này đã thôi được công nhận từ trước", "the recognition had ended");
        (why, Some(decided(ended_by)))
    } else if let Some(first) = standing.covered.first() {
        let why = Both::new("người này chỉ được công nhận từ ngày ấy trở đi", "it began that day or later");
        (why, Some(decided(first.decision)))
    } else {
        (Both::new("người này chưa từng được công nhận", "the officer was never recognised"), None)
    };
    let unit = facts.unit(listing.asked.unit);
    let (title, name, unit_name) = (decision.title(), &officer.name, facts.unit_name(unit));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} thôi công nhận {name} ({unit_name}) mà không có tác dụng: {}", title.vi, why.vi),
            en: ("{} ends the recognition of {name} of {unit_name} without effect: {}", title.en, why.en)
        ),
        decision.place.field("ends").item(listing.index),
    )
    .label(Both::new("không thay đổi gì", "changes nothing").into())
    .remedy(both!(
        "sửa mã hoặc ngày ghi sai, nếu không thì bỏ dòng này",
        "mend the id or the date, or take the line away"
    ))
    .cite(citation(facts, listing))
    .about(Subject {
        decision: Some(decision.id.to_string()),
        ..Subject::officer(&unit.id, &officer.seat, &officer.id)
    });
    Some(beside(finding, other))
}

fn of_decision(facts: &Facts<'_>, paper: &Paper<'_>, index: usize, replaced: usize) -> Option<Diagnostic> {
    let decision = paper.decision;
    let earlier = &facts.registry.decisions[replaced];
    let mut officers: Vec<usize> = Vec::new();
    officers.extend(earlier.recognizes.iter().filter_map(|officer| facts.registry.officer_index(&officer.id)));
    // The day's regulation, without which nothing is asked of a paper.
    let regulation = governing(facts, paper, &officers)?;
    let given = |coverage: &&Coverage| coverage.decision == replaced;
    let coverages = || officers.iter().flat_map(|at| &facts.standings[*at].covered).filter(given);
    let is_uncertain = officers.iter().any(|at| facts.standings[*at].uncertain);
    if is_uncertain || coverages().any(|coverage| coverage.ended_by == Some(paper.at)) {
        return None;
    }
    let why = if earlier.date >= decision.date {
        Both::new("quyết định ấy không có trước ngày này", "that one is not earlier")
    } else if earlier.recognizes.is_empty() {
        Both::new("quyết định ấy không công nhận ai", "that one recognises nobody")
    } else if coverages().any(|coverage| coverage.days.contains(decision.date)) {
        Both::new(
            "nơi ban hành không có quyền, hoặc văn bản không công nhận lại được ai",
            "its issuer has no say in it, or it recognises nobody anew"
        )
    } else if coverages().next().is_some() {
        Both::new("không còn ai được công nhận theo quyết định ấy", "nobody was recognised by that one any more")
    } else {
        // It never recognised anybody and is told for that; to replace it is the very way to mend it.
        return None;
    };
    let issuer = facts.unit(paper.issuer);
    let (title, earlier_title) = (decision.title(), earlier.title());
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{} thay thế {} mà không có tác dụng: {}", title.vi, earlier_title.vi, why.vi),
            en: ("{} replaces {} without effect: {}", title.en, earlier_title.en, why.en)
        ),
        decision.place.field("replaces").item(index),
    )
    .label(Both::new("không thay đổi gì", "changes nothing").into())
    .remedy(both!(
        "sửa mã hoặc ngày ghi sai, nếu không thì bỏ dòng này",
        "mend the id or the date, or take the line away"
    ))
    .cite(facts.cite_rule(Some(regulation), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id).detail(&*earlier.id));
    Some(beside(finding, Some(earlier)))
}

/// The regulation in force on a paper's date for the officers of the decision it replaces, or for its issuer.
fn governing<'r>(facts: &Facts<'r>, paper: &Paper<'_>, officers: &[usize]) -> Option<&'r Regulation> {
    let date = paper.decision.date;
    let of_officer = officers.iter().find_map(|at| {
        let unit = facts.registry.unit_index(&facts.registry.officers[*at].unit.id)?;
        facts.asked_on(unit, date).map(|asked| asked.regulation)
    });
    of_officer.or_else(|| facts.regulation_of(paper.issuer, date))
}

fn citation(facts: &Facts<'_>, listing: &Listing<'_>) -> Option<crate::diagnostic::Citation> {
    let clause = listing.asked.recognition.clause_on_change();
    facts.cite_under(listing.asked.regulation, Some(clause), RULE.id.name)
}

/// Shows the other decision that matters, where there is one.
fn beside(finding: Diagnostic, other: Option<&Decision>) -> Diagnostic {
    match other {
        Some(other) => finding.related(other.place.field("number"), other.title()),
        None => finding,
    }
}
