//! The documents that can be made again from their evidence: one table of the commands that write them.

use std::path::Path;

use chrono::NaiveDate;
use clap::{Arg, ArgMatches, Command};

use crate::both;
use crate::cli::globals::Globals;
use crate::cli::registry::Days;
use crate::cli::{deadlines, report, roster};
use crate::document::{Document, Evidence};
use crate::load::Loaded;
use crate::locale::{Language, Text};

/// A command that writes documents.
struct Maker {
    /// Its name, as the arguments of its evidence begin.
    name: &'static [&'static str],
    arguments: fn(Command, Language) -> Command,
    made: fn(&ArgMatches, &Globals, &Path, &Loaded, &Days) -> Result<Document, Text>,
}

const MAKERS: &[Maker] = &[
    Maker {
        name: &["report"],
        arguments: report::arguments,
        made: |matches, globals, root, loaded, days| report::made(matches, globals, root, loaded, days, false),
    },
    Maker { name: &["roster", "export"], arguments: roster::export::arguments, made: roster::export::made },
    Maker { name: &["roster", "show"], arguments: roster::show::arguments, made: roster::show::made },
    Maker { name: &["deadlines"], arguments: deadlines::arguments, made: deadlines::made },
];

/// A document that is to be made again.
pub struct Again {
    maker: &'static Maker,
    matches: ArgMatches,
    pub language: Language,
    /// The day that the arguments name.
    pub as_of: Option<NaiveDate>,
}

impl Again {
    /// What evidence says to be made.
    ///
    /// # Errors
    /// Where its arguments are none that this program writes.
    pub fn read(written: &Evidence, language: Language) -> Result<Self, Text> {
        let arguments = &written.arguments;
        let is_its = |maker: &&Maker| {
            arguments.len() >= maker.name.len() && maker.name.iter().zip(arguments).all(|(word, given)| word == given)
        };
        let shown = arguments.join(" ");
        let Some(maker) = MAKERS.iter().find(is_its) else {
            return Err(both!(
                "những gì ttc {shown} ghi ra thì không lập lại được chỉ từ sổ",
                "what ttc {shown} writes cannot be made again from the registry alone"
            ));
        };
        let command = (maker.arguments)(Command::new("ttc"), language);
        let command = command.args(["as-of", "lang"].map(|id| Arg::new(id).long(id)));
        // The last word of the name stands for the program's.
        let matches = command
            .try_get_matches_from(&arguments[maker.name.len() - 1..])
            .map_err(|_| both!("không lập lại được từ: ttc {shown}", "it cannot be made again from: ttc {shown}"))?;
        let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
        let as_of = text("as-of").and_then(|day| day.parse().ok());
        let language = text("lang").and_then(Language::from_code).unwrap_or(Language::Vi);
        Ok(Self { maker, as_of, language, matches })
    }

    /// The document from a registry, as of a day.
    ///
    /// # Errors
    /// Where the arguments name what is not in the registry.
    pub fn from(&self, globals: &Globals, root: &Path, loaded: &Loaded, as_of: NaiveDate) -> Result<Document, Text> {
        let days = Days { as_of: Some(as_of), asked: as_of, today: globals.clock().max(as_of), note: None };
        (self.maker.made)(&self.matches, &globals.writing(self.language), root, loaded, &days)
    }
}
