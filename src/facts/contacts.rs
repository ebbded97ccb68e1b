//! Whom to write to: the officers in post, and which addresses are official (Decision 246, Articles 7.1, 7.2).

use super::Facts;
use crate::model::{Officer, Regulation, Unit};

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

/// Whether a telephone number is the unit's own, an extension of it included. Spaces, points and the country's prefix do
/// not count.
pub fn is_phone_of(unit: &Unit, phone: &str) -> bool {
    unit.phone.as_ref().is_some_and(|own| {
        let own = national(own);
        !own.is_empty() && national(phone).starts_with(&own)
    })
}

/// Whether two telephone numbers are one, however they are written.
pub fn is_one_number(one: &str, other: &str) -> bool {
    national(one) == national(other)
}

/// The digits of a number as it is dialled within the country: `+84 299…` is `0299…`.
fn national(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("84").filter(|_| phone.trim_start().starts_with('+')) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_it_is_dialled() {
        assert_eq!(national("+84 299 382.1234"), "02993821234");
        assert_eq!(national("(0299) 3821234"), "02993821234");
        assert_eq!(national("8412345"), "8412345");
    }
}
