//! Bringing in records from files and streams.

use std::io::Read;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use ombud_connect::mapping::Mapping;
use ombud_connect::reader::{self, Reader};
use ombud_connect::{Context, Source};
use ombud_model::ReaderVersion;
use serde::Serialize;

use super::{AppError, Ombud, Rules};
use crate::pipeline::{self, Stage, Tally};

/// An input with the name under which its rejects are listed.
pub struct Input {
    pub name: String,
    pub from: InputFrom,
}

/// Where an input's bytes come from.
pub enum InputFrom {
    File(PathBuf),
    Stream(Box<dyn Read + Send>),
}

/// How inputs are read. The default is right for everybody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading<'a> {
    /// What the columns or fields of free-form input mean.
    pub mapping: Option<&'a Mapping>,
    /// Rows per commit; `None` for as many as compress well.
    pub batch_rows: Option<usize>,
    /// What the records were read by; `None` for the source's own reader with the mapping.
    pub reader: Option<ReaderVersion>,
}

/// What became of the records of all inputs. `accepted + duplicates + corrected + rejected` equals `read`.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct IngestReport {
    pub source: String,
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    pub incomplete: u64,
    /// How many pairs of known persons turned out to be one.
    pub joined: u64,
    pub alerts_opened: u64,
    pub alerts_updated: u64,
    /// Wall time from the first byte to the last alert.
    pub seconds: f64,
}

/// Two workers keep two cores busy; more would only hold more drafts in memory.
const MOST_WORKERS: usize = 8;
/// About how many bytes a record is: commits of few rows need blocks of few records.
const RECORD: usize = 1 << 10;

impl Ombud {
    /// Reads the inputs to their end and assesses whom they change. Inputs that cannot be opened, or are of another source, fail
    /// before anything of them is kept. `progress` is told how many raw bytes have been read.
    pub async fn ingest(
        &self,
        source: &str,
        inputs: Vec<Input>,
        how: Reading<'_>,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<IngestReport, AppError> {
        let started = Instant::now();
        let source = find_source(source)?;
        if source.meta().needs_mapping && how.mapping.is_none() {
            return Err(AppError::Invalid(format!(
                "source `{}` needs a mapping file that says which field means what: pass --mapping FILE",
                source.meta().id
            )));
        }
        self.settle().await?;
        self.agreed()
            .allows_source(source.meta().id, self.clock.now())?;
        let rules = self.rules();
        let (mut tally, before) = (Tally::default(), AtomicU64::new(0));
        for input in inputs {
            let passed = before.load(Ordering::Relaxed);
            let reader = open(&input.name, input.from, how.batch_rows)?;
            let told = |bytes: u64| {
                before.fetch_max(passed + bytes, Ordering::Relaxed);
                progress(passed + bytes);
            };
            let part = tokio::task::block_in_place(|| {
                self.read_input(source, &rules, &input.name, how, reader, &told)
            })?;
            tally.add(&part);
        }
        let joined = self.join_as_records_say().await?;
        if tally.placements > 0 {
            self.reload_governance().await?;
        }
        let mut assessed = self.follow_corrections().await?;
        assessed.add(self.assess_pending().await?);
        Ok(IngestReport {
            source: source.meta().id.to_owned(),
            read: tally.read,
            accepted: tally.accepted,
            duplicates: tally.duplicates,
            rejected: tally.rejected,
            corrected: tally.corrected,
            incomplete: tally.incomplete,
            joined,
            alerts_opened: assessed.opened,
            alerts_updated: assessed.updated,
            seconds: started.elapsed().as_secs_f64(),
        })
    }

    fn read_input(
        &self,
        source: &'static dyn Source,
        rules: &Rules,
        name: &str,
        how: Reading<'_>,
        reader: Reader,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Tally, AppError> {
        let mut stage = self.stage(source, rules, how.mapping, name);
        stage.reader = how.reader.unwrap_or(stage.reader);
        recognise(source, &reader, &stage.context())
            .map_err(|found| AppError::Input(format!("{name}: {found}")))?;
        let workers = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_WORKERS);
        let batch_rows = how.batch_rows.unwrap_or(pipeline::MAX_DRAFT_ROWS);
        Ok(pipeline::run(
            &stage, reader, workers, batch_rows, progress,
        )?)
    }

    pub(super) fn stage<'a>(
        &'a self,
        source: &'static dyn Source,
        rules: &'a Rules,
        mapping: Option<&'a Mapping>,
        input: &'a str,
    ) -> Stage<'a> {
        Stage {
            store: &self.store,
            state: &self.ingest_state,
            master: &self.master,
            clock: &*self.clock,
            agreed: &rules.agreed,
            runtime: tokio::runtime::Handle::current(),
            source,
            reader: source.reader_version(mapping),
            recogniser: &rules.recogniser,
            settings: &rules.settings,
            mapping,
            hash_keys: self.hash_keys,
            input,
        }
    }
}

pub(super) fn find_source(id: &str) -> Result<&'static dyn Source, AppError> {
    ombud_connect::source(id).ok_or_else(|| {
        let known: Vec<&str> = ombud_connect::SOURCES
            .iter()
            .map(|source| source.meta().id)
            .collect();
        AppError::NotFound(format!(
            "there is no source `{id}`: choose one of {}",
            known.join(", ")
        ))
    })
}

/// Whether the input is of this source at all. An empty one fits every source.
pub(super) fn recognise(
    source: &dyn Source,
    reader: &Reader,
    context: &Context<'_>,
) -> Result<(), ombud_connect::Mismatch> {
    reader
        .first()
        .map_or(Ok(()), |first| source.recognise(&first.record(), context))
}

fn open(name: &str, from: InputFrom, batch_rows: Option<usize>) -> Result<Reader, AppError> {
    let failed = |error: &dyn std::error::Error| match error.source() {
        Some(source) => AppError::Input(format!("{name}: {error}: {source}")),
        None => AppError::Input(format!("{name}: {error}")),
    };
    let stream: Box<dyn Read + Send> = match from {
        InputFrom::Stream(stream) => stream,
        InputFrom::File(path) if path.is_dir() => {
            return Err(AppError::Input(format!(
                "{name} is a directory: name the files in it"
            )));
        }
        InputFrom::File(path) => {
            Box::new(std::fs::File::open(path).map_err(|error| failed(&error))?)
        }
    };
    let block = batch_rows.map_or(reader::BLOCK, |rows| {
        rows.saturating_mul(RECORD).clamp(RECORD, reader::BLOCK)
    });
    reader::open_with_block(stream, block).map_err(|error| failed(&error))
}
