//! Which time a report is about: `--month`, `--quarter`, `--year`, `--period`, `--from` and `--to`.

use chrono::{Months, NaiveDate};
use clap::{Arg, ArgGroup, ArgMatches, Command};

use super::globals::written_day;
use crate::both;
use crate::calendar::{Cadence, Interval, Period};
use crate::facts::Facts;
use crate::facts::force::time_in_force;
use crate::locale::{Both, Language, Text, day};
use crate::reports::Time;

/// The cadences that have an option of their own, with what a value looks like.
const OPTIONS: [(&str, Cadence, &str); 3] =
    [("month", Cadence::Month, "2024-06"), ("quarter", Cadence::Quarter, "2024-Q3"), ("year", Cadence::Year, "2024")];

/// Adds the options.
pub fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    let about = |id: &str| match id {
        "month" => words(
            "Báo cáo tháng; không nêu kỳ là tháng gần nhất đã qua hạn",
            "A month; without a value the last one whose deadlines have passed",
        ),
        "quarter" => words(
            "Báo cáo quý; không nêu kỳ là quý gần nhất đã qua hạn (mặc định)",
            "A quarter; without a value the last one whose deadlines have passed (the default)",
        ),
        _ => words(
            "Báo cáo năm; không nêu kỳ là năm gần nhất đã qua hạn",
            "A year; without a value the last one whose deadlines have passed",
        ),
    };
    let by_cadence = OPTIONS.map(|(id, _, example)| {
        Arg::new(id).long(id).value_name(example).num_args(0..=1).default_missing_value("").help(about(id))
    });
    command
        .args(by_cadence)
        .arg(Arg::new("period").long("period").value_name("2024-H1|2024-9M").help(words(
            "Kỳ bất kỳ, như 6 tháng (2024-H1) hoặc 9 tháng (2024-9M)",
            "Any period, such as a half-year (2024-H1) or nine months (2024-9M)",
        )))
        .arg(Arg::new("from").long("from").value_name(words("NGÀY", "DATE")).requires("to").help(words(
            "Những báo cáo có hạn từ ngày này (cùng với --to)",
            "What falls due from this day on (with --to)",
        )))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name(words("NGÀY", "DATE"))
                .requires("from")
                .help(words("đến hết ngày này (cùng với --from)", "up to this day, included (with --from)")),
        )
        .group(ArgGroup::new("time").args(["month", "quarter", "year", "period", "from"]))
}

/// The time asked for; of a cadence without a value the last period whose deadlines have all passed on the day judged.
///
/// # Errors
/// On a period or day that does not exist, and on one in which no regulation is in force.
pub fn read(matches: &ArgMatches, facts: &Facts<'_>) -> Result<Time, Text> {
    let text = |id: &str| matches.get_one::<String>(id).map(String::as_str);
    let time = if let Some(from) = text("from") {
        let (from, to) = (day_of("from", from)?, day_of("to", text("to").unwrap_or_default())?);
        Time::Days(days_of(from, to)?)
    } else if let Some(written) = text("period") {
        Time::Period(period(written)?)
    } else {
        let asked = OPTIONS.iter().find_map(|(id, cadence, example)| Some((text(id)?, *cadence, *example)));
        let (written, cadence, example) = asked.unwrap_or(("", Cadence::Quarter, "2024-Q3"));
        Time::Period(if written.is_empty() {
            last_passed(facts, cadence)?
        } else {
            of_cadence(written, cadence, example)?
        })
    };
    let days = time.days();
    let is_judged = facts.registry.regulations.iter().any(|regulation| time_in_force(regulation).overlaps(days));
    if is_judged { Ok(time) } else { Err(no_regulation(facts, time)) }
}

/// The options that name a time, as somebody would write them.
pub fn arguments_of(time: Time) -> Vec<String> {
    match time {
        Time::Period(period) => {
            let own = OPTIONS.iter().find(|(_, cadence, _)| *cadence == period.cadence());
            vec![format!("--{}", own.map_or("period", |(id, ..)| id)), period.to_string()]
        }
        Time::Days(Interval { from, until }) => {
            vec!["--from".to_owned(), from.to_string(), "--to".to_owned(), until.unwrap_or(from).to_string()]
        }
    }
}

