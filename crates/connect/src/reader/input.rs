//! The bytes below the text: counting, decompression, and UTF-16.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Layers of compression that are taken off: a download may be compressed once more by whoever served it.
const MAX_LAYERS: usize = 3;

pub(super) type Stream = Box<dyn Read + Send>;

/// Why there is no more text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum End {
    Complete,
    /// The compressed data is broken or cut off here.
    Damaged {
        codec: &'static str,
        reason: String,
    },
}

/// A stream of UTF-8 (or unknown) text, read in blocks.
pub(super) struct Input {
    text: Stream,
    codec: &'static str,
    meter: Arc<Meter>,
    reported: u64,
    /// Text read ahead, delivered first.
    ahead: Vec<u8>,
    end: Option<End>,
    /// Bytes of text before the first that is delivered (a byte order mark).
    offset: u64,
}

/// What passes the bottom of the stack.
#[derive(Default)]
struct Meter {
    bytes: AtomicU64,
    failed: AtomicBool,
}

struct Metered<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(count) => {
                self.meter.bytes.fetch_add(count as u64, Ordering::Relaxed);
                Ok(count)
            }
            Err(error) => {
                if error.kind() != io::ErrorKind::Interrupted {
                    self.meter.failed.store(true, Ordering::Relaxed);
                }
                Err(error)
            }
        }
    }
}

impl Input {
    pub(super) fn open(input: Stream) -> io::Result<Self> {
        let meter = Arc::new(Meter::default());
        let mut text: Stream = Box::new(Metered {
            inner: input,
            meter: Arc::clone(&meter),
        });
        let mut codec = "plain text";
        let mut head = Vec::new();
        let mut end = None;
        for layer in 0..=MAX_LAYERS {
            (head, end) = peek(&mut text, codec, &meter)?;
            let unpack: fn(Stream) -> io::Result<Stream> = match head.as_slice() {
                [0x1f, 0x8b, ..] if layer < MAX_LAYERS => {
                    codec = "gzip";
                    |inner| {
                        Ok(Box::new(flate2::read::MultiGzDecoder::new(
                            io::BufReader::with_capacity(256 << 10, inner),
                        )))
                    }
                }
                [0x28, 0xb5, 0x2f, 0xfd, ..] if layer < MAX_LAYERS => {
                    codec = "zstd";
                    |inner| Ok(Box::new(zstd::stream::read::Decoder::new(inner)?))
                }
                _ => break,
            };
            let below: Stream = match end.take() {
                // The layer below is broken already: this one finds its data cut off, which is just as true.
                Some(_) => Box::new(Cursor::new(std::mem::take(&mut head))),
                None => Box::new(Cursor::new(std::mem::take(&mut head)).chain(text)),
            };
            text = unpack(below)?;
        }
        let mut input = Self {
            text,
            codec,
            meter,
            reported: 0,
            ahead: Vec::new(),
            end,
            offset: 0,
        };
        input.decode(head);
        Ok(input)
    }

    /// Takes off a byte order mark; UTF-16 gets a layer that makes it UTF-8.
    fn decode(&mut self, head: Vec<u8>) {
        let (skip, big_endian) = match head.as_slice() {
            [0xef, 0xbb, 0xbf, ..] => (3, None),
            [0xff, 0xfe, ..] => (2, Some(false)),
            [0xfe, 0xff, ..] => (2, Some(true)),
            [1..=0x7f, 0, 1..=0x7f, 0, ..] => (0, Some(false)),
            [0, 1..=0x7f, 0, 1..=0x7f, ..] => (0, Some(true)),
            _ => (0, None),
        };
        let rest = head.get(skip..).unwrap_or_default().to_vec();
        let Some(big_endian) = big_endian else {
            self.offset = skip as u64;
            self.ahead = rest;
            return;
        };
        let below = std::mem::replace(&mut self.text, Box::new(io::empty()));
        let chained: Stream = match self.end.take() {
            Some(end) => {
                // Nothing more comes from below; what it ended with is reported when the decoded head is used up.
                let mut decoded = Vec::new();
                // Reading from memory does not fail.
                let _ =
                    Utf16::new(Box::new(Cursor::new(rest)), big_endian).read_to_end(&mut decoded);
                self.ahead = decoded;
                self.end = Some(end);
                return;
            }
            None => Box::new(Cursor::new(rest).chain(below)),
        };
        self.text = Box::new(Utf16::new(chained, big_endian));
    }

