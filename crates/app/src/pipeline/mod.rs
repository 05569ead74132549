//! The live line: bytes in, committed segments and insights out.
//!
//! Workers take chunks from one reader, normalise and redact, and gather drafts. A full draft is judged for duplicates (in the order
//! of admission), sorted by person and time, folded into insights, written as one segment, and then committed, with everything that
//! follows from it, in one transaction (in the order of admission). A source is told "accepted" only after that.
//!
//! Promises: read = accepted + duplicates + corrected + rejected; a crash at any point loses nothing that was committed and a repetition counts
//! nothing twice; memory is bounded by workers × [`MAX_DRAFT_ROWS`] rows plus their chunks.

mod correct;
mod dedupe;
mod draft;
mod fold;
mod people;
mod segment;
mod turn;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use ombud_connect::mapping::Mapping;
use ombud_connect::reader::{self, Format, OpenError, Reader};
use ombud_connect::{Context, Rejection, Source};
use ombud_detect::Recogniser;
use ombud_guard::agreement::{Enforced, NotAgreed};
use ombud_identity::redact::Redactor;
use ombud_identity::{MasterKey, OsEntropy, VaultError};
use ombud_model::entropy::NoEntropy;
use ombud_model::settings::Settings;
use ombud_model::{Clock, Day, IndicatorCode, PersonId, ReaderVersion};
use ombud_store::records::Receipt;
use ombud_store::{Store, StoreError};
use parking_lot::Mutex;
use rustc_hash::{FxHashMap, FxHashSet};
use tokio::runtime::Handle;

pub(crate) use dedupe::{Deduper, Span};
pub(crate) use draft::Rejected;
use draft::{Draft, Found};
pub(crate) use fold::{is_activity, pack};
pub(crate) use people::People;
use turn::{EarlierFailed, Turns};

/// Rows per segment: large enough for good compression by person, small enough that two of them fit beside everything else.
pub(crate) const MAX_DRAFT_ROWS: usize = 262_144;
/// Raw bytes of rejects that a draft holds before it is committed.
const MAX_DRAFT_REJECT_BYTES: usize = 32 << 20;

#[derive(Debug, thiserror::Error)]
pub(crate) enum PipelineError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Vault(#[from] VaultError),
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    #[error(transparent)]
    Read(#[from] ombud_connect::reader::ReadError),
    #[error("a person that was just created is not there: another program writes to the same data")]
    PersonLost,
    #[error("an earlier part of the input could not be committed")]
    EarlierFailed,
    #[error("the answer could not be written down")]
    Receipt(#[source] serde_json::Error),
    #[error("what a record says about where a person belongs could not be written down")]
    Placement(#[source] serde_json::Error),
    #[error(transparent)]
    NotAgreed(#[from] NotAgreed),
    #[error("a worker stopped unexpectedly")]
    WorkerLost,
}

impl From<EarlierFailed> for PipelineError {
    fn from(_: EarlierFailed) -> Self {
        PipelineError::EarlierFailed
    }
}

/// What ingestion shares over the life of the program. Behind one lock each, so that several inputs can be read at once.
pub(crate) struct IngestState {
    pub(crate) people: Mutex<People>,
    pub(crate) deduper: Mutex<Deduper>,
    pub(crate) watch: Mutex<Watch>,
    /// First days that are stored, as far as this process has stored them: they need not be written again with each segment.
    pub(crate) first_days: Mutex<FxHashMap<PersonId, Day>>,
    /// Whether stored rows were superseded since everything was computed from history.
    pub(crate) corrected: AtomicBool,
}

/// What one run of ingestion works with. The same for all of its workers.
pub(crate) struct Stage<'a> {
    pub(crate) store: &'a Store,
    pub(crate) state: &'a IngestState,
    pub(crate) master: &'a Arc<MasterKey>,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) agreed: &'a Enforced,
    pub(crate) runtime: Handle,
    pub(crate) source: &'static dyn Source,
    /// What reads this input.
    pub(crate) reader: ReaderVersion,
    pub(crate) recogniser: &'a Recogniser,
    pub(crate) settings: &'a Settings,
    pub(crate) mapping: Option<&'a Mapping>,
    pub(crate) hash_keys: (u64, u64),
    /// Name of the input, for rejects.
    pub(crate) input: &'a str,
}

impl Stage<'_> {
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            settings: self.settings,
            mapping: self.mapping,
            hash_keys: self.hash_keys,
        }
    }
}

