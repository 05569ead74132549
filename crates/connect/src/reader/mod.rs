//! Framing: any stream of bytes becomes chunks of records that can be parsed on other threads.
//!
//! What the input is gets found by looking at its bytes, never by a name: gzip or zstd (also several members in a row, also nested),
//! UTF-8 or UTF-16, then JSON lines, a JSON array, JSON objects one after the other, pages (objects that hold their records under
//! `value`, `records` or `Records`), or a table separated by commas, semicolons, tabs or bars.
//!
//! Promises: the same records with the same numbers whatever the compression, the form of JSON or the sizes of reads; every
//! non-blank record is delivered exactly once, as a record or as a rejection; what precedes damage is delivered; memory is bounded by
//! [`MAX_RECORD`] plus a few blocks of [`BLOCK`], whatever the input claims to contain.
//!
//! The reading thread decompresses and finds boundaries; cutting lines, cells and text decoding happen in [`Chunk::for_each`], on
//! the thread of whoever calls it.

mod alone;
mod chunk;
mod input;
mod json;
mod lines;
mod look;
mod row;
mod table;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

use chunk::{Body, OwnedRecord};
pub use chunk::{Chunk, Each};
use input::{End, Input};
pub use table::Table;

use crate::record::Slashes;
use crate::{Record, Rejection};

/// One record is at most this long (16 MiB); a longer one is skipped and rejected.
pub const MAX_RECORD: usize = 16 << 20;
/// Of a record that is rejected for its length, this much is kept (64 KiB).
pub const KEPT_OF_LONG: usize = 64 << 10;
/// A table has at most this many columns.
pub const MAX_COLUMNS: usize = 10_000;
/// How much text a chunk holds, about (4 MiB).
pub const BLOCK: usize = 4 << 20;
/// Buffers of chunks that were given back are kept for later ones, this many of them.
const SPARE: usize = 8;
/// How much text is looked at to find the format; a table's header must end within it (1 MiB).
pub const LOOKED_AT: usize = 1 << 20;
/// Of a table with dates whose order is open, this much is read before its first row is given out (64 MiB): such a table proves the order
/// of its dates when it ends within it.
pub const LOOKED_AHEAD: u64 = 64 << 20;

/// Where a record stands in its input.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Place {
    /// Number of the record, from 1; blank lines and headers are not counted.
    pub record: u64,
    /// Line on which it starts, from 1.
    pub line: Option<u64>,
    /// Byte at which it starts, from 0, in the decompressed text (as UTF-8 where the input is UTF-16).
    pub offset: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}", self.record)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ", byte {}", self.offset)
    }
}

/// What the input turned out to be.
#[derive(Clone, Debug)]
pub enum Format {
    /// Nothing but white space.
    Empty,
    /// One JSON object a line.
    JsonLines,
    /// JSON objects one after the other, on any number of lines.
    JsonObjects,
    /// One or more JSON arrays of objects.
    JsonArray,
    /// JSON objects, or an array of them, that hold the records in an array under `value`, `records` or `Records`.
    JsonPages,
    /// A table with a header.
    Table(Arc<Table>),
}

