//! The package of a document: its parts in a ZIP file that holds no clock.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::both;
use crate::locale::Text;

/// The parts by path, as one file.
///
/// # Errors
/// Where they are too large for one.
pub fn pack(files: &[(&str, String)]) -> Result<Vec<u8>, Text> {
    packed(files).map_err(|_| both!("tài liệu quá lớn cho một tệp DOCX", "the document is too large for a DOCX file"))
}

fn packed(files: &[(&str, String)]) -> ZipResult<Vec<u8>> {
    // The default day is the first that the format knows, 01/01/1980; the system is named so that bytes repeat elsewhere.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        package.start_file(*path, options)?;
        package.write_all(content.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}
