//! The proof that one name may be shown now, and the count of what was shown.
//!
//! The order is: the audit log takes the intent; the [`Release`] is made; the vault opens; the vault's own counter is raised and
//! persisted; only then does [`Uncounted::show`] hand the name out; the audit log takes the outcome. So the log and the counter know
//! of every name that was shown, each without the other, and [`reconcile`] compares them.

use ombud_model::{AccountId, PersonId, Timestamp, UnmaskingId};
use serde::{Deserialize, Serialize};

use super::{ActingAccount, Nature, UnmaskRules, VouchedUnmasking};

const DAY_MS: i64 = 86_400_000;

/// Number of the audit log's entry that says what is about to be done.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Intent(pub u64);

/// What a release rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum ReleaseGround {
    /// An approved unmasking, for this viewer.
    Unmasking { id: UnmaskingId, viewer: AccountId },
    /// Whoever holds both the data and the master key, in an installation that has no accounts yet.
    Operator,
}

/// Who wants to see whom, now.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub person: PersonId,
    pub viewer: ActingAccount,
    pub now: Timestamp,
    /// The entry in the audit log that was written before anything else.
    pub intent: Intent,
    /// When names were shown to this viewer lately: at least those of the last 24 hours, in any order, from the log.
    pub shown_before: &'a [Timestamp],
}

/// Whether there is anybody who could approve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Installation {
    /// No account was ever made: one operator with the data directory and the master key.
    SingleOperator,
    /// There are accounts, so names are shown under an unmasking and in no other way.
    WithAccounts,
}

/// What an operator wants to see on the command line.
#[derive(Clone, Copy, Debug)]
pub struct OperatorAct<'a> {
    pub person: PersonId,
    /// The operator's own words; they are in the audit log already.
    pub reason: &'a str,
    pub now: Timestamp,
    pub intent: Intent,
}

/// Why nothing is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoRelease {
    #[error("the unmasking is not live: it has not been approved, or it is over")]
    NotLive,
    #[error("the unmasking is for another person")]
    OtherPerson,
    #[error("the unmasking is for another viewer: ask for your own")]
    OtherViewer,
    #[error("only a human being can be shown a name")]
    NotHuman,
    #[error("the person is outside of your admin units")]
    OutsideUnits,
    #[error(
        "no more than {0} names are shown to one viewer in 24 hours: wait, or have the limit changed"
    )]
    TooMany(u32),
    #[error("this installation has accounts: ask for an unmasking with `ombud unmask request`")]
    AccountsExist,
    #[error("a reason is needed: it is kept in the audit log")]
    NoReason,
}

/// Proof that one person's name, or what was taken out of that person's activities, may be shown once, now. It is used up by the
/// vault and cannot be copied or stored.
///
/// ```compile_fail
/// fn twice(release: ombud_identity::unmask::Release) -> (ombud_identity::unmask::Release, ombud_identity::unmask::Release) {
///     (release.clone(), release)
/// }
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Release {
    person: PersonId,
    ground: ReleaseGround,
    intent: Intent,
    at: Timestamp,
}

impl Release {
    /// Under an approved unmasking, for exactly its person and its viewer.
    pub fn under(
        grant: &VouchedUnmasking<'_>,
        asked: &Asked<'_>,
        rules: &UnmaskRules,
    ) -> Result<Self, NoRelease> {
        let unmasking = grant.unmasking();
        if asked.person != unmasking.person() {
            return Err(NoRelease::OtherPerson);
        }
        if asked.viewer.party.account != unmasking.viewer() {
            return Err(NoRelease::OtherViewer);
        }
        if asked.viewer.nature != Nature::Human {
            return Err(NoRelease::NotHuman);
        }
        if !asked.viewer.units.reach(unmasking.units()) {
            return Err(NoRelease::OutsideUnits);
        }
        if !unmasking.is_live(asked.now) {
            return Err(NoRelease::NotLive);
        }
        // What lies in the future counts too: a clock that was set back must not empty the account.
        let lately = asked
            .shown_before
            .iter()
            .filter(|at| at.millis() > asked.now.millis() - DAY_MS)
            .count();
        if lately >= rules.releases_per_day() as usize {
            return Err(NoRelease::TooMany(rules.releases_per_day()));
        }
        let ground = ReleaseGround::Unmasking {
            id: unmasking.id(),
            viewer: asked.viewer.party.account,
        };
        Ok(Self {
            person: asked.person,
            ground,
            intent: asked.intent,
            at: asked.now,
        })
    }

