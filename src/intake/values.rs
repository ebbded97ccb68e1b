//! What cells say as values of an officer's record.

use chrono::NaiveDate;

use crate::both;
use crate::edit::{self, fields};
use crate::facts::roster::REMARKS;
use crate::locale::Text;
use crate::model::Officer;
use crate::record::{Record, Shape};
use crate::text;

/// A value of an officer's field, as data writes it.
pub(super) fn valid(key: &'static str, written: &str) -> Result<String, Text> {
    let is_masked = match key {
        "phone" => text::is_masked_phone(written),
        "email" => text::is_masked_email(written),
        _ => false,
    };
    if is_masked {
        return Err(both!(
            "“{written}” đã bị che bớt; hãy ghi đủ hoặc để trống",
            "“{written}” is masked; write all of it or leave the cell empty"
        ));
    }
    let Some(shape) = shape(key) else { return Ok(written.to_owned()) };
    match fields::value(shape, written)? {
        edit::Value::Text(text) => Ok(text),
        edit::Value::List(_) | edit::Value::Record(_) => Ok(written.to_owned()),
    }
}

pub(super) fn shape(key: &str) -> Option<&'static Shape> {
    let field = Officer::description().fields.iter().find(|field| field.key == key)?;
    Some(&field.shape)
}

/// A note without what the program's own export says after it.
pub(super) fn without_remarks(note: String) -> String {
    for remark in REMARKS.iter().flat_map(|remark| [remark.vi, remark.en]) {
        if let Some(own) = note.strip_suffix(remark)
            && (own.is_empty() || own.ends_with("; "))
        {
            return own.trim_end_matches("; ").to_owned();
        }
    }
    note
}

/// A day as people write it, day first: 20/06/2024, 1.7.2024, 01-07-2024, or as data does.
pub(super) fn written_day(written: &str) -> Option<NaiveDate> {
    let bare = text::skeleton(written).replace("ngay", " ").replace("thang", "/").replace("nam", "/");
    let parts: Vec<&str> = bare.split(['/', '.', '-']).map(str::trim).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let is_number = |part: &&&str| part.chars().all(|digit| digit.is_ascii_digit());
    if ![first, month, last].iter().all(is_number) {
        return None;
    }
    let (year, day) = match (first.len(), last.len()) {
        (4, 1 | 2) => (first, last),
        (1 | 2, 4) => (last, first),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_an_office_writes_it() {
        let day = NaiveDate::from_ymd_opt(2024, 7, 1);
        for written in
            ["01/07/2024", "1.7.2024", "1-7-2024", "2024-07-01", "01 / 07 / 2024", "ngày 01 tháng 7 năm 2024"]
        {
            assert_eq!(written_day(written), day, "{written}");
        }
        for wrong in ["07/2024", "1/7/24", "31/06/2024", "7/13/2024", "hôm nay", "45474", ""] {
            assert_eq!(written_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_the_program_says_itself_is_no_note() {
        assert_eq!(without_remarks("chưa công nhận".into()), "");
        assert_eq!(without_remarks("kiêm nhiệm; chưa công nhận".into()), "kiêm nhiệm");
        assert_eq!(without_remarks("có người chưa công nhận".into()), "có người chưa công nhận");
    }
}
