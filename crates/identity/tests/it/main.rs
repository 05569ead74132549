//! The vault seen from outside: what goes in comes back for whoever may see it, and for nobody else.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod redaction;
mod unmask;
mod vault;
