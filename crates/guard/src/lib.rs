//! Privacy and proof: the identity vault, pseudonyms, redaction, audit records, push tokens.
//!
//! Promises: no I/O but the operating system's random numbers, no clock, no database, no async. Secrets are wiped when dropped and
//! never printed. Whatever is sealed is bound to its person and place, so that a row moved elsewhere does not open. Destroying one
//! person's key makes everything sealed under it unreadable, in every copy.

pub mod accounts;
pub mod audit;
pub mod entropy;
mod hex;
pub mod pseudonym;
pub mod redact;
pub mod token;
pub mod vault;
mod words;

pub use audit::{Action, AuditBroken, AuditRecord};
pub use entropy::{Entropy, NoEntropy, OsEntropy};
pub use pseudonym::{InvalidPseudonym, Pseudonym};
pub use redact::{BadFragments, Redactor, RevealedTexts, restore};
pub use token::{SourceToken, TokenHash};
pub use vault::{KeyTextError, MasterKey, PersonKey, VaultError};
