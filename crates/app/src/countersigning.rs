//! The head of the audit log in the memory of witnesses, whom the operator of this installation does not control: asked before anything
//! is written at the start, and from then on as the log grows.
//!
//! Promises: a log that is behind what a witness has seen, or another one than it, is not opened for serving; a countersigned head is
//! stored before it counts; when the last one is late it is said aloud. What is asked stands in no entry of the log, which would grow by it.

mod standing;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ombud_model::{Operation, Timestamp};
use ombud_store::Store;
use ombud_tlog::{
    AddCheckpoint, AuditActor, Checkpoint, Note, NoteSignature, Policy, Reader, TransparencyLog,
    VerifierKey,
};
use parking_lot::Mutex;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use self::standing::{Countersigned, standing};
use super::witnesses::{Answer, Outbound, WitnessSettings};
use super::{Act, AppError, Author, Ombud};
use crate::measure;

/// Under this key stands who the witnesses are.
const SETTINGS: &str = "witnesses";
/// Milliseconds after which a log that does not grow is shown again: well within the hour.
const SHOWN_AGAIN: i64 = 50 * 60_000;

/// Whether, and whom, to ask when data are opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Witnessing {
    /// A command that does not serve: asks nobody and changes nothing.
    Leave,
    /// These; `None` where nobody was named.
    By(Option<WitnessSettings>),
}

/// A log at one head.
#[derive(Clone)]
pub(super) struct Snapshot {
    head: Checkpoint,
    note: Note,
    reader: Reader,
    /// Size of the last countersigned head.
    witnessed: Option<u64>,
}

impl Snapshot {
    pub(super) fn of(log: &TransparencyLog) -> Self {
        let (head, note) = log.head();
        let witnessed = log.witnessed().map(|head| head.size);
        Self {
            head: head.clone(),
            note: note.clone(),
            reader: log.reader(),
            witnessed,
        }
    }
}

/// The witnesses of this log.
pub(super) struct LogWitnesses {
    policy: Policy,
    every: Duration,
    witnesses: Vec<Arc<Asked>>,
    /// When enough of them last signed.
    signed: Mutex<Option<Timestamp>>,
}

struct Asked {
    outbound: Outbound,
    key: VerifierKey,
    /// The largest size that it is known to have seen; it corrects what is wrong.
    seen: AtomicU64,
}

/// What one witness said.
enum Said {
    Signed(NoteSignature),
    /// It has seen more entries than there are.
    Ahead(u64),
    /// It has seen entries that are not these.
    Other,
    Useless(&'static str),
}

/// What all of them said about one head.
struct Round {
    /// The head with the countersignatures.
    note: Note,
    signed: usize,
    /// What speaks against this log.
    contradiction: Option<String>,
    /// Who did not help, and why.
    useless: Vec<String>,
}

impl Asked {
    async fn submit(self: Arc<Self>, log: Snapshot) -> (String, Said) {
        let said = self.said(&log).await;
        (self.key.name().to_owned(), said)
    }

    async fn said(&self, log: &Snapshot) -> Said {
        let size = log.head.size;
        let mut old = self.seen.load(Ordering::Relaxed).min(size);
        // It may have seen something else than is remembered here: it says so, and is asked once more.
        for _ in 0..2 {
            let reader = log.reader.clone();
            let Ok(Ok(proof)) =
                tokio::task::spawn_blocking(move || reader.consistency(old, size)).await
            else {
                return Said::Useless("the log could not be read for it");
            };
            match self
                .outbound
                .ask(
                    AddCheckpoint {
                        old,
                        proof,
                        head: log.note.clone(),
                    }
                    .to_string(),
                )
                .await
            {
                Answer::Signed(lines) => {
                    let Some(line) = lines.into_iter().find(|line| self.is_own(&log.note, line))
                    else {
                        return Said::Useless("its signature is not by the key that is configured");
                    };
                    self.seen.store(size, Ordering::Relaxed);
                    return Said::Signed(line);
                }
                Answer::Seen(seen) if seen > size => return Said::Ahead(seen),
                Answer::Seen(seen) if seen == size && old == size => return Said::Other,
                Answer::Seen(seen) => old = seen,
                Answer::NoProof => return Said::Other,
                Answer::UnknownLog => return Said::Useless("it does not know this log's key"),
                Answer::Useless(why) => return Said::Useless(why),
            }
        }
        Said::Useless("it says one size and then another")
    }

