//! Alerts and their ledgers.

mod choices;
mod explanation;
mod export;
mod search;
mod sight;
mod spotlight;
mod together;

use ombud_access::{Kind, Resource};
use ombud_model::alert::{Alert, AlertPosition, AlertStatus, RiskFactor, RiskFactors};
use ombud_model::assessment::{LedgerLine, Scope, Score};
use ombud_model::policy::AlertVolume;
use ombud_model::review::AlertDecision;
use ombud_model::{AccountId, AlertId, Day, Operation, PersonId, Severity, Timestamp, UnitId};
use ombud_store::records::{AlertFilter, NamedAlert, WholeAlert};
use rustc_hash::FxHashMap;
use serde::Serialize;

pub use self::choices::AlertChoices;
pub use self::explanation::{AlertActivities, AlertExplanation};
pub use self::search::SearchText;
use self::sight::Sight;
pub use self::spotlight::SpotlightReason;
use super::authorization::{Governance, Permit};
use super::concerned::Concerned;
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
    /// Indicator id of the most recent trigger.
    pub trigger: Option<String>,
    pub factor: Option<RiskFactor>,
    /// Of persons in that admin unit.
    pub unit: Option<UnitId>,
    pub search: Option<SearchText>,
    /// Alerts of one person that rest on the same activities are one entry.
    pub together: bool,
}

/// An alert that stands with the entry of another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct JoinedAlert {
    pub id: AlertId,
    pub policy: String,
    pub score: Score,
    pub version: u64,
}

impl JoinedAlert {
    fn of(alert: &Alert, rules: &Rules) -> Self {
        Self {
            id: alert.id,
            policy: rules.name_of(alert.policy),
            score: alert.score,
            version: alert.version,
        }
    }
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
    /// Indicator id of the most recent trigger; empty in the list of whoever may not read the alert, as are the two below.
    pub trigger: String,
    pub risk_factors: RiskFactors,
    /// Why the alert is in the spotlight; empty when it is not.
    pub spotlight: Vec<SpotlightReason>,
    pub opened: Timestamp,
    /// Until when it is to be decided on, while it waits.
    pub due: Option<Timestamp>,
    pub assignee: Option<AccountId>,
    /// Raised by every decision, assignment and change of score.
    pub version: u64,
    pub decision: Option<AlertDecision>,
    /// Alerts of the same person on the same activities, where they were asked for as one entry.
    pub joined: Vec<JoinedAlert>,
}

