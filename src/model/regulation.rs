//! A regulation as data: who must be appointed where, who recognises them, what is owed and when.

use std::sync::Arc;

use chrono::NaiveDate;

use super::letterhead::Letterhead;
use super::unit::Unit;
use crate::calendar::{Cadence, Edge};
use crate::locale::{Both, Language, Text};
use crate::record;
use crate::record::scalar::{ClauseId, Id, Words, whole, whole_shape};
use crate::record::tree::{Node, Value};
use crate::record::{Field, Reader, Record, Records, Ref, Required, Shape};
use crate::words;

record! {
    /// One regulation: a file under `regulations/`.
    pub struct Regulation = "regulation" ("quy định", "regulation")
        "Một quy chế được ghi thành dữ liệu.", "A regulation written down as data." {
        number: Words => "Số, ký hiệu văn bản.", "The document's number and symbol.";
        issued: NaiveDate => "Ngày ban hành.", "The day it was issued.";
        title: Bilingual => "Tên văn bản.", "The document's title.";
        in_force: InForce => "Thời gian có hiệu lực.", "When it is in force.", "QĐ.2";
        replaces: Option<Words> => "Văn bản bị thay thế.", "The document it replaces.", "QĐ.2";
        applies_to: Option<Ref<Unit>> => "Đơn vị mà quy định áp dụng, kể cả mọi đơn vị trực thuộc; bỏ trống là cả sổ.",
            "The unit it applies to, with all below it; absent, the whole registry.", "1.1";
        roll: Option<Rolling> => "Hạn rơi vào ngày nghỉ thì giữ nguyên, lùi về trước hay dời về sau; mặc định none.",
            "What a deadline on a day off does; none by default.", "7.3";
        bases: Vec<Words> => "Các căn cứ pháp lý, ghi trong dự thảo quyết định.", "The legal bases, for drafted decisions.";
        tiers: Vec<Tier> => "Tên các cấp, theo thứ tự từ trên xuống.", "What the tiers are called, from the top down.", "1.2";
        kinds: Required<Kind> => "Các loại đơn vị.", "The kinds of unit.", "1.2";
        reports: Vec<Report> => "Các loại báo cáo.", "The reports there are.", "7.3";
        duties: Option<Records<Duty>> => "Các nhiệm vụ phải theo dõi.", "The duties to keep track of.", "5";
        clauses: Option<Records<Clause>> => "Từng điều, khoản, điểm: nói gì và được giữ bằng cách nào.", "Every clause: what it says and what keeps it.";
    }
}

record! {
    /// A name or sentence in both languages.
    pub struct Bilingual = "text in both languages" ("đoạn chữ hai thứ tiếng", "text in both languages")
        "Tiếng Việt và tiếng Anh.", "Vietnamese and English." {
        vi: Words => "Tiếng Việt.", "In Vietnamese.";
        en: Words => "Tiếng Anh.", "In English.";
    }
}

impl Bilingual {
    pub fn text(&self) -> Text {
        Text { vi: self.vi.to_string(), en: self.en.to_string() }
    }

    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Vi => &self.vi,
            Language::En => &self.en,
        }
    }
}

record! {
    /// When a regulation is in force; both days inclusive.
    pub struct InForce = "in_force" ("thời gian hiệu lực", "time in force")
        "Thời gian có hiệu lực, tính cả hai ngày đầu cuối.", "When it is in force, both days included." {
        from: NaiveDate => "Ngày đầu có hiệu lực.", "The first day in force.";
        until: Option<NaiveDate> => "Ngày cuối còn hiệu lực; bỏ trống là còn hiệu lực.", "The last day in force; absent, it goes on.";
        because: Option<Words> => "Vì sao hết hiệu lực.", "Why it ended.";
    }
}

record! {
    /// A tier of the administration.
    pub struct Tier = "tier" ("cấp", "tier")
        "Một cấp hành chính.", "A tier of the administration." {
        id: Id => "Mã cấp, như các loại đơn vị ghi.", "The tier's id, as kinds of unit name it.", "1.2";
        name: Bilingual => "Tên cấp.", "The tier's name.";
    }
}

