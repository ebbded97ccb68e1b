//! `ttc report --verify FILE`: whether a written report still follows from the registry, and if not which file changed.

use std::collections::BTreeMap;
use std::path::Path;

use super::globals::Globals;
use super::{Exit, evidence, output, outside, registry, report};
use crate::both;
use crate::document::{Document, Evidence};
use crate::load::{Loaded, load};
use crate::locale::Text;
use crate::render::document::{CsvLook, Form, Look};

/// Makes the report again and says how it compares. Exit code 1 where it no longer follows.
///
/// # Errors
/// Where the file cannot be read or says not what it was made from.
pub fn verify(file: &Path, globals: &Globals) -> anyhow::Result<Exit> {
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let shown = file.display();
    let bytes = outside::read(file, globals.language)?;
    let form = Form::for_file(&file.to_string_lossy());
    let beyond = |text: Text| fail(both!(vi: ("{shown}: {}", text.vi), en: ("{shown}: {}", text.en)));
    let written = form.map(|form| form.read_evidence(&bytes)).transpose().map_err(beyond)?.flatten();
    let Some((form, written)) = form.zip(written) else {
        return Err(fail(both!(
            "{shown} không mang thông tin về số liệu gốc; chỉ kiểm tra được báo cáo do ttc ghi ra dạng csv, json, markdown, xlsx, docx, html",
            "{shown} does not say what it was made from; only reports that ttc wrote as csv, json, markdown, xlsx, docx or html can be verified"
        )));
    };
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let now = evidence::digests(&loaded);
    let same_inputs = evidence::digest(&now) == written.digest;
    let again = report::again(&written, globals, &root, &loaded).map_err(fail)?;
    let same_words = is_rendering_of(form, file, &again, &written, &bytes, globals);
    let mut lines: Vec<Text> = Vec::new();
    let exit = match (same_inputs, same_words) {
        (true, true) => {
            lines.push(both!("{shown} đúng với sổ hiện nay", "{shown} follows from the registry as it is"));
            Exit::Clean
        }
        (true, false) => {
            lines.push(both!(
                "sổ không đổi, nhưng {shown} đã bị sửa sau khi ghi, hoặc do phiên bản khác của chương trình ghi",
                "the registry is unchanged, but {shown} was altered after it was written, or another version wrote it"
            ));
            Exit::Findings
        }
        (false, true) => {
            lines.push(both!(
                "sổ đã đổi, nhưng số liệu của {shown} vẫn đúng",
                "the registry has changed, but the figures of {shown} still hold"
            ));
            lines.extend(changes(&written, &now, &root));
            Exit::Clean
        }
        (false, false) => {
            lines.push(both!("{shown} không còn đúng với sổ hiện nay", "{shown} no longer follows from the registry"));
            lines.extend(changes(&written, &now, &root));
            Exit::Findings
        }
    };
    for line in lines {
        output::print(&format!("{}\n", crate::render::visible(line.get(globals.language))), globals.language)?;
    }
    Ok(exit)
}

/// Whether a document made now, said to be made from what the file was, gives the file's bytes.
fn is_rendering_of(
    form: &Form,
    file: &Path,
    again: &Document,
    written: &Evidence,
    bytes: &[u8],
    globals: &Globals,
) -> bool {
    let language = report::language_of(written);
    let files = if written.files.is_empty() { again.evidence.files.clone() } else { written.files.clone() };
    let again = Document { evidence: Evidence { files, ..written.clone() }, ..again.clone() };
    let candidates = if form.one_table && again.sections.len() > 1 {
        super::documents::parts(file, &again).into_iter().map(|(_, part)| part).collect()
    } else {
        vec![again]
    };
    let looks: Vec<Look> = CsvLook::DELIMITERS
        .iter()
        .flat_map(|delimiter| [false, true].map(|no_bom| (*delimiter, no_bom)))
        .map(|(delimiter, no_bom)| super::documents::look(true, delimiter, no_bom, language, globals))
        .collect();
    candidates
        .iter()
        .any(|document| looks.iter().any(|look| form.render(document, look).is_ok_and(|rendered| rendered == bytes)))
}

/// Which files differ from those the report was made from.
fn changes(written: &Evidence, now: &[(String, String)], root: &Path) -> Vec<Text> {
    let before = if written.files.is_empty() {
        let revision = written.kept.revision().filter(|revision| !revision.uncommitted);
        let files = revision.and_then(|revision| files_at(root, &revision.commit));
        match files {
            Some(files) => files,
            None => {
                return vec![both!(
                    "không biết được tệp nào đã đổi: báo cáo lập khi sổ chưa lưu vào git",
                    "which file changed cannot be said: the report was made from uncommitted files"
                )];
            }
        }
    } else {
        written.files.clone()
    };
    let before: BTreeMap<&str, &str> = before.iter().map(|(path, sha)| (path.as_str(), sha.as_str())).collect();
    let now: BTreeMap<&str, &str> = now.iter().map(|(path, sha)| (path.as_str(), sha.as_str())).collect();
    let mut lines = Vec::new();
    for (path, sha) in &now {
        match before.get(path) {
            Some(known) if known == sha => {}
            Some(_) => lines.push(both!("  đã đổi: {path}", "  changed: {path}")),
            None => lines.push(both!("  mới có: {path}", "  new: {path}")),
        }
    }
    for path in before.keys().filter(|path| !now.contains_key(*path)) {
        lines.push(both!("  đã mất: {path}", "  gone: {path}"));
    }
    lines
}

fn files_at(root: &Path, commit: &str) -> Option<Vec<(String, String)>> {
    let files = super::git::read_revision(root, commit, crate::locale::Language::En).ok()?;
    let loaded: Loaded = load(files);
    Some(evidence::digests(&loaded))
}
