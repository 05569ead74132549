//! One person, under a pseudonym: units, what they are in scope of, and what was recognised of them day by day.
//!
//! Promises: nothing of it is a name, and nobody learns more of a person out of sight than of one who does not exist.

use ombud_detect::{CompiledPolicy, PersonDay, person_days};
use ombud_model::{Day, Operation, PersonId, UnitId};

use super::assess::{History, histories};
use super::persons::PersonScope;
use super::{Act, AppError, Caller, Ombud};

/// Days that are shown at most.
const MOST_DAYS: i32 = 190;

/// A person with the days that were asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonDetail {
    /// Pseudonym.
    pub person: String,
    /// Admin units that the person is in today.
    pub units: Vec<UnitId>,
    /// Policies that the person is or was in scope of.
    pub policies: Vec<PersonScope>,
    /// Day of the first activity; `None` where nothing was recognised.
    pub first_day: Option<Day>,
    /// Day of the last activity that was recognised.
    pub last_day: Option<Day>,
    /// The first and the last day that are shown.
    pub from: Day,
    pub to: Day,
    /// By day and indicator.
    pub days: Vec<PersonDay>,
}

/// Which days are shown: those up to `to`, the last day of the person where it is not given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WantedDays {
    to: Option<Day>,
    /// 1 to [`MOST_DAYS`].
    days: i32,
}

impl WantedDays {
    /// [`AppError::Invalid`] for fewer days than 1 and more than 190.
    pub fn new(to: Option<Day>, days: i32) -> Result<Self, AppError> {
        match (1..=MOST_DAYS).contains(&days) {
            true => Ok(Self { to, days }),
            false => Err(AppError::Invalid(format!(
                "`days` is {days}: choose 1 to {MOST_DAYS}"
            ))),
        }
    }
}

impl Ombud {
    /// The person behind a pseudonym. Whoever is out of sight and whoever does not exist are the same: [`AppError::OutOfSight`].
    pub async fn read_person(
        &self,
        caller: &Caller,
        pseudonym: &str,
        wanted: WantedDays,
    ) -> Result<PersonDetail, AppError> {
        let act = Act::new(Operation::ReadPerson);
        let read = self.authorize_person(caller, act, pseudonym, async |person, _| {
            self.person_detail(person, wanted).await
        });
        read.await.map_err(AppError::hidden)
    }

    async fn person_detail(
        &self,
        person: PersonId,
        wanted: WantedDays,
    ) -> Result<PersonDetail, AppError> {
        if !self.coverage().has(person) {
            return Err(AppError::OutOfSight);
        }
        let pseudonym = self.pseudonyms_of([person]).await?.remove(&person);
        let history = histories(self.store.records(), &[person]).await?.pop();
        let activities = history.iter().flat_map(|history| &history.insights);
        let last_day = activities
            .filter(|insight| !insight.is_presence())
            .map(|insight| insight.day)
            .max();
        let today = self.clock.now().day();
        let to = wanted.to.or(last_day).unwrap_or(today);
        let from = to.plus(1 - wanted.days);
        let days = match &history {
            Some(history) => self.days_of(history, from, to).await?,
            None => Vec::new(),
        };
        let units = self.governance().units_of(person);
        Ok(PersonDetail {
            person: pseudonym.ok_or(AppError::OutOfSight)?,
            units: units.into_iter().collect(),
            policies: self.scopes_of(person).await?,
            first_day: history.map(|history| history.first_day),
            last_day,
            from,
            to,
            days,
        })
    }

    /// What the person did from the first day to the last one, by day and indicator. Nothing of somebody whom the agreement does not cover:
    /// [`AppError::OutOfSight`].
    pub(super) async fn days_of_person(
        &self,
        person: PersonId,
        from: Day,
        to: Day,
    ) -> Result<Vec<PersonDay>, AppError> {
        let person = self.store.records().aliases().resolve(person);
        if !self.coverage().has(person) {
            return Err(AppError::OutOfSight);
        }
        match histories(self.store.records(), &[person]).await?.pop() {
            Some(history) => self.days_of(&history, from, to).await,
            None => Ok(Vec::new()),
        }
    }

    async fn days_of(
        &self,
        history: &History,
        from: Day,
        to: Day,
    ) -> Result<Vec<PersonDay>, AppError> {
        let (rules, baselines) = (self.rules(), self.assessed_on().await?);
        let by_hand = self.by_hand().await?;
        let of = |policy: &CompiledPolicy| by_hand.windows(history.person, policy.policy().id);
        let policies: Vec<_> = rules.enabled().map(|one| (one, of(one))).collect();
        let observed = history.observed(&[], &[]);
        let mut days = person_days(&self.content, &policies, &observed, &baselines);
        days.retain(|day| (from..=to).contains(&day.day));
        Ok(days)
    }

    /// What the person is or was in scope of.
    async fn scopes_of(&self, person: PersonId) -> Result<Vec<PersonScope>, AppError> {
        let rules = self.rules();
        let stored = self
            .store
            .records()
            .assessments_of_persons(&[person])
            .await?;
        let scope = |assessment: ombud_model::assessment::Assessment| PersonScope {
            policy: rules.name_of(assessment.policy),
            scope: assessment.scope,
            score: assessment.score,
        };
        Ok(stored
            .into_iter()
            .map(|stored| scope(stored.assessment))
            .collect())
    }
}
