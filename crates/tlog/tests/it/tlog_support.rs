//! A disk in memory that can fail at any call and lose power at any write; keys, times and entries for the tests of the audit log.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use ombud_model::{AccountId, AlertId, CaseId, Operation, PersonId, Timestamp};
use ombud_tlog::{
    AuditActor, Disk, Ending, Entry, LogSigner, Phase, Sidecar, TransparencyLog, WitnessSigner,
};
use parking_lot::Mutex;

pub(crate) type Files = BTreeMap<String, Arc<[u8]>>;

pub(crate) fn signer() -> LogSigner {
    LogSigner::from_seed("audit.example.org/ombud", &[7; 32]).unwrap()
}

pub(crate) fn witness_signer(number: u8) -> WitnessSigner {
    WitnessSigner::from_seed(
        &format!("witness.example.org/{number}"),
        &[100 + number; 32],
    )
    .unwrap()
}

/// The time, some seconds after the beginning of a day in 2026.
pub(crate) fn at(second: u64) -> Timestamp {
    Timestamp::from_millis(1_774_886_400_000 + i64::try_from(second).unwrap() * 1000).unwrap()
}

/// Repeatable numbers (splitmix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// A typical entry; every number gives another one.
pub(crate) fn intent(number: u64) -> Entry {
    let operation = Operation::ALL[number as usize % Operation::ALL.len()];
    let mut entry = Entry::intent(
        at(number),
        operation,
        AuditActor::Account(AccountId(u128::from(number % 7))),
    );
    entry.role = Some("investigators".parse().unwrap());
    entry.object = Some(AlertId(u128::from(number)).into());
    // Every fifth concerns several persons.
    let more = if number.is_multiple_of(5) { 3 } else { 1 };
    let persons: BTreeSet<PersonId> = (number + 1..=number + more).map(PersonId).collect();
    entry.subjects = persons.try_into().unwrap();
    entry.purpose = number.is_multiple_of(2).then(|| "triage".parse().unwrap());
    entry.case = number
        .is_multiple_of(3)
        .then_some(CaseId(u128::from(number)));
    entry
}

pub(crate) fn sidecar(number: u64) -> Sidecar {
    Sidecar::from_parts([number as u8; 32], format!("reason {number}").into_bytes()).unwrap()
}

/// Entries for the sequences from `first` on: intent, its outcome, intent, ... ; the even ones with a sidecar.
pub(crate) fn acts(first: u64, count: u64) -> Vec<(Entry, Option<Sidecar>)> {
    let act = |sequence: u64| {
        let mut entry = intent(sequence / 2);
        if sequence % 2 == 1 {
            entry.phase = Phase::Outcome {
                intent: sequence - 1,
                ending: Ending::Done,
            };
            return (entry, None);
        }
        let sidecar = sidecar(sequence);
        entry.commitment = Some(sidecar.commitment());
        (entry, Some(sidecar))
    };
    (first..first + count).map(act).collect()
}

/// A new log on `disk` with `size` entries, added in groups of `group`, whose files are written.
pub(crate) fn log_of(disk: &Arc<MemDisk>, size: u64, group: u64) -> TransparencyLog {
    let mut log = TransparencyLog::create(disk.clone(), signer()).unwrap();
    grow(&mut log, size, group);
    log
}

/// Adds entries up to that size, and writes the files.
pub(crate) fn grow(log: &mut TransparencyLog, to: u64, group: u64) {
    add(log, to, group);
    log.flush().unwrap();
}

/// Adds entries up to that size; they are in the journal only.
pub(crate) fn add(log: &mut TransparencyLog, to: u64, group: u64) {
    while log.head().0.size < to {
        let first = log.head().0.size;
        log.append_each(&acts(first, group.min(to - first)))
            .unwrap();
    }
}

/// What happens at a call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// It fails and has no effect.
    Before,
    /// It has its effect and then fails: an `fsync` that reports an error.
    After,
    /// The power goes; of what it writes this many 256ths are there.
    Power(usize),
}

/// The content of a file, whatever its name is.
struct Content {
    now: Arc<[u8]>,
    /// As it was synced last.
    synced: Option<Arc<[u8]>>,
    /// Whether it was written into since it was put.
    written_into: bool,
}

