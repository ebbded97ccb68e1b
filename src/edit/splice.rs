//! Where in a text a change is to be made: bytes to be replaced, and what by. Everything else stays byte for byte.

use super::form::Form;
use super::scalar::scalar_like;
use super::value::{NewRecord, Value, position};
use super::write::{self, STEP};
use super::written::{Content, Entry, Item, Written, column, line_end, line_start};
use crate::load::yaml::events::Style;
use crate::record::RecordType;
use crate::source::Span;

/// Bytes to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    pub span: Span,
    pub text: String,
}

impl Splice {
    fn insert(at: usize, text: String) -> Self {
        Self { span: Span::new(at, at), text }
    }
}

/// The text with all splices made. Of those at one place the order given counts.
pub fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| splice.span.start);
    let mut changed = String::with_capacity(text.len() + splices.iter().map(|splice| splice.text.len()).sum::<usize>());
    let mut at = 0;
    for splice in splices {
        changed.push_str(&text[at.min(splice.span.start)..splice.span.start]);
        changed.push_str(&splice.text);
        at = at.max(splice.span.end);
    }
    changed.push_str(&text[at..]);
    changed
}

/// A text being changed: what its lines end with, and where its comments stand, which no change takes away.
#[derive(Clone, Copy)]
pub struct Page<'t> {
    pub text: &'t str,
    pub newline: &'static str,
    pub comments: &'t [Span],
}

