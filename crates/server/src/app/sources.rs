//! Sources: what has been read from them, and the tokens with which they push.

use ombud_guard::{OsEntropy, SourceToken, TokenHash};
use ombud_model::Operation;
use serde::Serialize;

use super::ingest::find_source;
use super::{Act, AppError, By, Ombud};

/// A source with what has been read from it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SourceSummary {
    pub source: String,
    pub title: String,
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// Time of the latest activity.
    pub last_activity: Option<String>,
    pub push_token: bool,
}

impl Ombud {
    pub async fn sources(&self) -> Result<Vec<SourceSummary>, AppError> {
        let stats = self.store.records().source_stats().await?;
        let mut all = Vec::new();
        for source in ombud_connect::SOURCES {
            let meta = source.meta();
            let known = stats.iter().find(|stats| stats.source == meta.id).cloned().unwrap_or_default();
            all.push(SourceSummary {
                source: meta.id.to_owned(),
                title: meta.title.to_owned(),
                read: known.read,
                accepted: known.accepted,
                duplicates: known.duplicates,
                rejected: known.rejected,
                last_activity: known.last_time.map(|time| time.to_string()),
                push_token: self.store.records().value(&token_key(meta.id)).await?.is_some_and(|hash| !hash.is_empty()),
            });
        }
        Ok(all)
    }

    /// A new push token for a source, in the place of the former one. It is shown this once; only its hash is kept.
    pub async fn issue_token(&self, source: &str, by: &By) -> Result<SourceToken, AppError> {
        let source = find_source(source)?.meta().id;
        let (token, hash) = SourceToken::generate(source, &mut OsEntropy).map_err(AppError::internal)?;
        let act = Act::new(Operation::IssueSourceToken).on_named("source", source)?;
        self.audited(by, act, async |_| {
            let hex: String = hash.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            self.store.records().put_value(&token_key(source), &hex).await?;
            Ok(token)
        })
        .await
    }

    /// The hash of a source's push token; `None` when it has none.
    pub(crate) async fn token_hash(&self, source: &str) -> Result<Option<TokenHash>, AppError> {
        let hex = self.store.records().value(&token_key(source)).await?;
        let bytes = hex.as_deref().and_then(|hex| blake3::Hash::from_hex(hex).ok()).map(|hash| *hash.as_bytes());
        Ok(bytes.map(TokenHash::from_bytes))
    }
}

fn token_key(source: &str) -> String {
    format!("push-token:{source}")
}
