//! Assessing: whoever a commit may have changed is looked at again, and alerts follow.
//!
//! Promises: after a pass, what is stored equals what a replay computes. A pass that is cut short is taken up again: the work list is
//! cleared in the same transaction that stores the results.

use std::sync::Arc;

use ombud_detect::{Baselines, CompiledPolicy, Observed, assess, assessment_digest, risk_factors};
use ombud_model::alert::{Alert, AlertStatus, RiskFactors};
use ombud_model::assessment::Assessment;
use ombud_model::insight::{self, Insight};
use ombud_model::review::SeenCount;
use ombud_model::{AlertId, Day, PersonId, PolicyId};
use ombud_store::records::{AlertChange, AssessmentCommit, MarkDirty, NewAssessment};
use ombud_store::{Records, StoreError};
use parking_lot::RwLock;
use rustc_hash::FxHashMap;

use super::holds::drawn;
use super::{AppError, Ombud, Rules};

/// Persons per transaction.
const AT_A_TIME: u64 = 2_000;
/// Under this key lies the fingerprint of the baselines that stored assessments were computed with.
const BASELINES: &str = "assessed-baselines";

/// What a pass did to alerts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AssessTally {
    pub opened: u64,
    pub updated: u64,
}

impl AssessTally {
    pub(super) fn add(&mut self, other: Self) {
        self.opened += other.opened;
        self.updated += other.updated;
    }
}

/// A person's insights in canonical order, with the day of their first activity.
pub(super) struct History {
    pub person: PersonId,
    pub first_day: Day,
    pub insights: Vec<Insight>,
}

impl History {
    /// `None` without insights. A person of whom only facts are known, no activity, counts from the first fact on.
    pub(super) fn new(
        person: PersonId,
        first_day: Option<Day>,
        insights: Vec<Insight>,
    ) -> Option<Self> {
        let insights = insight::normalise(insights);
        let first_day = first_day.or(insights.first().map(|insight| insight.day))?;
        (!insights.is_empty()).then_some(Self {
            person,
            first_day,
            insights,
        })
    }

    /// What is known of the person, with what was seen when alerts were decided on, and the days in scope by hand.
    pub(super) fn observed<'a>(
        &'a self,
        seen: &'a [SeenCount],
        by_hand: &'a [(Day, Day)],
    ) -> Observed<'a> {
        Observed {
            seen,
            by_hand,
            ..Observed::new(self.first_day, &self.insights)
        }
    }
}

/// What there was of a person under a policy before they are assessed.
struct Before<'a> {
    digest: Option<&'a Vec<u8>>,
    open: Option<Alert>,
}

/// What is usual in the organisation, by its fingerprint: kept in memory, because totals of many days are read to compute it.
#[derive(Default)]
pub(super) struct AssessedOn(RwLock<Option<(String, Arc<Baselines>)>>);

/// The fingerprint as it is stored.
fn named(baselines: &Baselines) -> String {
    blake3::Hash::from_bytes(baselines.fingerprint())
        .to_hex()
        .to_string()
}

/// Stored digests by person and policy.
type Stored = FxHashMap<(PersonId, PolicyId), Vec<u8>>;

