//! The audit log: a transparency log that says who did what, and that an outsider can check offline.
//!
//! A Merkle tree (RFC 6962) in the directory layout of C2SP tlog-tiles; heads are signed notes (C2SP tlog-checkpoint), countersigned by
//! witnesses (C2SP tlog-witness, tlog-cosignature). Who is who:
//!
//! - [`Entry`]: one record, an intent, an outcome, or more of whom an act showed; its bytes in the tree hold no free text and no names.
//! - [`Sidecar`]: a reason or details, with a salt; lies beside the log, can be erased, and the entry holds only a commitment to it.
//! - [`TransparencyLog`]: the writer. "No record, no action": append the intent, act when it has returned, append the outcome.
//! - [`Reader`]: ranges, search, proofs. [`verify`]: recomputes everything. [`export`]: CSV and JSON lines.
//! - [`Witness`]: remembers the largest head and countersigns extensions only. [`Policy`]: whose signatures make a head valid.
//!
//! Promises: what [`TransparencyLog::append`] has returned is durable and covered by the signed head; after a failed write nothing more is
//! accepted; a log that does not fit its head, or is behind a witnessed one, does not open. No network, no async, no clock, no randomness
//! but through parameters; files only through [`Disk`].

mod add_checkpoint;
mod checkpoint;
mod disk;
pub mod export;
mod journal;
mod key;
mod leaf;
mod log;
pub mod merkle;
mod note;
mod parts;
mod pieces;
mod reader;
mod recover;
mod scan;
mod sidecars;
mod signer;
mod subjects;
mod tail;
mod text;
mod tile;
mod verify;
mod view;
mod witness;

pub use add_checkpoint::{
    AddCheckpoint, BadRequest, MAX_PROOF, MAX_REQUEST, read_answer, read_conflict,
};
pub use checkpoint::{BadCheckpoint, BadPolicy, Checkpoint, Policy, Untrusted, ValidHead};
pub use disk::{Disk, DiskError, FolderDisk};
pub use key::{BadKey, KeyUse, VerifierKey};
pub use leaf::{BadLeaf, ENCODING, Entry, FIRST_ENCODING, Intent, Logged, Phase};
pub use log::{
    AppendError, Flush, Flushed, MAX_GROUP, OpenError, RefusedEntry, TransparencyLog,
    WitnessedError,
};
pub use merkle::TreeHash;
pub use note::{BadNote, MAX_NOTE, Note, NoteSignature, Signed, Unsigned};
pub use parts::{
    AuditActor, BadPart, BadSidecar, Commitment, Ending, MAX_PAYLOAD, Object, Sidecar, Slug,
};
pub use reader::{Filter, Order, Page, ReadError, Reader};
pub use scan::{Broken, Damage, EARLIEST};
pub use signer::{HeadSigner, LogSigner, NewKeyError, NotSigned, WitnessSigner};
pub use subjects::{MAX_SUBJECTS, Subjects};
pub use tile::{MAX_LEAF, unframe};
pub use verify::{Report, VerifyError, verify};
pub use witness::{Refusal, Seen, Witness, WitnessError};
