//! `ttc why`: how one report stands, with the clause, the arithmetic and the records it rests on.

use std::cell::RefCell;
use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::git::{self, Around, CannotBeAsked, Commit, Recorded, Repository};
use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, help, output, registry};
use crate::both;
use crate::calendar::{Interval, Period, PeriodFault};
use crate::diagnostic::Location;
use crate::facts::Facts;
use crate::facts::filing::Filing;
use crate::facts::ledger::{Entry, Reach};
use crate::load::locate::places;
use crate::locale::{Both, Language, Text, day};
use crate::render::visible;
use crate::reports::why::{Explanation, why, why_not};
use crate::source::Files;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "why",
    about: Both::new(
        "Giải thích vì sao một báo cáo đúng hạn, trễ hay quá hạn",
        "Explain why a report is on time, late or overdue",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .after_help(help::exit_codes(language))
        .arg(
            Arg::new("unit")
                .value_name(words("ĐƠN_VỊ", "UNIT"))
                .required(true)
                .help(words("Mã hoặc tên đơn vị (không cần dấu)", "The unit's id or name (marks may be left out)")),
        )
        .arg(Arg::new("period").value_name(words("KỲ", "PERIOD")).required(true).help(words(
            "Kỳ báo cáo (2024-06, 2024-Q3, 2024-H1, 2024-9M, 2024) hoặc mã yêu cầu",
            "A period (2024-06, 2024-Q3, 2024-H1, 2024-9M, 2024) or a request's id",
        )))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let language = globals.language;
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let days = registry::days(globals, &loaded.registry);
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let fail = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
    let argument = |id: &str| matches.get_one::<String>(id).map(String::as_str).unwrap_or_default();
    let unit = facts.unit_meant(argument("unit")).map_err(fail)?;
    let asked = what(&facts, argument("period")).map_err(fail)?;
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    let (explanations, exit) = explain(&facts, unit, &asked);
    let history = History::of(&root, globals, &loaded.files);
    let blame = |location: &Location| history.of_line(location);
    let prefix = registry::prefix_from_here(&root);
    for (at, explanation) in explanations.iter().enumerate() {
        if at > 0 {
            output::print("\n", language)?;
        }
        let all: Vec<_> = explanation.steps.iter().filter_map(|step| step.place.clone()).collect();
        let located = places(all, &loaded.files);
        output::print(&shown(explanation, located, &prefix, globals, &blame), language)?;
    }
    match history.unsaid.into_inner() {
        None => Ok(exit),
        Some(why) => {
            globals.remark(&why);
            Ok(if exit == Exit::Clean { Exit::GitNotAsked } else { exit })
        }
    }
}

/// What is asked about.
enum Asked<'r> {
    Period(Period),
    Request(&'r crate::model::Request),
}

fn what<'r>(facts: &Facts<'r>, written: &str) -> Result<Asked<'r>, Text> {
    match written.parse::<Period>() {
        Ok(period) => Ok(Asked::Period(period)),
        Err(PeriodFault::Form) => match facts.registry.request(written) {
            Some(request) => Ok(Asked::Request(request)),
            None => {
                let ids = facts.registry.requests.iter().map(|request| &*request.id);
                Err(match crate::text::nearest(written, ids) {
                    Some(nearest) => both!(
                        "“{written}” không phải là kỳ hay yêu cầu báo cáo; có phải là {nearest}?",
                        "“{written}” is no period and no request; did you mean {nearest}?"
                    ),
                    None => both!(
                        "“{written}” không phải là kỳ hay yêu cầu báo cáo; viết như 2024-06, 2024-Q3 hoặc 2024",
                        "“{written}” is no period and no request; write 2024-06, 2024-Q3 or 2024"
                    ),
                })
            }
        },
        Err(fault) => {
            let Text { vi, en } = fault.text();
            Err(both!("{written}: {vi}", "{written}: {en}"))
        }
    }
}

fn explain<'r>(facts: &Facts<'r>, unit: usize, asked: &Asked<'r>) -> (Vec<Explanation>, Exit) {
    let days = match asked {
        Asked::Period(period) => Interval { from: period.first_day(), until: Some(period.last_day()) },
        Asked::Request(request) => Interval::one_day(request.by),
    };
    let is_it = |entry: &Entry<'_>| match asked {
        Asked::Period(period) => entry.owed.period() == Some(*period),
        Asked::Request(request) => entry.owed.request().is_some_and(|known| known.id == request.id),
    };
    let entries = facts.entries_of(unit, Reach::Closing(days)).into_iter().filter(is_it);
    let owed: Vec<Explanation> = entries.map(|entry| why(facts, &entry)).collect();
    if !owed.is_empty() {
        return (owed, Exit::Clean);
    }
    let filing = match asked {
        Asked::Period(period) => Filing::for_period(unit, *period),
        Asked::Request(request) => Filing::for_request(unit, request),
    };
    (vec![why_not(facts, &filing)], Exit::NothingToCheck)
}

