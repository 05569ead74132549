//! Who did what with the system. An intent is written down before an act begins and an outcome after it has ended; an act whose intent
//! could not be written is not begun, and a result whose outcome could not be written is not handed out. No record, no action.
//!
//! Reading commands of the command line write nothing: whoever runs them holds the data and the master key, and one program writes at a
//! time. What an act was about stands in the log by id; reasons in words lie beside it and can be erased.

use std::future::Future;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ombud_guard::tlog::{
    Actor, AppendError, Broken, Checkpoint, Commitment, Ending, Entry, Filter, FolderDisk, Intent, LogSigner, MAX_GROUP, Object,
    Order, Reader, Sidecar, Slug, TransparencyLog, VerifierKey, VerifyError, export, verify,
};
use ombud_guard::{MasterKey, OsEntropy};
use ombud_model::{AccountId, CaseId, Clock, Operation, PersonId, Timestamp};
use ombud_store::{Mode, Store};
use serde::{Deserialize, Serialize};

use super::{AppError, Ombud};

/// Under this key stands that a log was begun: from then on it must be there.
const BEGUN: &str = "audit-log-begun";
/// The folder of the log, in the data directory.
const FOLDER: &str = "audit";
/// The signed head, in the folder.
const CHECKPOINT: &str = "checkpoint";
/// Entries read at a time.
const PAGE: usize = 4_096;
/// Where the word after the slash tells two installations apart.
const ORIGIN: &str = "ombud.invalid/audit";

/// Who acts, as the log names them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct By {
    pub actor: Actor,
    /// The role group under which they act.
    pub role: Option<Slug>,
    /// The operating system's user at the command line: kept beside the log, because it may name somebody.
    pub user: Option<String>,
}

impl By {
    pub fn console(user: &str) -> Self {
        Self { actor: Actor::Console, role: None, user: Some(user.to_owned()) }
    }

    pub(crate) fn job(code: &str) -> Result<Self, AppError> {
        slug(code).map(|code| Self::of(Actor::Job(code)))
    }

    pub(crate) fn account(account: AccountId) -> Self {
        Self::of(Actor::Account(account))
    }

    pub(crate) fn anonymous() -> Self {
        Self::of(Actor::Anonymous)
    }

    pub(crate) fn of(actor: Actor) -> Self {
        Self { actor, role: None, user: None }
    }

    /// The same, acting under a role.
    pub(crate) fn under(self, role: &str) -> Result<Self, AppError> {
        Ok(Self { role: Some(slug(role)?), ..self })
    }
}

/// One act that is about to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Act {
    operation: Operation,
    object: Option<Object>,
    subject: Option<PersonId>,
    purpose: Option<Slug>,
    case: Option<CaseId>,
    reason: Option<String>,
}

impl From<Operation> for Act {
    fn from(operation: Operation) -> Self {
        Self { operation, object: None, subject: None, purpose: None, case: None, reason: None }
    }
}

impl Act {
    pub(crate) fn new(operation: Operation) -> Self {
        operation.into()
    }

    pub(crate) fn operation(&self) -> Operation {
        self.operation
    }