    /// Puts up to `amount` bytes of text behind the first `kept` of the buffer, fewer only at the end. What else the buffer holds is
    /// overwritten, so that one used before need not be cleared. An error is one of the machine, not of the data.
    pub(super) fn fill(
        &mut self,
        buffer: &mut Vec<u8>,
        kept: usize,
        amount: usize,
    ) -> io::Result<()> {
        let from_ahead = amount.min(self.ahead.len());
        if from_ahead > 0 {
            buffer.truncate(kept);
            buffer.extend(self.ahead.drain(..from_ahead));
        }
        let (mut filled, full) = (kept + from_ahead, kept + amount);
        if self.end.is_none() && buffer.len() < full && filled < full {
            buffer.resize(full, 0);
        }
        while self.end.is_none()
            && let Some(free) = buffer.get_mut(filled..full).filter(|free| !free.is_empty())
        {
            match self.text.read(free) {
                Ok(0) => self.end = Some(End::Complete),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.end = Some(damage(error, self.codec, &self.meter)?),
            }
        }
        buffer.truncate(filled);
        Ok(())
    }

    /// Puts text that was only looked at back in front.
    pub(super) fn give_back(&mut self, text: Vec<u8>) {
        self.ahead = text;
    }

    /// Why there is no more text, once everything was delivered.
    pub(super) fn end(&self) -> Option<&End> {
        self.end.as_ref().filter(|_| self.ahead.is_empty())
    }

    pub(super) fn text_offset(&self) -> u64 {
        self.offset
    }

    /// Raw bytes read since the last call.
    pub(super) fn take_read(&mut self) -> usize {
        let total = self.meter.bytes.load(Ordering::Relaxed);
        let news = total - self.reported;
        self.reported = total;
        usize::try_from(news).unwrap_or(usize::MAX)
    }
}

/// The first bytes of a layer: enough to tell what it is.
fn peek(
    text: &mut Stream,
    codec: &'static str,
    meter: &Meter,
) -> io::Result<(Vec<u8>, Option<End>)> {
    const ENOUGH: usize = 16;
    let mut head = Vec::with_capacity(ENOUGH);
    let end = match text.take(ENOUGH as u64).read_to_end(&mut head) {
        Ok(count) if count < ENOUGH => Some(End::Complete),
        Ok(_) => None,
        Err(error) => Some(damage(error, codec, meter)?),
    };
    Ok((head, end))
}

/// Tells broken data from a broken machine.
fn damage(error: io::Error, codec: &'static str, meter: &Meter) -> io::Result<End> {
    if meter.failed.load(Ordering::Relaxed) || codec == "plain text" {
        return Err(error);
    }
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off".to_owned(),
        _ => error.to_string(),
    };
    Ok(End::Damaged { codec, reason })
}

/// UTF-16 as UTF-8; halves of pairs become U+FFFD.
struct Utf16 {
    inner: Stream,
    big_endian: bool,
    /// Bytes not yet decoded: an odd byte, or the first half of a pair.
    pending: Vec<u8>,
    decoded: Vec<u8>,
    delivered: usize,
    failed: Option<io::Error>,
    finished: bool,
}

impl Utf16 {
    fn new(inner: Stream, big_endian: bool) -> Self {
        Self {
            inner,
            big_endian,
            pending: Vec::new(),
            decoded: Vec::new(),
            delivered: 0,
            failed: None,
            finished: false,
        }
    }

    fn refill(&mut self) {
        self.decoded.clear();
        self.delivered = 0;
        match (&mut self.inner)
            .take(64 << 10)
            .read_to_end(&mut self.pending)
        {
            Ok(count) => self.finished = count == 0,
            Err(error) => {
                self.failed = Some(error);
                self.finished = true;
            }
        }
        let (pairs, odd) = self.pending.as_chunks::<2>();
        let decode = if self.big_endian {
            u16::from_be_bytes
        } else {
            u16::from_le_bytes
        };
        let mut units: Vec<u16> = pairs.iter().map(|pair| decode(*pair)).collect();
        let mut rest = odd.to_vec();
        // A high surrogate at the end waits for its other half, unless there is none.
        if !self.finished
            && let Some(high) = units.pop_if(|unit| (0xd800..0xdc00).contains(unit))
        {
            let encode = if self.big_endian {
                u16::to_be_bytes
            } else {
                u16::to_le_bytes
            };
            rest.splice(0..0, encode(high));
        }
        let mut buffer = [0; 4];
        for character in char::decode_utf16(units) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.decoded
                .extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
        if self.finished && !rest.is_empty() {
            self.decoded.extend_from_slice("\u{fffd}".as_bytes());
            rest.clear();
        }
        self.pending = rest;
    }
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.delivered == self.decoded.len() {
            if self.finished {
                return self.failed.take().map_or(Ok(0), Err);
            }
            self.refill();
        }
        let rest = self.decoded.get(self.delivered..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.delivered += count;
        Ok(count)
    }
}
