//! Use cases, live pipeline, HTTP interface and background jobs of Ombud.
//!
//! Promises: every use case leaves the store consistent or does nothing; nothing here names SQL or the query engine's types; the
//! binary is the only place that chooses implementations.

pub mod app;
pub mod http;
mod pipeline;
pub mod witness;
