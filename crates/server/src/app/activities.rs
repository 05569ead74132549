//! Recorded activities, asked for with an SQL predicate.

use std::sync::Arc;

use ombud_model::PersonId;
use ombud_query::{ActivityRow, Limits, PseudonymLookup, QueryError, Whom};
use rustc_hash::FxHashMap;

use super::audit::Refusal;
use super::concerned::{Concerned, Noting};
use super::{AppError, Ombud};

const PAGE: u64 = 20_000;

/// Both directions between pseudonyms and the persons within reach, in memory for the time of one question. Nobody else has a name
/// here, so a pseudonym out of reach is one that does not exist.
#[derive(Default)]
struct Names {
    by_person: FxHashMap<PersonId, String>,
    by_pseudonym: FxHashMap<String, PersonId>,
}

impl PseudonymLookup for Names {
    fn pseudonym(&self, person: PersonId) -> Option<String> {
        self.by_person.get(&person).cloned()
    }

    fn person(&self, pseudonym: &str) -> Option<PersonId> {
        self.by_pseudonym.get(pseudonym).copied()
    }
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ActivitiesError {
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    App(#[from] AppError),
}

impl Refusal for ActivitiesError {
    fn is_refusal(&self) -> bool {
        match self {
            ActivitiesError::App(error) => error.is_refusal(),
            ActivitiesError::Query(error) => !matches!(error, QueryError::History(_)),
        }
    }
}

impl From<ActivitiesError> for AppError {
    fn from(error: ActivitiesError) -> Self {
        match error {
            ActivitiesError::App(error) => error,
            ActivitiesError::Query(
                error @ (QueryError::Predicate(_) | QueryError::TooCostly { .. }),
            ) => AppError::Invalid(error.to_string()),
            ActivitiesError::Query(error) => AppError::internal(error),
        }
    }
}

impl Ombud {
    /// The newest activities for which the predicate holds.
    pub async fn activities(
        &self,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<ActivityRow>, ActivitiesError> {
        self.activities_of(&Whom::Everybody, predicate, limit, &Concerned::default())
            .await
    }

    /// As [`Ombud::activities`], of those that the caller may see. Notes who is named, and whose activities are given.
    pub(super) async fn activities_of(
        &self,
        whom: &Whom,
        predicate: &str,
        limit: usize,
        concerned: &Concerned,
    ) -> Result<Vec<ActivityRow>, ActivitiesError> {
        let records = self.store.records();
        let mut segments = records.segments().await.map_err(AppError::from)?;
        let (agreed, now) = (self.agreed(), self.clock.now());
        segments.retain(|meta| agreed.allows_source(&meta.source, now).is_ok());
        let whom = &self.coverage().within(whom);
        let names = Arc::new(self.names_within(whom).await?);
        let history = self.store.history();
        let rows = ombud_query::activities(
            history,
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
    async fn names_within(&self, whom: &Whom) -> Result<Names, AppError> {
        let (mut names, mut after) = (Names::default(), None);
        loop {
            let page = self.store.records().persons_page(after, PAGE).await?;
            let Some(&(last, _)) = page.last() else {
                return Ok(names);
            };
            after = Some(last);
            for (person, pseudonym) in page {
                if whom.includes(person) {
                    names.by_pseudonym.insert(pseudonym.clone(), person);
                    names.by_person.insert(person, pseudonym);
                }
            }
        }
    }
}
