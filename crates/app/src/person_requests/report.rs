//! The report on what one person did in a period, for the one who asked for it.
//!
//! Promises: it is made when it is read, from what is stored, and kept nowhere; it goes to the account that asked, while the request is in
//! force, and to nobody else; it holds no name.

use std::collections::BTreeMap;

use ombud_detect::{Family, PersonDay};
use ombud_guard::person_request::Wanted;
use ombud_identity::unmask::Purpose;
use ombud_model::{AccountId, Day, Operation, PersonRequestId, Timestamp, UnitId};

use super::refused;
use crate::requests::WantedId;
use crate::{AppError, Caller, Ombud};

/// What one person did in a period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UserReport {
    /// Pseudonym.
    pub person: String,
    /// Admin units that the person is in today.
    pub units: Vec<UnitId>,
    pub from: Day,
    pub to: Day,
    pub purpose: Purpose,
    pub asked_by: AccountId,
    pub approved_by: AccountId,
    pub approved_at: Timestamp,
    /// Until when it can be read.
    pub until: Timestamp,
    /// By day and indicator.
    pub days: Vec<PersonDay>,
    pub by_indicator: Vec<IndicatorTotal>,
    pub by_day: Vec<DayTotal>,
}

/// What was done of one indicator in the whole period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IndicatorTotal {
    /// Indicator id.
    pub indicator: String,
    pub family: Family,
    /// Days on which there was anything.
    pub days: u64,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
}

/// What was done on one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayTotal {
    pub day: Day,
    pub count: u64,
    /// How many of them with sensitive information.
    pub sensitive: u64,
}

impl Ombud {
    /// The report that was asked for and approved. [`AppError::Conflict`] while it is not approved, and when its time is over.
    pub async fn read_user_report(
        &self,
        caller: &Caller,
        id: WantedId<PersonRequestId>,
    ) -> Result<UserReport, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let operation = Operation::ReadUserReport;
        let (read, act, resource) = self.known_person_request(caller, operation, id).await?;
        self.authorize(caller, act, resource, async |_, _| {
            let request = self.genuine_request(&read.value)?;
            let now = self.clock.now();
            // Another account of the same human has not asked: what it may see is judged for itself.
            if request.by().account != principal.party.account {
                return Err(AppError::Forbidden(
                    "a report is read with the account that asked for it".to_owned(),
                ));
            }
            let Wanted::UserReport { from, to } = *request.wanted() else {
                return Err(AppError::Conflict(
                    "this request is for scoring by hand: no report comes of it".to_owned(),
                ));
            };
            let (approval, until) = request.in_force(now).map_err(refused)?;
            let purpose = request.purpose();
            self.agreed().allows_purpose(purpose.name(), now)?;
            let person = request.person();
            let pseudonym = self.pseudonyms_of([person]).await?.remove(&person);
            let days = self.days_of_person(person, from, to).await?;
            Ok(UserReport {
                person: pseudonym.ok_or(AppError::OutOfSight)?,
                units: self.governance().units_of(person).into_iter().collect(),
                from,
                to,
                purpose,
                asked_by: request.by().account,
                approved_by: approval.by.account,
                approved_at: approval.at,
                until,
                by_indicator: by_indicator(&days),
                by_day: by_day(&days),
                days,
            })
        })
        .await
    }
}

/// By the indicator's id.
fn by_indicator(days: &[PersonDay]) -> Vec<IndicatorTotal> {
    let mut totals: BTreeMap<&str, IndicatorTotal> = BTreeMap::new();
    for day in days {
        let total = totals
            .entry(&day.indicator)
            .or_insert_with(|| IndicatorTotal {
                indicator: day.indicator.clone(),
                family: day.family,
                days: 0,
                count: 0,
                sensitive: 0,
            });
        total.days += 1;
        total.count += day.facets.total;
        total.sensitive += day.facets.sensitive;
    }
    totals.into_values().collect()
}

/// Days on which there was anything, the first one first.
fn by_day(days: &[PersonDay]) -> Vec<DayTotal> {
    let mut totals: BTreeMap<Day, DayTotal> = BTreeMap::new();
    for day in days {
        let total = totals.entry(day.day).or_insert(DayTotal {
            day: day.day,
            count: 0,
            sensitive: 0,
        });
        total.count += day.facets.total;
        total.sensitive += day.facets.sensitive;
    }
    totals.into_values().collect()
}
