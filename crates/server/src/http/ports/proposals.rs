//! What the HTTP interface asks about proposals: changes that take a second person.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::proposals as wire;

/// What somebody says to a proposal of somebody else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Approve,
    Refuse,
}

/// The calls about proposals. "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait ProposalUseCases: Send + Sync + 'static {
    /// The newest first.
    async fn proposals(&self, caller: &Caller) -> Result<wire::ProposalList, UseCaseError>;

    /// Decides on what somebody else proposed. [`UseCaseError::Conflict`] says why that cannot be.
    async fn decide_proposal(
        &self,
        caller: &Caller,
        proposal: &str,
        verdict: Verdict,
    ) -> Result<wire::ProposalSummary, UseCaseError>;
}
