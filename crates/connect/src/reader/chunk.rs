//! A piece of the input that one worker parses.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::Arc;

use super::input::End;
use super::json::{GARBAGE, Splitter};
use super::look::{self, is_blank};
use super::row::{self, Cells};
use super::table::Table;
use super::{FirstRecord, MAX_RECORD, Place, Position, TOO_LONG, kept, kept_row};
use crate::record::Slashes;
use crate::{Record, Rejection, Row};

/// What is called with every record, its place and its raw bytes.
pub type Each<'f> = dyn FnMut(Result<Record<'_>, Rejection>, Place, &[u8]) + 'f;

/// Whole records, not yet taken apart; can be sent to another thread.
#[derive(Debug)]
pub struct Chunk {
    body: Body,
    /// Where the first record stands.
    place: Place,
    bytes: usize,
}

#[derive(Debug)]
pub(super) enum Body {
    /// Lines that should be one object each.
    Lines(Vec<u8>),
    /// Text in which the records have been found.
    Pieces { text: Vec<u8>, pieces: Vec<Piece> },
    /// Whole rows of a table.
    Rows { text: Vec<u8>, table: Arc<Table> },
    /// One record that could not be read.
    Rejected { rejection: Rejection, raw: Vec<u8> },
}

/// A record in the text of its chunk.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Lines between the start of the chunk and the record.
    pub(super) line: u64,
    pub(super) rejection: Option<Rejection>,
}

/// The first record, on its own.
#[derive(Debug)]
pub(super) enum OwnedRecord {
    Json(Vec<u8>),
    Row {
        table: Arc<Table>,
        cells: Vec<Cow<'static, str>>,
    },
}

impl OwnedRecord {
    pub(super) fn borrow(&self) -> FirstRecord<'_> {
        match self {
            OwnedRecord::Json(text) => FirstRecord::Json(text),
            OwnedRecord::Row { table, cells } => FirstRecord::Row(
                table,
                cells
                    .iter()
                    .map(|cell| Cow::Borrowed(cell.as_ref()))
                    .collect(),
            ),
        }
    }
}

const NOT_AN_OBJECT: Rejection = Rejection(Cow::Borrowed("line is not a JSON object"));
const TOO_WIDE: Rejection = Rejection(Cow::Borrowed("row has more than 10000 cells"));
const OPEN_QUOTE: Rejection = Rejection(Cow::Borrowed("a quoted cell does not end"));

impl Chunk {
    pub(super) fn new(body: Body, place: Place) -> Self {
        Self {
            body,
            place,
            bytes: 0,
        }
    }

    pub(super) fn set_bytes(&mut self, bytes: usize) {
        self.bytes = bytes;
    }

    /// Raw (compressed) bytes that were read for this chunk, for progress: over all chunks about the size of the
    /// input.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The pieces that were found in its text; `None` when it holds none.
    pub(super) fn into_pieces(self) -> Option<Vec<Piece>> {
        match self.body {
            Body::Pieces { pieces, .. } => Some(pieces),
            _ => None,
        }
    }

    pub(super) fn body(&self) -> &Body {
        &self.body
    }

    /// The memory that the text lies in.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        match self.body {
            Body::Lines(text) | Body::Pieces { text, .. } | Body::Rows { text, .. } => text,
            Body::Rejected { raw, .. } => raw,
        }
    }

    /// Hands out every record in order, with its place and its raw bytes (for a record over the limit, its beginning).
    ///
    /// Raw bytes of a table's row are the row alone, or the row behind its header where that is not the table's first one;
    /// [`super::Format::standalone`] makes them readable on their own.
    pub fn for_each(&self, f: &mut Each<'_>) {
        let at = Position {
            record: self.place.record,
            line: self.place.line.unwrap_or(0),
            offset: self.place.offset,
        };
        match &self.body {
            Body::Lines(text) => each_line(text, at, f),
            Body::Pieces { text, pieces } => each_piece(text, pieces, at, f),
            Body::Rows { text, table } => each_row(text, table, at, f),
            Body::Rejected { rejection, raw } => f(Err(rejection.clone()), self.place, raw),
        }
    }

    /// The table that its rows belong to, where it holds rows.
    pub(super) fn table(&self) -> Option<&Arc<Table>> {
        match &self.body {
            Body::Rows { table, .. } => Some(table),
            _ => None,
        }
    }

    /// Tells what its rows show about dates.
    pub(super) fn see_dates(&self, dates: &mut Slashes) {
        self.for_each(&mut |record, _, _| {
            if let Ok(Record::Row(row)) = record {
                dates.see(row.cells);
            }
        });
    }

    /// Whether a cell may be a date with slashes; one that is none is told so by [`Self::see_dates`].
    pub(super) fn holds_slashed_date(&self) -> bool {
        let Body::Rows { text, .. } = &self.body else {
            return false;
        };
        memchr::memchr_iter(b'/', text).any(|at| {
            // Digits, a slash, one or two digits, a slash, a digit.
            let before = at.checked_sub(1).and_then(|at| text.get(at));
            let after = text.get(at + 1..).unwrap_or_default();
            before.is_some_and(u8::is_ascii_digit)
                && match after {
                    [a, b'/', c, ..] => a.is_ascii_digit() && c.is_ascii_digit(),
                    [a, b, b'/', c, ..] => [a, b, c].into_iter().all(u8::is_ascii_digit),
                    _ => false,
                }
        })
    }

    /// The first record that looks like one.
    pub(super) fn first(&self) -> Option<OwnedRecord> {
        let mut first = None;
        if let Body::Rejected { .. } = self.body {
            return None;
        }
        let table = self.table();
        self.for_each(&mut |record, _, _| {
            if first.is_some() {
                return;
            }
            first = match (record, table) {
                (Ok(Record::Json(text)), _) if text.ends_with(b"}") => {
                    Some(OwnedRecord::Json(text.to_vec()))
                }
                (Ok(Record::Row(row)), Some(table)) => Some(OwnedRecord::Row {
                    table: Arc::clone(table),
                    cells: row
                        .cells
                        .iter()
                        .map(|cell| Cow::Owned(cell.as_ref().to_owned()))
                        .collect(),
                }),
                _ => None,
            };
        });
        first
    }
}

