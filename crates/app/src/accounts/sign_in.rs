//! Who asks, and how somebody becomes one who may ask.

use ombud_access::{Principal, Resource};
use ombud_accounts::api_token::ApiToken;
use ombud_accounts::password::{self, Checked};
use ombud_accounts::rules::{Verdict, judge};
use ombud_accounts::session::SessionReach;
use ombud_accounts::throttle::Means;
use ombud_accounts::{
    Account, ApiTokenRecord, LoginName, PasswordHash, Proof, SecretHash, Session, SessionToken,
};
use ombud_identity::OsEntropy;
use ombud_model::{Operation, Timestamp};
use zeroize::Zeroizing;

use super::super::documents::{self, Read};
use super::super::{AppError, Author, Caller, Ombud};
use crate::requests::PresentedCredentials;
use crate::requests::accounts::Proofs;

const PASSKEY_NEEDED: &str =
    "a password does not suffice for this account: sign in with its passkey";
/// One text for a wrong name, a wrong password and a wrong code.
const WRONG: &str = "the login name, the password or the code is wrong";
const CODE_NEEDED: &str = "this account has one-time codes: send the code that is shown now, or a recovery code, with the password";

impl Ombud {
    /// Who asks, by what they present, as it is stored now.
    pub async fn identify_caller(
        &self,
        presented: PresentedCredentials<'_>,
    ) -> Result<Caller, AppError> {
        self.identified(presented, true).await
    }

    /// As [`Ombud::identify_caller`], for what goes on without anybody doing anything: it does not keep a session from resting.
    pub async fn recognise_caller(
        &self,
        presented: PresentedCredentials<'_>,
    ) -> Result<Caller, AppError> {
        self.identified(presented, false).await
    }

    /// `noted` says whether this counts as a use of the session or token.
    async fn identified(
        &self,
        presented: PresentedCredentials<'_>,
        noted: bool,
    ) -> Result<Caller, AppError> {
        if !self.governance().has_accounts {
            return if presented.operator {
                Ok(Caller::Operator)
            } else {
                Err(AppError::NotSignedIn)
            };
        }
        if let Some(text) = presented.bearer {
            let token = ApiToken::parse(text).ok_or(AppError::NotSignedIn)?;
            let principal = self.identify_token(&token, noted).await?;
            return Ok(Caller::Account(principal));
        }
        let Some(token) = presented.session else {
            return Err(AppError::NotSignedIn);
        };
        let (session, account) = self.live_session(token.hash()).await?;
        let now = self.clock.now();
        let reach = self
            .reach(&account.value, &session.value.proofs)
            .ok_or(AppError::NotSignedIn)?;
        let fresh = session
            .value
            .was_confirmed(&self.sign_in_state.settings().sessions, now);
        if noted && session.value.worth_storing(now) {
            let touched = session.value.clone().touched(now);
            // Another request of the same session may have been faster: then it is noted already.
            let _ = documents::commit(
                self.store.records(),
                vec![documents::next(&session, &touched)?],
            )
            .await;
        }
        let principal = self.principal(&account.value, fresh, None);
        Ok(match reach.min(session.value.reach) {
            SessionReach::Full => Caller::Account(principal),
            SessionReach::SetUp => Caller::SettingUp(principal),
        })
    }

    async fn identify_token(&self, token: &ApiToken, noted: bool) -> Result<Principal, AppError> {
        let (records, now) = (self.store.records(), self.clock.now());
        let found = documents::with_owner(records, &token.id().to_string()).await?;
        let Some((read, Some(account))): Option<(Read<ApiTokenRecord>, Option<Read<Account>>)> =
            found
        else {
            return Err(AppError::NotSignedIn);
        };
        // Which of its operations it is used for is asked by [`Ombud::authorize`]; here any of them tells whether the token lives.
        let any = read
            .value
            .operations
            .first()
            .copied()
            .ok_or(AppError::NotSignedIn)?;
        read.value
            .judge(token, &account.value, any, now)
            .map_err(|_| AppError::NotSignedIn)?;
        if let Some(used) = read.value.used(now).filter(|_| noted) {
            let _ = documents::commit(records, vec![documents::next(&read, &used)?]).await;
        }
        Ok(self.principal(&account.value, false, Some(read.value.operations.clone())))
    }

