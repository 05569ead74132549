//! Who did what with the system. An intent is written down before an act begins and an outcome after it has ended; an act whose intent
//! could not be written is not begun, and a result whose outcome could not be written is not handed out. No record, no action. Where
//! nothing is done but reading, reading may begin while the intent is being written, and what was read is thrown away if there is no record.
//!
//! An act without outcome stays open for as long as somebody works on it ([`tasks`]), however long that is; when nobody does any more, it is closed
//! as unknown. Entries of many acts are written together, and each is judged by itself.
//!
//! Reading commands of the command line write nothing: whoever runs them holds the data and the master key, and one program writes at a
//! time. What an act was about stands in the log by id; reasons in words lie beside it and can be erased.

use std::future::Future;
use std::path::Path;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use ombud_identity::{MasterKey, OsEntropy};
use ombud_model::{Clock, Timestamp};
use ombud_store::{Mode, Store};
use ombud_tlog::{
    AppendError, Commitment, Disk, Ending, Entry, FolderDisk, HeadSigner, Intent, LogSigner,
    MAX_GROUP, Note, Policy, Reader, Sidecar, Slug, Subjects, TransparencyLog, VerifierKey,
};
use parking_lot::{Condvar, Mutex};
use serde::{Deserialize, Serialize};

use super::concerned::{Concerned, Underway};
use super::countersigning::{LogWitnesses, Snapshot};
use super::{AppError, Ombud};
use crate::measure;

mod act;
mod tasks;
#[cfg(test)]
mod tests;
mod turn;

pub(crate) use act::Act;
pub use act::Author;
pub(super) use tasks::Task;
use tasks::Tasks;
use turn::Queue;

/// Under this key stands that a log was begun: from then on it must be there.
pub(super) const BEGUN: &str = "audit-log-begun";
/// The folder of the log, in the data directory.
const FOLDER: &str = "audit";
/// The signed head, in the folder.
const CHECKPOINT: &str = "checkpoint";
/// The last countersigned head, in the folder.
pub(super) const WITNESSED: &str = "witnessed";
/// No note is longer.
pub(super) const LONGEST_NOTE: u64 = 1 << 20;
/// Where the word after the slash tells two installations apart.
const ORIGIN: &str = "ombud.invalid/audit";

/// What lies beside an entry.
#[derive(Serialize, Deserialize)]
pub(super) struct Beside {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

/// Tells a refusal from a failure, for the outcome in the log.
pub(crate) trait Refusal {
    /// Whether it was not done because it may not be done, or cannot be asked so.
    fn is_refusal(&self) -> bool;
}

/// What a log is written on and signed with. As it stands, a folder of the data directory and the key that is derived from the master key;
/// whoever opens the data may put something around them that fails.
pub trait LogParts: Send + Sync {
    /// The disk of the log, over its folder.
    fn disk(&self, folder: FolderDisk) -> Arc<dyn Disk> {
        Arc::new(folder)
    }

    /// The signer of the log's heads, with its key.
    fn signer(&self, key: LogSigner) -> Box<dyn HeadSigner> {
        Box::new(key)
    }
}

/// The folder and the key as they are.
pub(super) struct OwnParts;

impl LogParts for OwnParts {}

/// The log of one installation. Appending is by many at once: one turn of writing takes all who wait, and each is answered as soon as the group
/// with its entry is durable, whatever is written next.
pub(crate) struct AuditLog {
    pub(super) disk: Arc<dyn Disk>,
    key: VerifierKey,
    /// `None` where the data were opened for reading.
    writer: Option<Mutex<TransparencyLog>>,
    /// Held while the files of the log are written; taken before the writer.
    flushing: Mutex<()>,
    queue: Mutex<Queue>,
    /// Somebody has come to wait.
    came: Condvar,
    tasks: Tasks,
    /// Held while the whole log is recomputed.
    pub(super) verifying: tokio::sync::Mutex<()>,
}

impl AuditLog {
    /// Opens the log; for writing it is begun where there has never been one.
    pub(super) async fn open(
        store: &Store,
        master: &MasterKey,
        mode: Mode,
        clock: &dyn Clock,
        log_witnesses: Option<&LogWitnesses>,
        parts: &dyn LogParts,
    ) -> Result<Self, AppError> {
        let signer = signer(master)?;
        let folder = store.dir().join(FOLDER);
        let disk = parts.disk(FolderDisk::new(&folder));
        let key = signer.verifier().clone();
        let writer = match mode {
            Mode::Read => None,
            Mode::Write => {
                let begun = store.records().value(BEGUN).await?.is_some();
                let mut log = write(&folder, Arc::clone(&disk), parts.signer(signer), begun)?;
                if let Some(log_witnesses) = log_witnesses {
                    log_witnesses.before_writing(&mut log, clock.now()).await?;
                }
                if !begun {
                    store
                        .records()
                        .transaction(async |work| work.put_value(BEGUN, "yes").await)
                        .await?;
                }
                // Whoever had announced them was stopped before saying how they ended.
                let now = clock.now();
                log.close_unknown(now, |_| false).map_err(unavailable)?;
                Some(Mutex::new(log))
            }
        };
        Ok(Self {
            disk,
            key,
            writer,
            flushing: Mutex::default(),
            queue: Mutex::default(),
            came: Condvar::new(),
            tasks: Tasks::default(),
            verifying: tokio::sync::Mutex::default(),
        })
    }

