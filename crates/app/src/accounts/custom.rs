//! Custom roles, and whether the installation is a pilot.
//!
//! Promises: what would unite duties that are kept apart is refused with the reason; what is changed counts from the moment it is stored;
//! what the end of a pilot takes away is told before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ombud_access::Holders;
use ombud_access::{
    Access, AccessError, CustomRole, Finding, Grant, InvalidRole, Kind, Mode, Resource, RoleId,
    Roster,
};
use ombud_accounts::Account;
use ombud_guard::proposal::Change;
use ombud_model::{AccountId, Operation, Party, Timestamp};
use ombud_store::Records;
use serde::{Deserialize, Serialize};

use super::super::documents::{self, StoredDocument};
use super::super::{Act, AppError, Caller, Ombud};
use super::people::refused;
use super::{invalid, party};
use crate::requests::Given;

/// A custom role to be defined: a name for a set of operations.
pub struct NewRole {
    /// 1 to 110 bytes.
    pub title: String,
    pub operations: Given<BTreeSet<Operation>>,
    pub held_by: Holders,
    /// Sees requests and cases without contributing to them.
    pub oversees: bool,
    /// Unites duties that are otherwise kept apart. Counts only while the installation is a pilot.
    pub pilot: bool,
}

/// Whether the installation is a pilot.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Pilot {
    pub on: bool,
    /// What the end of the pilot takes away.
    pub ending_withdraws: Vec<Withdrawn>,
    /// Why the pilot cannot end as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_end: Option<String>,
}

/// A role that is taken away from an account, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Withdrawn {
    pub account: AccountId,
    pub role: RoleId,
    pub reason: String,
}

/// Whether the installation is to be a pilot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PilotChange {
    pub on: bool,
    /// When it ends: take away what unites duties.
    pub withdraw: bool,
}

/// There is one of its kind.
const ONE: &str = "mode";

impl StoredDocument for CustomRole {
    const KIND: &'static str = "custom-role";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// Whether the installation is a pilot.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PilotMode {
    mode: Mode,
}

impl StoredDocument for PilotMode {
    const KIND: &'static str = "pilot";

    fn id(&self) -> String {
        ONE.to_owned()
    }
}

/// The rules as they are stored now: those from before while neither a custom role nor the mode has changed, because preparing all
/// policies takes longer than anything else that a grant needs.
pub(in super::super) async fn access(
    records: &Records,
    before: Option<&Arc<Access>>,
) -> Result<Arc<Access>, AppError> {
    let custom: Vec<CustomRole> = documents::all(records)
        .await?
        .into_iter()
        .map(|read| read.value)
        .collect();
    let stored = documents::get::<PilotMode>(records, ONE).await?;
    let mode = stored.map_or(Mode::Regular, |read| read.value.mode);
    match before.filter(|before| before.custom_roles() == custom && before.mode() == mode) {
        Some(before) => Ok(Arc::clone(before)),
        None => Access::new(&custom, mode)
            .map(Arc::new)
            .map_err(AppError::internal),
    }
}

fn unfit(error: AccessError) -> AppError {
    match error {
        AccessError::Role(InvalidRole::Conflict { .. } | InvalidRole::TooMany) => refused(error),
        AccessError::Role(_) => invalid(error),
        AccessError::Content(_) => AppError::internal(error),
    }
}

/// One account for each human: the same for all accounts of one.
struct Humans(BTreeMap<AccountId, AccountId>);

impl Humans {
    fn of(&self, account: AccountId) -> AccountId {
        self.0.get(&account).copied().unwrap_or(account)
    }
}

