//! `--baseline FILE`: what was found when a registry was first judged, left alone until a day.
//!
//! A waiver is a person's: it names a document and somebody who approved. A baseline is a program's, so that a registry with
//! thousands of findings can be judged from its first day on: what is new is told, what is old is counted. It knows findings
//! by what they are about, ends within a year of the day it was made, and only shrinks: what is mended has to leave it, or
//! it would hide the same fault when it comes back.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};

use super::disk;
use super::globals::{Globals, written_day};
use crate::both;
use crate::diagnostic::{Finding, Label, Located, Location, Remedy, RuleDoc, RuleId, Severity, Subject};
use crate::locale::{Both, Language, Text, day};
use crate::record::scalar;
use crate::render::{fingerprints, path_from, visible};
use crate::rules::{self, Check};
use crate::source::{Lines, Span};

/// What a baseline itself can be blamed for. No rule of the registry: it is found where a baseline is asked for.
pub const OUTDATED: RuleId = RuleId::error("baseline-outdated");

const FORMAT: &str = "ttc-baseline";
const VERSION: u32 = 1;
/// No baseline lasts longer, first and last day included: what is not mended in a year is for people to decide on.
const MOST_DAYS: i64 = 366;
/// A file above this size, and one of more findings, is no baseline that this program wrote.
const LARGEST_FILE: u64 = 64 << 20;
const MOST_FINDINGS: usize = 250_000;

/// Adds `--baseline`, `--write-baseline` and `--until`.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let file = |id: &'static str| {
        let argument = Arg::new(id).long(id).value_name(words("TỆP", "FILE"));
        argument.value_parser(clap::value_parser!(PathBuf))
    };
    command
        .arg(file("baseline").help(words(
            "Để yên những vấn đề ghi trong tệp này đến hết ngày ghi trong đó, chỉ đếm; nêu những vấn đề mới",
            "Leave alone what this file lists until the day it names, and count it; tell what is new",
        )))
        .arg(file("write-baseline").conflicts_with("since").help(words(
            "Ghi những vấn đề hiện có vào tệp này, cùng với --until; với --baseline thì chỉ ghi lại phần chưa xử lý xong",
            "Write what is found now into this file, with --until; with --baseline only what is left of that",
        )))
        .arg(
            Arg::new("until")
                .long("until")
                .value_name(words("NGÀY", "DATE"))
                .requires("write-baseline")
                .conflicts_with("baseline")
                .help(words(
                    "Ngày cuối mà tệp ấy có tác dụng, không quá một năm",
                    "The last day on which that file has an effect, within a year",
                )),
        )
}

/// A baseline as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    version: u32,
    registry: String,
    from: String,
    until: String,
    findings: Vec<Entry>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    /// For people who look at the file; nothing goes by it.
    about: String,
    fingerprint: String,
}

/// A baseline that was read or just made.
pub struct Baseline {
    /// Relative to the registry's root, with `..` where it is elsewhere.
    path: Arc<str>,
    text: Arc<str>,
    registry: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    entries: Vec<Entry>,
}

/// The registry that is held against a baseline.
pub struct Held<'h> {
    pub root: &'h Path,
    pub name: &'h str,
    /// The day asked for; it is this and not the day judged that must come to an end.
    pub asked: NaiveDate,
    /// Whether it was judged if reports came in in time.
    pub reports: bool,
    /// Whether every record could be judged; else nobody knows what is no longer found.
    pub is_whole: bool,
}

/// Reads, writes and applies the baseline that the arguments ask for: what stands, what it knows, and the baseline itself,
/// where they ask for one.
///
/// # Errors
/// Where a file cannot be read, written or understood, is another registry's, or is to last too long.
pub fn part(
    matches: &ArgMatches,
    globals: &Globals,
    held: &Held<'_>,
    standing: Vec<Located>,
) -> anyhow::Result<(Vec<Located>, Vec<Located>, Option<Baseline>)> {
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let file = |id: &str| matches.get_one::<PathBuf>(id);
    let old = file("baseline").map(|file| read(file, held).map_err(fail)).transpose()?;
    let Some(into) = file("write-baseline") else {
        return Ok(match old {
            Some(old) => parted(old, standing, held),
            None => (standing, Vec::new(), None),
        });
    };
    let made = match old {
        Some(old) => shrunk(old, &standing, held).map_err(fail)?,
        None => {
            let until = until(matches, held.asked).map_err(fail)?;
            let marks = fingerprints(&standing);
            let known = standing.iter().zip(marks).filter(|(finding, _)| may_be_known(finding));
            let entries = known.map(|(finding, mark)| entry(finding, mark)).collect();
            let registry = held.name.to_owned();
            Baseline { path: "".into(), text: "".into(), registry, from: held.asked, until, entries }
        }
    };
    let made = made.written(into, held).map_err(fail)?;
    disk::write(into, &*made.text, globals.language)?;
    let (shown, count, until) = (into.display(), made.entries.len(), day(made.until));
    globals.remark(&both!(
        "đã ghi {count} phát hiện vào {shown}, để yên đến hết {until}",
        "{count} findings are written to {shown}, to be left alone until {until}"
    ));
    Ok(parted(made, standing, held))
}

