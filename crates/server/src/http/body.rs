//! A pushed body on its way from the network to a use case that reads it on a blocking thread.
//!
//! The pump takes frames from the connection and hands them over through a short channel, so memory stays bounded and a slow reader
//! slows the sender. Every way in which a body can go wrong is noted as a [`Fault`]; the reader then sees an error, never an early end:
//! half a batch does not look like a whole one.

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, header};
use bytes::{Buf, Bytes};
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};

use super::config::HttpLimits;
use super::ports::PushBody;
use super::problem::{Problem, ProblemKind};

/// Frames between the connection and the reader.
const QUEUE: usize = 8;
/// Largest window of a zstd stream, as a power of two: 8 MiB, which all levels up to 19 keep to.
const ZSTD_WINDOW_LOG: u32 = 23;

/// How a body is compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    Identity,
    Gzip,
    Zstd,
}

impl Encoding {
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Problem> {
        let Some(value) = headers.get(header::CONTENT_ENCODING) else {
            return Ok(Self::Identity);
        };
        match value
            .to_str()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "identity" | "" => Ok(Self::Identity),
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            "zstd" => Ok(Self::Zstd),
            _ => Err(Problem::new(
                ProblemKind::UnsupportedMedia,
                "`Content-Encoding` must be gzip, zstd or identity",
            )),
        }
    }
}

/// What went wrong with a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fault {
    TooLarge { limit: u64 },
    DecodedTooLarge { limit: u64 },
    TooSlow,
    CutOff,
    NotDecodable,
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::TooLarge { limit } => too_large(limit),
            Fault::DecodedTooLarge { limit } => Problem::new(
                ProblemKind::TooLarge,
                format!(
                    "the body is larger than {limit} bytes when decompressed: send smaller batches"
                ),
            ),
            Fault::TooSlow => Problem::new(
                ProblemKind::RequestTimeout,
                "the body did not arrive in time: nothing was taken in",
            ),
            Fault::CutOff => Problem::invalid("the body was cut off: nothing was taken in"),
            Fault::NotDecodable => Problem::invalid(
                "the body is not what `Content-Encoding` says: nothing was taken in",
            ),
        }
    }
}

/// The problem of a body that is longer than `limit` bytes.
pub(super) fn too_large(limit: u64) -> Problem {
    Problem::new(
        ProblemKind::TooLarge,
        format!("the body is larger than {limit} bytes: send smaller batches"),
    )
}

/// The first fault of a body, shared by its two ends.
#[derive(Clone, Default)]
struct Faults(Arc<Mutex<Option<Fault>>>);

impl Faults {
    fn note(&self, fault: Fault) -> io::Error {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(fault);
        io::Error::other("the pushed body cannot be used")
    }

    fn first(&self) -> Option<Fault> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Piece {
    Data(Bytes),
    End,
}

/// The end of a body that takes frames from the connection.
pub(super) struct Pump {
    sender: mpsc::Sender<Piece>,
    faults: Faults,
    limit: u64,
    silence: Duration,
    duration: Duration,
}

/// What came of pumping.
pub(super) struct Pumped {
    /// Bytes on the wire.
    pub(super) bytes: u64,
    faults: Faults,
}

impl Pumped {
    /// What was wrong with the body, once its reader is done.
    pub(super) fn problem(&self) -> Option<Problem> {
        self.faults.first().map(Problem::from)
    }
}

/// Both ends of a body.
pub(super) fn open(encoding: Encoding, limits: &HttpLimits) -> (Pump, PushBody) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let faults = Faults::default();
    let pieces = Pieces {
        receiver,
        current: Bytes::new(),
        state: State::Open,
        faults: faults.clone(),
    };
    let limit = limits.push_decoded_bytes;
    let reader = Decoded {
        decoder: Decoder::New(encoding, pieces),
        left: limit,
        limit,
        faults: faults.clone(),
    };
    let pump = Pump {
        sender,
        faults,
        limit: limits.push_bytes,
        silence: limits.push_silence,
        duration: limits.push_duration,
    };
    (pump, PushBody::new(reader))
}

