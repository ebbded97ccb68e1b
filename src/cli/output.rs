//! Where findings go: `--format FMT[:FILE]`, `-o FILE`, GitHub's step summary.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::Globals;
use crate::both;
use crate::locale::{Both, Language};
use crate::render::{FORMATS, Format, Outcome, Terminal, render, step_summary};

/// One output asked for.
#[derive(Debug)]
pub struct Output {
    format: &'static Format,
    /// `None` is standard output.
    file: Option<PathBuf>,
}

/// Adds `--format` and `-o`.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let mut about = words(
        "Dạng kết quả, có thể nêu nhiều lần; thêm :TỆP để ghi ra tệp:",
        "The form of the output, may be repeated; add :FILE to write a file:",
    )
    .to_owned();
    for format in FORMATS {
        about.push_str(&format!("\n  {:<9} {}", format.name, format.about.get(language)));
    }
    command
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(words("DẠNG[:TỆP]", "FORMAT[:FILE]"))
                .action(ArgAction::Append)
                .help(about),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words("TỆP", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .action(ArgAction::Append)
                .help(words(
                    "Ghi kết quả ra tệp; dạng theo đuôi tệp (.sarif, .json, .xml, .md, .txt)",
                    "Write a file, in the form its ending asks for (.sarif, .json, .xml, .md, .txt)",
                )),
        )
}

/// The outputs asked for; where none is, `github` on GitHub Actions and `human` elsewhere.
///
/// # Errors
/// On an unknown format, an ending that means none, or two outputs to standard output.
pub fn read(matches: &ArgMatches, language: Language) -> anyhow::Result<Vec<Output>> {
    let mut outputs = Vec::new();
    for asked in matches.get_many::<String>("format").into_iter().flatten() {
        let (name, file) = match asked.split_once(':') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (asked.as_str(), None),
        };
        outputs.push(Output { format: named(name, language)?, file });
    }
    for file in matches.get_many::<PathBuf>("output").into_iter().flatten() {
        let shown = file.display();
        let Some(format) = Format::for_file(&file.to_string_lossy()) else {
            bail!(
                both!(
                    "không rõ dạng của {shown}; dùng --format DẠNG:{shown}",
                    "the ending of {shown} means no format; use --format FORMAT:{shown}"
                )
                .get(language)
                .to_owned()
            );
        };
        outputs.push(Output { format, file: Some(file.clone()) });
    }
    if outputs.iter().filter(|output| output.file.is_none()).count() > 1 {
        bail!(
            both!(
                "chỉ một --format được in ra màn hình; các dạng khác cần :TỆP",
                "only one --format can go to standard output; give the others a :FILE"
            )
            .get(language)
            .to_owned()
        );
    }
    if outputs.is_empty() {
        let on_actions = std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        outputs.push(Output { format: named(if on_actions { "github" } else { "human" }, language)?, file: None });
    }
    Ok(outputs)
}

fn named(name: &str, language: Language) -> anyhow::Result<&'static Format> {
    if let Some(format) = Format::named(name) {
        return Ok(format);
    }
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let hint = match crate::text::nearest(name, names.iter().copied()) {
        Some(nearest) => both!("; có phải là {nearest}?", "; did you mean {nearest}?"),
        None => {
            let known = names.join(", ");
            both!("; các dạng có: {known}", "; there are: {known}")
        }
    };
    let name = crate::render::visible(name).into_owned();
    bail!(
        both!(vi: ("không có dạng {name}{}", hint.vi), en: ("there is no format {name}{}", hint.en))
            .get(language)
            .to_owned()
    )
}

/// Writes the outcome in every form asked for. `outcome` gives the outcome with paths as a format needs them: people
/// open files from where they stand, machines know the repository.
///
/// # Errors
/// Where a file or standard output cannot be written.
pub fn write<'a>(outputs: &[Output], globals: &Globals, outcome: impl Fn(bool) -> Outcome<'a>) -> anyhow::Result<()> {
    for output in outputs {
        let for_people = matches!(output.format.name, "human" | "concise");
        let terminal = if output.file.is_none() { globals.terminal() } else { Terminal::plain() };
        let text = render(output.format, &outcome(for_people), &terminal);
        match &output.file {
            Some(file) => {
                let shown = file.display();
                let failed = both!("không ghi được tệp {shown}", "the file {shown} cannot be written");
                std::fs::write(file, text).map_err(|_| anyhow::anyhow!("{}", failed.get(globals.language)))?;
            }
            None => print(&text)?,
        }
        if output.format.name == "github" {
            append_step_summary(&outcome(false))?;
        }
    }
    Ok(())
}

/// Prints to standard output; a closed pipe is an error that the caller keeps silent.
///
/// # Errors
/// Where standard output cannot be written.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn append_step_summary(outcome: &Outcome) -> anyhow::Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).context("GITHUB_STEP_SUMMARY")?;
    file.write_all(step_summary(outcome).as_bytes()).context("GITHUB_STEP_SUMMARY")?;
    Ok(())
}
