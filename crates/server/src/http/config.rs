//! What the binary tells the HTTP interface.

use std::fmt;
use std::net::IpAddr;

use ombud_accounts::Proxies;
use ombud_console::Console;

use super::limits::HttpLimits;

/// How HTTP is offered. Only the binary builds one, from its configuration.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// The address that is listened on: decides whether reading is open.
    pub bound_to: IpAddr,
    /// Host names, without port, under which the server may be called besides `localhost`, `127.0.0.1` and `[::1]`.
    pub hosts: Vec<String>,
    /// Needed to read anything when the server is bound to another address than a loopback one; asked for everywhere once it is set.
    pub admin_token: Option<AdminToken>,
    pub limits: HttpLimits,
    /// The proxies whose word is taken for where a request comes from.
    pub proxies: Proxies,
    /// What is shown to people with a browser.
    pub console: Console,
}

impl HttpConfig {
    /// On this machine only, without sign-in and proxies.
    pub fn local(bound_to: IpAddr) -> Self {
        Self {
            bound_to,
            hosts: Vec::new(),
            admin_token: None,
            limits: HttpLimits::default(),
            proxies: Proxies::default(),
            console: Console::embedded(),
        }
    }
}

/// The secret that opens the reading endpoints. Kept as a hash only.
#[derive(Clone, Copy)]
pub struct AdminToken(blake3::Hash);

/// Shortest admin token, in bytes.
const MIN_ADMIN_TOKEN: usize = 32;

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the admin token is too short or has other characters than visible ASCII: use at least {MIN_ADMIN_TOKEN} random characters"
)]
pub struct WeakAdminToken;

impl AdminToken {
    pub fn new(secret: &str) -> Result<Self, WeakAdminToken> {
        let fit =
            secret.len() >= MIN_ADMIN_TOKEN && secret.bytes().all(|byte| byte.is_ascii_graphic());
        if fit {
            Ok(Self(hash(secret)))
        } else {
            Err(WeakAdminToken)
        }
    }

    /// Takes the same time whatever is wrong with what is presented.
    pub fn accepts(&self, presented: &str) -> bool {
        // `blake3::Hash` compares in constant time.
        hash(presented) == self.0
    }
}

fn hash(secret: &str) -> blake3::Hash {
    blake3::Hasher::new_derive_key("ombud 2026 admin token")
        .update(secret.as_bytes())
        .finalize()
}

impl fmt::Debug for AdminToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AdminToken(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_token_is_long_and_accepts_itself_only() {
        let secret = "0123456789abcdef0123456789abcdef";
        let token = AdminToken::new(secret).unwrap();
        assert!(token.accepts(secret));
        assert!(!token.accepts(""));
        assert!(!token.accepts("0123456789abcdef0123456789abcdeF"));
        assert_eq!(AdminToken::new("short").unwrap_err(), WeakAdminToken);
        assert_eq!(
            AdminToken::new(&" ".repeat(40)).unwrap_err(),
            WeakAdminToken
        );
        assert_eq!(format!("{token:?}"), "AdminToken(..)");
    }
}
