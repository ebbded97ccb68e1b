//! The day judged, and that nothing but it and the files plays a part.

use chrono::{Days, NaiveDate, Utc};
use serde_json::Value;

use crate::workplace::{DAY, Workplace, project, run, sample};

fn json(place: &Workplace, arguments: &[&str]) -> Value {
    let run = place.run(&[&["validate", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("no JSON: {run:?}"))
}

#[test]
fn a_day_that_does_not_exist_or_is_written_otherwise_exits_with_2() {
    let place = Workplace::with_base();
    for wrong in
        ["2024-02-30", "31/06/2024", "2024-6-1", "30.06.2024", "06/30/2024", "today", "", "2024-Q2", "１/1/2024"]
    {
        let run = place.run(&["validate", "--as-of", wrong]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{wrong}");
        assert!(run.err.contains("2024-06-20") && run.err.contains("20/06/2024"), "{run:?}");
    }
}

#[test]
fn a_day_may_be_written_as_people_write_it() {
    let place = Workplace::with_vacancy();
    let data = place.run(&["validate", "--as-of", "2024-06-30"]);
    let people = place.run(&["validate", "--as-of", "30/06/2024"]);
    assert_eq!((data.code, &data.out), (people.code, &people.out));
}

#[test]
fn the_day_decides_what_is_found() {
    let place = Workplace::with_vacancy();
    let vacant = |day| {
        let json = json(&place, &["--as-of", day]);
        json["findings"].as_array().unwrap().iter().any(|finding| finding["rule"] == "seat-vacant")
    };
    assert!(!vacant("2024-05-31"));
    assert!(vacant("2024-06-01"));
}

/// Decision 246 ceased with the province on 30/06/2025.
#[test]
fn today_the_sample_is_judged_as_of_the_last_day_in_force() {
    let place = Workplace::empty();
    for asked in [[].as_slice(), &["--as-of", "2026-11-23"], &["--as-of", "2025-07-01"]] {
        let json = json(&place, &[&["--registry", &sample()], asked].concat());
        assert_eq!(json["as_of"], "2025-06-30", "{asked:?}");
        assert_eq!(json["regulation"], "246/QĐ-UBND");
        let note = json["clock_note"].as_str().unwrap();
        assert!(note.contains("no regulation is in force on") && note.contains("30/06/2025"), "{note}");
    }
    let json = json(&place, &["--registry", &sample(), "--as-of", "2025-06-30"]);
    assert_eq!(json["clock_note"], Value::Null);
}

#[test]
fn the_note_on_the_day_is_said_once_and_where_it_is_read() {
    let place = Workplace::empty();
    let validate = |arguments: &[&str]| {
        place.run(&[&["validate", "--registry", &sample(), "--as-of", "2026-11-23"], arguments].concat())
    };
    let is_told = |text: &str| text.replace('\n', " ").contains("no regulation is in force on 23/11/2026");
    for human in [[].as_slice(), &["--format", "human"], &["--format", "human", "-o", "x.json"]] {
        let run = validate(human);
        assert!(is_told(&run.out) && run.err.is_empty(), "{human:?}: {run:?}");
    }
    for machine in [["--format", "concise"].as_slice(), &["--format", "json"], &["-o", "x.json"]] {
        assert!(is_told(&validate(machine).err), "{machine:?}");
        assert_eq!(validate(&[machine, &["-q"]].concat()).err, "", "{machine:?}");
    }
}

#[test]
fn a_regulation_without_an_end_is_judged_today_in_vietnam() {
    let place = Workplace::with_base();
    place.replace("registry/regulations/quy-che.yaml", "{from: 2024-02-22, until: 2025-06-30}", "{from: 2024-02-22}");
    let in_vietnam = || (Utc::now() + chrono::TimeDelta::hours(7)).date_naive();
    let before = in_vietnam();
    let mut command = place.ttc(&["validate", "--format", "json"]);
    command.env("TZ", "America/Los_Angeles");
    let json: Value = serde_json::from_str(&run(command).out).unwrap();
    let judged: NaiveDate = json["as_of"].as_str().unwrap().parse().unwrap();
    assert!(before <= judged && judged <= in_vietnam(), "{judged}");
    assert_eq!(json["clock_note"], Value::Null);
}

/// The records of the sample's files in a folder that are there on a day, each as a lookup of its fields.
fn count_on(day: NaiveDate, folder: &str, weight: impl Fn(&dyn Fn(&str) -> Option<String>) -> u64) -> u64 {
    let mut sum = 0;
    for file in std::fs::read_dir(project().join("registry").join(folder)).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for record in text.split("\n  - ").skip(1) {
            let field = |name: &str| {
                let line = record.lines().find_map(|line| line.trim_start().strip_prefix(&format!("{name}: ")));
                line.map(str::to_owned)
            };
            let date = |name: &str| field(name).map(|written| written.parse::<NaiveDate>().unwrap());
            if date("from").is_none_or(|from| from <= day) && date("until").is_none_or(|until| until >= day) {
                sum += weight(&field);
            }
        }
    }
    sum
}

/// Article 2.2 asks for two officers of each department and district, one of each commune and one leader of the
/// Provincial Office; how many officers for control the Office has it leaves to the Office.
#[test]
fn the_seats_of_the_sample_are_those_that_the_regulation_asks_for() {
    let place = Workplace::empty();
    for (day, fixed, open) in [("2024-02-22", 168, 3), ("2024-09-01", 167, 3)] {
        let date = day.parse().unwrap();
        let by_law = count_on(date, "units", |field| match field("kind").unwrap().as_str() {
            "department" | "district" => 2,
            "commune" | "provincial-office" => 1,
            _ => 0,
        });
        let of_the_office =
            count_on(date, "officers", |field| u64::from(field("seat").as_deref() == Some("control-officer")));
        assert_eq!((by_law, of_the_office), (fixed, open), "{day}");
        let json = json(&place, &["--registry", &sample(), "--as-of", day]);
        assert_eq!(json["summary"]["seats_expected"], fixed + open, "{day}");
    }
}

#[test]
fn the_same_bytes_in_every_time_zone_and_locale() {
    let place = Workplace::with_vacancy();
    place.write("registry/units/broken.yaml", "units:\n  - {id: [\n");
    place.commit();
    for language in ["vi", "en"] {
        for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
            let validate = |environment: &[(&str, &str)]| {
                let mut command = place.ttc(&["validate", "--lang", language, "--as-of", DAY, "--format", format]);
                command.envs(environment.iter().copied());
                run(command).out
            };
            let plain = validate(&[]);
            for environment in [
                [("TZ", "Asia/Tokyo")].as_slice(),
                &[("TZ", "America/Los_Angeles"), ("LC_ALL", "C")],
                &[("LANG", "vi_VN.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
            ] {
                assert_eq!(validate(environment), plain, "{format} {language} {environment:?}");
            }
        }
    }
}

#[test]
fn the_day_after_tomorrow_can_be_asked_for() {
    let place = Workplace::with_base();
    let far = Utc::now().date_naive() + Days::new(7_000);
    assert_eq!(place.run(&["validate", "--as-of", &far.to_string()]).code, place.run(&["validate"]).code);
}
