//! Who asks: a human, an integration or a source, in which role groups, for which admin units, until when, and how surely.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use ombud_model::{AccountId, AccountKind, Operation, Party, Timestamp, Units};
use serde::{Deserialize, Serialize};

/// The name of a role group or custom role: 1 to 64 lower-case letters, digits and `-`, a letter first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoleId(Arc<str>);

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` cannot name a role: use 1 to 64 lower-case letters, digits and `-`, a letter first")]
pub struct InvalidRoleId(String);

impl RoleId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RoleId {
    type Err = InvalidRoleId;

    fn from_str(text: &str) -> Result<Self, InvalidRoleId> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let valid = text.len() <= 64
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(good);
        valid
            .then(|| Self(text.into()))
            .ok_or_else(|| InvalidRoleId(text.chars().take(80).collect()))
    }
}

impl TryFrom<String> for RoleId {
    type Error = InvalidRoleId;

    fn try_from(text: String) -> Result<Self, InvalidRoleId> {
        text.parse()
    }
}

impl From<RoleId> for String {
    fn from(id: RoleId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl Borrow<str> for RoleId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// One account in one role group, for certain admin units, until a certain time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    pub account: AccountId,
    pub role: RoleId,
    pub units: Units,
    /// From this moment on the grant counts for nothing. `None`: until it is revoked.
    #[serde(default)]
    pub expires: Option<Timestamp>,
    /// `None` for the first administrator, who comes from the set-up of the installation, and for what comes from groups.
    #[serde(default)]
    pub granted_by: Option<AccountId>,
    /// Held because the provider of the account names a group that gives it, and only as long as it does.
    #[serde(default)]
    pub from_groups: bool,
}

impl Grant {
    /// Whether it counts at `now`: no longer from the very moment it expires.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

/// A signed-in account, as far as access is concerned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Principal {
    pub party: Party,
    pub kind: AccountKind,
    /// Expired ones may be among them; those of other accounts are ignored.
    pub grants: Vec<Grant>,
    /// Signed in, or confirmed again, within the last ten minutes. Means nothing together with a token.
    pub fresh: bool,
    /// The operations that the token in use was issued for. `None`: a session of a human, or all that an integration's roles allow.
    pub token: Option<BTreeSet<Operation>>,
}

impl Principal {
    /// A human who signed in, as opposed to a program, or a human's token in the hands of a program.
    pub fn in_person(&self) -> bool {
        self.kind == AccountKind::Human && self.token.is_none()
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub enum Asker<'a> {
    /// Nobody has signed in.
    Nobody,
    /// A source, with the push token of this source.
    Source(&'a str),
    Account(&'a Principal),
}

impl<'a> From<&'a Principal> for Asker<'a> {
    fn from(principal: &'a Principal) -> Self {
        Asker::Account(principal)
    }
}

impl<'a> From<Option<&'a Principal>> for Asker<'a> {
    fn from(principal: Option<&'a Principal>) -> Self {
        principal.map_or(Asker::Nobody, Asker::Account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_roles_are_plain() {
        assert_eq!(
            "team-lead-2".parse::<RoleId>().map(String::from),
            Ok("team-lead-2".to_owned())
        );
        for bad in [
            "",
            "2nd",
            "-x",
            "Lead",
            "a b",
            "a\"); permit(principal,action,resource",
            &"x".repeat(65),
        ] {
            assert!(bad.parse::<RoleId>().is_err(), "{bad}");
        }
        assert!(serde_json::from_str::<RoleId>("\"no good\"").is_err());
    }

    #[test]
    fn a_grant_ends_at_the_very_moment() {
        let at = |ms| Timestamp::from_millis(ms).unwrap();
        let expires = Some(at(1_774_886_531_000));
        let grant = Grant {
            account: AccountId(1),
            role: "analysts".parse().unwrap(),
            units: Units::All,
            expires,
            granted_by: None,
            from_groups: false,
        };
        assert!(grant.is_live(at(1_774_886_530_999)));
        assert!(!grant.is_live(at(1_774_886_531_000)));
        let json = serde_json::to_string(&grant).unwrap();
        assert_eq!(serde_json::from_str::<Grant>(&json).unwrap(), grant);
        assert!(serde_json::from_str::<Grant>(&json.replace("units", "unit")).is_err());
    }
}
