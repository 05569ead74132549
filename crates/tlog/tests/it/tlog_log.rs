//! The log as its users meet it: what goes in comes out, what does not belong is refused, and what was changed behind its back shows.

use std::sync::Arc;

use ombud_model::{Operation, Timestamp};
use ombud_tlog::merkle::leaf_hash;
use ombud_tlog::{
    AppendError, AuditActor, Broken, Checkpoint, Damage, Ending, Entry, FolderDisk, Intent,
    LogSigner, MAX_GROUP, OpenError, Phase, Policy, RefusedEntry, Sidecar, TransparencyLog, verify,
};

use crate::tlog_support::{Files, MemDisk, acts, at, grow, intent, log_of, signer, witness_signer};

fn empty() -> (Arc<MemDisk>, TransparencyLog) {
    let disk = MemDisk::with(Files::new());
    let log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    (disk, log)
}

#[test]
fn an_act_is_an_intent_and_an_outcome() {
    let (disk, mut log) = empty();
    let entry = intent(1);
    let [sequence] = log.append(std::slice::from_ref(&entry)).unwrap()[..] else {
        panic!()
    };
    let act = Intent::new(sequence, entry.clone()).unwrap();
    assert_eq!(
        log.open_intents().collect::<Vec<_>>(),
        std::slice::from_ref(&act)
    );
    let outcome = act.outcome(at(9), Ending::Done);
    assert_eq!(log.append(std::slice::from_ref(&outcome)).unwrap(), [1]);
    assert_eq!(log.open_intents().count(), 0);
    assert!(Intent::new(1, outcome.clone()).is_none());
    let entries: Vec<Entry> = log
        .reader()
        .entries(0..9)
        .unwrap()
        .into_iter()
        .map(|logged| logged.entry)
        .collect();
    assert_eq!(entries, [entry, outcome]);
    assert_eq!(
        verify(disk.as_ref(), signer().verifier(), None)
            .unwrap()
            .open,
        [0u64; 0]
    );
}

#[test]
fn outcomes_without_their_intent_are_refused_and_the_log_goes_on() {
    let (_, mut log) = empty();
    log.append(&[intent(1), intent(2)]).unwrap();
    let act = Intent::new(0, intent(1)).unwrap();
    let good = act.outcome(at(9), Ending::Refused);
    let with_phase = |intent| Entry {
        phase: Phase::Outcome {
            intent,
            ending: Ending::Done,
        },
        ..good.clone()
    };
    let other_actor = Entry {
        actor: AuditActor::Console,
        ..good.clone()
    };
    let other_operation = Entry {
        operation: Operation::Replay,
        ..good.clone()
    };
    for (wrong, named) in [
        (with_phase(7), 7),
        (with_phase(1), 1),
        (other_actor, 0),
        (other_operation, 0),
    ] {
        let answer = log.append(&[wrong]);
        assert!(
            matches!(answer, Err(AppendError::Refused(RefusedEntry::NoIntent { intent })) if intent == named),
            "{answer:?}"
        );
    }
    assert!(matches!(
        log.append(&[good.clone(), good.clone()]),
        Err(AppendError::Refused(RefusedEntry::NoIntent { intent: 0 }))
    ));
    assert_eq!(log.append(std::slice::from_ref(&good)).unwrap(), [2]);
    assert!(matches!(
        log.append(&[good]),
        Err(AppendError::Refused(RefusedEntry::NoIntent { intent: 0 }))
    ));
    let early = Entry {
        at: Timestamp::from_millis(1_577_836_799_999).unwrap(),
        ..intent(3)
    };
    assert!(matches!(
        log.append(&[early]),
        Err(AppendError::Refused(RefusedEntry::Clock))
    ));
    assert!(matches!(
        log.append(&vec![intent(3); MAX_GROUP + 1]),
        Err(AppendError::TooMany)
    ));
    let other = Sidecar::from_parts([0; 32], b"other".to_vec()).unwrap();
    assert_eq!(
        log.append_each(&[(intent(3), Some(other))]).unwrap(),
        [Err(RefusedEntry::Commitment)]
    );
    assert_eq!(log.append(&[]).unwrap(), [0u64; 0]);
    assert_eq!(log.append(&[intent(4)]).unwrap(), [3]);
}

