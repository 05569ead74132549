//! The end of a case, and how it goes on.
//!
//! Promises: a case is closed with what it came to, why, and what was done because of it; what was unmasked in it ends with it; a reopened case
//! is closed to others as before.

use ombud_access::Resource;
use ombud_model::case_event::CaseEventKind;
use ombud_model::{CaseId, Operation};

use super::{CaseSummary, act_in, refused};
use crate::requests::WantedId;
use crate::requests::cases::CaseClosing;
use crate::{AppError, Caller, Ombud, documents};

impl Ombud {
    /// Closes it; what was unmasked in it ends with it.
    pub async fn close_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
        closing: CaseClosing,
    ) -> Result<CaseSummary, AppError> {
        let (principal, _) = self.own_account(caller).await?;
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.known_case(caller, Operation::CloseCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let mut act = act_in(Operation::CloseCase, &read.value).on(case);
        if let Ok(outcome) = &closing.outcome {
            act = act.purpose(outcome.name())?;
        }
        self.authorize(caller, act, resource, async |permit, _| {
            let (outcome, action) = (closing.outcome?, closing.action?);
            let reason = closing.reason?;
            let closed = read
                .value
                .clone()
                .close(principal.party.account, outcome, self.clock.now())
                .map_err(refused)?;
            let mut changes = self
                .end_unmaskings_of_case(case, &permit.acting(&principal))
                .await?;
            let kind = CaseEventKind::Closed { outcome, action };
            // Of a case in which everybody is erased nothing is written.
            let reason = self.sealed_for_all(&read.value, &reason).await?;
            let event = self.next_event(case, caller, kind, reason).await?;
            changes.push(documents::next(&read, &closed)?);
            changes.push(documents::new(&event)?);
            self.change_cases(changes).await?;
            self.case_summary(closed).await
        })
        .await
    }

    /// Opens a closed case again, for the same people.
    pub async fn reopen_case(
        &self,
        caller: &Caller,
        id: WantedId<CaseId>,
    ) -> Result<CaseSummary, AppError> {
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let read = self.known_case(caller, Operation::ReopenCase, id).await?;
        let (case, resource) = (read.value.id, self.case_resource(&read.value));
        let act = act_in(Operation::ReopenCase, &read.value).on(case);
        self.authorize(caller, act, resource, async |_, _| {
            // Nobody gets behind a case that others have opened meanwhile.
            let persons = read.value.persons.iter();
            let persons = persons.map(|person| self.subject(*person)).collect();
            self.ask(
                caller,
                Operation::ExplainPerson,
                &Resource::persons(persons),
            )?;
            let open = read.value.clone().reopen().map_err(refused)?;
            let event = self.case_event(case, caller, CaseEventKind::Reopened);
            let changes = vec![documents::next(&read, &open)?, event.await?];
            self.change_cases(changes).await?;
            self.case_summary(open).await
        })
        .await
    }
}
