//! Sources: what has been read from them, and the tokens with which they push.

use std::future::Future;

use data_encoding::HEXLOWER;
use ombud_access::{Kind, Resource};
use ombud_identity::{OsEntropy, SourceToken, TokenHash};
use ombud_model::{Operation, Timestamp};
use serde::Serialize;
use zeroize::Zeroizing;

use super::ingest::find_source;
use super::{Act, AppError, Caller, Ombud};

/// A source with what has been read from it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SourceSummary {
    /// Its id.
    pub source: &'static str,
    pub title: &'static str,
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
    /// Time of the latest activity.
    pub last_activity: Option<Timestamp>,
    /// Whether a token lets it push.
    pub push_token: bool,
}

impl Ombud {
    pub async fn find_sources(&self) -> Result<Vec<SourceSummary>, AppError> {
        let stats = self.store.records().source_stats().await?;
        let mut all = Vec::new();
        for source in ombud_connect::SOURCES {
            let meta = source.meta();
            let known = stats
                .iter()
                .find(|stats| stats.source == meta.id)
                .cloned()
                .unwrap_or_default();
            all.push(SourceSummary {
                source: meta.id,
                title: meta.title,
                read: known.read,
                accepted: known.accepted,
                duplicates: known.duplicates,
                rejected: known.rejected,
                corrected: known.corrected,
                incomplete: known.incomplete,
                last_activity: known.last_time,
                push_token: self
                    .store
                    .records()
                    .value(&token_key(meta.id))
                    .await?
                    .is_some_and(|hash| !hash.is_empty()),
            });
        }
        Ok(all)
    }

    /// A new push token for a source, in the place of the former one. Only its hash is kept.
    pub async fn issue_source_token(
        &self,
        caller: &Caller,
        source: &str,
    ) -> Result<Zeroizing<String>, AppError> {
        self.on_source(
            caller,
            Operation::IssueSourceToken,
            source,
            async |source| {
                let (token, hash) =
                    SourceToken::generate(source, &mut OsEntropy).map_err(AppError::internal)?;
                let hex = HEXLOWER.encode(hash.as_bytes());
                self.store
                    .records()
                    .transaction(async |work| work.put_value(&token_key(source), &hex).await)
                    .await?;
                Ok(Zeroizing::new(token.reveal().to_owned()))
            },
        )
        .await
    }

    /// The source's token is worth nothing from the next push on.
    pub async fn revoke_source_token(&self, caller: &Caller, source: &str) -> Result<(), AppError> {
        self.on_source(
            caller,
            Operation::RevokeSourceToken,
            source,
            async |source| {
                if self.token_hash(source).await?.is_none() {
                    return Err(AppError::Conflict("this source has no token".to_owned()));
                }
                Ok(self
                    .store
                    .records()
                    .transaction(async |work| work.put_value(&token_key(source), "").await)
                    .await?)
            },
        )
        .await
    }

    /// Asks about the source of that id. Who names one that is not there is told so after being asked about sources as such.
    async fn on_source<T, F>(
        &self,
        caller: &Caller,
        operation: Operation,
        source: &str,
        work: impl FnOnce(&'static str) -> F,
    ) -> Result<T, AppError>
    where
        F: Future<Output = Result<T, AppError>>,
    {
        let source = match find_source(source) {
            Ok(source) => source.meta().id,
            Err(unknown) => {
                let told = if matches!(caller, Caller::Console(_)) {
                    unknown
                } else {
                    AppError::OutOfSight
                };
                return self
                    .authorize(
                        caller,
                        operation,
                        Resource::list(Kind::Source),
                        async |_, _| Err(told),
                    )
                    .await;
            }
        };
        let act = Act::new(operation).on_named("source", source)?;
        self.authorize(caller, act, Resource::source(source), async |_, _| {
            work(source).await
        })
        .await
    }

    /// The hash of a source's push token; `None` when it has none.
    pub(crate) async fn token_hash(&self, source: &str) -> Result<Option<TokenHash>, AppError> {
        let hex = self.store.records().value(&token_key(source)).await?;
        let bytes = hex
            .as_deref()
            .and_then(|hex| blake3::Hash::from_hex(hex).ok())
            .map(|hash| *hash.as_bytes());
        Ok(bytes.map(TokenHash::from_bytes))
    }
}

fn token_key(source: &str) -> String {
    format!("push-token:{source}")
}

impl Ombud {
    pub async fn list_sources(&self, caller: &Caller) -> Result<Vec<SourceSummary>, AppError> {
        let list = Resource::list(Kind::Source);
        self.authorize(caller, Operation::ListSources, list, async |_, _| {
            self.find_sources().await
        })
        .await
    }
}
