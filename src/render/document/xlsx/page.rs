//! A sheet as it is filled from the top: lines of text over its whole width, and the shape it prints in.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::style::font;
use crate::locale::{Both, Language};
use crate::render::docx::width_of;
use crate::render::visible;

/// What a page of A4 has between its margins, upright and on its side.
pub const UPRIGHT: u32 = 10_200;
pub const ON_SIDE: u32 = 15_130;
/// What a screen shows of a sheet without moving it.
const SEEN_FIRST: u32 = 20_000;
/// The margins, in inches: 15 mm.
const MARGIN: f64 = 0.59;
/// What they leave of the height of a page, in points.
const UPRIGHT_HEIGHT: f64 = 756.0;
const ON_SIDE_HEIGHT: f64 = 510.0;

/// A cell's text is at most this long, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;

/// A sheet and the row that is written next.
pub struct Page<'w> {
    pub sheet: &'w mut Worksheet,
    pub row: u32,
    /// The last column that lines of text go over.
    last: u16,
    /// The width of those columns.
    room: u32,
    /// In points: of a page, of what stands on the last one so far, and of the headings that are repeated on each.
    page_height: f64,
    height: f64,
    repeated: f64,
}

/// How a line of text looks.
#[derive(Clone, Copy, Default)]
pub struct Line {
    pub size: u32,
    pub bold: bool,
    pub italic: bool,
    pub centred: bool,
    pub grey: bool,
}

impl<'w> Page<'w> {
    /// A sheet with columns of these widths, to be printed on A4 as wide as one page.
    pub fn new(sheet: &'w mut Worksheet, widths: &[u32], language: Language) -> Result<Self, XlsxError> {
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width_pixels(column, pixels(*width))?;
        }
        let all: u32 = widths.iter().sum();
        // Where a table is wider than a page its title stays where it is seen first.
        let mut room = 0;
        let over = widths.iter().take_while(|width| {
            let before = room;
            room += **width;
            before == 0 || room <= SEEN_FIRST
        });
        let columns = over.count().max(1);
        let room = widths.iter().take(columns).sum();
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_margins(MARGIN, MARGIN, MARGIN, MARGIN, 0.3, 0.3).set_screen_gridlines(false);
        let is_wide = all > UPRIGHT + 100;
        if is_wide {
            sheet.set_landscape();
        }
        // A table wider than a page is printed smaller, so more of its rows go on one.
        let page_height = if is_wide { ON_SIDE_HEIGHT } else { UPRIGHT_HEIGHT };
        let page_height = page_height * f64::from(all.max(ON_SIDE)) / f64::from(ON_SIDE);
        let number = Both::new("Trang &P/&N", "Page &P/&N").get(language);
        sheet.set_footer(format!("&C&\"Times New Roman,Regular\"&11{number}"));
        let last = u16::try_from(columns - 1).unwrap_or(u16::MAX);
        Ok(Self { sheet, row: 0, last, room, page_height, height: 0.0, repeated: 0.0 })
    }

    /// A text over the whole width, in as many lines as it needs. Nothing for no text.
    pub fn line(&mut self, text: &str, line: Line) -> Result<(), XlsxError> {
        let text = held(text);
        if text.is_empty() {
            return Ok(());
        }
        let mut format = font(line.size).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        format = if line.centred { format.set_align(FormatAlign::Center) } else { format.set_align(FormatAlign::Left) };
        format = if line.bold { format.set_bold() } else { format };
        format = if line.italic { format.set_italic() } else { format };
        format = if line.grey { format.set_font_color("595959") } else { format };
        self.over(self.row, 0, self.row, self.last, &text, &format)?;
        self.end_row(height(&text, line.size, line.bold, self.room))
    }

    /// A little air.
    pub fn gap(&mut self) -> Result<(), XlsxError> {
        self.end_row(6.0)
    }

    /// Gives the row its height, in points, and goes on to the next.
    pub fn end_row(&mut self, height: f64) -> Result<(), XlsxError> {
        let height = height.min(TALLEST);
        self.sheet.set_row_height(self.row, height)?;
        self.height += height;
        if self.height > self.page_height {
            self.height = self.repeated + height;
        }
        self.row += 1;
        Ok(())
    }

    /// Repeats the rows from `top` to the last one on every page; they are so high, in points.
    pub fn repeat(&mut self, top: u32, height: f64) -> Result<(), XlsxError> {
        self.sheet.set_repeat_rows(top, self.row.saturating_sub(1))?;
        self.repeated = height;
        Ok(())
    }

    /// Begins a page where what comes next, of this height in points, would be cut at the end of this one.
    pub fn keep_whole(&mut self, height: f64) -> Result<(), XlsxError> {
        if self.height + height > self.page_height {
            self.sheet.set_page_breaks(&[self.row])?;
        }
        Ok(())
    }

    /// The width of what lines of text go over, on a screen; a little less, so that what is as wide touches no further
    /// column, which would be printed too.
    pub fn pixels(&self) -> u32 {
        (self.room / 15).saturating_sub(20)
    }

    /// A text over several cells, or in the only one.
    pub fn over(
        &mut self,
        top: u32,
        left: u16,
        bottom: u32,
        right: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            self.sheet.write_string_with_format(top, left, text, format)?;
        } else {
            self.sheet.merge_range(top, left, bottom, right, text, format)?;
        }
        Ok(())
    }
}

/// As tall as a row may be, in points.
const TALLEST: f64 = 409.0;
/// What a cell keeps free at its sides.
pub const SIDES: u32 = 200;

/// The height of a row for a text in a cell of this width, in points. Spreadsheets leave merged cells and rows that they
/// did not write themselves as they are, so it has to be said.
pub fn height(text: &str, size: u32, bold: bool, width: u32) -> f64 {
    // Less than what columns are given for a text's sides: not every program's font is the one measured.
    let room = width.saturating_sub(SIDES / 2).max(1);
    let space = width_of(" ", size, bold);
    let (mut lines, mut line) = (1, 0);
    for word in text.split(' ').map(|word| width_of(word, size, bold)) {
        if line > 0 && line + space + word > room {
            lines += 1;
            line = 0;
        }
        // A word longer than the line is broken.
        let broken = word.saturating_sub(1) / room;
        lines += broken;
        line += word - broken * room + space;
    }
    (f64::from(lines) * f64::from(size) / 2.0 * 1.2 + 3.0).ceil()
}

fn pixels(width: u32) -> u32 {
    (width / 15).clamp(8, 1790)
}

/// Text as a cell can hold it: nothing hidden in it, and cut with `…` where it is too long.
pub fn held(text: &str) -> std::borrow::Cow<'_, str> {
    let text = visible(text);
    // A character of one UTF-16 unit has at least one byte.
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    let start = text.chars().take_while(|letter| {
        units += letter.len_utf16();
        units < LONGEST_TEXT
    });
    start.chain(['…']).collect::<String>().into()
}
