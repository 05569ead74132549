//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

mod agreements;
mod custom;
mod house;
mod office;
mod roles;
mod signing_in;
mod units;
