//! Digests: equal for equal results, whatever the order of work and whatever ids an installation drew.

use data_encoding::HEXLOWER;
use ombud_model::assessment::{Assessment, LedgerLine};
use ombud_model::policy::Policy;

use crate::CompiledPolicy;

/// A BLAKE3 hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Digest(pub [u8; 32]);

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", HEXLOWER.encode_display(&self.0))
    }
}

/// Feeds values with their lengths, so that no two different inputs give the same bytes.
struct Canonical(blake3::Hasher);

impl Canonical {
    fn new(domain: &str) -> Self {
        Self(blake3::Hasher::new()).text(domain)
    }

    fn number(mut self, value: i64) -> Self {
        self.0.update(&value.to_le_bytes());
        self
    }

    fn count(mut self, value: u64) -> Self {
        self.0.update(&value.to_le_bytes());
        self
    }

    fn text(mut self, value: &str) -> Self {
        self.0.update(&(value.len() as u64).to_le_bytes());
        self.0.update(value.as_bytes());
        self
    }

    fn maybe(self, value: Option<i64>) -> Self {
        match value {
            None => self.count(0),
            Some(value) => self.count(1).number(value),
        }
    }

    fn hash(mut self, value: &[u8; 32]) -> Self {
        self.0.update(value);
        self
    }

    fn finish(self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }
}

/// Hash of everything in the policy but its id.
pub(crate) fn policy_fingerprint(policy: &Policy) -> [u8; 32] {
    let mut bytes = Canonical::new("ombud policy 1")
        .text(&policy.name)
        .text(&policy.template)
        .count(u64::from(policy.enabled))
        .text(&policy.alert_volume.to_string())
        .count(u64::from(policy.activation_days))
        .count(u64::from(policy.look_back_days));
    let mut triggers: Vec<(&str, u32)> = policy
        .triggers
        .iter()
        .map(|one| (one.indicator.as_str(), one.at_least))
        .collect();
    triggers.sort_unstable();
    bytes = bytes.count(triggers.len() as u64);
    for (indicator, at_least) in triggers {
        bytes = bytes.text(indicator).count(u64::from(at_least));
    }
    bytes = bytes.count(policy.indicators.len() as u64);
    for (indicator, rule) in &policy.indicators {
        let counts: [u32; 3] = rule.thresholds.into();
        bytes = counts.iter().fold(bytes.text(indicator), |bytes, &count| {
            bytes.count(u64::from(count))
        });
        bytes = bytes.count(u64::from(rule.weight));
    }
    bytes.finish()
}

fn line(bytes: Canonical, line: &LedgerLine) -> Canonical {
    bytes
        .count(u64::from(line.points))
        .count(line.kind as u64)
        .text(&line.title)
        .text(&line.indicator)
        .number(i64::from(line.day.0))
        .count(line.count)
        .count(u64::from(line.threshold))
        .count(u64::from(line.without.0))
}

/// Digest of one assessment: everything it says but whom it is about and the policy's id, with the policy's content instead.
pub fn assessment_digest(assessment: &Assessment, policy: &CompiledPolicy) -> Digest {
    let Assessment {
        person: _,
        policy: _,
        scope,
        score,
        alert,
        peak,
        ledger,
        insights,
        first_activity,
        last_activity,
        evidence,
    } = assessment;
    let bytes = Canonical::new("ombud assessment 1")
        .hash(policy.fingerprint())
        .text(&scope.trigger)
        .number(i64::from(scope.triggered.0))
        .number(i64::from(scope.from.0))
        .number(i64::from(scope.until.0))
        .count(u64::from(score.0))
        .count(u64::from(*alert))
        .maybe(peak.map(|day| i64::from(day.0)))
        .count(u64::from(*insights))
        .maybe(first_activity.map(|time| time.millis()))
        .maybe(last_activity.map(|time| time.millis()))
        .count(*evidence)
        .count(ledger.len() as u64);
    Digest(ledger.iter().fold(bytes, line).finish())
}

/// Digest of a set of assessments, in any order: their digests sorted and hashed together.
pub fn digest(assessments: impl IntoIterator<Item = Digest>) -> Digest {
    let mut sorted: Vec<Digest> = assessments.into_iter().collect();
    sorted.sort_unstable();
    let bytes = Canonical::new("ombud assessments 1").count(sorted.len() as u64);
    Digest(
        sorted
            .iter()
            .fold(bytes, |bytes, one| bytes.hash(&one.0))
            .finish(),
    )
}
