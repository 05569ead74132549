//! Packages as a caller makes them and an outsider checks them. They import the public face only.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod archives;
mod documents;
mod forged;
mod kept;
mod package;
mod raw;
mod support;
mod tampered;
