//! `officers/*.yaml`: who holds which seat, from when to when.

use chrono::NaiveDate;

use super::regulation::Employment;
use super::unit::Unit;
use crate::calendar::Interval;
use crate::record;
use crate::record::scalar::{Email, Id, Words};
use crate::record::{Named, Records, Ref, ScalarShape};

record! {
    /// An officers file.
    pub struct OfficersFile = "officers" ("tệp đầu mối", "officers file")
        "Danh sách cán bộ, công chức đầu mối.", "The focal-point officers." {
        officers: Records<Officer> => "Các cán bộ, công chức đầu mối.", "The officers.", "2.2";
    }
}

record! {
    /// One person in one seat from one day.
    pub struct Officer = "officer" ("người làm đầu mối", "officer")
        "Một người ở một vị trí đầu mối, từ một ngày.", "One person in one seat from one day." {
        id: Id => "Mã bản ghi.", "The record's id.";
        name: Words => "Họ và tên.", "Family, middle and given name.";
        unit: Ref<Unit> => "Đơn vị.", "The unit.", "2.2";
        seat: Id => "Vị trí đầu mối theo quy định.", "The seat, as the regulation names it.", "2.2";
        position: Words => "Chức vụ hiện giữ.", "The position held.", "2.2";
        employment: Employment => "Diện cán bộ, công chức, viên chức.", "The class of employment.", "2.2";
        in_charge_of: Vec<Id> => "Việc đang phụ trách, như one-stop (Bộ phận Một cửa).", "What the officer is in charge of, such as one-stop.", "2.2.b";
        from: NaiveDate => "Ngày đầu làm đầu mối.", "The first day in the seat.";
        until: Option<NaiveDate> => "Ngày cuối làm đầu mối; bỏ trống là đang làm.", "The last day in the seat; absent while in it.", "2.4";
        experience_since: Option<NaiveDate> => "Công tác trong ngành từ ngày.", "In service since.";
        email: Option<Email> => "Thư công vụ.", "Official e-mail.", "7.2";
        phone: Option<Words> => "Điện thoại công vụ.", "Official telephone.", "7.2";
        nomination: Option<Nomination> => "Danh sách của đơn vị, do thủ trưởng phê duyệt.", "The unit's list, approved by its head.", "2.3";
        person: Option<Id> => "Mã chung của các bản ghi về cùng một người.", "An id shared by records of one human being.";
        note: Option<Words> => "Ghi chú.", "A note.";
    }
}

record! {
    /// The unit's list that names the officer.
    pub struct Nomination = "nomination" ("danh sách đề cử", "nomination")
        "Danh sách đầu mối do đơn vị lập.", "The list drawn up by the unit." {
        number: Words => "Số văn bản.", "The list's number.";
        date: NaiveDate => "Ngày lập.", "The day it was drawn up.";
        approved: Option<NaiveDate> => "Ngày thủ trưởng phê duyệt.", "The day its head approved it.", "2.3";
    }
}

impl Named for Officer {
    fn id_shape() -> ScalarShape {
        Id::scalar_shape()
    }
}

impl Officer {
    /// The days in the seat.
    pub fn tenure(&self) -> Interval {
        Interval { from: self.from, until: self.until }
    }
}