/// What the baseline does not know, what it knows, and the baseline; where it names what is no longer found, a finding more.
fn parted(
    baseline: Baseline,
    findings: Vec<Located>,
    held: &Held<'_>,
) -> (Vec<Located>, Vec<Located>, Option<Baseline>) {
    if !baseline.holds(held.asked) {
        return (findings, Vec::new(), Some(baseline));
    }
    let (is_known, gone) = compared(&baseline, &findings, held);
    let (mut standing, mut known) = (Vec::new(), Vec::new());
    for (finding, is_known) in findings.into_iter().zip(is_known) {
        if is_known { known.push(finding) } else { standing.push(finding) }
    }
    if held.is_whole && !gone.is_empty() {
        standing.push(outdated(&baseline, &gone));
    }
    (standing, known, Some(baseline))
}

/// Which findings the baseline knows, and which of its entries nothing was found for though it was looked for.
fn compared(baseline: &Baseline, standing: &[Located], held: &Held<'_>) -> (Vec<bool>, Vec<usize>) {
    let entries = baseline.entries.iter().enumerate();
    let mut entries: HashMap<(&str, &str), usize> =
        entries.map(|(at, entry)| ((entry.rule.as_str(), entry.fingerprint.as_str()), at)).collect();
    let marks = fingerprints(standing);
    let findings = standing.iter().zip(&marks);
    let is_known = findings
        .map(|(finding, mark)| may_be_known(finding) && entries.remove(&(finding.rule.name, mark.as_str())).is_some())
        .collect();
    let is_judged = |rule: &str| held.reports || !rules::rule(rule).is_some_and(is_on_reports);
    let gone = entries.into_iter().filter(|((rule, _), _)| is_judged(rule));
    let mut gone: Vec<usize> = gone.map(|(_, at)| at).collect();
    gone.sort_unstable();
    (is_known, gone)
}

/// The baseline without what is no longer found. Nothing comes in, and its end stays.
fn shrunk(mut baseline: Baseline, standing: &[Located], held: &Held<'_>) -> Result<Baseline, Text> {
    if !held.is_whole {
        return Err(both!(
            "có bản ghi chưa xét được vì còn lỗi, nên chưa biết vấn đề nào đã xử lý; hãy sửa các lỗi ấy trước",
            "some records could not be judged because of faults in them, so nobody knows what is mended; mend them first"
        ));
    }
    let (_, gone) = compared(&baseline, standing, held);
    let gone: HashSet<usize> = gone.into_iter().collect();
    let left = baseline.entries.into_iter().enumerate().filter(|(at, _)| !gone.contains(at));
    baseline.entries = left.map(|(_, entry)| entry).collect();
    Ok(baseline)
}

/// That a baseline names what is no longer found.
fn outdated(baseline: &Baseline, gone: &[usize]) -> Located {
    const NAMED: usize = 5;
    let named = |at: &usize| {
        let entry = &baseline.entries[*at];
        Text::same(format!("{} {}", visible(&entry.rule), visible(&entry.about)).trim_end())
    };
    let mark = gone.first().map_or("", |at| &baseline.entries[*at].fingerprint);
    let start = baseline.text.find(mark).unwrap_or_default();
    let lines = Lines::of(&baseline.text);
    let span = Span::new(start, start + mark.len());
    let place = Location {
        path: Arc::clone(&baseline.path),
        text: Arc::clone(&baseline.text),
        span,
        start: lines.point(span.start),
        end: lines.point(span.end),
    };
    let (count, all, path) = (gone.len(), baseline.entries.len(), visible(&baseline.path));
    Finding {
        rule: OUTDATED,
        message: both!(
            "{count} trong {all} phát hiện của danh sách ban đầu không còn nữa",
            "{count} of {all} findings of the baseline are no longer there"
        ),
        primary: Label { place, text: both!("đã xử lý", "mended") },
        related: Vec::new(),
        notes: gone.iter().take(NAMED).map(named).collect(),
        remedies: vec![Remedy {
            text: both!(
                "bỏ chúng khỏi danh sách, nếu không thì khi có lại sẽ không ai biết",
                "take them out, or nobody will know when they come back"
            ),
            paste: Some(format!("ttc validate --baseline {path} --write-baseline {path}")),
            accepts: false,
        }],
        citation: None,
        subject: Subject::default(),
    }
}

