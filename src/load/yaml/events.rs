//! A file's text as it is written: every value with its style and its bytes, for those who change files.

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, options};

use crate::source::Span;

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    /// In `'…'`.
    Single,
    /// In `"…"`.
    Double,
    /// `|` or `>`; its bytes begin with the first line of its content.
    Block,
}

/// What stands at some bytes of a text, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Scalar { text: String, style: Style },
    List { flow: bool },
    Map { flow: bool },
    End,
}

/// The marks of a text in the order in which they stand; `None` where its syntax cannot be read or is none that
/// registries use.
pub fn marks(text: &str) -> Option<Vec<(Span, Mark)>> {
    let settings = options! { emit_anchor_events: true, emit_unresolved_aliases: true, emit_comments: false };
    let mut marks = Vec::new();
    for event in Parser::new_from_str_with_options(text, settings) {
        let (event, span) = event.ok()?;
        event.tag().is_none().then_some(())?;
        let bytes = span.byte_range()?;
        let mark = match event {
            Event::Scalar(value, style, ..) => Mark::Scalar { text: value.into_owned(), style: style_of(style) },
            Event::SequenceStart(style, ..) => Mark::List { flow: style == StructureStyle::Flow },
            Event::MappingStart(style, ..) => Mark::Map { flow: style == StructureStyle::Flow },
            Event::SequenceEnd | Event::MappingEnd => Mark::End,
            Event::Anchor(..) | Event::Alias(_) | Event::UnresolvedAlias(_) => return None,
            _ => continue,
        };
        marks.push((Span::new(bytes.start, bytes.end), mark));
    }
    Some(marks)
}

/// Where the comments of a text stand, each from its `#` to the end of its line; `None` where the syntax cannot be read.
pub fn comments(text: &str) -> Option<Vec<Span>> {
    let settings = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        max_buffered_comment_events: usize::MAX,
    };
    let mut comments = Vec::new();
    for event in Parser::new_from_str_with_options(text, settings) {
        let (event, span) = event.ok()?;
        if let Event::Comment(..) = event {
            let bytes = span.byte_range()?;
            comments.push(Span::new(bytes.start, bytes.end));
        }
    }
    Some(comments)
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        ScalarStyle::Plain => Style::Plain,
    }
}
