//! Who stands above whom, and the "nearest unit of a kind" by which a regulation names authorities and recipients.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::calendar::Days;
use crate::locale;
use crate::model::{Registry, Regulation, Unit};

/// The tree of units, by their positions in the registry.
pub struct Hierarchy {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// The children once more, by kind; a province has too many to look through for each unit below it.
    children_by_kind: Vec<HashMap<Arc<str>, Vec<usize>>>,
    /// By kind, on which levels of a way up a unit of it is to be found: a way may be as long as there are units.
    levels: HashMap<Arc<str>, Levels>,
    /// How many units stand on the way up from each, itself included, each counted once.
    heights: Vec<usize>,
    /// Units that stand above themselves: each cycle once, upward from its first unit in the registry's order.
    pub cycles: Vec<Vec<usize>>,
    /// Every unit, and after each at once those below it. A cycle begins with its first unit.
    downward: Vec<usize>,
    /// Where in it a unit stands with those below it.
    spans: Vec<Range<usize>>,
    /// The last unit on the way up; where it leads into a cycle, the first of that.
    tops: Vec<usize>,
    /// Whether a unit stands above itself.
    in_cycle: Vec<bool>,
    /// The units that bear a name; names are not keys.
    namesakes: HashMap<String, Namesakes>,
}

/// The units of one name.
#[derive(Default)]
struct Namesakes {
    count: usize,
    /// By the unit above, the last day on which one of them is there.
    latest: HashMap<Option<Arc<str>>, NaiveDate>,
}

impl Hierarchy {
    pub fn new(registry: &Registry) -> Self {
        let parent_of = |unit: &Unit| unit.parent.as_ref().and_then(|parent| registry.unit_index(&parent.id));
        let parents: Vec<Option<usize>> = registry.units.iter().map(parent_of).collect();
        let kinds: Vec<&Arc<str>> = registry.units.iter().map(|unit| &unit.kind.0).collect();
        let mut hierarchy = Self::of(parents, &kinds);
        for unit in &registry.units {
            let bearers = hierarchy.namesakes.entry(unit.name.to_string()).or_default();
            bearers.count += 1;
            let above = unit.parent.as_ref().map(|parent| Arc::clone(&parent.id));
            let last = unit.until.unwrap_or(NaiveDate::MAX);
            let latest = bearers.latest.entry(above).or_insert(last);
            *latest = last.max(*latest);
        }
        hierarchy
    }

