//! The files of a package, and the seal over them.
//!
//! Promises: whatever is packed under one key checks with that key ([`ombud_evidence::verify`]). Nothing here reads the database or a clock.

use ombud_evidence::{Contents, FileHash, FilePath, Files, LogProof, SealError, seal};
use ombud_model::assessment::{LedgerLine, Scope};
use ombud_model::case_event::{CaseEventKind, PackageHash, TaskDone};
use ombud_model::plain_text::Recipient;
use ombud_model::{AccountId, AlertId, Day, TaskId, Timestamp};
use ombud_tlog::{HeadSigner, LogSigner, Reader};
use serde::Serialize;

use super::super::{CaseHistoryEntry, TaskSummary};
use super::HandedOver;
use super::gather::{Activities, Evidence};
use super::report::{Made, report};
use crate::AppError;
use crate::alerts::{AlertDetail, AlertSummary};

/// What is packed, for whom, and what signs it.
pub(super) struct Order {
    pub(super) evidence: Evidence,
    pub(super) made_at: Timestamp,
    pub(super) made_by: AccountId,
    pub(super) recipient: Recipient,
    /// The audit log; the intent of this hand-over is in it.
    pub(super) reader: Reader,
    pub(super) signer: LogSigner,
}

/// The ledger of one alert, as it is packed.
#[derive(Serialize)]
struct AlertLedger<'a> {
    alert: AlertId,
    scope: &'a Scope,
    /// The points of all lines add up exactly to the score.
    ledger: &'a [LedgerLine],
    not_counted: &'a [LedgerLine],
}

/// An entry of the history of the case, as it is packed.
#[derive(Serialize)]
struct HistoryLine<'a> {
    at: Timestamp,
    /// `None` for the operator of a trial.
    by: Option<AccountId>,
    /// `None` for the opening.
    kind: Option<CaseEventKind>,
    text: Option<&'a str>,
}

/// A note, as it is packed.
#[derive(Serialize)]
struct NoteLine<'a> {
    at: Timestamp,
    by: Option<AccountId>,
    text: Option<&'a str>,
}

/// A task, as it is packed.
#[derive(Serialize)]
struct TaskLine<'a> {
    id: TaskId,
    title: Option<&'a str>,
    owner: Option<AccountId>,
    due: Option<Day>,
    done: Option<TaskDone>,
}

impl<'a> From<&'a AlertDetail> for AlertLedger<'a> {
    fn from(detail: &'a AlertDetail) -> Self {
        Self {
            alert: detail.alert.id,
            scope: &detail.scope,
            ledger: &detail.ledger,
            not_counted: &detail.not_counted,
        }
    }
}

impl<'a> From<&'a CaseHistoryEntry> for HistoryLine<'a> {
    fn from(entry: &'a CaseHistoryEntry) -> Self {
        Self {
            at: entry.at,
            by: entry.by,
            kind: entry.kind,
            text: entry.text.as_deref(),
        }
    }
}

impl<'a> From<&'a CaseHistoryEntry> for NoteLine<'a> {
    fn from(entry: &'a CaseHistoryEntry) -> Self {
        Self {
            at: entry.at,
            by: entry.by,
            text: entry.text.as_deref(),
        }
    }
}

impl<'a> From<&'a TaskSummary> for TaskLine<'a> {
    fn from(task: &'a TaskSummary) -> Self {
        Self {
            id: task.id,
            title: task.title.as_deref(),
            owner: task.owner,
            due: task.due,
            done: task.done,
        }
    }
}

impl Order {
    /// The signed package. Takes long: it reads the whole log.
    pub(super) fn sealed(self) -> Result<HandedOver, AppError> {
        let case = self.evidence.case.id;
        let proof = LogProof::collect(&self.reader, case).map_err(AppError::internal)?;
        let made = Made {
            at: self.made_at,
            by: self.made_by,
            recipient: self.recipient.as_str(),
            installation: self.signer.key().name(),
            audit_entries: proof.entries.len(),
        };
        let contents = Contents {
            case,
            made_at: self.made_at,
            made_by: self.made_by,
            report: report(&self.evidence, &made).map_err(AppError::internal)?,
            files: files(&self.evidence)?,
            proof,
        };
        let archive = seal(&contents, &self.signer).map_err(not_sealed)?;
        Ok(HandedOver {
            case,
            sha256: PackageHash(FileHash::of(&archive).0),
            archive,
        })
    }
}

fn not_sealed(error: SealError) -> AppError {
    match error {
        SealError::TooLarge(_) | SealError::Entries | SealError::Manifest => {
            AppError::Conflict(error.to_string())
        }
        other => AppError::internal(other),
    }
}

fn files(evidence: &Evidence) -> Result<Files, AppError> {
    let alerts: Vec<&AlertSummary> = evidence.alerts.iter().map(|found| &found.alert).collect();
    let ledgers: Vec<AlertLedger<'_>> = evidence.alerts.iter().map(AlertLedger::from).collect();
    let history: Vec<HistoryLine<'_>> = evidence.history.iter().map(HistoryLine::from).collect();
    let is_note = |entry: &&CaseHistoryEntry| entry.kind == Some(CaseEventKind::Note);
    let notes = evidence.history.iter().filter(is_note);
    let notes: Vec<NoteLine<'_>> = notes.map(NoteLine::from).collect();
    let tasks: Vec<TaskLine<'_>> = evidence.tasks.iter().map(TaskLine::from).collect();
    let mut files = Files::new();
    add(
        &mut files,
        "activities.ndjson",
        lines(&evidence.activities)?,
    )?;
    add(&mut files, "alerts.json", json(&alerts)?)?;
    add(&mut files, "ledgers.json", json(&ledgers)?)?;
    add(&mut files, "notes.json", json(&notes)?)?;
    add(&mut files, "tasks.json", json(&tasks)?)?;
    add(&mut files, "history.json", json(&history)?)?;
    if !evidence.names.is_empty() {
        add(&mut files, "names.json", json(&evidence.names)?)?;
    }
    Ok(files)
}

fn add(files: &mut Files, path: &str, content: Vec<u8>) -> Result<(), AppError> {
    let path: FilePath = path.parse().map_err(AppError::internal)?;
    files.add(path, content).map_err(AppError::internal)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec_pretty(value).map_err(AppError::internal)
}

/// One activity on each line.
fn lines(activities: &Activities) -> Result<Vec<u8>, AppError> {
    let mut written = Vec::new();
    for row in &activities.rows {
        serde_json::to_writer(&mut written, row).map_err(AppError::internal)?;
        written.push(b'\n');
    }
    Ok(written)
}
