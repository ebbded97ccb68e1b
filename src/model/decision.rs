//! `decisions/<authority>/*.yaml`: the papers that recognise officers and end recognitions.

use std::sync::Arc;

use chrono::NaiveDate;

use super::officer::Officer;
use super::unit::Unit;
use crate::both;
use crate::locale::{Both, Text, day};
use crate::record;
use crate::record::scalar::{DECISION_ID, Sha256, Words};
use crate::record::{JsonKind, Named, Ref, ScalarShape};
use crate::words;

record! {
    /// What a decision's file says.
    pub struct DecisionFile = "decision" ("quyết định", "decision")
        "Một quyết định công nhận hoặc thay đổi đầu mối; mỗi tệp một quyết định.", "A decision on recognition, one a file." {
        number: Words => "Số, ký hiệu.", "The number and symbol.", "2.3";
        date: NaiveDate => "Ngày ký.", "The day it was signed.", "2.3";
        issued_by: Ref<Unit> => "Đơn vị ban hành.", "The unit that issued it.", "2.3";
        form: Form => "Hình thức văn bản.", "The form of the paper.", "2.3";
        signed_by: SignedBy => "Người ký.", "Who signed.", "2.3";
        proposal: Option<Proposal> => "Tờ trình đề nghị.", "The proposal before it.", "2.3";
        recognizes: Vec<Ref<Officer>> => "Công nhận những ai.", "Whom it recognises.", "2.3";
        ends: Vec<Ref<Officer>> => "Thôi công nhận những ai.", "Whose recognition it ends.", "2.4";
        replaces: Vec<Ref<DecisionFile>> => "Thay thế các quyết định trước; ai không được nêu lại thì thôi được công nhận.",
            "Earlier decisions it replaces; whoever it does not repeat is no longer recognised.", "2.4";
        copies: Vec<Copy> => "Nơi nhận và ngày gửi.", "To whom it was sent, and when.", "2.3";
        file: Option<Scan> => "Bản chụp văn bản.", "A scan of the paper.";
        note: Option<Words> => "Ghi chú.", "A note.";
    }
}

record! {
    /// Who signed, and in what capacity.
    pub struct SignedBy = "signed_by" ("người ký", "signer")
        "Người ký và tư cách ký.", "Who signed and in what capacity." {
        r#as: Capacity => "Tư cách ký.", "In what capacity.", "2.3";
        name: Words => "Họ và tên người ký.", "The signer's name.";
    }
}

record! {
    /// The proposal that a decision rests on.
    pub struct Proposal = "proposal" ("tờ trình", "proposal")
        "Tờ trình đề nghị công nhận.", "The proposal." {
        number: Words => "Số tờ trình.", "The proposal's number.";
        date: NaiveDate => "Ngày trình.", "The day of the proposal.";
        by: Ref<Unit> => "Đơn vị trình.", "The unit that proposed.", "2.3";
    }
}

record! {
    /// A copy that was sent.
    pub struct Copy = "copy" ("bản gửi", "copy")
        "Một nơi nhận.", "One recipient." {
        to: Ref<Unit> => "Nơi nhận.", "To whom.", "2.3";
        sent: NaiveDate => "Ngày gửi.", "The day it was sent.";
    }
}

record! {
    /// A scan of the paper.
    pub struct Scan = "file" ("bản chụp", "scan")
        "Bản chụp văn bản.", "A scan of the paper." {
        path: Words => "Đường dẫn.", "The path.";
        sha256: Option<Sha256> => "Mã băm SHA-256 của tệp.", "The file's SHA-256 digest.";
    }
}

words! {
    /// The form of a paper (Decree 30/2020/NĐ-CP).
    pub enum Form("decision, notice hoặc letter", "decision, notice or letter") {
        Decision = "decision" ("quyết định", "decision"),
        Notice = "notice" ("thông báo", "notice"),
        Letter = "letter" ("công văn", "letter"),
    }
}

words! {
    /// In what capacity a paper was signed (Decree 30/2020/NĐ-CP, Article 13).
    pub enum Capacity("head, for-head hoặc for-committee", "head, for-head or for-committee") {
        Head = "head" ("người đứng đầu", "the head"),
        ForHead = "for-head" ("ký thay người đứng đầu (KT.)", "for the head (KT.)"),
        ForCommittee = "for-committee" ("thay mặt tập thể (TM.)", "on behalf of the committee (TM.)"),
    }
}

/// A decision: what its file says, under the id that its path gives it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The path below `decisions/` without the ending: `huyen-ke-sach/2024-03-05-512`.
    pub id: Arc<str>,
    pub paper: DecisionFile,
}

impl std::ops::Deref for Decision {
    type Target = DecisionFile;

    fn deref(&self) -> &DecisionFile {
        &self.paper
    }
}

impl Named for DecisionFile {
    fn id_shape() -> ScalarShape {
        ScalarShape {
            says: Both::new(
                "mã một quyết định, như huyen-ke-sach/2024-03-05-512",
                "a decision's id such as huyen-ke-sach/2024-03-05-512",
            ),
            pattern: DECISION_ID,
            values: &[],
            json: JsonKind::Text,
        }
    }
}

impl DecisionFile {
    /// What people call it: its form, number and date.
    pub fn title(&self) -> Text {
        let (form, number, date) = (self.form.name(), &self.number, day(self.date));
        both!(vi: ("{} số {number} ngày {date}", form.vi), en: ("{} {number} of {date}", form.en))
    }

    pub fn recognizes_officer(&self, officer: &str) -> bool {
        self.recognizes.iter().any(|recognized| &*recognized.id == officer)
    }

    pub fn ends_officer(&self, officer: &str) -> bool {
        self.ends.iter().any(|ended| &*ended.id == officer)
    }
}
