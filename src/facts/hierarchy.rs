//! Who stands above whom, and the "nearest unit of a kind" by which a regulation names authorities and recipients.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::model::{Registry, Unit};

/// The tree of units, by their positions in the registry.
pub struct Hierarchy {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// How many units bear a name; names are not keys.
    bearers: HashMap<String, usize>,
}

impl Hierarchy {
    pub fn new(registry: &Registry) -> Self {
        let parents: Vec<Option<usize>> = registry
            .units
            .iter()
            .map(|unit| unit.parent.as_ref().and_then(|parent| registry.unit_index(&parent.id)))
            .collect();
        let mut children = vec![Vec::new(); parents.len()];
        for (unit, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(unit);
            }
        }
        let mut bearers = HashMap::new();
        for unit in &registry.units {
            *bearers.entry(unit.name.to_string()).or_default() += 1;
        }
        Self { parents, children, bearers }
    }

    /// The unit itself and those above it, nearest first. A cycle ends where it closes.
    pub fn upward(&self, unit: usize) -> impl Iterator<Item = usize> {
        let mut steps = 0;
        std::iter::successors(Some(unit), move |at| {
            steps += 1;
            self.parents[*at].filter(|parent| *parent != unit && steps <= self.parents.len())
        })
    }

    pub fn parent(&self, unit: usize) -> Option<usize> {
        self.parents[unit]
    }

    pub fn children(&self, unit: usize) -> &[usize] {
        &self.children[unit]
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
            self.children[level].iter().copied().find(|child| fits(child))
        })
    }

    /// A unit's name on a day, followed by the name of the unit above where several bear the name.
    pub fn full_name(&self, registry: &Registry, unit: &Unit, day: NaiveDate) -> String {
        let name = unit.name_on(day);
        let ambiguous = self.bearers.get(&*unit.name).is_some_and(|bearers| *bearers > 1);
        let above = unit.parent.as_ref().and_then(|parent| registry.unit(&parent.id));
        match above {
            Some(above) if ambiguous => format!("{name} ({})", above.name_on(day)),
            _ => name.to_owned(),
        }
    }
}
