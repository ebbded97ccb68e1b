//! What is only spelling is mended by `fmt`, and whatever it writes is read by others as by ttc.

use std::collections::BTreeSet;

use proptest::prelude::*;
use ttc::edit::format::{Refusal, format};
use ttc::load::yaml;
use ttc::load::yaml::events::{Mark, marks};
use ttc::record::tree::Node;
use ttc::source::{FileId, Place};
use ttc::text::{is_nfc, to_nfc};

use crate::comments::TEXTS;
use crate::readers::assert_read_alike;
use crate::{FILES, Said, said};

/// The one officer of a file, with this line.
fn officer(line: &str) -> String {
    format!("officers:\n  - id: a\n    {line}\n")
}

#[test]
fn what_others_read_otherwise_gets_quotation_marks() {
    for (written, mended) in [
        ("phone: 0123", "phone: \"0123\""),
        ("phone: +84912345678", "phone: \"+84912345678\""),
        ("note: no", "note: \"no\""),
        ("note: 12:30", "note: \"12:30\""),
        ("note: 0o17", "note: \"0o17\""),
        ("note: 1_000", "note: \"1_000\""),
        ("note: .inf", "note: \".inf\""),
        ("note: 1e3", "note: \"1e3\""),
        ("note: =", "note: \"=\""),
        ("note: 2024-02-30", "note: \"2024-02-30\""),
        ("note: a\u{2028}b", "note: \"a\\U00002028b\""),
        ("note: 'a\u{85}b'", "note: \"a\\U00000085b\""),
        ("note: \"\\ud83d\\ude00\"", "note: \"😀\""),
        ("note: |  # c\n      a\u{2029}b", "note: \"a\\U00002029b\\n\" # c"),
        ("in_charge_of: [:a, ?b, no]", "in_charge_of: [\":a\", \"?b\", \"no\"]"),
        ("nomination: {number:}", "nomination: {number: }"),
        (
            "nomination: {number: , date:, approved: # c\n      2024-01-01}",
            "nomination: {number: , date: , approved: # c\n      2024-01-01}",
        ),
        ("nomination: {number # c\n      : 1}", "nomination: {number: # c\n      1}"),
        ("yes: a", "\"yes\": a"),
    ] {
        let formatted = format("officers/o.yaml", &officer(written));
        assert_eq!(formatted.as_deref(), Ok(&*officer(mended)), "{written}");
        assert_read_alike(&officer(mended));
    }
}

#[test]
fn what_all_read_alike_stays_as_it_is() {
    for line in [
        "from: 2024-06-20",
        "phone: '0123'",
        "note: 943",
        "note: ~",
        "note:",
        "note: :a",
        "note: 24/QĐ-UBND, a#b",
        "note: 'a: # b'",
        "note: \"\\u0041\\n\"",
        "note: a\u{a0}b",
    ] {
        assert_eq!(format("officers/o.yaml", &officer(line)).as_deref(), Ok(&*officer(line)));
    }
    let truth = "number: 1/QĐ\nkinds:\n  - id: k\n    in_scope: false\n";
    assert_eq!(format("regulations/r.yaml", truth).as_deref(), Ok(truth), "a truth value is meant to be one");
}

#[test]
fn loose_accents_are_composed_everywhere_and_nothing_else_is_changed() {
    for (path, text) in FILES.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain(TEXTS.iter().copied()) {
        let loose = decomposed(text);
        let formatted = format(path, &loose).unwrap_or_else(|refusal| panic!("{refusal:?}: {path}"));
        assert!(is_nfc(&formatted), "{path}");
        assert_eq!(format(path, text).as_ref(), Ok(&formatted), "{path}");
    }
    let key = "officers:\n  - sa\u{301}ch: 'Ke\u{302}\u{301}' # Sa\u{301}ch\n    name: \"\\u0065\\u0301\"\n";
    assert_eq!(format("officers/o.yaml", key).unwrap(), "officers:\n  - name: \"é\"\n    sách: 'Kế' # Sách\n");
    // Composed it would be a mark that begins no value.
    assert_eq!(format("officers/o.yaml", &officer("note: \u{1fef}x")), Ok(officer("note: \"`x\"")));
    // Two keys that become one are for people to part.
    let twice = "officers:\n  - sa\u{301}ch: 1\n    s\u{e1}ch: 2\n";
    assert!(format("officers/o.yaml", twice).is_err());
}