/// One alert with everything that made its score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AlertDetail {
    #[serde(flatten)]
    pub alert: AlertSummary,
    pub scope: Scope,
    /// The points of all lines add up exactly to the score.
    pub ledger: Vec<LedgerLine>,
    /// Lines without points: what came after the peak day, and the strongest of other times in scope.
    pub not_counted: Vec<LedgerLine>,
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
            .find_alerts_page_of(&Sight::Everybody, query, after, limit)
            .await?;
        Ok(page
            .into_iter()
            .map(|alert| (alert.position, alert.summary))
            .collect())
    }

    /// As [`Ombud::find_alerts_page`], of the persons that the caller may see. Of those whose alerts the caller may not read, nothing tells
    /// what the alert rests on: no field, and no filter.
    async fn find_alerts_page_of(
        &self,
        sight: &Sight<'_>,
        query: &AlertQuery,
        mut after: Option<AlertPosition>,
        limit: u64,
    ) -> Result<Vec<ListedAlert>, AppError> {
        let governance = self.governance();
        let is_wanted = |person| {
            let in_unit = |unit| {
                let units = governance.members.get(&person);
                units.is_some_and(|units| units.contains(unit))
            };
            let asks_behind = query.trigger.is_some() || query.factor.is_some();
            query.unit.as_ref().is_none_or(in_unit)
                && sight.lists(person)
                && (!asks_behind || sight.reads(person))
        };
        let Some(filter) = self.filter_of_alerts(query, sight).await? else {
            return Ok(Vec::new());
        };
        let (mut alerts, coverage) = (Vec::<(NamedAlert, Vec<Alert>)>::new(), self.coverage());
        loop {
            let page = self
                .store
                .records()
                .named_alerts_page(&filter, after, limit)
                .await?;
            let is_last = (page.len() as u64) < limit;
            after = page.last().map(|last| AlertPosition::from(&last.alert));
            let is_shown = |found: &NamedAlert| {
                let person = found.alert.person;
                coverage.has(person) && is_wanted(person)
            };
            let wanted = page.iter().filter(|found| is_shown(found)).cloned();
            match query.together {
                true => alerts.extend(self.together(wanted.collect(), &filter).await?),
                false => alerts.extend(wanted.map(|alert| (alert, Vec::new()))),
            }
            if is_last || alerts.len() as u64 >= limit {
                break;
            }
        }
        alerts.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(self.listed(sight, alerts))
    }

    /// Alerts as they stand in a list, each with those that stand with it.
    fn listed(&self, sight: &Sight<'_>, alerts: Vec<(NamedAlert, Vec<Alert>)>) -> Vec<ListedAlert> {
        let rules = self.rules();
        let listed = |(named, joined): (NamedAlert, Vec<Alert>)| {
            let NamedAlert {
                alert, pseudonym, ..
            } = named;
            let mut summary = self.summary(&alert, pseudonym, &rules);
            if !sight.reads(alert.person) {
                summary.trigger.clear();
                summary.risk_factors = RiskFactors::default();
                summary.spotlight.clear();
            }
            summary
                .joined
                .extend(joined.iter().map(|joined| JoinedAlert {
                    id: joined.id,
                    policy: rules.name_of(joined.policy),
                    score: joined.score,
                    version: joined.version,
                }));
            ListedAlert {
                position: AlertPosition::from(&alert),
                person: alert.person,
                summary,
            }
        };
        alerts.into_iter().map(listed).collect()
    }

    /// `None` when nothing can match.
    async fn filter_of_alerts(
        &self,
        query: &AlertQuery,
        sight: &Sight<'_>,
    ) -> Result<Option<AlertFilter>, AppError> {
        let policy = query
            .policy
            .as_deref()
            .map(|name| self.rules().named(name).map(|policy| policy.policy().id))
            .transpose()?;
        let person = match &query.person {
            Some(pseudonym) => match self.store.records().person_by_pseudonym(pseudonym).await? {
                Some(person) => Some(person),
                None => return Ok(None),
            },
            None => None,
        };
        let found = match &query.search {
            Some(text) => Some(self.search_alerts(text, sight).await?),
            None => None,
        };
        let start = |day: Day| Timestamp::from_millis(day.start_millis()).ok();
        Ok(Some(AlertFilter {
            policy,
            severity: query.severity,
            status: query.status,
            person,
            assignee: query.assignee,
            from: query.from.and_then(start),
            until: query.to.and_then(|day| start(day.plus(1))),
            overdue_at: query.overdue.then(|| self.clock.now()),
            trigger: query.trigger.clone(),
            factor: query.factor,
            found,
            ids: None,
        }))
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
        match self.store.records().whole_alert(id).await? {
            Some(found) => self.detail_of(found).await,
            None => Ok(None),
        }
    }

    /// `None` where the person is not covered, or nothing is known of how the alert came about.
    async fn detail_of(&self, found: WholeAlert) -> Result<Option<AlertDetail>, AppError> {
        let WholeAlert {
            alert,
            pseudonym,
            assessment: Some(assessment),
            ..
        } = found
        else {
            return Ok(None);
        };
        if !self.coverage().has(alert.person) {
            return Ok(None);
        }
        // The ledger of a decided alert is the one that the decider saw.
        let lines = match alert.decision {
            Some(_) => {
                let decided = self.decided(&[alert.person]).await?;
                decided.of(alert.id).map(|seen| seen.ledger.clone())
            }
            None => Some(assessment.ledger),
        };
        let lines = lines.unwrap_or_default().into_iter();
        let (ledger, not_counted) = lines.partition(|line| line.points > 0);
        let detail = AlertDetail {
            alert: self.summary(&alert, pseudonym, &self.rules()),
            scope: assessment.scope,
            ledger,
            not_counted,
        };
        Ok(Some(detail))
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

    /// Alerts by falling evidence (and so by falling score), then by rising id: the order of [`AlertPosition`]. `prepare` makes the answer
    /// of them.
    pub async fn list_alerts<T>(
        &self,
        caller: &Caller,
        query: &AlertQuery,
        page: Page<AlertPosition>,
        prepare: impl FnOnce(Listed<AlertSummary, AlertPosition>) -> T,
    ) -> Result<T, AppError> {
        // One more than asked for tells whether there is a next page.
        let list = Resource::list(Kind::Alert);
        let read = async |permit: Permit, concerned: Concerned| {
            let sight = self.sight_of(caller, permit)?;
            let mut found = self
                .find_alerts_page_of(&sight, query, page.after, page.limit as u64 + 1)
                .await?;
            let more = found.len() > page.limit;
            found.truncate(page.limit);
            let persons = found.iter().map(|alert| alert.person);
            concerned.note(persons);
            Ok::<_, AppError>((found, more))
        };
        let prepare = |(found, more): (Vec<ListedAlert>, bool)| {
            let next = found.last().filter(|_| more).map(|alert| alert.position);
            let entries = found.into_iter().map(|alert| alert.summary).collect();
            prepare(Listed { entries, next })
        };
        self.authorize_answer(caller, Operation::ListAlerts, list, read, prepare)
            .await
    }

    /// The alert with that id; `None` also when the caller may not see it.
    pub async fn show_alert(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
    ) -> Result<Option<AlertDetail>, AppError> {
        let stored = match id.id() {
            Some(id) => self.store.records().whole_alert(id).await?,
            None => None,
        };
        let found = match stored {
            Some(whole) => {
                let (id, person) = (whole.alert.id, whole.alert.person);
                let act = Act::new(Operation::ReadAlert).on(id).about(person);
                let resource = Resource::alert(self.subject(person));
                self.authorize_reading(caller, act, resource, async |_, _| {
                    let several_wait = whole.several_wait;
                    let Some(mut detail) = self.detail_of(whole).await? else {
                        return Ok(None);
                    };
                    if several_wait {
                        detail.alert.joined = self.joined_with(id, person).await?;
                    }
                    Ok(Some(detail))
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
        let evidence = self.content.scoring().times_the_bar(alert.evidence, volume);
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
            evidence,
            trigger: alert.trigger.clone(),
            risk_factors: alert.factors,
            spotlight: spotlight::spotlight(&self.content, alert, evidence),
            opened: alert.opened,
            due: alert.due(),
            assignee: alert.assignee,
            version: alert.version,
            decision: alert.decision.clone(),
            joined: Vec::new(),
        }
    }
}
