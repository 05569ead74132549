//! Witness and log together: only extensions are countersigned, whatever happens to either of them.

use std::sync::Arc;

use ombud_tlog::merkle::verify_consistency;
use ombud_tlog::{
    AddCheckpoint, Checkpoint, Disk, LogSigner, Note, Refusal, TransparencyLog, TreeHash, Witness,
    WitnessError, read_answer, read_conflict,
};

use crate::tlog_support::{
    Fault, Files, MemDisk, Numbers, acts, at, grow, intent, log_of, signer, witness_signer,
};

fn witness_disk() -> Arc<MemDisk> {
    let disk = MemDisk::with(Files::new());
    Witness::create(disk.as_ref()).unwrap();
    disk
}

fn witness(disk: &Arc<MemDisk>) -> Witness {
    Witness::open(
        disk.clone(),
        witness_signer(1),
        vec![signer().verifier().clone()],
    )
    .unwrap()
}

/// What the log sends when it believes that the witness has seen `old`.
fn request(log: &TransparencyLog, old: u64) -> String {
    let (head, note) = log.head();
    let proof = log.reader().consistency(old, head.size).unwrap_or_default();
    AddCheckpoint {
        old,
        proof,
        head: note.clone(),
    }
    .to_string()
}

/// The log's head with the witness's signature, checked.
fn countersigned(log: &TransparencyLog, answer: &str) -> Note {
    let mut note = log.head().1.clone();
    for signature in read_answer(answer.as_bytes()).unwrap() {
        note.add(signature).unwrap();
    }
    assert_eq!(
        note.verify(&[witness_signer(1).verifier()]).unwrap()[0].seconds,
        Some(at(0).millis() as u64 / 1000)
    );
    note
}

#[test]
fn heads_are_countersigned_as_the_log_grows() {
    let (disk, logs) = (witness_disk(), MemDisk::with(Files::new()));
    let mut log = log_of(&logs, 0, 1);
    let mut witness = witness(&disk);
    let mut old = 0;
    for size in [0, 1, 1, 2, 255, 256, 257, 600] {
        grow(&mut log, size, 300);
        let answer = witness
            .add_checkpoint(request(&log, old).as_bytes(), at(0))
            .unwrap();
        countersigned(&log, &answer);
        old = size;
        assert_eq!(witness.seen(signer().name()).unwrap().size, size);
    }
    // Also after a restart.
    let mut witness = self::witness(&disk);
    grow(&mut log, 700, 100);
    let Err(refusal) = witness.add_checkpoint(request(&log, 0).as_bytes(), at(0)) else {
        panic!()
    };
    assert_eq!(refusal.status(), 409);
    let seen = read_conflict(refusal.body().as_bytes()).unwrap();
    assert_eq!(seen, 600);
    countersigned(
        &log,
        &witness
            .add_checkpoint(request(&log, seen).as_bytes(), at(0))
            .unwrap(),
    );
}

#[test]
fn every_refusal_has_the_status_of_the_protocol() {
    let (disk, logs) = (witness_disk(), MemDisk::with(Files::new()));
    let mut log = log_of(&logs, 10, 10);
    let mut witness = witness(&disk);
    witness
        .add_checkpoint(request(&log, 0).as_bytes(), at(0))
        .unwrap();
    grow(&mut log, 20, 10);
    let good = request(&log, 10);
    let head = log.head().0.clone();
    let other_key = LogSigner::from_seed(signer().name(), &[8; 32]).unwrap();
    let other_log = LogSigner::from_seed("other.example.org", &[7; 32]).unwrap();
    let signed = |head: &Checkpoint, signer: &LogSigner| {
        AddCheckpoint {
            old: 10,
            proof: log.reader().consistency(10, 20).unwrap(),
            head: head.sign(signer).unwrap(),
        }
        .to_string()
    };
    let unknown = Checkpoint {
        origin: "other.example.org".into(),
        ..head.clone()
    };
    let small = Checkpoint {
        size: 5,
        ..head.clone()
    };
    let replaced = Checkpoint {
        root: TreeHash([0; 32]),
        ..head.clone()
    };
    let same_size = Checkpoint {
        size: 10,
        ..replaced.clone()
    };
    let cases = [
        (String::new(), 400, "empty"),
        (good.replacen("old 10", "old 010", 1), 400, "number"),
        (good.replacen("20\n", "twenty\n", 1), 400, "checkpoint"),
        (signed(&head, &other_key), 403, "other key"),
        (signed(&unknown, &other_log), 404, "unknown log"),
        (signed(&small, &signer()), 400, "old larger than the head"),
        (good.replacen("old 10", "old 9", 1), 409, "older size"),
        (good.replacen("old 10", "old 11", 1), 409, "newer size"),
        (signed(&same_size, &signer()), 409, "same size, other root"),
        (signed(&replaced, &signer()), 422, "other root"),
        (
            good.replacen("old 10\n", &format!("old 10\n{}\n", TreeHash([0; 32])), 1),
            422,
            "proof",
        ),
    ];
    for (body, status, what) in cases {
        let refusal = witness.add_checkpoint(body.as_bytes(), at(0)).unwrap_err();
        assert_eq!(refusal.status(), status, "{what}: {refusal}");
        assert_eq!(refusal.body() == "10\n", status == 409, "{what}");
        assert_eq!(witness.seen(signer().name()).unwrap().size, 10, "{what}");
    }
    assert!(witness.add_checkpoint(good.as_bytes(), at(0)).is_ok());
}

