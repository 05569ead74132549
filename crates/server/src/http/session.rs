//! What a request says about its browser: the session's cookie, and where it comes from.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::{Extensions, HeaderMap, HeaderValue, header, request::Parts};
use ombud_accounts::peer::ForwardHeaders;
use ombud_accounts::secret::{Bearer, Purpose};
use ombud_accounts::{BrowserToken, CookieMode, CookieName, Proxies, SessionToken};
use ombud_api::problem::ProblemKind;

use super::access::bearer;
use super::layers;
use super::problem::Problem;
use super::state::{HttpBase, HttpState};

/// Where a request comes from: the other end of the connection, or what a trusted proxy there says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// The other end of the connection, whoever that carries.
    pub(super) fn at_socket(extensions: &Extensions) -> Self {
        let unknown = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        extensions.get().copied().unwrap_or(unknown)
    }

    /// Who asks, with the word of the trusted proxies.
    pub(super) fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &Proxies) -> Self {
        let Self(socket) = Self::at_socket(extensions);
        let lines = |name: &str| -> Vec<&str> {
            let values = headers.get_all(name).iter();
            // A line that is no text is a hop that cannot be read: it ends the way.
            values
                .map(|value| value.to_str().unwrap_or_default())
                .collect()
        };
        let (x_forwarded_for, forwarded) = (lines("x-forwarded-for"), lines("forwarded"));
        let headers = ForwardHeaders {
            x_forwarded_for: &x_forwarded_for,
            forwarded: &forwarded,
        };
        Self(proxies.peer_of(socket, headers))
    }
}

impl<S: Sync> FromRequestParts<S> for Peer
where
    HttpBase: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let base = HttpBase::from_ref(state);
        let proxies = &base.config.proxies;
        Ok(Self::of(&parts.extensions, &parts.headers, proxies))
    }
}

/// The cookies of a request.
pub(super) struct Cookies {
    mode: CookieMode,
    /// None beside a bearer token: that says who asks.
    session: Option<SessionToken>,
    /// What a browser carries that is about to sign in.
    browser: Option<BrowserToken>,
}

impl Cookies {
    pub(super) fn of(parts: &Parts, state: &HttpState) -> Self {
        // Plain http is for this machine itself. Under any other name there is https in front, and the cookie says so.
        let host = layers::authority(&parts.headers, &parts.uri);
        let here = state.base.config.bound_to.is_loopback()
            && host.is_some_and(|host| layers::is_local(host.host()));
        let mode = if here {
            CookieMode::LoopbackHttp
        } else {
            CookieMode::Https
        };
        let session = bearer(&parts.headers)
            .is_none()
            .then(|| read(&parts.headers, CookieName::Session, mode))
            .flatten();
        Self {
            mode,
            session,
            browser: read(&parts.headers, CookieName::Browser, mode),
        }
    }

    pub(super) fn browser(&self) -> Option<&BrowserToken> {
        self.browser.as_ref()
    }

    /// `Set-Cookie` for a browser that is about to sign in.
    pub(super) fn set_browser(
        &self,
        token: &BrowserToken,
    ) -> [(header::HeaderName, HeaderValue); 1] {
        [(
            header::SET_COOKIE,
            sensitive(&CookieName::Browser.set(self.mode, token)),
        )]
    }

    /// `Set-Cookie` that takes that away.
    pub(super) fn clear_browser(&self) -> [(header::HeaderName, HeaderValue); 1] {
        [(
            header::SET_COOKIE,
            sensitive(&CookieName::Browser.clear(self.mode)),
        )]
    }

    pub(super) fn session(&self) -> Option<&SessionToken> {
        self.session.as_ref()
    }

    pub(super) fn needed(&self) -> Result<&SessionToken, Problem> {
        self.session
            .as_ref()
            .ok_or_else(|| Problem::new(ProblemKind::Unauthorized, "sign in first"))
    }

    /// `Set-Cookie` for this session.
    pub(super) fn set(&self, token: &SessionToken) -> [(header::HeaderName, HeaderValue); 1] {
        [(
            header::SET_COOKIE,
            sensitive(&CookieName::Session.set(self.mode, token)),
        )]
    }

    /// `Set-Cookie` that takes it away.
    pub(super) fn clear(&self) -> [(header::HeaderName, HeaderValue); 1] {
        [(
            header::SET_COOKIE,
            sensitive(&CookieName::Session.clear(self.mode)),
        )]
    }
}

fn read<P: Purpose>(headers: &HeaderMap, name: CookieName, mode: CookieMode) -> Option<Bearer<P>> {
    name.read(
        mode,
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok()),
    )
}

fn sensitive(text: &str) -> HeaderValue {
    // Names, attributes and hexadecimal digits: always a header.
    let mut value = HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

impl FromRequestParts<Arc<HttpState>> for Cookies {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<HttpState>,
    ) -> Result<Self, Infallible> {
        Ok(Self::of(parts, state))
    }
}
