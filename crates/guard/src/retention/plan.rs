//! What is due, and whether it may go.

use std::collections::{BTreeMap, BTreeSet};

use ombud_identity::unmask::{ActingAccount, Minutes, Nature};
use ombud_model::{AccountId, CaseId, PersonId, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Kind, RetentionRules};
use crate::hold::{self, Hold, HoldTarget};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// What was looked at longer ago than this is looked at again.
const CONFIRM_WITHIN: Minutes = Minutes::days(3);

/// What the store calls a lot: a segment's id, a case's id, a day's number. Unique within its kind.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LotId(pub String);

/// The rows of a lot that are about one person or belong to one case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part {
    /// `None`: about nobody, or about persons none of whom is held (they may be counted together).
    pub person: Option<PersonId>,
    pub case: Option<CaseId>,
    /// At least 1.
    pub rows: u64,
}

/// Things that fall due together: a segment, a case, the sessions of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lot {
    pub kind: Kind,
    pub id: LotId,
    /// The oldest and the youngest moment in it; its time runs from the youngest on.
    pub from: Timestamp,
    pub to: Timestamp,
    pub parts: Vec<Part>,
}

/// The last run that deleted what was due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LastRun {
    pub at: Timestamp,
}

/// What a plan is made from.
#[derive(Clone, Copy, Debug)]
pub struct PlanContext<'a> {
    pub rules: &'a RetentionRules,
    pub holds: &'a [Hold],
    /// Who is in which case: a hold on a case keeps everything about everybody in it.
    pub members: &'a BTreeMap<CaseId, BTreeSet<PersonId>>,
    pub now: Timestamp,
    /// `None` before the first run.
    pub last: Option<LastRun>,
}

/// Delete this lot but for the parts of `keep`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Deletion {
    pub kind: Kind,
    pub lot: LotId,
    pub from: Timestamp,
    pub to: Timestamp,
    /// Rows that go.
    pub rows: u64,
    /// Held: their rows stay, so the lot is written anew with them alone. Empty: the whole lot goes.
    pub keep_persons: Vec<PersonId>,
    pub keep_cases: Vec<CaseId>,
}

/// Why nothing is deleted for now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Brake {
    #[error(
        "the clock says {now}, which is before the last run at {last}: set the clock right, or confirm"
    )]
    ClockBack { last: Timestamp, now: Timestamp },
    #[error(
        "the clock says {now}, which is far after the last run at {last}: set the clock right, or confirm"
    )]
    ClockJump { last: Timestamp, now: Timestamp },
    #[error("{due} of {total} rows of {kind} would go at once: check rules and clock, or confirm")]
    TooMuch { kind: Kind, due: u64, total: u64 },
}

/// Whether a plan may be carried out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PlanStanding {
    /// Carry it out.
    Ready,
    /// Carry it out: a human being has looked at it.
    Confirmed(Confirmed),
    /// Delete nothing.
    Braked(Vec<Brake>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    pub by: AccountId,
    pub at: Timestamp,
}

/// What a run is to delete. Store a braked one until somebody has looked at it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Plan {
    pub at: Timestamp,
    pub standing: PlanStanding,
    /// What is due, by kind and lot.
    due: Vec<Deletion>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConfirmRefused {
    #[error(
        "only a human being can do this: sign in as a person, without an API token of an integration"
    )]
    NotHuman,
    #[error("there is nothing to confirm: the plan is not braked")]
    NotBraked,
    #[error("this is not the plan that was looked at: look at the present one and confirm that")]
    OtherPlan,
    #[error("the plan is of another time than now: have a new one made and look at that")]
    Stale,
}

/// Lists what is due in the inventory, less what is held, and looks whether the brake must be pulled.
pub fn plan(context: &PlanContext<'_>, inventory: &[Lot]) -> Plan {
    let under_hold = UnderHold::of(context);
    let mut due: Vec<Deletion> = inventory
        .iter()
        .filter(|lot| is_due(lot, context.rules, context.now))
        .filter_map(|lot| under_hold.deletion(lot))
        .collect();
    due.sort_by(|one, other| (one.kind, &one.lot).cmp(&(other.kind, &other.lot)));
    let mut brakes: Vec<Brake> = clock(context).into_iter().collect();
    brakes.extend(shares(context.rules, inventory, &due));
    let standing = if brakes.is_empty() || due.is_empty() {
        PlanStanding::Ready
    } else {
        PlanStanding::Braked(brakes)
    };
    Plan {
        at: context.now,
        standing,
        due,
    }
}

fn is_due(lot: &Lot, rules: &RetentionRules, now: Timestamp) -> bool {
    // A lot whose ends are swapped is as young as its youngest end.
    let youngest = lot.from.max(lot.to);
    youngest.millis() + i64::from(rules.effective(lot.kind).days) * DAY_MS <= now.millis()
}

fn clock(context: &PlanContext<'_>) -> Option<Brake> {
    let (last, now) = (context.last?.at, context.now);
    let ahead = i64::from(context.rules.brake().ahead_hours) * HOUR_MS;
    if now < last {
        Some(Brake::ClockBack { last, now })
    } else if now.millis() - last.millis() > ahead {
        Some(Brake::ClockJump { last, now })
    } else {
        None
    }
}

