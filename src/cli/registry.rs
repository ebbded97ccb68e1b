//! Finds and opens a registry, and settles the day it is judged on.

use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDate;

use super::globals::Globals;
use super::{git, owner, writing};
use crate::both;
use crate::facts::force::last_day_in_force;
use crate::load::tree::{self, Content, InputFile};
use crate::load::{Loaded, load};
use crate::locale::{Text, day, refusal};
use crate::model::Registry;

/// The registry's folder: `--registry` or `TTC_REGISTRY`, else the nearest `ttc.yaml`: here, in `registry/`, or upward. One
/// that was not named has to be the user's own, as git wants it of a repository: anybody may have left one on the way up.
///
/// # Errors
/// Where there is none, the nearest is another user's, or a git repository is inside of it.
pub fn root(globals: &Globals) -> anyhow::Result<PathBuf> {
    let root = found(globals)?;
    let Some(planted) = git::planted(&root) else { return Ok(root) };
    let shown = planted.display();
    bail!(
        both!(
            "{shown} là một kho git nằm trong sổ; sổ không được chứa kho git nào, vì ai gửi sổ có thể dùng nó để chạy lệnh và thay lịch sử; hãy xoá kho ấy khỏi sổ",
            "{shown} is a git repository inside of the registry; no registry may hold one, for whoever sent it could run commands by it and pass another history for its own; remove it from the registry"
        )
        .get(globals.language)
        .to_owned()
    )
}

fn found(globals: &Globals) -> anyhow::Result<PathBuf> {
    if let Some(named) = &globals.registry {
        if globals.revision.is_some() || named.join(MANIFEST).is_file() {
            return Ok(named.clone());
        }
        let shown = named.display();
        bail!(
            both!(
                "trong {shown} không có ttc.yaml, nên đó không phải là một sổ",
                "there is no ttc.yaml in {shown}, so it is no registry"
            )
            .get(globals.language)
            .to_owned()
        );
    }
    let Ok(here) = std::env::current_dir() else {
        bail!(
            both!(
                "thư mục đang đứng không còn nữa; hãy nêu --registry THƯ_MỤC",
                "the working directory is gone; give --registry DIR"
            )
            .get(globals.language)
            .to_owned()
        );
    };
    let found = here.ancestors().find_map(|folder| {
        [folder.to_owned(), folder.join("registry")].into_iter().find(|root| root.join(MANIFEST).is_file())
    });
    match found {
        Some(root) if is_users(&root) => Ok(root),
        Some(root) => {
            let shown = root.display();
            bail!(
                both!(
                    "sổ tìm thấy ở {shown} thuộc người dùng khác; nếu tin sổ ấy, hãy nêu --registry {shown}",
                    "the registry found in {shown} belongs to another user; if you trust it, give --registry {shown}"
                )
                .get(globals.language)
                .to_owned()
            )
        }
        None => bail!(
            both!(
                "không thấy sổ nào: không có ttc.yaml ở đây, trong registry/ hay ở thư mục cha; hãy nêu --registry THƯ_MỤC",
                "no registry found: there is no ttc.yaml here, in registry/ or upward; give --registry DIR"
            )
            .get(globals.language)
            .to_owned()
        ),
    }
}

/// Whether a registry's folder and its manifest are the user's own.
fn is_users(root: &Path) -> bool {
    let folder = std::fs::metadata(root);
    let manifest = std::fs::symlink_metadata(root.join(MANIFEST));
    [folder, manifest].into_iter().all(|about| about.is_ok_and(|about| owner::is_users(&about)))
}

const MANIFEST: &str = "ttc.yaml";

/// Opens the registry: its folder as it is, or as it was at `--rev`.
///
/// # Errors
/// Where the folder cannot be listed, or git cannot say.
pub fn open(globals: &Globals, root: &Path) -> anyhow::Result<Loaded> {
    let loaded = match &globals.revision {
        Some(revision) => open_revision(globals, root, revision)?,
        None => {
            if writing::is_unfinished(root) {
                globals.remark(&both!(
                    "một thay đổi nhiều tệp chưa vào sổ hết; nếu lệnh ấy đã bị ngắt thì lần chạy ttc record hoặc ttc fmt sau sẽ làm nốt",
                    "a change of several files is not all in place; if its command was interrupted, the next ttc record or ttc fmt finishes it"
                ));
            }
            load(files(globals, root)?)
        }
    };
    if globals.verbose {
        globals.remark(&source(globals, root, loaded.files.len()));
    }
    Ok(loaded)
}

/// The registry's files as they are in its folder now.
///
/// # Errors
/// Where the folder cannot be listed.
pub fn files(globals: &Globals, root: &Path) -> anyhow::Result<Vec<InputFile>> {
    let mut files = tree::read_folder(root).map_err(|error| {
        let (shown, cause) = (root.display(), refusal(&error));
        let text = both!(
            vi: ("không mở được thư mục {shown}: {}", cause.vi),
            en: ("the folder {shown} cannot be opened: {}", cause.en)
        );
        anyhow::anyhow!(text.get(globals.language).to_owned())
    })?;
    // What passes for a writer's own and is not: the rest of what begins with a point is nobody's business.
    let foreign = writing::foreign_input(root);
    let tracked =
        git::tracked_working_files(root).into_iter().filter(|path| !foreign.iter().any(|file| file.path == *path));
    files.extend(tracked.map(|path| InputFile { path, content: Content::Unopened }));
    files.extend(foreign);
    Ok(files)
}

