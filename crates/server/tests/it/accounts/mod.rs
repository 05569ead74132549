//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

mod audit;
mod house;
mod roles;
mod signing_in;
