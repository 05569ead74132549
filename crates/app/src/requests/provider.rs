//! What is asked about signing in through providers.

use ombud_accounts::{BrowserToken, SessionToken};
use serde::{Deserialize, Serialize};

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
