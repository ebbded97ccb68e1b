//! One person sits in two seats on the same days.

use super::{Check, Group, Rule};
use crate::both;
use crate::calendar::{Days, Interval};
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::{Both, Text};
use crate::model::Officer;

pub const RULE: Rule = Rule {
    id: RuleId::error("two-seats-at-once"),
    group: Group::Seats,
    title: Both::new("Một người ở hai vị trí cùng lúc", "One person in two seats at once"),
    about: Both::new(
        "Hai bản ghi được nối là của cùng một người (bằng person) và có những ngày chung, dù đã qua. Mỗi vị trí cần \
         một người riêng; thường là người ấy đã chuyển công tác mà bản ghi cũ chưa có ngày cuối.",
        "Two records that person links as one human being have days in common, even if those are past. Every seat \
         needs somebody of its own; mostly the person has moved on and the old record lacks its last day.",
    ),
    mend: Both::new(
        "Ghi ngày cuối vào until của bản ghi trước; nếu là hai người khác nhau thì bỏ person.",
        "Give the earlier record its last day in until; if they are two people, take person away.",
    ),
    example: example!("two-seats-at-once"),
    check: Check::Judging(check)};

/// A record of a person with the days on which it counts.
struct Seated<'r> {
    officer: &'r Officer,
    days: Days}

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for records in facts.people.with_several_records() {
        let mut seated: Vec<Seated<'_>> = records.iter().filter_map(|at| seated(facts, *at)).collect();
        seated.sort_by_key(|seated| seated.officer.from);
        for (at, later) in seated.iter().enumerate() {
            let clashes: Vec<(&Officer, Interval)> = seated[..at]
                .iter()
                .filter_map(|earlier| Some((earlier.officer, common(facts, earlier, later)?)))
                .collect();
            findings.extend(finding(facts, later.officer, &clashes));
        }
    }
}

/// The days in post, as long as the unit exists and a regulation governs it.
fn seated<'r>(facts: &Facts<'r>, at: usize) -> Option<Seated<'r>> {
    let officer = &facts.registry.officers[at];
    let unit = facts.registry.unit_index(&officer.unit.id)?;
    let days = Days::from(facts.days_in_post(officer)?).intersection(&facts.force.days(unit));
    Some(Seated { officer, days })
}

/// The first run of days that two records share. Twice the same seat is told as too many holders of it, if it is.
fn common(facts: &Facts<'_>, one: &Seated<'_>, other: &Seated<'_>) -> Option<Interval> {
    let shared = *one.days.intersection(&other.days).runs().first()?;
    let (one, other) = (one.officer, other.officer);
    let same_seat = (one.unit == other.unit && one.seat == other.seat)
        .then(|| facts.seat_history(facts.registry.unit_index(&one.unit.id)?, &one.seat))
        .flatten();
    let told_there = same_seat.is_some_and(|seat| seat.overfilled.iter().any(|run| run.overlaps(shared)));
    (shared.from <= facts.as_of && !told_there).then_some(shared)
}

fn finding(facts: &Facts<'_>, later: &Officer, clashes: &[(&Officer, Interval)]) -> Option<Diagnostic> {
    const SHOWN: usize = 5;
    let (earlier, shared) = *clashes.first()?;
    let post = |officer: &Officer| post(facts, officer, shared);
    let name = &later.name;
    let (one, other) = (post(earlier), post(later));
    let span = Interval { until: shared.until.filter(|until| *until < facts.as_of), ..shared }.text();
    let unit = facts.registry.unit_index(&later.unit.id)?;
    let mut finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} ở hai vị trí cùng lúc {}: {} và {}", span.vi, one.vi, other.vi),
            en: ("{name} is in two seats at once {}: {} and {}", span.en, one.en, other.en)
        ),
        later.place.field("from"),
    )
    .label(both!("vào vị trí này khi còn ở vị trí kia", "takes this seat while still in the other"))
    .cite(facts.cite_rule(facts.regulation_of(unit, shared.from), RULE.id.name))
    .about(Subject::officer(&later.unit.id, &later.seat, &later.id).detail(&*earlier.id.0));
    for (earlier, _) in clashes.iter().take(SHOWN) {
        let (post, span) = (post(earlier), earlier.tenure().text());
        let place = earlier.place.field(if earlier.until.is_some() { "until" } else { "from" });
        finding = finding.related(place, both!(vi: ("{} {}", post.vi, span.vi), en: ("{} {}", post.en, span.en)));
    }
    if let Some(last) = later.from.pred_opt().filter(|_| earlier.from < later.from) {
        finding = finding.paste(
            both!("nếu đã chuyển thì ghi ngày cuối cho bản ghi trước", "if the person moved, end the earlier record"),
            format!("until: {last}"),
        );
    }
    Some(finding.remedy(both!("bỏ person nếu là hai người khác nhau", "take person away if they are two people")))
}

/// A seat with its unit, by the names they have then.
fn post(facts: &Facts<'_>, officer: &Officer, days: Interval) -> Text {
    let unit = facts.registry.unit_index(&officer.unit.id);
    let kind = unit.and_then(|unit| facts.governed(unit, days.from)).map(|(_, kind)| kind);
    let name = unit.map_or_else(String::new, |unit| facts.unit_name(facts.unit(unit)));
    match kind.and_then(|kind| kind.seat(&officer.seat)) {
        Some(seat) => both!(vi: ("\"{}\" ({name})", seat.name.vi), en: ("\"{}\" of {name}", seat.name.en)),
        None => both!(vi: ("{} ({name})", officer.seat), en: ("{} of {name}", officer.seat))}
}
