//! Roles that come from a provider's groups, renewed at each sign-in: what the groups no longer give is taken away, what they give anew is
//! given, and what they must not give is refused with its reason.
//!
//! Promises: nothing that somebody granted is changed, whatever the groups say; no mapping gives what separation of duties, the kind of
//! the account or the mode forbids; the last administrator stays one, or nobody could mend a wrong mapping.

use std::collections::BTreeSet;

use ombud_model::{Timestamp, Units};

use super::Access;
use super::roster::{Applicant, GrantRefused, RevokeRefused, Roster, Wanted};
use super::who::{Grant, RoleId};

/// One change of a renewal, with the roster after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Renewed {
    Taken {
        role: RoleId,
        roster: Roster,
    },
    Given {
        role: RoleId,
        roster: Roster,
    },
    /// The groups give it, and it is not given.
    NotGiven {
        role: RoleId,
        why: GrantRefused,
    },
    /// The groups no longer give it, and it is not taken.
    NotTaken {
        role: RoleId,
        why: RevokeRefused,
    },
}

impl Roster {
    /// The steps, in this order, after which the account holds from groups what `roles` says. First what goes, so that somebody who moves
    /// from one duty to another is not held up by the old one.
    pub fn renewed(
        &self,
        access: &Access,
        to: &Applicant,
        roles: &BTreeSet<RoleId>,
        now: Timestamp,
    ) -> Vec<Renewed> {
        let (mut roster, mut steps) = (self.clone(), Vec::new());
        let gone: Vec<RoleId> = self
            .of(to.account)
            .filter(|grant| grant.from_groups && !roles.contains(&grant.role))
            .map(|grant| grant.role.clone())
            .collect();
        for role in gone {
            match roster.revoke(access, to.account, &role) {
                Ok(next) => {
                    roster = next.clone();
                    steps.push(Renewed::Taken { role, roster: next });
                }
                Err(why) => steps.push(Renewed::NotTaken { role, why }),
            }
        }
        for role in roles {
            if roster
                .of(to.account)
                .any(|grant| grant.role == *role && grant.is_live(now))
            {
                continue;
            }
            match roster.with_group_role(access, to, role, now) {
                Ok(next) => {
                    roster = next.clone();
                    steps.push(Renewed::Given {
                        role: role.clone(),
                        roster: next,
                    });
                }
                Err(why) => steps.push(Renewed::NotGiven {
                    role: role.clone(),
                    why,
                }),
            }
        }
        steps
    }

    fn with_group_role(
        &self,
        access: &Access,
        to: &Applicant,
        role: &RoleId,
        now: Timestamp,
    ) -> Result<Self, GrantRefused> {
        let wanted = Wanted {
            role: role.clone(),
            units: Units::All,
            expires: None,
        };
        self.admitted(access, to, &wanted, now)?;
        let Wanted {
            role,
            units,
            expires,
        } = wanted;
        self.with_one_more(
            access,
            Grant {
                account: to.account,
                role,
                units,
                expires,
                granted_by: None,
                from_groups: true,
            },
        )
    }
}
