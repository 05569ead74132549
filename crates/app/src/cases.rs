//! Cases: who is looked into, by whom. Their contributors see them, within their admin units; nobody else does.

mod attachments;
mod closing;
mod evidence;
mod history;
mod listing;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use ombud_access::{Kind, Resource, Roster, Subject};
use ombud_accounts::Account;
use ombud_guard::retention::{Kind as RetentionKind, Lot, Part};
use ombud_identity::Note;
use ombud_model::case::{CaseRefused, Closed};
use ombud_model::case_event::CaseEventKind;
use ombud_model::{AccountId, Case, CaseId, Day, Operation, PersonId, Timestamp};
use ombud_store::Records;
use ombud_store::records::DocumentChange;

pub use self::attachments::{AttachmentContent, AttachmentSummary};
pub use self::evidence::HandedOver;
pub use self::history::CaseHistoryEntry;
pub use self::tasks::TaskSummary;
use super::authorization::Caller;
use super::documents::{self, Read, StoredDocument};
use super::notices::Notice;
use super::retention::{lot, part};
use super::{Act, AppError, Ombud};
use crate::requests::cases::ContributorChange;
use crate::requests::{Given, WantedId};

/// A case as it is shown: its persons under their pseudonyms.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CaseSummary {
    pub id: CaseId,
    /// Pseudonyms.
    pub persons: Vec<String>,
    /// Who may see it.
    pub contributors: BTreeSet<AccountId>,
    /// Who answers for it.
    pub assignee: Option<AccountId>,
    /// The first day until which one of its open tasks is to be done.
    pub due: Option<Day>,
    pub opened_by: AccountId,
    pub opened_at: Timestamp,
    /// When something was last done in it.
    pub changed_at: Timestamp,
    pub closed: Option<Closed>,
}

impl StoredDocument for Case {
    const KIND: &'static str = "case";

    fn id(&self) -> String {
        self.id.to_string()
    }
}

/// Something done in a case, with everybody in it.
fn act_in(operation: Operation, case: &Case) -> Act {
    Act::new(operation)
        .case(case.id)
        .about_all(case.persons.iter().copied())
}

pub(super) fn refused(refused: CaseRefused) -> AppError {
    match refused {
        CaseRefused::Closed | CaseRefused::Open => AppError::Conflict(refused.to_string()),
        CaseRefused::Nobody | CaseRefused::TooManyPersons | CaseRefused::TooManyContributors => {
            AppError::Invalid(refused.to_string())
        }
    }
}

/// Those of its contributors who can act: a case whose last one has left the role is found and taken up by others.
fn acting(case: &Case, roster: &Roster, now: Timestamp) -> BTreeSet<AccountId> {
    let contributors = case.contributors.iter().copied();
    contributors
        .filter(|account| roster.of(*account).any(|grant| grant.is_live(now)))
        .collect()
}

/// Everybody who is in an open case, with the contributors of these cases who can act.
pub(super) async fn open(
    records: &Records,
    roster: &Roster,
    now: Timestamp,
) -> Result<BTreeMap<PersonId, BTreeSet<AccountId>>, AppError> {
    let aliases = records.aliases();
    let mut persons: BTreeMap<PersonId, BTreeSet<AccountId>> = BTreeMap::new();
    for read in documents::all::<Case>(records).await? {
        if read.value.closed.is_some() {
            continue;
        }
        let acting = acting(&read.value, roster, now);
        for person in &read.value.persons {
            let person = aliases.resolve(*person);
            persons.entry(person).or_default().extend(&acting);
        }
    }
    Ok(persons)
}

impl Ombud {
    /// Changes cases, and with them who may look at the persons in them.
    async fn change_cases(&self, changes: Vec<DocumentChange>) -> Result<(), AppError> {
        documents::commit(self.store.records(), changes).await?;
        self.reload_governance().await
    }

    pub(super) async fn case(&self, id: CaseId) -> Result<Option<Read<Case>>, AppError> {
        documents::get(self.store.records(), &id.to_string()).await
    }

    pub(super) fn acting_contributors(&self, case: &Case) -> BTreeSet<AccountId> {
        acting(case, &self.governance().roster, self.clock.now())
    }

    pub(super) fn case_resource(&self, case: &Case) -> Resource {
        let subjects = case
            .persons
            .iter()
            .map(|person| self.subject(*person))
            .collect();
        Resource::case(subjects, self.acting_contributors(case))
    }

