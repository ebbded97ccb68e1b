//! A file in canonical order and form: fields as the record's description has them, each record in the form of its kind,
//! two columns a level. Comments stay with the record or field that they stand at; what the file means does not change.

use super::form::{Form, field_form, form_of_file, item_form};
use super::kept::unkept_comment;
use super::laid::{Comment, Entry, Item, Value, emit};
use super::mend::{self, is_readable};
use super::scalar::{is_plain_everywhere, scalar};
use super::value::position;
use super::write::STEP;
use super::written::{
    Content, Written, after_gap, column, depth_of_text, document_mark, line_end, line_start, newline, read,
};
use crate::load::layout::{FileType, file_type};
use crate::load::yaml::{DEEPEST, events::Style};
use crate::record::{RecordType, Shape};
use crate::text;

/// Why a file is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has faults, of which `ttc validate` tells.
    Faults,
    /// It is written in a way that registries have no use for.
    Unusual,
    /// Its canonical form would not keep this comment.
    Comment(String),
    /// Its canonical form would mean something else.
    Meaning,
}

/// The canonical text of a file. What is only spelling is mended with it: loose accents, codes without quotation marks,
/// blanks of other kinds in the indentation.
///
/// # Errors
/// Where the file is to be left as it is.
pub fn format(path: &str, text: &str) -> Result<String, Refusal> {
    let top = file_type(path).map(FileType::description).ok_or(Refusal::Unusual)?;
    let (mark, body) = match text.strip_prefix('\u{feff}') {
        Some(body) => ("\u{feff}", body),
        None => ("", text),
    };
    let plain = body.replace("\r\n", "\n");
    if plain.contains('\r') {
        return Err(Refusal::Unusual);
    }
    let plain = mend::indentation(&plain).unwrap_or(plain);
    if !is_readable(&plain) {
        return Err(Refusal::Faults);
    }
    let before = read(&plain).ok_or(Refusal::Unusual)?;
    let spelt = mend::spelling(&plain, &before, top);
    let mut formatted = laid_out(&spelt, top)?;
    // A comment that found a better place may have left room on a line.
    for _ in 0..DEEPEST {
        let again = laid_out(&formatted, top)?;
        if again == formatted {
            break;
        }
        formatted = again;
    }
    // Whatever was moved, nothing may mean anything else, and nothing that somebody noted may be gone.
    let is_the_same = read(&formatted).is_some_and(|after| after.meaning() == before.meaning().composed());
    if !is_the_same || !text::is_nfc(&formatted) || !is_readable(&formatted) {
        return Err(Refusal::Meaning);
    }
    if let Some(comment) = unkept_comment(&plain, &formatted) {
        return Err(Refusal::Comment(comment));
    }
    Ok(format!("{mark}{}", formatted.replace('\n', newline(body))))
}

fn laid_out(text: &str, top: &'static RecordType) -> Result<String, Refusal> {
    let root = read(text).ok_or(Refusal::Meaning)?;
    Layout { text, at: 0 }.file(&root, top).ok_or(Refusal::Unusual)
}

/// What form a value is wanted in, and whose it is.
#[derive(Clone, Copy)]
struct Wanted {
    form: Form,
    shape: Option<&'static Shape>,
    /// The record that holds it.
    holder: &'static RecordType,
}

/// A value with the comments that stood around it.
struct Valued {
    /// Lines to go above its key or dash.
    above: Vec<Comment>,
    value: Value,
    beside: Option<String>,
}

/// Goes through a text in its order, so that every comment is met once.
struct Layout<'t> {
    text: &'t str,
    /// What stands before this has been taken.
    at: usize,
}

