//! The archive: a ZIP file of which every byte outside of the packed data has one spelling.
//!
//! Usual programs read it. We write and read it ourselves, because what a general reader tolerates could hide something from whoever
//! checks: an entry that only one of the two directories names, bytes between entries, a symbolic link. So the reader takes from a
//! header what can differ, spells the header again and compares.
//!
//! Promises: reading costs memory in proportion to the archive, whatever its headers say. Members are in ascending order of their paths;
//! no path is there twice. Sizes are below 4 GiB, so that the 64-bit extension is never needed.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::path::{FilePath, TakenNames};

/// The most files of a package, its own included.
pub const MAX_FILES: usize = 60_000;
/// The most bytes of all files together, unpacked: 2 GiB.
pub const MAX_UNPACKED: u64 = 2 << 30;

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// What a reader must know: deflate.
const NEEDS: u16 = 20;
/// Made on Unix, so that the attributes are read as a mode.
const MADE_BY: u16 = 3 << 8 | NEEDS;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATE: u16 = 8;
const MIDNIGHT: u16 = 0;
/// 1980-01-01, the first day that the format knows.
const FIRST_DAY: u16 = 1 << 5 | 1;
/// A plain file that everybody may read.
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// What unpacking holds in memory.
const CHUNK: usize = 64 * 1024;

/// Why bytes are not an archive of ours.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum BadArchive {
    #[error("the end of the archive is missing or edited: the file is cut, or is no package")]
    End,
    #[error("the directory of the archive is edited at its file {index}, counted from 0")]
    Directory { index: usize },
    #[error(
        "the files of the archive are not in order, or one path is there twice, at file {index}, counted from 0"
    )]
    Order { index: usize },
    #[error("the header of `{file}` does not fit the directory of the archive")]
    Header { file: FilePath },
    #[error("the archive holds bytes that belong to no file")]
    Gap,
    #[error("the archive has more than {MAX_FILES} files")]
    TooMany,
    #[error("the files of the archive are more than {MAX_UNPACKED} bytes")]
    TooLarge,
}

/// Why a member was not unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum NotUnpacked {
    #[error("more bytes than announced")]
    More,
    #[error("packed data that cannot be read")]
    Packed,
}

/// A file in an archive, still packed.
pub(crate) struct Member<'a> {
    packed: &'a [u8],
    head: Head,
}

/// What the headers say of a member.
#[derive(Clone, Copy)]
struct Head {
    crc: u32,
    packed: u32,
    /// Unpacked bytes, as announced.
    size: u32,
    name: u16,
}

impl Head {
    /// What both headers say, in this order.
    fn common(self) -> Vec<u8> {
        let shorts = [NEEDS, FLAGS, DEFLATE, MIDNIGHT, FIRST_DAY];
        let mut bytes = Vec::with_capacity(CENTRAL_LENGTH);
        bytes.extend(shorts.iter().flat_map(|short| short.to_le_bytes()));
        let longs = [self.crc, self.packed, self.size];
        bytes.extend(longs.iter().flat_map(|long| long.to_le_bytes()));
        bytes.extend(self.name.to_le_bytes());
        // No extra fields.
        bytes.extend([0; 2]);
        bytes
    }

    fn local(self, path: &FilePath) -> Vec<u8> {
        [&LOCAL, self.common().as_slice(), path.as_str().as_bytes()].concat()
    }

    fn central(self, path: &FilePath, offset: u32) -> Vec<u8> {
        [
            CENTRAL.as_slice(),
            &MADE_BY.to_le_bytes(),
            &self.common(),
            // No comment, the first disk, no internal attributes.
            &[0; 6],
            &ATTRIBUTES.to_le_bytes(),
            &offset.to_le_bytes(),
            path.as_str().as_bytes(),
        ]
        .concat()
    }
}

fn end(count: u16, length: u32, offset: u32) -> Vec<u8> {
    [
        END.as_slice(),
        &[0; 4],
        &count.to_le_bytes(),
        &count.to_le_bytes(),
        &length.to_le_bytes(),
        &offset.to_le_bytes(),
        &[0; 2],
    ]
    .concat()
}

/// Packs files in the order of their paths.
pub(crate) fn write(files: &BTreeMap<FilePath, &[u8]>) -> Result<Vec<u8>, BadArchive> {
    if files.len() > MAX_FILES {
        return Err(BadArchive::TooMany);
    }
    let unpacked = files
        .values()
        .map(|content| content.len() as u64)
        .sum::<u64>();
    if unpacked > MAX_UNPACKED {
        return Err(BadArchive::TooLarge);
    }
    let too_large = |_| BadArchive::TooLarge;
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (path, content) in files {
        let packed = pack(content).map_err(|_| BadArchive::TooLarge)?;
        let mut crc = Crc::new();
        crc.update(content);
        let head = Head {
            crc: crc.sum(),
            packed: packed.len().try_into().map_err(too_large)?,
            size: content.len().try_into().map_err(too_large)?,
            name: path.as_str().len().try_into().map_err(too_large)?,
        };
        let offset = u32::try_from(archive.len()).map_err(too_large)?;
        directory.extend(head.central(path, offset));
        archive.extend(head.local(path));
        archive.extend(packed);
    }
    let offset = u32::try_from(archive.len()).map_err(too_large)?;
    let length = u32::try_from(directory.len()).map_err(too_large)?;
    let count = u16::try_from(files.len()).map_err(|_| BadArchive::TooMany)?;
    archive.extend(directory);
    archive.extend(end(count, length, offset));
    Ok(archive)
}

