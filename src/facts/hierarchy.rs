//! Who stands above whom, and the "nearest unit of a kind" by which a regulation names authorities and recipients.

use std::collections::HashMap;
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
    /// How many units stand on the way up from each, itself included, each counted once.
    heights: Vec<usize>,
    /// Units that stand above themselves: each cycle once, upward from its first unit in the registry's order.
    pub cycles: Vec<Vec<usize>>,
    /// The units that bear a name; names are not keys.
    bearers: HashMap<String, Vec<usize>>,
}

impl Hierarchy {
    pub fn new(registry: &Registry) -> Self {
        let parents: Vec<Option<usize>> = registry
            .units
            .iter()
            .map(|unit| unit.parent.as_ref().and_then(|parent| registry.unit_index(&parent.id)))
            .collect();
        let mut children = vec![Vec::new(); parents.len()];
        let mut children_by_kind: Vec<HashMap<Arc<str>, Vec<usize>>> = vec![HashMap::new(); parents.len()];
        for (unit, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(unit);
                let kind = Arc::clone(&registry.units[unit].kind.0);
                children_by_kind[*parent].entry(kind).or_default().push(unit);
            }
        }
        let (heights, cycles) = climb(&parents);
        let mut bearers: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, unit) in registry.units.iter().enumerate() {
            bearers.entry(unit.name.to_string()).or_default().push(at);
        }
        Self { parents, children, children_by_kind, heights, cycles, bearers }
    }

    /// The unit itself and those above it, nearest first. A cycle ends where it closes.
    pub fn upward(&self, unit: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(unit), |at| self.parents[*at]).take(self.heights[unit])
    }

    /// Whether the way up from a unit never ends, because it leads into a cycle.
    pub fn is_circular(&self, unit: usize) -> bool {
        self.upward(unit).last().is_some_and(|top| self.parents[top].is_some())
    }

    pub fn parent(&self, unit: usize) -> Option<usize> {
        self.parents[unit]
    }

    pub fn children(&self, unit: usize) -> &[usize] {
        &self.children[unit]
    }

    /// A unit and all units below it, each before those below it, in the registry's order. In a cycle each comes once.
    pub fn below(&self, unit: usize) -> Vec<usize> {
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
        self.upward(unit).find_map(|level| {
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
        let is_above = self.upward(unit).any(|above| above == found);
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
        for level in self.upward(unit) {
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

    fn children_of_kind(&self, unit: usize, kind: &str) -> &[usize] {
        self.children_by_kind[unit].get(kind).map_or(&[], Vec::as_slice)
    }

    /// A unit's name on a day, followed by the name of the unit above where several bear the name, and by its last day
    /// where one below the same unit outlives it.
    pub fn full_name(&self, registry: &Registry, unit: &Unit, day: NaiveDate) -> String {
        let name = unit.name_on(day);
        let namesakes = self.bearers.get(&*unit.name).map_or(&[][..], Vec::as_slice);
        let above = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
        let Some(above) = above.filter(|_| namesakes.len() > 1).map(|above| above.name_on(day)) else {
            return name.to_owned();
        };
        let beside = namesakes.iter().map(|at| &registry.units[*at]).filter(|other| other.parent == unit.parent);
        let gone = unit.until.filter(|last| *last < day);
        let outlived = |last: &NaiveDate| beside.clone().any(|other| other.until.is_none_or(|until| until > *last));
        match gone.filter(outlived) {
            Some(last) => format!("{name} ({above}, …–{})", locale::day(last)),
            None => format!("{name} ({above})"),
        }
    }
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
}
