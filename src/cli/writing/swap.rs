//! Two files change places in one step, so that nothing that stood in a place is lost whenever it came there.

use std::io;
use std::path::Path;

/// Puts each of two files in the other's place. `false` where the disk cannot, and nothing was done.
///
/// # Errors
/// Where one of them is not there, or the disk fails.
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    rename(one, other, Way::Exchange)
}

/// Puts a file in a place where there is none. `false` where the disk cannot see to that, and nothing was done.
///
/// # Errors
/// `AlreadyExists` where there is one; where the disk fails.
pub fn put_new(file: &Path, place: &Path) -> io::Result<bool> {
    rename(file, place, Way::NoReplace)
}

enum Way {
    Exchange,
    NoReplace,
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename(from: &Path, to: &Path, way: Way) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    let flags = match way {
        Way::Exchange => RenameFlags::EXCHANGE,
        Way::NoReplace => RenameFlags::NOREPLACE,
    };
    match renameat_with(CWD, from, CWD, to, flags) {
        Ok(()) => Ok(true),
        Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename(_from: &Path, _to: &Path, _way: Way) -> io::Result<bool> {
    Ok(false)
}
