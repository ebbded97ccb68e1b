//! The units: real ones, from the two lists of facts beside this file, with what happened to them.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::days::day;
use crate::names::slug;
use crate::plan::{IN_FORCE, Plan};

const PLACES: &str = include_str!("data/soc-trang-units.csv");
const DEPARTMENTS: &str = include_str!("data/soc-trang-departments.csv");

/// The last day before two wards of the city became one (Resolution 1105/NQ-UBTVQH15).
pub const BEFORE_WARD_MERGER: NaiveDate = day(2024, 8, 31);
/// The last day of the departments that were merged.
pub const BEFORE_DEPARTMENT_MERGER: NaiveDate = day(2025, 2, 28);
/// The first day of the departments that came of it.
pub const DEPARTMENT_MERGER: NaiveDate = day(2025, 3, 1);

/// The ward closed by the merger, and the one that lived on under its name.
const CLOSED_WARD: &str = "31513";
const RENAMED_WARD: &str = "31522";

/// The kinds of unit, as the regulation file names them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Province,
    ProvincialOffice,
    Department,
    District,
    Commune,
    CentralAgency,
}

impl Kind {
    /// The id of the kind in the regulation.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Province => "province",
            Kind::ProvincialOffice => "provincial-office",
            Kind::Department => "department",
            Kind::District => "district",
            Kind::Commune => "commune",
            Kind::CentralAgency => "central-agency",
        }
    }
}

/// One unit of the registry.
pub struct Unit {
    pub id: String,
    pub kind: Kind,
    pub parent: Option<String>,
    pub name: String,
    pub code: Option<String>,
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub successor: Option<String>,
    pub former_name: Option<(String, NaiveDate)>,
    pub note: Option<&'static str>,
    /// What a district leaves to its communes, oldest first.
    pub sets: Vec<DeadlinesSet>,
    /// The word for what it is, as in a position: "huyện", "phường"; for departments their own id's stem.
    pub style: String,
    /// What stands after the slash in the numbers of its papers: `215/BC-STC`.
    pub symbol: String,
    /// The stem of the file that keeps it: its district's, or `province`.
    pub file: String,
}

/// The dates a district sets for its communes (Điều 7.4), from a day on.
pub struct DeadlinesSet {
    pub from: NaiveDate,
    pub document: String,
    pub monthly: Option<Deadline>,
    pub quarterly: Option<Deadline>,
    pub yearly: Option<Deadline>,
}

/// A day of the closing month, as the district's paper words it.
#[derive(Clone, Copy)]
pub enum Deadline {
    /// "chậm nhất ngày": that day included.
    By(u32),
    /// "trước ngày": that day excluded.
    Before(u32),
}

impl Deadline {
    /// The last day of the month on which the report is still on time.
    pub fn last_good_day(self) -> u32 {
        match self {
            Deadline::By(day) => day,
            Deadline::Before(day) => day - 1,
        }
    }
}

