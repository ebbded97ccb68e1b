//! `ttc diff`: what changed in the registry from one revision to another, or to the folder as it is.

use std::collections::BTreeMap;

use clap::{Arg, ArgMatches, Command};

use super::git::{self, Commit};
use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, documents, evidence, help, registry};
use crate::both;
use crate::facts::Facts;
use crate::load::{Loaded, load};
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
    let to = argument("to");
    let root = registry::root(&globals.at(to.clone()))?;
    let repository = git::around(&root).needed(&root, globals.language)?;
    let commit = |revision: &str| repository.named(revision, globals.language);
    let from_commit = commit(&from)?;
    let to_commit = to.as_deref().map(commit).transpose()?;
    // The later side is the registry that every other command would read with `--rev`; a name may mean another commit
    // tomorrow, a hash does not.
    let globals = &globals.at(to_commit.as_ref().map(|commit| commit.hash().to_owned()));
    let later = registry::open(globals, &root)?;
    let earlier = load(repository.registry_at(&from_commit, &from, globals.language)?);
    let days = registry::days(globals, &later.registry);
    let as_of = days.as_of.unwrap_or(days.asked);
    let (before, after) =
        (Facts::new(&earlier.registry, as_of, days.today), Facts::new(&later.registry, as_of, days.today));
    let later_name = match to.as_deref().zip(to_commit.as_ref()) {
        Some((revision, commit)) => name(revision, commit),
        None => both!("thư mục hiện nay", "the folder as it is"),
    };
    let compared = Compared {
        before: &before,
        after: &after,
        names: [name(&from, &from_commit), later_name],
        files: different(&earlier, &later),
    };
    let regulation = after.current_regulation().filter(|_| after.is_judged());
    let regulations = regulation.map(|regulation| regulation.number.to_string());
    let mut arguments = vec!["diff".to_owned(), from_commit.hash().to_owned()];
    arguments.extend(globals.revision.clone());
    let evidence = evidence::evidence(globals, &root, &later, as_of, regulations.into_iter().collect(), arguments);
    let language = globals.document_language(&later.registry);
    let document = document(&compared, evidence);
    documents::write(&outputs, &document, language, globals)?;
    if let Some(note) = &days.note {
        globals.remark(note);
    }
    Ok(evidence::exit(&document.evidence, &days))
}

/// A revision as it was named, and the commit that this means today.
fn name(revision: &str, commit: &Commit) -> Text {
    let short = commit.short();
    if commit.hash().starts_with(revision) {
        return both!("bản {short}", "revision {short}");
    }
    both!("bản {revision} ({short})", "revision {revision} ({short})")
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
