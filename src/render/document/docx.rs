//! DOCX: an official report to be signed, or where the document has no such frame a plain one; both carry what they were
//! made from.

use chrono::Datelike;

use super::{Look, evidence};
use crate::document::{Document, Frame, Section};
use crate::locale::{Language, Text};
use crate::render::docx::{self, Align, Block, Docx, Paragraph, Run, Style, hidden};
use crate::render::official::{self, Grid};

/// The document's bytes.
///
/// # Errors
/// Where it is too large for a package.
pub fn render(document: &Document, look: &Look) -> Result<Vec<u8>, Text> {
    let language = look.language;
    let mut pages = Pages { sections: vec![docx::Section::default()] };
    // An official paper is in Vietnamese; in English there is only what it says.
    let frame = document.frame.as_ref().filter(|_| language == Language::Vi);
    match frame {
        Some(frame) if frame.goes_with.is_some() => open_as_attached(document, frame, &mut pages),
        Some(frame) => open_officially(document, frame, &mut pages),
        None => open_plainly(document, language, &mut pages),
    }
    for (at, section) in document.sections.iter().enumerate() {
        let number = (document.sections.len() > 1).then_some(at + 1);
        add(section, number, language, &mut pages);
    }
    if let Some(frame) = frame.filter(|frame| frame.goes_with.is_none()) {
        pages.end_text();
        pages.push(official::air(240));
        let room = pages.room();
        pages.push(official::closing(&frame.recipients, &frame.signer, None, room));
    }
    pages.push(small(document.evidence.statement().get(language)).spaced(240, 0));
    docx::write(&Docx {
        title: document.title.get(language).to_owned(),
        language,
        sections: pages.sections,
        hidden: Some(evidence::to_json(&document.evidence)),
    })
}

/// The evidence that a report's bytes carry, as JSON; `None` where they are no such report.
pub fn read_evidence(docx: &[u8]) -> Result<Option<String>, Text> {
    hidden(docx)
}

/// The pages written so far.
struct Pages {
    /// At least one.
    sections: Vec<docx::Section>,
}

impl Pages {
    fn push(&mut self, block: impl Into<Block>) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block.into());
        }
    }

    fn is_wide(&self) -> bool {
        self.sections.last().is_some_and(|section| section.wide)
    }

    fn room(&self) -> u32 {
        docx::Section::width(self.is_wide())
    }

    /// Goes on upright or on the side; a change begins a page.
    fn turn(&mut self, wide: bool) {
        if self.is_wide() == wide {
            return;
        }
        match self.sections.last_mut().filter(|section| section.blocks.is_empty()) {
            Some(section) => section.wide = wide,
            None => self.sections.push(docx::Section { wide, ..docx::Section::default() }),
        }
    }

    /// The sign that ends the text of an official paper: at its last words, or on its own after a table.
    fn end_text(&mut self) {
        let last = self.sections.last_mut().and_then(|section| section.blocks.last_mut());
        match last {
            Some(Block::Paragraph(paragraph)) => match paragraph.runs.last_mut() {
                Some(run) => run.text = format!("{}./.", run.text.trim_end_matches('.')),
                None => paragraph.runs.push(Run::new("./.")),
            },
            _ => self.push(Paragraph::new(Run::new("./.").size(official::BODY)).align(Align::Right)),
        }
    }
}

fn open_officially(document: &Document, frame: &Frame, pages: &mut Pages) {
    let room = pages.room();
    pages.push(official::heading(frame, document.evidence.as_of.year(), room));
    for paragraph in official::name(&frame.name, &frame.about, room) {
        pages.push(paragraph);
    }
    for line in &document.about {
        pages.push(Paragraph::new(Run::new(line.get(Language::Vi)).italic().size(26)).centred());
    }
    notice(document, pages);
    let bases: Vec<String> = frame.bases.iter().map(|basis| format!("Căn cứ {basis}")).collect();
    for paragraph in official::bases(&bases) {
        pages.push(paragraph);
    }
}

/// A list that goes with a paper: its name, what it is about, and what it goes with.
fn open_as_attached(document: &Document, frame: &Frame, pages: &mut Pages) {
    let wide = document.sections.first().is_some_and(|section| Grid::new(&section.table, Language::Vi).wide);
    pages.turn(wide);
    let room = pages.room();
    for paragraph in official::name(&frame.name, &frame.about, room) {
        pages.push(paragraph);
    }
    if let Some(goes_with) = &frame.goes_with {
        pages.push(Paragraph::new(Run::new(goes_with).italic().size(official::BODY)).centred().spaced(0, 120));
    }
    notice(document, pages);
}

fn open_plainly(document: &Document, language: Language, pages: &mut Pages) {
    let room = pages.room();
    pages.push(Paragraph::new(Run::new(document.subject.get(language)).size(26)).centred());
    for paragraph in official::name(&document.title.get(language).to_uppercase(), "", room) {
        pages.push(paragraph);
    }
    for line in &document.about {
        pages.push(Paragraph::new(Run::new(line.get(language)).italic().size(26)).centred());
    }
    notice(document, pages);
}

fn notice(document: &Document, pages: &mut Pages) {
    if let Some(notice) = &document.notice {
        pages.push(Paragraph::new(Run::new(notice).bold().size(24)).centred().spaced(60, 60));
    }
}

/// A section; one that is alone has no number, and its document's name is heading enough.
fn add(section: &Section, number: Option<usize>, language: Language, pages: &mut Pages) {
    let grid = Grid::new(&section.table, language);
    let has_rows = !section.table.rows.is_empty();
    if has_rows {
        pages.turn(grid.wide);
    }
    let heading = section.heading.get(language);
    if let Some(number) = number.filter(|_| !heading.is_empty()) {
        let run = Run::new(format!("{number}. {heading}")).bold().size(official::BODY);
        let paragraph = official::paragraph(vec![run]).align(Align::Left);
        pages.push(paragraph.style(Style::Heading).spaced(240, 60).keeps_next());
    }
    for line in section.lead.iter().filter(|line| !line.is_empty()) {
        pages.push(official::paragraph(vec![Run::new(line.get(language)).size(official::BODY)]));
    }
    if has_rows {
        pages.push(official::air(60));
        pages.push(grid.draw());
    } else if !section.table.empty.is_empty() {
        pages.push(official::paragraph(vec![Run::new(section.table.empty.get(language)).size(official::BODY)]));
    }
    for note in &section.notes {
        pages.push(small(note.get(language)).spaced(60, 0));
    }
}

fn small(text: &str) -> Paragraph {
    Paragraph::new(Run::new(text).italic().size(20)).align(Align::Both)
}
