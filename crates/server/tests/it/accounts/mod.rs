//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

mod authenticator;
mod connection;
mod house;
mod limits;
mod roles;
mod second_factor;
mod sessions;
mod signing_in;
mod sources;
mod unmasking;
mod unmasking_at_random;
