//! What a file says it was made from, held against git, the registry and this program.

use std::path::Path;

use chrono::NaiveDate;

use super::{Told, changes};
use crate::both;
use crate::cli::evidence;
use crate::cli::git::{self, Around, Repository};
use crate::cli::globals::Globals;
use crate::document::{Evidence, Kept, Revision};
use crate::facts::force::last_day_in_force;
use crate::load::{Loaded, load};
use crate::locale::{Text, day};
use crate::render::document::Form;

/// What a file says, and what it is held against.
pub struct Claims<'c> {
    pub written: &'c Evidence,
    pub root: &'c Path,
    pub globals: &'c Globals,
}

/// The registry that a file says it was made from.
pub struct Origin {
    /// As it was committed; `None` where that is not known, and it is held against the registry as it is.
    pub committed: Option<Loaded>,
    /// The commit.
    pub at: Option<String>,
}

/// No more files than this are named one by one.
const MOST_NAMED: usize = 10;

impl Claims<'_> {
    /// The registry at the commit that the file names, if that can be looked up.
    pub fn origin(&self, told: &mut Told) -> Origin {
        let nowhere = Origin { committed: None, at: self.globals.revision.clone() };
        let around = git::around(self.root);
        let revision = match (&self.written.kept, around) {
            (Kept::At(revision), around) => self.commit(revision, around, told),
            (Kept::Nowhere, Around::In(repository)) if matches!(repository.commit("HEAD"), Ok(Some(_))) => {
                told.faults.push(both!(
                    "bản của sổ: tệp ghi sổ không lưu trong git, mà sổ có lưu trong git",
                    "revision: the file says that the registry is not kept in git, and it is"
                ));
                None
            }
            (Kept::CannotBeAsked(_), _) => {
                told.unverified.push(both!(
                    "bản của sổ: lúc lập tệp không hỏi được git",
                    "revision: git could not be asked when the file was written"
                ));
                None
            }
            (Kept::Nowhere | Kept::Withheld, _) => None,
        };
        revision.unwrap_or(nowhere)
    }

    fn commit(&self, revision: &Revision, around: Around, told: &mut Told) -> Option<Origin> {
        let hash = &revision.commit;
        let short: String = hash.chars().take(12).collect();
        let repository = match around {
            Around::In(repository) => repository,
            Around::Nowhere => {
                told.unverified.push(both!(
                    "bản của sổ: tệp ghi bản {short}, mà sổ ở đây không lưu trong git",
                    "commit: the file says {short}, and the registry here is not kept in git"
                ));
                return None;
            }
            Around::CannotBeAsked(cannot) => {
                told.git_not_asked = true;
                let Text { vi, en } = cannot.told();
                told.unverified
                    .push(both!("bản của sổ: tệp ghi bản {short}; {vi}", "commit: the file says {short}; {en}"));
                return None;
            }
        };
        match self.at(hash, &repository) {
            Err(why) => {
                let Text { vi, en } = why;
                told.faults.push(both!("bản của sổ: tệp ghi bản {short}; {vi}", "commit: the file says {short}; {en}"));
                None
            }
            Ok(committed) if !revision.uncommitted => {
                Some(Origin { committed: Some(committed), at: Some(hash.clone()) })
            }
            Ok(committed) => {
                let digest = evidence::digest(&evidence::digests(&committed));
                if self.written.digest.as_ref() == Some(&digest) {
                    told.faults.push(both!(
                        "bản của sổ: tệp ghi có thay đổi chưa lưu so với bản {short}, mà mã số liệu là của chính bản ấy",
                        "commit: the file says that there were uncommitted changes to {short}, and its digest is that of this very commit"
                    ));
                }
                None
            }
        }
    }

    /// The registry at a commit.
    fn at(&self, hash: &str, repository: &Repository) -> Result<Loaded, Text> {
        let missing = || {
            if repository.is_shallow() {
                both!(
                    "kho này là bản sao nông (shallow) và không có bản ấy; hãy chạy git fetch --unshallow, hoặc đặt fetch-depth: 0",
                    "this is a shallow clone without it; run git fetch --unshallow, or set fetch-depth: 0"
                )
            } else {
                both!("kho này không có bản ấy", "there is no such commit in this repository")
            }
        };
        // Nothing but a whole hash reaches git from a file.
        let is_hash = matches!(hash.len(), 40 | 64) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let commit = if is_hash { repository.commit(hash).map_err(|cannot| cannot.told())? } else { None };
        let commit = commit.filter(|commit| commit.hash() == hash).ok_or_else(missing)?;
        let files = repository.files(&commit).map_err(|cannot| cannot.told())?;
        if files.is_empty() {
            return Err(both!("ở bản ấy chưa có sổ này", "the registry is not there at that commit"));
        }
        Ok(load(files))
    }

    /// What else the file says, against what the document made again says. `committed`: from the commit that it names.
    pub fn compare(
        &self,
        again: &Evidence,
        named_day: Option<NaiveDate>,
        source: &Loaded,
        committed: bool,
        form: &Form,
        told: &mut Told,
    ) {
        if (self.written.kept == Kept::Withheld) != (again.kept == Kept::Withheld) {
            told.faults.push(both!(
                "bản của sổ: chỉ danh sách công khai mới không ghi bản, và danh sách công khai thì không bao giờ ghi",
                "revision: what is published names none, and nothing else may leave it out"
            ));
        }
        self.program(again, told);
        self.day(named_day, source, told);
        let written = self.written;
        if written.regulations != again.regulations {
            let [said, found] = [&written.regulations, &again.regulations].map(|numbers| numbers.join(", "));
            let on = day(written.as_of);
            told.faults.push(both!(
                "văn bản quy định: tệp ghi “{said}”; theo sổ, ngày {on} là “{found}”",
                "regulation: the file says “{said}”; by the registry, on {on} it is “{found}”"
            ));
        }
        if named_day == Some(written.as_of) && written.arguments != again.arguments {
            let [said, found] = [&written.arguments, &again.arguments].map(|arguments| arguments.join(" "));
            told.faults.push(both!(
                "lệnh lập lại: tệp ghi “{said}”; lệnh đúng là “{found}”",
                "arguments: the file says “{said}”; they are “{found}”"
            ));
        }
        self.files(again, source, committed, form, told);
    }

    fn program(&self, again: &Evidence, told: &mut Told) {
        if self.written.tool != again.tool {
            let (said, this) = (&self.written.tool, &again.tool);
            told.unverified.push(both!(
                "phiên bản chương trình: tệp ghi “{said}”, còn đây là {this}; phiên bản này không kiểm tra được điều đó",
                "program version: the file says “{said}”, and this is {this}, which cannot verify that"
            ));
        }
    }

    fn day(&self, named: Option<NaiveDate>, source: &Loaded, told: &mut Told) {
        let on = day(self.written.as_of);
        if named != Some(self.written.as_of) {
            let named = named.map(day).unwrap_or_default();
            told.faults.push(both!(
                "ngày xét: tệp ghi {on}, còn lệnh lập lại ghi “{named}”",
                "as-of day: the file says {on}, and its own arguments say “{named}”"
            ));
        }
        if let Some(last) =
            last_day_in_force(&source.registry, self.written.as_of).filter(|last| *last < self.written.as_of)
        {
            let last = day(last);
            told.faults.push(both!(
                "ngày xét: tệp ghi {on}, mà ngày ấy không có quy định nào có hiệu lực, ttc chỉ xét đến ngày {last}",
                "as-of day: the file says {on}, when no regulation is in force; ttc judges no later day than {last}"
            ));
        }
    }

    /// The digest and the list of files.
    fn files(&self, again: &Evidence, source: &Loaded, committed: bool, form: &Form, told: &mut Told) {
        let written = self.written;
        match (&written.digest, &again.digest) {
            (None, None) => {}
            (None, Some(_)) | (Some(_), None) => told.faults.push(both!(
                "mã số liệu: tệp loại này phải có hoặc không được có, mà tệp ghi ngược lại",
                "digest: a document of this kind has one, or has none, and this file has it the other way"
            )),
            (Some(said), Some(found)) if said != found && committed => {
                let commit: String = written.kept.revision().map_or("", |at| &at.commit).chars().take(12).collect();
                told.faults.push(both!(
                    "mã số liệu: tệp ghi bản {commit}; sổ ở bản ấy có nội dung khác với mã “{said}”",
                    "digest: the file says commit {commit}; the registry at that commit has other contents than the digest “{said}”"
                ));
            }
            (Some(said), Some(found)) if said != found => told.unverified.push(both!(
                "mã số liệu: không phải của sổ hiện nay, mà tệp không lập từ một bản đã lưu trong git, nên không biết là sổ đã đổi hay mã “{said}” không đúng",
                "digest: it is not that of the registry as it is, and the file was made from no commit: whether the registry has changed or the digest “{said}” is false cannot be known"
            )),
            (Some(_), Some(_)) => {}
        }
        if written.files == again.files || (written.files.is_empty() && form.one_table) {
            return;
        }
        if written.digest.as_ref() != Some(&evidence::digest(&written.files)) {
            told.faults.push(both!(
                "danh sách tệp: không cho ra mã số liệu ghi trong tệp",
                "list of files: it does not give the digest that the file says"
            ));
        }
        let differing = changes(&written.files, &evidence::digests(source));
        let rest = differing.len().saturating_sub(MOST_NAMED);
        let lines = if committed { &mut told.faults } else { &mut told.unverified };
        let heading = both!("danh sách tệp: khác với sổ ấy ở", "list of files: it differs from that registry in");
        lines.extend((!differing.is_empty()).then_some(heading));
        lines.extend(differing.into_iter().take(MOST_NAMED));
        if rest > 0 {
            lines.push(both!("  và {rest} tệp nữa", "  and {rest} more files"));
        }
    }
}
