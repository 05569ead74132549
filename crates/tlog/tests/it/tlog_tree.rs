//! The tree against the definitions of RFC 6962, written down as they stand there, and against another implementation.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use ombud_tlog::merkle::{
    self, Subtrees, leaf_hash, node_hash, verify_consistency, verify_inclusion,
};
use ombud_tlog::{Disk, Reader, TreeHash};
use tlog_tiles::{
    Hash, Tile, TileHashReader, TileReader, check_record, check_tree, prove_record, prove_tree,
    tree_hash,
};

use crate::tlog_support::{Files, MemDisk, Numbers, grow, log_of, signer};

/// MTH of RFC 6962, 2.1, over hashes of leaves.
fn naive_root(leaves: &[TreeHash]) -> TreeHash {
    match leaves {
        [] => merkle::empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(naive_root(left), naive_root(right))
        }
    }
}

/// PATH of RFC 6962, 2.1.1.
fn naive_path(index: usize, leaves: &[TreeHash]) -> Vec<TreeHash> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut path, last) = if index < k {
        (naive_path(index, left), right)
    } else {
        (naive_path(index - k, right), left)
    };
    path.push(naive_root(last));
    path
}

/// SUBPROOF of RFC 6962, 2.1.2.
fn naive_proof(old: usize, leaves: &[TreeHash], known: bool) -> Vec<TreeHash> {
    if old == leaves.len() {
        return if known {
            Vec::new()
        } else {
            vec![naive_root(leaves)]
        };
    }
    let k = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(k);
    let (mut proof, last) = if old <= k {
        (naive_proof(old, left, known), right)
    } else {
        (naive_proof(old - k, right, false), left)
    };
    proof.push(naive_root(last));
    proof
}

/// Every complete subtree, computed once.
struct Levels(Vec<Vec<TreeHash>>);

impl Levels {
    fn new(leaves: Vec<TreeHash>) -> Self {
        let mut levels = vec![leaves];
        while levels.last().unwrap().len() > 1 {
            let above = levels
                .last()
                .unwrap()
                .as_chunks::<2>()
                .0
                .iter()
                .map(|[left, right]| node_hash(*left, *right))
                .collect();
            levels.push(above);
        }
        Self(levels)
    }
}

impl Subtrees for Levels {
    type Error = ();

    fn subtree(&mut self, level: u32, index: u64) -> Result<TreeHash, ()> {
        self.0
            .get(level as usize)
            .and_then(|level| level.get(index as usize))
            .copied()
            .ok_or(())
    }
}

fn leaves(count: usize) -> Vec<TreeHash> {
    (0..count as u64)
        .map(|number| leaf_hash(&number.to_be_bytes()))
        .collect()
}

/// Root, one path and one proof of a tree of this size, against the definitions; and that nothing else verifies.
fn check(levels: &mut Levels, size: usize, numbers: &mut Numbers) {
    let all = levels.0[0].clone();
    let leaves = &all[..size];
    let n = size as u64;
    let root = naive_root(leaves);
    assert_eq!(merkle::root(levels, n), Ok(root), "root of {size}");
    check_proof(levels, leaves, root, numbers);
    assert_eq!(merkle::consistency(levels, n + 1, n), Ok(None));
    assert_eq!(merkle::inclusion(levels, n, n), Ok(None));
    if size > 0 {
        check_path(levels, leaves, root, numbers);
    }
}

