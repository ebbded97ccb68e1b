//! No unit stands where the regulation has one recognise a unit's officers, propose them, or receive its reports.

use std::collections::HashSet;

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::Days;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text};
use crate::model::{Kind, Regulation, Unit};
use crate::record::Record;
use crate::record::scalar::Id;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("authority-missing"),
    group: Group::Units,
    title: Both::new("Không có đơn vị có thẩm quyền ở cấp trên", "There is no unit with the authority"),
    about: Both::new(
        "Quy định nói loại đơn vị nào công nhận, đề nghị, nhận báo cáo hoặc đặt hạn cho đơn vị này. Loại ấy được tìm \
         ở chính đơn vị, ở các cấp trên của nó và ngay dưới các cấp trên ấy; đơn vị của một cấp ở giữa thì phải nằm \
         trên, không tính đơn vị nằm bên cạnh. Có ngày không tìm được thì hoặc đơn vị được ghi dưới nhầm cấp trên, \
         hoặc sổ còn thiếu một đơn vị.",
        "The regulation says which kind of unit recognises, proposes, receives the reports or sets the dates of this \
         one. It is looked for in the unit itself, in those above it and directly below those; of a tier in between \
         it must stand above the unit, not beside it. Where there is none on some day, the unit stands under the \
         wrong parent, or a unit is missing from the registry.",
    ),
    mend: Both::new(
        "Sửa đơn vị cấp trên trực tiếp, hoặc ghi đơn vị còn thiếu.",
        "Mend the unit's parent, or record the unit that is missing.",
    ),
    example: example!("authority-missing"),
    check: Check::Judging(check),
};

/// A part that a kind of unit plays for another under a regulation.
struct Part<'r> {
    kind: &'r Id,
    plays: Both,
    place: Place,
    clause: &'r str,
}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    if facts.registry.unread.is_incomplete(Unit::description()) {
        return;
    }
    let whole = days_with_all_above(facts);
    let unread = UnreadKinds::new(facts);
    for (at, unit) in facts.registry.units.iter().enumerate() {
        // Where the way up is itself in doubt nothing follows from what is not found on it.
        if facts.hierarchy.is_circular(at) {
            continue;
        }
        let mut told: Vec<&str> = Vec::new();
        for term in facts.force.terms(at) {
            let regulation = &facts.registry.regulations[term.regulation];
            let Some(kind) = regulation.kind(&unit.kind).filter(|kind| kind.in_scope()) else { continue };
            let days = whole[at].intersection(&Days::from(term.days));
            for part in parts(kind) {
                if told.contains(&&**part.kind) || unread.may_be(part.kind) {
                    continue;
                }
                let beside = |above: &Unit| !regulation.is_between(&above.kind, part.kind, &unit.kind);
                let without = facts.hierarchy.days_without(facts.registry, at, part.kind, &days, beside);
                if !without.is_empty() {
                    told.push(part.kind);
                    findings.push(finding(facts, unit, regulation, kind, &part, &without));
                }
            }
        }
    }
}

/// Of each unit the days on which every unit above is there; the others are told by parent-lifetime.
fn days_with_all_above(facts: &Facts<'_>) -> Vec<Days> {
    let units = &facts.registry.units;
    let mut whole = vec![Days::always(); units.len()];
    for unit in facts.hierarchy.downward() {
        if let Some(above) = facts.hierarchy.parent(*unit) {
            whole[*unit] = whole[above].intersection(&Days::from(units[above].life()));
        }
    }
    whole
}

/// The kinds of the units with faults in them.
struct UnreadKinds<'r> {
    /// Whether one of them does not say.
    any: bool,
    named: HashSet<&'r str>,
}

impl<'r> UnreadKinds<'r> {
    fn new(facts: &Facts<'r>) -> Self {
        let kinds = || facts.registry.unread.of::<Unit>().map(|flawed| flawed.field("kind"));
        Self { any: kinds().any(|kind| kind.is_none()), named: kinds().flatten().collect() }
    }

    /// Whether a unit with faults in it may be of the kind.
    fn may_be(&self, kind: &str) -> bool {
        self.any || self.named.contains(kind)
    }
}

fn parts(kind: &Kind) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    if let Some(recognition) = &kind.recognition {
        let clause = &*recognition.clause;
        let recognizes = Both::new("công nhận đầu mối của", "recognises the officers of");
        let proposes = Both::new("đề nghị công nhận đầu mối của", "proposes the officers of");
        parts.push(Part { kind: &recognition.by, plays: recognizes, place: recognition.place.field("by"), clause });
        let proposer = recognition.proposed_by.iter();
        parts.extend(proposer.map(|kind| Part {
            kind,
            plays: proposes,
            place: recognition.place.field("proposed_by"),
            clause,
        }));
    }
    for owes in &kind.owes {
        let receives = Both::new("nhận báo cáo của", "receives the reports of");
        let passes_on = Both::new("chuyển báo cáo của", "passes on the reports of");
        let sets = Both::new("đặt hạn báo cáo cho", "sets the deadlines of");
        let named = [
            (Some(&owes.to), receives, "to"),
            (owes.via.as_ref(), passes_on, "via"),
            (owes.set_by.as_ref(), sets, "set_by"),
        ];
        parts.extend(named.into_iter().filter_map(|(kind, plays, field)| {
            Some(Part { kind: kind?, plays, place: owes.place.field(field), clause: &owes.clause })
        }));
    }
    parts
}

fn finding(
    facts: &Facts<'_>,
    unit: &Unit,
    regulation: &Regulation,
    kind: &Kind,
    part: &Part<'_>,
    without: &Days,
) -> Diagnostic {
    let (name, days, plays) = (facts.unit_name(unit), without.text(), part.plays);
    let wanted = kind_name(regulation, part.kind);
    let Text { vi, en } = kind_name(regulation, &kind.id);
    Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name}: {} không có {} nào để {} đơn vị", days.vi, wanted.vi, plays.vi),
            en: ("{name}: {} there is no {} that {} the unit", days.en, wanted.en, plays.en)
        ),
        unit.place.field("parent"),
    )
    .label(match &unit.parent {
        Some(_) => both!("có đúng cấp trên không?", "is this the right parent?"),
        None => both!("không ghi cấp trên", "no parent is given"),
    })
    .related(part.place.clone(), both!("quy định cho {vi} ở đây", "asked for here for {en}"))
    .remedy(both!(
        vi: ("ghi cấp trên là đơn vị loại {}, hoặc ghi đơn vị loại ấy còn thiếu", part.kind),
        en: ("put the unit under a unit of the kind {}, or record the one that is missing", part.kind)
    ))
    .cite(facts.cite(regulation, part.clause))
    .about(Subject::unit(&unit.id).detail(part.kind.to_string()))
}

/// What a regulation calls a kind.
fn kind_name(regulation: &Regulation, id: &str) -> Text {
    regulation.kind(id).map_or_else(|| Text::same(id), |kind| both!(vi: ("{}", kind.name.vi), en: ("{}", kind.name.en)))
}