/// What formats say of the rule.
pub fn document() -> RuleDoc {
    RuleDoc {
        id: OUTDATED,
        title: Both::new("Danh sách ban đầu nêu việc đã xử lý", "A baseline names what is mended"),
        about: Both::new(
            "Danh sách ban đầu chỉ được ngắn đi: việc đã xử lý mà còn trong đó thì khi có lại sẽ không ai biết.",
            "A baseline only shrinks: what is mended and stays in it would hide the same fault when it comes back.",
        ),
        mend: Both::new(
            "Chạy lại với --baseline và --write-baseline cùng một tệp.",
            "Run again with --baseline and --write-baseline, both on the file.",
        ),
        clauses: Vec::new(),
    }
}

fn until(matches: &ArgMatches, from: NaiveDate) -> Result<NaiveDate, Text> {
    let Some(written) = matches.get_one::<String>("until") else {
        return Err(both!(
            "--write-baseline cần --until NGÀY: ngày cuối mà danh sách có tác dụng",
            "--write-baseline needs --until DATE: the last day on which the baseline has an effect"
        ));
    };
    let until = written_day(written).ok_or_else(|| {
        both!(
            "--until {written} không phải là một ngày; viết như 2024-06-20 hoặc 20/06/2024",
            "--until {written} is no day; write it like 2024-06-20 or 20/06/2024"
        )
    })?;
    lasting(from, until)?;
    Ok(until)
}

/// # Errors
/// Where there is no day from the first to the last, or too many.
fn lasting(from: NaiveDate, until: NaiveDate) -> Result<(), Text> {
    let days = (until - from).num_days() + 1;
    let (from, until) = (day(from), day(until));
    match days {
        ..1 => Err(both!(
            "danh sách ban đầu từ {from} không thể hết tác dụng ngày {until}",
            "a baseline of {from} cannot end on {until}"
        )),
        1..=MOST_DAYS => Ok(()),
        _ => Err(both!(
            "danh sách ban đầu từ {from} đến {until} dài hơn {MOST_DAYS} ngày",
            "a baseline from {from} to {until} lasts longer than {MOST_DAYS} days"
        )),
    }
}

/// A baseline from its file.
///
/// # Errors
/// Where it cannot be read, is none, or is another registry's.
fn read(file: &Path, held: &Held<'_>) -> Result<Baseline, Text> {
    let shown = visible(&file.display().to_string()).into_owned();
    let unreadable = || both!("không đọc được tệp {shown}", "the file {shown} cannot be read");
    // A pipe or a device would be waited for.
    if !std::fs::metadata(file).map_err(|_| unreadable())?.is_file() {
        return Err(unreadable());
    }
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(|_| unreadable())?;
    opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|_| unreadable())?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(both!("tệp {shown} quá lớn", "the file {shown} is too large"));
    }
    let none = |why: Text| {
        both!(
            vi: ("{shown} không phải là danh sách ban đầu dùng được: {}", why.vi),
            en: ("{shown} is no baseline that can be used: {}", why.en)
        )
    };
    let text = String::from_utf8(bytes).map_err(|_| none(both!("không phải UTF-8", "it is not UTF-8")))?;
    let written: Written = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        none(both!("sai ở dòng {line}, cột {column}", "it is wrong at line {line}, column {column}"))
    })?;
    understood(written, held, Arc::from(text), beside(held.root, file)).map_err(none)
}

