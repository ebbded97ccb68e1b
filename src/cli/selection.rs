//! Which units a command is about: `--under`, `--kind`, `--unit`.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::both;
use crate::facts::Facts;
use crate::locale::{Both, Language, Text, listed};
use crate::text;

/// Units chosen.
pub struct Selection {
    /// By position in the registry.
    pub units: Vec<bool>,
    /// The choice in words; `None` where all are chosen.
    pub words: Option<Text>,
}

/// Adds the options.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .arg(Arg::new("under").long("under").value_name(words("ĐƠN_VỊ", "UNIT")).help(words(
            "Chỉ đơn vị này và mọi đơn vị trực thuộc (mã hoặc tên)",
            "Only this unit and all below it (an id or a name)",
        )))
        .arg(
            Arg::new("kind")
                .long("kind")
                .value_name(words("LOẠI", "KIND"))
                .action(ArgAction::Append)
                .help(words("Chỉ loại đơn vị này; có thể nêu nhiều lần", "Only this kind of unit; may be repeated")),
        )
        .arg(
            Arg::new("unit")
                .long("unit")
                .value_name(words("ĐƠN_VỊ", "UNIT"))
                .action(ArgAction::Append)
                .help(words("Chỉ đơn vị này; có thể nêu nhiều lần", "Only this unit; may be repeated")),
        )
}

/// The units chosen: those that every option given takes.
///
/// # Errors
/// On a unit or kind that is not there, with the nearest.
pub fn read(matches: &ArgMatches, facts: &Facts<'_>) -> Result<Selection, Text> {
    let registry = facts.registry;
    let mut units = vec![true; registry.units.len()];
    let mut words: Vec<Text> = Vec::new();
    if let Some(under) = matches.get_one::<String>("under") {
        let top = facts.unit_meant(under)?;
        keep(&mut units, |unit| facts.hierarchy.is_within(unit, top));
        let name = facts.unit_name(facts.unit(top));
        words.push(both!("{name} và các đơn vị trực thuộc", "{name} and the units below it"));
    }
    let kinds: Vec<&String> = matches.get_many("kind").into_iter().flatten().collect();
    if !kinds.is_empty() {
        for kind in &kinds {
            words.push(kind_name(facts, kind)?);
        }
        keep(&mut units, |unit| kinds.iter().any(|kind| **kind == *registry.units[unit].kind));
    }
    let named: Vec<&String> = matches.get_many("unit").into_iter().flatten().collect();
    if !named.is_empty() {
        let chosen: Vec<usize> = named.iter().map(|unit| facts.unit_meant(unit)).collect::<Result<_, _>>()?;
        keep(&mut units, |unit| chosen.contains(&unit));
        let names: Vec<String> = chosen.iter().map(|unit| facts.unit_name(facts.unit(*unit))).collect();
        words.push(listed(names.iter().map(String::as_str), "đơn vị"));
    }
    let joined = |part: fn(&Text) -> &str| words.iter().map(part).collect::<Vec<_>>().join("; ");
    let (vi, en) = (joined(|text| &text.vi), joined(|text| &text.en));
    let words = (!words.is_empty()).then(|| both!("Chỉ gồm: {vi}", "Only: {en}"));
    Ok(Selection { units, words })
}

/// The options as they were given.
pub fn arguments_of(matches: &ArgMatches) -> Vec<String> {
    let of = |id: &'static str| {
        let given = matches.get_many::<String>(id).into_iter().flatten();
        given.flat_map(move |value| [format!("--{id}"), value.clone()])
    };
    ["under", "kind", "unit"].into_iter().flat_map(of).collect()
}

fn keep(units: &mut [bool], test: impl Fn(usize) -> bool) {
    units.iter_mut().enumerate().for_each(|(unit, chosen)| *chosen = *chosen && test(unit));
}

fn kind_name(facts: &Facts<'_>, id: &str) -> Result<Text, Text> {
    let kinds = || facts.registry.regulations.iter().flat_map(|regulation| regulation.kinds.iter());
    if let Some(kind) = kinds().find(|kind| *kind.id == *id) {
        return Ok(kind.name.text());
    }
    Err(match text::nearest(id, kinds().map(|kind| &*kind.id)) {
        Some(nearest) => both!(
            "không có loại đơn vị “{id}”; có phải là {nearest}?",
            "there is no kind of unit “{id}”; did you mean {nearest}?"
        ),
        None => {
            let known: BTreeSet<&str> = kinds().map(|kind| &*kind.id).collect();
            let known = known.into_iter().collect::<Vec<_>>().join(", ");
            both!("không có loại đơn vị “{id}”; có: {known}", "there is no kind of unit “{id}”; there are: {known}")
        }
    })
}
