//! The journal of the audit log: what is in it is in the log, whatever became of the other files.

use std::sync::Arc;

use ombud_model::PersonId;
use ombud_tlog::{AppendError, OpenError, Reader, Report, TransparencyLog, VerifyError, verify};

use crate::tlog_support::{Files, MemDisk, acts, add, intent, log_of, signer};

const JOURNAL: &str = "journal";
const SIZE: u64 = 300;

/// A log whose entries are all in the journal still.
fn unflushed() -> Files {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    add(&mut log, SIZE, 7);
    disk.files()
}

/// Bytes of the journal up to the end of its last group; behind it there is room.
fn used(journal: &[u8]) -> usize {
    journal.iter().rposition(|byte| *byte != 0).unwrap() + 1
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

/// Pieces and the checkpoint are written, and the power goes before the journal is emptied.
fn written_and_not_emptied() -> Files {
    let disk = MemDisk::with(unflushed());
    let journal = Arc::clone(&disk.files()[JOURNAL]);
    TransparencyLog::open(disk.clone(), signer(), None).unwrap();
    let mut files = disk.files();
    files.insert(JOURNAL.to_owned(), journal);
    files
}

#[test]
fn what_the_journal_holds_is_in_the_log() {
    type Loss = fn(&str) -> bool;
    let losses: [(&str, Loss); 4] = [
        ("nothing", |_| false),
        ("the checkpoint", |path| path == "checkpoint"),
        ("all tiles and bundles", |path| path.starts_with("tile/")),
        ("all of these", |path| {
            path == "checkpoint" || path.starts_with("tile/")
        }),
    ];
    for files in [unflushed(), written_and_not_emptied()] {
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
}

#[test]
fn whoever_reads_beside_the_writer_finds_what_was_acknowledged() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    for size in 1..=SIZE {
        add(&mut log, size, 1);
        // Some entries are in files, some in the journal only.
        if size % 100 == 55 {
            log.flush().unwrap();
        }
        let reader = Reader::open(disk.clone(), signer().verifier()).unwrap();
        assert_eq!(reader.head(), log.head().0);
        assert_eq!(reader.note().to_string(), log.head().1.to_string());
        if size % 9 != 1 {
            continue;
        }
        let report = verify(disk.as_ref(), signer().verifier(), None).unwrap();
        assert_eq!(report.head.size, size);
        let read = reader.entries(0..size).unwrap().into_iter();
        assert!(
            read.map(|logged| logged.entry)
                .eq(acts(0, size).into_iter().map(|(entry, _)| entry))
        );
        for old in [0, size / 2, size - 1, size] {
            assert_eq!(reader.root(old).unwrap(), log.reader().root(old).unwrap());
            assert_eq!(
                reader.consistency(old, size).unwrap(),
                log.reader().consistency(old, size).unwrap()
            );
        }
    }
}

#[test]
fn a_reader_stays_valid_while_the_files_are_written_and_replaced() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    add(&mut log, 250, 7);
    let early = Reader::open(disk.clone(), signer().verifier()).unwrap();
    let own = log.reader();
    for size in [254, 260, 520] {
        add(&mut log, size, 7);
        log.flush().unwrap();
        for reader in [&early, &own] {
            assert_eq!(reader.entries(0..900).unwrap().len(), 250);
            assert_eq!(reader.root(250).unwrap(), reader.head().root);
        }
    }
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
fn a_journal_that_was_changed_is_found() {
    let files = unflushed();
    let journal = files[JOURNAL].to_vec();
    let (end, last) = (used(&journal), {
        let disk = MemDisk::with(Files::new());
        let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
        add(&mut log, SIZE - SIZE % 7, 7);
        used(&disk.files()[JOURNAL])
    });
    assert!(end < journal.len());
    for place in (0..end)
        .step_by(997)
        .chain([last - 1, last, end - 1, end, journal.len() - 1])
    {
        let mut changed = journal.clone();
        changed[place] ^= 0x10;
        let mut left = files.clone();
        left.insert(JOURNAL.to_owned(), changed.into());
        let disk = MemDisk::with(left.clone());
        let (verified, opened) = (
            verify(disk.as_ref(), signer().verifier(), None),
            opened(left),
        );
        if place < last {
            // A whole group follows: no crash leaves that.
            assert!(matches!(verified, Err(VerifyError::Broken(_))), "{place}");
            assert!(matches!(opened, Err(OpenError::Broken(_))), "{place}");
        } else if place >= end {
            // Nothing is there yet.
            assert_eq!(verified.unwrap().head.size, SIZE, "{place}");
            assert_eq!(opened.unwrap().0, SIZE, "{place}");
        } else {
            // The last group could be one that a crash has cut off.
            assert_eq!(verified.unwrap().head.size, SIZE - SIZE % 7, "{place}");
            assert_eq!(opened.unwrap().0, SIZE - SIZE % 7, "{place}");
        }
    }
    // What was written from the journal does not need it.
    let mut left = written_and_not_emptied();
    left.insert(JOURNAL.to_owned(), journal[..last].into());
    assert_eq!(opened(left).unwrap().0, SIZE);
}

#[test]
fn an_older_checkpoint_beside_a_shorter_journal_does_not_open() {
    let disk = MemDisk::with(Files::new());
    let mut log = log_of(&disk, 100, 7);
    let older = disk.files();
    for first in (100..SIZE).step_by(4) {
        log.append_each(&acts(first, 4)).unwrap();
        log.flush().unwrap();
    }
    let mut files = disk.files();
    for path in ["checkpoint", JOURNAL] {
        files.insert(path.to_owned(), Arc::clone(&older[path]));
    }
    assert!(matches!(opened(files), Err(OpenError::OldCheckpoint)));
}

#[test]
fn groups_that_come_while_the_files_are_written_are_in_the_log() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    let is_whole = |size: u64| {
        let reader = Reader::open(disk.clone(), signer().verifier()).unwrap();
        assert_eq!(reader.head().size, size);
        // Whatever the power leaves, all entries are there.
        assert_eq!(opened(disk.after_power_loss(|| false)).unwrap().0, size);
    };
    // The second time the journal holds groups from before; the third time a bundle ends while the files are written.
    for begun in [90, 180, 250] {
        add(&mut log, begun, 7);
        let flush = log.begin_flush().unwrap().unwrap();
        assert!(matches!(log.begin_flush(), Err(AppendError::Flushing)));
        add(&mut log, begun + 10, 3);
        is_whole(begun + 10);
        let flushed = flush.write();
        is_whole(begun + 10);
        add(&mut log, begun + 13, 3);
        let room = disk.files()[JOURNAL].len();
        log.end_flush(flushed).unwrap();
        // What comes next finds room that is durable already.
        assert_eq!(disk.files()[JOURNAL].len(), room);
        is_whole(begun + 13);
        // Without the journal the log is as it was when the flush began.
        let mut files = disk.files();
        files.remove(JOURNAL);
        assert_eq!(opened(files).unwrap().0, begun);
    }
    log.flush().unwrap();
    assert!(log.begin_flush().unwrap().is_none());
    is_whole(263);
}

#[test]
fn a_long_journal_is_emptied_by_itself_and_every_entry_stays() {
    let disk = MemDisk::with(Files::new());
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    let (mut emptied, mut before) = (0, 0);
    for number in 0..800 {
        let mut entry = intent(number);
        let persons = (0..1000).map(|person| PersonId(number * 1000 + person));
        entry.subjects = persons
            .collect::<std::collections::BTreeSet<_>>()
            .try_into()
            .unwrap();
        log.append(&[entry]).unwrap();
        let length = disk.files()[JOURNAL].len();
        assert!(length < (1 << 22) + 20_000, "{length} bytes");
        emptied += u32::from(length < before);
        before = length;
        // Whatever the power leaves, all entries are there.
        if number % 80 == 79 || length == 0 {
            let left = MemDisk::with(disk.after_power_loss(|| false));
            let again = TransparencyLog::open(left, signer(), None).unwrap();
            assert_eq!(again.head().0.size, number + 1);
        }
    }
    assert!(emptied >= 3, "{emptied}");
}
