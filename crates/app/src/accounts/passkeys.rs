//! Passkeys: adding, listing, renaming and removing one's own, signing in with one, confirming with one.

use std::net::IpAddr;

use ombud_accounts::StoredPasskey;
use ombud_accounts::passkey::{PasskeyCeremony, PasskeyEnrolment, PasskeyRefused};
use ombud_accounts::rules::{SetUp, Verdict, judge, set_up};
use ombud_accounts::throttle::{Charge, Means};
use ombud_accounts::{Account, BrowserToken, Passkeys, Proof, Session, SessionToken};
use ombud_identity::OsEntropy;
use ombud_model::Operation;
use serde_json::Value;

use super::super::authorization::Caller;
use super::super::documents::{self, Read};
use super::super::{AppError, Author, Ombud};
use super::people::refused;
use super::{invalid, waiting::Waiting};

/// Passkeys, where they are offered, and what is under way with them.
pub(super) struct PasskeysUnderWay {
    offered: Result<Passkeys, String>,
    adding: Waiting<PasskeyEnrolment>,
    signing_in: Waiting<(PasskeyCeremony, Charge)>,
    confirming: Waiting<PasskeyCeremony>,
}

impl PasskeysUnderWay {
    pub(super) fn new(offered: Result<Passkeys, String>) -> Self {
        Self {
            offered,
            adding: Waiting::default(),
            signing_in: Waiting::default(),
            confirming: Waiting::default(),
        }
    }

    fn offered(&self) -> Result<&Passkeys, AppError> {
        self.offered.as_ref().map_err(refused)
    }
}

impl Ombud {
    pub fn offers_passkeys(&self) -> bool {
        self.sign_in_state.passkeys.offered.is_ok()
    }

    pub async fn list_passkeys(&self, caller: &Caller) -> Result<Vec<StoredPasskey>, AppError> {
        self.authorize_own(caller, Operation::ReadOwnAccount, async |_, account| {
            Ok(account.value.credentials.passkeys.clone())
        })
        .await
    }

