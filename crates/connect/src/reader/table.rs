//! Tables: finding the header and its separator, and cutting the text at the ends of rows.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::chunk::{Body, Chunk};
use super::input::End;
use super::lines::damaged;
use super::{MAX_COLUMNS, MAX_RECORD, OpenError, Position, TOO_LONG, kept_row, rejected, row};
use crate::record::{Header, Slashes};
use crate::{Rejection, text, when};

/// Quotes that are opened and never closed swallow what follows; this often per input the swallowed rows are read again one by one.
const MAX_REREADS: u32 = 64;

/// The header of a table and how its cells are separated.
#[derive(Clone, Debug)]
pub struct Table {
    header: Header,
    delimiter: u8,
    /// The header's own bytes, with its newline.
    raw: Vec<u8>,
    /// It stands further down, in place of another one: its rows carry it along.
    is_later: bool,
    /// It is not the first header: its part of the table proves dates for itself.
    is_part: bool,
}

/// What a line of a table is that is no row.
enum Between {
    /// Once more a header: what follows is a part of its own, as where files were put together.
    Header(Table),
    /// A line that programs put above a header, and what it states about dates.
    Above(Option<Slashes>),
}

impl Table {
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// `,`, `;`, a tab or `|`.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The row's bytes with what they need to be read again after the table's first header.
    pub(super) fn carried<'r>(&self, row: &'r [u8]) -> Cow<'r, [u8]> {
        if self.is_later || (self.is_part && self.header.dates().is_some()) {
            Cow::Owned(self.standalone(row))
        } else {
            Cow::Borrowed(row)
        }
    }

    /// What the line is, when it is no row: a header has two columns or more that are called as in this one, and they are half of it.
    fn between(&self, line: &[u8]) -> Option<Between> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        if is_above(line) {
            return Some(Between::Above(Slashes::stated(line)));
        }
        let mut starts = line.splitn(3, |byte| *byte == self.delimiter).take(2);
        if !starts.any(|cell| self.is_name(cell)) {
            return None;
        }
        let mut cells = Vec::new();
        let (row::Cells::Whole, _) = row::cells(line, self.delimiter, &mut cells) else {
            return None;
        };
        let known = |cell: &&Cow<'_, str>| self.header.position(cell.trim()).is_some();
        let same = cells.iter().filter(known).count();
        if same < 2 || same * 2 < cells.len() {
            return None;
        }
        let header = Header::new(&cells);
        Some(Between::Header(Self {
            is_later: self.is_later || header.names() != self.header.names(),
            is_part: true,
            header,
            delimiter: self.delimiter,
            raw: line.to_vec(),
        }))
    }

    /// Whether a raw cell is the name of a column.
    fn is_name(&self, cell: &[u8]) -> bool {
        let cell = cell.trim_ascii();
        let cell = cell
            .strip_prefix(b"\"")
            .and_then(|cell| cell.strip_suffix(b"\""))
            .unwrap_or(cell);
        std::str::from_utf8(cell)
            .is_ok_and(|cell| !cell.is_empty() && self.header.position(cell).is_some())
    }

    pub(super) fn standalone(&self, row: &[u8]) -> Vec<u8> {
        let mut text = self.header.dates().map(Slashes::line).unwrap_or_default();
        text.extend_from_slice(&self.raw);
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend_from_slice(row);
        text
    }

    /// Reads the header at the beginning of `text`; also returns the number of bytes up to the first row.
    pub(super) fn detect(text: &[u8], whole: bool) -> Result<(Self, usize), OpenError> {
        let (start, stated, dates) = above(text);
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
        if names.iter().any(|name| is_content(name.trim())) {
            return Err(NO_HEADER);
        }
        let header = Header::new(&names);
        if let Some(dates) = dates {
            header.set_dates(dates);
        }
        Ok((
            Self {
                header,
                delimiter,
                raw: raw.to_vec(),
                is_later: false,
                is_part: false,
            },
            start + length,
        ))
    }
}

/// Its size alone: without a header, the first line is a record.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table with {} columns", self.header.names().len())
    }
}