/// With every accent apart.
fn decomposed(text: &str) -> String {
    const MARKED: &str = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ";
    let plain = |letter: char| -> Option<String> {
        let bare = "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyy";
        let at = MARKED.chars().position(|marked| marked == letter)?;
        let base = bare.chars().nth(at)?;
        let marks = ["\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"];
        let hats = ["", "\u{302}", "\u{306}", "\u{31b}"];
        let spelt = |hat: &str, mark: &str| format!("{base}{hat}{mark}");
        let all = hats.iter().flat_map(|hat| marks.iter().chain([&""]).map(move |mark| (*hat, *mark)));
        all.map(|(hat, mark)| spelt(hat, mark)).find(|spelt| to_nfc(spelt) == letter.to_string())
    };
    text.chars().map(|letter| plain(letter).unwrap_or_else(|| letter.to_string())).collect()
}

/// The numbers of the lines on which a text goes on that began above.
fn further_lines(text: &str) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    for (span, mark) in marks(text).unwrap() {
        if let Mark::Scalar { .. } = mark {
            let line = |at: usize| text[..at].matches('\n').count();
            let header = usize::from(text[..span.start].trim_end().ends_with(['|', '-', '+', '>']));
            lines.extend(line(span.start) + 1 - header..=line(span.end));
        }
    }
    lines
}

#[test]
fn blanks_that_are_none_in_the_indentation_become_spaces() {
    let mut tried = 0;
    for (path, text) in TEXTS {
        let (canonical, texts) = (format(path, text).unwrap(), further_lines(text));
        for at in 0..text.lines().count() {
            for blank in ["\u{a0}", "\u{202f}", "\u{3000}", "\t"] {
                let with_blank = |(number, line): (usize, &str)| {
                    let shown = line.trim_start_matches(' ');
                    let depth = line.len() - shown.len();
                    let blanks = match blank {
                        "\t" if depth % 4 == 0 => "\t".repeat(depth / 4),
                        "\t" => " ".repeat(depth),
                        blank => blank.repeat(depth),
                    };
                    if number == at { format!("{blanks}{shown}\n") } else { format!("{line}\n") }
                };
                let pasted: String = text.lines().enumerate().map(with_blank).collect();
                let formatted = format(path, &pasted);
                if texts.contains(&at) || ["\t", "\u{3000}"].contains(&blank) {
                    // A text may be meant to have them, and these may be of several widths: it is mended rightly or left.
                    let is_readable =
                        yaml::parse(FileId(0), &pasted).told.into_faults(Place::file(FileId(0))).is_empty();
                    assert!(
                        is_readable || formatted.as_ref().is_ok_and(|it| *it == canonical) || formatted.is_err(),
                        "{pasted}"
                    );
                } else {
                    assert_eq!(formatted.as_ref(), Ok(&canonical), "{pasted}");
                    tried += usize::from(pasted != *text);
                }
            }
        }
    }
    assert!(tried > 100, "{tried}");
    // All lines at once, and beside the dash.
    let pasted = "officers:\n\u{a0}\u{a0}-\u{a0}id: a\n\u{a0} \u{a0} name: x\n";
    assert_eq!(format("officers/o.yaml", pasted).unwrap(), "officers:\n  - id: a\n    name: x\n");
    let tabbed = "officers:\n\t- id: a\n\t  name: x\n";
    assert_eq!(format("officers/o.yaml", tabbed).unwrap(), "officers:\n  - id: a\n    name: x\n");
    // Of which of the two the list is depends on how wide the tab is.
    let unclear = "officers:\n  - id: a\n    nomination:\n        number: 1\n\tdate: x\n";
    assert_eq!(format("officers/o.yaml", unclear), Err(Refusal::Faults));
}

