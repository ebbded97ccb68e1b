//! How long the sample province takes, beside what cannot be avoided: the same files through a plain YAML reader.
//! Only the ratios within one run mean something; machines are noisy.

use std::hint::black_box;
use std::path::Path;

use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ttc::document::{Document, Evidence, Kept};
use ttc::facts::Facts;
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::load::{load, locate::locate};
use ttc::locale::Language;
use ttc::render::Terminal;
use ttc::render::document::{CsvLook, FORMS, Look};
use ttc::reports::{PARTS, Scope, Time, report};
use ttc::rules;

fn sample() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("registry");
    let files = read_folder(&folder).expect("the sample is there");
    files
        .into_iter()
        .filter_map(|file| match file.content {
            Content::Bytes(bytes) => Some((file.path, String::from_utf8(bytes).expect("the sample is UTF-8"))),
            _ => None,
        })
        .collect()
}

fn input(sample: &[(String, String)]) -> Vec<InputFile> {
    sample
        .iter()
        .map(|(path, text)| InputFile { path: path.clone(), content: Content::Bytes(text.clone().into_bytes()) })
        .collect()
}

fn sample_province(criterion: &mut Criterion) {
    let sample = sample();
    let as_of = NaiveDate::from_ymd_opt(2025, 6, 30).expect("a day");
    let mut group = criterion.benchmark_group("sample");
    group.bench_function("plain YAML values", |bencher| {
        bencher.iter(|| {
            for (_, text) in &sample {
                black_box(serde_yaml::from_str::<serde_yaml::Value>(text).expect("the sample is YAML"));
            }
        });
    });
    group.bench_function("load", |bencher| {
        bencher.iter_batched(|| input(&sample), |files| black_box(load(files)), BatchSize::LargeInput);
    });
    let loaded = load(input(&sample));
    group.bench_function("facts", |bencher| {
        bencher.iter(|| black_box(Facts::new(&loaded.registry, as_of, as_of).seats.len()));
    });
    let facts = Facts::new(&loaded.registry, as_of, as_of);
    group.bench_function("judge", |bencher| bencher.iter(|| black_box(rules::judge(&facts))));
    group.bench_function("locate", |bencher| {
        bencher.iter_batched(
            || rules::judge(&facts).standing,
            |standing| black_box(locate(standing, &loaded.files)),
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

/// The third quarter of 2024, every part.
fn quarter(facts: &Facts<'_>) -> Document {
    let time = Time::Period("2024-Q3".parse().expect("a quarter"));
    let order = facts.units_in_order();
    let entries = order.iter().flat_map(|unit| facts.entries_of(*unit, time.reach())).collect();
    let units = vec![true; order.len()];
    let scope = Scope { facts, staffing: facts, time, units, order, entries, before: None, choice: None };
    let evidence = Evidence {
        tool: "ttc".to_owned(),
        arguments: Vec::new(),
        as_of: facts.as_of,
        regulations: Vec::new(),
        kept: Kept::Nowhere,
        digest: None,
        files: Vec::new(),
    };
    report(&scope, &PARTS.iter().collect::<Vec<_>>(), evidence)
}

/// A quarter's report beside the reading of the registry, which no report can do without.
fn report_of_a_quarter(criterion: &mut Criterion) {
    let sample = sample();
    let as_of = NaiveDate::from_ymd_opt(2025, 6, 30).expect("a day");
    let mut group = criterion.benchmark_group("quarter");
    group.bench_function("load", |bencher| {
        bencher.iter_batched(|| input(&sample), |files| black_box(load(files)), BatchSize::LargeInput);
    });
    let loaded = load(input(&sample));
    let facts = Facts::new(&loaded.registry, as_of, as_of);
    group.bench_function("every part", |bencher| bencher.iter(|| black_box(quarter(&facts))));
    let document = quarter(&facts);
    let look = Look {
        language: Language::Vi,
        terminal: Terminal::plain(),
        csv: CsvLook { delimiter: b',', for_spreadsheets: true },
    };
    // CSV holds one table.
    for form in FORMS.iter().filter(|form| !form.one_table) {
        group.bench_function(form.name, |bencher| bencher.iter(|| black_box(form.render(&document, &look))));
    }
    group.finish();
}

criterion_group!(benches, sample_province, report_of_a_quarter);
criterion_main!(benches);
