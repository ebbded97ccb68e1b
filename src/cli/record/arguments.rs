//! The options of a kind of record: from the command line, a terminal or a table into a record.
//!
//! What an option means is said by the record's description; here is only which options there are.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{batch, prompt};
use crate::both;
use crate::cli::globals::Globals;
use crate::cli::{Exit, recording, registry};
use crate::edit::{Draft, NewRecord, Value, fields, lookup};
use crate::locale::{Both, Language, Text};
use crate::model::Registry;
use crate::record::{FieldType, Record, RecordType, Shape};

/// A kind of record that can be recorded.
pub struct Kind {
    pub description: fn() -> &'static RecordType,
    pub options: &'static [Choice],
    /// The options that are needed and not given, in the order in which they are asked for.
    pub lacking: fn(&Given) -> Vec<&'static str>,
    /// Adds to a draft what was given.
    pub draft: fn(&Kind, &mut Draft<'_>, &Given) -> Result<(), Text>,
}

/// One option.
pub struct Choice {
    pub name: &'static str,
    /// The field that it gives: `nomination.date`.
    pub field: &'static str,
    pub takes: Takes,
}

/// How what is given is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// As the field's description has it.
    Plain,
    /// A day that is often today.
    Day,
    /// A unit by id or name.
    Unit,
    /// An officer by id or name; stands by itself, without the name of an option.
    Officer,
    /// Officers by id or name.
    Officers,
    /// `UNIT:DAY`.
    Copies,
}

/// What was given, by the names of the options; of a list the items with commas between.
pub type Given = BTreeMap<&'static str, String>;

const CSV: &str = "from-csv";
const DRY_RUN: &str = "dry-run";

impl Kind {
    /// Adds the options, explained by the record's description.
    pub fn arguments(&self, command: Command, language: Language) -> Command {
        let words = |vi, en| Both::new(vi, en).get(language);
        let names: Vec<&str> = self.options.iter().map(|choice| choice.name).collect();
        let options = self.options.iter().map(|choice| self.argument(choice, language));
        command
            .args(options)
            .arg(
                Arg::new(CSV)
                    .long(CSV)
                    .value_name(words("TỆP", "FILE"))
                    .value_parser(clap::value_parser!(PathBuf))
                    .conflicts_with_all(names)
                    .help(words(
                        "Ghi nhiều bản ghi một lần từ tệp CSV; dòng đầu là tên các tùy chọn, ghi tất cả hoặc không ghi gì",
                        "Record many at once from a CSV file whose first line names the options; all of it or nothing",
                    )),
            )
            .arg(Arg::new(DRY_RUN).long(DRY_RUN).action(ArgAction::SetTrue).help(words(
                "Chỉ in những dòng sẽ thay đổi, không ghi",
                "Print the lines that would change, and write nothing",
            )))
    }

    fn argument(&self, choice: &Choice, language: Language) -> Arg {
        let (vi, en) = match choice.takes {
            Takes::Unit => ("ĐƠN_VỊ", "UNIT"),
            Takes::Officer | Takes::Officers => ("NGƯỜI", "OFFICER"),
            Takes::Copies => ("ĐƠN_VỊ:NGÀY", "UNIT:DATE"),
            Takes::Day => ("NGÀY", "DATE"),
            Takes::Plain => ("GIÁ_TRỊ", "VALUE"),
        };
        let argument = Arg::new(choice.name)
            .value_name(Both::new(vi, en).get(language))
            .help(self.says(choice).get(language).to_owned());
        if choice.takes == Takes::Officer {
            return argument;
        }
        let is_list = choice.takes == Takes::Copies || matches!(self.shape(choice), Some(Shape::List(_)));
        argument.long(choice.name).action(if is_list { ArgAction::Append } else { ArgAction::Set })
    }

