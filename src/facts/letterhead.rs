//! How a unit names itself on official papers: what the regulation's letterheads come to for one unit on the day judged
//! (Decree 30/2020/NĐ-CP, Appendix I). In Vietnamese only, as those papers are.

use std::sync::Arc;

use super::Facts;
use crate::model::{Letterhead, Unit};
use crate::text::fold;

/// A body as a paper's heading, text and signature block name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// `Ủy ban nhân dân huyện Kế Sách`; of an office that stands under its body only `Văn phòng`.
    pub name: String,
    /// The body above it in a heading.
    pub above: Option<String>,
    /// `Chủ tịch`.
    pub head: String,
    /// `Phó Chủ tịch`, for signing in the head's place.
    pub deputy: Option<String>,
    /// The head within a sentence: `Chủ tịch Ủy ban nhân dân huyện Kế Sách`.
    pub title: String,
    /// The body within a sentence: `Văn phòng Ủy ban nhân dân tỉnh Sóc Trăng`.
    pub full_name: String,
    /// The body among those who get a paper.
    pub recipient: String,
    /// `VP` in `12/TTr-VP`; empty where the regulation does not say.
    pub symbol: String,
    /// Where its papers are dated: `Kế Sách`. Empty where no name says.
    pub place: String,
    /// Who heads it, where the registry says.
    pub head_name: Option<String>,
}

impl<'r> Facts<'r> {
    /// The unit itself.
    pub fn body(&self, unit: usize) -> Body {
        match self.letterheads(unit) {
            (Some(letterhead), _) => self.body_under(unit, letterhead, true),
            _ => self.plain_body(unit),
        }
    }

    /// The office that makes the unit's papers for it, where that is no unit of its own; else the unit itself.
    pub fn office(&self, unit: usize) -> Body {
        match self.letterheads(unit) {
            (_, Some(office)) => self.body_under(unit, office, false),
            _ => self.body(unit),
        }
    }

    /// The letterheads that the unit's kind has: its own, and its office's.
    fn letterheads(&self, unit: usize) -> (Option<&'r Letterhead>, Option<&'r Letterhead>) {
        let day = self.unit(unit).life().nearest_day(self.as_of);
        let kind = self.governed(unit, day).map(|(_, kind)| kind);
        (kind.and_then(|kind| kind.letterhead.as_ref()), kind.and_then(|kind| kind.office.as_ref()))
    }

    fn body_under(&self, unit: usize, letterhead: &Letterhead, is_unit: bool) -> Body {
        let above = letterhead.above.as_ref().and_then(|kind| self.nearest_seen_from(unit, kind, self.as_of));
        let above = above.map(|above| self.own_name(above));
        let unit_name = self.unit(unit).name_on(self.as_of);
        let within = self.name_within(unit);
        let fill = |words: &str| {
            words.replace("{name}", &within).replace("{above}", above.as_deref().unwrap_or_default()).trim().to_owned()
        };
        let name = letterhead.body.as_ref().map_or_else(|| unit_name.to_owned(), |body| fill(body));
        let full_name = match (&letterhead.in_text, &letterhead.body) {
            (Some(in_text), _) => fill(in_text),
            (None, Some(body)) if body.contains("{name}") => name.clone(),
            (None, _) if is_unit => unit_name.to_owned(),
            (None, _) => [Some(name.clone()), above.clone()].into_iter().flatten().collect::<Vec<_>>().join(" "),
        };
        Body {
            title: letterhead.title.as_ref().map_or_else(|| format!("{} {full_name}", letterhead.head), |it| fill(it)),
            recipient: letterhead.recipient.as_ref().map_or_else(|| full_name.clone(), |it| fill(it)),
            full_name,
            head: letterhead.head.to_string(),
            deputy: letterhead.deputy.as_ref().map(ToString::to_string),
            symbol: letterhead.symbol.to_string(),
            place: self.place(unit),
            head_name: self.unit(unit).head.as_ref().filter(|_| is_unit).map(|head| head.name.to_string()),
            name,
            above,
        }
    }

