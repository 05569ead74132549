//! Sign-in and accounts as HTTP and the command line ask for them.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_accounts::{BrowserToken, SessionToken};
use serde_json::Value;

use super::super::{Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::accounts::{AccountChange, AccountUseCases, Chosen, Proofs, SetUpFor};
use crate::http::ports::passkey::PasskeyUseCases;
use crate::http::ports::provider::{Errand, Leaving, ProviderName, ProviderUseCases, Returned};
use crate::http::wire::accounts as wire;
use crate::http::wire::passkey::{PasskeyMade, PasskeySummary};

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl AccountUseCases for Ombud {
    fn has_accounts(&self) -> bool {
        self.governance().has_accounts
    }

    async fn set_up_link(&self, link: &str) -> Answer<Option<SetUpFor>> {
        Ok(Ombud::link_is_for(self, link).await?)
    }

    async fn set_up(&self, link: &str, chosen: Chosen) -> Answer<Option<String>> {
        Ok(Ombud::set_up_by(self, link, chosen).await?)
    }

    async fn sign_in(&self, login: &str, proofs: Proofs) -> Answer<SessionToken> {
        Ok(Ombud::signed_in(self, login, proofs).await?)
    }

    async fn sign_out(&self, session: &SessionToken) -> Answer<()> {
        Ok(Ombud::signed_out(self, session).await?)
    }

    async fn confirm(&self, session: &SessionToken, proofs: Proofs) -> Answer<SessionToken> {
        Ok(Ombud::confirmed(self, session, proofs).await?)
    }

    async fn me(&self, caller: &Caller) -> Answer<wire::Me> {
        Ok(Ombud::own_account(self, caller).await?)
    }

    async fn begin_codes(&self, caller: &Caller) -> Answer<wire::CodesBegun> {
        Ok(Ombud::codes_begun(self, caller).await?)
    }

    async fn finish_codes(
        &self,
        caller: &Caller,
        code: &str,
        peer: IpAddr,
    ) -> Answer<(SessionToken, Vec<String>)> {
        Ok(Ombud::codes_set_up(self, caller, code, peer).await?)
    }

    async fn accounts(&self, caller: &Caller) -> Answer<Vec<wire::AccountSummary>> {
        Ok(Ombud::all_accounts(self, caller).await?)
    }

    async fn create_account(
        &self,
        caller: &Caller,
        new: wire::NewAccount,
    ) -> Answer<wire::AccountChanged> {
        Ok(Ombud::account_created(self, caller, new).await?)
    }

    async fn change_account(
        &self,
        caller: &Caller,
        account: &str,
        change: AccountChange,
    ) -> Answer<wire::AccountChanged> {
        Ok(Ombud::account_changed(self, caller, account, change).await?)
    }

    async fn roles(&self, caller: &Caller) -> Answer<Vec<wire::RoleSummary>> {
        Ok(Ombud::all_roles(self, caller).await?)
    }

    async fn grant(
        &self,
        caller: &Caller,
        role: &str,
        account: &str,
        wanted: wire::GrantRequest,
    ) -> Answer<wire::RoleGranted> {
        Ok(Ombud::role_granted(self, caller, role, account, wanted).await?)
    }

    async fn revoke(&self, caller: &Caller, role: &str, account: &str) -> Answer<()> {
        Ok(Ombud::role_revoked(self, caller, role, account).await?)
    }

    async fn units(&self, caller: &Caller) -> Answer<Vec<wire::UnitSummary>> {
        Ok(Ombud::all_units(self, caller).await?)
    }

    async fn define_unit(&self, caller: &Caller, new: wire::NewUnit) -> Answer<wire::UnitSummary> {
        Ok(Ombud::unit_defined(self, caller, new).await?)
    }

    async fn tokens(&self, caller: &Caller) -> Answer<Vec<wire::TokenSummary>> {
        Ok(Ombud::own_tokens(self, caller).await?)
    }

    async fn issue_api_token(
        &self,
        caller: &Caller,
        new: wire::NewToken,
    ) -> Answer<wire::IssuedToken> {
        Ok(Ombud::token_issued(self, caller, new).await?)
    }

    async fn revoke_api_token(&self, caller: &Caller, token: &str) -> Answer<()> {
        Ok(Ombud::token_revoked(self, caller, token).await?)
    }
}

#[async_trait]
impl ProviderUseCases for Ombud {
    fn providers(&self) -> Vec<ProviderName> {
        Ombud::provider_names(self)
    }

    async fn leave_for_provider(
        &self,
        provider: &str,
        errand: Errand,
        session: Option<&SessionToken>,
        return_to: Option<String>,
        peer: IpAddr,
    ) -> Answer<Leaving> {
        Ok(Ombud::sent_to_provider(self, provider, errand, session, return_to, peer).await?)
    }

    async fn return_from_provider(
        &self,
        provider: &str,
        browser: Option<&BrowserToken>,
        query: &str,
        peer: IpAddr,
    ) -> Answer<Returned> {
        Ok(Ombud::back_from_provider(self, provider, browser, query, peer).await?)
    }

    async fn unlink_provider(
        &self,
        caller: &Caller,
        session: &SessionToken,
        peer: IpAddr,
    ) -> Answer<SessionToken> {
        Ok(Ombud::unlinked_from_provider(self, caller, session, peer).await?)
    }
}

#[async_trait]
impl PasskeyUseCases for Ombud {
    fn offers_passkeys(&self) -> bool {
        Ombud::passkeys_are_offered(self)
    }

    async fn passkeys(&self, caller: &Caller) -> Answer<Vec<PasskeySummary>> {
        Ok(Ombud::own_passkeys(self, caller).await?)
    }

    async fn begin_passkey(&self, caller: &Caller, session: &SessionToken) -> Answer<Value> {
        Ok(Ombud::passkey_begun(self, caller, session).await?)
    }

    async fn finish_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        made: PasskeyMade,
    ) -> Answer<Vec<PasskeySummary>> {
        Ok(Ombud::passkey_added(self, caller, session, made).await?)
    }

    async fn rename_passkey(
        &self,
        caller: &Caller,
        passkey: &str,
        label: &str,
    ) -> Answer<Vec<PasskeySummary>> {
        Ok(Ombud::passkey_renamed(self, caller, passkey, label).await?)
    }

    async fn remove_passkey(
        &self,
        caller: &Caller,
        session: &SessionToken,
        passkey: &str,
        peer: IpAddr,
    ) -> Answer<SessionToken> {
        Ok(Ombud::passkey_removed(self, caller, session, passkey, peer).await?)
    }

    async fn begin_passkey_sign_in(&self, peer: IpAddr) -> Answer<(Value, BrowserToken)> {
        Ok(Ombud::passkey_asked(self, peer).await?)
    }

    async fn passkey_sign_in(
        &self,
        browser: Option<&BrowserToken>,
        answer: &Value,
        peer: IpAddr,
    ) -> Answer<SessionToken> {
        Ok(Ombud::in_by_passkey(self, browser, answer, peer).await?)
    }

    async fn begin_passkey_confirmation(&self, session: &SessionToken) -> Answer<Value> {
        Ok(Ombud::passkey_asked_again(self, session).await?)
    }

    async fn passkey_confirmation(
        &self,
        session: &SessionToken,
        answer: &Value,
        peer: IpAddr,
    ) -> Answer<SessionToken> {
        Ok(Ombud::confirmed_by_passkey(self, session, answer, peer).await?)
    }
}
