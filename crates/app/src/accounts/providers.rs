//! The providers that people can sign in through, as the configuration file describes them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use ombud_access::RoleId;
use ombud_signin::settings::{usual_groups_claim, usual_scopes};
use ombud_signin::{ClientSecret, GroupMap, InvalidProvider, Provider, ProviderSettings};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::config::SecretFrom;

const LONGEST_ID: usize = 32;

/// Every provider, by the name that stands in its addresses.
#[derive(Clone, Default, Debug)]
pub(super) struct Providers(BTreeMap<String, Arc<Provider>>);

/// One provider in the configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderEntry {
    /// What the button on the sign-in page says.
    name: String,
    /// Character by character as it stands in the provider's discovery document.
    issuer: String,
    client_id: String,
    /// File with the client's secret. Without this and the next: a public client, which PKCE alone protects.
    #[serde(default)]
    client_secret_file: Option<PathBuf>,
    /// Environment variable with the client's secret.
    #[serde(default)]
    client_secret_env: Option<String>,
    /// Asked for beside `openid`.
    #[serde(default = "usual_scopes")]
    scopes: Vec<String>,
    /// The claim that names the groups, or a way to it with dots.
    #[serde(default = "usual_groups_claim")]
    groups_claim: String,
    #[serde(default)]
    groups: GroupMap,
    /// When not empty: the provider must say one of these in `acr`.
    #[serde(default)]
    accepted_acr: Vec<String>,
    /// When not empty: the provider must say one of these in `amr`.
    #[serde(default)]
    accepted_amr: Vec<String>,
    /// Whether somebody who has no account here gets one when a group gives them a role.
    #[serde(default)]
    create_accounts: bool,
    /// Hosts, beside the issuer's, at which the provider has endpoints.
    #[serde(default)]
    other_hosts: Vec<String>,
    /// File with the certificates (PEM) of a private authority.
    #[serde(default)]
    root_certificates_file: Option<PathBuf>,
}

/// Why the providers in the configuration file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InvalidProviders {
    #[error(
        "provider `{0}`: a provider's key has 1 to {LONGEST_ID} of the characters a-z, 0-9 and `-`: it stands in its addresses"
    )]
    Id(String),
    #[error(
        "provider `{0}`: name the client's secret once, as a file or as an environment variable"
    )]
    TwoSecrets(String),
    #[error("provider `{id}`: {what}")]
    Unreadable { id: String, what: String },
    #[error("provider `{id}`: {error}")]
    Settings {
        id: String,
        #[source]
        error: InvalidProvider,
    },
    #[error("provider `{id}`: `{role}` cannot name a role: see the list of roles")]
    Role { id: String, role: String },
    #[error("providers `{0}` and `{1}` have the same issuer: an account would belong to both")]
    SameIssuer(String, String),
}

impl Providers {
    /// Checks every entry. `origin` is the address under which people reach the server; `read` fetches what does not stand in the file.
    pub(super) fn new(
        origin: &str,
        entries: BTreeMap<String, ProviderEntry>,
        mut read: impl FnMut(&SecretFrom) -> Result<Zeroizing<String>, String>,
    ) -> Result<Self, InvalidProviders> {
        let mut providers: BTreeMap<String, Arc<Provider>> = BTreeMap::new();
        for (id, entry) in entries {
            let fine =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !(1..=LONGEST_ID).contains(&id.len()) || !id.bytes().all(fine) {
                return Err(InvalidProviders::Id(id.chars().take(80).collect()));
            }
            if let Some(rule) = entry
                .groups
                .0
                .iter()
                .find(|rule| rule.role.parse::<RoleId>().is_err())
            {
                return Err(InvalidProviders::Role {
                    id,
                    role: rule.role.chars().take(80).collect(),
                });
            }
            if let Some((other, _)) = providers
                .iter()
                .find(|(_, known)| known.settings().issuer == entry.issuer)
            {
                return Err(InvalidProviders::SameIssuer(other.clone(), id));
            }
            let redirect = format!(
                "{}/sign-in/oidc/{id}/callback",
                origin.trim_end_matches('/')
            );
            let settings = entry.settings(&id, redirect, &mut read)?;
            let provider = Provider::new(settings).map_err(|error| InvalidProviders::Settings {
                id: id.clone(),
                error,
            })?;
            providers.insert(id, Arc::new(provider));
        }
        Ok(Self(providers))
    }