impl Layout<'_> {
    fn file(mut self, root: &Written, top: &'static RecordType) -> Option<String> {
        let Content::Map { flow: false, entries } = &root.content else {
            // Nothing but comments, or something that no registry file is.
            return matches!(root.content, Content::Empty).then(|| emit(&[], &self.rest(), &[]));
        };
        let first = entries.first()?;
        let mut header = self.opening()?;
        let (of_file, mut own) = split_header(self.leading(first.key_span.start));
        header.extend(of_file);
        let Value::Map { mut entries, tail } = self.record(root, top, form_of_file(top))? else { return None };
        let leader = self.text[first.key_span.range()].to_owned();
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key == leader) {
            own.append(&mut entry.leading);
            entry.leading = own;
        }
        keep_spaced(&mut entries, &leader);
        let tail = tail.into_iter().chain(self.rest()).collect::<Vec<_>>();
        Some(emit(&entries, &tail, &header))
    }

    /// The lines down to `---`, where there is such a line: they stay as they are.
    fn opening(&mut self) -> Option<Vec<Comment>> {
        let Some(mark) = document_mark(self.text) else { return Some(Vec::new()) };
        let end = line_end(self.text, mark);
        let is_alone = after_gap(self.text, mark + 3) > end;
        self.at = end;
        is_alone.then(|| comments(&self.text[..end].split('\n').collect::<Vec<_>>()))
    }

    /// The fields of a record, or the entries of a map with free keys; each in the form that is wanted of it.
    fn map(&mut self, node: &Written, wanted: &dyn Fn(&str) -> Wanted) -> Option<Value> {
        let Content::Map { flow, entries } = &node.content else { return None };
        let mut laid = Vec::with_capacity(entries.len());
        for entry in entries {
            let mut leading = if *flow { Vec::new() } else { self.leading(entry.key_span.start) };
            self.at = entry.value_from;
            let key = self.text[entry.key_span.range()].to_owned();
            let valued = self.valued(&entry.node, wanted(&entry.key), *flow)?;
            leading.extend(valued.above);
            laid.push(Entry { leading, key, value: valued.value, beside: valued.beside });
        }
        let tail = if *flow { Vec::new() } else { self.tail(entries.first()?.key_span.start) };
        Some(Value::Map { entries: laid, tail })
    }

    /// A record: a map whose fields take the order of its description.
    fn record(&mut self, node: &Written, record: &'static RecordType, form: Form) -> Option<Value> {
        let mut laid = self.map(node, &|key| {
            let shape = record.fields.iter().find(|field| field.key == key).map(|field| &field.shape);
            Wanted { form: field_form(record, shape, form), shape, holder: record }
        })?;
        if let Value::Map { entries, .. } = &mut laid {
            sort(entries, record);
        }
        Some(laid)
    }

    /// A value and every comment around it, from just after its colon or dash to the end of its last line.
    fn valued(&mut self, node: &Written, wanted: Wanted, in_flow: bool) -> Option<Valued> {
        if in_flow {
            return Some(Valued { above: Vec::new(), value: self.value(node, wanted)?, beside: None });
        }
        let before = self.beside();
        // What does not begin below its key in the end does so on its line: what stands between goes above both.
        let mut above = if node.is_block() { Vec::new() } else { self.leading(node.span.start) };
        let value = self.value(node, wanted)?;
        if node.is_block() && matches!(value, Value::Map { .. } | Value::List { .. }) {
            return Some(Valued { above, value, beside: before });
        }
        self.at = self.at.max(node.span.end);
        let after = self.beside();
        let is_text_below = matches!(node.content, Content::Scalar { style: Style::Block, .. });
        let (displaced, beside) = match (before, after) {
            (before, None) if !is_text_below => (None, before),
            (before, after) => (before, after),
        };
        if let Some(comment) = displaced {
            above.insert(0, line_of(&comment));
        }
        Some(Valued { above, value, beside })
    }

    fn value(&mut self, node: &Written, wanted: Wanted) -> Option<Value> {
        let raw = &self.text[node.span.range()];
        match &node.content {
            Content::Empty => Some(Value::Empty),
            Content::Scalar { style: Style::Block, text } => Some(block_text(raw, text)),
            Content::Scalar { style, .. } if raw.contains('\n') => Some(continued(raw, *style == Style::Plain)),
            Content::Scalar { .. } => Some(Value::Inline(raw.to_owned())),
            Content::List { flow, .. } | Content::Map { flow, .. } => {
                let is_simple = !self.has_comment(node) && !self.has_lines(node) && !has_empty_item(node);
                let one_line = match wanted.form {
                    Form::Line => true,
                    Form::Block => is_empty(node),
                    Form::AsWritten => *flow && !raw.contains('\n'),
                };
                if one_line && is_simple {
                    self.at = self.at.max(node.span.end);
                    return Some(Value::Inline(self.flow(node, wanted.shape, *flow)?));
                }
                if *flow && !(wanted.form == Form::Block && is_simple) {
                    return Some(continued(raw, true));
                }
                match (&node.content, wanted.shape.and_then(Shape::record)) {
                    (Content::Map { .. }, Some(record)) => self.record(node, record, wanted.form),
                    (Content::Map { .. }, None) => {
                        let shape = wanted.shape.and_then(Shape::inner);
                        self.map(node, &|_| Wanted { shape, ..wanted })
                    }
                    _ => self.list(node, wanted),
                }
            }
        }
    }

    fn list(&mut self, node: &Written, wanted: Wanted) -> Option<Value> {
        let Content::List { flow, items } = &node.content else { return None };
        let inner = wanted.shape.and_then(Shape::inner);
        let form = item_form(wanted.form, wanted.holder, inner);
        let mut laid = Vec::with_capacity(items.len());
        for item in items {
            let mut leading = if *flow { Vec::new() } else { self.leading(item.dash) };
            self.at = if *flow { item.dash } else { item.dash + 1 };
            if !*flow && line_start(self.text, item.node.span.start) > item.dash {
                // The item begins below its dash: what stands between goes above it.
                leading.extend(self.beside().map(|comment| line_of(&comment)));
                leading.extend(self.leading(item.node.span.start));
            }
            let mut valued = self.valued(&item.node, Wanted { form, shape: inner, ..wanted }, *flow)?;
            leading.append(&mut valued.above);
            if let Value::Map { entries, .. } = &mut valued.value
                && let Some(first) = entries.first_mut()
            {
                // What stands above the first field stands above the record.
                leading.append(&mut first.leading);
                match (valued.beside.take(), &first.beside, &first.value) {
                    (Some(beside), None, Value::Inline(_) | Value::Empty) => first.beside = Some(beside),
                    (beside, ..) => leading.extend(beside.map(|comment| line_of(&comment))),
                }
            }
            laid.push(Item { leading, value: valued.value, beside: valued.beside });
        }
        let tail = if *flow { Vec::new() } else { self.tail(items.first()?.dash) };
        Some(Value::List { items: laid, tail })
    }

    /// A value on one line, with brackets. It has neither comments nor line ends in it.
    fn flow(&self, node: &Written, shape: Option<&'static Shape>, in_flow: bool) -> Option<String> {
        Some(match &node.content {
            Content::Empty => String::new(),
            Content::Scalar { text, style } => {
                let is_safe = in_flow || *style != Style::Plain || is_plain_everywhere(text, true);
                if is_safe { self.text[node.span.range()].to_owned() } else { scalar(text, true) }
            }
            Content::List { items, .. } => {
                let inner = shape.and_then(Shape::inner);
                let items: Option<Vec<_>> =
                    items.iter().map(|item| self.flow(&item.node, inner, node.is_flow())).collect();
                format!("[{}]", items?.join(", "))
            }
            Content::Map { entries, .. } => {
                let record = shape.and_then(Shape::record);
                let mut entries: Vec<_> = entries.iter().collect();
                if let Some(record) = record {
                    entries.sort_by_key(|entry| position(record, &entry.key));
                }
                let shown: Option<Vec<_>> = entries
                    .into_iter()
                    .map(|entry| {
                        let field = record.and_then(|record| record.fields.iter().find(|field| field.key == entry.key));
                        let shape = field.map_or_else(|| shape.and_then(Shape::inner), |field| Some(&field.shape));
                        let value = self.flow(&entry.node, shape, node.is_flow())?;
                        let key = &self.text[entry.key_span.range()];
                        Some(format!("{key}: {value}"))
                    })
                    .collect();
                format!("{{{}}}", shown?.join(", "))
            }
        })
    }

    /// Whether there is a comment between the parts of a collection, before the first of them, or beside the last.
    fn has_comment(&self, node: &Written) -> bool {
        let mut at = self.at.min(node.span.start);
        let mut found = false;
        each_leaf(node, &mut |span| {
            found |= self.text[at..span.start.max(at)].contains('#');
            at = at.max(span.end);
        });
        let end = if node.is_block() { line_end(self.text, node.span.end) } else { node.span.end };
        found || self.text[at..end.max(at)].contains('#')
    }

    /// Whether a single value in a collection takes several lines.
    fn has_lines(&self, node: &Written) -> bool {
        let mut found = false;
        each_leaf(node, &mut |span| {
            let raw = &self.text[span.range()];
            // A text below its mark that is empty has one line.
            found |= raw.contains('\n') || raw.starts_with(['|', '>']);
        });
        found
    }

    /// The comment in the rest of this line, with the blanks before it.
    fn beside(&mut self) -> Option<String> {
        let end = line_end(self.text, self.at);
        let rest = &self.text[self.at..end];
        let comment = rest.trim_start_matches(BLANKS).starts_with('#').then(|| apart(rest.trim_end_matches(BLANKS)))?;
        self.at = end;
        Some(comment)
    }

    /// The comments and blank lines up to what stands at a byte.
    fn leading(&mut self, next: usize) -> Vec<Comment> {
        let between = self.text.get(self.at..next).unwrap_or_default();
        let is_at_a_start = line_start(self.text, self.at) == self.at;
        self.at = self.at.max(next);
        let mut lines: Vec<&str> = between.split('\n').collect();
        // The last is the indentation of what follows.
        lines.pop();
        // The first is the end of a line that something stands on, but at the start of the text.
        if !is_at_a_start && lines.first().is_some_and(|line| !line.contains('#')) {
            lines.remove(0);
        }
        comments(&lines)
    }

    /// The comments below a collection that still belong to it: deeper than what follows, and not less deep than its own.
    fn tail(&mut self, first: usize) -> Vec<Comment> {
        let own = column(self.text, first);
        let next = after_gap(self.text, self.at);
        let floor = (next < self.text.len()).then(|| column(self.text, next));
        let start = line_end(self.text, self.at);
        let (mut lines, mut taken) = (Vec::new(), 0);
        let (mut end, mut at) = (start, start);
        for line in self.text[start..next].split_inclusive('\n') {
            let is_rest_of_line = at == start;
            at += line.len();
            if is_rest_of_line {
                continue;
            }
            let shown = line.trim_start_matches(BLANKS);
            let is_comment = shown.starts_with('#');
            let depth = line.len() - shown.len();
            if is_comment && (depth < own || floor.is_some_and(|floor| depth <= floor)) {
                break;
            }
            lines.push(line.trim_end_matches('\n'));
            if is_comment {
                taken = lines.len();
                end = at - usize::from(line.ends_with('\n'));
            }
        }
        if taken == 0 {
            return Vec::new();
        }
        self.at = end;
        comments(&lines[..taken])
    }

    /// Everything that has not been taken.
    fn rest(&mut self) -> Vec<Comment> {
        let rest = &self.text[self.at..];
        let lines: Vec<&str> = rest.split('\n').collect();
        let from = usize::from(self.at > 0).min(lines.len());
        self.at = self.text.len();
        let mut comments = comments(&lines[from..]);
        while comments.last() == Some(&Comment::Blank) {
            comments.pop();
        }
        comments
    }
}