/// What must be taken away so that nothing unites duties any more, each with the reason, and who is left with what.
fn withdrawn(
    roster: &Roster,
    access: &Access,
    humans: &Humans,
    now: Timestamp,
) -> Result<(Roster, Vec<Withdrawn>), AppError> {
    let (mut roster, mut gone) = (roster.clone(), Vec::new());
    loop {
        let findings = roster.findings(access, |account| humans.of(account), now);
        // What unites duties by itself goes first: then less is in conflict with it.
        let alone = findings.iter().find(|finding| {
            !matches!(finding, Finding::Conflict { .. } | Finding::NoAdministrator)
        });
        let Some(finding) = alone.or(findings.first()).cloned() else {
            return Ok((roster, gone));
        };
        let reason = finding.to_string();
        let (account, role, left) = match finding {
            Finding::UnitesDuties { account, role, .. }
            | Finding::UnknownRole { account, role } => {
                let left = roster.revoke(access, account, &role).map_err(refused)?;
                (account, role, left)
            }
            Finding::Conflict {
                account,
                first,
                second,
                ..
            } => {
                // The other may be held by another account of the same human.
                let holds = |grant: &&Grant| {
                    grant.role == second && humans.of(grant.account) == humans.of(account)
                };
                let holder = roster
                    .grants()
                    .iter()
                    .find(holds)
                    .map_or(account, |grant| grant.account);
                match roster.revoke(access, holder, &second) {
                    Ok(left) => (holder, second, left),
                    // The last administrator stays one.
                    Err(_) => (
                        account,
                        first.clone(),
                        roster.revoke(access, account, &first).map_err(refused)?,
                    ),
                }
            }
            Finding::NoAdministrator => return Err(refused(finding)),
        };
        roster = left;
        gone.push(Withdrawn {
            account,
            role,
            reason,
        });
    }
}

impl Ombud {
    async fn humans(&self) -> Result<Humans, AppError> {
        let parties: Vec<Party> = documents::all::<Account>(self.store.records())
            .await?
            .iter()
            .map(|read| party(&read.value))
            .collect();
        let first = |one: &Party| {
            parties
                .iter()
                .filter(|other| other.is(one))
                .map(|other| other.account)
                .min()
        };
        Ok(Humans(
            parties
                .iter()
                .filter_map(|one| Some((one.account, first(one)?)))
                .collect(),
        ))
    }

    /// Those who hold the role, so that nobody changes what they hold themselves.
    async fn holders(&self, role: &RoleId) -> Result<Vec<Party>, AppError> {
        let governance = self.governance();
        let has_role = |account: AccountId| {
            governance
                .roster
                .of(account)
                .any(|grant| grant.role == *role)
        };
        let accounts = documents::all::<Account>(self.store.records()).await?;
        Ok(accounts
            .iter()
            .map(|read| party(&read.value))
            .filter(|party| has_role(party.account))
            .collect())
    }

    /// Refuses what would newly unite duties; in a pilot that is said and allowed.
    async fn judge_roles(&self, next: &Access) -> Result<Vec<Finding>, AppError> {
        let (governance, humans, now) = (self.governance(), self.humans().await?, self.clock.now());
        let before =
            governance
                .roster
                .findings(&governance.access, |account| humans.of(account), now);
        let mut found = governance
            .roster
            .findings(next, |account| humans.of(account), now);
        found.retain(|finding| !before.contains(finding));
        match (next.mode(), found.first()) {
            (Mode::Regular, Some(finding)) => Err(refused(finding)),
            _ => Ok(found),
        }
    }

