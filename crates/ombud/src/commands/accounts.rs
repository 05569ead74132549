//! `ombud accounts`, `ombud roles` and `ombud units`: for whoever runs the machine, while the server is stopped.

use ombud_api::accounts::{
    AccountChanged, AccountSummary, GrantRequest, NewAccount, NewUnit, RoleSummary, UnitSummary,
};
use ombud_api::roles::{NewRole, Pilot, PilotChange, RoleHolders};
use ombud_app::requests::accounts::AccountChange;
use ombud_app::{AppError, Caller, Ombud};
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
                login,
                display_name: name,
                integration,
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
                .end_sessions_of(&caller, &account)
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
                units: (!unit.is_empty()).then_some(unit),
                expires,
            };
            let granted = ombud
                .grant_role(caller, &role, &account, wanted)
                .await
                .map_err(failure)?;
            warn(&granted.warnings);
        }
        RolesCommand::Revoke { role, login } => {
            let account = named(ombud, caller, &login).await?;
            ombud
                .revoke_role(caller, &role, &account)
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
                operations: operation,
                held_by: holders(&held_by),
                oversees,
                pilot,
            };
            let defined = ombud
                .define_role(caller, &role, new)
                .await
                .map_err(failure)?;
            warn(&defined.warnings);
        }
        RolesCommand::Remove { role } => ombud.remove_role(caller, &role).await.map_err(failure)?,
        RolesCommand::Pilot { change, withdraw } => {
            let state = pilot_state(ombud, caller, change, withdraw).await?;
            pilot(context, &state)?;
        }
    }
    Ok(())
}

fn warn(warnings: &[String]) {
    warnings
        .iter()
        .for_each(|warning| eprintln!("warning: {warning}"));
}

fn holders(name: &str) -> RoleHolders {
    match name {
        "integrations" => RoleHolders::Integrations,
        "either" => RoleHolders::Either,
        _ => RoleHolders::Humans,
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
            role.id.clone(),
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
                id,
                name,
                regions,
                divisions,
                departments,
                groups,
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
            .map(|(what, names)| format!("{what} {}", names.join(" or ")))
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
        vec![unit.id, unit.name, rule.join("; and "), persons]
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
            .change_account(&caller, &account, change)
            .await
            .map_err(failure)?,
    )
}

/// The id of the account with that login name.
async fn named(ombud: &Ombud, caller: &Caller, login: &str) -> Result<String, Failure> {
    let accounts = ombud.list_accounts(caller).await.map_err(failure)?;
    let found = accounts
        .into_iter()
        .find(|account| account.login.eq_ignore_ascii_case(login));
    found
        .map(|account| account.id)
        .ok_or_else(|| Failure::NotFound(format!("there is no account `{login}`")))
}

fn listed(context: &Context, accounts: Vec<AccountSummary>) -> Result<(), Failure> {
    if context.json {
        return output::json(&accounts);
    }
    let row = |account: AccountSummary| {
        let roles: Vec<String> = account.roles.into_iter().map(|held| held.role).collect();
        vec![
            account.login,
            account.display_name,
            account.kind,
            account.state,
            roles.join(", "),
        ]
    };
    let rows: Vec<Vec<String>> = accounts.into_iter().map(row).collect();
    output::table(&["LOGIN", "NAME", "KIND", "STATE", "ROLES"], &[], &rows)
}

fn changed(context: &Context, changed: &AccountChanged) -> Result<(), Failure> {
    if context.json {
        return output::json(changed);
    }
    output::line(format!(
        "{} is {}",
        changed.account.login, changed.account.state
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
        AppError::Internal(_) | AppError::Data(_) | AppError::Locked(_) => error.into(),
        AppError::OutOfSight => Failure::NotFound(text),
        AppError::Busy(_) | AppError::Unrecorded(_) => Failure::Data(text),
        _ => Failure::Usage(text),
    }
}
