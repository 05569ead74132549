//! What the HTTP interface asks about what is owed to the persons watched: erasure, holds, retention, and the report of what is held.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::rights as wire;

/// Persons are named by pseudonym. Whoever is out of sight and whoever does not exist are the same: [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait RightsUseCases: Send + Sync + 'static {
    /// Erases a person and gives the certificate. A hold that stops it is a [`UseCaseError::Conflict`] that names the hold.
    async fn erase(
        &self,
        caller: &Caller,
        person: &str,
        wanted: wire::EraseRequest,
    ) -> Result<wire::Erased, UseCaseError>;

    /// Erasures and holds of the persons whom the caller may see.
    async fn erasures(&self, caller: &Caller) -> Result<wire::ErasureList, UseCaseError>;

    async fn place_hold(
        &self,
        caller: &Caller,
        person: &str,
        wanted: wire::HoldRequest,
    ) -> Result<wire::HoldPlaced, UseCaseError>;

    /// As `place_hold`, on a case and so on everybody in it.
    async fn hold_case(
        &self,
        caller: &Caller,
        case: &str,
        wanted: wire::HoldRequest,
    ) -> Result<wire::HoldPlaced, UseCaseError>;

    async fn lift_hold(&self, caller: &Caller, hold: &str) -> Result<(), UseCaseError>;

    async fn review_hold(&self, caller: &Caller, hold: &str) -> Result<(), UseCaseError>;

    async fn access_report(
        &self,
        caller: &Caller,
        person: &str,
        statement: wire::Statement,
    ) -> Result<wire::AccessReport, UseCaseError>;

    async fn retention(&self, caller: &Caller) -> Result<Vec<wire::RetentionRow>, UseCaseError>;

    async fn change_retention(
        &self,
        caller: &Caller,
        wanted: wire::RetentionChange,
    ) -> Result<Vec<wire::RetentionRow>, UseCaseError>;

    /// What a run would delete now.
    async fn retention_due(&self, caller: &Caller) -> Result<wire::RetentionRun, UseCaseError>;

    async fn run_retention(
        &self,
        caller: &Caller,
        confirm: Option<&str>,
    ) -> Result<wire::RetentionRun, UseCaseError>;
}
