//! The files of a package, and the seal over them.
//!
//! Promises: whatever is packed under one key checks with that key ([`ombud_evidence::verify`]). Nothing here reads the database or a clock.

use ombud_evidence::{Contents, FilePath, Files, LogProof, SealError, hash_of, seal};
use ombud_model::assessment::{LedgerLine, Scope};
use ombud_model::attachment::AttachmentType;
use ombud_model::plain_text::Recipient;
use ombud_model::{AccountId, AlertId, AttachmentId, Timestamp};
use ombud_tlog::{HeadSigner, LogSigner, Reader};
use serde::Serialize;

use super::super::CaseHistoryEntry;
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
            sha256: hash_of(&archive),
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
    let notes: Vec<&CaseHistoryEntry> = evidence.notes().collect();
    let mut files = Files::new();
    add(
        &mut files,
        "activities.ndjson",
        lines(&evidence.activities)?,
    )?;
    add(&mut files, "alerts.json", json(&alerts)?)?;
    add(&mut files, "ledgers.json", json(&ledgers)?)?;
    add(&mut files, "notes.json", json(&notes)?)?;
    add(&mut files, "tasks.json", json(&evidence.tasks)?)?;
    add(&mut files, "attachments.json", json(&evidence.attachments)?)?;
    for found in &evidence.contents {
        let path = attached(found.id, found.is);
        add(&mut files, &path, found.bytes.to_vec())?;
    }
    add(&mut files, "history.json", json(&evidence.history)?)?;
    if !evidence.names.is_empty() {
        add(&mut files, "names.json", json(&evidence.names)?)?;
    }
    Ok(files)
}

/// Where a file of the case lies. Its own name may name somebody, and is in the list and the report only.
pub(super) fn attached(id: AttachmentId, is: AttachmentType) -> String {
    format!("attachments/{id}.{is}")
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
