//! A request about a person: somebody asks for what only another human may allow, for a purpose and for a number of days.
//!
//! Whoever asks for something says what it is ([`Wanted`]). Another human approves or denies it; the one who asked may withdraw it; after
//! seven days without an answer it lapses. From the approval on it is in force for the days that were asked for, unless somebody ends it
//! before.
//!
//! Promises: nobody decides on a request of their own or about themselves, with whichever of their accounts; only humans ask and decide,
//! and only about persons in their admin units; a refused step changes nothing, and its reason names nobody. Nothing here reads a clock or
//! a store, and nothing here is a name or a text in somebody's words.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use ombud_identity::unmask::{ActingAccount, DenialGround, Nature, Purpose, RevocationGround};
use ombud_model::{Day, Party, PersonId, PersonRequestId, PolicyId, Timestamp, UnitId};
use serde::{Deserialize, Serialize};

const DAY_MILLIS: i64 = 86_400_000;
/// A request that nobody decided on counts for nothing after this.
const LAPSE_DAYS: u16 = 7;
/// The longest period that one report is about.
const LONGEST_PERIOD: i32 = 90;

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Wanted {
    /// What the person did from the first day to the last one, for whoever asked to read.
    UserReport { from: Day, to: Day },
    /// The person is in scope of these policies without a trigger.
    ScoringByHand { policies: BTreeSet<PolicyId> },
}

impl Wanted {
    /// The stable name of its kind.
    pub const fn name(&self) -> &'static str {
        match self {
            Wanted::UserReport { .. } => "user-report",
            Wanted::ScoringByHand { .. } => "scoring-by-hand",
        }
    }

    /// For how many days it may be in force.
    pub const fn range(&self) -> RangeInclusive<u16> {
        match self {
            Wanted::UserReport { .. } => 1..=30,
            Wanted::ScoringByHand { .. } => 5..=30,
        }
    }

    fn check(&self, now: Timestamp) -> Result<(), Refused> {
        match self {
            Wanted::UserReport { from, to } if to < from || *to > now.day() => Err(Refused::Period),
            Wanted::UserReport { from, to } if to.since(*from) >= LONGEST_PERIOD => {
                Err(Refused::Period)
            }
            Wanted::ScoringByHand { policies } if policies.is_empty() => Err(Refused::NoPolicy),
            Wanted::UserReport { .. } | Wanted::ScoringByHand { .. } => Ok(()),
        }
    }
}

/// What somebody asks for, about whom and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// A new id, drawn at random.
    pub id: PersonRequestId,
    pub person: PersonId,
    pub wanted: Wanted,
    pub purpose: Purpose,
    /// For how many days it is to be in force, from the approval on.
    pub days: u16,
}

/// Somebody approved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    pub by: Party,
    pub at: Timestamp,
}

/// How far a request has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum State {
    /// Waits for a decision.
    Requested,
    /// In force.
    Approved(Approval),
    Denied {
        by: Party,
        at: Timestamp,
        ground: DenialGround,
    },
    /// Taken back by the one who asked.
    Withdrawn { at: Timestamp },
    /// Ended before its time.
    Ended {
        approval: Approval,
        by: Party,
        at: Timestamp,
        ground: RevocationGround,
    },
    /// Nobody decided in time. Never stored: see [`PersonRequest::state_at`].
    Lapsed { at: Timestamp },
    /// Its time was over. Never stored, too.
    Expired { approval: Approval, at: Timestamp },
}

impl State {
    /// Who approved it, and when.
    pub const fn approval(&self) -> Option<Approval> {
        match self {
            State::Approved(approval)
            | State::Ended { approval, .. }
            | State::Expired { approval, .. } => Some(*approval),
            State::Requested
            | State::Denied { .. }
            | State::Withdrawn { .. }
            | State::Lapsed { .. } => None,
        }
    }

    /// When it was over.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            State::Requested | State::Approved(_) => None,
            State::Denied { at, .. }
            | State::Withdrawn { at }
            | State::Ended { at, .. }
            | State::Lapsed { at }
            | State::Expired { at, .. } => Some(*at),
        }
    }
}

/// Why nothing comes of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error(
        "only a human being can do this: sign in as a person, without an API token of an integration"
    )]
    NotHuman,
    #[error("the person is outside of your admin units")]
    OutsideUnits,
    #[error(
        "nobody asks or decides about themselves: ask for an access report, or leave it to others"
    )]
    AboutYourself,
    #[error("your own request must be decided by somebody else")]
    OwnRequest,
    #[error("only whoever made the request can withdraw it: deny it instead")]
    NotYourRequest,
    #[error("the request is no longer open: it was decided on, withdrawn or has lapsed")]
    NotOpen,
    #[error("the request is not in force: it was never approved, or it is over")]
    NotInForce,
    #[error(
        "the period must begin before it ends, end today at the latest and have {LONGEST_PERIOD} days at most"
    )]
    Period,
    #[error("name the policies that the person is to be in scope of: one at least")]
    NoPolicy,
    #[error("the days must be {fewest} to {most}")]
    Days { fewest: u16, most: u16 },
    #[error("the clock is behind the last step: check the time of this machine")]
    ClockBehind,
}

/// A request about a person, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonRequest {
    id: PersonRequestId,
    person: PersonId,
    wanted: Wanted,
    purpose: Purpose,
    days: u16,
    by: Party,
    at: Timestamp,
    state: State,
}

