//! The data directory on the local disk: who may read it, who may write it, and that written segments survive a power cut.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use ombud_model::SegmentId;
use rustc_hash::FxHashSet;

use crate::StoreError;

pub(crate) const RECORDS: &str = "records.sqlite";
pub(crate) const HISTORY: &str = "history";
const LOCK: &str = "lock";
pub(crate) const EXTENSION: &str = ".parquet";

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File {
        action,
        path,
        source,
    }
}

/// Creates the directory (owner only), takes its lock and makes the files that others create with wider permissions.
pub(crate) fn prepare(dir: &Path) -> Result<File, StoreError> {
    private_dir(dir)?;
    let lock = lock(dir)?;
    private_dir(&dir.join(HISTORY))?;
    // SQLite gives its journal the permissions of the database, so it is enough that this one is right from the start.
    private_file(&dir.join(RECORDS))?;
    Ok(lock)
}

fn lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join(LOCK);
    let mut file = private_file(&path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(StoreError::Locked {
                dir: dir.to_owned(),
            });
        }
        Err(TryLockError::Error(source)) => return Err(failed("lock", &path)(source)),
    }
    // Who holds it, for a person who looks; the lock itself is the operating system's.
    let written = file
        .set_len(0)
        .and_then(|()| writeln!(file, "{}", std::process::id()));
    written.map_err(failed("write", &path))?;
    Ok(file)
}

pub(crate) fn private_dir(path: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(path)
        .map_err(failed("create the directory", path))
}

fn private_file(path: &Path) -> Result<File, StoreError> {
    let mut options = OpenOptions::new();
    options.create(true).read(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(failed("open", path))
}

/// Makes a written segment private and durable: its content, its name, and the names of the month and of the history above it.
pub(crate) fn settle(file: &Path) -> Result<(), StoreError> {
    let opened = File::open(file).map_err(failed("open", file))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        opened
            .set_permissions(fs::Permissions::from_mode(0o600))
            .map_err(failed("set the permissions of", file))?;
    }
    opened.sync_all().map_err(failed("write", file))?;
    #[cfg(unix)]
    for dir in file.ancestors().skip(1).take(3) {
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(failed("write the directory", dir))?;
    }
    Ok(())
}

/// Removes segments that no manifest row names by their path: what a crash between writing and committing, or between replacing and
/// removing, left behind. Only files that bear a segment's name, whole or half-written, are touched. Returns how many were removed.
pub(crate) fn remove_leftovers(
    history: &Path,
    committed: &FxHashSet<String>,
) -> Result<usize, StoreError> {
    let mut removed = 0;
    for month in entries(history)? {
        if !month.is_dir() {
            continue;
        }
        for file in entries(&month)? {
            if segment_of(&file)
                .is_some_and(|(_, whole)| !whole || !committed.contains(&relative(&file)))
            {
                fs::remove_file(&file).map_err(failed("remove", &file))?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// A file's path as the manifest has it.
fn relative(file: &Path) -> String {
    let name = |path: Option<&Path>| {
        path.and_then(Path::file_name)
            .map_or(String::new(), |name| name.to_string_lossy().into_owned())
    };
    format!("{HISTORY}/{}/{}", name(file.parent()), name(Some(file)))
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let read = fs::read_dir(dir).and_then(|entries| {
        entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect()
    });
    read.map_err(failed("list", dir))
}

/// The segment that a file's name says, and whether the name is that of a whole file: while a file is being written its name ends in
/// `#` and a number.
fn segment_of(file: &Path) -> Option<(SegmentId, bool)> {
    let name = file.file_name()?.to_str()?;
    let (name, whole) = match name.rsplit_once('#') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => (name, false),
        _ => (name, true),
    };
    Some((name.strip_suffix(EXTENSION)?.parse().ok()?, whole))
}
