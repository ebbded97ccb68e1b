//! `ttc regulation [CLAUSE]`: the regulation as data, its clauses, and what keeps each.

use std::fmt::Write;

use anyhow::bail;
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::globals::{Globals, Heeds};
use super::{CommandEntry, Exit, output, registry, table};
use crate::both;
use crate::locale::{self, Both, Language, day};
use crate::model::{Clause, Kind, Owes, Registry, Regulation, Seat};
use crate::rules::{RULES, catalogue};
use crate::text;

pub const COMMAND: CommandEntry = CommandEntry {
    name: "regulation",
    about: Both::new(
        "Xem quy định: cơ cấu, hạn báo cáo, từng điều khoản",
        "Show the regulation: seats, deadlines, clauses",
    ),
    heeds: Heeds::Registry,
    arguments,
    run,
};

fn arguments(command: Command, language: Language) -> Command {
    let words = |vi, en| Both::new(vi, en).get(language);
    command
        .arg(
            Arg::new("clause")
                .value_name(words("ĐIỀU_KHOẢN", "CLAUSE"))
                .help(words("Một điều, khoản hoặc điểm, như 2.2.a", "An article, clause or point, such as 2.2.a")),
        )
        .arg(Arg::new("coverage").long("coverage").action(ArgAction::SetTrue).conflicts_with("clause").help(words(
            "Liệt kê mọi điều khoản và cái giữ nó; mã 1 nếu có tên không tồn tại hoặc quy tắc không giữ điều khoản nào",
            "List every clause with its keeper; exit 1 if a keeper does not exist or a rule keeps no clause",
        )))
}

fn run(matches: &ArgMatches, globals: &Globals) -> anyhow::Result<Exit> {
    let root = registry::root(globals)?;
    let loaded = registry::open(globals, &root)?;
    let registry = &loaded.registry;
    let view = View { language: globals.language, width: globals.width() };
    if registry.regulations.is_empty() {
        bail!(
            both!(
                "sổ không có quy định nào đọc được; chạy ttc validate để biết vì sao",
                "the registry has no regulation that can be read; ttc validate says why"
            )
            .get(globals.language)
            .to_owned()
        );
    }
    if matches.get_flag("coverage") {
        return view.coverage(registry);
    }
    match matches.get_one::<String>("clause") {
        Some(clause) => view.clauses(registry, clause),
        None => {
            let shown: Vec<String> =
                registry.regulations.iter().map(|regulation| view.regulation(regulation)).collect();
            output::print(&shown.join("\n"), globals.language)?;
            Ok(Exit::Clean)
        }
    }
}

struct View {
    language: Language,
    width: usize,
}

