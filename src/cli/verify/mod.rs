//! `ttc report --verify FILE`: whether what a document says it was made from is so, whether it says what follows from it,
//! and whether that still follows from the registry as it is.
//!
//! The document is made again from the registry at the commit that it names, and both are compared: so no word of the file
//! is taken for true. What cannot be looked up is told as that.

mod again;
mod claims;

use std::collections::BTreeMap;
use std::path::Path;

use super::globals::Globals;
use super::{Exit, documents, evidence, output, outside, registry};
use crate::both;
use crate::document::{Document, Evidence, Kept};
use crate::load::Loaded;
use crate::locale::{Language, Text};
use crate::render::document::{CsvLook, Difference, Form, Look, NoEvidence};
use again::Again;
use claims::{Claims, Origin};

/// Says how a written document stands to the registry. Exit code 1 where it is not what it says it is, or no longer follows
/// from the registry, or where something that it says cannot be verified.
///
/// # Errors
/// Where the file cannot be read or says not what it was made from.
pub fn verify(file: &Path, globals: &Globals) -> anyhow::Result<Exit> {
    let fail = |text: Text| anyhow::anyhow!(text.get(globals.language).to_owned());
    let bytes = outside::read(file, globals.language)?;
    let (form, written) = evidence_of(file, &bytes).map_err(fail)?;
    let root = registry::root(globals)?;
    let now = registry::open(globals, &root)?;
    let mut told = Told::default();
    match Again::read(&written, globals.language) {
        Err(why) => told.faults.push(both!(vi: ("lệnh lập lại: {}", why.vi), en: ("arguments: {}", why.en))),
        Ok(again) => {
            Verification { file, form, bytes: &bytes, written: &written, again, root: &root, globals, now: &now }
                .carry_out(&mut told)
        }
    }
    told.say(file, globals.language)
}

/// The form of a file, and the evidence it carries.
fn evidence_of(file: &Path, bytes: &[u8]) -> Result<(&'static Form, Evidence), Text> {
    let shown = file.display();
    let Some(form) = Form::for_file(&file.to_string_lossy()).filter(|form| form.name != "text") else {
        return Err(both!(
            "{shown} không mang thông tin về số liệu gốc: văn bản để đọc trên màn hình, lịch (.ics), danh bạ (.vcf) và dự thảo đều không mang; chỉ kiểm tra được csv, json, markdown, xlsx, docx, html do ttc ghi ra",
            "{shown} does not say what it was made from: text for a terminal, calendars (.ics), address books (.vcf) and drafts do not; only csv, json, markdown, xlsx, docx and html that ttc wrote can be verified"
        ));
    };
    match form.read_evidence(bytes) {
        Ok(evidence) => Ok((form, evidence)),
        Err(NoEvidence::Beyond(text)) => Err(both!(vi: ("{shown}: {}", text.vi), en: ("{shown}: {}", text.en))),
        Err(NoEvidence::Version(version)) => Err(both!(
            "{shown} mang thông tin về số liệu gốc theo cách ghi {version}, do một phiên bản khác của ttc ghi; hãy kiểm tra bằng phiên bản ấy",
            "{shown} says what it was made from in version {version} of the format, which another version of ttc wrote; verify it with that one"
        )),
        Err(NoEvidence::None) => Err(both!(
            "{shown} không mang thông tin về số liệu gốc, hoặc thông tin ấy đã hỏng; chỉ kiểm tra được tệp do ttc report, ttc roster, ttc deadlines ghi ra, không kiểm tra được dự thảo",
            "{shown} does not say what it was made from, or what it said is damaged; only what ttc report, ttc roster and ttc deadlines wrote can be verified, no draft"
        )),
    }
}

/// What is found.
#[derive(Default)]
struct Told {
    /// What the file says and is not so.
    faults: Vec<Text>,
    /// What the file says and nobody can look up.
    unverified: Vec<Text>,
    /// Whether that is for git not answering.
    git_not_asked: bool,
    /// How what it says stands to the registry as it is.
    standing: Vec<Text>,
    no_longer: bool,
}

impl Told {
    fn say(self, file: &Path, language: Language) -> anyhow::Result<Exit> {
        let shown = file.display();
        let mut lines = Vec::new();
        if !self.faults.is_empty() {
            lines.push(both!("{shown} không đúng như những gì ghi trong đó:", "{shown} is not what it says it is:"));
        }
        lines.extend(self.faults.iter().map(indented));
        if !self.unverified.is_empty() {
            lines.push(both!("không kiểm tra được trong {shown}:", "what cannot be verified of {shown}:"));
        }
        lines.extend(self.unverified.iter().map(indented));
        let exit = if !self.faults.is_empty() || self.no_longer {
            Exit::Findings
        } else if self.git_not_asked {
            Exit::GitNotAsked
        } else if !self.unverified.is_empty() {
            Exit::Findings
        } else {
            Exit::Clean
        };
        for line in lines.into_iter().chain(self.standing) {
            output::print(&format!("{}\n", crate::render::visible(line.get(language))), language)?;
        }
        Ok(exit)
    }
}

fn indented(line: &Text) -> Text {
    both!(vi: ("  {}", line.vi), en: ("  {}", line.en))
}

/// A file with all that it is held against.
struct Verification<'v> {
    file: &'v Path,
    form: &'static Form,
    bytes: &'v [u8],
    written: &'v Evidence,
    again: Again,
    root: &'v Path,
    globals: &'v Globals,
    /// The registry as it is.
    now: &'v Loaded,
}

