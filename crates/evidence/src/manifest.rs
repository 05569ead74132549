//! The manifest of a package, and the short text about it that is signed.
//!
//! Promises: the signed text begins with a line that no head of a log and no other note of ours has, and has two lines where a head has
//! three: a signature of the one can never stand for the other.

use data_encoding::BASE64;
use ombud_model::{AccountId, CaseId, Sha256Hash, Timestamp};
use ombud_tlog::VerifierKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::path::FilePath;

/// The version of the format that is written and read.
pub const VERSION: u32 = 1;
/// The path of the manifest.
pub const MANIFEST: &str = "manifest.json";
/// The path of its signature.
pub const SIGNATURE: &str = "manifest.sig";
/// The most bytes of a manifest.
pub(crate) const MAX_MANIFEST: u64 = 64 << 20;

/// The first line of what is signed.
const DOMAIN: &str = "ombud.invalid/evidence/v1";

/// What a package is, and what is in it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub version: u32,
    /// The name of the installation: the origin of its audit log.
    pub installation: String,
    /// The key that signed the package and the head of the log. Its name is the installation's.
    pub key: VerifierKey,
    pub case: CaseId,
    pub made_at: Timestamp,
    pub made_by: AccountId,
    /// The sequences of the entries of the audit log that name the case, ascending.
    pub audit_entries: Vec<u64>,
    /// Every file but the manifest and its signature, in the order of their paths.
    pub files: Vec<FileLine>,
}

/// What the manifest says of one file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLine {
    pub path: FilePath,
    /// In bytes.
    pub size: u64,
    pub sha256: Sha256Hash,
}

/// The SHA-256 of these bytes.
pub fn hash_of(content: &[u8]) -> Sha256Hash {
    Sha256Hash(Sha256::digest(content).into())
}

/// The text that is signed for the bytes of a manifest.
pub(crate) fn statement(manifest: &[u8]) -> String {
    format!("{DOMAIN}\n{}\n", BASE64.encode(&hash_of(manifest).0))
}
