//! What the HTTP interface asks about passkeys.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::{BrowserToken, SessionToken};
use serde_json::Value;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::passkey as wire;

/// The calls about passkeys. Options go to, answers come from the browser's `navigator.credentials`. Where passkeys are not offered, a
/// [`UseCaseError::Conflict`] says why.
#[async_trait]
pub trait PasskeyUseCases: Send + Sync + 'static {
    fn offers_passkeys(&self) -> bool;

    async fn passkeys(&self, caller: &Caller) -> Result<Vec<wire::PasskeySummary>, UseCaseError>;

    /// Begins to add one.
    async fn begin_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
    ) -> Result<Value, UseCaseError>;

    /// Adds it; gives all there are.
    async fn finish_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        made: wire::PasskeyMade,
    ) -> Result<Vec<wire::PasskeySummary>, UseCaseError>;

    async fn rename_passkey(
        &self,
        caller: &Caller,
        passkey: &str,
        label: &str,
    ) -> Result<Vec<wire::PasskeySummary>, UseCaseError>;

    /// All sessions end but a new one.
    async fn remove_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        passkey: &str,
        peer: IpAddr,
    ) -> Result<SessionToken, UseCaseError>;

    /// Begins a sign-in by whoever holds a passkey; the browser has to come back with the token.
    async fn begin_passkey_sign_in(
        &self,
        peer: IpAddr,
    ) -> Result<(Value, BrowserToken), UseCaseError>;

    async fn passkey_sign_in(
        &self,
        browser: Option<&BrowserToken>,
        answer: &Value,
        peer: IpAddr,
    ) -> Result<SessionToken, UseCaseError>;

    async fn begin_passkey_confirmation(
        &self,
        session: &SessionToken,
    ) -> Result<Value, UseCaseError>;

    /// The same session, fresh again, under a new token.
    async fn passkey_confirmation(
        &self,
        session: &SessionToken,
        answer: &Value,
        peer: IpAddr,
    ) -> Result<SessionToken, UseCaseError>;
}