    /// Defines a custom role, or changes one; gives what should not stay as it is: duties held together in a pilot.
    pub async fn define_role(
        &self,
        caller: &Caller,
        id: RoleId,
        new: NewRole,
    ) -> Result<Vec<Finding>, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let resource = Resource::role(self.holders(&id).await?);
        self.authorize(
            caller,
            Act::new(Operation::DefineRole).on_named("role", id.as_str())?,
            resource,
            async |_, _| {
                let role = CustomRole {
                    id,
                    title: new.title,
                    operations: new.operations?,
                    held_by: new.held_by,
                    oversees: new.oversees,
                    pilot: new.pilot,
                };
                let governance = self.governance();
                let mut custom = governance.access.custom_roles().to_vec();
                custom.retain(|other| other.id != role.id);
                custom.push(role.clone());
                let next = Access::new(&custom, governance.access.mode()).map_err(unfit)?;
                let warnings = self.judge_roles(&next).await?;
                let weighty = |access: &Access| access.decides_or_reveals(role.id.as_str());
                let mut changes = Vec::new();
                if weighty(&next) || weighty(&governance.access) {
                    let change = Change::DefineRole { role: role.clone() };
                    changes.extend(self.require_second_person(caller, change).await?);
                }
                changes.push(
                    match documents::get::<CustomRole>(self.store.records(), role.id.as_str())
                        .await?
                    {
                        Some(read) => documents::next(&read, &role)?,
                        None => documents::new(&role)?,
                    },
                );
                self.change(changes).await?;
                Ok(warnings)
            },
        )
        .await
    }

    /// Removes a custom role that nobody holds.
    pub async fn remove_role(&self, caller: &Caller, id: RoleId) -> Result<(), AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let holders = self.holders(&id).await?;
        let act = Act::new(Operation::DefineRole).on_named("role", id.as_str())?;
        self.authorize(
            caller,
            act,
            Resource::role(holders.clone()),
            async |_, _| {
                if documents::get::<CustomRole>(self.store.records(), id.as_str())
                    .await?
                    .is_none()
                {
                    return Err(AppError::OutOfSight);
                }
                if !holders.is_empty() {
                    return Err(refused("somebody holds this role: take it from them first"));
                }
                self.change(vec![documents::gone::<CustomRole>(id.to_string())])
                    .await
            },
        )
        .await
    }

    pub async fn show_pilot(&self, caller: &Caller) -> Result<Pilot, AppError> {
        self.authorize(
            caller,
            Operation::ListRoles,
            Resource::list(Kind::Role),
            async |_, _| self.pilot_now().await,
        )
        .await
    }

    async fn pilot_now(&self) -> Result<Pilot, AppError> {
        let governance = self.governance();
        let on = governance.access.mode() == Mode::Pilot;
        let gone = match on {
            true => self.after_the_pilot().await.map(|(_, gone)| gone),
            false => Ok(Vec::new()),
        };
        match gone {
            Ok(gone) => Ok(Pilot {
                on,
                ending_withdraws: gone,
                cannot_end: None,
            }),
            Err(AppError::Conflict(why)) => Ok(Pilot {
                on,
                ending_withdraws: Vec::new(),
                cannot_end: Some(why),
            }),
            Err(error) => Err(error),
        }
    }

    async fn after_the_pilot(&self) -> Result<(Roster, Vec<Withdrawn>), AppError> {
        let governance = self.governance();
        let regular =
            Access::new(governance.access.custom_roles(), Mode::Regular).map_err(unfit)?;
        withdrawn(
            &governance.roster,
            &regular,
            &self.humans().await?,
            self.clock.now(),
        )
    }

    pub async fn change_pilot(
        &self,
        caller: &Caller,
        change: PilotChange,
    ) -> Result<Pilot, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let act = Act::new(Operation::DefineRole).on_named("setting", "pilot")?;
        self.authorize(caller, act, Resource::role(Vec::new()), async |_, _| {
            let (mut changes, mode) = (Vec::new(), if change.on { Mode::Pilot } else { Mode::Regular });
            if !change.on && self.governance().access.mode() == Mode::Pilot {
                let (roster, gone) = self.after_the_pilot().await?;
                if !gone.is_empty() && !change.withdraw {
                    let text = "duties are held together: look at what ending the pilot takes away, and say that it may";
                    return Err(refused(text));
                }
                changes.extend(self.roster_changes(&roster).await?);
            }
            if change.on && self.governance().access.mode() == Mode::Regular {
                changes.extend(self.require_second_person(caller, Change::BeginPilot).await?);
            }
            let next = PilotMode { mode };
            changes.push(match documents::get::<PilotMode>(self.store.records(), ONE).await? {
                Some(read) => documents::next(&read, &next)?,
                None => documents::new(&next)?,
            });
            self.change(changes).await?;
            self.pilot_now().await
        })
        .await
    }
}
