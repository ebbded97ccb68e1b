//! The real program on real files: what it prints, what it writes, how it exits.

mod calendar;
mod commands;
mod day;
mod diff;
mod draft;
mod exits;
mod figures;
mod fmt;
mod formats;
mod hostile;
mod killed;
mod lookup;
mod privacy;
mod record;
mod reports;
mod revisions;
mod roster;
mod verdicts;
mod workplace;
