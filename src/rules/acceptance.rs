//! Which findings the waivers accept: a waiver accepts what its rule finds about the subject it names, while it lasts.

use crate::both;
use crate::diagnostic::{Diagnostic, Grounds, RuleId, Subject, Waived};
use crate::facts::Facts;
use crate::facts::waivers::{excuses, may_be_excused_by_unread};
use crate::locale::Text;
use crate::model::{Registry, Waiver};
use crate::record::scalar::Words;
use crate::source::Place;

/// The outcome of judging a registry.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The findings that stand.
    pub standing: Vec<Diagnostic>,
    /// The findings that a waiver accepts, each with the waiver's position in the registry.
    pub waived: Vec<(usize, Diagnostic)>,
}

/// What the rules on waivers look at.
#[derive(Debug)]
pub struct Accepted<'v> {
    pub standing: &'v [Diagnostic],
    pub waived: &'v [(usize, Diagnostic)],
}

impl Verdict {
    pub fn accepted(&self) -> Accepted<'_> {
        Accepted { standing: &self.standing, waived: &self.waived }
    }
}

/// Parts the findings by whether a waiver accepts them.
pub fn accept(facts: &Facts<'_>, found: Vec<Diagnostic>) -> Verdict {
    let mut verdict = Verdict::default();
    for mut finding in found {
        let day = facts.day_to_waive(&finding.subject);
        let waiver = facts.waiver_of(finding.rule.name, &finding.subject, Some(day));
        match waiver.and_then(|accepting| position(&facts.registry.waivers, accepting)) {
            Some(waiver) => {
                finding.remedies.retain(|remedy| !remedy.accepts);
                verdict.waived.push((waiver, finding));
            }
            // Whether it is accepted cannot be known until the waiver is mended, and that it must be is told already.
            None if may_be_excused_by_unread(facts.registry, finding.rule.name, &finding.subject) => {}
            None => verdict.standing.push(finding),
        }
    }
    verdict
}

fn position(waivers: &[Waiver], waiver: &Waiver) -> Option<usize> {
    waivers.iter().position(|known| std::ptr::eq(known, waiver))
}

/// The findings that waivers accept, each with what its waiver says.
pub fn with_grounds(waived: Vec<(usize, Diagnostic)>, registry: &Registry) -> Vec<Waived<Place>> {
    let of = |(waiver, finding): (usize, Diagnostic)| {
        let waiver = registry.waivers.get(waiver)?;
        let words = |words: &Option<Words>| words.as_ref().map(ToString::to_string);
        let grounds = Grounds {
            document: words(&waiver.document),
            approved_by: words(&waiver.approved_by),
            reason: waiver.reason.to_string(),
            from: waiver.from,
            until: waiver.until,
        };
        Some(Waived { finding, grounds, place: waiver.place.field("rule") })
    };
    waived.into_iter().filter_map(of).collect()
}

/// Whether a waiver names this finding's rule and nothing that the finding is not about.
pub fn speaks_of(waiver: &Waiver, finding: &Diagnostic) -> bool {
    excuses(waiver, finding.rule.name, &finding.subject)
}

/// What a waiver speaks of, as the subject of findings on the waiver itself.
pub fn subject(waiver: &Waiver) -> Subject {
    Subject {
        unit: waiver.unit.as_ref().map(|unit| unit.id.to_string()),
        seat: waiver.seat.as_ref().map(ToString::to_string),
        officer: waiver.officer.as_ref().map(|officer| officer.id.to_string()),
        decision: waiver.decision.as_ref().map(|decision| decision.id.to_string()),
        period: waiver.period.map(|period| period.to_string()),
        request: waiver.request.as_ref().map(|request| request.id.to_string()),
        detail: Some(format!("{} {}", waiver.rule, waiver.from)),
    }
}

/// A finding on a waiver, at one of its fields.
pub fn finding(facts: &Facts<'_>, rule: RuleId, waiver: &Waiver, field: &str, message: Text) -> Diagnostic {
    Diagnostic::new(rule, message, waiver.place.field(field))
        .cite(facts.cite_rule(None, rule.name))
        .about(subject(waiver))
}

/// A waiver in words: its rule, and the first thing it names.
pub fn named(facts: &Facts<'_>, waiver: &Waiver) -> Text {
    let registry = facts.registry;
    let officer = waiver.officer.as_ref();
    let officer = officer
        .map(|id| registry.officer(&id.id).map_or_else(|| id.id.to_string(), |officer| officer.name.to_string()));
    let unit = waiver.unit.as_ref();
    let unit = unit.map(|id| registry.unit(&id.id).map_or_else(|| id.id.to_string(), |unit| facts.unit_name(unit)));
    let about = officer
        .or(unit)
        .or_else(|| waiver.decision.as_ref().map(|decision| decision.id.to_string()))
        .or_else(|| waiver.request.as_ref().map(|request| request.id.to_string()))
        .map(Text::same)
        .or_else(|| waiver.period.map(|period| period.text()));
    let rule = &waiver.rule;
    match about {
        Some(Text { vi, en }) => both!("miễn trừ {rule} cho {vi}", "the waiver of {rule} for {en}"),
        None => both!("miễn trừ {rule}", "the waiver of {rule}"),
    }
}
