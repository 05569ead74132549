//! The Merkle tree of RFC 6962, section 2.1, over SHA-256: hashes, roots, proofs of inclusion and of consistency.
//!
//! Making a proof follows the recursive definitions of RFC 6962; checking one follows the loops of RFC 9162, sections 2.1.3.2 and
//! 2.1.4.2. Leaves and nodes are hashed under different prefixes, so that no node can pass for a leaf.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::text;

/// A hash of a leaf, a node or a whole tree. Written as base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreeHash(pub [u8; 32]);

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a hash of the log is 32 bytes in base64, 44 characters")]
pub struct NoTreeHash;

impl fmt::Display for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&text::encode(&self.0))
    }
}

impl fmt::Debug for TreeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for TreeHash {
    type Err = NoTreeHash;

    fn from_str(text: &str) -> Result<Self, NoTreeHash> {
        text::decode_array(text).map(Self).ok_or(NoTreeHash)
    }
}

impl Serialize for TreeHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TreeHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// The hash of a leaf's bytes.
pub fn leaf_hash(leaf: &[u8]) -> TreeHash {
    TreeHash(
        Sha256::new()
            .chain_update([0])
            .chain_update(leaf)
            .finalize()
            .into(),
    )
}

/// The hash of a node above two others.
pub fn node_hash(left: TreeHash, right: TreeHash) -> TreeHash {
    TreeHash(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// The root of a tree without leaves.
pub fn empty_root() -> TreeHash {
    TreeHash(Sha256::digest([]).into())
}

/// Where the hashes of complete subtrees come from.
pub trait Subtrees {
    type Error;

    /// The root over the `2^level` leaves from `index * 2^level` on. Asked only within the size that was named.
    fn subtree(&mut self, level: u32, index: u64) -> Result<TreeHash, Self::Error>;
}

/// The largest power of two below `n`, which is at least 2.
fn split(n: u64) -> u64 {
    1 << (n - 1).ilog2()
}

/// The root over the leaves `lo..hi`, a range that the recursion of RFC 6962 reaches; never empty.
fn range<S: Subtrees + ?Sized>(source: &mut S, lo: u64, hi: u64) -> Result<TreeHash, S::Error> {
    let n = hi - lo;
    if n.is_power_of_two() {
        let level = n.trailing_zeros();
        return source.subtree(level, lo >> level);
    }
    let middle = lo + split(n);
    Ok(node_hash(
        range(source, lo, middle)?,
        range(source, middle, hi)?,
    ))
}

fn ranges<S: Subtrees + ?Sized>(
    source: &mut S,
    inner_last: &[(u64, u64)],
) -> Result<Vec<TreeHash>, S::Error> {
    inner_last
        .iter()
        .rev()
        .map(|&(lo, hi)| range(source, lo, hi))
        .collect()
}

/// The root of the first `size` leaves.
pub fn root<S: Subtrees + ?Sized>(source: &mut S, size: u64) -> Result<TreeHash, S::Error> {
    if size == 0 {
        Ok(empty_root())
    } else {
        range(source, 0, size)
    }
}

/// The audit path of leaf `index` in the tree of `size` leaves; `None` when the tree has no such leaf.
pub fn inclusion<S: Subtrees + ?Sized>(
    source: &mut S,
    index: u64,
    size: u64,
) -> Result<Option<Vec<TreeHash>>, S::Error> {
    if index >= size {
        return Ok(None);
    }
    let (mut lo, mut hi) = (0, size);
    let mut siblings = Vec::new();
    while hi - lo > 1 {
        let middle = lo + split(hi - lo);
        if index < middle {
            siblings.push((middle, hi));
            hi = middle;
        } else {
            siblings.push((lo, middle));
            lo = middle;
        }
    }
    ranges(source, &siblings).map(Some)
}

/// The proof that the tree of `new` leaves begins with the tree of `old` leaves; `None` when it is the smaller one.
/// Empty when `old` is 0 or equal to `new`.
pub fn consistency<S: Subtrees + ?Sized>(
    source: &mut S,
    old: u64,
    new: u64,
) -> Result<Option<Vec<TreeHash>>, S::Error> {
    if old > new {
        return Ok(None);
    }
    if old == 0 || old == new {
        return Ok(Some(Vec::new()));
    }
    let (mut lo, mut hi) = (0, new);
    let mut parts = Vec::new();
    while old != hi {
        let middle = lo + split(hi - lo);
        if old <= middle {
            parts.push((middle, hi));
            hi = middle;
        } else {
            parts.push((lo, middle));
            lo = middle;
        }
    }
    // Whoever checks knows the old root already; it is left out where the old tree is one whole subtree.
    if lo != 0 {
        parts.push((lo, hi));
    }
    ranges(source, &parts).map(Some)
}

/// Walks towards the root past the levels where the path has no sibling.
fn climb(node: &mut u64, last: &mut u64) {
    while *node & 1 == 0 && *node != 0 {
        *node >>= 1;
        *last >>= 1;
    }
}

/// Whether `proof` shows that `leaf` is leaf `index` of the tree with this size and root.
#[must_use]
pub fn verify_inclusion(
    leaf: TreeHash,
    index: u64,
    size: u64,
    proof: &[TreeHash],
    root: TreeHash,
) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for &sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, hash);
            climb(&mut node, &mut last);
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether `proof` shows that the tree `(new, new_root)` begins with the tree `(old, old_root)`.
#[must_use]
pub fn verify_consistency(
    old: u64,
    old_root: TreeHash,
    new: u64,
    new_root: TreeHash,
    proof: &[TreeHash],
) -> bool {
    if old == new {
        return proof.is_empty() && old_root == new_root && (new != 0 || new_root == empty_root());
    }
    if old == 0 || old > new {
        return old == 0 && proof.is_empty() && old_root == empty_root();
    }
    let (mut node, mut last) = (old - 1, new - 1);
    while node & 1 == 1 {
        node >>= 1;
        last >>= 1;
    }
    // An old tree that is one whole subtree stands for itself.
    let whole = old.is_power_of_two().then_some(&old_root);
    let mut hashes = whole.into_iter().chain(proof);
    let Some(&first) = hashes.next() else {
        return false;
    };
    let (mut old_hash, mut new_hash) = (first, first);
    for &hash in hashes {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(hash, old_hash);
            new_hash = node_hash(hash, new_hash);
            climb(&mut node, &mut last);
        } else {
            new_hash = node_hash(new_hash, hash);
        }
        node >>= 1;
        last >>= 1;
    }
    last == 0 && old_hash == old_root && new_hash == new_root
}

