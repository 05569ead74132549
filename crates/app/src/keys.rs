//! The master key: made with the data, found again at every start, never of other data.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ombud_identity::{MasterKey, OsEntropy};
use ombud_store::{Mode, Store};

use super::AppError;

const FINGERPRINT: &str = "master-key-fingerprint";
/// A key file is one short line.
const LONGEST_KEY_FILE: u64 = 4096;

/// The key of this data directory. A new directory gets a new key; an old one without its key cannot be read.
pub(super) async fn master_key(
    store: &Store,
    place: Option<PathBuf>,
    mode: Mode,
) -> Result<MasterKey, AppError> {
    let place = place.unwrap_or_else(|| usual_place(store));
    let known = store.records().value(FINGERPRINT).await?;
    let key = match (read(&place)?, &known) {
        (Some(key), _) => key,
        (None, None) if mode == Mode::Write => create(&place)?,
        (None, _) => {
            return Err(AppError::Data(format!(
                "the master key is not at {}: restore it from your backup, or name its place with --master-key",
                place.display()
            )));
        }
    };
    let fingerprint = HEXLOWER.encode(&key.fingerprint());
    match known {
        Some(known) if known != fingerprint => Err(AppError::Data(format!(
            "the master key at {} belongs to other data: restore the right one, or name its place with --master-key",
            place.display()
        ))),
        Some(_) => Ok(key),
        None if mode == Mode::Read => Ok(key),
        None => {
            store
                .records()
                .transaction(async |work| work.put_value(FINGERPRINT, &fingerprint).await)
                .await?;
            Ok(key)
        }
    }
}

/// Keys of the hash behind record keys: derived, so that they are secret and last as long as the master key.
pub(super) fn hash_keys(master: &MasterKey) -> (u64, u64) {
    let hash = master.identity_hash("\u{0}record keys");
    let (low, high) = hash.split_at(8);
    let word = |bytes: &[u8]| {
        bytes
            .first_chunk()
            .map_or(0, |bytes| u64::from_le_bytes(*bytes))
    };
    (word(low), word(high))
}

pub(super) fn usual_place(store: &Store) -> PathBuf {
    store.dir().join("keys").join("master.key")
}

fn read(place: &Path) -> Result<Option<MasterKey>, AppError> {
    let file = match File::open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(AppError::Data(format!(
                "the master key at {} cannot be read: {error}",
                place.display()
            )));
        }
    };
    let text = ombud_connect::reader::read_limited(file, LONGEST_KEY_FILE);
    let text = text.map_err(|error| {
        AppError::Data(format!(
            "the master key at {} cannot be read: {error}",
            place.display()
        ))
    })?;
    let key = MasterKey::from_text(&text)
        .map_err(|error| AppError::Data(format!("{}: {error}", place.display())))?;
    Ok(Some(key))
}

fn create(place: &Path) -> Result<MasterKey, AppError> {
    let failed = |error: std::io::Error| {
        AppError::Data(format!(
            "the master key cannot be written to {}: {error}",
            place.display()
        ))
    };
    let key = MasterKey::generate(&mut OsEntropy).map_err(AppError::internal)?;
    if let Some(dir) = place.parent() {
        private_dir(dir).map_err(failed)?;
    }
    write_secret(place, &key.to_text()).map_err(failed)?;
    Ok(key)
}

/// Writes a key, durably, for the owner of the file only.
pub fn write_secret(place: &Path, text: &str) -> std::io::Result<()> {
    // Under another name first: a program that is killed in the middle must not leave half a key.
    let draft = place.with_extension("new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())?;
    fs::rename(&draft, place)?;
    // The name in the directory must survive a power cut as the data that need the key do.
    match place.parent() {
        Some(dir) => File::open(dir)?.sync_all(),
        None => Ok(()),
    }
}

/// Makes a directory that only its owner can look into.
pub fn private_dir(dir: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}