/// Writing to memory does not fail; the error is what the library's signature asks for.
fn pack(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content)?;
    encoder.finish()
}

/// Takes bytes from the front, as many as are asked for or none.
struct Front<'a>(&'a [u8]);

impl<'a> Front<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn short(&mut self) -> Option<u16> {
        let bytes = self.take(2)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    }

    fn long(&mut self) -> Option<u32> {
        let bytes = self.take(4)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    }
}

/// Takes an entry of the directory; `None` when it is not spelled as we spell it.
fn central(front: &mut Front<'_>) -> Option<(FilePath, Head, u32)> {
    let start = front.0;
    let mut fields = Front(front.take(CENTRAL_LENGTH)?);
    fields.take(16)?;
    let head = Head {
        crc: fields.long()?,
        packed: fields.long()?,
        size: fields.long()?,
        name: fields.short()?,
    };
    fields.take(12)?;
    let offset = fields.long()?;
    let name = std::str::from_utf8(front.take(head.name.into())?).ok()?;
    let path: FilePath = name.parse().ok()?;
    start
        .starts_with(&head.central(&path, offset))
        .then_some((path, head, offset))
}

/// The files before the directory, the directory, and how many files it names.
fn ends(bytes: &[u8]) -> Option<(&[u8], &[u8], u16)> {
    let (before, last) = bytes.split_at_checked(bytes.len().checked_sub(END_LENGTH)?)?;
    let mut fields = Front(last);
    fields.take(10)?;
    let (count, length, offset) = (fields.short()?, fields.long()?, fields.long()?);
    let (files, directory) = before.split_at_checked(offset.try_into().ok()?)?;
    let is_ours = last == end(count, length, offset) && directory.len() as u64 == u64::from(length);
    is_ours.then_some((files, directory, count))
}

/// Reads the headers. Nothing is unpacked.
pub(crate) fn read(bytes: &[u8]) -> Result<BTreeMap<FilePath, Member<'_>>, BadArchive> {
    let (files, directory, count) = ends(bytes).ok_or(BadArchive::End)?;
    if usize::from(count) > MAX_FILES {
        return Err(BadArchive::TooMany);
    }
    let (mut members, mut taken) = (
        BTreeMap::<FilePath, Member<'_>>::new(),
        TakenNames::default(),
    );
    let (mut directory, mut rest, mut unpacked) = (Front(directory), Front(files), 0_u64);
    for index in 0..usize::from(count) {
        let (path, head, offset) =
            central(&mut directory).ok_or(BadArchive::Directory { index })?;
        let is_last = members
            .last_key_value()
            .is_none_or(|(last, _)| *last < path);
        if !is_last || !taken.take(&path) {
            return Err(BadArchive::Order { index });
        }
        unpacked += u64::from(head.size);
        if unpacked > MAX_UNPACKED {
            return Err(BadArchive::TooLarge);
        }
        let local = head.local(&path);
        let is_next = u64::from(offset) == (files.len() - rest.0.len()) as u64;
        let packed = Some(is_next)
            .filter(|is_next| *is_next)
            .and_then(|_| rest.take(local.len()))
            .filter(|found| *found == local)
            .and_then(|_| rest.take(usize::try_from(head.packed).ok()?));
        let Some(packed) = packed else {
            return Err(BadArchive::Header { file: path });
        };
        members.insert(path, Member { packed, head });
    }
    if rest.0.is_empty() && directory.0.is_empty() {
        Ok(members)
    } else {
        Err(BadArchive::Gap)
    }
}

impl Member<'_> {
    /// Unpacked bytes, as the archive announces them.
    pub(crate) fn size(&self) -> u64 {
        self.head.size.into()
    }

    /// Passes the content piece by piece. Unpacks at most one byte more than announced.
    pub(crate) fn unpack(&self, mut sink: impl FnMut(&[u8])) -> Result<(), NotUnpacked> {
        let mut decoder = DeflateDecoder::new(self.packed);
        let mut crc = Crc::new();
        let mut left = self.size() + 1;
        let mut buffer = vec![0; CHUNK];
        loop {
            let read = Read::take(&mut decoder, left)
                .read(&mut buffer)
                .map_err(|_| NotUnpacked::Packed)?;
            let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else {
                break;
            };
            left -= piece.len() as u64;
            if left == 0 {
                return Err(NotUnpacked::More);
            }
            crc.update(piece);
            sink(piece);
        }
        let is_whole = left == 1
            && decoder.total_in() == self.packed.len() as u64
            && crc.sum() == self.head.crc;
        is_whole.then_some(()).ok_or(NotUnpacked::Packed)
    }

    /// The content in memory.
    pub(crate) fn content(&self) -> Result<Vec<u8>, NotUnpacked> {
        let mut content = Vec::new();
        self.unpack(|piece| content.extend_from_slice(piece))?;
        Ok(content)
    }
}
