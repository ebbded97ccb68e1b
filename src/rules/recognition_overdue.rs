//! An officer has waited for a decision longer than the local setting allows.

use super::awaiting_recognition::finding;
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::error("recognition-overdue"),
    group: Group::Recognition,
    title: Both::new("Chờ công nhận quá số ngày địa phương đặt ra", "Recognition is overdue by the local setting"),
    about: Both::new(
        "Như awaiting-recognition, nhưng đã chờ quá số ngày ghi ở recognition_grace_days trong ttc.yaml. Quy định chỉ \
         nói \"kịp thời\"; số ngày này là quy ước của địa phương, không phải quy định của pháp luật.",
        "Like awaiting-recognition, but the wait is longer than recognition_grace_days in ttc.yaml. The regulation \
         says only \"promptly\"; the number of days is a local setting and no law.",
    ),
    mend: Both::new(
        "Trình người có thẩm quyền ra quyết định công nhận, rồi ghi quyết định vào thư mục decisions.",
        "Have the authority decide, then record the decision under decisions.",
    ),
    example: example!("recognition-overdue"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for awaiting in facts.awaiting() {
        let Some(grace) = awaiting.grace_exceeded else { continue };
        let Some(finding) = finding(facts, RULE.id, &awaiting) else { continue };
        findings.push(finding.note(both!(
            "mức {grace} ngày là thiết lập của địa phương trong ttc.yaml, không phải quy định của pháp luật",
            "the {grace} days are a local setting in ttc.yaml, not law"
        )));
    }
}