    pub(super) async fn live_session(
        &self,
        session: SecretHash,
    ) -> Result<(Read<Session>, Read<Account>), AppError> {
        let records = self.store.records();
        let found = documents::with_owner(records, &session.to_string()).await?;
        let Some((session, Some(account))): Option<(Read<Session>, Option<Read<Account>>)> = found
        else {
            return Err(AppError::NotSignedIn);
        };
        if session
            .value
            .judge(
                &account.value,
                &self.sign_in_state.settings().sessions,
                self.clock.now(),
            )
            .is_err()
        {
            documents::commit(
                records,
                vec![documents::gone::<Session>(session.value.hash.to_string())],
            )
            .await?;
            return Err(AppError::NotSignedIn);
        }
        Ok((session, account))
    }

    pub async fn sign_in(&self, login: &str, proofs: Proofs) -> Result<SessionToken, AppError> {
        let known = match login.parse::<LoginName>() {
            Ok(login) => documents::find::<Account>(self.store.records(), login.as_str()).await?,
            Err(_) => None,
        };
        let who = known.as_ref().map_or_else(Author::anonymous, |account| {
            Author::account(account.value.id)
        });
        self.check_proofs(
            login,
            known,
            who,
            proofs,
            async |read, account, proofs, peer| {
                self.begin_session(&read, account, &proofs, peer).await
            },
        )
        .await
    }

    /// Begins a session of `account`, which is the next value of what was read.
    pub(super) async fn begin_session(
        &self,
        read: &Read<Account>,
        account: Account,
        proofs: &[Proof],
        peer: std::net::IpAddr,
    ) -> Result<SessionToken, AppError> {
        let now = self.clock.now();
        let account = account.signed_in(peer, now);
        let reach = self
            .reach(&account, proofs)
            .ok_or_else(|| AppError::WrongProof(WRONG.to_owned()))?;
        let begun = Session::begin(&account, reach, proofs, peer, now, &mut OsEntropy);
        let (token, session) = begun.map_err(AppError::internal)?;
        let mut changes = vec![documents::next(read, &account)?, documents::new(&session)?];
        // Sessions that are over are cleared away at the next sign-in of their account.
        for old in documents::of::<Session>(self.store.records(), &account.id.to_string()).await? {
            if old
                .value
                .judge(&account, &self.sign_in_state.settings().sessions, now)
                .is_err()
            {
                changes.push(documents::gone::<Session>(old.value.hash.to_string()));
            }
        }
        documents::commit(self.store.records(), changes).await?;
        Ok(token)
    }

    /// The same session, fresh again, under a new token.
    pub async fn confirm(
        &self,
        token: &SessionToken,
        proofs: Proofs,
    ) -> Result<SessionToken, AppError> {
        let (session, account) = self.live_session(token.hash()).await?;
        let (login, who) = (
            account.value.login.clone(),
            Author::account(account.value.id),
        );
        self.check_proofs(
            login.as_str(),
            Some(account),
            who,
            proofs,
            async |read, account, proofs, _| {
                self.confirm_session(session.value, &read, &account, &proofs)
                    .await
            },
        )
        .await
    }

    /// Puts a fresh session in the place of this one. `account` is the next value of what was read.
    pub(super) async fn confirm_session(
        &self,
        session: Session,
        read: &Read<Account>,
        account: &Account,
        proofs: &[Proof],
    ) -> Result<SessionToken, AppError> {
        let old = session.hash.to_string();
        let confirmed = session.confirmed(proofs, self.clock.now(), &mut OsEntropy);
        let (token, session) = confirmed.map_err(AppError::internal)?;
        let changes = vec![
            documents::next(read, account)?,
            documents::gone::<Session>(old),
            documents::new(&session)?,
        ];
        documents::commit(self.store.records(), changes).await?;
        Ok(token)
    }

