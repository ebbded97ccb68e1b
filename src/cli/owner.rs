//! Whose a file or folder is.

use std::fs::Metadata;

/// Whether it belongs to who runs the program. Who has become root with sudo is still who they were, as git has it.
#[cfg(unix)]
pub fn is_users(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    let user = rustix::process::geteuid();
    let behind = || std::env::var("SUDO_UID").ok().and_then(|id| id.parse::<u32>().ok());
    metadata.uid() == user.as_raw() || (user.is_root() && behind() == Some(metadata.uid()))
}

/// Elsewhere the standard library knows no owners.
#[cfg(not(unix))]
pub fn is_users(_metadata: &Metadata) -> bool {
    true
}
