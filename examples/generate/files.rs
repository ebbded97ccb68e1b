//! The files of a registry as text: one record a list item, in the order people read.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::days::{WorkingDays, day};
use crate::plan::Plan;
use crate::staffing::{Decision, Head, Officer, Staffing};
use crate::submissions::{Answers, Ledger, REQUEST};
use crate::units::{Deadline, DeadlinesSet, Kind, Unit};
use crate::yaml::{dated, flow, quoted, text};

/// Paths under the registry's folder, and what stands in them.
pub type Files = BTreeMap<String, String>;

/// Every file of a province but its manifest: that is the registry's.
pub fn province(plan: &Plan, units: &[Unit], staffing: &Staffing, working_days: &WorkingDays) -> Files {
    let mut files = Files::new();
    let mut stems: Vec<&str> = units.iter().map(|unit| unit.file.as_str()).collect();
    stems.dedup();
    for stem in stems {
        let title = file_title(units, stem);
        let path = format!("units/{stem}.yaml");
        let mut page = page(&path, "units", &format!("Đơn vị: {title}"));
        page.push_str("units:\n");
        for (unit, head) in units.iter().zip(&staffing.heads).filter(|(unit, _)| unit.file == stem) {
            write_unit(&mut page, plan, unit, head.as_ref());
        }
        files.insert(path, page);

        let path = format!("officers/{stem}.yaml");
        let mut page = self::page(&path, "officers", &format!("Đầu mối kiểm soát TTHC: {title}"));
        page.push_str("officers:\n");
        for officer in staffing.officers.iter().filter(|officer| units[officer.unit].file == stem) {
            write_officer(&mut page, plan, &units[officer.unit], officer);
        }
        files.insert(path, page);
    }
    for decision in &staffing.decisions {
        let path = format!("decisions/{}.yaml", decision.id);
        let title = if decision.replaces.is_empty() && decision.ends.is_empty() {
            "Công nhận đầu mối kiểm soát TTHC"
        } else if decision.replaces.is_empty() {
            "Thay đổi đầu mối kiểm soát TTHC"
        } else {
            "Kiện toàn danh sách đầu mối kiểm soát TTHC"
        };
        let mut page = page(&path, "decision", title);
        write_decision(&mut page, decision);
        files.insert(path, page);
    }
    for ((year, stem), ledger) in crate::submissions::ledgers(plan, units, working_days) {
        let path = format!("submissions/{year}/{}.yaml", plan.id(&stem));
        let mut page = page(&path, "submissions", &format!("Báo cáo kỳ {}", period_in_words(&stem)));
        write_ledger(&mut page, &ledger);
        files.insert(path, page);
    }
    if plan.history {
        let (path, page) = waivers();
        files.insert(path, page);
    }
    files
}

/// The manifest of a registry.
pub fn manifest(name: &str, notice: &str, domains: &[String]) -> (String, String) {
    let path = "ttc.yaml";
    let mut page = page(path, "manifest", "Sổ đầu mối kiểm soát thủ tục hành chính");
    let domains: Vec<String> = domains.iter().map(|domain| flow(domain)).collect();
    let lines = [
        "format: 1".to_owned(),
        format!("name: {}", text(name)),
        "language: vi".to_owned(),
        format!("email_domains: [{}]", domains.join(", ")),
        format!("notice: {}", text(notice)),
        "settings:".to_owned(),
        "  due_soon_days: 5".to_owned(),
        "  recognition_grace_days: 30".to_owned(),
        "  waiver_max_days: 365".to_owned(),
    ];
    page.push_str(&lines.join("\n"));
    page.push('\n');
    (path.to_owned(), page)
}

/// The beginning of a file: where editors find its schema, and what it holds.
fn page(path: &str, record_type: &str, title: &str) -> String {
    // The schemas are kept beside the registry's folder, one level above its root.
    let up = "../".repeat(path.matches('/').count() + 1);
    format!("# yaml-language-server: $schema={up}schemas/{record_type}.schema.json\n# {title}\n\n")
}

