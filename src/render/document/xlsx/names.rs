//! Names of sheets: what stands on the tabs.

use super::evidence;
use crate::document::Document;
use crate::locale::Language;
use crate::render::visible;

/// In UTF-16 units, as every program counts them.
const LONGEST: usize = 31;

/// A name for the sheet of each section, from its heading: allowed, unique, not longer than a tab may be.
pub fn of(document: &Document, language: Language) -> Vec<String> {
    let mut taken: Vec<String> =
        [evidence::name(language), evidence::HIDDEN, RESERVED].map(|name| name.to_lowercase()).to_vec();
    let sections = document.sections.iter();
    sections
        .map(|section| {
            let heading = allowed(section.heading.get(language));
            let name = if heading.is_empty() { section.id.to_owned() } else { heading };
            let numbered = (2..).map(|number| format!(" ({number})"));
            let candidates = std::iter::once(String::new()).chain(numbered).map(|end| cut(&name, &end));
            let is_free = |name: &String| !taken.contains(&name.to_lowercase());
            let name = candidates.into_iter().find(is_free).unwrap_or_default();
            taken.push(name.to_lowercase());
            name
        })
        .collect()
}

/// Excel keeps this name for itself.
const RESERVED: &str = "History";

/// The heading without what no name of a sheet may hold.
fn allowed(heading: &str) -> String {
    let shown = visible(heading).replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let words: Vec<&str> = shown.split_whitespace().collect();
    words.join(" ").trim_matches('\'').trim().to_owned()
}

/// The name with its end, where it is too long cut between words.
fn cut(name: &str, end: &str) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(name) + units(end) <= LONGEST {
        return format!("{name}{end}");
    }
    let room = LONGEST - units(end) - 1;
    let mut length = 0;
    let start: String = name
        .chars()
        .take_while(|letter| {
            length += letter.len_utf16();
            length <= room
        })
        .collect();
    let whole = start.rfind(' ').filter(|space| *space * 2 > start.len()).map_or(&*start, |space| &start[..space]);
    format!("{whole}…{end}")
}
