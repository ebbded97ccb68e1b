//! The proposal that a decision rests on: the proposing body's, to the head who decides (Decision 246, Article 2.3).

use chrono::Datelike;

use super::Signs;
use super::change::Change;
use super::decision::about;
use super::list::{Purpose, lists};
use super::words::{FOCAL_POINTS, clause, counted, frame, notice, signed_by};
use crate::document::Frame;
use crate::facts::Facts;
use crate::facts::citation::cited;
use crate::paper::{Paper, Passage};

/// The proposal, its number and date left blank; `None` where nobody is to propose.
pub fn proposal(facts: &Facts<'_>, change: &Change<'_>, signs: Signs) -> Option<Paper> {
    let body = facts.office(change.proposer?);
    let decides = facts.body(change.authority).title;
    let tiers = change.tiers(facts);
    let title = &change.regulation.title.vi;
    let regulation = cited(facts, change.regulation);
    let rests_on = change.recognition.change_clause.as_ref().filter(|_| change.is_change());
    let rests_on = clause(rests_on.unwrap_or(&change.recognition.clause));
    let mut what = Vec::new();
    if !change.recognized.is_empty() {
        what.push(format!("công nhận {} người", counted(change.recognized.len())));
    }
    if change.is_change() {
        what.push(format!("thôi công nhận {} người", counted(change.ended.len())));
    }
    let (what, name) = (what.join(" và "), &body.full_name);
    let passages = [
        format!("Căn cứ {rests_on} {title} (ban hành kèm theo {regulation});"),
        format!(
            "Trên cơ sở danh sách do các cơ quan, đơn vị lập và thủ trưởng phê duyệt, {name} đã tổng hợp danh sách \
             {FOCAL_POINTS} {tiers} (kèm theo Tờ trình này)."
        ),
        format!(
            "{name} kính trình {decides} xem xét, quyết định {what} như danh sách kèm theo (gửi kèm dự thảo Quyết định)."
        ),
        format!("Trên đây là Tờ trình của {name}, kính trình {decides} xem xét, quyết định."),
    ];
    let goes_with = format!(
        "(Kèm theo Tờ trình số          /TTr-{} ngày       tháng       năm {} của {name})",
        body.symbol,
        facts.as_of.year()
    );
    Some(Paper {
        frame: Frame {
            name: "TỜ TRÌNH".to_owned(),
            about: about(facts, change),
            recipients: vec!["Như trên".to_owned(), "Lưu: VT".to_owned()],
            ..frame(&body, format!("TTr-{}", body.symbol), signs)
        },
        year: facts.as_of.year(),
        authority: None,
        proposal: None,
        addressees: vec![decides],
        resolves: None,
        body: passages.into_iter().map(Passage::Paragraph).collect(),
        signed_by: signed_by(&body, signs),
        attachments: lists(facts, change, Purpose::Proposal, &goes_with),
        notice: notice(facts),
    })
}
