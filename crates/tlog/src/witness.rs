//! A witness (C2SP tlog-witness): remembers the largest head it has seen of each log, and countersigns only what extends it.
//!
//! It is this memory, kept by somebody else than the log's operator, that shows when a log was rolled back or split. The state is put in
//! place durably before a signature leaves; after a failed write the witness signs nothing until it is opened again.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use ombud_model::Timestamp;

use super::add_checkpoint::{AddCheckpoint, BadRequest};
use super::checkpoint::Checkpoint;
use super::disk::{Disk, DiskError, Named};
use super::key::{KeyUse, VerifierKey};
use super::merkle::{TreeHash, empty_root, verify_consistency};
use super::signer::WitnessSigner;
use super::text;

const STATE: &str = "witness-state";
const HEADER: &str = "ombud-witness/1";
const MAX_STATE: u64 = 1024 * 1024;

/// Why a witness could not be started.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    #[error("there is already a state of a witness: start the witness with it")]
    Exists,
    #[error(
        "the state of the witness is missing: restore it; a witness that has forgotten would countersign a replaced log"
    )]
    Missing,
    #[error("the state of the witness cannot be read: restore it from backup")]
    Unreadable,
    #[error("the key of `{0}` is not a log's key: name keys of logs")]
    Use(String),
    #[error("log `{0}` is named twice: name each log once")]
    Twice(String),
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Why a head is not countersigned.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Request(#[from] BadRequest),
    #[error("the head is no checkpoint")]
    Checkpoint,
    #[error("this witness does not know the log")]
    UnknownLog,
    #[error("the head is not signed by the log's key")]
    Signature,
    #[error("the old size is larger than the head's")]
    Order,
    #[error("this witness has seen a head of {size} entries: prove that the log extends it")]
    Conflict { size: u64 },
    #[error("the proof does not show that the log extends what this witness has seen")]
    Proof,
    #[error("this witness could not keep its state and signs nothing until it is started again")]
    Stopped,
}

impl Refusal {
    /// The HTTP status that the protocol gives it.
    pub const fn status(&self) -> u16 {
        match self {
            Refusal::Request(_) | Refusal::Checkpoint | Refusal::Order => 400,
            Refusal::Signature => 403,
            Refusal::UnknownLog => 404,
            Refusal::Conflict { .. } => 409,
            Refusal::Proof => 422,
            Refusal::Stopped => 503,
        }
    }

    /// The body of the answer: for a conflict, which has the type `text/x.tlog.size`, the size; else what is wrong.
    pub fn body(&self) -> String {
        match self {
            Refusal::Conflict { size } => format!("{size}\n"),
            other => format!("{other}\n"),
        }
    }
}

/// The largest head seen of one log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    pub size: u64,
    pub root: TreeHash,
}

/// A witness with its state. Used by one process at a time; the caller sees to that.
pub struct Witness {
    disk: Arc<dyn Disk>,
    signer: WitnessSigner,
    logs: BTreeMap<String, VerifierKey>,
    seen: BTreeMap<String, Seen>,
    stopped: bool,
}

impl Witness {
    /// Writes the state of a witness that has seen nothing.
    pub fn create(disk: &dyn Disk) -> Result<(), WitnessError> {
        let disk = Named(disk);
        if disk.read(STATE, 1)?.is_some() {
            return Err(WitnessError::Exists);
        }
        disk.make_folder("")?;
        Ok(disk.replace(STATE, write_state(&BTreeMap::new()).as_bytes())?)
    }

    /// Starts with the state that is there. `logs` are the keys of the logs it witnesses; what it has seen of others it keeps.
    pub fn open(
        disk: Arc<dyn Disk>,
        signer: WitnessSigner,
        logs: Vec<VerifierKey>,
    ) -> Result<Self, WitnessError> {
        let mut known = BTreeMap::new();
        for key in logs {
            let name = key.name().to_owned();
            if key.key_use() != KeyUse::Log {
                return Err(WitnessError::Use(name));
            }
            if known.insert(name.clone(), key).is_some() {
                return Err(WitnessError::Twice(name));
            }
        }
        let state = Named(disk.as_ref())
            .read(STATE, MAX_STATE + 1)?
            .ok_or(WitnessError::Missing)?;
        let seen = read_state(&state).ok_or(WitnessError::Unreadable)?;
        Named(disk.as_ref()).sync_folder("")?;
        Ok(Self {
            disk,
            signer,
            logs: known,
            seen,
            stopped: false,
        })
    }

    pub fn verifier(&self) -> &VerifierKey {
        self.signer.verifier()
    }

    /// The largest head that it has countersigned for a log.
    pub fn seen(&self, origin: &str) -> Option<Seen> {
        self.seen.get(origin).copied()
    }

    /// Answers `add-checkpoint`: the body of status 200, one signature line; or why not.
    pub fn add_checkpoint(&mut self, body: &[u8], at: Timestamp) -> Result<String, Refusal> {
        let request = AddCheckpoint::read(body)?;
        let head = Checkpoint::unverified(&request.head).map_err(|_| Refusal::Checkpoint)?;
        let key = self.logs.get(&head.origin).ok_or(Refusal::UnknownLog)?;
        request
            .head
            .verify(&[key])
            .map_err(|_| Refusal::Signature)?;
        if request.old > head.size {
            return Err(Refusal::Order);
        }
        let seen = self.seen(&head.origin).unwrap_or(Seen {
            size: 0,
            root: empty_root(),
        });
        if request.old != seen.size || (request.old == head.size && seen.root != head.root) {
            return Err(Refusal::Conflict { size: seen.size });
        }
        if !verify_consistency(seen.size, seen.root, head.size, head.root, &request.proof) {
            return Err(Refusal::Proof);
        }
        self.remember(&head)?;
        Ok(format!("{}\n", self.signer.cosign(request.head.text(), at)))
    }

    /// Makes a head durable before anything is signed.
    fn remember(&mut self, head: &Checkpoint) -> Result<(), Refusal> {
        if self.stopped {
            return Err(Refusal::Stopped);
        }
        let mut seen = self.seen.clone();
        seen.insert(
            head.origin.clone(),
            Seen {
                size: head.size,
                root: head.root,
            },
        );
        if Named(self.disk.as_ref())
            .replace(STATE, write_state(&seen).as_bytes())
            .is_err()
        {
            self.stopped = true;
            return Err(Refusal::Stopped);
        }
        self.seen = seen;
        Ok(())
    }
}

/// A header, then a line for each log: size, root, name.
fn write_state(seen: &BTreeMap<String, Seen>) -> String {
    let mut state = format!("{HEADER}\n");
    for (origin, Seen { size, root }) in seen {
        // Writing to a string does not fail.
        let _ = writeln!(state, "{size} {root} {origin}");
    }
    state
}

fn read_state(bytes: &[u8]) -> Option<BTreeMap<String, Seen>> {
    let mut lines = std::str::from_utf8(bytes)
        .ok()?
        .strip_suffix('\n')?
        .split('\n');
    if lines.next()? != HEADER {
        return None;
    }
    let mut seen = BTreeMap::new();
    for line in lines {
        let mut fields = line.splitn(3, ' ');
        let size = text::decimal(fields.next()?)?;
        let root = fields.next()?.parse().ok()?;
        let origin = fields.next().filter(|origin| !origin.is_empty())?;
        if seen
            .insert(origin.to_owned(), Seen { size, root })
            .is_some()
        {
            return None;
        }
    }
    Some(seen)
}
