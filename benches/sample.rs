//! How long the sample province takes, beside what cannot be avoided: the same files through a plain YAML reader.
//! Only the ratios within one run mean something; machines are noisy.

use std::hint::black_box;
use std::path::Path;

use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ttc::facts::Facts;
use ttc::load::tree::{Content, InputFile, read_folder};
use ttc::load::{load, locate::locate};
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

criterion_group!(benches, sample_province);
criterion_main!(benches);
