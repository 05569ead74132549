//! One request to unmask one person, from asking to its end.

use data_encoding::HEXLOWER;
use ombud_model::{AccountId, CaseId, Party, PersonId, Timestamp, UnitId, UnmaskingId, hex};
use serde::{Deserialize, Serialize};

use super::{
    ActingAccount, ApprovalsNeeded, DenialGround, Minutes, Nature, Purpose, RevocationGround,
    UnmaskRules,
};
use crate::MasterKey;

/// What somebody asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// A new id, drawn at random.
    pub id: UnmaskingId,
    pub person: PersonId,
    /// The admin units the person is in now.
    pub units: Vec<UnitId>,
    pub case: CaseId,
    pub purpose: Purpose,
    /// `None` takes the usual length.
    pub duration: Option<Minutes>,
}

/// One approval.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    pub by: Party,
    pub at: Timestamp,
}

/// Where an unmasking stands. All but the first two are ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum State {
    /// Waits for approvals.
    Requested,
    /// Live from `at` on and before `until`.
    Approved { at: Timestamp, until: Timestamp },
    Denied {
        by: Party,
        at: Timestamp,
        ground: DenialGround,
    },
    /// Taken back by whoever asked.
    Withdrawn { at: Timestamp },
    /// Nobody decided in time, or the time is over. `at` is when that was so, not when it was noticed.
    Expired { at: Timestamp },
    Revoked {
        by: Party,
        at: Timestamp,
        ground: RevocationGround,
    },
}

/// A request to unmask one person, and what became of it. Holds no name and no free text.
///
/// A stored one is checked when it is read: one that could not have come about by these transitions does not load.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Body", into = "Body")]
pub struct Unmasking(Body);

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Body {
    id: UnmaskingId,
    person: PersonId,
    units: Vec<UnitId>,
    case: CaseId,
    purpose: Purpose,
    viewer: Party,
    duration_minutes: Minutes,
    approvals_needed: ApprovalsNeeded,
    requested_at: Timestamp,
    lapses_at: Timestamp,
    approvals: Vec<Approval>,
    state: State,
}

/// Why a transition is refused. Nothing has changed.
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
    #[error("you have approved this request already: another person must give the second approval")]
    ApprovedAlready,
    #[error("the request was not decided on in time and has lapsed: make a new one")]
    Lapsed,
    #[error("the unmasking is not live: it was never approved, or it is over")]
    NotLive,
    #[error("the request is no longer open: it was decided on, withdrawn or has lapsed")]
    NotOpen,
    #[error("nothing to expire yet: neither the request nor the unmasking is past its time")]
    NotDue,
    #[error("the length must be between one minute and the longest that the rules allow")]
    Duration,
    #[error("the clock is behind the last decision: check the time of this machine")]
    ClockBehind,
}

impl Unmasking {
    /// Asks. Whoever asks is the only one who will see the name.
    pub fn request(
        ask: Ask,
        by: &ActingAccount,
        rules: &UnmaskRules,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        must_be_human(by)?;
        if !by.units.reach(&ask.units) {
            return Err(Refused::OutsideUnits);
        }
        if by.party.person == Some(ask.person) {
            return Err(Refused::AboutYourself);
        }
        let duration = ask.duration.unwrap_or_else(|| rules.usual());
        if !(Minutes(1)..=rules.longest()).contains(&duration) {
            return Err(Refused::Duration);
        }
        let Ask {
            id,
            person,
            units,
            case,
            purpose,
            duration: _,
        } = ask;
        Ok(Self(Body {
            id,
            person,
            units,
            case,
            purpose,
            viewer: by.party,
            duration_minutes: duration,
            approvals_needed: rules.approvals(),
            requested_at: now,
            lapses_at: rules.lapse().after(now),
            approvals: Vec::new(),
            state: State::Requested,
        }))
    }

    /// Approves. The last approval that is needed makes it live, from that moment on.
    pub fn approve(&self, by: &ActingAccount, now: Timestamp) -> Result<Self, Refused> {
        self.decide(by, now)?;
        if self
            .0
            .approvals
            .iter()
            .any(|approval| approval.by.is(&by.party))
        {
            return Err(Refused::ApprovedAlready);
        }
        // Only here: going on to live on a clock that was set back would make it last longer than was approved.
        if now < self.last_event() {
            return Err(Refused::ClockBehind);
        }
        let mut next = self.clone();
        next.0.approvals.push(Approval {
            by: by.party,
            at: now,
        });
        if next.0.approvals.len() >= next.0.approvals_needed.count() {
            next.0.state = State::Approved {
                at: now,
                until: next.0.duration_minutes.after(now),
            };
        }
        Ok(next)
    }

