//! What the HTTP interface asks of the program behind it: one trait, one call per use case, wire types in and out.
//!
//! Promises: nothing of HTTP (status, header, framing) is known behind this trait, and nothing of the database before it. "Not found"
//! is `Ok(None)`; a [`UseCaseError`] carries the text that the caller may read, apart from what only the log may hold.

pub mod accounts;
pub mod agreements;
pub mod audit;
pub mod cases;
pub mod passkey;
pub mod proposals;
pub mod provider;
pub mod rights;
pub mod roles;
pub mod sessions;
pub mod sources;
pub mod unmaskings;
pub mod upkeep;

use std::cmp::Reverse;
use std::io::{self, Read};

use async_trait::async_trait;
use ombud_accounts::SessionToken;

use super::wire;
use crate::app::Caller;

/// The calls that HTTP makes. Reading calls see committed data only.
#[async_trait]
pub trait UseCases:
    accounts::AccountUseCases
    + agreements::AgreementUseCases
    + audit::AuditUseCases
    + roles::RoleUseCases
    + cases::CaseUseCases
    + passkey::PasskeyUseCases
    + proposals::ProposalUseCases
    + provider::ProviderUseCases
    + rights::RightsUseCases
    + sessions::SessionUseCases
    + sources::SourceUseCases
    + unmaskings::UnmaskingUseCases
    + upkeep::UpkeepUseCases
{
    /// Whether records can be pushed to that source on this installation.
    fn knows_source(&self, source: &str) -> bool;

    /// Id of the source that a push token was made for; `None` for a token that is not known. The time it takes must not tell how
    /// near a token is to a known one (compare with `ombud_identity::TokenHash::accepts`).
    async fn token_source(&self, token: &str) -> Result<Option<String>, UseCaseError>;

    /// Who asks, by what they present. [`UseCaseError::NotSignedIn`] when it is worth nothing.
    async fn caller(&self, presented: Presented<'_>) -> Result<Caller, UseCaseError>;

    /// Takes one batch in and returns after the commit. A key seen before for this source returns the first answer with
    /// `replayed` set, provided that the body is the same; otherwise [`UseCaseError::KeyReused`].
    async fn push(&self, push: Push) -> Result<wire::PushResult, UseCaseError>;

    /// Alerts by falling evidence (and so by falling score), then by rising id: the order of [`AlertPosition`].
    async fn alerts(
        &self,
        caller: &Caller,
        filter: AlertFilter,
        page: Page<AlertPosition>,
    ) -> Result<Listed<wire::AlertSummary, AlertPosition>, UseCaseError>;

    /// The alert with that id; `None` also when the text is no id at all.
    async fn alert(
        &self,
        caller: &Caller,
        id: &str,
    ) -> Result<Option<wire::AlertDetail>, UseCaseError>;

    /// Persons by pseudonym; the position is the pseudonym of the last one returned.
    async fn persons(
        &self,
        caller: &Caller,
        filter: PersonFilter,
        page: Page<String>,
    ) -> Result<Listed<wire::PersonSummary, String>, UseCaseError>;

    /// Policies by name.
    async fn policies(&self, caller: &Caller) -> Result<Vec<wire::PolicySummary>, UseCaseError>;

    /// The newest `limit` activities for which the predicate holds; `predicate` is untrusted text.
    async fn activities(
        &self,
        caller: &Caller,
        predicate: &str,
        limit: usize,
    ) -> Result<Vec<wire::ActivityRow>, UseCaseError>;

    /// Every condition that must hold for the calls above to work. Cheap: asked every few seconds.
    async fn readiness(&self) -> Vec<wire::Check>;
}

/// What a request presents to say who asks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Presented<'a> {
    /// The bearer token, if there is one.
    pub bearer: Option<&'a str>,
    /// The session's token, from its cookie.
    pub session: Option<&'a SessionToken>,
    /// Whether the request is let in as the operator of a trial: over a loopback address, or with the admin token.
    pub operator: bool,
}

/// One pushed batch.
pub struct Push {
    /// Id of a source for which [`UseCases::knows_source`] holds.
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

/// Which alerts; all conditions hold together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AlertFilter {
    /// Name of the policy.
    pub policy: Option<String>,
    pub severity: Option<wire::Severity>,
    pub status: Option<wire::AlertStatus>,
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

/// Where an alert stands in the list; what stands further up is less. Evidence moves, so an alert that changes between two pages may
/// be met twice or not at all.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct AlertPosition {
    pub evidence: Reverse<u64>,
    pub id: String,
}

/// Why a use case did not do what it was asked. Texts are shown to the caller: lower case, no full stop, no names of persons, no
/// file paths, nothing of the database.
#[derive(Debug, thiserror::Error)]
pub enum UseCaseError {
    /// The caller's text is wrong: the predicate, or a batch that is not of this source.
    #[error("{0}")]
    Invalid(String),
    /// The idempotency key was used for another body.
    #[error(
        "the idempotency key was used before with another body: send each batch under its own key"
    )]
    KeyReused,
    /// The question needs more memory or time than one may have.
    #[error("{0}")]
    TooCostly(String),
    /// Nobody has signed in, or the session is over.
    #[error("sign in first")]
    NotSignedIn,
    #[error("this needs a fresh sign-in: confirm who you are and try again")]
    NeedsFresh,
    /// Answered exactly as if the thing did not exist.
    #[error("there is no such thing")]
    OutOfSight,
    /// In sight, but not to be done; says why.
    #[error("{0}")]
    Forbidden(String),
    /// What was shown to sign in is not right.
    #[error("{0}")]
    WrongProof(String),
    #[error("too many attempts: try again in {seconds} seconds")]
    TooMany { seconds: u64 },
    /// Not to be done by one person alone; says what was proposed.
    #[error("{0}")]
    TakesTwo(String),
    /// Not possible as things stand.
    #[error("{0}")]
    Conflict(String),
    /// Cannot be done now; the same request may succeed later.
    #[error("{0}")]
    Busy(String),
    /// Anything else. The source goes to the log, never to the caller.
    #[error("the server could not do this")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}
