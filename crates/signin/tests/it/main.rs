//! Sign-in from outside: the whole flow against a real provider, and what a provider that lies or is broken can do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod browser;
mod flow;
mod hostile;
mod real;

/// Nobody listens there: the browser of the tests stops before it.
const REDIRECT: &str = "http://127.0.0.1:9/sign-in/callback";
