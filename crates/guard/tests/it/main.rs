//! The guard seen from outside: what goes in comes back for whoever may see it, and for nobody else.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod accounts;
mod accounts_authenticator;
mod accounts_limits;
mod accounts_passkeys;
mod accounts_passwords;
mod accounts_rules;
mod accounts_sessions;
mod accounts_tokens;
mod agreement;
mod guide;