    pub(super) fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The log as it is now.
    pub(super) fn reader(&self) -> Result<Option<Reader>, AppError> {
        if let Some(writer) = &self.writer {
            return Ok(Some(writer.lock().reader()));
        }
        if !self.disk_exists() {
            return Ok(None);
        }
        Reader::open(self.disk.clone(), &self.key)
            .map(Some)
            .map_err(AppError::internal)
    }

    pub(super) fn disk_exists(&self) -> bool {
        self.file(CHECKPOINT).is_ok_and(|found| found.is_some())
    }

    /// The signed head as it is now; `None` where there is no log.
    pub(super) fn head(&self) -> Result<Option<Vec<u8>>, AppError> {
        let reader = self.reader()?;
        Ok(reader.map(|reader| reader.note().to_string().into_bytes()))
    }

    /// Writes what only the journal holds into the files, for whoever reads these alone. Nobody who adds entries waits for it.
    pub(super) fn flush(&self) -> Result<(), AppError> {
        let Some(writer) = &self.writer else {
            return Ok(());
        };
        let _one_at_a_time = self.flushing.lock();
        let Some(flush) = writer.lock().begin_flush().map_err(unavailable)? else {
            return Ok(());
        };
        let flushed = flush.write();
        writer.lock().end_flush(flushed).map_err(unavailable)
    }

    /// A note in the folder.
    pub(super) fn file(&self, name: &str) -> Result<Option<Vec<u8>>, AppError> {
        self.disk
            .read(name, LONGEST_NOTE)
            .map_err(AppError::internal)
    }

    /// The log as it is now, to show it to witnesses; `None` where the data were opened for reading.
    pub(super) fn snapshot(&self) -> Option<Snapshot> {
        let writer = self.writer.as_ref()?;
        Some(Snapshot::of(&writer.lock()))
    }

    /// Keeps a head that enough witnesses have countersigned.
    pub(super) async fn record_witnessed(
        self: &Arc<Self>,
        note: Note,
        policy: Policy,
    ) -> Result<(), AppError> {
        let log = Arc::clone(self);
        let record = move || {
            let Some(writer) = &log.writer else {
                return Ok(());
            };
            let _one_at_a_time = log.flushing.lock();
            let mut log = writer.lock();
            log.record_witnessed(note.to_string().as_bytes(), &policy)
                .map(|_| ())
                .map_err(AppError::internal)
        };
        tokio::task::spawn_blocking(record)
            .await
            .map_err(AppError::internal)?
    }

    /// Gives an outcome to what was announced and is not worked on any more; says to how many acts.
    fn close_unknown(&self, now: Timestamp) -> Result<usize, AppError> {
        let Some(writer) = &self.writer else {
            return Ok(0);
        };
        let mut log = writer.lock();
        let closed = log
            .close_unknown(now, |sequence| self.tasks.works_on(sequence))
            .map_err(unavailable)?;
        self.tasks.forget_dropped();
        closed
            .chunks(MAX_GROUP)
            .for_each(|group| measure::audit_written(group.len()));
        Ok(closed.len())
    }

