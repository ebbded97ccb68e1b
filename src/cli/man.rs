//! `ttc man`: the manual page, made of the same words as `--help`, in both languages.

use clap::{Arg, ArgMatches, Command};
use roff::{Inline, Roff, bold, italic, roman};

use super::exit::Exit;
use super::globals::{Globals, Heeds};
use super::{CommandEntry, command_line, output};
use crate::locale::{Both, Language};

pub const COMMAND: CommandEntry = CommandEntry {
    name: "man",
    about: Both::new("In trang hướng dẫn (roff)", "Print the manual page (roff)"),
    heeds: Heeds::Nothing,
    arguments: |command, _: Language| command,
    run,
};

fn run(_: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    output::print_bytes(page(globals.language).as_bytes(), globals.language)?;
    Ok(Exit::Clean)
}

/// The page. It carries no date, so that the same program gives the same bytes.
fn page(language: Language) -> String {
    let root = command_line(language);
    let about = root.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = Roff::new();
    page.control("TH", ["TTC", "1", "", concat!("ttc ", env!("CARGO_PKG_VERSION")), "ttc"]);
    section(&mut page, Both::new("TÊN", "NAME").get(language));
    page.text([roman(format!("ttc - {about}"))]);
    section(&mut page, Both::new("CÚ PHÁP", "SYNOPSIS").get(language));
    for command in leaves(&root) {
        page.text([roman(usage(command))]);
        page.control("br", []);
    }
    section(&mut page, Both::new("LỆNH", "COMMANDS").get(language));
    for command in leaves(&root) {
        page.control("SS", [usage(command).as_str()]);
        page.text([roman(command.get_about().map(ToString::to_string).unwrap_or_default())]);
        command.get_arguments().filter(|argument| is_own(argument)).for_each(|argument| option(&mut page, argument));
    }
    section(&mut page, Both::new("TÙY CHỌN CHUNG", "GLOBAL OPTIONS").get(language));
    root.get_arguments().for_each(|argument| option(&mut page, argument));
    section(&mut page, Both::new("MÃ THOÁT", "EXIT STATUS").get(language));
    for exit in Exit::ALL {
        entry(&mut page, vec![bold(exit.code().to_string())], exit.meaning().get(language));
    }
    section(&mut page, Both::new("BIẾN MÔI TRƯỜNG", "ENVIRONMENT").get(language));
    for (name, meaning) in ENVIRONMENT {
        entry(&mut page, vec![bold(*name)], meaning.get(language));
    }
    format!(".\\\" -*- coding: utf-8 -*-\n{}", page.render())
}

/// What the program looks at beside its arguments.
const ENVIRONMENT: &[(&str, Both)] = &[
    ("TTC_REGISTRY", Both::new("thư mục của sổ khi không nêu --registry", "the registry's folder without --registry")),
    ("TTC_LANG", Both::new("vi hoặc en, khi không nêu --lang", "vi or en, without --lang")),
    (
        "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
        Both::new(
            "ngôn ngữ của máy: tiếng Việt nếu bắt đầu bằng vi",
            "the machine's language: Vietnamese if it begins with vi",
        ),
    ),
    ("NO_COLOR", Both::new("không tô màu", "no colours")),
    ("CLICOLOR_FORCE", Both::new("luôn tô màu", "colours even where there is no terminal")),
    (
        "GITHUB_ACTIONS",
        Both::new(
            "nếu là true thì dạng mặc định là github",
            "where it is true, github is the form unless another is asked for",
        ),
    ),
    (
        "GITHUB_STEP_SUMMARY",
        Both::new(
            "tệp nhận danh sách đầy đủ khi dùng dạng github",
            "the file that gets the full list in the github form",
        ),
    ),
];

/// The commands that do something, those under another in its place.
fn leaves(command: &Command) -> Vec<&Command> {
    let under = |command| if Command::has_subcommands(command) { leaves(command) } else { vec![command] };
    command.get_subcommands().flat_map(under).collect()
}

fn usage(command: &Command) -> String {
    let mut command = command.clone();
    // The words before the usage are those of clap's own template.
    let usage = command.render_usage().to_string();
    usage[usage.find("ttc ").unwrap_or(0)..].to_owned()
}

/// Whether an option is of the command itself: global ones have a section of their own.
fn is_own(argument: &Arg) -> bool {
    argument.get_id() != "help" && !argument.is_hide_set()
}

fn section(page: &mut Roff, heading: &str) {
    page.control("SH", [heading]);
}

fn option(page: &mut Roff, argument: &Arg) {
    let mut name = Vec::new();
    if let Some(short) = argument.get_short() {
        name.push(bold(format!("-{short}")));
    }
    if let Some(long) = argument.get_long() {
        if !name.is_empty() {
            name.push(roman(", "));
        }
        name.push(bold(format!("--{long}")));
    }
    if argument.is_positional() || argument.get_action().takes_values() {
        let values = argument.get_value_names().unwrap_or_default();
        let gap = if name.is_empty() { "" } else { " " };
        name.push(roman(gap));
        name.push(italic(values.join(" ")));
    }
    entry(page, name, &argument.get_help().map(ToString::to_string).unwrap_or_default());
}

fn entry(page: &mut Roff, name: Vec<Inline>, text: &str) {
    page.control("TP", []);
    page.text(name);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            page.control("br", []);
        }
        page.text([roman(line.trim_start())]);
    }
}
