//! Alerts and their ledgers.

use ombud_access::{Kind, Resource};
use ombud_model::alert::{Alert, AlertPosition, AlertStatus};
use ombud_model::assessment::{LedgerLine, Scope, Score};
use ombud_model::policy::AlertVolume;
use ombud_model::review::AlertDecision;
use ombud_model::{AccountId, AlertId, Day, Operation, PersonId, Severity, Timestamp};
use ombud_store::records::AlertFilter;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::authorization::Permit;
use super::concerned::Underway;
use super::requests::{Listed, Page, WantedId};
use super::{Act, AppError, Caller, Ombud, Rules};

/// Which alerts; all conditions hold together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AlertQuery {
    pub policy: Option<String>,
    pub severity: Option<Severity>,
    pub status: Option<AlertStatus>,
    /// Who is to decide; `Some(None)` for alerts that nobody was given.
    pub assignee: Option<Option<AccountId>>,
    /// Pseudonym.
    pub person: Option<String>,
    /// First and last day of the last activity.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Only those that wait longer than their severity allows.
    pub overdue: bool,
}

/// One alert, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AlertSummary {
    pub id: AlertId,
    /// Pseudonym.
    pub person: String,
    /// Name of the policy.
    pub policy: String,
    /// Follows from the score.
    pub severity: Severity,
    pub score: Score,
    pub first_activity: Timestamp,
    pub last_activity: Timestamp,
    pub status: AlertStatus,
    /// Scored insights that the alert is made of.
    pub insights: u32,
    /// Evidence over what opens an alert under its policy, in hundredths. Not capped.
    pub evidence: u64,
    pub opened: Timestamp,
    /// Until when it is to be decided on, while it waits.
    pub due: Option<Timestamp>,
    pub assignee: Option<AccountId>,
    /// Raised by every decision, assignment and change of score.
    pub version: u64,
    pub decision: Option<AlertDecision>,
}

/// One alert with everything that made its score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AlertDetail {
    #[serde(flatten)]
    pub alert: AlertSummary,
    pub scope: Scope,
    /// The points of all lines add up exactly to the score.
    pub ledger: Vec<LedgerLine>,
}

/// An alert as it stands in a list.
pub(super) struct ListedAlert {
    /// Where in the list.
    pub(super) position: AlertPosition,
    pub(super) person: PersonId,
    pub(super) summary: AlertSummary,
}

/// Alerts read at a time.
const PAGE: u64 = 1_000;

impl Ombud {
    /// At most `limit` alerts after `after`, the strongest evidence first, each with where it stands.
    pub async fn find_alerts_page(
        &self,
        query: &AlertQuery,
        after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<(AlertPosition, AlertSummary)>, AppError> {
        let page = self
            .find_alerts_page_of(&|_| true, query, after, limit)
            .await?;
        Ok(page
            .into_iter()
            .map(|alert| (alert.position, alert.summary))
            .collect())
    }

    /// As [`Ombud::find_alerts_page`], of the persons that the caller may see.
    pub(super) async fn find_alerts_page_of(
        &self,
        sees: &(dyn Fn(PersonId) -> bool + Sync),
        query: &AlertQuery,
        mut after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<ListedAlert>, AppError> {
        let rules = self.rules();
        let policy = query
            .policy
            .as_deref()
            .map(|name| rules.named(name))
            .transpose()?
            .map(|policy| policy.policy().id);
        let person = match &query.person {
            Some(pseudonym) => match self.store.records().person_by_pseudonym(pseudonym).await? {
                Some(person) => Some(person),
                None => return Ok(Vec::new()),
            },
            None => None,
        };
        let start = |day: Day| Timestamp::from_millis(day.start_millis()).ok();
        let filter = AlertFilter {
            policy,
            severity: query.severity,
            status: query.status,
            person,
            assignee: query.assignee,
            from: query.from.and_then(start),
            until: query.to.and_then(|day| start(day.plus(1))),
            overdue_at: query.overdue.then(|| self.clock.now()),
        };
        let (mut alerts, coverage) = (Vec::<Alert>::new(), self.coverage());
        loop {
            let page = self
                .store
                .records()
                .alerts_page(&filter, after, limit)
                .await?;
            let is_last = (page.len() as u64) < limit;
            after = page.last().map(AlertPosition::from);
            alerts.extend(
                page.into_iter()
                    .filter(|alert| coverage.has(alert.person) && sees(alert.person)),
            );
            if is_last || alerts.len() as u64 >= limit {
                break;
            }
        }
        alerts.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let pseudonyms = self
            .pseudonyms_of(alerts.iter().map(|alert| alert.person))
            .await?;
        let summary = |alert: Alert| {
            let person = pseudonyms.get(&alert.person).cloned().unwrap_or_default();
            ListedAlert {
                position: AlertPosition::from(&alert),
                person: alert.person,
                summary: self.summary(&alert, person, &rules),
            }
        };
        Ok(alerts.into_iter().map(summary).collect())
    }

    /// All alerts, the strongest evidence first.
    pub async fn find_alerts(&self, query: &AlertQuery) -> Result<Vec<AlertSummary>, AppError> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.find_alerts_page(query, cursor, PAGE).await?;
            let Some((last, _)) = page.last() else {
                return Ok(all);
            };
            cursor = Some(*last);
            all.extend(page.into_iter().map(|(_, summary)| summary));
        }
    }