impl Format {
    /// The table's shape, when it is one.
    pub fn table(&self) -> Option<&Table> {
        match self {
            Format::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The raw bytes of one record as an input of their own, which gives nothing but this record: a table's row needs its header, and
    /// JSON that holds several records becomes a string.
    pub fn standalone(&self, raw: &[u8]) -> Vec<u8> {
        match self {
            Format::Table(table) => table.standalone(raw),
            _ => alone::alone(raw),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::Empty => f.write_str("an empty input"),
            Format::JsonLines => f.write_str("JSON lines"),
            Format::JsonObjects => f.write_str("JSON objects"),
            Format::JsonArray => f.write_str("a JSON array"),
            Format::JsonPages => f.write_str("JSON pages"),
            Format::Table(table) => table.fmt(f),
        }
    }
}

/// The input cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the input cannot be read")]
    Io(#[from] io::Error),
    #[error("the input is not readable as {codec}: {reason}; is it complete?")]
    Damaged { codec: &'static str, reason: String },
    #[error(
        "the input is {found}; expected JSON lines, a JSON array, or a table with a header, plain or compressed with gzip or zstd"
    )]
    Unrecognised { found: &'static str },
    #[error("the table's header has more than {MAX_COLUMNS} columns; check the separator")]
    TooManyColumns,
    #[error("the table's header does not end within {LOOKED_AT} bytes; check its quotes")]
    HeaderTooLong,
}

/// Reading stopped for a reason that is not in the data, such as a failing disk.
#[derive(Debug, thiserror::Error)]
#[error("reading stopped after {offset} bytes of text")]
pub struct ReadError {
    pub offset: u64,
    pub source: io::Error,
}

/// Opens an input: finds out what it is and reads its first chunk.
///
/// An empty input is fine and has no records. Damage after the first byte of text is no error here: it becomes one rejection at the end.
pub fn open(input: Box<dyn Read + Send>) -> Result<Reader, OpenError> {
    open_with_block(input, BLOCK)
}

/// [`open`] with chunks of another size, for tests of the boundaries between them.
#[doc(hidden)]
pub fn open_with_block(input: Box<dyn Read + Send>, block: usize) -> Result<Reader, OpenError> {
    let mut input = Input::open(input)?;
    let mut head = Vec::new();
    input.fill(&mut head, 0, LOOKED_AT)?;
    if let (Some(End::Damaged { codec, reason }), true) = (input.end(), head.is_empty()) {
        return Err(OpenError::Damaged {
            codec,
            reason: reason.clone(),
        });
    }
    let look::Look {
        format,
        skip,
        skipped_lines,
    } = look::look(&head, input.end().is_some())?;
    input.give_back(head.split_off(skip.min(head.len())));
    let framer = match &format {
        Format::Empty | Format::JsonLines => Framer::Lines(lines::Lines::default()),
        Format::JsonObjects | Format::JsonArray => Framer::Json(json::Splitter::new(false)),
        Format::JsonPages => Framer::Json(json::Splitter::new(true)),
        Format::Table(table) => Framer::Table(table::Rows::new(Arc::clone(table))),
    };
    let at = Position {
        record: 1,
        line: 1 + skipped_lines,
        offset: input.text_offset() + skip as u64,
    };
    let mut reader = Reader {
        input,
        format,
        framer,
        block: block.max(1),
        carry: Vec::new(),
        spare: Vec::new(),
        at,
        ready: VecDeque::new(),
        failed: None,
        finished: false,
        first: None,
    };
    // The first chunk, or more when it holds only rejections of the framing; never more than a few.
    for _ in 0..4 {
        reader.advance();
        reader.first = reader.ready.iter().find_map(Chunk::first);
        if reader.first.is_some() || reader.finished {
            break;
        }
    }
    if let Format::Table(table) = reader.format.clone() {
        reader.look_ahead(&table);
    }
    Ok(reader)
}

/// Reads text whose size must stay small, such as a mapping file: more than `limit` bytes are an error.
pub fn read_limited(input: impl Read, limit: u64) -> io::Result<String> {
    let mut text = String::new();
    input
        .take(limit.saturating_add(1))
        .read_to_string(&mut text)?;
    if text.len() as u64 > limit {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("longer than {limit} bytes"),
        ));
    }
    Ok(text)
}

/// An opened input: an iterator over its chunks, in order. After an error it ends.
pub struct Reader {
    input: Input,
    format: Format,
    framer: Framer,
    block: usize,
    /// Text read and not yet part of a chunk.
    carry: Vec<u8>,
    /// Buffers to read into, with whatever they held.
    spare: Vec<Vec<u8>>,
    /// Where `carry` begins.
    at: Position,
    ready: VecDeque<Chunk>,
    failed: Option<ReadError>,
    finished: bool,
    first: Option<OwnedRecord>,
}

impl Reader {
    pub fn format(&self) -> &Format {
        &self.format
    }

