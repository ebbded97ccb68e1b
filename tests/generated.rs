//! Files that are made from the program and committed: schemas, rule pages, the command-line reference, and the field
//! tables of the format's documentation. Each is compared with what the program makes now;
//! `TTC_REFRESH=1 cargo test --test generated` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use ttc::cli::{COMMANDS, command_line};
use ttc::load::layout::FileType;
use ttc::load::{load, tree::read_folder};
use ttc::locale::Language;
use ttc::record::{RecordType, Shape};
use ttc::rules::{Group, RULES, catalogue};
use ttc::schema::{file_name, schema};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares files with what they should hold, or writes them. `folder` may hold nothing else with that ending.
fn hold(files: &BTreeMap<PathBuf, String>, folder: Option<(&Path, &str)>) {
    let refresh = std::env::var_os("TTC_REFRESH").is_some();
    let mut stale = Vec::new();
    if let Some((folder, ending)) = folder {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.to_string_lossy().ends_with(ending) && !files.contains_key(&path) {
                if refresh {
                    fs::remove_file(&path).unwrap();
                } else {
                    stale.push(path);
                }
            }
        }
    }
    for (path, text) in files {
        let written = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        if written == *text {
            continue;
        }
        if refresh {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        } else {
            stale.push(path.clone());
        }
    }
    assert!(
        stale.is_empty(),
        "not as the program makes them: {stale:?}; run: TTC_REFRESH=1 cargo test --test generated"
    );
}

#[test]
fn the_schemas_are_those_of_the_record_types() {
    let folder = root().join("schemas");
    let mut files: BTreeMap<PathBuf, String> =
        FileType::ALL.into_iter().map(|file_type| (folder.join(file_name(file_type)), schema(file_type))).collect();
    // Written by hand: the schemas of outputs, not of registry files.
    for output in ["findings.schema.json", "document.schema.json"] {
        let path = folder.join(output);
        files.insert(path.clone(), fs::read_to_string(path).unwrap());
    }
    hold(&files, Some((&folder, ".json")));
}

#[test]
fn every_rule_has_its_page() {
    let folder = root().join("docs/rules");
    let registry = load(read_folder(&root().join("registry")).unwrap()).registry;
    let clauses = catalogue::clauses(&registry);
    let mut files = BTreeMap::new();
    let mut index =
        String::from("# Rules · Quy tắc\n\nMade from the rules themselves; `ttc explain RULE` prints a page.\n");
    let mut group: Option<Group> = None;
    for rule in RULES {
        if group != Some(rule.group) {
            group = Some(rule.group);
            let name = rule.group.name();
            write!(index, "\n## {} · {}\n\n| rule | | | clauses |\n|---|---|---|---|\n", name.en, name.vi).unwrap();
        }
        let name = rule.id.name;
        let kept = &clauses[name];
        writeln!(
            index,
            "| [{name}]({name}.md) | {} | {} · {} | {} |",
            rule.id.severity.word(),
            rule.title.en,
            rule.title.vi,
            kept.join(", ")
        )
        .unwrap();
        let page = format!(
            "{}\n---\n\n{}",
            catalogue::page(rule, kept, Language::Vi),
            catalogue::page(rule, kept, Language::En)
        );
        files.insert(folder.join(format!("{name}.md")), page);
    }
    files.insert(folder.join("README.md"), index);
    hold(&files, Some((&folder, ".md")));
}

#[test]
fn the_command_line_reference_is_what_help_prints() {
    let mut text = String::from("# Command line · Dòng lệnh\n\nMade from `ttc --help`.\n");
    for language in [Language::En, Language::Vi] {
        let mut root = command_line(language).term_width(100);
        write!(text, "\n## ttc --lang {}\n\n```text\n{}```\n", language.code(), root.render_long_help()).unwrap();
        for entry in COMMANDS {
            let command = root.find_subcommand_mut(entry.name).unwrap().clone();
            help_of(command, &format!("ttc {}", entry.name), language, &mut text);
        }
    }
    let trimmed: String = text.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    hold(&BTreeMap::from([(root().join("docs/cli.md"), trimmed)]), None);
}

/// The help of a command, and of those under it.
fn help_of(command: clap::Command, name: &str, language: Language, text: &mut String) {
    let children: Vec<clap::Command> = command.get_subcommands().cloned().collect();
    let help = command.bin_name(name).term_width(100).render_long_help();
    write!(text, "\n### {name} --lang {}\n\n```text\n{help}```\n", language.code()).unwrap();
    for child in children {
        let name = format!("{name} {}", child.get_name());
        help_of(child, &name, language, text);
    }
}

#[test]
fn the_field_tables_of_the_format_are_those_of_the_record_types() {
    let path = root().join("docs/registry-format.md");
    let written = fs::read_to_string(&path).unwrap();
    let mut filled = written.clone();
    for record in record_types() {
        let begin = format!("<!-- fields: {} -->\n", record.name);
        let start =
            filled.find(&begin).unwrap_or_else(|| panic!("docs/registry-format.md has no {begin}")) + begin.len();
        let end = start + filled[start..].find("<!-- end -->").expect("an end after each table");
        filled.replace_range(start..end, &field_table(record));
    }
    hold(&BTreeMap::from([(path, filled)]), None);
}

/// Every record type, by way of the file types.
fn record_types() -> Vec<&'static RecordType> {
    fn visit(record: &'static RecordType, found: &mut Vec<&'static RecordType>) {
        if found.iter().any(|known| known.name == record.name) {
            return;
        }
        found.push(record);
        for field in &record.fields {
            visit_shape(&field.shape, found);
        }
    }
    fn visit_shape(shape: &'static Shape, found: &mut Vec<&'static RecordType>) {
        match shape {
            Shape::Scalar(_) => {}
            Shape::List(inner) | Shape::Table(inner) => visit_shape(inner, found),
            Shape::Record(record) => visit(record(), found),
            Shape::Either(shapes) => shapes.iter().for_each(|inner| visit_shape(inner, found)),
        }
    }
    let mut found = Vec::new();
    for file_type in FileType::ALL {
        visit(file_type.description(), &mut found);
    }
    found.retain(|record| record.name != "text in both languages");
    found
}

fn field_table(record: &RecordType) -> String {
    let mut table = String::from("| field | | value | what it is |\n|---|---|---|---|\n");
    for field in &record.fields {
        let need = if field.required { "required" } else { "" };
        let clause = if field.clause.is_empty() { String::new() } else { format!(" (Điều {})", field.clause) };
        writeln!(
            table,
            "| `{}` | {need} | {} | {}{clause}<br>{} |",
            field.key,
            value(&field.shape),
            field.says.en,
            field.says.vi
        )
        .unwrap();
    }
    table
}

fn value(shape: &Shape) -> String {
    match shape {
        Shape::Scalar(scalar) if !scalar.values.is_empty() => {
            scalar.values.iter().map(|(word, _)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
        }
        Shape::Scalar(scalar) => scalar.says.en.to_owned(),
        Shape::List(item) => format!("list of: {}", value(item)),
        Shape::Table(item) => format!("map to: {}", value(item)),
        Shape::Record(record) => format!("[{}]", record().name),
        Shape::Either(shapes) => shapes.iter().map(value).collect::<Vec<_>>().join(", or "),
    }
}
