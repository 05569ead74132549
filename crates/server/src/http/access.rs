//! Who may call what: the seam where sign-in and roles will stand.
//!
//! Reading handlers take an [`Access`]; a handler without one is public (health and the interface's description). Today there are two
//! kinds of access. A server bound to a loopback address and without an admin token is open to whoever is on the machine. Any other
//! asks for the admin token as a bearer token, and is closed for reading when none is configured. A reverse proxy in front of a
//! loopback address makes the open kind public: set the token then.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};

use super::config::HttpConfig;
use super::problem::{Problem, ProblemKind};
use super::state::HttpState;

/// Proof that the caller may read. Can only be had from a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    kind: AccessKind,
}

/// Why the caller may read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AccessKind {
    /// Being on this machine was enough.
    Local,
    /// The admin token was shown.
    Admin,
}

impl Access {
    pub fn kind(self) -> AccessKind {
        self.kind
    }

    fn judge(config: &HttpConfig, headers: &HeaderMap) -> Result<Self, Problem> {
        match (&config.admin_token, bearer(headers)) {
            (None, _) if config.bound_to.is_loopback() => Ok(Self { kind: AccessKind::Local }),
            (None, _) => Err(Problem::new(
                ProblemKind::Forbidden,
                "reading is closed: bind the server to a loopback address or configure an admin token",
            )),
            (Some(token), Some(presented)) if token.accepts(presented) => Ok(Self { kind: AccessKind::Admin }),
            (Some(_), _) => Err(Problem::new(ProblemKind::Unauthorized, "send the admin token as `Authorization: Bearer`")),
        }
    }
}

impl FromRequestParts<Arc<HttpState>> for Access {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<HttpState>) -> Result<Self, Problem> {
        Self::judge(&state.config, &parts.headers)
    }
}

/// The bearer token of a request. Two `Authorization` headers are none.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::super::config::AdminToken;
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef";

    fn judge(bound_to: &str, token: bool, header: Option<&str>) -> Result<AccessKind, ProblemKind> {
        let mut config = HttpConfig::local(bound_to.parse::<IpAddr>().unwrap());
        config.admin_token = token.then(|| AdminToken::new(SECRET).unwrap());
        let mut headers = HeaderMap::new();
        if let Some(header) = header {
            headers.insert(header::AUTHORIZATION, header.parse().unwrap());
        }
        Access::judge(&config, &headers).map(Access::kind).map_err(|problem| problem.kind)
    }

    #[test]
    fn reading_is_open_on_loopback_only() {
        assert_eq!(judge("127.0.0.1", false, None), Ok(AccessKind::Local));
        assert_eq!(judge("::1", false, None), Ok(AccessKind::Local));
        assert_eq!(judge("0.0.0.0", false, None), Err(ProblemKind::Forbidden));
        assert_eq!(judge("0.0.0.0", false, Some("Bearer x")), Err(ProblemKind::Forbidden));
    }

    #[test]
    fn a_configured_token_is_asked_for_everywhere() {
        let right = format!("Bearer {SECRET}");
        for bound_to in ["127.0.0.1", "192.0.2.7"] {
            assert_eq!(judge(bound_to, true, Some(&right)), Ok(AccessKind::Admin));
            assert_eq!(judge(bound_to, true, None), Err(ProblemKind::Unauthorized));
            assert_eq!(judge(bound_to, true, Some("Bearer wrong")), Err(ProblemKind::Unauthorized));
            assert_eq!(judge(bound_to, true, Some(SECRET)), Err(ProblemKind::Unauthorized));
        }
    }
}
