//! API tokens of one's own account.

use std::collections::BTreeSet;

use ombud_access::Resource;
use ombud_accounts::api_token::ApiTokenRequest;
use ombud_accounts::{Account, ApiTokenRecord};
use ombud_api::accounts as wire;
use ombud_identity::OsEntropy;
use ombud_model::{Operation, TokenId};

use super::super::documents;
use super::super::{Act, AppError, Caller, Ombud};
use super::{invalid, party};

impl Ombud {
    /// One's own tokens.
    pub async fn list_tokens(&self, caller: &Caller) -> Result<Vec<wire::TokenSummary>, AppError> {
        self.authorize_own(caller, Operation::ReadOwnAccount, async |_, account| {
            let tokens = documents::of::<ApiTokenRecord>(
                self.store.records(),
                &account.value.id.to_string(),
            )
            .await?;
            let shown = tokens
                .iter()
                .map(|read| summary(&read.value, &account.value));
            Ok(shown.collect())
        })
        .await
    }

    pub async fn issue_token(
        &self,
        caller: &Caller,
        new: wire::NewToken,
    ) -> Result<wire::IssuedToken, AppError> {
        self.authorize_own(caller, Operation::IssueToken, async |_, account| {
            let operations: Result<BTreeSet<Operation>, _> =
                new.operations.iter().map(|name| name.parse()).collect();
            let request = ApiTokenRequest {
                name: new.name,
                operations: operations.map_err(invalid)?,
                days: new.days,
            };
            let issued =
                ApiTokenRecord::issue(&account.value, request, self.clock.now(), &mut OsEntropy);
            let (token, record) = issued.map_err(invalid)?;
            documents::commit(self.store.records(), vec![documents::new(&record)?]).await?;
            Ok(wire::IssuedToken {
                token: summary(&record, &account.value),
                secret: token.reveal().to_string(),
            })
        })
        .await
    }

    pub async fn revoke_token(&self, caller: &Caller, token: &str) -> Result<(), AppError> {
        let found = match token.parse::<TokenId>() {
            Ok(id) => {
                documents::get::<ApiTokenRecord>(self.store.records(), &id.to_string()).await?
            }
            Err(_) => None,
        };
        let account = match &found {
            Some(read) => self.account(read.value.account).await?,
            None => None,
        };
        let (Some(read), Some(account)) = (found, account) else {
            return self.refuse_missing(caller, Operation::RevokeToken).await;
        };
        let resource = Resource::account(party(&account.value), &self.grants_of(account.value.id));
        self.authorize(
            caller,
            Act::new(Operation::RevokeToken).on(read.value.id),
            resource,
            async |_, _| {
                let revoked = read.value.clone().revoked(self.clock.now());
                Ok(documents::commit(
                    self.store.records(),
                    vec![documents::next(&read, &revoked)?],
                )
                .await?)
            },
        )
        .await
    }
}

fn summary(record: &ApiTokenRecord, account: &Account) -> wire::TokenSummary {
    wire::TokenSummary {
        id: record.id.to_string(),
        name: record.name.clone(),
        operations: record
            .operations
            .iter()
            .map(|operation| operation.name().to_owned())
            .collect(),
        created: record.created.to_string(),
        expires: record.expires.to_string(),
        last_used: record.last_used.map(|day| day.to_string()),
        revoked: record.is_revoked(account),
    }
}