    /// The case as something to put under hold: everybody in it, and closed to whoever does not contribute to it.
    pub(super) fn case_hold_resource(&self, case: &Case) -> Resource {
        let contributors = self.acting_contributors(case);
        let in_case = |person: &PersonId| Subject {
            case: Some(contributors.clone()),
            ..self.subject(*person)
        };
        Resource::persons(case.persons.iter().map(in_case).collect())
    }

    /// Every case, open or closed.
    pub(super) async fn cases_by_id(&self) -> Result<BTreeMap<CaseId, Case>, AppError> {
        let cases = documents::all::<Case>(self.store.records()).await?;
        Ok(cases
            .into_iter()
            .map(|read| (read.value.id, read.value))
            .collect())
    }

    /// Who is in which case, open or closed, with everybody who is one with them.
    pub(super) async fn case_members(
        &self,
    ) -> Result<BTreeMap<CaseId, BTreeSet<PersonId>>, AppError> {
        let cases = self.cases_by_id().await?;
        let aliases = self.store.records().aliases();
        Ok(cases
            .into_iter()
            .map(|(id, case)| (id, aliases.members_of_all(case.persons)))
            .map(|(id, persons)| (id, persons.into_iter().collect()))
            .collect())
    }

    /// For those who see cases without contributing to them: which were opened by others within so many milliseconds.
    pub(super) async fn notices_of_cases(
        &self,
        caller: &Caller,
        within_millis: i64,
    ) -> Result<Vec<String>, AppError> {
        let Caller::Account(principal) = caller else {
            return Ok(Vec::new());
        };
        let list = Resource::list(Kind::Case);
        let Ok(permit) = self.ask(caller, Operation::ListCases, &list) else {
            return Ok(Vec::new());
        };
        let (account, now) = (principal.party.account, self.clock.now());
        let cases = documents::all::<Case>(self.store.records()).await?;
        let told = |case: &Case| {
            case.closed.is_none()
                && now.millis() - case.opened_at.millis() < within_millis
                && !case.contributors.contains(&account)
                && permit.sees(caller, &self.case_resource(case))
        };
        let notice = |case: Case| {
            let Case { id, opened_by, .. } = case;
            format!(
                "{opened_by} opened {id}: look at who contributes to it, and add whoever should"
            )
        };
        let cases = cases.into_iter().map(|read| read.value);
        Ok(cases.filter(told).map(notice).collect())
    }

