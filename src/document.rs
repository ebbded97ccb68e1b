//! What a report, a roster or a list is before it has a form: sections of tables of typed cells.
//!
//! Whoever makes a document knows no format, and a format knows nothing of the domain: N documents and M formats are N + M
//! pieces. Words are in both languages until a format picks one; days, counts and rates keep their types to the end, so
//! that a spreadsheet gets real dates and JSON real numbers. What is not known is [`Cell::Missing`], never 0.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::both;
use crate::locale::{Both, Language, Text, day};

/// A whole document.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is, in one word for programs: `report`, `roster`.
    pub kind: &'static str,
    /// `Tuân thủ quý III/2024`.
    pub title: Text,
    /// Whom it is about: `Tỉnh Sóc Trăng`.
    pub subject: Text,
    /// What it covers and how it was counted, a line each; shown under the title.
    pub about: Vec<Text>,
    /// Printed on every form where there is one: that the data are a sample.
    pub notice: Option<String>,
    pub sections: Vec<Section>,
    /// What an official paper has around its body; only forms that look like one use it.
    pub frame: Option<Frame>,
    pub evidence: Evidence,
}

/// A part of a document: an answer in words, and the table it rests on.
#[derive(Clone, Debug)]
pub struct Section {
    /// Kebab-case; the key in JSON, part of a file's name. Unique in a document.
    pub id: &'static str,
    pub heading: Text,
    /// The answer in a sentence or two, before the table.
    pub lead: Vec<Text>,
    pub table: Table,
    pub chart: Option<Chart>,
    /// What has to be known to read the table rightly, after it.
    pub notes: Vec<Text>,
}

/// A table. Every row has as many cells as there are columns.
#[derive(Clone, Debug)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What to say where there are no rows: that there is nothing to list, or no data.
    pub empty: Text,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Snake case; the key in JSON, the heading of CSV for programs. Unique in a table.
    pub id: Cow<'static, str>,
    pub heading: Text,
    /// A band over neighbouring columns that share it.
    pub band: Option<Text>,
    pub holds: Holds,
    /// How soon the column is left out where a terminal is too narrow: 0 never, else the largest first.
    pub rank: u8,
}

/// What the cells of a column are, apart from missing ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words, written from the left.
    Words,
    /// Codes, numbers of papers, telephones: text that looks like a number and is none.
    Code,
    /// Counts of things, and of days.
    Count,
    Rate,
    Change,
    Day,
    Mark,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub level: Level,
    /// How far the first words are moved in: below what it is a part of.
    pub indent: u8,
    pub tone: Tone,
}

/// Whether a row is one of many or the sum of some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    #[default]
    Item,
    /// The sum of the rows under it that are moved in.
    Group,
    /// The sum of the whole table, its last row.
    Total,
}

/// How a row or a mark is to strike the eye. Never the only sign: a colour says what words say too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    /// To be looked at.
    Warning,
    /// Trouble.
    Bad,
    /// Of no account: not judged, not yet due.
    Quiet,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Words(Text),
    Code(String),
    Count(i64),
    /// A part of a whole: of 72 owed 66 on time. The whole is never 0; where it would be the cell is missing.
    Rate {
        part: u64,
        whole: u64,
    },
    /// A change of a rate, in tenths of a percentage point: 28 is +2.8.
    Change(i64),
    Day(NaiveDate),
    Mark(Mark),
    /// Not known, or does not apply: empty in spreadsheets and CSV, null in JSON, "-" for people.
    Missing,
}

/// A state shown by a letter, so that it can be told without colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub letter: Text,
    pub tone: Tone,
    /// What it stands for, in words.
    pub says: Text,
}

/// Bars, one for each row of the section's table that is an item or group at the outermost level, each of several
/// counts side by side.
#[derive(Clone, Debug)]
pub struct Chart {
    pub title: Text,
    /// The column whose words name the bars.
    pub label: usize,
    /// The columns whose counts make the bars, with the tone of each.
    pub series: Vec<(usize, Tone)>,
}

