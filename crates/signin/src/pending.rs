//! A sign-in between leaving for the provider and coming back.

use std::fmt;

use ombud_accounts::{BrowserToken, SecretHash};
use ombud_model::Timestamp;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::SignInError;

const LONGEST_MILLIS: i64 = 10 * 60_000;

/// The number of one sign-in: random, not secret.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FlowId([u8; 16]);

impl FlowId {
    pub fn generate(entropy: &mut (impl Entropy + ?Sized)) -> Result<Self, NoEntropy> {
        entropy::bytes(entropy).map(Self)
    }
}

/// What the provider is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Intent {
    /// To sign in. Who is signed in at the provider need not do it again.
    SignIn,
    /// To confirm who one is: the provider has to ask again.
    Confirm,
}

/// Where to go afterwards: a path of this server, never another site.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReturnTo(String);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the way back is a path of this server: it begins with one `/`")]
pub struct InvalidReturn;

impl ReturnTo {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ReturnTo {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl TryFrom<String> for ReturnTo {
    type Error = InvalidReturn;

    fn try_from(path: String) -> Result<Self, InvalidReturn> {
        // `//host` and `/\host` lead elsewhere, and browsers drop tabs and line ends before they look.
        let local = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
        let plain = path.len() <= 1024 && path.bytes().all(|byte| byte.is_ascii_graphic());
        if local && plain {
            Ok(Self(path))
        } else {
            Err(InvalidReturn)
        }
    }
}

impl From<ReturnTo> for String {
    fn from(path: ReturnTo) -> Self {
        path.0
    }
}

/// What is kept meanwhile, under the hash of the browser's token. No secret: state, nonce and verifier come out of the browser's token.
/// Delete it when the browser comes back, whatever it brings: a sign-in is finished once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PendingLogin {
    flow: FlowId,
    issuer: String,
    browser: SecretHash,
    started: Timestamp,
    pub intent: Intent,
    pub return_to: ReturnTo,
}

impl PendingLogin {
    pub(crate) fn begin(
        flow: FlowId,
        issuer: &str,
        browser: &BrowserToken,
        intent: Intent,
        return_to: ReturnTo,
        now: Timestamp,
    ) -> Self {
        Self {
            flow,
            issuer: issuer.to_owned(),
            browser: browser.hash(),
            started: now,
            intent,
            return_to,
        }
    }

    /// The key under which it is kept.
    pub fn browser(&self) -> SecretHash {
        self.browser
    }

    pub(crate) fn started(&self) -> Timestamp {
        self.started
    }

    /// Whether this browser may still finish it with this provider.
    pub(crate) fn judge(
        &self,
        issuer: &str,
        browser: &BrowserToken,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        // A clock that went back by more than nodes differ makes the age unknown.
        let age = now.millis() - self.started.millis();
        let young = (-5_000..LONGEST_MILLIS).contains(&age);
        let same = browser.hash() == self.browser && issuer == self.issuer;
        if young && same {
            Ok(())
        } else {
            Err(SignInError::Over)
        }
    }

    pub(crate) fn state(&self, browser: &BrowserToken) -> Zeroizing<String> {
        browser.derive(
            "ombud 2026 state of a sign-in through a provider",
            &self.flow.0,
        )
    }

    pub(crate) fn nonce(&self, browser: &BrowserToken) -> Zeroizing<String> {
        browser.derive(
            "ombud 2026 nonce of a sign-in through a provider",
            &self.flow.0,
        )
    }

    /// 64 digits: PKCE asks for 43 to 128 characters.
    pub(crate) fn verifier(&self, browser: &BrowserToken) -> Zeroizing<String> {
        browser.derive(
            "ombud 2026 verifier of a sign-in through a provider",
            &self.flow.0,
        )
    }
}

impl fmt::Debug for PendingLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PendingLogin(..)")
    }
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;
    use proptest::prelude::*;

    use super::*;

    const ISSUER: &str = "https://id.corp.test";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + seconds * 1_000).unwrap()
    }

    fn browser() -> BrowserToken {
        BrowserToken::generate(&mut OsEntropy).unwrap()
    }

    #[test]
    fn it_is_for_one_browser_one_provider_and_ten_minutes() {
        let (here, there) = (browser(), browser());
        let begin = || {
            PendingLogin::begin(
                FlowId::generate(&mut OsEntropy).unwrap(),
                ISSUER,
                &here,
                Intent::SignIn,
                ReturnTo::default(),
                at(0),
            )
        };
        let pending = begin();
        assert_eq!(pending.judge(ISSUER, &here, at(599)), Ok(()));
        assert_eq!(
            pending.judge(ISSUER, &here, at(600)),
            Err(SignInError::Over)
        );
        assert_eq!(pending.judge(ISSUER, &here, at(-6)), Err(SignInError::Over));
        assert_eq!(pending.judge(ISSUER, &there, at(1)), Err(SignInError::Over));
        assert_eq!(
            pending.judge("https://id.corp.test/", &here, at(1)),
            Err(SignInError::Over)
        );
        let values = [
            pending.state(&here),
            pending.nonce(&here),
            pending.verifier(&here),
            begin().state(&here),
            pending.state(&there),
        ];
        let different: std::collections::HashSet<&str> =
            values.iter().map(|value| value.as_str()).collect();
        assert_eq!(different.len(), 5);
        let stored = serde_json::to_string(&pending).unwrap();
        assert!(
            values.iter().all(|value| !stored.contains(value.as_str())),
            "nothing worth stealing is stored"
        );
        assert_eq!(
            serde_json::from_str::<PendingLogin>(&stored).unwrap(),
            pending
        );
    }

    #[test]
    fn the_way_back_stays_here() {
        for good in ["/", "/alerts?page=2", "/cases/case-1#notes"] {
            assert_eq!(ReturnTo::try_from(good.to_owned()).unwrap().as_str(), good);
        }
        for wrong in [
            "",
            "alerts",
            "//evil.test",
            "/\\evil.test",
            "/\t/evil.test",
            "https://evil.test",
            "/a b",
            "/\r\nSet-Cookie:a=b",
            "/é",
        ] {
            assert_eq!(
                ReturnTo::try_from(wrong.to_owned()),
                Err(InvalidReturn),
                "{wrong:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_path_leads_elsewhere(path in "[/\\\\\t\n a-z:.@?#%é]{0,20}") {
            if let Ok(back) = ReturnTo::try_from(path) {
                let base = openidconnect::url::Url::parse("https://ombud.corp.test/sign-in").unwrap();
                let url = base.join(back.as_str()).unwrap();
                prop_assert_eq!(url.origin(), base.origin());
            }
        }
    }
}
