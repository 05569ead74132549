//! Accounts, roles, units and tokens as they cross the interface. These are the users of the system, not the persons it watches, so
//! login names and display names are in clear.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a sign-in sends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInRequest {
    pub login: String,
    pub password: String,
    /// A one-time code or a recovery code, where the account has set them up.
    #[serde(default)]
    pub code: Option<String>,
}

/// Proof of who uses the session.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmRequest {
    pub password: String,
    #[serde(default)]
    pub code: Option<String>,
}

/// A session began; it is in the cookie.
#[derive(Serialize, ToSchema)]
pub struct SessionBegun {
    /// Send it as `X-Ombud-Csrf` with every request that changes something.
    pub csrf: String,
}

/// Something was done about which there is nothing more to say.
#[derive(Serialize, ToSchema)]
pub struct Done {
    pub done: bool,
}

/// Who asks.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    pub account: AccountSummary,
    /// Whether who this is was confirmed within the last ten minutes.
    pub fresh: bool,
    /// Whether a second factor has to be set up before anything else can be done.
    pub must_set_up: bool,
    /// Recovery codes that are left.
    pub recovery_codes: usize,
    /// What one's roles open, by the names of the reference of roles. Where, and about whom, is decided act by act.
    pub operations: Vec<String>,
    /// What was proposed that takes a second person, and what became of it lately: told to those who may list proposals. Which cases were
    /// opened lately: told to those who see them without contributing.
    pub notices: Vec<String>,
    /// For `X-Ombud-Csrf`; absent when a token asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csrf: Option<String>,
}

/// One account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountSummary {
    #[schema(examples("account-00000000000000000000000000000001"))]
    pub id: String,
    pub login: String,
    pub display_name: String,
    /// `human` or `integration`.
    pub kind: String,
    /// `invited`, `active` or `disabled`.
    pub state: String,
    /// Whether one-time codes are set up.
    pub one_time_codes: bool,
    /// Whether the account is linked to an identity at a provider.
    pub linked: bool,
    pub created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_sign_in: Option<String>,
    pub roles: Vec<RoleHeld>,
}

/// One role of an account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleHeld {
    pub role: String,
    /// Ids of the admin units it is bound to; absent when it reaches everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Given by a group of the account's provider, and held as long as the provider names it.
    pub from_groups: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountList {
    pub accounts: Vec<AccountSummary>,
}

/// An account to be created.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    pub login: String,
    pub display_name: String,
    /// An integration has no sign-in.
    #[serde(default)]
    pub integration: bool,
    /// The pseudonym of the monitored person who this is: they never see their own case.
    #[serde(default)]
    pub person: Option<String>,
}

/// An account, and the link that is to be handed to its holder.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountChanged {
    pub account: AccountSummary,
    /// Path and query of the link, good once for 72 hours; shown only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set_up: Option<String>,
}

/// One role and who holds it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleSummary {
    pub id: String,
    pub title: String,
    pub operations: Vec<String>,
    /// Accounts that hold it.
    pub members: Vec<RoleMember>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleMember {
    pub account: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Given by a group of the account's provider.
    pub from_groups: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleList {
    pub roles: Vec<RoleSummary>,
}

/// How far and how long a role is given.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrantRequest {
    /// Ids of admin units; absent: everybody.
    pub units: Option<Vec<String>>,
    /// RFC 3339; absent: until it is revoked.
    pub expires: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleGranted {
    /// What should not stay as it is: duties held together in a pilot.
    pub warnings: Vec<String>,
}

/// An admin unit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitSummary {
    pub id: String,
    pub name: String,
    /// Who is in it by the personnel records: those who match in each list that names something.
    pub regions: Vec<String>,
    pub divisions: Vec<String>,
    pub departments: Vec<String>,
    pub groups: Vec<String>,
    /// How many persons are named one by one.
    pub named: usize,
    /// How many persons are in it now; absent when fewer than five are in it by the personnel records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub persons: Option<usize>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UnitList {
    pub units: Vec<UnitSummary>,
}

/// An admin unit to be defined, or with `id` to be redrawn.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUnit {
    #[serde(default)]
    pub id: Option<String>,
    pub name: String,
    /// A person is in it who matches one name of each list that names something. Names are compared without regard to case.
    #[serde(default)]
    pub regions: Vec<String>,
    #[serde(default)]
    pub divisions: Vec<String>,
    #[serde(default)]
    pub departments: Vec<String>,
    #[serde(default)]
    pub groups: Vec<String>,
    /// Pseudonyms of those who are in it whatever the personnel records say.
    #[serde(default)]
    pub persons: Vec<String>,
}

/// An API token, without its secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenSummary {
    pub id: String,
    pub name: String,
    pub operations: Vec<String>,
    pub created: String,
    pub expires: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<String>,
    pub revoked: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenList {
    pub tokens: Vec<TokenSummary>,
}

/// A token to be issued to one's own account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    pub name: String,
    /// Names of operations, such as `list-alerts`.
    pub operations: Vec<String>,
    /// 1 to 365.
    pub days: u32,
}

/// A token; the secret is shown only now.
#[derive(Clone, Serialize, ToSchema)]
pub struct IssuedToken {
    pub token: TokenSummary,
    pub secret: String,
}

/// A seed that waits for its first code.
#[derive(Clone, Serialize, ToSchema)]
pub struct CodesBegun {
    /// The `otpauth:` address for the authenticator app.
    pub uri: String,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstCode {
    pub code: String,
}

/// One-time codes are set up; all earlier sessions of the account are over, this one goes on.
#[derive(Clone, Serialize, ToSchema)]
pub struct CodesSetUp {
    /// Each good once; shown only now.
    pub recovery_codes: Vec<String>,
    pub csrf: String,
}
