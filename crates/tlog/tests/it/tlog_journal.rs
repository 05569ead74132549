//! The journal of the audit log: what is in it is in the log, whatever became of the other files.

use std::sync::Arc;

use ombud_model::PersonId;
use ombud_tlog::{OpenError, Report, TransparencyLog, verify};

use crate::tlog_support::{Files, MemDisk, acts, grow, intent, log_of, signer};

const JOURNAL: &str = "journal";
const SIZE: u64 = 300;

/// A log whose entries are all in the journal still.
fn unflushed() -> Files {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    grow(&mut log, SIZE, 7);
    disk.files()
}

fn opened(files: Files) -> Result<(u64, Report), OpenError> {
    let disk = MemDisk::with(files);
    let log = TransparencyLog::open(disk.clone(), signer(), None)?;
    let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
    let size = log.head().0.size;
    let read = log.reader().entries(0..size).unwrap().into_iter();
    let added = acts(0, size).into_iter().map(|(entry, _)| entry);
    assert!(read.map(|logged| logged.entry).eq(added));
    Ok((log.head().0.size, report))
}

#[test]
fn what_the_journal_holds_is_in_the_log() {
    let files = unflushed();
    type Loss = fn(&str) -> bool;
    let losses: [(&str, Loss); 4] = [
        ("nothing", |_| false),
        ("the checkpoint", |path| path == "checkpoint"),
        ("all tiles and bundles", |path| path.starts_with("tile/")),
        ("all of these", |path| {
            path == "checkpoint" || path.starts_with("tile/")
        }),
    ];
    for (what, is_lost) in losses {
        let mut left = files.clone();
        left.retain(|path, _| !is_lost(path));
        let (size, report) = opened(left).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!((size, report.head.size), (SIZE, SIZE), "{what}");
    }
    // Cut off by power in the same places, as files without their end.
    let mut left = files.clone();
    for (path, bytes) in &mut left {
        if path == "checkpoint" || path.starts_with("tile/") {
            *bytes = bytes[..bytes.len() / 2].into();
        }
    }
    assert_eq!(opened(left).unwrap().0, SIZE);
}

#[test]
fn an_opened_or_flushed_log_needs_no_journal() {
    let disk = MemDisk::with(unflushed());
    TransparencyLog::open(disk.clone(), signer(), None).unwrap();
    let flushed = MemDisk::with(Files::new());
    log_of(&flushed, SIZE, 7);
    for disk in [disk, flushed] {
        let mut files = disk.after_power_loss(|| false);
        assert_eq!(files.remove(JOURNAL).unwrap().len(), 0);
        assert_eq!(opened(files).unwrap().0, SIZE);
    }
}

#[test]
fn a_journal_that_was_changed_is_left_out_or_found() {
    let files = unflushed();
    let journal = files[JOURNAL].to_vec();
    for place in (0..journal.len()).step_by(1997) {
        let mut changed = journal.clone();
        changed[place] ^= 0x10;
        let mut left = files.clone();
        left.insert(JOURNAL.to_owned(), changed.into());
        // The other files are whole: nothing is lost.
        assert_eq!(opened(left.clone()).unwrap().0, SIZE, "{place}");
        // They are not: that the log was longer shows by its checkpoint.
        left.retain(|path, _| !path.starts_with("tile/"));
        assert!(matches!(opened(left), Err(OpenError::Broken(_))), "{place}");
    }
}

#[test]
fn an_older_checkpoint_beside_a_shorter_journal_does_not_open() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 100, 7);
    let older = disk.files();
    for first in (100..SIZE).step_by(4) {
        log.append_each(&acts(first, 4)).unwrap();
    }
    let mut files = disk.files();
    for path in ["checkpoint", JOURNAL] {
        files.insert(path.to_owned(), Arc::clone(&older[path]));
    }
    assert!(matches!(opened(files), Err(OpenError::OldCheckpoint)));
}

#[test]
fn a_long_journal_is_emptied_by_itself_and_every_entry_stays() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    let (mut emptied, mut before) = (0, 0);
    for number in 0..200 {
        let mut entry = intent(number);
        let persons = (0..1000).map(|person| PersonId(number * 1000 + person));
        entry.subjects = persons
            .collect::<std::collections::BTreeSet<_>>()
            .try_into()
            .unwrap();
        log.append(&[entry]).unwrap();
        let length = disk.files()[JOURNAL].len();
        assert!(length < (1 << 20) + 20_000, "{length} bytes");
        emptied += u32::from(length < before);
        before = length;
        // Whatever the power leaves, all entries are there.
        if number % 20 == 19 || length == 0 {
            let left = MemDisk::with(disk.after_power_loss(|| false));
            let again = TransparencyLog::open(left, signer(), None).unwrap();
            assert_eq!(again.head().0.size, number + 1);
        }
    }
    assert!(emptied >= 3, "{emptied}");
}
