//! Sign-in from outside: the whole flow against a real provider, and what a provider that lies or is broken can do.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod browser;
mod flow;
mod hostile;
mod real;