/// One proof that the tree of these leaves goes on from an earlier one.
fn check_proof(levels: &mut Levels, leaves: &[TreeHash], root: TreeHash, numbers: &mut Numbers) {
    let (size, n) = (leaves.len(), leaves.len() as u64);
    let old = numbers.below(size + 1);
    let old_root = naive_root(&leaves[..old]);
    let proof = merkle::consistency(levels, old as u64, n).unwrap().unwrap();
    let expected = if old == 0 {
        Vec::new()
    } else {
        naive_proof(old, leaves, true)
    };
    assert_eq!(proof, expected, "proof from {old} to {size}");
    assert!(
        verify_consistency(old as u64, old_root, n, root, &proof),
        "{old} to {size}"
    );
    let wrong = leaf_hash(b"wrong");
    assert!(
        !verify_consistency(old as u64, wrong, n, root, &proof),
        "{old} to {size}"
    );
    assert!(
        !verify_consistency(old as u64, old_root, n, wrong, &proof) || old == 0,
        "{old} to {size}"
    );
    assert!(
        !verify_consistency(
            old as u64,
            old_root,
            n,
            root,
            &[proof.as_slice(), &[wrong]].concat()
        ),
        "{old} to {size}"
    );
    // A root does not name its size, the length of a proof does.
    assert!(
        !verify_consistency(old as u64, old_root, n * 2, root, &proof) || old == 0,
        "{old} to {size}"
    );
}

/// One path of the tree of these leaves, of which there is at least one.
fn check_path(levels: &mut Levels, leaves: &[TreeHash], root: TreeHash, numbers: &mut Numbers) {
    let (size, n) = (leaves.len(), leaves.len() as u64);
    let wrong = leaf_hash(b"wrong");
    let index = numbers.below(size);
    let path = merkle::inclusion(levels, index as u64, n).unwrap().unwrap();
    assert_eq!(path, naive_path(index, leaves), "path of {index} in {size}");
    assert!(
        verify_inclusion(leaves[index], index as u64, n, &path, root),
        "{index} in {size}"
    );
    assert!(
        !verify_inclusion(wrong, index as u64, n, &path, root),
        "{index} in {size}"
    );
    assert!(
        !verify_inclusion(leaves[index], n, n, &path, root),
        "{index} in {size}"
    );
    assert!(!verify_inclusion(
        leaves[index],
        index as u64,
        n,
        &[path.as_slice(), &[wrong]].concat(),
        root
    ));
    assert!(
        !verify_inclusion(leaves[index], index as u64, n * 2, &path, root),
        "{index} in twice {size}"
    );
    if let Some((_, shorter)) = path.split_last() {
        assert!(
            !verify_inclusion(leaves[index], index as u64, n, shorter, root),
            "{index} in {size}"
        );
    }
    if size > 1 {
        let other = (index + 1) % size;
        assert!(
            !verify_inclusion(leaves[index], other as u64, n, &path, root),
            "{index} as {other} in {size}"
        );
    }
}

#[test]
fn a_thousand_trees_are_those_of_the_definitions() {
    let mut levels = Levels::new(leaves(2000));
    let mut numbers = Numbers(1);
    for size in [0, 1, 2, 3, 255, 256, 257, 1999, 2000] {
        check(&mut levels, size, &mut numbers);
    }
    for _ in 0..1000 {
        let size = numbers.below(2001);
        check(&mut levels, size, &mut numbers);
    }
}

#[test]
fn trees_at_the_edge_of_tiles_are_those_of_the_definitions() {
    let mut levels = Levels::new(leaves(65_537));
    let mut numbers = Numbers(2);
    for size in [65_535, 65_536, 65_537] {
        check(&mut levels, size, &mut numbers);
    }
}

/// Hashes of RFC 6962 trees as other implementations publish them: the leaves of the tests of certificate transparency.
#[test]
fn roots_are_the_published_ones() {
    let inputs: [&[u8]; 8] = [
        &[],
        &[0x00],
        &[0x10],
        &[0x20, 0x21],
        &[0x30, 0x31],
        &[0x40, 0x41, 0x42, 0x43],
        &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
        &[
            0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
            0x6e, 0x6f,
        ],
    ];
    let mut levels = Levels::new(inputs.iter().map(|input| leaf_hash(input)).collect());
    let hex = |size| HEXLOWER.encode(&merkle::root(&mut levels, size).unwrap().0);
    assert_eq!(
        [0, 1, 8].map(hex),
        [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
    );
}

/// The files of a log, as the other implementation asks for them.
struct Other<'a>(&'a MemDisk);

