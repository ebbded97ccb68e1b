//! A submission or an extension for a period that nobody could report on.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId};
use crate::facts::Facts;
use crate::facts::filing::{Filing, Impossible, Purpose};
use crate::locale::{Both, Text};
use crate::model::Regulation;
use crate::source::Place;

pub const RULE: Rule = Rule {
    id: RuleId::error("impossible-period"),
    group: Group::Submissions,
    title: Both::new("Kỳ báo cáo không thể có", "A period that nobody reports on"),
    about: Both::new(
        "Một báo cáo hoặc một lần gia hạn phải nêu đúng một kỳ hoặc một yêu cầu. Kỳ không thể có là kỳ mà quy định áp \
         dụng cho đơn vị không có báo cáo nào theo chu kỳ ấy (như 6 tháng khi chỉ có tháng, quý, năm), hoặc cách ngày \
         nhận hơn 10 năm.",
        "A report or an extension names exactly one period or one request. A period is impossible where the regulation \
         of the unit has no report of that cadence (a half-year where there are months, quarters and years), or where \
         more than 10 years lie between it and the day of receipt.",
    ),
    mend: Both::new("Sửa kỳ, hoặc nêu yêu cầu mà báo cáo trả lời.", "Mend the period, or name the request that the report answers."),
    example: example!("impossible-period"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let registry = facts.registry;
    for submission in registry.submissions.iter().filter(|submission| submission.received <= facts.as_of) {
        let Some(filing) = Filing::of_submission(registry, submission) else { continue };
        if let Purpose::Impossible(why) = facts.purpose(&filing) {
            findings.push(finding(facts, &filing, &submission.place, &why));
        }
    }
    for extension in &registry.extensions {
        let Some(filing) = Filing::of_extension(registry, extension) else { continue };
        if let Purpose::Impossible(why) = facts.purpose(&filing) {
            findings.push(finding(facts, &filing, &extension.place, &why));
        }
    }
}

fn finding<'r>(facts: &Facts<'r>, filing: &Filing<'r>, place: &Place, why: &Impossible<'r>) -> Diagnostic {
    let name = facts.unit_name(&facts.registry.units[filing.unit]);
    let what = filing.text(facts);
    let (message, label, field) = match why {
        Impossible::NeitherPeriodNorRequest => (
            both!(
                "bản ghi của {name} không nêu kỳ báo cáo, cũng không nêu yêu cầu",
                "the record of {name} names neither a period nor a request"
            ),
            both!("của kỳ nào?", "for which period?"),
            "unit",
        ),
        Impossible::PeriodAndRequest => (
            both!(
                "bản ghi của {name} nêu cả kỳ báo cáo lẫn yêu cầu",
                "the record of {name} names both a period and a request"
            ),
            both!("chỉ một trong hai", "one of the two only"),
            "request",
        ),
        Impossible::Cadence(regulation) => (cadence_message(&name, &what, regulation), no_such_report(), "period"),
        Impossible::FarAway(years) => (
            both!(
                vi: ("{} của {name} cách ngày ghi trong bản ghi {years} năm", what.vi),
                en: ("the {} of {name} is {years} years away from the day in its record", what.en)
            ),
            both!("cách {years} năm", "{years} years away"),
            "period",
        ),
    };
    let mut finding = Diagnostic::new(RULE.id, message, place.field(field)).label(label);
    finding = match why {
        Impossible::Cadence(regulation) => finding
            .related(regulation.place.field("reports"), both!("các báo cáo theo quy định", "the reports there are"))
            .note(reports_there_are(regulation)),
        Impossible::PeriodAndRequest => {
            finding.related(place.field("period"), both!("kỳ được nêu ở đây", "the period is named here"))
        }
        Impossible::NeitherPeriodNorRequest | Impossible::FarAway(_) => finding,
    };
    let finding = match why {
        Impossible::NeitherPeriodNorRequest => {
            finding.paste(both!("thêm kỳ báo cáo", "add the period"), "period: …")
        }
        _ => finding.remedy(both!(
            "sửa kỳ; báo cáo đột xuất thì nêu yêu cầu (request) thay cho kỳ",
            "mend the period; an ad hoc report names its request instead"
        )),
    };
    let regulation = match why {
        Impossible::Cadence(regulation) => Some(*regulation),
        _ => facts.regulation_of(filing.unit, facts.as_of),
    };
    finding.cite(facts.cite_rule(regulation, RULE.id.name)).about(filing.subject(facts.registry))
}

fn cadence_message(name: &str, what: &Text, regulation: &Regulation) -> Text {
    let number = &regulation.number;
    both!(
        vi: ("{name} có {}, nhưng {number} không có báo cáo nào theo chu kỳ này", what.vi),
        en: ("{name} has a {}, but {number} has no report of that cadence", what.en)
    )
}

fn no_such_report() -> Text {
    both!("không có báo cáo theo chu kỳ này", "no report of this cadence")
}

fn reports_there_are(regulation: &Regulation) -> Text {
    let list = |vi: bool| {
        let name = |report: &crate::model::regulation::Report| {
            if vi { report.name.vi.to_string() } else { report.name.en.to_string() }
        };
        regulation.reports.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    both!(vi: ("các báo cáo theo quy định: {}", list(true)), en: ("the reports there are: {}", list(false)))
}
