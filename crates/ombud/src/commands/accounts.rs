//! `ombud accounts`, `ombud roles` and `ombud units`: for whoever runs the machine, while the server is stopped.

use ombud_server::app::{Caller, Ombud};
use ombud_server::http::ports::UseCaseError;
use ombud_server::http::ports::accounts::{AccountChange, AccountUseCases};
use ombud_server::http::wire::accounts::{AccountChanged, AccountSummary, GrantRequest, NewAccount, NewUnit};
use ombud_store::Mode;

use super::Context;
use crate::args::{AccountsCommand, RolesCommand, UnitsCommand};
use crate::exit::Failure;
use crate::output;

pub(crate) async fn run(context: &Context, command: AccountsCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    let done = match command {
        AccountsCommand::List => listed(context, ombud.accounts(&caller).await.map_err(failure)?),
        AccountsCommand::Create { login, name, integration, person } => {
            let new = NewAccount { login, display_name: name, integration, person };
            changed(context, &ombud.create_account(&caller, new).await.map_err(failure)?)
        }
        AccountsCommand::Disable { login } => change(context, &ombud, &login, AccountChange::Disable).await,
        AccountsCommand::Enable { login } => change(context, &ombud, &login, AccountChange::Enable).await,
        AccountsCommand::Reset { login } => change(context, &ombud, &login, AccountChange::Reset).await,
    };
    ombud.close().await?;
    done
}

pub(crate) async fn roles(context: &Context, command: RolesCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    match command {
        RolesCommand::List => {
            let roles = ombud.roles(&caller).await.map_err(failure)?;
            if context.json {
                output::json(&roles)?;
            } else {
                let rows: Vec<Vec<String>> =
                    roles.iter().map(|role| vec![role.id.clone(), role.title.clone(), role.members.len().to_string()]).collect();
                output::table(&["ROLE", "TITLE", "MEMBERS"], &[2], &rows)?;
            }
        }
        RolesCommand::Grant { role, login, unit, expires } => {
            let account = named(&ombud, &caller, &login).await?;
            let wanted = GrantRequest { units: (!unit.is_empty()).then_some(unit), expires };
            let granted = ombud.grant(&caller, &role, &account, wanted).await.map_err(failure)?;
            granted.warnings.iter().for_each(|warning| eprintln!("warning: {warning}"));
        }
        RolesCommand::Revoke { role, login } => {
            let account = named(&ombud, &caller, &login).await?;
            ombud.revoke(&caller, &role, &account).await.map_err(failure)?;
        }
    }
    Ok(ombud.close().await?)
}

pub(crate) async fn units(context: &Context, command: UnitsCommand) -> Result<(), Failure> {
    let ombud = context.open(Mode::Write).await?;
    let caller = context.caller();
    let units = match command {
        UnitsCommand::List => ombud.units(&caller).await.map_err(failure)?,
        UnitsCommand::Define { name, id, person } => {
            vec![ombud.define_unit(&caller, NewUnit { id, name, persons: person }).await.map_err(failure)?]
        }
    };
    ombud.close().await?;
    if context.json {
        return output::json(&units);
    }
    let rows: Vec<Vec<String>> = units.into_iter().map(|unit| vec![unit.id, unit.name, unit.persons.to_string()]).collect();
    output::table(&["UNIT", "NAME", "PERSONS"], &[2], &rows)
}

async fn change(context: &Context, ombud: &Ombud, login: &str, change: AccountChange) -> Result<(), Failure> {
    let caller = context.caller();
    let account = named(ombud, &caller, login).await?;
    changed(context, &ombud.change_account(&caller, &account, change).await.map_err(failure)?)
}

/// The id of the account with that login name.
async fn named(ombud: &Ombud, caller: &Caller, login: &str) -> Result<String, Failure> {
    let accounts = ombud.accounts(caller).await.map_err(failure)?;
    let found = accounts.into_iter().find(|account| account.login.eq_ignore_ascii_case(login));
    found.map(|account| account.id).ok_or_else(|| Failure::NotFound(format!("there is no account `{login}`")))
}

fn listed(context: &Context, accounts: Vec<AccountSummary>) -> Result<(), Failure> {
    if context.json {
        return output::json(&accounts);
    }
    let row = |account: AccountSummary| {
        let roles: Vec<String> = account.roles.into_iter().map(|held| held.role).collect();
        vec![account.login, account.display_name, account.kind, account.state, roles.join(", ")]
    };
    let rows: Vec<Vec<String>> = accounts.into_iter().map(row).collect();
    output::table(&["LOGIN", "NAME", "KIND", "STATE", "ROLES"], &[], &rows)
}

fn changed(context: &Context, changed: &AccountChanged) -> Result<(), Failure> {
    if context.json {
        return output::json(changed);
    }
    output::line(format!("{} is {}", changed.account.login, changed.account.state))?;
    match &changed.set_up {
        Some(path) => output::line(format!("set-up link, good once within 72 hours, at the address of the server: {path}")),
        None => Ok(()),
    }
}

fn failure(error: UseCaseError) -> Failure {
    let text = error.to_string();
    match error {
        UseCaseError::Internal(source) => Failure::Internal(anyhow::anyhow!(source)),
        UseCaseError::OutOfSight => Failure::NotFound(text),
        UseCaseError::Busy(_) => Failure::Data(text),
        _ => Failure::Usage(text),
    }
}
