//! The holder had fewer years of service than the seat or the title asks for, on taking the seat.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::staffing::Post;
use crate::locale::{Both, Text, day, plural};

pub const RULE: Rule = Rule {
    id: RuleId::error("experience-short"),
    group: Group::Seats,
    title: Both::new("Chưa đủ số năm công tác", "Too few years of service"),
    about: Both::new(
        "Vị trí, hoặc chức danh dùng để giữ vị trí, đòi hỏi một số năm công tác. Tính từ experience_since đến ngày \
         đầu làm đầu mối, người đang giữ chưa đủ tròn số năm ấy, hoặc không ghi công tác từ khi nào. Người ấy vẫn \
         được tính là giữ vị trí.",
        "The seat, or the title that qualifies for it, asks for years of service. From experience_since to the first \
         day in the seat the holder had not completed so many, or it is not recorded since when the officer serves. \
         The holder still counts as holding the seat.",
    ),
    mend: Both::new(
        "Ghi hoặc sửa experience_since; nếu thực sự chưa đủ năm thì đơn vị phải cử người khác.",
        "Record or mend experience_since; where the years are really too few, the unit has to name somebody else.",
    ),
    example: example!("experience-short"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for post in facts.posts() {
        let Some(asked) = post.years_asked().filter(|years| *years > 0) else { continue };
        match post.years_served() {
            Some(served) if served >= asked => {}
            served => findings.push(finding(facts, &post, asked, served)),
        }
    }
}

fn finding(facts: &Facts<'_>, post: &Post<'_>, asked: u16, served: Option<u16>) -> Diagnostic {
    let (message, label) = match served {
        Some(served) => too_few(facts, post, &years(asked), &years(served)),
        None => not_recorded(facts, post, &years(asked)),
    };
    let asked = years(asked);
    let needed = match post.title().filter(|title| title.experience_years > post.seat.experience_years) {
        Some(title) => {
            let title = &title.title;
            both!(vi: ("chức danh {title} cần {}", asked.vi), en: ("the title {title} asks for {}", asked.en))
        }
        None => both!(vi: ("vị trí cần {}", asked.vi), en: ("the seat asks for {}", asked.en)),
    };
    Diagnostic::new(RULE.id, message, post.officer.place.field("experience_since"))
        .label(label)
        .related(post.seat.place.clone(), needed)
        .paste(
            both!("ghi ngày bắt đầu công tác trong hồ sơ cán bộ", "record the day from the personnel file"),
            "experience_since: …",
        )
        .remedy(both!("cử người đủ số năm công tác", "name somebody with enough years of service"))
        .cite(facts.cite_under(post.regulation, post.kind.clause_of(post.seat), RULE.id.name))
        .about(Subject::officer(&post.unit.id, &post.seat.id, &post.officer.id))
}

fn too_few(facts: &Facts<'_>, post: &Post<'_>, asked: &Text, served: &Text) -> (Text, Text) {
    let (name, unit) = (&post.officer.name, facts.unit_name(post.unit));
    let (seat, from) = (&post.seat.name, day(post.officer.from));
    let message = both!(
        vi: (
            "{name} ({unit}) có {} công tác khi vào vị trí \"{}\" ngày {from}, cần {}",
            served.vi, seat.vi, asked.vi
        ),
        en: (
            "{name} of {unit} had {} of service on taking the seat \"{}\" on {from}; it asks for {}",
            served.en, seat.en, asked.en
        )
    );
    (message, both!(vi: ("tính tròn được {}", served.vi), en: ("{} completed", served.en)))
}

fn not_recorded(facts: &Facts<'_>, post: &Post<'_>, asked: &Text) -> (Text, Text) {
    let (name, unit) = (&post.officer.name, facts.unit_name(post.unit));
    let seat = &post.seat.name;
    let message = both!(
        vi: ("vị trí \"{}\" cần {} công tác, {name} ({unit}) chưa ghi công tác từ ngày nào", seat.vi, asked.vi),
        en: (
            "the seat \"{}\" asks for {} of service; since when {name} of {unit} serves is not recorded",
            seat.en, asked.en
        )
    );
    (message, both!("thiếu experience_since", "experience_since is missing"))
}

fn years(count: u16) -> Text {
    Text { vi: format!("{count} năm"), en: plural(i64::from(count), "year") }
}
