//! What people do with alerts: decisions, assignments, notes, and the history of them.
//!
//! Promises: an alert is changed only at the version that was read; the history is only written to; both go with the alert and with the
//! person.

use ombud_model::alert::{Alert, AlertStatus};
use ombud_model::review::{AlertDecision, AlertEvent, Seen};
use ombud_model::{AccountId, AlertId, PersonId, PolicyId};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, QueryResult};

use super::news::{AlertNews, NewsKind, add_news, person_of};
use super::{Records, Transaction};
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{
    count_value, delete_in, from_json, get, get_count, get_id, get_optional_id, get_person,
    get_time, id_value, insert_rows, person_value, persons_values, to_json,
};
use crate::tables::{AlertEvents, Alerts};

/// What becomes of an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertReview {
    pub id: AlertId,
    /// The version that was read; the next one is written.
    pub version: u64,
    pub status: AlertStatus,
    pub assignee: Option<AccountId>,
    /// The decision, with what whoever decided had seen.
    pub decision: Option<(AlertDecision, Seen)>,
}

/// What was decided on an alert, and what whoever decided had seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecidedAlert {
    pub alert: AlertId,
    /// Whom the person of the alert is shown as.
    pub person: PersonId,
    pub policy: PolicyId,
    pub decision: AlertDecision,
    pub seen: Seen,
}

impl Transaction {
    /// Changes an alert. [`StoreError::AlertChanged`] when it is not at that version, [`StoreError::AlertAlreadyOpen`] when another
    /// alert of the person and policy was opened since.
    pub async fn review_alert(&self, review: &AlertReview) -> Result<(), StoreError> {
        let action = "change an alert";
        self.changes().alerts();
        let (decision, seen) = review
            .decision
            .as_ref()
            .map_or((None, None), |(one, seen)| (Some(one), Some(seen)));
        let decided = decision.map(|decision| decision.at.millis());
        let decision = decision
            .map(|decision| to_json("decision on an alert", decision))
            .transpose()?;
        let seen = seen
            .map(|seen| to_json("what was seen of an alert", seen))
            .transpose()?;
        let update = Query::update()
            .table(Alerts::Table)
            .values([
                (Alerts::Status, review.status.name().into()),
                (
                    Alerts::Assignee,
                    review.assignee.map(|account| id_value(account.0)).into(),
                ),
                (Alerts::Decision, decision.into()),
                (Alerts::Decided, decided.into()),
                (Alerts::Seen, seen.into()),
            ])
            .value(Alerts::Version, Expr::col(Alerts::Version).add(1))
            .and_where(Expr::col(Alerts::Id).eq(id_value(review.id.0)))
            .and_where(Expr::col(Alerts::Version).eq(count_value(review.version)))
            .take();
        match self.0.execute(&update).await {
            Err(error) if is_taken(&error) => Err(StoreError::AlertAlreadyOpen),
            result => match result.during(action)?.rows_affected() {
                0 => Err(StoreError::AlertChanged),
                _ => self.tell_changed(review.id).await,
            },
        }
    }

    async fn tell_changed(&self, alert: AlertId) -> Result<(), StoreError> {
        let news = person_of(&self.0, alert).await?.map(|person| AlertNews {
            alert,
            person,
            kind: NewsKind::Changed,
        });
        add_news(&self.0, news.as_slice()).await
    }

    /// Writes the next entry of an alert's history.
    pub async fn add_alert_event(
        &self,
        alert: &Alert,
        event: &AlertEvent,
    ) -> Result<(), StoreError> {
        insert_event(&self.0, alert, event).await
    }

    /// Takes the texts out of the history of a person's alerts. Returns how many there were.
    pub async fn delete_alert_notes(&self, person: PersonId) -> Result<u64, StoreError> {
        let update = Query::update()
            .table(AlertEvents::Table)
            .value(AlertEvents::Note, Option::<Vec<u8>>::None)
            .and_where(Expr::col(AlertEvents::Person).eq(person_value(person)))
            .and_where(Expr::col(AlertEvents::Note).is_not_null())
            .take();
        let done = self.0.execute(&update).await.during("delete notes")?;
        Ok(done.rows_affected())
    }
}

impl Records {
    /// For whom an alert was opened, whoever they are shown as: what is written on it is sealed for them.
    pub async fn alert_holder(&self, alert: AlertId) -> Result<Option<PersonId>, StoreError> {
        let select = Query::select()
            .column(Alerts::Person)
            .from(Alerts::Table)
            .and_where(Expr::col(Alerts::Id).eq(id_value(alert.0)))
            .take();
        let row = self.one("look up an alert", &select).await?;
        row.map(|row| get_person(&row, 0)).transpose()
    }

    /// The history of an alert, the oldest entry first.
    pub async fn alert_events(&self, alert: AlertId) -> Result<Vec<AlertEvent>, StoreError> {
        let select = Query::select()
            .columns([
                AlertEvents::At,
                AlertEvents::Account,
                AlertEvents::Body,
                AlertEvents::Note,
            ])
            .from(AlertEvents::Table)
            .and_where(Expr::col(AlertEvents::Alert).eq(id_value(alert.0)))
            .order_by(AlertEvents::Sequence, Order::Asc)
            .take();
        let rows = self.all("read the history of an alert", &select).await?;
        rows.iter()
            .map(|row| {
                Ok(AlertEvent {
                    at: get_time(row, 0)?,
                    by: get_optional_id(row, 1, "account id")?.map(AccountId),
                    kind: from_json("entry of an alert's history", &get::<String>(row, 2)?)?,
                    note: get(row, 3)?,
                })
            })
            .collect()
    }

