//! Official papers drafted from what is true: decisions on recognition, the proposals before them, reminders.
//!
//! Nothing is decided here: who awaits recognition, who has left and what is owed are facts. What only a person can give,
//! the number, the date and the signature, stays blank. Nothing here knows a format.

mod change;
mod decision;
mod form;
mod list;
mod proposal;
mod reminder;
mod words;

pub use change::{Change, changes, without_authority};
pub use decision::decision;
pub use form::form;
pub use proposal::proposal;
pub use reminder::{Reminder, Unreached, Urgency, reminders};

/// In whose place a paper is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    Head,
    /// A deputy, for the head: `KT.`
    Deputy,
}
