//! The history of a case: who did what with it, and what they wrote.
//!
//! Promises: entries are added together with what they tell of, and never changed but by the erasure of a person; what somebody wrote lies
//! sealed for all persons of the case, so that erasing one of several leaves it readable and erasing all does not.

use std::collections::{BTreeMap, BTreeSet};

use ombud_identity::{Note, OsEntropy, PersonKey, SharedNote};
use ombud_model::case::CaseRefused;
use ombud_model::case_event::{CaseEventKind, MOST_ENTRIES};
use ombud_model::case_outcome::{CaseAction, CaseOutcome};
use ombud_model::{
    AccountId, AttachmentId, Case, CaseId, Operation, PersonId, Sha256Hash, TaskId, Timestamp,
};
use ombud_store::records::DocumentChange;
use serde::{Deserialize, Serialize};

use super::tasks::CaseTask;
use super::{act_in, refused};
use crate::documents::{self, Read, StoredDocument};
use crate::requests::{Given, WantedId};
use crate::{AppError, Caller, Ombud};

/// One entry, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CaseEvent {
    case: CaseId,
    /// Its place in the history, from 1 on.
    number: u32,
    at: Timestamp,
    by: Option<AccountId>,
    kind: CaseEventKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<SharedNote>,
}

impl CaseEvent {
    pub(super) const fn case_and_time(&self) -> (CaseId, Timestamp) {
        (self.case, self.at)
    }
}

impl StoredDocument for CaseEvent {
    const KIND: &'static str = "case-event";

    /// Sorts as the entries follow each other.
    fn id(&self) -> String {
        format!("{}/{:08}", self.case, self.number)
    }

    fn owner(&self) -> Option<String> {
        Some(self.case.to_string())
    }
}

/// One entry, with its text opened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CaseHistoryEntry {
    pub at: Timestamp,
    /// `None` for the operator of a trial.
    pub by: Option<AccountId>,
    /// `None` for the opening.
    pub kind: Option<CaseEventKind>,
    /// What was written; `None` also after everybody whom it concerns was erased.
    pub text: Option<String>,
}

impl CaseHistoryEntry {
    fn of(event: &CaseEvent, text: Option<String>) -> Self {
        Self {
            at: event.at,
            by: event.by,
            kind: Some(event.kind),
            text,
        }
    }

    /// The account that was added, removed or given the case, if one was.
    pub fn account(&self) -> Option<AccountId> {
        match self.kind? {
            CaseEventKind::ContributorAdded { account }
            | CaseEventKind::ContributorRemoved { account } => Some(account),
            CaseEventKind::Assigned { assignee } => assignee,
            _ => None,
        }
    }

    /// The alert that came into the case or left it, if one did.
    pub fn alert(&self) -> Option<ombud_model::AlertId> {
        match self.kind? {
            CaseEventKind::AlertConfirmed { alert } | CaseEventKind::AlertWithdrawn { alert } => {
                Some(alert)
            }
            _ => None,
        }
    }

    /// What the case came to, and what was done because of it, if it was closed.
    pub fn outcome(&self) -> Option<(CaseOutcome, CaseAction)> {
        match self.kind? {
            CaseEventKind::Closed { outcome, action } => Some((outcome, action)),
            _ => None,
        }
    }

    /// The SHA-256 and the size in bytes of the file that was attached, or of the package that left.
    pub fn bytes(&self) -> Option<(Sha256Hash, u64)> {
        match self.kind? {
            CaseEventKind::HandedOver { sha256, size }
            | CaseEventKind::Attached { sha256, size, .. } => Some((sha256, size)),
            _ => None,
        }
    }

    /// The file that was attached, if one was.
    pub fn attachment(&self) -> Option<AttachmentId> {
        match self.kind? {
            CaseEventKind::Attached { attachment, .. } => Some(attachment),
            _ => None,
        }
    }

    /// The task that it is about, if it is about one.
    pub fn task(&self) -> Option<TaskId> {
        match self.kind? {
            CaseEventKind::TaskAdded { task }
            | CaseEventKind::TaskChanged { task }
            | CaseEventKind::TaskDone { task }
            | CaseEventKind::TaskReopened { task } => Some(task),
            _ => None,
        }
    }
}

/// That the case can be written to.
pub(super) fn writable(case: &Case) -> Result<(), AppError> {
    match case.is_open() {
        true => Ok(()),
        false => Err(refused(CaseRefused::Closed)),
    }
}