/// When the lines that are shown were recorded.
struct History<'a> {
    /// `None` outside of git.
    kept: Option<Result<Place, CannotBeAsked>>,
    files: &'a Files,
    /// Why it could not be said of some line.
    unsaid: RefCell<Option<Text>>,
}

/// The repository, and the commit read or gone on from; `None` where there is none yet.
struct Place(Repository, Option<Commit>);

impl<'a> History<'a> {
    fn of(root: &Path, globals: &Globals, files: &'a Files) -> Self {
        let revision = globals.revision.as_deref().unwrap_or("HEAD");
        let kept = match git::around(root) {
            Around::In(repository) => Some(repository.commit(revision).map(|commit| Place(repository, commit))),
            Around::CannotBeAsked(cannot) => Some(Err(cannot)),
            Around::Nowhere => None,
        };
        Self { kept, files, unsaid: RefCell::default() }
    }

    /// The commit that recorded a line, and its day; in words.
    fn of_line(&self, location: &Location) -> Option<Text> {
        let recorded = match self.kept.as_ref()? {
            Ok(Place(repository, Some(commit))) => self.recorded(repository, commit, location),
            Ok(Place(_, None)) => Ok(Recorded::Uncommitted),
            Err(cannot) => Err(cannot.clone()),
        };
        Some(match recorded {
            Ok(Recorded::Commit { short, day: on }) => {
                let on = day(on);
                both!("ghi ngày {on} ({short})", "recorded on {on} ({short})")
            }
            Ok(Recorded::Uncommitted) => both!("chưa lưu vào git", "not committed yet"),
            Ok(Recorded::BeyondEdge) => {
                self.unsaid.replace(Some(both!(
                    "kho là bản sao nông (shallow), lịch sử bị cắt; muốn biết dòng nào ghi khi nào thì chạy git fetch --unshallow",
                    "this is a shallow clone, whose history is cut off; to see when a line was recorded, run git fetch --unshallow"
                )));
                both!(
                    "ghi từ trước mốc mà bản sao nông (shallow) này còn giữ",
                    "recorded on a day that this shallow clone does not go back to"
                )
            }
            Err(cannot) => {
                self.unsaid.replace(Some(cannot.told()));
                both!("không hỏi được git ghi khi nào", "git cannot be asked when it was recorded")
            }
        })
    }

    fn recorded(
        &self,
        repository: &Repository,
        commit: &Commit,
        location: &Location,
    ) -> Result<Recorded, CannotBeAsked> {
        let file = self.files.ids().find(|file| **self.files.path(*file) == *location.path);
        let text = file.map(|file| &**self.files.text(file)).unwrap_or_default();
        repository.recorded(commit, &location.path, text, location.start.line)
    }
}

fn shown(
    explanation: &Explanation,
    located: Vec<Location>,
    prefix: &str,
    globals: &Globals,
    blame: &dyn Fn(&Location) -> Option<Text>,
) -> String {
    let language = globals.language;
    let mut located = located.into_iter();
    let label_width = explanation.steps.iter().map(|step| step.label.get(language).chars().count()).max().unwrap_or(0);
    let width = globals.width();
    let mut text = format!("{}\n", wrapped(&visible(explanation.verdict.get(language)), width, 0));
    let mut last_label = "";
    for step in &explanation.steps {
        let label = step.label.get(language);
        let shown_label = if label == last_label { "" } else { label };
        last_label = label;
        let indent = label_width + 4;
        let body = wrapped(&visible(step.says.get(language)), width, indent);
        text.push_str(&format!("  {shown_label:<label_width$}  {body}\n"));
        let Some(location) = step.place.as_ref().and_then(|_| located.next()) else { continue };
        let at = format!("{prefix}{}:{}", visible(&location.path), location.start.line);
        let by = if step.is_event { blame(&location) } else { None };
        let by = by.map(|by| format!("   {}", by.get(language))).unwrap_or_default();
        text.push_str(&format!("{:indent$}{at}{by}\n", ""));
    }
    text
}

/// Words broken at spaces so that no line is wider than `width`; lines after the first are moved in by `indent`.
fn wrapped(words: &str, width: usize, indent: usize) -> String {
    let room = width.saturating_sub(indent).max(20);
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        let line_width = lines.last().map_or(0, |line| unicode_width::UnicodeWidthStr::width(line.as_str()));
        let word_width = unicode_width::UnicodeWidthStr::width(word);
        if line_width > 0 && line_width + 1 + word_width > room {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join(&format!("\n{:indent$}", ""))
}