    /// Denies; one denial is enough, also after a first approval.
    pub fn deny(
        &self,
        by: &ActingAccount,
        ground: DenialGround,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        self.decide(by, now)?;
        Ok(self.ended(State::Denied {
            by: by.party,
            at: self.not_before(now),
            ground,
        }))
    }

    /// Takes one's own open request back.
    pub fn withdraw(&self, by: &ActingAccount, now: Timestamp) -> Result<Self, Refused> {
        self.open(now)?;
        must_be_human(by)?;
        if by.party.account != self.0.viewer.account {
            return Err(Refused::NotYourRequest);
        }
        Ok(self.ended(State::Withdrawn {
            at: self.not_before(now),
        }))
    }

    /// Ends a live unmasking before its time. Ending one's own is allowed, and no admin unit stands in the way: less is shown after it.
    pub fn revoke(
        &self,
        by: &ActingAccount,
        ground: RevocationGround,
        now: Timestamp,
    ) -> Result<Self, Refused> {
        must_be_human(by)?;
        match self.0.state {
            State::Approved { until, .. } if now < until => Ok(self.ended(State::Revoked {
                by: by.party,
                at: self.not_before(now),
                ground,
            })),
            _ => Err(Refused::NotLive),
        }
    }

    /// Notes that the time is over. Nothing depends on this being done in time: every question looks at the clock itself.
    pub fn expire(&self, now: Timestamp) -> Result<Self, Refused> {
        match self.ends_at() {
            Some(end) if now >= end => Ok(self.ended(State::Expired { at: end })),
            _ => Err(Refused::NotDue),
        }
    }

    /// Whether a name may be shown under it at `now`.
    pub fn is_live(&self, now: Timestamp) -> bool {
        matches!(self.0.state, State::Approved { at, until } if at <= now && now < until)
    }

    /// When it lapses or ends by itself; `None` once it is over.
    pub fn ends_at(&self) -> Option<Timestamp> {
        match self.0.state {
            State::Requested => Some(self.0.lapses_at),
            State::Approved { until, .. } => Some(until),
            _ => None,
        }
    }

    pub fn id(&self) -> UnmaskingId {
        self.0.id
    }

    pub fn person(&self) -> PersonId {
        self.0.person
    }

    /// The person's admin units when it was asked for.
    pub fn units(&self) -> &[UnitId] {
        &self.0.units
    }

    pub fn case(&self) -> CaseId {
        self.0.case
    }

    pub fn purpose(&self) -> Purpose {
        self.0.purpose
    }

    /// Who asked and is the only one to whom the name is shown.
    pub fn viewer(&self) -> AccountId {
        self.0.viewer.account
    }

    /// Who asked, as a side.
    pub fn asked_by(&self) -> Party {
        self.0.viewer
    }

    pub fn duration(&self) -> Minutes {
        self.0.duration_minutes
    }

    pub fn approvals_needed(&self) -> ApprovalsNeeded {
        self.0.approvals_needed
    }

    /// Approvals so far, the first one first.
    pub fn approvals(&self) -> &[Approval] {
        &self.0.approvals
    }

    pub fn requested_at(&self) -> Timestamp {
        self.0.requested_at
    }

    pub fn state(&self) -> State {
        self.0.state
    }

    /// Vouches for the unmasking as it stands: a tag that only the holder of the master key can make. Store it beside the
    /// unmasking after every transition. Who can write to the database, but has no master key, cannot make an approval.
    pub fn vouch(&self, master: &MasterKey) -> Result<UnmaskingTag, NotVouched> {
        let bytes = serde_json::to_vec(&self.0).map_err(|_| NotVouched)?;
        Ok(UnmaskingTag(master.tag_grant(&bytes)))
    }

