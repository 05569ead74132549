//! How long each kind is kept, and when the brake is pulled.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Kind;

/// What an agreement and the law say about one kind, in days.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// A law or a contract demands at least this.
    pub min: Option<u16>,
    /// An agreement allows at most this.
    pub max: Option<u16>,
}

/// When a run is stopped until a human being has looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BrakeRules {
    /// The clock may be at most this many hours ahead of the last run. Default 48.
    pub ahead_hours: u32,
    /// A run may delete at most this share of a kind, in percent. Default 20.
    pub share_percent: u8,
    /// A share counts only when it is at least this many rows. Default 1,000.
    pub at_least_rows: u64,
}

impl Default for BrakeRules {
    fn default() -> Self {
        Self {
            ahead_hours: 48,
            share_percent: 20,
            at_least_rows: 1_000,
        }
    }
}

/// The rules as somebody writes them. [`RetentionRules`] is the same after it was checked.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RetentionRulesDraft {
    /// Days by kind; a kind that is not named is kept for its usual time.
    pub days: BTreeMap<Kind, u16>,
    pub limits: BTreeMap<Kind, Limits>,
    pub brake: BrakeRules,
}

/// Checked rules.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "RetentionRulesDraft", into = "RetentionRulesDraft")]
pub struct RetentionRules(RetentionRulesDraft);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadRetention {
    #[error("{kind} must be kept between {fewest} and {most} days")]
    Days { kind: Kind, fewest: u16, most: u16 },
    #[error("the limits of {0} are of no use: days between 1 and 36500 are expected")]
    Limits(Kind),
    #[error(
        "the brake must stop a run that deletes between 1 and 100 percent, and a clock between 1 hour and 30 days ahead"
    )]
    Brake,
}

/// How long one kind is kept, and what decided it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effective {
    pub days: u16,
    /// The agreement has shortened it.
    pub shortened: bool,
    /// The law has lengthened it.
    pub lengthened: bool,
    /// The agreement allows less than the law demands: the law wins, and both sides should be told.
    pub in_conflict: bool,
}

impl TryFrom<RetentionRulesDraft> for RetentionRules {
    type Error = BadRetention;

    fn try_from(draft: RetentionRulesDraft) -> Result<Self, BadRetention> {
        for (&kind, days) in &draft.days {
            let (fewest, most) = kind.range();
            if !(fewest..=most).contains(days) {
                return Err(BadRetention::Days { kind, fewest, most });
            }
        }
        for (&kind, limits) in &draft.limits {
            if [limits.min, limits.max]
                .into_iter()
                .flatten()
                .any(|days| !(1..=36_500).contains(&days))
            {
                return Err(BadRetention::Limits(kind));
            }
        }
        let BrakeRules {
            ahead_hours,
            share_percent,
            at_least_rows: _,
        } = draft.brake;
        if !(1..=720).contains(&ahead_hours) || !(1..=100).contains(&share_percent) {
            return Err(BadRetention::Brake);
        }
        Ok(Self(draft))
    }
}

impl From<RetentionRules> for RetentionRulesDraft {
    fn from(rules: RetentionRules) -> Self {
        rules.0
    }
}

impl RetentionRules {
    /// How long this kind is kept.
    pub fn effective(&self, kind: Kind) -> Effective {
        let chosen = self
            .0
            .days
            .get(&kind)
            .copied()
            .unwrap_or_else(|| kind.usual_days());
        let Limits { min, max } = self.0.limits.get(&kind).copied().unwrap_or_default();
        let shorter = max.map_or(chosen, |max| chosen.min(max));
        let days = min.map_or(shorter, |min| shorter.max(min));
        Effective {
            days,
            shortened: days < chosen,
            lengthened: days > shorter,
            in_conflict: min.zip(max).is_some_and(|(min, max)| min > max),
        }
    }

    pub fn brake(&self) -> BrakeRules {
        self.0.brake
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(kind: Kind, days: Option<u16>, min: Option<u16>, max: Option<u16>) -> RetentionRules {
        let draft = RetentionRulesDraft {
            days: days.map(|days| (kind, days)).into_iter().collect(),
            limits: BTreeMap::from([(kind, Limits { min, max })]),
            brake: BrakeRules::default(),
        };
        RetentionRules::try_from(draft).unwrap()
    }

    #[test]
    fn agreements_shorten_laws_lengthen_and_the_law_wins() {
        let effective = |days, min, max| {
            let Effective {
                days,
                shortened,
                lengthened,
                in_conflict,
            } = rules(Kind::History, days, min, max).effective(Kind::History);
            (days, shortened, lengthened, in_conflict)
        };
        assert_eq!(effective(None, None, None), (180, false, false, false));
        assert_eq!(effective(Some(90), None, None), (90, false, false, false));
        assert_eq!(effective(None, None, Some(60)), (60, true, false, false));
        assert_eq!(effective(None, None, Some(500)), (180, false, false, false));
        assert_eq!(effective(None, Some(365), None), (365, false, true, false));
        assert_eq!(
            effective(None, Some(100), Some(120)),
            (120, true, false, false)
        );
        assert_eq!(
            effective(None, Some(100), Some(60)),
            (100, true, true, true)
        );
        assert_eq!(
            rules(Kind::History, None, None, Some(60))
                .effective(Kind::Audit)
                .days,
            365
        );
    }

    #[test]
    fn useless_rules_are_refused_also_when_they_are_stored() {
        let load = |json: &str| serde_json::from_str::<RetentionRules>(json);
        assert_eq!(load("{}").unwrap(), RetentionRules::default());
        assert!(
            load(r#"{"days":{"history":29}}"#)
                .unwrap_err()
                .to_string()
                .contains("history must be kept between 30 and 1095 days")
        );
        assert!(load(r#"{"days":{"audit":30}}"#).is_err());
        assert!(load(r#"{"limits":{"history":{"max":0}}}"#).is_err());
        assert!(load(r#"{"brake":{"share_percent":0}}"#).is_err());
        assert!(load(r#"{"brake":{"share_percent":101}}"#).is_err());
        assert!(load(r#"{"brake":{"ahead_hours":721}}"#).is_err());
        assert!(load(r#"{"day":{}}"#).is_err());
        let rules = rules(Kind::Audit, Some(400), Some(500), None);
        let json = serde_json::to_string(&rules).unwrap();
        assert_eq!(load(&json).unwrap(), rules);
    }
}
