//! A [`BlankList`] as a spreadsheet: what is known filled in, choices where there are any, dates that are dates.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula,
    Workbook, Worksheet, XlsxError,
};

use crate::both;
use crate::locale::Text;
use crate::paper::{BlankList, BlankRow};

use super::visible;

/// The columns, as `ttc roster import` knows them, with their widths in characters.
const COLUMNS: [(&str, u8); 9] = [
    ("STT", 5),
    ("Họ và tên", 26),
    ("Chức vụ", 30),
    ("Đơn vị", 30),
    ("Vị trí đầu mối", 34),
    ("Điện thoại", 15),
    ("Thư điện tử", 28),
    ("Từ ngày", 12),
    ("Ghi chú", 20),
];
const UNIT: u16 = 3;
const SEAT: u16 = 4;
const FROM: u16 = 7;

/// Lines left free below those that are filled in.
const SPARE: u32 = 10;
/// The sheet that holds the choices.
const CHOICES: &str = "Danh mục";

/// The spreadsheet's bytes.
///
/// # Errors
/// Where it cannot be written, as of too many rows.
pub fn form(list: &BlankList) -> Result<Vec<u8>, Text> {
    written(list).map_err(|_| both!("danh sách quá lớn cho một bảng tính", "the list is too large for a spreadsheet"))
}

fn written(list: &BlankList) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = list.title.first().map(|line| visible(line).into_owned()).unwrap_or_default();
    // No clock: the first day that a spreadsheet's package can hold.
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_author("ttc").set_creation_datetime(&made));
    let sheet = workbook.add_worksheet().set_name("Danh sách")?;
    let last = fill(sheet, list)?;
    let (units, seats) = (list.units.len(), list.seats.len());
    let first = heading_at(list) + 1;
    for (column, letter, count) in [(UNIT, 'A', units), (SEAT, 'B', seats)] {
        let range = Formula::new(format!("='{CHOICES}'!${letter}$1:${letter}${}", count.max(1)));
        let choice = DataValidation::new()
            .allow_list_formula(range)
            .set_error_title("Không có trong danh mục")?
            .set_error_message("Hãy chọn một giá trị trong danh sách thả xuống.")?;
        sheet.add_data_validation(first, column, last, column, &choice)?;
    }
    let day = DataValidation::new()
        .allow_date(DataValidationRule::GreaterThan(ExcelDateTime::from_ymd(1990, 1, 1)?))
        .set_error_title("Không phải là ngày")?
        .set_error_message("Ghi ngày theo dạng 20/06/2024.")?;
    sheet.add_data_validation(first, FROM, last, FROM, &day)?;
    let choices = workbook.add_worksheet().set_name(CHOICES)?;
    for (column, values) in [(0, &list.units), (1, &list.seats)] {
        for (row, value) in (0..).zip(values) {
            choices.write_string(row, column, visible(value))?;
        }
    }
    choices.set_hidden(true);
    workbook.save_to_buffer()
}

/// The row with the headings.
fn heading_at(list: &BlankList) -> u32 {
    u32::try_from(list.title.len()).unwrap_or(0) + 1
}

/// Writes everything but the choices; gives the last row meant to be filled in.
fn fill(sheet: &mut Worksheet, list: &BlankList) -> Result<u32, XlsxError> {
    let font = || Format::new().set_font_name("Times New Roman").set_font_size(12);
    let cell = || font().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let last_column = COLUMNS.len() as u16 - 1;
    for (row, line) in (0..).zip(&list.title) {
        let format = font().set_align(FormatAlign::Center);
        let format = if row == 0 { format.set_bold().set_font_size(13) } else { format.set_italic() };
        sheet.merge_range(row, 0, row, last_column, &visible(line), &format)?;
    }
    let heading = heading_at(list);
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        let format = cell().set_bold().set_align(FormatAlign::Center).set_background_color("D9E2F3");
        sheet.write_string_with_format(heading, column, name, &format)?;
        sheet.set_column_width(column, f64::from(width))?;
    }
    let blank = BlankRow::default();
    let rows = list.rows.iter().chain(std::iter::repeat_n(&blank, SPARE as usize));
    let mut last = heading;
    for (number, row) in (1..).zip(rows) {
        last = heading + number;
        let text = cell().set_num_format("@");
        sheet.write_number_with_format(last, 0, number, &cell().set_align(FormatAlign::Center))?;
        let words = [&row.name, &row.position, &row.unit, &row.seat, &row.phone, &row.email];
        for (column, words) in (1..).zip(words) {
            sheet.write_string_with_format(last, column, visible(words), &text)?;
        }
        let day = cell().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center);
        match row.from.and_then(date) {
            Some(date) => sheet.write_datetime_with_format(last, FROM, &date, &day)?,
            None => sheet.write_blank(last, FROM, &day)?,
        };
        sheet.write_string_with_format(last, FROM + 1, visible(&row.note), &text)?;
        sheet.set_row_height(last, LINE * f64::from(lines(row)))?;
    }
    if let Some(notice) = &list.notice {
        sheet.write_string_with_format(last + 2, 1, visible(notice), &font().set_italic())?;
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&CTrang &P/&N");
    sheet.set_repeat_rows(heading, heading)?.set_freeze_panes(heading + 1, 2)?;
    Ok(last)
}

/// How many lines the row's longest cell takes, as far as its letters say.
fn lines(row: &BlankRow) -> u32 {
    let words = [&row.name, &row.position, &row.unit, &row.seat, &row.phone, &row.email];
    let taken = words.into_iter().zip(&COLUMNS[1..]).map(|(words, (_, width))| {
        let letters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        letters.div_ceil(u32::from(*width) - 1)
    });
    taken.max().unwrap_or(1).clamp(1, MOST_LINES)
}

/// The height of a line in points.
const LINE: f64 = 18.0;
const MOST_LINES: u32 = 10;

/// `None` for a day that no spreadsheet can hold; it is left blank.
fn date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}
