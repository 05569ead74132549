//! What HTTP promises, through the real router.

pub(crate) mod call;
mod description;
mod guarding;
mod memory;
mod nobody;
mod nobody_rest;
mod nobody_ways;
mod nothing_logged;
mod pages;
mod pushing;
mod reading;
mod serving;
