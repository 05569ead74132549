//! Whether what a record tells of took effect.
//!
//! Promises: nothing is done by default. The record says it, or Microsoft logs the operation only when it has happened (the list is
//! published in the reference of sources); otherwise the outcome is unknown.

use ombud_model::Outcome;

use super::operations::{Meaning, Shape};
use super::rejected;
use super::wire::Common;
use crate::source::Rejection;
use crate::text;

/// Words of `ResultStatus`.
const FAILED: &[&str] = &["Failed", "False", "Failure", "Fail", "Error"];
const DONE: &[&str] = &[
    "Succeeded",
    "Success",
    "True",
    "PartiallySucceeded",
    "Successful",
    "Completed",
];

/// The outcome of a record with that meaning, which is read in that shape. An `EnforcementMode` that nobody knows rejects it.
pub(super) fn of(
    record: &Common<'_>,
    meaning: Meaning,
    shape: Shape,
) -> Result<Outcome, Rejection> {
    let status: &str = &record.result_status;
    let is_one = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(status));
    let has_status = !status.is_empty();
    let stopped = match shape {
        Shape::Endpoint => is_stopped(&record.enforcement_mode)?,
        _ => None,
    };
    Ok(match stopped {
        Some(true) => Outcome::Blocked,
        _ if has_status && is_one(FAILED) => Outcome::Failed,
        _ if is_blocked(&record.operation) => Outcome::Blocked,
        Some(false) => Outcome::Done,
        None if has_status && is_one(DONE) => Outcome::Done,
        None if !has_status && meaning.is_logged_on_success() => Outcome::Done,
        None => Outcome::Unknown,
    })
}

/// The field that tells the outcome of records of that shape.
pub(super) const fn field(shape: Shape) -> &'static str {
    match shape {
        Shape::Endpoint => "EnforcementMode",
        _ => "ResultStatus",
    }
}

/// Whether the name of an operation says that it was stopped: `SharingInvitationBlocked`, `Blocked sharing invitation`.
pub(super) fn is_blocked(operation: &str) -> bool {
    const WORD: &str = "blocked";
    let at = operation.len().saturating_sub(WORD.len());
    operation
        .get(at..)
        .is_some_and(|end| end.eq_ignore_ascii_case(WORD))
        || text::starts_with_ignore_case(operation, "blocked ")
}

/// Whether the policy stopped the act; `None` when the record does not say. A block that the user may override stops it until a second
/// record says that they did.
pub(super) fn is_stopped(mode: &str) -> Result<Option<bool>, Rejection> {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(mode));
    match () {
        () if mode.is_empty() => Ok(None),
        () if is(&[
            "0",
            "1",
            "3",
            "5",
            "None",
            "Audit",
            "WarnAndBypass",
            "Bypass",
            "Allow",
            "Off",
        ]) =>
        {
            Ok(Some(false))
        }
        () if is(&["2", "4", "Warn", "BlockWithOverride", "Block", "Blocked"]) => Ok(Some(true)),
        () => Err(rejected(
            "EnforcementMode is none that is known (0 to 5): whether the act was blocked is not told",
        )),
    }
}
