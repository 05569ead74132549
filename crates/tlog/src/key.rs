//! The keys of signed notes, public and private, and their texts. A key has a name and one use, and its id covers both.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signature, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::note::{NoteSignature, Unsigned};
use super::text;

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyUse {
    /// Signs a log's own heads.
    Log,
    /// Countersigns what it has seen, with the time.
    Witness,
}

impl KeyUse {
    pub(super) const fn byte(self) -> u8 {
        match self {
            KeyUse::Log => 1,
            KeyUse::Witness => 4,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        [KeyUse::Log, KeyUse::Witness]
            .into_iter()
            .find(|key_use| key_use.byte() == byte)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadKey {
    #[error(
        "a key's name is 1 to 200 characters without spaces and without `+`, such as `audit.example.org/ombud`"
    )]
    Name,
    #[error(
        "a key is written `name+id+key`, as `ombud audit key` prints it: the text is cut or edited"
    )]
    Form,
    #[error("the id in the key does not belong to its name and bytes: the text was edited")]
    Id,
    #[error("the key is for another use: a log's key signs heads, a witness's key countersigns")]
    Use,
    #[error("the bytes are not an Ed25519 key that can be trusted")]
    Point,
}

pub(super) fn valid_name(name: &str) -> Result<(), BadKey> {
    let bad = |c: char| c.is_whitespace() || c.is_control() || c == '+';
    if name.is_empty() || name.len() > 200 || name.contains(bad) {
        Err(BadKey::Name)
    } else {
        Ok(())
    }
}

fn key_id(name: &str, key_use: KeyUse, public: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', key_use.byte()])
        .chain_update(public)
        .finalize();
    hash.first_chunk().copied().unwrap_or_default()
}

/// A key id and the bytes of a key with its use before them.
pub(super) type IdAndKey = ([u8; 4], Zeroizing<Vec<u8>>);

/// The parts of `name+id+base64`.
pub(super) fn split_key(text: &str) -> Option<(&str, IdAndKey)> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    Some((
        name,
        (
            ombud_model::hex::read(id)?,
            Zeroizing::new(text::decode(key)?),
        ),
    ))
}

pub(super) fn key_text(
    prefix: &str,
    name: &str,
    id: [u8; 4],
    key_use: KeyUse,
    key: &[u8; 32],
) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(33));
    bytes.push(key_use.byte());
    bytes.extend_from_slice(key);
    let encoded = Zeroizing::new(text::encode(&bytes));
    let mut out = Zeroizing::new(String::with_capacity(
        prefix.len() + name.len() + 10 + encoded.len(),
    ));
    for part in [prefix, name, "+"] {
        out.push_str(part);
    }
    HEXLOWER.encode_append(&id, &mut out);
    out.push('+');
    out.push_str(&encoded);
    out
}

/// A public key with its name and use: whom a reader trusts. Written `name+id+base64`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    key_use: KeyUse,
    key: VerifyingKey,
}

impl VerifierKey {
    /// From 32 bytes of an Ed25519 public key.
    pub fn new(name: &str, key_use: KeyUse, public: &[u8; 32]) -> Result<Self, BadKey> {
        valid_name(name)?;
        let key = VerifyingKey::from_bytes(public)
            .ok()
            .filter(|key| !key.is_weak())
            .ok_or(BadKey::Point)?;
        Ok(Self {
            name: name.to_owned(),
            id: key_id(name, key_use, public),
            key_use,
            key,
        })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    pub fn key_use(&self) -> KeyUse {
        self.key_use
    }

    /// Checks one signature under `text`. `None` when it is not by this key; the time of the statement for a witness's key.
    pub(super) fn check(
        &self,
        text: &str,
        signature: &NoteSignature,
    ) -> Option<Result<Option<u64>, Unsigned>> {
        if signature.name != self.name || signature.id != self.id {
            return None;
        }
        let good = |message: &[u8], bytes: &[u8; 64]| {
            self.key
                .verify_strict(message, &Signature::from_bytes(bytes))
                .is_ok()
        };
        let checked = match self.key_use {
            KeyUse::Log => signature
                .bytes
                .as_slice()
                .try_into()
                .ok()
                .filter(|bytes| good(text.as_bytes(), bytes))
                .map(|_| None),
            KeyUse::Witness => {
                signature
                    .bytes
                    .split_first_chunk::<8>()
                    .and_then(|(seconds, rest)| {
                        let seconds = u64::from_be_bytes(*seconds);
                        let bytes = rest.try_into().ok()?;
                        (seconds <= i64::MAX as u64
                            && good(stated(text, seconds).as_bytes(), bytes))
                        .then_some(Some(seconds))
                    })
            }
        };
        Some(checked.ok_or(Unsigned::Wrong))
    }
}

/// What a witness signs.
pub(super) fn stated(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&key_text(
            "",
            &self.name,
            self.id,
            self.key_use,
            self.key.as_bytes(),
        ))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for VerifierKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (name, (id, bytes)) = split_key(text.trim_end_matches('\n')).ok_or(BadKey::Form)?;
        let (key_use, public) = bytes.split_first().ok_or(BadKey::Form)?;
        let public: &[u8; 32] = public.try_into().map_err(|_| BadKey::Form)?;
        let key = Self::new(
            name,
            KeyUse::from_byte(*key_use).ok_or(BadKey::Use)?,
            public,
        )?;
        if key.id == id {
            Ok(key)
        } else {
            Err(BadKey::Id)
        }
    }
}

impl Serialize for VerifierKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for VerifierKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
