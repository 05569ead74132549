//! An audit log whose disk or key fails, or whose disk waits, at a chosen moment.

use std::io;
use std::sync::{Arc, mpsc};

use ombud_app::LogParts;
use ombud_tlog::{Disk, FolderDisk, HeadSigner, LogSigner, NotSigned, NoteSignature, VerifierKey};
use parking_lot::{Mutex, MutexGuard};
use tokio::sync::oneshot;

/// How the log fails.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    /// A write fails and has no effect.
    Write,
    /// The disk is full: the first half is written.
    Full,
    /// The group is in the journal, and the disk does not say that it is durable.
    Sync,
    /// The key does not sign.
    Signer,
}

impl Fault {
    pub(crate) const ALL: [Self; 4] = [Self::Write, Self::Full, Self::Sync, Self::Signer];

    /// Whether the entry is in the log after all, although nobody may rely on it.
    pub(crate) fn leaves_the_entry(self) -> bool {
        self == Self::Sync
    }
}

#[derive(Default)]
struct State {
    /// The fault, and how many groups of entries are written before it.
    armed: Option<(Fault, u64)>,
    /// How often something has failed.
    failed: u64,
    /// A group is in the journal and not durable yet.
    has_group: bool,
    /// Where the next write waits.
    gate: Option<Gate>,
}

/// Tells that a write has come so far, and lets it on when the other end is dropped.
struct Gate {
    reached: oneshot::Sender<()>,
    go_on: mpsc::Receiver<()>,
}

/// Pauses one write of the log until this is dropped.
pub(crate) struct PausedWrite {
    reached: oneshot::Receiver<()>,
    _go_on: mpsc::Sender<()>,
}

impl PausedWrite {
    /// Returns when the write waits.
    pub(crate) async fn reached(&mut self) {
        (&mut self.reached).await.unwrap();
    }
}

/// Fails from the chosen moment on.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<State>>);

impl Faults {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock()
    }

    /// From now on so many groups of entries are written, and then none.
    pub(crate) fn arm(&self, fault: Fault, groups: u64) {
        self.state().armed = Some((fault, groups));
    }

    /// The next entries are written when what this gives is dropped.
    pub(crate) fn pause(&self) -> PausedWrite {
        let ((reached, has_reached), (let_on, go_on)) = (oneshot::channel(), mpsc::channel());
        self.state().gate = Some(Gate { reached, go_on });
        PausedWrite {
            reached: has_reached,
            _go_on: let_on,
        }
    }

    fn wait(&self) {
        let gate = self.state().gate.take();
        if let Some(gate) = gate {
            // Both ends may be gone: then there is nobody to tell, and nothing to wait for.
            let _ = gate.reached.send(());
            let _ = gate.go_on.recv();
        }
    }

    /// How often something has failed.
    pub(crate) fn failed(&self) -> u64 {
        self.state().failed
    }

    /// Whether that fault happens now.
    fn now(&self, fault: Fault) -> bool {
        let mut state = self.state();
        let happens = state.armed == Some((fault, 0));
        state.failed += u64::from(happens);
        happens
    }

    /// The journal is durable, with the group at its end.
    fn written(&self) {
        let mut state = self.state();
        if std::mem::take(&mut state.has_group)
            && let Some((_, groups)) = &mut state.armed
        {
            *groups = groups.saturating_sub(1);
        }
    }
}

impl LogParts for Faults {
    fn disk(&self, folder: FolderDisk) -> Arc<dyn Disk> {
        Arc::new(FaultyDisk {
            folder,
            faults: self.clone(),
        })
    }

    fn signer(&self, key: LogSigner) -> Box<dyn HeadSigner> {
        Box::new(FaultySigner {
            key,
            faults: self.clone(),
        })
    }
}

struct FaultySigner {
    key: LogSigner,
    faults: Faults,
}

impl HeadSigner for FaultySigner {
    fn key(&self) -> &VerifierKey {
        self.key.verifier()
    }

    fn sign_head(&self, text: &str) -> Result<NoteSignature, NotSigned> {
        if self.faults.now(Fault::Signer) {
            return Err(NotSigned::Key("it does not answer".to_owned()));
        }
        self.key.sign_head(text)
    }
}

struct FaultyDisk {
    folder: FolderDisk,
    faults: Faults,
}

impl FaultyDisk {
    /// Puts bytes somewhere, as far as that goes now.
    fn write(&self, bytes: &[u8], put: impl Fn(&[u8]) -> io::Result<()>) -> io::Result<()> {
        if self.faults.now(Fault::Write) {
            return Err(io::Error::other("the disk does not write"));
        }
        if self.faults.now(Fault::Full) {
            // Less than an entry has: behind it there may be room for others.
            put(&bytes[..bytes.len().min(200) / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        put(bytes)
    }
}

impl Disk for FaultyDisk {
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.folder.read(path, limit)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.folder.list(folder)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes, |bytes| self.folder.put(path, bytes))
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.faults.wait();
        self.write(bytes, |bytes| self.folder.append(path, bytes))
    }

    fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.faults.wait();
        self.write(bytes, |bytes| self.folder.write_at(path, at, bytes))?;
        self.faults.state().has_group |= path == "journal";
        Ok(())
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        if path == "journal" && self.faults.now(Fault::Sync) {
            return Err(io::Error::other("the disk does not say that it is durable"));
        }
        self.folder.sync(path)?;
        if path == "journal" {
            self.faults.written();
        }
        Ok(())
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.folder.make_folder(path)
    }

    fn sync_folder(&self, path: &str) -> io::Result<()> {
        self.folder.sync_folder(path)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.folder.rename(from, to)
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.folder.remove(path)
    }
}
