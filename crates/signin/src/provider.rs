//! One provider: leaving for it and coming back.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use ombud_accounts::{BrowserToken, ExternalIdentity};
use ombud_model::Timestamp;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthenticationContextClass, AuthorizationCode,
    ClaimsVerificationError, ClientId, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, SubjectIdentifier, TokenResponse,
    UserInfoError,
};
use parking_lot::RwLock;
use serde_json::{Map, Value};

use crate::callback::{Callback, Outcome};
use crate::error::{SignInError, TokenFault};
use crate::groups;
use crate::http::Outbound;
use crate::identity::Identity;
use crate::pending::{FlowId, Intent, PendingLogin, ReturnTo};
use crate::settings::{InvalidProvider, ProviderSettings};
use crate::wire::{Claims, Metadata, OidcClient, Tokens, UserInfo};

mod fault;

use fault::{Unverified, discovery, exchange, fetch, misconfigured};

/// How long a discovery document and its keys are good.
const CACHED_MILLIS: i64 = 3_600_000;
/// How soon they may be fetched again because a key is missing.
const AGAIN_MILLIS: i64 = 60_000;
/// How far the provider's clock may be from ours.
const SKEW_MILLIS: i64 = 60_000;
/// A token that was issued longer ago was not issued for this sign-in.
const OLDEST_MILLIS: i64 = 10 * 60_000;
/// Longest subject that the standard allows, in bytes.
const LONGEST_SUBJECT: usize = 255;

/// Signatures that are taken. None that is made with the client's secret.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A provider that people can sign in through. Share one per provider: it remembers the discovery document.
pub struct Provider {
    settings: ProviderSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    http: Outbound,
    cached: RwLock<Option<Cached>>,
}

#[derive(Clone)]
struct Cached {
    at: Timestamp,
    metadata: Arc<Metadata>,
}

impl Cached {
    fn younger_than(&self, millis: i64, now: Timestamp) -> bool {
        (0..millis).contains(&(now.millis() - self.at.millis()))
    }
}