record! {
    /// A kind of unit: its seats, who recognises its officers, what it owes.
    pub struct Kind = "kind" ("loại đơn vị", "kind of unit")
        "Một loại đơn vị.", "A kind of unit." {
        id: Id => "Mã loại.", "The kind's id.";
        tier: Option<Id> => "Cấp; các bảng gộp theo cấp.", "The tier; tables group by it.", "1.2";
        name: Bilingual => "Tên loại.", "The kind's name.";
        clause: Option<ClauseId> => "Điều khoản quy định cơ cấu.", "The clause on its composition.", "2.2";
        in_scope: Option<bool> => "false: ngoài phạm vi điều chỉnh; mặc định true.", "false: outside the scope; true by default.", "1.1";
        seats: Vec<Seat> => "Các vị trí đầu mối.", "The seats of focal-point officers.", "2.2";
        recognition: Option<Recognition> => "Ai công nhận, ai đề nghị, gửi cho ai.", "Who recognises, who proposes, who gets copies.", "2.3";
        owes: Vec<Owes> => "Các báo cáo phải gửi.", "The reports it owes.", "7.3";
        letterhead: Option<Letterhead> => "Cách đơn vị đứng tên trên văn bản.", "How the unit names itself on paper.";
        office: Option<Letterhead> => "Văn phòng làm văn bản cho đơn vị, nếu văn phòng không phải là một đơn vị trong sổ.",
            "The office that acts for the unit on paper, where it is no unit of the registry.", "2.3";
    }
}

record! {
    /// A seat that a kind of unit has.
    pub struct Seat = "seat" ("vị trí đầu mối", "seat")
        "Một vị trí đầu mối.", "A seat of a focal-point officer." {
        id: Id => "Mã vị trí.", "The seat's id.";
        name: Bilingual => "Tên vị trí.", "The seat's name.";
        clause: Option<ClauseId> => "Điều khoản, nếu khác của loại đơn vị.", "The clause, where it differs from the kind's.", "2.2";
        count: Option<Count> => "Số người: một số, hoặc {min, max}; mặc định 1.", "How many hold it: a number, or {min, max}; 1 by default.", "2.2";
        employment: Option<Employment> => "Diện cán bộ phải có.", "The class of employment it asks for.", "2.2";
        positions: Vec<Position> => "Các chức danh phù hợp, có một là đủ.", "The positions that qualify; any one is enough.", "2.2";
        in_charge_of: Vec<Id> => "Việc phải đang phụ trách, như one-stop (Bộ phận Một cửa).", "What the holder must be in charge of, such as one-stop.", "2.2.b";
        experience_years: Option<u16> => "Số năm công tác tối thiểu.", "The least years of service.";
    }
}

/// How many hold a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// At least so many.
    pub min: u16,
    /// At most so many; `None` is open.
    pub max: Option<u16>,
}

impl Count {
    /// Whether any number of people fits, and not only nobody.
    pub fn is_possible(self) -> bool {
        self.max.is_none_or(|max| max > 0 && self.min <= max)
    }
}

record! {
    /// The bounds of a seat with a range.
    pub struct Bounds = "count" ("số người", "count")
        "Khoảng số người.", "A range of people." {
        min: Option<u16> => "Ít nhất; mặc định 0.", "At least; 0 by default.";
        max: Option<u16> => "Nhiều nhất; bỏ trống là không giới hạn.", "At most; absent, open.";
    }
}

impl Field for Count {
    fn shape() -> Shape {
        Shape::Either(vec![Shape::Scalar(whole_shape()), Shape::Record(Bounds::description)])
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Map(_) => {
                Bounds::read(node, reader).map(|bounds| Self { min: bounds.min.unwrap_or(0), max: bounds.max })
            }
            Value::Scalar(_) | Value::Broken(_) => {
                reader.scalar(node, &whole_shape(), whole).map(|count| Self { min: count, max: Some(count) })
            }
            Value::List(_) => {
                let says = Both::new("một số hoặc {min, max}", "a number or {min, max}");
                reader.wrong_type(node, says);
                None
            }
        }
    }
}

/// A position that qualifies for a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub title: Words,
    /// Years of service that this title asks for besides.
    pub experience_years: Option<u16>,
}

