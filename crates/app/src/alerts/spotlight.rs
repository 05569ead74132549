//! The spotlight: alerts that are worth looking at first, each with the reasons.
//!
//! Promises: a pure function of the alert; an alert without reasons is not in the spotlight.

use ombud_detect::{Content, Family};
use ombud_model::Severity;
use ombud_model::alert::{Alert, RiskFactor};
use serde::Serialize;

/// Why an alert is in the spotlight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpotlightReason {
    /// A fact about the employment brought the person in scope.
    EmploymentFact,
    /// The evidence is many times what opens an alert.
    MuchEvidence,
    Sensitive,
    PriorityContent,
    UnallowedDomain,
    /// Data was collected or packed before data went out.
    CollectedBefore,
}

/// Evidence is much from here on, in hundredths of what opens an alert.
const MUCH_EVIDENCE: u64 = 1_000;
/// An alert of high severity with so many reasons is in the spotlight.
const REASONS: usize = 3;

/// The reasons; none for an alert that is not in the spotlight. `evidence` is in hundredths of what opens an alert.
pub(super) fn spotlight(content: &Content, alert: &Alert, evidence: u64) -> Vec<SpotlightReason> {
    let context = content
        .indicator(&alert.trigger)
        .is_some_and(|one| one.family == Family::Context);
    let has = |factor| alert.factors.has(factor);
    let reasons: Vec<SpotlightReason> = [
        (SpotlightReason::EmploymentFact, context),
        (SpotlightReason::MuchEvidence, evidence >= MUCH_EVIDENCE),
        (SpotlightReason::Sensitive, has(RiskFactor::Sensitive)),
        (
            SpotlightReason::PriorityContent,
            has(RiskFactor::PriorityContent),
        ),
        (
            SpotlightReason::UnallowedDomain,
            has(RiskFactor::UnallowedDomain),
        ),
        (
            SpotlightReason::CollectedBefore,
            has(RiskFactor::CollectedBefore),
        ),
    ]
    .into_iter()
    .filter_map(|(reason, holds)| holds.then_some(reason))
    .collect();
    match alert.severity == Severity::High && reasons.len() >= REASONS {
        true => reasons,
        false => Vec::new(),
    }
}
