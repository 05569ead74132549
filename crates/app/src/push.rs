//! Records that a source pushes, taken in exactly once; and assessing what came in.

use ombud_access::Resource;
use ombud_connect::reader;
use ombud_model::Operation;
use ombud_store::records::Receipt;
use serde::{Deserialize, Serialize};

use super::ingest::{find_source, recognise};
use super::requests::Push;
use super::{Act, AppError, Caller, Ombud};
use crate::pipeline::{self, PipelineError, Rejected, Tally};

/// Rejects that an answer lists; all of them are kept.
const LISTED_REJECTS: usize = 100;

/// What became of one pushed batch, as it is answered and kept. `accepted + duplicates + corrected + rejected` equals `read`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PushResult {
    pub read: u64,
    pub accepted: u64,
    /// Records that were already there.
    pub duplicates: u64,
    pub rejected: u64,
    /// How many records an older reader had read, and say something else now: the new facts count.
    #[serde(default)]
    pub corrected: u64,
    /// How many of the accepted and the corrected are marked as incomplete: a fact of theirs is missing.
    #[serde(default)]
    pub incomplete: u64,
    /// The first 100 rejected records; all of them are kept and can be retried.
    pub rejects: Vec<PushReject>,
    /// Whether this idempotency key was answered before: then nothing was taken in, and this is the first answer again.
    pub replayed: bool,
}

/// One record that was not accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PushReject {
    /// Where it stands in the batch.
    pub place: String,
    pub reason: String,
}

/// What is kept under an idempotency key.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of the body, hexadecimal: the key stands for this body only.
    fingerprint: String,
    result: PushResult,
}

/// As it is kept.
fn hex(fingerprint: [u8; 32]) -> String {
    blake3::Hash::from_bytes(fingerprint).to_hex().to_string()
}

impl Ombud {
    /// Assesses whenever there is somebody to assess, or what is agreed changes by the passing of time, until the program ends. An error is
    /// logged and the next call tries again: the work list is in the database.
    pub async fn keep_assessing(&self) {
        loop {
            let done = match self.settle().await {
                Ok(()) => self.assess_pending().await.map(|_| ()),
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                tracing::error!(error = &error as &dyn std::error::Error, "assessing failed");
            }
            tokio::select! {
                () = self.assessing_due.notified() => {}
                () = self.wait_for_next_change() => {}
            }
        }
    }

    async fn push_once(&self, push: Push) -> Result<PushResult, AppError> {
        self.settle().await?;
        self.agreed()
            .allows_source(&push.source, self.clock.now())?;
        // The body is here already: whoever waits for this lock waits for no sender.
        let _one_at_a_time = self.pushing.lock().await;
        let known = self
            .store
            .records()
            .receipt(&push.source, &push.idempotency_key)
            .await?;
        if let Some(receipt) = known {
            let kept: Kept = serde_json::from_str(&receipt.body).map_err(AppError::internal)?;
            if hex(push.body.fingerprint()) != kept.fingerprint {
                return Err(AppError::KeyReused);
            }
            return Ok(PushResult {
                replayed: true,
                ..kept.result
            });
        }
        let (result, placements) = tokio::task::block_in_place(|| self.take_in(push))?;
        self.join_as_records_say().await?;
        if placements > 0 {
            self.reload_governance().await?;
        }
        self.assessing_due.notify_one();
        Ok(result)
    }

    /// What the sender is told, and how often a record said where a person belongs.
    fn take_in(&self, push: Push) -> Result<(PushResult, u64), AppError> {
        let fingerprint = hex(push.body.fingerprint());
        let reader = reader::open(Box::new(push.body))
            .map_err(|error| AppError::Invalid(error.to_string()))?;
        let source = find_source(&push.source)?;
        let rules = self.rules();
        let input = format!("push {}", push.idempotency_key);
        let stage = self.stage(source, &rules, None, &input);
        recognise(source, &reader, &stage.context())
            .map_err(|mismatch| AppError::Invalid(mismatch.to_string()))?;
        let (mut answer, mut placements) = (None, 0);
        let receipt = |tally: &Tally, rejects: &[Rejected]| {
            let kept = Kept {
                fingerprint,
                result: result(tally, rejects),
            };
            let text = serde_json::to_string(&kept).map_err(PipelineError::Receipt)?;
            (answer, placements) = (Some(kept.result), tally.placements);
            Ok(Receipt {
                source: push.source,
                key: push.idempotency_key,
                body: text,
                at: self.clock.now(),
            })
        };
        pipeline::run_once(&stage, reader, receipt)?;
        Ok((answer.unwrap_or_default(), placements))
    }
}

fn result(tally: &Tally, rejects: &[Rejected]) -> PushResult {
    let reject = |rejected: &Rejected| PushReject {
        place: rejected.place.to_string(),
        reason: rejected.reason.to_string(),
    };
    PushResult {
        read: tally.read,
        accepted: tally.accepted,
        duplicates: tally.duplicates,
        rejected: tally.rejected,
        corrected: tally.corrected,
        incomplete: tally.incomplete,
        rejects: rejects.iter().take(LISTED_REJECTS).map(reject).collect(),
        replayed: false,
    }
}

impl Ombud {
    /// Whether records can be pushed to that source on this installation.
    pub fn knows_source(&self, source: &str) -> bool {
        // A source with a mapping is set up with its file, which cannot be pushed.
        find_source(source).is_ok_and(|source| !source.meta().needs_mapping)
    }

    /// Id of the source that a push token was made for; `None` for a token that is not known. The time it takes must not tell how
    /// near a token is to a known one (compare with `ombud_identity::TokenHash::accepts`).
    pub async fn find_token_source(&self, token: &str) -> Result<Option<String>, AppError> {
        let mut owner = None;
        // All hashes are tried: the time says nothing about which source a token is near.
        for source in ombud_connect::SOURCES {
            let id = source.meta().id;
            if self
                .token_hash(id)
                .await?
                .is_some_and(|hash| hash.accepts(id, token))
            {
                owner = Some(id.to_owned());
            }
        }
        Ok(owner)
    }

    /// Takes one batch in and returns after the commit. A key seen before for this source returns the first answer with
    /// `replayed` set, provided that the body is the same; otherwise [`AppError::KeyReused`].
    pub async fn push(&self, push: Push) -> Result<PushResult, AppError> {
        let source = find_source(&push.source)?.meta().id;
        let act = Act::new(Operation::PushRecords).on_named("source", source)?;
        self.authorize(
            &Caller::Source(source),
            act,
            Resource::source(source),
            async |_, _| self.push_once(push).await,
        )
        .await
    }
}
