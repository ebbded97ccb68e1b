//! Periods, working days and deadlines.
