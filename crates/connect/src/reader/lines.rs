//! JSON lines: the reading thread only looks for newlines.

use std::collections::VecDeque;

use super::chunk::{Body, Chunk, count};
use super::input::End;
use super::{MAX_RECORD, Position, TOO_LONG, kept, rejected};
use crate::Rejection;

#[derive(Default)]
pub(super) struct Lines {
    /// The beginning of a line over the limit that is being skipped, and where it began.
    long: Option<(Vec<u8>, Position)>,
}

impl Lines {
    /// Cuts `buffer` at its last newline; returns what comes after.
    pub(super) fn cut(
        &mut self,
        mut buffer: Vec<u8>,
        end: Option<&End>,
        at: &mut Position,
        out: &mut VecDeque<Chunk>,
    ) -> Vec<u8> {
        if self.long.is_some() {
            match memchr::memchr(b'\n', &buffer) {
                Some(newline) => self.finish_long(buffer.drain(..=newline).as_slice(), at, out),
                None if end.is_some() => self.finish_long(&std::mem::take(&mut buffer), at, out),
                None => {
                    at.pass(&buffer);
                    return Vec::new();
                }
            }
        }
        let whole = match (end, memchr::memrchr(b'\n', &buffer)) {
            (Some(End::Complete), _) => buffer.len(),
            (_, Some(newline)) => newline + 1,
            (_, None) => 0,
        };
        let mut rest = buffer.split_off(whole);
        push_lines(buffer, at, out);
        if let Some(End::Damaged { codec, reason }) = end {
            out.push_back(rejected(damaged(codec, reason), &rest, at));
            return Vec::new();
        }
        if rest.len() > MAX_RECORD {
            self.long = Some((kept(&rest).to_vec(), *at));
            at.pass(&rest);
            rest = Vec::new();
        }
        rest
    }

    fn finish_long(&mut self, last: &[u8], at: &mut Position, out: &mut VecDeque<Chunk>) {
        at.pass(last);
        if let Some((raw, mut began)) = self.long.take() {
            out.push_back(rejected(TOO_LONG, &raw, &mut began));
            at.record = began.record;
        }
    }
}

pub(super) fn damaged(codec: &str, reason: &str) -> Rejection {
    Rejection(format!("the {codec} data is damaged here: {reason}; what follows is lost").into())
}

fn push_lines(text: Vec<u8>, at: &mut Position, out: &mut VecDeque<Chunk>) {
    let (mut lines, mut records) = (0, 0);
    let mut start = 0;
    for newline in memchr::memchr_iter(b'\n', &text).chain([text.len()]) {
        let line = text.get(start..newline).unwrap_or_default();
        records += count(line);
        lines += 1;
        start = newline + 1;
    }
    let (place, length) = (at.place(), text.len() as u64);
    // The end of the text is not a newline.
    at.line += lines - 1;
    at.offset += length;
    at.record += records;
    if records > 0 {
        out.push_back(Chunk::new(Body::Lines(text), place));
    }
}
