//! Decisions that people answer for: works-council agreements, holds, erasure, retention, the two-person rule, requests
//! about persons, access reports.
//!
//! Promises: values and transitions that depend on nothing but their parameters; no I/O, no clock, no database, no async. Refusals
//! name nobody.

pub mod access_report;
pub mod agreement;
pub mod erasure;
pub mod hold;
pub mod person_request;
pub mod proposal;
pub mod retention;
pub mod statistics;