impl View {
    fn words(&self, vi: &'static str, en: &'static str) -> &'static str {
        Both::new(vi, en).get(self.language)
    }

    fn clause(&self, id: &str) -> String {
        locale::clause(id).get(self.language).to_owned()
    }

    fn regulation(&self, regulation: &Regulation) -> String {
        let mut text =
            format!("{}\n{}\n{}\n", regulation.number, regulation.title.get(self.language), self.force(regulation));
        for kind in regulation.kinds.iter() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{}", self.kind(kind));
        }
        let clauses = regulation.clauses().len();
        let _ = writeln!(
            text,
            "\n{}",
            both!(
                "{clauses} điều khoản; xem một điều khoản: ttc regulation 2.2.a; xem tất cả: ttc regulation --coverage",
                "{clauses} clauses; for one: ttc regulation 2.2.a; for all: ttc regulation --coverage"
            )
            .get(self.language)
        );
        text
    }

    fn force(&self, regulation: &Regulation) -> String {
        let from = day(regulation.in_force.from);
        let time = match regulation.in_force.until {
            Some(until) => {
                let until = day(until);
                both!("hiệu lực từ {from} đến hết {until}", "in force from {from} to {until}, both included")
            }
            None => both!("hiệu lực từ {from}", "in force from {from}"),
        };
        match &regulation.in_force.because {
            Some(because) => format!("{} ({because})", time.get(self.language)),
            None => time.get(self.language).to_owned(),
        }
    }

    fn kind(&self, kind: &Kind) -> String {
        let clause = kind.clause.as_ref().map(|clause| format!(" · {}", self.clause(clause)));
        let scope = if kind.in_scope() { "" } else { self.words(" · ngoài phạm vi", " · outside the scope") };
        let mut text = format!("{} ({}){}{scope}\n", kind.name.get(self.language), kind.id, clause.unwrap_or_default());
        let mut table = table::fitting(self.width);
        for seat in &kind.seats {
            table.add_row([
                "  ".to_owned(),
                seat.name.get(self.language).to_owned(),
                count(seat),
                self.conditions(seat),
            ]);
        }
        for owes in &kind.owes {
            table.add_row(["  ".to_owned(), owes.report.to_string(), self.deadline(owes), self.clause(&owes.clause)]);
        }
        if let Some(recognition) = &kind.recognition {
            table.add_row([
                "  ".to_owned(),
                self.words("công nhận", "recognised by").to_owned(),
                recognition.by.to_string(),
                self.clause(&recognition.clause),
            ]);
        }
        if table.row_count() > 0 {
            let _ = writeln!(text, "{}", table::print(table, 2));
        }
        text
    }

    fn conditions(&self, seat: &Seat) -> String {
        let mut conditions: Vec<String> = Vec::new();
        conditions.extend(seat.employment.map(|employment| employment.name().get(self.language).to_owned()));
        if !seat.positions.is_empty() {
            conditions
                .push(seat.positions.iter().map(|position| position.title.to_string()).collect::<Vec<_>>().join(" / "));
        }
        if !seat.in_charge_of.is_empty() {
            let charges = seat.in_charge_of.iter().map(|charge| charge.to_string()).collect::<Vec<_>>().join(", ");
            conditions.push(both!("phụ trách {charges}", "in charge of {charges}").get(self.language).to_owned());
        }
        if let Some(years) = seat.experience_years {
            conditions.push(both!("từ {years} năm công tác", "{years} years of service").get(self.language).to_owned());
        }
        conditions.join(", ")
    }

    fn deadline(&self, owes: &Owes) -> String {
        let (before, by, workdays) = (owes.before, owes.by, owes.workdays_after_window);
        let text = match (before, by, workdays, &owes.set_by) {
            (Some(before), ..) => both!("trước ngày {before}", "before day {before}"),
            (_, Some(by), ..) => both!("chậm nhất ngày {by}", "by day {by}, included"),
            (_, _, Some(workdays), _) => {
                both!("{workdays} ngày làm việc sau kỳ số liệu", "{workdays} working days after the data window")
            }
            (.., Some(setter)) => both!("do {setter} quy định", "set by {setter}"),
            _ => both!("chưa rõ", "not said"),
        };
        text.get(self.language).to_owned()
    }

    /// A clause and those below it, in every regulation that has them.
    fn clauses(&self, registry: &Registry, asked: &str) -> anyhow::Result<Exit> {
        let asked = asked.trim().trim_start_matches("Điều ").trim();
        let mut text = String::new();
        for regulation in &registry.regulations {
            let found: Vec<&Clause> =
                regulation.clauses().iter().filter(|clause| is_below(&clause.id, asked)).collect();
            if found.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{}", regulation.number);
            for clause in found {
                let _ = writeln!(text, "\n{}", self.clause(&clause.id));
                let _ = writeln!(text, "  {}", clause.says.get(self.language));
                let _ = writeln!(text, "  {}", self.keepers(clause));
            }
        }
        if text.is_empty() {
            let known = registry.regulations.iter().flat_map(Regulation::clauses).map(|clause| &*clause.id);
            let shown = crate::render::visible(asked).into_owned();
            let hint = match text::nearest(asked, known) {
                Some(nearest) => both!("; có phải là {nearest}?", "; did you mean {nearest}?"),
                None => both!("; xem tất cả: ttc regulation --coverage", "; for all: ttc regulation --coverage"),
            };
            bail!(
                both!(vi: ("không có điều khoản {shown}{}", hint.vi), en: ("there is no clause {shown}{}", hint.en))
                    .get(self.language)
                    .to_owned()
            );
        }
        output::print(&text, self.language)?;
        Ok(Exit::Clean)
    }

    fn keepers(&self, clause: &Clause) -> String {
        if clause.kept_by.is_empty() {
            let because = clause.because.as_ref().map_or("", |because| because.get(self.language));
            return both!("chương trình không giữ được: {because}", "no program keeps it: {because}")
                .get(self.language)
                .to_owned();
        }
        let keepers = clause.kept_by.iter().map(|keeper| keeper.to_string()).collect::<Vec<_>>().join(", ");
        both!("được giữ bởi: {keepers}", "kept by: {keepers}").get(self.language).to_owned()
    }

    fn coverage(&self, registry: &Registry) -> anyhow::Result<Exit> {
        let keepers = catalogue::keepers();
        let mut text = String::new();
        let mut faults = Vec::new();
        for regulation in &registry.regulations {
            let _ = writeln!(text, "{} · {}", regulation.number, regulation.title.get(self.language));
            let mut table = table::fitting(self.width);
            for clause in regulation.clauses() {
                let kept = if clause.kept_by.is_empty() { "–" } else { "✓" };
                table.add_row([clause.id.to_string(), kept.to_owned(), self.keepers(clause)]);
                for keeper in clause.kept_by.iter().filter(|keeper| !keepers.contains(&&***keeper)) {
                    let id = locale::clause(&clause.id);
                    faults.push(both!(
                        vi: ("{}: không có {keeper}", id.vi),
                        en: ("{}: there is no {keeper}", id.en)
                    ));
                }
            }
            let kept = regulation.clauses().iter().filter(|clause| !clause.kept_by.is_empty()).count();
            let all = regulation.clauses().len();
            let counted = both!(
                "{kept} trên {all} điều khoản có cái giữ; các điều khoản còn lại có nêu lý do",
                "{kept} of {all} clauses are kept; the others say why not"
            );
            let _ = writeln!(text, "{}\n{}\n", table::print(table, 2), counted.get(self.language));
        }
        for rule in RULES {
            let name = rule.id.name;
            if !registry.regulations.iter().any(|regulation| regulation.kept_by(name).next().is_some()) {
                faults.push(both!("quy tắc {name} không giữ điều khoản nào", "the rule {name} keeps no clause"));
            }
        }
        for fault in &faults {
            let _ = writeln!(text, "{}: {}", self.words("lỗi", "error"), fault.get(self.language));
        }
        output::print(&text, self.language)?;
        Ok(if faults.is_empty() { Exit::Clean } else { Exit::Findings })
    }
}

fn count(seat: &Seat) -> String {
    let count = seat.count();
    match count.max {
        Some(max) if max == count.min => max.to_string(),
        Some(max) => format!("{}–{max}", count.min),
        None => format!("≥ {}", count.min),
    }
}

fn is_below(clause: &str, asked: &str) -> bool {
    clause.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
