//! Sidecars in files beside the tree: `sidecar/<N>` holds those of entry bundle `N`, a line each: sequence, salt and payload in base64.
//!
//! Lines are added to the end. Erasing rewrites the file without the line and puts it in the place of the old one, so that nothing of the
//! payload stays in a file of the log. A missing line is no damage; a line that does not fit its leaf is.

use std::collections::BTreeSet;

use super::disk::{DiskError, Named};
use super::merkle::WIDTH;
use super::parts::Sidecar;
use super::text;
use super::tile::{numbered, parent};

/// The most bytes of a file: 256 of the longest lines.
const MAX_FILE: u64 = 6 * 1024 * 1024;

pub(crate) fn path(sequence: u64) -> String {
    format!("sidecar/{}", numbered(sequence / WIDTH as u64))
}

/// The line with its line feed.
pub(crate) fn line(sequence: u64, sidecar: &Sidecar) -> String {
    format!(
        "{sequence} {} {}\n",
        text::encode(sidecar.salt()),
        text::encode(sidecar.payload())
    )
}

/// Reads a line with its line feed.
pub(crate) fn read_line(line: &str) -> Option<(u64, Sidecar)> {
    let mut fields = line.strip_suffix('\n')?.split(' ');
    let sequence = text::decimal(fields.next()?)?;
    let salt = text::decode_array(fields.next()?)?;
    let sidecar = Sidecar::from_parts(salt, text::decode(fields.next()?)?).ok()?;
    fields.next().is_none().then_some((sequence, sidecar))
}

/// The lines, with their line feeds, of the file that holds this sequence. A byte that is no text spoils its line only.
pub(crate) fn lines(disk: &Named<'_>, sequence: u64) -> Result<Vec<String>, DiskError> {
    let bytes = disk.read(&path(sequence), MAX_FILE)?.unwrap_or_default();
    Ok(bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect())
}

pub(crate) fn find(disk: &Named<'_>, sequence: u64) -> Result<Option<Sidecar>, DiskError> {
    let found = lines(disk, sequence)?
        .iter()
        .filter_map(|line| read_line(line))
        .find(|(at, _)| *at == sequence);
    Ok(found.map(|(_, sidecar)| sidecar))
}

/// Adds lines, in ascending order of their sequences, durably. `folders` are those that are known to be there.
pub(crate) fn add(
    disk: &Named<'_>,
    folders: &mut BTreeSet<String>,
    sidecars: &[(u64, &Sidecar)],
) -> Result<(), DiskError> {
    for file in sidecars.chunk_by(|(a, _), (b, _)| path(*a) == path(*b)) {
        let Some((first, _)) = file.first() else {
            continue;
        };
        let path = path(*first);
        let text: String = file
            .iter()
            .map(|(sequence, sidecar)| line(*sequence, sidecar))
            .collect();
        if folders.insert(parent(&path).to_owned()) {
            disk.make_folder(parent(&path))?;
        }
        disk.append(&path, text.as_bytes())?;
        disk.sync_folder(parent(&path))?;
    }
    Ok(())
}

/// Removes lines for good. Sequences without a line are passed over; gives how many there were.
pub(crate) fn erase(disk: &Named<'_>, sequences: &[u64]) -> Result<usize, DiskError> {
    let mut sequences = sequences.to_vec();
    sequences.sort_unstable();
    let mut erased = 0;
    for file in sequences.chunk_by(|a, b| path(*a) == path(*b)) {
        let Some(first) = file.first() else { continue };
        let lines = lines(disk, *first)?;
        let goes = |line: &&String| {
            read_line(line).is_some_and(|(sequence, _)| file.binary_search(&sequence).is_ok())
        };
        let gone = lines.iter().filter(goes).count();
        if gone > 0 {
            let kept: String = lines
                .iter()
                .filter(|line| !goes(line))
                .map(String::as_str)
                .collect();
            disk.replace(&path(*first), kept.as_bytes())?;
            erased += gone;
        }
    }
    Ok(erased)
}

/// After a crash: takes away what belongs to entries from `size` on, and a line that was cut off. Gives how many files it touched.
pub(crate) fn repair(disk: &Named<'_>, size: u64, files_beyond: u64) -> Result<u64, DiskError> {
    let mut touched = 0;
    let first = size / WIDTH as u64;
    for index in first + 1..=first + files_beyond {
        let path = path(index * WIDTH as u64);
        if disk.read(&path, MAX_FILE)?.is_some() {
            disk.remove(&path)?;
            disk.sync_folder(parent(&path))?;
            touched += 1;
        }
    }
    let lines = lines(disk, size)?;
    let belongs = |line: &String| read_line(line).is_some_and(|(sequence, _)| sequence < size);
    // All that follows the last line of the log's own: whatever a crash left there.
    let keep = lines.iter().rposition(belongs).map_or(0, |last| last + 1);
    let (kept, torn) = lines.split_at_checked(keep).unwrap_or_default();
    if !torn.is_empty() {
        disk.replace(&path(size), kept.concat().as_bytes())?;
        touched += 1;
    }
    Ok(touched)
}