    /// The unmasking as proof, when the tag is the one that [`Unmasking::vouch`] made for exactly this state of it.
    pub fn vouched(
        &self,
        master: &MasterKey,
        tag: &UnmaskingTag,
    ) -> Result<VouchedUnmasking<'_>, NotVouched> {
        // `blake3::Hash` compares in constant time.
        if self.vouch(master)?.0 == tag.0 {
            Ok(VouchedUnmasking(self))
        } else {
            Err(NotVouched)
        }
    }

    fn open(&self, now: Timestamp) -> Result<(), Refused> {
        match self.0.state {
            State::Requested if now >= self.0.lapses_at => Err(Refused::Lapsed),
            State::Requested => Ok(()),
            _ => Err(Refused::NotOpen),
        }
    }

    /// What holds for approving and denying alike.
    fn decide(&self, by: &ActingAccount, now: Timestamp) -> Result<(), Refused> {
        self.open(now)?;
        must_be_human(by)?;
        if by.party.is(&self.0.viewer) {
            return Err(Refused::OwnRequest);
        }
        if by.party.person == Some(self.0.person) {
            return Err(Refused::AboutYourself);
        }
        if by.units.reach(&self.0.units) {
            Ok(())
        } else {
            Err(Refused::OutsideUnits)
        }
    }

    fn last_event(&self) -> Timestamp {
        self.0
            .approvals
            .last()
            .map_or(self.0.requested_at, |approval| approval.at)
    }

    /// Ending must work on a clock that was set back too, but history stays in order.
    fn not_before(&self, now: Timestamp) -> Timestamp {
        now.max(self.last_event())
    }

    fn ended(&self, state: State) -> Self {
        let mut next = self.clone();
        next.0.state = state;
        next
    }
}

fn must_be_human(by: &ActingAccount) -> Result<(), Refused> {
    match by.nature {
        Nature::Human => Ok(()),
        Nature::Machine => Err(Refused::NotHuman),
    }
}

/// Why a stored unmasking is not one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the stored unmasking contradicts itself: {0}")]
struct Impossible(&'static str);

impl TryFrom<Body> for Unmasking {
    type Error = Impossible;

    fn try_from(body: Body) -> Result<Self, Impossible> {
        let needed = body.approvals_needed.count();
        let given = body.approvals.len();
        let times = [body.requested_at]
            .into_iter()
            .chain(body.approvals.iter().map(|approval| approval.at));
        let last = body
            .approvals
            .last()
            .map_or(body.requested_at, |approval| approval.at);
        let distinct = |at: usize, approval: &Approval| {
            body.approvals
                .iter()
                .skip(at + 1)
                .all(|other| !other.by.is(&approval.by))
        };
        let problem = if !(Minutes(1)..=UnmaskRules::longest_ever())
            .contains(&body.duration_minutes)
        {
            "its length is not allowed"
        } else if body
            .approvals
            .iter()
            .any(|approval| approval.by.is(&body.viewer))
        {
            "it was approved by whoever asked"
        } else if !body
            .approvals
            .iter()
            .enumerate()
            .all(|(at, approval)| distinct(at, approval))
        {
            "one account approved twice"
        } else if !times.is_sorted() || last >= body.lapses_at {
            "it was approved before it was asked for or after it had lapsed"
        } else {
            match body.state {
                State::Requested | State::Withdrawn { .. } | State::Denied { .. }
                    if given >= needed =>
                {
                    "it is not marked as approved"
                }
                State::Denied { by, .. } if by.is(&body.viewer) => "it was denied by whoever asked",
                State::Approved { .. } | State::Revoked { .. } if given != needed => {
                    "the approvals are missing"
                }
                State::Approved { at, until }
                    if at != last || until != body.duration_minutes.after(at) =>
                {
                    "its end is wrong"
                }
                State::Revoked { at, .. } | State::Denied { at, .. } | State::Withdrawn { at }
                    if at < last =>
                {
                    "it ended before it began"
                }
                _ if given > needed => "there are too many approvals",
                _ => return Ok(Self(body)),
            }
        };
        Err(Impossible(problem))
    }
}

impl From<Unmasking> for Body {
    fn from(unmasking: Unmasking) -> Self {
        unmasking.0
    }
}

/// The master key's word for one state of one unmasking. Not secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnmaskingTag(blake3::Hash);

impl Serialize for UnmaskingTag {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&HEXLOWER.encode(self.0.as_bytes()))
    }
}

impl<'de> Deserialize<'de> for UnmaskingTag {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = hex::read::<32>(&text)
            .ok_or_else(|| serde::de::Error::custom("a tag of an unmasking is 64 digits"))?;
        Ok(Self(bytes.into()))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "the unmasking was changed by somebody who does not hold the master key, or belongs to another one: it is not honoured"
)]
pub struct NotVouched;

/// An unmasking that the master key vouches for. The only thing a release for an unmasking can be made of.
#[derive(Clone, Copy, Debug)]
pub struct VouchedUnmasking<'a>(&'a Unmasking);

impl<'a> VouchedUnmasking<'a> {
    pub fn unmasking(&self) -> &'a Unmasking {
        self.0
    }
}

#[cfg(test)]
mod tests;
