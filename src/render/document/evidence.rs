//! Evidence as every form carries it: one line of JSON that a report can be made again from.

use serde::{Deserialize, Serialize};

use crate::document::{Evidence, Kept, Revision, Unasked};
use crate::locale::Text;

const FORMAT: &str = "ttc-evidence";
/// 2: line ends do not change a digest; what is masked or published has none.
const VERSION: u32 = 2;

/// The JSON form; its own struct, so that what is published does not change with the program.
#[derive(Serialize, Deserialize)]
pub(super) struct Published {
    format: String,
    version: u32,
    tool: String,
    arguments: Vec<String>,
    as_of: String,
    regulations: Vec<String>,
    /// `null` where the registry is in no git repository.
    revision: Option<PublishedRevision>,
    digest: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    files: Vec<PublishedFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum PublishedRevision {
    At { commit: String, uncommitted: bool },
    CannotBeAsked { cannot_be_asked: String },
    Withheld { withheld: bool },
}

#[derive(Serialize, Deserialize)]
struct PublishedFile {
    path: String,
    sha256: String,
}

impl From<&Evidence> for Published {
    fn from(evidence: &Evidence) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            tool: evidence.tool.clone(),
            arguments: evidence.arguments.clone(),
            as_of: evidence.as_of.to_string(),
            regulations: evidence.regulations.clone(),
            revision: PublishedRevision::of(&evidence.kept),
            digest: evidence.digest.clone(),
            files: evidence
                .files
                .iter()
                .map(|(path, sha256)| PublishedFile { path: path.clone(), sha256: sha256.clone() })
                .collect(),
        }
    }
}

impl PublishedRevision {
    fn of(kept: &Kept) -> Option<Self> {
        match kept {
            Kept::At(at) => Some(Self::At { commit: at.commit.clone(), uncommitted: at.uncommitted }),
            Kept::Nowhere => None,
            Kept::CannotBeAsked(why) => Some(Self::CannotBeAsked { cannot_be_asked: why.code().to_owned() }),
            Kept::Withheld => Some(Self::Withheld { withheld: true }),
        }
    }

    fn read(published: Option<Self>) -> Option<Kept> {
        match published {
            Some(Self::At { commit, uncommitted }) => Some(Kept::At(Revision { commit, uncommitted })),
            Some(Self::CannotBeAsked { cannot_be_asked }) => {
                Unasked::from_code(&cannot_be_asked).map(Kept::CannotBeAsked)
            }
            Some(Self::Withheld { withheld }) => withheld.then_some(Kept::Withheld),
            None => Some(Kept::Nowhere),
        }
    }
}

/// The evidence in one line of JSON, harmless to print.
pub fn to_json(evidence: &Evidence) -> String {
    let json = serde_json::to_string(&Published::from(evidence)).unwrap_or_default();
    crate::render::visible::harmless_json(json)
}

/// The same without the list of files, for forms that have no room for it.
pub fn to_short_json(evidence: &Evidence) -> String {
    to_json(&Evidence { files: Vec::new(), ..evidence.clone() })
}

/// No evidence is longer: a registry of 20,000 files has 3 MB of it.
pub(super) const LONGEST: usize = 8 << 20;

/// Why there is no evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoEvidence {
    /// There is nothing of the kind, or it is damaged.
    None,
    /// It is of a version that this program does not know.
    Version(u64),
    /// It cannot be looked for, because the file goes beyond a limit.
    Beyond(Text),
}

/// What tells evidence from other JSON, and one version of it from another.
#[derive(Deserialize)]
struct Heading {
    format: String,
    version: u64,
}

/// Evidence from its JSON.
///
/// # Errors
/// Where it is none that this program knows.
pub fn from_json(json: &str) -> Result<Evidence, NoEvidence> {
    if json.len() > LONGEST {
        return Err(NoEvidence::None);
    }
    let heading: Heading = serde_json::from_str(json).map_err(|_| NoEvidence::None)?;
    match heading {
        Heading { format, .. } if format != FORMAT => Err(NoEvidence::None),
        Heading { version, .. } if version != u64::from(VERSION) => Err(NoEvidence::Version(version)),
        Heading { .. } => read(json).ok_or(NoEvidence::None),
    }
}

fn read(json: &str) -> Option<Evidence> {
    let published: Published = serde_json::from_str(json).ok()?;
    Some(Evidence {
        tool: published.tool,
        arguments: published.arguments,
        as_of: published.as_of.parse().ok()?,
        regulations: published.regulations,
        kept: PublishedRevision::read(published.revision)?,
        digest: published.digest,
        files: published.files.into_iter().map(|file| (file.path, file.sha256)).collect(),
    })
}

/// The first line of JSON in a text that is evidence, wherever it stands.
pub(super) fn in_text(text: &str) -> Option<String> {
    let mark = format!("{{\"format\":\"{FORMAT}\"");
    let start = text.find(&mark)?;
    // Passed over, not kept: what follows the mark may be of any length.
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
    values.next()?.ok()?;
    let end = start + values.byte_offset();
    Some(text[start..end].to_owned())
}
