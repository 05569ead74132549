//! Verifying the audit log, the one in use and copies of it: whether it holds, extends what is known of it, and was countersigned.

use std::path::Path;
use std::sync::Arc;

use ombud_tlog::{Broken, Checkpoint, Disk, FolderDisk, Policy, VerifierKey, VerifyError, verify};
use serde::Serialize;

use super::audit::{BEGUN, LONGEST_NOTE, WITNESSED};
use super::witnesses::WitnessSettings;
use super::{AppError, Ombud};

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
    /// Size of the countersigned head that the log was found to extend, where witnesses were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witnessed: Option<u64>,
    /// Intents without an outcome.
    pub open: u64,
    /// The first entry that is damaged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u64>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl Ombud {
    /// Recomputes the whole log, and whether it extends an older head that was kept elsewhere, and one that witnesses have countersigned.
    pub async fn check_audit(
        &self,
        from: Option<&[u8]>,
        witnesses: Option<&WitnessSettings>,
    ) -> Result<AuditState, AppError> {
        let key = self.audit.key();
        let from = older(from, key)?;
        let policy = witnesses
            .map(|witnesses| witnesses.policy(key.clone()))
            .transpose()?;
        if !self.audit.disk_exists() {
            let problem = self
                .store
                .records()
                .value(BEGUN)
                .await?
                .map(|_| "the log is not there".to_owned());
            return Ok(AuditState {
                valid: problem.is_none(),
                problem,
                ..AuditState::nothing()
            });
        }
        // A pass over the whole log: one at a time.
        let Ok(_one) = self.audit.verifying.try_lock() else {
            return Err(AppError::Busy(
                "the audit log is being verified: try again when that is done".to_owned(),
            ));
        };
        let (disk, key) = (Arc::clone(&self.audit.disk), key.clone());
        let judge = move || judged(disk.as_ref(), &key, from.as_ref(), policy.as_ref());
        tokio::task::spawn_blocking(judge)
            .await
            .map_err(AppError::internal)?
    }
}

/// Verifies a copy of a log by its public key (the text that [`Ombud::show_audit_head`] gives), an older head and its witnesses, with nothing
/// else at hand.
pub fn verify_copy(
    folder: &Path,
    key: &str,
    from: Option<&[u8]>,
    witnesses: Option<&WitnessSettings>,
) -> Result<AuditState, AppError> {
    let key = log_key(key)?;
    let policy = witnesses
        .map(|witnesses| witnesses.policy(key.clone()))
        .transpose()?;
    judged(
        &FolderDisk::new(folder),
        &key,
        older(from, &key)?.as_ref(),
        policy.as_ref(),
    )
}

fn older(note: Option<&[u8]>, key: &VerifierKey) -> Result<Option<Checkpoint>, AppError> {
    let opened = note.map(|note| Checkpoint::open(note, key)).transpose();
    opened.map_err(|error| AppError::Invalid(format!("the checkpoint to compare with: {error}")))
}

fn judged(
    disk: &dyn Disk,
    key: &VerifierKey,
    from: Option<&Checkpoint>,
    policy: Option<&Policy>,
) -> Result<AuditState, AppError> {
    let report = match verify(disk, key, from) {
        Ok(report) => report,
        Err(VerifyError::Broken(Broken { index, what })) => {
            return Ok(AuditState::broken(Some(index), what.to_string()));
        }
        Err(error) => return Err(AppError::internal(error)),
    };
    let witnessed = match policy
        .map(|policy| countersigned(disk, policy))
        .transpose()?
    {
        Some(Err(problem)) => return Ok(AuditState::broken(None, problem)),
        Some(Ok(head)) => Some(head),
        None => None,
    };
    if let Some(head) = &witnessed
        && let Err(error) = verify(disk, key, Some(head))
    {
        return match error {
            VerifyError::Broken(Broken { index, what }) => Ok(AuditState::broken(
                Some(index),
                format!("against the countersigned head: {what}"),
            )),
            error => Err(AppError::internal(error)),
        };
    }
    Ok(AuditState {
        valid: true,
        records: report.head.size,
        head: report.head.root.to_string(),
        extends: report.extends,
        witnessed: witnessed.map(|head| head.size),
        open: report.open.len() as u64,
        index: None,
        problem: None,
    })
}

/// The countersigned head beside a log, or what is wrong with it.
fn countersigned(disk: &dyn Disk, policy: &Policy) -> Result<Result<Checkpoint, String>, AppError> {
    let Some(note) = disk
        .read(WITNESSED, LONGEST_NOTE)
        .map_err(AppError::internal)?
    else {
        return Ok(Err("no head of it was ever countersigned".to_owned()));
    };
    Ok(policy
        .judge(&note)
        .map(|valid| valid.checkpoint)
        .map_err(|error| error.to_string()))
}

impl AuditState {
    fn broken(index: Option<u64>, problem: String) -> Self {
        Self {
            valid: false,
            index,
            problem: Some(problem),
            ..Self::nothing()
        }
    }

    fn nothing() -> Self {
        Self {
            valid: true,
            records: 0,
            head: String::new(),
            extends: None,
            witnessed: None,
            open: 0,
            index: None,
            problem: None,
        }
    }
}

/// The public key of a log: the first line of what `ombud audit head` prints.
pub fn log_key(text: &str) -> Result<VerifierKey, AppError> {
    let line = text.lines().next().unwrap_or_default().trim();
    line.parse()
        .map_err(|error| AppError::Invalid(format!("the public key of the log: {error}")))
}
