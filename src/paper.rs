//! What an official paper is before it has a form: a decision, a proposal, a letter, as Decree 30/2020/NĐ-CP, Appendix I,
//! has their parts. In Vietnamese only: an official paper has no other language.
//!
//! Whoever makes a paper knows no format, and a format knows nothing of the domain.

use chrono::NaiveDate;

use crate::document::{Frame, Table};

/// A paper, ready but for its number, its date and its signature.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Heading, bases, signature block and recipients. Without a name it is a letter.
    pub frame: Frame,
    /// Printed in the date that is left blank.
    pub year: i32,
    /// Whose power it uses, under its name: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG`.
    pub authority: Option<String>,
    /// On whose word it rests, the last of its bases: `Theo đề nghị của …`, without the final mark.
    pub proposal: Option<String>,
    /// `Kính gửi`, each without a final mark.
    pub addressees: Vec<String>,
    /// Stands between the bases and the body: `QUYẾT ĐỊNH:`.
    pub resolves: Option<String>,
    /// The last passage is ended with `./.`.
    pub body: Vec<Passage>,
    /// The signer's name; blank where it is not known who signs.
    pub signed_by: Option<String>,
    pub attachments: Vec<Attachment>,
    /// Printed at the end where there is one: that the data are a sample.
    pub notice: Option<String>,
}

/// A passage of a body.
#[derive(Clone, Debug)]
pub enum Passage {
    /// `Điều 1.`, `Điều 2.` and so on in the order that they stand in.
    Article(String),
    Paragraph(String),
    Table(Table),
}

/// A list that goes with the paper, on pages of its own.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// `DANH SÁCH`.
    pub name: String,
    pub about: String,
    /// `(Kèm theo …)`.
    pub goes_with: String,
    pub table: Table,
}

/// A message to be looked over and sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub from: Mailbox,
    /// At least one.
    pub to: Vec<Mailbox>,
    pub copies: Vec<Mailbox>,
    pub subject: String,
    /// The day it is of; the hour is the morning's.
    pub date: NaiveDate,
    /// The text, a line or paragraph each.
    pub lines: Vec<String>,
}

/// Somebody's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    pub name: String,
    /// `name@domain`, in ASCII.
    pub address: String,
}

/// A list with blanks to be filled in and sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankList {
    /// What it is, of whom, how to fill it in; a line each.
    pub title: Vec<String>,
    /// What may stand under `Đơn vị` and under `Vị trí đầu mối`.
    pub units: Vec<String>,
    pub seats: Vec<String>,
    pub rows: Vec<BlankRow>,
    /// Printed at the foot where there is one: that the data are a sample.
    pub notice: Option<String>,
}

/// A seat of a unit, with whoever is known to hold it; nobody where the name is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlankRow {
    pub name: String,
    pub position: String,
    pub unit: String,
    pub seat: String,
    pub phone: String,
    pub email: String,
    pub from: Option<NaiveDate>,
    pub note: String,
}
