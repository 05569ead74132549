//! What is kept of a record of JSON that was rejected, as an input of its own.
//!
//! Promises: read again, it gives one record with the same text, or none. A record of which a reader would make several (a page, an
//! array, the beginning of a line that holds more than one object) is kept as a JSON string, which holds one record.

use std::collections::VecDeque;

use super::chunk::{Body, trim};
use super::input::End;
use super::json::Splitter;
use super::{Format, LOOKED_AT, Position, look};

/// The raw bytes of one record as they are read again as this record alone.
pub(super) fn alone(raw: &[u8]) -> Vec<u8> {
    let text = trim(raw);
    if is_read_as_one(text) {
        return raw.to_vec();
    }
    let text = String::from_utf8_lossy(text);
    // Behind its bracket a quote comes first, by which a string that holds an object is known.
    let text = match text.strip_prefix('{') {
        Some(inner) => format!("{{{}", inner.trim_start()),
        None => text.into_owned(),
    };
    serde_json::Value::String(text).to_string().into_bytes()
}

/// Only what begins like JSON can become records of several kinds; anything else is text without records, on one line.
fn is_read_as_one(text: &[u8]) -> bool {
    match text.first() {
        Some(b'{') => {}
        Some(b'[') => return false,
        _ => return memchr::memchr(b'\n', text).is_none(),
    }
    let head = text.get(..LOOKED_AT).unwrap_or(text);
    match look::look(head, head.len() == text.len()).map(|look| look.format) {
        Ok(Format::JsonLines) if memchr::memchr(b'\n', text).is_none() => true,
        Ok(Format::JsonLines | Format::JsonObjects) => is_one_object(text),
        _ => false,
    }
}

fn is_one_object(text: &[u8]) -> bool {
    let (mut chunks, mut at) = (VecDeque::new(), Position::first());
    Splitter::new(false).cut(text.to_vec(), Some(&End::Complete), &mut at, &mut chunks);
    let mut chunks = chunks.iter().map(super::Chunk::body);
    match (chunks.next(), chunks.next()) {
        (Some(Body::Pieces { pieces, .. }), None) => {
            matches!(pieces.as_slice(), [piece] if piece.rejection.is_none() && piece.end == text.len())
        }
        _ => false,
    }
}