impl Ombud {
    /// Assesses everybody on the work list, and everybody in scope when the baselines have moved.
    pub async fn assess_pending(&self) -> Result<AssessTally, AppError> {
        let _pass = self.assessing.lock().await;
        // Without an agreement where one is needed, or before everything was computed anew under it, the work waits.
        if !self.is_settled() {
            return Ok(AssessTally::default());
        }
        let rules = self.rules();
        let records = self.store.records();
        let baselines = self.baselines().await?;
        let fingerprint = named(&baselines);
        let mut stored: Stored = Stored::default();
        for digest in records.digests(None).await? {
            stored.insert((digest.person, digest.policy), digest.digest);
        }
        let moved = records.value(BASELINES).await?.as_deref() != Some(fingerprint.as_str());
        if moved && !stored.is_empty() {
            let mut persons: Vec<PersonId> = stored.keys().map(|&(person, _)| person).collect();
            persons.sort_unstable();
            persons.dedup();
            records
                .transaction(async |work| work.mark_dirty(MarkDirty::Persons(persons)).await)
                .await?;
        }
        let mut tally = AssessTally::default();
        loop {
            let done = records.next_dirty(AT_A_TIME).await?;
            if done.persons.is_empty() {
                break;
            }
            // Who is shown as another one keeps nothing: the other is assessed over what both did.
            let mut persons = done.persons.clone();
            let aliases = records.aliases();
            persons.extend(done.persons.iter().map(|&person| aliases.resolve(person)));
            persons.sort_unstable();
            persons.dedup();
            let mut commit = self.judge(&rules, &baselines, &persons, &stored).await?;
            self.assign_opened(&mut commit).await?;
            commit.done = done;
            let joined = records.commit_assessments(commit).await?;
            self.followers.wake();
            tally.opened += joined.opened;
            tally.updated += joined.joined;
        }
        if moved {
            records
                .transaction(async |work| work.put_value(BASELINES, &fingerprint).await)
                .await?;
        }
        Ok(tally)
    }

    async fn judge(
        &self,
        rules: &Rules,
        baselines: &Baselines,
        persons: &[PersonId],
        stored: &Stored,
    ) -> Result<AssessmentCommit, AppError> {
        let records = self.store.records();
        let mut open: FxHashMap<(PersonId, PolicyId), Alert> = FxHashMap::default();
        for alert in records.open_alerts_of(persons).await? {
            open.insert((alert.person, alert.policy), alert);
        }
        let (decided, by_hand) = (self.decided(persons).await?, self.by_hand().await?);
        let mut commit = AssessmentCommit::default();
        let mut histories: FxHashMap<PersonId, History> = histories(records, persons)
            .await?
            .into_iter()
            .map(|history| (history.person, history))
            .collect();
        let coverage = self.coverage();
        for &person in persons {
            let history = histories.remove(&person).filter(|_| coverage.has(person));
            for policy in &rules.policies {
                let key = (person, policy.policy().id);
                let history = history.as_ref().filter(|_| rules.applies(policy));
                let seen = decided.seen(person, policy.policy().id);
                let assessed = history.and_then(|history| {
                    let by_hand = by_hand.windows(person, policy.policy().id);
                    let observed = history.observed(&seen, by_hand);
                    assess(&self.content, policy, person, &observed, baselines)
                });
                let open = open.remove(&key);
                match assessed {
                    Some(assessment) => {
                        let digest = stored.get(&key);
                        self.keep(&mut commit, policy, assessment, Before { digest, open })?
                    }
                    None => {
                        if stored.contains_key(&key) {
                            commit.removed.push(key);
                        }
                        commit
                            .alerts
                            .extend(open.map(|alert| AlertChange::Withdraw(alert.id)));
                    }
                }
            }
        }
        Ok(commit)
    }

    /// Stores an assessment that differs from the stored one, and lets its alert follow.
    fn keep(
        &self,
        commit: &mut AssessmentCommit,
        policy: &CompiledPolicy,
        assessment: Assessment,
        before: Before<'_>,
    ) -> Result<(), AppError> {
        let digest = assessment_digest(&assessment, policy).0.to_vec();
        let is_stored = before.digest == Some(&digest);
        // An open alert follows all the same: it may have been decided on, and be open again since.
        if is_stored && before.open.is_none() {
            return Ok(());
        }
        let alert = self.alert(&assessment, before.open.as_ref())?;
        match (alert, before.open) {
            (Some(alert), None) => commit.alerts.push(AlertChange::Open(alert)),
            (Some(alert), Some(old)) if alert != old => {
                commit.alerts.push(AlertChange::Join(alert))
            }
            (Some(_), Some(_)) | (None, None) => {}
            // Nobody has looked at it yet, and the evidence no longer carries it.
            (None, Some(old)) => commit.alerts.push(AlertChange::Withdraw(old.id)),
        }
        if !is_stored {
            commit
                .assessments
                .push(NewAssessment { assessment, digest });
        }
        Ok(())
    }

