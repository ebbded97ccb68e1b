//! `ttc rules`: the catalogue of rules.

use clap::{ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, output, registry, table};
use crate::diagnostic::Severity;
use crate::locale::{Both, Language};
use crate::rules::{RULES, catalogue};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "rules",
    about: Both::new("Liệt kê các quy tắc kiểm tra", "List the rules"),
    heeds: Heeds::Registry,
    arguments: |command, _: Language| -> Command { command },
    run,
};

fn run(_: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let language = globals.language;
    let words = |vi, en| Both::new(vi, en).get(language);
    // The clauses are the registry's; without one the rules are listed all the same.
    let clauses = catalogue::clauses(&registry::open_if_any(globals)?);
    let mut text = String::new();
    let mut shown = 0;
    while shown < RULES.len() {
        let group = RULES[shown].group;
        let of_group: Vec<_> = RULES[shown..].iter().take_while(|rule| rule.group == group).collect();
        shown += of_group.len();
        let mut table = table::fitting(globals.width());
        for rule in of_group {
            let severity = match rule.id.severity {
                Severity::Error => words("lỗi", "error"),
                Severity::Warning => words("cảnh báo", "warning"),
                Severity::Note => words("lịch sử", "history"),
            };
            let kept = clauses.get(rule.id.name).map(|kept| kept.join(", ")).unwrap_or_default();
            table.add_row([rule.id.name, severity, rule.title.get(language), kept.as_str()]);
        }
        let lines = table::print(table, 2);
        text.push_str(&format!("{}\n{lines}\n\n", group.name().get(language)));
    }
    let count = RULES.len();
    text.push_str(
        crate::both!(
            "{count} quy tắc; xem từng quy tắc: ttc explain TÊN\n",
            "{count} rules; for one of them: ttc explain NAME\n"
        )
        .get(language),
    );
    output::print(&text, globals.language)?;
    Ok(Exit::Clean)
}