impl Verification<'_> {
    fn carry_out(&self, told: &mut Told) {
        let Self { written, root, globals, now, .. } = self;
        let claims = Claims { written, root, globals };
        let Origin { committed, at } = claims.origin(told);
        let source = committed.as_ref().unwrap_or(now);
        let then = match self.again.from(&globals.at(at), root, source, written.as_of) {
            Ok(then) => then,
            Err(why) => {
                told.faults.push(both!(vi: ("lệnh lập lại: {}", why.vi), en: ("arguments: {}", why.en)));
                return;
            }
        };
        claims.compare(&then.evidence, self.again.as_of, source, committed.is_some(), self.form, told);
        match self.difference(&then) {
            Difference::None => {}
            Difference::Resaved => told.standing.push(both!(
                "tệp đã được một chương trình khác lưu lại: mọi ô, mọi đoạn đều ghi đúng như lúc đầu; cách trình bày, biểu đồ, hình vẽ thì không so",
                "the file was saved again by another program: every cell and paragraph says what it did; looks, charts and drawings are not compared"
            )),
            Difference::At(place) => {
                let [found, expected] = [quoted(&place.found), quoted(&place.expected)];
                let Text { vi, en } = place.text;
                told.faults.push(both!(
                    "{vi} ghi {found}, còn lập lại thì được {expected}: tệp đã bị sửa sau khi ghi, hoặc sổ không phải sổ ấy",
                    "{en} says {found}, and made again it says {expected}: it was altered after it was written, or the registry is another"
                ));
            }
        }
        if told.faults.is_empty() {
            self.stand(&then, source, told);
        }
    }

    /// Whether what was so then is so now.
    fn stand(&self, then: &Document, source: &Loaded, told: &mut Told) {
        let shown = self.file.display();
        let (before, after) = (evidence::digests(source), evidence::digests(self.now));
        let mut changes = changes(&before, &after);
        if changes.is_empty() {
            told.standing.push(if told.unverified.is_empty() {
                both!("{shown} đúng với sổ hiện nay", "{shown} follows from the registry as it is")
            } else {
                both!(
                    "số liệu của {shown} thì lập lại từ sổ hiện nay được như vậy",
                    "made again from the registry as it is, {shown} has these figures"
                )
            });
            if self.written.kept == Kept::Withheld {
                told.standing.push(both!(
                    "bản công khai không ghi mã bản của sổ; muốn đối chiếu với một bản khác thì thêm --rev",
                    "what is published names no revision; to hold it against another add --rev"
                ));
            }
            return;
        }
        let still = self.again.from(self.globals, self.root, self.now, self.written.as_of);
        let holds = still.is_ok_and(|still| {
            let (one, other) = (self.rendered(&still), self.rendered(then));
            one.is_some() && one == other
        });
        told.no_longer = !holds;
        told.standing.push(if holds {
            both!(
                "sổ đã đổi, nhưng số liệu của {shown} vẫn đúng",
                "the registry has changed, but the figures of {shown} still hold"
            )
        } else {
            both!("{shown} không còn đúng với sổ hiện nay", "{shown} no longer follows from the registry")
        });
        told.standing.append(&mut changes);
    }

    /// How the file stands to the document made again, said to be made from what the file says.
    fn difference(&self, then: &Document) -> Difference {
        let evidence = Evidence {
            files: if self.written.files.is_empty() { then.evidence.files.clone() } else { self.written.files.clone() },
            ..self.written.clone()
        };
        let document = Document { evidence, ..then.clone() };
        let documents = if self.form.one_table && document.sections.len() > 1 {
            documents::parts(self.file, &document).into_iter().map(|(_, part)| part).collect()
        } else {
            vec![document]
        };
        let mut nearest = None;
        for document in &documents {
            for look in self.looks() {
                let Ok(rendered) = self.form.render(document, &look) else { continue };
                match self.form.difference(self.bytes, &rendered) {
                    Difference::None => return Difference::None,
                    Difference::Resaved => nearest = Some(Difference::Resaved),
                    // Of several tables the file is the one that it is most like.
                    Difference::At(place) => {
                        let is_nearer = match &nearest {
                            None => true,
                            Some(Difference::At(known)) => place.after > known.after,
                            Some(Difference::None | Difference::Resaved) => false,
                        };
                        if is_nearer {
                            nearest = Some(Difference::At(place));
                        }
                    }
                }
            }
        }
        nearest.unwrap_or(Difference::None)
    }

    /// The document as nobody reads it, to be held against another.
    fn rendered(&self, document: &Document) -> Option<Vec<u8>> {
        let document = Document { evidence: self.written.clone(), ..document.clone() };
        Form::named("json")?.render(&document, &self.look(b',', true)).ok()
    }

    fn looks(&self) -> Vec<Look> {
        if !self.form.one_table {
            return vec![self.look(b',', false)];
        }
        let delimiters = CsvLook::DELIMITERS.iter();
        delimiters.flat_map(|delimiter| [false, true].map(|no_bom| self.look(*delimiter, no_bom))).collect()
    }

    fn look(&self, delimiter: u8, no_bom: bool) -> Look {
        documents::look(true, delimiter, no_bom, self.again.language, self.globals)
    }
}

/// What a place says, on one line and not too much of it.
fn quoted(words: &str) -> String {
    const LONGEST: usize = 120;
    let shown: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match shown.chars().count() {
        0 => "“”".to_owned(),
        length if length > LONGEST => format!("“{}…”", shown.chars().take(LONGEST).collect::<String>()),
        _ => format!("“{shown}”"),
    }
}

/// Which files differ.
fn changes(before: &[(String, String)], now: &[(String, String)]) -> Vec<Text> {
    let by_path = |files: &'_ [(String, String)]| -> BTreeMap<String, String> { files.iter().cloned().collect() };
    let (before, now) = (by_path(before), by_path(now));
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
