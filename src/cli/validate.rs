//! `ttc validate`: judges the registry and says what it finds.

use std::cell::OnceCell;
use std::collections::HashMap;

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::baseline::{self, Held};
use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, help, output, registry, since};
use crate::both;
use crate::diagnostic::{Diagnostic, Located, Location, Severity, Waived};
use crate::facts::contacts::is_private_address;
use crate::facts::{Facts, totals};
use crate::load::Loaded;
use crate::load::locate::{locate, locate_waived};
use crate::locale::{Both, Language};
use crate::record::scalar::Words;
use crate::render::{self, Outcome, Summary, Tool, visible};
use crate::rules::{self, catalogue};
use crate::text;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "validate",
    about: Both::new("Kiểm tra sổ theo quy định", "Judge the registry by the regulation"),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    baseline::arguments(output::arguments(command, language), language)
        .after_help(help::exit_codes(language))
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("error|warning")
                .value_parser(["error", "warning"])
                .hide_possible_values(true)
                .help(words(
                    "Thoát với mã 1 khi có vấn đề từ mức này trở lên; mặc định error (lỗi), warning là cảnh báo",
                    "Exit with 1 on findings at or above this; error by default",
                )),
        )
        .arg(
            Arg::new("exit-zero")
                .long("exit-zero")
                .action(ArgAction::SetTrue)
                .conflicts_with("fail-on")
                .help(words("Luôn thoát với mã 0 dù có vấn đề", "Exit with 0 whatever is found")),
        )
        .arg(Arg::new("since").long("since").value_name(words("BẢN", "REV")).help(words(
            "Chỉ nêu những vấn đề mà lần lưu chung gần nhất với bản này trong git chưa có, xét cùng một ngày trên toàn bộ sổ",
            "Only what was not there where this history parted from that revision in git, judged as of the same day over the whole registry",
        )))
        .arg(
            Arg::new("history")
                .long("history")
                .action(ArgAction::SetTrue)
                .help(words("Nêu cả những khoảng trống đã qua", "Show closed gaps of the past as notes")),
        )
        .arg(Arg::new("statistics").long("statistics").action(ArgAction::SetTrue).help(words(
            "Chỉ đếm theo từng quy tắc, không liệt kê; cho human, concise và markdown",
            "Count by rule instead of listing; for human, concise and markdown",
        )))
        .arg(Arg::new("reports").long("reports").action(ArgAction::SetTrue).help(words(
            "Xét cả việc gửi báo cáo: quá hạn, và trễ hạn khi có --history",
            "Judge reports too: those overdue, and with --history those that came late",
        )))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let outputs = output::read(matches, globals.language)?;
    let statistics = matches.get_flag("statistics");
    if statistics {
        output::refuse_to_count(&outputs, globals.language)?;
    }
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let days = registry::days(globals, &loaded.registry);
    let (history, reports) = (matches.get_flag("history"), matches.get_flag("reports"));
    let mut judged = judge(loaded, &days, history, reports);
    let held =
        Held { root: &root, name: &judged.name, asked: days.asked, reports, is_whole: judged.totals.not_judged == 0 };
    let (standing, known, baseline) =
        baseline::part(matches, globals, &held, std::mem::take(&mut judged.shown.standing))?;
    (judged.shown.standing, judged.shown.known) = (standing, known);
    if let Some(since) = matches.get_one::<String>("since") {
        let (before, said) = registry::open_base(globals, &root, since)?;
        if !is_a_registry(&before) {
            let since = visible(since);
            let text = both!(
                "ở bản {since} chưa có sổ nên không so được; lần đầu thì dùng --write-baseline",
                "at {since} there is no registry to compare with; for a first day there is --write-baseline"
            );
            bail!(text.get(globals.language).to_owned());
        }
        globals.remark(&said);
        let before = judge(before, &days, history, reports);
        let now = std::mem::take(&mut judged.shown.standing);
        judged.shown.standing = since::only_new(now, &judged.texts, before.shown.standing, &before.texts);
    }
    if let Some(note) = days.note.as_ref().filter(|_| !output::prints_human(&outputs)) {
        globals.remark(note);
    }
    let summary = judged.summary(&days);

    let mut documents = catalogue::documents(&judged.clauses);
    documents.extend(baseline.as_ref().map(|_| baseline::document()));
    let (for_people, for_machines) = (registry::prefix_from_here(&root), registry::prefix(&root));
    let paths = baseline.as_ref().map(|baseline| [&for_machines, &for_people].map(|prefix| baseline.shown(prefix)));
    // What machines are given is uploaded and read by many; people mend what they see in full.
    let uploaded = OnceCell::new();
    let shown = |people: bool| if people { &judged.shown } else { uploaded.get_or_init(|| judged.discreet()) };
    output::write(&outputs, globals, |people| Outcome {
        findings: &shown(people).standing,
        waived: &shown(people).waived,
        baseline: baseline.as_ref().zip(paths.as_ref()).map(|(baseline, paths)| render::Baseline {
            path: &paths[usize::from(people)],
            from: baseline.from,
            until: baseline.until,
            holds: baseline.holds(days.asked),
            known: &shown(people).known,
        }),
        statistics,
        summary: &summary,
        language: globals.language,
        rules: &documents,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), address: None },
        prefix: if people { &for_people } else { &for_machines },
    })?;

    Ok(exit(matches, &judged.shown.standing, &days))
}