/// What parts the words of a line.
const BLANKS: [char; 2] = [' ', '\t'];

fn comments(lines: &[&str]) -> Vec<Comment> {
    lines.iter().map(|line| line_of(line)).collect()
}

/// A comment with spaces before it, at least one.
fn apart(comment: &str) -> String {
    let (blanks, comment) = comment.split_at(comment.find('#').unwrap_or_default());
    format!("{:width$}{comment}", "", width = blanks.len().max(1))
}

/// A comment on a line of its own.
fn line_of(comment: &str) -> Comment {
    match comment.trim_matches(BLANKS) {
        "" => Comment::Blank,
        line => Comment::Line(line.to_owned()),
    }
}

/// Parts the lines above the first field into the file's own and the field's: the file's end with the last blank line.
fn split_header(mut lines: Vec<Comment>) -> (Vec<Comment>, Vec<Comment>) {
    match lines.iter().rposition(|line| *line == Comment::Blank) {
        Some(blank) => {
            let own = lines.split_off(blank);
            (lines, own)
        }
        None => (lines, Vec::new()),
    }
}

/// A field that was first and is not any more is parted from the one before as it was from the header, and the one that
/// is first now keeps no second blank line.
fn keep_spaced(entries: &mut [Entry], leader: &str) {
    let was_moved = entries.first().is_some_and(|entry| entry.key != leader);
    let was_spaced = entries.first().is_some_and(|entry| entry.leading.first() == Some(&Comment::Blank));
    if let Some(moved) = entries.iter_mut().skip(1).find(|entry| entry.key == leader)
        && was_moved
        && was_spaced
        && moved.leading.first() != Some(&Comment::Blank)
    {
        moved.leading.insert(0, Comment::Blank);
    }
}

