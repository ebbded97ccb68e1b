//! What is to become of a registry's files, collected record by record and worked out file by file.

use std::collections::{BTreeMap, HashMap};

use super::change::{Change, ChangedFile, Touched};
use super::kept::unkept_comment;
use super::splice::{Page, apply};
use super::value::{NewRecord, Value, position};
use super::write;
use super::written::{Content, Meaning, Written, newline, read};
use crate::both;
use crate::load::layout::{FileType, file_type};
use crate::load::yaml::events::comments;
use crate::load::{Loaded, yaml};
use crate::locale::Text;
use crate::record::faults::{BEYOND_LIMITS, NOT_NFC, NOT_UTF8, UNREADABLE_FILE};
use crate::record::{RecordType, Shape};
use crate::source::{FileId, Files, Lines, Place, Route, Spot, Step};

/// Changes to a loaded registry that have not been worked out yet.
#[derive(Debug)]
pub struct Draft<'l> {
    loaded: &'l Loaded,
    files: BTreeMap<String, Asked>,
    /// Places in the order in which they were asked for.
    touched: Vec<(String, Spotted)>,
    /// The files of appended records, by list, key and value; of several the last. For the keys by which records are sought.
    planned: HashMap<(&'static str, &'static str, String), String>,
}

/// The keys by which records that are yet to be written are sought.
const SOUGHT: [&str; 2] = ["id", "unit"];

/// What of a file is touched.
#[derive(Debug)]
enum Spotted {
    At(Route),
    /// The record appended to a list at this position among those appended.
    New(&'static str, usize),
}

/// What is asked of one file.
#[derive(Debug, Default)]
struct Asked {
    /// By record: fields with their new values, `None` to take one away.
    fields: BTreeMap<Route, Vec<(&'static str, Option<Value>)>>,
    appended: Vec<(&'static str, Vec<NewRecord>)>,
    /// The record that a new file is.
    created: Option<NewRecord>,
}

impl<'l> Draft<'l> {
    pub fn of(loaded: &'l Loaded) -> Self {
        Self { loaded, files: BTreeMap::new(), touched: Vec::new(), planned: HashMap::new() }
    }

    pub fn loaded(&self) -> &'l Loaded {
        self.loaded
    }

    /// Gives a field of the record at a place a value, in place of the one it has or where its description has it.
    pub fn set(&mut self, record: &Place, key: &'static str, value: impl Into<Value>) {
        self.ask(record, key, Some(value.into()));
    }

    /// Takes a field away; one that is not there stays away.
    pub fn remove(&mut self, record: &Place, key: &'static str) {
        self.ask(record, key, None);
    }

    fn ask(&mut self, record: &Place, key: &'static str, value: Option<Value>) {
        let route = match &record.spot {
            Spot::Value(route) => route.clone(),
            Spot::File | Spot::Bytes(_) => Route::default(),
        };
        let path = self.loaded.files.path(record.file).to_string();
        let shown = if value.is_some() { route.key(key) } else { route.clone() };
        self.touched.push((path.clone(), Spotted::At(shown)));
        let fields = self.files.entry(path).or_default().fields.entry(route).or_default();
        fields.retain(|(known, _)| *known != key);
        fields.push((key, value));
    }

    /// Appends a record to a list of a file; the file and the list need not be there yet.
    pub fn append(&mut self, path: &str, list: &'static str, record: NewRecord) {
        for key in SOUGHT {
            if let Some(value) = record.text(key) {
                self.planned.insert((list, key, value.to_owned()), path.to_owned());
            }
        }
        let asked = self.files.entry(path.to_owned()).or_default();
        let records = match asked.appended.iter().position(|(known, _)| *known == list) {
            Some(at) => &mut asked.appended[at].1,
            None => {
                asked.appended.push((list, Vec::new()));
                let last = asked.appended.len() - 1;
                &mut asked.appended[last].1
            }
        };
        self.touched.push((path.to_owned(), Spotted::New(list, records.len())));
        records.push(record);
    }

    /// Makes a file that is one record.
    pub fn create(&mut self, path: &str, record: NewRecord) {
        self.touched.push((path.to_owned(), Spotted::At(Route::default())));
        self.files.entry(path.to_owned()).or_default().created = Some(record);
    }

    /// The file of the last record that is to be appended to a list and has this value as its `id` or `unit`.
    pub fn planned(&self, list: &'static str, key: &'static str, value: &str) -> Option<&str> {
        self.planned.get(&(list, key, value.to_owned())).map(String::as_str)
    }

    /// Whether there is a file at a path, or is to be.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || find(&self.loaded.files, path).is_some()
    }

