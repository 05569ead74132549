//! What follows from an agreement for everything else: whom it covers, and that what is derived from records is computed anew when it
//! changes.
//!
//! Promises: what a person sees, and what is assessed, was computed on the basis that holds now; while that is not so, and while nothing may
//! be processed, lists are empty and the work waits.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ombud_access::Subject;
use ombud_guard::agreement::{Council, Enforced};
use ombud_model::{Operation, PersonId, Timestamp};
use ombud_query::Whom;
use ombud_store::Records;

use super::assess::AssessTally;
use super::authorization::Governance;
use super::{Act, AppError, Author, Ombud};

/// Under this key stands on the basis of which agreement insights and assessments were computed.
pub(super) const COMPUTED_UNDER: &str = "computed-under";
/// Under this key stands how many corrected records are in what was computed.
pub(super) const COMPUTED_CORRECTIONS: &str = "computed-corrections";
/// What stands there after the settings were changed, until everything is recomputed: equal to no agreement's name.
pub(super) const OTHER_SETTINGS: &str = "other settings";
/// How insights are made of records, and assessments of insights. A higher number than the stored one: a program of before made them, and
/// they are made anew.
const INSIGHTS: u32 = 7;
/// The longest sleep before the clock is looked at again.
const LONGEST_SLEEP_MS: u64 = 60_000;

/// Whom the agreement covers, at one moment.
pub(crate) struct Coverage {
    governance: Arc<Governance>,
    settled: bool,
    everybody: bool,
    now: Timestamp,
}

impl Coverage {
    /// Whether anything about the person may be assessed or shown.
    pub(crate) fn has(&self, person: PersonId) -> bool {
        self.settled && (self.everybody || self.governance.is_agreed(person, self.now))
    }

    /// Those of `whom` who are covered.
    pub(crate) fn within(&self, whom: &Whom) -> Whom {
        match whom {
            _ if !self.settled => Whom::Only(BTreeSet::new()),
            whom if self.everybody => whom.clone(),
            Whom::Only(persons) => Whom::Only(
                persons
                    .iter()
                    .copied()
                    .filter(|person| self.has(*person))
                    .collect(),
            ),
            Whom::Everybody | Whom::EverybodyBut(_) => {
                let members = self
                    .governance
                    .members
                    .keys()
                    .copied()
                    .filter(|person| self.has(*person));
                Whom::Only(members.filter(|person| whom.includes(*person)).collect())
            }
        }
    }
}

impl Governance {
    fn is_agreed(&self, person: PersonId, now: Timestamp) -> bool {
        match self.members.get(&self.aliases.resolve(person)) {
            Some(units) => self.agreed.allows_person(units, now).is_ok(),
            None => self.agreed.covers_everybody(now),
        }
    }
}

pub(super) async fn computed_under(records: &Records) -> Result<String, AppError> {
    let stored = records.value(COMPUTED_UNDER).await?;
    // What was computed before there was a word for it, was computed without an agreement.
    Ok(stored.unwrap_or_else(|| Enforced::of(Council::Off, &[], Timestamp::MIN).basis()))
}

/// What stands under [`COMPUTED_UNDER`] when everything was computed under this agreement by this program.
pub(super) fn basis(agreed: &Enforced) -> String {
    format!("{}; insights {INSIGHTS}", agreed.basis())
}

impl Ombud {
    /// What may be processed now.
    pub fn agreed(&self) -> Arc<Enforced> {
        Arc::clone(&self.governance().agreed)
    }

    pub(super) fn coverage(&self) -> Coverage {
        let (governance, now) = (self.governance(), self.clock.now());
        let everybody = governance.agreed.covers_everybody(now);
        Coverage {
            settled: self.is_settled(),
            everybody,
            governance,
            now,
        }
    }

    /// Whether the agreement covers each of them.
    pub(super) fn covers_all(&self, subjects: &[Subject]) -> bool {
        let (agreed, now) = (self.agreed(), self.clock.now());
        subjects
            .iter()
            .all(|subject| agreed.allows_person(&subject.units, now).is_ok())
    }

    /// Whether something may be processed, and what is stored was computed on that basis.
    pub(super) fn is_settled(&self) -> bool {
        let agreed = self.agreed();
        agreed.allows_processing(self.clock.now()).is_ok()
            && self.computed_under() == basis(&agreed)
    }

