//! Plain tables for the terminal: aligned columns, no lines, wrapped to the width.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

/// An empty table that fits `width` columns.
pub fn fitting(width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table
}

/// The table's lines. The first `firm` columns keep their content on one line; the others share what is left.
pub fn print(mut table: Table, firm: usize) -> String {
    for column in 0..firm {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
