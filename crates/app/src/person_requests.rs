//! Requests about a person: asked for by one human, decided on by another, in force for some days.
//!
//! Promises: every state that is stored is vouched for by the master key, and one that is not is honoured by nobody; reasons in words lie
//! apart, sealed under the person's key; whoever may not see the person is told the same as of somebody who does not exist.

mod by_hand;
mod kept;
mod report;

use ombud_access::{Kind, Resource, Subject};
use ombud_guard::person_request::{Ask, PersonRequest, Refused, State, Wanted};
use ombud_identity::unmask::Justification;
use ombud_identity::{OsEntropy, PersonKey};
use ombud_model::{Operation, PersonId, PersonRequestId};
use ombud_tlog::Object;
use serde::{Deserialize, Serialize};

pub(super) use self::by_hand::{ByHand, watched_by_hand};
use self::kept::deleted;
pub use self::report::{DayTotal, IndicatorTotal, UserReport};
use super::authorization::Caller;
use super::documents::{self, Read, StoredDocument};
use super::holds::drawn;
use super::{Act, AppError, Ombud};
use crate::requests::WantedId;
use crate::requests::person_requests::{NewPersonRequest, PersonRequestStep, WantedOfPerson};

/// A request, and the master key's word for it as it stands.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vouched {
    request: PersonRequest,
    tag: String,
}

impl StoredDocument for Vouched {
    const KIND: &'static str = "person-request";

    fn id(&self) -> String {
        self.request.id().to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.request.person().to_string())
    }
}

/// Why it was asked for, sealed under the person's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SealedReason {
    request: PersonRequestId,
    person: PersonId,
    sealed: Vec<u8>,
}

impl SealedReason {
    fn new(reason: &Justification, key: &PersonKey, of: &PersonRequest) -> Result<Self, AppError> {
        let (request, person) = (of.id(), of.person());
        let sealed = reason
            .seal(key, person, request.0, &mut OsEntropy)
            .map_err(AppError::internal)?;
        Ok(Self {
            request,
            person,
            sealed,
        })
    }
}

impl StoredDocument for SealedReason {
    const KIND: &'static str = "person-request-reason";

    fn id(&self) -> String {
        self.request.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

/// One request, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonRequestSummary {
    /// As it is stored.
    pub request: PersonRequest,
    /// Pseudonym.
    pub person: String,
    /// As it stands by the clock.
    pub state: State,
    /// Names of the policies that it brings the person in scope of.
    pub policies: Vec<String>,
}

/// One request, and why it was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonRequestDetail {
    pub request: PersonRequestSummary,
    /// In the words of the one who asked.
    pub reason: Option<String>,
}

fn refused(why: Refused) -> AppError {
    let text = why.to_string();
    match why {
        Refused::Period | Refused::NoPolicy | Refused::Days { .. } => AppError::Invalid(text),
        Refused::NotHuman
        | Refused::OutsideUnits
        | Refused::AboutYourself
        | Refused::OwnRequest
        | Refused::NotYourRequest => AppError::Forbidden(text),
        Refused::NotOpen | Refused::NotInForce | Refused::ClockBehind => AppError::Conflict(text),
    }
}

/// As the audit log names it.
fn object(id: PersonRequestId) -> Result<Object, AppError> {
    id.to_string().parse().map_err(AppError::internal)
}

impl Ombud {
    fn wanted(&self, asks: WantedOfPerson) -> Result<Wanted, AppError> {
        match asks {
            WantedOfPerson::UserReport { from, to } => Ok(Wanted::UserReport {
                from: from?,
                to: to?,
            }),
            WantedOfPerson::ScoringByHand { policies } => {
                let rules = self.rules();
                let named = policies.iter().map(|name| {
                    let found = rules.named(name);
                    let id = found.map(|policy| policy.policy().id);
                    id.map_err(|error| AppError::Invalid(error.to_string()))
                });
                Ok(Wanted::ScoringByHand {
                    policies: named.collect::<Result<_, _>>()?,
                })
            }
        }
    }

    fn vouch_request(&self, request: PersonRequest) -> Result<Vouched, AppError> {
        let body = serde_json::to_vec(&request).map_err(AppError::internal)?;
        let tag = self.master.tag_person_request(&body).to_hex().to_string();
        Ok(Vouched { request, tag })
    }

