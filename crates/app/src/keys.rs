//! The master key: made with the data, found again at every start, never of other data.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use ombud_identity::keyring::{FileKey, Fingerprint, GivenKey, KeySource, Unsealing, unseal};
use ombud_identity::{MasterKey, OsEntropy};
use ombud_store::{Mode, Store};

use super::AppError;

const FINGERPRINT: &str = "master-key-fingerprint";

/// Where the master key of a data directory comes from.
#[derive(Debug)]
pub enum KeyPlace {
    /// A file, which should lie outside of the data directory.
    File(PathBuf),
    /// The environment, or whoever unseals the server.
    Given(GivenKey),
}

impl KeyPlace {
    fn source(&self) -> Box<dyn KeySource + '_> {
        match self {
            Self::File(file) => Box::new(FileKey(file.clone())),
            Self::Given(key) => Box::new(key.clone()),
        }
    }
}

/// The key of this data directory. A new directory gets a new key; an old one without its key stays sealed.
pub(super) async fn master_key(
    store: &Store,
    place: &KeyPlace,
    mode: Mode,
) -> Result<MasterKey, AppError> {
    let known = fingerprint(store).await?;
    let key = match (unseal(&*place.source(), known), place) {
        (Err(Unsealing::NoKey { .. }), KeyPlace::File(file))
            if known.is_none() && mode == Mode::Write =>
        {
            create(file)?
        }
        (key, _) => key?,
    };
    if known.is_none() && mode == Mode::Write {
        let fingerprint = HEXLOWER.encode(&key.fingerprint());
        store
            .records()
            .transaction(async |work| work.put_value(FINGERPRINT, &fingerprint).await)
            .await?;
    }
    Ok(key)
}

/// Which key these data belong to; `None` before there was one.
pub(super) async fn fingerprint(store: &Store) -> Result<Option<Fingerprint>, AppError> {
    let Some(text) = store.records().value(FINGERPRINT).await? else {
        return Ok(None);
    };
    let bytes = HEXLOWER.decode(text.as_bytes()).ok();
    match bytes.and_then(|bytes| bytes.try_into().ok()) {
        Some(fingerprint) => Ok(Some(fingerprint)),
        None => Err(AppError::Data(
            "the fingerprint of the master key in the database is damaged: restore the database from your backup".to_owned(),
        )),
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
