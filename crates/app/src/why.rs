//! "Why is it silent?": the conditions from source to alert, each met or not.

use ombud_detect::{CompiledPolicy, Condition, why_person, why_policy};
use ombud_model::{IndicatorCode, Kind, PersonId};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::assess::histories;
use super::{AppError, Ombud};

/// The conditions of one policy, of one source, or of one person under every policy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Why {
    /// The policy, the source or the pseudonym that was asked about.
    pub about: String,
    pub policy: String,
    pub conditions: Vec<Condition>,
    /// The text of the first condition that is not met; `None` when all hold.
    pub first_unmet: Option<String>,
}

impl Ombud {
    /// `target` is a policy's name, a source, a pseudonym or a person's id.
    pub async fn explain(&self, target: &str) -> Result<Vec<Why>, AppError> {
        let rules = self.rules();
        if let Ok(policy) = rules.named(target) {
            return Ok(vec![self.explain_policy(policy).await?]);
        }
        if ombud_connect::source(target).is_some() {
            return Ok(vec![self.explain_source(target).await?]);
        }
        let records = self.store.records();
        let person = match target.parse() {
            Ok(person) => Some(person),
            Err(_) => records.person_by_pseudonym(target).await?,
        };
        let unknown = || {
            AppError::NotFound(format!(
                "`{target}` is neither a policy nor a person nor a source: see `ombud policy list`, `ombud persons` and `ombud sources`"
            ))
        };
        self.explain_found_person(person.ok_or_else(unknown)?)
            .await?
            .ok_or_else(unknown)
    }

    /// The conditions of one person under every policy; `None` when there is no such person.
    pub(super) async fn explain_found_person(
        &self,
        person: PersonId,
    ) -> Result<Option<Vec<Why>>, AppError> {
        let (rules, records) = (self.rules(), self.store.records());
        if !self.coverage().has(person) {
            return Ok(None);
        }
        let Some(pseudonym) = self.pseudonyms_of([person]).await?.remove(&person) else {
            return Ok(None);
        };
        let history = histories(records, &[person]).await?.into_iter().next();
        let unseen = records.first_days_of(&[person]).await?.is_empty();
        let unseen = unseen.then(|| Condition {
            met: false,
            text: "only HR data name the person, no log does".to_owned(),
        });
        let baselines = self.baselines().await?;
        if rules.policies.is_empty() {
            let none = Condition {
                met: false,
                text: "there is no policy: create one with `ombud policy create`".to_owned(),
            };
            return Ok(Some(vec![report(&pseudonym, "", vec![none])]));
        }
        let (decided, by_hand) = (self.decided(&[person]).await?, self.by_hand().await?);
        let shown_as = records.aliases().resolve(person);
        let judge = |policy: &CompiledPolicy| {
            let mut conditions = self.what_is_agreed(policy);
            let policy_id = policy.policy().id;
            match &history {
                Some(history) => {
                    conditions.extend(unseen.clone());
                    conditions.extend(decided.last(person, policy_id).map(|day| Condition {
                        met: true,
                        text: format!(
                            "an alert was decided on, last on {day}: since then the score is of what was not seen"
                        ),
                    }));
                    let seen = decided.seen(person, policy_id);
                    let by_hand = by_hand.windows(shown_as, policy_id);
                    let observed = history.observed(&seen, by_hand);
                    conditions.extend(why_person(&self.content, policy, &observed, &baselines));
                }
                None => {
                    let text = "nothing that the person did has been recorded".to_owned();
                    conditions.push(Condition { met: false, text });
                }
            }
            report(&pseudonym, &policy.policy().name, conditions)
        };
        Ok(Some(rules.policies.iter().map(judge).collect()))
    }

    /// The person behind a pseudonym.
    pub async fn find_person(&self, pseudonym: &str) -> Result<PersonId, AppError> {
        let found = self.store.records().person_by_pseudonym(pseudonym).await?;
        found.ok_or_else(|| {
            AppError::NotFound(format!(
                "there is no person `{pseudonym}`: see `ombud persons`"
            ))
        })
    }