    /// The request, unless somebody without the master key has written or changed it.
    fn genuine_request<'a>(&self, stored: &'a Vouched) -> Result<&'a PersonRequest, AppError> {
        let body = serde_json::to_vec(&stored.request).map_err(AppError::internal)?;
        let own = self.master.tag_person_request(&body);
        // Hashes are compared in constant time.
        match blake3::Hash::from_hex(&stored.tag).is_ok_and(|tag| tag == own) {
            true => Ok(&stored.request),
            false => Err(AppError::Data(
                "a request about a person was changed outside of the program: it counts for nothing"
                    .to_owned(),
            )),
        }
    }

    fn person_request_resource(&self, request: &PersonRequest) -> Resource {
        Resource::person_request(self.subject(request.person()), request.by())
    }

    /// The newest first.
    pub async fn list_person_requests(
        &self,
        caller: &Caller,
    ) -> Result<Vec<PersonRequestSummary>, AppError> {
        self.authorize(
            caller,
            Operation::ListPersonRequests,
            Resource::list(Kind::PersonRequest),
            async |permit, underway| {
                let all = documents::all::<Vouched>(self.store.records()).await?;
                let mut seen: Vec<PersonRequest> = all
                    .into_iter()
                    .map(|read| read.value.request)
                    .filter(|request| permit.sees(caller, &self.person_request_resource(request)))
                    .collect();
                seen.sort_by_key(|request| std::cmp::Reverse((request.at(), request.id())));
                underway
                    .concerned()
                    .note(seen.iter().map(PersonRequest::person));
                self.person_request_summaries(seen).await
            },
        )
        .await
    }

    pub async fn request_about_person(
        &self,
        caller: &Caller,
        new: NewPersonRequest,
    ) -> Result<PersonRequestSummary, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let found = self.store.records().person_by_pseudonym(&new.person);
        let Some(person) = found.await? else {
            return self
                .refuse_missing(caller, Operation::RequestAboutPerson)
                .await;
        };
        let (id, subject) = (PersonRequestId(drawn()?), self.subject(person));
        let mut act = Act::new(Operation::RequestAboutPerson)
            .on(object(id)?)
            .about(person);
        if let Ok(purpose) = &new.purpose {
            act = act.purpose(purpose.name())?;
        }
        let resource = Resource::person_request(subject.clone(), principal.party);
        let asked = self.authorize(caller, act, resource, async |permit, _| {
            let (purpose, reason) = (new.purpose?, new.reason?);
            let ask = Ask {
                id,
                person,
                wanted: self.wanted(new.asks)?,
                purpose,
                days: new.days,
            };
            let now = self.clock.now();
            let key = self.person_key(person).await?.ok_or_else(erased)?;
            self.agreed().allows_purpose(purpose.name(), now)?;
            let units: Vec<_> = subject.units.iter().copied().collect();
            let request = PersonRequest::ask(ask, &permit.acting(&principal), &units, now)
                .map_err(refused)?;
            let reason = SealedReason::new(&reason, &key, &request)?;
            let vouched = self.vouch_request(request)?;
            let made = vec![documents::new(&vouched)?, documents::new(&reason)?];
            documents::commit(self.store.records(), made).await?;
            self.person_request_summary(vouched.request).await
        });
        asked
            .await
            .map_err(|error| self.unless_listed(caller, subject.clone(), error))
    }

    /// Whoever sees neither persons nor what is asked about them is not told by a refusal that there is such a person.
    fn unless_listed(&self, caller: &Caller, subject: Subject, error: AppError) -> AppError {
        let persons = Resource::persons(vec![subject]);
        match error {
            AppError::Forbidden(_)
                if self.ask(caller, Operation::ListPersons, &persons).is_err() =>
            {
                AppError::OutOfSight
            }
            other => other,
        }
    }

    pub async fn show_person_request(
        &self,
        caller: &Caller,
        id: WantedId<PersonRequestId>,
    ) -> Result<PersonRequestDetail, AppError> {
        let operation = Operation::ListPersonRequests;
        let (read, act, resource) = self.known_person_request(caller, operation, id).await?;
        let request = &read.value.request;
        self.authorize(caller, act, resource, async |_, _| {
            let (id, person) = (request.id(), request.person());
            let records = self.store.records();
            let sealed = documents::get::<SealedReason>(records, &id.to_string()).await?;
            let reason = match (sealed, self.person_key(person).await?) {
                (Some(sealed), Some(key)) => {
                    let sealed = &sealed.value.sealed;
                    let opened = Justification::open(&key, person, id.0, sealed);
                    let opened = opened.map_err(AppError::internal)?;
                    Some(opened.text().to_owned())
                }
                _ => None,
            };
            Ok(PersonRequestDetail {
                request: self.person_request_summary(request.clone()).await?,
                reason,
            })
        })
        .await
    }

    pub async fn decide_person_request(
        &self,
        caller: &Caller,
        id: WantedId<PersonRequestId>,
        step: PersonRequestStep,
    ) -> Result<PersonRequestSummary, AppError> {
        let (operation, ground) = match &step {
            PersonRequestStep::Approve => (Operation::ApprovePersonRequest, None),
            PersonRequestStep::Deny(ground) => {
                let name = ground.as_ref().ok().map(|ground| ground.name());
                (Operation::DenyPersonRequest, name)
            }
            PersonRequestStep::Withdraw => (Operation::WithdrawPersonRequest, None),
            PersonRequestStep::End(ground) => {
                let name = ground.as_ref().ok().map(|ground| ground.name());
                (Operation::EndPersonRequest, name)
            }
        };
        let (principal, _) = self.own_account(caller).await?;
        let (read, mut act, resource) = self.known_person_request(caller, operation, id).await?;
        if let Some(ground) = ground {
            act = act.purpose(ground)?;
        }
        self.authorize(caller, act, resource, async |permit, _| {
            let request = self.genuine_request(&read.value)?;
            let (by, now) = (permit.acting(&principal), self.clock.now());
            let units: Vec<_> = self.subject(request.person()).units.into_iter().collect();
            let next = match step {
                PersonRequestStep::Approve => {
                    let purpose = request.purpose().name();
                    self.agreed().allows_purpose(purpose, now)?;
                    request.approve(&by, &units, now)
                }
                PersonRequestStep::Deny(ground) => request.deny(&by, &units, ground?, now),
                PersonRequestStep::Withdraw => request.withdraw(&by, now),
                PersonRequestStep::End(ground) => request.end(&by, ground?, now),
            };
            let next = self.vouch_request(next.map_err(refused)?)?;
            self.commit_request(&read, &next).await?;
            self.person_request_summary(next.request).await
        })
        .await
    }

    async fn known_person_request(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<PersonRequestId>,
    ) -> Result<(Read<Vouched>, Act, Resource), AppError> {
        let found = match id.id() {
            Some(id) => documents::get::<Vouched>(self.store.records(), &id.to_string()).await?,
            None => None,
        };
        let Some(read) = found else {
            return self.refuse_missing(caller, operation).await;
        };
        let request = &read.value.request;
        let act = Act::new(operation)
            .on(object(request.id())?)
            .about(request.person());
        let resource = self.person_request_resource(request);
        Ok((read, act, resource))
    }

    async fn person_request_summary(
        &self,
        request: PersonRequest,
    ) -> Result<PersonRequestSummary, AppError> {
        self.person_request_summaries(vec![request])
            .await?
            .pop()
            .ok_or(AppError::OutOfSight)
    }

    async fn person_request_summaries(
        &self,
        all: Vec<PersonRequest>,
    ) -> Result<Vec<PersonRequestSummary>, AppError> {
        let pseudonyms = self
            .pseudonyms_of(all.iter().map(PersonRequest::person))
            .await?;
        let (now, rules) = (self.clock.now(), self.rules());
        let summary = |request: PersonRequest| PersonRequestSummary {
            policies: match request.wanted() {
                Wanted::UserReport { .. } => Vec::new(),
                Wanted::ScoringByHand { policies } => {
                    policies.iter().map(|&id| rules.name_of(id)).collect()
                }
            },
            person: pseudonyms
                .get(&request.person())
                .cloned()
                .unwrap_or_default(),
            state: request.state_at(now),
            request,
        };
        Ok(all.into_iter().map(summary).collect())
    }
}

fn erased() -> AppError {
    AppError::Conflict("the person is erased: nothing is asked for about them".to_owned())
}
