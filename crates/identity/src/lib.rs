//! Who somebody is: the identity vault, pseudonyms, redaction, the master key, push tokens, and unmasking.
//!
//! Unmasking stands beside the vault because a name leaves for a [`unmask::Release`] only, counted, and the compiler says so: what opens a
//! name without one is private to this crate, and there is no way for another crate to make a release of its own.
//!
//! Promises: no I/O but the operating system's random numbers and the master key's file, no clock, no database, no async. Secrets
//! are wiped when dropped and never printed. Whatever is sealed is bound to its person and place, so that a row moved elsewhere does
//! not open. Destroying one person's key makes everything sealed under it unreadable, in every copy.

mod closed;
pub mod keyring;
mod mentions;
mod note;
mod os_entropy;
pub mod pseudonym;
pub mod redact;
mod seed;
pub mod token;
pub mod unmask;
pub mod vault;
mod words;

pub use mentions::Mentions;
pub use note::{BadNote, Note, SealedBytes, SharedFile, SharedNote};
pub use os_entropy::OsEntropy;
pub use pseudonym::{InvalidPseudonym, Pseudonym};
pub use redact::{BadFragments, Redactor, RevealedTexts, restore};
pub use seed::SeedKey;
pub use token::{SourceToken, TokenHash};
pub use vault::{KeyTextError, MasterKey, PersonKey, VaultError};
