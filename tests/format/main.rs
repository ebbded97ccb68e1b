//! Canonical form over the sample's files with comments, blank lines and disorder put into them: nothing means anything
//! else afterwards, no comment is lost or leaves its field, and what is canonical stays so.

mod comments;
mod readers;
mod spelling;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use ttc::edit::format::format;
use ttc::load::tree::{Content, read_folder};
use ttc::load::yaml;
use ttc::record::tree::{Node, Value};

static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let folder = |name: &str| read_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let files = folder("registry").into_iter().chain(folder("examples/two-tier"));
    files
        .filter_map(|file| match file.content {
            Content::Bytes(bytes) => Some((file.path, String::from_utf8(bytes).unwrap())),
            _ => None,
        })
        .collect()
});

/// What a file says, whatever the order of its fields.
#[derive(Debug, PartialEq)]
enum Said {
    Text(String),
    List(Vec<Said>),
    Map(BTreeMap<String, Said>),
}

fn said(node: &Node) -> Said {
    match &node.value {
        Value::Scalar(scalar) => Said::Text(scalar.text.clone()),
        Value::List(items) => Said::List(items.iter().map(said).collect()),
        Value::Map(entries) => Said::Map(entries.iter().map(|entry| (entry.key.clone(), said(&entry.value))).collect()),
        Value::Broken(_) => panic!("the sample is sound"),
    }
}

/// The key of a line that begins a field, and whether it begins an item of a list.
fn key(line: &str) -> Option<(&str, bool)> {
    let shown = line.trim_start();
    let (shown, is_item) = match shown.strip_prefix("- ") {
        Some(rest) => (rest, true),
        None => (shown, false),
    };
    let (key, _) = shown.split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    is_key.then_some((key, is_item))
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// One disorder, made at the line of this number. Comments are numbered, so that each is found again.
fn disorder(lines: &mut Vec<String>, at: usize, what: u8, number: usize) {
    let at = at % lines.len();
    let line = lines[at].clone();
    let Some((_, is_item)) = key(&line) else {
        if what == 0 && line.trim_start().starts_with("- ") {
            lines.insert(at, String::new());
        }
        return;
    };
    match what {
        // A comment with a blank line below it stands at no field.
        0 if at > 0 && lines[at - 1].contains("# above ") => {}
        0 => lines.insert(at, "   ".to_owned()),
        1 => lines.insert(at, format!("{:width$}# above {number}", "", width = depth(&line))),
        2 => lines[at] = format!("{line}  # beside {number}"),
        3 => lines[at] = format!("{line}   "),
        // Two fields on one line each change places.
        4 => {
            let next = lines.get(at + 1).filter(|next| {
                let is_alone = |line: &str| !line.trim_end().ends_with(':') && !line.contains(": #");
                let after = lines.get(at + 2).map_or(0, |after| depth(after));
                !is_item
                    && key(next).is_some_and(|(_, is_item)| !is_item)
                    && depth(next) == depth(&line)
                    && is_alone(next)
                    && is_alone(&line)
                    && after <= depth(&line)
            });
            if next.is_some() {
                lines.swap(at, at + 1);
            }
        }
        // Everything from here on stands deeper, down to the next line that is less deep than this one's list.
        _ => {
            if line == "officers:" || line == "units:" || line == "waivers:" || line == "submissions:" {
                let end = lines[at + 1..].iter().position(|line| key(line).is_some() && depth(line) == 0);
                let end = end.map_or(lines.len(), |end| at + 1 + end);
                lines[at + 1..end]
                    .iter_mut()
                    .filter(|line| !line.is_empty())
                    .for_each(|line| line.insert_str(0, "   "));
            }
        }
    }
}

/// The field that each numbered comment stands at, and how.
fn fields_of_comments(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if let Some((field, number)) = line.split_once("  # beside ") {
            assert_eq!(
                found
                    .insert(format!("beside {}", number.trim_end()), key(field).map_or("-", |(key, _)| key).to_owned()),
                None
            );
        } else if let Some(number) = line.trim_start().strip_prefix("# above ") {
            let next =
                lines[at + 1..].iter().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
            let field = next.and_then(|next| key(next)).map_or_else(String::new, |(key, is_item)| {
                // Above a record any field may come first.
                if is_item { "-".to_owned() } else { key.to_owned() }
            });
            assert_eq!(found.insert(format!("above {number}"), field), None, "{text}");
        }
    }
    found
}

/// The numbered comments that stand above the first field of a file, and how many of them are the file's own: those above
/// the last blank line, or all where there is none.
fn comments_of_the_head(text: &str) -> (Vec<String>, usize) {
    let above: Vec<&str> = text.lines().take_while(|line| line.trim().is_empty() || line.starts_with('#')).collect();
    let end = above.iter().rposition(|line| line.trim().is_empty()).unwrap_or(above.len());
    let numbered = |lines: &[&str]| {
        lines.iter().filter_map(|line| Some(format!("above {}", line.strip_prefix("# above ")?))).collect()
    };
    let (all, own): (Vec<String>, Vec<String>) = (numbered(&above), numbered(&above[..end]));
    (all, own.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn order_is_made_without_a_word_changed_or_a_comment_astray(
        file in 0_usize..1000,
        disorders in proptest::collection::vec((0_usize..10_000, 0_u8..6), 0..24),
        windows in any::<bool>(),
    ) {
        let (path, text) = &FILES[file % FILES.len()];
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (number, (at, what)) in disorders.into_iter().enumerate() {
            disorder(&mut lines, at, what, number);
        }
        let disordered = lines.join(if windows { "\r\n" } else { "\n" });
        let formatted = format(path, &disordered);
        prop_assert!(formatted.is_ok(), "{:?}: {}", formatted, disordered);
        let formatted = formatted.unwrap();
        let says = |text: &str| said(&yaml::tree(text).unwrap());
        prop_assert_eq!(says(&disordered), says(text), "the disorder itself means something");
        prop_assert_eq!(says(&formatted), says(text));
        prop_assert_eq!(format(path, &formatted).unwrap_or_default(), formatted.as_str());
        // The file's own stay above its first field, whichever that is; all others stay with their field.
        let (mut own, count) = comments_of_the_head(&disordered);
        own.truncate(count);
        let (head, _) = comments_of_the_head(&formatted);
        prop_assert!(own.iter().all(|comment| head.contains(comment)), "{}\n----\n{}", disordered, formatted);
        let others = |text: &str| {
            let mut fields = fields_of_comments(text);
            fields.retain(|comment, _| !own.contains(comment));
            fields
        };
        prop_assert_eq!(others(&disordered), others(&formatted), "{}\n----\n{}", disordered, formatted);
    }
}

#[test]
fn the_committed_files_are_canonical() {
    for (path, text) in FILES.iter() {
        assert_eq!(format(path, text).as_ref(), Ok(text), "{path}");
    }
}
