//! Who is who: from the identifiers in records to opaque persons and their keys.
//!
//! A person is created the first time an identifier is seen, in a transaction of its own before the batch that names them: a person
//! without activities does no harm, an activity without its person would.

use std::sync::Arc;

use ombud_identity::{MasterKey, PersonKey, Pseudonym, vault};
use ombud_model::PersonId;
use ombud_model::entropy::{self, Entropy};
use ombud_store::records::NewPerson;
use ombud_store::{Records, StoreError};
use rustc_hash::{FxHashMap, FxHashSet};

use super::PipelineError;

/// How often a pseudonym or id that is taken is drawn again before giving up.
const DRAWS: usize = 64;

/// What this process knows of persons: a cache over the identity tables.
pub(crate) struct People {
    master: Arc<MasterKey>,
    by_hash: FxHashMap<[u8; 16], PersonId>,
    /// `None` for erased persons: their fragments are dropped.
    keys: FxHashMap<PersonId, Option<PersonKey>>,
}

impl People {
    pub(crate) fn new(master: Arc<MasterKey>) -> Self {
        Self {
            master,
            by_hash: FxHashMap::default(),
            keys: FxHashMap::default(),
        }
    }

    /// The persons behind `identifiers`, in their order; unknown ones are created.
    pub(crate) async fn resolve(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        identifiers: &[Box<str>],
    ) -> Result<Vec<PersonId>, PipelineError> {
        let hashes: Vec<[u8; 16]> = identifiers
            .iter()
            .map(|identifier| self.master.identity_hash(identifier))
            .collect();
        let unknown: Vec<[u8; 16]> = hashes
            .iter()
            .filter(|hash| !self.by_hash.contains_key(*hash))
            .copied()
            .collect();
        if !unknown.is_empty() {
            self.load(records, unknown).await?;
            self.create(records, entropy, identifiers, &hashes).await?;
        }
        hashes
            .iter()
            .map(|hash| {
                self.by_hash
                    .get(hash)
                    .copied()
                    .ok_or(PipelineError::PersonLost)
            })
            .collect()
    }

    /// The person's key; `None` when the person is erased.
    pub(crate) fn key(&self, person: PersonId) -> Option<&PersonKey> {
        self.keys.get(&person).and_then(Option::as_ref)
    }

    /// Forgets a person who was erased.
    pub(crate) fn forget(&mut self, person: PersonId) {
        self.by_hash.retain(|_, known| *known != person);
        self.keys.remove(&person);
    }

    async fn load(
        &mut self,
        records: &Records,
        mut hashes: Vec<[u8; 16]>,
    ) -> Result<(), PipelineError> {
        hashes.sort_unstable();
        hashes.dedup();
        let found = records.find_identities(&hashes).await?;
        let persons: Vec<PersonId> = found
            .iter()
            .map(|&(_, person)| person)
            .filter(|p| !self.keys.contains_key(p))
            .collect();
        for (person, wrapped) in records.person_keys(&persons).await? {
            let key = wrapped
                .map(|wrapped| self.master.unwrap_key(person, &wrapped))
                .transpose()?;
            self.keys.insert(person, key);
        }
        self.by_hash.extend(found);
        Ok(())
    }

    async fn create(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        identifiers: &[Box<str>],
        hashes: &[[u8; 16]],
    ) -> Result<(), PipelineError> {
        let mut news: Vec<(NewPerson, PersonKey)> = Vec::new();
        let (mut seen, mut taken) = (FxHashSet::default(), FxHashSet::default());
        for (identifier, hash) in identifiers.iter().zip(hashes) {
            if self.by_hash.contains_key(hash) || !seen.insert(*hash) {
                continue;
            }
            let (id, key) = (entropy::person_id(entropy)?, PersonKey::generate(entropy)?);
            let sealed = vault::seal_identity(&key, id, identifier.trim(), entropy)?;
            let mut pseudonym = Pseudonym::generate(entropy)?;
            while !taken.insert(pseudonym) {
                pseudonym = Pseudonym::generate(entropy)?;
            }
            let wrapped_key = self.master.wrap(id, &key)?;
            news.push((
                NewPerson {
                    id,
                    pseudonym: pseudonym.to_string(),
                    wrapped_key,
                    identities: vec![(*hash, sealed)],
                },
                key,
            ));
        }
        self.insert(records, entropy, &mut news).await?;
        for (person, key) in news {
            self.by_hash
                .extend(person.identities.iter().map(|(hash, _)| (*hash, person.id)));
            self.keys.insert(person.id, Some(key));
        }
        Ok(())
    }

    /// Stores the persons; what somebody else took meanwhile is drawn again.
    async fn insert(
        &mut self,
        records: &Records,
        entropy: &mut (dyn Entropy + Send),
        news: &mut [(NewPerson, PersonKey)],
    ) -> Result<(), PipelineError> {
        for _ in 0..DRAWS {
            let persons: Vec<NewPerson> = news.iter().map(|(person, _)| person.clone()).collect();
            match records.create_persons(&persons).await {
                Ok(()) => return Ok(()),
                // Ids are 63 random bits and this process is the only writer: a pseudonym is all that can be taken.
                Err(StoreError::Persons(conflicts))
                    if conflicts.ids.is_empty() && conflicts.identities.is_empty() =>
                {
                    for (person, _) in news
                        .iter_mut()
                        .filter(|(person, _)| conflicts.pseudonyms.contains(&person.pseudonym))
                    {
                        person.pseudonym = Pseudonym::generate(entropy)?.to_string();
                    }
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(PipelineError::PersonLost)
    }
}