/// How long the lines above the header are that PowerShell, spreadsheets and rejected rows put there, the separator that they state, and
/// the order of dates.
fn above(text: &[u8]) -> (usize, Option<u8>, Option<Slashes>) {
    let (mut length, mut separator, mut dates) = (0, None, None);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if !is_above(line) {
            break;
        }
        separator = separator_of(line).or(separator);
        dates = Slashes::stated(line).or(dates);
        length += line.len();
    }
    (length, separator, dates)
}

/// Whether a line is one that PowerShell and spreadsheets put above a header.
fn is_above(line: &[u8]) -> bool {
    line.starts_with(b"#TYPE ") || separator_of(line).is_some() || Slashes::stated(line).is_some()
}

/// The separator that `sep=;` states, in any case and with or without quotes.
fn separator_of(line: &[u8]) -> Option<u8> {
    let line = match line {
        [rest @ .., b'\r', b'\n'] | [rest @ .., b'\n'] => rest,
        line => line,
    };
    let line = match line {
        [b'"', inner @ .., b'"'] => inner,
        line => line,
    };
    match line {
        [name @ .., b'=', separator] if name.eq_ignore_ascii_case(b"sep") => Some(*separator),
        _ => None,
    }
}

const DELIMITERS: [u8; 4] = *b",;\t|";
const NO_TABLE: OpenError = OpenError::Unrecognised {
    found: "text that is no table: its first line holds no comma, semicolon, tab or bar",
};

const NO_HEADER: OpenError = OpenError::Unrecognised {
    found: "a table whose first line looks like a record and not like a header; put the line with the column names first",
};

/// Whether what stands in place of a column's name is rather the content of a cell: an address, a link, a record or a date.
fn is_content(name: &str) -> bool {
    (!name.starts_with('@') && text::domain_of(name).is_some())
        || name.contains("://")
        || name.starts_with("{\"")
        || (name.starts_with(|first: char| first.is_ascii_digit()) && when::parse(name).is_ok())
}

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
    /// A row over the limit is being skipped to the next newline: where it began.
    long: Option<Position>,
    rereads: u32,
    /// What lines above the next header state about its dates.
    stated: Option<Slashes>,
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
            stated: None,
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
                    self.pass(&buffer, row, &mut pending, at, out);
                }
                Some(_) => self.trouble(&buffer, &mut pending, at, out),
                None if rest.len() > MAX_RECORD => self.trouble(&buffer, &mut pending, at, out),
                None if end == Some(&End::Complete)
                    && row::ends_in_quotes(rest, self.table.delimiter) =>
                {
                    self.trouble(&buffer, &mut pending, at, out);
                }
                None if end == Some(&End::Complete) && !rest.is_empty() => {
                    self.pass(&buffer, rest, &mut pending, at, out);
                }
                None => break,
            }
        }
        self.flush(&buffer, &mut pending, at, out);
        let rest = buffer.split_off(pending.start.min(buffer.len()));
        match end {
            Some(End::Damaged { codec, reason }) => {
                out.push_back(match self.long.take() {
                    Some(mut began) => {
                        let chunk = rejected(damaged(codec, reason), b"", &mut began);
                        at.record = began.record;
                        chunk
                    }
                    // Not kept: the row is cut, and read alone it would look whole.
                    None => rejected(damaged(codec, reason), b"", at),
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

    /// Passes a row, or what stands between rows, which is no record and begins a chunk of its own.
    fn pass(
        &mut self,
        buffer: &[u8],
        row: &[u8],
        pending: &mut Pending,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) {
        let between = self.table.between(row);
        if between.is_some() {
            self.flush(buffer, pending, at, out);
        } else {
            self.stated = None;
            at.record += u64::from(!row::is_blank(row, self.table.delimiter));
        }
        at.pass(row);
        pending.start += row.len();
        if let Some(between) = between {
            pending.from = pending.start;
            pending.began = *at;
            match between {
                Between::Header(table) => {
                    if let Some(dates) = self.stated.take() {
                        table.header.set_dates(dates);
                    }
                    self.table = Arc::new(table);
                }
                Between::Above(dates) => self.stated = dates.or(self.stated.take()),
            }
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
        if let Some(mut began) = self.long.take() {
            out.push_back(rejected(TOO_LONG, b"", &mut began));
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
                out.push_back(rejected(rejection, kept_row(raw), at));
                at.pass(raw);
            }
            None => {
                self.long = Some(*at);
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
