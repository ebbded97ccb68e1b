//! What is said of a registry: a diagnostic names the rule, the place, the clause and the remedy.
//!
//! Places are symbolic here ([`Place`]); [`Located`] is the same diagnostic with every place worked out, and the
//! only form that output formats see.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::locale::{Both, Text};
use crate::source::{LineColumn, Place, Span};

/// How much a finding weighs. Ordered: a note is less than a warning, a warning less than an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// History: it was so once, nothing is to be mended. Shown with `--history` only.
    Note,
    /// Somebody should look at it.
    Warning,
    /// The registry is wrong, or the regulation is broken on the day judged.
    Error,
}

impl Severity {
    /// The word for it in data: `note`, `warning`, `error`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule's name (kebab-case; it names the problem) and how much its findings weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId {
    pub name: &'static str,
    pub severity: Severity,
}

impl RuleId {
    pub const fn error(name: &'static str) -> Self {
        Self { name, severity: Severity::Error }
    }

    pub const fn warning(name: &'static str) -> Self {
        Self { name, severity: Severity::Warning }
    }

    pub const fn note(name: &'static str) -> Self {
        Self { name, severity: Severity::Note }
    }
}

/// A rule as documents tell of it.
#[derive(Clone, Debug)]
pub struct RuleDoc {
    pub id: RuleId,
    /// A few words.
    pub title: Both,
    /// What it looks for and why.
    pub about: Both,
    /// What to do about a finding.
    pub mend: Both,
    /// The clauses it is drawn from, as the regulation numbers them: `2.2.a`.
    pub clauses: Vec<String>,
}

/// What a finding is about, by ids. It is what a waiver names, and what a fingerprint is made of, so a finding keeps
/// its identity when lines move.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Subject {
    pub unit: Option<String>,
    pub seat: Option<String>,
    pub officer: Option<String>,
    pub decision: Option<String>,
    pub period: Option<String>,
    pub request: Option<String>,
    /// What else sets one finding apart from another of the same rule (a field's name, a route); no waiver names it.
    pub detail: Option<String>,
}

/// The clause that a finding is drawn from: the regulation's number, the clause's id as the text has it, and a
/// paraphrase of what it asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    pub regulation: String,
    pub clause: String,
    pub says: Text,
}

/// A place with a few words on why it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Label<P> {
    pub place: P,
    pub text: Text,
}

/// What to do about a finding, with something to paste or run where there is something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Remedy {
    pub text: Text,
    /// YAML to paste or a command to run; the same in both languages.
    pub paste: Option<String>,
    /// Whether it is a way to have the finding accepted, not to mend it.
    pub accepts: bool,
}

/// One finding, generic over how places are given: [`Place`] (symbolic) or [`Location`] (worked out).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Finding<P> {
    pub rule: RuleId,
    /// What is wrong, in one sentence without a full stop.
    pub message: Text,
    /// Where; the label's text may be empty.
    pub primary: Label<P>,
    /// The other ends: the clause's own line, the record it clashes with.
    pub related: Vec<Label<P>>,
    /// Facts that help to understand: "last held by … until …".
    pub notes: Vec<Text>,
    pub remedies: Vec<Remedy>,
    pub citation: Option<Citation>,
    pub subject: Subject,
}

/// A finding that is accepted for a time, and on what grounds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waived<P> {
    pub finding: Finding<P>,
    pub grounds: Grounds,
    /// Where they are recorded.
    pub place: P,
}

/// On what a finding is accepted: by which document, by whom, why, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grounds {
    pub document: Option<String>,
    pub approved_by: Option<String>,
    pub reason: String,
    pub from: NaiveDate,
    /// Included.
    pub until: NaiveDate,
}

/// A finding with symbolic places.
pub type Diagnostic = Finding<Place>;
/// A finding with every place worked out, as output formats see it.
pub type Located = Finding<Location>;

/// A place worked out: path, text, span, line and column.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// Path relative to the registry's root, with `/`.
    pub path: Arc<str>,
    /// The file's whole text; empty where it could not be read.
    pub text: Arc<str>,
    /// In `text`, on character boundaries.
    pub span: Span,
    pub start: LineColumn,
    /// Exclusive: the point just after the last character.
    pub end: LineColumn,
}