    /// Begins to add one.
    pub async fn begin_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
    ) -> Result<Value, AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let (now, browser) = (self.clock.now(), session.hash());
                let (options, enrolment) = passkeys
                    .begin_enrolment(&account.value, browser, now)
                    .map_err(told)?;
                self.sign_in_state
                    .passkeys
                    .adding
                    .put(browser, enrolment, now);
                Ok(options)
            },
        )
        .await
    }

    /// Adds what the browser answered under that label; gives all there are.
    pub async fn finish_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        label: &str,
        answer: &Value,
    ) -> Result<Vec<StoredPasskey>, AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let (now, browser) = (self.clock.now(), session.hash());
                let enrolment = self
                    .sign_in_state
                    .passkeys
                    .adding
                    .take(&browser, now)
                    .ok_or_else(|| told(PasskeyRefused::Over))?;
                let answer = answer.to_string();
                let known = account.value.clone();
                let changed = passkeys
                    .finish_enrolment(&enrolment, known, &browser, &answer, label, now)
                    .map_err(told)?;
                self.change_passkeys(&account, &changed).await
            },
        )
        .await
    }

    pub async fn rename_passkey(
        &self,
        caller: &Caller,
        passkey: &str,
        label: &str,
    ) -> Result<Vec<StoredPasskey>, AppError> {
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let label = ombud_accounts::passkey::label(label).map_err(told)?;
                let changed =
                    account
                        .value
                        .clone()
                        .with_passkey_label(passkey, label, self.clock.now());
                self.change_passkeys(&account, &changed.map_err(|_| AppError::OutOfSight)?)
                    .await
            },
        )
        .await
    }

    async fn change_passkeys(
        &self,
        read: &Read<Account>,
        changed: &Account,
    ) -> Result<Vec<StoredPasskey>, AppError> {
        documents::commit(self.store.records(), vec![documents::next(read, changed)?]).await?;
        Ok(changed.credentials.passkeys.clone())
    }

    /// All sessions end, in case somebody else holds it; this one goes on under a new token.
    pub async fn remove_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        passkey: &str,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let (session, _) = self.live_session(session.hash()).await?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                if !account
                    .value
                    .credentials
                    .passkeys
                    .iter()
                    .any(|known| known.handle() == passkey)
                {
                    return Err(AppError::OutOfSight);
                }
                let changed = account
                    .value
                    .clone()
                    .without_passkey(passkey, self.clock.now())
                    .map_err(refused)?;
                let roles = self.grants_of(changed.id);
                let roles: Vec<&str> = roles.iter().map(|grant| grant.role.as_str()).collect();
                if set_up(
                    &changed,
                    &self.sign_in_state.settings().second_factor,
                    &roles,
                ) != SetUp::Complete
                {
                    return Err(refused(
                        "this is your second factor: add another passkey or one-time codes first",
                    ));
                }
                self.begin_session(&account, changed, &session.value.proofs, peer)
                    .await
            },
        )
        .await
    }

    /// Begins a sign-in of whoever holds a passkey; the browser is to come back with the token.
    pub async fn begin_passkey_sign_in(
        &self,
        peer: IpAddr,
    ) -> Result<(Value, BrowserToken), AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        let now = self.clock.now();
        // Given back when the sign-in is finished: whoever only ever begins is held up.
        let charge = self
            .charge(&Author::anonymous(), peer, Means::Unguessable)
            .await?;
        let browser = BrowserToken::generate(&mut OsEntropy).map_err(AppError::internal)?;
        let (options, ceremony) = passkeys.begin_sign_in(browser.hash(), now).map_err(told)?;
        self.sign_in_state
            .passkeys
            .signing_in
            .put(browser.hash(), (ceremony, charge), now);
        Ok((options, browser))
    }

    pub async fn sign_in_with_passkey(
        &self,
        browser: Option<&BrowserToken>,
        answer: &Value,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        let now = self.clock.now();
        let charge = self
            .charge(&Author::anonymous(), peer, Means::Unguessable)
            .await?;
        let answer = answer.to_string();
        let begun = browser.and_then(|token| {
            Some((
                token,
                self.sign_in_state
                    .passkeys
                    .signing_in
                    .take(&token.hash(), now)?,
            ))
        });
        let claimed = passkeys.claimed_account(&answer);
        let known = match claimed {
            Ok(account) => self.account(account).await?,
            Err(_) => None,
        };
        let who = known.as_ref().map_or_else(Author::anonymous, |account| {
            Author::account(account.value.id)
        });
        let (token, begun) = self
            .record(&who, Operation::SignIn, async |_| {
                let (browser, (ceremony, begun)) =
                    begun.ok_or_else(|| told(PasskeyRefused::Over))?;
                claimed.map_err(told)?;
                // A passkey of nobody is told what a wrong one is told.
                let read = known.ok_or_else(|| told(PasskeyRefused::NotAccepted))?;
                let finished = passkeys
                    .finish(ceremony, read.value.clone(), &browser.hash(), &answer, now)
                    .map_err(told)?;
                self.fit(&finished)?;
                Ok::<_, AppError>((
                    self.begin_session(&read, finished, &[Proof::Passkey], peer)
                        .await?,
                    begun,
                ))
            })
            .await?;
        let mut throttle = self.sign_in_state.throttle();
        throttle.succeeded(charge, now);
        throttle.succeeded(begun, now);
        Ok(token)
    }

    /// Begins to confirm the session by a passkey of its account.
    pub async fn begin_passkey_confirmation(
        &self,
        session: &SessionToken,
    ) -> Result<Value, AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        let (now, browser) = (self.clock.now(), session.hash());
        let (_, account) = self.live_session(browser).await?;
        self.record(
            &Author::account(account.value.id),
            Operation::ReadOwnAccount,
            async |_| {
                let (options, ceremony) = passkeys
                    .begin_confirmation(&account.value, browser, now)
                    .map_err(told)?;
                self.sign_in_state
                    .passkeys
                    .confirming
                    .put(browser, ceremony, now);
                Ok(options)
            },
        )
        .await
    }

    /// The same session, fresh again, under a new token.
    pub async fn confirm_with_passkey(
        &self,
        session: &SessionToken,
        answer: &Value,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let passkeys = self.sign_in_state.passkeys.offered()?;
        let (now, browser) = (self.clock.now(), session.hash());
        let charge = self
            .charge(&Author::anonymous(), peer, Means::Unguessable)
            .await?;
        let (session, read): (Read<Session>, _) = self.live_session(browser).await?;
        let ceremony = self.sign_in_state.passkeys.confirming.take(&browser, now);
        let token = self
            .record(
                &Author::account(read.value.id),
                Operation::SignIn,
                async |_| {
                    let ceremony = ceremony.ok_or_else(|| told(PasskeyRefused::Over))?;
                    let answer = answer.to_string();
                    let finished = passkeys
                        .finish(ceremony, read.value.clone(), &browser, &answer, now)
                        .map_err(told)?;
                    self.fit(&finished)?;
                    self.confirm_session(session.value, &read, &finished, &[Proof::Passkey])
                        .await
                },
            )
            .await?;
        self.sign_in_state.throttle().succeeded(charge, now);
        Ok(token)
    }

    /// Whether a passkey lets this account in.
    fn fit(&self, account: &Account) -> Result<(), AppError> {
        let roles = self.grants_of(account.id);
        let roles: Vec<&str> = roles.iter().map(|grant| grant.role.as_str()).collect();
        match judge(
            account,
            &self.sign_in_state.settings().second_factor,
            &roles,
            &[Proof::Passkey],
        ) {
            Verdict::SignedIn => Ok(()),
            _ => Err(told(PasskeyRefused::NotAccepted)),
        }
    }
}

fn told(error: PasskeyRefused) -> AppError {
    match error {
        PasskeyRefused::Unreadable | PasskeyRefused::Label => invalid(error),
        PasskeyRefused::Over | PasskeyRefused::NotAccepted => {
            AppError::WrongProof(error.to_string())
        }
        PasskeyRefused::MaybeCopied => {
            tracing::warn!(%error, "a passkey was refused");
            AppError::WrongProof(error.to_string())
        }
        PasskeyRefused::Account(why) => refused(why),
        PasskeyRefused::Unavailable => AppError::internal(error),
    }
}