impl PersonRequest {
    /// Asks. `units` are the admin units that the person is in now.
    pub fn ask(
        ask: Ask,
        by: &ActingAccount,
        units: &[UnitId],
        now: Timestamp,
    ) -> Result<Self, Refused> {
        may_act(by, ask.person, units)?;
        let range = ask.wanted.range();
        if !range.contains(&ask.days) {
            let (fewest, most) = (*range.start(), *range.end());
            return Err(Refused::Days { fewest, most });
        }
        ask.wanted.check(now)?;
        let Ask {
            id,
            person,
            wanted,
            purpose,
            days,
        } = ask;
        Ok(Self {
            id,
            person,
            wanted,
            purpose,
            days,
            by: by.party,
            at: now,
            state: State::Requested,
        })
    }

    /// Another human allows it, from now on. `units` are the admin units that the person is in now.
    pub fn approve(
        &self,
        by: &ActingAccount,
        units: &[UnitId],
        now: Timestamp,
    ) -> Result<Self, Refused> {
        self.may_decide(by, units, now)?;
        if now < self.at {
            return Err(Refused::ClockBehind);
        }
        Ok(self.with(State::Approved(Approval {
            by: by.party,
            at: now,
        })))
    }

    /// Another human does not allow it.
    pub fn deny(
        &self,
        by: &ActingAccount,
        units: &[UnitId],
        ground: DenialGround,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        self.may_decide(by, units, now)?;
        Ok(self.with(State::Denied {
            by: by.party,
            at: now.max(self.at),
            ground,
        }))
    }

    /// Whoever asked takes it back while it is open.
    pub fn withdraw(&self, by: &ActingAccount, now: Timestamp) -> Result<Self, Refused> {
        self.open(now)?;
        must_be_human(by)?;
        if by.party.account != self.by.account {
            return Err(Refused::NotYourRequest);
        }
        Ok(self.with(State::Withdrawn {
            at: now.max(self.at),
        }))
    }

    /// Ends what is in force. No admin unit stands in the way: less is seen after it.
    pub fn end(
        &self,
        by: &ActingAccount,
        ground: RevocationGround,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        must_be_human(by)?;
        match self.state_at(now) {
            State::Approved(approval) => Ok(self.with(State::Ended {
                approval,
                by: by.party,
                at: now.max(approval.at),
                ground,
            })),
            _ => Err(Refused::NotInForce),
        }
    }

    /// How far it has come at `now`.
    pub fn state_at(&self, now: Timestamp) -> State {
        match (self.state, self.ends_at()) {
            (State::Requested, Some(at)) if at <= now => State::Lapsed { at },
            (State::Approved(approval), Some(at)) if at <= now => State::Expired { approval, at },
            (state, _) => state,
        }
    }

    /// When it lapses or ends by itself; `None` once somebody has ended it.
    pub fn ends_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Requested => Some(after(self.at, LAPSE_DAYS)),
            State::Approved(approval) => Some(after(approval.at, self.days)),
            _ => None,
        }
    }

    /// The approval under which it is in force at `now`, and until when. A clock that went back before the approval ends it, too.
    pub fn in_force(&self, now: Timestamp) -> Result<(Approval, Timestamp), Refused> {
        match (self.state_at(now), self.ends_at()) {
            (State::Approved(approval), Some(until)) if approval.at <= now => Ok((approval, until)),
            _ => Err(Refused::NotInForce),
        }
    }

    /// The first and the last day on which the person is in scope of the policy by hand: from the day of the approval on for as many days as
    /// were asked for, or up to the day on which somebody ended it. It is the same whenever it is asked for.
    pub fn window(&self, policy: PolicyId) -> Option<(Day, Day)> {
        let Wanted::ScoringByHand { policies } = &self.wanted else {
            return None;
        };
        let first = self.state.approval()?.at.day();
        let last = first.plus(i32::from(self.days));
        let last = match self.state {
            State::Ended { at, .. } => last.min(at.day()),
            _ => last,
        };
        policies.contains(&policy).then_some((first, last))
    }

    pub fn id(&self) -> PersonRequestId {
        self.id
    }

    pub fn person(&self) -> PersonId {
        self.person
    }

    pub fn wanted(&self) -> &Wanted {
        &self.wanted
    }

    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// For how many days it is in force from the approval on.
    pub fn days(&self) -> u16 {
        self.days
    }

    /// Who asked.
    pub fn by(&self) -> Party {
        self.by
    }

    /// When it was asked for.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    fn may_decide(
        &self,
        by: &ActingAccount,
        units: &[UnitId],
        now: Timestamp,
    ) -> Result<(), Refused> {
        self.open(now)?;
        may_act(by, self.person, units)?;
        match by.party.is(&self.by) {
            true => Err(Refused::OwnRequest),
            false => Ok(()),
        }
    }

    fn open(&self, now: Timestamp) -> Result<(), Refused> {
        match self.state_at(now) {
            State::Requested => Ok(()),
            _ => Err(Refused::NotOpen),
        }
    }

    fn with(&self, state: State) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }
}

fn after(at: Timestamp, days: u16) -> Timestamp {
    Timestamp::from_millis(at.millis() + i64::from(days) * DAY_MILLIS).unwrap_or(Timestamp::MAX)
}

fn must_be_human(by: &ActingAccount) -> Result<(), Refused> {
    match by.nature {
        Nature::Human => Ok(()),
        Nature::Machine => Err(Refused::NotHuman),
    }
}

fn may_act(by: &ActingAccount, person: PersonId, units: &[UnitId]) -> Result<(), Refused> {
    must_be_human(by)?;
    if !by.units.reach(units) {
        return Err(Refused::OutsideUnits);
    }
    match by.party.person == Some(person) {
        true => Err(Refused::AboutYourself),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
