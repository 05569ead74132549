//! Tuning: what would become of a policy's alerts if one of its indicators counted less.
//!
//! Promises: nothing is changed; counts only; the persons whom the caller may not see are not counted.

use ombud_access::{Kind, Resource};
use ombud_detect::{Baselines, CompiledPolicy, assess};
use ombud_model::alert::{AlertPosition, AlertStatus};
use ombud_model::policy::{Policy, Thresholds};
use ombud_model::{Operation, PersonId};
use ombud_store::records::AlertFilter;
use rustc_hash::FxHashSet;

use super::assess::{History, histories};
use super::authorization::Permit;
use super::{Act, AppError, Caller, Ombud};

/// Persons looked at in one go.
const AT_A_TIME: usize = 2_000;
/// Alerts read at a time.
const PAGE: u64 = 1_000;
/// The thresholds that are tried: these times the present ones.
const TIMES: [u32; 3] = [2, 4, 8];

/// What would be changed about the indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TuningChange {
    /// Low, medium and high.
    Thresholds([u32; 3]),
    /// The policy does not score it any more.
    Off,
}

/// What a change would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TuningOption {
    pub change: TuningChange,
    /// As it stands in a policy file and behind `--set`.
    pub setting: String,
    /// How many persons would have an alert.
    pub alerts: u64,
    /// How many would not have one any more.
    pub fewer: u64,
    /// How many would have one who have none now.
    pub more: u64,
    /// Of those who would not, how many had an alert of the policy confirmed.
    pub confirmed: u64,
}

/// How an indicator counts under a policy, and what other ways would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tuning {
    pub thresholds: [u32; 3],
    /// How many persons have an alert by the evidence of now, whatever was decided.
    pub alerts: u64,
    pub options: Vec<TuningOption>,
}

/// Who has an alert under each policy that is tried.
struct Trial {
    change: TuningChange,
    policy: CompiledPolicy,
    alerts: FxHashSet<PersonId>,
}

impl Ombud {
    /// What would become of the policy's alerts if the indicator counted less: by higher thresholds, by those that the caller wants to
    /// try, or not at all. `None` when there is no such policy.
    pub async fn preview_tuning(
        &self,
        caller: &Caller,
        policy: &str,
        indicator: &str,
        wanted: Option<[u32; 3]>,
    ) -> Result<Option<Tuning>, AppError> {
        let act = Act::new(Operation::ReadPolicy);
        let list = Resource::list(Kind::Policy);
        self.authorize(caller, act, list, async |_, _| {
            let alerts = Resource::list(Kind::Alert);
            let permit = match self.ask(caller, Operation::ListAlerts, &alerts) {
                Ok(permit) => Some(permit),
                Err(AppError::Forbidden(_)) => None,
                Err(error) => return Err(error),
            };
            let governance = self.governance();
            let sees = |person| {
                let reaches = |permit: &Permit| permit.reaches(caller, &governance, person);
                permit.as_ref().is_none_or(reaches)
            };
            let rules = self.rules();
            let Ok(now) = rules.named(policy) else {
                return Ok(None);
            };
            let thresholds = thresholds_of(now.policy(), indicator)?;
            let mut trials = self.trials(now, indicator, thresholds, wanted)?;
            let present = self.try_out(now, &mut trials, &sees).await?;
            let confirmed = self.confirmed_under(now.policy()).await?;
            let option = |trial: Trial| {
                let gone = present.difference(&trial.alerts);
                TuningOption {
                    change: trial.change,
                    setting: setting(trial.change, indicator),
                    alerts: trial.alerts.len() as u64,
                    fewer: gone.clone().count() as u64,
                    more: trial.alerts.difference(&present).count() as u64,
                    confirmed: gone.filter(|person| confirmed.contains(person)).count() as u64,
                }
            };
            Ok(Some(Tuning {
                thresholds,
                alerts: present.len() as u64,
                options: trials.into_iter().map(option).collect(),
            }))
        })
        .await
    }

