//! What the list of alerts can be narrowed to, and to whom alerts can be given.

use ombud_access::{Kind, Resource};
use ombud_accounts::Account;
use ombud_model::{AccountId, Operation, UnitId};

use super::{AppError, Caller, Ombud, Permit};
use crate::documents;

/// What can be chosen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertChoices {
    /// Names of policies.
    pub policies: Vec<String>,
    /// Indicator ids of what can bring persons in scope.
    pub triggers: Vec<String>,
    /// Admin units within the caller's reach, by name.
    pub units: Vec<(UnitId, String)>,
    /// Accounts whose roles let them read alerts, by the name shown; none for whoever gives alerts to nobody.
    pub assignees: Vec<(AccountId, String)>,
}

impl Ombud {
    /// What the caller can narrow the list of alerts to.
    pub async fn list_alert_choices(&self, caller: &Caller) -> Result<AlertChoices, AppError> {
        let list = Resource::list(Kind::Alert);
        self.authorize(
            caller,
            Operation::ListAlerts,
            list,
            async |permit: Permit, _| {
                let rules = self.rules();
                let alerts = Resource::list(Kind::Alert);
                let assignees = match self.ask(caller, Operation::AssignAlert, &alerts) {
                    Ok(_) => self.accounts_that_read().await?,
                    Err(AppError::Forbidden(_)) => Vec::new(),
                    Err(error) => return Err(error),
                };
                let trigger = |code| self.content.by_code(code).map(|one| one.id.clone());
                let mut triggers: Vec<String> =
                    rules.triggers().into_iter().filter_map(trigger).collect();
                triggers.sort_unstable();
                Ok(AlertChoices {
                    policies: rules
                        .policies
                        .iter()
                        .map(|policy| policy.policy().name.clone())
                        .collect(),
                    triggers,
                    units: self.units_within(&permit),
                    assignees,
                })
            },
        )
        .await
    }

    fn units_within(&self, permit: &Permit) -> Vec<(UnitId, String)> {
        let governance = self.governance();
        let mut units: Vec<(UnitId, String)> = governance
            .units
            .iter()
            .filter(|unit| permit.reaches_unit(unit.id))
            .map(|unit| (unit.id, unit.name.clone()))
            .collect();
        units.sort_by(|one, next| one.1.cmp(&next.1));
        units
    }

    async fn accounts_that_read(&self) -> Result<Vec<(AccountId, String)>, AppError> {
        let accounts = documents::all::<Account>(self.store.records()).await?;
        let mut assignees: Vec<(AccountId, String)> = accounts
            .into_iter()
            .map(|read| read.value)
            .filter(|account| account.is_active())
            .filter(|account| {
                let operations = self.operations_of(account.id);
                operations.contains(&Operation::ReadAlert)
            })
            .map(|account| (account.id, account.display_name.as_str().to_owned()))
            .collect();
        assignees.sort_by(|one, next| one.1.cmp(&next.1));
        Ok(assignees)
    }
}
