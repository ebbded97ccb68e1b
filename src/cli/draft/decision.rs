//! `ttc draft decision`: for each authority that has somebody to recognise, or whose recognition is to end, the decision
//! with its list and the proposal before it.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::files::{self, Draft};
use crate::both;
use crate::cli::globals::{Globals, Heeds};
use crate::cli::{CommandEntry, Exit};
use crate::facts::Facts;
use crate::locale::{Both, Language, Text, listed};
use crate::papers::{self, Change, changes};
use crate::render;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "decision",
    about: Both::new(
        "Dự thảo quyết định công nhận, thay đổi đầu mối, kèm danh sách và tờ trình (DOCX)",
        "Draft the decision on focal points, with its list and the proposal (DOCX)",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let command =
        command
            .arg(Arg::new("unit").long("unit").value_name(words("ĐƠN_VỊ", "UNIT")).action(ArgAction::Append).help(words(
            "Chỉ quyết định của cơ quan này (mã hoặc tên), có thể nêu nhiều lần; mặc định là mọi cơ quan có thẩm quyền",
            "Only the decision of this body (id or name), may be repeated; else of every one with something to decide",
        )));
    files::arguments(super::for_head(command, language), language)
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let (loaded, days) = super::open(globals)?;
    let Some(days) = days else { return Ok(Exit::NothingToCheck) };
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let mut changes = changes(&facts);
    if let Some(asked) = matches.get_many::<String>("unit") {
        let units: Vec<usize> =
            asked.map(|written| facts.unit_meant(written)).collect::<Result<_, _>>().map_err(fail)?;
        for unit in units.iter().filter(|unit| changes.iter().all(|change| change.authority != **unit)) {
            let name = facts.unit_name(facts.unit(*unit));
            globals.remark(&both!("{name} không có gì phải quyết định", "{name} has nothing to decide"));
        }
        changes.retain(|change| units.contains(&change.authority));
    } else if changes.is_empty() {
        globals.remark(&both!(
            "không có ai chờ công nhận và không có ai phải thôi công nhận",
            "nobody awaits recognition and nobody's is to end"
        ));
    }
    let stranded = papers::without_authority(&facts);
    if !stranded.is_empty() {
        let names = listed(stranded.iter().map(|awaiting| &*awaiting.officer.name), "người");
        globals.remark(&both!(
            vi: ("không có cơ quan nào có thẩm quyền công nhận: {}", names.vi),
            en: ("there is no authority to recognise {}", names.en)
        ));
    }
    let mut drafts = Vec::new();
    for change in &changes {
        if let Some(text) = without_approval(change) {
            globals.remark(&text);
        }
        let signs = super::signs(matches);
        let (unit, day) = (&facts.unit(change.authority).id, facts.as_of);
        let decision = render::paper(&papers::decision(&facts, change, signs)).map_err(fail)?;
        drafts.push(Draft { name: format!("quyet-dinh-{unit}-{day}.docx"), content: decision });
        if let Some(proposal) = papers::proposal(&facts, change, signs) {
            let content = render::paper(&proposal).map_err(fail)?;
            drafts.push(Draft { name: format!("to-trinh-{unit}-{day}.docx"), content });
        }
    }
    files::write(&drafts, matches, globals)?;
    Ok(Exit::Clean)
}

/// Those to be recognised whom no list approved by the head of their unit names: the paper may be drafted, but not yet
/// signed.
fn without_approval(change: &Change<'_>) -> Option<Text> {
    change.recognition.proposed_by.as_ref()?;
    let is_without = |officer: &crate::model::Officer| {
        officer.nomination.as_ref().is_none_or(|nomination| nomination.approved.is_none())
    };
    let names: Vec<&str> = change
        .recognized
        .iter()
        .map(|awaiting| awaiting.officer)
        .filter(|officer| is_without(officer))
        .map(|officer| &*officer.name)
        .collect();
    let shown = listed(names.iter().copied(), "người");
    (!names.is_empty()).then(|| {
        both!(
            vi: ("chưa có danh sách được thủ trưởng đơn vị phê duyệt cho: {}", shown.vi),
            en: ("no list approved by the head of the unit names {}", shown.en)
        )
    })
}
