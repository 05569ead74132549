//! The settings of a provider.

use std::fmt;
use std::net::IpAddr;

use openidconnect::url::{Host, Url};
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::groups::GroupMap;

/// One provider, as the administrator describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// What the button says.
    pub name: String,
    /// The issuer, character by character as it stands in the provider's discovery document.
    pub issuer: String,
    pub client_id: String,
    /// Absent for a public client, which PKCE alone protects.
    #[serde(default)]
    pub client_secret: Option<ClientSecret>,
    /// Where the provider sends the browser back to; registered there in the same spelling.
    pub redirect_uri: String,
    /// Asked for beside `openid`.
    #[serde(default = "usual_scopes")]
    pub scopes: Vec<String>,
    /// The claim that names the groups, or a way to it with dots.
    #[serde(default = "usual_groups_claim")]
    pub groups_claim: String,
    /// Which groups give which role groups.
    #[serde(default)]
    pub groups: GroupMap,
    /// When not empty: the provider must say one of these in `acr`.
    #[serde(default)]
    pub accepted_acr: Vec<String>,
    /// When not empty: the provider must say one of these in `amr`.
    #[serde(default)]
    pub accepted_amr: Vec<String>,
    /// Whether somebody who has no account here gets one when a group gives them a role.
    #[serde(default)]
    pub create_accounts: bool,
    /// Hosts, beside the issuer's, at which the provider has endpoints. No other host is asked.
    #[serde(default)]
    pub other_hosts: Vec<String>,
    /// Certificates (PEM) of the authority that signed the provider's certificate, when it is a private one.
    #[serde(default)]
    pub root_certificates: Option<String>,
}

/// What is asked for where nothing else is said.
pub fn usual_scopes() -> Vec<String> {
    vec!["profile".to_owned()]
}

/// Where most providers name the groups.
pub fn usual_groups_claim() -> String {
    "groups".to_owned()
}

/// The secret that the provider knows the server by. Wiped when dropped, never printed or written.
#[derive(Clone, Deserialize)]
#[serde(from = "String")]
pub struct ClientSecret(Zeroizing<String>);

impl ClientSecret {
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for ClientSecret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(..)")
    }
}

/// Why a provider's settings are refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvalidProvider {
    #[error(
        "the issuer is not an address without query: copy it from the provider's discovery document"
    )]
    Issuer,
    #[error(
        "the redirect address is not an address: write the one that is registered at the provider"
    )]
    Redirect,
    #[error("issuer and redirect address must be https; http only on this machine, for trying out")]
    NotSecure,
    #[error("the client id is empty: the provider gives it when the application is registered")]
    ClientId,
    #[error("a group rule names an empty group or role: write both, or remove the rule")]
    GroupRule,
    #[error("the root certificates cannot be read: give them as PEM")]
    Certificates,
    #[error(
        "the HTTP client could not be made: the certificates of the operating system cannot be read"
    )]
    Client,
}

impl ProviderSettings {
    /// The issuer and redirect addresses, when everything is in order.
    pub(crate) fn checked(&self) -> Result<(Url, Url), InvalidProvider> {
        let issuer = Url::parse(&self.issuer).map_err(|_| InvalidProvider::Issuer)?;
        if issuer.query().is_some()
            || issuer.fragment().is_some()
            || !issuer.username().is_empty()
            || issuer.host().is_none()
        {
            return Err(InvalidProvider::Issuer);
        }
        let redirect = Url::parse(&self.redirect_uri).map_err(|_| InvalidProvider::Redirect)?;
        if redirect.fragment().is_some() || redirect.host().is_none() {
            return Err(InvalidProvider::Redirect);
        }
        if !is_secure(&issuer) || !is_secure(&redirect) {
            return Err(InvalidProvider::NotSecure);
        }
        if self.client_id.trim().is_empty() {
            return Err(InvalidProvider::ClientId);
        }
        if self
            .groups
            .0
            .iter()
            .any(|rule| rule.group.is_empty() || rule.role.is_empty())
        {
            return Err(InvalidProvider::GroupRule);
        }
        Ok((issuer, redirect))
    }
}

/// Over https, or never leaving the machine.
pub(crate) fn is_secure(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str, redirect: &str) -> ProviderSettings {
        let text = serde_json::json!({ "name": "Corp", "issuer": issuer, "client_id": "ombud", "client_secret": "hush", "redirect_uri": redirect });
        serde_json::from_value(text).unwrap()
    }

    #[test]
    fn addresses_are_secure_or_on_this_machine() {
        const BACK: &str = "https://ombud.corp.test/sign-in/callback";
        for good in [
            "https://id.corp.test",
            "https://id.corp.test/realms/staff",
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
            "http://localhost",
        ] {
            assert!(settings(good, BACK).checked().is_ok(), "{good}");
        }
        for plain in [
            "http://id.corp.test",
            "http://127.0.0.1.evil.test",
            "http://10.0.0.1",
            "ftp://id.corp.test",
        ] {
            assert_eq!(
                settings(plain, BACK).checked().unwrap_err(),
                InvalidProvider::NotSecure,
                "{plain}"
            );
        }
        for wrong in [
            "",
            "id.corp.test",
            "https://id.corp.test?x=1",
            "https://id.corp.test#x",
            "https://a@id.corp.test",
            "data:x",
        ] {
            assert_eq!(
                settings(wrong, BACK).checked().unwrap_err(),
                InvalidProvider::Issuer,
                "{wrong}"
            );
        }
        assert_eq!(
            settings("https://id.corp.test", "/callback")
                .checked()
                .unwrap_err(),
            InvalidProvider::Redirect
        );
        assert_eq!(
            settings("https://id.corp.test", "http://ombud.corp.test/")
                .checked()
                .unwrap_err(),
            InvalidProvider::NotSecure
        );
    }

    #[test]
    fn the_secret_is_not_printed_and_unknown_settings_are_refused() {
        let settings = settings("https://id.corp.test", "https://ombud.corp.test/cb");
        assert!(!format!("{settings:?}").contains("hush"));
        assert!(
            !settings.create_accounts && settings.groups.0.is_empty(),
            "nobody gets in by default"
        );
        let text =
            r#"{"name":"a","issuer":"b","client_id":"c","redirect_uri":"d","verify_tls":false}"#;
        assert!(serde_json::from_str::<ProviderSettings>(text).is_err());
    }
}
