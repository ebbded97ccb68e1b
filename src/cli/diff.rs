//! `ttc diff`: what changed in the registry from one revision to another, or to the folder as it is.

use std::collections::BTreeMap;
use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, documents, evidence, git, help, registry};
use crate::both;
use crate::facts::Facts;
use crate::load::Loaded;
use crate::locale::{Both, Language, Text};
use crate::reports::changes::{Compared, document};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "diff",
    about: Both::new(
        "So sánh hai bản của sổ: người, vị trí, báo cáo; thay đổi nào chưa có quyết định",
        "Compare two revisions: people, seats, reports; which changes lack a decision",
    ),
    heeds: Heeds::RegistryAtRevisions,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let command = command
        .arg(Arg::new("from").value_name(words("BẢN", "REV")).required(true).help(words(
            "Bản trước trong git, như HEAD, main hoặc mã của một lần lưu",
            "The earlier revision in git: HEAD, main, a commit",
        )))
        .arg(Arg::new("to").value_name(words("BẢN_SAU", "LATER_REV")).help(words(
            "Bản sau; không nêu là thư mục như hiện có",
            "The later revision; else the folder as it is now",
        )));
    documents::arguments(command, language).after_help(help::exit_codes(language))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let argument = |id: &str| matches.get_one::<String>(id).cloned();
    let outputs = documents::read(matches, "text", globals.language)?;
    let from = argument("from").unwrap_or_default();
    // The later side is the registry that every other command would read with `--rev`.
    let globals = &globals.at(argument("to"));
    let root = registry::root(globals)?;
    let later = registry::open(globals, &root)?;
    let earlier = registry::open_revision(globals, &root, &from)?;
    let days = registry::days(globals, &later.registry);
    let as_of = days.as_of.unwrap_or(days.asked);
    let (before, after) =
        (Facts::new(&earlier.registry, as_of, days.today), Facts::new(&later.registry, as_of, days.today));
    let compared = Compared {
        before: &before,
        after: &after,
        names: [name(&root, &from), side(&root, globals)],
        files: different(&earlier, &later),
    };
    let regulation = after.current_regulation().filter(|_| after.is_judged());
    let regulations = regulation.map(|regulation| regulation.number.to_string());
    let arguments = ["diff".to_owned(), pinned(&root, &from)]
        .into_iter()
        .chain(globals.revision.as_deref().map(|revision| pinned(&root, revision)));
    let evidence =
        evidence::evidence(globals, &root, &later, as_of, regulations.into_iter().collect(), arguments.collect());
    let language = globals.document_language(&later.registry);
    documents::write(&outputs, &document(&compared, evidence), language, globals)?;
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    Ok(if days.as_of.is_none() { Exit::NothingToCheck } else { Exit::Clean })
}

/// A revision as it was named, and the commit that this means today.
fn name(root: &Path, revision: &str) -> Text {
    let commit = pinned(root, revision);
    let short: String = commit.chars().take(7).collect();
    if commit.starts_with(revision) {
        return both!("bản {short}", "revision {short}");
    }
    both!("bản {revision} ({short})", "revision {revision} ({short})")
}

fn side(root: &Path, globals: &Globals) -> Text {
    match &globals.revision {
        Some(revision) => name(root, revision),
        None => both!("thư mục hiện nay", "the folder as it is"),
    }
}

/// The whole hash of the commit that a revision means, for a name may mean another tomorrow.
fn pinned(root: &Path, revision: &str) -> String {
    git::commit(root, revision).unwrap_or_else(|| revision.to_owned())
}

/// The paths of the files that only one side has, or that are not the same on both.
fn different(earlier: &Loaded, later: &Loaded) -> Vec<String> {
    let digests = |loaded| evidence::digests(loaded).into_iter().collect::<BTreeMap<_, _>>();
    let (old, new) = (digests(earlier), digests(later));
    let mut paths: Vec<String> =
        old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).cloned().collect();
    paths.sort();
    paths.dedup();
    paths
}
