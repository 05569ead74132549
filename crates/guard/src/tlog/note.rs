//! Signed notes (C2SP signed-note) with Ed25519, and the keys that sign and check them.
//!
//! A note is text, an empty line, and signature lines. A signature counts only from a key that the reader named beforehand; lines of
//! unknown keys are left alone. Keys have two uses that do not mix, because the key id covers the use: [`LogSigner`] signs the text as it
//! stands (type 1), [`WitnessSigner`] states that it has seen the text at a time (type 4, C2SP tlog-cosignature).

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::text;
use crate::entropy::{self, Entropy, NoEntropy};

/// A longer note is refused before it is looked at.
pub const MAX_NOTE: usize = 64 * 1024;
/// A note with more signature lines is refused.
pub(crate) const MAX_SIGNATURES: usize = 64;

const DASH: &str = "\u{2014} ";
const PRIVATE: &str = "PRIVATE+KEY+";

/// What a key is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum KeyUse {
    /// Signs a log's own heads.
    Log,
    /// Countersigns what it has seen, with the time.
    Witness,
}

impl KeyUse {
    const fn byte(self) -> u8 {
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

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadNote {
    #[error(
        "a note is at most {MAX_NOTE} bytes of text without control characters, with an empty line before its signatures"
    )]
    Form,
    #[error(
        "a signature line is a dash, the key's name and base64; a note has at most {MAX_SIGNATURES} of them"
    )]
    SignatureLine,
}

/// Why no key stands for a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unsigned {
    #[error("the note is not signed by the key that was named")]
    NoKnownKey,
    #[error(
        "the signature is not one that the key gives for this text: the note was changed or the key is another one"
    )]
    Wrong,
}

