//! The catalogue of rules as pages: what each checks, under which clauses, with examples. One source for
//! `ttc explain`, `docs/rules/` and the help texts of machine formats.
