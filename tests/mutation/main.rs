//! One change to a record of the sample: each gives the finding of the right rule at the right line and column, and
//! nothing unrelated.
//!
//! `shapes` takes away every field and writes into each what cannot stand there, from the descriptions of the records.
//! `meanings` writes what can be read and is against the regulation.

mod meanings;
mod sample;
mod shapes;