record! {
    /// A position with a condition of its own.
    pub struct QualifiedPosition = "position" ("chức danh", "position")
        "Một chức danh kèm điều kiện.", "A position with a condition." {
        title: Words => "Chức danh.", "The title.";
        experience_years: Option<u16> => "Số năm công tác tối thiểu với chức danh này.", "The least years of service with this title.";
    }
}

impl Field for Position {
    fn shape() -> Shape {
        Shape::Either(vec![Words::shape(), QualifiedPosition::shape()])
    }

    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Map(_) => QualifiedPosition::read(node, reader)
                .map(|position| Self { title: position.title, experience_years: position.experience_years }),
            Value::Scalar(_) | Value::List(_) | Value::Broken(_) => {
                Words::read(node, reader).map(|title| Self { title, experience_years: None })
            }
        }
    }
}

record! {
    /// How officers of a kind are recognised.
    pub struct Recognition = "recognition" ("quy định công nhận", "rule of recognition")
        "Thẩm quyền, đề nghị và nơi nhận.", "Authority, proposal and recipients." {
        by: Id => "Loại đơn vị mà người đứng đầu ra quyết định.", "The kind of unit whose head decides.", "2.3";
        proposed_by: Option<Id> => "Loại đơn vị đề nghị.", "The kind of unit that proposes.", "2.3";
        copies_to: Vec<Id> => "Nơi nhận: concerned (các đơn vị có người trong quyết định) hoặc một loại đơn vị.",
            "Who gets copies: concerned (the units whose officers are listed) or a kind of unit.", "2.3";
        symbol: Option<Words> => "Ký hiệu đứng sau số quyết định.", "What follows the number of a decision.";
        clause: ClauseId => "Điều khoản về thẩm quyền.", "The clause on the authority.", "2.3";
        change_clause: Option<ClauseId> => "Điều khoản về thay đổi nhân sự.", "The clause on changes of people.", "2.4";
    }
}

record! {
    /// A report that a kind of unit owes, and by when.
    pub struct Owes = "owes" ("nghĩa vụ báo cáo", "report owed")
        "Một báo cáo phải gửi và hạn của nó. Hạn có đúng một trong: before, by, workdays_after_window, set_by.",
        "A report owed and its deadline: exactly one of before, by, workdays_after_window, set_by." {
        report: Id => "Loại báo cáo.", "Which report.";
        to: Id => "Loại đơn vị nhận.", "The kind of unit it goes to.", "7.3";
        via: Option<Id> => "Gửi thông qua loại đơn vị nào.", "The kind of unit it goes through.", "7.3";
        before: Option<u16> => "Trước ngày này của tháng cuối kỳ, không tính chính ngày đó.", "Before this day of the closing month; the day itself is late.", "7.3";
        by: Option<u16> => "Chậm nhất ngày này của tháng cuối kỳ, tính cả ngày đó.", "By this day of the closing month, the day itself included.", "7.3";
        month: Option<DueMonth> => "closing: tháng cuối kỳ (mặc định); next: tháng sau.", "closing: the period's last month (default); next: the month after.";
        workdays_after_window: Option<u16> => "Số ngày làm việc sau khi hết kỳ số liệu.", "So many working days after the data window ends.";
        set_by: Option<Id> => "Loại đơn vị tự quy định hạn.", "The kind of unit that sets the date.", "7.4";
        clause: ClauseId => "Điều khoản.", "The clause.", "7.3";
    }
}

record! {
    /// A kind of report.
    pub struct Report = "report" ("loại báo cáo", "report")
        "Một loại báo cáo.", "A kind of report." {
        id: Id => "Mã loại báo cáo.", "The report's id.";
        every: Every => "Bao lâu một lần.", "How often.", "7.3";
        name: Bilingual => "Tên báo cáo.", "The report's name.";
        data_window: Option<Window> => "Kỳ số liệu; để hiển thị và tính hạn, không dùng để xét chậm.", "The data window: shown, and the base of deadlines in working days.";
    }
}

record! {
    /// The days whose data a report covers, both inclusive.
    pub struct Window = "data_window" ("kỳ số liệu", "data window")
        "Từ ngày nào đến ngày nào, như {from: 15 previous, until: 14 closing}.", "From which day to which, such as {from: 15 previous, until: 14 closing}." {
        from: Edge => "Ngày đầu kỳ số liệu.", "The first day of the data.";
        until: Edge => "Ngày cuối kỳ số liệu.", "The last day of the data.";
        source: Option<Words> => "Văn bản quy định kỳ số liệu.", "The document that fixes the window.";
    }
}