#[test]
fn a_refused_entry_fails_its_own_caller_and_the_others_of_its_group_are_kept() {
    let (disk, mut log) = empty();
    log.append(&[intent(1), intent(2)]).unwrap();
    let closing = |sequence, entry| {
        Intent::new(sequence, entry)
            .unwrap()
            .outcome(at(9), Ending::Done)
    };
    log.append(&[closing(0, intent(1))]).unwrap();
    let reason = Sidecar::from_parts([1; 32], b"reason".to_vec()).unwrap();
    let foreign = Sidecar::from_parts([2; 32], b"foreign".to_vec()).unwrap();
    let with_reason = Entry {
        commitment: Some(reason.commitment()),
        ..intent(4)
    };
    let early = Entry {
        at: Timestamp::MIN,
        ..intent(3)
    };
    let group = [
        (closing(0, intent(1)), None),
        (intent(3), None),
        (early, None),
        (intent(3), Some(foreign)),
        (with_reason, Some(reason.clone())),
        (closing(1, intent(2)), None),
        (closing(1, intent(2)), None),
    ];
    assert_eq!(
        log.append_each(&group).unwrap(),
        [
            Err(RefusedEntry::NoIntent { intent: 0 }),
            Ok(3),
            Err(RefusedEntry::Clock),
            Err(RefusedEntry::Commitment),
            Ok(4),
            Ok(5),
            Err(RefusedEntry::NoIntent { intent: 1 }),
        ]
    );
    assert_eq!(log.reader().sidecar(4).unwrap(), Some(reason));
    // A group of which nothing is taken writes nothing, and the log goes on.
    let calls = disk.calls();
    assert_eq!(
        log.append_each(&group[..1]).unwrap(),
        [Err(RefusedEntry::NoIntent { intent: 0 })]
    );
    assert_eq!(disk.calls(), calls);
    log.append_each(&acts(6, 300)).unwrap();
    let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
    assert_eq!(
        (report.head.size, &report.open[..2]),
        (306, [3, 4].as_slice())
    );
}

#[test]
fn open_intents_survive_and_become_unknown() {
    let (disk, mut log) = empty();
    log.append(&[intent(1), intent(5), intent(9)]).unwrap();
    log.append(&[Intent::new(1, intent(5))
        .unwrap()
        .outcome(at(6), Ending::Failed)])
        .unwrap();
    drop(log);
    let mut log = TransparencyLog::open(disk.clone(), signer(), None).unwrap();
    assert_eq!(
        log.open_intents()
            .map(|act| act.sequence())
            .collect::<Vec<_>>(),
        [0, 2]
    );
    assert_eq!(
        log.close_unknown(at(300), |sequence| sequence == 2)
            .unwrap(),
        [4]
    );
    let last = &log.reader().entries(4..5).unwrap()[0].entry;
    assert_eq!(
        last.phase,
        Phase::Outcome {
            intent: 0,
            ending: Ending::Unknown
        }
    );
    assert_eq!(
        verify(disk.as_ref(), signer().verifier(), None)
            .unwrap()
            .open,
        [2]
    );
    assert_eq!(log.close_unknown(at(301), |_| false).unwrap(), [5]);
    assert_eq!(log.close_unknown(at(302), |_| false).unwrap(), [0u64; 0]);
}