/// The heading, bases and closing block of an official paper (Decree 30/2020/NĐ-CP, Appendix I). In Vietnamese only:
/// an official paper has no other language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The body above the issuer, as the heading has it: `ỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG`.
    pub parent: Option<String>,
    /// `VĂN PHÒNG`; with a line break where one is to be, `CHỦ TỊCH` before the body's name.
    pub issuer: String,
    /// What follows the number: `BC-VPUB`.
    pub symbol: String,
    /// `Sóc Trăng`.
    pub place: String,
    /// What the paper is, and about what: `BÁO CÁO`, `Tình hình …`.
    pub name: String,
    pub about: String,
    /// Legal bases, without `Căn cứ` and without the final mark.
    pub bases: Vec<String>,
    /// The signature block above the name, a line each: `CHÁNH VĂN PHÒNG`.
    pub signer: Vec<String>,
    /// Without the dash and the final mark: `Như trên`, `Lưu: VT`.
    pub recipients: Vec<String>,
    /// What the paper is attached to: `Kèm theo Quyết định số …`. Such a paper has a name and what it is about, but no
    /// heading, bases or signature of its own.
    pub goes_with: Option<String>,
}

/// What a document was made from, so that it can be made again and held against the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The program and its version: `ttc 0.1.0`.
    pub tool: String,
    /// The arguments that make the document again, the command's name first; the day judged and the language are named.
    pub arguments: Vec<String>,
    pub as_of: NaiveDate,
    /// The numbers of the regulations that it was judged by.
    pub regulations: Vec<String>,
    pub kept: Kept,
    /// SHA-256 over the paths and contents of all registry files, in lower-case hexadecimal; `None` where it would give
    /// away what the document masks.
    pub digest: Option<String>,
    /// The registry's files by path, each with the SHA-256 of its text in lower-case hexadecimal, whatever its line ends;
    /// none where they would give away what the document masks.
    pub files: Vec<(String, String)>,
}

/// Whether the registry is kept in git. That git cannot be asked is not that it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    At(Revision),
    /// In no git repository, or in one without a commit.
    Nowhere,
    CannotBeAsked(Unasked),
    /// Not for those who read the document.
    Withheld,
}

/// Why git could not be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    NoProgram,
    TooOld,
    /// The repository is another user's.
    NotTrusted,
    /// The repository is not as git or this program wants it, or lacks something that is asked for.
    Unreadable,
}

/// The commit that the registry was read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The whole hash.
    pub commit: String,
    /// Whether the files read differed from that commit.
    pub uncommitted: bool,
}

impl Kept {
    pub fn revision(&self) -> Option<&Revision> {
        match self {
            Self::At(revision) => Some(revision),
            Self::Nowhere | Self::CannotBeAsked(_) | Self::Withheld => None,
        }
    }
}

impl Unasked {
    pub const ALL: [Self; 4] = [Self::NoProgram, Self::TooOld, Self::NotTrusted, Self::Unreadable];

    /// In one word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoProgram => "no-program",
            Self::TooOld => "too-old",
            Self::NotTrusted => "not-trusted",
            Self::Unreadable => "unreadable",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }

    pub fn says(self) -> Both {
        match self {
            Self::NoProgram => Both::new("máy không có chương trình git", "the git program is not there"),
            Self::TooOld => Both::new("chương trình git đã quá cũ", "the git program is too old"),
            Self::NotTrusted => {
                Both::new("git không tin kho của người dùng khác", "git does not trust another user's repository")
            }
            Self::Unreadable => Both::new("git không đọc được kho", "git cannot read the repository"),
        }
    }
}

impl Document {
    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
}

impl Table {
    /// Whether most columns are marks: a table that is looked at rather than read.
    pub fn is_matrix(&self) -> bool {
        let marks = self.columns.iter().filter(|column| column.holds == Holds::Mark).count();
        marks * 2 > self.columns.len()
    }
}

impl Column {
    pub fn new(id: impl Into<Cow<'static, str>>, heading: impl Into<Text>, holds: Holds) -> Self {
        Self { id: id.into(), heading: heading.into(), band: None, holds, rank: 0 }
    }

    /// The same under a band.
    pub fn under(self, band: impl Into<Text>) -> Self {
        Self { band: Some(band.into()), ..self }
    }

    /// The same, left out sooner the larger the rank.
    pub fn ranked(self, rank: u8) -> Self {
        Self { rank, ..self }
    }
}

