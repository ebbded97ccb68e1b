//! The bars of a section as a chart that belongs to the spreadsheet: it draws the cells of the table, and follows them.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartRange,
    ChartSolidFill, ChartType, XlsxError,
};

use super::page::Page;
use crate::document::{self, Level, Table, Tone};
use crate::locale::Language;
use crate::render::visible;

/// In pixels.
const HEIGHT_OF_BAR: u32 = 26;
const HEIGHT_OF_REST: u32 = 110;
const TALLEST: u32 = 1200;

/// Puts the chart below what is written so far. The table's headings begin at the first of `rows`, its cells at the
/// second.
pub fn insert(
    page: &mut Page<'_>,
    sheet: &str,
    chart: &document::Chart,
    table: &Table,
    rows: (u32, u32),
    language: Language,
) -> Result<(), XlsxError> {
    let (top, first) = rows;
    let bars: Vec<u32> = (first..)
        .zip(&table.rows)
        .filter(|(_, row)| row.level != Level::Total && row.indent == 0)
        .map(|(at, _)| at)
        .collect();
    if bars.is_empty() {
        return Ok(());
    }
    let type_of = |size: f64| {
        let mut font = ChartFont::new();
        font.set_name("Times New Roman").set_size(size);
        font
    };
    let mut drawn = Chart::new(ChartType::BarStacked);
    for (at, tone) in &chart.series {
        let (Ok(column), Some(of)) = (u16::try_from(*at), table.columns.get(*at)) else { continue };
        // A heading without a band goes over both rows of headings, and its text is in the upper one.
        let heading = if of.band.is_some() { first - 1 } else { top };
        let mut fill = ChartSolidFill::new();
        fill.set_color(colour(*tone));
        let mut line = ChartLine::new();
        line.set_color("FFFFFF").set_width(0.75);
        let mut label = ChartDataLabel::new();
        // No figure where there is no bar.
        label.show_value().set_num_format("#,##0;-#,##0;").set_font(&type_of(9.0));
        drawn
            .add_series()
            .set_name((sheet, heading, column))
            .set_categories(&range(sheet, u16::try_from(chart.label).unwrap_or(0), &bars))
            .set_values(&range(sheet, column, &bars))
            .set_format(ChartFormat::new().set_solid_fill(&fill).set_border(&line))
            .set_data_label(&label)
            .set_gap(50);
    }
    let title = visible(chart.title.get(language));
    let mut bold = type_of(12.0);
    bold.set_bold();
    drawn.title().set_name(title.trim_start_matches('=')).set_font(&bold);
    // The first row is the uppermost bar, and the figures stay below.
    drawn.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max).set_font(&type_of(11.0));
    drawn.x_axis().set_num_format("#,##0").set_font(&type_of(10.0));
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&type_of(11.0));
    let bars = u32::try_from(bars.len()).unwrap_or(u32::MAX);
    let height = bars.saturating_mul(HEIGHT_OF_BAR).saturating_add(HEIGHT_OF_REST).min(TALLEST);
    drawn.set_width(page.pixels()).set_height(height);
    drawn.set_alt_text(title);
    page.gap()?;
    page.keep_whole(f64::from(height) * 0.75)?;
    page.sheet.insert_chart(page.row, 0, &drawn)?;
    Ok(())
}

/// The cells of a column in these rows; where rows between them are left out, each stretch on its own.
fn range(sheet: &str, column: u16, rows: &[u32]) -> ChartRange {
    let stretches: Vec<&[u32]> = rows.chunk_by(|one, next| one + 1 == *next).collect();
    if let [all] = stretches.as_slice() {
        return ChartRange::new_from_range(sheet, all[0], column, all[all.len() - 1], column);
    }
    let letters = rust_xlsxwriter::utility::column_number_to_name(column);
    let sheet = sheet.replace('\'', "''");
    let cell = |row: u32| format!("${letters}${}", row + 1);
    let each = stretches.iter().map(|rows| format!("'{sheet}'!{}:{}", cell(rows[0]), cell(rows[rows.len() - 1])));
    ChartRange::new_from_string(&format!("=({})", each.collect::<Vec<_>>().join(",")))
}

/// Strong enough for a bar; the figures on it say the same without colour.
fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "8FAADC",
        Tone::Good => "A9D18E",
        Tone::Warning => "FFD966",
        Tone::Bad => "F1948A",
        Tone::Quiet => "C9C9C9",
    }
}
