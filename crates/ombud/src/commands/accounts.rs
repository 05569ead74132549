//! `ombud accounts`, `ombud roles` and `ombud units`: for whoever runs the machine, while the server is stopped.

use ombud_access::{Finding, Holders};
use ombud_accounts::AccountState;
use ombud_app::requests::accounts::AccountChange;
use ombud_app::requests::{Given, given};
use ombud_app::{
    AccountChanged, AccountSummary, AppError, Caller, GrantRequest, NewAccount, NewRole, NewUnit,
    Ombud, Pilot, PilotChange, RoleSummary, UnitSummary,
};
use ombud_model::{AccountId, AccountKind, Units};
use ombud_store::Mode;

use super::Context;
use crate::args::{AccountsCommand, RolesCommand, UnitsCommand};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: AccountsCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    let done = match command {
        AccountsCommand::List => listed(
            context,
            ombud.list_accounts(&caller).await.map_err(failure)?,
        ),
        AccountsCommand::Create {
            login,
            name,
            integration,
            person,
        } => {
            let new = NewAccount {
                login: given(&login),
                display_name: given(&name),
                kind: match integration {
                    true => AccountKind::Integration,
                    false => AccountKind::Human,
                },
                person,
            };
            changed(
                context,
                &ombud.create_account(&caller, new).await.map_err(failure)?,
            )
        }
        AccountsCommand::Disable { login } => {
            change(context, &ombud, &login, AccountChange::Disable).await
        }
        AccountsCommand::Enable { login } => {
            change(context, &ombud, &login, AccountChange::Enable).await
        }
        AccountsCommand::EndSessions { login } => {
            let account = named(&ombud, &caller, &login).await?;
            let ended = ombud
                .end_sessions_of(&caller, account.into())
                .await
                .map_err(failure)?;
            output::line(format!("{ended} sessions of {login} ended"))
        }
        AccountsCommand::Reset { login } => {
            change(context, &ombud, &login, AccountChange::Reset).await
        }
    };
    ombud.close().await?;
    done
}

pub(crate) async fn roles(context: &Context, command: RolesCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    role_command(context, &ombud, &context.caller(), command).await?;
    Ok(ombud.close().await?)
}

async fn role_command(
    context: &Context,
    ombud: &Ombud,
    caller: &Caller,
    command: RolesCommand,
) -> Result<(), Failure> {
    match command {
        RolesCommand::List => {
            let roles = ombud.list_roles(caller).await.map_err(failure)?;
            roles_listed(context, &roles)?;
        }
        RolesCommand::Grant {
            role,
            login,
            unit,
            expires,
        } => {
            let account = named(ombud, caller, &login).await?;
            let wanted = GrantRequest {
                units: units_given(&unit),
                expires: expires.as_deref().map(given).transpose(),
            };
            let warnings = ombud
                .grant_role(caller, given(&role), account.into(), wanted)
                .await
                .map_err(failure)?;
            warn(&warnings);
        }
        RolesCommand::Revoke { role, login } => {
            let account = named(ombud, caller, &login).await?;
            ombud
                .revoke_role(caller, given(&role), account.into())
                .await
                .map_err(failure)?;
        }
        RolesCommand::Define {
            role,
            title,
            operation,
            held_by,
            oversees,
            pilot,
        } => {
            let new = NewRole {
                title,
                operations: operation.iter().map(|name| given(name)).collect(),
                held_by: holders(&held_by),
                oversees,
                pilot,
            };
            define(ombud, caller, &role, new).await?;
        }
        RolesCommand::Remove { role } => {
            let role = given(&role).map_err(failure)?;
            ombud.remove_role(caller, role).await.map_err(failure)?;
        }
        RolesCommand::Pilot { change, withdraw } => {
            let state = pilot_state(ombud, caller, change, withdraw).await?;
            pilot(context, &state)?;
        }
    }
    Ok(())
}

/// The admin units with these ids; everybody when none is named.
fn units_given(ids: &[String]) -> Given<Units> {
    if ids.is_empty() {
        return Ok(Units::All);
    }
    let ids: Given<_> = ids.iter().map(|id| given(id)).collect();
    ids.map(Units::Only)
}

async fn define(ombud: &Ombud, caller: &Caller, role: &str, new: NewRole) -> Result<(), Failure> {
    let role = given(role).map_err(failure)?;
    let warnings = ombud.define_role(caller, role, new).await;
    warn(&warnings.map_err(failure)?);
    Ok(())
}

fn warn(warnings: &[Finding]) {
    warnings
        .iter()
        .for_each(|warning| eprintln!("warning: {warning}"));
}

fn holders(name: &str) -> Holders {
    match name {
        "integrations" => Holders::Integrations,
        "either" => Holders::Either,
        _ => Holders::Humans,
    }
}

/// The pilot as it is, after the change if there is one.
async fn pilot_state(
    ombud: &Ombud,
    caller: &Caller,
    change: Option<String>,
    withdraw: bool,
) -> Result<Pilot, Failure> {
    let state = match change {
        Some(change) => {
            let on = change == "on";
            ombud
                .change_pilot(caller, PilotChange { on, withdraw })
                .await
        }
        None => ombud.show_pilot(caller).await,
    };
    state.map_err(failure)
}

