//! What every command takes: the registry, the day, the revision, the language, the colours.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::bail;
use chrono::{Months, NaiveDate, Utc};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, ColorChoice, Command};

use super::links;
use crate::both;
use crate::calendar::vietnam_day;
use crate::locale::{self, Both, Language, Text};
use crate::model::Registry;
use crate::model::manifest::RegistryLanguage;
use crate::record::scalar::day;
use crate::render::Terminal;

/// The global arguments, with their defaults worked out from the environment.
#[derive(Clone, Debug)]
pub struct Globals {
    /// Of messages.
    pub language: Language,
    /// As asked for with `--lang`, which holds for what is written too.
    asked: Option<Language>,
    pub registry: Option<PathBuf>,
    /// As asked for; `None` is today.
    pub as_of: Option<NaiveDate>,
    pub revision: Option<String>,
    pub quiet: bool,
    pub verbose: bool,
    color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Which global options a command goes by. One that it would ignore is no option of it: refused, and not in its help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heeds {
    /// Language and colours only.
    Nothing,
    /// The registry too.
    Registry,
    /// The registry's folder as it is now: what is written is written there, and judged as of today.
    RegistryToWrite,
    /// The registry at revisions that are arguments of its own, and the day that they are judged on.
    RegistryAtRevisions,
    /// The registry, and the day that it is judged on.
    RegistryOnADay,
}

impl Heeds {
    /// The first option given that the command makes no use of.
    pub fn unheeded(self, matches: &ArgMatches) -> Option<&'static str> {
        self.ignored().iter().copied().find(|id| matches.value_source(id) == Some(ValueSource::CommandLine))
    }

    fn ignored(self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &["registry", "as-of", "rev", "quiet", "verbose"],
            Self::Registry => &["as-of"],
            Self::RegistryToWrite => &["as-of", "rev"],
            Self::RegistryAtRevisions => &["rev"],
            Self::RegistryOnADay => &[],
        }
    }
}

/// Adds the global arguments to the root command.
pub fn arguments(root: Command, language: Language) -> Command {
    root.args(all(language).into_iter().map(|argument| argument.global(true)))
}

/// Keeps the options that a command makes no use of out of its help.
pub fn hide_unheeded(command: Command, heeds: Heeds, language: Language) -> Command {
    let unheeded = all(language).into_iter().filter(|argument| heeds.ignored().contains(&argument.get_id().as_str()));
    command.args(unheeded.map(|argument| argument.hide(true)))
}

fn all(language: Language) -> Vec<Arg> {
    let help = |vi, en| Both::new(vi, en).get(language);
    let heading = help("Tùy chọn chung", "Global options");
    let argument = |id: &'static str| Arg::new(id).long(id).help_heading(heading);
    vec![
        argument("registry").value_name(help("THƯ_MỤC", "DIR")).value_parser(clap::value_parser!(PathBuf)).help(help(
            "Thư mục của sổ; nếu không nêu: TTC_REGISTRY, rồi ttc.yaml ở đây, trong registry/ hoặc ở thư mục cha",
            "The registry's folder; else TTC_REGISTRY, else ttc.yaml here, in registry/ or upward",
        )),
        argument("as-of").value_name(help("NGÀY", "DATE")).help(help(
            "Xét theo tình trạng của ngày này (2024-06-20 hoặc 20/06/2024); mặc định là hôm nay theo giờ Việt Nam, \
             không quá ngày cuối còn quy định có hiệu lực",
            "Judge as of this day (2024-06-20 or 20/06/2024); else today in Vietnam, but never past the last day on \
             which a regulation is in force",
        )),
        argument("rev").value_name(help("BẢN", "REV")).help(help(
            "Đọc sổ như đã lưu ở bản này trong git, không đổi thư mục làm việc",
            "Read the registry as committed at this revision in git, without a checkout",
        )),
        argument("lang").value_name("vi|en").value_parser(["vi", "en"]).hide_possible_values(true).help(help(
            "Ngôn ngữ; nếu không nêu: TTC_LANG, rồi ngôn ngữ của máy",
            "The language; else TTC_LANG, else the machine's",
        )),
        argument("color")
            .value_name("auto|always|never")
            .value_parser(["auto", "always", "never"])
            .hide_possible_values(true)
            .help(help("Tô màu; nếu không nêu: auto, chỉ trên màn hình", "Colours; else auto: on a terminal only")),
        argument("quiet")
            .short('q')
            .action(ArgAction::SetTrue)
            .help(help("Chỉ in kết quả, không in ghi chú", "Print results only, no notes")),
        argument("verbose").short('v').action(ArgAction::SetTrue).conflicts_with("quiet").help(help(
            "In thêm sổ đọc từ đâu và bao nhiêu tệp",
            "Say also where the registry was read and how many files",
        )),
    ]
}

/// The language of messages: `--lang`, `TTC_LANG`, then the machine's. It is needed before arguments are parsed,
/// because what is wrong with them is said in it too.
pub fn message_language(arguments: &[OsString]) -> Language {
    if let Some(language) = unparsed(arguments, "--lang").and_then(Language::from_code) {
        return language;
    }
    if let Some(language) = std::env::var("TTC_LANG").ok().and_then(|code| Language::from_code(code.trim())) {
        return language;
    }
    match sys_locale::get_locale() {
        Some(locale) if locale.to_ascii_lowercase().starts_with("vi") => Language::Vi,
        _ => Language::En,
    }
}

