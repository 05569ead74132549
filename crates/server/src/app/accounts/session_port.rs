//! Sessions and ways to sign in as HTTP and the command line ask for them.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::SessionToken;

use super::super::{Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::sessions::{NewPassword, SessionUseCases};
use crate::http::wire::sessions as wire;
use crate::http::wire::sign_in_rules::SignInRules;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl SessionUseCases for Ombud {
    async fn change_password(
        &self,
        caller: &Caller,
        session: &SessionToken,
        change: NewPassword,
    ) -> Answer<SessionToken> {
        Ok(self.password_changed(caller, session, change).await?)
    }

    async fn turn_codes_off(
        &self,
        caller: &Caller,
        session: &SessionToken,
        peer: IpAddr,
    ) -> Answer<SessionToken> {
        Ok(self.codes_turned_off(caller, session, peer).await?)
    }

    async fn new_recovery_codes(&self, caller: &Caller) -> Answer<Vec<String>> {
        Ok(self.recovery_codes_renewed(caller).await?)
    }

    async fn sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Answer<Vec<wire::SessionSummary>> {
        Ok(self.own_sessions(caller, this).await?)
    }

    async fn end_session(&self, caller: &Caller, session: &str) -> Answer<()> {
        Ok(self.session_ended(caller, session).await?)
    }

    async fn end_other_sessions(
        &self,
        caller: &Caller,
        this: Option<&SessionToken>,
    ) -> Answer<usize> {
        Ok(self.other_sessions_ended(caller, this).await?)
    }

    async fn forged_request(&self, session: &SessionToken) -> Answer<()> {
        Ok(self.forged(session).await?)
    }

    fn limit_keys(&self) -> usize {
        self.door.throttle().keys()
    }

    async fn sign_in_rules(&self, caller: &Caller) -> Answer<SignInRules> {
        Ok(self.rules_of_sign_in(caller).await?)
    }

    async fn change_sign_in_rules(
        &self,
        caller: &Caller,
        rules: SignInRules,
    ) -> Answer<SignInRules> {
        Ok(self.rules_of_sign_in_changed(caller, rules).await?)
    }

    async fn end_sessions_of(&self, caller: &Caller, account: &str) -> Answer<usize> {
        Ok(self.all_sessions_ended(caller, account).await?)
    }
}
