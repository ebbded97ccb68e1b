//! What the columns of a list are called: one table of the spellings that are in use, and where a list's heading is.

use std::collections::BTreeMap;

use super::fault::Fault;
use super::grid::{Grid, Row};
use crate::both;
use crate::locale::{Text, listed};
use crate::text;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Position,
    Unit,
    /// The unit above, which tells units of one name apart.
    Above,
    /// A unit's administrative code or id.
    UnitCode,
    Seat,
    Employment,
    Phone,
    Email,
    From,
    Until,
    Note,
    /// The id of the officer's record.
    Record,
    /// Known, and of no use here: running numbers, decisions, which are recorded as papers of their own.
    Ignored,
}

/// The spellings of each, without marks, points and what stands in parentheses.
const SPELLINGS: &[(Field, &[&str])] = &[
    (
        Field::Name,
        &[
            "ho va ten",
            "ho ten",
            "ho va ten can bo",
            "ho va ten can bo cong chuc",
            "ho ten can bo cong chuc",
            "ho va ten cbcc",
            "ho ten cbcc",
            "ho va ten dau moi",
            "ho ten dau moi",
            "ten can bo",
            "ten can bo cong chuc",
            "can bo dau moi",
            "name",
            "full name",
        ],
    ),
    (
        Field::Position,
        &[
            "chuc vu",
            "chuc danh",
            "chuc vu chuc danh",
            "chuc danh chuc vu",
            "chuc vu hien nay",
            "chuc vu hien giu",
            "chuc vu cong tac",
            "position",
            "title",
        ],
    ),
    (
        Field::Unit,
        &[
            "don vi",
            "co quan",
            "ten don vi",
            "ten co quan",
            "don vi cong tac",
            "co quan cong tac",
            "co quan don vi",
            "don vi co quan",
            "co quan don vi cong tac",
            "ten co quan don vi",
            "noi cong tac",
            "unit",
        ],
    ),
    (
        Field::Above,
        &[
            "don vi cap tren",
            "co quan cap tren",
            "co quan chu quan",
            "truc thuoc",
            "dia ban",
            "huyen",
            "cap huyen",
            "huyen thi xa thanh pho",
            "unit above",
        ],
    ),
    (
        Field::UnitCode,
        &["ma hanh chinh", "ma don vi", "ma don vi hanh chinh", "administrative code", "unit id", "code"],
    ),
    (
        Field::Seat,
        &[
            "vi tri dau moi",
            "vi tri",
            "vi tri lam dau moi",
            "vai tro",
            "vai tro dau moi",
            "nhiem vu dau moi",
            "seat",
            "role",
        ],
    ),
    (Field::Employment, &["dien", "dien can bo", "dien can bo cong chuc", "loai can bo", "employment"]),
    (
        Field::Phone,
        &[
            "dien thoai",
            "so dien thoai",
            "sdt",
            "so dt",
            "dt",
            "di dong",
            "so di dong",
            "dtdd",
            "so dtdd",
            "dien thoai di dong",
            "so dien thoai di dong",
            "dien thoai lien he",
            "so dien thoai lien he",
            "telephone",
            "phone",
            "mobile",
        ],
    ),
    (
        Field::Email,
        &[
            "thu dien tu",
            "email",
            "e-mail",
            "e mail",
            "mail",
            "dia chi email",
            "dia chi e-mail",
            "dia chi thu dien tu",
            "hop thu",
            "hop thu dien tu",
            "hop thu cong vu",
            "thu cong vu",
            "email cong vu",
            "hop thu dien tu cong vu",
            "dia chi thu dien tu cong vu",
        ],
    ),
    (
        Field::From,
        &[
            "tu ngay",
            "ngay bat dau",
            "thoi gian bat dau",
            "bat dau tu",
            "bat dau tu ngay",
            "ngay bat dau lam dau moi",
            "ngay lam dau moi",
            "ngay nhan nhiem vu",
            "from",
            "since",
        ],
    ),
    (Field::Until, &["den ngay", "ngay ket thuc", "ngay thoi", "ngay thoi lam dau moi", "until", "to"]),
    (Field::Note, &["ghi chu", "note", "notes", "remarks"]),
    (Field::Record, &["ma ban ghi", "record"]),
    (
        Field::Ignored,
        &[
            "stt",
            "tt",
            "so tt",
            "so thu tu",
            "no",
            "quyet dinh cong nhan",
            "so quyet dinh",
            "quyet dinh",
            "recognised by",
            "ngay quyet dinh",
            "decision of",
            "cap",
            "tier",
            "loai don vi",
            "kind of unit",
            "so ngay",
            "days in post",
        ],
    ),
];

/// What a column of this heading holds; `None` where the heading is not known.
pub fn recognised(heading: &str) -> Option<Field> {
    // What the program's own CSV was made from stands in a heading of its own.
    if heading.starts_with('{') && heading.contains("ttc-evidence") {
        return Some(Field::Ignored);
    }
    let plain = plain(heading);
    SPELLINGS.iter().find(|(_, spellings)| spellings.contains(&plain.as_str())).map(|(field, _)| *field)
}

