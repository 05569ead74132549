//! Decisions on alerts: dismissing, confirming into a case, giving them to somebody, notes, and taking a decision back for a minute.
//!
//! Promises: what a decision changes is committed together; who looked at an older version changes nothing and is shown the alert as it is
//! now; nothing goes out before the minute is over; notes lie sealed under the person's key.

mod cases;
mod history;

use ombud_access::Resource;
use ombud_accounts::Account;
use ombud_detect::scored_counts;
use ombud_identity::{Note, OsEntropy};
use ombud_model::alert::{Alert, AlertStatus};
use ombud_model::review::{
    AlertDecision, AlertEvent, AlertEventKind, DismissalReason, MOST_AT_ONCE, Seen, Verdict,
};
use ombud_model::{AccountId, AlertId, CaseId, Operation, PersonId};
use ombud_store::StoreError;
use ombud_store::records::{AlertReview, DocumentChange, MarkDirty, Message};

pub use self::history::AlertHistoryEntry;
use super::alerts::AlertDetail;
use super::audit::Refusal;
use super::documents;
use super::{Act, AppError, Caller, Ombud, assess};
use crate::requests::alerts::AlertStep;
use crate::requests::{Given, WantedId};

/// Why an alert is left as it is.
#[derive(Debug)]
pub enum ReviewError {
    App(AppError),
    /// Somebody else was faster: the alert as it is now.
    Changed(Box<AlertDetail>),
}

impl From<AppError> for ReviewError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl Refusal for ReviewError {
    fn is_refusal(&self) -> bool {
        match self {
            Self::App(error) => error.is_refusal(),
            Self::Changed(_) => true,
        }
    }
}

/// What a step changes, all of it together.
struct Change {
    review: AlertReview,
    event: AlertEvent,
    documents: Vec<DocumentChange>,
    /// Goes out after the time in which it can be taken back.
    message: Option<Message>,
    /// The message that does not go out any more.
    withdrawn: Option<u128>,
}

/// A step that has been read, with the case that it is about.
enum Step {
    Dismiss(DismissalReason, Option<Note>),
    Confirm(cases::Wanted, Option<Note>),
    Undo,
    Assign(Option<AccountId>),
}

impl AlertStep {
    fn operation(&self) -> Operation {
        match self {
            Self::Assign(_) => Operation::AssignAlert,
            Self::Dismiss { .. } | Self::Confirm { .. } | Self::Undo => Operation::DecideAlert,
        }
    }

    /// The step, into this case where it would open one.
    fn into_case(self, opened: Option<CaseId>) -> Self {
        match self {
            Self::Confirm { case: None, note } => Self::Confirm {
                case: opened.map(WantedId::from),
                note,
            },
            other => other,
        }
    }

    /// What the log says about it.
    fn purpose(&self) -> Option<&'static str> {
        match self {
            Self::Dismiss { reason, .. } => reason.as_ref().ok().map(|reason| reason.name()),
            Self::Confirm { .. } => Some("confirm"),
            Self::Undo => Some("undo"),
            Self::Assign(_) => None,
        }
    }
}

fn conflict(text: &str) -> AppError {
    AppError::Conflict(text.to_owned())
}

