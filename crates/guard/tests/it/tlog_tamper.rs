//! Tampering of every kind, ten thousand times: all of it is found, with the place, given one head that somebody else has kept. The verifier
//! in Python, which shares no code, says the same.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use ombud_guard::tlog::merkle::{leaf_hash, node_hash};
use ombud_guard::tlog::{
    Actor, Broken, Checkpoint, Damage, Ending, Entry, LogSigner, Logged, Phase, Sidecar,
    TransparencyLog, TreeHash, VerifyError, unframe, verify,
};
use ombud_model::{Operation, PersonId, Timestamp};

use crate::tlog_support::{Files, MemDisk, Numbers, acts, grow, signer};

const SIZE: u64 = 300;
const WITNESSED: u64 = 200;

/// A log, how it was before, and the head that was kept.
struct Whole {
    files: Files,
    stages: Vec<(u64, Files)>,
    kept: Checkpoint,
    kept_note: String,
    entries: Vec<(Entry, Option<Sidecar>)>,
}

impl Whole {
    fn new() -> Self {
        let disk = MemDisk::with(Files::new());
        let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
        let (mut stages, mut kept) = (Vec::new(), None);
        for size in (0..=SIZE).step_by(25) {
            grow(&mut log, size, 25);
            if size < WITNESSED {
                stages.push((size, disk.files()));
            }
            if size == WITNESSED {
                kept = Some((log.head().0.clone(), log.head().1.to_string()));
            }
        }
        let (kept, kept_note) = kept.unwrap();
        Self {
            files: disk.files(),
            stages,
            kept,
            kept_note,
            entries: acts(0, SIZE),
        }
    }
}

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

fn framed(leaves: &[Vec<u8>]) -> Arc<[u8]> {
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
    entry.subject = Some(PersonId(0x00c0_ffee));
    entry.encode(sequence)
}

/// A log with a forged entry at `index`, computed anew and signed with `key`.
fn rebuilt(whole: &Whole, index: u64, key: LogSigner) -> Files {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), key).unwrap();
    let mut entries = whole.entries.clone();
    entries[index as usize].0.subject = Some(PersonId(0x00c0_ffee));
    log.append_with(&entries).unwrap();
    disk.files()
}

/// Where damage must be found.
enum Place {
    Exactly(u64, Damage),
    /// Here; what it is called depends on the byte.
    At(u64),
    /// The change is at the first index; all that is known is that nothing from the second on can be relied on.
    NotAfter(u64, u64, Damage),
}

fn edit(whole: &Whole, seed: u64) -> (Files, Place, &'static str) {
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
        5 => {
            let mut bytes = files[path].to_vec();
            bytes.truncate(numbers.below(bytes.len()));
            let index = first + leaves(&bytes).len() as u64;
            files.insert(path.to_owned(), bytes.into());
            return (files, Place::At(index), "a bundle cut off");
        }
        _ => {
            // The length before an entry.
            let before: usize = entries.iter().take(place).map(|leaf| leaf.len() + 2).sum();
            let mut bytes = files[path].to_vec();
            bytes[before + numbers.below(2)] ^= 1 << numbers.below(8);
            files.insert(path.to_owned(), bytes.into());
            return (files, Place::At(index), "the length of an entry");
        }
    };
    files.insert(path.to_owned(), framed(&entries));
    (files, expected, what)
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

fn damage(files: &Files, kept: &Checkpoint) -> Broken {
    match verify(
        MemDisk::with(files.clone()).as_ref(),
        signer().verifier(),
        Some(kept),
    ) {
        Err(VerifyError::Broken(broken)) => broken,
        other => panic!("not found: {other:?}"),
    }
}

fn all_found(seeds: std::ops::Range<u64>) {
    let whole = Whole::new();
    assert!(
        verify(
            MemDisk::with(whole.files.clone()).as_ref(),
            signer().verifier(),
            Some(&whole.kept)
        )
        .is_ok()
    );
    for seed in seeds {
        let (files, place, what) = edit(&whole, seed);
        let found = damage(&files, &whole.kept);
        let good = match place {
            Place::Exactly(index, damage) => {
                found
                    == Broken {
                        index,
                        what: damage,
                    }
            }
            Place::At(index) => found.index == index,
            Place::NotAfter(index, bound, damage) => {
                bound <= index
                    && found
                        == Broken {
                            index: bound,
                            what: damage,
                        }
            }
        };
        assert!(good, "seed {seed}, {what}: {found:?}");
    }
}

#[test]
fn tampering_is_found_with_its_place_first_quarter() {
    all_found(0..2_500);
}

#[test]
fn tampering_is_found_with_its_place_second_quarter() {
    all_found(2_500..5_000);
}

#[test]
fn tampering_is_found_with_its_place_third_quarter() {
    all_found(5_000..7_500);
}

#[test]
fn tampering_is_found_with_its_place_fourth_quarter() {
    all_found(7_500..10_000);
}

/// The verifier in Python, where there is one to run it.
fn python() -> Option<Command> {
    if Command::new("python3").arg("--version").output().is_err() {
        eprintln!("skipped: there is no python3 on this machine");
        return None;
    }
    let mut script = Command::new("python3");
    script.arg(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tools/verify_audit.py"
    ));
    Some(script)
}

