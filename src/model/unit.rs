//! `units/*.yaml`: the bodies of the administration.

use chrono::NaiveDate;

use super::regulation::DueMonth;
use crate::calendar::Interval;
use crate::record;
use crate::record::scalar::{Code, Email, Id, Words};
use crate::record::{Named, Records, Ref, ScalarShape, Table};

record! {
    /// A units file.
    pub struct UnitsFile = "units" ("tệp đơn vị", "units file")
        "Danh sách đơn vị; mỗi huyện cùng các xã một tệp, cấp tỉnh một tệp.", "Units: a file for each district with its communes, one for the province." {
        units: Records<Unit> => "Các đơn vị.", "The units.", "1.2";
    }
}

record! {
    /// A body of the administration, from one day to another.
    pub struct Unit = "unit" ("đơn vị", "unit")
        "Một cơ quan, đơn vị.", "A body of the administration." {
        id: Id => "Mã đơn vị, không bao giờ đổi.", "The unit's id; it never changes.";
        kind: Id => "Loại đơn vị theo quy định.", "The kind of unit, as the regulation names it.", "1.2";
        parent: Option<Ref<Unit>> => "Đơn vị cấp trên trực tiếp.", "The unit directly above.";
        name: Words => "Tên đầy đủ hiện nay.", "The full name today.";
        code: Option<Code> => "Mã hành chính, đặt trong ngoặc kép.", "The administrative code, quoted.";
        from: Option<NaiveDate> => "Ngày đầu tồn tại; bỏ trống là đã có từ trước.", "The first day it exists; absent, it always did.";
        until: Option<NaiveDate> => "Ngày cuối còn tồn tại.", "The last day it exists.";
        successor: Option<Ref<Unit>> => "Đơn vị kế tục.", "The unit that carries on.";
        former_names: Vec<FormerName> => "Các tên cũ.", "Earlier names.";
        email: Option<Email> => "Hộp thư công vụ của đơn vị.", "The unit's official mailbox.", "7.2";
        phone: Option<Words> => "Điện thoại cơ quan.", "The office's telephone.", "7.2";
        head: Option<Head> => "Thủ trưởng đơn vị.", "The head of the unit.", "3.2";
        sets: Vec<SetDates> => "Hạn báo cáo mà đơn vị quy định cho cấp dưới.", "The dates it sets for the units below it.", "7.4";
        note: Option<Words> => "Ghi chú.", "A note.";
    }
}

record! {
    /// A name that a unit once had.
    pub struct FormerName = "former_name" ("tên cũ", "former name")
        "Một tên cũ.", "An earlier name." {
        name: Words => "Tên cũ.", "The name.";
        until: NaiveDate => "Ngày cuối mang tên này.", "The last day it was called so.";
    }
}

record! {
    /// The head of a unit.
    pub struct Head = "head" ("thủ trưởng", "head")
        "Thủ trưởng đơn vị.", "The head of the unit." {
        name: Words => "Họ và tên.", "The name.";
        position: Words => "Chức vụ.", "The position.";
    }
}

record! {
    /// The dates that a unit sets for the reports of a kind of unit below it, from a day on.
    pub struct SetDates = "sets" ("quy định về hạn", "set dates")
        "Hạn báo cáo mà đơn vị quy định, từ một ngày.", "The dates a unit sets, from a day on." {
        from: NaiveDate => "Áp dụng từ ngày.", "From which day.";
        kind: Id => "Cho loại đơn vị nào.", "For which kind of unit.";
        document: Option<Words> => "Số văn bản quy định.", "The document that sets them.";
        reports: Table<SetDeadline> => "Hạn của từng loại báo cáo.", "The deadline of each report.", "7.4";
    }
}

record! {
    /// A deadline that a unit sets: exactly one of `before`, `by`, `workdays_after_window`.
    pub struct SetDeadline = "deadline" ("hạn", "deadline")
        "Một hạn báo cáo: đúng một trong before, by, workdays_after_window.", "A deadline: exactly one of before, by, workdays_after_window." {
        before: Option<u16> => "Trước ngày này, không tính chính ngày đó.", "Before this day; the day itself is late.";
        by: Option<u16> => "Chậm nhất ngày này, tính cả ngày đó.", "By this day, the day itself included.";
        month: Option<DueMonth> => "closing (mặc định) hoặc next.", "closing (default) or next.";
        workdays_after_window: Option<u16> => "Số ngày làm việc sau khi hết kỳ số liệu.", "So many working days after the data window ends.";
    }
}

impl Named for Unit {
    fn id_shape() -> ScalarShape {
        Id::scalar_shape()
    }
}

impl Unit {
    /// The days on which it exists.
    pub fn life(&self) -> Interval {
        Interval { from: self.from.unwrap_or(NaiveDate::MIN), until: self.until }
    }

    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.life().contains(day)
    }

    /// What it was called on a day.
    pub fn name_on(&self, day: NaiveDate) -> &str {
        self.former_names
            .iter()
            .filter(|former| former.until >= day)
            .min_by_key(|former| former.until)
            .map_or(&self.name, |former| &former.name)
    }

    /// Its names one after the other, each with the days of its life on which it bore it.
    pub fn names(&self) -> Vec<(Interval, &str)> {
        let mut former: Vec<&FormerName> = self.former_names.iter().collect();
        former.sort_by_key(|former| former.until);
        let mut names = Vec::with_capacity(former.len() + 1);
        let mut from = NaiveDate::MIN;
        for former in former {
            names.push((Interval { from, until: Some(former.until) }, &*former.name));
            from = former.until.succ_opt().unwrap_or(NaiveDate::MAX);
        }
        names.push((Interval { from, until: None }, &*self.name));
        names.into_iter().filter_map(|(days, name)| Some((days.intersection(self.life())?, name))).collect()
    }
}
