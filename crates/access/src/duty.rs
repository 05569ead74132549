//! Duties that are kept apart, as published in `content/access/duties.yaml`.

use std::collections::BTreeSet;

use ombud_model::Operation;
use serde::Deserialize;

use super::ContentError;

/// A kind of work that one human may be trusted with, as long as the same human does not also do another kind.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    pub id: String,
    pub title: String,
    pub operations: BTreeSet<Operation>,
}

/// Two duties that nobody holds together.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DutyConflict {
    /// Ids of the two duties.
    pub between: [String; 2],
    pub reason: String,
}

/// All duties and conflicts.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duties {
    pub duties: Vec<Duty>,
    pub conflicts: Vec<DutyConflict>,
    /// Operations that go with any duty.
    pub free: BTreeSet<Operation>,
}

impl Duties {
    /// Reads and checks them: every operation is named exactly once, and conflicts are between known duties.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, ContentError> {
        let problem = |problem: String| ContentError::Content {
            file: file.to_owned(),
            problem,
        };
        let duties: Self =
            serde_norway::from_str(text).map_err(|error| problem(error.to_string()))?;
        let mut named: Vec<Operation> = duties
            .duties
            .iter()
            .flat_map(|duty| duty.operations.iter().copied())
            .collect();
        named.extend(&duties.free);
        for operation in Operation::ALL {
            let times = named.iter().filter(|named| *named == operation).count();
            if times != 1 {
                return Err(problem(format!(
                    "`{operation}` is named {times} times: name it once, under one duty or under `free`"
                )));
            }
        }
        for id in duties
            .conflicts
            .iter()
            .flat_map(|conflict| &conflict.between)
        {
            if !duties.duties.iter().any(|duty| duty.id == *id) {
                return Err(problem(format!(
                    "a conflict names the duty `{id}`, which is not there"
                )));
            }
        }
        Ok(duties)
    }

    /// The duties that somebody has who may do `operations`.
    pub fn of(&self, operations: &BTreeSet<Operation>) -> impl Iterator<Item = &Duty> {
        self.duties
            .iter()
            .filter(move |duty| !duty.operations.is_disjoint(operations))
    }

    /// The first conflict between the duties of one set of operations and those of another, or of the same.
    pub fn conflict(
        &self,
        one: &BTreeSet<Operation>,
        other: &BTreeSet<Operation>,
    ) -> Option<&DutyConflict> {
        let has = |operations, id: &str| self.of(operations).any(|duty| duty.id == id);
        self.conflicts.iter().find(|conflict| {
            let [first, second] = &conflict.between;
            (has(one, first) && has(other, second)) || (has(one, second) && has(other, first))
        })
    }
}
