//! Nobody has an account in memory: the real ones are tested apart.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::SessionToken;
use ombud_model::settings::Settings;
use ombud_server::app::Caller;
use ombud_server::http::ports::UseCaseError::{self, NotSignedIn, OutOfSight};
use ombud_server::http::ports::accounts::{
    AccountChange, AccountUseCases, Chosen, Proofs, SetUpFor,
};
use ombud_server::http::ports::agreements::AgreementUseCases;
use ombud_server::http::ports::cases::{CaseUseCases, ContributorChange};
use ombud_server::http::ports::rights::RightsUseCases;
use ombud_server::http::ports::roles::RoleUseCases;
use ombud_server::http::ports::unmaskings::{UnmaskingStep, UnmaskingUseCases};
use ombud_server::http::ports::upkeep::{RejectPosition, UpkeepUseCases};
use ombud_server::http::ports::{Listed, Page};
use ombud_server::http::wire::accounts as wire;
use ombud_server::http::wire::agreements::{AgreementSummary, AgreementTerms, WorksCouncil};
use ombud_server::http::wire::roles::{NewRole, Pilot, PilotChange, RoleDefined};
use ombud_server::http::wire::{cases, unmaskings};
use ombud_server::http::wire::{rights, upkeep};

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

    async fn set_up(&self, _: &str, _: Chosen) -> Answer<Option<String>> {
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

    async fn finish_codes(
        &self,
        _: &Caller,
        _: &str,
        _: IpAddr,
    ) -> Answer<(SessionToken, Vec<String>)> {
        Err(NotSignedIn)
    }

    async fn accounts(&self, _: &Caller) -> Answer<Vec<wire::AccountSummary>> {
        Err(NotSignedIn)
    }

    async fn create_account(
        &self,
        _: &Caller,
        _: wire::NewAccount,
    ) -> Answer<wire::AccountChanged> {
        Err(NotSignedIn)
    }

    async fn change_account(
        &self,
        _: &Caller,
        _: &str,
        _: AccountChange,
    ) -> Answer<wire::AccountChanged> {
        Err(NotSignedIn)
    }

    async fn roles(&self, _: &Caller) -> Answer<Vec<wire::RoleSummary>> {
        Err(NotSignedIn)
    }

    async fn grant(
        &self,
        _: &Caller,
        _: &str,
        _: &str,
        _: wire::GrantRequest,
    ) -> Answer<wire::RoleGranted> {
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

    async fn change_contributors(
        &self,
        _: &Caller,
        _: &str,
        _: &str,
        _: ContributorChange,
    ) -> Answer<cases::CaseSummary> {
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

    async fn request_unmasking(
        &self,
        _: &Caller,
        _: unmaskings::UnmaskingRequest,
    ) -> Answer<unmaskings::UnmaskingSummary> {
        Err(NotSignedIn)
    }

    async fn show_unmasking(&self, _: &Caller, _: &str) -> Answer<unmaskings::UnmaskingDetail> {
        Err(NotSignedIn)
    }

    async fn decide_unmasking(
        &self,
        _: &Caller,
        _: &str,
        _: UnmaskingStep,
    ) -> Answer<unmaskings::UnmaskingSummary> {
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

    async fn change_unmasking_rules(
        &self,
        _: &Caller,
        _: unmaskings::UnmaskingRules,
    ) -> Answer<unmaskings::UnmaskingRules> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl AgreementUseCases for Memory {
    async fn agreements(&self, _: &Caller) -> Answer<Vec<AgreementSummary>> {
        Err(NotSignedIn)
    }

    async fn agreement(&self, _: &Caller, _: &str) -> Answer<AgreementSummary> {
        Err(NotSignedIn)
    }

    async fn propose_agreement(&self, _: &Caller, _: AgreementTerms) -> Answer<AgreementSummary> {
        Err(NotSignedIn)
    }

    async fn revise_agreement(
        &self,
        _: &Caller,
        _: &str,
        _: AgreementTerms,
    ) -> Answer<AgreementSummary> {
        Err(NotSignedIn)
    }

    async fn sign_agreement(&self, _: &Caller, _: &str, _: &str) -> Answer<AgreementSummary> {
        Err(NotSignedIn)
    }

    async fn end_agreement(&self, _: &Caller, _: &str) -> Answer<AgreementSummary> {
        Err(NotSignedIn)
    }

    async fn works_council(&self, _: &Caller) -> Answer<WorksCouncil> {
        Err(NotSignedIn)
    }

    async fn change_works_council(&self, _: &Caller, _: bool) -> Answer<WorksCouncil> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl RoleUseCases for Memory {
    async fn define_role(&self, _: &Caller, _: &str, _: NewRole) -> Answer<RoleDefined> {
        Err(NotSignedIn)
    }

    async fn remove_role(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(NotSignedIn)
    }

    async fn pilot(&self, _: &Caller) -> Answer<Pilot> {
        Err(NotSignedIn)
    }

    async fn change_pilot(&self, _: &Caller, _: PilotChange) -> Answer<Pilot> {
        Err(NotSignedIn)
    }
}

#[async_trait]
impl RightsUseCases for Memory {
    async fn erase(&self, _: &Caller, _: &str, _: rights::EraseRequest) -> Answer<rights::Erased> {
        Err(OutOfSight)
    }

    async fn erasures(&self, _: &Caller) -> Answer<rights::ErasureList> {
        Ok(rights::ErasureList {
            erasures: Vec::new(),
            holds: Vec::new(),
        })
    }

    async fn place_hold(
        &self,
        _: &Caller,
        _: &str,
        _: rights::HoldRequest,
    ) -> Answer<rights::HoldPlaced> {
        Err(OutOfSight)
    }

    async fn hold_case(
        &self,
        _: &Caller,
        _: &str,
        _: rights::HoldRequest,
    ) -> Answer<rights::HoldPlaced> {
        Err(OutOfSight)
    }

    async fn lift_hold(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(OutOfSight)
    }

    async fn review_hold(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(OutOfSight)
    }

    async fn access_report(
        &self,
        _: &Caller,
        _: &str,
        _: rights::Statement,
    ) -> Answer<rights::AccessReport> {
        Err(OutOfSight)
    }

    async fn retention(&self, _: &Caller) -> Answer<Vec<rights::RetentionRow>> {
        Ok(Vec::new())
    }

    async fn change_retention(
        &self,
        _: &Caller,
        _: rights::RetentionChange,
    ) -> Answer<Vec<rights::RetentionRow>> {
        Err(OutOfSight)
    }

    async fn retention_due(&self, _: &Caller) -> Answer<rights::RetentionRun> {
        Err(OutOfSight)
    }

    async fn run_retention(&self, _: &Caller, _: Option<&str>) -> Answer<rights::RetentionRun> {
        Err(OutOfSight)
    }
}

#[async_trait]
impl UpkeepUseCases for Memory {
    async fn why(&self, _: &Caller, _: &str) -> Answer<Vec<upkeep::WhyRow>> {
        Err(OutOfSight)
    }

    async fn rejects(
        &self,
        _: &Caller,
        _: Page<RejectPosition>,
    ) -> Answer<Listed<upkeep::RejectedRecord, RejectPosition>> {
        Ok(Listed {
            entries: Vec::new(),
            next: None,
        })
    }

    async fn retry_rejects(&self, _: &Caller, _: Option<&str>) -> Answer<upkeep::Retried> {
        Err(OutOfSight)
    }

    async fn settings(&self, _: &Caller) -> Answer<Settings> {
        Ok(Settings::default())
    }

    async fn change_settings(&self, _: &Caller, _: Settings) -> Answer<()> {
        Err(OutOfSight)
    }
}
