//! `--pack DIR`: a report in every form, side by side, with the same numbers in each.

use std::path::Path;

use super::disk;
use super::documents::{Files, look};
use super::globals::Globals;
use crate::both;
use crate::document::Document;
use crate::locale::Language;
use crate::render::document::FORMS;

/// The files' name, before the ending.
const NAME: &str = "report";

/// Writes the document in every form into a folder, which is made where it is not there.
///
/// # Errors
/// Where the folder cannot be made or a file cannot be written.
pub fn write(folder: &Path, document: &Document, language: Language, globals: &Globals) -> anyhow::Result<()> {
    let shown = folder.display();
    disk::make_folder(folder, globals.language)?;
    let mut files = Files::default();
    let look = look(true, b',', false, language, globals);
    for form in FORMS {
        let ending = form.endings.first().copied().unwrap_or_default();
        files.add(form, &folder.join(format!("{NAME}{ending}")), document, &look, globals.language)?;
    }
    files.write(globals)?;
    globals.remark(&both!("đã ghi báo cáo vào {shown}", "the report is in {shown}"));
    Ok(())
}
