//! CSV as spreadsheets write it: with a byte-order mark or without, in UTF-8 or UTF-16, commas, semicolons or tabs.

use std::borrow::Cow;

use super::grid::{Grid, Row, Value};
use super::room::{MOST_COLUMNS, Room};
use crate::both;
use crate::locale::Text;

/// The table.
///
/// # Errors
/// Where it is no text, or too large.
pub fn grid(bytes: &[u8]) -> Result<Grid, Text> {
    let written = decoded(bytes).ok_or_else(|| {
        both!(
            "tệp không phải là XLSX, cũng không phải CSV dạng UTF-8; trong Excel hãy lưu dạng “CSV UTF-8”",
            "the file is no XLSX, and no CSV in UTF-8; in Excel save it as “CSV UTF-8”"
        )
    })?;
    let delimiter = delimiter(&written);
    proven(written.as_bytes(), delimiter)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(written.as_bytes());
    let mut grid = Grid::default();
    let mut room = Room::default();
    let mut number = 0;
    let mut record = csv::StringRecord::new();
    let mut at = 0;
    loop {
        // The reader leaves the second half of a line end behind.
        let (read, rest) = written.split_at_checked(at).unwrap_or((&written, ""));
        let rest = if read.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
        let blank = blank_lines(rest);
        if !reader.read_record(&mut record).map_err(|_| both!("tệp không phải là CSV", "the file is no CSV"))? {
            return Ok(grid);
        }
        at = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        number += blank + 1;
        let mut cells: Vec<(u32, Value)> = Vec::new();
        for (column, cell) in (0..).zip(&record).filter(|(_, cell)| !cell.trim().is_empty()) {
            let value = value(cell);
            room.take(number - 1, column, &value)?;
            cells.push((column, value));
        }
        if !cells.is_empty() {
            grid.rows.push(Row { number, cells });
        }
    }
}

/// A cell's value. An apostrophe in front of what a spreadsheet would take for a formula or a number is none of its text.
fn value(cell: &str) -> Value {
    let is_guarded = |rest: &str| rest.starts_with(['=', '+', '-', '@', '\t', '\r', '0']);
    if cell.starts_with(['=', '@', '+']) && !cell[1..].trim_start().starts_with(|next: char| next.is_ascii_digit()) {
        return Value::Broken(Box::new(both!(
            "bắt đầu như một công thức; CSV chỉ có giá trị",
            "it begins like a formula, and CSV holds values only"
        )));
    }
    Value::Text(cell.strip_prefix('\'').filter(|rest| is_guarded(rest)).unwrap_or(cell).to_owned())
}

/// How many lines without anything stand at the beginning; the reader passes over them, a spreadsheet counts them.
fn blank_lines(rest: &str) -> u32 {
    let mut count = 0;
    let mut rest = rest;
    while let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        count += 1;
        rest = after;
    }
    count
}

/// Sees to it that every quotation mark that opens a cell closes it, and that no row is wider than is read: the reader
/// takes everything after such a mark for one cell, and makes room for every column.
fn proven(written: &[u8], delimiter: u8) -> Result<(), Text> {
    let mut bytes = written.iter().copied().peekable();
    let (mut line, mut columns) = (1_u32, 1);
    let mut at_start = true;
    while let Some(byte) = bytes.next() {
        if at_start && byte == b'"' {
            let opened = line;
            loop {
                match bytes.next() {
                    None => return Err(not_closed(opened)),
                    // Doubled within quotation marks it is one of the text.
                    Some(b'"') if bytes.next_if_eq(&b'"').is_none() => break,
                    Some(b'\n') => line += 1,
                    Some(_) => {}
                }
            }
            match bytes.peek() {
                None | Some(b'\r' | b'\n') => {}
                Some(next) if *next == delimiter => {}
                Some(_) => return Err(not_closed(opened)),
            }
            at_start = false;
            continue;
        }
        at_start = byte == delimiter || byte == b'\n' || byte == b'\r';
        match byte {
            b'\n' => (line, columns) = (line + 1, 1),
            _ if byte == delimiter => columns += 1,
            _ => {}
        }
        if columns > MOST_COLUMNS {
            return Err(both!(
                "dòng {line} có hơn {MOST_COLUMNS} cột, mức nhiều nhất được đọc",
                "line {line} has more than {MOST_COLUMNS} columns, the most that is read"
            ));
        }
    }
    Ok(())
}

