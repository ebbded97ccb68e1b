//! The outline of a file whose syntax is broken: where its fields and list items begin, judged by layout alone.
//!
//! A quotation mark or bracket that is opened and not closed swallows whatever follows it. Layout does not: a record
//! begins with a dash at its list's indentation. So each part of such a file can be read for itself, and a broken one
//! hides nothing but itself. Nothing here knows YAML beyond that.

use super::yaml::is_odd_blank;
use crate::source::Span;

/// A part of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// A field with a list below it.
    List { key: Span, items: Vec<Item> },
    /// A field with anything else.
    Field { key: Span, extent: Span },
    /// Lines at the margin that begin no field.
    Stray(Span),
}

/// An item of a list: its lines, from the start of the first.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    pub extent: Span,
    /// Whether it stands less deep than the list's first item.
    pub outdented: bool,
}

/// A file's parts in order, and where a second document begins, which ends them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub parts: Vec<Part>,
    pub second_document: Option<Span>,
}

/// What the lines read so far have begun.
enum Open {
    /// A field with nothing after its colon so far: its list may follow.
    Bare {
        key: Span,
        extent: Span,
    },
    List {
        key: Span,
        items: Vec<Item>,
        depth: usize,
    },
    Field {
        key: Span,
        extent: Span,
    },
    Stray(Span),
}

pub fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut open: Option<Open> = None;
    let mut ended = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let extent = Span::new(start, start + line.len());
        start += line.len();
        let shown = line.trim_start_matches('\u{feff}').trim_end();
        let content = shown.trim_start_matches(|letter| letter == ' ' || is_odd_blank(letter));
        let depth = shown[..shown.len() - content.len()].chars().count();
        if content.is_empty() || content.starts_with('#') {
            extend(&mut open, extent.end);
            continue;
        }
        let mark = Span::new(extent.start, extent.start + shown.len().min(3));
        if depth == 0 && is_marker(content, "...") {
            ended = true;
            continue;
        }
        let begun = open.is_some() || !outline.parts.is_empty();
        if ended || depth == 0 && is_marker(content, "---") && begun {
            outline.second_document = Some(mark);
            break;
        }
        if !begun && depth == 0 && (content == "---" || content.starts_with('%')) {
            continue;
        }
        match begin(extent, line, depth, content) {
            Line::Dash => dash(&mut open, extent, depth),
            Line::Key { key, bare } => {
                finish(open.take(), &mut outline.parts);
                open = Some(if bare { Open::Bare { key, extent } } else { Open::Field { key, extent } });
            }
            Line::Stray if !matches!(open, Some(Open::Stray(_))) => {
                finish(open.take(), &mut outline.parts);
                open = Some(Open::Stray(extent));
            }
            Line::Stray => extend(&mut open, extent.end),
            Line::More => more(&mut open, extent),
        }
    }
    finish(open, &mut outline.parts);
    outline
}