#[test]
fn a_log_lies_in_a_folder_as_the_specification_says() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Arc::new(FolderDisk::new(folder.path().join("log")));
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    let sizes = || (25..=250).step_by(25).chain([252, 254]);
    sizes().for_each(|size| grow(&mut log, size, 25));
    let there = |path: &str| folder.path().join("log").join(path).exists();
    // Every head that was written can be read, until full pieces take the place of partial ones.
    for width in sizes() {
        assert!(
            there(&format!("tile/entries/000.p/{width}"))
                && there(&format!("tile/0/000.p/{width}")),
            "{width}"
        );
    }
    grow(&mut log, 258, 4);
    assert!(!there("tile/entries/000.p") && !there("tile/0/000.p"));
    for path in [
        "checkpoint",
        "tile/entries/000",
        "tile/entries/001.p/2",
        "tile/0/000",
        "tile/0/001.p/2",
        "tile/1/000.p/1",
    ] {
        assert!(there(path), "{path}");
    }
    assert!(!there("checkpoint.new"));
    drop(log);
    let mut log = TransparencyLog::open(disk.clone(), signer(), None).unwrap();
    assert_eq!(log.append_each(&acts(258, 2)).unwrap(), [Ok(258), Ok(259)]);
    let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
    assert_eq!(
        (report.head.size, report.sidecars, report.clock_steps_back),
        (260, 130, 0)
    );
    assert!(matches!(
        TransparencyLog::create(disk, signer()),
        Err(OpenError::Exists)
    ));
}

#[test]
fn a_reason_is_erased_from_every_file_and_the_log_stays_whole() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 300, 100);
    let canary = b"SECRETREASON".to_vec();
    let sidecar = Sidecar::from_parts([9; 32], canary.clone()).unwrap();
    let mut entry = intent(1);
    entry.commitment = Some(sidecar.commitment());
    let [Ok(sequence)] = log.append_each(&[(entry, Some(sidecar.clone()))]).unwrap()[..] else {
        panic!()
    };
    assert_eq!(
        log.reader().sidecar(sequence).unwrap(),
        Some(sidecar.clone())
    );
    let holds = |files: &Files| {
        // As it is kept: in base64.
        files.values().any(|bytes| {
            bytes
                .windows(16)
                .any(|window| window == b"U0VDUkVUUkVBU09O")
        })
    };
    assert!(holds(&disk.files()));
    assert_eq!(log.erase_sidecars(&[sequence, 0, 1, 9999]).unwrap(), 2);
    assert!(!holds(&disk.files()));
    assert_eq!(log.reader().sidecar(sequence).unwrap(), None);
    assert_eq!(log.erase_sidecars(&[sequence]).unwrap(), 0);
    log.append(&[Intent::new(
        sequence,
        log.reader().entries(sequence..301).unwrap().remove(0).entry,
    )
    .unwrap()
    .outcome(at(5), Ending::Done)])
        .unwrap();
    let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
    assert_eq!((report.head.size, report.sidecars), (302, 149));
}

#[test]
fn a_log_that_was_put_back_does_not_open() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 100, 10);
    let (early, early_head) = (disk.files(), log.head().0.clone());
    grow(&mut log, 140, 10);
    let (late, late_head) = (disk.files(), log.head().0.clone());
    let open = |files: &Files, witnessed: &Checkpoint| {
        TransparencyLog::open(MemDisk::with(files.clone()), signer(), Some(witnessed))
    };
    assert!(open(&late, &early_head).is_ok() && open(&late, &late_head).is_ok());
    assert!(matches!(
        open(&early, &late_head),
        Err(OpenError::Behind {
            size: 100,
            witnessed: 140
        })
    ));
    let forked = Checkpoint {
        root: leaf_hash(b"other"),
        ..early_head.clone()
    };
    assert!(matches!(
        open(&late, &forked),
        Err(OpenError::Forked { witnessed: 100 })
    ));
    let foreign = Checkpoint {
        origin: "other.example.org".into(),
        ..early_head.clone()
    };
    assert!(matches!(
        open(&late, &foreign),
        Err(OpenError::Forked { witnessed: 100 })
    ));
    // Only the checkpoint put back: the files themselves go further than a crash can explain.
    let mut mixed = late.clone();
    mixed.insert("checkpoint".into(), early["checkpoint"].clone());
    assert!(matches!(
        open(&mixed, &early_head),
        Err(OpenError::OldCheckpoint)
    ));
}

