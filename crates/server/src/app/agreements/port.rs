//! What the interface asks of agreements.

use async_trait::async_trait;

use crate::app::{Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::agreements::AgreementUseCases;
use crate::http::wire::agreements as wire;

#[async_trait]
impl AgreementUseCases for Ombud {
    async fn agreements(
        &self,
        caller: &Caller,
    ) -> Result<Vec<wire::AgreementSummary>, UseCaseError> {
        Ok(self.all_agreements(caller).await?)
    }

    async fn agreement(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError> {
        Ok(self.one_agreement(caller, id).await?)
    }

    async fn propose_agreement(
        &self,
        caller: &Caller,
        terms: wire::AgreementTerms,
    ) -> Result<wire::AgreementSummary, UseCaseError> {
        Ok(self.agreement_proposed(caller, terms).await?)
    }

    async fn revise_agreement(
        &self,
        caller: &Caller,
        id: &str,
        terms: wire::AgreementTerms,
    ) -> Result<wire::AgreementSummary, UseCaseError> {
        Ok(self.agreement_revised(caller, id, terms).await?)
    }

    async fn sign_agreement(
        &self,
        caller: &Caller,
        id: &str,
        digest: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError> {
        Ok(self.agreement_signed(caller, id, digest).await?)
    }

    async fn end_agreement(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError> {
        Ok(self.agreement_ended(caller, id).await?)
    }

    async fn works_council(&self, caller: &Caller) -> Result<wire::WorksCouncil, UseCaseError> {
        Ok(self.council(caller).await?)
    }

    async fn change_works_council(
        &self,
        caller: &Caller,
        on: bool,
    ) -> Result<wire::WorksCouncil, UseCaseError> {
        Ok(self.council_changed(caller, on).await?)
    }
}
