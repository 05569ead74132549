//! The two-person rule: what one administrator must not do alone is proposed, and done when a second human has agreed.
//!
//! Whoever wants a change asks for it as always. Where it takes two, a [`Proposal`] is made instead; another human approves or refuses
//! it; after that the one who asked asks once more, and it is done. So what is done is judged as things stand when it is done, and what
//! comes of it, such as the link of a reset, is given to the one who asked and to nobody else.
//!
//! Promises: nobody decides on a proposal of their own or about their own account, with whichever of their accounts; a proposal is used
//! once, by the one who made it, for exactly the change that was approved; after seven days it counts for nothing. Nothing here reads a
//! clock or a store.

use std::collections::BTreeMap;
use std::fmt;

use ombud_access::{CustomRole, RoleId};
use ombud_accounts::SecondFactorRule;
use ombud_identity::unmask::UnmaskRules;
use ombud_model::entropy::{self, Entropy, NoEntropy};
use ombud_model::{AccountId, Party, ProposalId, Timestamp, Units};
use serde::{Deserialize, Serialize};

/// A proposal that was not decided on, or not used, counts for nothing after this.
const LIFETIME_MILLIS: i64 = 7 * 86_400_000;

/// A change that takes two.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// A link with which an account is set up anew.
    ResetAccount { account: AccountId },
    /// An account on which the others rely is disabled.
    DisableAccount { account: AccountId },
    /// A role that decides or reveals is given.
    GrantRole {
        account: AccountId,
        role: RoleId,
        units: Units,
        expires: Option<Timestamp>,
    },
    /// A role is taken from an account on which the others rely.
    RevokeRole { account: AccountId, role: RoleId },
    /// A custom role is made one that decides or reveals, or such a one is changed.
    DefineRole { role: CustomRole },
    /// The installation becomes a pilot, where duties are united.
    BeginPilot,
    /// Fewer need a second factor.
    WeakenSecondFactor { rule: SecondFactorRule },
    /// Fewer approve an unmasking, more names are shown in a day, or rights rest for less long.
    WeakenUnmasking { rules: UnmaskRules },
    /// Kinds of data are kept for another time: days by the name of the kind.
    ChangeRetention { days: BTreeMap<String, u16> },
}

impl Change {
    /// What kind of change it is, as a word.
    pub const fn name(&self) -> &'static str {
        match self {
            Change::ResetAccount { .. } => "reset-account",
            Change::DisableAccount { .. } => "disable-account",
            Change::GrantRole { .. } => "grant-role",
            Change::RevokeRole { .. } => "revoke-role",
            Change::DefineRole { .. } => "define-role",
            Change::BeginPilot => "begin-pilot",
            Change::WeakenSecondFactor { .. } => "weaken-second-factor",
            Change::WeakenUnmasking { .. } => "weaken-unmasking",
            Change::ChangeRetention { .. } => "change-retention",
        }
    }

    /// The account that it is about.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Change::ResetAccount { account }
            | Change::DisableAccount { account }
            | Change::GrantRole { account, .. }
            | Change::RevokeRole { account, .. } => Some(*account),
            Change::DefineRole { .. }
            | Change::BeginPilot
            | Change::WeakenSecondFactor { .. }
            | Change::WeakenUnmasking { .. }
            | Change::ChangeRetention { .. } => None,
        }
    }
}

/// What exactly is to be changed, for whoever decides on it.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::ResetAccount { account } => write!(f, "set up {account} anew"),
            Change::DisableAccount { account } => write!(f, "disable {account}"),
            Change::GrantRole {
                account,
                role,
                units,
                expires,
            } => {
                write!(f, "grant `{role}` to {account}")?;
                if let Units::Only(units) = units {
                    let units: Vec<String> = units.iter().map(ToString::to_string).collect();
                    write!(f, " for {}", units.join(", "))?;
                }
                expires.map_or(Ok(()), |at| write!(f, " until {at}"))
            }
            Change::RevokeRole { account, role } => write!(f, "revoke `{role}` from {account}"),
            Change::DefineRole { role } => {
                let operations: Vec<&str> =
                    role.operations.iter().map(|each| each.name()).collect();
                write!(f, "let `{}` do {}", role.id, operations.join(", "))
            }
            Change::BeginPilot => f.write_str("make the installation a pilot"),
            Change::WeakenSecondFactor { rule } => match rule {
                SecondFactorRule::Required => f.write_str("require a second factor"),
                SecondFactorRule::RequiredExceptFor(roles) => {
                    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
                    write!(f, "require no second factor of {}", roles.join(", "))
                }
                SecondFactorRule::NotRequired => f.write_str("require no second factor"),
            },
            Change::WeakenUnmasking { rules } => write!(
                f,
                "unmask with {} approvals, {} names a day, and a rest of {} minutes",
                rules.approvals().count(),
                rules.releases_per_day(),
                rules.rest().0
            ),
            Change::ChangeRetention { days } => {
                let days: Vec<String> = days
                    .iter()
                    .map(|(kind, days)| format!("{kind} for {days} days"))
                    .collect();
                write!(f, "keep {}", days.join(", "))
            }
        }
    }
}

/// How far a proposal has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum State {
    Open,
    /// Whoever made it can carry it out.
    Approved {
        by: Party,
        at: Timestamp,
    },
    Refused {
        by: Party,
        at: Timestamp,
    },
    /// It was carried out.
    Done {
        approved_by: Party,
        at: Timestamp,
    },
    /// Its time was over. Never stored: see [`Proposal::state_at`].
    Expired,
}

/// Why nothing comes of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProposalRefused {
    #[error("nobody decides on what they proposed themselves: somebody else must")]
    Own,
    #[error("nobody decides on what concerns their own account: somebody else must")]
    Concerned,
    #[error("the proposal was decided on already, or its time is over: it must be made anew")]
    Over,
}