impl Unit {
    /// Whether the unit exists on a day.
    pub fn exists_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

#[derive(Deserialize)]
struct PlaceRow {
    code: String,
    kind: String,
    official_kind: String,
    name_vi: String,
    name_short: String,
    parent_code: String,
    valid_from: String,
}

#[derive(Deserialize)]
struct DepartmentRow {
    code: String,
    name_vi: String,
    abbreviation: String,
    merged_2025_into: String,
}

/// All units of a province in the order of the registry: the provincial tier, then each district with its communes.
pub fn all(plan: &Plan) -> Result<Vec<Unit>> {
    let mut units = provincial(plan)?;
    units.extend(districts_and_communes(plan)?);
    check_counts(plan, &units)?;
    Ok(units)
}

fn provincial(plan: &Plan) -> Result<Vec<Unit>> {
    let top = plan.id("ubnd-tinh");
    let file = plan.id("province");
    let unit = |stem: &str, kind: Kind, name: &str, symbol: &str| Unit {
        id: plan.id(stem),
        kind,
        parent: (kind != Kind::Province).then(|| top.clone()),
        name: name.to_owned(),
        code: None,
        from: None,
        until: plan.history.then_some(plan.last_day),
        successor: None,
        former_name: None,
        note: None,
        sets: Vec::new(),
        style: stem.to_owned(),
        symbol: symbol.to_owned(),
        file: file.clone(),
    };
    let mut units = vec![Unit {
        name: format!("Ủy ban nhân dân tỉnh Sóc Trăng{}", plan.name_suffix),
        code: Some(code(plan, "94")),
        style: "tỉnh".to_owned(),
        ..unit("ubnd-tinh", Kind::Province, "", "UBND")
    }];
    for row in csv::Reader::from_reader(DEPARTMENTS.as_bytes()).deserialize() {
        let row: DepartmentRow = row.context("soc-trang-departments.csv")?;
        if row.code == "vp-ubnd" {
            units.push(unit(&row.code, Kind::ProvincialOffice, &row.name_vi, "VP"));
            continue;
        }
        let mut department = unit(&row.code, Kind::Department, &row.name_vi, &row.abbreviation);
        // "so-x (new, with so-y)": the first word is the successor.
        if let Some(successor) = row.merged_2025_into.split_whitespace().next().filter(|_| plan.history) {
            department.until = Some(BEFORE_DEPARTMENT_MERGER);
            department.successor = Some(plan.id(successor));
        }
        units.push(department);
    }
    if plan.history {
        for (stem, name, symbol) in [
            ("so-nong-nghiep-va-moi-truong", "Sở Nông nghiệp và Môi trường", "SNNMT"),
            ("so-dan-toc-va-ton-giao", "Sở Dân tộc và Tôn giáo", "SDTTG"),
        ] {
            let begun = unit(stem, Kind::Department, name, symbol);
            units.push(Unit { from: Some(DEPARTMENT_MERGER), ..begun });
        }
    }
    units.push(Unit {
        note: Some("Cơ quan Trung ương đặt tại tỉnh, ngoài phạm vi điều chỉnh (Điều 1.1)"),
        ..unit("cong-an-tinh", Kind::CentralAgency, "Công an tỉnh Sóc Trăng", "CAT")
    });
    Ok(units)
}

fn districts_and_communes(plan: &Plan) -> Result<Vec<Unit>> {
    let rows: Vec<PlaceRow> = csv::Reader::from_reader(PLACES.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .context("soc-trang-units.csv")?;
    let districts: BTreeMap<&str, &PlaceRow> =
        rows.iter().filter(|row| row.kind == "district").map(|row| (row.code.as_str(), row)).collect();
    let mut bearers: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        *bearers.entry(slug(&row.name_vi)).or_default() += 1;
    }
    let stem_of = |row: &PlaceRow| {
        let stem = slug(&row.name_vi);
        let district = districts.get(row.parent_code.as_str());
        // A numbered ward says nothing without its district, even where only one district has that number.
        let numbered = row.name_short.parse::<u32>().is_ok();
        match district.filter(|_| numbered || bearers[&stem] > 1) {
            Some(district) => format!("{stem}-{}", slug(&district.name_short)),
            None => stem,
        }
    };
    let renamed = rows.iter().find(|row| row.code == RENAMED_WARD).context("the ward that lived on is listed")?;

    let mut units = Vec::new();
    let mut district_count = 0;
    for row in &rows {
        // The list gives the renamed ward a second row; here a unit is one record with a former name.
        if !row.valid_from.is_empty() {
            continue;
        }
        let district = districts.get(row.parent_code.as_str());
        let mut unit = Unit {
            id: plan.id(&stem_of(row)),
            kind: if district.is_some() { Kind::Commune } else { Kind::District },
            parent: Some(plan.id(&district.map_or("ubnd-tinh".to_owned(), |district| stem_of(district)))),
            name: row.name_vi.clone(),
            code: Some(code(plan, &row.code)),
            from: None,
            until: plan.history.then_some(plan.last_day),
            successor: None,
            former_name: None,
            note: None,
            sets: Vec::new(),
            style: row.official_kind.clone(),
            symbol: "UBND".to_owned(),
            file: plan.id(&slug(district.map_or(&row.name_short, |district| &district.name_short))),
        };
        if plan.history && row.code == CLOSED_WARD {
            unit.until = Some(BEFORE_WARD_MERGER);
            unit.successor = Some(plan.id(&stem_of(renamed)));
            unit.note = Some("Nghị quyết 1105/NQ-UBTVQH15: nhập với Phường 9; mã đóng lại");
        }
        if plan.history && row.code == RENAMED_WARD {
            unit.former_name = Some((row.name_vi.clone(), BEFORE_WARD_MERGER));
            unit.name = "Phường 1".to_owned();
            unit.note = Some("Nghị quyết 1105/NQ-UBTVQH15: Phường 9 và Phường 1 cũ thành Phường 1");
        }
        if unit.kind == Kind::District {
            unit.sets = deadlines_set(plan, district_count, &row.code);
            district_count += 1;
        }
        units.push(unit);
    }
    Ok(units)
}

/// The dates each district sets, in the order of the list: monthly, quarterly, yearly.
/// `None`: it never set any, which the tool must tell rather than judge its communes.
const DEADLINES: [Option<(u32, u32, u32)>; 11] = [
    Some((18, 15, 15)),
    Some((17, 14, 14)),
    Some((18, 15, 15)),
    Some((19, 16, 16)),
    None,
    Some((18, 15, 15)),
    Some((20, 17, 17)),
    Some((18, 16, 15)),
    Some((16, 14, 12)),
    None,
    Some((18, 15, 13)),
];

fn deadlines_set(plan: &Plan, district: usize, code: &str) -> Vec<DeadlinesSet> {
    let Some((monthly, quarterly, yearly)) = DEADLINES[district] else { return Vec::new() };
    // One district words its paper as the Regulation words its own dates.
    let word = |last: u32| if code == "944" { Deadline::Before(last + 1) } else { Deadline::By(last) };
    let mut sets = vec![DeadlinesSet {
        // The districts' dates were in use before the Decision, as those under the one it replaced: so the month of
        // February 2024, due before the Decision's first day, is owed by nobody.
        from: day(2024, 1, 1),
        document: format!("{}/UBND-VP", 32 + 11 * district),
        monthly: Some(word(monthly)),
        quarterly: Some(word(quarterly)),
        yearly: Some(word(yearly)),
    }];
    // One district thinks again, about the monthly report alone.
    if plan.history && code == "943" {
        sets.push(DeadlinesSet {
            from: day(2025, 1, 1),
            document: "1187/UBND-VP".to_owned(),
            monthly: Some(word(17)),
            quarterly: None,
            yearly: None,
        });
    }
    sets
}

/// Copies keep the province's codes apart by a number in front.
fn code(plan: &Plan, code: &str) -> String {
    let number: String = plan.prefix.chars().filter(char::is_ascii_digit).collect();
    format!("{number}{code}")
}

/// The counts an independent reading of the law gives; a slip in the lists must not become a sample.
fn check_counts(plan: &Plan, units: &[Unit]) -> Result<()> {
    let count = |kind, date| units.iter().filter(|unit| unit.kind == kind && unit.exists_on(date)).count();
    let mut expected = vec![
        (Kind::ProvincialOffice, IN_FORCE, 1),
        (Kind::Department, IN_FORCE, 18),
        (Kind::District, IN_FORCE, 11),
        (Kind::Commune, IN_FORCE, 109),
    ];
    if plan.history {
        expected.extend([
            (Kind::Commune, BEFORE_WARD_MERGER, 109),
            (Kind::Commune, day(2024, 9, 1), 108),
            (Kind::Department, BEFORE_DEPARTMENT_MERGER, 18),
            (Kind::Department, DEPARTMENT_MERGER, 13),
            (Kind::District, plan.last_day, 11),
        ]);
    }
    for (kind, date, wanted) in expected {
        let found = count(kind, date);
        ensure!(found == wanted, "{date}: {found} units of the kind {}, not {wanted}", kind.id());
    }
    let mut ids: Vec<&str> = units.iter().map(|unit| unit.id.as_str()).collect();
    ids.sort_unstable();
    ensure!(ids.windows(2).all(|pair| pair[0] != pair[1]), "two units share an id");
    for unit in units {
        for other in [&unit.parent, &unit.successor].into_iter().flatten() {
            ensure!(ids.binary_search(&other.as_str()).is_ok(), "{}: no unit {other}", unit.id);
        }
    }
    Ok(())
}
