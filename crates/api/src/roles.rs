//! Custom roles and the pilot as they cross the interface.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may be given a role.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RoleHolders {
    #[default]
    Humans,
    Integrations,
    Either,
}

/// A custom role: a name for a set of operations.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRole {
    /// 1 to 110 bytes.
    pub title: String,
    /// Names of operations, such as `list-alerts`.
    pub operations: Vec<String>,
    #[serde(default)]
    pub held_by: RoleHolders,
    /// Sees requests and cases without contributing to them.
    #[serde(default)]
    pub oversees: bool,
    /// Unites duties that are otherwise kept apart. Counts only while the installation is a pilot.
    #[serde(default)]
    pub pilot: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoleDefined {
    /// What should not stay as it is: duties held together in a pilot.
    pub warnings: Vec<String>,
}

/// Whether the installation is a pilot.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Pilot {
    pub on: bool,
    /// What the end of the pilot takes away.
    pub ending_withdraws: Vec<Withdrawn>,
    /// Why the pilot cannot end as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cannot_end: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Withdrawn {
    pub account: String,
    pub role: String,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PilotChange {
    pub on: bool,
    /// When it ends: take away what unites duties.
    #[serde(default)]
    pub withdraw: bool,
}
