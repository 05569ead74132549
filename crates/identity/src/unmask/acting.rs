//! Who acts, as far as the rules of this crate must know it.

use ombud_model::{Party, Units};

/// Whether somebody or something acts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nature {
    Human,
    /// An integration, a job, an API token without a person behind it.
    Machine,
}

/// The account that acts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActingAccount {
    pub party: Party,
    pub nature: Nature,
    /// Whose admin units it may act in.
    pub units: Units,
}