fn file_title(units: &[Unit], stem: &str) -> String {
    let first = units.iter().find(|unit| unit.file == stem).expect("a file is named after its units");
    match first.kind {
        Kind::Province => "cấp tỉnh".to_owned(),
        _ => format!("{} và các đơn vị cấp xã", first.name),
    }
}

fn period_in_words(stem: &str) -> String {
    match stem.split_once('-') {
        None => format!("năm {stem}"),
        Some((year, rest)) => match rest.strip_prefix('Q') {
            Some(quarter) => {
                format!("quý {}/{year}", ["I", "II", "III", "IV"][quarter.parse::<usize>().unwrap_or(1) - 1])
            }
            None => format!("tháng {rest}/{year}"),
        },
    }
}

/// Writes one line of a record, `key: value`; the value is already YAML.
fn line(page: &mut String, key: &str, value: impl AsRef<str>) {
    writeln!(page, "    {key}: {}", value.as_ref()).expect("text takes all that is written");
}

/// Writes the lines that are there.
fn line_if(page: &mut String, key: &str, value: Option<impl AsRef<str>>) {
    if let Some(value) = value {
        line(page, key, value);
    }
}

fn write_unit(page: &mut String, plan: &Plan, unit: &Unit, head: Option<&Head>) {
    page.push_str(&format!("  - id: {}\n", unit.id));
    line(page, "kind", unit.kind.id());
    line_if(page, "parent", unit.parent.as_ref());
    line(page, "name", text(&unit.name));
    line_if(page, "code", unit.code.as_deref().map(quoted));
    line_if(page, "from", unit.from.map(dated));
    line_if(page, "until", unit.until.map(dated));
    line_if(page, "successor", unit.successor.as_ref());
    if let Some((name, until)) = &unit.former_name {
        page.push_str(&format!("    former_names:\n      - {{name: {}, until: {until}}}\n", flow(name)));
    }
    if let Some(head) = head {
        line(page, "email", format!("{}@{}", unit.id.strip_prefix(&plan.prefix).unwrap_or(&unit.id), plan.domain));
        line(page, "head", format!("{{name: {}, position: {}}}", flow(&head.name), flow(&head.position)));
    }
    if !unit.sets.is_empty() {
        page.push_str("    sets:\n");
        for set in &unit.sets {
            page.push_str(&format!("      - {}\n", deadlines_set(set)));
        }
    }
    line_if(page, "note", unit.note.map(text));
}

fn deadlines_set(set: &DeadlinesSet) -> String {
    let report = |name: &str, deadline: Option<Deadline>| {
        deadline.map(|deadline| match deadline {
            Deadline::By(day) => format!("{name}: {{by: {day}}}"),
            Deadline::Before(day) => format!("{name}: {{before: {day}}}"),
        })
    };
    let reports: Vec<String> =
        [report("monthly", set.monthly), report("quarterly", set.quarterly), report("yearly", set.yearly)]
            .into_iter()
            .flatten()
            .collect();
    format!(
        "{{from: {}, kind: {}, document: {}, reports: {{{}}}}}",
        set.from,
        Kind::Commune.id(),
        flow(&set.document),
        reports.join(", ")
    )
}

fn write_officer(page: &mut String, plan: &Plan, unit: &Unit, officer: &Officer) {
    page.push_str(&format!("  - id: {}\n", officer.id));
    line(page, "name", text(&officer.name));
    line(page, "unit", &unit.id);
    line(page, "seat", officer.seat.id);
    line(page, "position", text(&officer.position));
    line(page, "employment", officer.seat.employment);
    line_if(page, "in_charge_of", officer.seat.one_stop.then_some("[one-stop]"));
    line(page, "from", dated(officer.from));
    line_if(page, "until", officer.until.map(dated));
    line(page, "email", format!("{}@{}", officer.mailbox, plan.domain));
    let nomination = &officer.nomination;
    let (number, date, approved) = (flow(&nomination.number), nomination.date, nomination.approved);
    line(page, "nomination", format!("{{number: {number}, date: {date}, approved: {approved}}}"));
    line_if(page, "person", officer.person.as_ref());
}

