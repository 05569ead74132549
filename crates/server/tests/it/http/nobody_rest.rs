//! Nobody signs in, and no source has a token, in memory: the real ones are tested apart.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::SessionToken;
use ombud_server::app::Caller;
use ombud_server::http::ports::UseCaseError::{self, NotSignedIn};
use ombud_server::http::ports::sessions::{NewPassword, SessionUseCases};
use ombud_server::http::ports::sources::SourceUseCases;
use ombud_server::http::wire::sessions::SessionSummary;
use ombud_server::http::wire::sign_in_rules::SignInRules;
use ombud_server::http::wire::sources::SourceSummary;
use zeroize::Zeroizing;

use super::memory::Memory;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl SessionUseCases for Memory {
    async fn change_password(
        &self,
        _: &Caller,
        _: &SessionToken,
        _: NewPassword,
    ) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn turn_codes_off(
        &self,
        _: &Caller,
        _: &SessionToken,
        _: IpAddr,
    ) -> Answer<SessionToken> {
        Err(NotSignedIn)
    }

    async fn new_recovery_codes(&self, _: &Caller) -> Answer<Vec<String>> {
        Err(NotSignedIn)
    }

    async fn sessions(&self, _: &Caller, _: Option<&SessionToken>) -> Answer<Vec<SessionSummary>> {
        Err(NotSignedIn)
    }

    async fn end_session(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(NotSignedIn)
    }

    async fn end_other_sessions(&self, _: &Caller, _: Option<&SessionToken>) -> Answer<usize> {
        Err(NotSignedIn)
    }

    async fn forged_request(&self, _: &SessionToken) -> Answer<()> {
        Err(NotSignedIn)
    }

    fn limit_keys(&self) -> usize {
        0
    }

    async fn sign_in_rules(&self, _: &Caller) -> Answer<SignInRules> {
        Err(NotSignedIn)
    }

    async fn change_sign_in_rules(&self, _: &Caller, _: SignInRules) -> Answer<SignInRules> {
        Err(NotSignedIn)
    }

    async fn end_sessions_of(&self, _: &Caller, _: &str) -> Answer<usize> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl SourceUseCases for Memory {
    async fn source_list(&self, _: &Caller) -> Answer<Vec<SourceSummary>> {
        Err(NotSignedIn)
    }

    async fn issue_source_token(&self, _: &Caller, _: &str) -> Answer<Zeroizing<String>> {
        Err(NotSignedIn)
    }

    async fn revoke_source_token(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(NotSignedIn)
    }
}