    fn trials(
        &self,
        now: &CompiledPolicy,
        indicator: &str,
        thresholds: [u32; 3],
        wanted: Option<[u32; 3]>,
    ) -> Result<Vec<Trial>, AppError> {
        let higher = TIMES.map(|times| thresholds.map(|count| count.saturating_mul(times)));
        let wanted = wanted.map(TuningChange::Thresholds);
        let changes = wanted
            .into_iter()
            .chain(higher.map(TuningChange::Thresholds))
            .chain([TuningChange::Off]);
        let mut trials = Vec::new();
        for change in changes {
            match self.trial(now, indicator, change) {
                Ok(trial) => trials.push(trial),
                // What nobody asked for and cannot be, is not tried: a policy that scores nothing else, thresholds without room.
                Err(_) if Some(change) != wanted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(trials)
    }

    fn trial(
        &self,
        now: &CompiledPolicy,
        indicator: &str,
        change: TuningChange,
    ) -> Result<Trial, AppError> {
        let mut policy = now.policy().clone();
        match (change, policy.indicators.get_mut(indicator)) {
            (TuningChange::Thresholds(counts), Some(rule)) => {
                rule.thresholds = Thresholds::try_from(counts)
                    .map_err(|error| AppError::Invalid(error.to_string()))?;
            }
            _ => {
                policy.indicators.remove(indicator);
            }
        }
        let policy = CompiledPolicy::new(&self.content, policy)
            .map_err(|error| AppError::Invalid(error.to_string()))?;
        Ok(Trial {
            change,
            policy,
            alerts: FxHashSet::default(),
        })
    }

    /// Assesses everybody in scope under each of the trials. Who has an alert now.
    async fn try_out(
        &self,
        now: &CompiledPolicy,
        trials: &mut [Trial],
        sees: &(dyn Fn(PersonId) -> bool + Sync),
    ) -> Result<FxHashSet<PersonId>, AppError> {
        let records = self.store.records();
        let (baselines, coverage) = (self.baselines().await?, self.coverage());
        let persons: Vec<PersonId> = records
            .digests(Some(now.policy().id))
            .await?
            .into_iter()
            .map(|digest| digest.person)
            .filter(|person| coverage.has(*person) && sees(*person))
            .collect();
        let mut present = FxHashSet::default();
        for some in persons.chunks(AT_A_TIME) {
            for history in histories(records, some).await? {
                if self.has_alert(now, &history, &baselines) {
                    present.insert(history.person);
                }
                for trial in trials.iter_mut() {
                    if self.has_alert(&trial.policy, &history, &baselines) {
                        trial.alerts.insert(history.person);
                    }
                }
            }
        }
        Ok(present)
    }

    /// Decisions play no role: alerts that were confirmed are among those that are counted, and nobody is in scope by hand.
    fn has_alert(&self, policy: &CompiledPolicy, history: &History, baselines: &Baselines) -> bool {
        let observed = history.observed(&[], &[]);
        let assessment = assess(&self.content, policy, history.person, &observed, baselines);
        assessment.is_some_and(|assessment| assessment.alert)
    }

    async fn confirmed_under(&self, policy: &Policy) -> Result<FxHashSet<PersonId>, AppError> {
        let filter = AlertFilter {
            policy: Some(policy.id),
            status: Some(AlertStatus::Confirmed),
            ..AlertFilter::default()
        };
        let (mut persons, mut after) = (FxHashSet::default(), None);
        loop {
            let records = self.store.records();
            let page = records.alerts_page(&filter, after, PAGE).await?;
            persons.extend(page.iter().map(|alert| alert.person));
            match page.last() {
                Some(last) if page.len() as u64 == PAGE => after = Some(AlertPosition::from(last)),
                _ => return Ok(persons),
            }
        }
    }
}

fn thresholds_of(policy: &Policy, indicator: &str) -> Result<[u32; 3], AppError> {
    let rule = policy.indicators.get(indicator).ok_or_else(|| {
        AppError::Invalid(format!(
            "policy `{}` does not score `{indicator}`: choose one of its indicators",
            policy.name
        ))
    })?;
    Ok(rule.thresholds.into())
}

fn setting(change: TuningChange, indicator: &str) -> String {
    match change {
        TuningChange::Thresholds([low, medium, high]) => {
            format!("thresholds.{indicator}={low},{medium},{high}")
        }
        TuningChange::Off => format!("indicator.{indicator}=off"),
    }
}
