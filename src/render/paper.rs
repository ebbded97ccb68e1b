//! A [`Paper`] as a Word document to be signed.

use crate::locale::{Language, Text};
use crate::paper::{Attachment, Paper, Passage};

use super::docx::{self, Align, Block, Docx, Paragraph, Run, Section, Table};
use super::official::{self, BODY, Grid};

/// The paper's bytes.
///
/// # Errors
/// Where it is too large for a package.
pub fn paper(paper: &Paper) -> Result<Vec<u8>, Text> {
    let mut sections = vec![main_part(paper)];
    sections.extend(paper.attachments.iter().map(attachment));
    let frame = &paper.frame;
    let title = if frame.name.is_empty() { frame.about.clone() } else { format!("{}: {}", frame.name, frame.about) };
    docx::write(&Docx { title, language: Language::Vi, sections, hidden: None })
}

fn main_part(paper: &Paper) -> Section {
    let room = Section::width(false);
    let frame = &paper.frame;
    let mut blocks: Vec<Block> = vec![official::heading(frame, paper.year, room).into()];
    if !frame.name.is_empty() {
        blocks.extend(official::name(&frame.name, &frame.about, room).into_iter().map(Block::from));
    }
    blocks.extend(official::authority(paper.authority.as_deref(), room).into_iter().map(Block::from));
    let mut bases: Vec<String> = frame.bases.iter().map(|basis| format!("Căn cứ {basis}")).collect();
    bases.extend(paper.proposal.clone());
    blocks.extend(official::bases(&bases).into_iter().map(Block::from));
    blocks.extend(official::addressees(&paper.addressees, room));
    if let Some(resolves) = &paper.resolves {
        let run = Run::new(resolves).bold().size(BODY);
        blocks.push(Paragraph::new(run).centred().spaced(180, 60).keeps_next().into());
    }
    blocks.extend(body(&paper.body));
    blocks.push(official::air(180).into());
    blocks.push(official::closing(&frame.recipients, &frame.signer, paper.signed_by.as_deref(), room).into());
    if let Some(notice) = &paper.notice {
        let run = Run::new(format!("({notice})")).italic().size(20);
        blocks.push(Paragraph::new(run).align(Align::Right).spaced(240, 0).into());
    }
    Section { wide: false, numbered_anew: true, blocks }
}

fn body(passages: &[Passage]) -> Vec<Block> {
    let last = passages.len().saturating_sub(1);
    let mut articles = 0;
    let mut blocks = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let ended =
            |text: &str| if at == last { format!("{}./.", text.trim_end_matches('.')) } else { text.to_owned() };
        match passage {
            Passage::Article(text) => {
                articles += 1;
                let runs =
                    vec![Run::new(format!("Điều {articles}. ")).bold().size(BODY), Run::new(ended(text)).size(BODY)];
                blocks.push(official::paragraph(runs).into());
            }
            Passage::Paragraph(text) => {
                blocks.push(official::paragraph(vec![Run::new(ended(text)).size(BODY)]).into());
            }
            Passage::Table(table) => {
                blocks.push(official::air(100).into());
                blocks.push(grid(table, false).into());
            }
        }
    }
    blocks
}

fn grid(table: &crate::document::Table, wide: bool) -> Table {
    Grid::on(table, Language::Vi, wide).draw()
}

fn attachment(attachment: &Attachment) -> Section {
    let grid = Grid::new(&attachment.table, Language::Vi);
    let room = Section::width(grid.wide);
    let mut blocks: Vec<Block> =
        official::name(&attachment.name, &attachment.about, room).into_iter().map(Block::from).collect();
    let goes_with = Run::new(&attachment.goes_with).italic().size(BODY);
    blocks.push(Paragraph::new(goes_with).centred().spaced(0, 180).into());
    blocks.push(grid.draw().into());
    Section { wide: grid.wide, numbered_anew: true, blocks }
}
