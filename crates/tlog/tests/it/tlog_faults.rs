//! Failing disks and lost power, at every call: what the log has returned is there afterwards, and it says nothing it does not keep.

use std::collections::HashSet;
use std::sync::Arc;

use ombud_tlog::{AppendError, Report, TransparencyLog, verify};

use crate::tlog_support::{Fault, Files, MemDisk, Numbers, acts, log_of, signer};

/// The groups that the work adds: the second one ends a bundle, the files are made durable before the third, and beside the fourth.
const GROUPS: [u64; 4] = [1, 7, 5, 3];

/// A log with 250 entries, so that the work crosses into a second bundle.
fn base() -> Files {
    let disk = MemDisk::with(Files::new());
    log_of(&disk, 250, 125);
    disk.files()
}

/// Opens the log and adds groups until something fails; gives the size that was acknowledged last.
fn work(disk: &Arc<MemDisk>) -> (u64, Option<TransparencyLog>) {
    let mut acknowledged = 250;
    let Ok(mut log) = TransparencyLog::open(disk.clone(), signer(), None) else {
        return (acknowledged, None);
    };
    for count in GROUPS {
        // So that power goes, and calls fail, while the files are made durable, too.
        if count == 5 && log.flush().is_err() {
            return (acknowledged, Some(log));
        }
        let beside = match count {
            3 => log.begin_flush(),
            _ => Ok(None),
        };
        let Ok(beside) = beside else {
            return (acknowledged, Some(log));
        };
        match log.append_each(&acts(acknowledged, count)) {
            Ok(sequences) => {
                assert_eq!(
                    sequences,
                    (acknowledged..acknowledged + count)
                        .map(Ok)
                        .collect::<Vec<_>>()
                );
                acknowledged += count;
            }
            Err(_) => return (acknowledged, Some(log)),
        }
        if let Some(flush) = beside
            && log.end_flush(flush.write()).is_err()
        {
            return (acknowledged, Some(log));
        }
    }
    // An error here has erased or not, but the log is whole either way.
    let _ = log.erase_sidecars(&[10, 252]);
    (acknowledged, Some(log))
}

fn calls() -> u64 {
    let disk = MemDisk::with(base());
    let (acknowledged, _) = work(&disk);
    assert_eq!(acknowledged, 266);
    disk.calls()
}

fn whole(disk: &Arc<MemDisk>) -> Report {
    verify(disk.as_ref(), signer().verifier(), None).unwrap()
}

/// What was seen already: many faults leave the same files.
#[derive(Default)]
struct Images(HashSet<(Image, u64)>);

type Image = Vec<(String, Arc<[u8]>)>;

impl Images {
    fn is_new(&mut self, files: &Files, acknowledged: u64) -> bool {
        self.0
            .insert((files.clone().into_iter().collect(), acknowledged))
    }
}

/// The log opens on what is left, holds what was acknowledged or one whole group more, and goes on.
fn recovers(files: Files, acknowledged: u64, what: &str) {
    let disk = MemDisk::with(files);
    let mut log = TransparencyLog::open(disk.clone(), signer(), None)
        .unwrap_or_else(|error| panic!("{what}: {error}"));
    let size = log.head().0.size;
    let sizes = [250, 251, 258, 263, 266];
    let next = sizes
        .into_iter()
        .find(|size| *size > acknowledged)
        .unwrap_or(acknowledged);
    assert!(
        size == acknowledged || size == next,
        "{what}: {acknowledged} acknowledged, {size} found"
    );
    for sequence in 0..acknowledged {
        if sequence % 64 == 0 || sequence >= 248 {
            let entry = &log.reader().entries(sequence..sequence + 1).unwrap()[0].entry;
            assert_eq!(*entry, acts(sequence, 1)[0].0, "{what}");
        }
    }
    for sequence in [248, 250, 254]
        .into_iter()
        .filter(|sequence| *sequence < acknowledged)
    {
        assert!(
            log.reader().sidecar(sequence).unwrap().is_some(),
            "{what}: sidecar {sequence}"
        );
    }
    log.append_each(&acts(size, 9)).unwrap();
    assert_eq!(whole(&disk).head.size, size + 9, "{what}");
    // Nothing was left over for the next opening.
    assert_eq!(
        TransparencyLog::open(disk, signer(), None)
            .unwrap()
            .recovered(),
        0,
        "{what}"
    );
}

#[test]
fn power_may_go_at_every_call() {
    let (base, calls) = (base(), calls());
    assert!(calls > 60, "{calls}");
    let mut images = Images::default();
    for call in 1..=calls {
        for part in [100, 256] {
            let disk = MemDisk::with(base.clone());
            disk.fail_at(call, Fault::Power(part));
            let (acknowledged, _) = work(&disk);
            let mut numbers = Numbers(call * 3 + part as u64);
            let survivors: [(&str, Files); 4] = [
                ("all names", disk.after_power_loss(|| true)),
                ("durable names", disk.after_power_loss(|| false)),
                (
                    "some names",
                    disk.after_power_loss(|| numbers.below(2) == 0),
                ),
                (
                    "most names",
                    disk.after_power_loss(|| numbers.below(4) != 0),
                ),
            ];
            for (survive, files) in survivors {
                if images.is_new(&files, acknowledged) {
                    recovers(
                        files,
                        acknowledged,
                        &format!("call {call}, {part}/256, {survive}"),
                    );
                }
            }
        }
    }
    assert!(images.0.len() > 60, "{} different images", images.0.len());
}

#[test]
fn every_failed_call_stops_the_log_and_loses_nothing() {
    let (base, calls) = (base(), calls());
    let mut images = Images::default();
    for call in 1..=calls {
        for fault in [Fault::Before, Fault::After] {
            let disk = MemDisk::with(base.clone());
            disk.fail_at(call, fault);
            let (acknowledged, log) = work(&disk);
            let what = format!("call {call} {fault:?}");
            assert!(disk.calls() >= call, "{what}");
            if let Some(mut log) = log {
                // The disk is well again; the log does not know what it has lost.
                let answer = log.append_each(&acts(acknowledged, 1));
                assert!(
                    matches!(answer, Err(AppendError::Stopped)),
                    "{what}: {answer:?}"
                );
                assert!(log.stopped(), "{what}");
                assert!(
                    matches!(log.erase_sidecars(&[1]), Err(AppendError::Stopped)),
                    "{what}"
                );
            }
            if images.is_new(&disk.files(), acknowledged) {
                recovers(disk.files(), acknowledged, &what);
            }
        }
    }
}

#[test]
fn a_log_is_created_or_not() {
    for call in 1..20 {
        for part in [0, 128, 256] {
            let disk = MemDisk::with(Files::new());
            disk.fail_at(call, Fault::Power(part));
            let created = TransparencyLog::create(disk.clone(), signer()).is_ok();
            for files in [
                disk.after_power_loss(|| true),
                disk.after_power_loss(|| false),
            ] {
                let is_there = files.contains_key("checkpoint");
                assert!(is_there || !created, "call {call}");
                let disk = MemDisk::with(files);
                let log = match is_there {
                    true => TransparencyLog::open(disk, signer(), None),
                    false => TransparencyLog::create(disk, signer()),
                };
                assert_eq!(log.unwrap().head().0.size, 0);
            }
        }
    }
}