    /// Works out the new text of every file. A file whose text stays the same is no part of the change.
    ///
    /// # Errors
    /// Where a file cannot be read, or is written in a way in which the change cannot be made safely.
    pub fn finish(self) -> Result<Change, Text> {
        let mut files = Vec::new();
        for (path, asked) in &self.files {
            let file = changed_file(self.loaded, path, asked)?;
            if file.before.as_ref() != Some(&file.after) {
                files.push(file);
            }
        }
        // What is mentioned is written before what mentions it.
        files
            .sort_by_key(|file| file_type(&file.path).and_then(|known| FileType::ALL.iter().position(|a| *a == known)));
        let shown: BTreeMap<&str, Shown<'_>> =
            files.iter().map(|file| (file.path.as_str(), Shown::of(&file.after, &self.files[&file.path]))).collect();
        let touched = self.touched.into_iter().filter_map(|(path, spot)| {
            let line = shown.get(path.as_str())?.line(&spot);
            Some(Touched { path, line })
        });
        Ok(Change { touched: touched.collect(), files })
    }
}

/// A changed text, for finding lines in it.
struct Shown<'t> {
    lines: Lines<'t>,
    written: Option<Written>,
    /// How long each list is to which records were appended, and how many.
    lists: Vec<(&'static str, usize)>,
}

impl<'t> Shown<'t> {
    fn of(text: &'t str, asked: &Asked) -> Self {
        let lists = asked.appended.iter().map(|(list, records)| (*list, records.len())).collect();
        Self { lines: Lines::of(text), written: read(text), lists }
    }

    /// The line on which something begins; the first where it does not stand there any more.
    fn line(&self, spot: &Spotted) -> usize {
        let node = self.written.as_ref().and_then(|root| match spot {
            Spotted::At(route) => root.at(route),
            Spotted::New(list, at) => {
                let Content::List { items, .. } = &root.get(list)?.node.content else { return None };
                let appended = self.lists.iter().find(|(known, _)| known == list)?.1;
                items.get((items.len() + at).checked_sub(appended)?).map(|item| &item.node)
            }
        });
        self.lines.point(node.map_or(0, |node| node.span.start)).line
    }
}

fn find<'f>(files: &'f Files, path: &str) -> Option<(FileId, &'f str)> {
    ids(files).find(|id| **files.path(*id) == *path).map(|id| (id, &**files.text(id)))
}

fn changed_file(loaded: &Loaded, path: &str, asked: &Asked) -> Result<ChangedFile, Text> {
    let known =
        file_type(path).ok_or_else(|| both!("{path} không phải là tệp của sổ", "{path} is no file of the registry"))?;
    let Some((id, before)) = find(&loaded.files, path) else {
        let after = new_file(loaded, path, known, asked);
        let created = asked.created.clone().map(|record| value_meaning(&Value::Record(record)));
        let meant = created.or_else(|| meant(Meaning::Empty, asked));
        if read(&after).map(|written| written.meaning()) != meant {
            return Err(both!(
                "không viết được tệp {path} cho đúng",
                "the file {path} cannot be written as it is meant"
            ));
        }
        return Ok(ChangedFile { path: path.to_owned(), before: None, after });
    };
    if asked.created.is_some() {
        return Err(both!("đã có tệp {path}", "there is a file {path} already"));
    }
    let unread = [UNREADABLE_FILE, NOT_UTF8, BEYOND_LIMITS];
    let is_unread =
        loaded.diagnostics.iter().any(|fault| fault.primary.place.file == id && unread.contains(&fault.rule));
    let faults = yaml::parse(id, before).told.into_faults(Place::file(id));
    if is_unread || faults.iter().any(|fault| fault.rule != NOT_NFC) {
        return Err(both!(
            "tệp {path} có lỗi nên không sửa được bằng lệnh; chạy ttc validate và sửa lỗi trước",
            "the file {path} has faults and cannot be changed by a command; run ttc validate and mend them first"
        ));
    }
    let as_written = || {
        both!(
            "tệp {path} được viết theo cách mà lệnh này không sửa an toàn được; hãy sửa bằng tay",
            "the file {path} is written in a way that this command cannot change safely; change it by hand"
        )
    };
    let written = read(before).ok_or_else(as_written)?;
    let after = spliced(before, &written, known.description(), asked).ok_or_else(as_written)?;
    // Whatever the splices were, they must have done what was asked and nothing else.
    let meant = meant(written.meaning(), asked).ok_or_else(as_written)?;
    if read(&after).map(|written| written.meaning()) != Some(meant) {
        return Err(as_written());
    }
    // What somebody noted stays, wherever it stands.
    if let Some(comment) = unkept_comment(before, &after) {
        return Err(both!(
            "sửa tệp {path} bằng lệnh thì mất ghi chú \"{comment}\"; hãy sửa bằng tay",
            "to change the file {path} by a command would lose the comment \"{comment}\"; change it by hand"
        ));
    }
    Ok(ChangedFile { path: path.to_owned(), before: Some(before.to_owned()), after })
}

