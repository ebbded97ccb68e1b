//! Reports that came in, extensions and requests: into which file each goes.

use chrono::{Datelike, NaiveDate};

use super::draft::Draft;
use super::value::NewRecord;
use crate::both;
use crate::calendar::Period;
use crate::locale::Text;
use crate::model::Submission;
use crate::source::Place;

/// Records a report that came in.
///
/// # Errors
/// Where the record names neither period nor request, or a request that is unknown.
pub fn add(draft: &mut Draft<'_>, record: NewRecord) -> Result<(), Text> {
    let path = file_for(draft, &record)?;
    draft.append(&path, "submissions", record);
    Ok(())
}

/// Records more time for a unit.
///
/// # Errors
/// See [`add`].
pub fn add_extension(draft: &mut Draft<'_>, record: NewRecord) -> Result<(), Text> {
    let path = file_for(draft, &record)?;
    draft.append(&path, "extensions", record);
    Ok(())
}

/// Records a request: in a file of its own in the year of its last good day.
///
/// # Errors
/// Where the record lacks its id or its day, or the id is taken.
pub fn add_request(draft: &mut Draft<'_>, record: NewRecord) -> Result<(), Text> {
    let lacking = |key: &str| both!("bản ghi chưa có {key}", "the record has no {key}");
    let id = record.text("id").ok_or_else(|| lacking("id"))?;
    let by: Option<NaiveDate> = record.text("by").and_then(|by| by.parse().ok());
    let year = by.ok_or_else(|| lacking("by"))?.year();
    if draft.planned("requests", "id", id).is_some() || draft.loaded().registry.request(id).is_some() {
        return Err(both!("đã có yêu cầu {id}", "there is a request {id} already"));
    }
    let path = format!("submissions/{year:04}/{id}.yaml");
    draft.append(&path, "requests", record);
    Ok(())
}

/// Records that a report was sent back.
pub fn send_back(draft: &mut Draft<'_>, submission: &Submission, day: NaiveDate, reason: Option<&str>) {
    draft.set(&submission.place, "returned", day);
    if let Some(reason) = reason {
        draft.set(&submission.place, "reason", reason);
    }
}

/// The file for a report or an extension: where others for the same period or request stand, else the period's own.
fn file_for(draft: &Draft<'_>, record: &NewRecord) -> Result<String, Text> {
    let registry = &draft.loaded().registry;
    let files = &draft.loaded().files;
    let path = |place: &Place| files.path(place.file).to_string();
    if let Some(written) = record.text("period") {
        let period: Period =
            written.parse().map_err(|_| both!("{written} không phải là một kỳ báo cáo", "{written} is no period"))?;
        let same = registry.submissions.iter().rev().find(|submission| submission.period == Some(period));
        let year = period.year();
        return Ok(same.map_or_else(|| format!("submissions/{year:04}/{period}.yaml"), |same| path(&same.place)));
    }
    let id = record
        .text("request")
        .ok_or_else(|| both!("bản ghi phải nêu period hoặc request", "the record must name a period or a request"))?;
    if let Some(planned) = draft.planned("requests", "id", id) {
        return Ok(planned.to_owned());
    }
    let of_request = |submission: &&Submission| submission.request.as_ref().is_some_and(|known| &*known.id == id);
    let same = registry.submissions.iter().rev().find(of_request).map(|submission| path(&submission.place));
    let own = registry.request(id).map(|request| path(&request.place));
    same.or(own).ok_or_else(|| both!("không có yêu cầu {id}", "there is no request {id}"))
}
