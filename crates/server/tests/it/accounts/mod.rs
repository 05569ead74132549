//! Sign-in, accounts, roles and units: the real program over a real store, called through the real router, on a clock that is set.

mod agreed;
mod agreed_at_random;
mod agreements;
mod audit;
mod audit_tasks;
mod authenticator;
mod cases;
mod connection;
mod council;
mod custom;
mod fail_closed;
mod faults;
pub(crate) mod house;
mod limits;
mod need_to_know;
mod office;
mod passkeys;
mod predicates;
mod roles;
mod second_factor;
mod sessions;
mod signing_in;
mod sources;
mod team;
mod units;
mod unmasking;
mod unmasking_at_random;
