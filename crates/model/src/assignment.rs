//! Rules that say to whom an alert is given when it is opened.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::plain_text::SavedName;
use crate::{AccountId, PolicyId, Severity, UnitId};

/// The most rules there are.
pub const MOST_RULES: usize = 100;

/// One rule. A condition that is absent does not restrict; those that are there hold together.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRule {
    pub name: SavedName,
    /// The alert's person is in this unit.
    pub unit: Option<UnitId>,
    pub policy: Option<PolicyId>,
    /// The alert is at least as severe when it is opened.
    pub severity: Option<Severity>,
    pub assignee: AccountId,
}

impl AssignmentRule {
    /// Whether it is about such an alert. `units`: those of the person.
    pub fn fits(&self, units: &BTreeSet<UnitId>, policy: PolicyId, severity: Severity) -> bool {
        self.unit.is_none_or(|unit| units.contains(&unit))
            && self.policy.is_none_or(|wanted| wanted == policy)
            && self.severity.is_none_or(|least| severity >= least)
    }
}

/// All rules, in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AssignmentRules(pub Vec<AssignmentRule>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_hold_together_and_absent_ones_do_not_restrict() {
        let (north, south) = (UnitId(1), UnitId(2));
        let any = AssignmentRule {
            name: "Any".parse().unwrap(),
            unit: None,
            policy: None,
            severity: None,
            assignee: AccountId(1),
        };
        let fits = |rule: &AssignmentRule, unit, policy, severity| {
            rule.fits(&BTreeSet::from([unit]), PolicyId(policy), severity)
        };
        assert!(any.fits(&BTreeSet::new(), PolicyId(1), Severity::Low));
        let narrow = AssignmentRule {
            unit: Some(north),
            policy: Some(PolicyId(1)),
            severity: Some(Severity::Medium),
            ..any
        };
        assert!(fits(&narrow, north, 1, Severity::Medium));
        assert!(fits(&narrow, north, 1, Severity::High));
        assert!(!fits(&narrow, north, 1, Severity::Low));
        assert!(!fits(&narrow, north, 2, Severity::High));
        assert!(!fits(&narrow, south, 1, Severity::High));
    }
}
