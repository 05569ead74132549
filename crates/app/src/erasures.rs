//! The list of erased persons as a file beside the master key: a restored backup of the data brings no older one back.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ombud_connect::reader::read_limited;
use ombud_guard::erasure::ErasureList;

use super::AppError;

/// A million persons have shorter lines than this.
const LONGEST: u64 = 256 << 20;

/// The file that lies beside this master key.
pub(super) fn place(master_key: &Path) -> PathBuf {
    let mut name = master_key.as_os_str().to_owned();
    name.push(".erasures");
    PathBuf::from(name)
}

pub(super) fn read(place: &Path) -> Result<ErasureList, AppError> {
    let wrong = |error: &dyn std::fmt::Display| {
        AppError::Data(format!("the erasure list at {}: {error}", place.display()))
    };
    let file = match File::open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(ErasureList::default()),
        Err(error) => return Err(wrong(&error)),
    };
    let text = read_limited(file, LONGEST).map_err(|error| wrong(&error))?;
    ErasureList::parse(&text).map_err(|error| wrong(&error))
}

/// Puts the list in the place of the former one; durable when this returns.
pub(super) fn write(place: &Path, list: &ErasureList) -> Result<(), AppError> {
    let failed = |error: std::io::Error| {
        AppError::Data(format!(
            "the erasure list cannot be written to {}: {error}",
            place.display()
        ))
    };
    let mut draft = place.as_os_str().to_owned();
    draft.push(".new");
    let draft = PathBuf::from(draft);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft).map_err(failed)?;
    file.write_all(list.text().as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(failed)?;
    fs::rename(&draft, place).map_err(failed)?;
    match place.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        Some(dir) => File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(failed),
        None => Ok(()),
    }
}
