//! Files that others made, read whole and within a limit: a list of a unit, a report to be verified.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::bail;

use super::disk;
use crate::both;
use crate::container::LARGEST_FILE;
use crate::locale::Language;

/// The bytes of a file. Its size is not asked: a pipe or a device says none.
///
/// # Errors
/// Where it cannot be read, or is larger than any such file is.
pub fn read(file: &Path, language: Language) -> anyhow::Result<Vec<u8>> {
    let bytes = begin(file, LARGEST_FILE + 1).map_err(|error| disk::cannot_read(file, &error, language))?;
    if bytes.len() as u64 > LARGEST_FILE {
        let (shown, most) = (file.display(), LARGEST_FILE >> 20);
        let text = both!(
            "tệp {shown} lớn hơn {most} MB, mức nhiều nhất được đọc",
            "the file {shown} is larger than {most} MB, the most that is read"
        );
        bail!(text.get(language).to_owned());
    }
    Ok(bytes)
}

/// At most so many bytes of a file, from its beginning.
fn begin(file: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