/// Whether there is a manifest, readable or not.
fn is_a_registry(loaded: &Loaded) -> bool {
    since::texts(&loaded.files).iter().any(|(path, _)| **path == *"ttc.yaml")
}

fn exit(matches: &ArgMatches, standing: &[Located], days: &registry::Days) -> Exit {
    let fail_on = match matches.get_one::<String>("fail-on").map(String::as_str) {
        Some("warning") => Severity::Warning,
        _ => Severity::Error,
    };
    if matches.get_flag("exit-zero") {
        Exit::Clean
    } else if standing.iter().any(|finding| finding.rule.severity >= fail_on) {
        Exit::Findings
    } else if days.as_of.is_none() {
        Exit::NothingToCheck
    } else {
        Exit::Clean
    }
}

/// A registry judged, with every place worked out.
struct Judged {
    shown: Shown,
    /// Rule by rule, the clauses that the registry's regulations say it keeps.
    clauses: HashMap<&'static str, Vec<String>>,
    name: String,
    regulation: Option<String>,
    totals: totals::Totals,
    texts: since::Texts,
    /// The official domains of mail.
    domains: Vec<Words>,
}

/// What formats are given of it.
struct Shown {
    standing: Vec<Located>,
    waived: Vec<Waived<Location>>,
    /// What a baseline knows.
    known: Vec<Located>,
}

fn judge(loaded: Loaded, days: &registry::Days, history: bool, reports: bool) -> Judged {
    let Loaded { registry, diagnostics, files } = loaded;
    // Where no regulation had begun the data is still checked; nothing is expected of anybody on that day.
    let facts = Facts::new(&registry, days.as_of.unwrap_or(days.asked), days.today);
    let verdict = if reports { rules::judge_with_reports(&facts) } else { rules::judge(&facts) };
    let mut standing: Vec<Diagnostic> = diagnostics;
    standing.extend(verdict.standing);
    standing.retain(|finding| history || finding.rule.severity > Severity::Note);
    let mut waived = rules::with_grounds(verdict.waived, &registry);
    // A fingerprint is made of it, and what is hashed can be guessed.
    let findings = standing.iter_mut().chain(waived.iter_mut().map(|waived| &mut waived.finding));
    for detail in findings.filter_map(|finding| finding.subject.detail.as_mut()) {
        *detail = facts.without_particulars(detail);
    }
    Judged {
        shown: Shown { standing: locate(standing, &files), waived: locate_waived(waived, &files), known: Vec::new() },
        clauses: catalogue::clauses(&registry),
        name: registry.name().to_owned(),
        regulation: days.as_of.and_then(|_| facts.current_regulation()).map(|regulation| regulation.number.to_string()),
        totals: totals::Totals::of(&facts),
        texts: since::texts(&files),
        domains: facts.email_domains().to_vec(),
    }
}

impl Judged {
    /// All of it without numbers and addresses that are somebody's own affair.
    fn discreet(&self) -> Shown {
        let is_open = |address: &str| !is_private_address(&self.domains, address);
        let words = |words: &str| text::without_particulars(words, &is_open);
        let discreet = |findings: &[Located]| findings.iter().cloned().map(|each| each.reworded(&words)).collect();
        Shown {
            standing: discreet(&self.shown.standing),
            waived: self.shown.waived.iter().cloned().map(|waived| waived.reworded(&words)).collect(),
            known: discreet(&self.shown.known),
        }
    }

    fn summary(&self, days: &registry::Days) -> Summary {
        let count = |severity| self.shown.standing.iter().filter(|finding| finding.rule.severity == severity).count();
        Summary {
            registry: self.name.clone(),
            as_of: days.as_of.unwrap_or(days.asked),
            regulation: self.regulation.clone(),
            clock_note: days.note.clone(),
            files: self.texts.len(),
            units: self.totals.units,
            seats_expected: self.totals.seats_expected,
            seats_held: self.totals.seats_held,
            recognized: self.totals.recognized,
            not_judged: self.totals.not_judged,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            waived: self.shown.waived.len(),
            known: self.shown.known.len(),
        }
    }
}
