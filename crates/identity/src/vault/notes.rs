//! What people write about one person or several, and files, sealed under keys of persons.
//!
//! Promises: a text moved to another record, or a file to another place, does not open.

use ombud_model::PersonId;
use ombud_model::entropy::{self, Entropy};
use zeroize::Zeroizing;

use super::{KEY, PersonKey, VaultError, bound, open, seal};

/// Seals what people write about one person, bound to the record it belongs to.
pub(crate) fn seal_note(
    key: &PersonKey,
    person: PersonId,
    record: &[u8; 16],
    note: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, VaultError> {
    seal(
        &note_key(key, record),
        entropy::bytes(entropy)?,
        &bound(b"note", person),
        note,
    )
}

pub(crate) fn open_note(
    key: &PersonKey,
    person: PersonId,
    record: &[u8; 16],
    sealed: &[u8],
) -> Result<Zeroizing<String>, VaultError> {
    let opened = open(&note_key(key, record), &bound(b"note", person), sealed)?;
    String::from_utf8(opened)
        .map(Zeroizing::new)
        .map_err(|_| VaultError::DoesNotOpen)
}

/// Seals a text that concerns several persons under a key of its own, bound to the record it belongs to.
pub(crate) fn seal_shared(
    own: &[u8; KEY],
    record: &[u8; 16],
    note: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, VaultError> {
    seal(own, entropy::bytes(entropy)?, record, note)
}

pub(crate) fn open_shared(
    own: &[u8; KEY],
    record: &[u8; 16],
    sealed: &[u8],
) -> Result<Zeroizing<String>, VaultError> {
    String::from_utf8(open(own, record, sealed)?)
        .map(Zeroizing::new)
        .map_err(|_| VaultError::DoesNotOpen)
}

/// Seals a part of a file under the key of the file, bound to its case, to the file and to what it is of it.
pub(crate) fn seal_part(
    own: &[u8; KEY],
    place: &[u8; 36],
    part: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, VaultError> {
    seal(own, entropy::bytes(entropy)?, place, part)
}

pub(crate) fn open_part(
    own: &[u8; KEY],
    place: &[u8; 36],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    open(own, place, sealed).map(Zeroizing::new)
}

/// Wraps the key of [`seal_shared`] for one of the persons.
pub(crate) fn wrap_shared_key(
    key: &PersonKey,
    person: PersonId,
    record: &[u8; 16],
    own: &[u8; KEY],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Vec<u8>, VaultError> {
    seal(
        &note_key(key, record),
        entropy::bytes(entropy)?,
        &bound(b"shar", person),
        own,
    )
}

pub(crate) fn unwrap_shared_key(
    key: &PersonKey,
    person: PersonId,
    record: &[u8; 16],
    wrapped: &[u8],
) -> Result<Zeroizing<[u8; KEY]>, VaultError> {
    let opened = open(&note_key(key, record), &bound(b"shar", person), wrapped)?;
    let opened = Zeroizing::new(opened);
    <[u8; KEY]>::try_from(opened.as_slice())
        .map(Zeroizing::new)
        .map_err(|_| VaultError::DoesNotOpen)
}

/// A key of its own for each record: a note moved to another record does not open.
fn note_key(key: &PersonKey, record: &[u8; 16]) -> Zeroizing<[u8; KEY]> {
    let own = Zeroizing::new(blake3::derive_key(
        "ombud 2026 notes under a person's key",
        &key.0,
    ));
    Zeroizing::new(*blake3::keyed_hash(&own, record).as_bytes())
}
