//! API tokens of one's own account.

use std::collections::BTreeSet;

use ombud_access::Resource;
use ombud_accounts::api_token::ApiTokenRequest;
use ombud_accounts::{Account, ApiTokenRecord};
use ombud_identity::OsEntropy;
use ombud_model::{Day, Operation, Timestamp, TokenId};

use super::super::documents;
use super::super::{Act, AppError, Caller, Ombud};
use super::{invalid, party};
use crate::requests::{Given, WantedId};

/// An API token, without its secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TokenSummary {
    pub id: TokenId,
    pub name: String,
    pub operations: BTreeSet<Operation>,
    pub created: Timestamp,
    pub expires: Timestamp,
    pub last_used: Option<Day>,
    pub revoked: bool,
}

/// A token to be issued to one's own account.
pub struct NewToken {
    pub name: String,
    pub operations: Given<BTreeSet<Operation>>,
    /// 1 to 365.
    pub days: u32,
}

/// A token; the secret is shown only now.
pub struct IssuedToken {
    pub token: TokenSummary,
    pub secret: String,
}

impl Ombud {
    /// One's own tokens.
    pub async fn list_tokens(&self, caller: &Caller) -> Result<Vec<TokenSummary>, AppError> {
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
        new: NewToken,
    ) -> Result<IssuedToken, AppError> {
        self.authorize_own(caller, Operation::IssueToken, async |_, account| {
            let request = ApiTokenRequest {
                name: new.name,
                operations: new.operations?,
                days: new.days,
            };
            let issued =
                ApiTokenRecord::issue(&account.value, request, self.clock.now(), &mut OsEntropy);
            let (token, record) = issued.map_err(invalid)?;
            documents::commit(self.store.records(), vec![documents::new(&record)?]).await?;
            Ok(IssuedToken {
                token: summary(&record, &account.value),
                secret: token.reveal().to_string(),
            })
        })
        .await
    }

    pub async fn revoke_token(
        &self,
        caller: &Caller,
        token: WantedId<TokenId>,
    ) -> Result<(), AppError> {
        let found = match token.id() {
            Some(id) => {
                documents::get::<ApiTokenRecord>(self.store.records(), &id.to_string()).await?
            }
            None => None,
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
                documents::commit(
                    self.store.records(),
                    vec![documents::next(&read, &revoked)?],
                )
                .await
            },
        )
        .await
    }
}

fn summary(record: &ApiTokenRecord, account: &Account) -> TokenSummary {
    TokenSummary {
        id: record.id,
        name: record.name.clone(),
        operations: record.operations.clone(),
        created: record.created,
        expires: record.expires,
        last_used: record.last_used,
        revoked: record.is_revoked(account),
    }
}
