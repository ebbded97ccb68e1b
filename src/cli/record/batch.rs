//! Many records at once from a CSV file. Its first line names the options; a byte order mark, Windows line ends and
//! semicolons or tabs between the cells are what spreadsheets write, and are taken.

use std::path::Path;

use super::arguments::{Choice, Given, Kind};
use crate::both;
use crate::cli::{disk, output};
use crate::edit::Draft;
use crate::locale::{Language, Text};
use crate::render::visible;
use crate::text;

/// A record of the file, with the line that it begins on.
pub struct Row {
    line: u64,
    given: Given,
}

/// The rows of a file.
///
/// # Errors
/// Where it cannot be read, is no CSV, has a column that is no option, or a row lacks something; every fault of it is told.
pub fn read(kind: &Kind, file: &Path, language: Language) -> anyhow::Result<Vec<Row>> {
    let shown = file.display();
    let say = |text: Text| anyhow::anyhow!(text.get(language).to_owned());
    let bytes = disk::read(file, language)?;
    let written = String::from_utf8(bytes).map_err(|_| {
        say(both!(
            "tệp {shown} không phải UTF-8; trong Excel hãy lưu dạng \"CSV UTF-8\"",
            "the file {shown} is not UTF-8; in Excel save it as \"CSV UTF-8\""
        ))
    })?;
    let written = written.trim_start_matches('\u{feff}');
    let mut table = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(written))
        .from_reader(written.as_bytes());
    let mut faults: Vec<Text> = Vec::new();
    let mut columns: Option<Vec<Option<&'static Choice>>> = None;
    let mut rows = Vec::new();
    let mut lines = LineCounter { text: written.as_bytes(), at: 0, line: 1 };
    for record in table.records() {
        let record = record.map_err(|_| say(both!("tệp {shown} không phải là CSV", "the file {shown} is no CSV")))?;
        let line = lines.number(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &columns {
            None => {
                let heads = record.iter().enumerate();
                columns = Some(heads.map(|(at, head)| column(kind, line, at, head, &mut faults)).collect());
            }
            Some(columns) => rows.extend(row(kind, columns, line, &record, &mut faults)),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(both!("không có dòng dữ liệu nào", "there is no row of data"));
    }
    if faults.is_empty() { Ok(rows) } else { Err(refusal(file, faults, language)) }
}

/// Counts the lines of a text from one place to the next.
struct LineCounter<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line, 1-based, of the record found from a byte on: blank lines before it are none of its own.
    fn number(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) =
            self.text.get(self.at).filter(|letter| self.at < byte || matches!(letter, b'\r' | b'\n'))
        {
            self.line += u64::from(*letter == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// The delimiter of a file: what stands most often in its first line, outside quotation marks.
fn delimiter(written: &str) -> u8 {
    let first = written.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let unquoted: String = first.split('"').step_by(2).collect();
    let times = |delimiter: &u8| unquoted.bytes().filter(|byte| byte == delimiter).count();
    // Of equals the last is taken.
    [b'\t', b';', b','].into_iter().max_by_key(times).unwrap_or(b',')
}

/// The option that a column gives. An empty head is a column that nobody reads.
fn column(kind: &Kind, line: u64, at: usize, head: &str, faults: &mut Vec<Text>) -> Option<&'static Choice> {
    let key = |name: &str| name.trim().trim_start_matches("--").to_lowercase().replace(['_', '.', ' '], "-");
    let head_key = key(head);
    let found = kind.options.iter().find(|choice| choice.name == head_key || key(choice.field) == head_key);
    if found.is_none() && !head_key.is_empty() {
        let names = kind.options.iter().map(|choice| choice.name);
        let hint = match text::nearest(&head_key, names.clone()) {
            Some(nearest) => both!("; có phải là {nearest}?", "; did you mean {nearest}?"),
            None => {
                let known = names.collect::<Vec<_>>().join(", ");
                both!("; các cột có thể có: {known}", "; the columns there can be: {known}")
            }
        };
        let column = at + 1;
        let head = visible(head);
        faults.push(both!(
            vi: ("dòng {line}, cột {column}: không có trường \"{head}\"{}", hint.vi),
            en: ("line {line}, column {column}: there is no field \"{head}\"{}", hint.en)
        ));
    }
    found
}

fn row(
    kind: &Kind,
    columns: &[Option<&'static Choice>],
    line: u64,
    record: &csv::StringRecord,
    faults: &mut Vec<Text>,
) -> Option<Row> {
    if record.len() > columns.len() {
        let (has, most) = (record.len(), columns.len());
        faults.push(both!(
            "dòng {line}, cột {has}: dòng này có {has} ô mà dòng đầu chỉ có {most}",
            "line {line}, column {has}: this line has {has} cells, and the first has {most}"
        ));
        return None;
    }
    let mut given = Given::new();
    for (choice, cell) in columns.iter().zip(record) {
        if let Some(choice) = choice.filter(|_| !cell.trim().is_empty()) {
            given.insert(choice.name, cell.to_owned());
        }
    }
    let lacking = (kind.lacking)(&given);
    for name in &lacking {
        let column = columns.iter().position(|choice| choice.is_some_and(|choice| choice.name == *name));
        faults.push(match column.map(|at| at + 1) {
            Some(column) => {
                both!("dòng {line}, cột {column}: thiếu {name}", "line {line}, column {column}: {name} is missing")
            }
            None => both!(
                "dòng {line}: thiếu {name}, và không có cột ấy",
                "line {line}: {name} is missing, and there is no such column"
            ),
        });
    }
    lacking.is_empty().then_some(Row { line, given })
}

/// Adds every row to a draft.
///
/// # Errors
/// What is wrong with any of them, told together.
pub fn draft(kind: &Kind, draft: &mut Draft<'_>, file: &Path, rows: &[Row], language: Language) -> anyhow::Result<()> {
    let mut faults = Vec::new();
    for Row { line, given } in rows {
        if let Err(text) = (kind.draft)(kind, draft, given) {
            faults.push(both!(vi: ("dòng {line}: {}", text.vi), en: ("line {line}: {}", text.en)));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(refusal(file, faults, language)) }
}

/// Tells all faults of a file but the first, which is the error.
fn refusal(file: &Path, faults: Vec<Text>, language: Language) -> anyhow::Error {
    const SHOWN: usize = 20;
    let shown = file.display();
    let count = faults.len();
    let mut lines: Vec<String> =
        faults.iter().take(SHOWN).map(|fault| format!("  {}", visible(fault.get(language)))).collect();
    if count > SHOWN {
        let more = count - SHOWN;
        lines.push(format!("  {}", both!("và {more} lỗi nữa", "and {more} more").get(language)));
    }
    lines.into_iter().for_each(|line| output::tell(&line));
    let text = both!(
        "tệp {shown} có {count} chỗ sai nêu trên; không ghi gì cả",
        "{count} faults in the file {shown}, told above; nothing was written"
    );
    anyhow::anyhow!(text.get(language).to_owned())
}