    /// Of units whose names do not matter.
    fn of(parents: Vec<Option<usize>>, kinds: &[&Arc<str>]) -> Self {
        let mut children = vec![Vec::new(); parents.len()];
        let mut children_by_kind: Vec<HashMap<Arc<str>, Vec<usize>>> = vec![HashMap::new(); parents.len()];
        for (unit, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(unit);
                let kind = Arc::clone(kinds[unit]);
                children_by_kind[*parent].entry(kind).or_default().push(unit);
            }
        }
        let (heights, cycles) = climb(&parents);
        let mut in_cycle = vec![false; parents.len()];
        cycles.iter().flatten().for_each(|unit| in_cycle[*unit] = true);
        let Descent { downward, spans, tops } = descend(&parents, &children, &cycles);
        let mut of_kind: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        for unit in &downward {
            let own = std::iter::once(kinds[*unit]);
            for kind in own.chain(children_by_kind[*unit].keys()) {
                let found = of_kind.entry(Arc::clone(kind)).or_default();
                if found.last() != Some(unit) {
                    found.push(*unit);
                }
            }
        }
        let levels = of_kind.into_iter().map(|(kind, units)| (kind, Levels::new(&units, &spans))).collect();
        let namesakes = HashMap::new();
        Self {
            parents,
            children,
            children_by_kind,
            levels,
            heights,
            cycles,
            downward,
            spans,
            tops,
            in_cycle,
            namesakes,
        }
    }

    /// The unit itself and those above it, nearest first. A cycle ends where it closes.
    pub fn upward(&self, unit: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(unit), |at| self.parents[*at]).take(self.heights[unit])
    }

    /// How many units that are, each counted once.
    pub fn height(&self, unit: usize) -> usize {
        self.heights[unit]
    }

    /// Whether the way up from a unit never ends, because it leads into a cycle.
    pub fn is_circular(&self, unit: usize) -> bool {
        self.in_cycle[self.tops[unit]]
    }

    /// The last unit on the way up; `None` where that never ends.
    pub fn top(&self, unit: usize) -> Option<usize> {
        Some(self.tops[unit]).filter(|top| !self.in_cycle[*top])
    }

    /// Whether a unit is another, or stands below it.
    pub fn is_within(&self, unit: usize, above: usize) -> bool {
        if self.in_cycle[above] { self.tops[unit] == self.tops[above] } else { self.stands_in(unit, above) }
    }

    /// Whether a unit is among those that follow another at once in [`downward`](Self::downward).
    fn stands_in(&self, unit: usize, above: usize) -> bool {
        self.spans[above].contains(&self.spans[unit].start)
    }

    /// Every unit, each after the one above it; of a cycle the first unit comes first.
    pub fn downward(&self) -> &[usize] {
        &self.downward
    }

    pub fn parent(&self, unit: usize) -> Option<usize> {
        self.parents[unit]
    }

    pub fn children(&self, unit: usize) -> &[usize] {
        &self.children[unit]
    }

    /// A unit and all units below it, each before those below it, in the registry's order. In a cycle each comes once.
    pub fn below(&self, unit: usize) -> Vec<usize> {
        if !self.in_cycle[unit] {
            return self.downward[self.spans[unit].clone()].to_vec();
        }
        let mut found = Vec::new();
        let mut seen = vec![false; self.parents.len()];
        let mut ahead = vec![unit];
        while let Some(at) = ahead.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                found.push(at);
                ahead.extend(self.children[at].iter().rev());
            }
        }
        found
    }

    /// Every unit in the order in which people list them: those without a unit above in the registry's order, each
    /// followed by the units below it, those of one unit by `rank` and then in the registry's order. Units in a cycle, which
    /// nobody stands above, come last.
    pub fn listed_by(&self, rank: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.parents.len());
        let mut seen = vec![false; self.parents.len()];
        let mut ahead: Vec<usize> = (0..self.parents.len()).filter(|unit| self.parents[*unit].is_none()).collect();
        ahead.reverse();
        while let Some(at) = ahead.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            order.push(at);
            let mut below = self.children[at].clone();
            below.sort_by_key(|unit| rank(*unit));
            ahead.extend(below.iter().rev());
        }
        order.extend((0..seen.len()).filter(|unit| !seen[*unit]));
        order
    }

    /// The nearest unit of a kind on a day: walking up from the unit, at each level the unit of that level if it is of
    /// the kind and exists, else its first child of the kind that exists, in the registry's order. At the unit's own
    /// level only the unit itself counts.
    pub fn nearest(&self, registry: &Registry, unit: usize, kind: &str, day: NaiveDate) -> Option<usize> {
        let fits = |at: &usize| {
            let unit = &registry.units[*at];
            &*unit.kind == kind && unit.exists_on(day)
        };
        self.levels_with(unit, kind).find_map(|level| {
            if fits(&level) {
                return Some(level);
            }
            if level == unit {
                return None;
            }
            self.children_of_kind(level, kind).iter().copied().find(|child| fits(child))
        })
    }

    /// The nearest unit of a kind that plays a part for a unit under a regulation. Where the kind's tier lies between those of
    /// the unit and of the one above, the unit belongs below a unit of that kind: one that merely stands beside it is not
    /// its own, and then there is none.
    pub fn nearest_under(
        &self,
        regulation: &Regulation,
        registry: &Registry,
        unit: usize,
        kind: &str,
        day: NaiveDate,
    ) -> Option<usize> {
        let found = self.nearest(registry, unit, kind, day)?;
        let kind_of = |unit: usize| &*registry.units[unit].kind;
        let is_above = self.is_within(unit, found);
        let stands_beside = || {
            let above = self.parent(found);
            above.is_some_and(|above| regulation.is_between(kind_of(above), kind, kind_of(unit)))
        };
        (is_above || !stands_beside()).then_some(found)
    }

    /// The days among `within` on which [`nearest`](Self::nearest) finds no unit of a kind, or only one beside the way
    /// up where `beside` says that the children of a unit on the way do not count.
    pub fn days_without(
        &self,
        registry: &Registry,
        unit: usize,
        kind: &str,
        within: &Days,
        beside: impl Fn(&Unit) -> bool,
    ) -> Days {
        let mut missing = within.clone();
        for level in self.levels_with(unit, kind) {
            let itself = (&*registry.units[level].kind == kind).then_some(level);
            let counts = level != unit && beside(&registry.units[level]);
            let below = if counts { self.children_of_kind(level, kind) } else { &[] };
            for at in itself.iter().chain(below) {
                if missing.is_empty() {
                    return missing;
                }
                missing = missing.without(&Days::from(registry.units[*at].life()));
            }
        }
        missing
    }

    /// Those units on the way [`upward`](Self::upward) that are of a kind or have a child of it, nearest first.
    fn levels_with(&self, unit: usize, kind: &str) -> impl Iterator<Item = usize> {
        let levels = self.levels.get(kind);
        let next = move |from: usize| levels?.nearest(self.spans[from].start);
        let from = move |first: Option<usize>| {
            std::iter::successors(first.and_then(next), move |level| {
                let above = self.parents[*level].filter(|_| *level != self.tops[*level])?;
                next(above)
            })
        };
        let first_of_cycle = Some(self.tops[unit]).filter(|top| self.in_cycle[*top]);
        // Once round a cycle, as far as the way up has not come from there.
        let rest = from(first_of_cycle.and_then(|first| self.parents[first]));
        from(Some(unit)).chain(rest.take_while(move |level| !self.stands_in(unit, *level)))
    }

    fn children_of_kind(&self, unit: usize, kind: &str) -> &[usize] {
        self.children_by_kind[unit].get(kind).map_or(&[], Vec::as_slice)
    }

    /// A unit's name on a day, followed by the name of the unit above where several bear the name, and by its last day
    /// where one below the same unit outlives it.
    pub fn full_name(&self, registry: &Registry, unit: &Unit, day: NaiveDate) -> String {
        let name = unit.name_on(day);
        let namesakes = self.namesakes.get(&*unit.name).filter(|namesakes| namesakes.count > 1);
        let above = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
        let Some((namesakes, above)) = namesakes.zip(above.map(|above| above.name_on(day))) else {
            return name.to_owned();
        };
        let latest = namesakes.latest.get(&unit.parent.as_ref().map(|parent| Arc::clone(&parent.id)));
        let gone = unit.until.filter(|last| *last < day);
        let outlived = |last: &NaiveDate| latest.is_some_and(|latest| latest > last);
        match gone.filter(outlived) {
            Some(last) => format!("{name} ({above}, …–{})", locale::day(last)),
            None => format!("{name} ({above})"),
        }
    }
}

