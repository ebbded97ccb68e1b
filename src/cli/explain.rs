//! `ttc explain RULE`: a rule's page.

use anyhow::bail;
use clap::{Arg, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, output, registry};
use crate::both;
use crate::locale::{Both, Language};
use crate::rules::{self, RULES, catalogue};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "explain",
    about: Both::new(
        "Giải thích một quy tắc, kèm ví dụ sai và đúng",
        "Explain a rule, with a wrong and a right example",
    ),
    heeds: Heeds::Registry,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command.arg(
        Arg::new("rule")
            .value_name(words("QUY_TẮC", "RULE"))
            .required(true)
            .help(words("Tên quy tắc, như seat-vacant", "The rule's name, such as seat-vacant")),
    )
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let name = matches.get_one::<String>("rule").map_or("", String::as_str);
    let Some(rule) = rules::rule(name) else {
        let shown = crate::render::visible(name).into_owned();
        let hint = match crate::text::nearest(name, RULES.iter().map(|rule| rule.id.name)) {
            Some(nearest) => both!("; có phải là {nearest}?", "; did you mean {nearest}?"),
            None => both!("; xem tất cả: ttc rules", "; for all of them: ttc rules"),
        };
        bail!(
            both!(vi: ("không có quy tắc {shown}{}", hint.vi), en: ("there is no rule {shown}{}", hint.en))
                .get(globals.language)
                .to_owned()
        );
    };
    let clauses = catalogue::clauses(&registry::open_if_any(globals)?);
    let kept = clauses.get(rule.id.name).map_or(&[][..], Vec::as_slice);
    output::print(&catalogue::page(rule, kept, globals.language), globals.language)?;
    Ok(Exit::Clean)
}
