//! Keys and what they seal.
//!
//! One master key wraps one random key per person. Everything that identifies or quotes a person is sealed under that person's key:
//! the identity, and the fragments that redaction took out of the activities. Erasing a person is deleting the wrapped key.
//! The cipher is XChaCha20-Poly1305; associated data binds each box to its purpose, person and segment.

mod notes;

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use data_encoding::HEXLOWER;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::{PersonId, SegmentId, hex};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::seed::SeedKey;
use crate::unmask::{Release, Uncounted};

pub(crate) use notes::{
    open_note, open_part, open_shared, seal_note, seal_part, seal_shared, unwrap_shared_key,
    wrap_shared_key,
};

const KEY: usize = 32;
const NONCE: usize = 24;
const VERSION: u8 = 1;
const KEY_PREFIX: &str = "ombud-master-key-1:";

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VaultError {
    /// Tampered with, moved from another person or place, or sealed under another key: which of these cannot be told.
    #[error(
        "sealed data does not open: it is damaged, belongs to somebody else, or the master key is not the one it was sealed with"
    )]
    DoesNotOpen,
    #[error("sealed data is of version {0}, which this version does not know: update Ombud")]
    UnknownVersion(u8),
    #[error("data is too large to be sealed")]
    TooLarge,
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
}

/// Why the text of a key file is not a master key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum KeyTextError {
    #[error("the master key file is empty: restore it from your backup of the key")]
    Empty,
    #[error(
        "the master key file does not start with `{KEY_PREFIX}`: it is not a master key of this version"
    )]
    Prefix,
    #[error(
        "the master key must be 64 hexadecimal digits, `:`, and an 8-digit checksum: the file is cut or edited"
    )]
    Form,
    #[error(
        "the checksum of the master key is wrong: a digit was mistyped or the file is damaged; restore it from your backup of the key"
    )]
    Checksum,
}

/// The key of one person: everything that names them is sealed under it. Wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PersonKey([u8; KEY]);

impl PersonKey {
    pub fn generate(entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NoEntropy> {
        entropy::bytes(entropy).map(Self)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey(..)")
    }
}

/// The key above all keys, kept outside of the data. Wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey {
    root: [u8; KEY],
    wrapping: [u8; KEY],
    wrapping_nonce: [u8; KEY],
    hashing: [u8; KEY],
    rejects: [u8; KEY],
    grants: [u8; KEY],
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(..)")
    }
}

impl MasterKey {
    pub fn generate(entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NoEntropy> {
        let root = Zeroizing::new(entropy::bytes(entropy)?);
        Ok(Self::from_bytes(&root))
    }

    pub fn from_bytes(root: &[u8; KEY]) -> Self {
        Self {
            root: *root,
            wrapping: blake3::derive_key("ombud 2026 wrapping of person keys", root),
            wrapping_nonce: blake3::derive_key(
                "ombud 2026 nonces for the wrapping of person keys",
                root,
            ),
            hashing: blake3::derive_key("ombud 2026 lookup of identities", root),
            rejects: blake3::derive_key("ombud 2026 rejected records", root),
            grants: blake3::derive_key("ombud 2026 tags of unmaskings", root),
        }
    }

    /// The content of the key file: prefix, 64 digits, `:`, checksum, line feed.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(KEY_PREFIX.len() + 2 * KEY + 16));
        text.push_str(KEY_PREFIX);
        HEXLOWER.encode_append(self.root.as_slice(), &mut text);
        text.push(':');
        HEXLOWER.encode_append(&checksum(&self.root), &mut text);
        text.push('\n');
        text
    }

