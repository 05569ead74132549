//! A turn of writing that breaks off.

use std::io;
use std::pin::Pin;
use std::sync::mpsc;
use std::task::Poll;

use ombud_model::Operation;
use ombud_tlog::AuditActor;

use super::*;
use crate::{OpenOptions, Witnessing};

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_782_000_000_000).unwrap()
    }
}

/// Where a write stops: it says that it has come so far, and waits to be let on.
struct Gate {
    /// How many writes go through before.
    before: usize,
    reached: mpsc::Sender<()>,
    go_on: mpsc::Receiver<()>,
}

/// A disk in which there is a bug: with a gate in place, a group stops there and then panics.
#[derive(Clone, Default)]
struct Breaking(Arc<Mutex<Option<Gate>>>);

struct BreakingDisk(FolderDisk, Breaking);

impl Breaking {
    /// Puts a gate in place behind so many writes: who hears that it is reached, and who lets on.
    fn stop_after(&self, before: usize) -> (mpsc::Receiver<()>, mpsc::Sender<()>) {
        let ((reached, has_reached), (let_on, go_on)) = (mpsc::channel(), mpsc::channel());
        *self.0.lock() = Some(Gate {
            before,
            reached,
            go_on,
        });
        (has_reached, let_on)
    }
}

impl LogParts for Breaking {
    fn disk(&self, folder: FolderDisk) -> Arc<dyn Disk> {
        Arc::new(BreakingDisk(folder, self.clone()))
    }
}

impl Disk for BreakingDisk {
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.0.read(path, limit)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.0.list(folder)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.put(path, bytes)
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.append(path, bytes)
    }

    fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut gate = self.1.0.lock();
        let stopping = match gate.as_mut() {
            Some(gate) if gate.before > 0 => {
                gate.before -= 1;
                None
            }
            _ => gate.take(),
        };
        drop(gate);
        if let Some(gate) = stopping {
            self.0.write_at(path, at, &bytes[..100])?;
            gate.reached.send(()).unwrap();
            gate.go_on.recv().unwrap();
            panic!("a bug of the disk");
        }
        self.0.write_at(path, at, bytes)
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        self.0.sync(path)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.0.make_folder(path)
    }

    fn sync_folder(&self, path: &str) -> io::Result<()> {
        self.0.sync_folder(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.0.rename(from, to)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.0.remove(path)
    }
}

async fn open(data: &Path, parts: &Breaking) -> Ombud {
    let options = OpenOptions {
        data: data.to_owned(),
        mode: Mode::Write,
        master_key: None,
        clock: Arc::new(Still),
    };
    let opened = Ombud::open_over(options, Witnessing::Leave, parts).await;
    opened.unwrap()
}

fn append(log: &Arc<AuditLog>) -> Pin<Box<dyn Future<Output = Result<u64, AppError>> + Send>> {
    let (log, entry) = (
        Arc::clone(log),
        Entry::intent(Still.now(), Operation::ListAlerts, AuditActor::Console),
    );
    Box::pin(async move { log.append(entry, None, Task::default()).await })
}

fn unrecorded(result: Result<u64, AppError>) -> String {
    match result {
        Err(AppError::Unrecorded(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_a_turn_breaks_off_all_who_wait_are_told_and_nothing_is_written_until_it_is_opened_again()
 {
    let (folder, parts) = (tempfile::TempDir::new().unwrap(), Breaking::default());
    let ombud = open(folder.path(), &parts).await;
    let before = append(&ombud.audit).await.unwrap();
    let (has_reached, let_on) = parts.stop_after(0);
    let mut waiting: Vec<_> = (0..4).map(|_| append(&ombud.audit)).collect();
    for (number, one) in waiting.iter_mut().enumerate() {
        // Whoever is asked for the first time stands in the queue from then on; the first of them has the turn.
        let asked = std::future::poll_fn(|context| Poll::Ready(one.as_mut().poll(context))).await;
        assert!(asked.is_pending());
        if number == 0 {
            tokio::task::block_in_place(|| has_reached.recv().unwrap());
        }
    }
    let_on.send(()).unwrap();
    for one in waiting {
        assert_eq!(unrecorded(one.await), "writing broke off");
    }
    // What half a write has left is not known: a later turn is refused.
    let later = unrecorded(append(&ombud.audit).await);
    assert_eq!(later, AppendError::Stopped.to_string());
    drop(ombud);
    let ombud = open(folder.path(), &parts).await;
    let state = ombud.check_audit(None, None).await.unwrap();
    assert!(state.valid, "{:?}", state.problem);
    // Opening has closed the one act that was written before, and the next entry follows.
    assert_eq!(append(&ombud.audit).await.unwrap(), before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_read_while_the_intent_is_written_is_not_handed_out_without_it() {
    let (folder, parts) = (tempfile::TempDir::new().unwrap(), Breaking::default());
    let ombud = open(folder.path(), &parts).await;
    let (has_reached, let_on) = parts.stop_after(0);
    let (read, has_read) = mpsc::channel();
    let by = Author::of(AuditActor::Console);
    let reading = async |_| {
        read.send(()).unwrap();
        Ok::<_, AppError>("what was read")
    };
    let answer = |read: &'static str| read;
    let reading = ombud.record_reading(&by, Operation::ListAlerts, reading, answer);
    let mut reading = Box::pin(reading);
    let asked = std::future::poll_fn(|context| Poll::Ready(reading.as_mut().poll(context))).await;
    assert!(asked.is_pending());
    tokio::task::block_in_place(|| has_reached.recv().unwrap());
    // It is read, the intent is half written, and nobody has got anything.
    has_read.try_recv().unwrap();
    let_on.send(()).unwrap();
    assert!(matches!(reading.await, Err(AppError::Unrecorded(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_while_the_outcome_is_written_is_not_handed_out_without_it() {
    let (folder, parts) = (tempfile::TempDir::new().unwrap(), Breaking::default());
    let ombud = open(folder.path(), &parts).await;
    let (has_reached, let_on) = parts.stop_after(1);
    let (made, has_made) = mpsc::channel();
    let by = Author::of(AuditActor::Console);
    let read = async |_| Ok::<_, AppError>("what was read");
    let answer = |read| {
        made.send(()).unwrap();
        read
    };
    let reading = ombud.record_reading(&by, Operation::ListAlerts, read, answer);
    let reached = tokio::task::spawn_blocking(move || has_reached.recv().unwrap());
    let watching = async {
        reached.await.unwrap();
        // It is made, the outcome is half written, and nobody has got anything.
        has_made.try_recv().unwrap();
        let_on.send(()).unwrap();
    };
    let (answer, ()) = tokio::join!(reading, watching);
    assert!(matches!(answer, Err(AppError::Unrecorded(_))));
}
