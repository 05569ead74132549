//! Signing in through a provider, confirming who one is there, and linking one's account to an identity there.
//!
//! Whoever is sent away is expected back in the same browser, once. What the provider says is asked first and counts for nothing until the
//! audit log has the intent.

use std::net::IpAddr;

use ombud_accounts::account::account_id;
use ombud_accounts::rules::{Verdict, judge};
use ombud_accounts::session::SessionReach;
use ombud_accounts::throttle::{Charge, Means};
use ombud_accounts::{
    Account, BrowserToken, DisplayName, ExternalIdentity, LoginName, Proof, SecretHash,
    SessionToken,
};
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, AccountKind, Operation, Timestamp};
use ombud_signin::{
    Admission, Callback, FlowId, Identity, Intent, PendingLogin, Provider, ReturnTo, SignInError,
};

use super::super::authorization::Caller;
use super::super::documents::{self, Read};
use super::super::{Act, AppError, Author, Ombud};
use super::invalid;
use super::people::refused;
use crate::requests::provider::{Errand, Leaving, ProviderName, Returned};

/// The program makes accounts under this name.
const JOB: &str = "provider-sign-in";
/// One text, whether nobody knows the identity or its account is not to be used.
const STRANGER: &str =
    "the provider knows you, but you have no account here that can be used: ask an administrator";

/// A browser that was sent to a provider.
pub(super) struct Away {
    provider: String,
    login: PendingLogin,
    sent: Sent,
    charge: Charge,
}

/// What it was sent for, and in whose session.
enum Sent {
    SignIn,
    Confirm(SecretHash),
    Link(SecretHash),
}

/// What a browser brought back, once the provider confirmed it.
struct Brought {
    provider: std::sync::Arc<Provider>,
    identity: Identity,
}

impl Ombud {
    pub fn list_providers(&self) -> Vec<ProviderName> {
        let name = |(id, provider): (&str, &Provider)| ProviderName {
            id: id.to_owned(),
            name: provider.settings().name.clone(),
        };
        self.sign_in_state.providers.iter().map(name).collect()
    }

    /// Sends a browser away.
    pub async fn leave_for_provider(
        &self,
        provider: &str,
        errand: Errand,
        session: Option<&SessionToken>,
        return_to: Option<String>,
        peer: IpAddr,
    ) -> Result<Leaving, AppError> {
        let now = self.clock.now();
        let (id, provider) = self
            .sign_in_state
            .providers
            .get(provider)
            .ok_or(AppError::OutOfSight)?;
        if !self.governance().has_accounts {
            return Err(AppError::Forbidden(
                "there are no accounts yet: open the set-up link that the server printed"
                    .to_owned(),
            ));
        }
        let return_to = return_to
            .map_or_else(|| Ok(ReturnTo::default()), ReturnTo::try_from)
            .map_err(invalid)?;
        let sent = match (errand, session.map(SessionToken::hash)) {
            (Errand::SignIn, _) => Sent::SignIn,
            (Errand::Confirm | Errand::Link, None) => return Err(AppError::NotSignedIn),
            (Errand::Confirm, Some(session)) => Sent::Confirm(session),
            (Errand::Link, Some(session)) => Sent::Link(session),
        };
        if let Sent::Confirm(session) | Sent::Link(session) = sent {
            self.live_session(session).await?;
        }
        // Given back when the sign-in is finished: whoever only ever begins is held up.
        let charge = self
            .charge(&Author::anonymous(), peer, Means::Unguessable)
            .await?;
        let browser = BrowserToken::generate(&mut OsEntropy).map_err(AppError::internal)?;
        let flow = FlowId::generate(&mut OsEntropy).map_err(AppError::internal)?;
        let intent = if matches!(sent, Sent::SignIn) {
            Intent::SignIn
        } else {
            Intent::Confirm
        };
        let begun = provider.begin(flow, intent, &browser, return_to, now).await;
        let (url, login) = begun.map_err(|error| told(id, error))?;
        self.sign_in_state.away.put(
            browser.hash(),
            Away {
                provider: id.to_owned(),
                login,
                sent,
                charge,
            },
            now,
        );
        Ok(Leaving { url, browser })
    }

