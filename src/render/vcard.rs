//! Contacts for address books: vCard 4.0 (RFC 6350), the same bytes each time.

use sha2::{Digest, Sha256};

use super::content_line::{escaped, fold};

/// Somebody in an address book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// What tells the contact from all others of the registry and never changes.
    pub key: String,
    /// Family, middle and given name, as Vietnamese write it.
    pub name: String,
    pub title: String,
    /// What the person does besides: the seat.
    pub role: Option<String>,
    /// The units, the person's own last.
    pub organization: Vec<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// The contacts in the order given; `scope` tells those of one registry from those of another. There is no time of
/// revision: it would have to be that of a clock.
pub fn address_book(scope: &str, contacts: &[Contact]) -> String {
    let mut out = String::new();
    for contact in contacts {
        let mut line = |text: &str| fold(text, &mut out);
        line("BEGIN:VCARD");
        line("VERSION:4.0");
        line(&format!("PRODID:-//ttc//ttc {}//VI", env!("CARGO_PKG_VERSION")));
        line("KIND:individual");
        line(&format!("UID:{}", uid(scope, &contact.key)));
        line(&format!("FN:{}", escaped(&contact.name)));
        line(&format!("N:{}", parts(&contact.name)));
        let organization: Vec<String> = contact.organization.iter().map(|unit| escaped(unit)).collect();
        if !organization.is_empty() {
            line(&format!("ORG:{}", organization.join(";")));
        }
        line(&format!("TITLE:{}", escaped(&contact.title)));
        if let Some(role) = &contact.role {
            line(&format!("ROLE:{}", escaped(role)));
        }
        if let Some(email) = &contact.email {
            line(&format!("EMAIL;TYPE=work:{}", escaped(email)));
        }
        if let Some(phone) = &contact.phone {
            line(&format!("TEL;TYPE=work:{}", escaped(phone)));
        }
        line("END:VCARD");
    }
    out
}

/// The parts of a name (RFC 6350, 6.2.2): family name, given name, additional names. The first word of a Vietnamese name
/// is the family's, the last the person's own.
fn parts(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (family, given, middle) = match words.as_slice() {
        [] => ("", "", String::new()),
        [given] => ("", *given, String::new()),
        [family, middle @ .., given] => (*family, *given, middle.join(" ")),
    };
    format!("{};{};{};;", escaped(family), escaped(given), escaped(&middle))
}

/// A UUID of version 8 (RFC 9562, 5.8), made from what never changes.
fn uid(scope: &str, key: &str) -> String {
    let digest = Sha256::digest(format!("{scope}\n{key}").as_bytes());
    let mut bytes: Vec<u8> = digest.iter().take(16).copied().collect();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str) -> String {
        let contact = Contact {
            key: "nguyen-van-an".into(),
            name: name.into(),
            title: "Phó Giám đốc; phụ trách".into(),
            role: None,
            organization: vec!["Huyện Kế Sách".into(), "Xã An Mỹ".into()],
            email: Some("an@tinhthu.example".into()),
            phone: None,
        };
        address_book("Tỉnh Thử", &[contact])
    }

    #[test]
    fn a_vietnamese_name_has_the_family_first_and_the_given_name_last() {
        let text = one("Nguyễn Thị Minh An");
        assert!(text.contains("FN:Nguyễn Thị Minh An\r\nN:Nguyễn;An;Thị Minh;;\r\n"), "{text}");
        assert!(one("An").contains("N:;An;;;\r\n"));
    }

    #[test]
    fn what_would_part_a_value_is_escaped_and_what_is_not_shown_is_left_out() {
        let text = one("An");
        assert!(text.contains("TITLE:Phó Giám đốc\\; phụ trách\r\n"), "{text}");
        assert!(text.contains("ORG:Huyện Kế Sách;Xã An Mỹ\r\n") && !text.contains("TEL"), "{text}");
        assert!(!one("x\r\nTEL:1").contains("\r\nTEL"));
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let name = "Nguyễn Thị Ước Nguyện Được Ở Đây Mãi Mãi ".repeat(4);
        let text = one(name.trim());
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.replace("\r\n ", "").contains(&format!("FN:{}\r\n", name.trim())));
    }

    #[test]
    fn a_contact_keeps_its_uid_when_its_words_change() {
        let uid = |text: String| text.lines().find(|line| line.starts_with("UID:urn:uuid:")).unwrap().to_owned();
        assert_eq!(uid(one("một")), uid(one("hai")));
    }
}
