//! JSON that is not cut by lines: arrays, objects one after the other, pages.
//!
//! Objects are found by counting brackets outside of strings, without recursion and without parsing. JSON forbids a newline within a
//! string; where one occurs the record is broken, is rejected up to there, and reading goes on behind it.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::chunk::{Body, Chunk, Piece};
use super::input::End;
use super::lines::damaged;
use super::look::{PAGE_KEYS, is_blank, is_page};
use super::{MAX_RECORD, Position, TOO_LONG, kept, newlines, rejected};
use crate::Rejection;

pub(super) const GARBAGE: Rejection = Rejection(Cow::Borrowed("text between JSON objects"));
const BROKEN_STRING: Rejection = Rejection(Cow::Borrowed(
    "a text in the record does not end on its line",
));
const BROKEN_OFF: Rejection = Rejection(Cow::Borrowed(
    "the record is broken off: on a new line another object or array begins inside of it",
));
const CUT_OFF: Rejection = Rejection(Cow::Borrowed(
    "the input ends inside of a JSON array or object: it is cut off",
));

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Before the next object.
    Between,
    /// In an object; `start` is where it begins.
    Object,
    /// In text that is no object; `start` is where it begins.
    Garbage,
    /// In a page, behind its records.
    Tail,
}

/// Finds objects in JSON text; keeps its state from block to block.
#[derive(Debug)]
pub(super) struct Splitter {
    /// Whether objects may be pages.
    pages: bool,
    state: State,
    /// Arrays around the current object.
    arrays: u64,
    /// In a page's array of records: the arrays around the page.
    page: Option<u64>,
    /// Brackets open within the current object.
    depth: u64,
    in_string: bool,
    escaped: bool,
    /// Where the current object or garbage begins in the buffer.
    start: usize,
    /// Up to where the buffer was looked at.
    seen: usize,
    /// Where the last string directly in the current object begins and ends, relative to `start`: perhaps a key.
    key: (usize, usize),
    /// The beginning of an object over the limit that is not kept, and where it began.
    long: Option<(Vec<u8>, Position)>,
}

/// What one buffer gave.
struct Found {
    pieces: Vec<Piece>,
    /// Up to where newlines were counted, and how many there were.
    counted: usize,
    lines: u64,
    /// Where the chunk begins: behind a record over the limit.
    from: usize,
}

impl Splitter {
    pub(super) fn new(pages: bool) -> Self {
        Self {
            pages,
            state: State::Between,
            arrays: 0,
            page: None,
            depth: 0,
            in_string: false,
            escaped: false,
            start: 0,
            seen: 0,
            key: (0, 0),
            long: None,
        }
    }

    /// Cuts out of `buffer` what is whole; returns what is to be seen again in front of the next block.
    pub(super) fn cut(
        &mut self,
        mut buffer: Vec<u8>,
        end: Option<&End>,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) -> Vec<u8> {
        let mut found = Found {
            pieces: Vec::new(),
            counted: 0,
            lines: 0,
            from: 0,
        };
        while self.seen < buffer.len() {
            match self.state {
                State::Between => self.between(&buffer),
                State::Object => self.object(&buffer, &mut found, at, out),
                State::Garbage => self.garbage(&buffer, &mut found, at, out),
                State::Tail => self.tail(&buffer),
            }
        }
        if end == Some(&End::Complete) && self.state == State::Garbage {
            self.finish(&buffer, buffer.len(), Some(GARBAGE), &mut found, at, out);
        }
        let keep = if self.holds_on() && self.long.is_none() {
            self.start
        } else {
            buffer.len()
        };
        let mut rest = buffer.split_off(keep);
        let place = at.place();
        at.record += found.pieces.len() as u64;
        at.pass(buffer.get(found.from..).unwrap_or_default());
        if !found.pieces.is_empty() {
            buffer.drain(..found.from);
            out.push_back(Chunk::new(
                Body::Pieces {
                    text: buffer,
                    pieces: found.pieces,
                },
                place,
            ));
        }
        self.start = 0;
        self.seen = rest.len();
        if let Some(end) = end {
            self.end(end, &rest, at, out);
            return Vec::new();
        }
        if rest.len() > MAX_RECORD {
            self.long = Some((kept(&rest).to_vec(), *at));
            at.pass(&rest);
            rest = Vec::new();
            self.seen = 0;
        }
        rest
    }