fn understood(written: Written, held: &Held<'_>, text: Arc<str>, path: String) -> Result<Baseline, Text> {
    if written.format != FORMAT || written.version != VERSION {
        return Err(both!(
            "cần format {FORMAT}, version {VERSION}",
            "its format must be {FORMAT} and its version {VERSION}"
        ));
    }
    if written.registry != held.name {
        let (its, name) = (visible(&written.registry), visible(held.name));
        return Err(both!("nó là của sổ {its}, không phải {name}", "it is of the registry {its}, not of {name}"));
    }
    let a_day = |key: &str, written: &str| {
        scalar::day(written).ok_or_else(|| both!("{key} không phải là một ngày", "{key} is no day"))
    };
    let (from, until) = (a_day("from", &written.from)?, a_day("until", &written.until)?);
    lasting(from, until)?;
    if written.findings.len() > MOST_FINDINGS {
        return Err(both!("có hơn {MOST_FINDINGS} phát hiện", "it has more than {MOST_FINDINGS} findings"));
    }
    let is_mark = |mark: &str| mark.len() == 64 && mark.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if let Some(at) = written.findings.iter().position(|entry| !is_mark(&entry.fingerprint)) {
        let number = at + 1;
        return Err(both!("fingerprint của mục {number} sai dạng", "the fingerprint of entry {number} is malformed"));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = written.findings.iter().find(|entry| !seen.insert((&entry.rule, &entry.fingerprint))) {
        let mark = &twice.fingerprint;
        return Err(both!("{mark} được ghi hai lần", "{mark} is listed twice"));
    }
    let Written { registry, findings, .. } = written;
    Ok(Baseline { path: path.into(), text, registry, from, until, entries: findings })
}

/// The way from the registry's folder to a file, with `/`.
fn beside(root: &Path, file: &Path) -> String {
    let whole = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        folder.join(path.file_name().unwrap_or_default())
    };
    let (root, file) = (root.canonicalize().unwrap_or_else(|_| root.to_owned()), whole(file));
    let common = root.components().zip(file.components()).take_while(|(one, two)| one == two).count();
    let up = root.components().skip(common).map(|_| "..".to_owned());
    let down = file.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// What a baseline may know: what is wrong or doubtful about something that has a name. What is known by its file alone
/// would hide the next fault of that file, and waivers are not for programs to accept.
fn may_be_known(finding: &Located) -> bool {
    let Subject { unit, seat, officer, decision, period, request, detail: _ } = &finding.subject;
    let is_named = [unit, seat, officer, decision, period, request].into_iter().any(Option::is_some);
    let is_on_waivers = rules::rule(finding.rule.name).is_some_and(|rule| matches!(rule.check, Check::Accepting(_)));
    is_named && !is_on_waivers && finding.rule.severity > Severity::Note
}

fn is_on_reports(rule: &rules::Rule) -> bool {
    matches!(rule.check, Check::Reporting(_))
}

fn entry(finding: &Located, fingerprint: String) -> Entry {
    let Subject { unit, seat, officer, decision, period, request, detail: _ } = &finding.subject;
    let about: Vec<&str> =
        [unit, seat, officer, decision, period, request].into_iter().flatten().map(String::as_str).collect();
    Entry { rule: finding.rule.name.to_owned(), about: about.join(" "), fingerprint }
}

impl Baseline {
    /// Whether it hides anything on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Its path below or beside a prefix that is empty or ends with `/`.
    pub fn shown(&self, prefix: &str) -> String {
        path_from(prefix, &self.path)
    }

    /// The same as it stands in its file.
    fn written(mut self, file: &Path, held: &Held<'_>) -> Result<Self, Text> {
        if self.entries.len() > MOST_FINDINGS {
            let count = self.entries.len();
            return Err(both!(
                "có {count} phát hiện, nhiều hơn {MOST_FINDINGS}; hãy xử lý bớt trước",
                "there are {count} findings, more than {MOST_FINDINGS}; mend some first"
            ));
        }
        self.entries.sort_by(|one, two| {
            let key = |entry: &Entry| (entry.rule.clone(), entry.about.clone(), entry.fingerprint.clone());
            key(one).cmp(&key(two))
        });
        let head = [
            ("format", json(FORMAT)),
            ("version", VERSION.to_string()),
            ("registry", json(&self.registry)),
            ("from", json(&self.from.to_string())),
            ("until", json(&self.until.to_string())),
        ];
        let head: String = head.iter().map(|(key, value)| format!("  \"{key}\": {value},\n")).collect();
        // A line each, so that a pull request shows what left.
        let lines: Vec<String> = self.entries.iter().map(|entry| format!("    {}", json(entry))).collect();
        let list = if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) };
        self.text = format!("{{\n{head}  \"findings\": {list}\n}}\n").into();
        self.path = beside(held.root, file).into();
        Ok(self)
    }
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
