//! Unmaskings as they are shown: without names, and over by the clock whether that was noted or not.

use ombud_identity::unmask::{State, Unmasking};
use ombud_model::Timestamp;

/// One unmasking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnmaskingSummary {
    /// As it is stored.
    pub unmasking: Unmasking,
    /// Pseudonym.
    pub person: String,
    /// As it stands by the clock.
    pub state: State,
}

impl UnmaskingSummary {
    /// As it stands at that moment, about the person of this pseudonym.
    pub(super) fn at(now: Timestamp, unmasking: Unmasking, person: String) -> Self {
        Self {
            state: state_at(&unmasking, now),
            unmasking,
            person,
        }
    }

    /// When it was over.
    pub fn ended_at(&self) -> Option<Timestamp> {
        end_of(self.state)
    }
}

/// One unmasking, and why it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnmaskingDetail {
    pub unmasking: UnmaskingSummary,
    /// In the words of the one who asked; `None` after the person was erased.
    pub justification: Option<String>,
}

/// The vault's count of names shown beside what the audit log says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnmaskingReport {
    /// Names that the vault has shown, by its own count.
    pub counted: u64,
    /// Entries of the audit log without a certain outcome.
    pub open: u64,
    /// What is wrong; `None` when count and log agree.
    pub problem: Option<String>,
}

/// As it stands by the clock: what is over is over, noted or not.
fn state_at(unmasking: &Unmasking, now: Timestamp) -> State {
    unmasking
        .expire(now)
        .map_or_else(|_| unmasking.state(), |expired| expired.state())
}

const fn end_of(state: State) -> Option<Timestamp> {
    match state {
        State::Requested | State::Approved { .. } => None,
        State::Denied { at, .. }
        | State::Withdrawn { at }
        | State::Expired { at }
        | State::Revoked { at, .. } => Some(at),
    }
}

/// When it was over.
pub(super) fn ended_at(unmasking: &Unmasking, now: Timestamp) -> Option<Timestamp> {
    end_of(state_at(unmasking, now))
}
