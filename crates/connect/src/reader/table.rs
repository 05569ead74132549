//! Tables: finding the header and its separator, and cutting the text at the ends of rows.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::chunk::{Body, Chunk};
use super::input::End;
use super::lines::damaged;
use super::{MAX_COLUMNS, MAX_RECORD, OpenError, Position, TOO_LONG, kept, rejected, row};
use crate::Rejection;
use crate::record::Header;

/// Quotes that are opened and never closed swallow what follows; this often per input the swallowed rows are read again one by one.
const MAX_REREADS: u32 = 64;

/// The header of a table and how its cells are separated.
#[derive(Clone, Debug)]
pub struct Table {
    header: Header,
    delimiter: u8,
    /// The header's own bytes, with its newline.
    raw: Vec<u8>,
}

impl Table {
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// `,`, `;`, a tab or `|`.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    pub(super) fn standalone(&self, row: &[u8]) -> Vec<u8> {
        let mut text = self.raw.clone();
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend_from_slice(row);
        text
    }

    /// Reads the header at the beginning of `text`; also returns the number of bytes up to the first row.
    pub(super) fn detect(text: &[u8], whole: bool) -> Result<(Self, usize), OpenError> {
        let mut start = 0;
        let mut stated = None;
        // Lines that PowerShell and spreadsheets put above the header.
        while let Some(line) = text
            .get(start..)
            .and_then(|rest| rest.split_inclusive(|byte| *byte == b'\n').next())
        {
            match line {
                [b's', b'e', b'p', b'=', separator, ..] => stated = Some(*separator),
                [b'#', b'T', b'Y', b'P', b'E', b' ', ..] => {}
                _ => break,
            }
            start += line.len();
        }
        let rest = text.get(start..).unwrap_or_default();
        let delimiter = stated
            .filter(|byte| DELIMITERS.contains(byte))
            .or_else(|| likely_delimiter(rest))
            .ok_or(NO_TABLE)?;
        let length = match row::end(rest, delimiter) {
            Some(length) => length,
            None if whole => rest.len(),
            None if separators(rest, delimiter) >= MAX_COLUMNS => {
                return Err(OpenError::TooManyColumns);
            }
            None => return Err(OpenError::HeaderTooLong),
        };
        let raw = rest.get(..length).unwrap_or_default();
        if raw
            .iter()
            .any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace())
        {
            return Err(OpenError::Unrecognised {
                found: "binary data",
            });
        }
        let mut names: Vec<Cow<'_, str>> = Vec::new();
        match row::cells(raw, delimiter, &mut names).0 {
            row::Cells::Whole => {}
            row::Cells::TooMany => return Err(OpenError::TooManyColumns),
            row::Cells::OpenQuote => {
                return Err(OpenError::Unrecognised {
                    found: "a table whose header has a quote that does not end",
                });
            }
        }
        Ok((
            Self {
                header: Header::new(&names),
                delimiter,
                raw: raw.to_vec(),
            },
            start + length,
        ))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 12;
        let names = self.header.names();
        f.write_str("a table with the columns ")?;
        for (number, name) in names.iter().take(SHOWN).enumerate() {
            if number > 0 {
                f.write_str(", ")?;
            }
            write!(f, "`{}`", name.chars().take(40).collect::<String>())?;
        }
        if names.len() > SHOWN {
            write!(f, " and {} more", names.len() - SHOWN)?;
        }
        Ok(())
    }
}

const DELIMITERS: [u8; 4] = *b",;\t|";
const NO_TABLE: OpenError = OpenError::Unrecognised {
    found: "text that is no table: its first line holds no comma, semicolon, tab or bar",
};

/// The separator that occurs most in the first line, outside of quotes.
fn likely_delimiter(text: &[u8]) -> Option<u8> {
    let mut counts = DELIMITERS.map(|delimiter| (0usize, delimiter));
    let mut quoted = false;
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(_, delimiter)| delimiter == byte)
                .for_each(|(count, _)| *count += 1),
        }
    }
    // The first of those with the same count: commas before bars.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(count, _)| *count)
        .filter(|(count, _)| *count > 0)
        .map(|(_, delimiter)| delimiter)
}

fn separators(text: &[u8], delimiter: u8) -> usize {
    memchr::memchr_iter(delimiter, text).count()
}

const OPEN_QUOTE: Rejection = Rejection(Cow::Borrowed(
    "a quoted cell of the row does not end; the rows after it were read on their own",
));

/// Cuts a table's text at the ends of rows.
pub(super) struct Rows {
    table: Arc<Table>,
    /// The beginning of a row over the limit that is being skipped to the next newline, and where it began.
    long: Option<(Vec<u8>, Position)>,
    rereads: u32,
}

/// Rows found and not yet part of a chunk.
struct Pending {
    /// Where the next row starts in the buffer.
    start: usize,
    /// Where the chunk starts in the buffer, and its place.
    from: usize,
    began: Position,
}

