//! The program as its users meet it: the command line, HTTP, crashes, wrong input, and names that must not show.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod accounts;
mod agreement;
mod audit;
mod audit_witness;
mod bad_input;
mod canary;
mod chromium;
mod common;
mod contract;
mod corrected;
mod crash;
mod detection;
mod dictionary;
mod erasing;
mod evaluating;
mod evidence;
mod fixture;
mod joins;
mod keeping;
mod kept;
mod looks;
#[path = "../../../signin/tests/it/real.rs"]
mod openid;
mod order;
mod persons;
mod port;
mod provider;
mod raw;
mod real;
mod real_browser;
mod serve;
mod session;
mod two_persons;
mod unmasking;
mod web;
