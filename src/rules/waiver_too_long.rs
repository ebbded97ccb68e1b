//! A waiver lasts longer than the registry allows.

use super::acceptance::{Accepted, finding, named};
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::locale::{Both, days};
use crate::model::Manifest;

pub const RULE: Rule = Rule {
    id: RuleId::warning("waiver-too-long"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ quá dài", "A waiver is too long"),
    about: Both::new(
        "Miễn trừ là tạm thời. Sổ ghi trong phần thiết lập một miễn trừ được dài nhất bao nhiêu ngày, tính cả ngày \
         đầu và ngày cuối; không ghi thì là 365. Đây là quy ước của địa phương, không phải quy định của pháp luật.",
        "Waivers are for a time. The registry's settings say how many days one may last, first and last included; 365 \
         where they do not. It is local practice, not law.",
    ),
    mend: Both::new(
        "Rút ngắn miễn trừ, đến hạn thì xét lại.",
        "Shorten the waiver, and look at the matter again when it ends.",
    ),
    example: example!("waiver-too-long"),
    check: Check::Accepting(check),
};

const MOST_DAYS: u16 = 365;

fn check(facts: &Facts<'_>, _: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    // The manifest says how long is too long.
    let Some(manifest) = &facts.registry.manifest else { return };
    let most = i64::from(most_days(manifest));
    for waiver in &facts.registry.waivers {
        let length = (waiver.until - waiver.from).num_days() + 1;
        if length <= most {
            continue;
        }
        let (name, length, allowed) = (named(facts, waiver), days(length), days(most));
        let finding = finding(
            facts,
            RULE.id,
            waiver,
            "until",
            both!(
                vi: ("{} dài {}, sổ cho phép nhiều nhất {}", name.vi, length.vi, allowed.vi),
                en: ("{} lasts {}, and the registry allows {}", name.en, length.en, allowed.en)
            ),
        )
        .label(both!(vi: ("{}", length.vi), en: ("{}", length.en)))
        .note(both!("số ngày nhiều nhất là quy ước của địa phương", "the most days are local practice"));
        let last = u64::try_from(most - 1).ok().and_then(|days| waiver.from.checked_add_days(chrono::Days::new(days)));
        findings.push(match last.filter(|last| *last >= waiver.from) {
            Some(last) => finding.paste(both!("dài nhất có thể là", "at most"), format!("until: {last}")),
            None => finding,
        });
    }
}

fn most_days(manifest: &Manifest) -> u16 {
    manifest.settings.as_ref().and_then(|settings| settings.waiver_max_days).unwrap_or(MOST_DAYS)
}
