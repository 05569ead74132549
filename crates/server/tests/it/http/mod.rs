//! What HTTP promises, through the real router.

pub(crate) mod call;
mod description;
mod guarding;
mod memory;
mod nobody;
mod nobody_ways;
mod pages;
mod pushing;
mod reading;
mod serving;