    /// The alert that the assessment calls for, under the id of the open one.
    fn alert(
        &self,
        assessment: &Assessment,
        open: Option<&Alert>,
    ) -> Result<Option<Alert>, AppError> {
        let (true, Some(first_activity), Some(last_activity)) = (
            assessment.alert,
            assessment.first_activity,
            assessment.last_activity,
        ) else {
            return Ok(None);
        };
        let alert = match open {
            Some(alert) => alert.clone(),
            None => Alert {
                id: AlertId(self.drawn_in_order()?),
                person: assessment.person,
                policy: assessment.policy,
                status: AlertStatus::NeedsReview,
                score: assessment.score,
                severity: assessment.score.severity(),
                evidence: assessment.evidence,
                insights: assessment.insights,
                first_activity,
                last_activity,
                trigger: String::new(),
                factors: RiskFactors::default(),
                opened: self.clock.now(),
                assignee: None,
                version: 1,
                decision: None,
            },
        };
        Ok(Some(Alert {
            score: assessment.score,
            severity: assessment.score.severity(),
            evidence: assessment.evidence,
            insights: assessment.insights,
            first_activity,
            last_activity,
            trigger: assessment.scope.trigger.clone(),
            factors: risk_factors(&self.content, &assessment.ledger),
            ..alert
        }))
    }

    /// Ordered by the time of opening: 48 bits of milliseconds, the rest random.
    pub(super) fn drawn_in_order(&self) -> Result<u128, AppError> {
        let millis = u128::from(self.clock.now().millis().unsigned_abs());
        Ok((millis << 80) | (drawn()? >> 48))
    }

    /// What is usual in the organisation, as the stored assessments were made on it. It is computed once for as long as they stand.
    pub(super) async fn assessed_on(&self) -> Result<Arc<Baselines>, AppError> {
        let stored = self.store.records().value(BASELINES).await?;
        if let Some((name, baselines)) = &*self.assessed_on.0.read()
            && stored.as_ref() == Some(name)
        {
            return Ok(Arc::clone(baselines));
        }
        let baselines = Arc::new(self.baselines().await?);
        *self.assessed_on.0.write() = Some((named(&baselines), Arc::clone(&baselines)));
        Ok(baselines)
    }

    /// What is usual in the organisation, from the stored totals.
    pub(super) async fn baselines(&self) -> Result<Baselines, AppError> {
        let records = self.store.records();
        let totals = records.org_days().await?;
        let population = records.population().await?;
        Ok(baselines(
            &self.content,
            &population,
            totals
                .into_iter()
                .map(|org| (org.day, org.indicator, org.total)),
        ))
    }
}

/// Baselines from the number of persons first seen per day and the totals per day and indicator.
pub(super) fn baselines(
    content: &ombud_detect::Content,
    population: &[(Day, u64)],
    totals: impl IntoIterator<Item = (Day, ombud_model::IndicatorCode, u64)>,
) -> Baselines {
    let (Some(first), Some(last)) = (
        population.iter().map(|(day, _)| *day).min(),
        population.iter().map(|(day, _)| *day).max(),
    ) else {
        return Baselines::new(content, Day(0), &[], []);
    };
    let mut new_persons = vec![0; usize::try_from(last.since(first)).unwrap_or(0) + 1];
    for (day, count) in population {
        let at = usize::try_from(day.since(first)).unwrap_or(0);
        if let Some(slot) = new_persons.get_mut(at) {
            *slot += count;
        }
    }
    Baselines::new(content, first, &new_persons, totals)
}

/// The insights of each of the persons who has any.
pub(super) async fn histories(
    records: &Records,
    persons: &[PersonId],
) -> Result<Vec<History>, AppError> {
    let mut first_days: FxHashMap<PersonId, Day> =
        records.first_days_of(persons).await?.into_iter().collect();
    let mut histories = Vec::new();
    for (person, bodies) in records.insights_of(persons).await? {
        let mut insights = Vec::new();
        for body in bodies {
            let corrupt = |error: insight::BadPack| StoreError::Corrupt {
                what: "insights",
                value: error.to_string(),
            };
            insight::unpack(&body, &mut insights).map_err(corrupt)?;
        }
        histories.extend(History::new(person, first_days.remove(&person), insights));
    }
    Ok(histories)
}
