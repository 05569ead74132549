//! A file of a case that concerns several persons, as it is stored: its name and the keys here, its bytes by themselves.
//!
//! Promises: the same as of a text that concerns several persons ([`super::SharedNote`]). Erasing one of them leaves the bytes as they are. A
//! name or bytes that are moved to another file or case, or are taken for each other, do not open.

use ombud_model::entropy::{self, Entropy};
use ombud_model::{AttachmentId, CaseId, PersonId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::keys::{SealedBytes, SharedKeys};
use crate::vault::{self, PersonKey, VaultError};

const NAME: &[u8; 4] = b"name";
const CONTENT: &[u8; 4] = b"file";

/// The sealed name of a file, and the key of name and bytes, which is drawn for the file alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedFile {
    name: SealedBytes,
    keys: SharedKeys,
}

impl SharedFile {
    /// Seals a file for these persons: what lies with its keys, and its bytes. Without any person, nobody can read it.
    pub fn seal(
        (name, content): (&str, &[u8]),
        place: (CaseId, AttachmentId),
        persons: &[(PersonId, PersonKey)],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<(Self, SealedBytes), VaultError> {
        let own = Zeroizing::new(entropy::bytes(entropy)?);
        let sealed = vault::seal_part(&own, &bound(NAME, place), name.as_bytes(), entropy)?;
        let content = vault::seal_part(&own, &bound(CONTENT, place), content, entropy)?;
        let file = Self {
            name: SealedBytes(sealed),
            keys: SharedKeys::wrap(&own, &record(place), persons, entropy)?,
        };
        Ok((file, SealedBytes(content)))
    }

    /// Opens the name with the key of one of its persons.
    pub fn open_name(
        &self,
        place: (CaseId, AttachmentId),
        person: PersonId,
        key: &PersonKey,
    ) -> Result<String, VaultError> {
        let own = self.keys.unwrap(&record(place), person, key)?;
        let name = vault::open_part(&own, &bound(NAME, place), &self.name.0)?;
        String::from_utf8(name.to_vec()).map_err(|_| VaultError::DoesNotOpen)
    }

    /// Opens the bytes with the key of one of its persons.
    pub fn open_content(
        &self,
        content: &SealedBytes,
        place: (CaseId, AttachmentId),
        person: PersonId,
        key: &PersonKey,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let own = self.keys.unwrap(&record(place), person, key)?;
        vault::open_part(&own, &bound(CONTENT, place), &content.0)
    }

    /// Those with whose keys it opens.
    pub fn persons(&self) -> impl Iterator<Item = PersonId> {
        self.keys.persons()
    }

    /// Without a person who is erased; `None` when nobody is left.
    pub fn without(self, person: PersonId) -> Option<Self> {
        let keys = self.keys.without(person)?;
        Some(Self { keys, ..self })
    }
}

fn record((_, attachment): (CaseId, AttachmentId)) -> [u8; 16] {
    attachment.0.to_le_bytes()
}

fn bound(part: &[u8; 4], (case, attachment): (CaseId, AttachmentId)) -> [u8; 36] {
    let mut bytes = [0; 36];
    let (head, tail) = bytes.split_at_mut(4);
    let (middle, tail) = tail.split_at_mut(16);
    head.copy_from_slice(part);
    middle.copy_from_slice(&case.0.to_le_bytes());
    tail.copy_from_slice(&attachment.0.to_le_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: (CaseId, AttachmentId) = (CaseId(7), AttachmentId(8));
    const MIA: PersonId = PersonId(1);
    const SEAN: PersonId = PersonId(2);

    /// Other bytes at each call.
    fn random() -> impl FnMut(&mut [u8]) {
        let mut last = 0_u8;
        move |bytes: &mut [u8]| {
            last = last.wrapping_add(1);
            bytes.fill(last);
        }
    }

    fn sealed() -> (SharedFile, SealedBytes, [PersonKey; 2]) {
        let mut random = random();
        let keys = [(); 2].map(|()| PersonKey::generate(&mut random).unwrap());
        let [mia, sean] = keys.clone();
        let persons = [(MIA, mia), (SEAN, sean)];
        let file = ("mia.txt", &b"both met"[..]);
        let (file, content) = SharedFile::seal(file, PLACE, &persons, &mut random).unwrap();
        (file, content, keys)
    }

    #[test]
    fn each_persons_key_opens_it_and_comes_back_as_it_was_stored() {
        let (file, content, [mia, sean]) = sealed();
        let stored = serde_json::to_string(&(&file, &content)).unwrap();
        assert!(!stored.contains("mia") && !stored.contains("both"));
        let read: (SharedFile, SealedBytes) = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, (file.clone(), content.clone()));
        for (person, key) in [(MIA, &mia), (SEAN, &sean)] {
            assert_eq!(file.open_name(PLACE, person, key).unwrap(), "mia.txt");
            let opened = file.open_content(&content, PLACE, person, key).unwrap();
            assert_eq!(opened.as_slice(), b"both met");
        }
    }

    #[test]
    fn another_person_key_case_file_or_part_does_not_open_it() {
        let (file, content, [mia, sean]) = sealed();
        let fails = |place, person, key| {
            assert!(file.open_name(place, person, key).is_err());
            assert!(file.open_content(&content, place, person, key).is_err());
        };
        fails(PLACE, MIA, &sean);
        fails(PLACE, PersonId(3), &mia);
        fails((CaseId(9), PLACE.1), MIA, &mia);
        fails((PLACE.0, AttachmentId(9)), MIA, &mia);
        let swapped = SharedFile {
            name: content,
            ..file.clone()
        };
        assert!(swapped.open_name(PLACE, MIA, &mia).is_err());
        assert!(file.open_content(&file.name, PLACE, MIA, &mia).is_err());
    }

    #[test]
    fn who_is_erased_leaves_it_to_the_others_and_the_last_one_takes_it_along() {
        let (file, content, [mia, sean]) = sealed();
        let left = file.without(MIA).unwrap();
        assert!(left.open_content(&content, PLACE, MIA, &mia).is_err());
        let opened = left.open_content(&content, PLACE, SEAN, &sean).unwrap();
        assert_eq!(opened.as_slice(), b"both met");
        assert_eq!(left.without(SEAN), None);
    }
}
