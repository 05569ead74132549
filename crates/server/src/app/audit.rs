//! Who did what with the system: recorded before it is done. No record, no action.

use ombud_guard::audit;
use ombud_guard::{Action, AuditRecord};
use ombud_store::StoreError;

use super::{AppError, Ombud};

/// Records read at a time.
const PAGE: u64 = 4_096;

/// Whether the chain of audit records holds.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct AuditState {
    pub valid: bool,
    pub records: u64,
    /// Hash of the last record; compare it with one noted elsewhere to know that nothing was cut off.
    pub head: String,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Ombud {
    /// Persists the record and gives its number; whoever gets an error must not act.
    pub(super) async fn record(&self, action: Action, actor: &str, subject: &str, reason: &str) -> Result<u64, AppError> {
        if reason.trim().is_empty() {
            return Err(AppError::Invalid("a reason is needed: it is kept in the audit record".to_owned()));
        }
        loop {
            let last = self.store.records().audit_last().await?;
            let last = last.map(ours).transpose()?;
            let record = AuditRecord::append(last.as_ref(), self.clock.now(), actor, action, subject, reason.trim());
            match self.store.records().audit_insert(stored(&record)).await {
                // Somebody was faster: chain to theirs.
                Err(StoreError::AuditSequenceTaken(_)) => {}
                other => {
                    other?;
                    return Ok(record.sequence);
                }
            }
        }
    }

    /// All records, the oldest first.
    pub async fn audit_records(&self) -> Result<Vec<AuditRecord>, AppError> {
        let (mut all, mut from) = (Vec::new(), 0);
        loop {
            let page = self.store.records().audit_page(from, PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            from = last.sequence + 1;
            for entry in page {
                all.push(ours(entry)?);
            }
        }
    }

    pub async fn verify_audit(&self) -> Result<AuditState, AppError> {
        let records = self.audit_records().await?;
        let hex = |hash: [u8; 32]| hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Ok(match audit::verify(&records) {
            Ok(verified) => AuditState { valid: true, records: verified.records, head: hex(verified.head), problem: None },
            Err(broken) => {
                let head = records.last().map(|record| hex(record.hash)).unwrap_or_default();
                AuditState { valid: false, records: records.len() as u64, head, problem: Some(broken.to_string()) }
            }
        })
    }
}

fn stored(record: &AuditRecord) -> ombud_store::records::AuditEntry {
    ombud_store::records::AuditEntry {
        sequence: record.sequence,
        at: record.at,
        actor: record.actor.clone(),
        action: record.action.name().to_owned(),
        subject: record.subject.clone(),
        reason: record.reason.clone(),
        previous: record.previous,
        hash: record.hash,
    }
}

fn ours(entry: ombud_store::records::AuditEntry) -> Result<AuditRecord, AppError> {
    let action = Action::from_name(&entry.action).ok_or(StoreError::Corrupt { what: "audited action", value: entry.action })?;
    Ok(AuditRecord {
        sequence: entry.sequence,
        at: entry.at,
        actor: entry.actor,
        action,
        subject: entry.subject,
        reason: entry.reason,
        previous: entry.previous,
        hash: entry.hash,
    })
}
