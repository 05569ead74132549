//! Sign-in and accounts as HTTP and the command line ask for them.

use std::net::IpAddr;

use async_trait::async_trait;
use ombud_guard::accounts::SessionToken;

use super::super::{Caller, Ombud};
use crate::http::ports::UseCaseError;
use crate::http::ports::accounts::{AccountChange, AccountUseCases, Chosen, Proofs, SetUpFor};
use crate::http::wire::accounts as wire;

type Answer<T> = Result<T, UseCaseError>;

#[async_trait]
impl AccountUseCases for Ombud {
    fn has_accounts(&self) -> bool {
        self.governance().has_accounts
    }

    async fn set_up_link(&self, link: &str) -> Answer<Option<SetUpFor>> {
        Ok(Ombud::link_is_for(self, link).await?)
    }

    async fn set_up(&self, link: &str, chosen: Chosen) -> Answer<()> {
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

    async fn finish_codes(&self, caller: &Caller, code: &str, peer: IpAddr) -> Answer<(SessionToken, Vec<String>)> {
        Ok(Ombud::codes_set_up(self, caller, code, peer).await?)
    }

    async fn accounts(&self, caller: &Caller) -> Answer<Vec<wire::AccountSummary>> {
        Ok(Ombud::all_accounts(self, caller).await?)
    }

    async fn create_account(&self, caller: &Caller, new: wire::NewAccount) -> Answer<wire::AccountChanged> {
        Ok(Ombud::account_created(self, caller, new).await?)
    }

    async fn change_account(&self, caller: &Caller, account: &str, change: AccountChange) -> Answer<wire::AccountChanged> {
        Ok(Ombud::account_changed(self, caller, account, change).await?)
    }

    async fn roles(&self, caller: &Caller) -> Answer<Vec<wire::RoleSummary>> {
        Ok(Ombud::all_roles(self, caller).await?)
    }

    async fn grant(&self, caller: &Caller, role: &str, account: &str, wanted: wire::GrantRequest) -> Answer<wire::RoleGranted> {
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

    async fn issue_api_token(&self, caller: &Caller, new: wire::NewToken) -> Answer<wire::IssuedToken> {
        Ok(Ombud::token_issued(self, caller, new).await?)
    }

    async fn revoke_api_token(&self, caller: &Caller, token: &str) -> Answer<()> {
        Ok(Ombud::token_revoked(self, caller, token).await?)
    }
}