/// The lines that it prints, with this exit status.
fn said(mut script: Command, status: i32) -> Vec<String> {
    let output = script.output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(status),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Writes a log into a folder of the file system.
fn put(files: &Files, folder: &Path) {
    for (path, bytes) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_verifier_in_python_says_the_same() {
    let Some(mut script) = python() else { return };
    let whole = Whole::new();
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("kept");
    std::fs::write(&kept, &whole.kept_note).unwrap();
    script
        .arg("--from")
        .arg(&kept)
        .arg(signer().verifier().to_string());
    let untouched = folder.path().join("whole");
    put(&whole.files, &untouched);
    script.arg(untouched);
    let report = verify(
        MemDisk::with(whole.files.clone()).as_ref(),
        signer().verifier(),
        None,
    )
    .unwrap();
    let mut expected = vec![format!("OK {SIZE} {}", report.head.root)];
    // Every kind of edit, several times.
    for seed in 0..90 {
        let (files, _, _) = edit(&whole, seed);
        let found = damage(&files, &whole.kept);
        let log = folder.path().join(format!("seed-{seed}"));
        put(&files, &log);
        script.arg(log);
        expected.push(format!("BROKEN {} {}", found.index, found.what));
    }
    assert_eq!(said(script, 1), expected);
}

/// A log of these leaves, each with its hash, signed by the log's own key; of another root if one is given.
fn signed(leaves: &[Vec<u8>], root: Option<TreeHash>) -> Files {
    let hashes: Vec<TreeHash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    let [one, two, three] = hashes[..] else {
        panic!("three leaves")
    };
    let root = root.unwrap_or_else(|| node_hash(node_hash(one, two), three));
    let head = Checkpoint {
        origin: signer().name().to_owned(),
        size: 3,
        root,
    };
    Files::from([
        ("tile/entries/000.p/3".to_owned(), framed(leaves)),
        (
            "tile/0/000.p/3".to_owned(),
            hashes.iter().flat_map(|hash| hash.0).collect(),
        ),
        (
            "checkpoint".to_owned(),
            head.sign(&signer())
                .unwrap()
                .to_string()
                .into_bytes()
                .into(),
        ),
    ])
}

/// Entries that were signed and that the program would not have written; the same words from both verifiers.
#[test]
fn signed_nonsense_is_found() {
    let entry = |number: usize| whole_act(number).0;
    let good: Vec<Vec<u8>> = (0..3)
        .map(|number| entry(number).encode(number as u64))
        .collect();
    let with = |place: usize, leaf: Vec<u8>| {
        let mut leaves = good.clone();
        leaves[place] = leaf;
        signed(&leaves, None)
    };
    let outcome = |intent| Entry {
        phase: Phase::Outcome {
            intent,
            ending: Ending::Done,
        },
        ..entry(0)
    };
    let early = Timestamp::from_millis(1_577_836_799_999).unwrap();
    let twice = vec![good[0].clone(), good[1].clone(), outcome(0).encode(2)];
    let text = String::from_utf8(good[1].clone()).unwrap();
    let cases = [
        (with(1, b"Mia Kowalski".to_vec()), 1, Damage::Leaf),
        (
            with(
                1,
                text.replace("ombud-audit/1", "ombud-audit/2").into_bytes(),
            ),
            1,
            Damage::Leaf,
        ),
        (
            with(2, text.replace(" done 0 ", " done - ").into_bytes()),
            2,
            Damage::Leaf,
        ),
        (with(1, entry(1).encode(7)), 1, Damage::Sequence),
        (
            with(
                2,
                Entry {
                    at: early,
                    ..entry(2)
                }
                .encode(2),
            ),
            2,
            Damage::Time,
        ),
        (with(0, outcome(0).encode(0)), 0, Damage::Outcome),
        (
            with(
                1,
                Entry {
                    actor: Actor::Console,
                    ..outcome(0)
                }
                .encode(1),
            ),
            1,
            Damage::Outcome,
        ),
        (
            with(
                1,
                Entry {
                    operation: Operation::Replay,
                    ..outcome(0)
                }
                .encode(1),
            ),
            1,
            Damage::Outcome,
        ),
        (signed(&twice, None), 2, Damage::Outcome),
        (signed(&good, Some(TreeHash([1; 32]))), 0, Damage::Root),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    assert_eq!(
        verify(
            MemDisk::with(signed(&good, None)).as_ref(),
            signer().verifier(),
            None
        )
        .unwrap()
        .open,
        [2]
    );
    for (number, (files, index, what)) in cases.into_iter().enumerate() {
        let found = verify(
            MemDisk::with(files.clone()).as_ref(),
            signer().verifier(),
            None,
        );
        assert!(
            matches!(found, Err(VerifyError::Broken(broken)) if broken == Broken { index, what }),
            "{what}: {found:?}"
        );
        put(&files, &folder.path().join(number.to_string()));
        expected.push(format!("BROKEN {index} {what}"));
    }
    if let Some(mut script) = python() {
        script
            .arg(signer().verifier().to_string())
            .args((0..expected.len()).map(|number| folder.path().join(number.to_string())));
        assert_eq!(said(script, 1), expected);
    }
}

/// The entry of an act whose number is its sequence.
fn whole_act(number: usize) -> (Entry, Option<Sidecar>) {
    acts(number as u64, 1).remove(0)
}

/// Trees over the edges of tiles, and their heads, in Python.
#[test]
fn the_verifier_in_python_computes_the_same_roots() {
    let Some(mut script) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    script.arg(signer().verifier().to_string());
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    let mut expected = Vec::new();
    for size in [0, 1, 2, 7, 255, 256, 257, 600, 65_535, 65_536] {
        grow(&mut log, size, 4096);
        let copy = folder.path().join(size.to_string());
        put(&disk.files(), &copy);
        script.arg(copy);
        expected.push(format!("OK {size} {}", log.head().0.root));
    }
    assert_eq!(said(script, 0), expected);
}