    /// What is acted on.
    pub(crate) fn on(mut self, object: impl Into<Object>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// What is acted on, where it is known by a code: a source.
    pub(crate) fn on_named(self, kind: &str, code: &str) -> Result<Self, AppError> {
        Ok(self.on(Object::named(&slug(kind)?, &slug(code)?)))
    }

    pub(crate) fn about(mut self, person: PersonId) -> Self {
        self.subject = Some(person);
        self
    }

    pub(crate) fn purpose(mut self, purpose: &str) -> Result<Self, AppError> {
        self.purpose = Some(slug(purpose)?);
        Ok(self)
    }

    /// The case in which it is done.
    pub(crate) fn case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    pub(crate) fn reason(mut self, reason: &str) -> Self {
        self.reason = Some(reason.trim().to_owned());
        self
    }
}

/// What lies beside an entry.
#[derive(Serialize, Deserialize)]
struct Beside {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// Whether the log holds, as far as it can be told from here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct AuditState {
    pub valid: bool,
    pub records: u64,
    /// Root of the tree, in base64: with the number of records it is the head. Compare it with one noted elsewhere to know that nothing
    /// was cut off or rewritten.
    pub head: String,
    /// Size of the older head that the log was found to extend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extends: Option<u64>,
    /// Intents without an outcome.
    pub open: u64,
    /// The first entry that is damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

/// Tells a refusal from a failure, for the outcome in the log.
pub(crate) trait Refusal {
    /// Whether it was not done because it may not be done, or cannot be asked so.
    fn is_refusal(&self) -> bool;
}

/// The log of one installation. Appending is by many at once: whoever comes first writes for all who wait.
pub(crate) struct AuditLog {
    disk: Arc<FolderDisk>,
    key: VerifierKey,
    /// `None` where the data were opened for reading.
    writer: Option<Mutex<TransparencyLog>>,
    waiting: Mutex<Vec<Waiting>>,
}

type Answer = Arc<Mutex<Option<Result<u64, String>>>>;

struct Waiting {
    entry: Entry,
    sidecar: Option<Sidecar>,
    answer: Answer,
}

impl AuditLog {
    /// Opens the log; for writing it is begun where there has never been one.
    pub(super) async fn open(store: &Store, master: &MasterKey, mode: Mode, clock: &dyn Clock) -> Result<Self, AppError> {
        let signer = signer(master)?;
        let folder = store.dir().join(FOLDER);
        let disk = Arc::new(FolderDisk::new(&folder));
        let key = signer.verifier().clone();
        let writer = match mode {
            Mode::Read => None,
            Mode::Write => {
                let begun = store.records().value(BEGUN).await?.is_some();
                let mut log = write(&folder, Arc::clone(&disk), signer, begun)?;
                if !begun {
                    store.records().put_value(BEGUN, "yes").await?;
                }
                // Whoever had announced them was stopped before saying how they ended.
                let now = clock.now();
                log.close_unknown(now, now).map_err(unavailable)?;
                Some(Mutex::new(log))
            }
        };
        Ok(Self { disk, key, writer, waiting: Mutex::default() })
    }

    pub(super) fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// The log as it is now.
    pub(super) fn reader(&self) -> Result<Option<Reader>, AppError> {
        if let Some(writer) = &self.writer {
            return Ok(Some(writer.lock().unwrap_or_else(PoisonError::into_inner).reader()));
        }
        if !self.disk_exists() {
            return Ok(None);
        }
        Reader::open(self.disk.clone(), &self.key).map(Some).map_err(AppError::internal)
    }

    fn disk_exists(&self) -> bool {
        use ombud_guard::tlog::Disk;
        self.disk.read(CHECKPOINT, 1 << 20).is_ok_and(|found| found.is_some())
    }