impl<'t> Page<'t> {
    /// The comments within some bytes.
    fn comments_in(self, span: Span) -> impl Iterator<Item = &'t str> {
        let from = self.comments.partition_point(|comment| comment.start < span.start);
        let within = self.comments[from..].iter().take_while(move |comment| comment.start < span.end);
        within.map(move |comment| &self.text[comment.range()])
    }

    /// The comments within some bytes, after something that stands before them on their line.
    fn beside(self, span: Span, depth: usize) -> String {
        let parting = format!("{}{:depth$}", self.newline, "");
        let comments: Vec<_> = self.comments_in(span).collect();
        if comments.is_empty() { String::new() } else { format!(" {}", comments.join(&parting)) }
    }

    /// The comments within some bytes, amid other things: each ends its line, and the next begins at a depth.
    fn apart(self, span: Span, depth: usize) -> String {
        self.comments_in(span).map(|comment| format!(" {comment}{}{:depth$}", self.newline, "")).collect()
    }

    /// The splices that give the fields of a record new values, or take them away (`None`).
    pub fn fields(
        self,
        record: &Written,
        description: &'static RecordType,
        changes: &[(&'static str, Option<Value>)],
    ) -> Option<Vec<Splice>> {
        let Content::Map { flow, entries } = &record.content else { return None };
        let removed = |entry: &Entry| changes.iter().any(|(key, value)| *key == entry.key && value.is_none());
        if entries.iter().all(removed) {
            return self.emptied(record, description, changes).map(|whole| vec![whole]);
        }
        let mut changes: Vec<_> = changes.iter().collect();
        changes.sort_by_key(|(key, _)| position(description, key));
        let mut splices = Vec::new();
        let mut new = Vec::new();
        for (key, value) in changes {
            match (entries.iter().position(|entry| entry.key == *key), value) {
                (Some(at), Some(value)) => splices.push(self.replaced(&entries[at], description, value, *flow)),
                (Some(at), None) => splices.push(self.removal(entries, at, *flow, &removed)?),
                (None, Some(value)) => new.push((*key, value)),
                (None, None) => {}
            }
        }
        for (key, value) in new {
            splices.push(self.addition(record, description, key, value, &removed)?);
        }
        Some(splices)
    }

    /// A record between brackets that keeps none of its fields, if it had any. A record with no field at all is none.
    fn emptied(
        self,
        record: &Written,
        description: &'static RecordType,
        changes: &[(&'static str, Option<Value>)],
    ) -> Option<Splice> {
        let mut new = NewRecord::described(description);
        for (key, value) in changes {
            if let Some(value) = value {
                new.set(key, value.clone());
            }
        }
        (record.is_flow() && !new.is_empty()).then(|| {
            let shown = write::flow(&Value::Record(new));
            let fields = shown.strip_suffix('}').unwrap_or(&shown);
            let comments = self.apart(record.span, column(self.text, record.span.start) + 1);
            Splice { span: record.span, text: format!("{fields}{comments}}}") }
        })
    }

    fn replaced(self, entry: &Entry, holder: &RecordType, value: &Value, flow: bool) -> Splice {
        let Splice { span, text } = self.replaced_alone(entry, holder, value, flow);
        if self.comments_in(span).next().is_none() {
            return Splice { span, text };
        }
        let depth = column(self.text, entry.key_span.start);
        if flow {
            return Splice { span, text: format!("{text}{}", self.apart(span, depth)) };
        }
        if text.contains('\n') {
            return Splice { span, text: format!("{}{text}", self.beside(span, depth)) };
        }
        let whole = Span::new(span.start, line_end(self.text, span.end));
        Splice { span: whole, text: format!("{text}{}", self.beside(whole, depth)) }
    }

    /// The new value in the place of the old one and of what stands in it.
    fn replaced_alone(self, entry: &Entry, holder: &RecordType, value: &Value, flow: bool) -> Splice {
        let node = &entry.node;
        if let (Value::Text(text), Content::Scalar { style, .. }) = (value, &node.content) {
            let style = if *style == Style::Block { Style::Plain } else { *style };
            return Splice { span: node.span, text: scalar_like(text, style, flow) };
        }
        let is_block = node.is_block();
        let width = column(self.text, entry.key_span.start);
        if flow || node.is_flow() || is_block && matches!(value, Value::Record(_)) {
            let gap = if is_block || node.span.range().is_empty() { " " } else { "" };
            let start = if is_block { entry.value_from } else { node.span.start };
            return Splice { span: Span::new(start, node.span.end), text: format!("{gap}{}", write::flow(value)) };
        }
        let lines = write::field(holder, "", value).join(&format!("{}{:width$}", self.newline, ""));
        let shown = lines.strip_prefix(':').unwrap_or(&lines).to_owned();
        Splice { span: Span::new(entry.value_from, node.span.end), text: shown }
    }

    fn removal(self, entries: &[Entry], at: usize, flow: bool, removed: &dyn Fn(&Entry) -> bool) -> Option<Splice> {
        let entry = &entries[at];
        let depth = column(self.text, entry.key_span.start);
        let is_first = entries[..at].iter().all(removed);
        Some(match (is_first, flow) {
            (true, _) => {
                let next = entries.get(at + 1).map_or(entry.node.span.end, |next| next.key_span.start);
                let span = Span::new(entry.key_span.start, next);
                Splice { span, text: self.apart(span, depth) }
            }
            (false, true) => {
                let span = Span::new(entries[at - 1].node.span.end, entry.node.span.end);
                Splice { span, text: self.apart(span, depth) }
            }
            (false, false) => {
                let start = line_start(self.text, entry.key_span.start);
                let end = line_end(self.text, entry.node.span.end);
                let comments = self.comments_in(Span::new(start, end)).map(|comment| format!("{:depth$}{comment}", ""));
                // With the line end after it, or at the end of a text the one before it.
                match self.text[end..].find('\n') {
                    Some(newline) => Splice {
                        span: Span::new(start, end + newline + 1),
                        text: comments.map(|comment| format!("{comment}{}", self.newline)).collect(),
                    },
                    None => Splice {
                        span: Span::new(self.text[..start].trim_end_matches(['\r', '\n']).len(), end),
                        text: comments.map(|comment| format!("{}{comment}", self.newline)).collect(),
                    },
                }
            }
        })
    }

    /// A field that is not there yet, after the one that goes before it in the description.
    fn addition(
        self,
        record: &Written,
        description: &RecordType,
        key: &str,
        value: &Value,
        removed: &dyn Fn(&Entry) -> bool,
    ) -> Option<Splice> {
        let Content::Map { flow, entries } = &record.content else { return None };
        let before = |entry: &&Entry| !removed(entry) && position(description, &entry.key) < position(description, key);
        let previous = entries.iter().filter(before).max_by_key(|entry| position(description, &entry.key));
        if *flow {
            let shown = format!("{key}: {}", write::flow(value));
            return Some(match previous {
                Some(previous) => Splice::insert(previous.node.span.end, format!(", {shown}")),
                None => {
                    let first = entries.iter().find(|entry| !removed(entry))?;
                    Splice::insert(first.key_span.start, format!("{shown}, "))
                }
            });
        }
        let first = entries.first()?;
        let indentation = " ".repeat(column(self.text, first.key_span.start));
        let lines = write::field(description, key, value).join(&format!("{}{indentation}", self.newline));
        Some(match previous {
            Some(previous) => {
                let end = self.end_with_comments(previous.node.span.end, column(self.text, first.key_span.start));
                Splice::insert(end, format!("{}{indentation}{lines}", self.newline))
            }
            None => Splice::insert(first.key_span.start, format!("{lines}{}{indentation}", self.newline)),
        })
    }

    /// The splices that append records to a list of the file: in the style of those before them.
    pub fn appended(
        self,
        file: &Written,
        description: &RecordType,
        list: &str,
        records: &[NewRecord],
    ) -> Option<Vec<Splice>> {
        let Some(entry) = file.get(list) else {
            return self.new_list(file, description, list, records).map(|new| vec![new]);
        };
        match &entry.node.content {
            Content::List { flow: false, items } => {
                let last = items.last()?;
                let end = self.end_with_comments(last.node.span.end, column(self.text, last.dash));
                let gap = if self.is_spaced(items) { self.newline } else { "" };
                let form = if last.node.is_flow() { Form::Line } else { Form::Block };
                let depth = column(self.text, last.dash);
                let text: String = records
                    .iter()
                    .flat_map(|record| {
                        let lines = write::item(record, form);
                        std::iter::once(gap.to_owned())
                            .chain(lines.into_iter().map(|line| format!("{}{:depth$}{line}", self.newline, "")))
                    })
                    .collect();
                Some(vec![Splice::insert(end, text)])
            }
            Content::List { flow: true, items } if !items.is_empty() => {
                let shown = records.iter().map(|record| format!(", {}", write::flow(&Value::Record(record.clone()))));
                Some(vec![Splice::insert(items.last()?.node.span.end, shown.collect())])
            }
            // `key: []` and `key:`.
            Content::List { .. } | Content::Empty => {
                let depth = column(self.text, entry.key_span.start);
                let end = line_end(self.text, entry.node.span.end);
                let items = self.items(records, depth + STEP);
                if self.comments_in(Span::new(entry.value_from, entry.node.span.end)).next().is_some() {
                    let whole = Span::new(entry.value_from, end);
                    return Some(vec![Splice { span: whole, text: self.beside(whole, depth + STEP) + &items }]);
                }
                let emptied = Splice { span: Span::new(entry.value_from, entry.node.span.end), text: String::new() };
                Some(vec![emptied, Splice::insert(end, items)])
            }
            Content::Scalar { .. } | Content::Map { .. } => None,
        }
    }

    /// A list that the file has not had, where the description has it.
    fn new_list(self, file: &Written, description: &RecordType, list: &str, records: &[NewRecord]) -> Option<Splice> {
        let shown = format!("{list}:{}", self.items(records, STEP));
        let (newline, entries) = match &file.content {
            Content::Map { flow: false, entries } => (self.newline, entries),
            Content::Empty => return Some(self.at_the_end(&shown)),
            _ => return None,
        };
        let place = position(description, list);
        match entries.iter().find(|entry| position(description, &entry.key) > place) {
            Some(next) => {
                let at = self.start_with_comments(next.key_span.start);
                Some(Splice::insert(at, format!("{shown}{newline}{newline}")))
            }
            None => Some(self.at_the_end(&format!("{newline}{shown}"))),
        }
    }

    /// A last line, or lines.
    fn at_the_end(self, shown: &str) -> Splice {
        let end = self.text.len();
        let newline = self.newline;
        if self.text.is_empty() || self.text.ends_with('\n') || self.text == "\u{feff}" {
            Splice::insert(end, format!("{shown}{newline}"))
        } else {
            Splice::insert(end, format!("{newline}{shown}"))
        }
    }

    fn items(self, records: &[NewRecord], depth: usize) -> String {
        let lines = records.iter().flat_map(write::canonical_item);
        lines.map(|line| format!("{}{:depth$}{line}", self.newline, "")).collect()
    }

    /// Where the comments begin that stand right above a field of the file; those at the head of the file are not its own.
    fn start_with_comments(self, field: usize) -> usize {
        let mut start = field;
        while start > 0 {
            let above = line_start(self.text, start - 1);
            let line = &self.text[above..start];
            if line.trim().is_empty() || !line.starts_with('#') && above > 0 {
                return start;
            }
            start = above;
        }
        field
    }

    /// Where something ends, with the comments below it that stand deeper than its key or dash.
    fn end_with_comments(self, end: usize, depth: usize) -> usize {
        let mut end = line_end(self.text, end);
        loop {
            let Some(next) = self.text[end..].find('\n').map(|newline| end + newline + 1) else { return end };
            let line = &self.text[next..line_end(self.text, next)];
            let is_its_comment = line.trim_start().starts_with('#') && line.len() - line.trim_start().len() > depth;
            if !is_its_comment {
                return end;
            }
            end = next + line.len();
        }
    }

    /// Whether blank lines stand between the items of a list.
    fn is_spaced(self, items: &[Item]) -> bool {
        match items {
            [.., one, other] => {
                let between = &self.text[one.node.span.end..line_start(self.text, other.dash)];
                between.lines().skip(1).any(|line| line.trim().is_empty())
            }
            _ => false,
        }
    }
}
