//! Nobody has an account in memory: the real ones are tested apart.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_guard::accounts::SessionToken;
use ombud_server::app::Caller;
use ombud_server::http::ports::UseCaseError::{self, NotSignedIn};
use ombud_server::http::ports::accounts::{AccountChange, AccountUseCases, Chosen, Proofs, SetUpFor};
use ombud_server::http::ports::cases::{CaseUseCases, ContributorChange};
use ombud_server::http::ports::unmaskings::{UnmaskingStep, UnmaskingUseCases};
use ombud_server::http::wire::accounts as wire;
use ombud_server::http::wire::{cases, unmaskings};

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
impl CaseUseCases for Memory {
    async fn cases(&self, _: &Caller) -> Answer<Vec<cases::CaseSummary>> {
        Err(NotSignedIn)
    }

    async fn open_case(&self, _: &Caller, _: cases::NewCase) -> Answer<cases::CaseSummary> {
        Err(NotSignedIn)
    }

    async fn show_case(&self, _: &Caller, _: &str) -> Answer<cases::CaseSummary> {
        Err(NotSignedIn)
    }

    async fn change_contributors(&self, _: &Caller, _: &str, _: &str, _: ContributorChange) -> Answer<cases::CaseSummary> {
        Err(NotSignedIn)
    }

    async fn close_case(&self, _: &Caller, _: &str) -> Answer<cases::CaseSummary> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl UnmaskingUseCases for Memory {
    async fn unmaskings(&self, _: &Caller) -> Answer<Vec<unmaskings::UnmaskingSummary>> {
        Err(NotSignedIn)
    }

    async fn request_unmasking(&self, _: &Caller, _: unmaskings::UnmaskingRequest) -> Answer<unmaskings::UnmaskingSummary> {
        Err(NotSignedIn)
    }

    async fn show_unmasking(&self, _: &Caller, _: &str) -> Answer<unmaskings::UnmaskingDetail> {
        Err(NotSignedIn)
    }

    async fn decide_unmasking(&self, _: &Caller, _: &str, _: UnmaskingStep) -> Answer<unmaskings::UnmaskingSummary> {
        Err(NotSignedIn)
    }

    async fn reveal_name(&self, _: &Caller, _: &str) -> Answer<unmaskings::RevealedName> {
        Err(NotSignedIn)
    }

    async fn unmasking_report(&self, _: &Caller) -> Answer<unmaskings::UnmaskingReport> {
        Err(NotSignedIn)
    }

    async fn unmasking_rules(&self, _: &Caller) -> Answer<unmaskings::UnmaskingRules> {
        Err(NotSignedIn)
    }

    async fn change_unmasking_rules(&self, _: &Caller, _: unmaskings::UnmaskingRules) -> Answer<unmaskings::UnmaskingRules> {
        Err(NotSignedIn)
    }
}
