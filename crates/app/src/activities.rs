//! Recorded activities, asked for with an SQL predicate.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::concerned::{Concerned, Noting};
use super::pseudonyms::Pseudonyms;
use super::{AppError, Caller, Ombud};
use ombud_access::{Kind, Resource};
use ombud_model::{Operation, PersonId};
pub use ombud_query::ActivityRow;
use ombud_query::{Limits, PseudonymLookup, QueryError, Whom};
use ombud_store::records::Aliases;

/// Both directions between pseudonyms and the persons within reach. Nobody else has a name here, so a pseudonym out of reach is one that
/// does not exist.
struct Names {
    everybody: Arc<Pseudonyms>,
    whom: Whom,
}

impl PseudonymLookup for Names {
    fn pseudonym(&self, person: PersonId) -> Option<String> {
        let shown_as = self.everybody.aliases.resolve(person);
        let pseudonym = self.everybody.by_person.get(&shown_as)?;
        self.whom
            .includes(shown_as)
            .then(|| String::from(&**pseudonym))
    }

    fn person(&self, pseudonym: &str) -> Option<PersonId> {
        let person = self.everybody.by_pseudonym.get(pseudonym).copied();
        person.filter(|&person| self.whom.includes(person))
    }

    fn all_of(&self, person: PersonId) -> Vec<PersonId> {
        self.everybody.aliases.members(person)
    }
}

/// With everybody who is one with somebody in it.
pub(super) fn everybody_of(whom: &Whom, aliases: &Aliases) -> Whom {
    let all = |persons: &BTreeSet<PersonId>| {
        let all = aliases.members_of_all(persons.iter().copied());
        all.into_iter().collect()
    };
    match whom {
        Whom::Everybody => Whom::Everybody,
        Whom::EverybodyBut(persons) => Whom::EverybodyBut(all(persons)),
        Whom::Only(persons) => Whom::Only(all(persons)),
    }
}

impl From<QueryError> for AppError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Predicate(_) | QueryError::TooCostly { .. } => {
                AppError::Invalid(error.to_string())
            }
            QueryError::History(_) => AppError::internal(error),
        }
    }
}

impl Ombud {
    /// The newest activities for which the predicate holds.
    pub async fn find_activities(
        &self,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<ActivityRow>, AppError> {
        self.find_activities_of(&Whom::Everybody, predicate, limit, &Concerned::default())
            .await
    }

    /// As [`Ombud::find_activities`], of those that the caller may see. Notes who is named, and whose activities are given.
    pub(super) async fn find_activities_of(
        &self,
        whom: &Whom,
        predicate: &str,
        limit: usize,
        concerned: &Concerned,
    ) -> Result<Vec<ActivityRow>, AppError> {
        let records = self.store.records();
        let mut segments = records.segments().await?;
        let (agreed, now) = (self.agreed(), self.clock.now());
        segments.retain(|meta| agreed.allows_source(&meta.source, now).is_ok());
        let whom = &self.coverage().within(whom);
        let names = Arc::new(Names {
            everybody: self.pseudonyms().await?,
            whom: whom.clone(),
        });
        let whom = &everybody_of(whom, &names.everybody.aliases);
        let rows = ombud_query::activities(
            &self.history_reader,
            &segments,
            predicate,
            limit,
            Arc::new(Noting::new(Arc::clone(&names), concerned)),
            whom,
            Limits::default(),
        )
        .await?;
        let shown = rows.iter().filter_map(|row| row.person.as_deref());
        concerned.note(shown.filter_map(|pseudonym| names.person(pseudonym)));
        Ok(rows)
    }

    /// The newest `limit` activities for which the predicate holds; `predicate` is untrusted text.
    pub async fn query_activities(
        &self,
        caller: &Caller,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<ActivityRow>, AppError> {
        let list = Resource::list(Kind::Person);
        self.authorize_reading(
            caller,
            Operation::QueryActivities,
            list,
            async |permit, concerned| {
                let whom = permit.whom(caller, &self.governance());
                self.find_activities_of(&whom, predicate, limit, &concerned)
                    .await
            },
        )
        .await
    }
}
