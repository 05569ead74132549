//! What HTTP promises, through the real router.

mod call;
mod description;
mod guarding;
mod memory;
mod pages;
mod pushing;
mod reading;
mod serving;
