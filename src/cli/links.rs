//! Paths as links, on terminals that are known to follow them; others would show the escape sequence.

use std::env;
use std::fmt::Write;

/// What stands before a path in the address it is linked to: paths that begin with `prefix` are found from the working
/// directory, or from the root of the file system.
pub fn base(prefix: &str) -> Option<String> {
    if !follows_links(|name| env::var(name).ok().filter(|value| !value.is_empty())) {
        return None;
    }
    if prefix.starts_with('/') {
        return Some("file://".to_owned());
    }
    let here = env::current_dir().ok()?;
    // Elsewhere than on Unix paths are written otherwise.
    let here = here.to_str().filter(|here| here.starts_with('/'))?;
    Some(format!("file://{}/", encoded(here.trim_end_matches('/'))))
}

/// Whether the terminal that the environment speaks of follows links.
fn follows_links(variable: impl Fn(&str) -> Option<String>) -> bool {
    const PROGRAMS: [&str; 7] = ["iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty", "Tabby", "rio"];
    const TERMS: [&str; 5] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "foot-extra"];
    if let Some(forced) = variable("FORCE_HYPERLINK") {
        return forced != "0";
    }
    let is_among = |name, known: &[&str]| variable(name).is_some_and(|value| known.contains(&value.as_str()));
    is_among("TERM_PROGRAM", &PROGRAMS)
        || is_among("TERM", &TERMS)
        || variable("VTE_VERSION")
            .and_then(|version| version.parse::<u32>().ok())
            .is_some_and(|version| version >= 5000)
        || ["WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM"].iter().any(|name| variable(name).is_some())
}

fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follows(variables: &[(&str, &str)]) -> bool {
        follows_links(|asked| variables.iter().find(|(name, _)| *name == asked).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn only_terminals_known_to_follow_links_get_them() {
        assert!(!follows(&[]));
        assert!(!follows(&[("TERM", "xterm-256color")]));
        assert!(!follows(&[("TERM_PROGRAM", "Apple_Terminal")]));
        assert!(!follows(&[("VTE_VERSION", "4602")]));
        assert!(follows(&[("VTE_VERSION", "7600")]));
        assert!(follows(&[("TERM_PROGRAM", "vscode")]));
        assert!(follows(&[("WT_SESSION", "6f2c")]));
        assert!(!follows(&[("FORCE_HYPERLINK", "0"), ("TERM", "foot")]));
        assert!(follows(&[("FORCE_HYPERLINK", "1")]));
    }

    #[test]
    fn a_folder_with_blanks_and_vietnamese_letters_is_encoded() {
        assert_eq!(encoded("/Sổ/a b"), "/S%E1%BB%95/a%20b");
    }
}
