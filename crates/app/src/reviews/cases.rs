//! The case that an alert is confirmed into, and what becomes of it when the confirmation is taken back.

use std::collections::BTreeSet;

use ombud_access::Resource;
use ombud_guard::hold::HoldTarget;
use ombud_model::alert::Alert;
use ombud_model::case_event::CaseEventKind;
use ombud_model::review::{CaseEffect, UNDO_MILLIS};
use ombud_model::{Case, CaseId, Operation, Timestamp};
use ombud_store::records::{AlertFilter, DocumentChange, Message};

use super::case_of;
use crate::cases::refused;
use crate::documents::{self, Read};
use crate::notices::Notice;
use crate::requests::WantedId;
use crate::{AppError, Caller, Ombud};

/// The most alerts of one person that are looked through.
const ALERTS: u64 = 1_000;

/// The case that somebody names.
pub(super) enum Wanted {
    /// A step without one.
    None,
    /// A new one, with this id.
    New(CaseId),
    Known(Read<Case>),
    /// There is none with that id.
    Missing,
}

impl Wanted {
    pub(super) fn id(&self) -> Option<CaseId> {
        match self {
            Self::New(id) => Some(*id),
            Self::Known(read) => Some(read.value.id),
            Self::None | Self::Missing => None,
        }
    }
}

/// An alert enters a case.
pub(super) struct Entry {
    pub(super) case: CaseId,
    pub(super) effect: CaseEffect,
    pub(super) documents: Vec<DocumentChange>,
    pub(super) message: Option<Message>,
}

/// An alert leaves its case.
#[derive(Default)]
pub(super) struct Left {
    pub(super) documents: Vec<DocumentChange>,
    pub(super) withdrawn: Option<u128>,
}

impl Ombud {
    pub(super) async fn wanted_case(
        &self,
        case: Option<WantedId<CaseId>>,
    ) -> Result<Wanted, AppError> {
        let Some(wanted) = case else {
            return Ok(Wanted::New(CaseId(self.drawn_in_order()?)));
        };
        let found = match wanted.id() {
            Some(id) => self.case(id).await?,
            None => None,
        };
        Ok(found.map_or(Wanted::Missing, Wanted::Known))
    }

    /// Opens the case, or takes the person into one that is there.
    pub(super) async fn enter_case(
        &self,
        caller: &Caller,
        alert: &Alert,
        wanted: Wanted,
    ) -> Result<Entry, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let account = principal.party.account;
        let kind = CaseEventKind::AlertConfirmed { alert: alert.id };
        match wanted {
            Wanted::New(id) => {
                let resource = Resource::persons(vec![self.subject(alert.person)]);
                self.ask(caller, Operation::OpenCase, &resource)?;
                let now = self.clock.now();
                let persons = BTreeSet::from([alert.person]);
                let case = Case::open(id, persons, account, now).map_err(refused)?;
                let due = Timestamp::from_millis(now.millis().saturating_add(UNDO_MILLIS));
                let message = self.message_due(Notice::CaseOpened(id), due.unwrap_or(now))?;
                let notice = message
                    .as_ref()
                    .map(|message| format!("{:032x}", message.id));
                let event = self.case_event(id, caller, kind).await?;
                Ok(Entry {
                    case: id,
                    effect: CaseEffect::Opened { notice },
                    documents: vec![documents::new(&case)?, event],
                    message,
                })
            }
            Wanted::Known(read) => {
                // Who may not see the case is told the same as of one that is not there.
                self.ask(
                    caller,
                    Operation::ReadCase,
                    &self.case_resource(&read.value),
                )
                .map_err(|_| AppError::OutOfSight)?;
                if !read.value.contributors.contains(&account) {
                    return Err(AppError::Forbidden(
                        "you do not contribute to this case: ask one of its contributors to add you"
                            .to_owned(),
                    ));
                }
                let event = self.case_event(read.value.id, caller, kind).await?;
                let (mut documents, mut effect) = (vec![event], CaseEffect::Nothing);
                let is_in_it = read.value.persons.contains(&alert.person);
                let next = read
                    .value
                    .clone()
                    .including(alert.person)
                    .map_err(refused)?;
                if !is_in_it {
                    documents.push(documents::next(&read, &next)?);
                    effect = CaseEffect::PersonAdded;
                }
                Ok(Entry {
                    case: next.id,
                    effect,
                    documents,
                    message: None,
                })
            }
            Wanted::None | Wanted::Missing => Err(AppError::OutOfSight),
        }
    }

    /// Takes back what the confirmation did to its case, unless the case was used otherwise since.
    pub(super) async fn leave_case(
        &self,
        caller: &Caller,
        alert: &Alert,
        case: CaseId,
        effect: &CaseEffect,
    ) -> Result<Left, AppError> {
        let Some(read) = self.case(case).await? else {
            return Ok(Left::default());
        };
        let kind = CaseEventKind::AlertWithdrawn { alert: alert.id };
        let told = Left {
            documents: vec![self.case_event(case, caller, kind).await?],
            withdrawn: None,
        };
        if !read.value.is_open() || self.is_used(alert, case).await? {
            return Ok(told);
        }
        match effect {
            CaseEffect::Nothing => Ok(told),
            CaseEffect::PersonAdded => {
                let without = read.value.clone().without_person(alert.person);
                let mut left = told;
                left.documents.push(documents::next(&read, &without)?);
                Ok(left)
            }
            CaseEffect::Opened { notice } => {
                let opener = BTreeSet::from([read.value.opened_by]);
                let persons = BTreeSet::from([alert.person]);
                if read.value.contributors != opener || read.value.persons != persons {
                    return Ok(told);
                }
                let notice = notice.as_deref();
                // Whoever changes it at the same time is not overtaken.
                let mut documents = vec![documents::next(&read, &read.value)?];
                documents.extend(self.deleted_case(case).await?);
                Ok(Left {
                    documents,
                    withdrawn: notice.and_then(|id| u128::from_str_radix(id, 16).ok()),
                })
            }
        }
    }

    /// Whether the case holds something else about the person: another alert, a note, a task, a request for the name, a hold.
    async fn is_used(&self, alert: &Alert, case: CaseId) -> Result<bool, AppError> {
        let filter = AlertFilter {
            person: Some(alert.person),
            ..AlertFilter::default()
        };
        let alerts = self
            .store
            .records()
            .alerts_page(&filter, None, ALERTS)
            .await?;
        let other = alerts.iter().any(|other| {
            other.id != alert.id && other.decision.as_ref().and_then(case_of) == Some(case)
        });
        let holds = self.standing_holds().await?;
        let held = holds.iter().any(|hold| hold.on == HoldTarget::Case(case));
        let written = self.has_texts(case).await?;
        Ok(other || held || written || self.has_unmasking_in(case, alert.person).await?)
    }
}