/// A text or a collection over several lines, whose depth among each other means nothing.
fn continued(raw: &str, is_trimmed: bool) -> Value {
    let mut lines = raw.split('\n');
    let trim_end = |line: &str| if is_trimmed { line.trim_end_matches(BLANKS) } else { line }.to_owned();
    let first = trim_end(lines.next().unwrap_or_default());
    Value::Lines { first, body: lines.map(|line| trim_end(line.trim_start_matches(BLANKS))).collect() }
}

/// `|` and `>`: the lines below keep their depth among each other.
fn block_text(raw: &str, text: &str) -> Value {
    let mut lines = raw.split('\n');
    let header = lines.next().unwrap_or_default();
    let depth = depth_of_text(raw, text);
    let body = lines.map(|line| line.get(depth..).unwrap_or_default().to_owned()).collect();
    // A depth that is given by its number counts from what is around.
    let (indicators, comment) = header.split_at(header.find(BLANKS).unwrap_or(header.len()));
    let step = |letter: char| if letter.is_ascii_digit() { STEP.to_string() } else { letter.to_string() };
    let comment = comment.contains('#').then(|| apart(comment));
    Value::Lines { first: indicators.chars().map(step).chain(comment).collect(), body }
}

fn sort(entries: &mut [Entry], record: &RecordType) {
    let bare = |key: &str| key.trim_matches(['"', '\'']).to_owned();
    entries.sort_by_key(|entry| position(record, &bare(&entry.key)));
}

