//! The log seen from outside: what it has accepted is proved to anybody, and what was tampered with is found.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod tlog_faults;
mod tlog_formats;
mod tlog_journal;
mod tlog_log;
mod tlog_reading;
mod tlog_support;
mod tlog_tamper;
mod tlog_tree;
mod tlog_witness;
