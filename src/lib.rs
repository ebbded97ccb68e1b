//! Keeps a province's register of TTHC focal-point officers honest.
//!
//! Data flows one way: registry files → [`load`] → [`model`] → [`facts`] → [`rules`] → diagnostics → [`render`] → [`cli`].
//! A module may use those above it in this list and none below; `tests/layers.rs` holds it to that.

// Layer 0: knows nothing of the domain, does no input or output.
pub mod calendar;
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
// Layer 4: changes to registry files, judged by nobody here.
pub mod edit;
// Layer 4: bytes out; sees diagnostics and plain figures, never the model.
pub mod render;
// Layer 5: judgement, and what follows from it.
pub mod papers;
pub mod reports;
pub mod rules;
// Layer 6: arguments, clock, files, git, colours.
pub mod cli;