/// Opens the registry where there is one, for what can be shown without.
///
/// # Errors
/// Where one was named and cannot be opened.
pub fn open_if_any(globals: &Globals) -> anyhow::Result<Registry> {
    match root(globals) {
        Ok(root) => Ok(open(globals, &root)?.registry),
        Err(error) if globals.registry.is_some() => Err(error),
        Err(_) => Ok(Registry::default()),
    }
}

fn source(globals: &Globals, root: &Path, files: usize) -> Text {
    let root = root.display();
    match &globals.revision {
        None => both!("đọc {files} tệp từ {root}", "read {files} files from {root}"),
        Some(revision) => {
            both!("đọc {files} tệp từ {root}, bản {revision}", "read {files} files from {root} at {revision}")
        }
    }
}

/// The registry as it was where the one judged and a revision parted, as a pull request is compared; and what to say of it.
///
/// # Errors
/// Where git cannot say, or they have no commit in common.
pub fn open_base(globals: &Globals, root: &Path, revision: &str) -> anyhow::Result<(Loaded, Text)> {
    let language = globals.language;
    let repository = git::around(root).needed(root, language)?;
    let other = repository.named(revision, language)?;
    let own = repository.named(globals.revision.as_deref().unwrap_or("HEAD"), language)?;
    let Some(base) = repository.merge_base(&other, &own).map_err(|cannot| cannot.error(language))? else {
        bail!(
            both!(
                "bản {revision} và sổ đang xét không có lần lưu nào chung, nên không so sánh được",
                "revision {revision} and the registry judged have no commit in common, so they cannot be compared"
            )
            .get(language)
            .to_owned()
        );
    };
    let short = base.short();
    let loaded = load(repository.registry_at(&base, &short, language)?);
    let said = if base == other {
        both!("so với bản {revision} ({short})", "compared with revision {revision} ({short})")
    } else {
        both!(
            "so với bản {short}, lần lưu chung gần nhất với {revision}",
            "compared with revision {short}, where this history parted from {revision}"
        )
    };
    Ok((loaded, said))
}

/// Opens the registry as it was committed at a revision.
///
/// # Errors
/// See [`git::read_revision`].
pub fn open_revision(globals: &Globals, root: &Path, revision: &str) -> anyhow::Result<Loaded> {
    Ok(load(git::read_revision(root, revision, globals.language)?))
}

/// The days that a judgement goes by.
#[derive(Clone, Debug)]
pub struct Days {
    /// The day judged; `None` where no regulation had begun by the day asked for.
    pub as_of: Option<NaiveDate>,
    /// The day asked for, or today.
    pub asked: NaiveDate,
    /// The day on which somebody asks: what is dated later cannot have happened, whatever day is judged.
    pub today: NaiveDate,
    /// Why the day judged is not the day asked for.
    pub note: Option<Text>,
}

/// Settles the day: as asked, else today in Vietnam, but never past the last day on which a regulation is in force.
pub fn days(globals: &Globals, registry: &Registry) -> Days {
    let today = globals.clock();
    let asked = globals.as_of.unwrap_or(today);
    let as_of = last_day_in_force(registry, asked);
    let note = match as_of {
        Some(last) if last < asked => {
            let (asked, last) = (day(asked), day(last));
            Some(both!(
                "ngày {asked} không có quy định nào còn hiệu lực; xét theo ngày {last}, ngày cuối còn hiệu lực",
                "no regulation is in force on {asked}; judged as of {last}, the last day on which one was"
            ))
        }
        Some(_) => None,
        None => {
            let asked = day(asked);
            Some(both!("đến ngày {asked} chưa có quy định nào có hiệu lực", "no regulation is in force by {asked}"))
        }
    };
    Days { as_of, asked, today, note }
}

/// The way from the place that findings' paths are relative to: the repository's top in a repository, else the working
/// directory, else nothing. Empty or ending with `/`. Git need not be there for it, nor trust the repository.
pub fn prefix(root: &Path) -> String {
    if let Some(standing) = git::standing(root) {
        return standing.prefix;
    }
    let Ok(root) = root.canonicalize() else { return String::new() };
    let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
    below(&root, here.as_deref())
}

/// The way from the working directory to the registry, for people who open files from there; absolute where the
/// registry is elsewhere.
pub fn prefix_from_here(root: &Path) -> String {
    let Ok(absolute) = root.canonicalize() else { return String::new() };
    let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
    match here {
        Some(here) if absolute.starts_with(&here) => below(&absolute, Some(&here)),
        _ => format!("{}/", root.display().to_string().trim_end_matches('/')),
    }
}

fn below(root: &Path, base: Option<&Path>) -> String {
    let Some(relative) = base.and_then(|base| root.strip_prefix(base).ok()) else { return String::new() };
    relative.iter().map(|part| format!("{}/", part.to_string_lossy())).collect()
}
