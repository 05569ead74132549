//! One's own account: who one is, and one-time codes beside the password.

use std::net::IpAddr;

use ombud_accounts::session::SessionReach;
use ombud_accounts::totp::TotpEnrolment;
use ombud_accounts::{Proof, RecoveryCodes, Session, SessionToken};
use ombud_api::accounts as wire;
use ombud_identity::OsEntropy;
use ombud_model::Operation;

use super::super::documents;
use super::super::{AppError, Caller, Ombud};
use super::{PendingCodes, invalid};

impl Ombud {
    pub async fn show_own_account(&self, caller: &Caller) -> Result<wire::Me, AppError> {
        self.authorize_own(
            caller,
            Operation::ReadOwnAccount,
            async |principal, account| {
                Ok(wire::Me {
                    account: self.summary_of(&account.value),
                    fresh: principal.fresh,
                    must_set_up: matches!(caller, Caller::SettingUp(_)),
                    notices: self.notices(caller).await?,
                    recovery_codes: account.value.credentials.recovery.left(),
                    csrf: None,
                })
            },
        )
        .await
    }

    pub async fn begin_codes(&self, caller: &Caller) -> Result<wire::CodesBegun, AppError> {
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
                Ok(wire::CodesBegun {
                    uri: uri.to_string(),
                })
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
