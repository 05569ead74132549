//! One's own account: who one is, and one-time codes beside the password.

use std::collections::BTreeSet;
use std::net::IpAddr;

use ombud_accounts::session::SessionReach;
use ombud_accounts::totp::TotpEnrolment;
use ombud_accounts::{Proof, RecoveryCodes, Session, SessionToken};
use ombud_identity::OsEntropy;
use ombud_model::{AccountId, Operation};
use zeroize::Zeroizing;

use super::super::documents;
use super::super::{AppError, Caller, Ombud};
use super::people::AccountSummary;
use super::{PendingCodes, invalid};

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnAccount {
    pub account: AccountSummary,
    /// Whether who this is was confirmed lately.
    pub fresh: bool,
    /// Whether a second factor has to be set up before anything else can be done.
    pub must_set_up: bool,
    /// Recovery codes that are left.
    pub recovery_codes: usize,
    /// What one's roles open. Where, and about whom, is decided act by act.
    pub operations: BTreeSet<Operation>,
    /// What was proposed and which cases were opened, told to those who watch over it.
    pub notices: Vec<String>,
}

impl Ombud {
    pub async fn show_own_account(&self, caller: &Caller) -> Result<OwnAccount, AppError> {
        self.authorize_own(
            caller,
            Operation::ReadOwnAccount,
            async |principal, account| {
                Ok(OwnAccount {
                    operations: self.operations_of(account.value.id),
                    account: self.summary_of(&account.value),
                    fresh: principal.fresh,
                    must_set_up: matches!(caller, Caller::SettingUp(_)),
                    notices: self.notices(caller).await?,
                    recovery_codes: account.value.credentials.recovery.left(),
                })
            },
        )
        .await
    }

    /// What the roles that an account holds now open.
    pub(in super::super) fn operations_of(&self, account: AccountId) -> BTreeSet<Operation> {
        let (governance, now) = (self.governance(), self.clock.now());
        let grants = governance.roster.of(account);
        let live = grants.filter(|grant| grant.is_live(now));
        let opened = live.filter_map(|grant| governance.access.operations(grant.role.as_str()));
        opened.flatten().copied().collect()
    }

    /// Begins to set up one-time codes; gives the `otpauth:` address for the authenticator app.
    pub async fn begin_codes(&self, caller: &Caller) -> Result<Zeroizing<String>, AppError> {
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let account = account.value;
                let now = self.clock.now();
                let begun = TotpEnrolment::begin(
                    account.id,
                    &account.login,
                    &self.master.seed_key(),
                    now,
                    &mut OsEntropy,
                );
                let (uri, enrolment) = begun.map_err(AppError::internal)?;
                let pending = PendingCodes {
                    account: account.id,
                    enrolment,
                };
                let change = match documents::get::<PendingCodes>(
                    self.store.records(),
                    &account.id.to_string(),
                )
                .await?
                {
                    Some(earlier) => documents::next(&earlier, &pending)?,
                    None => documents::new(&pending)?,
                };
                documents::commit(self.store.records(), vec![change]).await?;
                Ok(uri)
            },
        )
        .await
    }

    /// One-time codes are set up; all sessions end but a new one, with the recovery codes.
    pub async fn finish_codes(
        &self,
        caller: &Caller,
        code: &str,
        peer: IpAddr,
    ) -> Result<(SessionToken, Vec<String>), AppError> {
        self.authorize_own(
            caller,
            Operation::ChangeOwnCredentials,
            async |_, account| {
                let id = account.value.id;
                let now = self.clock.now();
                let pending =
                    documents::get::<PendingCodes>(self.store.records(), &id.to_string()).await?;
                let pending =
                    pending.ok_or_else(|| invalid("begin setting up one-time codes first"))?;
                let totp = pending
                    .value
                    .enrolment
                    .confirm(id, code, &self.master.seed_key(), now)
                    .map_err(invalid)?;
                let (shown, recovery) =
                    RecoveryCodes::generate(id, &mut OsEntropy).map_err(AppError::internal)?;
                let changed = account
                    .value
                    .clone()
                    .with_totp(totp, recovery, now)
                    .map_err(invalid)?;
                let proofs = [Proof::Password, Proof::OneTimeCode];
                let begun = Session::begin(
                    &changed,
                    SessionReach::Full,
                    &proofs,
                    peer,
                    now,
                    &mut OsEntropy,
                );
                let (token, session) = begun.map_err(AppError::internal)?;
                let gone = documents::gone::<PendingCodes>(id.to_string());
                self.change(vec![
                    documents::next(&account, &changed)?,
                    documents::new(&session)?,
                    gone,
                ])
                .await?;
                Ok((token, shown.iter().map(|code| code.to_string()).collect()))
            },
        )
        .await
    }
}
