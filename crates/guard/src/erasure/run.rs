//! One erasure, step by step.

use std::collections::BTreeMap;

use ombud_identity::Pseudonym;
use ombud_identity::unmask::{ActingAccount, Intent, Nature};
use ombud_model::{AccountId, CaseId, ErasureId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Certificate, Depth, ErasureGround, LogHead, Store, treatment};
use crate::hold::{self, ActiveHolds, Hold};

/// One step. Each may be done again after a crash and then finds nothing left to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Step {
    /// Write the intent to the audit log.
    RecordIntent,
    /// Look through the rejected records while the names are still known, and delete those that mention them ([`ombud_identity::Mentions`]).
    DeleteRejects,
    /// Ask for holds once more, and put the person on the erasure list, which lies outside of the data that backups bring back.
    /// From here on there is no way back.
    EnterInList,
    /// Delete the wrapped key and the identities in one transaction.
    DestroyKey,
    /// Delete, or rewrite without the person, one store.
    Clear(Store),
    /// Have every running program forget the person.
    DropCaches,
    /// Overwrite the pages that the database has freed and cut its write-ahead log.
    ReclaimSpace,
    /// Search every store and compare with [`Erasure::verify`].
    Verify,
    /// Sign the certificate and write the outcome to the audit log.
    Certify,
}

/// The steps of an erasure of this depth, in their order.
fn steps(depth: Depth) -> Vec<Step> {
    let mut steps = vec![
        Step::RecordIntent,
        Step::DeleteRejects,
        Step::EnterInList,
        Step::DestroyKey,
    ];
    // Those have a step of their own.
    let own = [
        Store::Key,
        Store::Identities,
        Store::Rejects,
        Store::Caches,
        Store::FreePages,
    ];
    let cleared = Store::ALL
        .iter()
        .filter(|store| treatment(**store, depth).leaves_nothing() && !own.contains(store));
    steps.extend(cleared.map(|store| Step::Clear(*store)));
    steps.extend([
        Step::DropCaches,
        Step::ReclaimSpace,
        Step::Verify,
        Step::Certify,
    ]);
    steps
}

/// Who is to be erased, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ErasureRequest {
    /// A new id, drawn at random.
    pub id: ErasureId,
    pub person: PersonId,
    pub pseudonym: Pseudonym,
    pub ground: ErasureGround,
    pub depth: Depth,
}

/// A step that was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    pub step: Step,
    pub at: Timestamp,
    /// How many rows or pieces went; 0 where there is nothing to count.
    pub count: u64,
}

/// One erasure and how far it has come. Store it after every step.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Erasure {
    pub id: ErasureId,
    pub person: PersonId,
    pub pseudonym: Pseudonym,
    pub requested_by: AccountId,
    pub requested_at: Timestamp,
    pub ground: ErasureGround,
    pub depth: Depth,
    /// Number of the intent in the audit log, once it is written.
    pub intent: Option<Intent>,
    pub done: Vec<Done>,
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ErasureRefused {
    #[error(
        "only a human being can do this: sign in as a person, without an API token of an integration"
    )]
    NotHuman,
    #[error("the person is outside of your admin units")]
    OutsideUnits,
    #[error("nobody erases themselves: leave it to somebody else who may")]
    AboutYourself,
    #[error(transparent)]
    UnderHold(#[from] ActiveHolds),
    #[error("this is not the step that is next")]
    OutOfOrder,
    #[error("something about the person was found after the erasure: {}", .0.iter().map(|s| s.name()).collect::<Vec<_>>().join(", "))]
    Remains(Vec<Store>),
    #[error("the erasure is not finished: there are steps to be done")]
    NotFinished,
}

/// What a search of the stores still found about the person, by store; a store that is not named holds nothing.
pub type Remains = BTreeMap<Store, u64>;

impl Erasure {
    /// Begins. `units` are the person's admin units, `cases` the cases the person is in.
    pub fn begin(
        request: ErasureRequest,
        by: &ActingAccount,
        units: &[ombud_model::UnitId],
        cases: &[CaseId],
        holds: &[Hold],
        now: Timestamp,
    ) -> Result<Self, ErasureRefused> {
        if by.nature != Nature::Human {
            return Err(ErasureRefused::NotHuman);
        }
        if !by.units.reach(units) {
            return Err(ErasureRefused::OutsideUnits);
        }
        if by.party.person == Some(request.person) {
            return Err(ErasureRefused::AboutYourself);
        }
        hold::holding(request.person, cases, holds)?;
        let ErasureRequest {
            id,
            person,
            pseudonym,
            ground,
            depth,
        } = request;
        Ok(Self {
            id,
            person,
            pseudonym,
            requested_by: by.party.account,
            requested_at: now,
            ground,
            depth,
            intent: None,
            done: Vec::new(),
        })
    }