    fn holds_on(&self) -> bool {
        matches!(self.state, State::Object | State::Garbage)
    }

    /// The input is over: says what is missing.
    fn end(&mut self, end: &End, rest: &[u8], at: &mut Position, out: &mut VecDeque<Chunk>) {
        let open = self.state != State::Between || self.arrays > 0 || self.page.is_some();
        let rejection = match end {
            End::Damaged { codec, reason } => damaged(codec, reason),
            End::Complete if self.long.is_some() => TOO_LONG,
            End::Complete if open => CUT_OFF,
            End::Complete => return,
        };
        match self.long.take() {
            Some((raw, mut began)) => {
                out.push_back(rejected(rejection, &raw, &mut began));
                at.record = began.record;
            }
            None => out.push_back(rejected(rejection, rest, at)),
        }
    }

    fn between(&mut self, buffer: &[u8]) {
        while let Some(&byte) = buffer.get(self.seen) {
            match byte {
                b',' => {}
                byte if is_blank(byte) => {}
                b'[' => self.arrays += 1,
                b']' if self.arrays > 0 => {
                    self.arrays -= 1;
                    if self.arrays == 0
                        && let Some(outer) = self.page.take()
                    {
                        (self.state, self.arrays, self.depth) = (State::Tail, outer, 1);
                        self.seen += 1;
                        return;
                    }
                }
                _ => {
                    // A string may hold a record.
                    self.state = if matches!(byte, b'{' | b'"') {
                        State::Object
                    } else {
                        State::Garbage
                    };
                    self.start = self.seen;
                    self.depth = 0;
                    self.key = (0, 0);
                    return;
                }
            }
            self.seen += 1;
        }
    }

