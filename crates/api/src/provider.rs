//! Ways to sign in, as they cross the interface.

use serde::Serialize;
use utoipa::ToSchema;

/// The ways in which people can sign in here, beside a password.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignInWays {
    /// Whether passkeys are offered.
    pub passkeys: bool,
    pub providers: Vec<SignInProvider>,
}

/// One provider.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignInProvider {
    pub id: String,
    pub name: String,
    /// Where the browser goes to begin: a path of this server. With `return_to`, a path of this server, for where to go afterwards; with
    /// `purpose`, which is `sign-in`, `confirm` or `link`.
    #[schema(examples("/sign-in/oidc/corp"))]
    pub begin: String,
}
