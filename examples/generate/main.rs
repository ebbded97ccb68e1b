//! Writes registries: the sample province, and large ones to measure with.
//!
//! The units and their dates are facts; the people, papers and reports are invented, by a seeded generator without a
//! clock, so that the same command writes the same bytes for ever. What the generator must not do is ask `ttc` whether
//! its output is right: the sample is the independent side of that question.
//!
//!     cargo run --release --example generate -- soc-trang registry
//!     cargo run --release --example generate -- large target/large --provinces 63 --years 5
//!
//! Everything but `regulations/` and `calendar/` is generated; those two are kept by hand.

mod days;
mod files;
mod names;
mod plan;
mod random;
mod seats;
mod staffing;
mod submissions;
mod units;
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Arg, Command, value_parser};
use icu_normalizer::ComposingNormalizerBorrowed;

use crate::days::WorkingDays;
use crate::files::Files;
use crate::plan::{IN_FORCE, Plan};

fn arguments() -> Command {
    let dir = || Arg::new("dir").value_name("DIR").required(true).value_parser(value_parser!(PathBuf));
    let number = |name| Arg::new(name).long(name).value_name("N").required(true);
    Command::new("generate")
        .about("Writes registries with invented people")
        .subcommand_required(true)
        .subcommand(
            Command::new("soc-trang")
                .about("The sample province, with all that happened in it")
                .arg(dir().help("The registry's folder")),
        )
        .subcommand(
            Command::new("large")
                .about("Many long copies of the province, to measure with")
                .arg(dir().help("The registry's folder"))
                .arg(number("provinces").help("How many provinces").value_parser(value_parser!(u32).range(1..=999)))
                .arg(
                    number("years")
                        .help("How many calendar years of reports, from 2024 on")
                        .value_parser(value_parser!(u32).range(1..=100)),
                )
                .arg(
                    Arg::new("regulation")
                        .long("regulation")
                        .value_name("FILE")
                        .help(
                            "The regulation each province gets a copy of; the calendar is taken from the same registry",
                        )
                        .default_value("registry/regulations/246-qd-ubnd-2024.yaml")
                        .value_parser(value_parser!(PathBuf)),
                ),
        )
}

fn main() -> Result<()> {
    let matches = arguments().get_matches();
    let (command, given) = matches.subcommand().context("clap asks for a command")?;
    let path = |name: &str| given.get_one::<PathBuf>(name).with_context(|| format!("no {name}"));
    let number = |name: &str| given.get_one::<u32>(name).copied().with_context(|| format!("no {name}"));
    match command {
        "soc-trang" => {
            clear_generated(path("dir")?)?;
            write(path("dir")?, &sample()?)
        }
        _ => large(path("dir")?, number("provinces")?, number("years")?, path("regulation")?),
    }
}

/// The files of the sample registry.
fn sample() -> Result<Files> {
    let plan = Plan::soc_trang();
    let mut files = province(&plan, &WorkingDays::read()?)?;
    let domains = [plan.domain.clone()];
    files.extend([files::manifest("Tỉnh Sóc Trăng", "Dữ liệu mẫu; họ tên là hư cấu", &domains)]);
    Ok(files)
}

fn province(plan: &Plan, working_days: &WorkingDays) -> Result<Files> {
    let units = units::all(plan)?;
    let staffing = staffing::staff(plan, &units, working_days);
    Ok(files::province(plan, &units, &staffing, working_days))
}

