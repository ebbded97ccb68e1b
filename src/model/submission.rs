//! `submissions/<year>/*.yaml`: reports that came in, extensions, and requests for reports.

use chrono::NaiveDate;

use super::unit::Unit;
use crate::calendar::Period;
use crate::record;
use crate::record::scalar::{Id, Words};
use crate::record::{Named, Records, Ref, Required, ScalarShape};
use crate::words;

record! {
    /// A submissions file.
    pub struct SubmissionsFile = "submissions" ("tệp báo cáo", "submissions file")
        "Báo cáo đã nhận, gia hạn và yêu cầu báo cáo.", "Reports received, extensions and requests." {
        requests: Option<Records<Request>> => "Yêu cầu báo cáo đột xuất.", "Requests for ad hoc reports.", "7.3";
        extensions: Option<Records<Extension>> => "Các lần gia hạn.", "Extensions.", "7.3";
        submissions: Option<Records<Submission>> => "Báo cáo đã nhận.", "Reports that came in.", "7.3";
    }
}

record! {
    /// A report that came in, for a period or a request.
    pub struct Submission = "submission" ("báo cáo", "submission")
        "Một báo cáo đã nhận, theo kỳ (period) hoặc theo yêu cầu (request).", "A report that came in, for a period or a request." {
        unit: Ref<Unit> => "Đơn vị gửi.", "The unit that sent it.", "7.3";
        period: Option<Period> => "Kỳ báo cáo.", "The period.", "7.3";
        request: Option<Ref<Request>> => "Yêu cầu được trả lời.", "The request it answers.", "7.3";
        report: Option<Id> => "Loại báo cáo, khi một kỳ có hai loại.", "Which report, where a unit owes two of one cadence.";
        received: NaiveDate => "Ngày nhận.", "The day it was received.", "7.3";
        number: Option<Words> => "Số văn bản.", "The document's number.";
        approved: Option<NaiveDate> => "Ngày thủ trưởng phê duyệt.", "The day the head approved it.", "7.3";
        channel: Option<Channel> => "Gửi bằng cách nào.", "How it came.", "7.2";
        returned: Option<NaiveDate> => "Ngày trả lại.", "The day it was sent back.";
        reason: Option<Words> => "Lý do trả lại.", "Why it was sent back.";
        note: Option<Words> => "Ghi chú.", "A note.";
    }
}

record! {
    /// More time for one unit.
    pub struct Extension = "extension" ("gia hạn", "extension")
        "Cho một đơn vị nộp muộn hơn.", "More time for one unit." {
        unit: Ref<Unit> => "Đơn vị được gia hạn.", "The unit.";
        period: Option<Period> => "Kỳ báo cáo.", "The period.";
        request: Option<Ref<Request>> => "Yêu cầu báo cáo.", "The request.";
        report: Option<Id> => "Loại báo cáo, khi một kỳ có hai loại.", "Which report, where a unit owes two of one cadence.";
        by: NaiveDate => "Hạn mới, tính cả ngày này.", "The new date, included.";
        document: Words => "Văn bản cho gia hạn.", "The document that grants it.";
        reason: Option<Words> => "Lý do.", "Why.";
    }
}

record! {
    /// A request for an ad hoc report.
    pub struct Request = "request" ("yêu cầu báo cáo", "request")
        "Yêu cầu báo cáo đột xuất.", "A request for an ad hoc report." {
        id: Id => "Mã yêu cầu.", "The request's id.";
        title: Words => "Nội dung yêu cầu.", "What is asked for.";
        issued: NaiveDate => "Ngày yêu cầu.", "The day it was issued.";
        by: NaiveDate => "Hạn, tính cả ngày này.", "The last good day.";
        document: Words => "Số văn bản.", "The document.";
        kinds: Required<Id> => "Các loại đơn vị phải trả lời.", "The kinds of unit it binds.";
    }
}

words! {
    /// How a report came.
    pub enum Channel("email, paper hoặc system", "email, paper or system") {
        Email = "email" ("thư điện tử", "e-mail"),
        Paper = "paper" ("bản giấy", "paper"),
        System = "system" ("hệ thống báo cáo", "the reporting system"),
    }
}

impl Named for Request {
    fn id_shape() -> ScalarShape {
        Id::scalar_shape()
    }
}