    /// A body's name as it stands above another. What stands above it in turn plays no part, so that letterheads may not
    /// send one another in a circle.
    fn own_name(&self, unit: usize) -> String {
        let name = self.unit(unit).name_on(self.as_of);
        let body = self.letterheads(unit).0.and_then(|letterhead| letterhead.body.as_ref());
        body.map_or_else(
            || name.to_owned(),
            |body| body.replace("{name}", &self.name_within(unit)).replace("{above}", ""),
        )
    }

    /// For want of a letterhead: the unit's name, and its head as the registry has them.
    fn plain_body(&self, unit: usize) -> Body {
        let at = unit;
        let unit: &Unit = self.unit(at);
        let name = unit.name_on(self.as_of).to_owned();
        let head = unit.head.as_ref();
        let position = head.map_or_else(|| "Thủ trưởng đơn vị".to_owned(), |head| head.position.to_string());
        Body {
            above: self.hierarchy.parent(at).map(|above| self.unit(above).name_on(self.as_of).to_owned()),
            title: head.map_or_else(|| format!("Thủ trưởng {name}"), |head| joined(&head.position, &name)),
            full_name: name.clone(),
            recipient: name.clone(),
            head: position,
            deputy: None,
            symbol: String::new(),
            place: self.place(at),
            head_name: head.map(|head| head.name.to_string()),
            name,
        }
    }

    /// The unit's name within a sentence: of `Huyện Kế Sách` the first letter is small there, `Sở Y tế` stays.
    fn name_within(&self, unit: usize) -> String {
        let name = self.unit(unit).name_on(self.as_of);
        match self.after_title(unit) {
            Some(_) => {
                let mut letters = name.chars();
                letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
            }
            None => name.to_owned(),
        }
    }

    /// The place in the name of the unit, or of the nearest one above that has one in its name.
    fn place(&self, unit: usize) -> String {
        // Each is asked of the unit above once, however long the way up.
        let places = self.places.get_or_init(|| {
            let mut places: Vec<Option<Arc<str>>> = vec![None; self.registry.units.len()];
            for at in self.hierarchy.downward() {
                let above = || self.hierarchy.parent(*at).and_then(|above| places[above].clone());
                places[*at] = self.after_title(*at).map(Arc::from).or_else(above);
            }
            places
        });
        places[unit].as_deref().unwrap_or_default().to_owned()
    }

    /// What follows the words that the unit's kind has before a place's name.
    fn after_title(&self, unit: usize) -> Option<String> {
        let name = self.unit(unit).name_on(self.as_of);
        let words: Vec<&str> = name.split_whitespace().collect();
        let (letterhead, _) = self.letterheads(unit);
        let titles = letterhead.into_iter().flat_map(|letterhead| &letterhead.before_place);
        let matching = titles.filter_map(|title| {
            let count = title.split_whitespace().count();
            let begins = count < words.len() && fold(&words[..count].join(" ")) == fold(title);
            begins.then(|| words[count..].join(" "))
        });
        // Of two titles that fit the longer one is meant.
        matching.min_by_key(String::len)
    }
}

/// A position and the unit's name as one title, what ends the one and begins the other said once: `Chánh Thanh tra` of
/// `Thanh tra tỉnh` is `Chánh Thanh tra tỉnh`.
fn joined(position: &str, name: &str) -> String {
    let (held, named): (Vec<&str>, Vec<&str>) =
        (position.split_whitespace().collect(), name.split_whitespace().collect());
    let most = held.len().min(named.len());
    let same =
        (1..=most).rev().find(|count| fold(&held[held.len() - count..].join(" ")) == fold(&named[..*count].join(" ")));
    let rest = &named[same.unwrap_or(0)..];
    [&held[..], rest].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_nothing_twice() {
        assert_eq!(joined("Giám đốc", "Sở Y tế"), "Giám đốc Sở Y tế");
        assert_eq!(joined("Chánh Thanh tra", "Thanh tra tỉnh"), "Chánh Thanh tra tỉnh");
        assert_eq!(joined("Trưởng Ban", "Ban Dân tộc"), "Trưởng Ban Dân tộc");
        assert_eq!(joined("Giám đốc Sở Y tế", "Sở Y tế"), "Giám đốc Sở Y tế");
    }
}
