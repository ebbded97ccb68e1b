//! A decision's number is not a number, a stroke and the symbol that the regulation gives such decisions.

use super::{Check, Group, Rule};
use crate::both;
use crate::diagnostic::{Diagnostic, RuleId, Subject};
use crate::facts::Facts;
use crate::facts::recognition::Paper;
use crate::locale::Both;
use crate::model::Form;

pub const RULE: Rule = Rule {
    id: RuleId::warning("decision-number-malformed"),
    group: Group::Recognition,
    title: Both::new("Số, ký hiệu quyết định ghi sai", "The decision's number is malformed"),
    about: Both::new(
        "Số của quyết định gồm phần số, dấu gạch chéo và ký hiệu mà quy định nêu, viết liền, như 512/QĐ-UBND. Số dưới \
         10 thêm một số 0 phía trước hay không đều được (Nghị định 30/2020/NĐ-CP); thêm nhiều hơn thì sai.",
        "A decision's number is a figure, a stroke and the symbol that the regulation names, without spaces, such as \
         512/QĐ-UBND. Below 10 one leading zero may stand or not (Decree 30/2020/NĐ-CP); more are wrong.",
    ),
    mend: Both::new("Chép lại đúng số, ký hiệu trên văn bản.", "Copy number and symbol from the paper."),
    example: example!("decision-number-malformed"),
    check: Check::Judging(check),
};

fn check(facts: &Facts<'_>, findings: &mut Vec<Diagnostic>) {
    // The symbol is that of decisions; what is no decision is told as such.
    for paper in facts.papers.iter().filter(|paper| paper.decision.form == Form::Decision) {
        findings.extend(finding(facts, paper));
    }
}

fn finding(facts: &Facts<'_>, paper: &Paper<'_>) -> Option<Diagnostic> {
    let decision = paper.decision;
    let mut symbols =
        paper.listed().filter_map(|listing| Some((listing.asked, listing.asked.recognition.symbol.as_ref()?)));
    let (asked, symbol) = symbols.next()?;
    if is_well_formed(&decision.number, symbol) || symbols.any(|(_, symbol)| is_well_formed(&decision.number, symbol)) {
        return None;
    }
    let issuer = facts.unit(paper.issuer);
    let (issuer_name, number) = (facts.unit_name(issuer), &decision.number);
    let finding = Diagnostic::new(
        RULE.id,
        both!(
            "quyết định của {issuer_name} mang số \"{number}\", không đúng dạng …/{symbol}",
            "a decision of {issuer_name} has the number \"{number}\", which is not of the form …/{symbol}"
        ),
        decision.place.field("number"),
    )
    .label(both!("phải có dạng …/{symbol}", "must be …/{symbol}"))
    .related(asked.recognition.place.field("symbol"), both!("ký hiệu được nêu ở đây", "the symbol is given here"))
    .cite(facts.cite_under(asked.regulation, Some(&asked.recognition.clause), RULE.id.name))
    .about(Subject::issued(&issuer.id, &decision.id));
    Some(match figure(number) {
        Some(figure) => {
            let number = format!("number: {figure:02}/{symbol}");
            finding.paste(both!("sửa theo văn bản", "mend it after the paper"), number)
        }
        None => finding.remedy(both!("chép lại số trên văn bản", "copy the number from the paper")),
    })
}

fn is_well_formed(number: &str, symbol: &str) -> bool {
    let Some((figure, rest)) = number.split_once('/') else { return false };
    let is_figure = !figure.is_empty() && figure.bytes().all(|byte| byte.is_ascii_digit());
    let significant = figure.trim_start_matches('0');
    // A leading zero stands before a single figure only.
    let zeros_fit = match figure.len() - significant.len() {
        0 => true,
        1 => significant.len() == 1,
        _ => false,
    };
    is_figure && !significant.is_empty() && zeros_fit && rest == symbol
}

/// The figure that a number begins with.
fn figure(number: &str) -> Option<u64> {
    let digits: String = number.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|figure| *figure > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_a_stroke_and_the_symbol_are_a_number() {
        for number in ["512/QĐ-UBND", "7/QĐ-UBND", "07/QĐ-UBND", "10/QĐ-UBND", "1024/QĐ-UBND"] {
            assert!(is_well_formed(number, "QĐ-UBND"), "{number}");
        }
        let wrong = [
            "QĐ-UBND", "512", "512 /QĐ-UBND", "512/QĐ-CT", "512-QĐ-UBND", "512a/QĐ-UBND", "007/QĐ-UBND", "012/QĐ-UBND",
            "0/QĐ-UBND", "00/QĐ-UBND", "/QĐ-UBND", "512/2024/QĐ-UBND", "512/QĐ-UBND ", "+7/QĐ-UBND", "٧/QĐ-UBND",
        ];
        for number in wrong {
            assert!(!is_well_formed(number, "QĐ-UBND"), "{number}");
        }
    }
}
