//! What the HTTP interface asks to keep the installation going: why a person has no alert, rejected records, settings.

use async_trait::async_trait;
use ombud_model::settings::Settings;

use super::{Listed, Page, UseCaseError};
use crate::app::Caller;
use crate::http::wire::upkeep as wire;

/// Where a rejected record stands in the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RejectPosition(pub [u8; 16]);

#[async_trait]
pub trait UpkeepUseCases: Send + Sync + 'static {
    /// The conditions of one person under every policy. Whoever is out of sight and whoever does not exist are the same:
    /// [`UseCaseError::OutOfSight`].
    async fn why(&self, caller: &Caller, person: &str) -> Result<Vec<wire::WhyRow>, UseCaseError>;

    /// Rejected records without their content.
    async fn rejects(
        &self,
        caller: &Caller,
        page: Page<RejectPosition>,
    ) -> Result<Listed<wire::RejectedRecord, RejectPosition>, UseCaseError>;

    /// Tries every rejected record again; `mapping` is the text of a mapping file.
    async fn retry_rejects(
        &self,
        caller: &Caller,
        mapping: Option<&str>,
    ) -> Result<wire::Retried, UseCaseError>;

    async fn settings(&self, caller: &Caller) -> Result<Settings, UseCaseError>;

    /// Replaces the settings; everything that depends on them is recomputed when this returns.
    async fn change_settings(
        &self,
        caller: &Caller,
        settings: Settings,
    ) -> Result<(), UseCaseError>;
}
