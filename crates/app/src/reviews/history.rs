//! The history of an alert: who did what with it, and what they wrote.

use ombud_access::Resource;
use ombud_identity::Note;
use ombud_model::review::{AlertEvent, AlertEventKind, DismissalReason};
use ombud_model::{AccountId, AlertId, CaseId, Operation, PersonId, Timestamp};

use crate::requests::WantedId;
use crate::{Act, AppError, Caller, Ombud};

/// One entry, with its text opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertHistoryEntry {
    pub at: Timestamp,
    /// `None` for the program, and for the operator of a trial.
    pub by: Option<AccountId>,
    /// `None` for the opening.
    pub kind: Option<AlertEventKind>,
    /// What was written; `None` also after it was erased.
    pub text: Option<String>,
}

impl AlertHistoryEntry {
    pub(super) fn of(event: &AlertEvent, text: Option<String>) -> Self {
        Self {
            at: event.at,
            by: event.by,
            kind: Some(event.kind.clone()),
            text,
        }
    }

    /// Why it was dismissed, if it was.
    pub fn reason(&self) -> Option<DismissalReason> {
        match self.kind {
            Some(AlertEventKind::Dismissed { reason }) => Some(reason),
            _ => None,
        }
    }

    /// The case that it was confirmed into, if it was.
    pub fn case(&self) -> Option<CaseId> {
        match self.kind {
            Some(AlertEventKind::Confirmed { case }) => Some(case),
            _ => None,
        }
    }

    /// The name of the rule that assigned it, if one did.
    pub fn rule(&self) -> Option<&str> {
        match &self.kind {
            Some(AlertEventKind::Assigned { rule, .. }) => rule.as_deref(),
            _ => None,
        }
    }

    /// Whom it was given to, if it was.
    pub fn assignee(&self) -> Option<AccountId> {
        match self.kind {
            Some(AlertEventKind::Assigned { assignee, .. }) => assignee,
            _ => None,
        }
    }
}

impl Ombud {
    /// The history of an alert, the oldest entry first.
    pub async fn show_alert_history(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
    ) -> Result<Vec<AlertHistoryEntry>, AppError> {
        let Some(alert) = self.stored_alert(id).await? else {
            return self.refuse_missing(caller, Operation::ReadAlert).await;
        };
        let act = Act::new(Operation::ReadAlert)
            .on(alert.id)
            .about(alert.person);
        let resource = Resource::alert(self.subject(alert.person));
        self.authorize(caller, act, resource, async |_, _| {
            let opened = AlertHistoryEntry {
                at: alert.opened,
                by: None,
                kind: None,
                text: None,
            };
            let records = self.store.records();
            let holder = records.alert_holder(alert.id).await?;
            let holder = holder.unwrap_or(alert.person);
            let key = self.person_key(holder).await?;
            let mut entries = vec![opened];
            for event in records.alert_events(alert.id).await? {
                let text = match (&event.note, &key) {
                    (Some(sealed), Some(key)) => {
                        let note = Note::open(key, holder, alert.id, sealed)
                            .map_err(AppError::internal)?;
                        Some(note.text().to_owned())
                    }
                    _ => None,
                };
                entries.push(AlertHistoryEntry::of(&event, text));
            }
            Ok(entries)
        })
        .await
    }

    /// Deletes what was written on a person's alerts; how many texts there were.
    pub(crate) async fn clear_alert_notes(&self, person: PersonId) -> Result<u64, AppError> {
        Ok(self
            .store
            .records()
            .transaction(async |work| work.delete_alert_notes(person).await)
            .await?)
    }
}
