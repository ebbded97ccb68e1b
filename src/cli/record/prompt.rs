//! Asks for what a command lacks, where somebody sits at a terminal.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::bail;

use super::arguments::{Choice, Given, Kind, Takes};
use crate::both;
use crate::cli::globals::Globals;
use crate::cli::output;
use crate::locale::{Text, day};
use crate::model::Registry;
use crate::render::visible;
use crate::text;

/// Choices listed, at most.
const LISTED: usize = 12;

/// Whether there is somebody to ask.
pub fn is_possible() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks for everything that is lacking, one after the other; what is not understood is asked for again.
///
/// # Errors
/// Where nobody answers any more.
pub fn complete(kind: &Kind, given: &mut Given, registry: &Registry, globals: &Globals) -> anyhow::Result<()> {
    while let Some(choice) = (kind.lacking)(given).first().and_then(|name| kind.choice(name)) {
        let answer = ask(kind, choice, given, registry, globals)?;
        given.insert(choice.name, answer);
    }
    Ok(())
}

fn ask(kind: &Kind, choice: &Choice, given: &Given, registry: &Registry, globals: &Globals) -> anyhow::Result<String> {
    let language = globals.language;
    let says = kind.says(choice);
    let usual = (choice.takes == Takes::Day).then(|| day(globals.clock()));
    if let Some(offered) = offered(choice, given, registry) {
        output::tell(&format!("  {}", visible(offered.get(language))));
    }
    let mut told: Vec<Near> = Vec::new();
    loop {
        let hint = usual.as_ref().map_or_else(String::new, |usual| format!(" [{usual}]"));
        let answer = line(&format!("{}{hint}: ", says.get(language)), globals)?;
        let answer = match (answer.trim(), &usual) {
            ("", Some(usual)) => usual.clone(),
            ("", None) => continue,
            (answer, _) => chosen(answer, &told).unwrap_or(answer).to_owned(),
        };
        match kind.value(choice, registry, &answer) {
            Ok(_) => return Ok(answer),
            Err(text) => {
                output::tell(&format!("  {}", visible(text.get(language))));
                told = near(choice, registry, &answer);
                for (number, near) in (1..).zip(&told) {
                    output::tell(&format!("    {number:>2}  {}  {}", visible(&near.id), visible(&near.name)));
                }
                if !told.is_empty() {
                    let how =
                        both!("trả lời bằng số thứ tự, mã hoặc tên", "answer with the number, the id or the name");
                    output::tell(&format!("  {}", how.get(language)));
                }
            }
        }
    }
}

fn line(question: &str, globals: &Globals) -> anyhow::Result<String> {
    let mut answer = String::new();
    let asked = write!(std::io::stderr(), "{question}").and_then(|()| std::io::stderr().flush());
    let read = std::io::stdin().lock().read_line(&mut answer);
    if asked.is_err() || !read.is_ok_and(|length| length > 0) {
        bail!(both!("đã dừng, chưa ghi gì", "stopped; nothing was written").get(globals.language).to_owned());
    }
    Ok(answer)
}

/// What there is to choose from before an answer is tried.
fn offered(choice: &Choice, given: &Given, registry: &Registry) -> Option<Text> {
    if choice.name != "seat" {
        return None;
    }
    let unit = crate::edit::lookup::unit(registry, given.get("unit")?).ok()?;
    let kinds = registry.regulations.iter().filter_map(|regulation| regulation.kind(&unit.kind));
    let mut seats: Vec<Text> = Vec::new();
    for seat in kinds.flat_map(|kind| kind.seats.iter()) {
        let (id, name) = (&seat.id, &seat.name);
        let shown = both!(vi: ("{id} ({})", name.vi), en: ("{id} ({})", name.en));
        if !seats.contains(&shown) {
            seats.push(shown);
        }
    }
    let join = |of: fn(&Text) -> &str| seats.iter().map(of).collect::<Vec<_>>().join(", ");
    (!seats.is_empty()).then(|| Text { vi: join(|text| &text.vi), en: join(|text| &text.en) })
}

/// A unit or officer that may be meant.
struct Near {
    id: String,
    name: String,
}

/// The id of the one whose number among those told is the answer.
fn chosen<'n>(answer: &str, told: &'n [Near]) -> Option<&'n str> {
    let number: usize = answer.parse().ok()?;
    Some(&*told.get(number.checked_sub(1)?)?.id)
}

/// The units or officers that begin as the answer does, or hold it, for somebody who has typed a part of a name.
fn near(choice: &Choice, registry: &Registry, answer: &str) -> Vec<Near> {
    let part = text::skeleton(answer);
    let records: Vec<(String, String)> = match choice.takes {
        Takes::Unit => registry.units.iter().map(|unit| (unit.id.to_string(), unit.name.to_string())).collect(),
        Takes::Officer | Takes::Officers => {
            registry.officers.iter().map(|officer| (officer.id.to_string(), officer.name.to_string())).collect()
        }
        Takes::Plain | Takes::Day | Takes::Copies => Vec::new(),
    };
    let rank = |id: &str, name: &str| {
        let bare = text::skeleton(name);
        let begins = id.starts_with(&part) || bare.starts_with(&part);
        begins.then_some(0).or_else(|| (bare.contains(&part) || id.contains(&part)).then_some(1))
    };
    let mut found: Vec<(usize, Near)> =
        records.into_iter().filter_map(|(id, name)| Some((rank(&id, &name)?, Near { id, name }))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().take(LISTED).map(|(_, near)| near).collect()
}
