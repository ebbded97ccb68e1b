//! Whom to write to: the officers in post, which addresses are official (Decision 246, Articles 7.1, 7.2), and which
//! addresses and numbers are somebody's own affair, whoever's record they stand in (Decree 13/2023/NĐ-CP).

use super::Facts;
use crate::model::{Officer, Regulation, Unit};
use crate::record::scalar::Words;
use crate::text::without_particulars;

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
        is_official(self.email_domains(), email)
    }

    /// See [`is_private_address`].
    pub fn is_private_address(&self, email: &str) -> bool {
        is_private_address(self.email_domains(), email)
    }

    /// Words of the registry without the numbers and addresses in them that are somebody's own affair.
    pub fn without_particulars(&self, words: &str) -> String {
        without_particulars(words, &|address| !self.is_private_address(address))
    }

    /// The official domains; none where nobody can say.
    pub fn email_domains(&self) -> &'r [Words] {
        self.registry.manifest.as_ref().map_or(&[][..], |manifest| &manifest.email_domains)
    }
}

fn is_official(domains: &[Words], email: &str) -> bool {
    let Some((_, domain)) = email.rsplit_once('@') else { return domains.is_empty() };
    domains.is_empty() || domains.iter().any(|official| is_below(domain, official.trim().trim_start_matches('@')))
}

/// Whether an address is one of a domain, or of one below it.
fn is_below(domain: &str, above: &str) -> bool {
    let (domain, above) = (domain.to_ascii_lowercase(), above.to_ascii_lowercase());
    domain == above || domain.strip_suffix(&above).is_some_and(|rest| rest.ends_with('.'))
}

/// Where anybody gets a mailbox for nothing.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.com.vn",
    "ymail.com",
    "hotmail.com",
    "outlook.com",
    "outlook.com.vn",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "proton.me",
    "protonmail.com",
    "zoho.com",
    "gmx.com",
    "aol.com",
    "mail.com",
    "mail.ru",
    "yandex.com",
];

/// Whether an address looks like somebody's own, be it a person's or a unit's: it is in no official domain, or where the
/// registry lists none it is where anybody gets one.
pub fn is_private_address(domains: &[Words], email: &str) -> bool {
    let is_free = || {
        let domain = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
        FREE_MAIL.iter().any(|free| is_below(domain, free))
    };
    !is_official(domains, email) || (domains.is_empty() && is_free())
}

/// Whether a telephone, or one of several written together, is one that people carry with them: the numbering plan gives
/// mobiles 03, 05, 07, 08 and 09.
pub fn has_mobile(phone: &str) -> bool {
    // Digits of other scripts are read by people and by no rule here.
    if phone.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()) {
        return true;
    }
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+.-–()_".contains(c);
    phone.split(|c: char| !is_part(c)).any(|written| {
        let groups: Vec<&str> =
            written.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        (0..groups.len()).any(|at| is_mobile(&groups[at..].concat(), at == 0))
    })
}

/// `whole`: whether nothing stands before these digits, so that a number without its 0 would be known.
fn is_mobile(digits: &str, whole: bool) -> bool {
    let abroad = ["0084", "84"].iter().find_map(|prefix| digits.strip_prefix(prefix)).filter(|rest| rest.len() >= 9);
    let national = abroad.map(|rest| rest.strip_prefix('0').unwrap_or(rest)).or_else(|| digits.strip_prefix('0'));
    let is_one = |rest: &str| rest.len() >= 9 && rest.starts_with(['3', '5', '7', '8', '9']);
    national.is_some_and(is_one) || (whole && digits.len() == 9 && is_one(digits))
}

/// The longest number by which somebody is reached behind an office's own.
const LONGEST_EXTENSION: usize = 5;

/// Whether a telephone number is the unit's own, an extension of it included. Spaces, points and the country's prefix do
/// not count.
pub fn is_phone_of(unit: &Unit, phone: &str) -> bool {
    unit.phone.as_ref().is_some_and(|own| {
        let own = national(own);
        let extension = national(phone).strip_prefix(&own).map(str::len);
        !own.is_empty() && extension.is_some_and(|digits| digits <= LONGEST_EXTENSION)
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

    #[test]
    fn mobile_numbers_are_told_from_those_of_an_office_also_where_several_stand_together() {
        for mobile in [
            "0912 345 678",
            "+84 912 345 678",
            "+84 (0) 912.345.678",
            "0084912345678",
            "84912345678",
            "912345678",
            "0299 3821234; 0912345678",
            "0299 3821234 / 0912 345 678",
            "0299 3821234 0912 345 678",
            "0299 3821234 (nhà: 0389 123 456)",
            "０９１２ ３４５ ６７８",
            "0912345678 (Zalo)",
        ] {
            assert!(has_mobile(mobile), "{mobile}");
        }
        for office in
            ["02993 821 234", "0299 3821234", "+84 299 382 1234", "1022", "1900 1234", "0299 3821234 (12)", ""]
        {
            assert!(!has_mobile(office), "{office}");
        }
        assert!(!has_mobile("0299 3821234; 0299 3821235") && !has_mobile("0299 3821234 0299 3821235"));
    }

    #[test]
    fn an_address_is_private_outside_the_official_domains_and_without_any_where_mailboxes_are_free() {
        let listed: Vec<Words> = ["@TinhThu.example", "gmail.com"].map(Into::into).to_vec();
        for (address, private) in [
            ("a@tinhthu.example", false),
            ("a@so.tinhthu.example", false),
            ("a@xtinhthu.example", true),
            ("a@gmail.com", false),
            ("a@yahoo.com", true),
        ] {
            assert_eq!(is_private_address(&listed, address), private, "{address}");
        }
        assert!(is_private_address(&[], "a@Gmail.com") && is_private_address(&[], "a@mail.yahoo.com.vn"));
        assert!(!is_private_address(&[], "a@tinhthu.example"));
    }
}