    /// On the command line of an installation without accounts. Whoever runs it can read the data and the master key, so a second
    /// person could not be enforced: what can be enforced is a reason, the audit entry and the count. It ends with the first account.
    pub fn by_operator(
        installation: Installation,
        act: &OperatorAct<'_>,
    ) -> Result<Self, NoRelease> {
        if installation == Installation::WithAccounts {
            return Err(NoRelease::AccountsExist);
        }
        if act.reason.trim().is_empty() {
            return Err(NoRelease::NoReason);
        }
        Ok(Self {
            person: act.person,
            ground: ReleaseGround::Operator,
            intent: act.intent,
            at: act.now,
        })
    }

    pub fn person(&self) -> PersonId {
        self.person
    }

    pub fn ground(&self) -> ReleaseGround {
        self.ground
    }

    pub fn intent(&self) -> Intent {
        self.intent
    }

    pub fn at(&self) -> Timestamp {
        self.at
    }
}

/// The vault's own count of what was shown: persist it apart from the audit log. It only rises.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReleaseCounter(pub u64);

impl ReleaseCounter {
    /// The value to persist for one more release. Where several nodes share a database, let the database add one, and pass on
    /// the value it answers with.
    pub fn raised(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// Something opened that has not been counted yet, and so cannot be read.
///
/// ```compile_fail
/// fn read(opened: ombud_identity::unmask::Uncounted<String>) -> String {
///     opened.0
/// }
/// ```
pub struct Uncounted<T>(T);

impl<T> Uncounted<T> {
    pub(crate) fn new(opened: T) -> Self {
        Self(opened)
    }

    /// Hands it out. `persisted` is the value of the counter after it was raised for this release *and* persisted: when that failed,
    /// drop this instead.
    pub fn show(self, persisted: ReleaseCounter) -> T {
        debug_assert!(
            persisted > ReleaseCounter::default(),
            "the counter was not raised"
        );
        self.0
    }
}

impl<T> std::fmt::Debug for Uncounted<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Uncounted(..)")
    }
}

/// How an intent to show a name ended, as the audit log tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RevealOutcome {
    /// Shown, hence counted.
    Shown,
    /// Refused or failed before the count.
    NotShown,
    /// There is no outcome: the program stopped in between. Whether the count was raised cannot be told.
    Open,
}

/// One intent to show a name, from the audit log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reveal {
    pub intent: Intent,
    pub outcome: RevealOutcome,
}

/// What counter and log agree on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reconciled {
    pub shown: u64,
    /// Intents without an outcome. People should look at each of them.
    pub open: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Mismatch {
    #[error(
        "the vault has released {counter} names but the audit log explains {explained} at most: names were shown without a record"
    )]
    Unexplained { counter: u64, explained: u64 },
    #[error(
        "the audit log says that {shown} names were shown but the vault has counted {counter}: the counter was set back"
    )]
    CounterBehind { counter: u64, shown: u64 },
    #[error("audit entry {0} stands for two releases")]
    IntentTwice(u64),
}

/// Compares the two counts. Without open intents they must be equal.
pub fn reconcile(counter: ReleaseCounter, entries: &[Reveal]) -> Result<Reconciled, Mismatch> {
    let mut intents: Vec<Intent> = entries.iter().map(|reveal| reveal.intent).collect();
    intents.sort_unstable();
    if let Some(twice) = intents
        .array_windows()
        .find(|[one, next]| one == next)
        .map(|[one, _]| one)
    {
        return Err(Mismatch::IntentTwice(twice.0));
    }
    let count = |wanted: RevealOutcome| {
        entries
            .iter()
            .filter(|reveal| reveal.outcome == wanted)
            .count() as u64
    };
    let (shown, open) = (count(RevealOutcome::Shown), count(RevealOutcome::Open));
    let counter = counter.0;
    if counter < shown {
        return Err(Mismatch::CounterBehind { counter, shown });
    }
    if counter > shown + open {
        return Err(Mismatch::Unexplained {
            counter,
            explained: shown + open,
        });
    }
    Ok(Reconciled {
        shown: counter,
        open,
    })
}

#[cfg(test)]
mod tests;
