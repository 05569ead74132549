//! Every kind of change to the files of a log, and where each must be found.

use std::sync::Arc;

use ombud_model::PersonId;
use ombud_tlog::merkle::leaf_hash;
use ombud_tlog::{Damage, LogSigner, Logged, TransparencyLog, unframe};

use super::{SIZE, WITNESSED, Whole};
use crate::tlog_support::{Files, MemDisk, Numbers, signer};

/// The bundles and tiles of the leaves that the head needs, and their first entry.
const BUNDLES: [(&str, u64, u64); 2] = [
    ("tile/entries/000", 0, 256),
    ("tile/entries/001.p/44", 256, 44),
];
const TILES: [&str; 2] = ["tile/0/000", "tile/0/001.p/44"];

fn leaves(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut rest = bytes;
    let mut leaves = Vec::new();
    while let Some((leaf, after)) = unframe(rest) {
        leaves.push(leaf.to_vec());
        rest = after;
    }
    leaves
}

pub(super) fn framed(leaves: &[Vec<u8>]) -> Arc<[u8]> {
    leaves
        .iter()
        .flat_map(|leaf| [&(leaf.len() as u16).to_be_bytes(), leaf.as_slice()].concat())
        .collect()
}

fn flip(numbers: &mut Numbers, bytes: &mut [u8]) -> usize {
    let at = numbers.below(bytes.len());
    bytes[at] ^= 1 << numbers.below(8);
    at
}

/// The entry as somebody would like it to have been.
fn forged(leaf: &[u8], sequence: u64) -> Vec<u8> {
    let mut entry = Logged::decode(leaf).unwrap().entry;
    entry.subjects = PersonId(0x00c0_ffee).into();
    entry.encode(sequence)
}

/// A log with a forged entry at `index`, computed anew and signed with `key`.
fn rebuilt(whole: &Whole, index: u64, key: LogSigner) -> Files {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), key).unwrap();
    let mut entries = whole.entries.clone();
    entries[index as usize].0.subjects = PersonId(0x00c0_ffee).into();
    log.append_each(&entries).unwrap();
    log.flush().unwrap();
    disk.files()
}

/// Where damage must be found.
pub(super) enum Place {
    Exactly(u64, Damage),
    /// Here; what it is called depends on the byte.
    At(u64),
    /// The change is at the first index; all that is known is that nothing from the second on can be relied on.
    NotAfter(u64, u64, Damage),
}

pub(super) fn edit(whole: &Whole, seed: u64) -> (Files, Place, &'static str) {
    let numbers = &mut Numbers(seed);
    match seed % 18 {
        0..=6 => in_bundle(whole, numbers, seed % 18),
        7..=11 => in_tiles(whole, numbers, seed % 18),
        12..=13 => in_checkpoint(whole, numbers, seed % 18),
        _ => as_a_whole(whole, numbers, seed % 18),
    }
}

fn in_bundle(whole: &Whole, numbers: &mut Numbers, kind: u64) -> (Files, Place, &'static str) {
    let mut files = whole.files.clone();
    let (path, first, width) = BUNDLES[numbers.below(2)];
    let mut entries = leaves(&files[path]);
    let place = numbers.below(width as usize);
    let index = first + place as u64;
    let (expected, what) = match kind {
        0 => {
            flip(numbers, &mut entries[place]);
            (Place::Exactly(index, Damage::Entry), "a bit of an entry")
        }
        1 => {
            entries[place] = forged(&entries[place], index);
            (Place::Exactly(index, Damage::Entry), "an entry forged")
        }
        2 => {
            entries.remove(place);
            let last = place as u64 + 1 == width;
            (
                Place::Exactly(
                    index,
                    if last {
                        Damage::EntryMissing
                    } else {
                        Damage::Entry
                    },
                ),
                "an entry deleted",
            )
        }
        3 => {
            let place = numbers.below(width as usize + 1);
            entries.insert(place, forged(&entries[0].clone(), first + place as u64));
            (
                Place::Exactly(first + place as u64, Damage::Entry),
                "an entry inserted",
            )
        }
        4 => {
            let other = (place + 1 + numbers.below(width as usize - 1)) % width as usize;
            entries.swap(place, other);
            (
                Place::Exactly(first + place.min(other) as u64, Damage::Entry),
                "two entries swapped",
            )
        }
        _ => {
            let mut bytes = files[path].to_vec();
            let (index, what) = in_framing(&mut bytes, (first, place), numbers, kind);
            files.insert(path.to_owned(), bytes.into());
            return (files, Place::At(index), what);
        }
    };
    files.insert(path.to_owned(), framed(&entries));
    (files, expected, what)
}

/// Damages a bundle from entry `first` on elsewhere than inside an entry, and says from which entry on it is damaged.
fn in_framing(
    bytes: &mut Vec<u8>,
    (first, place): (u64, usize),
    numbers: &mut Numbers,
    kind: u64,
) -> (u64, &'static str) {
    if kind == 5 {
        bytes.truncate(numbers.below(bytes.len()));
        return (first + leaves(bytes).len() as u64, "a bundle cut off");
    }
    // The length before an entry.
    let before: usize = leaves(bytes)
        .iter()
        .take(place)
        .map(|leaf| leaf.len() + 2)
        .sum();
    bytes[before + numbers.below(2)] ^= 1 << numbers.below(8);
    (first + place as u64, "the length of an entry")
}