#[test]
fn a_log_of_another_key_or_with_a_file_cut_off_does_not_open() {
    let disk = MemDisk::with(Files::new());
    let log = log_of(&disk, 140, 10);
    let (late, late_head) = (disk.files(), log.head().0.clone());
    let open = |files: &Files| {
        TransparencyLog::open(MemDisk::with(files.clone()), signer(), Some(&late_head))
    };
    let other = LogSigner::from_seed(signer().name(), &[8; 32]).unwrap();
    assert!(matches!(
        TransparencyLog::open(MemDisk::with(late.clone()), other, None),
        Err(OpenError::Broken(Broken {
            index: 0,
            what: Damage::Signature
        }))
    ));
    let mut cut = late.clone();
    cut.insert(
        "tile/0/000.p/140".into(),
        late["tile/0/000.p/140"][..64].into(),
    );
    assert!(matches!(
        open(&cut),
        Err(OpenError::Broken(Broken {
            index: 2,
            what: Damage::Tile
        }))
    ));
    cut.remove("checkpoint");
    assert!(matches!(
        open(&cut),
        Err(OpenError::Broken(Broken {
            index: 0,
            what: Damage::Checkpoint
        }))
    ));
    assert!(matches!(
        TransparencyLog::create(MemDisk::with(cut), signer()),
        Err(OpenError::Exists)
    ));
}

#[test]
fn the_log_remembers_the_head_that_was_countersigned() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 50, 10);
    let before = disk.files();
    let policy = Policy::new(
        signer().verifier().clone(),
        vec![witness_signer(1).verifier().clone()],
        1,
    )
    .unwrap();
    grow(&mut log, 60, 10);
    let mut note = log.head().1.clone();
    assert!(
        log.record_witnessed(note.to_string().as_bytes(), &policy)
            .is_err(),
        "not countersigned yet"
    );
    note.add(witness_signer(1).cosign(note.text(), at(60)))
        .unwrap();
    grow(&mut log, 70, 10);
    let valid = log
        .record_witnessed(note.to_string().as_bytes(), &policy)
        .unwrap();
    assert_eq!(valid.witnessed, [(0, at(60).millis() as u64 / 1000)]);
    assert_eq!(log.witnessed().unwrap().size, 60);
    // Another log of the same name and key, countersigned by a careless witness.
    let other = MemDisk::with(before.clone());
    let mut fork = TransparencyLog::open(other, signer(), None).unwrap();
    fork.append(&[intent(999)]).unwrap();
    let mut forked = fork.head().1.clone();
    forked
        .add(witness_signer(1).cosign(forked.text(), at(61)))
        .unwrap();
    assert!(
        log.record_witnessed(forked.to_string().as_bytes(), &policy)
            .is_err()
    );
    // The files of before, but the witnessed head still there.
    let mut rolled = before;
    rolled.insert("witnessed".into(), disk.files()["witnessed"].clone());
    let answer = TransparencyLog::open(MemDisk::with(rolled), signer(), None);
    assert!(matches!(
        answer,
        Err(OpenError::Behind {
            size: 50,
            witnessed: 60
        })
    ));
    let log = TransparencyLog::open(disk, signer(), None).unwrap();
    assert_eq!(log.witnessed().unwrap().size, 60);
}

#[test]
fn a_clock_that_goes_back_is_counted_and_accepted() {
    let (disk, mut log) = empty();
    log.append(&[intent(9), intent(5), intent(6), intent(1)])
        .unwrap();
    assert_eq!(
        verify(disk.as_ref(), signer().verifier(), None)
            .unwrap()
            .clock_steps_back,
        2
    );
}
