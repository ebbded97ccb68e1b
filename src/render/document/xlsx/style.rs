//! How cells look: type, lines, colours, and the number formats that keep values what they are.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::document::{Holds, Level, Tone};
use crate::locale::Language;
use crate::render::official;

/// Of a table's cells, in half points.
pub const BODY: u32 = 24;

const LINES: &str = "7F7F7F";
const HEADING: &str = "D9E2F3";
const TOTAL: &str = "F2F2F2";

/// Type of a size, in the font of offices.
pub fn font(size: u32) -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(f64::from(size) / 2.0)
}

/// The heading of a column or band.
pub fn heading() -> Format {
    ruled(BODY).set_bold().set_align(FormatAlign::Center).set_background_color(HEADING)
}

/// A cell within lines, its text on as many lines as it takes.
pub fn ruled(size: u32) -> Format {
    unbroken(size).set_text_wrap()
}

/// A cell within lines, for what is not broken.
fn unbroken(size: u32) -> Format {
    font(size).set_border(FormatBorder::Thin).set_border_color(LINES).set_align(FormatAlign::VerticalCenter)
}

/// How a day is shown.
pub const DAY: &str = "dd/mm/yyyy";

/// How one cell differs from others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CellStyle {
    pub holds: Holds,
    pub level: Level,
    pub tone: Tone,
    pub indent: u8,
    /// Text that would become a formula if someone edited it; the mark keeps it text.
    pub quoted: bool,
}

/// The formats of a sheet, each made once.
pub struct Styles {
    language: Language,
    made: Vec<(CellStyle, Format)>,
}

impl Styles {
    pub fn new(language: Language) -> Self {
        Self { language, made: Vec::new() }
    }

    pub fn get(&mut self, style: CellStyle) -> &Format {
        let at = self.made.iter().position(|(known, _)| *known == style).unwrap_or_else(|| {
            self.made.push((style, format(style, self.language)));
            self.made.len() - 1
        });
        &self.made[at].1
    }
}

fn format(style: CellStyle, language: Language) -> Format {
    let aligned = match style.holds {
        Holds::Words => FormatAlign::Left,
        Holds::Count | Holds::Rate | Holds::Change => FormatAlign::Right,
        Holds::Code | Holds::Day | Holds::Mark => FormatAlign::Center,
    };
    let is_text = matches!(style.holds, Holds::Words | Holds::Code | Holds::Mark);
    let base = if is_text { ruled(BODY) } else { unbroken(BODY) };
    let mut format = base.set_align(aligned).set_indent(style.indent);
    if let Some(number) = number(style.holds, language) {
        format = format.set_num_format(number);
    }
    if style.level != Level::Item {
        format = format.set_bold();
    }
    if style.level == Level::Total {
        format = format.set_border_top(FormatBorder::Medium).set_background_color(TOTAL);
    }
    if let Some(colour) = official::fill(style.tone) {
        format = format.set_background_color(colour);
    }
    if style.quoted { format.set_quote_prefix() } else { format }
}

/// The format of a number; the language says how its digits are parted, where the program that shows it heeds that.
fn number(holds: Holds, language: Language) -> Option<String> {
    let language = match language {
        Language::Vi => "[$-42A]",
        Language::En => "[$-409]",
    };
    Some(match holds {
        Holds::Words | Holds::Mark => return None,
        Holds::Code => "@".to_owned(),
        Holds::Count => format!("{language}#,##0"),
        Holds::Rate => format!("{language}0.0%"),
        Holds::Change => format!("{language}+0.0;{language}-0.0;{language}0.0"),
        Holds::Day => DAY.to_owned(),
    })
}