fn shares(rules: &RetentionRules, inventory: &[Lot], due: &[Deletion]) -> Vec<Brake> {
    let mut counts: BTreeMap<Kind, (u128, u128)> = BTreeMap::new();
    for lot in inventory {
        counts.entry(lot.kind).or_default().1 += lot
            .parts
            .iter()
            .map(|part| u128::from(part.rows))
            .sum::<u128>();
    }
    for deletion in due {
        counts.entry(deletion.kind).or_default().0 += u128::from(deletion.rows);
    }
    let brake = rules.brake();
    let too_much = |(kind, (due, total)): (Kind, (u128, u128))| {
        let narrow = |count: u128| u64::try_from(count).unwrap_or(u64::MAX);
        (due >= u128::from(brake.at_least_rows)
            && due * 100 > total * u128::from(brake.share_percent))
        .then(|| Brake::TooMuch {
            kind,
            due: narrow(due),
            total: narrow(total),
        })
    };
    counts.into_iter().filter_map(too_much).collect()
}

/// The persons and cases that active holds keep.
struct UnderHold {
    persons: BTreeSet<PersonId>,
    cases: BTreeSet<CaseId>,
}

impl UnderHold {
    fn of(context: &PlanContext<'_>) -> Self {
        let active = context.holds.iter().filter(|hold| hold.is_active());
        let case = |hold: &Hold| match hold.on {
            HoldTarget::Person(_) => None,
            HoldTarget::Case(case) => Some(case),
        };
        Self {
            persons: hold::persons_under_hold(context.holds, context.members),
            cases: active.filter_map(case).collect(),
        }
    }

    fn holds(&self, part: &Part) -> bool {
        part.person
            .is_some_and(|person| self.persons.contains(&person))
            || part.case.is_some_and(|case| self.cases.contains(&case))
    }

    /// What of the lot goes; `None` when nothing does.
    fn deletion(&self, lot: &Lot) -> Option<Deletion> {
        let rows = lot
            .parts
            .iter()
            .filter(|part| !self.holds(part))
            .fold(0u64, |sum, part| sum.saturating_add(part.rows));
        if rows == 0 && lot.parts.iter().any(|part| self.holds(part)) {
            return None;
        }
        let kept = || lot.parts.iter().filter(|part| self.holds(part));
        let persons: BTreeSet<PersonId> = kept()
            .filter_map(|part| part.person)
            .filter(|person| self.persons.contains(person))
            .collect();
        let cases: BTreeSet<CaseId> = kept()
            .filter_map(|part| part.case)
            .filter(|case| self.cases.contains(case))
            .collect();
        Some(Deletion {
            kind: lot.kind,
            lot: lot.id.clone(),
            from: lot.from,
            to: lot.to,
            rows,
            keep_persons: persons.into_iter().collect(),
            keep_cases: cases.into_iter().collect(),
        })
    }
}

impl Plan {
    /// What may be deleted now: nothing while the brake is on.
    pub fn deletions(&self) -> &[Deletion] {
        match self.standing {
            PlanStanding::Braked(_) => &[],
            PlanStanding::Ready | PlanStanding::Confirmed(_) => &self.due,
        }
    }

    /// What is due, for people who look at a braked plan.
    pub fn due(&self) -> &[Deletion] {
        &self.due
    }

    /// Identifies what a person has looked at: kinds, lots and counts.
    pub fn digest(&self) -> [u8; 32] {
        digest(&self.due)
    }

    /// Somebody has looked at exactly this plan and says that it is right. Ask [`plan`] again right before, with the holds of now and
    /// what has been stored since: only what is in both may go, so that a hold placed in between is honoured.
    pub fn confirm(
        &self,
        looked_at: &[u8; 32],
        by: &ActingAccount,
        present: &Plan,
    ) -> Result<Plan, ConfirmRefused> {
        if by.nature != Nature::Human {
            return Err(ConfirmRefused::NotHuman);
        }
        if !matches!(self.standing, PlanStanding::Braked(_)) {
            return Err(ConfirmRefused::NotBraked);
        }
        if *looked_at != self.digest() {
            return Err(ConfirmRefused::OtherPlan);
        }
        // Not on another clock either: whoever set it right meanwhile does not want the plan that the wrong one gave.
        if present.at < self.at || present.at > CONFIRM_WITHIN.after(self.at) {
            return Err(ConfirmRefused::Stale);
        }
        let seen: BTreeSet<(Kind, &LotId)> = self
            .due
            .iter()
            .map(|deletion| (deletion.kind, &deletion.lot))
            .collect();
        let due: Vec<Deletion> = present
            .due
            .iter()
            .filter(|deletion| seen.contains(&(deletion.kind, &deletion.lot)))
            .cloned()
            .collect();
        Ok(Plan {
            at: present.at,
            standing: PlanStanding::Confirmed(Confirmed {
                by: by.party.account,
                at: present.at,
            }),
            due,
        })
    }
}

/// The same deletions give the same digest, on every machine.
pub(super) fn digest(deletions: &[Deletion]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for deletion in deletions {
        hasher.update([deletion.kind.code()]);
        hasher.update((deletion.lot.0.len() as u64).to_be_bytes());
        hasher.update(&deletion.lot.0);
        for number in [
            deletion.rows,
            deletion.keep_persons.len() as u64,
            deletion.keep_cases.len() as u64,
        ] {
            hasher.update(number.to_be_bytes());
        }
        deletion
            .keep_persons
            .iter()
            .for_each(|person| hasher.update(person.0.to_be_bytes()));
        deletion
            .keep_cases
            .iter()
            .for_each(|case| hasher.update(case.0.to_be_bytes()));
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests;
