//! What the HTTP interface asks about sign-in, accounts, roles, units and tokens.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::SessionToken;
use zeroize::Zeroizing;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::accounts as wire;

/// What somebody shows who signs in.
pub struct Proofs {
    pub password: Zeroizing<String>,
    /// A one-time or recovery code.
    pub code: Option<Zeroizing<String>>,
    /// Where from: what limits go by.
    pub peer: IpAddr,
}

/// What somebody chooses who sets up an account.
pub struct Chosen {
    /// For the first administrator; others have theirs.
    pub login: String,
    pub display_name: String,
    pub password: Zeroizing<String>,
    pub peer: IpAddr,
}

/// What a set-up link is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetUpFor {
    FirstAdministrator,
    /// The account with this login name.
    Account(String),
}

/// What is done to an account.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccountChange {
    Disable,
    Enable,
    /// Gives a link with which the holder sets it up anew.
    Reset,
}

/// The calls about those who use the system. "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait AccountUseCases: Send + Sync + 'static {
    /// Whether anybody has, or ever had, an account.
    fn has_accounts(&self) -> bool;

    /// What the link is for; `None` when it is not, or no longer, good.
    async fn set_up_link(&self, link: &str) -> Result<Option<SetUpFor>, UseCaseError>;

    /// Sets up the account of the link, which is then used. Gives who is missing for the two-person rule, if anybody is and the account
    /// administers or approves.
    async fn set_up(&self, link: &str, chosen: Chosen) -> Result<Option<String>, UseCaseError>;

    async fn sign_in(&self, login: &str, proofs: Proofs) -> Result<SessionToken, UseCaseError>;

    async fn sign_out(&self, session: &SessionToken) -> Result<(), UseCaseError>;

    /// The same session, fresh again, under a new token.
    async fn confirm(
        &self,
        session: &SessionToken,
        proofs: Proofs,
    ) -> Result<SessionToken, UseCaseError>;

    async fn me(&self, caller: &Caller) -> Result<wire::Me, UseCaseError>;

    async fn begin_codes(&self, caller: &Caller) -> Result<wire::CodesBegun, UseCaseError>;

    /// One-time codes are set up; all sessions end but a new one, with the recovery codes.
    async fn finish_codes(
        &self,
        caller: &Caller,
        code: &str,
        peer: IpAddr,
    ) -> Result<(SessionToken, Vec<String>), UseCaseError>;

    async fn accounts(&self, caller: &Caller) -> Result<Vec<wire::AccountSummary>, UseCaseError>;

    async fn create_account(
        &self,
        caller: &Caller,
        new: wire::NewAccount,
    ) -> Result<wire::AccountChanged, UseCaseError>;

    async fn change_account(
        &self,
        caller: &Caller,
        account: &str,
        change: AccountChange,
    ) -> Result<wire::AccountChanged, UseCaseError>;

    async fn roles(&self, caller: &Caller) -> Result<Vec<wire::RoleSummary>, UseCaseError>;

    /// Gives a role, or changes how far and how long it is held.
    async fn grant(
        &self,
        caller: &Caller,
        role: &str,
        account: &str,
        wanted: wire::GrantRequest,
    ) -> Result<wire::RoleGranted, UseCaseError>;

    async fn revoke(&self, caller: &Caller, role: &str, account: &str) -> Result<(), UseCaseError>;

    async fn units(&self, caller: &Caller) -> Result<Vec<wire::UnitSummary>, UseCaseError>;

    async fn define_unit(
        &self,
        caller: &Caller,
        new: wire::NewUnit,
    ) -> Result<wire::UnitSummary, UseCaseError>;

    /// One's own tokens.
    async fn tokens(&self, caller: &Caller) -> Result<Vec<wire::TokenSummary>, UseCaseError>;

    async fn issue_api_token(
        &self,
        caller: &Caller,
        new: wire::NewToken,
    ) -> Result<wire::IssuedToken, UseCaseError>;

    async fn revoke_api_token(&self, caller: &Caller, token: &str) -> Result<(), UseCaseError>;
}