fn spliced(before: &str, written: &Written, top: &'static RecordType, asked: &Asked) -> Option<String> {
    let comments = comments(before)?;
    let page = Page { text: before, newline: newline(before), comments: &comments };
    let mut splices = Vec::new();
    for (route, changes) in &asked.fields {
        let record = written.at(route)?;
        splices.extend(page.fields(record, description_at(top, route)?, changes)?);
    }
    for (list, records) in &asked.appended {
        splices.extend(page.appended(written, top, list, records)?);
    }
    Some(apply(before, splices))
}

/// The description of the record at a route.
fn description_at(top: &'static RecordType, route: &Route) -> Option<&'static RecordType> {
    let mut shape: Option<&'static Shape> = None;
    let mut record = Some(top);
    for step in route.steps() {
        let next = match step {
            Step::Key(key) => match (record, shape) {
                (Some(record), _) => &record.fields.iter().find(|field| field.key == &**key)?.shape,
                (None, Some(Shape::Table(inner))) => inner,
                _ => return None,
            },
            Step::Index(_) => match shape {
                Some(Shape::List(inner)) => inner,
                _ => return None,
            },
        };
        record = next.record();
        shape = Some(next);
    }
    record
}

/// What a file is to mean after the change.
fn meant(mut meaning: Meaning, asked: &Asked) -> Option<Meaning> {
    for (route, changes) in &asked.fields {
        let mut at = &mut meaning;
        for step in route.steps() {
            at = match (step, at) {
                (Step::Key(key), Meaning::Map(entries)) => entries.get_mut(&**key)?,
                (Step::Index(index), Meaning::List(items)) => items.get_mut(*index as usize)?,
                _ => return None,
            };
        }
        let Meaning::Map(entries) = at else { return None };
        for (key, value) in changes {
            match value {
                Some(value) => drop(entries.insert((*key).to_owned(), value_meaning(value))),
                None => drop(entries.remove(*key)),
            }
        }
    }
    for (list, records) in &asked.appended {
        if meaning == Meaning::Empty {
            meaning = Meaning::Map(BTreeMap::new());
        }
        let Meaning::Map(entries) = &mut meaning else { return None };
        let items = entries.entry((*list).to_owned()).or_insert(Meaning::Empty);
        if *items == Meaning::Empty {
            *items = Meaning::List(Vec::new());
        }
        let Meaning::List(items) = items else { return None };
        items.extend(records.iter().map(|record| value_meaning(&Value::Record(record.clone()))));
    }
    Some(meaning)
}

fn value_meaning(value: &Value) -> Meaning {
    match value {
        Value::Text(text) => Meaning::Text(text.clone()),
        Value::List(items) => Meaning::List(items.iter().map(value_meaning).collect()),
        Value::Record(record) => {
            Meaning::Map(record.fields().iter().map(|(key, value)| ((*key).to_owned(), value_meaning(value))).collect())
        }
    }
}

/// The text of a file that is new: where editors find its schema, then its records.
fn new_file(loaded: &Loaded, path: &str, known: FileType, asked: &Asked) -> String {
    let (modeline, newline) = modeline(&loaded.files, path, known).unzip();
    let mut lines: Vec<String> = modeline.into_iter().collect();
    if let Some(record) = &asked.created {
        lines.extend(write::fields(record));
    }
    let mut lists: Vec<_> = asked.appended.iter().collect();
    lists.sort_by_key(|(list, _)| position(known.description(), list));
    for (at, (list, records)) in lists.into_iter().enumerate() {
        if at > 0 {
            lines.push(String::new());
        }
        lines.push(format!("{list}:"));
        let items = records.iter().flat_map(write::canonical_item);
        lines.extend(items.map(|line| format!("{:step$}{line}", "", step = write::STEP)));
    }
    let newline = newline.unwrap_or("\n");
    lines.iter().map(|line| format!("{line}{newline}")).collect()
}

/// The line by which editors find the schema of a new file, as one of the registry's other files has it, best of its own
/// type, and how the lines of that file end. `None` in a registry whose files have no such line.
fn modeline(files: &Files, path: &str, own: FileType) -> Option<(String, &'static str)> {
    let with_line = |id: FileId| {
        let text = files.text(id);
        let line = text.trim_start_matches('\u{feff}').lines().next().filter(|line| line.starts_with('#'))?;
        let (before, schema) = line.split_once("$schema=")?;
        Some((&**files.path(id), file_type(files.path(id))?, before, schema, newline(text)))
    };
    let others: Vec<_> = ids(files).filter_map(with_line).collect();
    let (other_path, other, before, schema, newline) =
        *others.iter().find(|(_, other, ..)| *other == own).or_else(|| others.first())?;
    let name = |of: FileType| format!("{}.schema.json", of.description().name);
    let schema = schema.replace(&name(other), &name(own));
    let depth = |path: &str| path.matches('/').count();
    let schema = match depth(path).checked_sub(depth(other_path)) {
        Some(deeper) => format!("{}{schema}", "../".repeat(deeper)),
        None => schema.replacen("../", "", depth(other_path) - depth(path)),
    };
    Some((format!("{before}$schema={schema}"), newline))
}

fn ids(files: &Files) -> impl Iterator<Item = FileId> {
    (0..files.len()).map(|at| FileId(u32::try_from(at).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load;
    use crate::load::tree::{Content as Input, InputFile};
    use crate::model::{DecisionFile, Officer, Submission};

    const OFFICERS: &str = "\u{feff}# yaml-language-server: $schema=../../schemas/officers.schema.json\r
officers:   # các đầu mối\r
  - id: a   # người đầu\r
    name: 'Lê A'\r
    unit: u\r
    seat: s\r
    position: >-\r
      Phó Chánh Văn phòng,\r
      phụ trách Một cửa\r
    employment: cadre\r
    from: 2024-03-01 # ngày quyết định\r
    email: a@x.example\r
    # ghi chú về a\r
\r
  - {id: b, name: \"Lê B\", unit: u, seat: s, position: P, employment: cadre, from: 2024-03-01, note: x}\r
  # - id: c";

    fn loaded(files: &[(&str, &str)]) -> Loaded {
        let file = |(path, text): &(&str, &str)| InputFile {
            path: (*path).to_owned(),
            content: Input::Bytes(text.as_bytes().to_vec()),
        };
        load(files.iter().map(file).collect())
    }

    /// Changes the officers above and gives the changed text.
    fn changed(change: impl FnOnce(&mut Draft<'_>, &Officer, &Officer)) -> Result<String, Text> {
        let units = "units:\n  - {id: u, kind: k, name: U}\n";
        let loaded = loaded(&[("units/u.yaml", units), ("officers/o.yaml", OFFICERS)]);
        let mut draft = Draft::of(&loaded);
        let [a, b] = loaded.registry.officers.as_slice() else { panic!("{:?}", loaded.diagnostics) };
        change(&mut draft, a, b);
        Ok(draft.finish()?.files.pop().map_or_else(|| OFFICERS.to_owned(), |file| file.after))
    }

    #[test]
    fn a_field_set_changes_its_own_bytes_and_keeps_its_quotation_marks() {
        let text = changed(|draft, a, b| {
            draft.set(&a.place, "name", "Lê Á");
            draft.set(&b.place, "name", "Lê B");
            draft.set(&a.place, "from", "2024-04-01");
        });
        assert_eq!(text.unwrap(), OFFICERS.replace("'Lê A'", "'Lê Á'").replace("2024-03-01 #", "2024-04-01 #"));
    }

    #[test]
    fn a_new_field_stands_where_the_description_has_it() {
        let text = changed(|draft, a, b| {
            draft.set(&a.place, "in_charge_of", vec!["one-stop"]);
            draft.set(&a.place, "until", "2024-06-30");
            draft.set(&b.place, "until", "2024-06-30");
            draft.set(&a.place, "experience_since", "2010-01-01");
        });
        let expected = OFFICERS
            .replace("cadre\r\n", "cadre\r\n    in_charge_of: [one-stop]\r\n")
            .replace(
                "# ngày quyết định\r\n",
                "# ngày quyết định\r\n    until: 2024-06-30\r\n    experience_since: 2010-01-01\r\n",
            )
            .replace("from: 2024-03-01, note", "from: 2024-03-01, until: 2024-06-30, note");
        // The field before `in_charge_of` there is `employment`; nothing else moved.
        assert_eq!(text.unwrap(), expected);
    }

    #[test]
    fn a_field_taken_away_takes_its_lines_and_no_others() {
        let text = changed(|draft, a, b| {
            draft.remove(&a.place, "email");
            draft.remove(&a.place, "phone");
            draft.remove(&b.place, "note");
        });
        assert_eq!(text.unwrap(), OFFICERS.replace("    email: a@x.example\r\n", "").replace(", note: x", ""));
    }

    #[test]
    fn a_folded_text_is_replaced_whole_and_left_alone_otherwise() {
        let text = changed(|draft, a, _| draft.set(&a.place, "position", "Chánh Văn phòng: một"));
        let folded = ">-\r\n      Phó Chánh Văn phòng,\r\n      phụ trách Một cửa";
        assert_eq!(text.unwrap(), OFFICERS.replace(folded, "\"Chánh Văn phòng: một\""));
    }

    #[test]
    fn a_record_is_appended_in_the_style_of_the_last_one() {
        let new = || NewRecord::of::<Officer>().with("from", "2024-05-01").with("id", "0123").with("name", "A, B");
        let text = changed(|draft, _, _| draft.append("officers/o.yaml", "officers", new()));
        let last = "from: 2024-03-01, note: x}\r\n";
        let added = format!("{last}\r\n  - {{id: \"0123\", name: \"A, B\", from: 2024-05-01}}\r\n");
        assert_eq!(text.unwrap(), OFFICERS.replace(last, &added));
    }

    #[test]
    fn a_list_that_is_not_there_or_empty_is_begun() {
        let new = || NewRecord::of::<Submission>().with("unit", "u").with("period", "2024-06");
        let written = "  - {unit: u, period: 2024-06}\n";
        for (before, after) in [
            ("submissions: []\n", format!("submissions:\n{written}")),
            ("submissions: # none yet\n", format!("submissions: # none yet\n{written}")),
            ("# c\n", format!("# c\nsubmissions:\n{written}")),
            ("", format!("submissions:\n{written}")),
            ("submissions: [{unit: u}]\n", "submissions: [{unit: u}, {unit: u, period: 2024-06}]\n".to_owned()),
            ("submissions:\n- unit: u\n", "submissions:\n- unit: u\n- unit: u\n  period: 2024-06\n".to_owned()),
            (
                "extensions:\n  - {unit: u}",
                format!("extensions:\n  - {{unit: u}}\n\nsubmissions:\n{}", written.trim_end()),
            ),
        ] {
            let loaded = loaded(&[("submissions/2024/x.yaml", before)]);
            let mut draft = Draft::of(&loaded);
            draft.append("submissions/2024/x.yaml", "submissions", new());
            assert_eq!(draft.finish().unwrap().files[0].after, after, "{before:?}");
        }
    }

    #[test]
    fn a_new_file_begins_with_the_line_that_the_others_begin_with() {
        let loaded = loaded(&[("officers/o.yaml", OFFICERS)]);
        let mut draft = Draft::of(&loaded);
        let decision = NewRecord::of::<DecisionFile>().with("recognizes", vec!["a", "b"]).with("number", "5/QĐ");
        draft.create("decisions/u/2024-01-01-5.yaml", decision);
        draft.append("submissions/2024/x.yaml", "submissions", NewRecord::of::<Submission>().with("unit", "u"));
        let change = draft.finish().unwrap();
        assert_eq!(
            change.files[0].after,
            "# yaml-language-server: $schema=../../../schemas/decision.schema.json\r\nnumber: 5/QĐ\r\nrecognizes:\r\n  - a\r\n  - b\r\n"
        );
        assert_eq!(change.files[1].path, "submissions/2024/x.yaml");
        assert_eq!(change.touched.iter().map(|touched| touched.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn a_file_with_faults_is_not_changed() {
        for text in
            ["officers:\n  - id: a\n    name: \"x\n  - id: b\n", "officers: &x []\n", "officers: []\nofficers: []\n"]
        {
            let loaded = loaded(&[("officers/o.yaml", text)]);
            let mut draft = Draft::of(&loaded);
            draft.append("officers/o.yaml", "officers", NewRecord::of::<Officer>().with("id", "c"));
            assert!(draft.finish().is_err(), "{text}");
        }
    }
}
