//! Decisions: one a file, in the folder of the unit that issued it.

use super::draft::Draft;
use super::value::NewRecord;
use crate::both;
use crate::load::layout;
use crate::locale::Text;
use crate::text;

/// Records a decision in a file of its own. Gives its id.
///
/// # Errors
/// Where the record lacks its number, date or authority, no name can be made of the number, or the file is there.
pub fn add(draft: &mut Draft<'_>, record: NewRecord) -> Result<String, Text> {
    let field = |key: &str| record.text(key).ok_or_else(|| both!("bản ghi chưa có {key}", "the record has no {key}"));
    let (number, date, authority) = (field("number")?, field("date")?, field("issued_by")?);
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let short = if digits.is_empty() { text::slug(number) } else { digits };
    if short.is_empty() {
        return Err(both!(
            "số \"{number}\" không đặt tên tệp được",
            "no file name can be made of the number \"{number}\""
        ));
    }
    let path = format!("decisions/{authority}/{date}-{short}.yaml");
    let id = layout::decision_id(&path).to_owned();
    if draft.loaded().registry.decision(&id).is_some() || draft.has(&path) {
        return Err(both!("quyết định này đã được ghi: {path}", "this decision is recorded already: {path}"));
    }
    draft.create(&path, record);
    Ok(id)
}