    /// All steps, those done included.
    pub fn plan(&self) -> Vec<Step> {
        steps(self.depth)
    }

    /// What to do next; `None` when it is finished.
    pub fn next(&self) -> Option<Step> {
        self.plan().into_iter().nth(self.done.len())
    }

    /// Whether a hold can still stop it.
    pub fn can_be_stopped(&self) -> bool {
        !self.done.iter().any(|done| done.step == Step::EnterInList)
    }

    /// The intent stands in the audit log.
    pub fn recorded(&self, intent: Intent, at: Timestamp) -> Result<Self, ErasureRefused> {
        let mut next = self.complete(Step::RecordIntent, at, 0)?;
        next.intent = Some(intent);
        Ok(next)
    }

    /// Asked again right before the point of no return, in the transaction that enters the person in the list.
    pub fn entered(
        &self,
        cases: &[CaseId],
        holds: &[Hold],
        at: Timestamp,
    ) -> Result<Self, ErasureRefused> {
        hold::holding(self.person, cases, holds)?;
        self.complete(Step::EnterInList, at, 1)
    }

    /// Any other step is done.
    pub fn advanced(&self, step: Step, at: Timestamp, count: u64) -> Result<Self, ErasureRefused> {
        match step {
            Step::RecordIntent | Step::EnterInList | Step::Verify => {
                Err(ErasureRefused::OutOfOrder)
            }
            _ => self.complete(step, at, count),
        }
    }

    /// The search after the erasure. Refuses while a store that must hold nothing holds something: clear it and search again.
    pub fn verify(&self, remains: &Remains, at: Timestamp) -> Result<Self, ErasureRefused> {
        let left = |(store, count): (&Store, &u64)| {
            (treatment(*store, self.depth).leaves_nothing() && *count > 0).then_some(*store)
        };
        let left: Vec<Store> = remains.iter().filter_map(left).collect();
        if left.is_empty() {
            self.complete(Step::Verify, at, 0)
        } else {
            Err(ErasureRefused::Remains(left))
        }
    }

    /// What is to be signed, once everything but the signing is done. `erased_at` is when the key was destroyed.
    pub fn certificate(&self, log: LogHead) -> Result<Certificate, ErasureRefused> {
        let done = |wanted: Step| self.done.iter().find(|done| done.step == wanted);
        if !matches!(self.next(), Some(Step::Certify) | None) {
            return Err(ErasureRefused::NotFinished);
        }
        let (Some(intent), Some(destroyed)) = (self.intent, done(Step::DestroyKey)) else {
            return Err(ErasureRefused::NotFinished);
        };
        let count = |store: Store| match store {
            Store::Key => 1,
            // Key and identities go in one step that counts both.
            Store::Identities => destroyed.count.saturating_sub(1),
            Store::Rejects => done(Step::DeleteRejects).map_or(0, |done| done.count),
            Store::Caches => done(Step::DropCaches).map_or(0, |done| done.count),
            Store::FreePages => done(Step::ReclaimSpace).map_or(0, |done| done.count),
            _ => done(Step::Clear(store)).map_or(0, |done| done.count),
        };
        let stores = Store::ALL
            .iter()
            .map(|store| (*store, (treatment(*store, self.depth), count(*store))))
            .collect();
        Ok(Certificate {
            id: self.id,
            person: self.person,
            pseudonym: self.pseudonym,
            requested_by: self.requested_by,
            ground: self.ground,
            depth: self.depth,
            requested_at: self.requested_at,
            erased_at: destroyed.at,
            intent,
            log,
            stores,
        })
    }

    fn complete(&self, step: Step, at: Timestamp, count: u64) -> Result<Self, ErasureRefused> {
        if self.next() != Some(step) {
            return Err(ErasureRefused::OutOfOrder);
        }
        let mut next = self.clone();
        next.done.push(Done { step, at, count });
        Ok(next)
    }
}

#[cfg(test)]
mod tests;
