//! The real program on real files: what it prints, what it writes, how it exits.

mod baseline;
mod calendar;
mod commands;
mod day;
mod diff;
#[cfg(unix)]
mod disk;
mod draft;
mod evidence;
mod exits;
mod figures;
mod fmt;
mod formats;
mod git;
mod hostile;
mod killed;
mod logs;
mod lookup;
mod outside;
#[cfg(unix)]
mod planted;
mod privacy;
mod record;
mod reports;
mod revisions;
mod roster;
#[cfg(unix)]
mod unfinished;
mod verdicts;
mod workplace;
