//! For people: a frame with the source line and carets, notes, the clause, what to do; then what was judged.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Padding, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Label, Located, Location, Severity};
use crate::locale::{Both, Language};

use super::bounds::{self, Bounds, tallies};
use super::sarif::percent_encoded;
use super::visible::{lines, short, visible};
use super::words::{
    self, MEND, NOTE, OR, WHY, all_of_them, baseline, counts, figures, grounds, judged, level, number, place, remarks,
    sentence, why,
};
use super::{Outcome, Terminal};

/// Words beside a caret cannot be wrapped, so they are cut here, in characters.
const LONGEST_LABEL: usize = 200;
/// Narrower than this no layout holds.
const NARROWEST: usize = 40;

/// Nobody reads on after a hundred frames, nor after ten of one kind.
const FRAMES: Bounds = Bounds { of_a_rule: 10, in_all: 100 };
/// Findings that are waived are listed in short.
const MOST_WAIVED: usize = 50;

pub(super) fn render(outcome: &Outcome, terminal: &Terminal) -> String {
    let width = terminal.width.max(NARROWEST);
    let mut out = String::new();
    let shown = if outcome.statistics { Vec::new() } else { bounds::shown(outcome.findings, FRAMES) };
    out.push_str(&frames(shown.iter().copied(), outcome.prefix, outcome.language, terminal));
    let left_out = outcome.findings.len() - shown.len();
    if outcome.statistics || left_out > 0 {
        out.push_str(&table(outcome));
    }
    if !outcome.statistics {
        out.push_str(&waived(outcome, width));
        if left_out > 0 {
            let (language, count) = (outcome.language, outcome.findings.len());
            let (shown, count) = (number(shown.len(), language), number(count, language));
            let said = match language {
                Language::Vi => format!("Nêu ở trên {shown} trong {count} phát hiện; {}", all_of_them(outcome)),
                Language::En => format!("{shown} of {count} findings are shown above; {}", all_of_them(outcome)),
            };
            wrap(&said, width).iter().for_each(|line| out.push_str(&format!("{line}\n")));
        }
    }
    out + &summary(outcome, width)
}

/// How often each rule found something, with a blank line after it.
fn table(outcome: &Outcome) -> String {
    let language = outcome.language;
    let mut out = String::new();
    for tally in tallies(outcome) {
        let level = level(tally.rule.severity, language);
        let besides = [
            (tally.waived, Both::new("được miễn", "waived")),
            (tally.known, Both::new("đã biết từ trước", "known from the baseline")),
        ];
        let besides: String = besides
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!(", {} {}", number(*count, language), word.get(language)))
            .collect();
        let padding = " ".repeat(8_usize.saturating_sub(level.width()));
        out.push_str(&format!(
            "{:>9}  {level}{padding}  {}{besides}\n",
            number(tally.found, language),
            tally.rule.name
        ));
    }
    if out.is_empty() { out } else { out + "\n" }
}

/// What is waived and on what grounds, with a blank line after it.
fn waived(outcome: &Outcome, width: usize) -> String {
    let language = outcome.language;
    if outcome.waived.is_empty() {
        return String::new();
    }
    let mut lines = vec![format!("{}:", Both::new("Được miễn", "Waived").get(language))];
    for waived in outcome.waived.iter().take(MOST_WAIVED) {
        let finding = &waived.finding;
        let message = sentence(finding.message.get(language));
        let place = place(outcome.prefix, &finding.primary.place);
        lines.push(format!("  {place}: {}: {message}", finding.rule.name));
        let grounds =
            format!("{} ({})", grounds(&waived.grounds, language), words::place(outcome.prefix, &waived.place));
        lines.extend(wrap(&grounds, width.saturating_sub(4)).into_iter().map(|line| format!("    {line}")));
    }
    let more = outcome.waived.len().saturating_sub(MOST_WAIVED);
    if more > 0 {
        let more = number(more, language);
        lines.push(match language {
            Language::Vi => format!("  và {more} phát hiện được miễn nữa; {}", all_of_them(outcome)),
            Language::En => format!("  and {more} more that are waived; {}", all_of_them(outcome)),
        });
    }
    lines.join("\n") + "\n\n"
}

