//! Whom to write to: the officers in post, and which addresses are official (Decision 246, Articles 7.1, 7.2).

use super::Facts;
use crate::model::{Officer, Regulation};

impl<'r> Facts<'r> {
    /// The officers in post on the day judged, in units that a regulation governs then and has in its scope, each with
    /// that regulation; in the registry's order.
    pub fn in_post(&self) -> impl Iterator<Item = (&'r Officer, &'r Regulation)> {
        self.registry.officers.iter().filter(|officer| officer.tenure().contains(self.as_of)).filter_map(|officer| {
            let unit = self.registry.unit_index(&officer.unit.id)?;
            let (regulation, kind) = self.governed(unit, self.as_of)?;
            kind.in_scope().then_some((officer, regulation))
        })
    }

    /// Whether an address is in one of the registry's official domains or below one. Where the manifest lists none, or
    /// cannot be read, nobody can say that an address is not.
    pub fn is_official(&self, email: &str) -> bool {
        let domains = self.registry.manifest.as_ref().map_or(&[][..], |manifest| &manifest.email_domains);
        let Some((_, domain)) = email.rsplit_once('@') else { return domains.is_empty() };
        let domain = domain.to_ascii_lowercase();
        domains.is_empty()
            || domains.iter().any(|official| {
                let official = official.trim().trim_start_matches('@').to_ascii_lowercase();
                domain == official || domain.strip_suffix(&official).is_some_and(|above| above.ends_with('.'))
            })
    }
}