fn each_leaf(node: &Written, found: &mut dyn FnMut(crate::source::Span)) {
    match &node.content {
        Content::Empty => {}
        Content::Scalar { .. } => found(node.span),
        Content::List { items, .. } => items.iter().for_each(|item| each_leaf(&item.node, found)),
        Content::Map { entries, .. } => {
            for entry in entries {
                found(entry.key_span);
                each_leaf(&entry.node, found);
            }
        }
    }
}

/// Whether an item somewhere in it is empty, which has no place between brackets.
fn has_empty_item(node: &Written) -> bool {
    match &node.content {
        Content::List { items, .. } => {
            items.iter().any(|item| matches!(item.node.content, Content::Empty) || has_empty_item(&item.node))
        }
        Content::Map { entries, .. } => entries.iter().any(|entry| has_empty_item(&entry.node)),
        Content::Empty | Content::Scalar { .. } => false,
    }
}

fn is_empty(node: &Written) -> bool {
    match &node.content {
        Content::List { items, .. } => items.is_empty(),
        Content::Map { entries, .. } => entries.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn officers(text: &str) -> String {
        format("officers/o.yaml", text).unwrap()
    }

    #[test]
    fn fields_take_their_order_with_their_comments() {
        let text = "# head\n\n\n\nofficers:   # all\n    - name: 'Lê A'   # family first\n      # the id\n      id: a\n      nomination:\n          date: 2024-01-01\n          number: 1/DS\n      in_charge_of:\n      - one-stop\n      # below a\n    # - id: gone\n\n    -   {id: b, name: B, position: \"x, y\"} # b\n";
        let canonical = "# head\n\nofficers:   # all\n  # the id\n  - id: a\n    name: 'Lê A'   # family first\n    in_charge_of: [one-stop]\n    nomination: {number: 1/DS, date: 2024-01-01}\n    # below a\n  # - id: gone\n\n  - id: b # b\n    name: B\n    position: \"x, y\"\n";
        assert_eq!(officers(text), canonical);
        assert_eq!(officers(canonical), canonical);
    }

    #[test]
    fn an_entry_of_a_ledger_takes_one_line_unless_there_is_a_comment_in_it() {
        let text = "submissions:\n- unit: u\n  received: 2024-06-20\n  period: 2024-06\n  reason: thiếu biểu, sai số\n- {unit: u,\n   period: 2024-07}\n- {unit: u, # x\n   period: 2024-08}\nextensions:\n- unit: u # y\n  by: 2024-06-20\n";
        let canonical = "extensions:\n  - unit: u # y\n    by: 2024-06-20\nsubmissions:\n  - {unit: u, period: 2024-06, received: 2024-06-20, reason: \"thiếu biểu, sai số\"}\n  - {unit: u, period: 2024-07}\n  - {unit: u, # x\n    period: 2024-08}\n";
        assert_eq!(format("submissions/2024/x.yaml", text).unwrap(), canonical);
        assert_eq!(format("submissions/2024/x.yaml", canonical).unwrap(), canonical);
    }

    #[test]
    fn lists_that_change_places_stay_parted_and_the_head_of_the_file_stays_its_head() {
        let text = "# modeline\n# title\n\n# of submissions\nsubmissions:\n  - {unit: u}\n\nrequests:\n  - {id: r}\n";
        let canonical =
            "# modeline\n# title\n\nrequests:\n  - {id: r}\n\n# of submissions\nsubmissions:\n  - {unit: u}\n";
        assert_eq!(format("submissions/2024/x.yaml", text).unwrap(), canonical);
        assert_eq!(format("submissions/2024/x.yaml", canonical).unwrap(), canonical);
    }

    #[test]
    fn texts_over_several_lines_keep_what_they_say() {
        let text = "officers:\n   -   id: a\n       note: |\n             x\n               y\n\n             z\n       position: >-\n         p\n         q\n       name: \"Lê\n         A\"\n";
        let canonical = "officers:\n  - id: a\n    name: \"Lê\n      A\"\n    position: >-\n      p\n      q\n    note: |\n      x\n        y\n\n      z\n";
        assert_eq!(officers(text), canonical);
        assert_eq!(officers(canonical), canonical);
    }

    #[test]
    fn a_decision_has_its_lists_below_their_keys() {
        let text = "ends: [a]\ncopies: [{sent: 2024-01-02, to: u}]\nsigned_by:\n  name: A\n  as: head\nnumber: 1/QĐ\n";
        let canonical =
            "number: 1/QĐ\nsigned_by: {as: head, name: A}\nends:\n  - a\ncopies:\n  - {to: u, sent: 2024-01-02}\n";
        assert_eq!(format("decisions/u/x.yaml", text).unwrap(), canonical);
        assert_eq!(format("decisions/u/x.yaml", canonical).unwrap(), canonical);
    }

    #[test]
    fn line_ends_and_the_mark_stay_and_the_last_line_gets_its_end() {
        assert_eq!(
            officers("\u{feff}officers:\r\n- id: a  \r\n  name: A"),
            "\u{feff}officers:\r\n  - id: a\r\n    name: A\r\n"
        );
        assert_eq!(officers("# nothing yet\n\n\n"), "# nothing yet\n");
        assert_eq!(officers(""), "");
    }

    #[test]
    fn what_cannot_be_read_is_not_touched() {
        for text in ["officers: [", "officers: &a []\n", "officers: []\nofficers: []\n"] {
            assert_eq!(format("officers/o.yaml", text), Err(Refusal::Faults), "{text:?}");
        }
        for text in ["? a\n: b\n", "a\rb: c\n", "{officers: []}\n"] {
            assert_eq!(format("officers/o.yaml", text), Err(Refusal::Unusual), "{text:?}");
        }
        assert_eq!(format("notes.yaml", "a: b\n"), Err(Refusal::Unusual));
    }
}
