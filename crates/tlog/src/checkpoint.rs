//! Checkpoints (C2SP tlog-checkpoint): the head of a log as three lines of text, signed as a note; and the policy that says whose
//! signatures make a head valid.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::key::{KeyUse, VerifierKey};
use super::merkle::TreeHash;
use super::note::{BadNote, Note, Unsigned};
use super::signer::{HeadSigner, NotSigned};
use super::text;

/// Which log, how many entries, and the root over them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// The log's name: one line.
    pub origin: String,
    pub size: u64,
    pub root: TreeHash,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "a checkpoint is three lines: the log's name, the number of entries, the root hash in base64"
)]
pub struct BadCheckpoint;

/// Why a checkpoint is not trusted.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Untrusted {
    #[error(transparent)]
    Note(#[from] BadNote),
    #[error(transparent)]
    Checkpoint(#[from] BadCheckpoint),
    #[error(transparent)]
    Unsigned(#[from] Unsigned),
    #[error("the checkpoint is of log `{found}`, not of the log whose key was named")]
    Origin { found: String },
    #[error(
        "the checkpoint has {found} countersignatures of {needed} that the policy asks for: ask the witnesses again"
    )]
    TooFew { found: usize, needed: usize },
}

impl Checkpoint {
    /// Signs it as a note with one signature line.
    pub fn sign(&self, signer: &dyn HeadSigner) -> Result<Note, NotSigned> {
        let text = self.to_string();
        let signature = signer.sign_head(&text)?;
        Ok(Note::new(text, vec![signature])?)
    }

    /// Reads the note's text; its signatures are not looked at.
    pub fn unverified(note: &Note) -> Result<Self, BadCheckpoint> {
        note.text().parse()
    }

    /// The checkpoint of a note that `key` has signed and whose log has the key's name.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<Self, Untrusted> {
        let note = Note::read(note)?;
        note.verify(&[key])?;
        let checkpoint = Self::unverified(&note)?;
        if checkpoint.origin == key.name() {
            Ok(checkpoint)
        } else {
            Err(Untrusted::Origin {
                found: checkpoint.origin,
            })
        }
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

impl FromStr for Checkpoint {
    type Err = BadCheckpoint;

    /// Three lines exactly: extension lines, which nobody could audit, are refused.
    fn from_str(text: &str) -> Result<Self, BadCheckpoint> {
        let mut lines = text.strip_suffix('\n').ok_or(BadCheckpoint)?.split('\n');
        let mut line = || lines.next().ok_or(BadCheckpoint);
        let (origin, size, root) = (line()?, line()?, line()?);
        if origin.is_empty() || lines.next().is_some() {
            return Err(BadCheckpoint);
        }
        let size = text::decimal(size).ok_or(BadCheckpoint)?;
        Ok(Self {
            origin: origin.to_owned(),
            size,
            root: root.parse().map_err(|_| BadCheckpoint)?,
        })
    }
}

/// Whose signatures make a head valid: the log's own, and those of at least `needed` of the witnesses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, try_from = "PolicyText")]
pub struct Policy {
    log: VerifierKey,
    witnesses: Vec<VerifierKey>,
    needed: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyText {
    log: VerifierKey,
    witnesses: Vec<VerifierKey>,
    needed: usize,
}

impl TryFrom<PolicyText> for Policy {
    type Error = BadPolicy;

    fn try_from(text: PolicyText) -> Result<Self, BadPolicy> {
        Self::new(text.log, text.witnesses, text.needed)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadPolicy {
    #[error(
        "a policy names the key of a log and keys of witnesses: a key is in the place of the other use"
    )]
    Use,
    #[error("a witness is named twice: name each once, so that none counts double")]
    Twice,
    #[error("the policy asks for more countersignatures than it names witnesses")]
    TooMany,
}

/// A head that satisfies a policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValidHead {
    pub checkpoint: Checkpoint,
    /// The witnesses that countersigned, by their place in the policy, with the seconds since 1970 that they state.
    pub witnessed: Vec<(usize, u64)>,
}

impl Policy {
    /// `needed` may be 0: then the log's own signature is enough.
    pub fn new(
        log: VerifierKey,
        witnesses: Vec<VerifierKey>,
        needed: usize,
    ) -> Result<Self, BadPolicy> {
        if log.key_use() != KeyUse::Log
            || witnesses.iter().any(|key| key.key_use() != KeyUse::Witness)
        {
            return Err(BadPolicy::Use);
        }
        // The signed message does not name the witness, so one key under two names would count twice.
        let bytes = |key: &VerifierKey| {
            key.to_string()
                .rsplit_once('+')
                .map(|(_, bytes)| bytes.to_owned())
        };
        let mut keys: Vec<_> = witnesses.iter().map(bytes).collect();
        keys.sort();
        keys.dedup();
        if keys.len() < witnesses.len() {
            return Err(BadPolicy::Twice);
        }
        if needed > witnesses.len() {
            Err(BadPolicy::TooMany)
        } else {
            Ok(Self {
                log,
                witnesses,
                needed,
            })
        }
    }

    pub fn log(&self) -> &VerifierKey {
        &self.log
    }

    pub fn witnesses(&self) -> &[VerifierKey] {
        &self.witnesses
    }

    /// How many countersignatures make a head valid.
    pub fn needed(&self) -> usize {
        self.needed
    }

    /// The head in a note, when enough have signed it. A witness's line that does not verify does not count; it spoils nothing, so that one
    /// broken witness cannot stop the others.
    pub fn judge(&self, note: &[u8]) -> Result<ValidHead, Untrusted> {
        let checkpoint = Checkpoint::open(note, &self.log)?;
        let note = Note::read(note)?;
        let seen = |(at, key): (usize, &VerifierKey)| {
            let signed = note.verify(&[key]).ok()?;
            signed
                .iter()
                .filter_map(|signed| signed.seconds)
                .max()
                .map(|seconds| (at, seconds))
        };
        let witnessed: Vec<(usize, u64)> =
            self.witnesses.iter().enumerate().filter_map(seen).collect();
        if witnessed.len() < self.needed {
            return Err(Untrusted::TooFew {
                found: witnessed.len(),
                needed: self.needed,
            });
        }
        Ok(ValidHead {
            checkpoint,
            witnessed,
        })
    }
}
