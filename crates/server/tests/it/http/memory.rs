//! The smallest program that HTTP can stand before: use cases in memory, for what HTTP itself promises. The real ones are tested apart.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use ombud_server::app::Caller;
use ombud_server::http::ports::{
    AlertFilter, AlertPosition, Listed, Page, PersonFilter, Presented, Push, UseCaseError, UseCases,
};
use ombud_server::http::wire;

pub(crate) const TOKEN: &str = "ombud_src_m365";
pub(crate) const OTHER_TOKEN: &str = "ombud_src_hr";

type SourceAndKey = (String, String);
type Fingerprint = [u8; 32];

#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) alerts: Vec<(AlertPosition, wire::AlertDetail)>,
    pub(crate) persons: Vec<wire::PersonSummary>,
    pub(crate) not_ready: Option<String>,
    /// A push under the key `hold` waits for this.
    pub(crate) hold: tokio::sync::Notify,
    /// Told when a push under the key `hold` has begun.
    pub(crate) begun: tokio::sync::Notify,
    pub(crate) answers: Mutex<HashMap<SourceAndKey, (Fingerprint, wire::PushResult)>>,
    /// Bodies that were committed, line by line.
    pub(crate) committed: Mutex<Vec<String>>,
}

pub(crate) fn alert(number: usize, score: u8, policy: &str) -> (AlertPosition, wire::AlertDetail) {
    let id = format!("alert-{number:032x}");
    let severity = match score {
        67.. => wire::Severity::High,
        34..67 => wire::Severity::Medium,
        _ => wire::Severity::Low,
    };
    let line = |points: u8, title: &str| wire::LedgerLine {
        points,
        kind: wire::LineKind::Insight,
        title: title.to_owned(),
        indicator: "files-downloaded".to_owned(),
        day: "2026-03-03".to_owned(),
        count: 64,
        threshold: 50,
        without: score - points,
    };
    let ledger = vec![
        line(score / 4, "the shorter line"),
        line(score - score / 4, "the longer line"),
    ];
    let scope = wire::Scope {
        trigger: "resigned".to_owned(),
        triggered: "2026-03-01".to_owned(),
        from: "2026-02-01".to_owned(),
        until: "2026-03-31".to_owned(),
    };
    let detail = wire::AlertDetail {
        id: id.clone(),
        person: format!("amber-otter-{}", 100 + number),
        policy: policy.to_owned(),
        severity,
        score,
        first_activity: "2026-03-03T08:00:00Z".to_owned(),
        last_activity: "2026-03-04T09:30:00.5Z".to_owned(),
        status: wire::AlertStatus::NeedsReview,
        insights: 2,
        scope,
        ledger,
    };
    (
        AlertPosition {
            evidence: Reverse(score.into()),
            id,
        },
        detail,
    )
}

fn summary(detail: &wire::AlertDetail) -> wire::AlertSummary {
    let wire::AlertDetail {
        id,
        person,
        policy,
        severity,
        score,
        first_activity,
        last_activity,
        status,
        insights,
        ..
    } = detail.clone();
    wire::AlertSummary {
        id,
        person,
        policy,
        severity,
        score,
        first_activity,
        last_activity,
        status,
        insights,
    }
}

#[async_trait]
impl UseCases for Memory {
    fn knows_source(&self, source: &str) -> bool {
        ["m365", "hr"].contains(&source)
    }

    async fn token_source(&self, token: &str) -> Result<Option<String>, UseCaseError> {
        Ok(match token {
            TOKEN => Some("m365".to_owned()),
            OTHER_TOKEN => Some("hr".to_owned()),
            _ => None,
        })
    }

    async fn caller(&self, presented: Presented<'_>) -> Result<Caller, UseCaseError> {
        if presented.operator {
            Ok(Caller::Operator)
        } else {
            Err(UseCaseError::NotSignedIn)
        }
    }

