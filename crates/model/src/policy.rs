//! A policy: who is watched, what brings a person in scope, what is scored and how strongly. Made from a template, kept as data.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::PolicyId;

/// How often several lines of evidence become an alert (reference/detection.md 5.3). The bars are published with the scoring data.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertVolume {
    Fewer,
    #[default]
    Default,
    More,
}

impl fmt::Display for AlertVolume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            AlertVolume::Fewer => "fewer",
            AlertVolume::Default => "default",
            AlertVolume::More => "more",
        })
    }
}

/// Daily counts from which an insight weighs low, medium and high. Ascending, the lowest at least 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "[u32; 3]", into = "[u32; 3]")]
pub struct Thresholds([u32; 3]);

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("thresholds must be three ascending counts, the lowest at least 1: got {0:?}")]
pub struct InvalidThresholds([u32; 3]);

impl TryFrom<[u32; 3]> for Thresholds {
    type Error = InvalidThresholds;

    fn try_from(counts: [u32; 3]) -> Result<Self, InvalidThresholds> {
        let [low, medium, high] = counts;
        (low >= 1 && low < medium && medium < high)
            .then_some(Self(counts))
            .ok_or(InvalidThresholds(counts))
    }
}

impl From<Thresholds> for [u32; 3] {
    fn from(thresholds: Thresholds) -> Self {
        thresholds.0
    }
}

impl Thresholds {
    pub const fn low(self) -> u32 {
        self.0[0]
    }

    pub const fn medium(self) -> u32 {
        self.0[1]
    }

    pub const fn high(self) -> u32 {
        self.0[2]
    }
}

/// What brings a person in scope.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// The indicator whose insight is the trigger.
    pub indicator: String,
    /// The count of that day from which it triggers; 1 where any occurrence does.
    #[serde(default = "one")]
    pub at_least: u32,
}

const fn one() -> u32 {
    1
}

/// How one policy counts one indicator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorRule {
    pub thresholds: Thresholds,
    /// Weight in hundredths: 100 is the weight of an ordinary download.
    pub weight: u32,
}

/// A policy as it is kept and applied. Everything that decides a score stands here or in the published scoring data.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub id: PolicyId,
    pub name: String,
    /// Template id, such as `data-leaks`. Fixed for the life of the policy.
    pub template: String,
    pub enabled: bool,
    pub alert_volume: AlertVolume,
    /// Days of scoring after a trigger, 1 to 30 (the day of the trigger is day 0).
    pub activation_days: u32,
    /// Days before the trigger that are pulled in, 0 to 90.
    pub look_back_days: u32,
    pub triggers: Vec<Trigger>,
    /// By indicator id.
    pub indicators: BTreeMap<String, IndicatorRule>,
}

impl Policy {
    /// What a policy must be besides well-typed.
    pub fn check(&self) -> Result<(), InvalidPolicy> {
        let name = self.name.trim();
        if name.is_empty() || name.len() > 110 || name != self.name {
            return Err(InvalidPolicy::Name(self.name.clone()));
        }
        if !(1..=30).contains(&self.activation_days) {
            return Err(InvalidPolicy::ActivationDays(self.activation_days));
        }
        if self.look_back_days > 90 {
            return Err(InvalidPolicy::LookBackDays(self.look_back_days));
        }
        if self.triggers.is_empty() {
            return Err(InvalidPolicy::NoTrigger);
        }
        if self.indicators.is_empty() {
            return Err(InvalidPolicy::NoIndicator);
        }
        Ok(())
    }
}

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidPolicy {
    #[error("`{0}` cannot be a policy's name: 1 to 110 bytes, no space at the ends")]
    Name(String),
    #[error("activation_days is {0}: choose 1 to 30")]
    ActivationDays(u32),
    #[error("look_back_days is {0}: choose 0 to 90")]
    LookBackDays(u32),
    #[error("the policy has no trigger: nobody would ever be in scope")]
    NoTrigger,
    #[error("the policy has no indicator: nothing would ever be scored")]
    NoIndicator,
}
