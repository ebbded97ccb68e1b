//! A message as an `.eml` file that mail programs open as a draft (RFC 5322, 2045, 2047): UTF-8, no line longer than
//! they allow, nothing in it from a clock.

use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

use super::visible;
use crate::paper::{Mailbox, Message};

/// The file's bytes, lines ended with CR and LF.
pub fn eml(message: &Message) -> Vec<u8> {
    let text: String = message.lines.iter().map(|line| format!("{}\r\n", visible(line))).collect();
    let mut headers = vec![
        "X-Unsent: 1".to_owned(),
        format!("From: {}", addresses(std::slice::from_ref(&message.from))),
        format!("To: {}", addresses(&message.to)),
    ];
    if !message.copies.is_empty() {
        headers.push(format!("Cc: {}", addresses(&message.copies)));
    }
    headers.push(format!("Subject: {}", words(&message.subject)));
    headers.push(format!("Date: {}", date(message.date)));
    headers.push(format!("Message-ID: {}", id(message, &text)));
    headers.push("MIME-Version: 1.0".to_owned());
    headers.push("Content-Type: text/plain; charset=utf-8".to_owned());
    headers.push("Content-Transfer-Encoding: base64".to_owned());
    let body = base64(text.as_bytes());
    let lines = body.as_bytes().chunks(LINE).map(|line| String::from_utf8_lossy(line).into_owned());
    let mut eml = headers.join("\r\n");
    eml.push_str("\r\n\r\n");
    lines.for_each(|line| eml.push_str(&format!("{line}\r\n")));
    eml.into_bytes()
}

/// The most characters in a line of an encoded body (RFC 2045, 6.8), and of an encoded word (RFC 2047, 2).
const LINE: usize = 76;
/// So many bytes of text make an encoded word that fits in a line with the header's name before it.
const WORD: usize = 36;

/// Each on a line of its own.
fn addresses(mailboxes: &[Mailbox]) -> String {
    let each = mailboxes.iter().map(|mailbox| {
        let address: String =
            mailbox.address.chars().filter(|c| c.is_ascii_graphic() && !"<>,;\"()".contains(*c)).collect();
        if mailbox.name.is_empty() { address } else { format!("{}\r\n <{address}>", words(&mailbox.name)) }
    });
    each.collect::<Vec<_>>().join(",\r\n ")
}

/// Unstructured text as encoded words (RFC 2047, 5), cut between words; only a word too long for one is cut itself, and
/// never within a character.
fn words(text: &str) -> String {
    let mut pieces: Vec<String> = vec![String::new()];
    for word in visible(text).split_inclusive(' ') {
        let fits = |piece: &String, more: usize| piece.len() + more <= WORD;
        if pieces.last().is_some_and(|piece| !piece.is_empty() && !fits(piece, word.len())) {
            pieces.push(String::new());
        }
        for c in word.chars() {
            if pieces.last().is_some_and(|piece| !fits(piece, c.len_utf8())) {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push(c);
            }
        }
    }
    let encoded = pieces.iter().map(|piece| format!("=?UTF-8?B?{}?=", base64(piece.as_bytes())));
    encoded.collect::<Vec<_>>().join("\r\n ")
}

/// The morning of the day, Vietnam time.
fn date(date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{}, {} {month} {:04} 08:00:00 +0700", date.weekday(), date.day(), date.year())
}

/// Made from what is said, so that the same message has the same id.
fn id(message: &Message, text: &str) -> String {
    let mut digest = Sha256::new();
    let to = message.to.iter().chain(&message.copies).map(|mailbox| mailbox.address.as_str());
    for part in [message.from.address.as_str(), &message.subject, &message.date.to_string(), text].into_iter().chain(to)
    {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let digest: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let domain = message.from.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let domain: String = domain.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
    format!("<{digest}@{domain}>")
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let whole = chunk.iter().fold(0_u32, |whole, byte| whole << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..4 {
            let sextet = (whole >> (18 - 6 * at) & 63) as usize;
            encoded.push(if at <= chunk.len() { char::from(ALPHABET[sextet]) } else { '=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648, 10.
    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn no_line_of_a_header_is_long_and_no_name_ends_it() {
        let long = "Đôn đốc gửi báo cáo về kiểm soát thủ tục hành chính\r\nBcc: everyone@example.com ".repeat(5);
        let mailbox = Mailbox { name: long.clone(), address: "a@b.example\r\nBcc: x@y.example".to_owned() };
        let message = Message {
            from: mailbox.clone(),
            to: vec![mailbox.clone(), mailbox],
            copies: Vec::new(),
            subject: long,
            date: NaiveDate::from_ymd_opt(2024, 9, 30).unwrap(),
            lines: vec!["Kính gửi".to_owned(); 100],
        };
        let eml = String::from_utf8(eml(&message)).unwrap();
        assert!(eml.is_ascii());
        assert!(eml.lines().all(|line| line.len() <= 76 || line.starts_with("Message-ID")), "{eml}");
        let (headers, _) = eml.split_once("\r\n\r\n").unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
        assert!(headers.contains("Date: Mon, 30 Sep 2024 08:00:00 +0700"));
        assert_eq!(headers.replace("\r\n", "").matches(['\r', '\n']).count(), 0);
    }
}
