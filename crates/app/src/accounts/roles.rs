//! Who holds which role.

use std::collections::BTreeSet;

use ombud_access::{
    Applicant, Finding, Grant, GrantRefused, Granted, Kind, Resource, RoleId, Roster, Wanted,
};
use ombud_accounts::Account;
use ombud_guard::proposal::Change;
use ombud_model::{AccountId, Operation, Party, Timestamp, UnitId, Units};
use ombud_store::records::DocumentChange;
use serde::Serialize;

use super::super::documents::{self, Read};
use super::super::holds::CONSOLE;
use super::super::{Act, AppError, Caller, Ombud};
use super::people::refused;
use super::{invalid, party};
use crate::requests::{Given, WantedId};

/// One role and who holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoleSummary {
    pub id: RoleId,
    pub title: String,
    pub operations: Vec<Operation>,
    /// Accounts that hold it.
    pub members: Vec<RoleMember>,
}

/// An account that holds a role, how far and how long.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RoleMember {
    pub account: AccountId,
    /// The admin units it is bound to; `None` when it reaches everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<BTreeSet<UnitId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<Timestamp>,
    /// Given by a group of the account's provider.
    pub from_groups: bool,
}

/// How far and how long a role is given.
pub struct GrantRequest {
    pub units: Given<Units>,
    /// `None`: until it is revoked.
    pub expires: Given<Option<Timestamp>>,
}

/// The admin units; `None` for everybody.
pub(super) fn unit_ids(units: &Units) -> Option<BTreeSet<UnitId>> {
    match units {
        Units::All => None,
        Units::Only(units) => Some(units.clone()),
    }
}

