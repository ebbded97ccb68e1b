//! The body of a document: its sections, paragraphs and runs.

use super::table::table;
use super::xml::{DECLARATION, element, escape, mark, value};
use super::{Align, Block, Docx, Paragraph, Run, Section, Style, page};

/// The namespaces of WordprocessingML and of relations between parts.
pub const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
];

/// `word/document.xml`.
pub fn document(docx: &Docx) -> String {
    let mut body = String::new();
    for (at, section) in docx.sections.iter().enumerate() {
        for (index, block) in section.blocks.iter().enumerate() {
            match block {
                Block::Paragraph(it) => body.push_str(&paragraph(it)),
                Block::Table(it) => {
                    // Without something between them Word takes two tables for one.
                    if matches!(
                        index.checked_sub(1).and_then(|before| section.blocks.get(before)),
                        Some(Block::Table(_))
                    ) {
                        body.push_str(&nothing(""));
                    }
                    body.push_str(&table(it));
                }
            }
        }
        let shape = shape(section, at == 0 || section.numbered_anew);
        let is_last = at + 1 == docx.sections.len();
        if is_last {
            if matches!(section.blocks.last(), None | Some(Block::Table(_))) {
                body.push_str(&nothing(""));
            }
            body.push_str(&shape);
        } else {
            body.push_str(&nothing(&shape));
        }
    }
    format!("{DECLARATION}{}", element("w:document", &NAMESPACES, &element("w:body", &[], &body)))
}

/// A paragraph of no height to speak of; a section's shape is written in its last paragraph.
fn nothing(shape: &str) -> String {
    let spacing =
        element("w:spacing", &[("w:before", "0"), ("w:after", "0"), ("w:line", "20"), ("w:lineRule", "exact")], "");
    let size = element("w:rPr", &[], &(value("w:sz", 2) + &value("w:szCs", 2)));
    element("w:p", &[], &element("w:pPr", &[], &format!("{spacing}{size}{shape}")))
}

fn shape(section: &Section, numbered_anew: bool) -> String {
    let (width, height) = if section.wide { (page::LONG, page::SHORT) } else { (page::SHORT, page::LONG) };
    let (width, height) = (width.to_string(), height.to_string());
    let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
    if section.wide {
        size.push(("w:orient", "landscape"));
    }
    let margins = [
        ("w:top", page::TOP),
        ("w:right", page::RIGHT),
        ("w:bottom", page::BOTTOM),
        ("w:left", page::LEFT),
        ("w:header", page::NUMBER),
        ("w:footer", page::NUMBER),
        ("w:gutter", 0),
    ]
    .map(|(name, margin)| (name, margin.to_string()));
    let margins: Vec<(&str, &str)> = margins.iter().map(|(name, margin)| (*name, margin.as_str())).collect();
    let content = [
        element("w:headerReference", &[("w:type", "default"), ("r:id", super::parts::PAGE_NUMBER)], ""),
        value("w:type", "nextPage"),
        element("w:pgSz", &size, ""),
        element("w:pgMar", &margins, ""),
        if numbered_anew { element("w:pgNumType", &[("w:start", "1")], "") } else { String::new() },
        mark("w:titlePg", numbered_anew),
    ];
    element("w:sectPr", &[], &content.concat())
}

/// One paragraph.
pub fn paragraph(paragraph: &Paragraph) -> String {
    let runs: String = paragraph.runs.iter().map(run).collect();
    element("w:p", &[], &format!("{}{runs}", element("w:pPr", &[], &properties(paragraph))))
}

/// In the order that the schema asks for.
fn properties(paragraph: &Paragraph) -> String {
    let style = match paragraph.style {
        Style::Normal => String::new(),
        Style::Title => value("w:pStyle", "Title"),
        Style::Heading => value("w:pStyle", "Heading1"),
    };
    let keep = mark("w:keepNext", paragraph.keeps_next);
    let rule = if paragraph.ruled {
        let line = [("w:val", "single"), ("w:sz", "6"), ("w:space", "1"), ("w:color", "auto")];
        element("w:pBdr", &[], &element("w:top", &line, ""))
    } else {
        String::new()
    };
    let line = if paragraph.line == 0 { 240 } else { paragraph.line }.to_string();
    let (before, after) = (paragraph.before.to_string(), paragraph.after.to_string());
    let spacing = [("w:before", before.as_str()), ("w:after", &after), ("w:line", &line), ("w:lineRule", "auto")];
    let (left, right) = (paragraph.sides.0.to_string(), paragraph.sides.1.to_string());
    let first = paragraph.first_line.to_string();
    let indent = [("w:left", left.as_str()), ("w:right", &right), ("w:firstLine", &first)];
    let align = match paragraph.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Both => "both",
    };
    // The mark at a paragraph's end gives an empty one its height.
    let end = match paragraph.runs.first() {
        Some(first) if first.text.is_empty() => look(first),
        _ => String::new(),
    };
    [style, keep, rule, element("w:spacing", &spacing, ""), element("w:ind", &indent, ""), value("w:jc", align), end]
        .concat()
}

fn run(run: &Run) -> String {
    if run.text.is_empty() {
        return String::new();
    }
    let text = element("w:t", &[("xml:space", "preserve")], &escape(&run.text));
    let text = whole_symbols(&run.text).map_or(text, |parts| {
        let parts = parts.iter().map(|part| element("w:t", &[("xml:space", "preserve")], &escape(part)));
        parts.collect::<Vec<_>>().join("<w:noBreakHyphen/>")
    });
    element("w:r", &[], &format!("{}{text}", look(run)))
}

/// The text cut at the hyphens of symbols such as `246/QĐ-UBND`, which no line is to break; `None` where it has none.
fn whole_symbols(text: &str) -> Option<Vec<&str>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('-') {
        let is_capital = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
        if is_capital(text[..at].chars().next_back()) && is_capital(text[at + 1..].chars().next()) {
            parts.push(&text[start..at]);
            start = at + 1;
        }
    }
    parts.push(&text[start..]);
    (parts.len() > 1).then_some(parts)
}

fn look(run: &Run) -> String {
    let mut look = mark("w:b", run.bold) + &mark("w:bCs", run.bold) + &mark("w:i", run.italic);
    look += &mark("w:iCs", run.italic);
    if run.size > 0 {
        look += &(value("w:sz", run.size) + &value("w:szCs", run.size));
    }
    if look.is_empty() { look } else { element("w:rPr", &[], &look) }
}
