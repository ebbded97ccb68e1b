//! `ttc roster import`: a list as a unit sent it, held against the registry and, if asked, written into it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Opened;
use crate::both;
use crate::cli::globals::{Globals, Heeds, written_day};
use crate::cli::{CommandEntry, Exit, documents, evidence, help, output, outside, recording, registry};
use crate::facts::Facts;
use crate::intake::{Fault, Grid, Plan, Terms, grids, plan, shown};
use crate::load::Loaded;
use crate::locale::{Both, Language, Text, plural};
use crate::render::visible;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "import",
    about: Both::new(
        "Đối chiếu danh sách đơn vị gửi (XLSX, CSV) với sổ, và ghi vào sổ",
        "Hold a list that a unit sent (XLSX, CSV) against the registry, and take it in",
    ),
    heeds: Heeds::RegistryToWrite,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let flag = |id: &'static str, help| Arg::new(id).long(id).action(ArgAction::SetTrue).help(help);
    let day = |id: &'static str, help| Arg::new(id).long(id).value_name(words("NGÀY", "DATE")).help(help);
    let command = command
        .arg(
            Arg::new("file")
                .value_name(words("TỆP", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .required(true)
                .help(words("Danh sách: XLSX hoặc CSV", "The list: XLSX or CSV")),
        )
        .arg(Arg::new("unit").long("unit").value_name(words("ĐƠN_VỊ", "UNIT")).help(words(
            "Danh sách là của đơn vị này và các đơn vị trực thuộc; dòng không ghi đơn vị là của chính đơn vị này",
            "The list is of this unit and those below it; rows that name no unit are of this one",
        )))
        .arg(Arg::new("sheet").long("sheet").value_name(words("TRANG", "SHEET")).help(words(
            "Trang tính cần đọc, nếu tệp có nhiều danh sách",
            "Which sheet to read, where the file has several lists",
        )))
        .arg(flag(
            "write",
            words(
                "Ghi các thay đổi vào sổ; không có thì chỉ cho xem",
                "Write the changes; without it they are only shown",
            ),
        ))
        .arg(flag(
            "complete",
            words(
                "Danh sách là đầy đủ: ai của các đơn vị ấy không có trong danh sách là đã thôi",
                "The list is complete: whoever of its units is not on it has left",
            ),
        ))
        .arg(day(
            "ended-on",
            words(
                "Ngày cuối của người đã thôi; không nêu thì là hôm trước ngày người thay bắt đầu",
                "The last day of those who left; else the day before the successor's first",
            ),
        ))
        .arg(day(
            "started-on",
            words(
                "Ngày đầu của người mới mà danh sách không ghi ngày",
                "The first day of new people of whom the list does not say it",
            ),
        ));
    let command = command.arg(flag(
        "in-charge",
        words(
            "Người mới đang phụ trách việc mà vị trí đòi hỏi (như Bộ phận Một cửa)",
            "New people are in charge of what their seats ask for (such as the One-Stop section)",
        ),
    ));
    documents::arguments(command, language).after_help(help::exit_codes(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let outputs = documents::read(matches, "text", globals.language)?;
    let file = matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let list = List { matches, file: &file, sheets: read(&file, globals.language)? };
    let show = |loaded: &Loaded, facts: &Facts<'_>, root: &Path, plan: &Plan<'_>| {
        let regulations = facts.current_regulation().map(|regulation| regulation.number.to_string());
        let made_by = vec!["roster".to_owned(), "import".to_owned(), file.display().to_string()];
        let evidence =
            evidence::evidence(globals, root, loaded, facts.as_of, regulations.into_iter().collect(), made_by);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let language = globals.document_language(&loaded.registry);
        documents::write(&outputs, &shown(facts, plan, &name, evidence), language, globals)
    };
    if matches.get_flag("write") {
        let root = registry::root(globals)?;
        return recording::carry_out(globals, false, &|draft| {
            let loaded = draft.loaded();
            let days = registry::days(globals, &loaded.registry);
            let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
            let plan = list.plan(&facts, globals.language)?;
            show(loaded, &facts, &root, &plan)?;
            plan.draft(draft).map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))
        });
    }
    let Opened { root, loaded, days } = super::open(globals)?;
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let plan = list.plan(&facts, globals.language)?;
    show(&loaded, &facts, &root, &plan)?;
    if !plan.changes.is_empty() {
        globals
            .remark(&both!("chưa ghi gì; thêm --write để ghi vào sổ", "nothing was written; add --write to write it"));
    }
    Ok(Exit::Clean)
}

/// The sheets of a file.
fn read(file: &Path, language: Language) -> anyhow::Result<Vec<Grid>> {
    let shown = file.display();
    let say = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
    let bytes = outside::read(file, language)?;
    grids(&file.to_string_lossy(), &bytes)
        .map_err(|text| say(both!(vi: ("{shown}: {}", text.vi), en: ("{shown}: {}", text.en))))
}

/// A list that is to be held against a registry.
struct List<'l> {
    matches: &'l ArgMatches,
    file: &'l Path,
    sheets: Vec<Grid>,
}

