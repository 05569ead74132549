//! Who is in scope of which policies by hand, because a request was approved.
//!
//! Promises: it follows from stored requests alone, whatever the clock says, so that a replay finds the same; one that the master key does
//! not vouch for brings nobody in scope.

use std::collections::BTreeSet;

use ombud_guard::person_request::{PersonRequest, Wanted};
use ombud_model::{Day, PersonId, PersonRequestId, PolicyId};
use ombud_store::Records;
use ombud_store::records::{DocumentChange, MarkDirty};
use rustc_hash::FxHashMap;

use super::{Vouched, deleted};
use crate::documents::{self, Read};
use crate::{AppError, Ombud};

/// First and last days, by person (the one whom they are shown as) and policy.
#[derive(Default)]
pub(crate) struct ByHand(FxHashMap<(PersonId, PolicyId), Vec<(Day, Day)>>);

impl ByHand {
    pub(crate) fn windows(&self, person: PersonId, policy: PolicyId) -> &[(Day, Day)] {
        self.0.get(&(person, policy)).map_or(&[], Vec::as_slice)
    }
}

/// The policies that the request brings somebody in scope of.
fn policies(request: &PersonRequest) -> &BTreeSet<PolicyId> {
    const NONE: &BTreeSet<PolicyId> = &BTreeSet::new();
    match request.wanted() {
        Wanted::UserReport { .. } => NONE,
        Wanted::ScoringByHand { policies } => policies,
    }
}

impl Vouched {
    /// Whether it is a request to bring somebody in scope.
    pub(super) fn is_by_hand(&self) -> bool {
        !policies(&self.request).is_empty()
    }
}

/// Whom somebody asked to bring in scope by hand, whatever became of it: what they do is assessed when it comes in.
pub(crate) async fn watched_by_hand(records: &Records) -> Result<Vec<PersonId>, AppError> {
    let all = documents::all::<Vouched>(records).await?;
    let named = all.into_iter().filter(|read| read.value.is_by_hand());
    Ok(named.map(|read| read.value.request.person()).collect())
}

impl Ombud {
    /// Everybody's windows.
    pub(crate) async fn by_hand(&self) -> Result<ByHand, AppError> {
        let records = self.store.records();
        let (aliases, mut by_hand) = (records.aliases(), ByHand::default());
        for read in documents::all::<Vouched>(records).await? {
            let Ok(request) = self.genuine_request(&read.value) else {
                continue;
            };
            let person = aliases.resolve(request.person());
            for &policy in policies(request) {
                let windows = by_hand.0.entry((person, policy)).or_default();
                windows.extend(request.window(policy));
            }
        }
        Ok(by_hand)
    }

    /// Stores what became of a request. Whoever it brings in scope, or leaves out from now on, is assessed anew at once.
    pub(super) async fn commit_request(
        &self,
        read: &Read<Vouched>,
        next: &Vouched,
    ) -> Result<(), AppError> {
        let (records, person) = (self.store.records(), next.request.person());
        let changes = vec![documents::next(read, next)?];
        if !next.is_by_hand() {
            return documents::commit(records, changes).await;
        }
        // What is being taken in is stored first, and what comes later is of somebody who is watched.
        let _pushing = self.pushing.lock().await;
        let person = records.aliases().resolve(person);
        self.ingest_state.watch.lock().watched.insert(person);
        self.change_and_assess(changes, vec![person]).await
    }

    /// Makes the changes, and puts the persons on the work list in the same unit of work.
    pub(super) async fn change_and_assess(
        &self,
        changes: Vec<DocumentChange>,
        persons: Vec<PersonId>,
    ) -> Result<(), AppError> {
        let work = self.store.records().transaction(async |work| {
            work.change_documents(changes).await?;
            work.mark_dirty(MarkDirty::Persons(persons)).await?;
            Ok::<_, AppError>(())
        });
        work.await?;
        self.assessing_due.notify_one();
        Ok(())
    }

    /// The end of these requests, and who is to be assessed anew because of it.
    pub(crate) async fn deleted_person_requests(
        &self,
        requests: impl Iterator<Item = PersonRequestId>,
    ) -> Result<(Vec<DocumentChange>, Vec<PersonId>), AppError> {
        let (records, mut changes, mut persons) = (self.store.records(), Vec::new(), Vec::new());
        for id in requests {
            let read = documents::get::<Vouched>(records, &id.to_string()).await?;
            let named = read.filter(|read| read.value.is_by_hand());
            let person = named.map(|read| read.value.request.person());
            persons.extend(person.map(|person| records.aliases().resolve(person)));
            changes.extend(deleted(id));
        }
        Ok((changes, persons))
    }
}
