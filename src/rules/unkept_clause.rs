//! A clause that nothing keeps, and nobody says why.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::locale::Both;

pub const RULE: Rule = Rule {
    id: RuleId::warning("unkept-clause"),
    group: Group::Regulation,
    title: Both::new(
        "Điều khoản không được giữ mà không nói vì sao",
        "A clause is kept by nothing and no reason is given",
    ),
    about: Both::new(
        "Có những điều khoản không chương trình nào kiểm tra được. Khi danh sách giữ của một điều khoản để trống thì \
         phải nói rõ vì sao, để không ai nhầm chỗ bỏ sót với chỗ không thể.",
        "Some clauses no program can check. Where nothing keeps a clause the reason must be given, so that nobody \
         takes what was forgotten for what cannot be done.",
    ),
    mend: Both::new(
        "Ghi quy tắc hoặc loại bản ghi giữ điều khoản, hoặc ghi lý do không giữ được.",
        "Name the rule or record type that keeps the clause, or give the reason why none does.",
    ),
    example: example!("unkept-clause"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    for regulation in &facts.registry.regulations {
        let unkept = |clause: &&crate::model::Clause| clause.kept_by.is_empty() && clause.because.is_none();
        for clause in regulation.clauses().iter().filter(unkept) {
            let (id, number) = (&clause.id, &regulation.number);
            findings.push(
                Diagnostic::new(
                    RULE.id,
                    both!(
                        "không có gì giữ điều khoản {id} của {number} và không có lý do",
                        "nothing keeps clause {id} of {number}, and no reason is given"
                    ),
                    clause.place.field("id"),
                )
                .label(both!("chưa nói vì sao", "no reason given"))
                .cite(facts.cite(regulation, id))
                .about(Subject::default().detail(format!("{number} {id}")))
                .paste(
                    both!("ghi lý do, hoặc ghi tên quy tắc vào kept_by", "give the reason, or name a rule in kept_by"),
                    "because: {vi: …, en: …}",
                ),
            );
        }
    }
}
