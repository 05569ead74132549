//! Tests of the sources and of framing through the crate's public face.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod cert;
mod common;
mod contract;
mod facts;
mod facts_cases;
mod facts_dates;
mod facts_framing;
mod facts_lists;
mod facts_locales;
mod facts_measured;
mod facts_outcome;
mod facts_refusals;
mod facts_retry;
mod facts_spelling;
mod facts_union;
mod facts_values;
mod generic;
mod graph_alerts;
mod hr;
mod m365;
mod m365_accounts;
mod m365_devices;
mod m365_findings;
mod m365_forms;
mod m365_messages;
mod m365_real;
mod m365_real_export;
mod reader;
mod reader_limits;
mod who;
