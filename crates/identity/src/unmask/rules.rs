//! How unmasking is done in this installation: how many approve, how long it lasts, how often somebody may look.

use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};

/// No setting makes an unmasking last longer.
const LONGEST_EVER: Minutes = Minutes::days(30);
/// A request that stays open for months would be approved in another world than it was made in.
const LONGEST_LAPSE: Minutes = Minutes::days(30);

/// Whoever cannot work for longer than this had better be given the role later.
const LONGEST_REST: Minutes = Minutes::days(30);

/// A length of time in whole minutes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Minutes(pub u32);

impl Minutes {
    pub const fn hours(hours: u32) -> Self {
        Self(hours.saturating_mul(60))
    }

    pub const fn days(days: u32) -> Self {
        Self(days.saturating_mul(24 * 60))
    }

    pub const fn millis(self) -> i64 {
        self.0 as i64 * 60_000
    }

    /// The moment this much after `start`; the end of known time at the latest.
    pub fn after(self, start: Timestamp) -> Timestamp {
        Timestamp::from_millis(start.millis() + self.millis()).unwrap_or(Timestamp::MAX)
    }
}

/// How many others must approve.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalsNeeded {
    One,
    Two,
}

impl ApprovalsNeeded {
    pub const fn count(self) -> usize {
        match self {
            ApprovalsNeeded::One => 1,
            ApprovalsNeeded::Two => 2,
        }
    }
}

/// The rules as somebody writes them. [`UnmaskRules`] is the same after it was checked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct UnmaskRulesDraft {
    pub approvals: ApprovalsNeeded,
    /// How long an unmasking lasts when the request does not say. Default 24 hours.
    pub usual_minutes: Minutes,
    /// The longest that may be asked for, at most 30 days.
    pub longest_minutes: Minutes,
    /// A request that nobody has decided on by then lapses. Default 7 days, at most 30.
    pub lapse_minutes: Minutes,
    /// Names shown to one viewer in any 24 hours. Default 20.
    pub releases_per_day: u32,
    /// For how long the rights to approve and to be shown a name rest after an account was reset or given such a role. Default 24 hours,
    /// at most 30 days; 0 for a pilot on invented data.
    pub rest_minutes: Minutes,
}

impl Default for UnmaskRulesDraft {
    fn default() -> Self {
        Self {
            approvals: ApprovalsNeeded::One,
            usual_minutes: Minutes::hours(24),
            longest_minutes: LONGEST_EVER,
            lapse_minutes: Minutes::days(7),
            releases_per_day: 20,
            rest_minutes: Minutes::hours(24),
        }
    }
}

/// Checked rules.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "UnmaskRulesDraft", into = "UnmaskRulesDraft")]
pub struct UnmaskRules(UnmaskRulesDraft);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadRules {
    #[error("the longest unmasking must be between one minute and 30 days")]
    Longest,
    #[error("the usual length of an unmasking must be between one minute and the longest allowed")]
    Usual,
    #[error("the time after which a request lapses must be between one minute and 30 days")]
    Lapse,
    #[error(
        "at least one name a day must be allowed: to forbid unmasking, take the right away from the roles"
    )]
    Releases,
    #[error("rights rest for 30 days at most")]
    Rest,
}

impl TryFrom<UnmaskRulesDraft> for UnmaskRules {
    type Error = BadRules;

    fn try_from(draft: UnmaskRulesDraft) -> Result<Self, BadRules> {
        let one = Minutes(1);
        if !(one..=LONGEST_EVER).contains(&draft.longest_minutes) {
            return Err(BadRules::Longest);
        }
        if !(one..=draft.longest_minutes).contains(&draft.usual_minutes) {
            return Err(BadRules::Usual);
        }
        if !(one..=LONGEST_LAPSE).contains(&draft.lapse_minutes) {
            return Err(BadRules::Lapse);
        }
        if draft.releases_per_day == 0 {
            return Err(BadRules::Releases);
        }
        if draft.rest_minutes > LONGEST_REST {
            return Err(BadRules::Rest);
        }
        Ok(Self(draft))
    }
}

impl From<UnmaskRules> for UnmaskRulesDraft {
    fn from(rules: UnmaskRules) -> Self {
        rules.0
    }
}

impl UnmaskRules {
    pub fn approvals(&self) -> ApprovalsNeeded {
        self.0.approvals
    }

    pub fn usual(&self) -> Minutes {
        self.0.usual_minutes
    }

    pub fn longest(&self) -> Minutes {
        self.0.longest_minutes
    }

    pub fn lapse(&self) -> Minutes {
        self.0.lapse_minutes
    }

    pub fn releases_per_day(&self) -> u32 {
        self.0.releases_per_day
    }

    pub fn rest(&self) -> Minutes {
        self.0.rest_minutes
    }

    /// Whether these guard less than `before`: fewer approve, more names are shown in a day, or rights rest for less long.
    pub fn weaken(&self, before: &Self) -> bool {
        self.approvals().count() < before.approvals().count()
            || self.releases_per_day() > before.releases_per_day()
            || self.rest() < before.rest()
    }

    /// The longest that any rules may allow: what a stored unmasking is checked against.
    pub(super) const fn longest_ever() -> Minutes {
        LONGEST_EVER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_hold_and_every_limit_is_enforced() {
        assert_eq!(
            UnmaskRules::try_from(UnmaskRulesDraft::default()),
            Ok(UnmaskRules::default())
        );
        let wrong = |edit: fn(&mut UnmaskRulesDraft)| {
            let mut draft = UnmaskRulesDraft::default();
            edit(&mut draft);
            UnmaskRules::try_from(draft).unwrap_err()
        };
        assert_eq!(
            wrong(|draft| draft.longest_minutes = Minutes(30 * 24 * 60 + 1)),
            BadRules::Longest
        );
        assert_eq!(
            wrong(|draft| draft.longest_minutes = Minutes(0)),
            BadRules::Longest
        );
        assert_eq!(
            wrong(|draft| draft.longest_minutes = Minutes::hours(23)),
            BadRules::Usual
        );
        assert_eq!(
            wrong(|draft| draft.usual_minutes = Minutes(0)),
            BadRules::Usual
        );
        assert_eq!(
            wrong(|draft| draft.lapse_minutes = Minutes::days(31)),
            BadRules::Lapse
        );
        assert_eq!(
            wrong(|draft| draft.releases_per_day = 0),
            BadRules::Releases
        );
    }

    #[test]
    fn stored_rules_are_checked_and_unknown_keys_refused() {
        let stored = serde_json::to_string(&UnmaskRules::default()).unwrap();
        assert_eq!(
            serde_json::from_str::<UnmaskRules>(&stored).unwrap(),
            UnmaskRules::default()
        );
        assert_eq!(
            serde_json::from_str::<UnmaskRules>(r#"{"approvals":"two"}"#)
                .unwrap()
                .approvals(),
            ApprovalsNeeded::Two
        );
        assert!(serde_json::from_str::<UnmaskRules>(r#"{"longest-minutes":5}"#).is_err());
        assert!(serde_json::from_str::<UnmaskRules>(r#"{"longest_minutes":50000}"#).is_err());
        assert_eq!(Minutes::days(30).after(Timestamp::MAX), Timestamp::MAX);
    }
}
