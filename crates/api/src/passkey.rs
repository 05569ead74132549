//! Passkeys as they cross the interface. What goes to and comes from the browser's `navigator.credentials` is passed on as it is.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// One passkey of one's own account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PasskeySummary {
    /// 16 digits that say nothing about the passkey.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    pub created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PasskeyList {
    pub passkeys: Vec<PasskeySummary>,
}

/// What to hand to `navigator.credentials`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PasskeyOptions {
    /// With bytes as base64url, as WebAuthn's JSON has them.
    #[schema(value_type = Object)]
    pub options: Value,
}

/// What `navigator.credentials.create` gave, and how the passkey is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyMade {
    /// 1 to 60 characters: the device.
    pub label: String,
    #[schema(value_type = Object)]
    pub answer: Value,
}

/// What `navigator.credentials.get` gave.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    #[schema(value_type = Object)]
    pub answer: Value,
}

/// How a passkey is called from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyLabel {
    /// 1 to 60 characters.
    pub label: String,
}