fn roles_listed(context: &Context, roles: &[RoleSummary]) -> Result<(), Failure> {
    if context.json {
        return output::json(&roles);
    }
    let row = |role: &RoleSummary| {
        vec![
            role.id.to_string(),
            role.title.clone(),
            role.members.len().to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = roles.iter().map(row).collect();
    output::table(&["ROLE", "TITLE", "MEMBERS"], &[2], &rows)
}

fn pilot(context: &Context, pilot: &Pilot) -> Result<(), Failure> {
    if context.json {
        return output::json(pilot);
    }
    output::line(if pilot.on {
        "the installation is a pilot"
    } else {
        "the installation is in regular use"
    })?;
    for gone in &pilot.ending_withdraws {
        output::line(format!(
            "ending the pilot takes {} from {}: {}",
            gone.role, gone.account, gone.reason
        ))?;
    }
    pilot
        .cannot_end
        .iter()
        .try_for_each(|why| output::line(format!("the pilot cannot end: {why}")))
}

pub(crate) async fn units(context: &Context, command: UnitsCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    let units = match command {
        UnitsCommand::List => ombud.list_units(&caller).await.map_err(failure)?,
        UnitsCommand::Define {
            name,
            id,
            region,
            division,
            department,
            group,
            person,
        } => {
            let (regions, divisions, departments, groups) = (region, division, department, group);
            let unit = NewUnit {
                id: id.as_deref().map(given).transpose().map_err(failure)?,
                name,
                regions: regions.into_iter().collect(),
                divisions: divisions.into_iter().collect(),
                departments: departments.into_iter().collect(),
                groups: groups.into_iter().collect(),
                persons: person,
            };
            vec![ombud.define_unit(&caller, unit).await.map_err(failure)?]
        }
    };
    ombud.close().await?;
    if context.json {
        return output::json(&units);
    }
    let row = |unit: UnitSummary| {
        let named = [
            ("region", unit.regions),
            ("division", unit.divisions),
            ("department", unit.departments),
            ("group", unit.groups),
        ];
        let mut rule: Vec<String> = named
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(what, names)| {
                let names: Vec<String> = names.into_iter().collect();
                format!("{what} {}", names.join(" or "))
            })
            .collect();
        let named = (unit.named > 0).then(|| format!("{} named", unit.named));
        rule = [rule.join(", ")]
            .into_iter()
            .filter(|rule| !rule.is_empty())
            .chain(named)
            .collect();
        let persons = unit
            .persons
            .map_or("<5".to_owned(), |persons| persons.to_string());
        vec![unit.id.to_string(), unit.name, rule.join("; and "), persons]
    };
    let rows: Vec<Vec<String>> = units.into_iter().map(row).collect();
    output::table(&["UNIT", "NAME", "WHO", "PERSONS"], &[3], &rows)
}

async fn change(
    context: &Context,
    ombud: &Ombud,
    login: &str,
    change: AccountChange,
) -> Result<(), Failure> {
    let caller = context.caller();
    let account = named(ombud, &caller, login).await?;
    changed(
        context,
        &ombud
            .change_account(&caller, account.into(), change)
            .await
            .map_err(failure)?,
    )
}

/// The id of the account with that login name.
async fn named(ombud: &Ombud, caller: &Caller, login: &str) -> Result<AccountId, Failure> {
    let accounts = ombud.list_accounts(caller).await.map_err(failure)?;
    let found = accounts
        .into_iter()
        .find(|account| account.login.as_str().eq_ignore_ascii_case(login));
    found
        .map(|account| account.id)
        .ok_or_else(|| Failure::NotFound(format!("there is no account `{login}`")))
}

fn listed(context: &Context, accounts: Vec<AccountSummary>) -> Result<(), Failure> {
    if context.json {
        return output::json(&accounts);
    }
    let row = |account: AccountSummary| {
        let roles: Vec<String> = account
            .roles
            .iter()
            .map(|held| held.role.to_string())
            .collect();
        let kind = match account.kind {
            AccountKind::Human => "human",
            AccountKind::Integration => "integration",
        };
        vec![
            account.login.as_str().to_owned(),
            account.display_name.as_str().to_owned(),
            kind.to_owned(),
            state(account.state).to_owned(),
            roles.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = accounts.into_iter().map(row).collect();
    output::table(&["LOGIN", "NAME", "KIND", "STATE", "ROLES"], &[], &rows)
}

const fn state(state: AccountState) -> &'static str {
    match state {
        AccountState::Invited => "invited",
        AccountState::Active => "active",
        AccountState::Disabled => "disabled",
    }
}

fn changed(context: &Context, changed: &AccountChanged) -> Result<(), Failure> {
    if context.json {
        return output::json(changed);
    }
    output::line(format!(
        "{} is {}",
        changed.account.login.as_str(),
        state(changed.account.state)
    ))?;
    match &changed.set_up {
        Some(path) => output::line(format!(
            "set-up link, good once within 72 hours, at the address of the server: {path}"
        )),
        None => Ok(()),
    }
}

pub(super) fn failure(error: AppError) -> Failure {
    let text = error.to_string();
    match error {
        AppError::Internal(_) | AppError::Data(_) | AppError::Sealed(_) | AppError::Locked(_) => {
            error.into()
        }
        AppError::OutOfSight => Failure::NotFound(text),
        AppError::Busy(_) | AppError::Unrecorded(_) => Failure::Data(text),
        _ => Failure::Usage(text),
    }
}