/// The units on which a search for a kind stops, and which of them is the nearest seen from where.
struct Levels {
    /// From this position in [`Hierarchy::downward`] on, up to the next: the innermost unit that the position is within.
    from: Vec<(usize, Option<usize>)>,
}

impl Levels {
    /// Of units in the order of [`Hierarchy::downward`].
    fn new(units: &[usize], spans: &[Range<usize>]) -> Self {
        let mut from: Vec<(usize, Option<usize>)> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let close = |open: &mut Vec<usize>, from: &mut Vec<(usize, Option<usize>)>, before: usize| {
            while let Some(last) = open.pop_if(|last| spans[*last].end <= before) {
                from.push((spans[last].end, open.last().copied()));
            }
        };
        for unit in units {
            close(&mut open, &mut from, spans[*unit].start);
            from.push((spans[*unit].start, Some(*unit)));
            open.push(*unit);
        }
        close(&mut open, &mut from, usize::MAX);
        Self { from }
    }

    fn nearest(&self, position: usize) -> Option<usize> {
        let after = self.from.partition_point(|(from, _)| *from <= position);
        self.from[after.checked_sub(1)?].1
    }
}

struct Descent {
    downward: Vec<usize>,
    spans: Vec<Range<usize>>,
    tops: Vec<usize>,
}