/// Nothing can be sealed for anybody.
pub(super) fn nobody_left() -> AppError {
    AppError::Conflict("everybody in this case is erased: nothing is written about them".to_owned())
}

/// That there is room for another note, task or file.
pub(super) fn room(next: &CaseEvent) -> Result<(), AppError> {
    match next.number as usize > MOST_ENTRIES {
        true => Err(AppError::Conflict(format!(
            "the history of a case has at most {MOST_ENTRIES} entries: open another case"
        ))),
        false => Ok(()),
    }
}

impl Ombud {
    /// The next entry of a case's history; the caller holds the lock under which cases change.
    pub(super) async fn next_event(
        &self,
        case: CaseId,
        caller: &Caller,
        kind: CaseEventKind,
        text: Option<SharedNote>,
    ) -> Result<CaseEvent, AppError> {
        let events = self.events_of(case).await?;
        let last = events.last().map_or(0, |read| read.value.number);
        Ok(CaseEvent {
            case,
            number: last.saturating_add(1),
            at: self.clock.now(),
            by: caller.account(),
            kind,
            text,
        })
    }

    /// The same, to be stored with what it tells of.
    pub(crate) async fn case_event(
        &self,
        case: CaseId,
        caller: &Caller,
        kind: CaseEventKind,
    ) -> Result<DocumentChange, AppError> {
        documents::new(&self.next_event(case, caller, kind, None).await?)
    }

    async fn events_of(&self, case: CaseId) -> Result<Vec<Read<CaseEvent>>, AppError> {
        documents::of(self.store.records(), &case.to_string()).await
    }

