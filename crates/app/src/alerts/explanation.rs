//! What an alert rests on: by indicator and day with its norm, without its strongest parts, and what its activities say beside the score.
//!
//! Promises: the figures are computed anew from the same insights and by the same rules as the score.

use std::collections::{BTreeMap, BTreeSet};

use ombud_access::Resource;
use ombud_detect::{Explanation, explain};
use ombud_model::alert::Alert;
use ombud_model::{AlertId, Operation};
use ombud_query::{ActivityRow, MAX_ROWS, Whom};

use super::{Act, AppError, Caller, Concerned, Ombud, WantedId};
use crate::assess::histories;

/// What the activities of the person say, from the first to the last that the alert is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertActivities {
    pub counted: u64,
    /// Whether all were looked at; otherwise these are the newest ones.
    pub complete: bool,
    /// By source, the most first.
    pub sources: Vec<(String, u64)>,
    /// By outcome, the most first.
    pub outcomes: Vec<(String, u64)>,
    /// Those that name a sensitive information type.
    pub sensitive: u64,
}

/// What an alert rests on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertExplanation {
    pub explanation: Explanation,
    /// `None` for whoever may not search activities.
    pub activities: Option<AlertActivities>,
}

impl Ombud {
    /// Explains the alert; `None` when there is none, or the caller may not see it, or its policy is gone.
    pub async fn explain_alert(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
    ) -> Result<Option<AlertExplanation>, AppError> {
        let explained = match self.stored_alert(id).await? {
            Some(alert) => {
                let act = Act::new(Operation::ReadAlert)
                    .on(alert.id)
                    .about(alert.person);
                let resource = Resource::alert(self.subject(alert.person));
                self.authorize_reading(caller, act, resource, async |_, concerned| {
                    self.explained(caller, &alert, &concerned).await
                })
                .await
            }
            None => self.refuse_missing(caller, Operation::ReadAlert).await,
        };
        match explained {
            // The same answer as for one that does not exist.
            Err(AppError::OutOfSight) => Ok(None),
            other => other,
        }
    }

    async fn explained(
        &self,
        caller: &Caller,
        alert: &Alert,
        concerned: &Concerned,
    ) -> Result<Option<AlertExplanation>, AppError> {
        let Some(explanation) = self.explanation_of(alert).await? else {
            return Ok(None);
        };
        let activities = self.activities_of(caller, alert, concerned).await?;
        Ok(Some(AlertExplanation {
            explanation,
            activities,
        }))
    }

    async fn explanation_of(&self, alert: &Alert) -> Result<Option<Explanation>, AppError> {
        if !self.coverage().has(alert.person) {
            return Ok(None);
        }
        let records = self.store.records();
        let rules = self.rules();
        let history = histories(records, &[alert.person]).await?.pop();
        let Some((policy, history)) = rules.with_id(alert.policy).zip(history) else {
            return Ok(None);
        };
        let baselines = self.assessed_on().await?;
        let decided = self.decided(&[alert.person]).await?;
        let seen = decided.seen_before(alert.person, alert.policy, Some(alert.id));
        let by_hand = self.by_hand().await?;
        let by_hand = by_hand.windows(alert.person, alert.policy);
        let observed = history.observed(&seen, by_hand);
        Ok(explain(&self.content, policy, &observed, &baselines))
    }

    async fn activities_of(
        &self,
        caller: &Caller,
        alert: &Alert,
        concerned: &Concerned,
    ) -> Result<Option<AlertActivities>, AppError> {
        let subject = Resource::persons(vec![self.subject(alert.person)]);
        match self.ask(caller, Operation::QueryActivities, &subject) {
            Ok(_) => {}
            Err(AppError::Forbidden(_) | AppError::OutOfSight) => return Ok(None),
            Err(error) => return Err(error),
        }
        let during = format!(
            "time >= '{}' AND time <= '{}'",
            alert.first_activity, alert.last_activity
        );
        let whom = Whom::Only(BTreeSet::from([alert.person]));
        let rows = self
            .find_activities_of(&whom, &during, MAX_ROWS, concerned)
            .await?;
        Ok(Some(AlertActivities {
            counted: rows.len() as u64,
            complete: rows.len() < MAX_ROWS,
            sources: counted(&rows, |row| &row.source),
            outcomes: counted(&rows, |row| &row.outcome),
            sensitive: rows
                .iter()
                .filter(|row| !row.sensitive_types.is_empty())
                .count() as u64,
        }))
    }
}

/// How many rows have which text, the most first.
fn counted(rows: &[ActivityRow], text: impl Fn(&ActivityRow) -> &str) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows {
        *counts.entry(text(row)).or_default() += 1;
    }
    let mut counts: Vec<(String, u64)> = counts
        .into_iter()
        .map(|(text, count)| (text.to_owned(), count))
        .collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
