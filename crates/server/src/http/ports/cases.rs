//! What the HTTP interface asks about cases.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::cases as wire;

/// What is done about one contributor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ContributorChange {
    Add,
    Remove,
}

/// The calls about cases. "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait CaseUseCases: Send + Sync + 'static {
    /// The newest first.
    async fn cases(&self, caller: &Caller) -> Result<Vec<wire::CaseSummary>, UseCaseError>;

    async fn open_case(
        &self,
        caller: &Caller,
        new: wire::NewCase,
    ) -> Result<wire::CaseSummary, UseCaseError>;

    async fn show_case(
        &self,
        caller: &Caller,
        case: &str,
    ) -> Result<wire::CaseSummary, UseCaseError>;

    async fn change_contributors(
        &self,
        caller: &Caller,
        case: &str,
        account: &str,
        change: ContributorChange,
    ) -> Result<wire::CaseSummary, UseCaseError>;

    /// Closes it, and ends what was unmasked in it.
    async fn close_case(
        &self,
        caller: &Caller,
        case: &str,
    ) -> Result<wire::CaseSummary, UseCaseError>;
}