/// A restored copy of the log goes on by itself: of its heads and those of the real one, one line is countersigned only.
#[test]
fn a_split_log_is_countersigned_on_one_side_only() {
    let (disk, logs) = (witness_disk(), MemDisk::with(Files::new()));
    let mut log = log_of(&logs, 30, 10);
    let mut witness = witness(&disk);
    witness
        .add_checkpoint(request(&log, 0).as_bytes(), at(0))
        .unwrap();
    let mut copy = TransparencyLog::open(MemDisk::with(logs.files()), signer(), None).unwrap();
    grow(&mut log, 40, 10);
    copy.append(&[intent(999)]).unwrap();
    witness
        .add_checkpoint(request(&log, 30).as_bytes(), at(0))
        .unwrap();
    for old in [0, 30, 31, 40] {
        let refusal = witness
            .add_checkpoint(request(&copy, old).as_bytes(), at(0))
            .unwrap_err();
        assert!(matches!(refusal.status(), 400 | 409), "{refusal}");
    }
    for number in 0..20 {
        copy.append(&[intent(number)]).unwrap();
    }
    let refusal = witness
        .add_checkpoint(request(&copy, 40).as_bytes(), at(0))
        .unwrap_err();
    assert_eq!(refusal.status(), 422);
}

/// Heads of two forks in any order, with the witness restarted and losing power now and then: all that it has ever signed is one line.
#[test]
fn all_that_a_witness_has_signed_is_one_line() {
    for seed in 0..40 {
        let mut numbers = Numbers(seed);
        let logs = MemDisk::with(Files::new());
        let first = log_of(&logs, 8, 8);
        let other = TransparencyLog::open(MemDisk::with(logs.files()), signer(), None).unwrap();
        let mut forks = [first, other];
        let mut disk = witness_disk();
        let mut seen_by_log = 0;
        let mut signed: Vec<(Checkpoint, usize)> = Vec::new();
        for _ in 0..30 {
            let which = numbers.below(2);
            if numbers.below(3) == 0 {
                let size = forks[which].head().0.size;
                // The forks differ from their first own entry on.
                let entries: Vec<_> = acts(size, 1)
                    .into_iter()
                    .map(|_| intent(size * 2 + which as u64))
                    .collect();
                forks[which].append(&entries).unwrap();
            }
            let mut witness = witness(&disk);
            if numbers.below(3) == 0 {
                disk.fail_at(1 + numbers.next() % 4, Fault::Power(numbers.below(257)));
            }
            let old = if numbers.below(4) == 0 {
                numbers.next() % 12
            } else {
                seen_by_log
            };
            match witness.add_checkpoint(request(&forks[which], old).as_bytes(), at(0)) {
                Ok(_) => {
                    seen_by_log = forks[which].head().0.size;
                    signed.push((forks[which].head().0.clone(), which));
                }
                Err(Refusal::Conflict { size }) => seen_by_log = size,
                Err(Refusal::Stopped) => {
                    let again =
                        witness.add_checkpoint(request(&forks[which], old).as_bytes(), at(0));
                    assert!(again.is_err(), "seed {seed}");
                }
                Err(_) => {}
            }
            disk = MemDisk::with(disk.after_power_loss(|| numbers.below(2) == 0));
        }
        assert!(signed.len() > 1, "seed {seed}");
        for pair in signed.windows(2) {
            let [(older, _), (newer, which)] = pair else {
                panic!()
            };
            let proof = forks[*which]
                .reader()
                .consistency(older.size, newer.size)
                .unwrap_or_default();
            assert!(
                verify_consistency(older.size, older.root, newer.size, newer.root, &proof),
                "seed {seed}: {older:?} {newer:?}"
            );
        }
    }
}

#[test]
fn a_witness_that_has_forgotten_does_not_start() {
    let keys = || vec![signer().verifier().clone()];
    let nothing = MemDisk::with(Files::new());
    assert!(matches!(
        Witness::open(nothing, witness_signer(1), keys()),
        Err(WitnessError::Missing)
    ));
    let disk = witness_disk();
    assert!(matches!(
        Witness::create(disk.as_ref()),
        Err(WitnessError::Exists)
    ));
    let twice = [keys(), keys()].concat();
    assert!(matches!(
        Witness::open(disk.clone(), witness_signer(1), twice),
        Err(WitnessError::Twice(_))
    ));
    let wrong = vec![witness_signer(2).verifier().clone()];
    assert!(matches!(
        Witness::open(disk.clone(), witness_signer(1), wrong),
        Err(WitnessError::Use(_))
    ));
    for state in [
        "",
        "ombud-witness/1",
        "ombud-witness/2\n",
        "ombud-witness/1\n7\n",
        "ombud-witness/1\n7 AAAA log\n",
    ] {
        disk.put("witness-state", state.as_bytes()).unwrap();
        let answer = Witness::open(disk.clone(), witness_signer(1), keys());
        assert!(matches!(answer, Err(WitnessError::Unreadable)), "{state:?}");
    }
}
