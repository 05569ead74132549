//! The work list of detection: who is to be assessed, and the transaction that stores what came out.

use ombud_model::alert::Alert;
use ombud_model::assessment::Assessment;
use ombud_model::review::AlertEvent;
use ombud_model::{AlertId, PersonId, PolicyId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::alerts::{delete_open_alert, insert_alert, update_open_alert};
use super::assessments::{delete_assessment, upsert_assessments};
use super::news::{AlertNews, NewsKind, add_news, person_of};
use super::reviews::insert_event;
use super::{Records, Transaction};
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::sql::{IN_LIST, get, get_person, insert_rows, person_value, persons_values};
use crate::tables::{Counters, Dirty, Persons};

/// Persons to assess, and the mark up to which their wish is met by assessing what is stored now.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DirtyPersons {
    pub persons: Vec<PersonId>,
    pub up_to: i64,
}

/// Whom to mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MarkDirty {
    Persons(Vec<PersonId>),
    Everybody,
}

/// An assessment to store, with the digest of its canonical bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAssessment {
    pub assessment: Assessment,
    pub digest: Vec<u8>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AlertChange {
    Open(Alert),
    /// New score and extent of an alert that is still to be reviewed.
    Join(Alert),
    /// The evidence no longer carries an alert that is still to be reviewed: it is taken back.
    Withdraw(AlertId),
}

/// What assessing some persons brought. Committed together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AssessmentCommit {
    /// Put in the place of what was there for the person and policy.
    pub assessments: Vec<NewAssessment>,
    /// Persons who are no longer in scope of a policy.
    pub removed: Vec<(PersonId, PolicyId)>,
    pub alerts: Vec<AlertChange>,
    /// What happened to alerts as they were opened.
    pub events: Vec<(Alert, AlertEvent)>,
    /// What was assessed, as [`Records::next_dirty`] gave it: taken off the list, except who was marked again meanwhile.
    pub done: DirtyPersons,
}

/// What became of the alerts of a commit.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Joined {
    pub opened: u64,
    pub joined: u64,
    pub withdrawn: u64,
    /// Alerts that were closed meanwhile and stayed as they are.
    pub closed: Vec<AlertId>,
}

impl Records {
    /// Persons to assess, by id, at most `limit`. Read their insights after this call, not before.
    pub async fn next_dirty(&self, limit: u64) -> Result<DirtyPersons, StoreError> {
        let select = Query::select()
            .columns([Dirty::Person, Dirty::Mark])
            .from(Dirty::Table)
            .order_by(Dirty::Person, Order::Asc)
            .limit(limit)
            .take();
        let mut next = DirtyPersons::default();
        for row in self.all("list persons to assess", &select).await? {
            next.persons.push(get_person(&row, 0)?);
            next.up_to = Ord::max(next.up_to, get(&row, 1)?);
        }
        Ok(next)
    }

    /// Stores what assessing brought. [`StoreError::AlertAlreadyOpen`] when an alert to open is open already.
    pub async fn commit_assessments(&self, commit: AssessmentCommit) -> Result<Joined, StoreError> {
        let action = "store assessments";
        let transaction = self.begin(action).await?;
        upsert_assessments(&transaction, commit.assessments).await?;
        for (person, policy) in commit.removed {
            delete_assessment(&transaction, person, policy)
                .await
                .during(action)?;
        }
        let (mut joined, mut news) = (Joined::default(), Vec::new());
        let changes_alerts = !commit.alerts.is_empty();
        for change in commit.alerts {
            let told = told_of(&transaction, &change).await?;
            let closed = joined.closed.len();
            match change {
                AlertChange::Open(alert) => match insert_alert(&transaction, &alert).await {
                    Err(error) if is_taken(&error) => return Err(StoreError::AlertAlreadyOpen),
                    result => joined.opened += result.during(action)?,
                },
                AlertChange::Join(alert) => match update_open_alert(&transaction, &alert)
                    .await
                    .during(action)?
                {
                    0 => joined.closed.push(alert.id),
                    updated => joined.joined += updated,
                },
                AlertChange::Withdraw(id) => {
                    match delete_open_alert(&transaction, id).await.during(action)? {
                        0 => continue,
                        deleted => joined.withdrawn += deleted,
                    }
                }
            }
            news.extend(told.filter(|_| joined.closed.len() == closed));
        }
        add_news(&transaction, &news).await?;
        for (alert, event) in &commit.events {
            insert_event(&transaction, alert, event).await?;
        }
        clear(&transaction, &commit.done).await.during(action)?;
        match changes_alerts {
            true => self.commit_alerts(action, transaction).await?,
            false => transaction.commit().await.during(action)?,
        }
        Ok(joined)
    }
}

