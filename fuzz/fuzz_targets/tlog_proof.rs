//! Proofs: arbitrary sizes, indices and hashes neither stop the program nor prove anything.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ombud_tlog::TreeHash;
use ombud_tlog::merkle::{leaf_hash, verify_consistency, verify_inclusion};

fuzz_target!(|bytes: &[u8]| {
    let Some((numbers, rest)) = bytes.split_first_chunk::<16>() else {
        return;
    };
    let numbers = u128::from_le_bytes(*numbers);
    let (old, new) = (numbers as u64, (numbers >> 64) as u64);
    let proof: Vec<TreeHash> = rest
        .as_chunks::<32>()
        .0
        .iter()
        .copied()
        .map(TreeHash)
        .collect();
    // Nobody finds a proof between roots that are the hashes of two texts.
    let (one, other) = (leaf_hash(b"one"), leaf_hash(b"other"));
    assert!(!verify_consistency(old, one, new, other, &proof));
    assert!(!verify_inclusion(one, old, new, &proof, other));
});