    fn object(
        &mut self,
        buffer: &[u8],
        found: &mut Found,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) {
        while let Some(&byte) = buffer.get(self.seen) {
            if self.in_string {
                if self.string(buffer) {
                    continue;
                }
                if !self.in_string {
                    self.key.1 = (self.seen - 1).saturating_sub(self.start);
                    if self.depth == 0 {
                        self.finish(buffer, self.seen, None, found, at, out);
                        return;
                    }
                    continue;
                }
                self.in_string = false;
                // Whether the array around it is still open nobody knows; assuming so loses nothing.
                self.finish(buffer, self.seen, Some(BROKEN_STRING), found, at, out);
                return;
            }
            self.seen += 1;
            match byte {
                b'"' => {
                    self.in_string = true;
                    if self.depth == 1 {
                        self.key = (self.seen - self.start, 0);
                    }
                }
                b'{' | b'[' if self.begins_anew(buffer) => {
                    self.seen -= 1;
                    (self.arrays, self.page) = (0, None);
                    self.finish(buffer, self.seen, Some(BROKEN_OFF), found, at, out);
                    return;
                }
                b'[' if self.depth == 1 && self.opens_page(buffer) => {
                    self.page = Some(std::mem::replace(&mut self.arrays, 1));
                    self.state = State::Between;
                    return;
                }
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.finish(buffer, self.seen, None, found, at, out);
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the bracket that was just passed comes first on its line and behind a whole value, where JSON has none: the service broke
    /// the record off, and what follows is the next page.
    fn begins_anew(&self, buffer: &[u8]) -> bool {
        let at = self.seen.saturating_sub(1);
        if self.depth == 0 || at <= self.start || buffer.get(at - 1) != Some(&b'\n') {
            return false;
        }
        let before = buffer.get(self.start..at).unwrap_or_default();
        let last = before.iter().rev().find(|byte| !is_blank(**byte));
        last.is_some_and(|byte| !matches!(byte, b',' | b':' | b'[' | b'{'))
    }

    fn opens_page(&self, buffer: &[u8]) -> bool {
        if !self.pages || self.page.is_some() || self.long.is_some() {
            return false;
        }
        let (start, end) = self.key;
        buffer
            .get(self.start + start..self.start + end)
            .is_some_and(|key| PAGE_KEYS.contains(&key))
    }

    /// Moves to the end of the string; `true` when the buffer ends before it. A newline stops it with `in_string` still set.
    fn string(&mut self, buffer: &[u8]) -> bool {
        if std::mem::take(&mut self.escaped) {
            self.seen += 1;
        }
        loop {
            let rest = buffer.get(self.seen..).unwrap_or_default();
            let Some(step) = memchr::memchr3(b'"', b'\\', b'\n', rest) else {
                self.seen = buffer.len();
                return true;
            };
            self.seen += step;
            match rest.get(step) {
                Some(b'"') => {
                    self.seen += 1;
                    self.in_string = false;
                    return false;
                }
                Some(b'\\') if step + 1 == rest.len() => {
                    self.seen += 1;
                    self.escaped = true;
                    return true;
                }
                Some(b'\\') => self.seen += 2,
                _ => return false,
            }
        }
    }

    /// Text that is no object ends at the next separator, object or newline.
    fn garbage(
        &mut self,
        buffer: &[u8],
        found: &mut Found,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) {
        let rest = buffer.get(self.seen..).unwrap_or_default();
        let in_array = self.arrays > 0;
        let stop = rest.iter().position(|byte| match byte {
            b'\n' | b'{' => true,
            b',' | b']' => in_array,
            b'[' => !in_array,
            _ => false,
        });
        match stop {
            Some(stop) => {
                self.seen += stop;
                self.finish(buffer, self.seen, Some(GARBAGE), found, at, out);
            }
            None => self.seen = buffer.len(),
        }
    }

    /// The part of a page behind its records holds nothing of interest.
    fn tail(&mut self, buffer: &[u8]) {
        while let Some(&byte) = buffer.get(self.seen) {
            if self.in_string {
                if self.string(buffer) || !self.in_string {
                    continue;
                }
                self.in_string = false;
                self.state = State::Between;
                return;
            }
            self.seen += 1;
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.state = State::Between;
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// The current object or garbage ends before `end`: it becomes a piece, or a rejection when it is over the limit.
    fn finish(
        &mut self,
        buffer: &[u8],
        end: usize,
        rejection: Option<Rejection>,
        found: &mut Found,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) {
        self.state = State::Between;
        if let Some((raw, mut began)) = self.long.take() {
            // It began in an earlier block, so nothing of this buffer comes before it.
            out.push_back(rejected(TOO_LONG, &raw, &mut began));
            at.record = began.record;
            at.pass(buffer.get(..end).unwrap_or_default());
            (found.from, found.counted) = (end, end);
            return;
        }
        found.lines += newlines(buffer.get(found.counted..self.start).unwrap_or_default());
        found.counted = self.start;
        let rejection = if end - self.start > MAX_RECORD {
            Some(TOO_LONG)
        } else {
            rejection
        };
        let raw = buffer.get(self.start..end).unwrap_or_default();
        let (start, end) = (self.start - found.from, end - found.from);
        if rejection.is_none()
            && self.arrays > 0
            && is_page(raw)
            && let Some(pieces) = pieces_of_page(raw, start, found.lines)
        {
            found.pieces.extend(pieces);
            return;
        }
        found.pieces.push(Piece {
            start,
            end,
            line: found.lines,
            rejection,
        });
    }
}

/// The records of a page that is an element of an array, where the page begins at that byte and line; `None` when it is no whole page.
fn pieces_of_page(page: &[u8], start: usize, line: u64) -> Option<Vec<Piece>> {
    let (mut chunks, mut at) = (VecDeque::new(), Position::first());
    Splitter::new(true).cut(page.to_vec(), Some(&End::Complete), &mut at, &mut chunks);
    let mut pieces = Vec::new();
    for chunk in chunks {
        pieces.extend(chunk.into_pieces()?.into_iter().map(|piece| Piece {
            start: start + piece.start,
            end: start + piece.end,
            line: line + piece.line,
            ..piece
        }));
    }
    Some(pieces)
}
