//! The arrows of the house: what each part of the program may use, and the tidiness of its sources.
//!
//! The sources are read as text, without comments and without what only tests compile.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What each part of `src/` may use of the others, from the bottom up. A macro belongs to the part that declares it.
const REACH: &[(&str, &[&str])] = &[
    // Layer 0: knows nothing of the domain.
    ("source", &[]),
    ("text", &[]),
    ("locale", &[]),
    ("calendar", &["locale"]),
    ("container", &["locale"]),
    ("document", &["calendar", "locale", "text"]),
    ("paper", &["document"]),
    // Layer 1: what is said, and what a record is made of.
    ("diagnostic", &["locale", "source"]),
    ("record", &["calendar", "diagnostic", "locale", "source", "text"]),
    // Layer 2: the domain.
    ("model", &["calendar", "diagnostic", "locale", "record", "source", "text"]),
    // Layer 3: facts and load do not know each other.
    ("facts", &["calendar", "diagnostic", "locale", "model", "record", "source", "text"]),
    ("load", &["calendar", "diagnostic", "locale", "model", "record", "source", "text"]),
    ("schema", &["load", "locale", "record"]),
    // Layer 4: side by side.
    ("rules", &["calendar", "diagnostic", "facts", "load", "locale", "model", "record", "source", "text"]),
    ("reports", &["calendar", "document", "facts", "locale", "model", "record", "source", "text"]),
    ("papers", &["calendar", "document", "facts", "locale", "model", "paper", "record", "source", "text"]),
    ("edit", &["calendar", "diagnostic", "facts", "load", "locale", "model", "record", "source", "text"]),
    ("intake", &["calendar", "container", "document", "edit", "facts", "locale", "model", "record", "text"]),
    // Layer 5: bytes out; never sees the model.
    ("render", &["calendar", "container", "diagnostic", "document", "locale", "paper", "text"]),
];

/// The crate's own macros, by the part that declares them.
const MACROS: &[(&str, &str)] = &[("both", "locale"), ("record", "record"), ("words", "record")];

/// The kinds of unit of the sample's regulation.
const KINDS: [&str; 5] = ["department", "commune", "district", "provincial-office", "central-agency"];

/// A source file of the program.
struct Source {
    /// Relative to `src/`, with `/`.
    path: String,
    text: String,
    /// Without comments, without the insides of strings, without what only tests compile.
    code: String,
    /// The insides of its strings.
    strings: Vec<String>,
}

impl Source {
    /// The part of the program that it belongs to: `rules` of `rules/mod.rs`.
    fn part(&self) -> &str {
        let first = self.path.split('/').next().unwrap();
        first.strip_suffix(".rs").unwrap_or(first)
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    let sources: Vec<Source> = files
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            let path = file.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let text = fs::read_to_string(file.path()).unwrap();
            let (code, strings) = code_of(&text);
            Source { path, text, code, strings }
        })
        .collect();
    assert!(sources.len() > 50, "the sources are somewhere else");
    sources
}

/// The code of a source and its strings, both without what only tests compile.
fn code_of(text: &str) -> (String, Vec<String>) {
    let mut lexer = Lexer { rest: text, code: String::new(), strings: Vec::new() };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    let mut code = lexer.code;
    let mut strings = lexer.strings;
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = end_of_item(&code, start);
        // A string's inside is left as its number.
        let of_tests: BTreeSet<usize> = numbers(&code[start..end]).collect();
        for number in of_tests {
            strings[number].clear();
        }
        code.replace_range(start..end, "");
    }
    (code, strings.into_iter().filter(|string| !string.is_empty()).collect())
}

fn numbers(code: &str) -> impl Iterator<Item = usize> {
    code.split('"').skip(1).step_by(2).filter_map(|number| number.parse().ok())
}

/// Where the item that begins after an attribute ends: after its braces, or its semicolon.
fn end_of_item(code: &str, start: usize) -> usize {
    let mut depth = 0;
    for (at, c) in code[start..].char_indices().skip("#[cfg(test)]".len()) {
        match c {
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return start + at + 1;
                }
            }
            ';' if depth == 0 => return start + at + 1,
            _ => {}
        }
    }
    code.len()
}

struct Lexer<'t> {
    rest: &'t str,
    code: String,
    strings: Vec<String>,
}

impl Lexer<'_> {
    fn step(&mut self) {
        let rest = self.rest;
        let after_word = self.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if rest.starts_with("//") {
            self.skip(rest.find('\n').unwrap_or(rest.len()));
        } else if rest.starts_with("/*") {
            self.skip(rest.find("*/").map_or(rest.len(), |end| end + 2));
        } else if let Some(hashes) = raw_string(rest).filter(|_| !after_word) {
            let quote = format!("\"{}", "#".repeat(hashes));
            let begin = rest.find('"').unwrap() + 1;
            let end = begin + rest[begin..].find(&quote).unwrap();
            self.string(&rest[begin..end]);
            self.skip(end + quote.len());
        } else if let Some(inside) = rest.strip_prefix('"') {
            let end = end_of_string(inside);
            self.string(&inside[..end]);
            self.skip(1 + end + 1);
        } else if let Some(length) = character(rest) {
            self.skip(length);
        } else {
            let c = rest.chars().next().unwrap();
            self.code.push(c);
            self.skip(c.len_utf8());
        }
    }

    fn string(&mut self, inside: &str) {
        self.code.push_str(&format!("\"{}\"", self.strings.len()));
        self.strings.push(inside.to_owned());
    }

    fn skip(&mut self, length: usize) {
        self.rest = &self.rest[length..];
    }
}

