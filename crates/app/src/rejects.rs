//! Records that were not accepted: listed with their reasons, tried again after a fix.

use ombud_access::Resource;
use ombud_connect::Source;
use ombud_connect::mapping::Mapping;
use ombud_model::Operation;
use ombud_store::records::Reject;
use serde::Serialize;

use super::ingest::find_source;
use super::{AppError, Caller, Ombud};
use crate::pipeline::{self, Tally};

/// Rejects that are read from the store at a time: each may hold up to 16 MiB.
const PAGE: u64 = 100;
/// Raw bytes of rejects that are tried again together, about.
const MOST_TOGETHER: usize = 32 << 20;

/// A reject as it is listed. What the record says is not shown: nobody knows whom it names.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RejectRow {
    pub source: String,
    pub input: String,
    pub place: String,
    pub reason: String,
    pub first_seen: String,
}

impl RejectRow {
    fn new(reject: &Reject, reason: String) -> Self {
        Self {
            source: reject.source.clone(),
            input: reject.input.clone(),
            place: reject.place.clone(),
            reason,
            first_seen: reject.first_seen.to_string(),
        }
    }
}

/// What trying again brought. `accepted + duplicates + corrected + rejected` equals `tried`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RetryReport {
    pub tried: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
    pub alerts_opened: u64,
    pub alerts_updated: u64,
    /// The `rejected` ones, each with the reason that it has now.
    pub remaining: Vec<RejectRow>,
}

impl RetryReport {
    fn add(&mut self, tally: &Tally) {
        self.tried += tally.read;
        self.accepted += tally.accepted;
        self.duplicates += tally.duplicates;
        self.corrected += tally.corrected;
        self.incomplete += tally.incomplete;
    }

    fn remains(&mut self, reject: &Reject, reason: impl ToString) {
        self.tried += 1;
        self.rejected += 1;
        self.remaining
            .push(RejectRow::new(reject, reason.to_string()));
    }
}

/// Rejects of one source that are tried again together, with their opened bytes.
#[derive(Default)]
struct Together {
    rejects: Vec<Reject>,
    raws: Vec<Vec<u8>>,
    bytes: usize,
}

impl Ombud {
    pub async fn find_rejects(&self) -> Result<Vec<RejectRow>, AppError> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.records().rejects_page(None, after, PAGE).await?;
            let Some(last) = page.last() else {
                return Ok(all);
            };
            after = Some(last.id);
            all.extend(
                page.into_iter()
                    .map(|reject| RejectRow::new(&reject, reject.reason.clone())),
            );
        }
    }

    /// Tries every reject again; what is accepted now, or was accepted meanwhile, is no reject any more. What cannot be tried stays
    /// and is reported; the others are tried all the same.
    pub async fn retry_rejects(
        &self,
        caller: &Caller,
        mapping: Option<&Mapping>,
    ) -> Result<RetryReport, AppError> {
        self.authorize(
            caller,
            Operation::OpenRejects,
            Resource::rejects(),
            async |_, _| {
                let summaries = self.store.records().reject_summary().await?;
                let mut sources: Vec<String> = summaries
                    .into_iter()
                    .map(|summary| summary.source)
                    .collect();
                sources.sort_unstable();
                sources.dedup();
                let _pushing = self.pushing.lock().await;
                let mut report = RetryReport::default();
                for source in &sources {
                    self.retry_source(source, mapping, &mut report).await?;
                }
                self.reload_governance().await?;
                let mut assessed = self.follow_corrections().await?;
                assessed.add(self.assess_pending().await?);
                (report.alerts_opened, report.alerts_updated) = (assessed.opened, assessed.updated);
                Ok(report)
            },
        )
        .await
    }

    async fn retry_source(
        &self,
        id: &str,
        mapping: Option<&Mapping>,
        report: &mut RetryReport,
    ) -> Result<(), AppError> {
        let source = ready(id, mapping).and_then(|source| {
            let agreed = self.agreed().allows_source(id, self.clock.now());
            agreed
                .map(|()| source)
                .map_err(|refusal| refusal.to_string())
        });
        let (mut together, mut after) = (Together::default(), None);
        loop {
            let page = self
                .store
                .records()
                .rejects_page(Some(id), after, PAGE)
                .await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for reject in page {
                let source = match &source {
                    Ok(source) => *source,
                    Err(reason) => {
                        report.remains(&reject, reason);
                        continue;
                    }
                };
                match self.master.open_reject(&reject.raw) {
                    Ok(raw) => together.add(reject, raw),
                    Err(error) => report.remains(&reject, error),
                }
                if together.bytes >= MOST_TOGETHER {
                    self.retry_together(source, std::mem::take(&mut together), mapping, report)?;
                }
            }
        }
        match source {
            Ok(source) if !together.rejects.is_empty() => {
                self.retry_together(source, together, mapping, report)
            }
            _ => Ok(()),
        }
    }

    /// Commits what is accepted now in one piece, and only then forgets its rejects: a crash in between makes them duplicates.
    fn retry_together(
        &self,
        source: &'static dyn Source,
        together: Together,
        mapping: Option<&Mapping>,
        report: &mut RetryReport,
    ) -> Result<(), AppError> {
        let rules = self.rules();
        let stage = self.stage(source, &rules, mapping, "rejects");
        tokio::task::block_in_place(|| {
            let (tally, outcomes) = pipeline::retry(&stage, &together.raws)?;
            report.add(&tally);
            let mut done = Vec::new();
            for (reject, outcome) in together.rejects.iter().zip(outcomes) {
                match outcome {
                    None => done.push(reject.id),
                    Some(reason) => report.remains(reject, reason),
                }
            }
            let records = self.store.records();
            stage
                .runtime
                .block_on(records.transaction(async |work| work.remove_rejects(&done).await))?;
            Ok(())
        })
    }
}

impl Together {
    fn add(&mut self, mut reject: Reject, raw: Vec<u8>) {
        reject.raw = Vec::new();
        self.bytes += raw.len();
        self.rejects.push(reject);
        self.raws.push(raw);
    }
}

/// The source, or why nothing of it can be tried.
fn ready(id: &str, mapping: Option<&Mapping>) -> Result<&'static dyn Source, String> {
    let source = find_source(id).map_err(|error| error.to_string())?;
    if source.meta().needs_mapping && mapping.is_none() {
        return Err(format!(
            "source `{id}` needs its mapping file: pass --mapping FILE"
        ));
    }
    Ok(source)
}