impl Ombud {
    /// Does one step with the alert, if it is still at the version that the caller has seen.
    pub async fn review_alert(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
        version: u64,
        step: AlertStep,
    ) -> Result<AlertDetail, ReviewError> {
        let operation = step.operation();
        // A case is opened, filled and taken back by one at a time.
        let _one_at_a_time = self.sign_in_state.changing.lock().await;
        let Some(alert) = self.stored_alert(id).await? else {
            return Ok(self.refuse_missing(caller, operation).await?);
        };
        let mut act = Act::new(operation).on(alert.id).about(alert.person);
        if let Some(purpose) = step.purpose() {
            act = act.purpose(purpose)?;
        }
        let wanted = match &step {
            AlertStep::Confirm { case, .. } => self.wanted_case(*case).await?,
            _ => cases::Wanted::None,
        };
        if let Some(case) = wanted.id() {
            act = act.case(case);
        }
        let resource = Resource::alert(self.subject(alert.person));
        self.authorize(caller, act, resource, async |_, _| {
            if alert.version != version {
                return Err(self.changed(alert.id).await);
            }
            let step = match step {
                AlertStep::Dismiss { reason, note } => Step::Dismiss(reason?, note?),
                AlertStep::Confirm { note, .. } => Step::Confirm(wanted, note?),
                AlertStep::Undo => Step::Undo,
                AlertStep::Assign(assignee) => Step::Assign(assignee?),
            };
            let change = self.planned(caller, &alert, step).await?;
            self.make(&alert, change).await?;
            Ok(self.reviewed(alert.id).await?)
        })
        .await
    }

    /// Does the same step with many alerts, each judged and recorded by itself; in their order. Those that are confirmed without a case go
    /// into one new case.
    pub async fn review_alerts(
        &self,
        caller: &Caller,
        alerts: Vec<(WantedId<AlertId>, u64)>,
        step: impl Fn() -> AlertStep,
    ) -> Result<Vec<Result<(), ReviewError>>, AppError> {
        if !(1..=MOST_AT_ONCE).contains(&alerts.len()) {
            let list = Resource::list(ombud_access::Kind::Alert);
            return self
                .authorize(caller, Operation::ListAlerts, list, async |_, _| {
                    Err(AppError::Invalid(format!(
                        "name 1 to {MOST_AT_ONCE} alerts at once"
                    )))
                })
                .await;
        }
        let (mut done, mut opened) = (Vec::with_capacity(alerts.len()), None);
        for (id, version) in alerts {
            let step = step().into_case(opened);
            match self.review_alert(caller, id, version, step).await {
                // Nobody goes on whom nothing is allowed, and nothing goes on without a record.
                Err(ReviewError::App(
                    error @ (AppError::NotSignedIn
                    | AppError::Unrecorded(_)
                    | AppError::Internal(_)),
                )) => return Err(error),
                result => {
                    let decision = result
                        .as_ref()
                        .ok()
                        .and_then(|one| one.alert.decision.as_ref());
                    if let Some(Verdict::Confirmed { case, .. }) = decision.map(|one| &one.verdict)
                    {
                        opened = Some(*case);
                    }
                    done.push(result.map(|_| ()));
                }
            }
        }
        Ok(done)
    }

    pub(super) async fn stored_alert(
        &self,
        id: WantedId<AlertId>,
    ) -> Result<Option<Alert>, AppError> {
        match id.id() {
            Some(id) => Ok(self.store.records().alert(id).await?),
            None => Ok(None),
        }
    }

    async fn reviewed(&self, id: AlertId) -> Result<AlertDetail, AppError> {
        self.find_alert(id).await?.ok_or(AppError::OutOfSight)
    }

    async fn changed(&self, id: AlertId) -> ReviewError {
        match self.reviewed(id).await {
            Ok(detail) => ReviewError::Changed(Box::new(detail)),
            Err(error) => ReviewError::App(error),
        }
    }

