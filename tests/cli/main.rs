//! The real program on real files: what it prints, what it writes, how it exits.

mod commands;
mod day;
mod draft;
mod exits;
mod formats;
mod hostile;
mod lookup;
mod revisions;
mod workplace;
