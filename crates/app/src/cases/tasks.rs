//! Tasks of a case: what is still to be done, by whom, until when.
//!
//! Promises: a task is changed only at the version that was read; its title lies sealed like a note; it is given to nobody who may not see
//! the case.

use ombud_accounts::Account;
use ombud_identity::{Note, SharedNote};
use ombud_model::case_event::{CaseEventKind, TaskDone, task_event};
use ombud_model::{AccountId, Case, CaseId, Day, Operation, TaskId};
use serde::{Deserialize, Serialize};

use super::act_in;
use super::history::{room, writable};
use crate::documents::{self, Read, StoredDocument};
use crate::requests::WantedId;
use crate::requests::cases::{TaskChange, WantedTask};
use crate::{AppError, Caller, Ombud};

/// A task, as it is stored.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CaseTask {
    id: TaskId,
    case: CaseId,
    /// `None` after everybody whom it concerns was erased.
    pub(super) title: Option<SharedNote>,
    owner: Option<AccountId>,
    due: Option<Day>,
    done: Option<TaskDone>,
}

impl StoredDocument for CaseTask {
    const KIND: &'static str = "case-task";

    fn id(&self) -> String {
        self.id.to_string()
    }

    fn owner(&self) -> Option<String> {
        Some(self.case.to_string())
    }
}

/// A task, as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskSummary {
    pub id: TaskId,
    /// `None` after everybody whom it concerns was erased.
    pub title: Option<String>,
    /// Who is to do it.
    pub owner: Option<AccountId>,
    /// The last day on which it is in time.
    pub due: Option<Day>,
    pub done: Option<TaskDone>,
    /// Raised by each change.
    pub version: u64,
}

impl CaseTask {
    /// The day until which it is to be done in its case, while it is not done.
    pub(super) fn open_until(&self) -> Option<(CaseId, Day)> {
        let due = self.due.filter(|_| self.done.is_none());
        due.map(|day| (self.case, day))
    }
}

impl Ombud {
    pub(super) async fn tasks_of(&self, case: CaseId) -> Result<Vec<Read<CaseTask>>, AppError> {
        documents::of(self.store.records(), &case.to_string()).await
    }

