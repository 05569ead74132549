//! Sign-in seen from outside: whoever proves who they are comes in, and nobody else, however they try.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod accounts_authenticator;
mod accounts_limits;
mod accounts_passkeys;
mod accounts_passwords;
mod accounts_rules;
mod accounts_sessions;
mod accounts_tokens;
