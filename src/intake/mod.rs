//! Lists as units send them, held against the registry: a spreadsheet's bytes become a [`Grid`], its rows people, and a
//! comparison with the roster a [`Plan`] of what would change.
//!
//! Nothing is guessed: what can be read two ways is a [`Fault`] that names its cell, and so is what cannot be read. Nothing
//! here reads a file, prints, or writes; what is to be written goes into a draft of [`edit`](crate::edit).

mod comparison;
mod csv;
mod entries;
mod fault;
mod grid;
mod headings;
mod leaving;
mod legacy;
mod people;
mod plan;
mod room;
mod shown;
mod units;
mod values;
mod workbook;

pub use fault::Fault;
pub use grid::{Grid, Value};
pub use headings::{Field, recognised};
pub use plan::{Change, Plan, Terms, plan};
pub use shown::shown;

use crate::both;
use crate::locale::Text;

/// The sheets of a file, the hidden ones left out; of CSV the one table.
///
/// # Errors
/// Where it is neither a workbook (XLSX) nor CSV, or too large.
pub fn grids(file_name: &str, bytes: &[u8]) -> Result<Vec<Grid>, Text> {
    let is_package = bytes.starts_with(b"PK");
    let ending = file_name.rsplit('.').next().unwrap_or_default().to_lowercase();
    if is_package && ending != "ods" {
        return workbook::grids(bytes);
    }
    if is_package || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(both!(
            "chỉ đọc được XLSX và CSV; hãy mở tệp và lưu lại dạng XLSX",
            "only XLSX and CSV can be read; open the file and save it as XLSX"
        ));
    }
    Ok(vec![csv::grid(bytes)?])
}
