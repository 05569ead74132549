//! A pushed body: received whole, then looked through, and only then given to a use case.
//!
//! While a sender is sending, nothing but its own connection waits for it: no lock, no transaction, no thread. What was received is kept in
//! memory as it came, so no record lies unsealed on a disk; memory is bounded by the size of a body on the wire and the number of pushes.
//! Looking through it finds every [`Fault`] and the fingerprint. It is decompressed again, with the same result, while it is taken in:
//! what it unfolds to is never held as a whole.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, header};
use bytes::{Buf, Bytes, BytesMut};
use ombud_api::problem::ProblemKind;
use ombud_app::requests::PushBody;
use tokio::time::{Instant, timeout_at};

use super::limits::HttpLimits;
use super::problem::Problem;

/// Size of the pieces in which a body is kept: frames may be as small as a byte, and would cost more than what is in them.
const PIECE: usize = 64 * 1024;
/// Bytes that are decompressed at a time to look at them.
const STEP: usize = 64 * 1024;
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
pub(super) enum Fault {
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

/// A body as it came over the wire, in the order of its bytes.
#[derive(Clone, Default)]
pub(super) struct Received {
    pieces: VecDeque<Bytes>,
}

/// Receives a body to its end, at the pace that the limits ask for.
pub(super) async fn receive(mut body: Body, limits: &HttpLimits) -> Result<Received, Fault> {
    let (since, limit) = (Instant::now(), limits.push_bytes);
    let (mut bytes, mut received) = (0u64, Received::default());
    let mut last = BytesMut::new();
    loop {
        let patience = since + time_for(bytes, limits);
        let frame = timeout_at(
            patience.min(Instant::now() + limits.push_silence),
            next(&mut body),
        );
        let mut data = match frame.await {
            Err(_) => return Err(Fault::TooSlow),
            Ok(None) => break,
            Ok(Some(Err(_))) => return Err(Fault::CutOff),
            Ok(Some(Ok(data))) => data,
        };
        bytes = bytes.saturating_add(data.len() as u64);
        if bytes > limit {
            return Err(Fault::TooLarge { limit });
        }
        while !data.is_empty() {
            let some = data.len().min(PIECE - last.len());
            last.extend_from_slice(&data.split_to(some));
            if last.len() == PIECE {
                received
                    .pieces
                    .push_back(std::mem::take(&mut last).freeze());
            }
        }
    }
    received.pieces.push_back(last.freeze());
    Ok(received)
}

/// How long after its beginning a body must have had more than these bytes.
fn time_for(bytes: u64, limits: &HttpLimits) -> Duration {
    let needed = Duration::from_millis(bytes.saturating_mul(1_000) / limits.push_rate);
    limits
        .push_grace
        .saturating_add(needed)
        .min(limits.push_duration)
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

impl Received {
    /// Bytes on the wire.
    pub(super) fn length(&self) -> u64 {
        self.pieces.iter().map(|piece| piece.len() as u64).sum()
    }

    /// Decompresses everything once, to find what is wrong with it. Blocks.
    pub(super) fn checked(self, encoding: Encoding, limit: u64) -> Result<PushBody, Fault> {
        let mut looked_at = decoder(encoding, self.clone()).map_err(|_| Fault::NotDecodable)?;
        let (mut hasher, mut left, mut step) = (blake3::Hasher::new(), limit, vec![0; STEP]);
        loop {
            let count = match looked_at.read(&mut step) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return Err(Fault::NotDecodable),
            };
            left = left
                .checked_sub(count as u64)
                .ok_or(Fault::DecodedTooLarge { limit })?;
            hasher.update(step.get(..count).unwrap_or_default());
        }
        let reader = decoder(encoding, self).map_err(|_| Fault::NotDecodable)?;
        Ok(PushBody::new(*hasher.finalize().as_bytes(), reader))
    }
}

impl Read for Received {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.pieces.front_mut() {
            let count = piece.len().min(into.len());
            match into.get_mut(..count) {
                Some(into) if !piece.is_empty() => {
                    piece.copy_to_slice(into);
                    return Ok(count);
                }
                _ => drop(self.pieces.pop_front()),
            }
        }
        Ok(0)
    }
}

fn decoder(encoding: Encoding, received: Received) -> io::Result<Box<dyn Read + Send>> {
    Ok(match encoding {
        Encoding::Identity => Box::new(received),
        Encoding::Gzip => Box::new(flate2::read::MultiGzDecoder::new(received)),
        Encoding::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::new(received)?;
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            Box::new(decoder)
        }
    })
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use super::*;

    #[test]
    fn a_body_has_a_grace_then_the_time_of_its_bytes_and_never_more_than_the_longest() {
        let limits = HttpLimits {
            push_rate: NonZeroU64::new(1_024).unwrap(),
            push_grace: Duration::from_secs(10),
            push_duration: Duration::from_secs(600),
            ..HttpLimits::default()
        };
        assert_eq!(limits, HttpLimits::default());
        for (bytes, seconds) in [
            (0, 10),
            (1_024, 11),
            (100 * 1_024, 110),
            (590 * 1_024, 600),
            (1 << 30, 600),
            (u64::MAX, 600),
        ] {
            assert_eq!(
                time_for(bytes, &limits),
                Duration::from_secs(seconds),
                "{bytes}"
            );
        }
    }

    #[test]
    fn what_was_received_is_read_piece_by_piece() {
        let pieces = ["", "ab", "", "cde", ""].map(|text| Bytes::from_static(text.as_bytes()));
        let received = Received {
            pieces: pieces.into(),
        };
        assert_eq!(received.length(), 5);
        let mut body = received.checked(Encoding::Identity, 5).unwrap();
        let mut text = String::new();
        body.read_to_string(&mut text).unwrap();
        assert_eq!(
            (text.as_str(), body.fingerprint()),
            ("abcde", *blake3::hash(b"abcde").as_bytes())
        );
    }
}