    /// What becomes of a browser that comes back with this query.
    pub async fn return_from_provider(
        &self,
        provider: &str,
        browser: Option<&BrowserToken>,
        query: &str,
        peer: IpAddr,
    ) -> Result<Returned, AppError> {
        let now = self.clock.now();
        let (id, provider) = self
            .sign_in_state
            .providers
            .get(provider)
            .ok_or(AppError::OutOfSight)?;
        let charge = self
            .charge(&Author::anonymous(), peer, Means::Unguessable)
            .await?;
        let away = browser
            .and_then(|browser| self.sign_in_state.away.take(&browser.hash(), now))
            .filter(|away| away.provider == id);
        let (Some(browser), Some(away)) = (browser, away) else {
            let over = || told(id, SignInError::Over);
            return self
                .record(&Author::anonymous(), Operation::SignIn, async |_| {
                    Err(over())
                })
                .await;
        };
        let Away {
            login,
            sent,
            charge: begun,
            ..
        } = away;
        let brought = match Callback::parse(query) {
            Ok(callback) => provider
                .finish(&login, browser, &callback, now)
                .await
                .map_err(|error| told(id, error)),
            Err(error) => Err(AppError::WrongProof(error.to_string())),
        };
        let brought = brought.map(|identity| Brought {
            provider: std::sync::Arc::clone(provider),
            identity,
        });
        let session = match sent {
            Sent::SignIn => Some(self.sign_in_through_provider(brought, peer).await?),
            Sent::Confirm(session) => Some(self.confirm_by_provider(session, brought).await?),
            Sent::Link(session) => {
                self.link_to_provider(session, brought).await?;
                None
            }
        };
        let mut throttle = self.sign_in_state.throttle();
        throttle.succeeded(charge, now);
        throttle.succeeded(begun, now);
        Ok(Returned {
            session,
            return_to: login.return_to.as_str().to_owned(),
        })
    }

    async fn sign_in_through_provider(
        &self,
        brought: Result<Brought, AppError>,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let known = match &brought {
            Ok(brought) => self.account_of(&brought.identity.external).await?,
            Err(_) => None,
        };
        let who = known.as_ref().map_or_else(Author::anonymous, |account| {
            Author::account(account.value.id)
        });
        self.record(&who, Operation::SignIn, async |_| {
            let read = self.let_in(&brought?).await?;
            let account = read.value.clone();
            self.begin_session(&read, account, &[Proof::Provider], peer)
                .await
        })
        .await
    }

    async fn confirm_by_provider(
        &self,
        session: SecretHash,
        brought: Result<Brought, AppError>,
    ) -> Result<SessionToken, AppError> {
        let (session, account) = self.live_session(session).await?;
        self.record(&Author::account(account.value.id), Operation::SignIn, async |_| {
            let brought = brought?;
            if account.value.linked() != Some(&brought.identity.external) {
                return Err(AppError::WrongProof(
                    "you are somebody else at the provider: confirm with the same account there".to_owned(),
                ));
            }
            let read = self.let_in(&brought).await?;
            self.confirm_session(session.value, &read, &read.value, &[Proof::Provider]).await
        })
        .await
    }

