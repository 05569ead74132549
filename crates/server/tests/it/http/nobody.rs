//! Nobody has an account in memory: the real ones are tested apart.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_guard::accounts::{BrowserToken, SessionToken};
use ombud_server::app::Caller;
use ombud_server::http::ports::UseCaseError::{self, NotSignedIn};
use ombud_server::http::ports::accounts::{AccountChange, AccountUseCases, Chosen, Proofs, SetUpFor};
use ombud_server::http::ports::passkey::PasskeyUseCases;
use ombud_server::http::ports::provider::{Errand, Leaving, ProviderName, ProviderUseCases, Returned};
use ombud_server::http::wire::accounts as wire;
use ombud_server::http::wire::passkey::{PasskeyMade, PasskeySummary};
use serde_json::Value;

use super::memory::Memory;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl AccountUseCases for Memory {
    fn has_accounts(&self) -> bool {
        false
    }

    async fn set_up_link(&self, _: &str) -> Answer<Option<SetUpFor>> {
        Ok(None)
    }

    async fn set_up(&self, _: &str, _: Chosen) -> Answer<()> {
        Err(NotSignedIn)
    }

    async fn sign_in(&self, _: &str, _: Proofs) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn sign_out(&self, _: &SessionToken) -> Answer<()> {
        Err(NotSignedIn)
    }

    async fn confirm(&self, _: &SessionToken, _: Proofs) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn me(&self, _: &Caller) -> Answer<wire::Me> {
        Err(NotSignedIn)
    }

    async fn begin_codes(&self, _: &Caller) -> Answer<wire::CodesBegun> {
        Err(NotSignedIn)
    }

    async fn finish_codes(&self, _: &Caller, _: &str, _: IpAddr) -> Answer<(SessionToken, Vec<String>)> {
        Err(NotSignedIn)
    }

    async fn accounts(&self, _: &Caller) -> Answer<Vec<wire::AccountSummary>> {
        Err(NotSignedIn)
    }

    async fn create_account(&self, _: &Caller, _: wire::NewAccount) -> Answer<wire::AccountChanged> {
        Err(NotSignedIn)
    }

    async fn change_account(&self, _: &Caller, _: &str, _: AccountChange) -> Answer<wire::AccountChanged> {
        Err(NotSignedIn)
    }

    async fn roles(&self, _: &Caller) -> Answer<Vec<wire::RoleSummary>> {
        Err(NotSignedIn)
    }

    async fn grant(&self, _: &Caller, _: &str, _: &str, _: wire::GrantRequest) -> Answer<wire::RoleGranted> {
        Err(NotSignedIn)
    }

    async fn revoke(&self, _: &Caller, _: &str, _: &str) -> Answer<()> {
        Err(NotSignedIn)
    }

    async fn units(&self, _: &Caller) -> Answer<Vec<wire::UnitSummary>> {
        Err(NotSignedIn)
    }

    async fn define_unit(&self, _: &Caller, _: wire::NewUnit) -> Answer<wire::UnitSummary> {
        Err(NotSignedIn)
    }

    async fn tokens(&self, _: &Caller) -> Answer<Vec<wire::TokenSummary>> {
        Err(NotSignedIn)
    }

    async fn issue_api_token(&self, _: &Caller, _: wire::NewToken) -> Answer<wire::IssuedToken> {
        Err(NotSignedIn)
    }

    async fn revoke_api_token(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl ProviderUseCases for Memory {
    fn providers(&self) -> Vec<ProviderName> {
        Vec::new()
    }

    async fn leave_for_provider(
        &self,
        _: &str,
        _: Errand,
        _: Option<&SessionToken>,
        _: Option<String>,
        _: IpAddr,
    ) -> Answer<Leaving> {
        Err(UseCaseError::OutOfSight)
    }

    async fn return_from_provider(&self, _: &str, _: Option<&BrowserToken>, _: &str, _: IpAddr) -> Answer<Returned> {
        Err(UseCaseError::OutOfSight)
    }

    async fn unlink_provider(&self, _: &Caller, _: &SessionToken, _: IpAddr) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl PasskeyUseCases for Memory {
    fn offers_passkeys(&self) -> bool {
        false
    }

    async fn passkeys(&self, _: &Caller) -> Answer<Vec<PasskeySummary>> {
        Err(NotSignedIn)
    }

    async fn begin_passkey(&self, _: &Caller, _: &SessionToken) -> Answer<Value> {
        Err(NotSignedIn)
    }

    async fn finish_passkey(&self, _: &Caller, _: &SessionToken, _: PasskeyMade) -> Answer<Vec<PasskeySummary>> {
        Err(NotSignedIn)
    }

    async fn rename_passkey(&self, _: &Caller, _: &str, _: &str) -> Answer<Vec<PasskeySummary>> {
        Err(NotSignedIn)
    }

    async fn remove_passkey(&self, _: &Caller, _: &SessionToken, _: &str, _: IpAddr) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn begin_passkey_sign_in(&self, _: IpAddr) -> Answer<(Value, BrowserToken)> {
        Err(NotSignedIn)
    }

    async fn passkey_sign_in(&self, _: Option<&BrowserToken>, _: &Value, _: IpAddr) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn begin_passkey_confirmation(&self, _: &SessionToken) -> Answer<Value> {
        Err(NotSignedIn)
    }

    async fn passkey_confirmation(&self, _: &SessionToken, _: &Value, _: IpAddr) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }
}