fn in_tiles(whole: &Whole, numbers: &mut Numbers, kind: u64) -> (Files, Place, &'static str) {
    let mut files = whole.files.clone();
    let which = numbers.below(2);
    let (bundle, first, width) = BUNDLES[which];
    let mut tile = files[TILES[which]].to_vec();
    match kind {
        7 => {
            let index = first + flip(numbers, &mut tile) as u64 / 32;
            files.insert(TILES[which].to_owned(), tile.into());
            (
                files,
                Place::Exactly(index, Damage::Entry),
                "a bit of a tile",
            )
        }
        8 => {
            tile.truncate(numbers.below(tile.len()));
            let index = first + tile.len() as u64 / 32;
            files.insert(TILES[which].to_owned(), tile.into());
            (files, Place::Exactly(index, Damage::Tile), "a tile cut off")
        }
        9 => {
            let mut upper = files["tile/1/000.p/1"].to_vec();
            match numbers.below(3) {
                0 => upper.truncate(numbers.below(32)),
                1 => upper.push(0),
                _ => drop(flip(numbers, &mut upper)),
            }
            let index = if upper.len() > 32 { 256 } else { 0 };
            files.insert("tile/1/000.p/1".to_owned(), upper.into());
            (files, Place::Exactly(index, Damage::Tile), "an upper tile")
        }
        10 => {
            let (path, place) = match numbers.below(3) {
                0 => (bundle, Place::Exactly(first, Damage::EntryMissing)),
                1 => (TILES[which], Place::Exactly(first, Damage::Tile)),
                _ => ("tile/1/000.p/1", Place::Exactly(0, Damage::Tile)),
            };
            files.remove(path);
            (files, place, "a file deleted")
        }
        _ => {
            // An entry and its hash, so that the two fit each other.
            let mut entries = leaves(&files[bundle]);
            let place = numbers.below(width as usize);
            let index = first + place as u64;
            entries[place] = forged(&entries[place], index);
            tile[place * 32..place * 32 + 32].copy_from_slice(&leaf_hash(&entries[place]).0);
            files.insert(bundle.to_owned(), framed(&entries));
            files.insert(TILES[which].to_owned(), tile.into());
            let place = if first == 0 {
                Place::NotAfter(index, 0, Damage::Tile)
            } else {
                Place::NotAfter(index, WITNESSED, Damage::Root)
            };
            (files, place, "an entry with its hash")
        }
    }
}

fn in_checkpoint(whole: &Whole, numbers: &mut Numbers, kind: u64) -> (Files, Place, &'static str) {
    let mut files = whole.files.clone();
    let mut bytes = files["checkpoint"].to_vec();
    match kind {
        12 => drop(flip(numbers, &mut bytes)),
        _ => bytes.truncate(numbers.below(bytes.len())),
    }
    files.insert("checkpoint".to_owned(), bytes.into());
    // What was kept elsewhere still says how far the entries can be relied on.
    (files, Place::At(WITNESSED), "the checkpoint")
}

fn as_a_whole(whole: &Whole, numbers: &mut Numbers, kind: u64) -> (Files, Place, &'static str) {
    let (size, stage) = &whole.stages[numbers.below(whole.stages.len())];
    let rolled_back = Place::Exactly(*size, Damage::RolledBack);
    match kind {
        14 if numbers.below(2) == 0 => (stage.clone(), rolled_back, "everything rolled back"),
        14 => {
            let mut files = whole.files.clone();
            files.insert("checkpoint".to_owned(), Arc::clone(&stage["checkpoint"]));
            (files, rolled_back, "the checkpoint rolled back")
        }
        15 => {
            let index = numbers.next() % SIZE;
            let other = LogSigner::from_seed(signer().name(), &[8; 32]).unwrap();
            let place = if index < WITNESSED { 0 } else { WITNESSED };
            (
                rebuilt(whole, index, other),
                Place::NotAfter(index, place, Damage::Signature),
                "computed anew, signed with another key",
            )
        }
        16 => {
            let index = numbers.next() % WITNESSED;
            (
                rebuilt(whole, index, signer()),
                Place::NotAfter(index, 0, Damage::Rewritten),
                "computed anew, signed with the stolen key",
            )
        }
        _ => {
            let mut files = whole.files.clone();
            let sequence = numbers.next() % SIZE / 2 * 2;
            let path = if sequence < 256 {
                "sidecar/000"
            } else {
                "sidecar/001"
            };
            let text = String::from_utf8(files[path].to_vec()).unwrap();
            let changed =
                text.lines()
                    .map(|line| match line.starts_with(&format!("{sequence} ")) {
                        true => line.replace("cmVhc29u", "UmVhc29u") + "\n",
                        false => format!("{line}\n"),
                    });
            files.insert(
                path.to_owned(),
                changed.collect::<String>().into_bytes().into(),
            );
            (files, Place::Exactly(sequence, Damage::Sidecar), "a reason")
        }
    }
}