/// Writes the provinces one after another, so that many of them need no more memory than one.
fn large(dir: &Path, provinces: u32, years: u32, regulation: &Path) -> Result<()> {
    let regulation_text = fs::read_to_string(regulation).with_context(|| {
        format!("{}: run this from the repository's root, or say --regulation", regulation.display())
    })?;
    // It writes regulations too, which elsewhere are kept by hand: nothing of anybody's is removed for it.
    ensure!(is_free(dir)?, "{} is not empty", dir.display());
    let working_days = WorkingDays::read()?;
    let mut domains = Vec::new();
    for number in 1..=provinces {
        let plan = Plan::copy(number, years);
        let mut files = province(&plan, &working_days)?;
        let copy = regulation_for(&plan, number, &regulation_text)?;
        files.insert(format!("regulations/{}246-qd-ubnd-2024.yaml", plan.prefix), copy);
        write(dir, &files)?;
        domains.push(plan.domain);
    }
    let notice = "Dữ liệu đo; họ tên là hư cấu";
    write(dir, &Files::from([files::manifest(&format!("{provinces} tỉnh"), notice, &domains)]))?;

    let calendar = regulation.with_file_name("../calendar");
    if calendar.is_dir() {
        for entry in fs::read_dir(&calendar)? {
            let path = entry?.path();
            let name = path.file_name().context("a listed file has a name")?;
            fs::create_dir_all(dir.join("calendar"))?;
            fs::copy(&path, dir.join("calendar").join(name))?;
        }
    }
    Ok(())
}

/// The regulation as one province's own: the rules stay, number, scope and time change.
fn regulation_for(plan: &Plan, number: u32, text: &str) -> Result<String> {
    let mut copy = String::new();
    let mut replaced = 0;
    let mut inside_replaced = false;
    for line in text.lines() {
        // What belongs to a replaced key is indented under it.
        if inside_replaced && line.starts_with(' ') {
            continue;
        }
        let own = match line.split_once(':').map(|(key, _)| key) {
            Some("number") => Some(format!("number: {}/QĐ-UBND", 1000 + number)),
            Some("in_force") => Some(format!("in_force: {{from: {IN_FORCE}, until: {}}}", plan.last_day)),
            Some("applies_to") => Some(format!("applies_to: {}", plan.id("ubnd-tinh"))),
            _ => None,
        };
        inside_replaced = own.is_some();
        replaced += usize::from(inside_replaced);
        copy.push_str(own.as_deref().unwrap_or(line));
        copy.push('\n');
    }
    ensure!(replaced == 3, "the regulation needs the keys number, in_force and applies_to, once each");
    Ok(copy)
}

/// Makes room for the sample: removes what an earlier run wrote, so that no file stays behind under an old name.
fn clear_generated(dir: &Path) -> Result<()> {
    let is_registry = dir.join("ttc.yaml").is_file() || dir.join("regulations").is_dir();
    ensure!(is_registry || is_free(dir)?, "{} is neither empty nor a registry", dir.display());
    for folder in ["units", "officers", "decisions", "submissions"] {
        let folder = dir.join(folder);
        if folder.is_dir() {
            fs::remove_dir_all(&folder).with_context(|| format!("{}", folder.display()))?;
        }
    }
    Ok(())
}

fn is_free(dir: &Path) -> Result<bool> {
    Ok(!dir.exists() || fs::read_dir(dir).with_context(|| format!("{}", dir.display()))?.next().is_none())
}

fn write(dir: &Path, files: &Files) -> Result<()> {
    let composed = ComposingNormalizerBorrowed::new_nfc();
    for (path, text) in files {
        ensure!(composed.is_normalized(text), "{path} is not NFC");
        let path = dir.join(path);
        let folder = path.parent().context("a file of the registry lies in a folder")?;
        fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("{}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_plan_gives_the_same_bytes() {
        assert_eq!(sample().unwrap(), sample().unwrap());
    }

    #[test]
    fn the_committed_sample_is_what_the_generator_writes() {
        let registry = Path::new(env!("CARGO_MANIFEST_DIR")).join("registry");
        for (path, text) in sample().unwrap() {
            let committed = fs::read_to_string(registry.join(&path)).unwrap_or_default();
            assert!(committed == text, "{path}: run `cargo run --release --example generate -- soc-trang registry`");
        }
    }

    #[test]
    fn copies_share_no_id_with_each_other() {
        let working_days = WorkingDays::read().unwrap();
        let ids = |number| -> Vec<String> {
            let files = province(&Plan::copy(number, 1), &working_days).unwrap();
            let lines = files.values().flat_map(|text| text.lines());
            lines.filter_map(|line| line.strip_prefix("  - id: ")).map(str::to_owned).collect()
        };
        let (first, second) = (ids(1), ids(2));
        assert!(!first.is_empty() && first.iter().all(|id| !second.contains(id)));
    }
}
