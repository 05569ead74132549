//! The cookies of sign-in: what `Set-Cookie` says, and reading them back out of any text a browser or attacker sends.

use std::fmt::Write as _;

use zeroize::Zeroizing;

use super::secret::{Bearer, Purpose};

/// Longest `Cookie` header that is read, in bytes.
const LONGEST_HEADER: usize = 16 * 1024;

/// How the browser reaches the server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CookieMode {
    /// Over https: `Secure`, and the `__Host-` prefix, so that no other host and no plain page can set or see the cookie.
    Https,
    /// Over plain http on this machine only (`127.0.0.1`, `::1`, `localhost`). The server refuses plain http anywhere else.
    LoopbackHttp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CookieName {
    /// Carries a [`super::SessionToken`]. `SameSite=Strict`: a link from elsewhere arrives without it.
    Session,
    /// Carries a [`super::BrowserToken`] while somebody signs in. `SameSite=Lax`, because a provider sends the browser back from another site.
    Browser,
}

impl CookieName {
    pub const fn text(self, mode: CookieMode) -> &'static str {
        match (self, mode) {
            (CookieName::Session, CookieMode::Https) => "__Host-ombud-session",
            (CookieName::Session, CookieMode::LoopbackHttp) => "ombud-session",
            (CookieName::Browser, CookieMode::Https) => "__Host-ombud-browser",
            (CookieName::Browser, CookieMode::LoopbackHttp) => "ombud-browser",
        }
    }

    /// The value of `Set-Cookie` that gives the browser this token. Without `Max-Age`: it goes when the browser is closed, and the server
    /// judges its age.
    pub fn set<P: Purpose>(self, mode: CookieMode, token: &Bearer<P>) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(256));
        // Writing to a string does not fail.
        let _ = write!(
            text,
            "{}={}{}",
            self.text(mode),
            token.reveal().as_str(),
            self.attributes(mode)
        );
        text
    }

    /// The value of `Set-Cookie` that takes it away.
    pub fn clear(self, mode: CookieMode) -> String {
        format!("{}={}; Max-Age=0", self.text(mode), self.attributes(mode))
    }

    const fn attributes(self, mode: CookieMode) -> &'static str {
        match (self, mode) {
            (CookieName::Session, CookieMode::Https) => {
                "; Path=/; Secure; HttpOnly; SameSite=Strict"
            }
            (CookieName::Session, CookieMode::LoopbackHttp) => {
                "; Path=/; HttpOnly; SameSite=Strict"
            }
            (CookieName::Browser, CookieMode::Https) => "; Path=/; Secure; HttpOnly; SameSite=Lax",
            (CookieName::Browser, CookieMode::LoopbackHttp) => "; Path=/; HttpOnly; SameSite=Lax",
        }
    }

    /// The token in the `Cookie` headers of a request. `None` when there is none, when it is no token of this kind, or when there are
    /// two of that name: somebody planted one, and which is the right one cannot be told. Total over any text.
    pub fn read<'a, P: Purpose>(
        self,
        mode: CookieMode,
        headers: impl IntoIterator<Item = &'a str>,
    ) -> Option<Bearer<P>> {
        let mut found = None;
        for header in headers {
            if header.len() > LONGEST_HEADER {
                return None;
            }
            for (name, value) in header.split(';').filter_map(|pair| pair.split_once('=')) {
                if name.trim_matches([' ', '\t']) != self.text(mode) {
                    continue;
                }
                if found.is_some() {
                    return None;
                }
                found = Some(value.trim_matches([' ', '\t']));
            }
        }
        found.and_then(Bearer::parse)
    }
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;
    use proptest::prelude::*;

    use super::*;
    use crate::secret::{BrowserToken, ForSession, SessionToken};

    #[test]
    fn attributes_are_strict() {
        let token = SessionToken::generate(&mut OsEntropy).unwrap();
        let set = CookieName::Session.set(CookieMode::Https, &token);
        let (pair, attributes) = set.split_once(';').unwrap();
        assert_eq!(
            pair,
            format!("__Host-ombud-session={}", token.reveal().as_str())
        );
        assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Strict");
        let local = CookieName::Session.set(CookieMode::LoopbackHttp, &token);
        assert!(
            !local.contains("__Host-")
                && !local.contains("Secure")
                && local.contains("; HttpOnly; SameSite=Strict")
        );
        let browser = CookieName::Browser.set(
            CookieMode::Https,
            &BrowserToken::generate(&mut OsEntropy).unwrap(),
        );
        assert!(
            browser.starts_with("__Host-ombud-browser=ombud_pre_")
                && browser.ends_with("SameSite=Lax")
        );
        let clear = CookieName::Session.clear(CookieMode::Https);
        assert_eq!(
            clear,
            "__Host-ombud-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"
        );
    }

    #[test]
    fn it_is_found_among_others_and_two_are_none() {
        let token = SessionToken::generate(&mut OsEntropy).unwrap();
        let text = token.reveal();
        let pair = format!("__Host-ombud-session={}", text.as_str());
        let read = |headers: &[&str]| {
            CookieName::Session
                .read::<ForSession>(CookieMode::Https, headers.iter().copied())
                .map(|found| found.hash())
        };
        assert_eq!(read(&[&format!("a=b; {pair};c=d")]), Some(token.hash()));
        assert_eq!(read(&["a=b", &pair]), Some(token.hash()));
        assert_eq!(read(&[&pair, &pair]), None);
        assert_eq!(read(&[&format!("{pair}; __Host-ombud-session=x")]), None);
        assert_eq!(
            read(&[&pair.replace("__Host-", "")]),
            None,
            "the name without the prefix can be planted over http"
        );
        assert_eq!(
            read(&[&format!("{pair}{}", " ".repeat(LONGEST_HEADER))]),
            None
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(headers in proptest::collection::vec(".{0,80}|((__Host-ombud-session|a)=?(ombud_ses_)?[0-9a-f]{0,64}[; ]*){0,3}", 0..4)) {
            let found = CookieName::Session.read::<ForSession>(CookieMode::Https, headers.iter().map(String::as_str));
            if let Some(token) = found {
                let text = token.reveal();
                prop_assert_eq!(headers.iter().map(|header| header.matches(text.as_str()).count()).sum::<usize>(), 1);
            }
        }
    }
}