impl Pump {
    /// Runs until the body ends or fails, or until its reader wants no more.
    pub(super) async fn run(self, mut body: Body) -> Pumped {
        let deadline = Instant::now() + self.duration;
        let mut bytes = 0u64;
        loop {
            let patience = deadline.min(Instant::now() + self.silence);
            let frame = tokio::select! {
                frame = timeout_at(patience, next(&mut body)) => frame,
                () = self.sender.closed() => break,
            };
            let piece = match frame {
                Err(_) => Err(Fault::TooSlow),
                Ok(None) => Ok(Piece::End),
                Ok(Some(Err(_))) => Err(Fault::CutOff),
                Ok(Some(Ok(data))) => {
                    bytes = bytes.saturating_add(data.len() as u64);
                    if bytes > self.limit {
                        Err(Fault::TooLarge { limit: self.limit })
                    } else {
                        Ok(Piece::Data(data))
                    }
                }
            };
            match piece {
                Ok(piece) => {
                    let last = matches!(piece, Piece::End);
                    if self.sender.send(piece).await.is_err() || last {
                        break;
                    }
                }
                Err(fault) => {
                    self.faults.note(fault);
                    break;
                }
            }
        }
        Pumped {
            bytes,
            faults: self.faults,
        }
    }
}

async fn next(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame =
            std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await?;
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(data)) if data.is_empty() => {}
            Ok(Ok(data)) => return Some(Ok(data)),
            // Trailers say nothing that is needed.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

enum State {
    Open,
    Ended,
    Failed,
}

/// The frames as a reader. Blocks.
struct Pieces {
    receiver: mpsc::Receiver<Piece>,
    current: Bytes,
    state: State,
    faults: Faults,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.current.is_empty() {
            match self.state {
                State::Ended => return Ok(0),
                State::Failed => return Err(self.faults.note(Fault::CutOff)),
                State::Open => match self.receiver.blocking_recv() {
                    Some(Piece::Data(data)) => self.current = data,
                    Some(Piece::End) => self.state = State::Ended,
                    // The pump stopped without an end: it has noted why, or the caller is gone.
                    None => self.state = State::Failed,
                },
            }
        }
        let count = self.current.len().min(into.len());
        let Some(into) = into.get_mut(..count) else {
            return Ok(0);
        };
        self.current.copy_to_slice(into);
        Ok(count)
    }
}

/// A decoder reads its head when it is made, which blocks: so it is made at the first read, on the reader's thread.
enum Decoder {
    New(Encoding, Pieces),
    Running(Box<dyn Read + Send>),
    Broken,
}

impl Decoder {
    fn start(encoding: Encoding, pieces: Pieces) -> io::Result<Box<dyn Read + Send>> {
        Ok(match encoding {
            Encoding::Identity => Box::new(pieces),
            Encoding::Gzip => Box::new(flate2::read::MultiGzDecoder::new(pieces)),
            Encoding::Zstd => {
                let mut decoder = zstd::stream::read::Decoder::new(pieces)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
        })
    }
}

impl Read for Decoder {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if matches!(self, Decoder::New(..))
            && let Decoder::New(encoding, pieces) = std::mem::replace(self, Decoder::Broken)
        {
            *self = Decoder::Running(Self::start(encoding, pieces)?);
        }
        match self {
            Decoder::Running(decoder) => decoder.read(into),
            _ => Err(io::Error::other("the decoder could not be made")),
        }
    }
}

/// The decompressed body, limited.
struct Decoded {
    decoder: Decoder,
    left: u64,
    limit: u64,
    faults: Faults,
}

impl Read for Decoded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = match self.decoder.read(into) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            // Noted already when it was the wire; otherwise it is the decompression.
            Err(_) => return Err(self.faults.note(Fault::NotDecodable)),
        };
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => {
                return Err(self
                    .faults
                    .note(Fault::DecodedTooLarge { limit: self.limit }));
            }
        }
        Ok(count)
    }
}
