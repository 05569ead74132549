//! Persons under their pseudonyms, and in scope of what.

use ombud_access::{Kind, Resource};
use ombud_model::assessment::{Scope, Score};
use ombud_model::{Operation, PersonId};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::authorization::Permit;
use super::concerned::Concerned;
use super::requests::{Listed, Page, PersonFilter};
use super::{AppError, Caller, Ombud};

/// One monitored person, as they are shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PersonSummary {
    /// Pseudonym.
    pub person: String,
    /// Whether the person is in scope of at least one policy.
    pub in_scope: bool,
    pub policies: Vec<PersonScope>,
}

/// One policy that a person is in scope of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PersonScope {
    /// Name of the policy.
    pub policy: String,
    pub scope: Scope,
    pub score: Score,
}

/// Persons and assessments read at a time.
const PAGE: u64 = 5_000;

impl Ombud {
    /// Persons by pseudonym; with `in_scope` only those in scope of a policy.
    pub async fn find_persons(&self, in_scope: bool) -> Result<Vec<PersonSummary>, AppError> {
        let persons = self.find_persons_of(&|_| true, in_scope).await?;
        Ok(persons.into_iter().map(|(_, summary)| summary).collect())
    }

    /// As [`Ombud::find_persons`], of those that the caller may see.
    pub(super) async fn find_persons_of(
        &self,
        sees: &(dyn Fn(PersonId) -> bool + Sync),
        in_scope: bool,
    ) -> Result<Vec<(PersonId, PersonSummary)>, AppError> {
        let (mut scopes, coverage) = (self.scopes().await?, self.coverage());
        let sees = |person| coverage.has(person) && sees(person);
        let mut all = Vec::new();
        let mut summary = |person: PersonId, pseudonym: String| {
            let policies = scopes.remove(&person).unwrap_or_default();
            let summary = PersonSummary {
                person: pseudonym,
                in_scope: !policies.is_empty(),
                policies,
            };
            (person, summary)
        };
        if in_scope {
            let persons: Vec<PersonId> = self.scopes().await?.into_keys().collect();
            let persons = persons.into_iter().filter(|person| sees(*person));
            all.extend(
                self.pseudonyms_of(persons)
                    .await?
                    .into_iter()
                    .map(|(person, pseudonym)| summary(person, pseudonym)),
            );
        } else {
            let mut after = None;
            loop {
                let page = self.store.records().persons_page(after, PAGE).await?;
                let Some(&(last, _)) = page.last() else { break };
                after = Some(last);
                let page = page.into_iter().filter(|(person, _)| sees(*person));
                all.extend(page.map(|(person, pseudonym)| summary(person, pseudonym)));
            }
        }
        all.sort_by(|(_, a), (_, b)| a.person.cmp(&b.person));
        Ok(all)
    }

    /// What each person in scope is in scope of.
    async fn scopes(&self) -> Result<FxHashMap<PersonId, Vec<PersonScope>>, AppError> {
        let rules = self.rules();
        let mut scopes: FxHashMap<PersonId, Vec<PersonScope>> = FxHashMap::default();
        let mut after = None;
        loop {
            let page = self
                .store
                .records()
                .assessments_page(None, after, PAGE)
                .await?;
            let Some(last) = page.last() else {
                return Ok(scopes);
            };
            after = Some((last.assessment.person, last.assessment.policy));
            for stored in page {
                let assessment = stored.assessment;
                scopes
                    .entry(assessment.person)
                    .or_default()
                    .push(PersonScope {
                        policy: rules.name_of(assessment.policy),
                        scope: assessment.scope,
                        score: assessment.score,
                    });
            }
        }
    }

    /// Persons by pseudonym; the position is the pseudonym of the last one returned.
    pub async fn list_persons(
        &self,
        caller: &Caller,
        filter: PersonFilter,
        page: Page<String>,
    ) -> Result<Listed<PersonSummary, String>, AppError> {
        let list = Resource::list(Kind::Person);
        let list_persons = async |permit: Permit, concerned: Concerned| {
            let governance = self.governance();
            let sees = |person| permit.reaches(caller, &governance, person);
            let persons = self.find_persons_of(&sees, filter.in_scope).await?;
            let start = page.after.map_or(0, |after| {
                persons.partition_point(|(_, summary)| summary.person <= after)
            });
            let more = persons.len() > start + page.limit;
            let (shown, entries): (Vec<PersonId>, Vec<PersonSummary>) =
                persons.into_iter().skip(start).take(page.limit).unzip();
            concerned.note(shown);
            Ok::<_, AppError>((entries, more))
        };
        let found = self.authorize_reading(caller, Operation::ListPersons, list, list_persons);
        let (entries, more) = found.await?;
        let next = entries
            .last()
            .filter(|_| more)
            .map(|person| person.person.clone());
        Ok(Listed { entries, next })
    }
}