    /// The keys of those of these persons who are not erased.
    pub(super) async fn keys_of(
        &self,
        persons: impl Iterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, PersonKey>, AppError> {
        let persons: Vec<PersonId> = persons.collect::<BTreeSet<_>>().into_iter().collect();
        let stored = self.store.records().person_keys(&persons).await?;
        let mut keys = BTreeMap::new();
        for (person, wrapped) in stored {
            if let Some(wrapped) = wrapped {
                let key = self.master.unwrap_key(person, &wrapped);
                keys.insert(person, key.map_err(AppError::internal)?);
            }
        }
        Ok(keys)
    }

    /// Seals a text for all persons of the case who are not erased; `None` when nobody is left.
    pub(super) async fn sealed_for_all(
        &self,
        case: &Case,
        note: &Note,
    ) -> Result<Option<SharedNote>, AppError> {
        let keys = self.keys_of(case.persons.iter().copied()).await?;
        let keys: Vec<(PersonId, PersonKey)> = keys.into_iter().collect();
        if keys.is_empty() {
            return Ok(None);
        }
        SharedNote::seal(note, case.id, &keys, &mut OsEntropy)
            .map(Some)
            .map_err(AppError::internal)
    }

    /// The same for what makes no sense without its text.
    pub(super) async fn sealed_or_refused(
        &self,
        case: &Case,
        note: &Note,
    ) -> Result<SharedNote, AppError> {
        let sealed = self.sealed_for_all(case, note).await?;
        sealed.ok_or_else(nobody_left)
    }

    /// What these texts of the case say, in their order; `None` for one that nobody's key opens any more.
    pub(super) async fn opened_texts(
        &self,
        case: CaseId,
        texts: &[Option<&SharedNote>],
    ) -> Result<Vec<Option<String>>, AppError> {
        let persons = texts.iter().flatten().flat_map(|text| text.persons());
        let keys = self.keys_of(persons).await?;
        let open = |text: &Option<&SharedNote>| {
            let text = (*text)?;
            let person = text.persons().find(|person| keys.contains_key(person))?;
            let opened = text.open(case, person, keys.get(&person)?);
            Some(opened.map(|note| note.text().to_owned()))
        };
        let opened = texts.iter().map(|text| open(text).transpose());
        opened.collect::<Result<_, _>>().map_err(AppError::internal)
    }

    /// Entries with their texts opened.
    async fn opened_events(
        &self,
        case: CaseId,
        events: &[Read<CaseEvent>],
    ) -> Result<Vec<CaseHistoryEntry>, AppError> {
        let texts: Vec<Option<&SharedNote>> =
            events.iter().map(|read| read.value.text.as_ref()).collect();
        let texts = self.opened_texts(case, &texts).await?;
        let entries = events.iter().zip(texts);
        Ok(entries
            .map(|(read, text)| CaseHistoryEntry::of(&read.value, text))
            .collect())
    }

    /// Writes a note on the case.
    pub async fn note_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        note: Given<Note>,
    ) -> Result<CaseHistoryEntry, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.known_case(caller, Operation::NoteCase, id).await?;
        let resource = self.case_resource(&read.value);
        let act = act_in(Operation::NoteCase, &read.value);
        self.authorize(caller, act.on(read.value.id), resource, async |_, _| {
            let (note, case) = (note?, &read.value);
            writable(case)?;
            let sealed = self.sealed_or_refused(case, &note).await?;
            let kind = CaseEventKind::Note;
            let event = self.next_event(case.id, caller, kind, Some(sealed)).await?;
            room(&event)?;
            // Of an erasure at the same time one is not overtaken: it changes the case, too.
            let changes = vec![documents::next(&read, case)?, documents::new(&event)?];
            documents::commit(self.store.records(), changes).await?;
            Ok(CaseHistoryEntry::of(&event, Some(note.text().to_owned())))
        })
        .await
    }

    /// The notes on a case, the oldest first.
    pub async fn list_case_notes(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<Vec<CaseHistoryEntry>, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReadCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            let mut events = self.events_of(case).await?;
            events.retain(|read| read.value.kind == CaseEventKind::Note);
            self.opened_events(case, &events).await
        })
        .await
    }

    /// Everything that was done with a case, the oldest entry first.
    pub async fn show_case_history(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<Vec<CaseHistoryEntry>, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReadCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            self.told_of(&read.value).await
        })
        .await
    }

    /// Everything that was done with a case, the oldest entry first.
    pub(super) async fn told_of(&self, case: &Case) -> Result<Vec<CaseHistoryEntry>, AppError> {
        let mut entries = vec![CaseHistoryEntry {
            at: case.opened_at,
            by: Some(case.opened_by),
            kind: None,
            text: None,
        }];
        let events = self.events_of(case.id).await?;
        entries.extend(self.opened_events(case.id, &events).await?);
        Ok(entries)
    }

    /// Whether somebody wrote something into the case.
    pub(crate) async fn has_texts(&self, case: CaseId) -> Result<bool, AppError> {
        let events = self.events_of(case).await?;
        let written = events.iter().any(|read| read.value.text.is_some());
        let attached = !self.attachments_of(case).await?.is_empty();
        Ok(written || attached || !self.tasks_of(case).await?.is_empty())
    }

    /// The end of a case and of everything in it.
    pub(crate) async fn deleted_case(&self, case: CaseId) -> Result<Vec<DocumentChange>, AppError> {
        let mut gone = vec![documents::gone::<Case>(case.to_string())];
        let events = self.events_of(case).await?;
        gone.extend(
            events
                .iter()
                .map(|read| documents::gone::<CaseEvent>(read.value.id())),
        );
        let tasks = self.tasks_of(case).await?;
        gone.extend(
            tasks
                .iter()
                .map(|read| documents::gone::<CaseTask>(read.value.id())),
        );
        gone.extend(self.deleted_attachments(case).await?);
        Ok(gone)
    }

    /// How many texts and files in cases a person's key opens.
    pub(crate) async fn case_texts_about(&self, person: PersonId) -> Result<u64, AppError> {
        let (files, _) = self.attachments_without(person).await?;
        Ok(files + self.texts_without(person).await?.len() as u64)
    }

    /// What becomes of the texts in cases when a person is taken out of them.
    pub(super) async fn texts_without(
        &self,
        person: PersonId,
    ) -> Result<Vec<DocumentChange>, AppError> {
        let records = self.store.records();
        let mut changes = Vec::new();
        for read in documents::all::<CaseEvent>(records).await? {
            if let Some(text) = concerning(read.value.text.as_ref(), person) {
                let next = CaseEvent {
                    text: text.without(person),
                    ..read.value.clone()
                };
                changes.push(documents::next(&read, &next)?);
            }
        }
        for read in documents::all::<CaseTask>(records).await? {
            if let Some(title) = concerning(read.value.title.as_ref(), person) {
                let mut next = read.value.clone();
                next.title = title.without(person);
                changes.push(documents::next(&read, &next)?);
            }
        }
        Ok(changes)
    }
}

/// The text, if it is sealed for the person.
fn concerning(text: Option<&SharedNote>, person: PersonId) -> Option<SharedNote> {
    text.filter(|text| text.persons().any(|one| one == person))
        .cloned()
}
