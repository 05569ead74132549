//! Entra: sign-ins, accounts, roles, consents.

use std::borrow::Cow;

use ombud_model::settings::Settings;
use ombud_model::{Activity, Actor, Kind, Outcome, Reach};
use serde_json::Value;

use super::{Emit, SourceRecord, tree};
use crate::{targets, text, who};

/// A sign-in succeeded unless its error says otherwise: the record's own result says nothing about it.
pub(super) fn sign_in<'a>(case: &SourceRecord<'a>, mut activity: Activity<'a>, emit: Emit<'_>) {
    let record = case.record;
    activity.outcome = Outcome::Done;
    if activity.kind == Kind::SignInFailed || !record.logon_error.is_empty() {
        activity.kind = Kind::SignInFailed;
        activity.outcome = Outcome::Failed;
        activity.detail = Cow::Borrowed(if record.logon_error.is_empty() {
            &record.error_number
        } else {
            &record.logon_error
        });
    }
    emit(&activity);
}

pub(super) fn read<'a>(
    case: &SourceRecord<'a>,
    tree: &Value,
    mut activity: Activity<'a>,
    emit: Emit<'_>,
) {
    let changes = tree::nested(tree, "ModifiedProperties");
    let changes = tree::elements(&changes);
    let target = target(case, tree);
    if activity.kind == Kind::DirectoryChanged {
        activity.kind = kind_of_update(changes);
    }
    activity.object = Cow::Owned(target.clone());
    activity.detail = Cow::Owned(detail(activity.kind, changes));
    match activity.kind {
        Kind::AccountDeleted | Kind::AccountDisabled => {
            of_the_account(&mut activity, target, case.context.settings)
        }
        Kind::MemberAdded | Kind::AccountCreated | Kind::RoleGranted | Kind::CredentialChanged => {
            targets::set(&mut activity, case.inside(), &[Cow::Owned(target.clone())]);
            let guest =
                who::is_guest(&target) || case.record.operation.starts_with("Invite external");
            if guest && activity.reach != Reach::Inside {
                activity.reach = Reach::Outside;
            }
            // Nothing leaves by a role or a password.
            if matches!(activity.kind, Kind::RoleGranted | Kind::CredentialChanged) {
                activity.reach = Reach::None;
            }
        }
        _ => {}
    }
    emit(&activity);
}

/// Turns what an administrator did to an account into an activity of that account.
fn of_the_account(activity: &mut Activity<'_>, account: String, settings: &Settings) {
    if account.is_empty() {
        return;
    }
    let owner = who::actor(Cow::Owned(account), settings);
    let same = activity
        .actor
        .identifier()
        .eq_ignore_ascii_case(owner.identifier());
    let by = match &activity.actor {
        Actor::Person(_) | Actor::ObjectId(_) if same => "by themselves",
        Actor::Person(_) => "by an administrator",
        Actor::Service(_) | Actor::ObjectId(_) => "by a service",
    };
    activity.actor = owner;
    activity.detail = Cow::Borrowed(by);
}

/// The user principal name of the target, else its display name, else the record's object.
fn target(case: &SourceRecord<'_>, tree: &Value) -> String {
    let targets = tree::nested(tree, "Target");
    let targets = tree::elements(&targets);
    let of_type = |wanted| {
        targets
            .iter()
            .find(|target| tree::number(target, "Type") == Some(wanted))
            .map(|t| tree::text(t, "ID"))
    };
    let found = of_type(5).filter(|id| !id.is_empty());
    let object: &str = &case.record.object_id;
    let found = found.or_else(|| object.contains('@').then_some(Cow::Borrowed(object)));
    let found = found
        .or_else(|| of_type(1).filter(|id| !id.is_empty()))
        .unwrap_or(Cow::Borrowed(object));
    undeleted(&found).to_owned()
}

/// A deleted account's name carries its object id in front: `c0a7a1654e1a4e2cbdc4ec2ee3867d26mia@corp.test`.
fn undeleted(name: &str) -> &str {
    match name.split_at_checked(32) {
        Some((id, rest))
            if id.bytes().all(|b| b.is_ascii_hexdigit())
                && rest.contains('@')
                && !rest.starts_with('@') =>
        {
            rest
        }
        _ => name,
    }
}

/// Updates that take an account out of use or change how somebody proves who they are are more than updates.
fn kind_of_update(changes: &[Value]) -> Kind {
    let is = |change: &Value, side: &str, value: &str| {
        unquoted(&tree::text(change, side)).eq_ignore_ascii_case(value)
    };
    for change in changes {
        let name = tree::text(change, "Name");
        if name.eq_ignore_ascii_case("AccountEnabled")
            && is(change, "NewValue", "false")
            && is(change, "OldValue", "true")
        {
            return Kind::AccountDisabled;
        }
        if name.starts_with("StrongAuthentication") {
            return Kind::CredentialChanged;
        }
    }
    Kind::DirectoryChanged
}

fn detail(kind: Kind, changes: &[Value]) -> String {
    let value = |name: &str, side: &str| {
        let change = changes
            .iter()
            .find(|change| tree::text(change, "Name").eq_ignore_ascii_case(name));
        change
            .map(|change| unquoted(&tree::text(change, side)).to_owned())
            .filter(|value| !value.is_empty())
    };
    let new_value = |name: &str| value(name, "NewValue");
    match kind {
        Kind::RoleGranted => new_value("Role.DisplayName")
            .or_else(|| new_value("Role.WellKnownObjectName"))
            .unwrap_or_default(),
        Kind::AppConsented => {
            let scope =
                new_value("DelegatedPermissionGrant.Scope").or_else(|| new_value("AppRole.Value"));
            scope
                .or_else(|| {
                    new_value("ConsentContext.IsAdminConsent")
                        .map(|v| format!("admin consent: {v}"))
                })
                .unwrap_or_default()
        }
        Kind::MemberAdded => new_value("Group.DisplayName").unwrap_or_default(),
        _ => {
            if let Some(role) = value("Role.DisplayName", "OldValue") {
                return role;
            }
            let mut names = String::new();
            for change in changes {
                let name = tree::text(change, "Name");
                if !name.starts_with("TargetId.") && name != "Included Updated Properties" {
                    text::append_distinct(&mut names, &name);
                }
            }
            names
        }
    }
}

/// Values are JSON text: quoted, or in a list of one.
fn unquoted(value: &str) -> &str {
    value.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_deleted_accounts_are_restored() {
        assert_eq!(
            undeleted("c0a7a1654e1a4e2cbdc4ec2ee3867d26mia@corp.test"),
            "mia@corp.test"
        );
        assert_eq!(undeleted("mia@corp.test"), "mia@corp.test");
        assert_eq!(
            undeleted("c0a7a1654e1a4e2cbdc4ec2ee3867d26@corp.test"),
            "c0a7a1654e1a4e2cbdc4ec2ee3867d26@corp.test"
        );
    }

    #[test]
    fn values_lose_quotes_and_brackets() {
        assert_eq!(
            unquoted("[\r\n  \"Global Administrator\"\r\n]"),
            "Global Administrator"
        );
        assert_eq!(unquoted("[false]"), "false");
    }
}
