//! How a Vietnamese paper cites a regulation and writes a day (Decree 30/2020/NĐ-CP).

use chrono::{Datelike, NaiveDate};

use super::Facts;
use crate::model::Regulation;

/// A day in the text of a paper: `ngày 05 tháng 01 năm 2024`; days below 10 and the first two months get a zero.
pub fn long_day(date: NaiveDate) -> String {
    let month = date.month();
    let month = if month < 3 { format!("{month:02}") } else { month.to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// A regulation as papers cite it: `Quyết định số 246/QĐ-UBND ngày 22 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh …`.
pub fn cited(facts: &Facts<'_>, regulation: &Regulation) -> String {
    let issuer = regulation.applies_to.as_ref().and_then(|unit| facts.registry.unit_index(&unit.id));
    let issuer = issuer.map_or_else(String::new, |unit| format!(" của {}", facts.body(unit).full_name));
    format!("{} số {} {}{issuer}", form_of(&regulation.number), regulation.number, long_day(regulation.issued))
}

/// The same with what it is about, for the bases of a paper.
pub fn cited_in_full(facts: &Facts<'_>, regulation: &Regulation) -> String {
    format!("{} ban hành {}", cited(facts, regulation), regulation.title.vi)
}

/// The form of a paper by its symbol (Decree 30/2020/NĐ-CP, Appendix III).
fn form_of(number: &str) -> &'static str {
    let symbol = number.split('/').next_back().unwrap_or_default();
    match symbol.split('-').next() {
        Some("QĐ") => "Quyết định",
        Some("TT") => "Thông tư",
        Some("NĐ") => "Nghị định",
        _ => "Văn bản",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Decree 30/2020/NĐ-CP, Appendix I, II.4.
    #[test]
    fn days_below_ten_and_the_first_two_months_get_a_zero() {
        let day = |year, month, day| long_day(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(day(2024, 1, 5), "ngày 05 tháng 01 năm 2024");
        assert_eq!(day(2024, 3, 1), "ngày 01 tháng 3 năm 2024");
        assert_eq!(day(2024, 12, 20), "ngày 20 tháng 12 năm 2024");
    }

    #[test]
    fn the_form_of_a_paper_is_in_its_symbol() {
        assert_eq!(form_of("246/QĐ-UBND"), "Quyết định");
        assert_eq!(form_of("01/2023/TT-VPCP"), "Thông tư");
        assert_eq!(form_of("88/VP-KSTTHC"), "Văn bản");
    }
}
