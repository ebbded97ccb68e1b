//! What an official paper has around a report: who issues it, on what bases, who signs, who receives it (Decree
//! 30/2020/NĐ-CP). All of it comes from the units and the regulation: the body that reports go through makes it, for the
//! body that they go to.

use crate::document::Frame;
use crate::facts::ledger::Owed;
use crate::locale::Text;
use crate::model::Unit;

use super::Scope;

/// `None` where no unit of the report owes anything to anybody.
pub fn frame(scope: &Scope<'_, '_>) -> Option<Frame> {
    let facts = scope.facts;
    let through = scope.entries.iter().find_map(|entry| match &entry.owed {
        Owed::Report(obligation) => {
            let nearest = |kind: &str| facts.nearest_seen_from(entry.unit, kind, obligation.period.last_day());
            let to = nearest(&obligation.owes.to)?;
            let via = obligation.owes.via.as_ref().and_then(|kind| nearest(kind)).unwrap_or(to);
            Some((obligation.regulation, to, via))
        }
        Owed::Request { .. } => None,
    });
    let (regulation, to, via) = through?;
    let (to, issuer): (&Unit, &Unit) = (facts.unit(to), facts.unit(via));
    let upper = |words: &str| words.to_uppercase();
    let mut bases: Vec<String> = regulation.bases.iter().map(ToString::to_string).collect();
    bases.push(format!("{}: {}", regulation.number, regulation.title.vi));
    let Text { vi, .. } = scope.time.text();
    Some(Frame {
        parent: (to.id != issuer.id).then(|| upper(to.name_on(facts.as_of))),
        issuer: upper(issuer.name_on(facts.as_of)),
        symbol: format!("BC-{}", initials(issuer.name_on(facts.as_of))),
        place: place(to.name_on(facts.as_of)),
        name: "BÁO CÁO".to_owned(),
        about: format!("Tình hình chấp hành chế độ báo cáo và bố trí đầu mối kiểm soát thủ tục hành chính: {vi}"),
        bases,
        signer: issuer.head.iter().map(|head| upper(&head.position)).collect(),
        recipients: vec![
            to.name_on(facts.as_of).to_owned(),
            "Các đơn vị có tên trong báo cáo".to_owned(),
            "Lưu: VT".to_owned(),
        ],
    })
}

/// The capital letters of a name, as symbols of papers have them: `Văn phòng UBND tỉnh` is `VPUBND`.
fn initials(name: &str) -> String {
    name.split_whitespace()
        .flat_map(|word| {
            let is_abbreviation = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
            let letters = if is_abbreviation { word.chars().count() } else { 1 };
            word.chars().take(letters).flat_map(char::to_uppercase).collect::<Vec<_>>()
        })
        .collect()
}

/// The place in a body's name: its last words that begin with capitals, `Ủy ban nhân dân tỉnh Sóc Trăng` is `Sóc Trăng`.
fn place(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let count = words.iter().rev().take_while(is_capital).count();
    words[words.len() - count..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_proper_name_at_the_end_of_a_bodys_name() {
        assert_eq!(place("Ủy ban nhân dân tỉnh Sóc Trăng"), "Sóc Trăng");
        assert_eq!(place("Tỉnh Mẫu"), "Tỉnh Mẫu");
        assert_eq!(place("văn phòng"), "");
    }

    #[test]
    fn a_symbol_has_the_initials_of_the_issuer() {
        assert_eq!(initials("Văn phòng UBND tỉnh"), "VPUBNDT");
    }
}
