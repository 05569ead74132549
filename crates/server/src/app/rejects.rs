//! Records that were not accepted: listed with their reasons, tried again after a fix.

use std::collections::BTreeMap;

use ombud_connect::mapping::Mapping;
use ombud_connect::reader;
use ombud_guard::Action;
use ombud_store::records::Reject;
use serde::Serialize;

use super::ingest::find_source;
use super::{AppError, Ombud};
use crate::pipeline::{self, Tally};

const PAGE: u64 = 2_000;

/// A reject as it is listed. What the record says is not shown: nobody knows whom it names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RejectRow {
    pub source: String,
    pub input: String,
    pub place: String,
    pub reason: String,
    pub first_seen: String,
}

/// What trying again brought. `accepted + duplicates + rejected` equals `tried`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RetryReport {
    pub tried: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    pub alerts_opened: u64,
    pub alerts_updated: u64,
}

impl Ombud {
    pub async fn rejects(&self) -> Result<Vec<RejectRow>, AppError> {
        let row = |reject: Reject| RejectRow {
            source: reject.source,
            input: reject.input,
            place: reject.place,
            reason: reject.reason,
            first_seen: reject.first_seen.to_string(),
        };
        Ok(self.all_rejects().await?.into_iter().map(row).collect())
    }

    async fn all_rejects(&self) -> Result<Vec<Reject>, AppError> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.records().rejects_page(None, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id);
            all.extend(page);
        }
    }

    /// Tries every reject again; what is accepted now, or was accepted meanwhile, is no reject any more.
    pub async fn retry_rejects(&self, mapping: Option<&Mapping>, actor: &str) -> Result<RetryReport, AppError> {
        let mut by_source: BTreeMap<String, Vec<Reject>> = BTreeMap::new();
        for reject in self.all_rejects().await? {
            by_source.entry(reject.source.clone()).or_default().push(reject);
        }
        let mut tally = Tally::default();
        if !by_source.is_empty() {
            self.record(Action::RejectsOpened, actor, "rejects", "tried again").await?;
        }
        for (source, rejects) in by_source {
            let source = find_source(&source)?;
            if source.meta().needs_mapping && mapping.is_none() {
                return Err(AppError::Invalid(format!(
                    "source `{}` needs its mapping file: pass --mapping FILE",
                    source.meta().id
                )));
            }
            for reject in rejects {
                tally.add(&self.retry(source, &reject, mapping)?);
            }
        }
        let assessed = self.assess_pending().await?;
        Ok(RetryReport {
            tried: tally.read,
            accepted: tally.accepted,
            duplicates: tally.duplicates,
            rejected: tally.rejected,
            alerts_opened: assessed.opened,
            alerts_updated: assessed.updated,
        })
    }

    fn retry(
        &self,
        source: &'static dyn ombud_connect::Source,
        reject: &Reject,
        mapping: Option<&Mapping>,
    ) -> Result<Tally, AppError> {
        let raw = self.master.open_reject(&reject.raw).map_err(AppError::internal)?;
        let rules = self.rules();
        let stage = self.stage(source, &rules, mapping, &reject.input);
        let still_rejected = Tally { read: 1, rejected: 1, ..Tally::default() };
        let Ok(reader) = reader::open(Box::new(std::io::Cursor::new(raw))) else { return Ok(still_rejected) };
        tokio::task::block_in_place(|| {
            let kept = pipeline::retry(&stage, reader)?;
            if let Some(tally) = kept {
                stage.runtime.block_on(self.store.records().remove_rejects(&[reject.id]))?;
                return Ok(tally);
            }
            Ok(still_rejected)
        })
    }
}
