//! Roles by the groups that a provider names: renewed whenever somebody comes from there, each change an act in the audit log.

use std::collections::BTreeSet;

use ombud_access::{Renewed, RoleId};
use ombud_accounts::Account;
use ombud_model::Operation;

use super::super::{Act, AppError, Author, Ombud};
use super::people::refused;

/// Under this name the program changes roles as the groups of a provider have it.
const JOB: &str = "provider-groups";

impl Ombud {
    /// Gives and takes what the groups give and no longer give. What they must not give is refused, and that does not hold up the sign-in.
    pub(super) async fn renew_roles(
        &self,
        account: &Account,
        roles: &BTreeSet<String>,
    ) -> Result<(), AppError> {
        let by = Author::job(JOB)?;
        let roles: BTreeSet<RoleId> = roles.iter().filter_map(|role| role.parse().ok()).collect();
        let to = self.applicant(account).await?;
        let governance = self.governance();
        for step in governance
            .roster
            .renewed(&governance.access, &to, &roles, self.clock.now())
        {
            let (operation, role, outcome) = match step {
                Renewed::Given { role, roster } => (Operation::GrantRole, role, Ok(roster)),
                Renewed::Taken { role, roster } => (Operation::RevokeRole, role, Ok(roster)),
                Renewed::NotGiven { role, why } => {
                    (Operation::GrantRole, role, Err(why.to_string()))
                }
                Renewed::NotTaken { role, why } => {
                    (Operation::RevokeRole, role, Err(why.to_string()))
                }
            };
            let act = Act::new(operation).on(account.id).reason(&format!(
                "role `{role}`, by the groups that the provider names"
            ));
            match outcome {
                Ok(roster) => {
                    let given = operation == Operation::GrantRole;
                    let weighty = given && governance.access.decides_or_reveals(role.as_str());
                    self.record(&by, act, async |_| {
                        let mut changes = self.roster_changes(&roster).await?;
                        if weighty && let Some(read) = self.account(account.id).await? {
                            changes.extend(self.put_to_rest(&read).await?);
                        }
                        self.change(changes).await
                    })
                    .await?;
                }
                Err(why) => {
                    tracing::warn!(account = %account.id, %role, why, "a role is not as the groups of the provider have it");
                    let refusal = self
                        .record(&by, act, async |_| Err::<(), _>(refused(&why)))
                        .await;
                    // What is refused is said; a record that was not taken stops everything.
                    refusal.or_else(|error| {
                        if matches!(error, AppError::Conflict(_)) {
                            Ok(())
                        } else {
                            Err(error)
                        }
                    })?;
                }
            }
        }
        Ok(())
    }
}
