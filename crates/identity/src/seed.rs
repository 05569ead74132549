//! The key under which the seeds of one-time codes are sealed. It comes from the master key and is not in the database.

use std::fmt;

use ombud_model::entropy::{self, Entropy};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::vault::{self, VaultError};

/// The key under which seeds are sealed. Wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SeedKey([u8; 32]);

impl SeedKey {
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Seals a seed: version, nonce, ciphertext, tag. It opens with the same `bound` only.
    pub fn seal(
        &self,
        bound: &[u8],
        seed: &[u8],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Vec<u8>, VaultError> {
        vault::seal(&self.0, entropy::bytes(entropy)?, bound, seed)
    }

    /// What [`SeedKey::seal`] sealed.
    pub fn open(&self, bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        vault::open(&self.0, bound, sealed).map(Zeroizing::new)
    }
}

impl fmt::Debug for SeedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeedKey(..)")
    }
}
