//! Who the provider says somebody is, and whether that lets them in.

use std::collections::BTreeSet;
use std::fmt;

use ombud_accounts::{DisplayName, ExternalIdentity, LoginName};
use ombud_model::Timestamp;

use crate::settings::ProviderSettings;

/// What a finished sign-in gives.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The key: find the account by it, and by nothing else.
    pub external: ExternalIdentity,
    /// What the provider calls them, for a new account. Not proof of anything.
    pub login: Option<LoginName>,
    pub display_name: Option<DisplayName>,
    /// Whether the provider named groups at all, be it none.
    pub named_groups: bool,
    /// The role groups that the mapping gives for the provider's groups, now. They replace what it gave at the last sign-in.
    pub roles: BTreeSet<String>,
    /// When the person last proved who they are to the provider, when it says so.
    pub authenticated: Option<Timestamp>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

/// Whether an identity may come in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Admission {
    /// Sign in to the account that is linked to it.
    Known,
    /// Make an account for it.
    Create,
    /// Nobody knows it here, and nothing gives it a role.
    Refused,
}

impl Identity {
    /// `linked`: whether an account is linked to [`Identity::external`]. Whether that account is active is for
    /// [`ombud_accounts::rules::judge`].
    pub fn admission(&self, settings: &ProviderSettings, linked: bool) -> Admission {
        match (linked, settings.create_accounts && !self.roles.is_empty()) {
            (true, _) => Admission::Known,
            (false, true) => Admission::Create,
            (false, false) => Admission::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_come_in_only_with_a_role_and_by_setting() {
        let identity = |role: Option<&str>| Identity {
            external: ExternalIdentity {
                issuer: "https://id.corp.test".to_owned(),
                subject: "1".to_owned(),
            },
            login: None,
            display_name: None,
            named_groups: true,
            roles: role.map(str::to_owned).into_iter().collect(),
            authenticated: None,
        };
        let settings = |create: bool| -> ProviderSettings {
            let text = serde_json::json!({ "name": "a", "issuer": "https://id.corp.test", "client_id": "c", "redirect_uri": "https://o.test/", "create_accounts": create });
            serde_json::from_value(text).unwrap()
        };
        let cases = [
            (Some("analysts"), true, false, Admission::Create),
            (Some("analysts"), false, false, Admission::Refused),
            (None, true, false, Admission::Refused),
            (None, false, true, Admission::Known),
            (Some("analysts"), true, true, Admission::Known),
        ];
        for (role, create, linked, admission) in cases {
            assert_eq!(
                identity(role).admission(&settings(create), linked),
                admission,
                "{role:?} {create} {linked}"
            );
        }
        assert_eq!(format!("{:?}", identity(Some("analysts"))), "Identity(..)");
    }
}
