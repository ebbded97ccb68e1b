//! Single values as YAML: quoted where, and only where, another reading would be possible.

use chrono::NaiveDate;

/// A text value on a line of its own.
pub fn text(value: &str) -> String {
    let written = serde_yaml::to_string(value).expect("a text can always be written as YAML");
    let written = written.trim_end();
    // One kind of quotation mark throughout; a text over several lines, or with marks of its own, is quoted as well.
    if written == value { written.to_owned() } else { quoted(value) }
}

/// A text value inside `{...}` or `[...]`, where commas and brackets mean something.
pub fn flow(value: &str) -> String {
    if value.contains([',', '{', '}', '[', ']']) { quoted(value) } else { text(value) }
}

/// A text value in quotation marks: codes, which must not lose a leading zero to a reader.
pub fn quoted(value: &str) -> String {
    let escaped: String = value
        .chars()
        .flat_map(|letter| match letter {
            '"' | '\\' => vec!['\\', letter],
            '\n' => vec!['\\', 'n'],
            letter => vec![letter],
        })
        .collect();
    format!("\"{escaped}\"")
}

/// A date.
pub fn dated(date: NaiveDate) -> String {
    date.to_string()
}
