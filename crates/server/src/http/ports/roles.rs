//! What the HTTP interface and the command line ask about custom roles and the pilot.

use async_trait::async_trait;

use super::UseCaseError;
use crate::app::Caller;
use crate::http::wire::roles as wire;

/// "No such thing" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait RoleUseCases: Send + Sync + 'static {
    /// Defines a custom role, or changes one.
    async fn define_role(
        &self,
        caller: &Caller,
        id: &str,
        new: wire::NewRole,
    ) -> Result<wire::RoleDefined, UseCaseError>;

    /// Removes a custom role that nobody holds.
    async fn remove_role(&self, caller: &Caller, id: &str) -> Result<(), UseCaseError>;

    async fn pilot(&self, caller: &Caller) -> Result<wire::Pilot, UseCaseError>;

    async fn change_pilot(
        &self,
        caller: &Caller,
        change: wire::PilotChange,
    ) -> Result<wire::Pilot, UseCaseError>;
}
