//! In memory there is no provider and no passkey either.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::{BrowserToken, SessionToken};
use ombud_server::app::Caller;
use ombud_server::http::ports::UseCaseError::{self, NotSignedIn};
use ombud_server::http::ports::passkey::PasskeyUseCases;
use ombud_server::http::ports::proposals::{ProposalUseCases, Verdict};
use ombud_server::http::ports::provider::{
    Errand, Leaving, ProviderName, ProviderUseCases, Returned,
};
use ombud_server::http::wire::passkey::{PasskeyMade, PasskeySummary};
use ombud_server::http::wire::proposals::{ProposalList, ProposalSummary};
use serde_json::Value;

use super::memory::Memory;

type Answer<T> = Result<T, UseCaseError>;

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

    async fn return_from_provider(
        &self,
        _: &str,
        _: Option<&BrowserToken>,
        _: &str,
        _: IpAddr,
    ) -> Answer<Returned> {
        Err(UseCaseError::OutOfSight)
    }

    async fn unlink_provider(
        &self,
        _: &Caller,
        _: &SessionToken,
        _: IpAddr,
    ) -> Answer<SessionToken> {
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

    async fn finish_passkey(
        &self,
        _: &Caller,
        _: &SessionToken,
        _: PasskeyMade,
    ) -> Answer<Vec<PasskeySummary>> {
        Err(NotSignedIn)
    }

    async fn rename_passkey(&self, _: &Caller, _: &str, _: &str) -> Answer<Vec<PasskeySummary>> {
        Err(NotSignedIn)
    }

    async fn remove_passkey(
        &self,
        _: &Caller,
        _: &SessionToken,
        _: &str,
        _: IpAddr,
    ) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn begin_passkey_sign_in(&self, _: IpAddr) -> Answer<(Value, BrowserToken)> {
        Err(NotSignedIn)
    }

    async fn passkey_sign_in(
        &self,
        _: Option<&BrowserToken>,
        _: &Value,
        _: IpAddr,
    ) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn begin_passkey_confirmation(&self, _: &SessionToken) -> Answer<Value> {
        Err(NotSignedIn)
    }

    async fn passkey_confirmation(
        &self,
        _: &SessionToken,
        _: &Value,
        _: IpAddr,
    ) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl ProposalUseCases for Memory {
    async fn proposals(&self, _: &Caller) -> Answer<ProposalList> {
        Err(NotSignedIn)
    }

    async fn decide_proposal(&self, _: &Caller, _: &str, _: Verdict) -> Answer<ProposalSummary> {
        Err(UseCaseError::OutOfSight)
    }
}
