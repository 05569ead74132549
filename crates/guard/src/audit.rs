//! Records of what people did with the system itself, chained by hash.
//!
//! The rule is "no record, no action": build the record with [`AuditRecord::append`], persist it, and only then act. Each record
//! commits to the one before it, so that a change, a gap or a swap shows; cutting off the end shows only against a head that was
//! noted elsewhere ([`Verified::head`]).

use ombud_model::Timestamp;
use serde::{Deserialize, Serialize};

/// What was done. Names are stored: never change or reuse one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// A person's name was shown.
    RevealIdentity,
    /// What redaction took out of a person's activities was shown.
    RevealActivities,
    PolicyCreated,
    PolicyChanged,
    PolicyDeleted,
    SettingsChanged,
    TokenIssued,
    TokenRevoked,
    /// A person's key was destroyed.
    PersonErased,
    /// Rejected records, which are raw, were shown or tried again.
    RejectsOpened,
}

impl Action {
    pub const ALL: &'static [Action] = &[
        Action::RevealIdentity,
        Action::RevealActivities,
        Action::PolicyCreated,
        Action::PolicyChanged,
        Action::PolicyDeleted,
        Action::SettingsChanged,
        Action::TokenIssued,
        Action::TokenRevoked,
        Action::PersonErased,
        Action::RejectsOpened,
    ];

    /// The stable name that is stored and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Action::RevealIdentity => "reveal-identity",
            Action::RevealActivities => "reveal-activities",
            Action::PolicyCreated => "policy-created",
            Action::PolicyChanged => "policy-changed",
            Action::PolicyDeleted => "policy-deleted",
            Action::SettingsChanged => "settings-changed",
            Action::TokenIssued => "token-issued",
            Action::TokenRevoked => "token-revoked",
            Action::PersonErased => "person-erased",
            Action::RejectsOpened => "rejects-opened",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}

impl std::fmt::Display for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// One record. Build it with [`AuditRecord::append`]; a record read from storage is trusted only after [`verify`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRecord {
    /// 1 for the first record, then without gaps.
    pub sequence: u64,
    pub at: Timestamp,
    /// Who acted: an operator's account, never a monitored person's name.
    pub actor: String,
    pub action: Action,
    /// On whom or what: an id such as `person-...` or `policy-...`, never a name.
    pub subject: String,
    /// Why, in the actor's words; empty where no reason is asked for.
    pub reason: String,
    /// Hash of the record before; zeros for the first.
    pub previous: [u8; 32],
    pub hash: [u8; 32],
}

impl AuditRecord {
    /// The record that follows `previous`; `None` starts a log. Persist it before acting.
    pub fn append(
        previous: Option<&AuditRecord>,
        at: Timestamp,
        actor: &str,
        action: Action,
        subject: &str,
        reason: &str,
    ) -> Self {
        let mut record = Self {
            sequence: previous.map_or(1, |record| record.sequence.saturating_add(1)),
            at,
            actor: actor.to_owned(),
            action,
            subject: subject.to_owned(),
            reason: reason.to_owned(),
            previous: previous.map_or([0; 32], |record| record.hash),
            hash: [0; 32],
        };
        record.hash = record.digest();
        record
    }

    fn digest(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key("ombud 2026 audit record");
        hasher.update(&self.previous).update(&self.sequence.to_le_bytes()).update(&self.at.millis().to_le_bytes());
        for text in [self.actor.as_str(), self.action.name(), &self.subject, &self.reason] {
            // The length comes first, so that no text can be moved across a border.
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

/// An unbroken log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verified {
    pub records: u64,
    /// Hash of the last record; zeros when there is none. Noted elsewhere, it proves later that nothing was cut off.
    pub head: [u8; 32],
}

/// Where a log stops being whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AuditBroken {
    #[error("audit record {expected} is missing: record {found} stands in its place")]
    Gap { expected: u64, found: u64 },
    #[error("audit record {0} does not follow the record before it: one of the two was replaced")]
    Unchained(u64),
    #[error("audit record {0} was changed after it was written")]
    Changed(u64),
}

/// Checks a whole log, from its first record on.
pub fn verify<'a>(records: impl IntoIterator<Item = &'a AuditRecord>) -> Result<Verified, AuditBroken> {
    let mut so_far = Verified { records: 0, head: [0; 32] };
    for record in records {
        let expected = so_far.records + 1;
        if record.sequence != expected {
            return Err(AuditBroken::Gap { expected, found: record.sequence });
        }
        if record.previous != so_far.head {
            return Err(AuditBroken::Unchained(record.sequence));
        }
        if record.digest() != record.hash {
            return Err(AuditBroken::Changed(record.sequence));
        }
        so_far = Verified { records: expected, head: record.hash };
    }
    Ok(so_far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log() -> Vec<AuditRecord> {
        let mut log: Vec<AuditRecord> = Vec::new();
        for i in 0..5 {
            let at = Timestamp::from_millis(1_774_886_531_000 + i).unwrap();
            let next = AuditRecord::append(log.last(), at, "root", Action::RevealIdentity, &format!("person-{i:016x}"), "case 7");
            log.push(next);
        }
        log
    }

    #[test]
    fn a_whole_log_verifies() {
        let log = log();
        assert_eq!(verify(&log), Ok(Verified { records: 5, head: log[4].hash }));
        assert_eq!(verify([]), Ok(Verified { records: 0, head: [0; 32] }));
        let json = serde_json::to_string(&log).unwrap();
        assert_eq!(serde_json::from_str::<Vec<AuditRecord>>(&json).unwrap(), log);
    }

    #[test]
    fn every_change_is_found_and_placed() {
        type Edit = fn(&mut AuditRecord);
        let edits: [Edit; 6] = [
            |record| record.at = Timestamp::MIN,
            |record| record.actor.push('x'),
            |record| record.action = Action::PolicyCreated,
            |record| record.subject.clear(),
            |record| record.reason = "other".into(),
            |record| record.hash[31] ^= 1,
        ];
        for (number, edit) in edits.into_iter().enumerate() {
            let mut log = log();
            edit(&mut log[2]);
            assert_eq!(verify(&log), Err(AuditBroken::Changed(3)), "edit {number}");
        }
        let mut log = log();
        log[2].previous = [7; 32];
        assert_eq!(verify(&log), Err(AuditBroken::Unchained(3)));
    }

    #[test]
    fn gaps_swaps_replacements_and_moved_text_are_found() {
        let mut gap = log();
        gap.remove(1);
        assert_eq!(verify(&gap), Err(AuditBroken::Gap { expected: 2, found: 3 }));
        let mut swapped = log();
        swapped.swap(1, 2);
        assert!(verify(&swapped).is_err());
        let mut replaced = log();
        replaced[1] = AuditRecord::append(Some(&log()[0]), Timestamp::MIN, "root", Action::TokenIssued, "hr", "");
        assert_eq!(verify(&replaced), Err(AuditBroken::Unchained(3)));
        let one = AuditRecord::append(None, Timestamp::MIN, "ab", Action::TokenIssued, "c", "");
        let other = AuditRecord::append(None, Timestamp::MIN, "a", Action::TokenIssued, "bc", "");
        assert_ne!(one.hash, other.hash);
    }

    #[test]
    fn action_names_come_back() {
        for action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(*action));
            assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{}\"", action.name()));
        }
        assert_eq!(Action::from_name("nothing"), None);
    }
}
