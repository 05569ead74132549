//! Unmaskings: asked for within a case, decided on by others, and released to the one who asked.
//!
//! Promises: every state that is stored is vouched for by the master key, and one that is not is honoured by nobody; reasons in words lie
//! apart, sealed under the person's key; the name goes to one account, after the intent is in the log and the vault has counted it.

mod kept;
mod reveal;
mod rules;
mod shown;

use std::collections::BTreeMap;

use ombud_access::{Kind, Resource};
use ombud_identity::unmask::{
    ActingAccount, Ask, Justification, Refused, RevocationGround, Unmasking, UnmaskingTag,
    VouchedUnmasking, reconcile,
};
use ombud_identity::{OsEntropy, PersonKey};
use ombud_model::{Case, CaseId, Operation, PersonId, UnmaskingId};
use ombud_store::records::DocumentChange;
use serde::{Deserialize, Serialize};

pub(super) use self::kept::deleted;
pub use self::reveal::RevealedName;
pub use self::shown::{UnmaskingDetail, UnmaskingReport, UnmaskingSummary};
use super::authorization::{Caller, Permit};
use super::documents::{self, Read, StoredDocument};
use super::holds::drawn;
use super::notices::Notice;
use super::{Act, AppError, Ombud};
use crate::requests::WantedId;
use crate::requests::unmaskings::{UnmaskingRequest, UnmaskingStep};

/// An unmasking, and the master key's word for it as it stands.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vouched {
    unmasking: Unmasking,
    tag: UnmaskingTag,
}

impl StoredDocument for Vouched {
    const KIND: &'static str = "unmasking";

    fn id(&self) -> String {
        self.unmasking.id().to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.unmasking.person().to_string())
    }
}

/// Why the name was asked for, sealed under the person's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedJustification {
    unmasking: UnmaskingId,
    person: PersonId,
    sealed: Vec<u8>,
}

impl SealedJustification {
    fn new(
        justification: &Justification,
        key: &PersonKey,
        person: PersonId,
        unmasking: UnmaskingId,
    ) -> Result<Self, AppError> {
        let sealed = justification
            .seal(key, person, unmasking.0, &mut OsEntropy)
            .map_err(AppError::internal)?;
        Ok(Self {
            unmasking,
            person,
            sealed,
        })
    }
}

impl StoredDocument for SealedJustification {
    const KIND: &'static str = "justification";

    fn id(&self) -> String {
        self.unmasking.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

fn invalid(error: impl std::fmt::Display) -> AppError {
    AppError::Invalid(error.to_string())
}

fn refused(why: Refused) -> AppError {
    let text = why.to_string();
    match why {
        Refused::Duration => AppError::Invalid(text),
        Refused::NotHuman
        | Refused::OutsideUnits
        | Refused::AboutYourself
        | Refused::OwnRequest
        | Refused::NotYourRequest
        | Refused::ApprovedAlready => AppError::Forbidden(text),
        Refused::Lapsed
        | Refused::NotLive
        | Refused::NotOpen
        | Refused::NotDue
        | Refused::ClockBehind => AppError::Conflict(text),
    }
}

impl Ombud {
    fn vouch(&self, unmasking: Unmasking) -> Result<Vouched, AppError> {
        let tag = unmasking.vouch(&self.master).map_err(AppError::internal)?;
        Ok(Vouched { unmasking, tag })
    }

    fn unmasking_resource(&self, unmasking: &Unmasking, case: Option<&Case>) -> Resource {
        // A case that is gone is one to which nobody contributes.
        let contributors = case
            .map(|case| self.acting_contributors(case))
            .unwrap_or_default();
        let approvers = unmasking
            .approvals()
            .iter()
            .map(|approval| approval.by)
            .collect();
        Resource::unmasking(
            self.subject(unmasking.person()),
            unmasking.asked_by(),
            approvers,
            Some(contributors),
        )
    }

    /// The newest first.
    pub async fn list_unmaskings(
        &self,
        caller: &Caller,
    ) -> Result<Vec<UnmaskingSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ListUnmaskings,
            Resource::list(Kind::Unmasking),
            async |permit, underway| {
                let cases = self.cases_by_id().await?;
                let mut all = self.unmaskings_seen(caller, &permit, &cases).await?;
                all.sort_by_key(|unmasking| std::cmp::Reverse(unmasking.requested_at()));
                underway.concerned().note(all.iter().map(Unmasking::person));
                self.unmasking_summaries(&all).await
            },
        )
        .await
    }

    /// Those that the caller may know of, by id.
    pub(super) async fn unmaskings_seen(
        &self,
        caller: &Caller,
        permit: &Permit,
        cases: &BTreeMap<CaseId, Case>,
    ) -> Result<Vec<Unmasking>, AppError> {
        let mut all = Vec::new();
        for Read { value, .. } in documents::all::<Vouched>(self.store.records()).await? {
            let case = cases.get(&value.unmasking.case());
            let resource = self.unmasking_resource(&value.unmasking, case);
            if permit.sees(caller, &resource) {
                all.push(value.unmasking);
            }
        }
        Ok(all)
    }

