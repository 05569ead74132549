//! Use cases: what the command line and HTTP ask of the program, with nothing of either in it.
//!
//! Promises: persons are shown by pseudonym unless an audit record says who asked for the name and why; every change to policies or
//! settings is followed by recomputing what it changes, so what is stored always equals a replay.

mod access_report;
mod accounts;
mod activities;
mod agreed;
mod agreements;
mod alert_news;
mod alerts;
mod assess;
mod assignment;
mod audit;
mod auditing;
mod authorization;
mod cases;
mod concerned;
mod countersigning;
mod decided;
mod doctor;
mod documents;
mod erase;
mod erasures;
mod evaluation;
mod holds;
mod ingest;
mod joins;
mod keys;
pub mod measure;
mod names;
mod notices;
mod opening;
mod overview;
mod person;
mod person_requests;
mod persons;
mod pipeline;
mod policies;
mod pseudonyms;
mod push;
mod rejects;
mod replay;
pub mod requests;
mod retention;
mod review_plan;
mod reviews;
mod rights;
mod rules;
mod settings;
mod sources;
mod tuning;
mod unmaskings;
mod upkeep;
mod verify;
mod views;
mod why;
mod witnesses;

use std::path::PathBuf;
use std::sync::Arc;

use ombud_detect::Content;
use ombud_identity::MasterKey;
use ombud_model::{Clock, PersonId, ProposalId};
use ombud_query::HistoryReader;
use ombud_store::{Mode, Store, StoreError};
use parking_lot::{Mutex, RwLock};

/// What an alert rests on, as detection says it.
pub mod explained {
    pub use ombud_detect::{
        ExplainedDay, ExplainedGroup, Explanation, Family, PersonDay, Reached, Standing,
    };
}

pub use accounts::{
    AccountChanged, AccountSummary, GrantRequest, InvalidSignIn, IssuedToken, NewAccount, NewRole,
    NewToken, NewUnit, OwnAccount, OwnSession, Pilot, PilotChange, ProposalList, ProposalSummary,
    RoleHeld, RoleMember, RoleSummary, SecondFactor, SecretFrom, SignIn, SignInConfig, SignInRules,
    TokenSummary, UnitSummary, Withdrawn,
};
pub use activities::ActivityRow;
pub use agreements::{AgreementSignature, AgreementSummary, AgreementTerms, WorksCouncil};
pub use alert_news::{AlertEvent, AlertFeed, AlertTold};
pub use alerts::{
    AlertActivities, AlertChoices, AlertDetail, AlertExplanation, AlertQuery, AlertSummary,
    JoinedAlert, SearchText, SpotlightReason,
};
pub use assignment::{AssignmentProblem, AssignmentRuleList, AssignmentRuleSummary};
pub(crate) use audit::Act;
pub use audit::{Author, LogParts};
pub use authorization::Caller;
pub use cases::{
    AttachmentContent, AttachmentSummary, CaseHistoryEntry, CaseSummary, HandedOver, TaskSummary,
};
pub use countersigning::Witnessing;
pub use doctor::Finding;
pub use erase::ErasureRow;
pub use evaluation::Reassessed;
pub use holds::{HeldTarget, HoldRow};
pub use ingest::{IngestReport, Input, InputFrom, Reading};
pub use joins::{JoinRow, Separated};
pub use keys::{KeyPlace, private_dir, write_secret};
pub use names::Revealed;
pub use notices::{InvalidNotices, NoticeReceiver, NoticesConfig};
pub use opening::{OpenOptions, SealedOmbud, Started};
pub use overview::{
    AGES, AgreementCounts, AlertCounts, AlertsOfDay, BySeverity, CaseCounts, Overview,
    RequestCounts, SourceState,
};
pub use person::{PersonDetail, WantedDays};
pub use person_requests::{
    DayTotal, IndicatorTotal, PersonRequestDetail, PersonRequestSummary, UserReport,
};
pub use persons::{PersonScope, PersonSummary};
pub use policies::{PolicyHealth, TemplateSummary, templates};
pub use push::{PushReject, PushResult};
pub use rejects::{RejectRow, RetryReport};
pub use replay::ReplayReport;
pub use retention::{RetentionRow, RetentionRun};
pub use reviews::{AlertHistoryEntry, ReviewError};
pub use rights::ErasureList;
pub use rules::Rules;
pub use sources::SourceSummary;
pub use tuning::{Tuning, TuningChange, TuningOption};
pub use unmaskings::{RevealedName, UnmaskingDetail, UnmaskingReport, UnmaskingSummary};
pub use upkeep::{ReadinessCheck, RejectedRecord};
pub use verify::{AuditState, log_key, verify_copy};
pub use views::ViewSummary;
pub use why::Why;
pub use witnesses::{WitnessAddress, WitnessSettings};

