//! Words that several papers share, as Decree 30/2020/NĐ-CP writes them.

use super::Signs;
use crate::document::Frame;
use crate::facts::Facts;
use crate::facts::citation::cited;
use crate::facts::letterhead::Body;
use crate::model::Regulation;

/// Whom the registry is about.
pub const FOCAL_POINTS: &str = "cán bộ, công chức làm đầu mối kiểm soát thủ tục hành chính";

/// A count in the text of a paper: below 10 with a zero, so that nobody can put a figure before it.
pub fn counted(count: usize) -> String {
    format!("{count:02}")
}

/// Clauses of a regulation, within a sentence: `khoản 3 Điều 7 Quy chế ban hành kèm theo Quyết định số …`.
pub fn clauses_of(facts: &Facts<'_>, clauses: &[String], regulation: &Regulation) -> String {
    // Rules issued with a decision are called what their title begins with: Quy chế, Quy định.
    let title: Vec<&str> = regulation.title.vi.split_whitespace().take(2).collect();
    let rules = if title.first() == Some(&"Quy") { title.join(" ") } else { "Quy chế".to_owned() };
    format!("{} {rules} ban hành kèm theo {}", clauses.join(", "), cited(facts, regulation))
}

/// A clause as papers cite it: of `2.3.a` `điểm a khoản 3 Điều 2`. An id that says itself what it is is left so.
pub fn clause(id: &str) -> String {
    if !id.starts_with(|first: char| first.is_ascii_digit()) {
        return id.to_owned();
    }
    let point = id.split('-').next().unwrap_or_default();
    let mut parts = point.split('.');
    let article = format!("Điều {}", parts.next().unwrap_or_default());
    let lower = parts.zip(["khoản", "điểm"]).map(|(part, word)| format!("{word} {part} "));
    lower.fold(article, |cited, lower| lower + &cited)
}

/// The lines over a signature: `CHỦ TỊCH`, or `KT. CHỦ TỊCH` and `PHÓ CHỦ TỊCH`.
pub fn signer(body: &Body, signs: Signs) -> Vec<String> {
    let head = body.head.to_uppercase();
    match signs {
        Signs::Head => vec![head],
        Signs::Deputy => {
            let deputy = body.deputy.clone().unwrap_or_else(|| format!("Phó {}", body.head));
            vec![format!("KT. {head}"), deputy.to_uppercase()]
        }
    }
}

/// The name under a signature: the head's where the head signs; which deputy signs is not known.
pub fn signed_by(body: &Body, signs: Signs) -> Option<String> {
    body.head_name.clone().filter(|_| signs == Signs::Head)
}

/// A heading in a body's own name, with nothing else filled in.
pub fn frame(body: &Body, symbol: String, signs: Signs) -> Frame {
    Frame {
        parent: body.above.as_ref().map(|above| above.to_uppercase()),
        issuer: body.name.to_uppercase(),
        symbol,
        place: body.place.clone(),
        signer: signer(body, signs),
        ..Frame::default()
    }
}

/// The registry's notice, printed on everything that comes from it.
pub fn notice(facts: &Facts<'_>) -> Option<String> {
    facts.registry.manifest.as_ref()?.notice.as_ref().map(ToString::to_string)
}

/// The text with its first letter small, as within a sentence.
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_cited_from_the_point_up() {
        assert_eq!(clause("2.3.a"), "điểm a khoản 3 Điều 2");
        assert_eq!(clause("2.2.b-2"), "điểm b khoản 2 Điều 2");
        assert_eq!(clause("7.10"), "khoản 10 Điều 7");
        assert_eq!(clause("8"), "Điều 8");
        assert_eq!(clause("Phụ lục I"), "Phụ lục I");
    }
}