fn valid_name(name: &str) -> Result<(), BadKey> {
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
type IdAndKey = ([u8; 4], Zeroizing<Vec<u8>>);

/// The parts of `name+id+base64`.
fn split_key(text: &str) -> Option<(&str, IdAndKey)> {
    let (name, rest) = text.split_once('+')?;
    let (id, key) = rest.split_once('+')?;
    Some((
        name,
        (crate::hex::read(id)?, Zeroizing::new(text::decode(key)?)),
    ))
}

fn key_text(
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
    crate::hex::push(&mut out, &id);
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
    fn check(
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
fn stated(text: &str, seconds: u64) -> String {
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

/// A named private key. The key wipes itself when dropped.
#[derive(Clone)]
struct Secret {
    public: VerifierKey,
    key: SigningKey,
}

impl Secret {
    fn new(name: &str, key_use: KeyUse, seed: &[u8; 32]) -> Result<Self, BadKey> {
        let key = SigningKey::from_bytes(seed);
        Ok(Self {
            public: VerifierKey::new(name, key_use, key.verifying_key().as_bytes())?,
            key,
        })
    }

    fn generate(
        name: &str,
        key_use: KeyUse,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, NewKeyError> {
        let seed = Zeroizing::new(entropy::bytes::<32>(entropy)?);
        Ok(Self::new(name, key_use, &seed)?)
    }

    fn read(text: &str, key_use: KeyUse) -> Result<Self, BadKey> {
        let text = text
            .trim_end_matches('\n')
            .strip_prefix(PRIVATE)
            .ok_or(BadKey::Form)?;
        let (name, (id, bytes)) = split_key(text).ok_or(BadKey::Form)?;
        let (byte, seed) = bytes.split_first().ok_or(BadKey::Form)?;
        if *byte != key_use.byte() {
            return Err(BadKey::Use);
        }
        let secret = Self::new(name, key_use, seed.try_into().map_err(|_| BadKey::Form)?)?;
        if secret.public.id == id {
            Ok(secret)
        } else {
            Err(BadKey::Id)
        }
    }

    fn reveal(&self) -> Zeroizing<String> {
        key_text(
            PRIVATE,
            &self.public.name,
            self.public.id,
            self.public.key_use,
            self.key.as_bytes(),
        )
    }

    fn line(&self, prefix: &[u8], message: &[u8]) -> NoteSignature {
        let bytes = prefix
            .iter()
            .copied()
            .chain(self.key.sign(message).to_bytes())
            .collect();
        NoteSignature {
            name: self.public.name.clone(),
            id: self.public.id,
            bytes,
        }
    }
}

/// Why there is no new key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NewKeyError {
    #[error(transparent)]
    Key(#[from] BadKey),
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

macro_rules! signers {
    ($($(#[$doc:meta])* $name:ident, $use:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name(Secret);

        impl $name {
            /// From the 32 secret bytes of an Ed25519 key.
            pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, BadKey> {
                Secret::new(name, $use, seed).map(Self)
            }

            pub fn generate(name: &str, entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NewKeyError> {
                Secret::generate(name, $use, entropy).map(Self)
            }

            /// Reads what [`Self::reveal`] writes; line feeds at the end do not matter.
            pub fn read(text: &str) -> Result<Self, BadKey> {
                Secret::read(text, $use).map(Self)
            }

            /// `PRIVATE+KEY+name+id+base64`: the only way to the secret, for a key file.
            pub fn reveal(&self) -> Zeroizing<String> {
                self.0.reveal()
            }

            pub fn name(&self) -> &str {
                &self.0.public.name
            }

            /// What readers need to check its signatures.
            pub fn verifier(&self) -> &VerifierKey {
                &self.0.public
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

signers! {
    /// The key with which a log signs its heads.
    LogSigner, KeyUse::Log;
    /// The key with which a witness countersigns heads.
    WitnessSigner, KeyUse::Witness;
}

impl LogSigner {
    /// The signature line for a note's text.
    pub fn sign(&self, text: &str) -> NoteSignature {
        self.0.line(&[], text.as_bytes())
    }
}

impl WitnessSigner {
    /// States that `text` was, at this time (whole seconds), the largest head seen of its log.
    pub fn cosign(&self, text: &str, at: Timestamp) -> NoteSignature {
        let seconds = at.millis().div_euclid(1000).unsigned_abs();
        self.0
            .line(&seconds.to_be_bytes(), stated(text, seconds).as_bytes())
    }
}

/// One signature line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteSignature {
    name: String,
    id: [u8; 4],
    bytes: Vec<u8>,
}

impl NoteSignature {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn id(&self) -> [u8; 4] {
        self.id
    }
}

impl fmt::Display for NoteSignature {
    /// The line without its line feed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes: Vec<u8> = self.id.iter().chain(&self.bytes).copied().collect();
        write!(f, "{DASH}{} {}", self.name, text::encode(&bytes))
    }
}

impl FromStr for NoteSignature {
    type Err = BadNote;

    fn from_str(line: &str) -> Result<Self, BadNote> {
        let (name, bytes) = line
            .strip_prefix(DASH)
            .and_then(|rest| rest.split_once(' '))
            .ok_or(BadNote::SignatureLine)?;
        valid_name(name).map_err(|_| BadNote::SignatureLine)?;
        let bytes = text::decode(bytes).ok_or(BadNote::SignatureLine)?;
        let (id, bytes) = bytes
            .split_first_chunk::<4>()
            .filter(|(_, rest)| !rest.is_empty())
            .ok_or(BadNote::SignatureLine)?;
        Ok(Self {
            name: name.to_owned(),
            id: *id,
            bytes: bytes.to_vec(),
        })
    }
}

/// Reads signature lines, each ended by a line feed.
pub(crate) fn read_signatures(lines: &str) -> Result<Vec<NoteSignature>, BadNote> {
    let body = lines.strip_suffix('\n').ok_or(BadNote::SignatureLine)?;
    if body.split('\n').count() > MAX_SIGNATURES {
        return Err(BadNote::SignatureLine);
    }
    body.split('\n').map(str::parse).collect()
}

/// Text with signature lines, not yet trusted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

/// A signature that a known key gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The place of the key among those that were named.
    pub key: usize,
    /// When a witness says that it saw the text, in seconds since 1970; `None` for a log's key.
    pub seconds: Option<u64>,
}

impl Note {
    /// Text ends with a line feed and holds no other control character.
    pub fn new(text: String, signatures: Vec<NoteSignature>) -> Result<Self, BadNote> {
        let clean = text.ends_with('\n')
            && !text.chars().any(|c| c < ' ' && c != '\n')
            && text.len() <= MAX_NOTE;
        if !clean || signatures.is_empty() {
            return Err(BadNote::Form);
        }
        if signatures.len() > MAX_SIGNATURES {
            Err(BadNote::SignatureLine)
        } else {
            Ok(Self { text, signatures })
        }
    }

    pub fn read(bytes: &[u8]) -> Result<Self, BadNote> {
        let whole = std::str::from_utf8(bytes)
            .ok()
            .filter(|text| text.len() <= MAX_NOTE)
            .ok_or(BadNote::Form)?;
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(BadNote::Form)?;
        Self::new(format!("{text}\n"), read_signatures(lines)?)
    }

    /// The signed text, with its last line feed.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a line, in the place of an older one by the same key.
    pub fn add(&mut self, signature: NoteSignature) -> Result<(), BadNote> {
        self.signatures
            .retain(|old| (&old.name, old.id) != (&signature.name, signature.id));
        self.signatures.push(signature);
        if self.signatures.len() > MAX_SIGNATURES {
            Err(BadNote::SignatureLine)
        } else {
            Ok(())
        }
    }

    /// The signatures by `keys`, in the order of the lines. One of a known key that is wrong spoils the whole note.
    pub fn verify(&self, keys: &[&VerifierKey]) -> Result<Vec<Signed>, Unsigned> {
        let mut signed = Vec::new();
        for signature in &self.signatures {
            for (at, key) in keys.iter().enumerate() {
                if let Some(checked) = key.check(&self.text, signature) {
                    signed.push(Signed {
                        key: at,
                        seconds: checked?,
                    });
                }
            }
        }
        if signed.is_empty() {
            Err(Unsigned::NoKnownKey)
        } else {
            Ok(signed)
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures
            .iter()
            .try_for_each(|signature| writeln!(f, "{signature}"))
    }
}