use audit::AuditLog;
use authorization::Governance;
use countersigning::LogWitnesses;

use crate::pipeline::{Deduper, IngestState, People, PipelineError, Span, Watch};

/// Why a use case was not done. The text is for the user: what happened and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    #[error("{0}")]
    NotFound(String),
    /// Something written by hand is wrong.
    #[error("{0}")]
    Invalid(String),
    /// The idempotency key was used for another body.
    #[error(
        "the idempotency key was used before with another body: send each batch under its own key"
    )]
    KeyReused,
    /// Input cannot be read, or is of another source.
    #[error("{0}")]
    Input(String),
    /// Another program writes to the data directory.
    #[error("{0}")]
    Locked(String),
    /// The data directory or its key cannot be used.
    #[error("{0}")]
    Data(String),
    /// The audit log took no record: nothing was done, or nothing is handed out.
    #[error("the audit log takes no records, so nothing can be done: {0}")]
    Unrecorded(String),
    #[error("sign in first")]
    NotSignedIn,
    /// Allowed to the same human after confirming who they are.
    #[error("this needs a fresh sign-in: confirm who you are and try again")]
    NeedsFresh,
    /// Not to be done by one person alone: it is proposed, and done when it is asked for again after somebody else approved.
    #[error(
        "this takes a second person: another administrator or an approver must approve {0}; then ask for the same again"
    )]
    TakesTwo(ProposalId),
    /// Must look exactly as if the thing did not exist.
    #[error("there is no such thing")]
    OutOfSight,
    #[error("{0}")]
    Forbidden(String),
    /// The agreement with the works council does not allow it.
    #[error(transparent)]
    NotAgreed(#[from] ombud_guard::agreement::NotAgreed),
    /// What was shown to sign in is not right; says no more than the caller may know.
    #[error("{0}")]
    WrongProof(String),
    #[error(transparent)]
    TooMany(ombud_accounts::limit::RetryAfter),
    /// More at the same time than one account may have.
    #[error("{0}")]
    TooManyAtOnce(String),
    /// The data cannot be read without their master key.
    #[error(transparent)]
    Sealed(#[from] ombud_identity::keyring::Unsealing),
    /// Not possible as things stand: somebody was faster, a name is taken, duties conflict.
    #[error("{0}")]
    Conflict(String),
    #[error("{0}")]
    Busy(String),
    #[error("{0}")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    pub fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        AppError::Internal(Box::new(error))
    }

    /// Who is not there looks like who is out of sight.
    pub fn hidden(self) -> Self {
        match self {
            AppError::NotFound(_) => AppError::OutOfSight,
            other => other,
        }
    }
}

impl audit::Refusal for AppError {
    fn is_refusal(&self) -> bool {
        matches!(
            self,
            AppError::NotFound(_)
                | AppError::Invalid(_)
                | AppError::KeyReused
                | AppError::Input(_)
                | AppError::NotSignedIn
                | AppError::NeedsFresh
                | AppError::TakesTwo(_)
                | AppError::OutOfSight
                | AppError::Forbidden(_)
                | AppError::NotAgreed(_)
                | AppError::WrongProof(_)
                | AppError::TooMany(_)
                | AppError::TooManyAtOnce(_)
                | AppError::Conflict(_)
        )
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked { .. } => AppError::Locked(error.to_string()),
            StoreError::Absent { .. }
            | StoreError::Outdated { .. }
            | StoreError::ReadOnly { .. } => AppError::Data(error.to_string()),
            StoreError::File { ref source, .. } => AppError::Data(format!("{error}: {source}")),
            StoreError::DocumentTaken(_) => {
                AppError::Conflict("this name is in use already: choose another".to_owned())
            }
            StoreError::DocumentChanged(_) => AppError::Conflict(
                "somebody else changed this at the same time: look at it again".to_owned(),
            ),
            StoreError::PolicyNameTaken(_) => AppError::Invalid(error.to_string()),
            other => AppError::internal(other),
        }
    }
}

impl From<PipelineError> for AppError {
    fn from(error: PipelineError) -> Self {
        match error {
            PipelineError::Store(error) => error.into(),
            PipelineError::NotAgreed(refusal) => refusal.into(),
            PipelineError::Read(error) => {
                AppError::Input(match std::error::Error::source(&error) {
                    Some(source) => format!("{error}: {source}"),
                    None => error.to_string(),
                })
            }
            other => AppError::internal(other),
        }
    }
}