fn write_decision(page: &mut String, decision: &Decision) {
    let (proposal, proposed) = &decision.proposal;
    let signed_as = if decision.for_head { "for-head" } else { "head" };
    let lines = [
        format!("number: {}", text(&decision.number)),
        format!("date: {}", decision.date),
        format!("issued_by: {}", decision.authority),
        "form: decision".to_owned(),
        format!("signed_by: {{as: {signed_as}, name: {}}}", flow(&decision.signer)),
        format!("proposal: {{number: {}, date: {proposed}, by: {}}}", flow(proposal), decision.proposed_by),
    ];
    page.push_str(&lines.join("\n"));
    page.push('\n');
    for (key, ids) in [("recognizes", &decision.recognizes), ("ends", &decision.ends), ("replaces", &decision.replaces)]
    {
        if !ids.is_empty() {
            page.push_str(&format!("{key}:\n"));
            ids.iter().for_each(|id| page.push_str(&format!("  - {id}\n")));
        }
    }
    page.push_str("copies:\n");
    for (to, sent) in &decision.copies {
        page.push_str(&format!("  - {{to: {to}, sent: {sent}}}\n"));
    }
}

fn write_ledger(page: &mut String, ledger: &Ledger) {
    if !ledger.requests.is_empty() {
        page.push_str("requests:\n");
        for request in &ledger.requests {
            page.push_str(&format!(
                "  - {{id: {}, title: {}, issued: {}, by: {}, document: {}, kinds: [{}]}}\n",
                request.id,
                flow(request.title),
                request.issued,
                request.by,
                flow(request.document),
                request.kinds.map(Kind::id).join(", "),
            ));
        }
        page.push('\n');
    }
    if !ledger.extensions.is_empty() {
        page.push_str("extensions:\n");
        for extension in &ledger.extensions {
            page.push_str(&format!(
                "  - {{unit: {}, period: {}, by: {}, document: {}, reason: {}}}\n",
                extension.unit,
                extension.period,
                extension.by,
                flow(extension.document),
                flow(extension.reason),
            ));
        }
        page.push('\n');
    }
    page.push_str("submissions:\n");
    for submission in &ledger.submissions {
        let answers = match &submission.answers {
            Answers::Period(period) => format!("period: {period}"),
            Answers::Request => format!("request: {REQUEST}"),
        };
        let returned = submission
            .returned
            .map(|(date, reason)| format!(", returned: {date}, reason: {}", flow(reason)))
            .unwrap_or_default();
        page.push_str(&format!(
            "  - {{unit: {}, {answers}, received: {}, number: {}, approved: {}, channel: {}{returned}}}\n",
            submission.unit,
            submission.received,
            flow(&submission.number),
            submission.approved,
            submission.channel,
        ));
    }
}

/// The one seat nobody can hold, accepted in two steps because no waiver may last longer than a year.
fn waivers() -> (String, String) {
    let path = "waivers.yaml";
    let mut page = page(path, "waivers", "Các trường hợp được chấp nhận, có văn bản và có thời hạn");
    page.push_str("waivers:\n");
    let waived: [(NaiveDate, NaiveDate, &str); 2] =
        [(day(2024, 2, 22), day(2025, 2, 20), "120/UBND-VP"), (day(2025, 2, 21), day(2025, 2, 28), "96/UBND-VP")];
    for (from, until, document) in waived {
        page.push_str("  - rule: seat-vacant\n");
        line(&mut page, "unit", "ban-dan-toc");
        line(&mut page, "seat", "office-leader");
        line(&mut page, "from", dated(from));
        line(&mut page, "until", dated(until));
        line(&mut page, "document", text(document));
        line(&mut page, "approved_by", text("Chủ tịch UBND tỉnh"));
        line(&mut page, "reason", text("cơ quan không có Văn phòng"));
    }
    (path.to_owned(), page)
}
