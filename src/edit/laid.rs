//! A file's values with the comments that belong to each, and how they are written out.

use super::write::STEP;

/// A line that is not data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comment {
    Blank,
    Line(String),
}

/// A field.
#[derive(Debug, Default)]
pub struct Entry {
    /// The lines above it.
    pub leading: Vec<Comment>,
    /// As it is written.
    pub key: String,
    pub value: Value,
    /// The comment after the value, with the blanks before it; after the colon where the value begins below.
    pub beside: Option<String>,
}

#[derive(Debug)]
pub struct Item {
    pub leading: Vec<Comment>,
    pub value: Value,
    pub beside: Option<String>,
}

#[derive(Debug, Default)]
pub enum Value {
    #[default]
    Empty,
    Inline(String),
    /// A line, and others deeper than what holds them.
    Lines {
        first: String,
        body: Vec<String>,
    },
    List {
        items: Vec<Item>,
        /// The lines below the last, as deep as the items.
        tail: Vec<Comment>,
    },
    Map {
        entries: Vec<Entry>,
        tail: Vec<Comment>,
    },
}

/// The text of a file.
pub fn emit(entries: &[Entry], tail: &[Comment], header: &[Comment]) -> String {
    let mut page = Page::default();
    page.comments(header, 0);
    page.map(entries, tail, 0, false);
    page.finish()
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn finish(mut self) -> String {
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }

    fn line(&mut self, depth: usize, line: &str) {
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// Lines that are not data; of several blank ones one, and none where something begins.
    fn comments(&mut self, comments: &[Comment], depth: usize) {
        for comment in comments {
            match comment {
                Comment::Line(line) => self.line(depth, line),
                Comment::Blank if self.is_at_a_beginning() => {}
                Comment::Blank => self.text.push('\n'),
            }
        }
    }

    fn is_at_a_beginning(&self) -> bool {
        self.text.is_empty() || self.text.ends_with("\n\n")
    }

    /// Fields at a depth, the first perhaps after a dash.
    fn map(&mut self, entries: &[Entry], tail: &[Comment], depth: usize, after_dash: bool) {
        for (at, entry) in entries.iter().enumerate() {
            let indented = if at == 0 && after_dash {
                String::new()
            } else {
                self.comments(&entry.leading, depth);
                " ".repeat(depth)
            };
            self.text.push_str(&format!("{indented}{}:", entry.key));
            self.value(&entry.value, entry.beside.as_deref(), depth);
        }
        self.comments(tail, depth);
    }

    /// What follows a key and its colon.
    fn value(&mut self, value: &Value, beside: Option<&str>, depth: usize) {
        let beside = beside.unwrap_or_default();
        match value {
            Value::Empty => self.text.push_str(&format!("{beside}\n")),
            Value::Inline(shown) => self.text.push_str(&format!(" {shown}{beside}\n")),
            Value::Lines { first, body } => {
                self.text.push_str(&format!(" {first}"));
                self.body(body, beside, depth);
            }
            Value::List { items, tail } => {
                self.text.push_str(&format!("{beside}\n"));
                self.list(items, tail, depth + STEP);
            }
            Value::Map { entries, tail } => {
                self.text.push_str(&format!("{beside}\n"));
                self.map(entries, tail, depth + STEP, false);
            }
        }
    }

    /// The further lines of a value, and what stands beside the last.
    fn body(&mut self, body: &[String], beside: &str, depth: usize) {
        for line in body {
            self.text.push('\n');
            if !line.is_empty() {
                self.text.push_str(&" ".repeat(depth + STEP));
                self.text.push_str(line);
            }
        }
        self.text.push_str(&format!("{beside}\n"));
    }

    fn list(&mut self, items: &[Item], tail: &[Comment], depth: usize) {
        for item in items {
            self.comments(&item.leading, depth);
            self.text.push_str(&format!("{}-", " ".repeat(depth)));
            let beside = item.beside.as_deref();
            match &item.value {
                Value::Map { entries, tail } => {
                    self.text.push(' ');
                    self.map(entries, tail, depth + STEP, true);
                }
                value => self.value(value, beside, depth),
            }
        }
        self.comments(tail, depth);
    }
}