    /// Returns when the entry is durable.
    fn append(&self, entry: Entry, sidecar: Option<Sidecar>) -> Result<u64, AppError> {
        let writer = self.writer.as_ref().ok_or_else(|| {
            AppError::Data("the data were opened for reading: nothing that leaves a record can be done".to_owned())
        })?;
        let answer = Answer::default();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Waiting { entry, sidecar, answer: Arc::clone(&answer) });
        let mut log = writer.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(answer) = answer.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return answer.map_err(AppError::Unrecorded);
            }
            let (entries, answers): (Vec<_>, Vec<_>) =
                self.next_group().into_iter().map(|waiting| ((waiting.entry, waiting.sidecar), waiting.answer)).unzip();
            let outcome = log.append_with(&entries).map_err(|error| error.to_string());
            for (at, answer) in answers.iter().enumerate() {
                let own = outcome
                    .as_ref()
                    .map_err(Clone::clone)
                    .and_then(|sequences| sequences.get(at).copied().ok_or_else(|| "the audit log gave no number".to_owned()));
                *answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(own);
            }
        }
    }

    /// Those who have waited longest, as many as one write takes.
    fn next_group(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let some = waiting.len().min(MAX_GROUP);
        waiting.drain(..some).collect()
    }

    /// Gives an outcome to what was announced before `until` and never ended.
    pub(super) fn close_unknown(&self, now: Timestamp, until: Timestamp) -> Result<usize, AppError> {
        let Some(writer) = &self.writer else { return Ok(0) };
        let mut log = writer.lock().unwrap_or_else(PoisonError::into_inner);
        log.close_unknown(now, until).map(|closed| closed.len()).map_err(unavailable)
    }

    /// Erases what lies beside entries.
    pub(super) fn erase_beside(&self, sequences: &[u64]) -> Result<usize, AppError> {
        let Some(writer) = &self.writer else { return Ok(0) };
        writer.lock().unwrap_or_else(PoisonError::into_inner).erase_sidecars(sequences).map_err(unavailable)
    }
}

/// The key that signs heads: derived, so that it lasts as long as the master key and lies, like it, outside of the data.
pub(super) fn signer(master: &MasterKey) -> Result<LogSigner, AppError> {
    let installation: String = master.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect();
    LogSigner::from_seed(&format!("{ORIGIN}/{installation}"), &master.log_seed()).map_err(AppError::internal)
}

fn write(folder: &Path, disk: Arc<FolderDisk>, signer: LogSigner, begun: bool) -> Result<TransparencyLog, AppError> {
    let there = folder.join(CHECKPOINT).exists();
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

pub(crate) fn slug(text: &str) -> Result<Slug, AppError> {
    text.parse().map_err(AppError::internal)
}

impl Ombud {
    /// Announces the act, does it, and says how it ended. `work` gets the number of the intent.
    pub(crate) async fn audited<T, E, F>(&self, by: &By, act: impl Into<Act>, work: impl FnOnce(u64) -> F) -> Result<T, E>
    where
        E: From<AppError> + Refusal,
        F: Future<Output = Result<T, E>>,
    {
        let intent = self.announce(by, act.into()).await?;
        let result = work(intent.sequence()).await;
        let ending = match &result {
            Ok(_) => Ending::Done,
            Err(error) if error.is_refusal() => Ending::Refused,
            Err(_) => Ending::Failed,
        };
        let outcome = intent.outcome(self.clock.now(), ending);
        self.append(outcome, None).await?;
        result
    }

    async fn announce(&self, by: &By, act: Act) -> Result<Intent, AppError> {
        let Act { operation, object, subject, purpose, case, reason } = act;
        let beside = Beside { user: by.user.clone(), reason: reason.filter(|reason| !reason.is_empty()) };
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
            subject,
            purpose,
            case,
            commitment,
            ..Entry::intent(self.clock.now(), operation, by.actor.clone())
        };
        let sequence = self.append(entry.clone(), sidecar).await?;
        Intent::new(sequence, entry).ok_or_else(|| AppError::Unrecorded("the audit log took an intent for an outcome".to_owned()))
    }

    async fn append(&self, entry: Entry, sidecar: Option<Sidecar>) -> Result<u64, AppError> {
        let log = Arc::clone(&self.audit);
        tokio::task::spawn_blocking(move || log.append(entry, sidecar)).await.map_err(AppError::internal)?
    }

    /// Entries that match, the newest first, at most `limit`; with the reasons that are still there.
    pub async fn search_audit(&self, filter: &Filter, limit: usize) -> Result<Vec<export::Row>, AppError> {
        let Some(reader) = self.audit.reader()? else { return Ok(Vec::new()) };
        let size = reader.head().size;
        let page = reader.search(filter, 0..size, Order::NewestFirst, limit).map_err(AppError::internal)?;
        page.entries.iter().map(|logged| row(&reader, logged)).collect()
    }

    /// Passes every entry that matches, the oldest first.
    pub async fn export_audit(
        &self,
        filter: &Filter,
        mut each: impl FnMut(export::Row) -> Result<(), AppError>,
    ) -> Result<(), AppError> {
        let Some(reader) = self.audit.reader()? else { return Ok(()) };
        let mut rest = Some(0..reader.head().size);
        while let Some(range) = rest {
            let page = reader.search(filter, range, Order::OldestFirst, PAGE).map_err(AppError::internal)?;
            for logged in &page.entries {
                each(row(&reader, logged)?)?;
            }
            rest = page.rest;
        }
        Ok(())
    }

    /// Recomputes the whole log, and whether it extends an older head that was kept elsewhere.
    pub async fn verify_audit(&self, from: Option<&[u8]>) -> Result<AuditState, AppError> {
        let key = self.audit.key();
        let from = older(from, key)?;
        if !self.audit.disk_exists() {
            let problem = self.store.records().value(BEGUN).await?.map(|_| "the log is not there".to_owned());
            return Ok(AuditState { valid: problem.is_none(), problem, ..AuditState::nothing() });
        }
        judged(self.audit.disk.as_ref(), key, from.as_ref())
    }

    /// What others need to check the log: the key, and the signed head.
    pub async fn audit_head(&self) -> Result<(String, String), AppError> {
        use ombud_guard::tlog::Disk;
        let note = self.audit.disk.read(CHECKPOINT, 1 << 20).map_err(AppError::internal)?.unwrap_or_default();
        Ok((self.audit.key().to_string(), String::from_utf8_lossy(&note).into_owned()))
    }
}

