//! Changes to registry files that keep the rest of the file as it was: text in, text out.
//!
//! A [`Draft`] collects what is to become of a loaded registry: fields set or removed, records appended, files created.
//! [`Draft::finish`] works out the new texts, each by splices that touch only the bytes they must: comments, blank lines,
//! quotation marks, folded texts, line ends and the order of everything else survive byte for byte. What comes out is a
//! [`Change`]; [`Change::over`] lays it over the registry's files in memory, so that it can be loaded and judged before
//! anything is written. Writing is the command line's.
//!
//! ```text
//! let mut draft = Draft::of(&loaded);
//! draft.set(&officer.place, "until", day);              // one field, where the record's description has it
//! draft.remove(&officer.place, "phone");
//! draft.set(&officer.place.field("nomination"), "approved", day);
//! let id = officers::add(&mut draft, &loaded, NewRecord::of::<Officer>().with("name", …))?;   // id and file found
//! draft.append("units/x.yaml", "units", NewRecord::of::<Unit>().with("id", …));
//! let change = draft.finish()?;
//! ```
//!
//! Each record module says where its records go and what follows from them: [`officers`], [`submissions`],
//! [`decisions`]. [`lookup`] finds units and officers by what people call them, [`fields`] makes values of texts that
//! people give.
//! Nothing here judges, prints, or touches a disk.

mod change;
pub mod decisions;
mod draft;
pub mod fields;
pub mod form;
pub mod format;
mod kept;
mod laid;
pub mod lookup;
mod mend;
pub mod officers;
mod scalar;
mod splice;
pub mod submissions;
mod value;
mod write;
mod written;

pub use change::{Change, ChangedFile, Touched};
pub use draft::Draft;
pub use value::{NewRecord, Value};
