//! Opening a data directory: lock, permissions, connection, migrations, leftovers.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;

use ombud_model::PersonId;

use crate::error::During;
use crate::history::{self, Thinned};
use crate::migration::Migrator;
use crate::{History, Records, SegmentMeta, StoreError, directory};

/// What the store is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// Reads what is committed, beside a writer or without one. Writes nothing.
    Read,
    /// Reads and writes. Only one process at a time.
    Write,
}

/// A data directory, open. Dropping it gives the lock back.
#[derive(Debug)]
pub struct Store {
    records: Records,
    history: History,
    dir: PathBuf,
    _lock: Option<File>,
}

/// How many connections read at the same time. Writes have one of their own, so they queue and never meet a busy database.
const READERS: u32 = 4;
/// How many rows a connection hands over before it waits for whoever reads them: more than a usual page has, since that wait costs more than
/// the rows.
const ROWS: usize = 256;
/// How long a connection waits for another process, such as a copying backup.
const BUSY: Duration = Duration::from_secs(30);

impl Store {
    /// Opens the directory; for writing it is created where absent, migrated, and cleared of what a crash left behind.
    pub async fn open(dir: impl AsRef<Path>, mode: Mode) -> Result<Self, StoreError> {
        let dir = dir.as_ref().to_owned();
        let lock = match mode {
            Mode::Write => Some(
                blocking({
                    let dir = dir.clone();
                    move || directory::prepare(&dir)
                })
                .await?,
            ),
            Mode::Read if dir.join(directory::RECORDS).is_file() => None,
            Mode::Read => return Err(StoreError::Absent { dir }),
        };
        let records = open_records(&dir, mode).await?;
        let history = History::local(&dir, mode)?;
        if mode == Mode::Write {
            let committed = records
                .segments()
                .await?
                .into_iter()
                .map(|segment| segment.path)
                .collect();
            let history_dir = dir.join(directory::HISTORY);
            let removed =
                blocking(move || directory::remove_leftovers(&history_dir, &committed)).await?;
            if removed > 0 {
                tracing::info!(
                    removed,
                    "removed history segments that were never committed"
                );
            }
        }
        Ok(Self {
            records,
            history,
            dir,
            _lock: lock,
        })
    }

    pub fn records(&self) -> &Records {
        &self.records
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Writes a segment anew without the rows of persons for whom `goes` holds; one that keeps none is removed. Returns how many rows went.
    /// Insights stay as they are: recompute them afterwards ([`crate::records::Transaction::replace_insights`]).
    pub async fn thin_segment(
        &self,
        meta: &SegmentMeta,
        goes: impl Fn(Option<PersonId>) -> bool + Send + 'static,
    ) -> Result<u64, StoreError> {
        let segment = self.history.read_segment(meta).await?;
        let old = meta.clone();
        match blocking(move || Ok(history::thin(&old, segment.bytes(), &goes)?)).await? {
            Thinned::Unchanged => Ok(0),
            Thinned::Gone { removed } => {
                self.records.forget_segment(meta.id).await?;
                self.history.remove_segment(meta).await?;
                Ok(removed)
            }
            Thinned::Kept {
                removed,
                meta: new,
                bytes,
            } => {
                // What an attempt that failed has left there belongs to nobody.
                self.history.remove_segment(&new).await?;
                self.history.put_segment(&new, bytes).await?;
                self.records.replace_segment(&new).await?;
                self.history.remove_segment(meta).await?;
                Ok(removed)
            }
        }
    }

    /// Waits for running statements and closes the connections.
    pub async fn close(self) -> Result<(), StoreError> {
        self.records.close().await
    }
}

/// Runs file work where it may block.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(StoreError::Stopping),
    }
}

async fn open_records(dir: &Path, mode: Mode) -> Result<Records, StoreError> {
    let file = dir.join(directory::RECORDS);
    let write = match mode {
        Mode::Write => Some(connect(&file, Mode::Write, 1).await?),
        Mode::Read => None,
    };
    let read = connect(&file, Mode::Read, READERS).await?;
    // The migrator's own error when it meets a migration that it does not have.
    let pending = match Migrator::get_pending_migrations_read_only(&read).await {
        Err(DbErr::Custom(_)) => {
            return Err(StoreError::Newer {
                dir: dir.to_owned(),
            });
        }
        pending => pending.during("say its version")?,
    };
    match &write {
        _ if pending.is_empty() => {}
        Some(write) => Migrator::up(write, None)
            .await
            .during("bring its schema up to date")?,
        None => {
            return Err(StoreError::Outdated {
                dir: dir.to_owned(),
            });
        }
    }
    let records = Records::new(read, write);
    records.load_aliases().await?;
    Ok(records)
}

/// The only place that knows which database it is.
async fn connect(
    file: &Path,
    mode: Mode,
    connections: u32,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new("sqlite:");
    options
        .max_connections(connections)
        .min_connections(1)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false);
    let file = file.to_owned();
    options.map_sqlx_sqlite_opts(move |options| sqlite_options(options, &file, mode));
    Database::connect(options).await.during("be opened")
}

fn sqlite_options(options: SqliteConnectOptions, file: &Path, mode: Mode) -> SqliteConnectOptions {
    let options = options
        .filename(file)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        .row_buffer_size(ROWS)
        .pragma("cache_size", "-16384");
    match mode {
        // FULL: an acknowledged batch survives a power cut, not only a crash of the process.
        Mode::Write => options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("wal_autocheckpoint", "4000"),
        // Not `read_only`: a reader of a write-ahead log must be able to create the index that it shares with the writer.
        Mode::Read => options.create_if_missing(false).pragma("query_only", "1"),
    }
}
