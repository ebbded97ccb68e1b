//! Keeps a province's register of TTHC focal-point officers honest.
//!
//! Data flows one way: registry files → [`load`] → [`model`] → [`facts`] → [`rules`], [`reports`], [`papers`] →
//! diagnostics, documents, papers → [`render`] → [`cli`]; changes go back through [`edit`].
//! A module may use those above it in this list and none below; `tests/layers.rs` holds it to that.

// Layer 0: knows nothing of the domain, does no input or output.
pub mod calendar;
pub mod container;
pub mod document;
pub mod locale;
pub mod paper;
pub mod source;
pub mod text;
// Layer 1: what is said of a registry, and what a record is made of.
pub mod diagnostic;
pub mod record;
// Layer 2: the domain, plain data.
pub mod model;
// Layer 3: derived truth, and the only reader of registry files; neither knows the other.
pub mod facts;
pub mod load;
pub mod schema;
// Layer 4: what follows from the facts: judgement, figures, papers, changes to files. Of these only `intake` uses another.
pub mod edit;
pub mod intake;
pub mod papers;
pub mod reports;
pub mod rules;
// Layer 5: bytes out; sees diagnostics, documents and papers, never the model.
pub mod render;
// Layer 6: arguments, clock, files, git, colours.
pub mod cli;
