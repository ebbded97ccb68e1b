//! What an official paper has around a report: who issues it, on what bases, who signs, who receives it (Decree
//! 30/2020/NĐ-CP). All of it comes from the units and the regulation: the body that reports go through makes it, for the
//! body that they go to.

use crate::document::Frame;
use crate::facts::citation::cited_in_full;
use crate::facts::ledger::Owed;
use crate::locale::Text;

use super::Scope;

/// `None` where no unit of the report owes anything to anybody.
pub fn frame(scope: &Scope<'_, '_>) -> Option<Frame> {
    let facts = scope.facts;
    let (regulation, to, issuer) = scope.entries.iter().find_map(|entry| match &entry.owed {
        Owed::Report(obligation) => {
            let nearest = |kind: &str| facts.nearest_seen_from(entry.unit, kind, obligation.period.last_day());
            let to = nearest(&obligation.owes.to)?;
            let via = obligation.owes.via.as_ref().and_then(|kind| nearest(kind));
            Some((obligation.regulation, to, via.unwrap_or(to)))
        }
        Owed::Request { .. } => None,
    })?;
    let (body, recipient) = (facts.body(issuer), facts.body(to));
    let mut bases: Vec<String> = regulation.bases.iter().map(ToString::to_string).collect();
    bases.push(cited_in_full(facts, regulation));
    let Text { vi, .. } = scope.time.text();
    Some(Frame {
        parent: body.above.as_ref().map(|above| above.to_uppercase()),
        issuer: body.name.to_uppercase(),
        symbol: format!("BC-{}", body.symbol),
        place: body.place.clone(),
        name: "BÁO CÁO".to_owned(),
        about: format!("Tình hình chấp hành chế độ báo cáo và bố trí đầu mối kiểm soát thủ tục hành chính: {vi}"),
        bases,
        signer: vec![body.head.to_uppercase()],
        recipients: vec![
            recipient.full_name,
            "Các đơn vị có tên trong báo cáo".to_owned(),
            format!("Lưu: VT, {}", body.symbol),
        ],
        goes_with: None,
    })
}
