//! What a document says it was made from: held against git and the registry, whoever changed the file in between.

use std::fs;
use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::workplace::{Run, Workplace, project};

const AS_OF: &str = "2024-06-10";
/// Each file of a report of two parts that says what it was made from.
const FILES: [&str; 7] = ["r-compliance.csv", "r-overdue.csv", "r.json", "r.md", "r.html", "r.xlsx", "r.docx"];

/// A report in every form, of a registry in a repository with two commits; the report is of the first.
fn reported() -> Workplace {
    let place = Workplace::with_base();
    place.commit();
    place.replace("registry/submissions/2024/2024-05.yaml", "received: 2024-05-20", "received: 2024-05-27");
    place.commit();
    place.git(&["checkout", "--quiet", "--detach", "HEAD~1"]);
    write_report(&place);
    place
}

fn write_report(place: &Workplace) {
    let outputs = ["r.csv", "r.json", "r.md", "r.html", "r.xlsx", "r.docx"].map(|file| ["-o", file]).concat();
    let asked =
        ["report", "--month", "2024-05", "--as-of", AS_OF, "--part", "compliance,overdue", "--lang", "vi", "-q"];
    let run = place.run(&[&asked[..], &outputs].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn verify(place: &Workplace, file: &str) -> Run {
    place.run(&["report", "--verify", file, "--lang", "en"])
}

fn revision(place: &Workplace, name: &str) -> String {
    let mut command = std::process::Command::new("git");
    let output =
        command.args(["rev-parse", name]).current_dir(place.root()).env("HOME", place.root()).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A file's text, or of a package the text of each part, changed.
fn changed(bytes: &[u8], change: &dyn Fn(&str) -> String) -> Vec<u8> {
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return change(std::str::from_utf8(bytes).unwrap()).into_bytes();
    };
    let mut again = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // Last part first, as no program here writes them.
    for at in (0..package.len()).rev() {
        let mut part = package.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        again.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        again.write_all(change(&String::from_utf8(content).unwrap()).as_bytes()).unwrap();
    }
    again.finish().unwrap().into_inner()
}

fn forge(place: &Workplace, file: &str, change: &dyn Fn(&str) -> String) -> String {
    let forged = format!("forged-{file}");
    place.write(&forged, changed(&fs::read(place.at(file)).unwrap(), change));
    forged
}

#[test]
fn every_field_that_is_forged_in_any_form_is_named() {
    let place = reported();
    let made: Value = serde_json::from_str(&place.read("r.json")).unwrap();
    let (commit, other) = (revision(&place, "HEAD"), revision(&place, "main"));
    assert_eq!(made["evidence"]["revision"]["commit"], commit.as_str());
    let digest = made["evidence"]["digest"].as_str().unwrap();
    let files = made["evidence"]["files"].as_array().unwrap();
    let (path, sha256) = (files[3]["path"].as_str().unwrap(), files[3]["sha256"].as_str().unwrap());
    let turned = |hash: &str| hash.chars().rev().collect::<String>();
    // Everywhere in the file, also where people read it, and the short of it too.
    let everywhere = |from: &str, to: &str| {
        let short = from.len() == 40 && to.len() == 40;
        let (from, to) = (from.to_owned(), to.to_owned());
        move |text: &str| {
            let text = text.replace(&from, &to);
            if short {
                text.replace(&from[..7], &to[..7])
            } else {
                text.replace(&from[..12.min(from.len())], &to[..12.min(to.len())])
            }
        }
    };
    let field = |name: &str, from: &str, to: &str| {
        let marks = [format!("\"{name}\": \""), format!("\"{name}\":\""), format!("\"\"{name}\"\":\"\"")];
        let (from, to) = (from.to_owned(), to.to_owned());
        move |text: &str| {
            marks
                .iter()
                .fold(text.to_owned(), |text, mark| text.replace(&format!("{mark}{from}"), &format!("{mark}{to}")))
        }
    };
    let missing = "dead".repeat(10);
    let version = format!("ttc {}", env!("CARGO_PKG_VERSION"));
    let truth = |text: &str| {
        ["\"uncommitted\":", "\"uncommitted\": ", "\"\"uncommitted\"\":"]
            .iter()
            .fold(text.to_owned(), |text, mark| text.replace(&format!("{mark}false"), &format!("{mark}true")))
    };
    type Forgery<'f> = (&'f str, Box<dyn Fn(&str) -> String + 'f>, bool);
    let forgeries: Vec<Forgery<'_>> = vec![
        ("commit: the file says deaddeaddead; there is no such commit", Box::new(everywhere(&commit, &missing)), true),
        ("the registry at that commit has other contents", Box::new(everywhere(&commit, &other)), true),
        ("commit: the file says HEAD", Box::new(field("commit", &commit, "HEAD")), true),
        ("commit: the file says --output=/tm", Box::new(field("commit", &commit, "--output=/tmp/ttc-forged")), true),
        ("its digest is that of this very commit", Box::new(truth), true),
        ("program version: the file says “ttc 9.9.9”", Box::new(everywhere(&version, "ttc 9.9.9")), true),
        ("regulation: the file says “9/QĐ-UBND”", Box::new(everywhere("1/QĐ-UBND", "9/QĐ-UBND")), true),
        ("as-of day: the file says 11/06/2024", Box::new(field("as_of", AS_OF, "2024-06-11")), true),
        ("as-of day: the file says 01/01/2030, when no regulation", Box::new(everywhere(AS_OF, "2030-01-01")), true),
        ("digest: the file says commit", Box::new(everywhere(digest, &turned(digest))), true),
        // A table of CSV has no list of files.
        ("list of files: it does not give the digest", Box::new(everywhere(sha256, &turned(sha256))), false),
        ("list of files: it differs", Box::new(everywhere(path, "units/khac.yaml")), false),
        ("arguments: ", Box::new(|text: &str| text.replace("2024-05", "2024-99")), true),
    ];
    for file in FILES {
        assert_eq!(verify(&place, file).code, Some(0), "{file}");
        for (named, change, everywhere) in &forgeries {
            if file.ends_with(".csv") && !everywhere {
                continue;
            }
            let forged = forge(&place, file, change);
            assert_ne!(fs::read(place.at(&forged)).unwrap(), fs::read(place.at(file)).unwrap());
            let run = verify(&place, &forged);
            assert!(run.code == Some(1) && run.out.contains(named), "{file}, {named}: {run:?}");
            assert!(!run.out.contains("follows from the registry as it is"), "{file}, {named}: {run:?}");
        }
    }
    assert!(!std::path::Path::new("/tmp/ttc-forged").exists());
}

#[test]
fn another_day_said_throughout_shows_by_the_figures() {
    let place = reported();
    // Nothing was overdue on either day.
    for file in FILES.iter().filter(|file| **file != "r-overdue.csv") {
        let forged = forge(&place, file, &|text| text.replace(AS_OF, "2024-05-10").replace("10/06/2024", "10/05/2024"));
        let run = verify(&place, &forged);
        assert!(run.code == Some(1) && run.out.contains("made again it says"), "{file}: {run:?}");
    }
}

#[test]
fn a_figure_that_is_changed_is_found_and_its_place_told() {
    let place = reported();
    for (file, from, to, at) in [
        ("r-compliance.csv", "Sở, ngành", "Sở, Ngành", "cell A"),
        ("r.json", "\"on_time\": 2", "\"on_time\": 9", "line "),
        ("r.md", "Sở, ngành", "Sở, Ngành", "line "),
        ("r.html", "Sở, ngành", "Sở, Ngành", "line "),
        ("r.xlsx", "Sở, ngành", "Sở, Ngành", "of the sheet “"),
        ("r.docx", "Sở, ngành", "Sở, Ngành", "paragraph "),
    ] {
        let forged = forge(&place, file, &|text| text.replace(from, to));
        let run = verify(&place, &forged);
        assert!(run.code == Some(1) && run.out.contains(at), "{file}: {run:?}");
        assert!(run.out.contains("it was altered after it was written"), "{file}: {run:?}");
    }
}

#[test]
fn a_checkout_with_other_line_ends_is_the_same_registry() {
    let place = reported();
    for file in walkdir::WalkDir::new(place.at("registry")).into_iter().map(Result::unwrap) {
        if file.file_type().is_file() && file.path().extension().is_some_and(|ending| ending == "yaml") {
            let text = fs::read_to_string(file.path()).unwrap();
            fs::write(file.path(), text.replace('\n', "\r\n")).unwrap();
        }
    }
    for file in FILES {
        let run = verify(&place, file);
        assert!(run.code == Some(0) && run.out.contains("follows from the registry as it is"), "{file}: {run:?}");
    }
    let evidence =
        |place: &Workplace| serde_json::from_str::<Value>(&place.read("r.json")).unwrap()["evidence"].clone();
    let before = evidence(&place);
    write_report(&place);
    assert_eq!(evidence(&place), before);
    // The text forms of a report may be checked out so, too.
    for file in ["r-compliance.csv", "r.json", "r.md", "r.html"] {
        let text = place.read(file).replace("\r\n", "\n");
        place.write(file, text.replace('\n', "\r\n"));
        assert_eq!(verify(&place, file).code, Some(0), "{file}");
    }
    // Git puts no byte-order mark anywhere: whoever did has changed the file.
    let text = place.read("registry/ttc.yaml");
    place.write("registry/ttc.yaml", format!("\u{feff}{text}"));
    write_report(&place);
    assert_ne!(evidence(&place)["digest"], before["digest"]);
}

/// A workbook as another program would write it: the same values, and nothing else of it the same.
fn saved_again(workbook: &[u8], change: &dyn Fn(&str, u32, u32, &Data) -> Data) -> Vec<u8> {
    let mut read: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(workbook)).unwrap();
    let mut written = Workbook::new();
    for (name, range) in read.worksheets() {
        let sheet = written.add_worksheet().set_name(&name).unwrap();
        let (top, left) = range.start().unwrap();
        for (row, column, cell) in range.used_cells() {
            let (row, column) = (top + row as u32, left + column as u32);
            match change(&name, row, column, cell) {
                Data::String(words) => sheet.write_string(row, column as u16, words).map(|_| ()).unwrap(),
                Data::Int(number) => sheet.write_number(row, column as u16, number as f64).map(|_| ()).unwrap(),
                Data::Float(number) => sheet.write_number(row, column as u16, number).map(|_| ()).unwrap(),
                Data::DateTime(day) => sheet.write_number(row, column as u16, day.as_f64()).map(|_| ()).unwrap(),
                _ => {}
            }
        }
    }
    written.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_saved_again_is_told_from_one_with_a_changed_figure() {
    let place = reported();
    let bytes = fs::read(place.at("r.xlsx")).unwrap();
    place.write("again.xlsx", saved_again(&bytes, &|_, _, _, cell| cell.clone()));
    let run = verify(&place, "again.xlsx");
    assert!(run.code == Some(0) && run.out.contains("saved again by another program"), "{run:?}");
    // Each number of each sheet, by one.
    let mut read: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let mut numbers = Vec::new();
    for (name, range) in read.worksheets() {
        let (top, left) = range.start().unwrap();
        let cells = range.used_cells().filter(|(_, _, cell)| matches!(cell, Data::Float(_) | Data::Int(_)));
        numbers.extend(cells.map(|(row, column, _)| (name.clone(), top + row as u32, left + column as u32)));
    }
    assert!(numbers.len() > 20, "{numbers:?}");
    for (name, row, column) in numbers.iter().step_by(7) {
        let larger = |sheet: &str, at: u32, across: u32, cell: &Data| match cell {
            Data::Float(number) if (sheet, at, across) == (name, *row, *column) => Data::Float(number + 1.0),
            Data::Int(number) if (sheet, at, across) == (name, *row, *column) => Data::Int(number + 1),
            cell => cell.clone(),
        };
        place.write("again.xlsx", saved_again(&bytes, &larger));
        let run = verify(&place, "again.xlsx");
        let cell = format!("{}{} of the sheet “{name}”", char::from(b'A' + *column as u8), row + 1);
        assert!(run.code == Some(1) && run.out.contains(&cell), "{cell}: {run:?}");
    }
    // What a formula comes to may be another tomorrow.
    let with_formula = changed(&bytes, &|text| text.replacen("<v>2</v>", "<f>1+1</f><v>2</v>", 1));
    place.write("again.xlsx", with_formula);
    let run = verify(&place, "again.xlsx");
    assert!(run.code == Some(1) && run.out.contains("says “=…”"), "{run:?}");
}

#[test]
fn a_document_saved_again_is_told_from_one_with_a_changed_word() {
    let place = reported();
    // Runs are parted and hyphens kept otherwise, the hidden part has another number.
    let again = |text: &str| {
        let text = text.replace("<w:noBreakHyphen/>", "<w:t>\u{2011}</w:t>").replace("item1.xml", "item7.xml");
        text.replace("Sở, ngành</w:t>", "Sở, </w:t></w:r><w:r><w:t xml:space=\"preserve\">ngành</w:t>")
    };
    let bytes = fs::read(place.at("r.docx")).unwrap();
    place.write("again.docx", changed(&bytes, &again));
    let run = verify(&place, "again.docx");
    assert!(run.code == Some(0) && run.out.contains("saved again by another program"), "{run:?}");
    place.write("again.docx", changed(&bytes, &|text| again(text).replace(">ngành</w:t>", ">ngàn</w:t>")));
    let run = verify(&place, "again.docx");
    assert!(run.code == Some(1) && run.out.contains("says “Sở, ngàn”"), "{run:?}");
}

/// `cargo test --test cli -- --ignored libreoffice`
#[test]
#[ignore = "needs soffice"]
fn what_libreoffice_saves_again_says_the_same() {
    let place = reported();
    for form in ["xlsx", "docx"] {
        let file = format!("r.{form}");
        let mut command = std::process::Command::new("soffice");
        command.args(["--headless", "--convert-to", form, "--outdir", "again", &file]).current_dir(place.root());
        assert!(command.env("HOME", place.root()).output().unwrap().status.success());
        let run = verify(&place, &format!("again/{file}"));
        assert!(run.code == Some(0) && run.out.contains("saved again by another program"), "{form}: {run:?}");
    }
}

#[test]
fn whatever_says_what_it_was_made_from_can_be_verified_and_the_rest_says_why_not() {
    let place = Workplace::with_base();
    place.commit();
    let day = ["--as-of", "2024-06-10", "-q"];
    for (made, forms) in [
        (&["report", "--month", "2024-05"][..], &["json", "md", "html", "xlsx", "docx"][..]),
        (&["roster", "export"], &["csv", "json", "md", "html", "xlsx", "docx"]),
        (&["roster", "export", "--public", "--lang", "en"], &["csv", "json", "md", "html", "xlsx", "docx"]),
        (&["roster", "export", "--with-private", "--history", "--sort", "name"], &["csv", "xlsx", "docx"]),
        (&["roster", "export", "--columns", "name,unit,days", "--unit", "Sở Y tế"], &["csv", "docx"]),
        (&["roster", "show", "so y te"], &["json", "html", "xlsx", "docx"]),
        (&["roster", "show"], &["json", "docx"]),
        (&["deadlines", "--next", "40"], &["csv", "json", "md", "html", "xlsx", "docx"]),
    ] {
        for form in forms {
            let file = format!("out.{form}");
            assert_eq!(place.run(&[made, &day, &["-o", &file]].concat()).code, Some(0), "{made:?} {form}");
            let run = verify(&place, &file);
            assert!(
                run.code == Some(0) && run.out.contains("follows from the registry as it is"),
                "{made:?} {form} {run:?}"
            );
        }
    }
    for (made, file) in [
        (&["report", "--month", "2024-05"][..], "out.txt"),
        (&["roster", "export"], "out.vcf"),
        (&["deadlines"], "out.ics"),
    ] {
        assert_eq!(place.run(&[made, &day, &["-o", file]].concat()).code, Some(0));
        let run = verify(&place, file);
        assert!(run.code == Some(2) && run.err.contains("does not say what it was made from"), "{file}: {run:?}");
    }
    place.write("list.csv", "Họ và tên,Đơn vị,Chức vụ\nLý Văn An,Sở Y tế,Giám đốc\n");
    for made in [&["roster", "import", "list.csv"][..], &["diff", "HEAD"]] {
        assert_eq!(place.run(&[made, &["-q", "-o", "out.json"]].concat()).code, Some(0), "{made:?}");
        let run = verify(&place, "out.json");
        assert!(run.code == Some(1) && run.out.contains("cannot be made again from the registry alone"), "{run:?}");
    }
}

#[test]
fn what_cannot_be_looked_up_is_said_and_not_taken_for_true() {
    let place = reported();
    // A copy of the folder without its repository, and one in a repository of its own.
    let copy = Workplace::with_base();
    copy.write("r.json", place.read("r.json"));
    let run = verify(&copy, "r.json");
    assert!(run.code == Some(1) && run.out.contains("the registry here is not kept in git"), "{run:?}");
    copy.commit();
    let run = verify(&copy, "r.json");
    assert!(run.code == Some(1) && run.out.contains("there is no such commit"), "{run:?}");
    // No git program.
    let mut command = place.ttc(&["report", "--verify", "r.json", "--lang", "en"]);
    command.env("PATH", place.at("nothing"));
    let run = crate::workplace::run(command);
    assert!(run.code == Some(4) && run.out.contains("git cannot be asked"), "{run:?}");
    // Files that were never committed are gone tomorrow.
    let uncommitted = Workplace::with_base();
    uncommitted.commit();
    uncommitted.vacate();
    write_report(&uncommitted);
    assert_eq!(verify(&uncommitted, "r.json").code, Some(0));
    uncommitted.git(&["checkout", "--quiet", "."]);
    let run = verify(&uncommitted, "r.json");
    assert!(run.code == Some(1) && run.out.contains("cannot be known"), "{run:?}");
    // Another version wrote in another way.
    let older = place.read("r.json").replace("\"version\": 2", "\"version\": 1");
    place.write("older.json", older);
    let run = verify(&place, "older.json");
    assert!(run.code == Some(2) && run.err.contains("in version 1 of the format"), "{run:?}");
    assert!(project().join("schemas/document.schema.json").exists());
}