    /// The first record that looks like one, for [`crate::Source::recognise`]; reading still starts at the very first.
    ///
    /// `None` when the input is empty or its beginning holds only rejections.
    pub fn first(&self) -> Option<FirstRecord<'_>> {
        self.first.as_ref().map(OwnedRecord::borrow)
    }

    /// Takes a chunk back that is done with: its memory serves for another. Fresh memory costs more than reading into it.
    pub fn recycle(&mut self, chunk: Chunk) {
        let buffer = chunk.into_buffer();
        if self.spare.len() < SPARE
            && buffer.len() >= self.block / 2
            && buffer.capacity() <= 4 * self.block
        {
            self.spare.push(buffer);
        }
    }

    /// Looks for the order of dates in a table, if its beginning holds dates with slashes. Chunks wait in `ready` meanwhile. Files that
    /// were put together, each with its header, prove it each for itself.
    fn look_ahead(&mut self, table: &Table) {
        // Records in a column bring times of their own.
        let has_records = ["AuditData", "RawEventData"]
            .into_iter()
            .any(|name| table.header().position(name).is_some());
        if has_records || !self.ready.iter().any(Chunk::holds_slashed_date) {
            return;
        }
        let mut parts: Vec<(Arc<Table>, Slashes)> = Vec::new();
        let mut seen = 0;
        loop {
            for chunk in self.ready.iter().skip(seen) {
                let Some(table) = chunk.table() else {
                    continue;
                };
                if parts
                    .last()
                    .is_none_or(|(last, _)| !Arc::ptr_eq(last, table))
                {
                    parts.push((Arc::clone(table), Slashes::default()));
                }
                if let Some((_, dates)) = parts.last_mut() {
                    chunk.see_dates(dates);
                }
            }
            seen = self.ready.len();
            if self.finished || self.at.offset > LOOKED_AHEAD {
                break;
            }
            self.advance();
        }
        let is_whole = self.finished && self.failed.is_none();
        if let Some((_, dates)) = parts.last_mut().filter(|_| !is_whole) {
            dates.set_unfinished();
        }
        for (table, dates) in parts {
            table.header().set_dates(dates);
        }
    }

    /// Reads one block and cuts off what is complete; chunks go to `ready`.
    fn advance(&mut self) {
        if self.finished {
            return;
        }
        let carry = std::mem::take(&mut self.carry);
        let kept = carry.len();
        let mut buffer = match self.spare.pop() {
            Some(mut spare) => {
                spare.splice(..kept.min(spare.len()), carry);
                spare
            }
            None => carry,
        };
        if let Err(source) = self.input.fill(&mut buffer, kept, self.block) {
            self.failed = Some(ReadError {
                offset: self.at.offset + buffer.len() as u64,
                source,
            });
            self.finished = true;
            return;
        }
        let end = self.input.end();
        self.finished = end.is_some();
        let known = self.ready.len();
        self.carry = match &mut self.framer {
            Framer::Lines(lines) => lines.cut(buffer, end, &mut self.at, &mut self.ready),
            Framer::Json(splitter) => splitter.cut(buffer, end, &mut self.at, &mut self.ready),
            Framer::Table(rows) => rows.cut(buffer, end, &mut self.at, &mut self.ready),
        };
        if self.ready.len() > known
            && let Some(chunk) = self.ready.back_mut()
        {
            chunk.set_bytes(self.input.take_read());
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Chunk, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(chunk) = self.ready.pop_front() {
                return Some(Ok(chunk));
            }
            if let Some(error) = self.failed.take() {
                return Some(Err(error));
            }
            if self.finished {
                return None;
            }
            self.advance();
        }
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("format", &self.format)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// The first record, kept beside the reader; [`FirstRecord::record`] shows it as a source expects it.
#[derive(Clone, Debug)]
pub enum FirstRecord<'a> {
    Json(&'a [u8]),
    Row(&'a Table, Vec<Cow<'a, str>>),
}

impl FirstRecord<'_> {
    pub fn record(&self) -> Record<'_> {
        match self {
            FirstRecord::Json(text) => Record::Json(text),
            FirstRecord::Row(table, cells) => Record::Row(crate::Row {
                header: table.header(),
                cells,
            }),
        }
    }
}

enum Framer {
    Lines(lines::Lines),
    Json(json::Splitter),
    Table(table::Rows),
}

/// Where the next record starts: its number, line and offset.
#[derive(Clone, Copy, Debug)]
struct Position {
    record: u64,
    line: u64,
    offset: u64,
}

impl Position {
    /// Of a text on its own.
    const fn first() -> Self {
        Self {
            record: 1,
            line: 1,
            offset: 0,
        }
    }

    /// Moves over text that is not (or not yet counted as) a record.
    fn pass(&mut self, text: &[u8]) {
        self.line += newlines(text);
        self.offset += text.len() as u64;
    }

    fn place(&self) -> Place {
        Place {
            record: self.record,
            line: Some(self.line),
            offset: self.offset,
        }
    }
}

fn newlines(text: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', text).count() as u64
}

/// The beginning of a record that is too long to keep whole.
fn kept(raw: &[u8]) -> &[u8] {
    raw.get(..KEPT_OF_LONG).unwrap_or(raw)
}

/// A row that is too long to keep whole is not kept: its beginning, read alone, would look like a whole row.
fn kept_row(raw: &[u8]) -> &[u8] {
    if raw.len() > KEPT_OF_LONG { b"" } else { raw }
}

const TOO_LONG: Rejection = Rejection(Cow::Borrowed("record is longer than 16 MiB"));

/// A chunk that holds one rejection; takes a record number.
fn rejected(rejection: Rejection, raw: &[u8], at: &mut Position) -> Chunk {
    let place = at.place();
    at.record += 1;
    Chunk::new(
        Body::Rejected {
            rejection,
            raw: kept(raw).to_vec(),
        },
        place,
    )
}