    /// The fields from the record to the one that an option gives.
    fn route(&self, choice: &Choice) -> Vec<&'static FieldType> {
        let mut record = Some((self.description)());
        let mut route = Vec::new();
        for key in choice.field.split('.') {
            let Some(field) = record.and_then(|record| record.fields.iter().find(|field| field.key == key)) else {
                break;
            };
            record = match &field.shape {
                Shape::Record(inner) => Some(inner()),
                _ => None,
            };
            route.push(field);
        }
        route
    }

    pub fn shape(&self, choice: &Choice) -> Option<&'static Shape> {
        self.route(choice).last().map(|field| &field.shape)
    }

    /// What an option means: of a field of a field both, with the values that there are.
    pub fn says(&self, choice: &Choice) -> Text {
        let mut said = Text::default();
        for field in self.route(choice) {
            let (vi, en) = (field.says.vi.trim_end_matches('.'), field.says.en.trim_end_matches('.'));
            said = match said.is_empty() {
                true => both!("{vi}", "{en}"),
                false => both!(vi: ("{}: {}", said.vi, lower(vi)), en: ("{}: {}", said.en, lower(en))),
            };
        }
        if let Some(Shape::Scalar(shape)) = self.shape(choice)
            && !shape.values.is_empty()
        {
            let values = |name: fn(&Both) -> &'static str| {
                shape
                    .values
                    .iter()
                    .map(|(word, says)| format!("{word} ({})", name(says)))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            said = both!(
                vi: ("{}: {}", said.vi, values(|says| says.vi)),
                en: ("{}: {}", said.en, values(|says| says.en))
            );
        }
        said
    }

    pub fn choice(&self, name: &str) -> Option<&'static Choice> {
        self.options.iter().find(|choice| choice.name == name)
    }

    /// Runs the command: what is given, asked for or tabled goes into the registry.
    pub fn run(&self, matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
        let dry_run = matches.get_flag(DRY_RUN);
        if let Some(file) = matches.get_one::<PathBuf>(CSV) {
            let rows = batch::read(self, file, globals.language)?;
            return recording::carry_out(globals, dry_run, &|draft| {
                batch::draft(self, draft, file, &rows, globals.language)
            });
        }
        let mut given = self.given(matches);
        self.complete(&mut given, globals)?;
        recording::carry_out(globals, dry_run, &|draft| {
            (self.draft)(self, draft, &given).map_err(|text| anyhow::anyhow!(text.get(globals.language).to_owned()))
        })
    }

    fn given(&self, matches: &ArgMatches) -> Given {
        let values = |choice: &Choice| {
            matches
                .get_many::<String>(choice.name)
                .map(|values| values.map(String::as_str).collect::<Vec<_>>().join(","))
        };
        self.options.iter().filter_map(|choice| Some((choice.name, values(choice)?))).collect()
    }

    /// Asks for what is missing, where there is somebody to ask.
    fn complete(&self, given: &mut Given, globals: &Globals) -> anyhow::Result<()> {
        if (self.lacking)(given).is_empty() {
            return Ok(());
        }
        if prompt::is_possible() {
            let root = registry::root(globals)?;
            let loaded = registry::open(globals, &root)?;
            return prompt::complete(self, given, &loaded.registry, globals);
        }
        let missing = (self.lacking)(given).into_iter().map(|name| self.shown(name)).collect::<Vec<_>>().join(", ");
        bail!(both!("còn thiếu: {missing}", "missing: {missing}").get(globals.language).to_owned())
    }

    /// An option as it is typed.
    pub fn shown(&self, name: &str) -> String {
        match self.choice(name) {
            Some(choice) if choice.takes == Takes::Officer => name.to_owned(),
            _ => format!("--{name}"),
        }
    }

    /// The record that was given. Nothing is missing from it that [`Kind::lacking`] asks for.
    ///
    /// # Errors
    /// What is wrong with a value, with the option that it was given by.
    pub fn record(&self, registry: &Registry, given: &Given) -> Result<NewRecord, Text> {
        let mut record = NewRecord::described((self.description)());
        for choice in self.options.iter().filter(|choice| choice.takes != Takes::Officer) {
            let Some(written) = given.get(choice.name) else { continue };
            let value = self.value(choice, registry, written).map_err(|text| self.of_option(choice.name, &text))?;
            match *self.route(choice).as_slice() {
                [field] => record.set(field.key, value),
                [outer, inner] => {
                    let mut nested = match record.get(outer.key) {
                        Some(Value::Record(nested)) => nested.clone(),
                        _ => match &outer.shape {
                            Shape::Record(description) => NewRecord::described(description()),
                            _ => continue,
                        },
                    };
                    nested.set(inner.key, value);
                    record.set(outer.key, nested);
                }
                _ => {}
            }
        }
        Ok(record)
    }

    /// A text about an option.
    pub fn of_option(&self, name: &str, text: &Text) -> Text {
        let shown = self.shown(name);
        both!(vi: ("{shown}: {}", text.vi), en: ("{shown}: {}", text.en))
    }

    /// What is meant by the text given for an option.
    ///
    /// # Errors
    /// Where it means nothing, or several things.
    pub fn value(&self, choice: &Choice, registry: &Registry, written: &str) -> Result<Value, Text> {
        match choice.takes {
            Takes::Unit => Ok(Value::from(&lookup::unit(registry, written)?.id.0)),
            Takes::Officer => Ok(Value::from(&lookup::officer(registry, written)?.id.0)),
            Takes::Officers => {
                let ids = items(written).map(|item| lookup::officer(registry, item).map(|officer| &officer.id.0));
                Ok(Value::from(ids.collect::<Result<Vec<_>, _>>()?))
            }
            Takes::Copies => {
                Ok(Value::from(items(written).map(|item| copy(registry, item)).collect::<Result<Vec<_>, _>>()?))
            }
            Takes::Plain | Takes::Day => match self.shape(choice) {
                Some(shape) => fields::value(shape, written),
                None => Ok(Value::from(written)),
            },
        }
    }
}

fn items(written: &str) -> impl Iterator<Item = &str> {
    written.split([',', ';']).map(str::trim).filter(|item| !item.is_empty())
}

fn copy(registry: &Registry, written: &str) -> Result<NewRecord, Text> {
    let Some((unit, day)) = written.rsplit_once(':') else {
        return Err(both!("\"{written}\" phải viết như ĐƠN_VỊ:NGÀY", "\"{written}\" must be written like UNIT:DATE"));
    };
    let description = crate::model::decision::Copy::description();
    let sent =
        description.fields.iter().find(|field| field.key == "sent").map(|field| fields::value(&field.shape, day));
    let record = NewRecord::described(description).with("to", &lookup::unit(registry, unit)?.id.0);
    match sent {
        Some(day) => Ok(record.with("sent", day?)),
        None => Ok(record),
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The names among these that were not given.
pub fn not_given(given: &Given, names: &[&'static str]) -> Vec<&'static str> {
    names.iter().copied().filter(|name| !given.contains_key(name)).collect()
}