/// How bytes get into a file.
#[derive(Clone, Copy)]
enum How {
    Anew,
    Adding,
    At(usize),
}

type Names = BTreeMap<String, Arc<Mutex<Content>>>;

#[derive(Default)]
struct State {
    files: Names,
    folders: BTreeSet<String>,
    /// The names that survive when the power goes.
    durable_files: Names,
    durable_folders: BTreeSet<String>,
    calls: u64,
    fault: Option<(u64, Fault)>,
    dead: bool,
}

/// A disk in memory that knows what has been made durable.
#[derive(Default)]
pub(crate) struct MemDisk(Mutex<State>);

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

impl MemDisk {
    pub(crate) fn with(files: Files) -> Arc<Self> {
        let mut folders = BTreeSet::new();
        for path in files.keys() {
            let mut at = path.as_str();
            while !at.is_empty() {
                at = parent(at);
                folders.insert(at.to_owned());
            }
        }
        let synced = |(name, bytes): (String, Arc<[u8]>)| {
            let content = Content {
                now: Arc::clone(&bytes),
                synced: Some(bytes),
                written_into: false,
            };
            (name, Arc::new(Mutex::new(content)))
        };
        let files: Names = files.into_iter().map(synced).collect();
        let state = State {
            durable_files: files.clone(),
            durable_folders: folders.clone(),
            files,
            folders,
            ..State::default()
        };
        Arc::new(Self(Mutex::new(state)))
    }

    pub(crate) fn files(&self) -> Files {
        let state = self.0.lock();
        let now = |content: &Arc<Mutex<Content>>| Arc::clone(&content.lock().now);
        let named = |(name, content): (&String, &Arc<Mutex<Content>>)| (name.clone(), now(content));
        state.files.iter().map(named).collect()
    }

    pub(crate) fn calls(&self) -> u64 {
        self.0.lock().calls
    }

    /// Arms a fault at the call with this number, counted from now.
    pub(crate) fn fail_at(&self, call: u64, fault: Fault) {
        let mut state = self.0.lock();
        state.calls = 0;
        state.fault = Some((call, fault));
    }

    /// What is on the disk after the power has gone. `keeps` decides for each name and each content that was not durable whether it is in its
    /// new state.
    pub(crate) fn after_power_loss(&self, mut keeps: impl FnMut() -> bool) -> Files {
        let state = self.0.lock();
        let mut folders = state.durable_folders.clone();
        for folder in &state.folders {
            if !folders.contains(folder) && keeps() {
                folders.insert(folder.clone());
            }
        }
        let names: BTreeSet<&String> = state
            .files
            .keys()
            .chain(state.durable_files.keys())
            .collect();
        let mut files = Files::new();
        for name in names {
            let (new, old) = (state.files.get(name), state.durable_files.get(name));
            let is_durable = match (new, old) {
                (Some(new), Some(old)) => Arc::ptr_eq(new, old),
                _ => false,
            };
            let kept = if is_durable || keeps() { new } else { old };
            let mut at = parent(name);
            let mut reachable = true;
            while !at.is_empty() {
                reachable &= folders.contains(at);
                at = parent(at);
            }
            if let (Some(content), true) = (kept, reachable) {
                files.insert(name.clone(), content.lock().after_power_loss(&mut keeps));
            }
        }
        files
    }

    /// Counts the call and applies a fault that is due. `effect` gets the 256ths that are written.
    fn call<T>(&self, effect: impl FnOnce(&mut State, usize) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.0.lock();
        let failure = || io::Error::other("injected");
        if state.dead {
            return Err(failure());
        }
        state.calls += 1;
        match state.fault {
            Some((call, fault)) if call == state.calls => match fault {
                Fault::Before => Err(failure()),
                Fault::After => effect(&mut state, 256).and(Err(failure())),
                Fault::Power(part) => {
                    state.dead = true;
                    if part > 0 {
                        effect(&mut state, part).and(Err(failure()))
                    } else {
                        Err(failure())
                    }
                }
            },
            _ => effect(&mut state, 256),
        }
    }
}