    async fn push(&self, mut push: Push) -> Result<wire::PushResult, UseCaseError> {
        match push.idempotency_key.as_str() {
            "panic" => panic!("secret of the inside"),
            "fail" => return Err(UseCaseError::Internal("secret of the inside".into())),
            "hold" => {
                self.begun.notify_one();
                self.hold.notified().await;
            }
            _ => {}
        }
        let key = (push.source.clone(), push.idempotency_key.clone());
        let read = tokio::task::spawn_blocking(move || {
            let lines: std::io::Result<Vec<String>> =
                BufReader::new(&mut push.body).lines().collect();
            lines.map(|lines| (push.body.fingerprint(), lines))
        });
        let read = read
            .await
            .map_err(|error| UseCaseError::Internal(error.into()))?;
        let (fingerprint, lines) = read.map_err(|error| UseCaseError::Internal(error.into()))?;
        let mut answers = self.answers.lock().unwrap();
        if let Some((earlier, result)) = answers.get(&key) {
            return match *earlier == fingerprint {
                true => Ok(wire::PushResult {
                    replayed: true,
                    ..result.clone()
                }),
                false => Err(UseCaseError::KeyReused),
            };
        }
        let mut result = wire::PushResult {
            read: lines.len() as u64,
            ..wire::PushResult::default()
        };
        for (number, line) in lines.iter().enumerate() {
            match serde_json::from_str::<serde_json::Value>(line) {
                Ok(_) => result.accepted += 1,
                Err(_) => {
                    result.rejected += 1;
                    let (place, reason) = (format!("record {}", number + 1), "not JSON".to_owned());
                    result.rejects.push(wire::Reject { place, reason });
                }
            }
        }
        answers.insert(key, (fingerprint, result.clone()));
        self.committed.lock().unwrap().extend(lines);
        Ok(result)
    }

    async fn alerts(
        &self,
        _: &Caller,
        filter: AlertFilter,
        page: Page<AlertPosition>,
    ) -> Result<Listed<wire::AlertSummary, AlertPosition>, UseCaseError> {
        let mut found: Vec<_> = self.alerts.iter().collect();
        found.retain(|(_, alert)| {
            filter
                .policy
                .as_ref()
                .is_none_or(|policy| *policy == alert.policy)
        });
        found.retain(|(_, alert)| {
            filter
                .severity
                .is_none_or(|severity| severity == alert.severity)
        });
        found.retain(|(_, alert)| filter.status.is_none_or(|status| status == alert.status));
        found.sort_by(|one, other| one.0.cmp(&other.0));
        found.retain(|(position, _)| page.after.as_ref().is_none_or(|after| position > after));
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        let next = found
            .last()
            .filter(|_| more)
            .map(|(position, _)| position.clone());
        Ok(Listed {
            entries: found.into_iter().map(|(_, alert)| summary(alert)).collect(),
            next,
        })
    }

    async fn alert(&self, _: &Caller, id: &str) -> Result<Option<wire::AlertDetail>, UseCaseError> {
        match id {
            "panic" => panic!("secret of the inside"),
            "fail" => Err(UseCaseError::Internal("secret of the inside".into())),
            "stuck" => std::future::pending().await,
            _ => Ok(self
                .alerts
                .iter()
                .find(|(position, _)| position.id == id)
                .map(|(_, alert)| alert.clone())),
        }
    }

    async fn persons(
        &self,
        _: &Caller,
        filter: PersonFilter,
        page: Page<String>,
    ) -> Result<Listed<wire::PersonSummary, String>, UseCaseError> {
        let mut found: Vec<_> = self
            .persons
            .iter()
            .filter(|person| person.in_scope || !filter.in_scope)
            .cloned()
            .collect();
        found.sort_by(|one, other| one.person.cmp(&other.person));
        found.retain(|person| {
            page.after
                .as_ref()
                .is_none_or(|after| person.person > *after)
        });
        let more = found.len() > page.limit;
        found.truncate(page.limit);
        let next = found
            .last()
            .filter(|_| more)
            .map(|person| person.person.clone());
        Ok(Listed {
            entries: found,
            next,
        })
    }

    async fn policies(&self, _: &Caller) -> Result<Vec<wire::PolicySummary>, UseCaseError> {
        Ok(vec![wire::PolicySummary {
            id: "policy-1".to_owned(),
            name: "Leavers <b>".to_owned(),
            template: "data-theft-departing-users".to_owned(),
            enabled: true,
            alert_volume: "default".to_owned(),
            activation_days: 30,
            look_back_days: 90,
            triggers: vec!["resigned".to_owned()],
            indicators: vec!["files-downloaded".to_owned()],
        }])
    }

    async fn activities(
        &self,
        _: &Caller,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<wire::ActivityRow>, UseCaseError> {
        match predicate {
            "true" => Ok(Vec::new()),
            _ => Err(UseCaseError::Invalid(format!(
                "the predicate cannot be used with limit {limit}"
            ))),
        }
    }

    async fn readiness(&self) -> Vec<wire::Check> {
        vec![wire::Check {
            name: "records".to_owned(),
            ok: self.not_ready.is_none(),
            problem: self.not_ready.clone(),
        }]
    }
}

pub(crate) fn shared(memory: Memory) -> Arc<Memory> {
    Arc::new(memory)
}
