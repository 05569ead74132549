//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

#[path = "../../../../guard/tests/it/accounts_authenticator.rs"]
mod device;
mod house;
mod passkeys;
mod roles;
mod signing_in;
