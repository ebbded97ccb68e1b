//! The page of HTML.

mod sample;

use ttc::locale::Language;
use ttc::render::Terminal;
use ttc::render::document::{CsvLook, Form, Look};

fn page(document: &ttc::document::Document, language: Language) -> String {
    let look = Look { language, terminal: Terminal::plain(), csv: CsvLook { delimiter: b',', for_spreadsheets: true } };
    let form = Form::named("html").expect("the form is in the table");
    String::from_utf8(form.render(document, &look).unwrap()).unwrap()
}

#[test]
fn scratch() {
    std::fs::write("/tmp/html-vi.html", page(&sample::document(), Language::Vi)).unwrap();
    std::fs::write("/tmp/html-en.html", page(&sample::document(), Language::En)).unwrap();
    let start = std::time::Instant::now();
    std::fs::write("/tmp/html-big.html", page(&sample::of_one(sample::overdue(12000)), Language::Vi)).unwrap();
    println!("{:?}", start.elapsed());
}
