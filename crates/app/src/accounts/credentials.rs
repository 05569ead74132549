//! Changing one's own ways to sign in: another password, one-time codes turned off, new recovery codes.

use std::net::IpAddr;

use ombud_accounts::password::{self, Checked};
use ombud_accounts::rules::{SetUp, set_up};
use ombud_accounts::throttle::Means;
use ombud_accounts::{Account, RecoveryCodes, Session, SessionToken};
use ombud_identity::OsEntropy;
use ombud_model::Operation;
use zeroize::Zeroizing;

use super::super::documents::{self, Read};
use super::super::{AppError, Caller, Ombud};
use super::invalid;
use crate::requests::sessions::NewPassword;

impl Ombud {
    /// Sets another password. All sessions of the account end; the one that asks goes on under the new token.
    pub async fn change_password(
        &self,
        caller: &Caller,
        session: &SessionToken,
        change: NewPassword,
    ) -> Result<SessionToken, AppError> {
        let (session, _) = self.live_session(session.hash()).await?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                self.confirm_password(&account.value, change.current, change.peer)
                    .await?;
                let password = self
                    .hash_chosen_password(&account.value.login, change.new)
                    .await?;
                let changed = account
                    .value
                    .clone()
                    .with_password(password, self.clock.now())
                    .map_err(invalid)?;
                self.replace_session(&account, &changed, &session.value, change.peer)
                    .await
            },
        )
        .await
    }

    /// One-time codes are no longer asked for. Sessions as with a new password.
    pub async fn turn_codes_off(
        &self,
        caller: &Caller,
        session: &SessionToken,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let (session, _) = self.live_session(session.hash()).await?;
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                if account.value.credentials.totp.is_none() {
                    return Err(invalid("this account has no one-time codes"));
                }
                let changed = account.value.clone().without_totp(self.clock.now());
                let grants = self.grants_of(changed.id);
                let roles: Vec<&str> = grants.iter().map(|grant| grant.role.as_str()).collect();
                match set_up(
                    &changed,
                    &self.sign_in_state.settings().second_factor,
                    &roles,
                ) {
                    SetUp::Complete => {
                        self.replace_session(&account, &changed, &session.value, peer)
                            .await
                    }
                    SetUp::NeedsWayIn | SetUp::NeedsSecondFactor => Err(AppError::Conflict(
                        "a second factor is asked of this account: set up another one first"
                            .to_owned(),
                    )),
                }
            },
        )
        .await
    }

    /// Recovery codes in place of all earlier ones.
    pub async fn renew_recovery_codes(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let (shown, recovery) = RecoveryCodes::generate(account.value.id, &mut OsEntropy)
                    .map_err(AppError::internal)?;
                let changed = account
                    .value
                    .clone()
                    .with_recovery(recovery, self.clock.now())
                    .map_err(invalid)?;
                documents::commit(
                    self.store.records(),
                    vec![documents::next(&account, &changed)?],
                )
                .await?;
                Ok(shown.iter().map(|code| code.to_string()).collect())
            },
        )
        .await
    }

    /// Guessing the password of today is limited like signing in: whoever took a session over must not find it out.
    async fn confirm_password(
        &self,
        account: &Account,
        given: Option<Zeroizing<String>>,
        peer: IpAddr,
    ) -> Result<(), AppError> {
        let Some(stored) = account.credentials.password.clone() else {
            return Ok(());
        };
        let given = given.ok_or_else(|| invalid("send the password of today as `current`"))?;
        let now = self.clock.now();
        let means = Means::Password {
            login: account.login.as_str(),
            known_place: account.knows_place(peer, now),
        };
        let charge = self
            .sign_in_state
            .throttle()
            .begin(peer, means, now)
            .map_err(AppError::TooMany)?;
        let checked = self
            .hash(move |seat, cost| password::check(seat, cost, Some(&stored), &given))
            .await?;
        if checked == Checked::Wrong {
            return Err(AppError::WrongProof(
                "the password of today is wrong".to_owned(),
            ));
        }
        self.sign_in_state.throttle().succeeded(charge, now);
        Ok(())
    }

    /// Stores an account whose sessions are all over by its new epoch, and goes on in a new session of the same reach and proofs.
    async fn replace_session(
        &self,
        read: &Read<Account>,
        changed: &Account,
        session: &Session,
        peer: IpAddr,
    ) -> Result<SessionToken, AppError> {
        let begun = Session::begin(
            changed,
            session.reach,
            &session.proofs,
            peer,
            self.clock.now(),
            &mut OsEntropy,
        );
        let (token, next) = begun.map_err(AppError::internal)?;
        let old = documents::gone::<Session>(session.hash.to_string());
        documents::commit(
            self.store.records(),
            vec![documents::next(read, changed)?, old, documents::new(&next)?],
        )
        .await?;
        Ok(token)
    }
}
