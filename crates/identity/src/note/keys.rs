//! The key of something that concerns several persons, wrapped once for each of them, and how sealed bytes are stored.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use ombud_model::PersonId;
use ombud_model::entropy::Entropy;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::Zeroizing;

use crate::vault::{self, PersonKey, VaultError};

/// Bytes that are sealed, stored as text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedBytes(pub(super) Vec<u8>);

impl Serialize for SealedBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for SealedBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = BASE64.decode(text.as_bytes());
        bytes.map(Self).map_err(serde::de::Error::custom)
    }
}

/// One key, wrapped under the key of each person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct SharedKeys(BTreeMap<PersonId, SealedBytes>);

impl SharedKeys {
    pub(super) fn wrap(
        own: &[u8; 32],
        record: &[u8; 16],
        persons: &[(PersonId, PersonKey)],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, VaultError> {
        let mut keys = BTreeMap::new();
        for (person, key) in persons {
            let wrapped = vault::wrap_shared_key(key, *person, record, own, entropy)?;
            keys.insert(*person, SealedBytes(wrapped));
        }
        Ok(Self(keys))
    }

    pub(super) fn unwrap(
        &self,
        record: &[u8; 16],
        person: PersonId,
        key: &PersonKey,
    ) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let SealedBytes(wrapped) = self.0.get(&person).ok_or(VaultError::DoesNotOpen)?;
        vault::unwrap_shared_key(key, person, record, wrapped)
    }

    pub(super) fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.0.keys().copied()
    }

    /// Without a person who is erased; `None` when nobody is left.
    pub(super) fn without(mut self, person: PersonId) -> Option<Self> {
        self.0.remove(&person);
        (!self.0.is_empty()).then_some(self)
    }
}
