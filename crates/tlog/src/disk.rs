//! The few operations on files that the log needs, behind a trait so that tests can make each of them fail or stop at it.
//!
//! Paths are relative, with `/`, and of the log's own making. What a call that returned `Ok` has promised is in its description;
//! whatever is not promised durable may be gone, or be there in part, after a crash.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An operation on a file that failed. The log takes no further entries until it is opened again.
#[derive(Debug, thiserror::Error)]
#[error("the audit log could not {what} `{path}`: {source}")]
pub struct DiskError {
    pub what: &'static str,
    pub path: String,
    pub source: io::Error,
}

/// A directory of files.
pub trait Disk: Send + Sync {
    /// The first `limit` bytes of a file, `None` when there is none.
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>>;

    /// Names of what is in a folder, in no order; empty when there is no such folder.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Creates or empties a file and writes it. Its content is durable after [`Disk::sync`], its name after [`Disk::sync_folder`].
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Adds to the end of a file, which is created when missing. Durable as by [`Disk::put`].
    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Writes into a file from `at` on, which is not beyond its end: over what is there, and further. A missing file is created. Durable as by
    /// [`Disk::put`]; after a crash, what was durable outside of the written bytes is there still.
    fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()>;

    /// Makes the content of a file durable.
    fn sync(&self, path: &str) -> io::Result<()>;

    /// Creates a folder, if there is none yet, and those above it.
    fn make_folder(&self, path: &str) -> io::Result<()>;

    /// Makes names in a folder durable: those created, renamed and removed.
    fn sync_folder(&self, path: &str) -> io::Result<()>;

    /// Puts a file in the place of another, at once. Durable after [`Disk::sync_folder`].
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file, or a folder with all that is in it; nothing there is no error. Durable after [`Disk::sync_folder`].
    fn remove(&self, path: &str) -> io::Result<()>;
}

/// A folder of the file system.
#[derive(Clone, Debug)]
pub struct FolderDisk {
    root: PathBuf,
}

impl FolderDisk {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn at(&self, path: &str) -> PathBuf {
        if path.is_empty() {
            self.root.clone()
        } else {
            self.root.join(path)
        }
    }
}

/// `None` in the place of "not found".
fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere a folder cannot be opened for this; the file system orders names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

impl Disk for FolderDisk {
    fn read(&self, path: &str, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(file) = found(File::open(self.at(path)))? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let Some(entries) = found(fs::read_dir(self.at(folder)))? else {
            return Ok(Vec::new());
        };
        entries
            .map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()))
            .collect()
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        fs::write(self.at(path), bytes)
    }

    fn append(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        OpenOptions::new()
            .append(true)
            .create(true)
            .open(self.at(path))?
            .write_all(bytes)
    }

    fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(self.at(path))?;
        file.seek(SeekFrom::Start(at))?;
        file.write_all(bytes)
    }

    fn sync(&self, path: &str) -> io::Result<()> {
        // Of any handle of the file: what was written through others is durable, too. Some systems want it open for writing.
        OpenOptions::new()
            .append(true)
            .open(self.at(path))?
            .sync_data()
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        fs::create_dir_all(self.at(path))
    }

    fn sync_folder(&self, path: &str) -> io::Result<()> {
        sync_folder(&self.at(path))
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.at(from), self.at(to))
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let path = self.at(path);
        let Some(metadata) = found(fs::symlink_metadata(&path))? else {
            return Ok(());
        };
        found(if metadata.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        })
        .map(|_| ())
    }
}

/// Calls that name the file in their error.
pub(crate) struct Named<'a>(pub(crate) &'a dyn Disk);

impl Named<'_> {
    fn name<T>(what: &'static str, path: &str, result: io::Result<T>) -> Result<T, DiskError> {
        result.map_err(|source| DiskError {
            what,
            path: path.to_owned(),
            source,
        })
    }

    pub(crate) fn read(&self, path: &str, limit: u64) -> Result<Option<Vec<u8>>, DiskError> {
        Self::name("read", path, self.0.read(path, limit))
    }

    pub(crate) fn list(&self, folder: &str) -> Result<Vec<String>, DiskError> {
        Self::name("list", folder, self.0.list(folder))
    }

    /// Writes a file and makes its content durable.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        self.put(path, bytes)?;
        self.sync(path)
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        Self::name("write", path, self.0.put(path, bytes))
    }

    /// Adds to the end of a file and makes that durable.
    pub(crate) fn append(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        Self::name("append to", path, self.0.append(path, bytes))?;
        self.sync(path)
    }

    /// Writes into a file and makes that durable.
    pub(crate) fn write_at(&self, path: &str, at: u64, bytes: &[u8]) -> Result<(), DiskError> {
        Self::name("write into", path, self.0.write_at(path, at, bytes))?;
        self.sync(path)
    }

    pub(crate) fn sync(&self, path: &str) -> Result<(), DiskError> {
        Self::name("make durable", path, self.0.sync(path))
    }

    /// Creates a folder, which is not durable yet.
    pub(crate) fn add_folder(&self, path: &str) -> Result<(), DiskError> {
        Self::name("create", path, self.0.make_folder(path))
    }

    /// Creates a folder and makes it durable up to the root.
    pub(crate) fn make_folder(&self, path: &str) -> Result<(), DiskError> {
        self.add_folder(path)?;
        let mut at = path;
        while !at.is_empty() {
            at = super::tile::parent(at);
            self.sync_folder(at)?;
        }
        Ok(())
    }

    pub(crate) fn sync_folder(&self, path: &str) -> Result<(), DiskError> {
        Self::name("make durable", path, self.0.sync_folder(path))
    }

    pub(crate) fn remove(&self, path: &str) -> Result<(), DiskError> {
        Self::name("remove", path, self.0.remove(path))
    }

    /// Puts a whole file, durably and at once, in the place of what was there.
    pub(crate) fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let new = format!("{path}.new");
        self.write(&new, bytes)?;
        self.put_in_place(&new, path)
    }

    /// Puts a file, durably and at once, in the place of another.
    pub(crate) fn put_in_place(&self, new: &str, path: &str) -> Result<(), DiskError> {
        Self::name("replace", path, self.0.rename(new, path))?;
        self.sync_folder(super::tile::parent(path))
    }
}