impl List<'_> {
    /// # Errors
    /// On every fault of the list; all but the count of them is told before.
    fn plan<'r>(&self, facts: &Facts<'r>, language: Language) -> anyhow::Result<Plan<'r>> {
        let fail = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
        let text = |id: &str| self.matches.get_one::<String>(id).map(String::as_str);
        let terms = Terms {
            scope: text("unit").map(|unit| facts.unit_meant(unit)).transpose().map_err(fail)?,
            complete: self.matches.get_flag("complete"),
            ended_on: self.day("ended-on").map_err(fail)?,
            started_on: self.day("started-on").map_err(fail)?,
            in_charge: self.matches.get_flag("in-charge"),
        };
        let grid = self.sheet(text("sheet")).map_err(fail)?;
        plan(facts, grid, terms).map_err(|faults| refusal(self.file, &faults, language))
    }

    fn day(&self, id: &str) -> Result<Option<NaiveDate>, Text> {
        let Some(written) = self.matches.get_one::<String>(id) else { return Ok(None) };
        written_day(written).map(Some).ok_or_else(|| {
            both!(
                "--{id} {written} không phải là một ngày; viết như 2024-06-20 hoặc 20/06/2024",
                "--{id} {written} is no day; write it like 2024-06-20 or 20/06/2024"
            )
        })
    }

    /// The sheet asked for, or the only one that has a list.
    fn sheet(&self, asked: Option<&str>) -> Result<&Grid, Text> {
        let names = || {
            let names = self.sheets.iter().filter_map(|grid| grid.sheet.as_deref());
            names.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
        };
        if let Some(asked) = asked {
            let found = self.sheets.iter().find(|grid| grid.sheet.as_deref() == Some(asked));
            return found.ok_or_else(|| {
                let names = names();
                both!("không có trang “{asked}”; có: {names}", "there is no sheet “{asked}”; there are: {names}")
            });
        }
        let with_list: Vec<&Grid> = self.sheets.iter().filter(|grid| grid.has_list()).collect();
        match (with_list.as_slice(), self.sheets.as_slice()) {
            ([only], _) => Ok(*only),
            // What is missing is told of the first.
            ([], [first, ..]) => Ok(first),
            ([], []) => Err(both!("tệp không có trang nào", "the file has no sheet")),
            _ => {
                let names = with_list.iter().filter_map(|grid| grid.sheet.as_deref());
                let names = names.map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
                Err(both!(
                    "tệp có nhiều danh sách; hãy chọn bằng --sheet: {names}",
                    "the file has several lists; choose one with --sheet: {names}"
                ))
            }
        }
    }
}

/// Tells the faults of a list; the error is how many there are.
fn refusal(file: &Path, faults: &[Fault], language: Language) -> anyhow::Error {
    const SHOWN: usize = 20;
    for fault in faults.iter().take(SHOWN) {
        output::tell(&format!("  {}", visible(fault.text().get(language))));
    }
    let count = faults.len();
    if count > SHOWN {
        let more = count - SHOWN;
        output::tell(&format!("  {}", both!("và {more} chỗ nữa", "and {more} more").get(language)));
    }
    let shown = file.display();
    let faults = plural(i64::try_from(count).unwrap_or(i64::MAX), "fault");
    let text = both!(
        "danh sách {shown} có {count} chỗ sai nêu trên; sổ còn nguyên như cũ",
        "{faults} in the list {shown}, told above; the registry is as it was"
    );
    anyhow::anyhow!(text.get(language).to_owned())
}
