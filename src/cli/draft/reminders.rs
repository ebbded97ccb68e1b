//! `ttc draft reminders`: a letter, and a message to send, for each unit that has something to file on the day judged.

use std::collections::BTreeMap;

use clap::{ArgMatches, Command};

use super::files::{self, Draft};
use crate::both;
use crate::cli::globals::{Globals, Heeds};
use crate::cli::{CommandEntry, Exit, output};
use crate::facts::Facts;
use crate::locale::{Both, Language, Text};
use crate::papers::{Reminder, Unreached, reminders};
use crate::render::{self, visible};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "reminders",
    about: Both::new(
        "Dự thảo công văn và thư điện tử nhắc đơn vị còn báo cáo chưa gửi (DOCX, EML)",
        "Draft letters and e-mails to the units with reports to send (DOCX, EML)",
    ),
    heeds: Heeds::RegistryOnADay,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    files::arguments(super::for_head(command, language), language)
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let (loaded, days) = super::open(globals)?;
    let Some(days) = days else { return Ok(Exit::NothingToCheck) };
    let facts = Facts::new(&loaded.registry, days.as_of.unwrap_or(days.asked), days.today);
    let (reminders, unreached) = reminders(&facts, super::signs(matches));
    if reminders.is_empty() {
        globals.remark(&both!("không có đơn vị nào phải nhắc", "no unit is to be reminded"));
    }
    let mut letters: BTreeMap<usize, usize> = BTreeMap::new();
    reminders.iter().for_each(|reminder| *letters.entry(reminder.unit).or_default() += 1);
    let mut drafts = Vec::new();
    for reminder in &reminders {
        let is_only = letters.get(&reminder.unit) == Some(&1);
        let name = name(&facts, reminder, is_only);
        let letter =
            render::paper(&reminder.letter).map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))?;
        drafts.push(Draft { name: format!("{name}.docx"), content: letter });
        if let Some(message) = &reminder.message {
            drafts.push(Draft { name: format!("{name}.eml"), content: render::mail::eml(message) });
        }
    }
    files::write(&drafts, matches, globals)?;
    let without: Vec<(usize, Unreached)> =
        reminders.iter().filter_map(|reminder| Some((reminder.unit, reminder.unreached?))).collect();
    tell(&facts, &without, &both!("chỉ có công văn, không có thư điện tử", "a letter only, no e-mail"), globals)?;
    tell(&facts, &unreached, &both!("không nhắc được", "cannot be reminded"), globals)?;
    Ok(Exit::Clean)
}

fn name(facts: &Facts<'_>, reminder: &Reminder, is_only: bool) -> String {
    let (unit, day) = (&facts.unit(reminder.unit).id, facts.as_of);
    if is_only { format!("nhac-{unit}-{day}") } else { format!("nhac-{unit}-{}-{day}", facts.unit(reminder.sender).id) }
}

/// The units that could not be written to, a line each with the reason.
fn tell(facts: &Facts<'_>, units: &[(usize, Unreached)], what: &Text, globals: &Globals) -> anyhow::Result<()> {
    if units.is_empty() {
        return Ok(());
    }
    let language = globals.language;
    let mut lines = format!("\n{} ({}):\n", what.get(language), units.len());
    for (unit, why) in units {
        let name = facts.unit_name(facts.unit(*unit));
        lines.push_str(&format!("  {}: {}\n", visible(&name), why.text().get(language)));
    }
    output::print(&lines, language)
}
