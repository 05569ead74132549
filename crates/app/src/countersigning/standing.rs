//! How far the audit log is countersigned, and whether that is late.

use ombud_model::Timestamp;
use ombud_tlog::{Policy, Reader};

use crate::AppError;

/// Milliseconds that an entry may wait for a countersignature.
const LATE: i64 = 5 * 60_000;
/// Milliseconds that a countersignature may be old.
const STALE: i64 = 65 * 60_000;

/// How far the log is countersigned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Countersigned {
    pub(crate) late: bool,
    /// Entries that are not countersigned.
    pub(crate) behind: u64,
    pub(crate) text: String,
}

/// How far a log is countersigned, by the head that is kept beside it.
pub(super) fn standing(
    reader: &Reader,
    policy: &Policy,
    note: Option<&[u8]>,
    now: Timestamp,
) -> Result<Countersigned, AppError> {
    let size = reader.head().size;
    let valid = match note.map(|note| policy.judge(note)).transpose() {
        Ok(valid) => valid,
        Err(error) => {
            let text = format!("the countersigned head that is kept is worth nothing: {error}");
            return Ok(Countersigned {
                late: true,
                behind: size,
                text,
            });
        }
    };
    let covered = valid.as_ref().map_or(0, |valid| valid.checkpoint.size);
    let waiting = reader
        .entries(covered..covered + 1)
        .map_err(AppError::internal)?;
    let waits = waiting
        .first()
        .map_or(0, |oldest| now.millis() - oldest.entry.at.millis());
    let at = valid
        .as_ref()
        .and_then(|valid| valid.witnessed.iter().map(|(_, seconds)| *seconds).max());
    let at = at.and_then(|seconds| {
        Timestamp::from_millis(i64::try_from(seconds).ok()?.checked_mul(1000)?).ok()
    });
    let stale = at.map_or(size > 0 && waits > LATE, |at| {
        now.millis() - at.millis() > STALE
    });
    let late = covered > size || waits > LATE || stale;
    let since = at.map_or_else(|| "never".to_owned(), |at| format!("last at {at}"));
    let mut text = format!("{covered} of {size} entries are countersigned, {since}");
    if late {
        text.push_str("; that is late: see that `ombud serve` runs and that the witnesses answer");
    }
    Ok(Countersigned {
        late,
        behind: size.saturating_sub(covered),
        text,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ombud_model::Operation;
    use ombud_tlog::{AuditActor, Entry, FolderDisk, LogSigner, TransparencyLog, WitnessSigner};

    use super::*;

    const START: i64 = 1_800_000_000_000;

    fn minutes(minutes: i64) -> Timestamp {
        Timestamp::from_millis(START + minutes * 60_000).unwrap()
    }

    fn grow(log: &mut TransparencyLog, at: i64) {
        log.append(&[Entry::intent(
            minutes(at),
            Operation::ListAlerts,
            AuditActor::Console,
        )])
        .unwrap();
    }

    #[test]
    fn a_head_is_late_when_an_entry_has_waited_for_five_minutes_or_the_signature_is_old() {
        let dir = tempfile::TempDir::new().unwrap();
        let signer = LogSigner::from_seed("log", &[1; 32]).unwrap();
        let witness = WitnessSigner::from_seed("witness", &[2; 32]).unwrap();
        let policy = Policy::new(
            signer.verifier().clone(),
            vec![witness.verifier().clone()],
            1,
        )
        .unwrap();
        let mut log =
            TransparencyLog::create(Arc::new(FolderDisk::new(dir.path())), signer).unwrap();
        let judged = |log: &TransparencyLog, note: Option<&[u8]>, at: i64| {
            standing(&log.reader(), &policy, note, minutes(at)).unwrap()
        };
        let late = |log: &TransparencyLog, note: Option<&[u8]>, at: i64| judged(log, note, at).late;
        let sign = |log: &TransparencyLog, at: i64| {
            let mut note = log.head().1.clone();
            note.add(witness.cosign(note.text(), minutes(at))).unwrap();
            note.to_string().into_bytes()
        };
        assert!(!late(&log, None, 1_000), "nothing to sign yet");
        grow(&mut log, 0);
        assert!(!late(&log, None, 5));
        assert!(late(&log, None, 6));
        let signed = sign(&log, 6);
        assert!(!late(&log, Some(&signed), 71));
        assert!(
            late(&log, Some(&signed), 72),
            "not shown again within the hour"
        );
        grow(&mut log, 20);
        grow(&mut log, 60);
        let standing = judged(&log, Some(&signed), 25);
        assert_eq!(
            (standing.late, standing.behind),
            (false, 2),
            "{}",
            standing.text
        );
        assert!(late(&log, Some(&signed), 26), "the oldest one counts");
        // Without the witness's line, or of another witness, it is worth nothing.
        assert!(late(&log, Some(log.head().1.to_string().as_bytes()), 60));
        let other = WitnessSigner::from_seed("witness", &[3; 32]).unwrap();
        let mut note = log.head().1.clone();
        note.add(other.cosign(note.text(), minutes(60))).unwrap();
        assert!(late(&log, Some(note.to_string().as_bytes()), 60));
        assert!(!late(&log, Some(&sign(&log, 60)), 60));
    }
}
