//! How help looks, in both languages: clap's own words are replaced wherever they would show.

use clap::{Arg, ArgAction, Command};

use super::exit::Exit;
use crate::locale::{Both, Language};

/// The root command.
pub fn root(language: Language) -> Command {
    let usage = format!("ttc [{}] <{}>", OPTIONS.get(language), COMMAND.get(language));
    group(dress(Command::new("ttc"), language), language)
        .override_usage(usage)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .about(
            Both::new(
                "Giữ cho danh sách đầu mối kiểm soát thủ tục hành chính của tỉnh luôn đúng quy định",
                "Keeps a province's register of focal-point officers for administrative procedures true to the regulation",
            )
            .get(language),
        )
        .after_help(exit_codes(language))
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(Both::new("In phiên bản", "Print the version").get(language)),
        )
}

/// A command that has commands of its own and does nothing without one.
pub fn group(command: Command, language: Language) -> Command {
    command
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(Both::new("Lệnh", "Commands").get(language))
        .subcommand_value_name(COMMAND.get(language))
}

const OPTIONS: Both = Both::new("TÙY_CHỌN", "OPTIONS");
const COMMAND: Both = Both::new("LỆNH", "COMMAND");

/// How a command is called: `ttc explain [OPTIONS] <RULE>`; `above` is the command it stands under, if any.
pub fn usage(command: &Command, above: &str, language: Language) -> String {
    let gap = if above.is_empty() { "" } else { " " };
    let mut usage = format!("ttc {above}{gap}{} [{}]", command.get_name(), OPTIONS.get(language));
    if command.has_subcommands() {
        usage.push_str(&format!(" <{}>", COMMAND.get(language)));
    }
    for positional in command.get_positionals() {
        let name = positional.get_value_names().map(|names| names.join(" ")).unwrap_or_default();
        usage.push_str(&if positional.is_required_set() { format!(" <{name}>") } else { format!(" [{name}]") });
    }
    usage
}

/// A command with help in the language, before its own arguments are added.
pub fn dress(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .disable_help_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            words("Cách dùng", "Usage")
        ))
        .next_help_heading(words("Tùy chọn", "Options"))
}

/// The same command with its own arguments added: each under its heading, `--help` with the global options.
pub fn finish(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let arguments = words("Đối số", "Arguments");
    command.mut_args(|argument| if argument.is_positional() { argument.help_heading(arguments) } else { argument }).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help_heading(words("Tùy chọn chung", "Global options"))
            .help(words("In trợ giúp", "Print help")),
    )
}

/// The exit codes, for `--help` and the manual page.
pub fn exit_codes(language: Language) -> String {
    let heading = Both::new("Mã thoát", "Exit codes").get(language);
    let lines = Exit::ALL.map(|exit| format!("  {}  {}", exit.code(), exit.meaning().get(language)));
    format!("{heading}:\n{}", lines.join("\n"))
}