impl Rows {
    pub(super) fn new(table: Arc<Table>) -> Self {
        Self {
            table,
            long: None,
            rereads: MAX_REREADS,
        }
    }

    /// Cuts `buffer` after its last whole row; returns what comes after.
    pub(super) fn cut(
        &mut self,
        mut buffer: Vec<u8>,
        end: Option<&End>,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) -> Vec<u8> {
        let Some(start) = self.skip_long(&buffer, end, at, out) else {
            return Vec::new();
        };
        let mut pending = Pending {
            start,
            from: start,
            began: *at,
        };
        loop {
            let rest = buffer.get(pending.start..).unwrap_or_default();
            match row::end(rest, self.table.delimiter) {
                Some(length) if length <= MAX_RECORD => {
                    let row = rest.get(..length).unwrap_or_default();
                    at.record += u64::from(!row::is_blank(row, self.table.delimiter));
                    at.pass(row);
                    pending.start += length;
                }
                Some(_) => self.trouble(&buffer, &mut pending, at, out),
                None if rest.len() > MAX_RECORD => self.trouble(&buffer, &mut pending, at, out),
                None if end == Some(&End::Complete)
                    && row::ends_in_quotes(rest, self.table.delimiter) =>
                {
                    self.trouble(&buffer, &mut pending, at, out);
                }
                None if end == Some(&End::Complete) && !rest.is_empty() => {
                    at.record += u64::from(!row::is_blank(rest, self.table.delimiter));
                    at.pass(rest);
                    pending.start = buffer.len();
                }
                None => break,
            }
        }
        self.flush(&buffer, &mut pending, at, out);
        let rest = buffer.split_off(pending.start.min(buffer.len()));
        match end {
            Some(End::Damaged { codec, reason }) => {
                out.push_back(match self.long.take() {
                    Some((raw, mut began)) => {
                        let chunk = rejected(damaged(codec, reason), &raw, &mut began);
                        at.record = began.record;
                        chunk
                    }
                    None => rejected(damaged(codec, reason), &rest, at),
                });
                Vec::new()
            }
            Some(End::Complete) => {
                self.finish_long(at, out);
                Vec::new()
            }
            None => rest,
        }
    }

    /// Passes the rest of a long row; `None` when the whole buffer belongs to it.
    fn skip_long(
        &mut self,
        buffer: &[u8],
        end: Option<&End>,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) -> Option<usize> {
        if self.long.is_none() {
            return Some(0);
        }
        let newline = memchr::memchr(b'\n', buffer);
        let length = newline.map_or(buffer.len(), |newline| newline + 1);
        at.pass(buffer.get(..length).unwrap_or_default());
        if newline.is_none() && end.is_none() {
            return None;
        }
        self.finish_long(at, out);
        Some(length)
    }

    fn finish_long(&mut self, at: &mut Position, out: &mut VecDeque<Chunk>) {
        if let Some((raw, mut began)) = self.long.take() {
            out.push_back(rejected(TOO_LONG, &raw, &mut began));
            at.record = began.record;
        }
    }

    /// The row at `pending.start` is over the limit, or the input ends in its quotes.
    fn trouble(
        &mut self,
        buffer: &[u8],
        pending: &mut Pending,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) {
        self.flush(buffer, pending, at, out);
        let rest = buffer.get(pending.start..).unwrap_or_default();
        let within = rest.get(..MAX_RECORD).unwrap_or(rest);
        let (rejection, length) = match memchr::memchr(b'\n', within) {
            // The row spans lines, so it is in quotes that somebody forgot to close: give up its first line only.
            Some(newline) if self.rereads > 0 => {
                self.rereads -= 1;
                (OPEN_QUOTE, Some(newline + 1))
            }
            None if rest.len() <= MAX_RECORD => (OPEN_QUOTE, Some(rest.len())),
            _ => {
                let after = rest.get(MAX_RECORD..).unwrap_or_default();
                (
                    TOO_LONG,
                    memchr::memchr(b'\n', after).map(|newline| MAX_RECORD + newline + 1),
                )
            }
        };
        match length {
            Some(length) => {
                let raw = rest.get(..length).unwrap_or_default();
                out.push_back(rejected(rejection, raw, at));
                at.pass(raw);
            }
            None => {
                self.long = Some((kept(rest).to_vec(), *at));
                at.pass(rest);
            }
        }
        pending.start += length.unwrap_or(rest.len());
        pending.from = pending.start;
        pending.began = *at;
    }

    /// Makes a chunk of the rows found so far.
    fn flush(
        &self,
        buffer: &[u8],
        pending: &mut Pending,
        at: &Position,
        out: &mut VecDeque<Chunk>,
    ) {
        if at.record > pending.began.record {
            let text = buffer
                .get(pending.from..pending.start)
                .unwrap_or_default()
                .to_vec();
            out.push_back(Chunk::new(
                Body::Rows {
                    text,
                    table: Arc::clone(&self.table),
                },
                pending.began.place(),
            ));
        }
        pending.from = pending.start;
        pending.began = *at;
    }
}
