//! Sessions and ways to sign in as their holder sees them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A new password for one's own account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The password of today; left out only by an account that has none.
    #[serde(default)]
    pub current: Option<String>,
    /// 12 to 128 characters.
    pub new: String,
}

/// Recovery codes in place of all earlier ones.
#[derive(Clone, Serialize, ToSchema)]
pub struct RecoveryCodeList {
    /// Each good once; shown only now.
    pub recovery_codes: Vec<String>,
}

/// One session of one's own account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionSummary {
    /// Names the session; worth nothing for signing in.
    pub id: String,
    /// Whether it is the one that asks.
    pub this: bool,
    /// The network it began from.
    #[schema(examples("192.0.2.0/24"))]
    pub from: String,
    pub begun: String,
    /// To within half a minute.
    pub last_used: String,
    /// When who uses it was last proved.
    pub confirmed: String,
    /// How: `password`, `one-time-code`, `recovery-code`, `passkey`, `provider`.
    pub proofs: Vec<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// The latest first.
    pub sessions: Vec<SessionSummary>,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct SessionsEnded {
    /// How many were alive.
    pub ended: usize,
}