    /// The texts on alerts, the newest first: the alert, the person, the sealed text. At most `limit`.
    pub async fn alert_notes(
        &self,
        limit: u64,
    ) -> Result<Vec<(AlertId, PersonId, Vec<u8>)>, StoreError> {
        let select = Query::select()
            .columns([AlertEvents::Alert, AlertEvents::Person, AlertEvents::Note])
            .from(AlertEvents::Table)
            .and_where(Expr::col(AlertEvents::Note).is_not_null())
            .order_by(AlertEvents::At, Order::Desc)
            .limit(limit)
            .take();
        let rows = self.all("search the notes of alerts", &select).await?;
        let note = |row: &QueryResult| {
            let alert = AlertId(get_id(row, 0, "alert id")?);
            Ok((alert, get_person(row, 1)?, get(row, 2)?))
        };
        rows.iter().map(note).collect()
    }

    /// How many entries there are about a person's alerts, and how many of them hold a text.
    pub async fn alert_event_counts(&self, person: PersonId) -> Result<(u64, u64), StoreError> {
        let members = self.aliases().members(person);
        let select = Query::select()
            .expr(Expr::col(AlertEvents::Sequence).count())
            .expr(Expr::col(AlertEvents::Note).count())
            .from(AlertEvents::Table)
            .and_where(Expr::col(AlertEvents::Person).is_in(persons_values(&members)))
            .take();
        match self.one("count the history of alerts", &select).await? {
            Some(row) => Ok((get_count(&row, 0)?, get_count(&row, 1)?)),
            None => Ok((0, 0)),
        }
    }

    /// Decisions on alerts of these persons, by the one whom they are shown as and policy, the alert that was opened last at the end.
    pub async fn decided_of(&self, persons: &[PersonId]) -> Result<Vec<DecidedAlert>, StoreError> {
        let select = Query::select()
            .columns([
                Alerts::Person,
                Alerts::Policy,
                Alerts::Seen,
                Alerts::Id,
                Alerts::Decision,
            ])
            .from(Alerts::Table)
            .and_where(Expr::col(Alerts::Seen).is_not_null())
            .and_where(Expr::col(Alerts::Decision).is_not_null())
            .order_by(Alerts::Person, Order::Asc)
            .order_by(Alerts::Policy, Order::Asc)
            .order_by(Alerts::Id, Order::Asc)
            .take();
        let aliases = self.aliases();
        let all = aliases.members_of_all(persons.iter().copied());
        let read = |row: &_| {
            Ok(DecidedAlert {
                alert: AlertId(get_id(row, 3, "alert id")?),
                person: aliases.resolve(get_person(row, 0)?),
                policy: PolicyId(get_id(row, 1, "policy id")?),
                decision: from_json("decision on an alert", &get::<String>(row, 4)?)?,
                seen: from_json("what was seen of an alert", &get::<String>(row, 2)?)?,
            })
        };
        let action = "list decided alerts";
        let mut decided = self
            .by_persons(action, &all, Alerts::Person, &select, read)
            .await?;
        decided.sort_by_key(|one| (one.person, one.policy, one.alert));
        Ok(decided)
    }
}

/// Writes the next entry of an alert's history.
pub(super) async fn insert_event(
    transaction: &DatabaseTransaction,
    alert: &Alert,
    event: &AlertEvent,
) -> Result<(), StoreError> {
    let action = "write the history of an alert";
    let last = Query::select()
        .expr(Expr::col(AlertEvents::Sequence).max())
        .from(AlertEvents::Table)
        .and_where(Expr::col(AlertEvents::Alert).eq(id_value(alert.id.0)))
        .take();
    let last = match transaction.query_one(&last).await.during(action)? {
        Some(row) => get::<Option<i64>>(&row, 0)?,
        None => None,
    };
    let person = person_of(transaction, alert.id)
        .await?
        .unwrap_or(alert.person);
    let row = [
        id_value(alert.id.0).into(),
        (last.unwrap_or(0) + 1).into(),
        person_value(person).into(),
        event.at.millis().into(),
        event.by.map(|account| id_value(account.0)).into(),
        to_json("entry of an alert's history", &event.kind)?.into(),
        event.note.clone().into(),
    ];
    let columns = [
        AlertEvents::Alert,
        AlertEvents::Sequence,
        AlertEvents::Person,
        AlertEvents::At,
        AlertEvents::Account,
        AlertEvents::Body,
        AlertEvents::Note,
    ];
    insert_rows(transaction, AlertEvents::Table, columns, None, vec![row])
        .await
        .during(action)
        .map(|_| ())
}

/// Deletes the history of alerts. Returns how many entries there were.
pub(super) async fn delete_events_of(
    transaction: &DatabaseTransaction,
    ids: &[AlertId],
) -> Result<u64, DbErr> {
    let values = ids.iter().map(|id| id_value(id.0).into()).collect();
    delete_in(transaction, AlertEvents::Table, AlertEvents::Alert, values).await
}