    pub(super) fn get(&self, id: &str) -> Option<(&str, &Arc<Provider>)> {
        self.0
            .get_key_value(id)
            .map(|(id, provider)| (id.as_str(), provider))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Provider)> {
        self.0
            .iter()
            .map(|(id, provider)| (id.as_str(), provider.as_ref()))
    }
}

impl ProviderEntry {
    fn settings(
        self,
        id: &str,
        redirect_uri: String,
        read: &mut impl FnMut(&SecretFrom) -> Result<Zeroizing<String>, String>,
    ) -> Result<ProviderSettings, InvalidProviders> {
        let mut read = |from: &SecretFrom| {
            read(from).map_err(|what| InvalidProviders::Unreadable {
                id: id.to_owned(),
                what,
            })
        };
        let secret = match (self.client_secret_file, self.client_secret_env) {
            (Some(_), Some(_)) => return Err(InvalidProviders::TwoSecrets(id.to_owned())),
            (Some(file), None) => Some(SecretFrom::File(file)),
            (None, Some(variable)) => Some(SecretFrom::Environment(variable)),
            (None, None) => None,
        };
        let client_secret = secret.map(|from| read(&from)).transpose()?;
        let roots = self
            .root_certificates_file
            .map(|file| read(&SecretFrom::File(file)))
            .transpose()?;
        Ok(ProviderSettings {
            name: self.name,
            issuer: self.issuer,
            client_id: self.client_id,
            client_secret: client_secret.map(|text| ClientSecret::from(text.trim().to_owned())),
            redirect_uri,
            scopes: self.scopes,
            groups_claim: self.groups_claim,
            groups: self.groups,
            accepted_acr: self.accepted_acr,
            accepted_amr: self.accepted_amr,
            create_accounts: self.create_accounts,
            other_hosts: self.other_hosts,
            root_certificates: roots.map(|text| text.to_string()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "https://ombud.example.com";

    fn entries(yaml: &str) -> BTreeMap<String, ProviderEntry> {
        serde_norway::from_str(yaml).unwrap()
    }

    fn wrong(yaml: &str) -> String {
        let read = |from: &SecretFrom| match from {
            SecretFrom::File(_) => Ok(Zeroizing::new("hush\n".to_owned())),
            SecretFrom::Environment(name) => {
                Err(format!("the environment variable `{name}` is not set"))
            }
        };
        Providers::new(ORIGIN, entries(yaml), read)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_provider_comes_back_to_its_own_address() {
        let yaml = "corp: { name: Corp, issuer: 'https://id.example.com', client_id: ombud, client_secret_file: secret }";
        let read = |from: &SecretFrom| {
            assert_eq!(*from, SecretFrom::File("secret".into()));
            Ok(Zeroizing::new("hush\n".to_owned()))
        };
        let providers = Providers::new("https://ombud.example.com/", entries(yaml), read).unwrap();
        let (_, provider) = providers.get("corp").unwrap();
        assert_eq!(
            provider.settings().redirect_uri,
            "https://ombud.example.com/sign-in/oidc/corp/callback"
        );
        assert_eq!(
            (
                provider.settings().groups_claim.as_str(),
                provider.settings().create_accounts
            ),
            ("groups", false)
        );
        assert!(
            provider.settings().client_secret.is_some()
                && !format!("{:?}", provider.settings()).contains("hush")
        );
        assert!(providers.get("other").is_none());
    }

    #[test]
    fn what_cannot_work_is_refused_with_the_provider_named() {
        let base = "name: Corp, issuer: 'https://id.example.com', client_id: ombud";
        for (yaml, told) in [
            (format!("Corp Ltd: {{ {base} }}"), "a provider's key"),
            (
                format!("corp: {{ {base}, client_secret_file: a, client_secret_env: B }}"),
                "once",
            ),
            (
                format!("corp: {{ {base}, client_secret_env: NOT_SET }}"),
                "`NOT_SET` is not set",
            ),
            (
                format!("corp: {{ {base}, groups: [{{ group: a, role: No Role }}] }}"),
                "`No Role` cannot name a role",
            ),
            (
                format!("{{ a: {{ {base} }}, b: {{ {base} }} }}"),
                "same issuer",
            ),
            (
                "corp: { name: Corp, issuer: 'http://id.example.com', client_id: ombud }"
                    .to_owned(),
                "https",
            ),
        ] {
            assert!(wrong(&yaml).contains(told), "{yaml}: {}", wrong(&yaml));
        }
        let inline = format!("corp: {{ {base}, client_secret: hush }}");
        assert!(
            serde_norway::from_str::<BTreeMap<String, ProviderEntry>>(&inline).is_err(),
            "no secret stands in the file"
        );
    }
}