/// How help and usage errors are coloured: by `--color`, which is needed before arguments are parsed.
pub fn color_of_help(arguments: &[OsString]) -> ColorChoice {
    match unparsed(arguments, "--color") {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// The value of an option in arguments that nobody has parsed yet.
fn unparsed<'a>(arguments: &'a [OsString], option: &str) -> Option<&'a str> {
    let mut arguments = arguments.iter().skip(1).map_while(|argument| (argument != "--").then(|| argument.to_str()));
    while let Some(argument) = arguments.next() {
        match argument.and_then(|argument| argument.strip_prefix(option)) {
            Some("") => return arguments.next().flatten(),
            Some(value) if value.starts_with('=') => return value.strip_prefix('='),
            _ => {}
        }
    }
    None
}

/// Nobody asks how things will stand later: a slip in a year would judge the periods of a thousand.
const MOST_YEARS_AHEAD: u32 = 20;

fn farthest() -> NaiveDate {
    vietnam_day(Utc::now()).checked_add_months(Months::new(12 * MOST_YEARS_AHEAD)).unwrap_or(NaiveDate::MAX)
}

impl Globals {
    /// # Errors
    /// Where `--as-of` is no day, or one too far ahead.
    pub fn read(matches: &ArgMatches, language: Language) -> anyhow::Result<Self> {
        let text = |id: &str| matches.get_one::<String>(id).cloned();
        let as_of = match text("as-of") {
            None => None,
            Some(written) => match written_day(&written) {
                Some(day) if day > farthest() => {
                    let (written, farthest) = (locale::day(day), locale::day(farthest()));
                    bail!(
                        "{}",
                        both!(
                            "--as-of {written} xa quá; muộn nhất là {farthest}, vì mỗi kỳ đến ngày ấy đều phải xét",
                            "--as-of {written} is too far ahead; {farthest} is the last, because every period up to it is judged"
                        )
                        .get(language)
                    )
                }
                Some(day) => Some(day),
                None => bail!(
                    "{}",
                    both!(
                        "--as-of {written} không phải là một ngày; viết như 2024-06-20 hoặc 20/06/2024",
                        "--as-of {written} is no day; write it like 2024-06-20 or 20/06/2024"
                    )
                    .get(language)
                ),
            },
        };
        Ok(Self {
            language,
            asked: text("lang").as_deref().and_then(Language::from_code),
            registry: matches
                .get_one::<PathBuf>("registry")
                .cloned()
                .or_else(|| std::env::var_os("TTC_REGISTRY").filter(|value| !value.is_empty()).map(PathBuf::from)),
            as_of,
            revision: text("rev"),
            quiet: matches.get_flag("quiet"),
            verbose: matches.get_flag("verbose"),
            color: match text("color").as_deref() {
                Some("always") => Color::Always,
                Some("never") => Color::Never,
                _ => Color::Auto,
            },
        })
    }

    /// The same with the registry read at a revision, or for `None` as its folder is now.
    pub fn at(&self, revision: Option<String>) -> Self {
        Self { revision, ..self.clone() }
    }

    /// The same with everything written in this language.
    pub fn writing(&self, language: Language) -> Self {
        Self { asked: Some(language), ..self.clone() }
    }

    /// The language of reports, exports and papers: as asked for, else the registry's, else Vietnamese.
    pub fn document_language(&self, registry: &Registry) -> Language {
        let own = registry.manifest.as_ref().and_then(|manifest| manifest.language);
        self.asked.unwrap_or(match own {
            Some(RegistryLanguage::En) => Language::En,
            Some(RegistryLanguage::Vi) | None => Language::Vi,
        })
    }

    /// Today in Vietnam, whatever the machine's time zone.
    pub fn clock(&self) -> NaiveDate {
        vietnam_day(Utc::now())
    }

    /// How standard output is to be written for a reader; the paths shown begin with `prefix`.
    pub fn terminal(&self, prefix: &str) -> Terminal {
        let on_terminal = std::io::stdout().is_terminal();
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
        let styled = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if set("NO_COLOR") => false,
            Color::Auto if set("CLICOLOR_FORCE") => true,
            Color::Auto => on_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        let links = if on_terminal && styled { links::base(prefix) } else { None };
        Terminal { width: self.width(), styled, links }
    }

    /// The width to fit text in: the terminal's, between 60 and 120 columns; 80 where there is none.
    pub fn width(&self) -> usize {
        terminal_size::terminal_size_of(std::io::stdout())
            .map_or(80, |(terminal_size::Width(columns), _)| usize::from(columns).clamp(60, 120))
    }

    /// A remark that is no result: to standard error, unless `-q`.
    pub fn remark(&self, text: &Text) {
        if !self.quiet {
            let word = Both::new("ghi chú", "note").get(self.language);
            super::output::tell(&format!("{word}: {}", crate::render::visible(text.get(self.language))));
        }
    }
}

/// A day as data writes it, or as people do.
pub fn written_day(written: &str) -> Option<NaiveDate> {
    let written = written.trim();
    if let Some(day) = day(written) {
        return Some(day);
    }
    let mut parts = written.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_written_both_ways() {
        let day = NaiveDate::from_ymd_opt(2024, 6, 20);
        assert_eq!(written_day("2024-06-20"), day);
        assert_eq!(written_day("20/06/2024"), day);
        assert_eq!(written_day("20/6/2024"), day);
        for wrong in ["2024-6-20", "31/06/2024", "20/06/24", "hôm nay", ""] {
            assert_eq!(written_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_language_is_known_before_the_arguments_are_parsed() {
        let arguments = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(message_language(&arguments(&["ttc", "validate", "--lang", "vi"])), Language::Vi);
        assert_eq!(message_language(&arguments(&["ttc", "--lang=vi", "nonsense"])), Language::Vi);
        assert_eq!(message_language(&arguments(&["ttc", "--lang=en"])), Language::En);
    }
}