/// What is told of a change, should it be made.
async fn told_of(
    transaction: &DatabaseTransaction,
    change: &AlertChange,
) -> Result<Option<AlertNews>, StoreError> {
    let (alert, person, kind) = match change {
        AlertChange::Open(alert) => (alert.id, Some(alert.person), NewsKind::Opened),
        AlertChange::Join(alert) => (alert.id, Some(alert.person), NewsKind::Changed),
        AlertChange::Withdraw(id) => (*id, person_of(transaction, *id).await?, NewsKind::Withdrawn),
    };
    Ok(person.map(|person| AlertNews {
        alert,
        person,
        kind,
    }))
}

impl Transaction {
    /// Puts persons on the list.
    pub async fn mark_dirty(&self, whom: MarkDirty) -> Result<(), StoreError> {
        let mark = next_mark(&self.0).await?;
        let persons = match whom {
            MarkDirty::Persons(persons) => persons,
            MarkDirty::Everybody => everybody(&self.0).await?,
        };
        mark_persons(&self.0, persons, mark)
            .await
            .during("mark persons to assess")
            .map(|_| ())
    }
}

async fn everybody(transaction: &DatabaseTransaction) -> Result<Vec<PersonId>, StoreError> {
    let select = Query::select()
        .column(Persons::Id)
        .from(Persons::Table)
        .take();
    let rows = transaction
        .query_all(&select)
        .await
        .during("list persons")?;
    rows.iter().map(|row| get_person(row, 0)).collect()
}

/// A number higher than any given before: what is marked later can be told from what is being assessed.
pub(super) async fn next_mark(transaction: &DatabaseTransaction) -> Result<i64, StoreError> {
    raised(transaction, "dirty", 1).await
}

/// What a counter stands at after it was raised by that much; it begins at 0.
pub(super) async fn raised(
    transaction: &DatabaseTransaction,
    counter: &'static str,
    by: i64,
) -> Result<i64, StoreError> {
    let action = "raise a counter";
    let next = Expr::col((Counters::Table, Counters::Value)).add(by);
    let insert = Query::insert()
        .into_table(Counters::Table)
        .columns([Counters::Name, Counters::Value])
        .values_panic([counter.into(), by.into()])
        .on_conflict(
            OnConflict::column(Counters::Name)
                .value(Counters::Value, next)
                .to_owned(),
        )
        .returning_col(Counters::Value)
        .take();
    let row = transaction.query_one(&insert).await.during(action)?;
    row.map_or_else(
        || Err(StoreError::corrupt("counter", "absent")),
        |row| get(&row, 0),
    )
}

pub(super) async fn mark_persons(
    transaction: &DatabaseTransaction,
    mut persons: Vec<PersonId>,
    mark: i64,
) -> Result<u64, DbErr> {
    persons.sort_unstable();
    persons.dedup();
    let rows: Vec<[Value; 2]> = persons
        .into_iter()
        .map(|person| [person_value(person).into(), mark.into()])
        .collect();
    let conflict = OnConflict::column(Dirty::Person)
        .update_column(Dirty::Mark)
        .to_owned();
    insert_rows(
        transaction,
        Dirty::Table,
        [Dirty::Person, Dirty::Mark],
        Some(&conflict),
        rows,
    )
    .await
}

async fn clear(transaction: &DatabaseTransaction, done: &DirtyPersons) -> Result<(), DbErr> {
    for chunk in done.persons.chunks(IN_LIST) {
        let delete = Query::delete()
            .from_table(Dirty::Table)
            .and_where(Expr::col(Dirty::Person).is_in(persons_values(chunk)))
            .and_where(Expr::col(Dirty::Mark).lte(done.up_to))
            .take();
        transaction.execute(&delete).await?;
    }
    Ok(())
}
