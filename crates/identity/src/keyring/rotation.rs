//! Changing the master key: everything that hangs on the old one is carried over to the new one.
//!
//! The order: make the new key and keep both; carry over the persons page by page ([`Rotation::rewrap`], [`Rotation::rehash`]), the
//! rejected records ([`Rotation::reseal_reject`]) and the tags of open unmaskings ([`Rotation::revouch`]); store the new fingerprint; destroy the
//! old key and the backups of it. Every step leaves alone what has been carried over, so a rotation that was cut short is run again from
//! the start. Fragments and identities stay as they are: they hang on the persons' keys, which do not change. A person's key that was
//! destroyed has nothing to carry over and stays destroyed.

use ombud_model::PersonId;
use ombud_model::entropy::Entropy;
use zeroize::Zeroizing;

use crate::unmask::{NotVouched, Unmasking, UnmaskingTag};
use crate::vault::{self, MasterKey, VaultError};

/// The two keys while both are in use.
#[derive(Debug)]
pub struct Rotation<'a> {
    old: &'a MasterKey,
    new: &'a MasterKey,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RotationError {
    #[error("the new master key is the old one")]
    SameKey,
    #[error(
        "the stored lookup hash is not the one of the stored identity: the row was changed or belongs to another key"
    )]
    OtherHash,
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    NotVouched(#[from] NotVouched),
}

/// What became of one stored value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rewrapped<T> {
    /// Store this instead.
    Changed(T),
    /// It was carried over before.
    Done,
}

impl<'a> Rotation<'a> {
    pub fn new(old: &'a MasterKey, new: &'a MasterKey) -> Result<Self, RotationError> {
        if old.fingerprint() == new.fingerprint() {
            Err(RotationError::SameKey)
        } else {
            Ok(Self { old, new })
        }
    }

    /// One person's wrapped key.
    pub fn rewrap(
        &self,
        person: PersonId,
        wrapped: &[u8],
    ) -> Result<Rewrapped<Vec<u8>>, RotationError> {
        match self.old.unwrap_key(person, wrapped) {
            Ok(key) => Ok(Rewrapped::Changed(self.new.wrap(person, &key)?)),
            Err(_) => self
                .new
                .unwrap_key(person, wrapped)
                .map(|_| Rewrapped::Done)
                .map_err(Into::into),
        }
    }

    /// One identity's lookup hash. `wrapped` is the person's key under either master key. The name is opened here and shown to nobody.
    pub fn rehash(
        &self,
        person: PersonId,
        wrapped: &[u8],
        sealed_identity: &[u8],
        hash: &[u8; 16],
    ) -> Result<Rewrapped<[u8; 16]>, RotationError> {
        let key = self
            .old
            .unwrap_key(person, wrapped)
            .or_else(|_| self.new.unwrap_key(person, wrapped))?;
        let name = vault::name_within(&key, person, sealed_identity)?;
        let next = self.new.identity_hash(&name);
        if *hash == next {
            Ok(Rewrapped::Done)
        } else if *hash == self.old.identity_hash(&name) {
            Ok(Rewrapped::Changed(next))
        } else {
            Err(RotationError::OtherHash)
        }
    }

    /// One rejected record.
    pub fn reseal_reject(
        &self,
        sealed: &[u8],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Rewrapped<Vec<u8>>, RotationError> {
        match self.old.open_reject(sealed).map(Zeroizing::new) {
            Ok(raw) => Ok(Rewrapped::Changed(self.new.seal_reject(&raw, entropy)?)),
            Err(_) => self
                .new
                .open_reject(sealed)
                .map(|_| Rewrapped::Done)
                .map_err(Into::into),
        }
    }

    /// The tag of one unmasking.
    pub fn revouch(
        &self,
        unmasking: &Unmasking,
        tag: &UnmaskingTag,
    ) -> Result<Rewrapped<UnmaskingTag>, RotationError> {
        if unmasking.vouched(self.old, tag).is_ok() {
            return Ok(Rewrapped::Changed(unmasking.vouch(self.new)?));
        }
        unmasking
            .vouched(self.new, tag)
            .map(|_| Rewrapped::Done)
            .map_err(Into::into)
    }
}