    async fn planned(
        &self,
        caller: &Caller,
        alert: &Alert,
        step: Step,
    ) -> Result<Change, AppError> {
        let waits = alert.status == AlertStatus::NeedsReview;
        if !waits && !matches!(step, Step::Undo) {
            return Err(conflict("this alert is decided already"));
        }
        match step {
            Step::Assign(assignee) => {
                if let Some(account) = assignee {
                    self.can_take(account, alert.person).await?;
                }
                let kind = AlertEventKind::Assigned {
                    assignee,
                    rule: None,
                };
                let mut change = self.unchanged(caller, alert, kind);
                change.review.assignee = assignee;
                Ok(change)
            }
            Step::Dismiss(reason, note) => {
                let kind = AlertEventKind::Dismissed { reason };
                let mut change = self.unchanged(caller, alert, kind);
                change.event.note = self.sealed(alert, note).await?;
                change.review.status = AlertStatus::Dismissed;
                let decision = self.decision(caller, Verdict::Dismissed { reason });
                change.review.decision = Some((decision, self.seen(alert).await?));
                Ok(change)
            }
            Step::Confirm(wanted, note) => {
                let entry = self.enter_case(caller, alert, wanted).await?;
                let kind = AlertEventKind::Confirmed { case: entry.case };
                let mut change = self.unchanged(caller, alert, kind);
                change.event.note = self.sealed(alert, note).await?;
                change.review.status = AlertStatus::Confirmed;
                let verdict = Verdict::Confirmed {
                    case: entry.case,
                    effect: entry.effect,
                };
                let decision = self.decision(caller, verdict);
                change.review.decision = Some((decision, self.seen(alert).await?));
                change.documents = entry.documents;
                change.message = entry.message;
                Ok(change)
            }
            Step::Undo => self.undone(caller, alert).await,
        }
    }

    async fn undone(&self, caller: &Caller, alert: &Alert) -> Result<Change, AppError> {
        let decision = alert
            .decision
            .as_ref()
            .ok_or_else(|| conflict("nothing was decided on this alert"))?;
        if decision.by != caller.account() {
            return Err(AppError::Forbidden(
                "only whoever decided takes the decision back".to_owned(),
            ));
        }
        if self.clock.now() >= decision.undo_until() {
            return Err(conflict("the minute to take the decision back is over"));
        }
        let mut change = self.unchanged(caller, alert, AlertEventKind::Undone);
        change.review.status = AlertStatus::NeedsReview;
        if let Verdict::Confirmed { case, effect } = &decision.verdict {
            let left = self.leave_case(caller, alert, *case, effect).await?;
            change.documents = left.documents;
            change.withdrawn = left.withdrawn;
        }
        Ok(change)
    }

    /// A change that leaves everything as it is but the version and the history.
    fn unchanged(&self, caller: &Caller, alert: &Alert, kind: AlertEventKind) -> Change {
        Change {
            review: AlertReview {
                id: alert.id,
                version: alert.version,
                status: alert.status,
                assignee: alert.assignee,
                decision: None,
            },
            event: AlertEvent {
                at: self.clock.now(),
                by: caller.account(),
                kind,
                note: None,
            },
            documents: Vec::new(),
            message: None,
            withdrawn: None,
        }
    }

    fn decision(&self, caller: &Caller, verdict: Verdict) -> AlertDecision {
        AlertDecision {
            verdict,
            by: caller.account(),
            at: self.clock.now(),
        }
    }

    async fn sealed(&self, alert: &Alert, note: Option<Note>) -> Result<Option<Vec<u8>>, AppError> {
        let Some(note) = note else { return Ok(None) };
        let holder = self.store.records().alert_holder(alert.id).await?;
        let holder = holder.unwrap_or(alert.person);
        let key = self
            .person_key(holder)
            .await?
            .ok_or_else(|| conflict("the person is erased: nothing is written about them"))?;
        note.seal(&key, holder, alert.id, &mut OsEntropy)
            .map(Some)
            .map_err(AppError::internal)
    }

    /// What whoever decides has seen.
    async fn seen(&self, alert: &Alert) -> Result<Seen, AppError> {
        let records = self.store.records();
        let stored = records.assessment(alert.person, alert.policy).await?;
        let history = assess::histories(records, &[alert.person]).await?.pop();
        let (rules, by_hand) = (self.rules(), self.by_hand().await?);
        let by_hand = by_hand.windows(alert.person, alert.policy);
        let counts = rules
            .with_id(alert.policy)
            .zip(history)
            .map(|(policy, history)| {
                let observed = history.observed(&[], by_hand);
                scored_counts(&self.content, policy, &observed)
            });
        let (peak, ledger) = stored
            .map(|stored| (stored.assessment.peak, stored.assessment.ledger))
            .unwrap_or_default();
        Ok(Seen {
            score: alert.score,
            evidence: alert.evidence,
            peak,
            last_activity: alert.last_activity,
            counts: counts.unwrap_or_default(),
            ledger,
        })
    }

