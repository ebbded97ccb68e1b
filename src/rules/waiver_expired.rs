//! A waiver has run out, and what it accepted still stands.

use super::acceptance::{Accepted, finding, named, speaks_of};
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::locale::{Both, day, days};

pub const RULE: Rule = Rule {
    id: RuleId::warning("waiver-expired"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ đã hết hạn mà việc còn đó", "A waiver has run out and its finding stands"),
    about: Both::new(
        "Miễn trừ chỉ có tác dụng trong thời gian của nó. Hết thời gian mà phát hiện vẫn còn thì phải xử lý dứt điểm \
         hoặc xin gia hạn. Miễn trừ đã hết hạn mà phát hiện không còn thì chỉ là lịch sử.",
        "A waiver works only for its time. When that is over and the finding still stands, it is to be settled or the \
         waiver renewed. A waiver that has run out with nothing left to accept is history.",
    ),
    mend: Both::new(
        "Xử lý phát hiện, hoặc ghi một miễn trừ mới kèm văn bản mới.",
        "Settle the finding, or record a new waiver with a new document.",
    ),
    example: example!("waiver-expired"),
    check: Check::Accepting(check),
};

fn check(facts: &Facts<'_>, accepted: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    for waiver in facts.registry.waivers.iter().filter(|waiver| waiver.until < facts.as_of) {
        let Some(standing) = accepted.standing.iter().find(|finding| speaks_of(waiver, finding)) else { continue };
        let (name, until) = (named(facts, waiver), day(waiver.until));
        let ago = days((facts.as_of - waiver.until).num_days());
        findings.push(
            finding(
                facts,
                RULE.id,
                waiver,
                "until",
                both!(
                    vi: ("{} hết hạn ngày {until}, cách đây {}, mà phát hiện vẫn còn", name.vi, ago.vi),
                    en: ("{} ran out on {until}, {} ago, and its finding still stands", name.en, ago.en)
                ),
            )
            .label(both!("đã hết hạn", "run out"))
            .related(standing.primary.place.clone(), standing.message.clone())
            .remedy(both!(
                "xử lý phát hiện, hoặc ghi miễn trừ mới kèm văn bản",
                "settle the finding, or record a new waiver with its document"
            )),
        );
    }
}
