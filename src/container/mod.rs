//! Files of office programs that come from outside: ZIP containers of XML parts, opened within limits.
//!
//! A container of some kilobytes can unpack to gigabytes, or to one text of gigabytes, and libraries that read workbooks
//! believe what it says of itself. So every part is first seen through here, piece by piece and to its end, and only what
//! has been is handed on, as [`SeenThrough`]. What goes too far is told with the part, the number and the limit.

mod bounded;
mod elements;

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use crate::both;
use crate::locale::Text;
use bounded::Bounded;
use elements::Counted;

pub use elements::{attribute, block};

/// No file that comes from outside is larger; one that is would not be read to its end.
pub const LARGEST_FILE: u64 = 64 << 20;
/// What all parts of XML may unpack to, together.
const MOST_UNPACKED: u64 = 100 << 20;
/// How many parts a container may have.
const MOST_PARTS: usize = 4_096;

/// Whether bytes are those of a container, whole or not.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// A container whose parts have not been looked at.
pub struct Container<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// What the parts read so far unpacked to.
    unpacked: u64,
}

/// A container of nothing but parts of XML, each of them seen through to its end and within the limits.
pub struct SeenThrough(Vec<u8>);

impl SeenThrough {
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Shows every event of a part, in its order; `None` where there is no such part, or its XML breaks off.
    pub fn walk(&self, part: &str, see: &mut dyn FnMut(&Event<'_>)) -> Option<()> {
        let mut archive = ZipArchive::new(Cursor::new(self.bytes())).ok()?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, archive.by_name(part).ok()?));
        reader.config_mut().check_end_names = false;
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Eof => return Some(()),
                event => see(&event),
            }
            buffer.clear();
        }
    }
}

impl<'b> Container<'b> {
    /// Reads the list of parts, and no part.
    ///
    /// # Errors
    /// Where it is no such container, or its list of parts is not to be trusted.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Text> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
        let parts = archive.len();
        if parts > MOST_PARTS {
            return Err(both!(
                "tệp nén có {parts} thành phần, nhiều nhất được {MOST_PARTS}",
                "the container has {parts} parts; at most {MOST_PARTS} are read"
            ));
        }
        if archive.has_duplicate_names() {
            return Err(both!("tệp nén có hai thành phần cùng tên", "two parts of the container have one name"));
        }
        if archive.has_overlapping_entries().map_err(|error| broken(&error))? {
            return Err(both!(
                "các thành phần của tệp nén chồng lên nhau",
                "the parts of the container lie over one another"
            ));
        }
        Ok(Self { archive, unpacked: 0 })
    }

    /// Sees every part of XML through, and gives a container of these alone: nobody can be sent to another part.
    ///
    /// # Errors
    /// Where a part goes beyond a limit, or is locked or broken.
    pub fn see_through(mut self) -> Result<SeenThrough, Text> {
        let mut counted = Counted::default();
        let mut kept = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let Some(name) = self.xml_name(index) else { continue };
            self.walk(index, &name, &mut |element| counted.count(&name, element))?;
            let part = self.archive.by_index_raw(index).map_err(|error| broken(&error))?;
            kept.raw_copy_file(part).map_err(|error| broken(&error))?;
        }
        let kept = kept.finish().map_err(|error| broken(&error))?;
        Ok(SeenThrough(kept.into_inner()))
    }

    /// The texts of the parts in a folder, in the container's order, as long as `found` wants no more of them.
    ///
    /// # Errors
    /// Where a part goes beyond the limits.
    pub fn find_in<T>(&mut self, folder: &str, found: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Text> {
        for index in 0..self.archive.len() {
            let Some(name) = self.xml_name(index).filter(|name| name.starts_with(folder)) else { continue };
            let left = self.left();
            let part = self.archive.by_index(index).map_err(|error| broken(&error))?;
            let mut content = Vec::new();
            part.take(left + 1).read_to_end(&mut content).map_err(|_| unreadable())?;
            self.spend(&name, content.len() as u64)?;
            if let Some(found) = std::str::from_utf8(&content).ok().and_then(&found) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// A part's name, where it is one of XML.
    fn xml_name(&self, index: usize) -> Option<String> {
        let name = self.archive.name_for_index(index)?.ok()?.into_owned();
        let ending = name.rsplit('.').next()?;
        ["xml", "rels"].into_iter().any(|known| ending.eq_ignore_ascii_case(known)).then_some(name)
    }

    /// Reads a part to its end and shows every element to `see`. Where XML breaks off the walk ends: whoever reads it
    /// afterwards gets no further.
    fn walk(
        &mut self,
        index: usize,
        name: &str,
        see: &mut dyn FnMut(&BytesStart<'_>) -> Result<(), Text>,
    ) -> Result<(), Text> {
        let left = self.left();
        let part = self.archive.by_index(index).map_err(|error| broken(&error))?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, Bounded::new(part, left + 1)));
        // As tolerant as who reads it afterwards.
        let config = reader.config_mut();
        (config.check_end_names, config.check_comments) = (false, false);
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        let (mut item, mut item_began) = (0, 0);
        loop {
            let at = reader.buffer_position();
            match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => {
                    depth += 1;
                    if depth > elements::DEEPEST {
                        return Err(beyond(
                            name,
                            &both!("cấp lồng nhau", "levels of nesting"),
                            elements::DEEPEST as u64,
                        ));
                    }
                    if item == 0 && elements::is_item(&element) {
                        (item, item_began) = (depth, at);
                    }
                    see(&element)?;
                }
                Ok(Event::Empty(element)) => see(&element)?,
                Ok(Event::End(_)) => {
                    if depth == item {
                        item = 0;
                    }
                    depth = depth.saturating_sub(1);
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
            if item > 0 && reader.buffer_position() - item_began > elements::LONGEST_ITEM {
                return Err(beyond(name, &both!("byte trong một ô", "bytes in one cell"), elements::LONGEST_ITEM));
            }
            buffer.clear();
        }
        let source = reader.get_ref().get_ref();
        let (read, is_too_long) = (source.read_so_far(), source.is_too_long());
        drop(reader);
        if is_too_long {
            return Err(beyond(name, &both!("byte trong một đoạn chữ", "bytes in one text"), bounded::LONGEST_RUN));
        }
        self.spend(name, read)
    }

    fn left(&self) -> u64 {
        MOST_UNPACKED.saturating_sub(self.unpacked)
    }

    fn spend(&mut self, name: &str, read: u64) -> Result<(), Text> {
        self.unpacked += read;
        if self.unpacked <= MOST_UNPACKED {
            return Ok(());
        }
        let most = MOST_UNPACKED >> 20;
        Err(both!(
            "bung {name} ra thì tệp vượt quá {most} MB, mức nhiều nhất được đọc",
            "with {name} unpacked the file is more than {most} MB, the most that is read"
        ))
    }
}

/// That a part holds too many of something.
fn beyond(part: &str, what: &Text, most: u64) -> Text {
    both!(
        vi: ("{part} có hơn {most} {}, mức nhiều nhất được đọc", what.vi),
        en: ("{part} has more than {most} {}, the most that is read", what.en)
    )
}

fn broken(error: &ZipError) -> Text {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => both!(
            "tệp có mật khẩu; hãy mở tệp, bỏ mật khẩu rồi lưu lại",
            "the file is locked by a password; open it, remove the password and save it"
        ),
        _ => unreadable(),
    }
}

fn unreadable() -> Text {
    both!("tệp nén bị hỏng", "the container is broken")
}
