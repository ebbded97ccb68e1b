//! Where documents go: `--format FORM[:FILE]`, `-o FILE`, standard output.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::disk;
use super::globals::Globals;
use super::output::print_bytes;
use super::step_summary;
use crate::both;
use crate::document::Document;
use crate::locale::{Both, Language, Text};
use crate::render::document::{CsvLook, FORMS, Form, Look, harmless_in_logs, markdown_within};
use crate::render::{Terminal, defused};
use crate::text;

/// What is asked for.
pub struct Outputs {
    outputs: Vec<Output>,
    csv: CsvOptions,
}

struct Output {
    form: Wanted,
    /// `None` is standard output.
    file: Option<PathBuf>,
}

/// A form of documents, or one that only this command has.
#[derive(Clone, Copy)]
enum Wanted {
    Form(&'static Form),
    Extra(Extra),
}

/// A form of text that one command has besides those of all documents: a calendar, contacts.
#[derive(Clone, Copy)]
pub struct Extra {
    /// As `--format` takes it.
    pub name: &'static str,
    /// One line for `--help`.
    pub about: Both,
    /// The ending of file names that means it.
    pub ending: &'static str,
}

/// What was said of CSV.
#[derive(Clone, Copy)]
struct CsvOptions {
    delimiter: u8,
    no_bom: bool,
}

/// Adds `--format`, `-o`, `--delimiter` and `--no-bom`.
pub fn arguments(command: Command, language: Language) -> Command {
    arguments_with(command, &[], language)
}

/// The same for a command that has forms of its own besides.
pub fn arguments_with(command: Command, extras: &[Extra], language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let mut about = words(
        "Dạng kết quả, có thể nêu nhiều lần; thêm :TỆP để ghi ra tệp:",
        "The form of the output, may be repeated; add :FILE to write a file:",
    )
    .to_owned();
    for form in FORMS {
        about.push_str(&format!("\n  {:<9} {}", form.name, form.about.get(language)));
    }
    for extra in extras {
        about.push_str(&format!("\n  {:<9} {}", extra.name, extra.about.get(language)));
    }
    command
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(words("DẠNG[:TỆP]", "FORM[:FILE]"))
                .action(ArgAction::Append)
                .help(about),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(words("TỆP", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .action(ArgAction::Append)
                .help(words("Ghi ra tệp; dạng theo đuôi tệp", "Write a file, in the form its ending asks for")),
        )
        .arg(Arg::new("delimiter").long("delimiter").value_name(words("KÝ_TỰ", "CHARACTER")).help(words(
            "Ký tự ngăn cột của CSV: dấu phẩy (mặc định), “;” hoặc tab",
            "What parts the columns of CSV: a comma (default), “;” or tab",
        )))
        .arg(Arg::new("no-bom").long("no-bom").action(ArgAction::SetTrue).help(words(
            "Ghi tệp CSV không có dấu BOM và xuống dòng LF",
            "Write CSV files without a byte-order mark and with LF",
        )))
}

/// The outputs asked for; where none is, `default` on standard output.
///
/// # Errors
/// On an unknown form, an ending that means none, two outputs to one place, a binary form to a terminal.
pub fn read(matches: &ArgMatches, default: &str, language: Language) -> anyhow::Result<Outputs> {
    read_with(matches, default, &[], language)
}

/// The same for a command that has forms of its own besides.
///
/// # Errors
/// See [`read`].
pub fn read_with(matches: &ArgMatches, default: &str, extras: &[Extra], language: Language) -> anyhow::Result<Outputs> {
    let fail = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
    let mut outputs = Vec::new();
    for asked in matches.get_many::<String>("format").into_iter().flatten() {
        outputs.push(output_of_form(asked, extras).map_err(fail)?);
    }
    for file in matches.get_many::<PathBuf>("output").into_iter().flatten() {
        outputs.push(output_of_file(file, extras).map_err(fail)?);
    }
    if outputs.is_empty() {
        outputs.push(Output { form: named(default, extras).map_err(fail)?, file: None });
    }
    refuse(&outputs).map_err(fail)?;
    let delimiter = delimiter(matches).map_err(fail)?;
    Ok(Outputs { outputs, csv: CsvOptions { delimiter, no_bom: matches.get_flag("no-bom") } })
}

fn delimiter(matches: &ArgMatches) -> Result<u8, Text> {
    match matches.get_one::<String>("delimiter").map(String::as_str) {
        None | Some(",") => Ok(b','),
        Some(";") => Ok(b';'),
        Some("\t" | "\\t" | "tab") => Ok(b'\t'),
        Some("|") => Ok(b'|'),
        Some(other) => Err(both!(
            "--delimiter {other}: dùng dấu phẩy, “;”, “|” hoặc tab",
            "--delimiter {other}: use a comma, “;”, “|” or tab"
        )),
    }
}

fn output_of_form(asked: &str, extras: &[Extra]) -> Result<Output, Text> {
    let Some((name, file)) = asked.split_once(':') else {
        return Ok(Output { form: named(asked, extras)?, file: None });
    };
    let form = named(name, extras)?;
    if file.is_empty() {
        return Err(both!("sau {name}: phải có tên tệp", "after {name}: there must be the name of a file"));
    }
    Ok(Output { form, file: Some(PathBuf::from(file)) })
}

fn output_of_file(file: &Path, extras: &[Extra]) -> Result<Output, Text> {
    let shown = file.display();
    let name = file.to_string_lossy().to_lowercase();
    let extra = extras.iter().find(|extra| name.ends_with(extra.ending)).copied().map(Wanted::Extra);
    let form = extra.or_else(|| Form::for_file(&name).map(Wanted::Form)).ok_or_else(|| {
        both!(
            "không rõ dạng của {shown}; dùng --format DẠNG:{shown}",
            "the ending of {shown} means no form; use --format FORM:{shown}"
        )
    })?;
    Ok(Output { form, file: Some(file.to_owned()) })
}

fn named(name: &str, extras: &[Extra]) -> Result<Wanted, Text> {
    if let Some(form) = Form::named(name) {
        return Ok(Wanted::Form(form));
    }
    if let Some(extra) = extras.iter().find(|extra| extra.name == name) {
        return Ok(Wanted::Extra(*extra));
    }
    let names = || FORMS.iter().map(|form| form.name).chain(extras.iter().map(|extra| extra.name));
    Err(match text::nearest(name, names()) {
        Some(nearest) => {
            both!("không có dạng “{name}”; có phải là {nearest}?", "there is no form “{name}”; did you mean {nearest}?")
        }
        None => {
            let known = names().collect::<Vec<_>>().join(", ");
            both!("không có dạng “{name}”; có: {known}", "there is no form “{name}”; there are: {known}")
        }
    })
}

fn refuse(outputs: &[Output]) -> Result<(), Text> {
    for (at, output) in outputs.iter().enumerate() {
        if outputs[..at].iter().any(|earlier| earlier.file == output.file) {
            return Err(match &output.file {
                Some(file) => {
                    let shown = file.display();
                    both!("{shown} được nêu hai lần", "{shown} is named twice")
                }
                None => both!(
                    "chỉ một dạng ra được màn hình; dạng kia cần :TỆP",
                    "only one form can go to standard output; the other needs :FILE"
                ),
            });
        }
        let Wanted::Form(form) = output.form else { continue };
        let name = form.name;
        if form.binary && output.file.is_none() && std::io::stdout().is_terminal() {
            return Err(both!(
                "{name} không in ra màn hình được; dùng -o TỆP",
                "{name} cannot go to a terminal; use -o FILE"
            ));
        }
    }
    Ok(())
}

/// Writes a document to each output. A form of one table gives a file for each section, its id before the ending.
///
/// # Errors
/// Where a file or standard output cannot be written, or a form cannot hold the document.
pub fn write(outputs: &Outputs, document: &Document, language: Language, globals: &Globals) -> anyhow::Result<()> {
    write_with(outputs, document, &|_| Vec::new(), language, globals)
}

/// The same for a command that has forms of its own; `extra` gives the bytes of one by its name.
///
/// # Errors
/// See [`write`].
pub fn write_with(
    outputs: &Outputs,
    document: &Document,
    extra: &dyn Fn(&str) -> Vec<u8>,
    language: Language,
    globals: &Globals,
) -> anyhow::Result<()> {
    let mut files = Files::default();
    for output in &outputs.outputs {
        let look = outputs.look(output.file.is_some(), language, globals);
        match (output.form, &output.file) {
            (Wanted::Form(form), None) => {
                let bytes = rendered(form, document, &look, globals.language)?;
                print_bytes(&if form.binary { bytes } else { harmless_in_logs(bytes) }, globals.language)?;
            }
            (Wanted::Form(form), Some(file)) if step_summary::is_it(file) && form.name == "markdown" => {
                step_summary::append(file, globals, |room| {
                    let text = markdown_within(document, &look, room);
                    (text.len() <= room).then(|| defused(&text).into_owned())
                })?;
            }
            (Wanted::Form(form), Some(file)) => files.add(form, file, document, &look, globals.language)?,
            (Wanted::Extra(Extra { name, .. }), None) => {
                print_bytes(&harmless_in_logs(extra(name)), globals.language)?;
            }
            (Wanted::Extra(Extra { name, .. }), Some(file)) => files.contents.push((file.clone(), extra(name))),
        }
    }
    files.write(globals)
}

/// Files that are written once all of them are made.
#[derive(Default)]
pub struct Files {
    contents: Vec<(PathBuf, Vec<u8>)>,
    /// Of documents that one file could not hold: the names of their files.
    parted: Vec<Vec<String>>,
}

impl Files {
    /// Makes the files of a document in one form: `FILE`, or where the form holds one table and there are several
    /// `FILE-SECTION.ENDING`.
    ///
    /// # Errors
    /// Where the form cannot hold the document.
    pub fn add(
        &mut self,
        form: &Form,
        file: &Path,
        document: &Document,
        look: &Look,
        language: Language,
    ) -> anyhow::Result<()> {
        if !form.one_table || document.sections.len() <= 1 {
            self.contents.push((file.to_owned(), rendered(form, document, look, language)?));
            return Ok(());
        }
        let mut names = Vec::new();
        for (path, part) in parts(file, document) {
            names.push(path.display().to_string());
            self.contents.push((path, rendered(form, &part, look, language)?));
        }
        self.parted.push(names);
        Ok(())
    }

    /// # Errors
    /// Where one cannot be written.
    pub fn write(&self, globals: &Globals) -> anyhow::Result<()> {
        let contents: Vec<(&Path, &[u8])> =
            self.contents.iter().map(|(file, content)| (file.as_path(), content.as_slice())).collect();
        disk::write_all(&contents, globals.language)?;
        for names in &self.parted {
            let (count, names) = (names.len(), names.join(", "));
            globals.remark(&both!(
                "mỗi bảng một tệp, đã ghi {count} tệp: {names}",
                "a file for each table, {count} written: {names}"
            ));
        }
        Ok(())
    }
}

/// A document's sections, each a document with a path of its own.
pub fn parts(file: &Path, document: &Document) -> Vec<(PathBuf, Document)> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = file.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let path = |id: &str| file.with_file_name(format!("{stem}-{id}{ending}"));
    let sections = document.sections.iter();
    sections
        .map(|section| (path(section.id), Document { sections: vec![section.clone()], ..document.clone() }))
        .collect()
}

fn rendered(form: &Form, document: &Document, look: &Look, language: Language) -> anyhow::Result<Vec<u8>> {
    if form.one_table && document.sections.len() > 1 {
        let (name, ids) =
            (form.name, document.sections.iter().map(|section| section.id).collect::<Vec<_>>().join(", "));
        let text = both!(
            "{name} chỉ chứa một bảng, mà ở đây có nhiều bảng ({ids}); chọn một phần, hoặc ghi ra tệp với -o",
            "{name} holds one table, and here are several ({ids}); choose a part, or write files with -o"
        );
        bail!(text.get(language).to_owned());
    }
    form.render(document, look).map_err(|text| anyhow::anyhow!(text.get(language).to_owned()))
}

impl Outputs {
    /// Whether all that is asked for is of one form.
    pub fn are_all(&self, form: &str) -> bool {
        self.outputs.iter().all(|output| matches!(output.form, Wanted::Form(wanted) if wanted.name == form))
    }

    fn look(&self, to_file: bool, language: Language, globals: &Globals) -> Look {
        look(to_file, self.csv.delimiter, self.csv.no_bom, language, globals)
    }
}

/// How a document looks in a file, or on standard output.
pub fn look(to_file: bool, delimiter: u8, no_bom: bool, language: Language, globals: &Globals) -> Look {
    Look {
        language,
        terminal: if to_file { Terminal::plain() } else { globals.terminal("") },
        csv: CsvLook { delimiter, for_spreadsheets: to_file && !no_bom },
    }
}
