//! Where findings go: `--format FMT[:FILE]`, `-o FILE`, GitHub's step summary.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::disk;
use super::globals::Globals;
use super::step_summary;
use crate::both;
use crate::locale::{Both, Language, refusal};
use crate::render::{self, FORMATS, Format, Outcome, Terminal, defused};

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
        outputs.push(output_of_format(asked, language)?);
    }
    for file in matches.get_many::<PathBuf>("output").into_iter().flatten() {
        outputs.push(output_of_file(file, language)?);
    }
    if outputs.is_empty() {
        let on_actions = std::env::var("GITHUB_ACTIONS").is_ok_and(|value| value == "true");
        outputs.push(Output { format: named(if on_actions { "github" } else { "human" }, language)?, file: None });
    }
    refuse_one_place_twice(&outputs, language)?;
    Ok(outputs)
}

/// `FORMAT[:FILE]`.
fn output_of_format(asked: &str, language: Language) -> anyhow::Result<Output> {
    let Some((name, file)) = asked.split_once(':') else {
        return Ok(Output { format: named(asked, language)?, file: None });
    };
    let format = named(name, language)?;
    if file.is_empty() {
        let name = format.name;
        bail!(
            both!("sau {name}: phải có tên tệp", "after {name}: there must be the name of a file")
                .get(language)
                .to_owned()
        );
    }
    Ok(Output { format, file: Some(PathBuf::from(file)) })
}

fn output_of_file(file: &Path, language: Language) -> anyhow::Result<Output> {
    let Some(format) = Format::for_file(&file.to_string_lossy()) else {
        let shown = file.display();
        bail!(
            both!(
                "không rõ dạng của {shown}; dùng --format DẠNG:{shown}",
                "the ending of {shown} means no format; use --format FORMAT:{shown}"
            )
            .get(language)
            .to_owned()
        );
    };
    Ok(Output { format, file: Some(file.to_owned()) })
}

/// Two outputs to one place would spoil one another.
fn refuse_one_place_twice(outputs: &[Output], language: Language) -> anyhow::Result<()> {
    let twice = outputs
        .iter()
        .enumerate()
        .find(|(at, output)| outputs[..*at].iter().any(|earlier| earlier.file == output.file));
    let Some((_, output)) = twice else { return Ok(()) };
    let text = match &output.file {
        None => both!(
            "chỉ một --format được in ra màn hình; các dạng khác cần :TỆP",
            "only one --format can go to standard output; give the others a :FILE"
        ),
        Some(file) => {
            let shown = file.display();
            both!("tệp {shown} được nêu hai lần", "the file {shown} is named twice")
        }
    };
    bail!(text.get(language).to_owned())
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
        let outcome_shown = outcome(for_people);
        let terminal = if output.file.is_none() { globals.terminal(outcome_shown.prefix) } else { Terminal::plain() };
        let text = render::render(output.format, &outcome_shown, &terminal);
        match &output.file {
            Some(file) if step_summary::is_it(file) => {
                let is_markdown = output.format.name == "markdown";
                let fitting = |room| {
                    if is_markdown {
                        render::step_summary(&outcome_shown, room)
                    } else {
                        (text.len() <= room).then_some(text)
                    }
                };
                step_summary::append(file, globals, fitting)?;
            }
            Some(file) => disk::write(file, &text, globals.language)?,
            None => print_bytes(text.as_bytes(), globals.language)?,
        }
        if output.format.name == "github"
            && let Some(file) = step_summary::file()
        {
            step_summary::append(&file, globals, |room| render::step_summary(&outcome(false), room))?;
        }
    }
    Ok(())
}

/// # Errors
/// Where a format is asked for that lists findings and cannot count them instead.
pub fn refuse_to_count(outputs: &[Output], language: Language) -> anyhow::Result<()> {
    let Some(output) = outputs.iter().find(|output| !output.format.has_statistics) else { return Ok(()) };
    let name = output.format.name;
    let able: Vec<&str> = FORMATS.iter().filter(|format| format.has_statistics).map(|format| format.name).collect();
    let able = able.join(", ");
    bail!(
        both!(
            "--statistics không dùng cho dạng {name}; dùng: {able}",
            "--statistics is not for {name}; it is for: {able}"
        )
        .get(language)
        .to_owned()
    )
}

/// Whether standard output gets the human format, which tells of the day judged itself.
pub fn prints_human(outputs: &[Output]) -> bool {
    outputs.iter().any(|output| output.file.is_none() && output.format.name == "human")
}

/// Prints to standard output, with nothing in it that is a command to what reads a log; see [`print_bytes`].
///
/// # Errors
/// Where standard output cannot be written.
pub fn print(text: &str, language: Language) -> anyhow::Result<()> {
    print_bytes(defused(text).as_bytes(), language)
}

/// Prints what is the program's own, or no text, to standard output. Where the reader has gone away (`ttc rules | head -1`)
/// the run goes on without a word: its files are still written and its exit code still says what was found.
///
/// # Errors
/// Where standard output cannot be written, as on a full disk.
pub fn print_bytes(bytes: &[u8], language: Language) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let cause = refusal(&error);
            let text = both!(
                vi: ("không ghi được ra đầu ra chuẩn: {}", cause.vi),
                en: ("standard output cannot be written: {}", cause.en)
            );
            bail!(text.get(language).to_owned())
        }
        _ => Ok(()),
    }
}

/// Prints a line to standard error. Where even that is closed there is nobody left to tell.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", defused(line));
}