    /// Opens one about the persons with these pseudonyms; the reason is its first note. The caller contributes to it.
    pub async fn open_case(
        &self,
        caller: &Caller,
        pseudonyms: &[String],
        reason: Given<Option<Note>>,
    ) -> Result<CaseSummary, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        // Of two who open one about the same person at the same time, the second is told that there is one.
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let mut persons = BTreeSet::new();
        for pseudonym in pseudonyms {
            match self.store.records().person_by_pseudonym(pseudonym).await? {
                Some(person) => persons.insert(person),
                None => return self.refuse_missing(caller, Operation::OpenCase).await,
            };
        }
        if persons.is_empty() {
            return Err(refused(CaseRefused::Nobody));
        }
        let id = CaseId(self.drawn_in_order()?);
        let resource =
            Resource::persons(persons.iter().map(|person| self.subject(*person)).collect());
        let act = Act::new(Operation::OpenCase)
            .on(id)
            .case(id)
            .about_all(persons.iter().copied());
        self.authorize(caller, act, resource, async |_, _| {
            let reason = reason?;
            let case = Case::open(id, persons, principal.party.account, self.clock.now())
                .map_err(refused)?;
            let mut opened = vec![documents::new(&case)?];
            if let Some(reason) = reason {
                let text = Some(self.sealed_or_refused(&case, &reason).await?);
                let event = self.next_event(id, caller, CaseEventKind::Note, text);
                opened.push(documents::new(&event.await?)?);
            }
            self.commit_with_notice(opened, Notice::CaseOpened(id))
                .await?;
            self.reload_governance().await?;
            self.case_summary(case).await
        })
        .await
    }

    pub async fn show_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<CaseSummary, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReadCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            self.case_summary(read.value).await
        })
        .await
    }

    pub async fn change_contributors(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        account: Given<AccountId>,
        change: ContributorChange,
    ) -> Result<CaseSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self
            .known_case(caller, Operation::ChangeContributors, id)
            .await?;
        let account = account?;
        let resource = self.case_resource(&read.value);
        let act = act_in(Operation::ChangeContributors, &read.value).on(account);
        self.authorize(caller, act, resource, async |_, _| {
            let (next, kind) = match change {
                ContributorChange::Add => {
                    // Somebody without a role would only look like a contributor.
                    if self.grants_of(account).is_empty() {
                        return Err(AppError::Invalid(
                            "this account holds no role: give it one first".to_owned(),
                        ));
                    }
                    self.can_contribute(account, &read.value).await?;
                    let next = read.value.clone().with(account).map_err(refused)?;
                    (next, CaseEventKind::ContributorAdded { account })
                }
                ContributorChange::Remove => {
                    let next = read.value.clone().without(account);
                    (next, CaseEventKind::ContributorRemoved { account })
                }
            };
            if next != read.value {
                let event = self.case_event(next.id, caller, kind).await?;
                self.change_cases(vec![documents::next(&read, &next)?, event])
                    .await?;
            }
            self.case_summary(next).await
        })
        .await
    }

    /// That the account is not the one of somebody whom the case is about.
    async fn can_contribute(&self, account: AccountId, case: &Case) -> Result<(), AppError> {
        let read = documents::get::<Account>(self.store.records(), &account.to_string()).await?;
        let own = read.and_then(|read| read.value.person);
        let own = own.map_or_else(Vec::new, |person| self.members(person));
        match own.iter().any(|person| case.persons.contains(person)) {
            // It is not said why: that would tell who is behind a pseudonym.
            true => Err(AppError::Invalid(
                "this account cannot contribute to the case: choose another one".to_owned(),
            )),
            false => Ok(()),
        }
    }

    /// The case of that id. Who names one that is not there is told the same as when it is out of sight.
    pub(super) async fn known_case(
        &self,
        caller: &Caller,
        operation: Operation,
        id: WantedId<CaseId>,
    ) -> Result<Read<Case>, AppError> {
        let found = match id.id() {
            Some(id) => self.case(id).await?,
            None => None,
        };
        match found {
            Some(read) => Ok(read),
            None => self.refuse_missing(caller, operation).await,
        }
    }

    /// Takes an erased person out of every case and of what was written there; how many cases, texts and files there were.
    pub(super) async fn clear_cases(&self, person: PersonId) -> Result<u64, AppError> {
        let about = |read: &Read<Case>| read.value.persons.contains(&person);
        let cases: Vec<Read<Case>> = documents::all::<Case>(self.store.records())
            .await?
            .into_iter()
            .filter(about)
            .collect();
        let mut changes = self.texts_without(person).await?;
        for read in &cases {
            let without = read.value.clone().without_person(person);
            changes.push(documents::next(read, &without)?);
        }
        let (files, of_files) = self.attachments_without(person).await?;
        let cleared = changes.len() as u64 + files;
        changes.extend(of_files);
        if !changes.is_empty() {
            self.change_cases(changes).await?;
        }
        Ok(cleared)
    }

    /// Closed cases. One goes as a whole, so a hold on anybody in it keeps it.
    pub(super) async fn case_lots(
        &self,
        under_hold: &BTreeSet<PersonId>,
    ) -> Result<Vec<Lot>, AppError> {
        let cases = documents::all::<Case>(self.store.records()).await?;
        let closed = cases
            .into_iter()
            .filter_map(|read| read.value.closed.map(|closed| (read.value, closed.at)));
        let lot = |(case, at): (Case, Timestamp)| {
            let person = case
                .persons
                .iter()
                .copied()
                .find(|person| under_hold.contains(person));
            let part = Part {
                case: Some(case.id),
                ..part(person, 1)
            };
            lot(
                RetentionKind::ClosedCases,
                case.id.to_string(),
                (case.opened_at, at),
                vec![part],
            )
        };
        Ok(closed.map(lot).collect())
    }

    /// The cases, open or closed, that a person is in.
    pub(super) async fn cases_of(&self, person: PersonId) -> Result<Vec<CaseId>, AppError> {
        let members = self.case_members().await?.into_iter();
        Ok(members
            .filter(|(_, persons)| persons.contains(&person))
            .map(|(case, _)| case)
            .collect())
    }
}