fn is_marker(content: &str, marker: &str) -> bool {
    content.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// What a line begins.
enum Line {
    Dash,
    Key {
        key: Span,
        bare: bool,
    },
    Stray,
    /// Nothing: it goes on with what is open.
    More,
}

fn begin(extent: Span, line: &str, depth: usize, content: &str) -> Line {
    let after_dash = content.strip_prefix('-').map(|rest| rest.chars().next());
    if after_dash.is_some_and(|next| next.is_none_or(|next| next == ' ' || is_odd_blank(next))) {
        return Line::Dash;
    }
    if depth > 0 || content.starts_with(['\t', ']', '}', ',']) {
        return Line::More;
    }
    let Some((key, rest)) = content.split_once(':').filter(|(key, rest)| is_key(key, rest)) else { return Line::Stray };
    let at = extent.start + (line.len() - line.trim_start_matches('\u{feff}').len());
    let rest = rest.trim_start();
    Line::Key { key: Span::new(at, at + key.trim_end().len()), bare: rest.is_empty() || rest.starts_with('#') }
}

fn is_key(key: &str, rest: &str) -> bool {
    let word = key.trim_end().trim_matches(['"', '\'']);
    !word.is_empty()
        && !word.contains(['"', '\'', '[', '{', '#', ','])
        && !word.starts_with(['?', '&', '*', '!', '|', '>', '@', '`', '%'])
        && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// A line that begins with a dash.
fn dash(open: &mut Option<Open>, extent: Span, depth: usize) {
    match open {
        Some(Open::Bare { key, .. }) => {
            *open = Some(Open::List { key: *key, items: vec![Item { extent, outdented: false }], depth });
        }
        Some(Open::List { items, depth: first, .. }) if depth <= *first => {
            items.push(Item { extent, outdented: depth < *first });
        }
        None => *open = Some(Open::Stray(extent)),
        Some(_) => extend(open, extent.end),
    }
}

/// A line that goes on with what is open.
fn more(open: &mut Option<Open>, extent: Span) {
    match open {
        Some(Open::Bare { key, extent: line }) => {
            *open = Some(Open::Field { key: *key, extent: Span::new(line.start, extent.end) });
        }
        None => *open = Some(Open::Stray(extent)),
        Some(_) => extend(open, extent.end),
    }
}

fn extend(open: &mut Option<Open>, end: usize) {
    match open {
        Some(Open::List { items, .. }) => {
            if let Some(last) = items.last_mut() {
                last.extent.end = end;
            }
        }
        Some(Open::Field { extent, .. } | Open::Stray(extent)) => extent.end = end,
        Some(Open::Bare { .. }) | None => {}
    }
}

fn finish(open: Option<Open>, parts: &mut Vec<Part>) {
    parts.extend(open.map(|open| match open {
        Open::List { key, items, .. } => Part::List { key, items },
        Open::Bare { key, extent } | Open::Field { key, extent } => Part::Field { key, extent },
        Open::Stray(extent) => Part::Stray(extent),
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The outline in short: keys, and the texts of what stands below them.
    fn shown(text: &str) -> Vec<String> {
        let cut = |span: Span| text[span.range()].trim_end().to_owned();
        outline(text)
            .parts
            .iter()
            .flat_map(|part| match part {
                Part::List { key, items } => std::iter::once(format!("{}:", cut(*key)))
                    .chain(items.iter().map(|item| cut(item.extent)))
                    .collect::<Vec<_>>(),
                Part::Field { key, extent } => vec![format!("{} = {}", cut(*key), cut(*extent))],
                Part::Stray(extent) => vec![format!("? {}", cut(*extent))],
            })
            .collect()
    }

    #[test]
    fn items_begin_at_the_dashes_of_their_own_depth() {
        let text = "# c\nunits:\n  - id: a\n    sets:\n      - x: 1\n  # b\n  - id: b\nname: x\n";
        assert_eq!(shown(text), ["units:", "  - id: a\n    sets:\n      - x: 1\n  # b", "  - id: b", "name = name: x"]);
    }

    #[test]
    fn a_list_may_stand_at_the_margin() {
        assert_eq!(shown("a:\n- b\n- c\nd:\n"), ["a:", "- b", "- c", "d = d:"]);
    }

    #[test]
    fn an_item_that_stands_less_deep_is_known() {
        let outline = outline("a:\n  - b\n - c\n");
        let Part::List { items, .. } = &outline.parts[0] else { panic!("no list") };
        assert_eq!(items.iter().map(|item| item.outdented).collect::<Vec<_>>(), [false, true]);
    }

    #[test]
    fn lines_that_begin_no_field_stand_apart() {
        assert_eq!(shown("a: 1\nb 2\nc d\ne: [\n  1,\n]\n"), ["a = a: 1", "? b 2\nc d", "e = e: [\n  1,\n]"]);
    }

    #[test]
    fn a_second_document_ends_the_outline() {
        for text in ["---\na: 1\n---\nb: 2\n", "a: 1\n...\nb: 2\n"] {
            assert_eq!(shown(text), ["a = a: 1"], "{text}");
            assert!(outline(text).second_document.is_some());
        }
        assert_eq!(outline("a: 1\n...\n# end\n").second_document, None);
    }

    #[test]
    fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
        assert_eq!(shown("\u{feff}a:\r\n  - b\r\n  - c\r\n"), ["a:", "  - b", "  - c"]);
    }
}