/// The order from the top down, without a call for each level: there may be as many as there are units.
fn descend(parents: &[Option<usize>], children: &[Vec<usize>], cycles: &[Vec<usize>]) -> Descent {
    let mut found = Descent {
        downward: Vec::with_capacity(parents.len()),
        spans: vec![0..0; parents.len()],
        tops: vec![0; parents.len()],
    };
    let mut seen = vec![false; parents.len()];
    let highest = (0..parents.len()).filter(|unit| parents[*unit].is_none());
    for top in highest.chain(cycles.iter().filter_map(|cycle| cycle.first().copied())) {
        let mut ahead = vec![top];
        while let Some(unit) = ahead.pop() {
            if !std::mem::replace(&mut seen[unit], true) {
                found.spans[unit].start = found.downward.len();
                found.tops[unit] = top;
                found.downward.push(unit);
                ahead.extend(children[unit].iter().rev());
            }
        }
    }
    // From the bottom up: a unit ends where the last below it does.
    for unit in found.downward.iter().rev() {
        let own = found.spans[*unit].start + 1;
        let end = children[*unit].iter().map(|below| found.spans[*below].end).max().unwrap_or(own);
        found.spans[*unit].end = end.max(own);
    }
    found
}

/// How many units stand on the way up from each, and the cycles.
fn climb(parents: &[Option<usize>]) -> (Vec<usize>, Vec<Vec<usize>>) {
    // 0 is a unit not yet visited: the way up from every unit has at least the unit itself.
    let mut heights = vec![0; parents.len()];
    let mut step_of: Vec<Option<usize>> = vec![None; parents.len()];
    let mut cycles = Vec::new();
    for start in 0..parents.len() {
        let mut way: Vec<usize> = Vec::new();
        let mut at = Some(start);
        while let Some(unit) = at.filter(|unit| heights[*unit] == 0 && step_of[*unit].is_none()) {
            step_of[unit] = Some(way.len());
            way.push(unit);
            at = parents[unit];
        }
        let mut height = at.map_or(0, |unit| heights[unit]);
        if height == 0
            && let Some(closing) = at.and_then(|unit| step_of[unit])
        {
            let cycle = way.split_off(closing);
            height = cycle.len();
            cycle.iter().for_each(|unit| heights[*unit] = height);
            cycles.push(from_first(cycle));
        }
        for unit in way.iter().rev() {
            height += 1;
            heights[*unit] = height;
        }
    }
    cycles.sort_unstable();
    (heights, cycles)
}