    async fn link_to_provider(
        &self,
        session: SecretHash,
        brought: Result<Brought, AppError>,
    ) -> Result<(), AppError> {
        let (session, account) = self.live_session(session).await?;
        let reach = self
            .reach(&account.value, &session.value.proofs)
            .ok_or(AppError::NotSignedIn)?;
        let fresh = reach == SessionReach::Full
            && session
                .value
                .is_fresh(&self.sign_in_state.settings().sessions, self.clock.now());
        let caller = Caller::Account(self.principal(&account.value, fresh, None));
        self.authorize_own(
            &caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let external = brought?.identity.external;
                let _one_at_a_time = self.sign_in_state.changing.lock().await;
                if self
                    .account_of(&external)
                    .await?
                    .is_some_and(|other| other.value.id != account.value.id)
                {
                    return Err(refused(
                        "another account is linked to this identity: unlink that one first",
                    ));
                }
                let linked = account
                    .value
                    .clone()
                    .with_external(external, self.clock.now())
                    .map_err(refused)?;
                self.change(vec![documents::next(&account, &linked)?]).await
            },
        )
        .await
    }

    /// Ends the link of one's own account, and what came through it. All sessions end; this one goes on under a new token.
    pub async fn unlink_provider(
        &self,
        caller: &Caller,
        token: &SessionToken,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let (session, _) = self.live_session(token.hash()).await?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let _one_at_a_time = self.sign_in_state.changing.lock().await;
                if account.value.external.is_none() {
                    return Err(refused("this account is not linked to a provider"));
                }
                let alone = account
                    .value
                    .clone()
                    .without_external(self.clock.now())
                    .map_err(refused)?;
                self.renew_roles(&alone, &std::collections::BTreeSet::new())
                    .await?;
                self.begin_session(&account, alone, &session.value.proofs, peer)
                    .await
            },
        )
        .await
    }

    async fn account_of(
        &self,
        external: &ExternalIdentity,
    ) -> Result<Option<Read<Account>>, AppError> {
        Ok(
            documents::of::<Account>(self.store.records(), &external.key())
                .await?
                .into_iter()
                .next(),
        )
    }

    /// The account of whom the provider vouches for, made where that is wanted, with the roles that the groups give now.
    async fn let_in(&self, brought: &Brought) -> Result<Read<Account>, AppError> {
        let Brought { provider, identity } = brought;
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let stranger = || AppError::WrongProof(STRANGER.to_owned());
        let known = self.account_of(&identity.external).await?;
        let read = match (
            identity.admission(provider.settings(), known.is_some()),
            known,
        ) {
            (Admission::Known, Some(read)) if read.value.linked() == Some(&identity.external) => {
                read
            }
            (Admission::Create, None) => self.account_for(identity).await?,
            _ => return Err(stranger()),
        };
        let roles = self.grants_of(read.value.id);
        let roles: Vec<&str> = roles.iter().map(|grant| grant.role.as_str()).collect();
        if judge(
            &read.value,
            &self.sign_in_state.settings().second_factor,
            &roles,
            &[Proof::Provider],
        ) != Verdict::SignedIn
        {
            return Err(stranger());
        }
        if !identity.named_groups {
            tracing::warn!(
                claim = provider.settings().groups_claim,
                "the provider names no groups at all: check claim and scopes"
            );
        }
        self.renew_roles(&read.value, &identity.roles).await?;
        // What the groups gave may have changed the account.
        self.account(read.value.id)
            .await?
            .ok_or(AppError::NotSignedIn)
    }

    async fn account_for(&self, identity: &Identity) -> Result<Read<Account>, AppError> {
        let id = account_id(&mut OsEntropy).map_err(AppError::internal)?;
        self.record(&Author::job(JOB)?, Act::new(Operation::CreateAccount).on(id), async |_| {
            let account = new_account(id, identity, self.clock.now())?;
            if documents::find::<Account>(self.store.records(), account.login.as_str()).await?.is_some() {
                return Err(refused(
                    "your name at the provider is the login name of an account here: sign in to that one and link it, or ask an administrator",
                ));
            }
            self.change(vec![documents::new(&account)?]).await
        })
        .await?;
        self.account(id).await?.ok_or(AppError::NotSignedIn)
    }
}

fn new_account(id: AccountId, identity: &Identity, now: Timestamp) -> Result<Account, AppError> {
    // Whom the provider gives no name that could be one here goes by a number.
    let number = id.to_string();
    let login = identity
        .login
        .clone()
        .map_or_else(|| number.parse::<LoginName>(), Ok)
        .map_err(AppError::internal)?;
    let name = identity
        .display_name
        .clone()
        .map_or_else(|| login.as_str().parse::<DisplayName>(), Ok)
        .map_err(invalid)?;
    let account = Account::create(id, login, name, AccountKind::Human, now);
    account
        .with_external(identity.external.clone(), now)
        .and_then(|account| account.activated(now))
        .map_err(AppError::internal)
}

/// For whoever signs in; what an administrator must know is in the log.
fn told(provider: &str, error: SignInError) -> AppError {
    tracing::warn!(provider, %error, "a sign-in through the provider did not succeed");
    match error {
        SignInError::Unreachable => AppError::Busy(error.to_string()),
        SignInError::Misconfigured(_) => refused(error),
        _ => AppError::WrongProof(error.to_string()),
    }
}
