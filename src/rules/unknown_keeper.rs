//! A clause is said to be kept by something that does not exist.

use super::{Check, Group, Rule, catalogue};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;
use crate::text;

pub const RULE: Rule = Rule {
    id: RuleId::error("unknown-keeper"),
    group: Group::Regulation,
    title: Both::new("Điều khoản được giữ bằng thứ không có", "A clause is kept by nothing that exists"),
    about: Both::new(
        "Mỗi điều khoản ghi rõ quy tắc, báo cáo hoặc loại bản ghi nào giữ nó. Tên ghi ở đó phải có thật, nếu không người \
         đọc sẽ tưởng điều khoản đang được kiểm tra.",
        "Every clause says which rules, reports or record types keep it. The names must exist, or readers believe a clause is \
         checked when it is not.",
    ),
    mend: Both::new(
        "Sửa tên quy tắc, báo cáo hoặc loại bản ghi; nếu không có gì giữ điều khoản thì bỏ tên đó và ghi lý do.",
        "Mend the name of the rule, report or record type; where nothing keeps the clause take the name away and say why.",
    ),
    example: example!("unknown-keeper"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    let keepers = catalogue::keepers();
    for regulation in &facts.registry.regulations {
        for clause in regulation.clauses() {
            for (index, name) in clause.kept_by.iter().enumerate().filter(|(_, name)| !keepers.contains(&&***name)) {
                let (id, number) = (&clause.id, &regulation.number);
                let finding = Diagnostic::new(
                    RULE.id,
                    both!(
                        "không có quy tắc, báo cáo hay loại bản ghi {name} để giữ điều khoản {id} của {number}",
                        "there is no rule, report or record type {name} to keep clause {id} of {number}"
                    ),
                    clause.place.field("kept_by").item(index),
                )
                .cite(facts.cite(regulation, id))
                .about(Subject::default().detail(format!("{number} {id} {name}")));
                findings.push(match text::nearest(name, keepers.iter().copied()) {
                    Some(nearest) => finding
                        .label(both!("có phải là {nearest}?", "did you mean {nearest}?"))
                        .remedy(both!("đổi thành {nearest}", "change it to {nearest}")),
                    None => finding.remedy(both!(
                        "chạy `ttc rules` để xem tên các quy tắc, hoặc bỏ tên này",
                        "see `ttc rules` for the rules' names, or take this one away"
                    )),
                });
            }
        }
    }
}