/// The same cycle, told from its first unit in the registry's order.
fn from_first(mut cycle: Vec<usize>) -> Vec<usize> {
    let first = cycle.iter().enumerate().min_by_key(|(_, unit)| **unit).map_or(0, |(step, _)| step);
    cycle.rotate_left(first);
    cycle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_up_counts_each_unit_once() {
        // 0 ← 1 ← 2; 3 → 4 → 5 → 3 with 6 below 5; 7 above itself.
        let parents = [None, Some(0), Some(1), Some(4), Some(5), Some(3), Some(5), Some(7)];
        let (heights, cycles) = climb(&parents);
        assert_eq!(heights, [1, 2, 3, 3, 3, 3, 4, 1]);
        assert_eq!(cycles, [vec![3, 4, 5], vec![7]]);
    }

    #[test]
    fn a_cycle_is_told_from_its_first_unit_wherever_it_is_entered() {
        let (heights, cycles) = climb(&[Some(2), Some(3), Some(3), Some(1)]);
        assert_eq!(heights, [4, 2, 3, 2]);
        assert_eq!(cycles, [vec![1, 3]]);
    }

    fn hierarchy(parents: &[Option<usize>], kinds: &[usize]) -> Hierarchy {
        let names: Vec<Arc<str>> = (0..4).map(|kind| Arc::from(kind.to_string())).collect();
        let kinds: Vec<&Arc<str>> = kinds.iter().map(|kind| &names[*kind]).collect();
        Hierarchy::of(parents.to_vec(), &kinds)
    }

    proptest::proptest! {
        /// Held against walking up step by step, in forests and in circles.
        #[test]
        fn what_is_looked_up_is_what_a_walk_finds(
            drawn in proptest::collection::vec((proptest::option::weighted(0.85, 0..24_usize), 0..4_usize), 1..24)
        ) {
            let count = drawn.len();
            let parents: Vec<_> = drawn.iter().map(|(parent, _)| parent.map(|parent| parent % count)).collect();
            let kinds: Vec<_> = drawn.iter().map(|(_, kind)| *kind).collect();
            let hierarchy = hierarchy(&parents, &kinds);
            let mut downward = hierarchy.downward().to_vec();
            downward.sort_unstable();
            assert_eq!(downward, (0..count).collect::<Vec<_>>());
            for unit in 0..count {
                let way: Vec<usize> = hierarchy.upward(unit).collect();
                assert_eq!(hierarchy.height(unit), way.len());
                let last = way[way.len() - 1];
                assert_eq!(hierarchy.top(unit), Some(last).filter(|last| parents[*last].is_none()));
                assert_eq!(hierarchy.is_circular(unit), parents[last].is_some());
                for kind in 0..4 {
                    let has_one = |level: &usize| {
                        kinds[*level] == kind || hierarchy.children(*level).iter().any(|child| kinds[*child] == kind)
                    };
                    let walked: Vec<usize> = way.iter().copied().filter(has_one).collect();
                    let found: Vec<usize> = hierarchy.levels_with(unit, &kind.to_string()).collect();
                    assert_eq!(found, walked, "{unit} {kind}: {parents:?} {kinds:?}");
                }
                let mut below = hierarchy.below(unit);
                assert_eq!(below[0], unit);
                below.sort_unstable();
                let is_below = |other: &usize| hierarchy.upward(*other).any(|above| above == unit);
                assert_eq!(below, (0..count).filter(is_below).collect::<Vec<_>>());
                for other in 0..count {
                    assert_eq!(hierarchy.is_within(other, unit), is_below(&other), "{other} {unit}: {parents:?}");
                }
            }
        }
    }

    #[test]
    fn a_way_up_of_twenty_thousand_units_is_searched_in_as_many_steps_as_it_has_units_of_the_kind() {
        let count = 20_000;
        let parents: Vec<Option<usize>> = (0..count).map(|unit: usize| unit.checked_sub(1)).collect();
        // Two of the kind on the way, and the one above the second of them, of which that is a child.
        let kinds: Vec<usize> = (0..count).map(|unit| usize::from([0, 9_000].contains(&unit))).collect();
        let hierarchy = hierarchy(&parents, &kinds);
        let steps: usize = (0..count).map(|unit| hierarchy.levels_with(unit, "1").count()).sum();
        assert_eq!(steps, count + 11_000 + 11_001);
        assert_eq!(hierarchy.below(0).len(), count);
    }
}
