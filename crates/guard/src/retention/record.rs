//! What a run has deleted, for the audit log: kinds, counts and spans of time, and a commitment to the list of lots. Nothing of the content.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use ombud_model::{AccountId, Timestamp};
use serde::{Deserialize, Serialize};

use super::Kind;
use super::plan::{Deletion, LastRun, Plan, PlanStanding, digest};

/// What went of one kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deleted {
    pub lots: u64,
    pub rows: u64,
    /// The oldest and the youngest moment in what went.
    pub from: Timestamp,
    pub to: Timestamp,
}

/// What a run rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RunBasis {
    /// The rules, without anybody.
    Rules,
    /// A human being who has looked at a braked plan.
    Confirmed(AccountId),
}

/// One run.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RunRecord {
    /// 1 for the first run, then without gaps.
    pub number: u64,
    pub at: Timestamp,
    pub by: RunBasis,
    pub deleted: BTreeMap<Kind, Deleted>,
    /// SHA-256 over kinds, lots and counts, in hexadecimal: whoever still has the list of lots (a backup, a works council) can check it.
    pub commitment: String,
}

impl RunRecord {
    /// The record of a plan that was carried out; `None` for a braked one, which deletes nothing and does not count as a run.
    pub fn of(number: u64, plan: &Plan) -> Option<Self> {
        let by = match &plan.standing {
            PlanStanding::Ready => RunBasis::Rules,
            PlanStanding::Confirmed(confirmed) => RunBasis::Confirmed(confirmed.by),
            PlanStanding::Braked(_) => return None,
        };
        let mut deleted: BTreeMap<Kind, Deleted> = BTreeMap::new();
        for deletion in plan.deletions() {
            let Deletion {
                kind,
                from,
                to,
                rows,
                ..
            } = deletion;
            let entry = deleted.entry(*kind).or_insert(Deleted {
                lots: 0,
                rows: 0,
                from: *from,
                to: *to,
            });
            entry.lots += 1;
            entry.rows = entry.rows.saturating_add(*rows);
            entry.from = entry.from.min(*from);
            entry.to = entry.to.max(*to);
        }
        let commitment = HEXLOWER.encode(&digest(plan.deletions()));
        Some(Self {
            number,
            at: plan.at,
            by,
            deleted,
            commitment,
        })
    }

    /// What the next plan compares its clock with.
    pub fn as_last(&self) -> LastRun {
        LastRun { at: self.at }
    }
}
