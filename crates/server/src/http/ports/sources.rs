//! What the HTTP interface asks about sources and their tokens.

use async_trait::async_trait;
use zeroize::Zeroizing;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::sources as wire;

/// The calls about sources. A source that is not known is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait SourceUseCases: Send + Sync + 'static {
    async fn source_list(&self, caller: &Caller) -> Result<Vec<wire::SourceSummary>, UseCaseError>;

    /// A new token for a source, in the place of the former one; its secret is shown this once.
    async fn issue_source_token(
        &self,
        caller: &Caller,
        source: &str,
    ) -> Result<Zeroizing<String>, UseCaseError>;

    /// The source's token is worth nothing from the next push on.
    async fn revoke_source_token(&self, caller: &Caller, source: &str) -> Result<(), UseCaseError>;
}
