//! Sign-in through an OpenID Connect provider: the authorisation code flow with PKCE, and what a provider's groups give here.
//!
//! Promises: the only crate that talks to a provider. It asks no host but those that are configured, follows no redirect, uses no proxy
//! from the environment, reads a bounded answer in bounded time. A sign-in is bound to the browser that began it; state, nonce and PKCE
//! verifier are derived from that browser's secret, so nothing worth stealing is kept between the two halves. The identity is the pair of
//! issuer and subject, both exactly as the provider signed them; names and mail addresses are never a key. Groups give the roles they
//! are mapped to, and nothing else gives anything.

pub mod callback;
mod error;
pub mod groups;
mod http;
mod identity;
mod pending;
mod provider;
pub mod settings;
mod wire;

pub use callback::{Callback, InvalidCallback};
pub use error::{ProviderCode, SignInError, TokenFault};
pub use groups::{GroupMap, GroupRule};
pub use identity::{Admission, Identity};
pub use pending::{FlowId, Intent, InvalidReturn, PendingLogin, ReturnTo};
pub use provider::Provider;
pub use settings::{ClientSecret, InvalidProvider, ProviderSettings};