/// The root over a power of two of hashes. The empty slice gives the root of the empty tree.
pub(crate) fn fold(hashes: &[TreeHash]) -> TreeHash {
    match hashes {
        [] => empty_root(),
        [one] => *one,
        _ => {
            let above: Vec<TreeHash> = hashes
                .as_chunks::<2>()
                .0
                .iter()
                .map(|&[left, right]| node_hash(left, right))
                .collect();
            fold(&above)
        }
    }
}

/// A tile that has just become full: its level, its index in the level, its 256 hashes.
pub(crate) struct FullTile {
    pub(crate) level: u32,
    pub(crate) index: u64,
    pub(crate) hashes: Vec<TreeHash>,
}

/// The right edge of a tree: what is needed to grow it and to know its root. One partial tile a level, each below 256 hashes.
#[derive(Clone, Default, Debug)]
pub(crate) struct Frontier {
    size: u64,
    levels: Vec<Vec<TreeHash>>,
    /// Of each level the roots of the complete subtrees within its partial tile, the largest first. With them a root takes a few hashes and
    /// not one for each place of the tile.
    peaks: Vec<Vec<TreeHash>>,
}

/// Adds a hash behind `taken` others to the roots of complete subtrees.
fn raise(peaks: &mut Vec<TreeHash>, mut taken: usize, hash: TreeHash) {
    let mut raised = hash;
    while taken & 1 == 1
        && let Some(left) = peaks.pop()
    {
        raised = node_hash(left, raised);
        taken >>= 1;
    }
    peaks.push(raised);
}

/// Hashes in a full tile, leaves below a hash one level up.
pub(crate) const WIDTH: usize = 256;

impl Frontier {
    /// Of a tree with so many leaves, from its partial tiles, the leaves' first.
    pub(crate) fn new(size: u64, levels: Vec<Vec<TreeHash>>) -> Self {
        let peaks_of = |hashes: &Vec<TreeHash>| {
            let mut peaks = Vec::new();
            for (taken, hash) in hashes.iter().enumerate() {
                raise(&mut peaks, taken, *hash);
            }
            peaks
        };
        let peaks = levels.iter().map(peaks_of).collect();
        Self {
            size,
            levels,
            peaks,
        }
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The partial tiles from the leaves upward; an empty one does not exist as a file.
    pub(crate) fn levels(&self) -> &[Vec<TreeHash>] {
        &self.levels
    }

    /// Adds a leaf's hash; gives the tiles that became full by it, lowest first.
    pub(crate) fn push(&mut self, leaf: TreeHash) -> Vec<FullTile> {
        self.size += 1;
        let mut full = Vec::new();
        let mut rising = leaf;
        for level in 0u32.. {
            let at = level as usize;
            if self.levels.len() <= at {
                self.levels.push(Vec::new());
                self.peaks.push(Vec::new());
            }
            let (Some(partial), Some(peaks)) = (self.levels.get_mut(at), self.peaks.get_mut(at))
            else {
                break;
            };
            raise(peaks, partial.len(), rising);
            partial.push(rising);
            if partial.len() < WIDTH {
                break;
            }
            let hashes = std::mem::take(partial);
            let Some(root) = peaks.pop() else {
                break;
            };
            rising = root;
            full.push(FullTile {
                level,
                index: (self.size >> (8 * (level + 1))) - 1,
                hashes,
            });
        }
        full
    }

    pub(crate) fn root(&self) -> TreeHash {
        // Complete subtrees from the smallest, at the right, to the largest.
        let peaks = self.peaks.iter().flat_map(|peaks| peaks.iter().rev());
        let root = peaks.fold(None, |right, &peak| {
            Some(right.map_or(peak, |right| node_hash(peak, right)))
        });
        root.unwrap_or_else(empty_root)
    }
}
