//! What use cases are asked for, where a text or a number does not say it: filters, pages, proofs, choices.
//!
//! Promises: nothing of HTTP (status, header, framing) is in them, and nothing of the database.

pub mod accounts;
pub mod alerts;
pub mod assignment;
pub mod audit;
pub mod cases;
pub mod person_requests;
pub mod proposals;
pub mod provider;
pub mod sessions;
pub mod unmaskings;
pub mod upkeep;
pub mod views;

use std::fmt;
use std::io::{self, Read};
use std::str::FromStr;

use ombud_accounts::SessionToken;

use super::AppError;

/// The id of what is asked for. A text that is no id names nothing: it is answered like the id of what does not exist.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WantedId<I>(Option<I>);

impl<I: FromStr> WantedId<I> {
    pub fn read(text: &str) -> Self {
        Self(text.parse().ok())
    }
}

impl<I> WantedId<I> {
    /// `None` for what was no id.
    pub(crate) fn id(self) -> Option<I> {
        self.0
    }
}

impl<I> From<I> for WantedId<I> {
    fn from(id: I) -> Self {
        Self(Some(id))
    }
}

/// What was read from a text, or why the text cannot be read ([`AppError::Invalid`]). The use case says why only after it has asked
/// whether the caller may do this, so that nobody is told more, and nothing else is on record, for a text that cannot be read.
pub type Given<T> = Result<T, AppError>;

/// Reads a text.
pub fn given<T>(text: &str) -> Given<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    text.parse()
        .map_err(|error: T::Err| AppError::Invalid(error.to_string()))
}

/// What a request presents to say who asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct PresentedCredentials<'a> {
    /// The bearer token, if there is one.
    pub bearer: Option<&'a str>,
    /// The session's token, from its cookie.
    pub session: Option<&'a SessionToken>,
    /// Whether the request is let in as the operator of a trial: over a loopback address, or with the admin token.
    pub operator: bool,
}

/// One pushed batch.
pub struct Push {
    /// Id of a source for which [`Ombud::knows_source`](super::Ombud::knows_source) holds.
    pub source: String,
    /// The caller's key: 1 to 255 visible ASCII characters.
    pub idempotency_key: String,
    pub body: PushBody,
}

/// The records of a push, received whole: NDJSON, a JSON array or a table, decompressed while it is read, limited in size. Reading never
/// waits for the sender; it takes time to decompress, so it belongs on a blocking thread.
pub struct PushBody {
    reader: Box<dyn Read + Send>,
    fingerprint: [u8; 32],
}

impl PushBody {
    /// `fingerprint` is the hash of all that `reader` gives.
    pub fn new(fingerprint: [u8; 32], reader: impl Read + Send + 'static) -> Self {
        Self {
            reader: Box::new(reader),
            fingerprint,
        }
    }

    /// Tells whether two batches are the same.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.fingerprint
    }
}

impl Read for PushBody {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.reader.read(into)
    }
}

/// Which persons.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PersonFilter {
    /// Only those in scope of at least one policy.
    pub in_scope: bool,
}

/// At most `limit` entries (1 or more), those that come after a position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<P> {
    pub limit: usize,
    pub after: Option<P>,
}

/// One page. `next` is the position of its last entry when there is more behind it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed<T, P> {
    pub entries: Vec<T>,
    pub next: Option<P>,
}
