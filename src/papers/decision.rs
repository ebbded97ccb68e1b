//! The decision that recognises focal points or changes their list: the head's own power, never that of the whole body
//! (Decision 246, Articles 2.3 and 2.4).

use chrono::Datelike;

use super::Signs;
use super::change::Change;
use super::list::{Purpose, lists};
use super::words::{FOCAL_POINTS, counted, frame, notice, signed_by};
use crate::document::Frame;
use crate::facts::Facts;
use crate::facts::citation::{cited, cited_in_full, long_day};
use crate::model::regulation::CONCERNED;
use crate::paper::{Paper, Passage};

/// The decision, its number and date left blank.
pub fn decision(facts: &Facts<'_>, change: &Change<'_>, signs: Signs) -> Paper {
    let body = facts.body(change.authority);
    let authority = body.title.to_uppercase();
    let symbol = change.recognition.symbol.as_ref();
    let symbol = symbol.map_or_else(|| format!("QĐ-{}", body.symbol), ToString::to_string);
    let mut bases: Vec<String> = change.regulation.bases.iter().map(ToString::to_string).collect();
    bases.push(cited_in_full(facts, change.regulation));
    let proposer = change.proposer.map(|unit| facts.office(unit).title);
    let articles = articles(facts, change, proposer.as_deref());
    let goes_with = format!(
        "(Kèm theo Quyết định số          /{symbol} ngày       tháng       năm {} của {})",
        facts.as_of.year(),
        body.title
    );
    Paper {
        frame: Frame {
            // The power is the head's, so the head stands in the heading and nobody above.
            parent: None,
            issuer: format!("{}\n{}", body.head, body.full_name).to_uppercase(),
            name: "QUYẾT ĐỊNH".to_owned(),
            about: about(facts, change),
            bases,
            recipients: recipients(facts, change, articles.len()),
            ..frame(&body, symbol, signs)
        },
        year: facts.as_of.year(),
        authority: Some(authority),
        proposal: proposer.map(|proposer| format!("Theo đề nghị của {proposer}")),
        addressees: Vec::new(),
        resolves: Some("QUYẾT ĐỊNH:".to_owned()),
        body: articles.into_iter().map(Passage::Article).collect(),
        signed_by: signed_by(&body, signs),
        attachments: lists(facts, change, Purpose::Decision, &goes_with),
        notice: notice(facts),
    }
}

/// What a decision on this change and its proposal are about.
pub fn about(facts: &Facts<'_>, change: &Change<'_>) -> String {
    let what = match (change.recognized.is_empty(), change.is_change()) {
        (false, true) => "thay đổi, kiện toàn danh sách",
        (true, _) => "thôi công nhận",
        (false, false) => "công nhận",
    };
    format!("Về việc {what} {FOCAL_POINTS} {}", change.tiers(facts)).trim().to_owned()
}

fn articles(facts: &Facts<'_>, change: &Change<'_>, proposer: Option<&str>) -> Vec<String> {
    let tiers = change.tiers(facts);
    let both = !change.recognized.is_empty() && change.is_change();
    let list = |number| {
        if both { format!("Danh sách số {number} kèm theo") } else { "có danh sách kèm theo".to_owned() }
    };
    let mut articles = Vec::new();
    if !change.recognized.is_empty() {
        let count = counted(change.recognized.len());
        articles.push(format!("Công nhận {count} {FOCAL_POINTS} {tiers} ({}).", list(1)));
    }
    if change.is_change() {
        let (count, earlier) = (counted(change.ended.len()), earlier(change));
        articles.push(format!(
            "Thôi công nhận {count} {FOCAL_POINTS} {tiers} đã được công nhận tại {earlier} ({}).",
            list(2)
        ));
    }
    if !change.recognized.is_empty() {
        articles.push(format!(
            "Người được công nhận tại Điều 1 thực hiện nhiệm vụ của đầu mối kiểm soát thủ tục hành chính theo quy định tại {}.",
            cited(facts, change.regulation)
        ));
    }
    let unchanged = if change.is_change() {
        " Những nội dung khác của các quyết định đã ban hành về công nhận đầu mối kiểm soát thủ tục hành chính không thay đổi."
    } else {
        ""
    };
    articles.push(format!("Quyết định này có hiệu lực thi hành kể từ ngày ký.{unchanged}"));
    let proposer = proposer.map_or_else(String::new, |proposer| format!("{proposer}, "));
    let named = if both { "Điều 1, Điều 2" } else { "Điều 1" };
    let responsible = format!(
        "{proposer}Thủ trưởng các cơ quan, đơn vị có liên quan và những người có tên tại {named} chịu trách nhiệm thi hành Quyết định này."
    );
    articles.push(responsible);
    articles
}

/// The decisions that gave the recognitions which end, each once, in order of date.
fn earlier(change: &Change<'_>) -> String {
    let mut decisions: Vec<_> = change.ended.iter().map(|departed| departed.decision).collect();
    decisions.sort_by_key(|decision| (decision.date, decision.id.clone()));
    decisions.dedup_by_key(|decision| decision.id.clone());
    let each =
        decisions.iter().map(|decision| format!("Quyết định số {} {}", decision.number, long_day(decision.date)));
    each.collect::<Vec<_>>().join("; ")
}

/// Who gets it, as the regulation says, after those it binds and before the archive.
fn recipients(facts: &Facts<'_>, change: &Change<'_>, last_article: usize) -> Vec<String> {
    let mut recipients = vec![format!("Như Điều {last_article}")];
    for kind in &change.recognition.copies_to {
        let recipient = if &**kind == CONCERNED {
            Some("Các cơ quan, đơn vị có người trong danh sách".to_owned())
        } else {
            let unit = facts.nearest_seen_from(change.authority, kind, facts.as_of);
            // Seen from the body that decides a unit beside it counts too: the first listed one finds it.
            let listed = || change.units().first().and_then(|unit| facts.nearest_seen_from(*unit, kind, facts.as_of));
            unit.or_else(listed).map(|unit| facts.body(unit).recipient)
        };
        recipients.extend(recipient.filter(|recipient| !recipients.contains(recipient)));
    }
    recipients.push("Lưu: VT".to_owned());
    recipients
}