record! {
    /// A duty besides the reports.
    pub struct Duty = "duty" ("nhiệm vụ", "duty")
        "Một nhiệm vụ phải theo dõi.", "A duty to keep track of." {
        id: Id => "Mã nhiệm vụ.", "The duty's id.";
        clause: ClauseId => "Điều khoản.", "The clause.", "5";
        kinds: Required<Id> => "Các loại đơn vị phải làm.", "The kinds of unit it binds.";
        every: Option<Every> => "Bao lâu một lần.", "How often.";
        name: Bilingual => "Tên nhiệm vụ.", "The duty's name.";
        evidence: Option<Bilingual> => "Giấy tờ chứng minh.", "What evidence is on file.";
    }
}

record! {
    /// A clause: what it says, and what keeps it.
    pub struct Clause = "clause" ("điều khoản", "clause")
        "Một điều, khoản, điểm hoặc gạch đầu dòng.", "An article, khoản, điểm or dash." {
        id: ClauseId => "Số điều khoản, như \"2.2.a\".", "The clause's id, such as \"2.2.a\".";
        says: Bilingual => "Nội dung, diễn đạt lại.", "What it says, paraphrased.";
        kept_by: Required<Id> => "Tên quy tắc, báo cáo hoặc loại bản ghi giữ điều khoản này.", "The rules, reports or record types that keep it.";
        because: Option<Bilingual> => "Vì sao chương trình không giữ được.", "Why a program cannot keep it.";
    }
}

words! {
    /// The classes of employment of Vietnam's cadres and civil servants (Luật Cán bộ, công chức; Luật Viên chức).
    pub enum Employment("cadre, civil-servant hoặc public-employee", "cadre, civil-servant or public-employee") {
        Cadre = "cadre" ("cán bộ", "cadre"),
        CivilServant = "civil-servant" ("công chức", "civil servant"),
        PublicEmployee = "public-employee" ("viên chức", "public employee"),
    }
}

words! {
    /// What a deadline on a day off does.
    pub enum Rolling("none, previous hoặc next", "none, previous or next") {
        None = "none" ("giữ nguyên ngày", "stays as written"),
        Previous = "previous" ("lùi về ngày làm việc trước", "moves to the working day before"),
        Next = "next" ("dời sang ngày làm việc sau", "moves to the working day after"),
    }
}

words! {
    /// The month that a deadline's day is of.
    pub enum DueMonth("closing hoặc next", "closing or next") {
        Closing = "closing" ("tháng cuối kỳ", "the period's last month"),
        Next = "next" ("tháng sau kỳ", "the month after the period"),
    }
}

words! {
    /// How often something is owed.
    pub enum Every("month, quarter, half-year, nine-months, year hoặc request", "month, quarter, half-year, nine-months, year or request") {
        Month = "month" ("hằng tháng", "every month"),
        Quarter = "quarter" ("hằng quý", "every quarter"),
        HalfYear = "half-year" ("6 tháng", "every half-year"),
        NineMonths = "nine-months" ("9 tháng", "after nine months"),
        Year = "year" ("hằng năm", "every year"),
        Request = "request" ("khi có yêu cầu", "on request"),
    }
}

impl Every {
    /// The periods it runs through; `None` for what is owed on request.
    pub fn cadence(self) -> Option<Cadence> {
        match self {
            Self::Month => Some(Cadence::Month),
            Self::Quarter => Some(Cadence::Quarter),
            Self::HalfYear => Some(Cadence::HalfYear),
            Self::NineMonths => Some(Cadence::NineMonths),
            Self::Year => Some(Cadence::Year),
            Self::Request => None,
        }
    }
}

impl Kind {
    pub fn in_scope(&self) -> bool {
        self.in_scope.unwrap_or(true)
    }

    pub fn seat(&self, id: &str) -> Option<&Seat> {
        self.seats.iter().find(|seat| &*seat.id == id)
    }

    /// The clause on one of its seats: the seat's own, else the kind's.
    pub fn clause_of<'k>(&'k self, seat: &'k Seat) -> Option<&'k ClauseId> {
        seat.clause.as_ref().or(self.clause.as_ref())
    }
}

