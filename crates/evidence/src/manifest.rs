//! The manifest of a package, and the short text about it that is signed.
//!
//! Promises: the signed text begins with a line that no head of a log and no other note of ours has, and has two lines where a head has
//! three: a signature of the one can never stand for the other.

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use ombud_model::{AccountId, CaseId, Timestamp, hex};
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
    pub sha256: FileHash,
}

/// The SHA-256 of a file. Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash(pub [u8; 32]);

impl FileHash {
    pub fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for FileHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hex::read(&text)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("a SHA-256 is 64 hexadecimal digits"))
    }
}

/// The text that is signed for the bytes of a manifest.
pub(crate) fn statement(manifest: &[u8]) -> String {
    format!("{DOMAIN}\n{}\n", BASE64.encode(&FileHash::of(manifest).0))
}