/// Each finding in a frame, with a blank line after it.
pub fn frames<'f>(
    findings: impl IntoIterator<Item = &'f Located>,
    prefix: &str,
    language: Language,
    terminal: &Terminal,
) -> String {
    let width = terminal.width.max(NARROWEST);
    let renderer = if terminal.styled { Renderer::styled() } else { Renderer::plain() }
        .decor_style(DecorStyle::Unicode)
        .hyperlink(false)
        // The gutter, with room for five digits, is beside the source line.
        .term_width(width - 8);
    let mut out = String::new();
    for finding in findings {
        let frame = frame(&renderer, finding, prefix, language, width, terminal.links.as_deref());
        // The frames of an annotation leave blanks at the end of some lines.
        for line in frame.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    out
}

fn summary(outcome: &Outcome, width: usize) -> String {
    let language = outcome.language;
    let mut parts = vec![
        format!("{}: {}", judged(outcome.summary, language), figures(outcome.summary, language)),
        counts(outcome.summary, language),
    ];
    if let Some(known) = &outcome.baseline {
        parts.push(format!("{}: {}", NOTE.get(language), baseline(known, language)));
    }
    for remark in remarks(outcome.summary, language) {
        parts.push(format!("{}: {remark}", NOTE.get(language)));
    }
    // What is said of a baseline is no rule of the registry's.
    if let Some(first) = outcome.findings.iter().find(|finding| finding.rule.name != "baseline-outdated") {
        parts.push(match language {
            Language::Vi => format!("Tìm hiểu một quy tắc: {} explain {}", outcome.tool.name, first.rule.name),
            Language::En => format!("More about a rule: {} explain {}", outcome.tool.name, first.rule.name),
        });
    }
    parts.iter().flat_map(|part| wrap(part, width)).map(|line| line + "\n").collect()
}

fn frame(
    renderer: &Renderer,
    finding: &Located,
    prefix: &str,
    language: Language,
    width: usize,
    links: Option<&str>,
) -> String {
    let severity = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut elements: Vec<Element> = Vec::new();
    let groups = by_line(finding);
    for (number, labels) in groups.iter().enumerate() {
        let first = &labels[0].place;
        match Excerpt::around(first, width) {
            Some(excerpt) => {
                let mut snippet =
                    Snippet::source(excerpt.text.clone()).line_start(first.start.line).path(stand_in(number));
                for label in labels {
                    let kind = if std::ptr::eq(*label, &finding.primary) {
                        AnnotationKind::Primary
                    } else {
                        AnnotationKind::Context
                    };
                    let words = short(label.text.get(language), LONGEST_LABEL);
                    snippet = snippet
                        .annotation(kind.span(excerpt.span(&label.place)).label((!words.is_empty()).then_some(words)));
                }
                elements.push(snippet.into());
            }
            // No source to point at: the words would be lost without a caret.
            None => {
                if number > 0 {
                    elements.push(Padding.into());
                }
                elements.push(Origin::path(stand_in(number)).line(1).char_column(1).into());
                for label in labels.iter().filter(|label| !label.text.get(language).is_empty()) {
                    let words = sentence(label.text.get(language));
                    elements.push(Level::NOTE.no_name().message(words.into_owned()).into());
                }
            }
        }
    }
    // Messages hang under a gutter as wide as the line numbers.
    let room = width.saturating_sub(10);
    let mut messages: Vec<(Level, Both, String)> = Vec::new();
    for note in &finding.notes {
        messages.push((Level::NOTE, NOTE, hang(&sentence(note.get(language)), room, NOTE.get(language))));
    }
    if let Some(citation) = &finding.citation {
        messages.push((Level::NOTE, WHY, hang(&why(citation, language), room, WHY.get(language))));
    }
    if !finding.remedies.is_empty() {
        messages.push((Level::HELP, MEND, remedies(finding, language, room)));
    }
    if !messages.is_empty() {
        elements.push(Padding.into());
    }
    for (level, name, text) in messages {
        elements.push(level.with_name(name.get(language)).message(text).into());
    }
    let title = severity
        .with_name(level(finding.rule.severity, language))
        .primary_title(sentence(finding.message.get(language)).into_owned())
        .id(finding.rule.name);
    let mut frame = renderer.render(&[Group::with_title(title).elements(elements)]);
    for (number, labels) in groups.iter().enumerate() {
        name_place(&mut frame, number, &labels[0].place, prefix, links);
    }
    frame
}

/// What stands for the path of a place while the frame is drawn. A frame knows only the piece of a line it was given,
/// so its column would be wrong on a long line. No text that was made visible holds such a character.
fn stand_in(number: usize) -> String {
    format!("\u{e000}{number}\u{e000}")
}

/// Puts path, line and column, as a link where there are links, over the stand-in and the numbers after it.
fn name_place(frame: &mut String, number: usize, location: &Location, prefix: &str, links: Option<&str>) {
    let stand_in = stand_in(number);
    let Some(at) = frame.find(&stand_in) else { return };
    let after = &frame[at + stand_in.len()..];
    let numbers = after.find(|c: char| c != ':' && !c.is_ascii_digit()).unwrap_or(after.len());
    let mut shown = place(prefix, location);
    if let Some(base) = links {
        let address = percent_encoded(&words::path(prefix, location));
        shown = format!("\x1b]8;;{base}{address}\x1b\\{shown}\x1b]8;;\x1b\\");
    }
    frame.replace_range(at..at + stand_in.len() + numbers, &shown);
}

/// All remedies as one message, the last of the frame, so that no gutter stands before what is to be pasted.
fn remedies(finding: &Located, language: Language, room: usize) -> String {
    let mut out = Vec::new();
    for (position, remedy) in finding.remedies.iter().enumerate() {
        let mut text = sentence(remedy.text.get(language)).into_owned();
        if position > 0 {
            text = format!("{} {text}", OR.get(language));
        }
        out.push(hang(&text, room, MEND.get(language)));
        out.extend(remedy.paste.iter().flat_map(|paste| lines(paste)).map(|line| format!("  {line}")));
    }
    out.join("\n")
}

/// The places of a finding, those on one line of one file together, the primary's first.
fn by_line(finding: &Located) -> Vec<Vec<&Label<Location>>> {
    let mut groups: Vec<Vec<&Label<Location>>> = vec![vec![&finding.primary]];
    for label in &finding.related {
        let here = |group: &&mut Vec<&Label<Location>>| {
            let first = &group[0].place;
            first.path == label.place.path
                && first.start.line == label.place.start.line
                && !first.text.is_empty()
                && first.start.column.abs_diff(label.place.start.column) < NARROWEST
        };
        match groups.iter_mut().find(here) {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups
}

/// A piece of one line around a place, fit to print: however long the line and the file, it is short.
struct Excerpt {
    text: String,
    /// Where in the whole text each character of `text` begins, and at last where the piece ends.
    origin: Vec<usize>,
    /// How many characters of a span are underlined at most.
    longest: usize,
}

impl Excerpt {
    /// `None` where the file has no text. A span over several lines is shown on its first.
    fn around(place: &Location, width: usize) -> Option<Self> {
        let text = &*place.text;
        if text.is_empty() || !text.is_char_boundary(place.span.start.min(text.len())) {
            return None;
        }
        let at = place.span.start.min(text.len());
        let before =
            text[..at].chars().rev().take(2 * width).take_while(|c| *c != '\n').map(char::len_utf8).sum::<usize>();
        let from = at - before;
        let mut origin = Vec::new();
        let mut piece = String::new();
        let mut end = at;
        let mut after = 0;
        for (offset, c) in text[from..].char_indices().map(|(offset, c)| (from + offset, c)) {
            end = offset;
            after += usize::from(offset >= at);
            if c == '\n' || after > 4 * width {
                break;
            }
            end = offset + c.len_utf8();
            if (c == '\u{feff}' && offset == 0) || (c == '\r' && text[end..].starts_with('\n')) {
                continue;
            }
            origin.push(offset);
            match c {
                '\t' => piece.push('\t'),
                c => piece.push_str(&visible(c.encode_utf8(&mut [0; 4]))),
            }
        }
        origin.push(end);
        Some(Self { text: piece, origin, longest: width / 2 })
    }

    /// The bytes of `text` that a place covers.
    fn span(&self, place: &Location) -> std::ops::Range<usize> {
        let characters = self.origin.len() - 1;
        let find = |offset: usize| self.origin.partition_point(|origin| *origin < offset).min(characters);
        let start = find(place.span.start);
        let end = find(place.span.end).clamp(start, start + self.longest);
        let byte = |character: usize| self.text.char_indices().nth(character).map_or(self.text.len(), |(byte, _)| byte);
        byte(start)..byte(end)
    }
}

/// The text in lines that leave room for a word and a colon before them.
fn hang(text: &str, room: usize, word: &str) -> String {
    wrap(text, room.saturating_sub(word.width() + 2).max(NARROWEST / 2)).join("\n")
}

/// The text in lines of at most `width` columns, broken at blanks; a longer word stands alone and sticks out.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let wide = word.width();
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
            used = wide;
        } else if used + 1 + wide <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + wide;
        } else {
            lines.push(word.to_owned());
            used = wide;
        }
    }
    lines
}
