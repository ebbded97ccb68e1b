//! The parts that every official paper has around its body, as Decree 30/2020/NĐ-CP, Appendix I, lays them out.
//!
//! Number and date are left to be written in at signing. In Vietnamese only: an official paper has no other language.

mod grid;

use crate::document::Frame;

use super::docx::{Align, Block, Cell, Paragraph, Row, Run, Style, Table, lines, width_of};

pub use grid::{Grid, fill};

/// Sizes of type, in half points.
pub const BODY: u32 = 28;
const HEADING: u32 = 26;
const RECIPIENTS: u32 = 24;
const RECIPIENT: u32 = 22;

/// The first line of a paragraph is moved in by 1.27 cm, the most that the decree allows.
pub const FIRST_LINE: u32 = 720;
/// 6 points between paragraphs, the least it allows.
const BETWEEN: u32 = 120;
/// Lines of a body stand a little apart: 1.1.
const LINE: u32 = 264;

const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

/// State and motto on the right; on the left who issues the paper, its number, and for a letter what it is about.
pub fn heading(frame: &Frame, year: i32, room: u32) -> Table {
    let left = room * 2 / 5;
    let right = room - left;
    let mut issuer = Vec::new();
    if let Some(parent) = &frame.parent {
        issuer.extend(centred_lines(parent, HEADING, false, left));
    }
    let names: Vec<String> = frame.issuer.lines().flat_map(|line| lines(line, HEADING, true, left - MARGIN)).collect();
    let last = names.last().map_or(0, |line| width_of(line, HEADING, true));
    issuer.extend(names.into_iter().map(|line| Paragraph::new(Run::new(line).bold().size(HEADING)).centred()));
    issuer.push(Paragraph::rule(last * 2 / 5, left));
    let motto = vec![
        Paragraph::new(Run::new(STATE).bold().size(HEADING)).centred(),
        Paragraph::new(Run::new(MOTTO).bold().size(BODY)).centred(),
        Paragraph::rule(width_of(MOTTO, BODY, true), right),
    ];
    let mut number = vec![Paragraph::new(Run::new(format!("Số:          /{}", frame.symbol)).size(HEADING)).centred()];
    if frame.name.is_empty() && !frame.about.is_empty() {
        number.extend(centred_lines(&format!("V/v {}", frame.about), RECIPIENTS, false, left));
    }
    let place = if frame.place.is_empty() { "…………" } else { &frame.place };
    let date = Run::new(format!("{place}, ngày       tháng       năm {year}")).italic().size(BODY);
    let date = Paragraph::new(date).centred();
    Table {
        widths: vec![left, right],
        ruled: false,
        headings: 0,
        rows: vec![
            Row { cells: vec![Cell::new(issuer), Cell::new(motto)] },
            Row { cells: vec![Cell::new(number), Cell::new(vec![date])] },
        ],
    }
}

/// Text is set a little narrower than the room, because not every printer's font is the one measured.
const MARGIN: u32 = 120;

fn centred_lines(text: &str, size: u32, bold: bool, room: u32) -> Vec<Paragraph> {
    let run = |line: String| Run { bold, ..Run::new(line).size(size) };
    lines(text, size, bold, room - MARGIN).into_iter().map(|line| Paragraph::new(run(line)).centred()).collect()
}

/// What the paper is and about what, with a short rule below.
pub fn name(name: &str, about: &str, room: u32) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = centred_lines(name, BODY, true, room)
        .into_iter()
        .zip([240].into_iter().chain(std::iter::repeat(0)))
        .map(|(paragraph, before)| Paragraph { before, keeps_next: true, style: Style::Title, ..paragraph })
        .collect();
    let narrow = room * 4 / 5;
    paragraphs.extend(centred_lines(about, BODY, true, narrow).into_iter().map(Paragraph::keeps_next));
    if let Some(last) = lines(about, BODY, true, narrow - MARGIN).last() {
        paragraphs.push(Paragraph::rule(width_of(last, BODY, true) * 2 / 5, room).spaced(30, BETWEEN));
    }
    paragraphs
}

/// Whose power the paper uses, centred under its name.
pub fn authority(words: Option<&str>, room: u32) -> Vec<Paragraph> {
    let lines = words.map(|words| centred_lines(words, BODY, true, room)).unwrap_or_default();
    lines.into_iter().map(|line| line.spaced(60, 60).keeps_next()).collect()
}

/// To whom it goes: one on the line, several each on a line of its own.
pub fn addressees(addressees: &[String], room: u32) -> Vec<Block> {
    const WORDS: &str = "Kính gửi:";
    let paragraph = |text: String, align| Paragraph::new(Run::new(text).size(BODY)).align(align);
    match addressees {
        [] => Vec::new(),
        [one] => vec![paragraph(format!("{WORDS} {one}"), Align::Centre).spaced(240, 180).into()],
        several => {
            let left = room * 3 / 10;
            let last = several.len() - 1;
            let each = several.iter().enumerate().map(|(at, addressee)| {
                paragraph(format!("- {addressee}{}", if at == last { '.' } else { ';' }), Align::Left)
            });
            let words = Cell::new(vec![paragraph(WORDS.to_owned(), Align::Right)]);
            let each = Cell::new(each.map(|paragraph| paragraph.sides(120, 0)).collect());
            let widths = vec![left, room - left];
            let table = Table { widths, ruled: false, headings: 0, rows: vec![Row { cells: vec![words, each] }] };
            vec![air(240).into(), table.into(), air(120).into()]
        }
    }
}

/// Legal bases, italic, one a paragraph: each ends with `;`, the last with `.`.
pub fn bases(bases: &[String]) -> Vec<Paragraph> {
    let last = bases.len().saturating_sub(1);
    bases
        .iter()
        .enumerate()
        .map(|(at, basis)| {
            let end = if at == last { '.' } else { ';' };
            paragraph(vec![Run::new(format!("{basis}{end}")).italic().size(BODY)])
        })
        .collect()
}

/// A paragraph of a body.
pub fn paragraph(runs: Vec<Run>) -> Paragraph {
    Paragraph::of(runs).align(Align::Both).first_line(FIRST_LINE).spaced(BETWEEN, 0).line(LINE)
}

/// Where the paper goes, on the left; in whose name it is signed and by whom, on the right.
pub fn closing(recipients: &[String], signer: &[String], name: Option<&str>, room: u32) -> Table {
    let left = room / 2;
    let right = room - left;
    let mut sent_to = vec![Paragraph::new(Run::new("Nơi nhận:").bold().italic().size(RECIPIENTS))];
    let last = recipients.len().saturating_sub(1);
    sent_to.extend(recipients.iter().enumerate().map(|(at, recipient)| {
        let end = if at == last { '.' } else { ';' };
        Paragraph::new(Run::new(format!("- {recipient}{end}")).size(RECIPIENT))
    }));
    let mut signed: Vec<Paragraph> = signer.iter().flat_map(|line| centred_lines(line, BODY, true, right)).collect();
    // Room for the signature and the seal.
    signed.extend((0..4).map(|_| Paragraph::new(Run::new("").size(BODY)).centred()));
    signed.push(Paragraph::new(Run::new(name.unwrap_or_default()).bold().size(BODY)).centred());
    let cells = vec![Cell::new(sent_to), Cell::new(signed)];
    Table { widths: vec![left, right], ruled: false, headings: 0, rows: vec![Row { cells }] }
}

/// A little air between blocks that stand close.
pub fn air(height: u32) -> Paragraph {
    Paragraph::new(Run::new("").size(2)).spaced(height, 0)
}