    fn is_own(&self, note: &Note, line: &NoteSignature) -> bool {
        let mut note = note.clone();
        note.add(line.clone()).is_ok() && note.verify(&[&self.key]).is_ok()
    }
}

impl LogWitnesses {
    fn new(settings: &WitnessSettings, log: VerifierKey) -> Result<Self, AppError> {
        let policy = settings.policy(log)?;
        let asked = |witness| {
            let outbound = Outbound::new(witness)?;
            Ok(Arc::new(Asked {
                outbound,
                key: witness.key.clone(),
                seen: AtomicU64::new(0),
            }))
        };
        let witnesses = settings
            .witnesses
            .iter()
            .map(asked)
            .collect::<Result<_, AppError>>()?;
        Ok(Self {
            policy,
            every: Duration::from_secs(settings.every_seconds),
            witnesses,
            signed: Mutex::default(),
        })
    }

    /// Those who are to be asked from now on, when there are any.
    pub(super) async fn configured(
        store: &Store,
        witnessing: &Witnessing,
        log: VerifierKey,
    ) -> Result<Option<Self>, AppError> {
        match witnessing {
            Witnessing::Leave => Ok(None),
            Witnessing::By(Some(settings)) if settings.is_empty() => Ok(None),
            Witnessing::By(Some(settings)) => Self::new(settings, log).map(Some),
            Witnessing::By(None) if stored(store).await?.is_none() => Ok(None),
            Witnessing::By(None) => Err(AppError::Data(
                "the audit log of these data has witnesses: name them with --witnesses; a file with `needed: 0` and `witnesses: []` \
                 says that there shall be none any more"
                    .to_owned(),
            )),
        }
    }

    async fn round(&self, log: &Snapshot) -> Round {
        let mut asking = JoinSet::new();
        for asked in &self.witnesses {
            asking.spawn(Arc::clone(asked).submit(log.clone()));
        }
        let mut round = Round {
            note: log.note.clone(),
            signed: 0,
            contradiction: None,
            useless: Vec::new(),
        };
        while let Some(Ok((name, said))) = asking.join_next().await {
            measure::witness_asked(match &said {
                Said::Signed(_) => "signed",
                Said::Ahead(_) | Said::Other => "contradicted",
                Said::Useless(_) => "useless",
            });
            match said {
                Said::Signed(line) => round.signed += usize::from(round.note.add(line).is_ok()),
                Said::Ahead(seen) => {
                    round.contradiction = Some(format!(
                        "the witness `{name}` has seen {seen} entries of the audit log, and here are {}: an older copy was put in its \
                         place, or another copy is in use; restore the newer one",
                        log.head.size
                    ));
                }
                Said::Other => {
                    round.contradiction = Some(format!(
                        "the witness `{name}` has seen another audit log under this name: this one was replaced, or split off from it; \
                         restore the right one"
                    ));
                }
                Said::Useless(why) => round.useless.push(format!("{name}: {why}")),
            }
        }
        round
    }

    /// Asks everybody about a log that was just opened, before anything is added to it. A log that no witness knows about extends at least
    /// the countersigned head that is kept beside it, or is not taken.
    pub(super) async fn before_writing(
        &self,
        log: &mut TransparencyLog,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let round = self.round(&Snapshot::of(log)).await;
        if let Some(contradiction) = round.contradiction {
            return Err(AppError::Data(contradiction));
        }
        if round.signed >= self.policy.needed() {
            let kept = log.record_witnessed(round.note.to_string().as_bytes(), &self.policy);
            kept.map_err(|error| {
                AppError::Data(format!("the countersigned head was not taken: {error}"))
            })?;
            *self.signed.lock() = Some(now);
            return Ok(());
        }
        let why = round.useless.join("; ");
        if round.signed == 0 && log.witnessed().is_none() {
            return Err(AppError::Data(format!(
                "no witness has countersigned the head of the audit log, and none ever has before, so nothing shows that it is not an \
                 older copy: start the witnesses, and check their addresses and keys ({why})"
            )));
        }
        tracing::error!(
            why,
            "too few witnesses answer; what is here extends the last countersigned head, so the server starts"
        );
        Ok(())
    }

