//! What HTTP promises, through the real router.

pub(crate) mod call;
mod canaries;
mod description;
mod guarding;
mod pages;
mod place;
mod pushing;
mod reading;
mod serving;
