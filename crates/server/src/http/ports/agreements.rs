//! What the HTTP interface and the command line ask about agreements with a works council.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::agreements as wire;

/// "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait AgreementUseCases: Send + Sync + 'static {
    async fn agreements(
        &self,
        caller: &Caller,
    ) -> Result<Vec<wire::AgreementSummary>, UseCaseError>;

    async fn agreement(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError>;

    /// A new draft.
    async fn propose_agreement(
        &self,
        caller: &Caller,
        terms: wire::AgreementTerms,
    ) -> Result<wire::AgreementSummary, UseCaseError>;

    /// Other terms for a draft; signatures that it had are gone.
    async fn revise_agreement(
        &self,
        caller: &Caller,
        id: &str,
        terms: wire::AgreementTerms,
    ) -> Result<wire::AgreementSummary, UseCaseError>;

    /// Signs the text with that digest.
    async fn sign_agreement(
        &self,
        caller: &Caller,
        id: &str,
        digest: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError>;

    async fn end_agreement(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<wire::AgreementSummary, UseCaseError>;

    async fn works_council(&self, caller: &Caller) -> Result<wire::WorksCouncil, UseCaseError>;

    async fn change_works_council(
        &self,
        caller: &Caller,
        on: bool,
    ) -> Result<wire::WorksCouncil, UseCaseError>;
}
