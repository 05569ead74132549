//! Who holds which role: what may be granted and revoked, as pure steps from one roster to the next.
//!
//! Promises: whatever is asked for, in whatever order, nobody gives a role to themselves, nobody holds duties in conflict outside of a
//! pilot, and there is always a human administrator whose grant is unrestricted and does not expire, from the first one on.
//! Whether the granter may grant at all is a question for [`Access::ask`].

use std::collections::BTreeSet;

use ombud_model::{AccountId, AccountKind, Operation, Party, Timestamp, Units};
use serde::{Deserialize, Serialize};

use super::Access;
use super::role::{Holders, Mode, group};
use super::who::{Grant, RoleId};

/// All grants of an installation, at most one for each account and role. Only accounts that can act belong into it: take an account out,
/// with [`Roster::without`], before it is disabled.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    grants: Vec<Grant>,
}

/// The account that is to be given a role.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Applicant {
    pub account: AccountId,
    pub kind: AccountKind,
    /// The human behind the account; for an integration, the human who answers for it.
    pub human: Party,
    /// Further accounts of that human, and the integrations they answer for: their roles count as this account's when duties conflict.
    pub also: BTreeSet<AccountId>,
}

impl Applicant {
    fn is_one_of(&self, account: AccountId) -> bool {
        self.account == account || self.human.account == account || self.also.contains(&account)
    }
}

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    pub role: RoleId,
    pub units: Units,
    #[serde(default)]
    pub expires: Option<Timestamp>,
}

/// A roster with one more, or one changed, grant, and what is to be warned about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Granted {
    pub roster: Roster,
    pub warnings: Vec<Finding>,
}

/// Something about the grants that should not stay.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, thiserror::Error)]
pub enum Finding {
    #[error("`{first}` and `{second}` are held together: {reason}")]
    Conflict {
        account: AccountId,
        first: RoleId,
        second: RoleId,
        reason: String,
    },
    #[error("`{role}` unites duties that are kept apart: {reason}")]
    UnitesDuties {
        account: AccountId,
        role: RoleId,
        reason: String,
    },
    #[error("`{role}` is held, but no such role is defined: revoke it")]
    UnknownRole { account: AccountId, role: RoleId },
    #[error(
        "there is no administrator whose grant is unrestricted and does not expire: grant one first"
    )]
    NoAdministrator,
}

/// Why a role is not granted.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum GrantRefused {
    #[error("nobody gives a role to themselves: somebody else must grant it")]
    Oneself,
    #[error("there is no role `{0}`: see the list of roles")]
    UnknownRole(RoleId),
    #[error("`{0}` is a role for pilots, and this installation is in regular use")]
    PilotOnly(RoleId),
    #[error("`{0}` is a role for integrations: give it to the account of a program")]
    ForIntegrations(RoleId),
    #[error("`{0}` is a role for humans: an integration cannot hold it")]
    ForHumans(RoleId),
    #[error("name at least one admin unit, or grant the role for all")]
    NoUnits,
    #[error("the grant would have expired already: choose a later time")]
    Expired,
    #[error("`{wanted}` cannot be held together with `{held}`: {reason}")]
    Conflict {
        wanted: RoleId,
        held: RoleId,
        reason: String,
    },
    #[error(
        "this would leave no administrator whose grant is unrestricted and does not expire: grant another one first"
    )]
    LastAdministrator,
    #[error("there is an administrator already: let them grant the role")]
    NotTheFirst,
}

/// Why a role is not taken away.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RevokeRefused {
    #[error("the account does not hold `{0}`")]
    NotHeld(RoleId),
    #[error(
        "this would leave no administrator whose grant is unrestricted and does not expire: grant another one first"
    )]
    LastAdministrator,
}

