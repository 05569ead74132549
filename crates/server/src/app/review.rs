//! Cases and unmaskings as HTTP asks for them.

use async_trait::async_trait;

use super::{Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::cases::{CaseUseCases, ContributorChange};
use crate::http::ports::unmaskings::{UnmaskingStep, UnmaskingUseCases};
use crate::http::wire::{cases, unmaskings};

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl CaseUseCases for Ombud {
    async fn cases(&self, caller: &Caller) -> Answer<Vec<cases::CaseSummary>> {
        Ok(self.all_cases(caller).await?)
    }

    async fn open_case(&self, caller: &Caller, new: cases::NewCase) -> Answer<cases::CaseSummary> {
        Ok(self.case_opened(caller, new).await?)
    }

    async fn show_case(&self, caller: &Caller, case: &str) -> Answer<cases::CaseSummary> {
        Ok(self.case_shown(caller, case).await?)
    }

    async fn change_contributors(
        &self,
        caller: &Caller,
        case: &str,
        account: &str,
        change: ContributorChange,
    ) -> Answer<cases::CaseSummary> {
        Ok(self
            .contributors_changed(caller, case, account, change)
            .await?)
    }

    async fn close_case(&self, caller: &Caller, case: &str) -> Answer<cases::CaseSummary> {
        Ok(self.case_closed(caller, case).await?)
    }
}

#[async_trait]
impl UnmaskingUseCases for Ombud {
    async fn unmaskings(&self, caller: &Caller) -> Answer<Vec<unmaskings::UnmaskingSummary>> {
        Ok(self.all_unmaskings(caller).await?)
    }

    async fn request_unmasking(
        &self,
        caller: &Caller,
        new: unmaskings::UnmaskingRequest,
    ) -> Answer<unmaskings::UnmaskingSummary> {
        Ok(self.unmasking_requested(caller, new).await?)
    }

    async fn show_unmasking(
        &self,
        caller: &Caller,
        unmasking: &str,
    ) -> Answer<unmaskings::UnmaskingDetail> {
        Ok(self.unmasking_shown(caller, unmasking).await?)
    }

    async fn decide_unmasking(
        &self,
        caller: &Caller,
        unmasking: &str,
        step: UnmaskingStep,
    ) -> Answer<unmaskings::UnmaskingSummary> {
        Ok(self.unmasking_decided(caller, unmasking, step).await?)
    }

    async fn reveal_name(
        &self,
        caller: &Caller,
        unmasking: &str,
    ) -> Answer<unmaskings::RevealedName> {
        Ok(self.name_revealed(caller, unmasking).await?)
    }

    async fn unmasking_report(&self, caller: &Caller) -> Answer<unmaskings::UnmaskingReport> {
        Ok(self.unmasking_reported(caller).await?)
    }

    async fn unmasking_rules(&self, caller: &Caller) -> Answer<unmaskings::UnmaskingRules> {
        Ok(self.unmask_rules_shown(caller).await?)
    }

    async fn change_unmasking_rules(
        &self,
        caller: &Caller,
        rules: unmaskings::UnmaskingRules,
    ) -> Answer<unmaskings::UnmaskingRules> {
        Ok(self.unmask_rules_changed(caller, rules).await?)
    }
}