/// Whether a line, without its newline, counts as a record.
fn is_record(line: &[u8]) -> bool {
    line.starts_with(b"{") || !trim(line).is_empty() || line.len() > MAX_RECORD
}

fn each_line(text: &[u8], mut at: Position, f: &mut Each<'_>) {
    let mut start = 0;
    for newline in memchr::memchr_iter(b'\n', text).chain([text.len()]) {
        let line = text.get(start..newline).unwrap_or_default();
        if is_record(line) {
            let mut begins = at;
            let trimmed = trim(line);
            begins.offset += line.iter().take_while(|byte| is_blank(**byte)).count() as u64;
            if line.len() > MAX_RECORD {
                f(Err(TOO_LONG), at.place(), kept(line));
                at.record += 1;
            } else if look::is_page(trimmed) {
                at.record += each_of_page(trimmed, begins, f);
            } else {
                each_alone(trimmed, begins.place(), f);
                at.record += 1;
            }
        }
        at.line += 1;
        at.offset += line.len() as u64 + 1;
        start = newline + 1;
    }
}

/// Hands out a line that is one record: an object, or a string that holds one.
fn each_alone(line: &[u8], place: Place, f: &mut Each<'_>) {
    if line.starts_with(b"{") {
        f(Ok(Record::Json(line)), place, line);
    } else {
        let text = text_of_record(line);
        let record = text.as_deref().map(Record::Json).ok_or(NOT_AN_OBJECT);
        f(record, place, line);
    }
}

/// How many records a line, without its newline, holds: a page may stand among lines of records.
pub(super) fn count(line: &[u8]) -> u64 {
    if !is_record(line) {
        return 0;
    }
    if line.len() > MAX_RECORD || !look::is_page(trim(line)) {
        return 1;
    }
    each_of_page(trim(line), Position::first(), &mut |_, _, _| ())
}

/// Hands out the records of a page that stands on one line; returns how many there are.
fn each_of_page(page: &[u8], mut at: Position, f: &mut Each<'_>) -> u64 {
    let mut chunks = VecDeque::new();
    let mut count = 0;
    Splitter::new(true).cut(page.to_vec(), Some(&End::Complete), &mut at, &mut chunks);
    for chunk in chunks {
        chunk.for_each(&mut |record, place, raw| {
            count += 1;
            f(record, place, raw);
        });
    }
    count
}

/// The record that a JSON string holds, as where each record was made text before the list of them was.
fn text_of_record(string: &[u8]) -> Option<Vec<u8>> {
    let text: String = serde_json::from_slice(string).ok()?;
    text.trim_start()
        .starts_with('{')
        .then(|| text.into_bytes())
}

fn each_piece(text: &[u8], pieces: &[Piece], at: Position, f: &mut Each<'_>) {
    for (number, piece) in pieces.iter().enumerate() {
        let raw = text.get(piece.start..piece.end).unwrap_or_default();
        let place = Place {
            record: at.record + number as u64,
            line: Some(at.line + piece.line),
            offset: at.offset + piece.start as u64,
        };
        match &piece.rejection {
            Some(rejection) => f(Err(rejection.clone()), place, kept(raw)),
            None if raw.starts_with(b"\"") => {
                let text = text_of_record(raw);
                f(text.as_deref().map(Record::Json).ok_or(GARBAGE), place, raw);
            }
            None => f(Ok(Record::Json(raw)), place, raw),
        }
    }
}

fn each_row(text: &[u8], table: &Table, mut at: Position, f: &mut Each<'_>) {
    let mut rest = text;
    let mut cells = Vec::new();
    while !rest.is_empty() {
        cells.clear();
        let (found, length) = row::cells(rest, table.delimiter(), &mut cells);
        let (raw, after) = rest.split_at_checked(length).unwrap_or((rest, b""));
        if !row::is_blank(raw, table.delimiter()) {
            let place = at.place();
            at.record += 1;
            match found {
                Cells::Whole => f(
                    Ok(Record::Row(Row {
                        header: table.header(),
                        cells: &cells,
                    })),
                    place,
                    &table.carried(raw),
                ),
                Cells::TooMany => f(Err(TOO_WIDE), place, kept_row(raw)),
                Cells::OpenQuote => f(Err(OPEN_QUOTE), place, kept_row(raw)),
            }
        }
        at.pass(raw);
        rest = after;
    }
}

pub(super) fn trim(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_blank(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_blank(*last)
    {
        text = rest;
    }
    text
}