impl Roster {
    /// From stored grants. Of several for one account and role the last counts.
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        grants.into_iter().fold(Self::default(), Self::with)
    }

    /// The first administrator, who comes from the set-up and whom nobody grants. Refused as soon as there is one.
    pub fn first(&self, access: &Access, account: AccountId) -> Result<Self, GrantRefused> {
        if self.has_administrator(access) {
            return Err(GrantRefused::NotTheFirst);
        }
        let name = group::ADMINISTRATORS.to_owned();
        let role = RoleId::try_from(name).map_err(|_| GrantRefused::NotTheFirst)?;
        Ok(self.clone().with(Grant {
            account,
            role,
            units: Units::All,
            expires: None,
            granted_by: None,
            from_groups: false,
        }))
    }

    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    pub fn of(&self, account: AccountId) -> impl Iterator<Item = &Grant> {
        self.grants
            .iter()
            .filter(move |grant| grant.account == account)
    }

    /// Gives a role, or changes how far and how long it is held.
    pub fn grant(
        &self,
        access: &Access,
        by: Party,
        to: &Applicant,
        wanted: Wanted,
        now: Timestamp,
    ) -> Result<Granted, GrantRefused> {
        if by.is(&to.human) || to.is_one_of(by.account) {
            return Err(GrantRefused::Oneself);
        }
        let warnings = self.admitted(access, to, &wanted, now)?;
        let Wanted {
            role,
            units,
            expires,
        } = wanted;
        let grant = Grant {
            account: to.account,
            role,
            units,
            expires,
            granted_by: Some(by.account),
            from_groups: false,
        };
        Ok(Granted {
            roster: self.with_one_more(access, grant)?,
            warnings,
        })
    }

    /// Whether the applicant may hold it beside what they hold. What is to be warned about.
    pub(super) fn admitted(
        &self,
        access: &Access,
        to: &Applicant,
        wanted: &Wanted,
        now: Timestamp,
    ) -> Result<Vec<Finding>, GrantRefused> {
        admissible(access, to.kind, wanted, now)?;
        let warnings = self.conflicts(access, to, &wanted.role, now);
        let conflict = warnings.iter().find_map(|finding| match finding {
            Finding::Conflict { second, reason, .. } if access.mode() == Mode::Regular => {
                Some((second.clone(), reason.clone()))
            }
            _ => None,
        });
        if let Some((held, reason)) = conflict {
            return Err(GrantRefused::Conflict {
                wanted: wanted.role.clone(),
                held,
                reason,
            });
        }
        Ok(warnings)
    }

    pub(super) fn with_one_more(
        &self,
        access: &Access,
        grant: Grant,
    ) -> Result<Self, GrantRefused> {
        let roster = self.clone().with(grant);
        if self.has_administrator(access) && !roster.has_administrator(access) {
            return Err(GrantRefused::LastAdministrator);
        }
        Ok(roster)
    }

    /// Takes a role away.
    pub fn revoke(
        &self,
        access: &Access,
        account: AccountId,
        role: &RoleId,
    ) -> Result<Self, RevokeRefused> {
        let (taken, left): (Vec<_>, Vec<_>) = self
            .grants
            .iter()
            .cloned()
            .partition(|grant| grant.account == account && grant.role == *role);
        match taken.is_empty() {
            true => Err(RevokeRefused::NotHeld(role.clone())),
            false => self.unless_last(access, Self { grants: left }),
        }
    }

    /// Takes everything away from an account that is to be disabled.
    pub fn without(&self, access: &Access, account: AccountId) -> Result<Self, RevokeRefused> {
        self.unless_last(
            access,
            Self {
                grants: self
                    .grants
                    .iter()
                    .filter(|grant| grant.account != account)
                    .cloned()
                    .collect(),
            },
        )
    }

    /// Leaves out what has expired and counts for nothing any more.
    pub fn pruned(&self, now: Timestamp) -> Self {
        Self {
            grants: self
                .grants
                .iter()
                .filter(|grant| grant.is_live(now))
                .cloned()
                .collect(),
        }
    }

    /// What is wrong with the grants under `access`. Before custom roles or the mode are changed, ask this with the rules as they would be:
    /// in regular use the change must be refused when anything is found; in a pilot the findings are listed. `human` gives for each account
    /// one account that stands for its human: the same for all accounts of one human and for the integrations they answer for.
    pub fn findings(
        &self,
        access: &Access,
        human: impl Fn(AccountId) -> AccountId,
        now: Timestamp,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        let live: Vec<&Grant> = self
            .grants
            .iter()
            .filter(|grant| grant.is_live(now))
            .collect();
        for (place, grant) in live.iter().enumerate() {
            let (account, role) = (grant.account, grant.role.clone());
            let Some(operations) = access
                .operations(role.as_str())
                .filter(|_| access.given(role.as_str()).is_some())
            else {
                findings.push(Finding::UnknownRole { account, role });
                continue;
            };
            if let Some(conflict) = access.duties().conflict(operations, operations) {
                findings.push(Finding::UnitesDuties {
                    account,
                    role: role.clone(),
                    reason: conflict.reason.clone(),
                });
            }
            for other in live
                .iter()
                .skip(place + 1)
                .filter(|other| human(other.account) == human(account))
            {
                let others = access
                    .operations(other.role.as_str())
                    .filter(|_| other.role != role);
                let conflict =
                    others.and_then(|others| access.duties().conflict(operations, others));
                findings.extend(conflict.map(|conflict| Finding::Conflict {
                    account,
                    first: role.clone(),
                    second: other.role.clone(),
                    reason: conflict.reason.clone(),
                }));
            }
        }
        if !self.has_administrator(access) {
            findings.push(Finding::NoAdministrator);
        }
        findings.sort();
        findings
    }

    /// Whether there is a grant that lets its holder grant roles to everybody, for ever.
    pub fn has_administrator(&self, access: &Access) -> bool {
        self.grants.iter().any(|grant| {
            let grants_roles = access
                .operations(grant.role.as_str())
                .is_some_and(|all| all.contains(&Operation::GrantRole));
            let by_humans = access
                .given(grant.role.as_str())
                .is_some_and(|(held_by, _)| held_by == Holders::Humans);
            grant.units == Units::All
                && grant.expires.is_none()
                && grants_roles
                && by_humans
                && access.counts(grant.role.as_str())
        })
    }

    fn unless_last(&self, access: &Access, left: Self) -> Result<Self, RevokeRefused> {
        match self.has_administrator(access) && !left.has_administrator(access) {
            true => Err(RevokeRefused::LastAdministrator),
            false => Ok(left),
        }
    }

    fn with(mut self, grant: Grant) -> Self {
        self.grants
            .retain(|held| held.account != grant.account || held.role != grant.role);
        self.grants.push(grant);
        self
    }

    /// Conflicts of a role with what the applicant's human already holds, the role itself included.
    fn conflicts(
        &self,
        access: &Access,
        to: &Applicant,
        wanted: &RoleId,
        now: Timestamp,
    ) -> Vec<Finding> {
        let Some(operations) = access.operations(wanted.as_str()) else {
            return Vec::new();
        };
        let held = self
            .grants
            .iter()
            .filter(|grant| to.is_one_of(grant.account) && grant.is_live(now))
            .map(|grant| &grant.role);
        let others: BTreeSet<&RoleId> = held.chain([wanted]).collect();
        let finding = |held: &RoleId| {
            let conflict = access
                .duties()
                .conflict(operations, access.operations(held.as_str())?)?;
            let (account, role, reason) = (to.account, wanted.clone(), conflict.reason.clone());
            Some(match held == wanted {
                true => Finding::UnitesDuties {
                    account,
                    role,
                    reason,
                },
                false => Finding::Conflict {
                    account,
                    first: role,
                    second: held.clone(),
                    reason,
                },
            })
        };
        others.into_iter().filter_map(finding).collect()
    }
}

/// What must hold for any account.
fn admissible(
    access: &Access,
    kind: AccountKind,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<(), GrantRefused> {
    let role = || wanted.role.clone();
    let Some((held_by, pilot)) = access.given(wanted.role.as_str()) else {
        return Err(GrantRefused::UnknownRole(role()));
    };
    if pilot && access.mode() == Mode::Regular {
        return Err(GrantRefused::PilotOnly(role()));
    }
    if !held_by.admits(kind) {
        return Err(if kind == AccountKind::Human {
            GrantRefused::ForIntegrations(role())
        } else {
            GrantRefused::ForHumans(role())
        });
    }
    if wanted.units.reach_nobody() {
        return Err(GrantRefused::NoUnits);
    }
    match wanted.expires {
        Some(expires) if expires <= now => Err(GrantRefused::Expired),
        _ => Ok(()),
    }
}
