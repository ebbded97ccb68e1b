//! A waiver names no document that allows it.

use super::acceptance::{Accepted, finding, named};
use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::locale::{Both, Text};

pub const RULE: Rule = Rule {
    id: RuleId::error("waiver-without-document"),
    group: Group::Waivers,
    title: Both::new("Miễn trừ không có văn bản", "A waiver has no document"),
    about: Both::new(
        "Không ai tự miễn trừ cho mình: mỗi miễn trừ phải dẫn văn bản cho phép, để người sau tra lại được.",
        "Nobody waives a rule for themselves: a waiver names the document that allows it, so that others can look it \
         up.",
    ),
    mend: Both::new(
        "Ghi số văn bản cho phép; chưa có văn bản thì bỏ miễn trừ.",
        "Record the document's number; where there is none take the waiver away.",
    ),
    example: example!("waiver-without-document"),
    check: Check::Accepting(check),
};

fn check(facts: &Facts<'_>, _: &Accepted<'_>, findings: &mut Vec<Diagnostic>) {
    for waiver in facts.registry.waivers.iter().filter(|waiver| waiver.document.is_none()) {
        let Text { vi, en } = named(facts, waiver);
        let message = both!("{vi} không dẫn văn bản cho phép", "{en} names no document that allows it");
        findings.push(
            finding(facts, RULE.id, waiver, "document", message)
                .label(both!("thiếu văn bản", "no document"))
                .paste(both!("ghi số văn bản", "record the document's number"), "document: …"),
        );
    }
}