    /// Reads the content of the key file; white space around it is ignored.
    pub fn from_text(text: &str) -> Result<Self, KeyTextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyTextError::Empty);
        }
        let (digits, sum) = text
            .strip_prefix(KEY_PREFIX)
            .ok_or(KeyTextError::Prefix)?
            .split_once(':')
            .ok_or(KeyTextError::Form)?;
        let root = Zeroizing::new(hex::read::<KEY>(digits).ok_or(KeyTextError::Form)?);
        let sum = hex::read::<4>(sum).ok_or(KeyTextError::Form)?;
        if sum != checksum(&root) {
            return Err(KeyTextError::Checksum);
        }
        Ok(Self::from_bytes(&root))
    }

    /// The key under which the seeds of one-time codes are sealed.
    pub fn seed_key(&self) -> SeedKey {
        SeedKey::from_bytes(blake3::derive_key(
            "ombud 2026 seeds of one-time codes",
            &self.root,
        ))
    }

    /// Says nothing about the key but tells two keys apart: kept beside the data, it shows at the start that the key file is of
    /// another data directory.
    pub fn fingerprint(&self) -> [u8; 8] {
        truncated(&blake3::derive_key(
            "ombud 2026 fingerprint of the master key",
            &self.root,
        ))
    }

    /// Wraps a person's key for storage. The same person and key give the same bytes.
    pub fn wrap(&self, person: PersonId, key: &PersonKey) -> Result<Vec<u8>, VaultError> {
        // The nonce is a keyed hash of what is wrapped: two different keys never meet the same nonce, and no randomness is needed.
        let mut hasher = blake3::Hasher::new_keyed(&self.wrapping_nonce);
        hasher.update(&person.0.to_le_bytes()).update(&key.0);
        seal(
            &self.wrapping,
            truncated(hasher.finalize().as_bytes()),
            &bound(b"wrap", person),
            &key.0,
        )
    }

    /// The key that [`MasterKey::wrap`] wrapped for this person.
    pub fn unwrap_key(&self, person: PersonId, wrapped: &[u8]) -> Result<PersonKey, VaultError> {
        let opened = Zeroizing::new(open(&self.wrapping, &bound(b"wrap", person), wrapped)?);
        <[u8; KEY]>::try_from(opened.as_slice())
            .map(PersonKey)
            .map_err(|_| VaultError::DoesNotOpen)
    }

    /// The lookup hash of an identifier, keyed: without the master key it does not link to a name. Letter case and white space at the
    /// ends do not matter.
    pub fn identity_hash(&self, identifier: &str) -> [u8; 16] {
        let identifier = identifier.trim();
        let mut hasher = blake3::Hasher::new_keyed(&self.hashing);
        if identifier.is_ascii() && !identifier.bytes().any(|byte| byte.is_ascii_uppercase()) {
            hasher.update(identifier.as_bytes());
        } else {
            hasher.update(Zeroizing::new(identifier.to_lowercase()).as_bytes());
        }
        truncated(hasher.finalize().as_bytes())
    }

    /// The master key's word for the canonical bytes of an unmasking.
    pub(crate) fn tag_grant(&self, canonical: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(&self.grants, canonical)
    }

    /// The master key's word for what decides about a works council: an agreement, or whether one is needed.
    pub fn tag_agreement(&self, body: &[u8]) -> blake3::Hash {
        let key = Zeroizing::new(blake3::derive_key(
            "ombud 2026 tags of agreements",
            &self.root,
        ));
        blake3::keyed_hash(&key, body)
    }

    /// The master key's word for a request about a person as it stands.
    pub fn tag_person_request(&self, body: &[u8]) -> blake3::Hash {
        let context = "ombud 2026 tags of requests about persons";
        let key = Zeroizing::new(blake3::derive_key(context, &self.root));
        blake3::keyed_hash(&key, body)
    }

    /// The secret half of the key that signs the heads of the audit log.
    pub fn log_seed(&self) -> Zeroizing<[u8; KEY]> {
        Zeroizing::new(blake3::derive_key(
            "ombud 2026 signing of the audit log",
            &self.root,
        ))
    }

    /// Seals the raw bytes of a rejected record: nobody knows whom they name.
    pub fn seal_reject(
        &self,
        raw: &[u8],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Vec<u8>, VaultError> {
        seal(&self.rejects, entropy::bytes(entropy)?, b"reject", raw)
    }

    pub fn open_reject(&self, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
        open(&self.rejects, b"reject", sealed)
    }
}

/// Seals what redaction took out of one person's activities in one segment. The nonce is the segment's id and is not stored.
///
/// Call it at most once per person and segment: two texts under one nonce would betray each other. A segment id is drawn anew for each
/// attempt to write a segment. Adds 16 bytes. Hot path.
pub fn seal_fragments(
    key: &PersonKey,
    segment: SegmentId,
    person: PersonId,
    plaintext: &[u8],
) -> Result<Vec<u8>, VaultError> {
    let cipher = XChaCha20Poly1305::new((&key.0).into());
    let payload = Payload {
        msg: plaintext,
        aad: &bound(b"frag", person),
    };
    cipher
        .encrypt(&segment_nonce(segment), payload)
        .map_err(|_| VaultError::TooLarge)
}

