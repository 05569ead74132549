//! Who asks.
//!
//! Handlers take an [`Access`]; a handler without one is public (health and the interface's description). As long as there are no
//! accounts, a server bound to a loopback address and without an admin token takes whoever is on the machine for its operator; any
//! other asks for the admin token as a bearer token. A reverse proxy in front of a loopback address makes the open kind public: set the
//! token then. With the first account both ways end.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::{HeaderMap, header, request::Parts};
use ombud_accounts::SessionToken;
use ombud_api::problem::ProblemKind;
use ombud_app::Caller;
use ombud_app::requests::PresentedCredentials;

use super::config::HttpConfig;
use super::problem::Problem;
use super::session::Cookies;
use super::state::HttpState;

/// Carries what only a page of this server can know.
const CSRF: &str = "x-ombud-csrf";

/// Who asks. Can only be had from a request; what they may is decided by each use case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RequestCaller {
    caller: Caller,
}

impl RequestCaller {
    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Who asked, by the head of a request whose answer goes on by itself: it does not count as a use of the session.
    pub(super) async fn recognised(parts: &Parts, state: &HttpState) -> Result<Self, Problem> {
        let cookies = Cookies::of(parts, state);
        let presented = Self::presented(state, bearer(&parts.headers), cookies.session())?;
        let caller = state.ombud.recognise_caller(presented).await?;
        Ok(Self { caller })
    }

    fn presented<'a>(
        state: &HttpState,
        bearer: Option<&'a str>,
        session: Option<&'a SessionToken>,
    ) -> Result<PresentedCredentials<'a>, Problem> {
        let operator = match Self::is_operator(&state.base.config, bearer) {
            Err(problem) if !state.ombud.has_accounts() => return Err(problem),
            judged => judged.unwrap_or(false),
        };
        Ok(PresentedCredentials {
            bearer,
            session,
            operator,
        })
    }

    /// Whether the request comes from the operator of a trial. An error where it presents nothing at all.
    fn is_operator(config: &HttpConfig, bearer: Option<&str>) -> Result<bool, Problem> {
        match (&config.admin_token, bearer) {
            (None, None) if !config.bound_to.is_loopback() => Err(Problem::new(
                ProblemKind::Forbidden,
                "reading is closed: bind the server to a loopback address, configure an admin token, or sign in",
            )),
            (None, _) => Ok(config.bound_to.is_loopback()),
            (Some(_), None) => Err(Problem::new(
                ProblemKind::Unauthorized,
                "send a token as `Authorization: Bearer`, or sign in",
            )),
            (Some(token), Some(presented)) => Ok(token.accepts(presented)),
        }
    }
}

impl FromRequestParts<Arc<HttpState>> for RequestCaller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<HttpState>,
    ) -> Result<Self, Problem> {
        let cookies = Cookies::of(parts, state);
        let (bearer, session) = (bearer(&parts.headers), cookies.session());
        let presented = Self::presented(state, bearer, session)?;
        let caller = state.ombud.identify_caller(presented).await?;
        if let (Caller::Account(_) | Caller::SettingUp(_), Some(session)) = (&caller, session)
            && !parts.method.is_safe()
        {
            // Another site can make the browser send the cookie, but not this.
            let sent = parts
                .headers
                .get(CSRF)
                .and_then(|value| value.to_str().ok());
            if !sent.is_some_and(|sent| session.accepts_csrf(sent)) {
                return Err(forged(
                    state,
                    session,
                    "send the session's `csrf` as the header `X-Ombud-Csrf`",
                )
                .await);
            }
        }
        Ok(Self { caller })
    }
}

/// The refusal of a request that its session's own pages did not send, after the audit log took note of it.
pub(super) async fn forged(state: &HttpState, session: &SessionToken, told: &str) -> Problem {
    match state.ombud.note_forged_request(session).await {
        Ok(()) => Problem::new(ProblemKind::Forbidden, told),
        Err(error) => error.into(),
    }
}

/// The bearer token of a request. Two `Authorization` headers are none.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let (value, None) = (values.next()?, values.next()) else {
        return None;
    };
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

    fn judge(bound_to: &str, token: bool, bearer: Option<&str>) -> Result<bool, ProblemKind> {
        let mut config = HttpConfig::local(bound_to.parse::<IpAddr>().unwrap());
        config.admin_token = token.then(|| AdminToken::new(SECRET).unwrap());
        RequestCaller::is_operator(&config, bearer).map_err(|problem| problem.kind)
    }

    #[test]
    fn operators_are_let_in_on_loopback_only() {
        assert_eq!(judge("127.0.0.1", false, None), Ok(true));
        assert_eq!(judge("::1", false, Some("x")), Ok(true));
        assert_eq!(judge("0.0.0.0", false, None), Err(ProblemKind::Forbidden));
        assert_eq!(judge("0.0.0.0", false, Some("x")), Ok(false));
    }

    #[test]
    fn a_configured_token_is_asked_for_everywhere() {
        for bound_to in ["127.0.0.1", "192.0.2.7"] {
            assert_eq!(judge(bound_to, true, Some(SECRET)), Ok(true));
            assert_eq!(judge(bound_to, true, None), Err(ProblemKind::Unauthorized));
            assert_eq!(judge(bound_to, true, Some("wrong")), Ok(false));
        }
    }
}
