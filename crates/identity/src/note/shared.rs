//! A text that concerns several persons, as it is stored.
//!
//! Promises: whoever holds the key of one of them reads it; destroying one person's key takes nothing from the others; once the keys of all
//! are destroyed, nobody reads it. A text that is moved to another case does not open.

use ombud_model::entropy::{self, Entropy};
use ombud_model::{CaseId, PersonId};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Note;
use super::keys::{SealedBytes, SharedKeys};
use crate::vault::{self, PersonKey, VaultError};

/// A sealed text. Its key is drawn for it alone, and lies beside it once for each person, wrapped under that person's key.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedNote {
    sealed: SealedBytes,
    keys: SharedKeys,
}

impl SharedNote {
    /// Seals the text for these persons. Without any, nobody can read it.
    pub fn seal(
        note: &Note,
        case: CaseId,
        persons: &[(PersonId, PersonKey)],
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, VaultError> {
        let record = case.0.to_le_bytes();
        let own = Zeroizing::new(entropy::bytes(entropy)?);
        let sealed = vault::seal_shared(&own, &record, note.text().as_bytes(), entropy)?;
        Ok(Self {
            sealed: SealedBytes(sealed),
            keys: SharedKeys::wrap(&own, &record, persons, entropy)?,
        })
    }

    /// Opens it with the key of one of its persons.
    pub fn open(
        &self,
        case: CaseId,
        person: PersonId,
        key: &PersonKey,
    ) -> Result<Note, VaultError> {
        let record = case.0.to_le_bytes();
        let own = self.keys.unwrap(&record, person, key)?;
        vault::open_shared(&own, &record, &self.sealed.0).map(Note)
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

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: CaseId = CaseId(7);
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

    fn keys() -> [PersonKey; 2] {
        let mut random = random();
        [(); 2].map(|()| PersonKey::generate(&mut random).unwrap())
    }

    fn sealed(mia: &PersonKey, sean: &PersonKey) -> SharedNote {
        let note = Note::new("both met\nbefore").unwrap();
        let persons = [(MIA, mia.clone()), (SEAN, sean.clone())];
        SharedNote::seal(&note, CASE, &persons, &mut random()).unwrap()
    }

    #[test]
    fn each_persons_key_opens_it_and_comes_back_as_it_was_stored() {
        let [mia, sean] = keys();
        let note = sealed(&mia, &sean);
        let stored = serde_json::to_string(&note).unwrap();
        assert!(!stored.contains("both"));
        let read: SharedNote = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, note);
        for (person, key) in [(MIA, &mia), (SEAN, &sean)] {
            let opened = read.open(CASE, person, key).unwrap();
            assert_eq!(opened.text(), "both met\nbefore");
        }
        assert_eq!(note.persons().collect::<Vec<_>>(), [MIA, SEAN]);
    }

    #[test]
    fn another_person_key_or_case_does_not_open_it() {
        let [mia, sean] = keys();
        let note = sealed(&mia, &sean);
        let fails = |case, person, key| {
            assert_eq!(
                note.open(case, person, key).unwrap_err(),
                VaultError::DoesNotOpen
            );
        };
        fails(CASE, MIA, &sean);
        fails(CASE, PersonId(3), &mia);
        fails(CaseId(8), MIA, &mia);
    }

    #[test]
    fn who_is_erased_leaves_it_to_the_others_and_the_last_one_takes_it_along() {
        let [mia, sean] = keys();
        let left = sealed(&mia, &sean).without(MIA).unwrap();
        assert!(left.open(CASE, MIA, &mia).is_err());
        assert_eq!(
            left.open(CASE, SEAN, &sean).unwrap().text(),
            "both met\nbefore"
        );
        assert_eq!(left.without(SEAN), None);
    }
}
