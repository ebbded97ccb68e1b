//! `waivers.yaml`: the only way to accept a finding.

use chrono::NaiveDate;

use super::decision::DecisionFile;
use super::officer::Officer;
use super::submission::Request;
use super::unit::Unit;
use crate::calendar::{Interval, Period};
use crate::record;
use crate::record::scalar::{Id, Words};
use crate::record::{Records, Ref};

record! {
    /// The waivers file.
    pub struct WaiversFile = "waivers" ("tệp miễn trừ", "waivers file")
        "Các miễn trừ: phát hiện nào được chấp nhận, đến bao giờ, theo văn bản nào.", "Waivers: which findings are accepted, until when, by which document." {
        waivers: Records<Waiver> => "Các miễn trừ.", "The waivers.";
    }
}

record! {
    /// A finding that is accepted for a time.
    pub struct Waiver = "waiver" ("miễn trừ", "waiver")
        "Chấp nhận một phát hiện trong một thời gian; phải nêu rõ về ai, về gì.", "Accepts a finding for a time; it names what the finding is about." {
        rule: Id => "Tên quy tắc.", "The rule's name.";
        unit: Option<Ref<Unit>> => "Về đơn vị nào.", "About which unit.";
        seat: Option<Id> => "Về vị trí nào.", "About which seat.";
        officer: Option<Ref<Officer>> => "Về người nào.", "About which officer.";
        decision: Option<Ref<DecisionFile>> => "Về quyết định nào.", "About which decision.";
        period: Option<Period> => "Về kỳ nào.", "About which period.";
        request: Option<Ref<Request>> => "Về yêu cầu nào.", "About which request.";
        from: NaiveDate => "Từ ngày.", "From which day.";
        until: NaiveDate => "Đến hết ngày.", "Until which day, included.";
        document: Option<Words> => "Văn bản cho phép.", "The document that allows it.";
        approved_by: Option<Words> => "Người phê duyệt.", "Who approved it.";
        reason: Words => "Lý do.", "Why.";
    }
}

impl Waiver {
    pub fn time(&self) -> Interval {
        Interval { from: self.from, until: Some(self.until) }
    }
}