impl TileReader for Other<'_> {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, tlog_tiles::Error> {
        let read = |tile: &Tile| {
            // It puts the height into the path, which the specification leaves out.
            let path = tile.path().replacen("tile/8/", "tile/", 1);
            let full = path
                .split_once(".p/")
                .map_or(path.as_str(), |(full, _)| full);
            let bytes = self
                .0
                .read(&path, 8193)
                .unwrap()
                .or_else(|| self.0.read(full, 8193).unwrap());
            let mut bytes = bytes.unwrap_or_else(|| panic!("no tile {path}"));
            bytes.truncate(tile.width() as usize * 32);
            bytes
        };
        Ok(tiles.iter().map(read).collect())
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

/// What the other implementation computes from the files of the log is what the log says, and each accepts the other's proofs.
fn agrees(disk: &Arc<MemDisk>, reader: &Reader, old: u64, index: u64) {
    let size = reader.head().size;
    let root = Hash(reader.head().root.0);
    let tiles = Other(disk);
    let other = TileHashReader::new(size, root, &tiles);
    assert_eq!(tree_hash(size, &other).unwrap(), root, "root of {size}");
    let old_root = Hash(reader.root(old).unwrap().0);
    let theirs = prove_tree(size, old, &other).unwrap();
    let ours = reader.consistency(old, size).unwrap();
    assert_eq!(
        theirs
            .iter()
            .map(|hash| TreeHash(hash.0))
            .collect::<Vec<_>>(),
        ours,
        "{old} to {size}"
    );
    check_tree(&theirs, size, root, old, old_root).unwrap();
    let leaf = leaf_hash(
        &reader.entries(index..index + 1).unwrap()[0]
            .entry
            .encode(index),
    );
    let theirs = prove_record(size, index, &other).unwrap();
    let ours = reader.inclusion(index, size).unwrap();
    assert_eq!(
        theirs
            .iter()
            .map(|hash| TreeHash(hash.0))
            .collect::<Vec<_>>(),
        ours,
        "{index} in {size}"
    );
    check_record(&theirs, size, root, index, Hash(leaf.0)).unwrap();
    assert!(verify_inclusion(
        leaf,
        index,
        size,
        &ours,
        reader.head().root
    ));
}

#[test]
fn another_implementation_reads_the_tiles() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 1, 1);
    let mut numbers = Numbers(3);
    for size in [2, 3, 100, 255, 256, 257, 511, 512, 513, 700, 1024, 1025] {
        grow(&mut log, size, size);
        for _ in 0..5 {
            agrees(
                &disk,
                &log.reader(),
                1 + numbers.next() % size,
                numbers.next() % size,
            );
        }
    }
}

/// Over the edge of a tile of the second level.
#[test]
fn a_large_log_agrees_with_the_other_implementation_and_verifies() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 65_535, 4096);
    let mut numbers = Numbers(4);
    for size in [65_535, 65_536, 65_537] {
        grow(&mut log, size, 1);
        for old in [1, 256, 65_535, 1 + numbers.next() % size] {
            agrees(&disk, &log.reader(), old, numbers.next() % size);
        }
        agrees(&disk, &log.reader(), 1, size - 1);
    }
    assert!(disk.files().contains_key("tile/1/000") && disk.files().contains_key("tile/2/000.p/1"));
    let older = ombud_tlog::Checkpoint {
        size: 65_535,
        root: log.reader().root(65_535).unwrap(),
        ..log.head().0.clone()
    };
    let report = ombud_tlog::verify(disk.as_ref(), signer().verifier(), Some(&older)).unwrap();
    assert_eq!((report.head.size, report.extends), (65_537, Some(65_535)));
}