impl Finding<Place> {
    pub fn new(rule: RuleId, message: Text, place: Place) -> Self {
        Self {
            rule,
            message,
            primary: Label { place, text: Text::default() },
            related: Vec::new(),
            notes: Vec::new(),
            remedies: Vec::new(),
            citation: None,
            subject: Subject::default(),
        }
    }

    /// The words under the caret.
    pub fn label(mut self, text: Text) -> Self {
        self.primary.text = text;
        self
    }

    /// A second place with its words.
    pub fn related(mut self, place: Place, text: Text) -> Self {
        self.related.push(Label { place, text });
        self
    }

    pub fn note(mut self, text: Text) -> Self {
        self.notes.push(text);
        self
    }

    pub fn remedy(mut self, text: Text) -> Self {
        self.remedies.push(Remedy { text, paste: None, accepts: false });
        self
    }

    /// A remedy with YAML to paste or a command to run.
    pub fn paste(mut self, text: Text, paste: impl Into<String>) -> Self {
        self.remedies.push(Remedy { text, paste: Some(paste.into()), accepts: false });
        self
    }

    /// How to have the finding accepted, with the waiver to paste. Nobody who has one is told so again.
    pub fn waiver(mut self, text: Text, paste: impl Into<String>) -> Self {
        self.remedies.push(Remedy { text, paste: Some(paste.into()), accepts: true });
        self
    }

    pub fn cite(mut self, citation: Option<Citation>) -> Self {
        self.citation = citation;
        self
    }

    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }
}

impl<P> Finding<P> {
    /// The same finding with its places given another way.
    pub fn map_places<Q>(self, mut place: impl FnMut(P) -> Q) -> Finding<Q> {
        let mut label = |label: Label<P>| Label { place: place(label.place), text: label.text };
        Finding {
            rule: self.rule,
            message: self.message,
            primary: label(self.primary),
            related: self.related.into_iter().map(label).collect(),
            notes: self.notes,
            remedies: self.remedies,
            citation: self.citation,
            subject: self.subject,
        }
    }

    /// The same finding in other words; something to paste that they would change is left out, for it would be wrong.
    pub fn reworded(self, words: &dyn Fn(&str) -> String) -> Self {
        let text = |text: Text| Text { vi: words(&text.vi), en: words(&text.en) };
        let label = |label: Label<P>| Label { place: label.place, text: text(label.text) };
        Self {
            message: text(self.message),
            primary: label(self.primary),
            related: self.related.into_iter().map(label).collect(),
            notes: self.notes.into_iter().map(text).collect(),
            remedies: (self.remedies.into_iter())
                .map(|remedy| Remedy {
                    text: text(remedy.text),
                    paste: remedy.paste.filter(|paste| words(paste) == *paste),
                    ..remedy
                })
                .collect(),
            ..self
        }
    }
}

impl<P> Waived<P> {
    /// The same in other words.
    pub fn reworded(self, words: &dyn Fn(&str) -> String) -> Self {
        let grounds = Grounds {
            document: self.grounds.document.map(|document| words(&document)),
            approved_by: self.grounds.approved_by.map(|approver| words(&approver)),
            reason: words(&self.grounds.reason),
            ..self.grounds
        };
        Self { finding: self.finding.reworded(words), grounds, ..self }
    }
}

impl Subject {
    pub fn unit(unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..Self::default() }
    }

    pub fn officer(unit: &str, seat: &str, officer: &str) -> Self {
        Self { seat: Some(seat.to_owned()), officer: Some(officer.to_owned()), ..Self::unit(unit) }
    }

    pub fn decision(decision: &str) -> Self {
        Self { decision: Some(decision.to_owned()), ..Self::default() }
    }

    /// A decision, with the unit that issued it.
    pub fn issued(unit: &str, decision: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..Self::decision(decision) }
    }

    pub fn period(unit: &str, period: &str) -> Self {
        Self { period: Some(period.to_owned()), ..Self::unit(unit) }
    }

    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}
