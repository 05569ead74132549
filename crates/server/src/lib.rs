//! Use cases, live pipeline, HTTP interface and background jobs of Ombud

pub mod http;