/// Words that are something else to some reader, in some place.
const WORDS: &[&str] = &[
    "a",
    "Lê A",
    "yes",
    "NO",
    "y",
    "~",
    "null",
    "0",
    "7",
    "0123",
    "0o7",
    "1_000",
    "12:30",
    "08:30",
    "2024-02-30",
    "2024-06-20",
    "=",
    "<<",
    ".inf",
    "-.INF",
    ".nan",
    "1e3",
    "1.",
    "1.50",
    "+84",
    "-0",
    "12345678901234567890",
    ":a",
    "?b",
    "-c",
    "a:b",
    "a?b",
    "x#y",
    "a:?b",
    "--",
    "---x",
    "a\u{a0}b",
    "Ke\u{302}\u{301}",
    "a\u{2028}b",
    "a\u{85}b",
    "z\u{feff}",
    "\u{212a}",
    "\u{1fef}",
    "%x",
    "@x",
    "!x",
    "a'b",
    "a\"b",
    "'",
    "a b  c",
    "it's",
    "x\ty",
    "😀",
    "\u{200b}x",
    "q\u{202e}",
];

/// A value of which text it is, at a depth, in one of the ways to write it.
fn shown(word: &str, style: u8, depth: usize, flow: bool) -> String {
    let pad = format!("\n{:depth$}", "");
    match style % 8 {
        0 => format!("'{}'", word.replace('\'', "''")),
        1 => format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"")),
        2 if !flow => format!("|{pad}{word}"),
        3 if !flow => format!(">-{pad}{word}{pad}{word}"),
        4 => format!("{word}{pad}{word}"),
        5 if flow => format!("{{{word}: {word},a:}}"),
        6 => format!("[{word}, {word}]"),
        7 => format!("[{word},{pad}# {word}{pad}{{b: {word}, c:}}]"),
        _ => word.to_owned(),
    }
}

/// What a text says when its letters are composed.
fn composed(node: Option<&Node>) -> Option<Said> {
    node.map(said)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn whatever_can_be_read_is_written_so_that_all_read_it_alike(
        fields in proptest::collection::vec((any::<u8>(), 0..WORDS.len(), any::<u8>(), 0_usize..3), 1..8),
        windows in any::<bool>(),
    ) {
        let mut text = String::from("officers:\n");
        for (number, (key, word, style, way)) in fields.into_iter().enumerate() {
            let key = match key {
                0..200 => format!("k{number}"),
                _ => WORDS[usize::from(key) % WORDS.len()].to_owned(),
            };
            text += &match way {
                0 => format!("  - {key}: {}\n", shown(WORDS[word], style, 6, false)),
                1 => format!("  - {{{key}: {}, z{number}:}}\n", shown(WORDS[word], style, 6, true)),
                _ => format!("  -\n    # {}\n    {key}: {} # c\n", WORDS[word], shown(WORDS[word], style, 8, false)),
            };
        }
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let parsed = yaml::parse(FileId(0), &text);
        let faults = parsed.told.into_faults(Place::file(FileId(0)));
        match format("officers/o.yaml", &text) {
            Ok(formatted) => {
                prop_assert_eq!(composed(parsed.tree.as_ref()), composed(yaml::tree(&formatted).as_ref()), "{}", text);
                let again = format("officers/o.yaml", &formatted);
                prop_assert_eq!(again.as_deref(), Ok(&*formatted), "{}", text);
                assert_read_alike(&formatted);
            }
            Err(refusal) => {
                // Only what cannot be read, or braces without a pair of their own.
                let is_faulty = faults.iter().any(|fault| fault.rule.name != "not-nfc");
                prop_assert!(is_faulty || refusal == Refusal::Unusual, "{:?}: {}", refusal, text);
            }
        }
    }
}
