//! Units ranked by how often they are on time, each among those of its kind.

use std::cmp::Reverse;

use crate::both;
use crate::document::{Cell, Column, Holds, Level, Row, Section, Table, Tone, tenths};
use crate::facts::ledger::{Entry, Verdict};
use crate::facts::totals::Tally;
use crate::locale::{Both, Text};
use crate::model::{Kind, Regulation};

use super::{Scope, columns};

/// How a unit did.
struct Score {
    unit: usize,
    tally: Tally,
    /// Days late and overdue, all together.
    days: i64,
}

impl Score {
    /// What decides the rank, the best least: the share on time, then fewer overdue, fewer late, fewer days.
    fn rank(&self) -> (Reverse<i64>, usize, usize, i64) {
        let part = u64::try_from(self.tally.get(Verdict::OnTime)).unwrap_or(0);
        let whole = u64::try_from(self.tally.decided()).unwrap_or(1);
        let rate = tenths(part, whole).unwrap_or(0);
        (Reverse(rate), self.tally.get(Verdict::Overdue), self.tally.get(Verdict::Late), self.days)
    }
}

pub fn sections(scope: &Scope<'_, '_>) -> Vec<Section> {
    let mut by_kind: Vec<(&Kind, Vec<Score>)> = Vec::new();
    for (unit, entries) in scope.by_unit() {
        let Some(score) = score(unit, &entries) else { continue };
        let Some(kind) = kind_of(scope, unit, &entries) else { continue };
        match by_kind.iter_mut().find(|(known, _)| std::ptr::eq(*known, kind)) {
            Some((_, scores)) => scores.push(score),
            None => by_kind.push((kind, vec![score])),
        }
    }
    let name = |kind: &Kind| {
        let is_alone = by_kind.iter().filter(|(other, _)| other.name.text() == kind.name.text()).count() == 1;
        let regulation = scope.facts.registry.regulations.iter().find(|regulation| has(regulation, kind));
        match regulation.filter(|_| !is_alone) {
            Some(regulation) => {
                let (Text { vi, en }, number) = (kind.name.text(), &regulation.number);
                both!("{vi} ({number})", "{en} ({number})")
            }
            None => kind.name.text(),
        }
    };
    let names: Vec<Text> = by_kind.iter().map(|(kind, _)| name(kind)).collect();
    let tables = names.into_iter().zip(by_kind);
    let rows = tables.flat_map(|(name, (_, scores))| rows(scope, name, scores)).collect();
    let count = |id: &'static str, vi, en| Column::new(id, Both::new(vi, en), Holds::Count);
    vec![Section {
        id: "ranking",
        heading: both!("Xếp hạng theo tỷ lệ đúng hạn", "Ranking by rate on time"),
        lead: Vec::new(),
        table: Table {
            columns: vec![
                columns::unit(),
                count("rank", "Hạng", "Rank"),
                count("decided", "Đã xét", "Judged").ranked(2),
                count("on_time", "Đúng hạn", "On time"),
                count("late", "Trễ", "Late"),
                count("overdue", "Quá hạn", "Overdue"),
                count("days", "Tổng số ngày trễ", "Days late in all").ranked(1),
                Column::new("rate", Both::new("Tỷ lệ", "Rate"), Holds::Rate),
            ],
            rows,
            empty: both!("Chưa có báo cáo nào được xét", "No report has been judged yet"),
        },
        chart: None,
        notes: vec![both!(
            "Xếp trong cùng loại đơn vị, theo tỷ lệ đúng hạn, rồi ít quá hạn hơn, ít trễ hơn, ít ngày trễ hơn; bằng nhau thì cùng hạng",
            "Within each kind of unit, by rate on time, then fewer overdue, fewer late, fewer days; equals share a rank"
        )],
    }]
}

/// The kind among whose units a unit is ranked: under the first regulation under which it owed something, so that whoever
/// ended in the middle of the time is ranked with those who did not.
fn kind_of<'r>(scope: &Scope<'_, 'r>, unit: usize, entries: &[&Entry<'r>]) -> Option<&'r Kind> {
    entries.first()?.owed.regulation().kind(&scope.facts.unit(unit).kind)
}

fn has(regulation: &Regulation, kind: &Kind) -> bool {
    regulation.kinds.iter().any(|known| std::ptr::eq(known, kind))
}

fn score(unit: usize, entries: &[&Entry<'_>]) -> Option<Score> {
    let tally = Tally::of(entries.iter().copied());
    let counted = entries.iter().filter(|entry| matches!(entry.status.verdict(), Verdict::Late | Verdict::Overdue));
    let days = counted.filter_map(|entry| entry.days()).sum();
    (tally.decided() > 0).then_some(Score { unit, tally, days })
}

fn rows(scope: &Scope<'_, '_>, kind: Text, mut scores: Vec<Score>) -> Vec<Row> {
    // The sort keeps the registry's order among equals.
    scores.sort_by_key(Score::rank);
    let mut group = vec![Cell::Words(kind)];
    group.resize(8, Cell::Missing);
    let mut rows = vec![Row { cells: group, level: Level::Group, indent: 0, tone: Tone::Plain }];
    let mut rank = 0;
    for (at, score) in scores.iter().enumerate() {
        if at == 0 || scores[at - 1].rank() != score.rank() {
            rank = at + 1;
        }
        let tally = &score.tally;
        rows.push(Row {
            cells: vec![
                columns::unit_cell(scope, score.unit),
                Cell::count(rank),
                Cell::count(tally.decided()),
                Cell::count(tally.get(Verdict::OnTime)),
                Cell::count(tally.get(Verdict::Late)),
                Cell::count(tally.get(Verdict::Overdue)),
                Cell::Count(score.days),
                Cell::rate(tally.get(Verdict::OnTime), tally.decided()),
            ],
            level: Level::Item,
            indent: 1,
            tone: if tally.get(Verdict::Overdue) > 0 { Tone::Bad } else { Tone::Plain },
        });
    }
    rows
}