/// A heading without marks, points, and what stands in parentheses.
fn plain(heading: &str) -> String {
    let mut depth = 0_u32;
    let outside: String = heading
        .chars()
        .filter(|letter| {
            match letter {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect();
    let bare = text::skeleton(&outside).replace(['/', ',', '.', ':', ';', '*', '&', '_'], " ");
    bare.split_whitespace().filter(|word| *word != "-").collect::<Vec<_>>().join(" ")
}

/// The heading of a list.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The position among the grid's rows of the first that is data.
    pub first_row: usize,
    /// By field, the column.
    pub columns: BTreeMap<Field, u32>,
    /// Headings of columns that nobody reads, with their cells.
    pub unused: Vec<(String, String)>,
}

/// No title is longer than this many rows.
const LONGEST_TITLE: usize = 60;

/// Finds the heading: the first row, or pair of rows, that names the people and something else of them.
///
/// # Errors
/// Where there is none; it says what was looked for, and what was found nearest to it.
pub fn heading(grid: &Grid) -> Result<Heading, Fault> {
    for (at, row) in grid.rows.iter().take(LONGEST_TITLE).enumerate() {
        let below = grid.rows.get(at + 1).filter(|below| below.number == row.number + 1);
        let of_two = below.and_then(|below| found(grid, row, Some(below)));
        if let Some((columns, unused)) = of_two {
            return Ok(Heading { first_row: after_numbering(grid, at + 2), columns, unused });
        }
        if let Some((columns, unused)) = found(grid, row, None) {
            return Ok(Heading { first_row: after_numbering(grid, at + 1), columns, unused });
        }
    }
    Err(missing(grid))
}

type Found = (BTreeMap<Field, u32>, Vec<(String, String)>);

/// The columns that a row names, with the row below it if there is one that goes on with it.
fn found(grid: &Grid, row: &Row, below: Option<&Row>) -> Option<Found> {
    let mut columns = BTreeMap::new();
    let mut unused = Vec::new();
    let mut seen: Vec<u32> = row.texts().chain(below.into_iter().flat_map(Row::texts)).map(|(at, _)| at).collect();
    seen.sort_unstable();
    seen.dedup();
    let mut goes_on = false;
    for column in seen {
        let upper = row.text(column);
        let lower = below.map_or_else(Default::default, |below| below.text(column));
        let field = if lower.is_empty() || lower == upper {
            recognised(&upper)
        } else {
            let lower_field = recognised(&format!("{upper} {lower}")).or_else(|| recognised(&lower));
            // A row of data has a name under the heading of names.
            if lower_field.is_none() && recognised(&upper) == Some(Field::Name) {
                return None;
            }
            goes_on |= lower_field.is_some();
            lower_field
        };
        match field {
            Some(Field::Ignored) => {}
            Some(field) if !columns.contains_key(&field) => {
                columns.insert(field, column);
            }
            _ => {
                let said = if lower.is_empty() { upper } else { lower };
                unused.push((said.into_owned(), grid.cell_name(row.number, column)));
            }
        }
    }
    let is_heading = columns.contains_key(&Field::Name) && columns.len() > 1 && (below.is_none() || goes_on);
    is_heading.then_some((columns, unused))
}

/// Past a row that only numbers the columns: (1), (2), (3).
fn after_numbering(grid: &Grid, at: usize) -> usize {
    let is_number = |text: &str| {
        let bare = text.trim_matches(['(', ')']);
        !bare.is_empty() && bare.len() <= 2 && bare.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    let is_numbering =
        grid.rows.get(at).is_some_and(|row| row.texts().count() > 2 && row.texts().all(|(_, text)| is_number(&text)));
    if is_numbering { at + 1 } else { at }
}

fn missing(grid: &Grid) -> Fault {
    let known = |row: &&Row| row.texts().filter(|(_, text)| recognised(text).is_some()).count();
    // Of equals the first.
    let nearest = grid.rows.iter().take(LONGEST_TITLE).rev().max_by_key(|row| (known(row), row.texts().count()));
    let found = nearest.map_or_else(Text::default, |row| {
        let texts: Vec<String> = row.texts().map(|(_, text)| text.chars().take(40).collect()).collect();
        let Text { vi, en } = listed(texts.iter().map(String::as_str), "ô");
        let number = row.number;
        both!("; dòng giống nhất là dòng {number}: {vi}", "; the nearest is row {number}: {en}")
    });
    let sheet = grid.sheet.as_ref().map_or_else(Text::default, |sheet| both!("trang “{sheet}”: ", "sheet “{sheet}”: "));
    Fault::of_all(both!(
        vi: ("{}không thấy dòng tiêu đề có cột Họ và tên cùng một trong các cột Chức vụ, Đơn vị, Vị trí, Điện thoại, Thư điện tử{}", sheet.vi, found.vi),
        en: ("{}there is no heading with a column Name and one of Position, Unit, Seat, Telephone, E-mail{}", sheet.en, found.en)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_spelt() {
        for (heading, field) in [
            ("HỌ VÀ TÊN", Field::Name),
            ("Họ tên (ghi đầy đủ)", Field::Name),
            ("Ho va ten", Field::Name),
            ("Chức vụ/ Chức danh", Field::Position),
            ("Cơ quan, đơn vị", Field::Unit),
            ("SĐT", Field::Phone),
            ("Số điện thoại (di động)", Field::Phone),
            ("E-mail", Field::Email),
            ("Hộp thư công vụ", Field::Email),
            ("Vai trò", Field::Seat),
            ("Số TT", Field::Ignored),
        ] {
            assert_eq!(recognised(heading), Some(field), "{heading}");
        }
        assert_eq!(recognised("Số lượng"), None);
    }

    #[test]
    fn no_spelling_means_two_things() {
        let all: Vec<&str> = SPELLINGS.iter().flat_map(|(_, spellings)| spellings.iter().copied()).collect();
        for (at, spelling) in all.iter().enumerate() {
            assert!(!all[..at].contains(spelling), "{spelling}");
            assert_eq!(plain(spelling), *spelling);
        }
    }
}