    fn computed_under(&self) -> String {
        self.computed_under.read().clone()
    }

    /// Takes in the basis on which what is stored was computed; it is stored with that.
    pub(super) fn take_basis(&self, basis: String) {
        *self.computed_under.write() = basis;
    }

    /// Takes in what time has changed, and computes anew what must not stay as it was.
    pub async fn settle(&self) -> Result<(), AppError> {
        self.keep_up().await?;
        if self.is_in_line() {
            return Ok(());
        }
        let _pushing = self.pushing.lock().await;
        self.bring_in_line().await
    }

    fn is_in_line(&self) -> bool {
        let (agreed, rules) = (self.agreed(), self.rules());
        let same = rules.agreed.basis() == agreed.basis()
            && rules.agreed.changes_at() == agreed.changes_at();
        same && (agreed.allows_processing(self.clock.now()).is_err()
            || (self.computed_under() == basis(&agreed) && !self.corrections_wait()))
    }

    /// Whether what is computed does not yet follow from history as it was corrected.
    fn corrections_wait(&self) -> bool {
        self.ingest_state.corrected.load(Ordering::SeqCst)
    }

    /// Call it while nothing is taken in.
    pub(super) async fn bring_in_line(&self) -> Result<(), AppError> {
        if self.is_in_line() {
            return Ok(());
        }
        self.reload().await?;
        let agreed = self.agreed();
        self.follow_corrections().await?;
        // Without an agreement nothing is processed, deleting what was computed under the last one included.
        if agreed.allows_processing(self.clock.now()).is_ok()
            && self.computed_under() != basis(&agreed)
        {
            self.rebuild().await?;
        }
        Ok(())
    }

    /// Computes anew what follows from history, if rows of it were superseded; says what became of alerts. Call it while nothing is taken
    /// in.
    pub(super) async fn follow_corrections(&self) -> Result<AssessTally, AppError> {
        let allowed = self.agreed().allows_processing(self.clock.now()).is_ok();
        if !allowed || !self.corrections_wait() {
            return Ok(AssessTally::default());
        }
        let (all, computed) = corrected_records(self.store.records()).await?;
        let act = Act::new(Operation::Replay)
            .purpose("correct-history")?
            .reason(&format!(
                "{} corrected records",
                all.saturating_sub(computed)
            ));
        let rebuild = async |_| self.rebuild_and_tell().await;
        self.record(&Author::job("correction")?, act, rebuild).await
    }

    /// Those whom an unchanged agreement covers now and did not before, and the other way round.
    pub(super) fn moved(&self, before: &Governance, after: &Governance) -> Vec<PersonId> {
        let now = self.clock.now();
        let bound = after.agreed.is_needed() && !after.agreed.covers_everybody(now);
        if !bound || before.agreed.basis() != after.agreed.basis() {
            return Vec::new();
        }
        let both = before.members.keys().chain(after.members.keys()).copied();
        let mut moved: Vec<PersonId> = both
            .filter(|person| before.is_agreed(*person, now) != after.is_agreed(*person, now))
            .collect();
        moved.sort_unstable();
        moved.dedup();
        moved
    }

    /// Returns when time may have changed what is agreed or who is where.
    pub(super) async fn wait_for_next_change(&self) {
        match self.governance().changes_at {
            None => std::future::pending().await,
            Some(at) => {
                let left = u64::try_from(at.millis().saturating_sub(self.clock.now().millis()))
                    .unwrap_or(0);
                // What is due already has failed once: not again at once.
                let sleep = if left == 0 {
                    1_000
                } else {
                    left.min(LONGEST_SLEEP_MS)
                };
                tokio::time::sleep(Duration::from_millis(sleep)).await;
            }
        }
    }
}

/// How many records newer readers have corrected, and how many of them are in what is computed. They differ while superseded rows still count:
/// the program ended between superseding rows of history and computing from it anew, or is about to compute.
pub(super) async fn corrected_records(records: &Records) -> Result<(u64, u64), AppError> {
    let stats = records.source_stats().await?;
    let computed = records.value(COMPUTED_CORRECTIONS).await?;
    let computed = computed.map_or(Ok(0), |value| value.parse());
    let computed = computed
        .map_err(|_| AppError::Data(format!("the value `{COMPUTED_CORRECTIONS}` is no number")))?;
    Ok((stats.iter().map(|source| source.corrected).sum(), computed))
}