/// Verifies a copy of a log by its public key (the text that [`Ombud::audit_head`] gives) and an older head, with nothing else at hand.
pub fn verify_copy(folder: &Path, key: &str, from: Option<&[u8]>) -> Result<AuditState, AppError> {
    let line = key.lines().next().unwrap_or_default().trim();
    let key: VerifierKey = line.parse().map_err(|error| AppError::Invalid(format!("the public key of the log: {error}")))?;
    judged(&FolderDisk::new(folder), &key, older(from, &key)?.as_ref())
}

fn older(note: Option<&[u8]>, key: &VerifierKey) -> Result<Option<Checkpoint>, AppError> {
    let opened = note.map(|note| Checkpoint::open(note, key)).transpose();
    opened.map_err(|error| AppError::Invalid(format!("the checkpoint to compare with: {error}")))
}

fn judged(disk: &FolderDisk, key: &VerifierKey, from: Option<&Checkpoint>) -> Result<AuditState, AppError> {
    match verify(disk, key, from) {
        Ok(report) => Ok(AuditState {
            valid: true,
            records: report.head.size,
            head: report.head.root.to_string(),
            extends: report.extends,
            open: report.open.len() as u64,
            index: None,
            problem: None,
        }),
        Err(VerifyError::Broken(Broken { index, what })) => {
            Ok(AuditState { valid: false, index: Some(index), problem: Some(what.to_string()), ..AuditState::nothing() })
        }
        Err(error) => Err(AppError::internal(error)),
    }
}

impl AuditState {
    fn nothing() -> Self {
        Self { valid: true, records: 0, head: String::new(), extends: None, open: 0, index: None, problem: None }
    }
}

fn row(reader: &Reader, logged: &ombud_guard::tlog::Logged) -> Result<export::Row, AppError> {
    let beside = match logged.entry.commitment {
        Some(_) => reader.sidecar(logged.sequence).map_err(AppError::internal)?,
        None => None,
    };
    let beside: Option<Beside> = beside.and_then(|beside| serde_json::from_slice(beside.payload()).ok());
    Ok(export::Row::new(logged, beside.and_then(|beside| beside.reason)))
}