/// A change that somebody wants and another human is to agree to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    id: ProposalId,
    change: Change,
    by: Party,
    /// Whom the change is about.
    concerned: Option<Party>,
    at: Timestamp,
    state: State,
}

impl Proposal {
    /// `concerned`: the one behind the account that the change is about.
    pub fn new(
        change: Change,
        by: Party,
        concerned: Option<Party>,
        now: Timestamp,
        entropy: &mut (impl Entropy + ?Sized),
    ) -> Result<Self, NoEntropy> {
        Ok(Self {
            id: ProposalId(u128::from_le_bytes(entropy::bytes(entropy)?)),
            change,
            by,
            concerned,
            at: now,
            state: State::Open,
        })
    }

    pub fn id(&self) -> ProposalId {
        self.id
    }

    pub fn change(&self) -> &Change {
        &self.change
    }

    /// Who made it.
    pub fn by(&self) -> Party {
        self.by
    }

    /// When it was made.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// From then on it counts for nothing, unless it was carried out.
    pub fn ends_at(&self) -> Timestamp {
        Timestamp::from_millis(self.at.millis() + LIFETIME_MILLIS).unwrap_or(Timestamp::MAX)
    }

    /// How far it has come at `now`. A clock that went back before its beginning ends it, too.
    pub fn state_at(&self, now: Timestamp) -> State {
        match self.state {
            State::Open | State::Approved { .. } if now < self.at || now >= self.ends_at() => {
                State::Expired
            }
            state => state,
        }
    }

    /// Another human agrees.
    pub fn approve(&self, by: Party, now: Timestamp) -> Result<Self, ProposalRefused> {
        self.decided(by, now, State::Approved { by, at: now })
    }

    /// Another human does not.
    pub fn refuse(&self, by: Party, now: Timestamp) -> Result<Self, ProposalRefused> {
        self.decided(by, now, State::Refused { by, at: now })
    }

    /// Whoever made it does what was approved. Store the outcome together with the change.
    pub fn carry_out(&self, now: Timestamp) -> Result<Self, ProposalRefused> {
        match self.state_at(now) {
            State::Approved { by, .. } => Ok(self.with(State::Done {
                approved_by: by,
                at: now,
            })),
            State::Open | State::Refused { .. } | State::Done { .. } | State::Expired => {
                Err(ProposalRefused::Over)
            }
        }
    }

    fn decided(&self, by: Party, now: Timestamp, state: State) -> Result<Self, ProposalRefused> {
        if self.state_at(now) != State::Open {
            return Err(ProposalRefused::Over);
        }
        if by.is(&self.by) {
            return Err(ProposalRefused::Own);
        }
        if self.concerned.is_some_and(|concerned| by.is(&concerned)) {
            return Err(ProposalRefused::Concerned);
        }
        Ok(self.with(state))
    }

    fn with(&self, state: State) -> Self {
        Self {
            state,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use ombud_identity::OsEntropy;
    use ombud_model::PersonId;

    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_millis(1_700_000_000_000 + hours * 3_600_000).unwrap()
    }

    fn party(account: u128, person: Option<u64>) -> Party {
        Party::new(AccountId(account), person.map(PersonId))
    }

    fn proposal() -> Proposal {
        let change = Change::ResetAccount {
            account: AccountId(3),
        };
        let (by, concerned) = (party(1, Some(1)), party(3, Some(3)));
        Proposal::new(change, by, Some(concerned), at(0), &mut OsEntropy).unwrap()
    }

    #[test]
    fn another_human_decides_and_it_is_used_once() {
        let open = proposal();
        for (who, why) in [
            (party(1, None), ProposalRefused::Own),
            (party(9, Some(1)), ProposalRefused::Own),
            (party(3, None), ProposalRefused::Concerned),
            (party(9, Some(3)), ProposalRefused::Concerned),
        ] {
            assert_eq!(open.approve(who, at(1)), Err(why));
            assert_eq!(open.refuse(who, at(1)), Err(why));
        }
        assert_eq!(open.carry_out(at(1)), Err(ProposalRefused::Over));
        let approved = open.approve(party(2, None), at(1)).unwrap();
        assert_eq!(
            approved.refuse(party(4, None), at(2)),
            Err(ProposalRefused::Over)
        );
        let done = approved.carry_out(at(2)).unwrap();
        assert_eq!(done.carry_out(at(3)), Err(ProposalRefused::Over));
        let refused = open.refuse(party(2, None), at(1)).unwrap();
        assert_eq!(refused.carry_out(at(2)), Err(ProposalRefused::Over));
        assert_eq!(
            refused.approve(party(2, None), at(2)),
            Err(ProposalRefused::Over)
        );
    }

    #[test]
    fn it_ends_after_seven_days_and_when_the_clock_goes_back() {
        let (open, week) = (proposal(), 7 * 24);
        let approved = open.approve(party(2, None), at(week - 1)).unwrap();
        assert!(approved.carry_out(at(week - 1)).is_ok());
        for over in [week, -1] {
            assert_eq!(
                open.approve(party(2, None), at(over)),
                Err(ProposalRefused::Over)
            );
            assert_eq!(approved.carry_out(at(over)), Err(ProposalRefused::Over));
            assert_eq!(approved.state_at(at(over)), State::Expired);
        }
        let done = approved.carry_out(at(week - 1)).unwrap();
        assert!(matches!(done.state_at(at(week)), State::Done { .. }));
    }

    #[test]
    fn what_is_stored_comes_back() {
        let text = serde_json::to_string(&proposal()).unwrap();
        let back: Proposal = serde_json::from_str(&text).unwrap();
        assert_eq!(back.change(), proposal().change());
    }
}
