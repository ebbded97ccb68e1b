//! Word documents (WordprocessingML, ECMA-376) as Decree 30/2020/NĐ-CP wants official papers to look: A4, its margins,
//! Times New Roman, the page's number at the top from the second page on.
//!
//! What is written here is paragraphs and tables; what they say and why is for those who make them. The bytes hold no
//! clock, so the same content gives the same file. Lengths are in twentieths of a point (1 mm is 56.7), sizes of type in
//! half points, as the format has them.

mod body;
mod hidden;
mod measure;
mod package;
mod parts;
mod table;
mod xml;

use crate::locale::{Language, Text};

pub use hidden::hidden;
pub use measure::{Need, fit, lines, width_of};
pub use table::{CELL_SIDE, Cell, Join, Row, Table};

/// A whole document.
#[derive(Clone, Debug)]
pub struct Docx {
    /// In the document's properties.
    pub title: String,
    /// What the spelling checker goes by.
    pub language: Language,
    /// At least one.
    pub sections: Vec<Section>,
    /// Data that Word keeps with the document and never shows: JSON.
    pub hidden: Option<String>,
}

/// Pages of one shape. Each section begins a page.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// A4 on its side, for tables of many columns.
    pub wide: bool,
    /// Numbers its pages from 1 and does not show the number on the first, as the first section does; others go on.
    pub numbered_anew: bool,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

/// A paragraph. Between paragraphs the larger of the two spaces counts as Word adds them: both.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    pub runs: Vec<Run>,
    pub style: Style,
    pub align: Align,
    pub first_line: u32,
    /// How far the left and right edges are moved in.
    pub sides: (u32, u32),
    pub before: u32,
    pub after: u32,
    /// 240 is single spacing, which 0 stands for too.
    pub line: u32,
    /// Stays on one page with the next paragraph.
    pub keeps_next: bool,
    /// A thin line over it, as long as the paragraph is wide.
    pub ruled: bool,
}

/// A stretch of text that looks alike.
#[derive(Clone, Debug, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// 0 is the style's own.
    pub size: u32,
}

/// What a paragraph is to Word: by its headings a reader finds the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Normal,
    Title,
    Heading,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Centre,
    Right,
    Both,
}

/// A4 and its margins: 20 mm above and below, 30 on the left, 15 on the right (Decree 30/2020/NĐ-CP, Appendix I, I.1).
pub(crate) mod page {
    pub const SHORT: u32 = 11906;
    pub const LONG: u32 = 16838;
    pub const TOP: u32 = 1134;
    pub const BOTTOM: u32 = 1134;
    pub const LEFT: u32 = 1701;
    pub const RIGHT: u32 = 851;
    /// From the page's edge to its number.
    pub const NUMBER: u32 = 567;
}

impl Section {
    /// The room between the margins.
    pub fn width(wide: bool) -> u32 {
        (if wide { page::LONG } else { page::SHORT }) - page::LEFT - page::RIGHT
    }
}

impl Run {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub fn italic(self) -> Self {
        Self { italic: true, ..self }
    }

    pub fn size(self, size: u32) -> Self {
        Self { size, ..self }
    }
}

impl Paragraph {
    pub fn new(run: Run) -> Self {
        Self { runs: vec![run], ..Self::default() }
    }

    pub fn of(runs: Vec<Run>) -> Self {
        Self { runs, ..Self::default() }
    }

    /// Nothing but a line of this length, in the middle of a room of this width.
    pub fn rule(length: u32, room: u32) -> Self {
        let side = room.saturating_sub(length) / 2;
        Self { runs: vec![Run::new("").size(8)], sides: (side, side), before: 30, ruled: true, ..Self::default() }
    }

    pub fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    pub fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    pub fn centred(self) -> Self {
        self.align(Align::Centre)
    }

    pub fn first_line(self, first_line: u32) -> Self {
        Self { first_line, ..self }
    }

    pub fn spaced(self, before: u32, after: u32) -> Self {
        Self { before, after, ..self }
    }

    pub fn line(self, line: u32) -> Self {
        Self { line, ..self }
    }

    pub fn sides(self, left: u32, right: u32) -> Self {
        Self { sides: (left, right), ..self }
    }

    pub fn keeps_next(self) -> Self {
        Self { keeps_next: true, ..self }
    }
}

impl From<Paragraph> for Block {
    fn from(paragraph: Paragraph) -> Self {
        Self::Paragraph(paragraph)
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

/// The document's bytes.
///
/// # Errors
/// Where it is too large for a package.
pub fn write(docx: &Docx) -> Result<Vec<u8>, Text> {
    let mut files = vec![
        ("[Content_Types].xml", parts::content_types(docx)),
        ("_rels/.rels", parts::package_relations()),
        ("docProps/core.xml", parts::core_properties(docx)),
        ("docProps/app.xml", parts::application_properties()),
        ("word/document.xml", body::document(docx)),
        ("word/_rels/document.xml.rels", parts::document_relations(docx)),
        ("word/styles.xml", parts::styles(docx.language)),
        ("word/settings.xml", parts::settings(docx.language)),
        ("word/fontTable.xml", parts::fonts()),
        ("word/theme/theme1.xml", parts::theme()),
        ("word/header1.xml", parts::page_number()),
    ];
    if let Some(data) = &docx.hidden {
        files.extend(hidden::parts(data));
    }
    package::pack(&files)
}