    pub async fn sign_out(&self, token: &SessionToken) -> Result<(), AppError> {
        let (session, account) = self.live_session(token.hash()).await?;
        let caller = Caller::Account(self.principal(&account.value, false, None));
        let resource = Resource::account(
            super::party(&account.value),
            &self.grants_of(account.value.id),
        );
        self.authorize(&caller, Operation::SignOut, resource, async |_, _| {
            let gone = documents::gone::<Session>(session.value.hash.to_string());
            documents::commit(self.store.records(), vec![gone]).await
        })
        .await
    }

    /// Charges the attempt, announces it, judges what was shown, and goes on with the account as it is after that.
    async fn check_proofs<F>(
        &self,
        login: &str,
        known: Option<Read<Account>>,
        who: Author,
        shown: Proofs,
        go_on: impl FnOnce(Read<Account>, Account, Vec<Proof>, std::net::IpAddr) -> F,
    ) -> Result<SessionToken, AppError>
    where
        F: Future<Output = Result<SessionToken, AppError>>,
    {
        let now = self.clock.now();
        let peer = shown.peer;
        let known_place = known
            .as_ref()
            .is_some_and(|account| account.value.knows_place(peer, now));
        let charge = self
            .charge(&who, peer, Means::Password { login, known_place })
            .await?;
        self.record(&who, Operation::SignIn, async |_| {
            let wrong = || AppError::WrongProof(WRONG.to_owned());
            let stored = known
                .as_ref()
                .and_then(|account| account.value.credentials.password.clone());
            let (right, again) = self.check_password(stored, shown.password).await?;
            let read = known.filter(|_| right).ok_or_else(wrong)?;
            let mut account = read.value.clone();
            let mut proofs = vec![Proof::Password];
            let roles = self.grants_of(account.id);
            let roles: Vec<&str> = roles.iter().map(|grant| grant.role.as_str()).collect();
            let settings = self.sign_in_state.settings();
            let verdict = |account: &Account, proofs: &[Proof]| {
                judge(account, &settings.second_factor, &roles, proofs)
            };
            let mut found = verdict(&account, &proofs);
            if found == Verdict::Refused {
                return Err(wrong());
            }
            self.sign_in_state.throttle().succeeded(charge, now);
            if found == Verdict::NeedsCode {
                let code = shown
                    .code
                    .as_ref()
                    .ok_or_else(|| AppError::WrongProof(CODE_NEEDED.to_owned()))?;
                let means = Means::Code { login, known_place };
                let charge = self
                    .sign_in_state
                    .throttle()
                    .begin(peer, means, now)
                    .map_err(AppError::TooMany)?;
                proofs.push(self.spend_code(&mut account, code, now).ok_or_else(wrong)?);
                self.sign_in_state.throttle().succeeded(charge, now);
                found = verdict(&account, &proofs);
            }
            match found {
                Verdict::SignedIn | Verdict::MustSetUp => {}
                Verdict::NeedsPasskey => {
                    return Err(AppError::WrongProof(PASSKEY_NEEDED.to_owned()));
                }
                Verdict::NeedsCode | Verdict::Refused => return Err(wrong()),
            }
            if let Some(again) = again {
                account = account.with_rehashed_password(again, now);
            }
            go_on(read, account, proofs, peer).await
        })
        .await
    }

    /// Whether the password is right, and its hash at today's cost where the stored one has another.
    async fn check_password(
        &self,
        stored: Option<PasswordHash>,
        given: Zeroizing<String>,
    ) -> Result<(bool, Option<PasswordHash>), AppError> {
        self.hash(
            move |seat, cost| match password::check(seat, cost, stored.as_ref(), &given) {
                Checked::Wrong => (false, None),
                Checked::Right => (true, None),
                Checked::RightButRehash => (
                    true,
                    PasswordHash::create(seat, cost, &given, &mut OsEntropy).ok(),
                ),
            },
        )
        .await
    }

    /// Uses up the code, whichever kind it is.
    fn spend_code(&self, account: &mut Account, code: &str, now: Timestamp) -> Option<Proof> {
        let totp = account.credentials.totp.as_ref()?;
        if let Ok(next) = totp.check(account.id, code, &self.master.seed_key(), now) {
            account.credentials.totp = Some(next);
            return Some(Proof::OneTimeCode);
        }
        account.credentials.recovery = account.credentials.recovery.spend(account.id, code)?;
        Some(Proof::RecoveryCode)
    }
}
