//! Where persons belong in the organisation, as personnel records say, from a day on: what admin units go by.
//!
//! Promises: of what is said about one person from the same moment on, what was received last stays; what a later record has replaced by
//! now is not kept. So the outcome does not depend on the order in which records of different dates arrive.

use ombud_model::{PersonId, Timestamp};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::Records;
use crate::StoreError;
use crate::error::During;
use crate::sql::{excluded, get, get_person, get_time, insert_rows, person_value, persons_values};
use crate::tables::Placements;

/// What one record says about one person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct PersonPlacement {
    pub person: PersonId,
    /// From when on it holds.
    pub effective: Timestamp,
    pub received: Timestamp,
    /// Opaque to the store.
    pub body: String,
}

impl Records {
    /// What is known, by person and the moment from which on it holds.
    pub async fn placements(&self) -> Result<Vec<(PersonId, Timestamp, String)>, StoreError> {
        let select = Query::select()
            .columns([Placements::Person, Placements::Effective, Placements::Body])
            .from(Placements::Table)
            .order_by(Placements::Person, Order::Asc)
            .order_by(Placements::Effective, Order::Asc)
            .take();
        let rows = self.all("read where persons belong", &select).await?;
        rows.iter()
            .map(|row| Ok((get_person(row, 0)?, get_time(row, 1)?, get(row, 2)?)))
            .collect()
    }

    /// How many records about where the person belongs are kept.
    pub async fn placements_of(&self, person: PersonId) -> Result<u64, StoreError> {
        let members = self.aliases().members(person);
        let select = Query::select()
            .expr(Expr::col(Placements::Person).count())
            .from(Placements::Table)
            .and_where(Expr::col(Placements::Person).is_in(persons_values(&members)))
            .take();
        let row = self.one("count where a person belongs", &select).await?;
        row.map_or(Ok(0), |row| crate::sql::get_count(&row, 0))
    }
}

fn stored(column: Placements) -> Expr {
    Expr::col((Placements::Table, column))
}

/// Of two rows about the same person from the same time on, the one received later stays; of two received together, always the same one.
fn the_later_wins() -> OnConflict {
    let later = excluded(Placements::Received).gt(stored(Placements::Received));
    let tied = excluded(Placements::Received).eq(stored(Placements::Received));
    let wins = later.or(tied.and(excluded(Placements::Body).gt(stored(Placements::Body))));
    OnConflict::columns([Placements::Person, Placements::Effective])
        .update_columns([Placements::Received, Placements::Body])
        .action_and_where(wins)
        .to_owned()
}

/// Keeps what a batch says, and drops what is replaced at `now`.
pub(super) async fn put_placements(
    transaction: &DatabaseTransaction,
    mut placements: Vec<PersonPlacement>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let action = "keep where persons belong";
    // One upsert may not meet the same row twice; of two, the one that would win stays.
    placements.sort_unstable_by(|a, b| b.cmp(a));
    placements.dedup_by_key(|placement| (placement.person, placement.effective));
    let rows: Vec<[Value; 4]> = placements
        .into_iter()
        .map(|placement| {
            let PersonPlacement {
                person,
                effective,
                received,
                body,
            } = placement;
            [
                person_value(person).into(),
                effective.millis().into(),
                received.millis().into(),
                body.into(),
            ]
        })
        .collect();
    let columns = [
        Placements::Person,
        Placements::Effective,
        Placements::Received,
        Placements::Body,
    ];
    insert_rows(
        transaction,
        Placements::Table,
        columns,
        Some(&the_later_wins()),
        rows,
    )
    .await
    .during(action)?;
    let newer = Alias::new("newer");
    let replaced = Query::select()
        .expr(Expr::val(1))
        .from_as(Placements::Table, newer.clone())
        .and_where(Expr::col((newer.clone(), Placements::Person)).eq(stored(Placements::Person)))
        .and_where(
            Expr::col((newer.clone(), Placements::Effective)).gt(stored(Placements::Effective)),
        )
        .and_where(Expr::col((newer, Placements::Effective)).lte(now.millis()))
        .take();
    let drop = Query::delete()
        .from_table(Placements::Table)
        .and_where(Expr::exists(replaced))
        .take();
    transaction.execute(&drop).await.during(action)?;
    Ok(())
}