    /// Whether alerts of that person can be given to the account.
    async fn can_take(&self, account: AccountId, person: PersonId) -> Result<(), AppError> {
        let cannot = || {
            AppError::Invalid(
                "this account cannot take the alert: choose one that may read alerts of this person"
                    .to_owned(),
            )
        };
        let account = documents::get::<Account>(self.store.records(), &account.to_string())
            .await?
            .filter(|read| read.value.is_active())
            .ok_or_else(cannot)?;
        let assignee = Caller::Account(self.principal(&account.value, false, None));
        let resource = Resource::alert(self.subject(person));
        self.ask(&assignee, Operation::ReadAlert, &resource)
            .map(|_| ())
            .map_err(|_| cannot())
    }

    async fn make(&self, alert: &Alert, change: Change) -> Result<(), ReviewError> {
        let (is_decision, cases) = (
            change.review.status != alert.status,
            !change.documents.is_empty(),
        );
        let made: Result<(), StoreError> = self
            .store
            .records()
            .transaction(async |work| {
                work.review_alert(&change.review).await?;
                work.add_alert_event(alert, &change.event).await?;
                work.change_documents(change.documents).await?;
                if let Some(message) = change.message {
                    work.put_message(message).await?;
                }
                if let Some(id) = change.withdrawn {
                    work.delete_message(id).await?;
                }
                match is_decision {
                    // What was seen counts no more; what is taken back counts again.
                    true => {
                        work.mark_dirty(MarkDirty::Persons(vec![alert.person]))
                            .await
                    }
                    false => Ok(()),
                }
            })
            .await;
        match made {
            Ok(()) => {}
            Err(StoreError::AlertChanged) => return Err(self.changed(alert.id).await),
            Err(StoreError::AlertAlreadyOpen) => {
                return Err(conflict(
                    "another alert of this person was opened since: decide on that one",
                )
                .into());
            }
            Err(error) => return Err(AppError::from(error).into()),
        }
        if cases {
            self.reload_governance().await?;
        }
        self.followers.wake();
        if is_decision {
            self.assessing_due.notify_one();
        }
        Ok(())
    }

    /// Writes a note on the alert.
    pub async fn note_alert(
        &self,
        caller: &Caller,
        id: WantedId<AlertId>,
        note: Given<Note>,
    ) -> Result<AlertHistoryEntry, AppError> {
        let Some(alert) = self.stored_alert(id).await? else {
            return self.refuse_missing(caller, Operation::NoteAlert).await;
        };
        let act = Act::new(Operation::NoteAlert)
            .on(alert.id)
            .about(alert.person);
        let resource = Resource::alert(self.subject(alert.person));
        self.authorize(caller, act, resource, async |_, _| {
            let note = note?;
            let text = note.text().to_owned();
            let mut event = self.unchanged(caller, &alert, AlertEventKind::Note).event;
            event.note = self.sealed(&alert, Some(note)).await?;
            self.store
                .records()
                .transaction(async |work| work.add_alert_event(&alert, &event).await)
                .await?;
            Ok(AlertHistoryEntry::of(&event, Some(text)))
        })
        .await
    }
}

/// The case of a decision, for the log and for those who are shown it.
pub(super) fn case_of(decision: &AlertDecision) -> Option<CaseId> {
    match decision.verdict {
        Verdict::Confirmed { case, .. } => Some(case),
        Verdict::Dismissed { .. } => None,
    }
}
