//! The server through its public face.

#[cfg(test)]
mod accounts;
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#[path = "../../../accounts/tests/it/accounts_authenticator.rs"]
mod device;
#[cfg(test)]
mod http;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod rights;
