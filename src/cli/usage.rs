//! What is wrong with a command line, in both languages: what, the near word if there is one, and how to get help.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::Exit;
use super::output::tell;
use crate::both;
use crate::locale::{Both, Language, Text};

/// Prints a parsing error, or the help or version that was asked for, and says how the program ends.
pub fn report(error: &clap::Error, language: Language) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Nobody reads on: nothing to say about a closed pipe.
            let _ = error.print();
            Exit::Clean
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            Exit::Unusable
        }
        kind => {
            let word = Both::new("lỗi", "error").get(language);
            tell(&format!("{word}: {}", message(error, kind).get(language)));
            if let Some(nearest) = suggestion(error) {
                tell(&format!("  {}", both!("có phải là {nearest}?", "did you mean {nearest}?").get(language)));
            }
            tell(&format!("  {}", both!("xem: ttc --help", "see: ttc --help").get(language)));
            Exit::Unusable
        }
    }
}

fn message(error: &clap::Error, kind: ErrorKind) -> Text {
    let context = |kind| context(error, kind);
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match kind {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            both!("không dùng đến \"{argument}\" ở đây", "\"{argument}\" is one word too many")
        }
        ErrorKind::UnknownArgument => both!("không có tùy chọn {argument}", "there is no option {argument}"),
        ErrorKind::InvalidSubcommand => {
            let command = context(ContextKind::InvalidSubcommand);
            both!("không có lệnh {command}", "there is no command {command}")
        }
        ErrorKind::MissingSubcommand => both!("cần một lệnh", "a command is needed"),
        ErrorKind::InvalidValue if value.is_empty() => both!("{argument} cần một giá trị", "{argument} needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let known = context(ContextKind::ValidValue);
            if known.is_empty() {
                both!("{argument} không nhận giá trị \"{value}\"", "{argument} does not take \"{value}\"")
            } else {
                both!(
                    "{argument} không nhận giá trị \"{value}\"; các giá trị: {known}",
                    "{argument} does not take \"{value}\"; its values: {known}"
                )
            }
        }
        ErrorKind::MissingRequiredArgument => both!("còn thiếu: {argument}", "missing: {argument}"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                both!("{argument} chỉ được nêu một lần", "{argument} may be given once only")
            } else {
                both!("{argument} không dùng cùng {other} được", "{argument} cannot be used with {other}")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            both!("{argument} có số giá trị không đúng", "{argument} has the wrong number of values")
        }
        ErrorKind::InvalidUtf8 => both!("có đối số không phải UTF-8", "an argument is not UTF-8"),
        _ => both!("dòng lệnh không đúng", "the command line is not right"),
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .into_iter()
        .map(|kind| context(error, kind))
        .find(|nearest| !nearest.is_empty())
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    crate::render::visible(&text).into_owned()
}
