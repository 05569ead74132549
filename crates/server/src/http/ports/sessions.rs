//! What the HTTP interface asks about sessions, the ways in which one signs in, and the rules for both.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::SessionToken;
use zeroize::Zeroizing;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::sessions as wire;
use crate::http::wire::sign_in_rules::SignInRules;

/// What somebody sends who wants another password.
pub struct NewPassword {
    pub current: Option<Zeroizing<String>>,
    pub new: Zeroizing<String>,
    /// Where from: what limits go by.
    pub peer: IpAddr,
}

/// The calls about one's own sessions and ways to sign in, and the one that ends those of others.
#[async_trait]
pub trait SessionUseCases: Send + Sync + 'static {
    /// Sets another password. All sessions of the account end; the one that asks goes on under the new token.
    async fn change_password(
        &self,
        caller: &Caller,
        session: &SessionToken,
        change: NewPassword,
    ) -> Result<SessionToken, UseCaseError>;

    /// One-time codes are no longer asked for. Sessions as with a new password.
    async fn turn_codes_off(
        &self,
        caller: &Caller,
        session: &SessionToken,
        peer: IpAddr,
    ) -> Result<SessionToken, UseCaseError>;

    /// Recovery codes in place of all earlier ones.
    async fn new_recovery_codes(&self, caller: &Caller) -> Result<Vec<String>, UseCaseError>;

    /// One's own sessions that are alive; `this` is the one that asks.
    async fn sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Result<Vec<wire::SessionSummary>, UseCaseError>;

    /// Ends one of one's own sessions, by the id of the list.
    async fn end_session(&self, caller: &Caller, session: &str) -> Result<(), UseCaseError>;

    /// Ends one's own sessions but `this`, and says how many that were.
    async fn end_other_sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Result<usize, UseCaseError>;

    /// A request with this session's cookie was refused because it may have been forged: the audit log takes note.
    async fn forged_request(&self, session: &SessionToken) -> Result<(), UseCaseError>;

    /// Login names and networks that the limits on guessing are kept for.
    fn limit_keys(&self) -> usize;

    async fn sign_in_rules(&self, caller: &Caller) -> Result<SignInRules, UseCaseError>;

    /// Replaces the rules of sign-in; gives them as they are in force then.
    async fn change_sign_in_rules(
        &self,
        caller: &Caller,
        rules: SignInRules,
    ) -> Result<SignInRules, UseCaseError>;

    /// Ends every session of an account, and says how many that were.
    async fn end_sessions_of(&self, caller: &Caller, account: &str) -> Result<usize, UseCaseError>;
}