    /// The alert with its ledger; `None` when there is none with that id.
    pub async fn find_alert(&self, id: AlertId) -> Result<Option<AlertDetail>, AppError> {
        let records = self.store.records();
        let Some(alert) = records
            .alert(id)
            .await?
            .filter(|alert| self.coverage().has(alert.person))
        else {
            return Ok(None);
        };
        let Some(stored) = records.assessment(alert.person, alert.policy).await? else {
            return Ok(None);
        };
        let person = self
            .pseudonyms_of([alert.person])
            .await?
            .remove(&alert.person)
            .unwrap_or_default();
        Ok(Some(AlertDetail {
            alert: self.summary(&alert, person, &self.rules()),
            scope: stored.assessment.scope,
            ledger: stored.assessment.ledger,
        }))
    }

    pub(super) async fn pseudonyms_of(
        &self,
        persons: impl IntoIterator<Item = PersonId>,
    ) -> Result<FxHashMap<PersonId, String>, AppError> {
        let mut persons: Vec<PersonId> = persons.into_iter().collect();
        persons.sort_unstable();
        persons.dedup();
        Ok(self
            .store
            .records()
            .pseudonyms(&persons)
            .await?
            .into_iter()
            .collect())
    }

    /// Alerts by falling evidence (and so by falling score), then by rising id: the order of [`AlertPosition`].
    pub async fn list_alerts(
        &self,
        caller: &Caller,
        query: &AlertQuery,
        page: Page<AlertPosition>,
    ) -> Result<Listed<AlertSummary, AlertPosition>, AppError> {
        // One more than asked for tells whether there is a next page.
        let list = Resource::list(Kind::Alert);
        let list_alerts = async |permit: Permit, underway: Underway| {
            let governance = self.governance();
            let sees = |person| permit.reaches(caller, &governance, person);
            let mut found = self
                .find_alerts_page_of(&sees, query, page.after, page.limit as u64 + 1)
                .await?;
            let more = found.len() > page.limit;
            found.truncate(page.limit);
            let persons = found.iter().map(|alert| alert.person);
            underway.concerned().note(persons);
            Ok::<_, AppError>((found, more))
        };
        let found = self.authorize(caller, Operation::ListAlerts, list, list_alerts);
        let (found, more) = found.await?;
        let next = found.last().filter(|_| more).map(|alert| alert.position);
        Ok(Listed {
            entries: found.into_iter().map(|alert| alert.summary).collect(),
            next,
        })
    }

    /// The alert with that id; `None` also when the caller may not see it.
    pub async fn show_alert(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
    ) -> Result<Option<AlertDetail>, AppError> {
        let found = match self.stored_alert(id).await? {
            Some(Alert { id, person, .. }) => {
                let act = Act::new(Operation::ReadAlert).on(id).about(person);
                let resource = Resource::alert(self.subject(person));
                self.authorize(caller, act, resource, async |_, _| {
                    self.find_alert(id).await
                })
                .await
            }
            None => self.refuse_missing(caller, Operation::ReadAlert).await,
        };
        match found {
            // The same answer as for one that does not exist.
            Err(AppError::OutOfSight) => Ok(None),
            other => other,
        }
    }

    fn summary(&self, alert: &Alert, person: String, rules: &Rules) -> AlertSummary {
        let policy = rules.with_id(alert.policy);
        let volume = policy.map_or(AlertVolume::Default, |policy| policy.policy().alert_volume);
        AlertSummary {
            id: alert.id,
            person,
            policy: rules.name_of(alert.policy),
            severity: alert.score.severity(),
            score: alert.score,
            first_activity: alert.first_activity,
            last_activity: alert.last_activity,
            status: alert.status,
            insights: alert.insights,
            evidence: self.content.scoring().times_the_bar(alert.evidence, volume),
            opened: alert.opened,
            due: alert.due(),
            assignee: alert.assignee,
            version: alert.version,
            decision: alert.decision.clone(),
        }
    }
}