/// The program over one data directory.
pub struct Ombud {
    store: Store,
    master: Arc<MasterKey>,
    /// The list of erased persons: beside the master key.
    erasures: PathBuf,
    content: Content,
    clock: Arc<dyn Clock>,
    /// Settings and policies, compiled; replaced as a whole.
    rules: RwLock<Arc<Rules>>,
    ingest_state: IngestState,
    hash_keys: (u64, u64),
    audit: Arc<AuditLog>,
    mode: Mode,
    /// Who countersigns the head of the audit log.
    log_witnesses: Option<LogWitnesses>,
    /// Accounts, roles, units and what is agreed; replaced as a whole.
    governance: RwLock<Arc<Governance>>,
    /// On the basis of which agreement insights and assessments were computed.
    computed_under: RwLock<String>,
    sign_in_state: accounts::SignInState,
    /// What is usual, as the stored assessments were made on it.
    assessed_on: assess::AssessedOn,
    pseudonyms: pseudonyms::Kept,
    /// Reads history for questions.
    history_reader: HistoryReader,
    /// One pass of assessing at a time.
    assessing: tokio::sync::Mutex<()>,
    /// One name is shown at a time, so that the day's limit counts those shown just before.
    revealing: tokio::sync::Mutex<()>,
    /// Pushes are taken in one after the other, and not while what is agreed changes.
    pushing: tokio::sync::Mutex<()>,
    /// Notified when there is somebody to assess.
    pub(crate) assessing_due: tokio::sync::Notify,
    notices: notices::Notices,
    /// Who follows the news of alerts.
    followers: alert_news::Followers,
}

impl Ombud {
    /// Does what is due as soon as the data are open for writing.
    async fn catch_up(&self, witnessing: &Witnessing) -> Result<(), AppError> {
        self.remember_witnesses(witnessing).await?;
        self.replay_erasures().await?;
        self.begin_two_person_rule().await?;
        self.settle().await
    }

    pub fn content(&self) -> &Content {
        &self.content
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Waits for what is being written and closes the database.
    pub async fn close(self) -> Result<(), AppError> {
        Ok(self.store.close().await?)
    }

    pub(crate) fn rules(&self) -> Arc<Rules> {
        Arc::clone(&self.rules.read())
    }

    /// Loads settings and policies anew after a change.
    async fn reload(&self) -> Result<Arc<Rules>, AppError> {
        let rules = Rules::load(
            self.store.records(),
            &self.content,
            self.agreed(),
            self.clock.now(),
        );
        let rules = Arc::new(rules.await?);
        self.ingest_state.watch.lock().triggers = rules.triggers();
        *self.rules.write() = Arc::clone(&rules);
        Ok(rules)
    }
}

/// What ingestion shares, as it stands when the data are opened.
async fn ingest_state(
    store: &Store,
    master: &Arc<MasterKey>,
    rules: &Rules,
) -> Result<IngestState, AppError> {
    let corrected = agreed::corrected_records(store.records()).await?;
    Ok(IngestState {
        people: Mutex::new(People::new(Arc::clone(master))),
        deduper: Mutex::new(Deduper::new(spans(store).await?)),
        watch: Mutex::new(Watch {
            triggers: rules.triggers(),
            watched: watched(store).await?,
        }),
        first_days: Mutex::default(),
        corrected: (corrected.0 != corrected.1).into(),
    })
}

async fn spans(store: &Store) -> Result<Vec<Span>, AppError> {
    let metas = store.records().segments().await?;
    let span = |meta: ombud_store::SegmentMeta| Span {
        id: meta.id,
        min_time: meta.min_time.millis(),
        max_time: meta.max_time.millis(),
        reader: meta.reader,
    };
    Ok(metas.into_iter().map(span).collect())
}

/// Everybody in scope of a policy, and everybody of whom that is still to be found out.
async fn watched(store: &Store) -> Result<rustc_hash::FxHashSet<PersonId>, AppError> {
    let records = store.records();
    let in_scope = records
        .digests(None)
        .await?
        .into_iter()
        .map(|digest| digest.person);
    let aliases = records.aliases();
    Ok(in_scope
        .chain(records.next_dirty(u64::from(u32::MAX)).await?.persons)
        .chain(person_requests::watched_by_hand(records).await?)
        .map(|person| aliases.resolve(person))
        .collect())
}