impl Row {
    pub fn item(cells: Vec<Cell>) -> Self {
        Self { cells, level: Level::Item, indent: 0, tone: Tone::Plain }
    }

    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl Cell {
    /// The same words in both languages: a name, an address.
    pub fn name(words: impl Into<String>) -> Self {
        Self::Words(Text::same(words))
    }

    pub fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A rate, missing where there is no whole.
    pub fn rate(part: usize, whole: usize) -> Self {
        match (u64::try_from(part), u64::try_from(whole)) {
            (Ok(part), Ok(whole)) if whole > 0 => Self::Rate { part, whole },
            _ => Self::Missing,
        }
    }

    /// The cell, or missing for `None`.
    pub fn or_missing(cell: Option<Self>) -> Self {
        cell.unwrap_or(Self::Missing)
    }
}

/// A rate in tenths of a percent, rounded half up: 66 of 72 is 917.
pub fn tenths(part: u64, whole: u64) -> Option<i64> {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let tenths = (part * 2000 + whole).checked_div(whole * 2)?;
    i64::try_from(tenths).ok()
}

impl Evidence {
    /// The commit in short, `+` behind it where files read were not committed.
    pub fn short_revision(&self) -> Option<String> {
        let revision = self.kept.revision()?;
        let short: String = revision.commit.chars().take(7).collect();
        Some(if revision.uncommitted { format!("{short}+") } else { short })
    }

    /// The same for a document that masks something: whoever knows the rest of a file finds the rest of a number by
    /// trying, if he has the file's digest to try it on.
    pub fn without_digests(self) -> Self {
        Self { digest: None, files: Vec::new(), ..self }
    }

    /// The same for a document that is published. A commit's hash is a digest too, of files and of a few words that can
    /// be known.
    pub fn without_hashes(self) -> Self {
        Self { kept: Kept::Withheld, ..self.without_digests() }
    }

    /// All of it but the files, in one line.
    pub fn statement(&self) -> Text {
        let as_of = day(self.as_of);
        let by: String = self.regulations.join(", ");
        let by = if by.is_empty() { by } else { format!(" · {by}") };
        let digest: Option<String> = self.digest.as_ref().map(|digest| digest.chars().take(12).collect());
        let Text { vi, en } =
            digest.map_or_else(Text::default, |digest| both!(" · mã số liệu {digest}", " · digest {digest}"));
        let tool = &self.tool;
        let state = self.state();
        both!(
            vi: ("Tính đến {as_of}{by} · {}{vi} · {tool}", state.vi),
            en: ("As of {as_of}{by} · {}{en} · {tool}", state.en)
        )
    }

    /// The revision in words.
    pub fn state(&self) -> Text {
        let short = self.short_revision().unwrap_or_default();
        match &self.kept {
            Kept::At(Revision { uncommitted: true, .. }) => {
                both!("bản {short}, có thay đổi chưa lưu", "revision {short}, with uncommitted changes")
            }
            Kept::At(_) => both!("bản {short}", "revision {short}"),
            Kept::Nowhere => both!("sổ không lưu trong git", "not kept in git"),
            Kept::Withheld => both!("bản công khai, không ghi mã bản của sổ", "published, without the revision's hash"),
            Kept::CannotBeAsked(why) => {
                let why = why.says();
                both!(
                    vi: ("không hỏi được git về bản của sổ: {}", why.get(Language::Vi)),
                    en: ("git cannot be asked for the revision: {}", why.get(Language::En))
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_half_up_to_a_tenth_of_a_percent() {
        assert_eq!(tenths(66, 72), Some(917));
        assert_eq!(tenths(1, 2000), Some(1));
        assert_eq!(tenths(0, 5), Some(0));
        assert_eq!(tenths(5, 5), Some(1000));
        assert_eq!(tenths(1, 0), None);
        assert_eq!(tenths(u64::MAX, u64::MAX), Some(1000));
    }

    #[test]
    fn a_rate_of_nothing_is_missing_and_not_zero() {
        assert_eq!(Cell::rate(0, 0), Cell::Missing);
        assert_eq!(Cell::rate(0, 3), Cell::Rate { part: 0, whole: 3 });
    }
}
