//! What is asked about sign-in, accounts, roles, units and tokens.

use std::net::IpAddr;

use zeroize::Zeroizing;

/// What somebody shows who signs in.
pub struct Proofs {
    pub password: Zeroizing<String>,
    /// A one-time or recovery code.
    pub code: Option<Zeroizing<String>>,
    /// Where from: what limits go by.
    pub peer: IpAddr,
}

/// What somebody chooses who sets up an account.
pub struct Chosen {
    /// For the first administrator; others have theirs.
    pub login: String,
    pub display_name: String,
    pub password: Zeroizing<String>,
    pub peer: IpAddr,
}

/// What a set-up link is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetUpFor {
    FirstAdministrator,
    /// The account with this login name.
    Account(String),
}

/// What is done to an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountChange {
    Disable,
    Enable,
    /// Gives a link with which the holder sets it up anew.
    Reset,
}