fn not_closed(line: u32) -> Text {
    both!(
        "dòng {line}: ô mở bằng dấu ngoặc kép mà không đóng lại đúng chỗ, nên không rõ ô kết thúc ở đâu; hãy sửa dấu ngoặc kép ở dòng này",
        "line {line}: a cell opens with a quotation mark that is not closed at its end, so that nobody can tell where it ends; mend the quotation marks of this line"
    )
}

/// The text of a file, by its byte-order mark; without one it is UTF-8.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).collect::<Result<String, _>>().ok().map(Cow::Owned)
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(Cow::Borrowed),
    }
}

/// What stands most often between the cells of the first lines.
fn delimiter(written: &str) -> u8 {
    let outside = || written.lines().take(20).flat_map(|line| line.split('"').step_by(2));
    let times =
        |delimiter: &u8| -> usize { outside().map(|part| part.bytes().filter(|byte| byte == delimiter).count()).sum() };
    // Of equals the last is taken.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(times).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Vec<(u32, Vec<String>)> {
        let grid = grid(text).unwrap();
        let texts = |row: &Row| row.texts().map(|(_, text)| text.into_owned()).collect();
        grid.rows.iter().map(|row| (row.number, texts(row))).collect()
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_gives_them() {
        for end in ["\n", "\r\n"] {
            let text = ["", "a,b", "", ",,", "\"c", "d\",e", "", "", "f"].join(end);
            let found: Vec<u32> = rows(text.as_bytes()).iter().map(|(number, _)| *number).collect();
            // The cell that spans two lines is one row.
            assert_eq!(found, [2, 5, 8], "{end:?}");
        }
    }

    #[test]
    fn every_encoding_that_excel_writes_is_read() {
        let text = "Họ tên\tĐơn vị\r\n";
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let expected = vec![(1, vec!["Họ tên".to_owned(), "Đơn vị".to_owned()])];
        assert_eq!(rows(&utf16), expected);
        assert_eq!(rows(format!("\u{feff}{}", text.replace('\t', ";")).as_bytes()), expected);
        assert!(grid(b"H\xe4").is_err());
    }

    #[test]
    fn an_apostrophe_that_guards_a_value_is_none_of_it() {
        assert_eq!(
            rows("'0912,'=x,'Niê".as_bytes()),
            [(1, vec!["0912".to_owned(), "=x".to_owned(), "'Niê".to_owned()])]
        );
        assert!(matches!(value("=HYPERLINK(1)"), Value::Broken(_)));
        assert_eq!(value("+84 299"), Value::Text("+84 299".to_owned()));
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_told_with_its_line() {
        let line = |text: &str| grid(text.as_bytes()).err().map(|told| told.en.split(':').next().unwrap().to_owned());
        for (text, told) in [
            ("a,b\n1,\"c,d\n2,e\n", Some("line 2")),
            // Two that are not closed look like one cell of three lines.
            ("a,b\n1,\"c,d\n2,e\n3,\"f,g\n4,h\n", Some("line 2")),
            ("a,b\r\n\"x\r\ny\",\"c\" d\r\n", Some("line 3")),
            ("\"", Some("line 1")),
            ("a,\"b\"\"\n", Some("line 1")),
            ("a,\"b \"\"c\"\"\",\"\"\n\"d\ne\"", None),
            // Within a cell it is a letter like any other.
            ("a \"b\",c\" d\n", None),
        ] {
            assert_eq!(line(text).as_deref(), told, "{text}");
        }
    }

    #[test]
    fn a_row_is_as_wide_as_is_read_and_no_wider() {
        let wide = |columns: u32| grid(",".repeat(columns as usize - 1).as_bytes());
        assert!(wide(MOST_COLUMNS).is_ok());
        assert!(wide(MOST_COLUMNS + 1).unwrap_err().en.starts_with("line 1 has more than 256 columns"));
    }
}