impl Content {
    /// What is left of it: all, a part of what was written since it was synced, or nothing of that.
    fn after_power_loss(&self, keeps: &mut impl FnMut() -> bool) -> Arc<[u8]> {
        if self.synced.as_ref() == Some(&self.now) || keeps() {
            return Arc::clone(&self.now);
        }
        let synced = self.synced.clone().unwrap_or_default();
        if !keeps() {
            return synced;
        }
        if self.written_into {
            // The first half of what was written, and behind it what was there.
            let same = self.now.iter().zip(synced.iter());
            let from = same.take_while(|(new, old)| new == old).count();
            let differs = |at: &usize| self.now.get(*at) != synced.get(*at);
            let to = (from..self.now.len()).rev().find(differs);
            let middle = from + to.map_or(0, |last| last + 1 - from) / 2;
            let behind = synced.get(middle..).unwrap_or_default();
            return [&self.now[..middle], behind].concat().into();
        }
        let begun = if self.now.starts_with(&synced) {
            synced.len()
        } else {
            0
        };
        self.now[..begun + (self.now.len() - begun) / 2].into()
    }
}

impl State {
    /// Writes a file anew, adds to it, or writes into it from a place on.
    fn put(&mut self, path: &str, bytes: &[u8], how: How) -> io::Result<()> {
        if !parent(path).is_empty() && !self.folders.contains(parent(path)) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let content = self.files.entry(path.to_owned()).or_insert_with(|| {
            Arc::new(Mutex::new(Content {
                now: Arc::default(),
                synced: None,
                written_into: false,
            }))
        });
        let mut content = content.lock();
        let now = Arc::clone(&content.now);
        let (before, behind) = match how {
            How::Anew => (&[][..], &[][..]),
            How::Adding => (&now[..], &[][..]),
            How::At(at) => (&now[..at], now.get(at + bytes.len()..).unwrap_or_default()),
        };
        content.written_into = matches!(how, How::At(_));
        content.now = [before, bytes, behind].concat().into();
        Ok(())
    }
}

fn within(folder: &str, path: &str) -> bool {
    path == folder
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

impl Disk for MemDisk {
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        self.call(|state, _| {
            Ok(state.files.get(path).map(|content| {
                content
                    .lock()
                    .now
                    .iter()
                    .take(limit as usize)
                    .copied()
                    .collect()
            }))
        })
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        self.call(|state, _| {
            let names = state
                .files
                .keys()
                .chain(&state.folders)
                .filter(|path| !path.is_empty());
            let direct = names.filter_map(|path| {
                if folder.is_empty() {
                    Some(path.as_str())
                } else {
                    path.strip_prefix(folder)?.strip_prefix('/')
                }
            });
            let first = direct
                .filter_map(|rest| rest.split('/').next())
                .map(str::to_owned);
            Ok(first.collect::<BTreeSet<_>>().into_iter().collect())
        })
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.call(|state, part| state.put(path, &bytes[..bytes.len() * part / 256], How::Anew))
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.call(|state, part| state.put(path, &bytes[..bytes.len() * part / 256], How::Adding))
    }

    fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        let how = How::At(at as usize);
        self.call(|state, part| state.put(path, &bytes[..bytes.len() * part / 256], how))
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        self.call(|state, _| {
            let content = state.files.get(path).ok_or(io::ErrorKind::NotFound)?;
            let mut content = content.lock();
            content.synced = Some(Arc::clone(&content.now));
            Ok(())
        })
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.call(|state, _| {
            let mut at = path;
            while !at.is_empty() {
                state.folders.insert(at.to_owned());
                at = parent(at);
            }
            Ok(())
        })
    }

    fn sync_folder(&self, path: &str) -> io::Result<()> {
        self.call(|state, _| {
            let here: Names = state
                .files
                .iter()
                .filter(|(name, _)| parent(name) == path)
                .map(|(name, content)| (name.clone(), Arc::clone(content)))
                .collect();
            state.durable_files.retain(|name, _| parent(name) != path);
            state.durable_files.extend(here);
            let folders: Vec<String> = state
                .folders
                .iter()
                .filter(|name| parent(name) == path)
                .cloned()
                .collect();
            state.durable_folders.retain(|name| parent(name) != path);
            state.durable_folders.extend(folders);
            Ok(())
        })
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.call(|state, _| {
            let bytes = state.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
            state.files.insert(to.to_owned(), bytes);
            Ok(())
        })
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.call(|state, _| {
            state.files.retain(|name, _| !within(path, name));
            state.folders.retain(|name| !within(path, name));
            Ok(())
        })
    }
}
