//! What to generate: the province as it was, or copies of it to measure with.

use chrono::NaiveDate;

use crate::days::day;

/// The first day of Decision 246/QĐ-UBND.
pub const IN_FORCE: NaiveDate = day(2024, 2, 22);

/// One province to write.
pub struct Plan {
    /// What chance is seeded with.
    pub seed: u64,
    /// Put before every id, code and file stem, so that several provinces fit in one registry; empty for the sample.
    pub prefix: String,
    /// Added to the names of units without a parent, which would otherwise be the same in every copy.
    pub name_suffix: String,
    /// The domain of every e-mail address, a reserved one.
    pub domain: String,
    /// The last day anything happens on.
    pub last_day: NaiveDate,
    /// Whether units merge and end, seats are waived and people wait, as told in the sample; a copy is only long.
    pub history: bool,
}

impl Plan {
    /// The sample province, from the Decision to the end of the province.
    pub fn soc_trang() -> Self {
        Self {
            seed: 246,
            prefix: String::new(),
            name_suffix: String::new(),
            domain: "soctrang.example".to_owned(),
            last_day: day(2025, 6, 30),
            history: true,
        }
    }

    /// The `number`th copy, counted from 1, with so many calendar years of reports from 2024 on.
    pub fn copy(number: u32, years: u32) -> Self {
        Self {
            seed: 246 + u64::from(number),
            prefix: format!("p{number:03}-"),
            name_suffix: format!(" ({number:03})"),
            domain: format!("p{number:03}.example"),
            last_day: day(2023 + years as i32, 12, 31),
            history: false,
        }
    }

    /// An id of this province.
    pub fn id(&self, stem: &str) -> String {
        format!("{}{stem}", self.prefix)
    }
}
