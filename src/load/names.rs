//! Names of files and folders: those that the program makes up itself, and those that not every system can hold.
//!
//! A registry is worked on under Windows, macOS and Linux.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::both;
use crate::locale::Text;
use crate::text::to_nfc;

/// Held open by whoever writes.
pub const LOCK: &str = ".ttc.lock";
/// Lists the files of a change until all are in place.
pub const JOURNAL: &str = ".ttc.journal";
/// What the name of a file that is not in its place yet ends with.
pub const STAGED: &str = ".ttc-new";

/// Whether only a writer of a registry gives this name.
pub fn is_working(name: &str) -> bool {
    name.starts_with(".ttc.") || (name.starts_with('.') && name.ends_with(STAGED))
}

/// The part of a path that ends with such a name; `None` where there is none, or it stands in a folder that is passed over.
pub fn working(path: &str) -> Option<&str> {
    let hidden = names(path).find(|name| last(name).starts_with('.'))?;
    is_working(last(hidden)).then_some(hidden)
}

/// Whether a path, or a folder on its way, begins with a point: none of a registry's.
pub fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.'))
}

/// A name that some system cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unportable<'p> {
    /// Which of the paths it stands in.
    pub at: usize,
    /// The path up to and with the name.
    pub name: &'p str,
    pub fault: Fault<'p>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault<'p> {
    /// Windows and macOS take it for this other name, which stands in the path of that number.
    SameAs(usize, &'p str),
    /// Windows has no such names, and why.
    NotOnWindows(Text),
}

/// The names in these paths that some system cannot hold, each once.
pub fn unportable<'p>(paths: &[&'p str]) -> Vec<Unportable<'p>> {
    let mut found = Vec::new();
    // By the name as such systems know it: the first of these names, and the path it stands in.
    let mut known: HashMap<String, (usize, &str)> = HashMap::new();
    let mut seen: HashMap<&str, bool> = HashMap::new();
    for (at, path) in paths.iter().copied().enumerate() {
        for name in names(path) {
            let is_well = *seen.entry(name).or_insert_with(|| {
                let fault = match known.entry(folded(name)) {
                    Entry::Occupied(other) => Some(Fault::SameAs(other.get().0, other.get().1)),
                    Entry::Vacant(free) => {
                        free.insert((at, name));
                        not_on_windows(last(name)).map(Fault::NotOnWindows)
                    }
                };
                found.extend(fault.clone().map(|fault| Unportable { at, name, fault }));
                fault.is_none()
            });
            if !is_well {
                // What is below is told with it.
                break;
            }
        }
    }
    found
}

/// The path's folders from the top, then itself.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end]).chain([path])
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How systems know a name that pass over case and forms of Unicode.
fn folded(name: &str) -> String {
    to_nfc(&to_nfc(name).to_lowercase()).into_owned()
}

/// Why Windows has no file of this name.
fn not_on_windows(name: &str) -> Option<Text> {
    if is_device_name(name) {
        return Some(both!("Windows dành tên này cho một thiết bị", "Windows keeps this name for a device"));
    }
    if name.ends_with(['.', ' ']) {
        return Some(both!("tên kết thúc bằng dấu chấm hoặc dấu cách", "it ends with a point or a blank"));
    }
    let wrong = name.chars().find(|c| c.is_control() || r#"<>:"\|?*"#.contains(*c))?;
    let wrong = if wrong.is_control() { format!("U+{:04X}", u32::from(wrong)) } else { wrong.to_string() };
    Some(both!("tên có ký tự {wrong}", "it has the character {wrong}"))
}

/// Whether Windows takes a name for a device, whatever its ending: `aux.yaml`, `COM1`, `nul`.
pub fn is_device_name(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or(name).trim_end_matches(' ').to_uppercase();
    let is_numbered = |stem: &str| {
        let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
        number.is_some_and(|number| {
            number.chars().count() == 1 && number.chars().all(|c| c.is_ascii_digit() || "¹²³".contains(c))
        })
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || is_numbered(&stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(paths: &[&str]) -> Vec<String> {
        let shown = |found: Unportable<'_>| match found.fault {
            Fault::SameAs(_, other) => format!("{} = {other}", found.name),
            Fault::NotOnWindows(_) => found.name.to_owned(),
        };
        unportable(paths).into_iter().map(shown).collect()
    }

    #[test]
    fn only_the_names_of_a_writer_are_a_writers() {
        for path in [".ttc.lock", ".ttc.journal", "officers/.a.yaml.ttc-new", "decisions/u/.x.ttc-new", ".ttc.else"] {
            assert_eq!(working(path), Some(path));
        }
        assert_eq!(working(".ttc.journal/x/y"), Some(".ttc.journal"));
        for path in ["ttc.lock", ".git/.ttc.lock", "a.yaml.ttc-new", ".gitignore", ".ttc-1", "x/.y/.ttc.lock"] {
            assert_eq!(working(path), None, "{path}");
        }
    }

    /// From Microsoft's "Naming Files, Paths, and Namespaces".
    #[test]
    fn names_that_windows_does_not_have_are_told() {
        for name in [
            "con.yaml",
            "PRN.yaml",
            "aux.yaml",
            "Nul.tar.gz",
            "com0.yaml",
            "COM9",
            "lpt1.yaml",
            "COM¹.yaml",
            "con .yaml",
            "a.",
            "a ",
            "a:b.yaml",
            "a<b",
            "a>b",
            "a\"b",
            "a\\b",
            "a|b",
            "a?b",
            "a*b",
            "a\nb",
            "conin$",
        ] {
            assert_eq!(told(&[&format!("units/{name}")]), [format!("units/{name}")]);
            assert_eq!(told(&[&format!("decisions/{name}/x.yaml")]), [format!("decisions/{name}")], "a folder");
        }
        for name in ["contact.yaml", "com.yaml", "com10.yaml", "auxiliary.yaml", "lpt.yaml", "a b.yaml", "sở-y-tế.yaml"]
        {
            assert_eq!(told(&[&format!("units/{name}")]), [""; 0], "{name}");
        }
    }

    #[test]
    fn names_that_differ_in_case_or_form_alone_are_one_name() {
        assert_eq!(told(&["units/A.yaml", "units/a.yaml"]), ["units/a.yaml = units/A.yaml"]);
        assert_eq!(told(&["units/\u{e9}.yaml", "units/e\u{301}.yaml"]), ["units/e\u{301}.yaml = units/\u{e9}.yaml"]);
        assert_eq!(told(&["units/ĐÔNG.yaml", "units/đông.yaml"]), ["units/đông.yaml = units/ĐÔNG.yaml"]);
        assert_eq!(told(&["units/a.yaml", "officers/A.yaml", "units/b.yaml"]), [""; 0]);
    }

    #[test]
    fn of_folders_that_are_one_the_second_is_told_once() {
        assert_eq!(told(&["Units/a.yaml", "Units/b.yaml", "units/a.yaml", "units/c.yaml"]), ["units = Units"]);
    }
}
