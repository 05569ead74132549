//! What the HTTP interface asks about unmaskings.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::unmaskings as wire;

/// What is decided on one unmasking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnmaskingStep {
    Approve,
    /// With a ground, by name.
    Deny(String),
    Withdraw,
    /// With a ground, by name.
    Revoke(String),
}

/// The calls about unmaskings. "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait UnmaskingUseCases: Send + Sync + 'static {
    /// The newest first.
    async fn unmaskings(
        &self,
        caller: &Caller,
    ) -> Result<Vec<wire::UnmaskingSummary>, UseCaseError>;

    async fn request_unmasking(
        &self,
        caller: &Caller,
        new: wire::UnmaskingRequest,
    ) -> Result<wire::UnmaskingSummary, UseCaseError>;

    async fn show_unmasking(
        &self,
        caller: &Caller,
        unmasking: &str,
    ) -> Result<wire::UnmaskingDetail, UseCaseError>;

    async fn decide_unmasking(
        &self,
        caller: &Caller,
        unmasking: &str,
        step: UnmaskingStep,
    ) -> Result<wire::UnmaskingSummary, UseCaseError>;

    /// The name, to the one who asked for it, while the unmasking is live.
    async fn reveal_name(
        &self,
        caller: &Caller,
        unmasking: &str,
    ) -> Result<wire::RevealedName, UseCaseError>;

    /// Whether the vault's count of names shown and the audit log agree.
    async fn unmasking_report(
        &self,
        caller: &Caller,
    ) -> Result<wire::UnmaskingReport, UseCaseError>;

    async fn unmasking_rules(&self, caller: &Caller) -> Result<wire::UnmaskingRules, UseCaseError>;

    async fn change_unmasking_rules(
        &self,
        caller: &Caller,
        rules: wire::UnmaskingRules,
    ) -> Result<wire::UnmaskingRules, UseCaseError>;
}