/// What [`seal_fragments`] sealed for the person of the release, to be shown: one release, any number of pieces.
pub fn open_fragments(
    release: Release,
    key: &PersonKey,
    pieces: &[(SegmentId, &[u8])],
) -> Result<Uncounted<Vec<Vec<u8>>>, VaultError> {
    let cipher = XChaCha20Poly1305::new((&key.0).into());
    let aad = bound(b"frag", release.person());
    let open = |&(segment, sealed): &(SegmentId, &[u8])| {
        cipher
            .decrypt(
                &segment_nonce(segment),
                Payload {
                    msg: sealed,
                    aad: &aad,
                },
            )
            .map_err(|_| VaultError::DoesNotOpen)
    };
    pieces
        .iter()
        .map(open)
        .collect::<Result<_, _>>()
        .map(Uncounted::new)
}

/// Seals a person's identity as the source wrote it.
pub fn seal_identity(
    key: &PersonKey,
    person: PersonId,
    identity: &str,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, VaultError> {
    seal(
        &identity_key(key),
        entropy::bytes(entropy)?,
        &bound(b"name", person),
        identity.as_bytes(),
    )
}

/// One of the identities that [`seal_identity`] sealed for the person of the release, to be shown: a mail address where there is one, of
/// several the shortest. No other function gives a name out.
pub fn open_identity(
    release: Release,
    key: &PersonKey,
    sealed: &[impl AsRef<[u8]>],
) -> Result<Uncounted<Zeroizing<String>>, VaultError> {
    let mut leading: Option<Zeroizing<String>> = None;
    for sealed in sealed {
        let name = name_within(key, release.person(), sealed.as_ref())?;
        let leads = leading
            .as_ref()
            .is_none_or(|leading| rank(&name) < rank(leading));
        if leads {
            leading = Some(name);
        }
    }
    leading.map(Uncounted::new).ok_or(VaultError::DoesNotOpen)
}

/// Orders the names of one person: the lowest is shown.
fn rank(name: &str) -> (bool, usize, &str) {
    (!name.contains('@'), name.len(), name)
}

/// For work inside this crate that needs a name and shows it to nobody.
pub(crate) fn name_within(
    key: &PersonKey,
    person: PersonId,
    sealed: &[u8],
) -> Result<Zeroizing<String>, VaultError> {
    let opened = open(&identity_key(key), &bound(b"name", person), sealed)?;
    String::from_utf8(opened)
        .map(Zeroizing::new)
        .map_err(|error| {
            error.into_bytes().zeroize();
            VaultError::DoesNotOpen
        })
}

/// A key of its own, because its nonces are random while those of fragments are segment ids.
fn identity_key(key: &PersonKey) -> Zeroizing<[u8; KEY]> {
    Zeroizing::new(blake3::derive_key(
        "ombud 2026 identity under a person's key",
        &key.0,
    ))
}

/// Associated data: the purpose and the person.
fn bound(purpose: &[u8; 4], person: PersonId) -> [u8; 12] {
    let mut bytes = [0; 12];
    let (head, tail) = bytes.split_at_mut(4);
    head.copy_from_slice(purpose);
    tail.copy_from_slice(&person.0.to_le_bytes());
    bytes
}

fn segment_nonce(segment: SegmentId) -> XNonce {
    let mut nonce = [0; NONCE];
    let (head, tail) = nonce.split_at_mut(16);
    head.copy_from_slice(&segment.0.to_le_bytes());
    tail.copy_from_slice(b"fragment");
    nonce.into()
}

/// Version, nonce, ciphertext, tag.
pub(crate) fn seal(
    key: &[u8; KEY],
    nonce: [u8; NONCE],
    bound: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, VaultError> {
    let payload = Payload {
        msg: plaintext,
        aad: bound,
    };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(&nonce.into(), payload)
        .map_err(|_| VaultError::TooLarge)?;
    let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

pub(crate) fn open(key: &[u8; KEY], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let (&version, rest) = sealed.split_first().ok_or(VaultError::DoesNotOpen)?;
    if version != VERSION {
        return Err(VaultError::UnknownVersion(version));
    }
    let (nonce, msg) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(VaultError::DoesNotOpen)?;
    let payload = Payload { msg, aad: bound };
    XChaCha20Poly1305::new(key.into())
        .decrypt(&(*nonce).into(), payload)
        .map_err(|_| VaultError::DoesNotOpen)
}

fn checksum(root: &[u8; KEY]) -> [u8; 4] {
    truncated(&blake3::derive_key(
        "ombud 2026 checksum of the master key",
        root,
    ))
}

fn truncated<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    const { assert!(N <= 32) };
    bytes.first_chunk::<N>().copied().unwrap_or([0; N])
}