    /// Adds a task to the case.
    pub async fn add_task(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        wanted: WantedTask,
    ) -> Result<TaskSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let operation = Operation::ChangeCaseTask;
        let read = self.known_case(caller, operation, id).await?;
        let resource = self.case_resource(&read.value);
        let id = TaskId(self.drawn_in_order()?);
        let act = act_in(operation, &read.value).on(id).purpose("add")?;
        self.authorize(caller, act, resource, async |_, _| {
            let case = &read.value;
            let task = CaseTask {
                id,
                case: case.id,
                title: None,
                owner: None,
                due: None,
                done: None,
            };
            let task = self.with_wanted(case, task, wanted).await?;
            let kind = CaseEventKind::TaskAdded { task: id };
            self.put_task(caller, &read, (documents::new(&task)?, kind))
                .await?;
            self.task_now(case.id, id).await
        })
        .await
    }

    /// Changes a task, if it is still at the version that the caller has seen.
    pub async fn change_task(
        &self,
        caller: &Caller,
        (case, task): (WantedId<CaseId>, WantedId<TaskId>),
        change: TaskChange,
    ) -> Result<TaskSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let operation = Operation::ChangeCaseTask;
        let read = self.known_case(caller, operation, case).await?;
        let resource = self.case_resource(&read.value);
        let case = &read.value;
        let stored = self.task_in(case.id, task).await?;
        let mut act = act_in(operation, case).purpose("change")?;
        if let Some(stored) = &stored {
            act = act.on(stored.value.id);
        }
        self.authorize(caller, act, resource, async |_, _| {
            let stored = stored.ok_or(AppError::OutOfSight)?;
            stored.still_at(change.version)?;
            let id = stored.value.id;
            let mut task = self
                .with_wanted(case, stored.value.clone(), change.task)
                .await?;
            task.done = match (change.done, task.done) {
                (true, None) => Some(TaskDone {
                    by: caller.account(),
                    at: self.clock.now(),
                }),
                (true, done) => done,
                (false, _) => None,
            };
            let kind = task_event(id, stored.value.done.is_some(), change.done);
            self.put_task(caller, &read, (documents::next(&stored, &task)?, kind))
                .await?;
            self.task_now(case.id, id).await
        })
        .await
    }

    /// Tasks of a case, in the order in which they were added.
    pub async fn list_tasks(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<Vec<TaskSummary>, AppError> {
        let read = self.known_case(caller, Operation::ReadCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReadCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            let tasks = self.tasks_of(case).await?;
            self.task_summaries(case, tasks).await
        })
        .await
    }

    /// The task as it is wanted.
    async fn with_wanted(
        &self,
        case: &Case,
        task: CaseTask,
        wanted: WantedTask,
    ) -> Result<CaseTask, AppError> {
        writable(case)?;
        let title = Note::new(wanted.title?.as_str()).map_err(AppError::internal)?;
        let owner = wanted.owner?;
        // Who owns it already may have left the case meanwhile.
        if let Some(account) = owner.filter(|account| Some(*account) != task.owner) {
            self.can_see(account, case).await?;
        }
        Ok(CaseTask {
            title: Some(self.sealed_or_refused(case, &title).await?),
            owner,
            due: wanted.due?,
            ..task
        })
    }

    /// Stores a task and the entry that tells of it.
    async fn put_task(
        &self,
        caller: &Caller,
        read: &Read<Case>,
        (task, kind): (ombud_store::records::DocumentChange, CaseEventKind),
    ) -> Result<(), AppError> {
        let event = self.next_event(read.value.id, caller, kind, None).await?;
        room(&event)?;
        // Of an erasure at the same time one is not overtaken: it changes the case, too.
        let same = documents::next(read, &read.value)?;
        let changes = vec![same, task, documents::new(&event)?];
        documents::commit(self.store.records(), changes).await
    }

    /// The task with that id, if it belongs to the case.
    async fn task_in(
        &self,
        case: CaseId,
        task: WantedId<TaskId>,
    ) -> Result<Option<Read<CaseTask>>, AppError> {
        let Some(id) = task.id() else {
            return Ok(None);
        };
        let read = documents::get::<CaseTask>(self.store.records(), &id.to_string()).await?;
        Ok(read.filter(|read| read.value.case == case))
    }

    async fn task_now(&self, case: CaseId, id: TaskId) -> Result<TaskSummary, AppError> {
        let read = self.task_in(case, id.into()).await?;
        let summaries = self.task_summaries(case, read.into_iter().collect());
        summaries.await?.pop().ok_or(AppError::OutOfSight)
    }

    pub(super) async fn task_summaries(
        &self,
        case: CaseId,
        tasks: Vec<Read<CaseTask>>,
    ) -> Result<Vec<TaskSummary>, AppError> {
        let titles: Vec<Option<&SharedNote>> =
            tasks.iter().map(|read| read.value.title.as_ref()).collect();
        let titles = self.opened_texts(case, &titles).await?;
        let summary = |(read, title): (&Read<CaseTask>, Option<String>)| TaskSummary {
            id: read.value.id,
            title,
            owner: read.value.owner,
            due: read.value.due,
            done: read.value.done,
            version: read.version(),
        };
        Ok(tasks.iter().zip(titles).map(summary).collect())
    }

    /// Whether something in the case can be given to the account.
    pub(super) async fn can_see(&self, account: AccountId, case: &Case) -> Result<(), AppError> {
        let cannot = || {
            AppError::Invalid(
                "this account cannot see the case: add it to the contributors first, or choose another one"
                    .to_owned(),
            )
        };
        let account = documents::get::<Account>(self.store.records(), &account.to_string())
            .await?
            .filter(|read| read.value.is_active())
            .ok_or_else(cannot)?;
        let owner = Caller::Account(self.principal(&account.value, false, None));
        self.ask(&owner, Operation::ReadCase, &self.case_resource(case))
            .map(|_| ())
            .map_err(|_| cannot())
    }
}