impl Recognition {
    /// The clause on changes of people, or where the regulation has none of its own the one on recognition.
    pub fn clause_on_change(&self) -> &ClauseId {
        self.change_clause.as_ref().unwrap_or(&self.clause)
    }
}

impl Seat {
    pub fn count(&self) -> Count {
        self.count.unwrap_or(Count { min: 1, max: Some(1) })
    }
}

impl Regulation {
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| &*kind.id == id)
    }

    /// What a tier is called: its name where the regulation gives one, else its id.
    pub fn tier_name(&self, id: &str) -> Text {
        let named = self.tiers.iter().find(|tier| &*tier.id == id);
        named.map_or_else(|| Text::same(id), |tier| tier.name.text())
    }

    /// Whether a kind is of a tier between those of a unit's kind and of one above it, so that the unit belongs below a unit
    /// of that kind.
    pub fn is_between(&self, above: &str, kind: &str, below: &str) -> bool {
        let tier = |kind| self.tier_rank(kind);
        tier(above) < tier(kind) && tier(kind) < tier(below)
    }

    /// The tiers from the top down: as `tiers` lists them, then those it leaves out as kinds first name them. The order of the
    /// kinds themselves says nothing where `tiers` does.
    pub fn tier_order(&self) -> Vec<&str> {
        let mut order: Vec<&str> = Vec::new();
        let listed = self.tiers.iter().map(|tier| &*tier.id);
        for tier in listed.chain(self.kinds.iter().filter_map(|kind| kind.tier.as_deref())) {
            if !order.contains(&tier) {
                order.push(tier);
            }
        }
        order
    }

    /// A kind without a tier counts as of the first.
    fn tier_rank(&self, kind: &str) -> usize {
        let tier = self.kind(kind).and_then(|kind| kind.tier.as_deref());
        tier.and_then(|tier| self.tier_order().iter().position(|known| *known == tier)).unwrap_or(0)
    }

    /// Whether it has several reports of one cadence, so that a period alone does not say which is meant.
    pub fn has_several_of(&self, every: Every) -> bool {
        self.reports.iter().filter(|report| report.every == every).count() > 1
    }

    pub fn report(&self, id: &str) -> Option<&Report> {
        self.reports.iter().find(|report| &*report.id == id)
    }

    pub fn clause(&self, id: &str) -> Option<&Clause> {
        self.clauses().iter().find(|clause| &*clause.id == id)
    }

    pub fn clauses(&self) -> &[Clause] {
        self.clauses.as_ref().map_or(&[], |clauses| &clauses.0)
    }

    pub fn duties(&self) -> &[Duty] {
        self.duties.as_ref().map_or(&[], |duties| &duties.0)
    }

    /// The clauses that a rule keeps, in the text's order.
    pub fn kept_by(&self, keeper: &str) -> impl Iterator<Item = &Clause> {
        self.clauses().iter().filter(move |clause| clause.kept_by.iter().any(|name| &**name == keeper))
    }

    /// Every mention of a clause, with its place.
    pub fn cited_clauses(&self) -> Vec<(&Arc<str>, crate::source::Place)> {
        let mut cited = Vec::new();
        for kind in self.kinds.iter() {
            let of_kind = kind.clause.iter().map(|clause| (&clause.0, kind.place.field("clause")));
            let of_seats =
                kind.seats.iter().filter_map(|seat| Some((&seat.clause.as_ref()?.0, seat.place.field("clause"))));
            cited.extend(of_kind.chain(of_seats));
            if let Some(recognition) = &kind.recognition {
                cited.push((&recognition.clause.0, recognition.place.field("clause")));
                let change = recognition.change_clause.iter();
                cited.extend(change.map(|clause| (&clause.0, recognition.place.field("change_clause"))));
            }
            cited.extend(kind.owes.iter().map(|owes| (&owes.clause.0, owes.place.field("clause"))));
        }
        cited.extend(self.duties().iter().map(|duty| (&duty.clause.0, duty.place.field("clause"))));
        cited
    }
}

/// In `copies_to`: every unit whose officers the decision lists.
pub const CONCERNED: &str = "concerned";