    pub async fn request_unmasking(
        &self,
        caller: &Caller,
        new: UnmaskingRequest,
    ) -> Result<UnmaskingSummary, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let Some((person, case)) = self.named_in(&new).await? else {
            return self
                .refuse_missing(caller, Operation::RequestUnmasking)
                .await;
        };
        let (id, UnmaskingRequest { purpose, .. }) = (UnmaskingId(drawn()?), &new);
        let mut act = Act::new(Operation::RequestUnmasking)
            .on(id)
            .about(person)
            .case(case.id);
        if let Ok(purpose) = purpose {
            act = act.purpose(purpose.name())?;
        }
        let resource = Resource::unmasking(
            self.subject(person),
            principal.party,
            Vec::new(),
            Some(self.acting_contributors(&case)),
        );
        self.authorize(caller, act, resource, async |permit, _| {
            let (purpose, justification) = (new.purpose?, new.justification?);
            if !case.persons.contains(&person) {
                return Err(invalid(
                    "the case is not about this person: open one that is",
                ));
            }
            must_be_open(&case)?;
            let key = self.person_key(person).await?.ok_or_else(erased)?;
            let units = self.governance().units_of(person).into_iter().collect();
            let ask = Ask {
                id,
                person,
                units,
                case: case.id,
                purpose,
                duration: new.minutes,
            };
            let now = self.clock.now();
            self.agreed().allows_purpose(purpose.name(), now)?;
            let rules = self.unmask_rules_as_agreed(now).await?;
            let unmasking = Unmasking::request(ask, &permit.acting(&principal), &rules, now)
                .map_err(refused)?;
            let reason = SealedJustification::new(&justification, &key, person, id)?;
            let vouched = self.vouch(unmasking)?;
            let requested = vec![documents::new(&vouched)?, documents::new(&reason)?];
            self.commit_with_notice(requested, Notice::UnmaskingRequested(id))
                .await?;
            self.unmasking_summary(&vouched.unmasking).await
        })
        .await
    }

    /// Person and case that the request is about, when there are both.
    async fn named_in(&self, new: &UnmaskingRequest) -> Result<Option<(PersonId, Case)>, AppError> {
        let records = self.store.records();
        let person = records.person_by_pseudonym(&new.person).await?;
        let case = match new.case.id() {
            Some(id) => self.case(id).await?.map(|read| read.value),
            None => None,
        };
        Ok(person.zip(case))
    }

    pub async fn show_unmasking(
        &self,
        caller: &Caller,
        id: WantedId<UnmaskingId>,
    ) -> Result<UnmaskingDetail, AppError> {
        let (read, _, resource) = self
            .known_unmasking(caller, Operation::ListUnmaskings, id)
            .await?;
        let unmasking = &read.value.unmasking;
        let (id, person) = (unmasking.id(), unmasking.person());
        let act = Act::new(Operation::ListUnmaskings)
            .on(id)
            .about(person)
            .case(unmasking.case());
        self.authorize(caller, act, resource, async |_, _| {
            let sealed =
                documents::get::<SealedJustification>(self.store.records(), &id.to_string())
                    .await?;
            let justification = match (sealed, self.person_key(person).await?) {
                (Some(sealed), Some(key)) => {
                    let opened = Justification::open(&key, person, id.0, &sealed.value.sealed)
                        .map_err(AppError::internal)?;
                    Some(opened.text().to_owned())
                }
                _ => None,
            };
            Ok(UnmaskingDetail {
                unmasking: self.unmasking_summary(unmasking).await?,
                justification,
            })
        })
        .await
    }

    pub async fn decide_unmasking(
        &self,
        caller: &Caller,
        id: WantedId<UnmaskingId>,
        step: UnmaskingStep,
    ) -> Result<UnmaskingSummary, AppError> {
        let (operation, ground) = match &step {
            UnmaskingStep::Approve => (Operation::ApproveUnmasking, None),
            UnmaskingStep::Deny(ground) => {
                let name = ground.as_ref().ok().map(|ground| ground.name());
                (Operation::DenyUnmasking, name)
            }
            UnmaskingStep::Withdraw => (Operation::WithdrawUnmasking, None),
            UnmaskingStep::Revoke(ground) => {
                let name = ground.as_ref().ok().map(|ground| ground.name());
                (Operation::RevokeUnmasking, name)
            }
        };
        let (principal, _) = self.own_account(caller).await?;
        let (read, case, resource) = self.known_unmasking(caller, operation, id).await?;
        let unmasking = &read.value.unmasking;
        let mut act = Act::new(operation)
            .on(unmasking.id())
            .about(unmasking.person())
            .case(unmasking.case());
        if let Some(ground) = ground {
            act = act.purpose(ground)?;
        }
        self.authorize(caller, act, resource, async |permit, _| {
            self.genuine(&read.value)?;
            let (by, now) = (permit.acting(&principal), self.clock.now());
            let next = match step {
                UnmaskingStep::Approve => {
                    case.as_ref().ok_or_else(closed).and_then(must_be_open)?;
                    unmasking.approve(&by, now)
                }
                UnmaskingStep::Deny(ground) => unmasking.deny(&by, ground?, now),
                UnmaskingStep::Withdraw => unmasking.withdraw(&by, now),
                UnmaskingStep::Revoke(ground) => unmasking.revoke(&by, ground?, now),
            };
            let next = self.vouch(next.map_err(refused)?)?;
            documents::commit(self.store.records(), vec![documents::next(&read, &next)?]).await?;
            self.unmasking_summary(&next.unmasking).await
        })
        .await
    }

    /// The unmasking as proof; one that somebody without the master key has written or changed is none.
    fn genuine<'a>(&self, stored: &'a Vouched) -> Result<VouchedUnmasking<'a>, AppError> {
        stored
            .unmasking
            .vouched(&self.master, &stored.tag)
            .map_err(|error| AppError::Data(error.to_string()))
    }

    /// What becomes of live unmaskings when their case is closed.
    pub(super) async fn end_unmaskings_of_case(
        &self,
        case: CaseId,
        by: &ActingAccount,
    ) -> Result<Vec<DocumentChange>, AppError> {
        let now = self.clock.now();
        let mut changes = Vec::new();
        for read in documents::all::<Vouched>(self.store.records()).await? {
            let unmasking = &read.value.unmasking;
            if unmasking.case() == case
                && unmasking.is_live(now)
                && self.genuine(&read.value).is_ok()
            {
                let ended = unmasking
                    .revoke(by, RevocationGround::CaseClosed, now)
                    .map_err(refused)?;
                changes.push(documents::next(&read, &self.vouch(ended)?)?);
            }
        }
        Ok(changes)
    }

    async fn known_unmasking(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<UnmaskingId>,
    ) -> Result<(Read<Vouched>, Option<Case>, Resource), AppError> {
        let found = match id.id() {
            Some(id) => documents::get::<Vouched>(self.store.records(), &id.to_string()).await?,
            None => None,
        };
        let Some(read) = found else {
            return self.refuse_missing(caller, operation).await;
        };
        let case = self
            .case(read.value.unmasking.case())
            .await?
            .map(|read| read.value);
        let resource = self.unmasking_resource(&read.value.unmasking, case.as_ref());
        Ok((read, case, resource))
    }

    async fn unmasking_summary(&self, unmasking: &Unmasking) -> Result<UnmaskingSummary, AppError> {
        self.unmasking_summaries(std::slice::from_ref(unmasking))
            .await?
            .pop()
            .ok_or(AppError::OutOfSight)
    }

    async fn unmasking_summaries(
        &self,
        all: &[Unmasking],
    ) -> Result<Vec<UnmaskingSummary>, AppError> {
        let pseudonyms = self
            .pseudonyms_of(all.iter().map(Unmasking::person))
            .await?;
        let now = self.clock.now();
        let summary = |unmasking: &Unmasking| {
            let person = pseudonyms.get(&unmasking.person()).cloned();
            UnmaskingSummary::at(now, unmasking.clone(), person.unwrap_or_default())
        };
        Ok(all.iter().map(summary).collect())
    }

    /// Whether the vault's own count and the audit log agree.
    pub async fn show_unmasking_report(
        &self,
        caller: &Caller,
    ) -> Result<UnmaskingReport, AppError> {
        self.authorize(
            caller,
            Operation::VerifyAudit,
            Resource::list(Kind::AuditLog),
            async |_, _| {
                let counter = self.released().await?;
                Ok(match reconcile(counter, &self.reveals()?) {
                    Ok(found) => UnmaskingReport {
                        counted: counter.0,
                        open: found.open,
                        problem: None,
                    },
                    Err(mismatch) => UnmaskingReport {
                        counted: counter.0,
                        open: 0,
                        problem: Some(mismatch.to_string()),
                    },
                })
            },
        )
        .await
    }
}

fn closed() -> AppError {
    AppError::Conflict("the case is closed: nothing is unmasked in it any more".to_owned())
}

fn must_be_open(case: &Case) -> Result<(), AppError> {
    if case.is_open() {
        Ok(())
    } else {
        Err(closed())
    }
}

fn erased() -> AppError {
    AppError::Conflict("the person is erased: there is no name any more".to_owned())
}
