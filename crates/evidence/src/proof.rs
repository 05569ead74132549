//! The entries of the audit log that belong to a case, each with the proof that it is in the log.
//!
//! An entry belongs to a case when it names the case: as the case in which the act was done, or as what was acted on.
//!
//! Promises: a checked proof needs no file of the log, only its key.

use ombud_model::CaseId;
use ombud_tlog::merkle::{leaf_hash, verify_inclusion};
use ombud_tlog::{
    BadLeaf, Checkpoint, Logged, Note, ReadError, Reader, TreeHash, Untrusted, VerifierKey,
};
use serde::{Deserialize, Serialize};

/// One entry under a head of the log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvenEntry {
    /// The index of the leaf, from 0.
    pub sequence: u64,
    /// The bytes that stand for the entry in the tree. Written as base64.
    #[serde(with = "base64")]
    pub leaf: Vec<u8>,
    /// The hashes beside the way from the leaf to the root, the leaf's first.
    pub proof: Vec<TreeHash>,
}

/// A signed head of the log, and entries under it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogProof {
    /// As the log keeps it, with the lines of witnesses.
    pub checkpoint: Note,
    /// In ascending order of their sequences.
    pub entries: Vec<ProvenEntry>,
}

/// Why entries are not shown to be of the case and in the log.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadProof {
    #[error("the head of the log cannot be trusted: {0}")]
    Checkpoint(#[from] Untrusted),
    #[error("the entries are not in ascending order, at entry {sequence}")]
    Order { sequence: u64 },
    #[error("the leaf of entry {sequence} cannot be read: {problem}")]
    Leaf { sequence: u64, problem: BadLeaf },
    #[error("the leaf of entry {sequence} is of entry {found}")]
    Sequence { sequence: u64, found: u64 },
    #[error("entry {sequence} does not name the case")]
    OtherCase { sequence: u64 },
    #[error("the proof does not show that entry {sequence} is in the log under this head")]
    NotIncluded { sequence: u64 },
}

fn names(logged: &Logged, case: CaseId) -> bool {
    let object = logged.entry.object.as_ref();
    logged.entry.case == Some(case)
        || object.is_some_and(|object| object.as_str() == case.to_string())
}

impl LogProof {
    /// Looks through the whole log, up to the reader's head, for entries that name the case.
    pub fn collect(reader: &Reader, case: CaseId) -> Result<Self, ReadError> {
        let size = reader.head().size;
        let mut leaves = Vec::new();
        reader.each_leaf(0..size, |logged, leaf| {
            if names(&logged, case) {
                leaves.push((logged.sequence, leaf.to_vec()));
            }
        })?;
        let sequences: Vec<u64> = leaves.iter().map(|(sequence, _)| *sequence).collect();
        let proofs = reader.inclusions(&sequences, size)?;
        let entries = leaves
            .into_iter()
            .zip(proofs)
            .map(|((sequence, leaf), proof)| ProvenEntry {
                sequence,
                leaf,
                proof,
            })
            .collect();
        Ok(Self {
            checkpoint: reader.note().clone(),
            entries,
        })
    }

    /// The sequences of the entries.
    pub fn sequences(&self) -> Vec<u64> {
        self.entries.iter().map(|entry| entry.sequence).collect()
    }

    /// Checks everything against the key of the log; gives the head and what the entries say.
    pub(crate) fn check(
        &self,
        key: &VerifierKey,
        case: CaseId,
    ) -> Result<(Checkpoint, Vec<Logged>), BadProof> {
        let head = Checkpoint::open(self.checkpoint.to_string().as_bytes(), key)?;
        let mut before = None;
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            let sequence = entry.sequence;
            if before.is_some_and(|before| before >= sequence) {
                return Err(BadProof::Order { sequence });
            }
            before = Some(sequence);
            entries.push(entry.check(&head, case)?);
        }
        Ok((head, entries))
    }
}

impl ProvenEntry {
    fn check(&self, head: &Checkpoint, case: CaseId) -> Result<Logged, BadProof> {
        let sequence = self.sequence;
        let logged =
            Logged::decode(&self.leaf).map_err(|problem| BadProof::Leaf { sequence, problem })?;
        if logged.sequence != sequence {
            let found = logged.sequence;
            return Err(BadProof::Sequence { sequence, found });
        }
        if !names(&logged, case) {
            return Err(BadProof::OtherCase { sequence });
        }
        let hash = leaf_hash(&self.leaf);
        if verify_inclusion(hash, sequence, head.size, &self.proof, head.root) {
            Ok(logged)
        } else {
            Err(BadProof::NotIncluded { sequence })
        }
    }
}

/// Bytes as base64 with padding.
mod base64 {
    use data_encoding::BASE64;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64
            .decode(text.as_bytes())
            .map_err(|_| serde::de::Error::custom("a leaf is written as base64"))
    }
}
