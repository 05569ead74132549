//! Pseudonyms of everybody, kept in memory from one question to the next.
//!
//! Promises: what is kept is what the records say. Pseudonyms never change and persons are never taken away, so it is read anew when there
//! are more persons, or when others are one.

use std::sync::Arc;

use ombud_model::PersonId;
use ombud_store::records::Aliases;
use rustc_hash::FxHashMap;

use super::{AppError, Ombud};

const PAGE: u64 = 20_000;

/// Everybody's pseudonym, and whose it is.
pub(super) struct Pseudonyms {
    /// Of whoever is not shown as somebody else.
    pub(super) by_person: FxHashMap<PersonId, Arc<str>>,
    /// The pseudonym of somebody who is shown as another person leads to that person.
    pub(super) by_pseudonym: FxHashMap<Arc<str>, PersonId>,
    pub(super) aliases: Arc<Aliases>,
    /// How many persons there were.
    persons: u64,
}

/// What is kept, once it was asked for.
pub(super) type Kept = parking_lot::RwLock<Option<Arc<Pseudonyms>>>;

impl Ombud {
    pub(super) async fn pseudonyms(&self) -> Result<Arc<Pseudonyms>, AppError> {
        let records = self.store.records();
        let (persons, aliases) = (records.person_count().await?, records.aliases());
        if let Some(kept) = &*self.pseudonyms.read()
            && kept.persons == persons
            && Arc::ptr_eq(&kept.aliases, &aliases)
        {
            return Ok(Arc::clone(kept));
        }
        let read = Arc::new(self.read_pseudonyms(persons, aliases).await?);
        *self.pseudonyms.write() = Some(Arc::clone(&read));
        Ok(read)
    }

    async fn read_pseudonyms(
        &self,
        persons: u64,
        aliases: Arc<Aliases>,
    ) -> Result<Pseudonyms, AppError> {
        let records = self.store.records();
        let mut read = Pseudonyms {
            by_person: FxHashMap::default(),
            by_pseudonym: FxHashMap::default(),
            aliases,
            persons,
        };
        for joined in records.joined_persons().await? {
            read.by_pseudonym
                .insert(joined.pseudonym.into(), joined.shown_as);
        }
        let mut after = None;
        loop {
            let page = records.persons_page(after, PAGE).await?;
            let Some(&(last, _)) = page.last() else {
                return Ok(read);
            };
            after = Some(last);
            for (person, pseudonym) in page {
                let pseudonym: Arc<str> = pseudonym.into();
                read.by_pseudonym.insert(Arc::clone(&pseudonym), person);
                read.by_person.insert(person, pseudonym);
            }
        }
    }
}