    /// Erases what lies beside entries.
    pub(super) fn erase_beside(&self, sequences: &[u64]) -> Result<usize, AppError> {
        let Some(writer) = &self.writer else {
            return Ok(0);
        };
        writer.lock().erase_sidecars(sequences).map_err(unavailable)
    }
}

impl Drop for AuditLog {
    /// A program that ends leaves the files whole, and no room in the journal. Where that fails nothing is lost: the next one writes the
    /// files from the journal.
    fn drop(&mut self) {
        if let Some(writer) = &mut self.writer {
            let _ = writer.get_mut().flush();
        }
    }
}

/// The key that signs heads: derived, so that it lasts as long as the master key and lies, like it, outside of the data.
pub(super) fn signer(master: &MasterKey) -> Result<LogSigner, AppError> {
    let installation = HEXLOWER.encode(&master.fingerprint());
    LogSigner::from_seed(&format!("{ORIGIN}/{installation}"), &master.log_seed())
        .map_err(AppError::internal)
}

fn write(
    folder: &Path,
    disk: Arc<dyn Disk>,
    signer: Box<dyn HeadSigner>,
    begun: bool,
) -> Result<TransparencyLog, AppError> {
    let there = disk
        .read(CHECKPOINT, 1)
        .map_err(AppError::internal)?
        .is_some();
    let log = match (there, begun) {
        (true, _) => TransparencyLog::open(disk, signer, None),
        (false, false) => TransparencyLog::create(disk, signer),
        (false, true) => {
            return Err(AppError::Data(format!(
                "the audit log is not at {}: restore it from your backup; without it nothing may be done",
                folder.display()
            )));
        }
    };
    log.map_err(|error| AppError::Data(format!("the audit log at {}: {error}", folder.display())))
}

fn unavailable(error: AppendError) -> AppError {
    AppError::Unrecorded(error.to_string())
}

fn ending<T, E: Refusal>(result: &Result<T, E>) -> Ending {
    match result {
        Ok(_) => Ending::Done,
        Err(error) if error.is_refusal() => Ending::Refused,
        Err(_) => Ending::Failed,
    }
}

pub(crate) fn slug(text: &str) -> Result<Slug, AppError> {
    text.parse().map_err(AppError::internal)
}

impl Ombud {
    /// Announces the act, does it, and says how it ended and whom it concerned, which `work` notes. The act is open for as long as the future
    /// lives; when it is dropped before its end, the act is closed as unknown soon after.
    pub(crate) async fn record<T, E, F>(
        &self,
        by: &Author,
        act: impl Into<Act>,
        work: impl FnOnce(Underway) -> F,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<T, E>>,
    {
        let act = act.into();
        let (task, named) = (Task::default(), act.persons.clone());
        let intent = self.announce(by, act, &task).await?;
        let underway = Underway::new(intent.sequence(), Concerned::of(named), task);
        let result = work(underway.clone()).await;
        self.end(&intent, result, &underway).await
    }

    /// As [`Ombud::record`], of an act that only reads: reading begins while the intent is being written, and `prepare` makes the answer of
    /// what was read while the outcome is. Without both nothing is handed out.
    pub(crate) async fn record_reading<R, T, E, F>(
        &self,
        by: &Author,
        act: impl Into<Act>,
        read: impl FnOnce(Concerned) -> F,
        prepare: impl FnOnce(R) -> T,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<R, E>>,
    {
        let act = act.into();
        let (task, named) = (Task::default(), act.persons.clone());
        let concerned = Concerned::of(named);
        let (intent, result) = tokio::join!(self.announce(by, act, &task), read(concerned.clone()));
        let intent = intent?;
        let underway = Underway::new(intent.sequence(), concerned, task);
        // In this order: the outcome is on its way before the answer is made.
        let (concluded, answer) =
            tokio::join!(self.conclude(&intent, ending(&result), &underway), async {
                result.map(prepare)
            });
        concluded?;
        answer
    }

    /// Says how the act ended, and hands out its result when that is written down.
    async fn end<T, E>(
        &self,
        intent: &Intent,
        result: Result<T, E>,
        underway: &Underway,
    ) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
    {
        self.conclude(intent, ending(&result), underway).await?;
        result
    }

    async fn announce(&self, by: &Author, act: Act, task: &Task) -> Result<Intent, AppError> {
        let Act {
            operation,
            object,
            persons,
            purpose,
            case,
            reason,
        } = act;
        // More than an entry holds stand with the outcome.
        let subjects = Subjects::parts(&persons).into_iter().next();
        let beside = Beside {
            user: by.user.clone(),
            reason: reason.filter(|reason| !reason.is_empty()),
        };
        let sidecar = match (&beside.user, &beside.reason) {
            (None, None) => None,
            _ => {
                let payload = serde_json::to_vec(&beside).map_err(AppError::internal)?;
                let sidecar = Sidecar::new(payload, &mut OsEntropy);
                Some(sidecar.map_err(|error| AppError::Invalid(error.to_string()))?)
            }
        };
        let commitment: Option<Commitment> = sidecar.as_ref().map(Sidecar::commitment);
        let entry = Entry {
            role: by.role.clone(),
            object,
            subjects: subjects.unwrap_or_default(),
            purpose,
            case,
            commitment,
            ..Entry::intent(self.clock.now(), operation, by.actor.clone())
        };
        let sequence = self.append(entry.clone(), sidecar, task).await?;
        Intent::new(sequence, entry).ok_or_else(|| {
            AppError::Unrecorded("the audit log took an intent for an outcome".to_owned())
        })
    }

    pub(super) async fn append(
        &self,
        entry: Entry,
        sidecar: Option<Sidecar>,
        task: &Task,
    ) -> Result<u64, AppError> {
        // The task goes along: what is being written is worked on, even when whoever asked for it is gone.
        self.audit.append(entry, sidecar, task.clone()).await
    }

    /// What others need to check the log: the key, and the signed head.
    pub async fn show_audit_head(&self) -> Result<(String, String), AppError> {
        let note = self.audit.head()?.unwrap_or_default();
        Ok((
            self.audit.key().to_string(),
            String::from_utf8_lossy(&note).into_owned(),
        ))
    }
}
