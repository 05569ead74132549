//! Tampering of every kind, ten thousand times: all of it is found, with the place, given one head that somebody else has kept. The verifier
//! in Python, which shares no code, says the same.

use ombud_tlog::{Broken, Checkpoint, Entry, Sidecar, TransparencyLog, VerifyError, verify};

use crate::tlog_support::{Files, MemDisk, acts, grow, signer};

mod edits;
mod nonsense;
mod python;

use edits::{Place, edit};
use python::{put, python, said};

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
