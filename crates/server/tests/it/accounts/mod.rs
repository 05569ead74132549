//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

mod house;
mod passkeys;
mod roles;
mod signing_in;
mod unmasking;
mod unmasking_at_random;
