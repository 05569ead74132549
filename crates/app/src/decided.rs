//! What was decided on: what whoever decided had seen counts no more.
//!
//! Promises: of several decisions on alerts of a person under a policy, the most that any of them had seen counts as seen.

use std::collections::BTreeMap;

use ombud_model::review::{Seen, SeenCount};
use ombud_model::{AlertId, Day, IndicatorCode, PersonId, PolicyId};
use ombud_store::records::DecidedAlert;
use rustc_hash::FxHashMap;

use super::{AppError, Ombud};

/// Decisions by person and policy, the alert that was opened first at the beginning.
#[derive(Default)]
pub(super) struct Decided(FxHashMap<(PersonId, PolicyId), Vec<DecidedAlert>>);

impl Decided {
    /// What was seen of a person under a policy, by day and indicator.
    pub(super) fn seen(&self, person: PersonId, policy: PolicyId) -> Vec<SeenCount> {
        self.seen_before(person, policy, None)
    }

    /// The same, of alerts that were opened before this one.
    pub(super) fn seen_before(
        &self,
        person: PersonId,
        policy: PolicyId,
        alert: Option<AlertId>,
    ) -> Vec<SeenCount> {
        let decided = self.0.get(&(person, policy)).map_or(&[][..], Vec::as_slice);
        let earlier = decided
            .iter()
            .filter(|one| alert.is_none_or(|alert| one.alert < alert));
        let mut most: BTreeMap<(Day, IndicatorCode), u64> = BTreeMap::new();
        for one in earlier.flat_map(|one| &one.seen.counts) {
            let known = most.entry((one.day, one.indicator)).or_default();
            *known = one.count.max(*known);
        }
        let seen = |((day, indicator), count)| SeenCount {
            day,
            indicator,
            count,
        };
        most.into_iter().map(seen).collect()
    }

    /// The day of the last decision on an alert of a person under a policy.
    pub(super) fn last(&self, person: PersonId, policy: PolicyId) -> Option<Day> {
        let decided = self.0.get(&(person, policy))?;
        decided.iter().map(|one| one.decision.at.day()).max()
    }

    /// What whoever decided on this alert had seen.
    pub(super) fn of(&self, alert: AlertId) -> Option<&Seen> {
        let mut decided = self.0.values().flatten();
        let found = decided.find(|one| one.alert == alert);
        found.map(|one| &one.seen)
    }
}

impl Ombud {
    /// What was decided on alerts of these persons.
    pub(super) async fn decided(&self, persons: &[PersonId]) -> Result<Decided, AppError> {
        let mut decided = Decided::default();
        for one in self.store.records().decided_of(persons).await? {
            let key = (one.person, one.policy);
            decided.0.entry(key).or_default().push(one);
        }
        Ok(decided)
    }
}
