//! A part as it unpacks: no more bytes than allowed, and no piece of XML so long that its reader would fill the memory
//! with it. What the container says of its sizes is not asked.

use std::io::{self, Read};

/// No text, tag or comment is longer. A cell of a workbook holds 32,767 characters.
pub const LONGEST_RUN: u64 = 512 << 10;

/// A part being read.
pub struct Bounded<R> {
    part: R,
    allowed: u64,
    read: u64,
    run: Run,
    is_too_long: bool,
}

/// Where in the XML the last byte stood, as far as it takes to know where a piece ends.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    state: State,
    length: u64,
    longest: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// After `<`.
    Open,
    /// Within a tag, and within which quotation marks.
    Tag(Option<u8>),
    /// After `<!`, with how much of what follows is read.
    Declared(u8),
    /// Ends with the last of these bytes after one or two of the first: `-->`, `]]>`, `?>`. With how many are met.
    Until(u8, u8, u8),
    /// A declaration of a document type, which no office program writes: it never ends.
    Type,
}

impl<R: Read> Bounded<R> {
    /// Reads at most so many bytes.
    pub fn new(part: R, allowed: u64) -> Self {
        Self { part, allowed, read: 0, run: Run::default(), is_too_long: false }
    }

    pub fn read_so_far(&self) -> u64 {
        self.read
    }

    /// Whether it was not read on because of a text that is too long.
    pub fn is_too_long(&self) -> bool {
        self.is_too_long
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_too_long {
            return Ok(0);
        }
        let most = usize::try_from(self.allowed - self.read).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.part.read(&mut buffer[..most])?;
        self.read += count as u64;
        self.run.go_on(&buffer[..count]);
        if self.run.longest > LONGEST_RUN {
            self.is_too_long = true;
            return Ok(0);
        }
        Ok(count)
    }
}

impl Run {
    fn go_on(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.length += 1;
            let next = self.state.after(*byte);
            // A piece of text ends where a tag begins, everything else where text begins again.
            if next != self.state && matches!(next, State::Text | State::Open) {
                self.longest = self.longest.max(self.length);
                self.length = 0;
            }
            self.state = next;
        }
        self.longest = self.longest.max(self.length);
    }
}

impl State {
    fn after(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Text, b'<') => Self::Open,
            (Self::Text, _) => Self::Text,
            (Self::Open, b'!') => Self::Declared(0),
            (Self::Open, b'?') => Self::Until(b'?', 1, 0),
            (Self::Open | Self::Tag(None), b'>') => Self::Text,
            (Self::Open | Self::Tag(None), b'"' | b'\'') => Self::Tag(Some(byte)),
            (Self::Open | Self::Tag(None), _) => Self::Tag(None),
            (Self::Tag(Some(quote)), _) => Self::Tag((quote != byte).then_some(quote)),
            (Self::Declared(0), b'-') => Self::Declared(1),
            (Self::Declared(1), b'-') => Self::Until(b'-', 2, 0),
            (Self::Declared(0), b'[') => Self::Declared(2),
            (Self::Declared(2..=7), b'[') => Self::Until(b']', 2, 0),
            (Self::Declared(met @ 2..=7), _) => Self::Declared(met + 1),
            (Self::Declared(_) | Self::Type, _) => Self::Type,
            (Self::Until(_, needed, met), b'>') if met >= needed => Self::Text,
            (Self::Until(again, needed, met), _) => {
                Self::Until(again, needed, if byte == again { (met + 1).min(needed) } else { 0 })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lengths of the pieces of XML that are longer than three bytes.
    fn longest(xml: &str) -> u64 {
        let mut run = Run::default();
        // Piece by piece, as it unpacks.
        xml.as_bytes().chunks(3).for_each(|bytes| run.go_on(bytes));
        run.longest
    }

    #[test]
    fn a_piece_is_as_long_as_its_reader_would_have_to_remember() {
        assert_eq!(longest(&format!("<a>{}</a>", "x".repeat(100))), 101);
        assert_eq!(longest(&"<a>x</a>".repeat(100)), 3);
        for (open, close) in [
            ("<!--", "-->"),
            ("<![CDATA[", "]]>"),
            ("<?x", "?>"),
            ("<a b=\"", "\">"),
            ("<a b='", "'>"),
            ("<a c=\"'\" b='\"", "'>"),
            ("<!DOCTYPE x [", "]>"),
        ] {
            let piece = format!("{open}{}{close}", "<a></a>->]>".repeat(100));
            let tags = "<a></a>".repeat(3);
            assert!(longest(&format!("{tags}{piece}{tags}")) >= 1100, "{piece}");
        }
    }

    #[test]
    fn no_more_is_read_than_allowed_nor_after_a_text_that_is_too_long() {
        let mut some = Bounded::new(io::repeat(b'<').take(1 << 40), 1000);
        assert_eq!(io::copy(&mut some, &mut io::sink()).unwrap(), 1000);
        let mut one_text = Bounded::new(io::repeat(b'x').take(1 << 40), u64::MAX);
        io::copy(&mut one_text, &mut io::sink()).unwrap();
        assert!(one_text.is_too_long() && one_text.read_so_far() < 2 * LONGEST_RUN);
    }
}