/// Decides whose assessment a batch may change: whoever has a trigger in it, or had one before.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// Indicators that bring somebody in scope of an enabled policy.
    pub(crate) triggers: FxHashSet<IndicatorCode>,
    /// Persons in scope of one, or marked to find out whether they are.
    pub(crate) watched: FxHashSet<PersonId>,
}

/// What became of the records of a run. `accepted + duplicates + corrected + rejected` equals `read`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) read: u64,
    pub(crate) accepted: u64,
    pub(crate) duplicates: u64,
    pub(crate) rejected: u64,
    /// Records that an older reader had read, and that say something else now.
    pub(crate) corrected: u64,
    /// How many of the accepted and the corrected have an activity that is marked as incomplete.
    pub(crate) incomplete: u64,
    /// The earliest day that an accepted activity fell on.
    pub(crate) earliest: Option<Day>,
    /// How often a record said where a person belongs.
    pub(crate) placements: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Tally) {
        self.read += other.read;
        self.accepted += other.accepted;
        self.duplicates += other.duplicates;
        self.rejected += other.rejected;
        self.corrected += other.corrected;
        self.incomplete += other.incomplete;
        self.placements += other.placements;
        self.earliest = [self.earliest, other.earliest].into_iter().flatten().min();
    }
}

/// Told how many raw bytes of the input have been read so far.
pub(crate) type OnProgress<'a> = &'a (dyn Fn(u64) + Sync);

/// Reads an input to its end on `workers` threads, and commits whenever one of them holds `batch_rows` rows. Blocks; call it from a
/// blocking thread.
pub(crate) fn run(
    stage: &Stage<'_>,
    reader: Reader,
    workers: usize,
    batch_rows: usize,
    progress: OnProgress<'_>,
) -> Result<Tally, PipelineError> {
    let format = reader.format().clone();
    let (turns, tickets, read) = (Turns::default(), AtomicU64::new(0), AtomicU64::new(0));
    let run = Run {
        stage,
        format,
        turns,
        tickets,
        read,
        batch_rows,
        progress,
    };
    let reader = Mutex::new(reader);
    let outcomes: Vec<Result<Tally, PipelineError>> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..workers.max(1))
            .map(|_| scope.spawn(|| run.work(&reader)))
            .collect();
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or(Err(PipelineError::WorkerLost)))
            .collect()
    });
    collect(outcomes)
}

/// Reads a small input whole and commits it in one piece, together with what `receipt` makes of it, so that the sender can repeat it
/// safely.
pub(crate) fn run_once(
    stage: &Stage<'_>,
    reader: Reader,
    receipt: impl FnOnce(&Tally, &[Rejected]) -> Result<Receipt, PipelineError>,
) -> Result<(), PipelineError> {
    let mut draft = read_whole(stage, reader)?;
    let prepared = segment::prepare(stage, &mut draft, || 0)?;
    let receipt = receipt(&prepared.tally, &draft.rejects)?;
    segment::commit(stage, prepared, Some(receipt)).map(|_| ())
}

/// Reads rejected records again, each on its own, and commits in one piece what is no longer rejected. Says of each record why it is
/// still rejected; nothing is changed for those.
pub(crate) fn retry(
    stage: &Stage<'_>,
    raws: &[Vec<u8>],
) -> Result<(Tally, Vec<Option<Rejection>>), PipelineError> {
    let mut draft = Draft::default();
    let mut outcomes = Vec::with_capacity(raws.len());
    for raw in raws {
        // Tried alone first: what a record brings can then not be half of it.
        let mut alone = Draft::default();
        let opened = read_again(stage, raw, &mut alone)?;
        let outcome = match (opened, alone.rejects.pop()) {
            (Err(error), _) => Some(Rejection(error.to_string().into())),
            (Ok(()), Some(rejected)) => Some(rejected.reason),
            (Ok(()), None) if alone.read == 0 => Some(Rejection("there is no record in it".into())),
            (Ok(()), None) => None,
        };
        if outcome.is_none() {
            // Opened a moment ago, so it opens.
            let _ = read_again(stage, raw, &mut draft)?;
        }
        outcomes.push(outcome);
    }
    if draft.read == 0 {
        return Ok((Tally::default(), outcomes));
    }
    let prepared = segment::prepare(stage, &mut draft, || 0)?;
    Ok((segment::commit(stage, prepared, None)?, outcomes))
}

