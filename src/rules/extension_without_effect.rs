//! An extension that ends no later than what it extends.

use chrono::NaiveDate;

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Purpose};
use crate::facts::obligations::Due;
use crate::locale::{Both, day};
use crate::model::Extension;

pub const RULE: Rule = Rule {
    id: RuleId::warning("extension-without-effect"),
    group: Group::Submissions,
    title: Both::new("Gia hạn không có tác dụng", "An extension without effect"),
    about: Both::new(
        "Hạn mới của lần gia hạn không muộn hơn hạn cũ. Gia hạn không bao giờ rút ngắn hạn, nên bản ghi này không làm \
         thay đổi gì; có lẽ ngày hoặc kỳ ghi nhầm.",
        "The new date of an extension is no later than the one it extends. An extension never makes a deadline earlier, \
         so the record changes nothing; its day or period is probably a slip.",
    ),
    mend: Both::new("Sửa hạn mới (by) hoặc kỳ, hoặc bỏ bản ghi.", "Mend its new date (by) or its period, or take it away."),
    example: example!("extension-without-effect"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for extension in &facts.registry.extensions {
        let Some(filing) = Filing::of_extension(facts.registry, extension) else { continue };
        let purpose = facts.purpose(&filing);
        let last = match &purpose {
            Purpose::Report(owed) => match owed.due {
                Due::On(deadline) => Some(deadline.last_good_day),
                Due::NotSet => None,
            },
            Purpose::Request(request) => Some(request.by),
            Purpose::Ambiguous(_) | Purpose::NotOwed(_) | Purpose::Impossible(_) | Purpose::Unknown => None,
        };
        if let Some(last) = last.filter(|last| extension.by <= *last) {
            findings.push(finding(facts, extension, &filing, &purpose, last));
        }
    }
}

fn finding<'r>(
    facts: &Facts<'r>,
    extension: &Extension,
    filing: &Filing<'r>,
    purpose: &Purpose<'r>,
    last: NaiveDate,
) -> Diagnostic {
    let name = facts.unit_name(&facts.registry.units[filing.unit]);
    let what = filing.text(facts);
    let (by, last) = (day(extension.by), day(last));
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            vi: ("{name} được gia hạn {} đến ngày {by}, không muộn hơn hạn cũ là {last}", what.vi),
            en: ("{name} has until {by} for its {}, which is no later than without the extension, {last}", what.en)
        ),
        extension.place.field("by"),
    )
    .label(both!("hạn cũ là {last}", "due by {last} anyway"))
    .remedy(both!("sửa hạn mới hoặc kỳ; nếu không cần gia hạn thì bỏ bản ghi", "mend the new date or the period; if there is no extension take the record away"))
    .about(filing.subject(facts.registry));
    let finding = match purpose {
        Purpose::Report(owed) => finding.related(owed.owes.place.field("report"), both!("hạn cũ theo quy định", "the date by the regulation")),
        Purpose::Request(request) => finding.related(request.place.field("by"), both!("hạn của yêu cầu", "the request's last day")),
        _ => finding,
    };
    let regulation = facts.regulation_of(filing.unit, facts.as_of);
    finding.cite(purpose.clause(facts).or_else(|| facts.cite_rule(regulation, RULE.id.name)))
}
