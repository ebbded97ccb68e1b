//! `ttc record submission`: a report that came in, or was sent back.

use chrono::NaiveDate;

use super::arguments::{Choice, Given, Kind, Takes, not_given};
use crate::both;
use crate::cli::CommandEntry;
use crate::cli::globals::Heeds;
use crate::edit::{Draft, NewRecord, submissions};
use crate::locale::{Both, Text};
use crate::model::Submission;
use crate::record::Record;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "submission",
    about: Both::new(
        "Ghi một báo cáo đã nhận; với --returned mà không có --received thì ghi trả lại báo cáo đã nhận trước đó",
        "Record a report that came in; with --returned and without --received, that one recorded earlier was sent back",
    ),
    heeds: Heeds::RegistryToWrite,
    arguments: |command, language| KIND.arguments(command, language),
    run: |matches, globals| KIND.run(matches, globals),
};

const fn plain(name: &'static str) -> Choice {
    Choice { name, field: name, takes: Takes::Plain }
}

const KIND: Kind = Kind {
    description: Submission::description,
    options: &[
        Choice { name: "unit", field: "unit", takes: Takes::Unit },
        plain("period"),
        plain("request"),
        plain("report"),
        Choice { name: "received", field: "received", takes: Takes::Day },
        plain("number"),
        Choice { name: "approved", field: "approved", takes: Takes::Day },
        plain("channel"),
        Choice { name: "returned", field: "returned", takes: Takes::Day },
        plain("reason"),
        plain("note"),
    ],
    lacking,
    draft,
};

fn lacking(given: &Given) -> Vec<&'static str> {
    let mut lacking = not_given(given, &["unit"]);
    if !given.contains_key("request") {
        lacking.extend(not_given(given, &["period"]));
    }
    if !given.contains_key("returned") {
        lacking.extend(not_given(given, &["received"]));
    }
    lacking
}

fn draft(kind: &Kind, draft: &mut Draft<'_>, given: &Given) -> Result<(), Text> {
    let record = kind.record(&draft.loaded().registry, given)?;
    let returned: Option<NaiveDate> = record.text("returned").and_then(|day| day.parse().ok());
    if let Some(day) = returned
        && let Some(earlier) = recorded_earlier(draft, &record)?
    {
        submissions::send_back(draft, earlier, day, record.text("reason"));
        return Ok(());
    }
    submissions::add(draft, record)
}

/// The report, recorded earlier, that was sent back: the last of that unit for that period or request, and of that day
/// and number if they are given. `None` where the record is of a report that was not recorded before.
fn recorded_earlier<'l>(draft: &Draft<'l>, record: &NewRecord) -> Result<Option<&'l Submission>, Text> {
    let loaded = draft.loaded();
    let is_asked = |submission: &&Submission| {
        let period = submission.period.map(|period| period.to_string());
        record.text("unit") == Some(&*submission.unit.id)
            && record.text("period") == period.as_deref()
            && record.text("request") == submission.request.as_ref().map(|request| &*request.id)
            && record.text("report").is_none_or(|report| submission.report.as_deref() == Some(report))
            && record.text("received").is_none_or(|day| submission.received.to_string() == day)
            && record.text("number").is_none_or(|number| submission.number.as_deref() == Some(number))
            && submission.returned.is_none()
    };
    let earlier = loaded.registry.submissions.iter().rev().find(is_asked);
    if earlier.is_none() && record.text("received").is_none() {
        return Err(both!(
            "chưa ghi báo cáo nào như vậy mà chưa bị trả lại; thêm --received nếu đó là báo cáo mới",
            "no such report is recorded that was not sent back already; give --received if it is a new one"
        ));
    }
    Ok(earlier)
}
