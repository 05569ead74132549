//! What somebody proposed that takes a second person: listed, approved, refused, and told to those who watch.

use ombud_access::{Kind, Resource};
use ombud_guard::proposal::{Proposal, State};
use ombud_model::{Operation, ProposalId, Timestamp};

use super::super::documents;
use super::super::{Act, AppError, Caller, Ombud};
use super::people::refused;
use crate::requests::WantedId;
use crate::requests::proposals::Verdict;

/// A change that somebody proposed, as it stands by the clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposalSummary {
    pub proposal: Proposal,
    pub state: State,
}

/// All proposals, the newest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposalList {
    /// Whether the two-person rule holds.
    pub in_force: bool,
    /// Who is missing for the rule.
    pub missing: Vec<&'static str>,
    pub proposals: Vec<ProposalSummary>,
}

/// For how long people are told of what became of a proposal.
const TOLD_MILLIS: i64 = 7 * 86_400_000;

impl Ombud {
    /// The newest first.
    pub async fn list_proposals(&self, caller: &Caller) -> Result<ProposalList, AppError> {
        self.authorize(
            caller,
            Operation::ListProposals,
            Resource::list(Kind::Settings),
            async |_, _| {
                let now = self.clock.now();
                let two_persons = &self.governance().two_persons;
                Ok(ProposalList {
                    in_force: two_persons.in_force(),
                    missing: two_persons.missing(),
                    proposals: self
                        .proposals_by_time()
                        .await?
                        .into_iter()
                        .map(|proposal| summary(proposal, now))
                        .collect(),
                })
            },
        )
        .await
    }

    /// The newest first.
    pub(in super::super) async fn proposals_by_time(&self) -> Result<Vec<Proposal>, AppError> {
        let mut all: Vec<Proposal> = documents::all::<Proposal>(self.store.records())
            .await?
            .into_iter()
            .map(|read| read.value)
            .collect();
        all.sort_by_key(|proposal| (std::cmp::Reverse(proposal.at()), proposal.id()));
        Ok(all)
    }

    /// Decides on what somebody else proposed. [`AppError::Conflict`] says why that cannot be.
    pub async fn decide_proposal(
        &self,
        caller: &Caller,
        id: WantedId<ProposalId>,
        verdict: Verdict,
    ) -> Result<ProposalSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let operation = match verdict {
            Verdict::Approve => Operation::ApproveProposal,
            Verdict::Refuse => Operation::RefuseProposal,
        };
        let found = match id.id() {
            Some(id) => documents::get::<Proposal>(self.store.records(), &id.to_string()).await?,
            None => None,
        };
        let Some(read) = found else {
            return self.refuse_missing(caller, operation).await;
        };
        let act = Act::new(operation)
            .on(read.value.id())
            .reason(&read.value.change().to_string());
        self.authorize(caller, act, Resource::settings(), async |_, _| {
            let (principal, _) = self.own_account(caller).await?;
            let now = self.clock.now();
            let decided = match verdict {
                Verdict::Approve => read.value.approve(principal.party, now),
                Verdict::Refuse => read.value.refuse(principal.party, now),
            };
            let decided = decided.map_err(refused)?;
            let change = vec![documents::next(&read, &decided)?];
            documents::commit(self.store.records(), change).await?;
            Ok(summary(decided, now))
        })
        .await
    }

    /// What somebody is told with their own account.
    pub(in super::super) async fn notices(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        let mut notices = self.notices_of_proposals(caller).await?;
        notices.extend(self.notices_of_cases(caller, TOLD_MILLIS).await?);
        Ok(notices)
    }

    /// For those who may list proposals: what is open, and what became of the others lately.
    async fn notices_of_proposals(&self, caller: &Caller) -> Result<Vec<String>, AppError> {
        let list = Resource::list(Kind::Settings);
        if self.ask(caller, Operation::ListProposals, &list).is_err() {
            return Ok(Vec::new());
        }
        let now = self.clock.now();
        let lately = |at: Timestamp| now.millis() - at.millis() < TOLD_MILLIS;
        let told = |proposal: &Proposal| {
            let what = proposal.change();
            let by = proposal.by().account;
            match proposal.state_at(now) {
                State::Open => Some(format!("{by} proposes to {what}: {}", proposal.id())),
                State::Approved { by: other, at } if lately(at) => {
                    Some(format!("{} approved that {by} may {what}", other.account))
                }
                State::Refused { by: other, at } if lately(at) => {
                    Some(format!("{} refused that {by} may {what}", other.account))
                }
                State::Done { approved_by, at } if lately(at) => Some(format!(
                    "{by} was let {what}, approved by {}, at {at}",
                    approved_by.account
                )),
                _ => None,
            }
        };
        let all = self.proposals_by_time().await?;
        Ok(all.iter().filter_map(told).collect())
    }
}

fn summary(proposal: Proposal, now: Timestamp) -> ProposalSummary {
    ProposalSummary {
        state: proposal.state_at(now),
        proposal,
    }
}
