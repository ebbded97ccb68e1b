//! What is written, read by programs that know nothing of ttc: the reader of libyaml in every run, PyYAML where it is.

use std::io::Write;
use std::process::{Command, Stdio};

use ttc::edit::format::format;
use ttc::load::yaml;
use ttc::record::tree::{Node, Value};

use crate::FILES;
use crate::comments::{TEXTS, commented};

/// Sees that the reader of libyaml finds in a text what ttc finds.
pub fn assert_read_alike(text: &str) {
    let read = read(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    let difference = match yaml::tree(text) {
        Some(tree) => difference(&read, &tree),
        None => (!read.is_null()).then(|| format!("{read:?}")),
    };
    assert_eq!(difference, None, "{text}");
}

/// What the reader of libyaml makes of a text. It is told the encoding, and wants no mark of it then.
pub fn read(text: &str) -> Result<serde_yaml::Value, serde_yaml::Error> {
    serde_yaml::from_str(text.trim_start_matches('\u{feff}'))
}

/// The first value that another reader takes otherwise. A number or truth value is the same if it is printed as it was
/// written.
fn difference(read: &serde_yaml::Value, node: &Node) -> Option<String> {
    use serde_yaml::Value as Read;
    let differs = || Some(format!("{read:?} is not {:?}", node.value));
    match (read, &node.value) {
        (Read::Null, _) if node.is_empty() => None,
        (Read::String(text), Value::Scalar(scalar)) if *text == scalar.text => None,
        (Read::Number(number), Value::Scalar(scalar)) if number.to_string() == scalar.text => None,
        (Read::Bool(truth), Value::Scalar(scalar)) if truth.to_string() == scalar.text => None,
        (Read::Sequence(read), Value::List(items)) if read.len() == items.len() => {
            read.iter().zip(items).find_map(|(read, item)| difference(read, item))
        }
        (Read::Mapping(read), Value::Map(entries)) if read.len() == entries.len() => {
            read.iter().zip(entries).find_map(|((key, read), entry)| {
                let key = match key {
                    Read::String(key) => key.clone(),
                    Read::Number(key) => key.to_string(),
                    _ => return differs(),
                };
                if key == entry.key { difference(read, &entry.value) } else { differs() }
            })
        }
        _ => differs(),
    }
}

/// PyYAML reads YAML 1.1, by which `no`, `12:30` and `2024-06-20` are no texts. What it makes of each is printed as it
/// prints it, as JSON.
const SCRIPT: &str = "
import json, sys, yaml
def shown(value):
    if isinstance(value, dict): return {str(shown(key)): shown(inner) for key, inner in value.items()}
    if isinstance(value, list): return [shown(inner) for inner in value]
    if value is None: return None
    return str(value).lower() if isinstance(value, bool) else str(value)
for text in json.load(sys.stdin):
    print(json.dumps(shown(yaml.safe_load(text))))
";

#[test]
#[ignore = "needs Python with PyYAML"]
fn pyyaml() {
    let places = TEXTS.iter().flat_map(|(path, text)| commented(text).into_iter().map(move |text| (*path, text)));
    let files = FILES.iter().map(|(path, text)| (path.as_str(), text.clone()));
    let texts: Vec<String> = places.chain(files).map(|(path, text)| format(path, &text).unwrap()).collect();
    let mut python =
        Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let asked = serde_json::to_vec(&texts).unwrap();
    let mut input = python.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(&asked));
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), texts.len(), "PyYAML refuses one");
    for (text, answer) in texts.iter().zip(answers.lines()) {
        let read: serde_yaml::Value = serde_json::from_str(answer).unwrap();
        let difference = yaml::tree(text).and_then(|tree| difference(&read, &tree));
        assert_eq!(difference, None, "{text}");
    }
}
