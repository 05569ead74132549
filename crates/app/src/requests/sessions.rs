//! What is asked about sessions, the ways in which one signs in, and the rules for both.

use std::net::IpAddr;

use zeroize::Zeroizing;

/// What somebody sends who wants another password.
pub struct NewPassword {
    pub current: Option<Zeroizing<String>>,
    pub new: Zeroizing<String>,
    /// Where from: what limits go by.
    pub peer: IpAddr,
}