impl Ombud {
    pub async fn list_roles(&self, caller: &Caller) -> Result<Vec<RoleSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ListRoles,
            Resource::list(Kind::Role),
            async |_, _| {
                let (governance, now) = (self.governance(), self.clock.now());
                let groups = governance
                    .access
                    .groups()
                    .iter()
                    .map(|group| (&group.id, &group.title));
                let custom = governance
                    .access
                    .custom_roles()
                    .iter()
                    .map(|role| (&role.id, &role.title));
                let role = |(id, title): (&RoleId, &String)| {
                    let members = governance
                        .roster
                        .grants()
                        .iter()
                        .filter(|grant| grant.role == *id && grant.is_live(now));
                    let operations = governance.access.operations(id.as_str());
                    RoleSummary {
                        id: id.clone(),
                        title: title.clone(),
                        operations: operations.into_iter().flatten().copied().collect(),
                        members: members.map(member).collect(),
                    }
                };
                Ok(groups.chain(custom).map(role).collect())
            },
        )
        .await
    }

    /// Gives a role, or changes how far and how long it is held; gives what should not stay as it is: duties held together in a pilot.
    pub async fn grant_role(
        &self,
        caller: &Caller,
        role: Given<RoleId>,
        account: WantedId<AccountId>,
        wanted: GrantRequest,
    ) -> Result<Vec<Finding>, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.target(caller, Operation::GrantRole, account).await?;
        let units = self.known_units(wanted.units?)?;
        let (expires, role) = (wanted.expires?, role?);
        let to = self.applicant(&read.value).await?;
        let by = match caller {
            Caller::Account(principal) => principal.party,
            _ => Party::new(CONSOLE, None),
        };
        let resource = Resource::grant(to.human, &units);
        self.authorize(
            caller,
            Act::new(Operation::GrantRole).on(read.value.id),
            resource,
            async |_, _| {
                if !read.value.is_active() {
                    return Err(refused(
                        "the account is not in use: it gets a role when it is set up and enabled",
                    ));
                }
                let wanted = Wanted {
                    role,
                    units,
                    expires,
                };
                let (changes, granted) = self.prepare_grant(caller, by, &to, &read, wanted).await?;
                self.change(changes).await?;
                Ok(granted.warnings)
            },
        )
        .await
    }

    /// The steps to the roster with one more grant; where it takes two, with the proposal that allows it.
    async fn prepare_grant(
        &self,
        caller: &Caller,
        by: Party,
        to: &Applicant,
        read: &Read<Account>,
        wanted: Wanted,
    ) -> Result<(Vec<DocumentChange>, Granted), AppError> {
        let (governance, now) = (self.governance(), self.clock.now());
        let change = Change::GrantRole {
            account: to.account,
            role: wanted.role.clone(),
            units: wanted.units.clone(),
            expires: wanted.expires,
        };
        let weighty = governance.access.decides_or_reveals(wanted.role.as_str());
        let granted = governance
            .roster
            .grant(&governance.access, by, to, wanted, now)
            .map_err(|why| match why {
                GrantRefused::Oneself => AppError::Forbidden(why.to_string()),
                GrantRefused::UnknownRole(_) | GrantRefused::NoUnits | GrantRefused::Expired => {
                    invalid(why)
                }
                why => refused(why),
            })?;
        // Nobody's account stands behind a grant from the command line.
        let named = |grant: &Grant| Grant {
            granted_by: grant.granted_by.filter(|by| *by != CONSOLE),
            ..grant.clone()
        };
        let roster = Roster::new(granted.roster.grants().iter().map(named));
        let mut changes = Vec::new();
        if weighty || self.loses_somebody(&roster) {
            changes.extend(self.require_second_person(caller, change).await?);
        }
        if weighty {
            changes.extend(self.put_to_rest(read).await?);
        }
        changes.extend(self.roster_changes(&roster).await?);
        Ok((changes, granted))
    }

    pub async fn revoke_role(
        &self,
        caller: &Caller,
        role: Given<RoleId>,
        account: WantedId<AccountId>,
    ) -> Result<(), AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.target(caller, Operation::RevokeRole, account).await?;
        let role = role?;
        let id = read.value.id;
        let governance = self.governance();
        let units = governance
            .roster
            .of(id)
            .find(|grant| grant.role == role)
            .map(|grant| grant.units.clone());
        let resource = Resource::grant(party(&read.value), &units.unwrap_or(Units::All));
        self.authorize(
            caller,
            Act::new(Operation::RevokeRole).on(id),
            resource,
            async |_, _| {
                let roster = governance
                    .roster
                    .revoke(&governance.access, id, &role)
                    .map_err(refused)?;
                let mut changes = Vec::new();
                if self.loses_somebody(&roster) {
                    let change = Change::RevokeRole { account: id, role };
                    changes.extend(self.require_second_person(caller, change).await?);
                }
                changes.extend(self.roster_changes(&roster).await?);
                self.change(changes).await
            },
        )
        .await
    }

    /// The account, and further accounts of the same human.
    pub(super) async fn applicant(&self, account: &Account) -> Result<Applicant, AppError> {
        let human = party(account);
        let accounts = documents::all::<Account>(self.store.records()).await?;
        let also = accounts
            .iter()
            .map(|read| party(&read.value))
            .filter(|other| other.is(&human) && other.account != account.id);
        Ok(Applicant {
            account: account.id,
            kind: account.kind,
            human,
            also: also.map(|other| other.account).collect(),
        })
    }

    /// The same, if there are all of them.
    fn known_units(&self, units: Units) -> Result<Units, AppError> {
        let governance = self.governance();
        let is_unknown = |id: &&UnitId| !governance.units.iter().any(|known| known.id == **id);
        match &units {
            Units::Only(ids) => match ids.iter().find(is_unknown) {
                Some(id) => Err(invalid(format!(
                    "there is no admin unit `{id}`: see the list of units"
                ))),
                None => Ok(units),
            },
            Units::All => Ok(units),
        }
    }
}

fn member(grant: &Grant) -> RoleMember {
    RoleMember {
        account: grant.account,
        units: unit_ids(&grant.units),
        expires: grant.expires,
        from_groups: grant.from_groups,
    }
}
