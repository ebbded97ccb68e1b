//! The fuzz targets without a fuzzer: each on its corpus, and on mutations of it that are the same in every run. How
//! to look further with one is in CONTRIBUTING.md.

#[path = "../../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use targets::TARGETS;

/// How many mutations of each target's corpus are tried; those that judge or load a registry take their time.
const MUTATIONS: &[(&str, usize)] = &[
    ("loader", 300),
    ("yaml", 2_000),
    ("format", 2_000),
    ("edit", 250),
    ("csv", 500),
    ("workbook", 500),
    ("periods", 20_000),
    ("verify", 1_000),
    ("registry", 150),
];

/// What files of these kinds are made of.
const WORDS: &[&str] = &[
    "\n",
    "\r\n",
    "  ",
    "- ",
    ": ",
    "#",
    " # x",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    "|",
    ">",
    "&a ",
    "*a",
    "!t ",
    "---\n",
    "...\n",
    "\u{feff}",
    "\u{a0}",
    "\u{85}",
    "\u{301}",
    "\0",
    "\t",
    "~",
    "null",
    "0",
    "9999-12-31",
    "0001-01-01",
    "2024-02-30",
    "2024-Q2",
    "2024-13",
    "-1",
    "4294967296",
    "id: ",
    "unit: ",
    "from: ",
    "until: ",
    "parent: huyen-a",
    "xa-b",
    "ubnd-tinh",
    "so-y-te",
    "Họ và tên",
    "Chức vụ",
    "Đơn vị",
    "Từ ngày",
    "Lý Văn An",
    "Sở Y tế",
    "=1+1",
    "+84",
    "<c>",
    "</c>",
    "<row r=\"5\">",
    "<v>1</v>",
    "<f>1</f>",
    " t=\"s\"",
    "<mergeCell ref=\"A1:C3\"/>",
    "</sheetData>",
    "&#0;",
    "<![CDATA[",
    "{\"format\":\"ttc-evidence\"",
];

fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target)
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder(target)).unwrap_or_else(|error| panic!("{target} has no corpus: {error}"));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no corpus");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap()
    }
}

/// One to six small changes of a file.
fn mutated(corpus: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = corpus[numbers.below(corpus.len())].clone();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(40)).min(bytes.len());
        match numbers.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            3 => {
                let other = &corpus[numbers.below(corpus.len())];
                let from = numbers.below(other.len() + 1);
                let piece = &other[from..(from + numbers.below(200)).min(other.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
            4 => bytes.truncate(at),
            _ => drop(bytes.splice(at..at, WORDS[numbers.below(WORDS.len())].bytes()).count()),
        }
    }
    bytes
}

fn run(target: &str) {
    let (_, body) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let (_, count) = MUTATIONS.iter().find(|(name, _)| *name == target).unwrap();
    let corpus = corpus(target);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mutations = std::iter::repeat_with(|| mutated(&corpus, &mut numbers)).take(*count);
    for bytes in corpus.iter().cloned().chain(mutations) {
        if catch_unwind(|| body(&bytes)).is_err() {
            panic!("{target} does not hold for {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}

macro_rules! hold {
    ($($name:ident: $target:literal,)*) => {
        $(#[test]
        fn $name() {
            run($target);
        })*

        #[test]
        fn every_target_has_its_test_its_program_and_its_corpus() {
            let tested = [$($target),*];
            assert_eq!(TARGETS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), tested);
            assert_eq!(MUTATIONS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), tested);
            let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
            let programs = fs::read_to_string(manifest.join("Cargo.toml")).unwrap();
            for target in tested {
                assert!(programs.contains(&format!("name = \"{target}\"")), "{target}");
                assert!(manifest.join(format!("fuzz_targets/{target}.rs")).is_file(), "{target}");
                // Small enough to be looked at.
                assert!(corpus(target).iter().map(Vec::len).sum::<usize>() < 200_000, "{target}");
            }
        }
    };
}

hold! {
    loading_ends_alike_and_points_into_its_files: "loader",
    a_text_is_read_to_a_tree_within_it: "yaml",
    what_is_canonical_says_the_same_and_stays_so: "format",
    a_field_that_is_set_is_read_back_and_nothing_else_changes: "edit",
    a_list_of_csv_ends_nobody_unasked_and_leaves_a_registry: "csv",
    a_workbook_ends_nobody_unasked_and_leaves_a_registry: "workbook",
    a_period_or_day_is_written_as_it_is_read: "periods",
    evidence_is_written_as_it_is_read: "verify",
    a_registry_is_judged_whatever_a_file_holds: "registry",
}