/// No report is about more years. A decade is what an office looks back on; every month, unit and report of the time is a
/// line, so that a slip in a year would list millions.
pub const MOST_YEARS: u32 = 20;

/// The run of days from one to another.
///
/// # Errors
/// Where it is none, or longer than any report is about.
pub fn days_of(from: NaiveDate, to: NaiveDate) -> Result<Interval, Text> {
    let shown = (day(from), day(to));
    let days = Interval::new(from, Some(to)).ok_or_else(|| {
        let (from, to) = &shown;
        both!("--from {from} sau --to {to}", "--from {from} is after --to {to}")
    })?;
    if from.checked_add_months(Months::new(12 * MOST_YEARS)).is_none_or(|end| to < end) {
        return Ok(days);
    }
    let (from, to) = &shown;
    Err(both!(
        "từ {from} đến {to} dài hơn {MOST_YEARS} năm, khoảng dài nhất được lập; xem lại năm đã ghi, hoặc chia thành nhiều khoảng",
        "{from} to {to} is longer than {MOST_YEARS} years, the most that is listed; look at the years again, or ask for several runs"
    ))
}

fn day_of(option: &str, written: &str) -> Result<NaiveDate, Text> {
    written_day(written).ok_or_else(|| {
        both!(
            "--{option} {written} không phải là một ngày; viết như 2024-06-20 hoặc 20/06/2024",
            "--{option} {written} is no day; write it like 2024-06-20 or 20/06/2024"
        )
    })
}

fn period(written: &str) -> Result<Period, Text> {
    written.trim().parse::<Period>().map_err(|fault| {
        let Text { vi, en } = fault.text();
        both!("{written}: {vi}", "{written}: {en}")
    })
}

fn of_cadence(written: &str, cadence: Cadence, example: &str) -> Result<Period, Text> {
    let period = period(written)?;
    if period.cadence() == cadence {
        return Ok(period);
    }
    let name = cadence.text();
    Err(both!(
        vi: ("{written} không phải là một {}; viết như {example}", name.vi),
        en: ("{written} is no {}; write it like {example}", name.en)
    ))
}

/// The last period of a cadence in which something was owed and all last good days have passed, extensions aside.
fn last_passed(facts: &Facts<'_>, cadence: Cadence) -> Result<Period, Text> {
    let first = facts.registry.regulations.iter().map(|regulation| regulation.in_force.from).min();
    let from = Period::containing(cadence, facts.as_of);
    let earlier = std::iter::successors(from, |period| period.previous())
        .take_while(|period| first.is_some_and(|first| period.last_day() >= first));
    let has_passed = |period: &Period| {
        let entries = facts.entries(Time::Period(*period).reach());
        let mut days = entries.iter().filter_map(|entry| entry.owed.last_good_day()).peekable();
        days.peek().is_some() && days.all(|day| day < facts.as_of)
    };
    let mut earlier = earlier;
    earlier.find(has_passed).ok_or_else(|| {
        let (name, as_of) = (cadence.text(), day(facts.as_of));
        both!(
            vi: ("đến ngày {as_of} chưa có {} nào đã qua hạn; hãy nêu rõ kỳ", name.vi),
            en: ("by {as_of} no {} has passed its deadlines; name the period", name.en)
        )
    })
}

fn no_regulation(facts: &Facts<'_>, time: Time) -> Text {
    let Text { vi, en } = time.text();
    let times = facts.registry.regulations.iter().map(|regulation| {
        let Text { vi, en } = time_in_force(regulation).text();
        let number = &regulation.number;
        both!("{number} {vi}", "{number} {en}")
    });
    let times: Vec<Text> = times.collect();
    if times.is_empty() {
        return both!(
            "sổ chưa có quy định nào, nên không có báo cáo nào phải gửi",
            "the registry has no regulation, so nothing is owed"
        );
    }
    let join = |words: fn(&Text) -> &str| times.iter().map(words).collect::<Vec<_>>().join("; ");
    let (times_vi, times_en) = (join(|text| &text.vi), join(|text| &text.en));
    both!("{vi}: không có quy định nào có hiệu lực; {times_vi}", "{en}: no regulation is in force then; {times_en}")
}