    /// What an agreement must say for the policy to work; nothing where none is needed.
    fn what_is_agreed(&self, policy: &CompiledPolicy) -> Vec<Condition> {
        let (agreed, now) = (self.agreed(), self.clock.now());
        if !agreed.is_needed() {
            return Vec::new();
        }
        if let Err(refusal) = agreed.allows_template(&policy.policy().template, now) {
            return vec![Condition {
                met: false,
                text: refusal.to_string(),
            }];
        }
        let id = |code| {
            self.content
                .by_code(code)
                .map(|indicator| indicator.id.as_str())
        };
        let triggers: Vec<&str> = policy.triggers().filter_map(|(code, _)| id(code)).collect();
        let scored = self
            .content
            .indicators()
            .iter()
            .filter(|indicator| policy.scores(indicator.code));
        let scored: Vec<&str> = scored.map(|indicator| indicator.id.as_str()).collect();
        let judged = |what: &str, named: &[&str]| {
            let allowed = named
                .iter()
                .filter(|indicator| agreed.allows_indicator(indicator, now).is_ok())
                .count();
            let text = format!(
                "the agreement in force names {allowed} of the {} indicators {what}",
                named.len()
            );
            Condition {
                met: allowed > 0,
                text,
            }
        };
        vec![
            judged("that bring somebody in scope", &triggers),
            judged("that the policy scores", &scored),
        ]
    }

    /// Whether something that HR data say can bring somebody in scope of the policy.
    fn waits_for_hr(&self, policy: &CompiledPolicy) -> bool {
        let of_hr = |kind: &Kind| {
            matches!(
                kind,
                Kind::Resigned
                    | Kind::Terminated
                    | Kind::LastWorkingDay
                    | Kind::JobLevelChanged
                    | Kind::PerformanceReviewed
                    | Kind::ImprovementPlanStarted
            )
        };
        policy.triggers().any(|(code, _)| {
            self.content
                .by_code(code)
                .is_some_and(|indicator| indicator.conditions.kinds.iter().any(of_hr))
        })
    }

    /// That people of the HR data occur in no log, and how many; nothing when all do.
    async fn unseen_persons(&self, met: bool) -> Result<Option<Condition>, AppError> {
        let records = self.store.records();
        let unseen = records.unseen_count().await?;
        let all = records.person_count().await?;
        Ok((unseen > 0).then(|| Condition {
            met,
            text: format!(
                "{unseen} of {all} persons occur in HR data but in no log: compare the addresses of the HR file with the names in the log, \
                 or add a column that names the account, such as `UserPrincipalName`"
            ),
        }))
    }

    async fn explain_source(&self, source: &str) -> Result<Why, AppError> {
        let stats = self.store.records().source_stats().await?;
        let (accepted, rejected) = stats
            .iter()
            .filter(|stats| stats.source == source)
            .fold((0, 0), |(accepted, rejected), stats| {
                (accepted + stats.accepted, rejected + stats.rejected)
            });
        let mut conditions = vec![Condition {
            met: accepted > 0,
            text: format!("{accepted} records accepted"),
        }];
        if rejected > 0 {
            conditions.push(Condition {
                met: true,
                text: format!("{rejected} records rejected: see `ombud rejects list`"),
            });
        }
        if source == "hr" {
            conditions.extend(self.unseen_persons(false).await?);
        }
        Ok(report(source, "", conditions))
    }

    pub(super) async fn explain_policy(&self, policy: &CompiledPolicy) -> Result<Why, AppError> {
        let records = self.store.records();
        let mut conditions = self.what_is_agreed(policy);
        let accepted: u64 = records
            .source_stats()
            .await?
            .iter()
            .map(|stats| stats.accepted)
            .sum();
        conditions.push(match accepted {
            0 => Condition {
                met: false,
                text: "no source has delivered any record: see `ombud ingest --help`".to_owned(),
            },
            n => Condition {
                met: true,
                text: format!("{n} records accepted from sources"),
            },
        });
        let mut totals: FxHashMap<IndicatorCode, u64> = FxHashMap::default();
        for org in records.org_days().await? {
            *totals.entry(org.indicator).or_default() += org.total;
        }
        conditions.extend(why_policy(&self.content, policy, &|code| {
            totals.get(&code).copied().unwrap_or(0)
        }));
        let in_scope = records.digests(Some(policy.policy().id)).await?.len();
        let alerts = records
            .alert_count(&ombud_store::records::AlertFilter {
                policy: Some(policy.policy().id),
                ..Default::default()
            })
            .await?;
        conditions.push(Condition {
            met: in_scope > 0,
            text: format!("{in_scope} persons are or were in scope"),
        });
        if self.waits_for_hr(policy) {
            conditions.extend(self.unseen_persons(alerts > 0).await?);
        }
        conditions.push(Condition {
            met: alerts > 0,
            text: format!("{alerts} alerts: `ombud why PERSON` says what one person lacks"),
        });
        Ok(report(
            &policy.policy().name,
            &policy.policy().name,
            conditions,
        ))
    }
}

fn report(about: &str, policy: &str, conditions: Vec<Condition>) -> Why {
    let first_unmet = conditions
        .iter()
        .find(|condition| !condition.met)
        .map(|condition| condition.text.clone());
    Why {
        about: about.to_owned(),
        policy: policy.to_owned(),
        conditions,
        first_unmet,
    }
}