fn read_again(
    stage: &Stage<'_>,
    raw: &[u8],
    draft: &mut Draft,
) -> Result<Result<(), OpenError>, PipelineError> {
    match reader::open(Box::new(std::io::Cursor::new(raw.to_vec()))) {
        Ok(reader) => read_into(stage, reader, draft).map(Ok),
        Err(error) => Ok(Err(error)),
    }
}

fn read_whole(stage: &Stage<'_>, reader: Reader) -> Result<Draft, PipelineError> {
    let mut draft = Draft::default();
    read_into(stage, reader, &mut draft)?;
    Ok(draft)
}

fn read_into(stage: &Stage<'_>, reader: Reader, draft: &mut Draft) -> Result<(), PipelineError> {
    let (mut redactor, format) = (Redactor::new(), reader.format().clone());
    for chunk in reader {
        chunk?.for_each(&mut |record, place, raw| {
            draft.take(stage, &mut redactor, &format, Found { record, place, raw })
        });
    }
    Ok(())
}

/// The most telling error wins: "an earlier part failed" only repeats another worker's.
fn collect(outcomes: Vec<Result<Tally, PipelineError>>) -> Result<Tally, PipelineError> {
    let (mut tally, mut failure) = (Tally::default(), None);
    for outcome in outcomes {
        match (outcome, &failure) {
            (Ok(part), _) => tally.add(&part),
            (Err(error), None | Some(PipelineError::EarlierFailed)) => failure = Some(error),
            (Err(_), Some(_)) => {}
        }
    }
    failure.map_or(Ok(tally), Err)
}

struct Run<'a> {
    stage: &'a Stage<'a>,
    format: Format,
    turns: Turns,
    tickets: AtomicU64,
    read: AtomicU64,
    batch_rows: usize,
    progress: OnProgress<'a>,
}

impl Run<'_> {
    fn work(&self, reader: &Mutex<Reader>) -> Result<Tally, PipelineError> {
        let outcome = self.work_through(reader);
        if outcome.is_err() {
            self.turns.fail();
        }
        outcome
    }

    fn work_through(&self, reader: &Mutex<Reader>) -> Result<Tally, PipelineError> {
        let (mut tally, mut draft, mut redactor) =
            (Tally::default(), Draft::default(), Redactor::new());
        let mut done = None;
        loop {
            let chunk = {
                let mut reader = reader.lock();
                done.take()
                    .into_iter()
                    .for_each(|chunk| reader.recycle(chunk));
                reader.next()
            };
            let Some(chunk) = chunk.transpose()? else {
                break;
            };
            chunk.for_each(&mut |record, place, raw| {
                draft.take(
                    self.stage,
                    &mut redactor,
                    &self.format,
                    Found { record, place, raw },
                )
            });
            (self.progress)(
                self.read.fetch_add(chunk.bytes() as u64, Ordering::Relaxed) + chunk.bytes() as u64,
            );
            done = Some(chunk);
            if draft.batch.len() >= self.batch_rows || draft.reject_bytes >= MAX_DRAFT_REJECT_BYTES
            {
                tally.add(&self.flush(&mut draft)?);
            }
        }
        if draft.read > 0 {
            tally.add(&self.flush(&mut draft)?);
        }
        Ok(tally)
    }

    /// Commits what the draft holds and empties it.
    fn flush(&self, draft: &mut Draft) -> Result<Tally, PipelineError> {
        let mut ticket = 0;
        let prepared = segment::prepare(self.stage, draft, || {
            ticket = self.tickets.fetch_add(1, Ordering::Relaxed);
            ticket
        })?;
        let tally = self
            .turns
            .run(ticket, || segment::commit(self.stage, prepared, None))?;
        draft.clear();
        Ok(tally)
    }
}

/// Randomness for ids and keys.
fn entropy() -> OsEntropy {
    OsEntropy
}