    fn due(&self, log: &Snapshot, now: Timestamp) -> bool {
        let signed = *self.signed.lock();
        log.witnessed.is_none_or(|size| size < log.head.size)
            || signed.is_none_or(|signed| (now.millis() - signed.millis()).abs() >= SHOWN_AGAIN)
    }
}

/// Who the witnesses are, when there are any.
async fn stored(store: &Store) -> Result<Option<WitnessSettings>, AppError> {
    let Some(text) = store.records().value(SETTINGS).await? else {
        return Ok(None);
    };
    let settings: WitnessSettings = serde_json::from_str(&text).map_err(AppError::internal)?;
    Ok(Some(settings).filter(|settings| !settings.is_empty()))
}

impl Ombud {
    /// Keeps who the witnesses are, for those who ask later. A change is on record: to name others, or nobody, is a way to be rid of them.
    pub(super) async fn remember_witnesses(&self, witnessing: &Witnessing) -> Result<(), AppError> {
        let Witnessing::By(Some(settings)) = witnessing else {
            return Ok(());
        };
        let text = serde_json::to_string(settings).map_err(AppError::internal)?;
        if self.store.records().value(SETTINGS).await?.as_ref() == Some(&text) {
            return Ok(());
        }
        let act = Act::new(Operation::ChangeSettings).on_named("settings", "witnesses")?;
        let put = async |_| {
            Ok(self
                .store
                .records()
                .transaction(async |work| work.put_value(SETTINGS, &text).await)
                .await?)
        };
        self.record(&Author::of(AuditActor::Console), act, put)
            .await
    }

    /// Has the head of the audit log countersigned as it grows, until the program ends.
    pub async fn keep_countersigning(&self) {
        let Some(log_witnesses) = &self.log_witnesses else {
            return;
        };
        let mut ticks = tokio::time::interval(log_witnesses.every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.countersign_head(log_witnesses).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the head of the audit log could not be countersigned"
                );
            }
        }
    }

    async fn countersign_head(&self, log_witnesses: &LogWitnesses) -> Result<(), AppError> {
        let Some(log) = self.audit.snapshot() else {
            return Ok(());
        };
        let now = self.clock.now();
        if log_witnesses.due(&log, now) {
            let round = log_witnesses.round(&log).await;
            if let Some(contradiction) = &round.contradiction {
                tracing::error!(contradiction, "a witness refuses the audit log");
            }
            if !round.useless.is_empty() {
                tracing::warn!(
                    why = round.useless.join("; "),
                    "witnesses did not countersign the audit log"
                );
            }
            if round.signed >= log_witnesses.policy.needed() {
                self.audit
                    .record_witnessed(round.note, log_witnesses.policy.clone())
                    .await?;
                *log_witnesses.signed.lock() = Some(now);
            }
        }
        let (reader, policy, note) = (
            log.reader,
            log_witnesses.policy.clone(),
            self.audit.file(super::audit::WITNESSED)?,
        );
        let judge = move || standing(&reader, &policy, note.as_deref(), now);
        let standing = tokio::task::spawn_blocking(judge)
            .await
            .map_err(AppError::internal)??;
        measure::witnessed(standing.late, standing.behind);
        if standing.late {
            tracing::error!(
                standing = standing.text,
                "the countersigned head of the audit log is late"
            );
        }
        Ok(())
    }

    /// How far the audit log is countersigned; `None` where it has no witnesses.
    pub(super) async fn witness_standing(&self) -> Result<Option<Countersigned>, AppError> {
        let Some(settings) = stored(&self.store).await? else {
            return Ok(None);
        };
        let policy = settings.policy(self.audit.key().clone())?;
        let judge = || {
            let Some(reader) = self.audit.reader()? else {
                return Ok(None);
            };
            standing(
                &reader,
                &policy,
                self.audit.file(super::audit::WITNESSED)?.as_deref(),
                self.clock.now(),
            )
            .map(Some)
        };
        // What is wrong with a log that cannot be read is said elsewhere.
        let unread = |_: AppError| {
            Some(Countersigned {
                late: true,
                behind: 0,
                text: "the audit log cannot be read".to_owned(),
            })
        };
        Ok(judge().unwrap_or_else(unread))
    }
}
