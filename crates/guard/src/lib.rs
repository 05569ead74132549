//! Privacy and proof: the identity vault, pseudonyms, redaction, unmasking, erasure, retention, push tokens.
//!
//! Promises: no I/O but the operating system's random numbers and the master key's file, no clock, no database, no async. Secrets
//! are wiped when dropped and never printed. Whatever is sealed is bound to its person and place, so that a row moved elsewhere does
//! not open. A name leaves only for a [`unmask::Release`], counted. Destroying one person's key makes everything sealed under it
//! unreadable, in every copy.

pub mod access;
pub mod access_report;
pub mod accounts;
pub mod agreement;
mod closed;
mod entropy;
pub mod erasure;
pub mod hold;
pub mod keyring;
pub mod proposal;
pub mod pseudonym;
pub mod redact;
pub mod retention;
pub mod statistics;
pub mod token;
pub mod unmask;
pub mod vault;
mod words;

pub use entropy::OsEntropy;
pub use pseudonym::{InvalidPseudonym, Pseudonym};
pub use redact::{BadFragments, Redactor, RevealedTexts, restore};
pub use token::{SourceToken, TokenHash};
pub use vault::{KeyTextError, MasterKey, PersonKey, VaultError};
