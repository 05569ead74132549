//! HTTP interface and background jobs of Ombud.
//!
//! Promises: a handler translates and nothing else; the use cases of [`ombud_app`] do the work; the binary is the only place that chooses
//! implementations.

mod config;
pub mod http;
pub mod witness;

pub use config::ServerConfig;
