//! How people sign in, from the configuration file of the server. It holds no secrets, only where they lie.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ombud_accounts::Passkeys;
use ombud_accounts::settings::PasskeySettings;
use ombud_outbound::Url;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::providers::{InvalidProviders, ProviderEntry, Providers};

/// How people sign in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInConfig {
    /// The address that stands in people's browsers, such as `https://ombud.example.com`.
    origin: Option<String>,
    /// Providers (OpenID Connect), by the name that stands in their addresses.
    providers: BTreeMap<String, ProviderEntry>,
}

/// Where something lies that does not stand in the configuration file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SecretFrom {
    File(PathBuf),
    Environment(String),
}

/// Why sign-in cannot be as configured.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSignIn {
    #[error(
        "sign_in: `origin` has to be an address without a path, as it stands in the browser: `https://ombud.example.com`"
    )]
    Origin,
    #[error(
        "sign_in: providers send people back to this server: say in `origin` under which address that is"
    )]
    NoOrigin,
    #[error("sign_in: {0}")]
    Providers(#[from] InvalidProviders),
}

/// Sign-in as configured, checked.
#[derive(Clone, Debug)]
pub struct SignIn {
    host: Option<String>,
    pub(super) providers: Providers,
    /// Passkeys, or why there are none.
    pub(super) passkeys: Result<Passkeys, String>,
}

impl Default for SignIn {
    /// Passwords, and what goes with them.
    fn default() -> Self {
        let off = "passkeys are off: say in the server's configuration file, as the `origin` of `sign_in`, under which address people reach it";
        Self {
            host: None,
            providers: Providers::default(),
            passkeys: Err(off.to_owned()),
        }
    }
}

impl SignIn {
    /// Checks what is configured; `read` fetches what does not stand in the file.
    pub fn new(
        config: SignInConfig,
        read: impl FnMut(&SecretFrom) -> Result<Zeroizing<String>, String>,
    ) -> Result<Self, InvalidSignIn> {
        let SignInConfig { origin, providers } = config;
        let Some(origin) = origin else {
            return if providers.is_empty() {
                Ok(Self::default())
            } else {
                Err(InvalidSignIn::NoOrigin)
            };
        };
        let host = host(&origin).ok_or(InvalidSignIn::Origin)?;
        let providers = Providers::new(&origin, providers, read)?;
        let passkeys = Passkeys::new(&PasskeySettings { origin })
            .map_err(|error| format!("passkeys are off: {error}"));
        Ok(Self {
            host: Some(host),
            providers,
            passkeys,
        })
    }

    /// The host name of the origin, under which the server is called.
    pub fn host(&self) -> Option<String> {
        self.host.clone()
    }
}

/// The host of an origin: scheme, host and port, and nothing else.
fn host(origin: &str) -> Option<String> {
    let url: Url = origin.parse().ok()?;
    let names_nobody = url.username().is_empty() && url.password().is_none();
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_web = matches!(url.scheme(), "https" | "http");
    let host = url.host_str().filter(|_| names_nobody && is_bare && is_web);
    host.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(yaml: &str) -> Result<SignIn, String> {
        let config = serde_norway::from_str(yaml).map_err(|error| error.to_string())?;
        SignIn::new(config, |_| Ok(Zeroizing::new("hush".to_owned())))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_origin_is_an_address_and_its_host_a_name_of_the_server() {
        assert_eq!(made("{}").unwrap().host(), None);
        assert_eq!(
            made("{ origin: 'https://ombud.example.com:8443' }")
                .unwrap()
                .host()
                .unwrap(),
            "ombud.example.com"
        );
        for wrong in [
            "ombud.example.com",
            "https://",
            "https://ombud.example.com/x",
            "https://a@ombud.example.com",
            "ftp://a",
            "",
        ] {
            let error = made(&format!("{{ origin: '{wrong}' }}")).unwrap_err();
            assert!(error.contains("`origin` has to be"), "{wrong}: {error}");
        }
        assert!(
            made("{ orign: 'https://a' }")
                .unwrap_err()
                .contains("orign")
        );
    }

    #[test]
    fn passkeys_need_an_origin_that_browsers_take() {
        let off = |yaml: &str| made(yaml).unwrap().passkeys.err();
        assert!(
            off("{}")
                .unwrap()
                .contains("say in the server's configuration file")
        );
        assert!(
            off("{ origin: 'https://192.0.2.7' }")
                .unwrap()
                .contains("with a name")
        );
        assert!(
            off("{ origin: 'http://ombud.example.com' }")
                .unwrap()
                .contains("has to be https")
        );
        assert_eq!(off("{ origin: 'https://ombud.example.com' }"), None);
        assert_eq!(off("{ origin: 'http://localhost:8321' }"), None);
    }

    #[test]
    fn providers_need_an_origin() {
        let providers = "providers: { corp: { name: Corp, issuer: 'https://id.example.com', client_id: ombud } }";
        assert!(
            made(&format!("{{ {providers} }}"))
                .unwrap_err()
                .contains("say in `origin`")
        );
        assert!(
            made(&format!(
                "{{ origin: 'https://ombud.example.com', {providers} }}"
            ))
            .is_ok()
        );
    }
}
