//! What the HTTP interface asks about signing in through providers.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::{BrowserToken, SessionToken};
use serde::{Deserialize, Serialize};

use super::UseCaseError;
use crate::app::Caller;

/// A provider, for a button.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ProviderName {
    /// As it stands in its addresses.
    pub id: String,
    pub name: String,
}

/// What a browser is sent to a provider for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Errand {
    #[default]
    SignIn,
    /// To prove again who uses the session.
    Confirm,
    /// To link the account of the session to the identity there.
    Link,
}

/// A browser that is to be sent away.
pub struct Leaving {
    /// The provider's address.
    pub url: String,
    /// For the browser's cookie: it has to come back with it.
    pub browser: BrowserToken,
}

/// A browser that came back and was let in.
pub struct Returned {
    /// A new session, or the same under a new token; `None` when nothing about it changed.
    pub session: Option<SessionToken>,
    /// A path of this server.
    pub return_to: String,
}

/// The calls about providers. "No such provider" is [`UseCaseError::OutOfSight`].
#[async_trait]
pub trait ProviderUseCases: Send + Sync + 'static {
    fn providers(&self) -> Vec<ProviderName>;

    /// Begins a sign-in. `return_to`: where to go afterwards; anything but a path of this server is refused.
    async fn leave_for_provider(
        &self,
        provider: &str,
        errand: Errand,
        session: Option<&SessionToken>,
        return_to: Option<String>,
        peer: IpAddr,
    ) -> Result<Leaving, UseCaseError>;

    /// Finishes a sign-in with the query of the address to which the provider sent the browser.
    async fn return_from_provider(
        &self,
        provider: &str,
        browser: Option<&BrowserToken>,
        query: &str,
        peer: IpAddr,
    ) -> Result<Returned, UseCaseError>;

    /// Unlinks one's own account. All sessions end but a new one.
    async fn unlink_provider(
        &self,
        caller: &Caller,
        session: &SessionToken,
        peer: IpAddr,
    ) -> Result<SessionToken, UseCaseError>;
}