/// How many `#` a raw string here begins with.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn end_of_string(inside: &str) -> usize {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at,
            _ => {}
        }
    }
    inside.len()
}

/// The length of a character literal here; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return Some(1 + 2 + inside[2..].find('\'')? + 1);
    }
    let c = inside.chars().next()?;
    inside[c.len_utf8()..].starts_with('\'').then_some(1 + c.len_utf8() + 1)
}

/// The names after each `prefix` in the code: of `crate::{a::B, c}` both `a` and `c`.
fn names_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let after = &code[at + prefix.len()..];
        match after.strip_prefix('{') {
            None => drop(names.insert(word(after))),
            Some(group) => {
                let mut depth = 0;
                let mut begins = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        c if begins && !c.is_whitespace() => {
                            names.insert(word(&group[at..]));
                            begins = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// Every use of a text in the code of the files that `forbidden` picks, as `path: text`.
fn uses(sources: &[Source], texts: &[&str], forbidden: impl Fn(&Source) -> bool) -> Vec<String> {
    let mut uses = Vec::new();
    for source in sources.iter().filter(|source| forbidden(source)) {
        uses.extend(
            texts.iter().filter(|text| has_word(&source.code, text)).map(|text| format!("{}: {text}", source.path)),
        );
    }
    uses
}

/// Whether a text stands in code where a word begins.
fn has_word(code: &str, text: &str) -> bool {
    let within = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(text).any(|(at, _)| !(code[..at].ends_with(within) && text.starts_with(within)))
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_part_uses_only_what_is_in_its_reach() {
    let mut faults = Vec::new();
    for source in sources() {
        let part = source.part();
        if matches!(part, "lib" | "main" | "cli") {
            continue;
        }
        let Some((_, reach)) = REACH.iter().find(|(name, _)| *name == part) else {
            faults.push(format!("{}: give {part} its place in the table of this test", source.path));
            continue;
        };
        let used = names_after(&source.code, "crate::").into_iter().chain(names_after(&source.code, "ttc::"));
        for name in used {
            let declared = MACROS.iter().find(|(declared, _)| *declared == name && name != part);
            let name = declared.map_or(name.as_str(), |(_, by)| by);
            if name != part && !reach.contains(&name) {
                faults.push(format!("{}: {part} may not use {name}", source.path));
            }
        }
        // From the top file of a part `super` is the crate, which would go round the table.
        let top = !source.path.contains('/') || source.path == format!("{part}/mod.rs");
        if has_word(&source.code, if top { "super::" } else { "super::super::" }) {
            faults.push(format!("{}: name other parts from crate::", source.path));
        }
    }
    assert_none(&faults);
}

#[test]
fn the_arrows_go_one_way() {
    for (at, (part, reach)) in REACH.iter().enumerate() {
        for used in *reach {
            let below = REACH.iter().position(|(name, _)| name == used).unwrap();
            assert!(below < at, "{part} may use {used}, which stands above it");
        }
    }
    let reach = |part| REACH.iter().find(|(name, _)| *name == part).unwrap().1;
    assert!(["model", "facts", "load", "rules"].iter().all(|part| !reach("render").contains(part)));
    assert!(!reach("facts").contains(&"load") && !reach("load").contains(&"facts"));
}

#[test]
fn the_library_names_every_part_once_in_the_order_of_the_table() {
    let lib = sources().into_iter().find(|source| source.path == "lib.rs").unwrap();
    let named: BTreeSet<String> = lib.code.split("mod ").skip(1).map(word).collect();
    let found: BTreeSet<String> =
        sources().iter().map(Source::part).filter(|part| !["lib", "main"].contains(part)).map(str::to_owned).collect();
    assert_eq!(named, found);
}

#[test]
fn the_clock_the_environment_processes_and_printing_are_the_command_lines_alone() {
    const OUTSIDE: [&str; 18] = [
        "Utc::now",
        "Local::now",
        "chrono::Local",
        "SystemTime",
        "Instant",
        "std::env::",
        "std::env;",
        "option_env!",
        "process::Command",
        "process::exit",
        "print!",
        "println!",
        "eprint!",
        "eprintln!",
        "dbg!",
        "stdout()",
        "stderr()",
        "stdin()",
    ];
    let mut faults = uses(&sources(), &OUTSIDE, |source| !matches!(source.part(), "cli" | "main"));
    faults.extend(uses(&sources(), &["sys_locale", "terminal_size", "anstream", "clap"], |source| {
        source.part() != "cli"
    }));
    assert_none(&faults);
}

/// Whoever measures time in a test fails on a busy machine. Work is bounded by counts; what may hang has a patience that
/// nobody notices.
#[test]
fn no_test_measures_time() {
    // It kills writers at parts of the time that one takes; what must hold then holds at any moment.
    const MAY: [&str; 1] = ["cli/killed.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut faults = Vec::new();
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "rs")) {
        let path = file.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let (code, _) = code_of(&fs::read_to_string(file.path()).unwrap());
        if !MAY.contains(&&*path) && ["Instant", "SystemTime", ".elapsed("].iter().any(|clock| code.contains(clock)) {
            faults.push(format!("tests/{path} measures time"));
        }
    }
    for source in sources().iter().filter(|source| !matches!(source.part(), "cli" | "main")) {
        if ["Instant::now", "SystemTime::now"].iter().any(|clock| source.text.contains(clock)) {
            faults.push(format!("src/{} measures time", source.path));
        }
    }
    assert_none(&faults);
}

#[test]
fn the_only_things_compiled_in_from_the_environment_are_those_of_cargo() {
    let mut faults = Vec::new();
    for source in sources() {
        for part in source.text.split("env!(\"").skip(1) {
            if !part.starts_with("CARGO_") {
                faults.push(format!("{}: env!(\"{}", source.path, word(part)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn files_are_touched_by_the_loader_the_editor_and_the_command_line_alone() {
    let files = ["std::fs", "fs::read", "fs::write", "File::open", "walkdir", "WalkDir"];
    let allowed = |source: &Source| source.path == "load/tree.rs" || matches!(source.part(), "cli" | "edit");
    assert_none(&uses(&sources(), &files, |source| !allowed(source)));
}

#[test]
fn one_file_reads_yaml_and_only_editors_write_it() {
    assert_none(&uses(&sources(), &["granit_parser"], |source| !source.path.starts_with("load/yaml/")));
    assert_none(&uses(&sources(), &["serde_yaml"], |source| source.part() != "edit"));
}

/// Which kinds of unit there are is the regulation's to say. Prose may speak of districts; code may not know them.
#[test]
fn no_code_names_a_kind_of_unit() {
    let mut faults = Vec::new();
    for source in sources() {
        for kind in KINDS {
            let in_code = source.code.to_lowercase().contains(&kind.replace('-', "_"));
            let in_data = |string: &String| {
                let is_word = !string.contains(char::is_whitespace) && string.contains(kind);
                is_word || ["\"", "`", "kind: "].iter().any(|before| string.contains(&format!("{before}{kind}")))
            };
            if in_code || source.strings.iter().any(in_data) {
                faults.push(format!("{}: {kind}", source.path));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn lints_are_expected_with_a_reason_and_not_allowed() {
    let mut faults = uses(&sources(), &["#[allow(", "#![allow("], |_| true);
    for source in sources() {
        for expected in source.code.split("#[expect(").skip(1) {
            if !expected.split(")]").next().unwrap().contains("reason") {
                faults.push(format!("{}: #[expect] without a reason", source.path));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn no_file_is_called_by_a_word_that_says_nothing() {
    const EMPTY: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "misc", "shared", "types"];
    let sources = sources();
    let names = sources
        .iter()
        .filter(|source| source.path.split('/').any(|name| EMPTY.contains(&name.strip_suffix(".rs").unwrap_or(name))));
    assert_none(&names.map(|source| source.path.clone()).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_unfinished_or_may_panic_without_a_word() {
    assert_none(&uses(&sources(), &["todo!", "unimplemented!", "dbg!", ".unwrap()", "FIXME"], |_| true));
}

#[test]
fn lines_are_clean_and_files_are_short() {
    const LONGEST: usize = 500;
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if line.contains('\t') || line.ends_with(' ') || line.ends_with('\r') {
                faults.push(format!("src/{}:{}: a tab or a blank at the end", source.path, number + 1));
            }
        }
        if !source.text.ends_with('\n') || source.text.ends_with("\n\n") {
            faults.push(format!("src/{}: one newline at the end", source.path));
        }
        // The tests of a file stand at its end, and may be many.
        let lines = source.text.split("#[cfg(test)]\nmod ").next().unwrap().lines().count();
        if lines > LONGEST {
            faults.push(format!("src/{}: {lines} lines are too many", source.path));
        }
        if !source.text.starts_with("//! ") {
            faults.push(format!("src/{}: no words on what it is for", source.path));
        }
    }
    assert_none(&faults);
}

#[test]
fn this_test_can_read_code() {
    let text = r##"
        // crate::one
        use crate::{two::Deep, three::{self, Four}};
        use std::env; /* crate::five */
        let s = "crate::six \" // no comment"; let c = '"'; let l: &'static str = r#"crate::"seven""#;
        #[cfg(test)]
        mod tests { fn x() { "district"; crate::eight() } }
        let t = crate::nine::TEN;
    "##;
    let (code, strings) = code_of(text);
    assert_eq!(names_after(&code, "crate::"), BTreeSet::from(["two", "three", "nine"].map(str::to_owned)));
    assert_eq!(strings, ["crate::six \\\" // no comment", "crate::\"seven\""]);
    assert!(has_word(&code, "std::env;") && !has_word("eprintln!", "println!") && has_word(" x.unwrap()", ".unwrap()"));
}