impl Provider {
    /// Checks the settings. Nothing is fetched yet.
    pub fn new(settings: ProviderSettings) -> Result<Self, InvalidProvider> {
        let (issuer, _) = settings.checked()?;
        let http = Outbound::new(&settings, &issuer)?;
        let issuer =
            IssuerUrl::new(settings.issuer.clone()).map_err(|_| InvalidProvider::Issuer)?;
        let redirect = RedirectUrl::new(settings.redirect_uri.clone())
            .map_err(|_| InvalidProvider::Redirect)?;
        Ok(Self {
            settings,
            issuer,
            redirect,
            http,
            cached: RwLock::default(),
        })
    }

    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Begins a sign-in: the address to send the browser to, and what to keep until it comes back. `browser` is a token drawn for this
    /// sign-in and given to the browser in its cookie ([`ombud_accounts::CookieName::Browser`]).
    pub async fn begin(
        &self,
        flow: FlowId,
        intent: Intent,
        browser: &BrowserToken,
        return_to: ReturnTo,
        now: Timestamp,
    ) -> Result<(String, PendingLogin), SignInError> {
        let pending =
            PendingLogin::begin(flow, &self.settings.issuer, browser, intent, return_to, now);
        let party = self.party(self.metadata(now).await?.as_ref());
        let (state, nonce) = (pending.state(browser), pending.nonce(browser));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            pending.verifier(browser).to_string(),
        ));
        let mut request = party
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state.to_string()),
                move || Nonce::new(nonce.to_string()),
            )
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        for acr in &self.settings.accepted_acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        if intent == Intent::Confirm {
            request = request
                .add_prompt(CoreAuthPrompt::Login)
                .set_max_age(Duration::ZERO);
        }
        let (url, ..) = request.url();
        Ok((url.into(), pending))
    }

    /// Finishes a sign-in with what the browser brought back. Delete `pending` from the store before, whatever comes of it.
    pub async fn finish(
        &self,
        pending: &PendingLogin,
        browser: &BrowserToken,
        callback: &Callback,
        now: Timestamp,
    ) -> Result<Identity, SignInError> {
        pending.judge(&self.settings.issuer, browser, now)?;
        // Both are derived values; comparing the browser's hashes already bound them to the secret.
        if *callback.state != **pending.state(browser) {
            return Err(SignInError::Over);
        }
        let metadata = self.metadata(now).await?;
        let named = metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match &callback.issuer {
            Some(issuer) if *issuer != self.settings.issuer => {
                return Err(SignInError::OtherProvider);
            }
            None if named => return Err(SignInError::OtherProvider),
            _ => {}
        }
        let code = match &callback.outcome {
            Outcome::Code(code) => AuthorizationCode::new(code.clone()),
            Outcome::Error(error) => return Err(SignInError::Refused(error.clone())),
        };
        let party = self.party(&metadata);
        let request = party
            .exchange_code(code)
            .map_err(|_| misconfigured("its discovery document names no token endpoint"))?;
        let verifier = PkceCodeVerifier::new(pending.verifier(browser).to_string());
        let tokens: Tokens = request
            .set_pkce_verifier(verifier)
            .request_async(&self.http)
            .await
            .map_err(|error| exchange(&error))?;
        let (party, claims) = match self.verified(&party, pending, browser, &tokens, now) {
            Err(Unverified::UnknownKey) => {
                let party = self.party(self.metadata_with_new_keys(now).await?.as_ref());
                let claims = self
                    .verified(&party, pending, browser, &tokens, now)
                    .map_err(Unverified::into_error)?;
                (party, claims)
            }
            other => (party, other.map_err(Unverified::into_error)?),
        };
        self.identity(&party, &claims, tokens.access_token(), now)
            .await
    }

    fn verified(
        &self,
        party: &OidcClient,
        pending: &PendingLogin,
        browser: &BrowserToken,
        tokens: &Tokens,
        now: Timestamp,
    ) -> Result<Claims, Unverified> {
        let token = tokens
            .id_token()
            .ok_or(Unverified::Fault(TokenFault::Missing))?;
        let nonce = Nonce::new(pending.nonce(browser).to_string());
        let verifier = party
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_other_audience_verifier_fn(|_| false)
            .set_time_fn(|| time(now))
            .set_issue_time_verifier_fn(|issued| {
                let age = now.millis() - issued.timestamp_millis();
                if (-SKEW_MILLIS..OLDEST_MILLIS).contains(&age) {
                    Ok(())
                } else {
                    Err("issued too long ago, or in the future".to_owned())
                }
            });
        // Issuers are compared character by character, here and at discovery.
        let claims = token
            .claims(&verifier, &nonce)
            .map_err(|error| Unverified::from(&error))?;
        if !(1..=LONGEST_SUBJECT).contains(&claims.subject().as_str().len()) {
            return Err(Unverified::Fault(TokenFault::Subject));
        }
        if let Some(expected) = claims.access_token_hash() {
            let made = token
                .signing_alg()
                .ok()
                .zip(token.signing_key(&verifier).ok());
            let made = made.and_then(|(algorithm, key)| {
                AccessTokenHash::from_token(tokens.access_token(), algorithm, key).ok()
            });
            if made.as_ref() != Some(expected) {
                return Err(Unverified::Fault(TokenFault::AccessToken));
            }
        }
        self.strong_enough(claims, pending)
            .map_err(Unverified::Refused)?;
        Ok(claims.clone())
    }

    fn strong_enough(&self, claims: &Claims, pending: &PendingLogin) -> Result<(), SignInError> {
        let settings = &self.settings;
        let acr = claims.auth_context_ref().map(|acr| acr.as_str());
        if !settings.accepted_acr.is_empty()
            && !acr.is_some_and(|acr| settings.accepted_acr.iter().any(|accepted| accepted == acr))
        {
            return Err(SignInError::TooWeak);
        }
        let mut amr = claims.auth_method_refs().into_iter().flatten();
        if !settings.accepted_amr.is_empty()
            && !amr.any(|amr| {
                settings
                    .accepted_amr
                    .iter()
                    .any(|accepted| accepted == amr.as_str())
            })
        {
            return Err(SignInError::TooWeak);
        }
        let since = claims.auth_time().map(|time| time.timestamp_millis());
        if pending.intent == Intent::Confirm
            && since.is_none_or(|since| since < pending.started().millis() - SKEW_MILLIS)
        {
            return Err(SignInError::NotFresh);
        }
        Ok(())
    }

    /// Reads names and groups, from the userinfo endpoint when the token does not name the groups.
    async fn identity(
        &self,
        party: &OidcClient,
        claims: &Claims,
        access: &AccessToken,
        now: Timestamp,
    ) -> Result<Identity, SignInError> {
        let mut named = self.named(&claims.additional_claims().rest)?;
        let text = |text: &str| Some(text.to_owned());
        let mut login = claims
            .preferred_username()
            .and_then(|name| text(name.as_str()));
        let mut display = claims
            .name()
            .and_then(|names| names.get(None))
            .and_then(|name| text(name.as_str()));
        if (named.is_none() || login.is_none() || display.is_none())
            && let Some(info) = self.user_info(party, access, claims.subject()).await?
        {
            named = named.map_or_else(
                || self.named(&info.additional_claims().rest),
                |groups| Ok(Some(groups)),
            )?;
            login = login.or_else(|| {
                info.preferred_username()
                    .and_then(|name| text(name.as_str()))
            });
            display = display.or_else(|| {
                info.name()
                    .and_then(|names| names.get(None))
                    .and_then(|name| text(name.as_str()))
            });
        }
        let groups = named.clone().unwrap_or_default();
        let authenticated = claims
            .auth_time()
            .and_then(|time| Timestamp::from_millis(time.timestamp_millis()).ok());
        Ok(Identity {
            external: ExternalIdentity {
                issuer: self.settings.issuer.clone(),
                subject: claims.subject().to_string(),
            },
            login: login.and_then(|name| name.parse().ok()),
            display_name: display.and_then(|name| name.parse().ok()),
            named_groups: named.is_some(),
            roles: self
                .settings
                .groups
                .roles(groups.iter().map(String::as_str)),
            authenticated: authenticated.map(|time| time.min(now)),
        })
    }

    fn named(
        &self,
        claims: &Map<String, Value>,
    ) -> Result<Option<std::collections::BTreeSet<String>>, SignInError> {
        groups::read(claims, &self.settings.groups_claim)
            .map_err(|error| misconfigured(&error.to_string()))
    }

    /// What the userinfo endpoint says about the same subject; nothing when there is no such endpoint.
    async fn user_info(
        &self,
        party: &OidcClient,
        access: &AccessToken,
        subject: &SubjectIdentifier,
    ) -> Result<Option<UserInfo>, SignInError> {
        let Ok(request) = party.user_info(access.clone(), Some(subject.clone())) else {
            return Ok(None);
        };
        let info: Result<UserInfo, _> = request.request_async(&self.http).await;
        info.map(Some).map_err(|error| match error {
            UserInfoError::ClaimsVerification(ClaimsVerificationError::InvalidSubject(_)) => {
                SignInError::InvalidToken(TokenFault::Subject)
            }
            UserInfoError::ClaimsVerification(error) => Unverified::from(&error).into_error(),
            UserInfoError::Request(error) => fetch(&error),
            UserInfoError::Parse(_) => SignInError::InvalidToken(TokenFault::Unreadable),
            _ => misconfigured("its userinfo endpoint does not answer as it should"),
        })
    }

    fn party(&self, metadata: &Metadata) -> OidcClient {
        let secret = self
            .settings
            .client_secret
            .as_ref()
            .map(|secret| openidconnect::ClientSecret::new(secret.reveal().to_owned()));
        let methods = metadata
            .token_endpoint_auth_methods_supported()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let basic =
            methods.is_empty() || methods.contains(&CoreClientAuthMethod::ClientSecretBasic);
        let way = if basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        OidcClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            secret,
        )
        .set_redirect_uri(self.redirect.clone())
        .set_auth_type(way)
    }

    async fn metadata(&self, now: Timestamp) -> Result<Arc<Metadata>, SignInError> {
        match self
            .remembered()
            .filter(|cached| cached.younger_than(CACHED_MILLIS, now))
        {
            Some(cached) => Ok(cached.metadata),
            None => self.discover(now).await,
        }
    }

    /// Fetched again, for a key that is not there: at most once a minute, whoever sends tokens with made-up keys.
    async fn metadata_with_new_keys(&self, now: Timestamp) -> Result<Arc<Metadata>, SignInError> {
        match self
            .remembered()
            .filter(|cached| cached.younger_than(AGAIN_MILLIS, now))
        {
            Some(cached) => Ok(cached.metadata),
            None => self.discover(now).await,
        }
    }

    fn remembered(&self) -> Option<Cached> {
        self.cached.read().clone()
    }

    async fn discover(&self, now: Timestamp) -> Result<Arc<Metadata>, SignInError> {
        let metadata = Metadata::discover_async(self.issuer.clone(), &self.http)
            .await
            .map_err(|error| discovery(&error))?;
        if !crate::settings::is_secure(metadata.authorization_endpoint().url()) {
            return Err(misconfigured("its authorisation endpoint is not https"));
        }
        let metadata = Arc::new(metadata);
        *self.cached.write() = Some(Cached {
            at: now,
            metadata: Arc::clone(&metadata),
        });
        Ok(metadata)
    }
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Provider(..)")
    }
}

fn time(now: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(now.millis()).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
