//! What is kept about arrivals besides the activities: rejected records, receipts of pushes, counts per source.

use ombud_model::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Order, Query, SelectStatement};
use sea_orm::{DatabaseTransaction, DbErr, QueryResult, Value};

use super::{Records, Transaction};
use crate::StoreError;
use crate::error::During;
use crate::sql::{
    add_on_conflict, count_value, delete_in, get, get_bytes, get_count, get_time, insert_rows,
};
use crate::tables;
use crate::tables::{Receipts, Rejects};

/// A record that could not be used, kept so that it can be tried again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reject {
    /// Keyed hash of source and raw record: the same record rejected again is the same reject.
    pub id: [u8; 16],
    pub source: String,
    /// Name of the file or push it came in.
    pub input: String,
    /// Where in it, such as `line 17`.
    pub place: String,
    /// Why, without quoting the record.
    pub reason: String,
    /// The record's bytes, sealed.
    pub raw: Vec<u8>,
    pub first_seen: Timestamp,
    /// Hash of the mapping it was read with, if the source has one.
    pub mapping: Option<[u8; 16]>,
}

/// How often a source was refused for a reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RejectSummary {
    pub source: String,
    pub reason: String,
    pub count: u64,
}

/// The answer to a push: the same key gets the same answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    pub source: String,
    /// Given by the client.
    pub key: String,
    /// The answer, as JSON.
    pub body: String,
    pub at: Timestamp,
}

/// Counts of one source. `read` is the sum of the accepted, the duplicates, the corrected and the rejected.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SourceStats {
    pub source: String,
    pub read: u64,
    pub accepted: u64,
    pub duplicates: u64,
    pub rejected: u64,
    /// How many of the accepted records are marked as incomplete.
    pub incomplete: u64,
    /// How many records were read anew and give other facts than an older reader gave.
    pub corrected: u64,
    /// Time of the latest activity; `None` when nothing was accepted.
    pub last_time: Option<Timestamp>,
}

impl Transaction {
    /// Forgets rejects, once they were accepted on another try. Returns how many there were.
    pub async fn remove_rejects(&self, ids: &[[u8; 16]]) -> Result<u64, StoreError> {
        let values = ids.iter().map(|id| id.to_vec().into()).collect();
        delete_in(&self.0, Rejects::Table, Rejects::Id, values)
            .await
            .during("remove rejects")
    }
}

impl Records {
    /// Rejects after `after` (an id), by id, at most `limit`; of one source where given.
    pub async fn rejects_page(
        &self,
        source: Option<&str>,
        after: Option<[u8; 16]>,
        limit: u64,
    ) -> Result<Vec<Reject>, StoreError> {
        let mut select = select_rejects();
        if let Some(source) = source {
            select.and_where(Expr::col(Rejects::Source).eq(source));
        }
        if let Some(after) = after {
            select.and_where(Expr::col(Rejects::Id).gt(after.to_vec()));
        }
        self.all("list rejects", select.limit(limit))
            .await?
            .iter()
            .map(read_reject)
            .collect()
    }

    /// Counts by source and reason, most frequent first.
    pub async fn reject_summary(&self) -> Result<Vec<RejectSummary>, StoreError> {
        let count = || Expr::col(Rejects::Id).count();
        let select = Query::select()
            .columns([Rejects::Source, Rejects::Reason])
            .expr(count())
            .from(Rejects::Table)
            .group_by_columns([Rejects::Source, Rejects::Reason])
            .order_by_expr(count(), Order::Desc)
            .order_by(Rejects::Source, Order::Asc)
            .order_by(Rejects::Reason, Order::Asc)
            .take();
        let rows = self.all("count rejects", &select).await?;
        rows.iter()
            .map(|row| {
                Ok(RejectSummary {
                    source: get(row, 0)?,
                    reason: get(row, 1)?,
                    count: get_count(row, 2)?,
                })
            })
            .collect()
    }

    /// The receipt of a push, by source and idempotency key.
    pub async fn receipt(&self, source: &str, key: &str) -> Result<Option<Receipt>, StoreError> {
        let select = Query::select()
            .columns([
                Receipts::Source,
                Receipts::IdempotencyKey,
                Receipts::Body,
                Receipts::At,
            ])
            .from(Receipts::Table)
            .and_where(Expr::col(Receipts::Source).eq(source))
            .and_where(Expr::col(Receipts::IdempotencyKey).eq(key))
            .take();
        let row = self.one("look up a receipt", &select).await?;
        row.map(|row| {
            Ok(Receipt {
                source: get(&row, 0)?,
                key: get(&row, 1)?,
                body: get(&row, 2)?,
                at: get_time(&row, 3)?,
            })
        })
        .transpose()
    }

    /// Counts per source, by source.
    pub async fn source_stats(&self) -> Result<Vec<SourceStats>, StoreError> {
        use tables::SourceStats as Column;
        let select = Query::select()
            .columns([
                Column::Source,
                Column::Read,
                Column::Accepted,
                Column::Duplicates,
                Column::Rejected,
                Column::LastTime,
                Column::Incomplete,
                Column::Corrected,
            ])
            .from(Column::Table)
            .order_by(Column::Source, Order::Asc)
            .take();
        let read = |row: &QueryResult| {
            let last = get::<Option<i64>>(row, 5)?
                .map(|_| get_time(row, 5))
                .transpose()?;
            Ok(SourceStats {
                source: get(row, 0)?,
                read: get_count(row, 1)?,
                accepted: get_count(row, 2)?,
                duplicates: get_count(row, 3)?,
                rejected: get_count(row, 4)?,
                incomplete: get_count(row, 6)?,
                corrected: get_count(row, 7)?,
                last_time: last,
            })
        };
        self.all("read source counts", &select)
            .await?
            .iter()
            .map(read)
            .collect()
    }
}

pub(super) async fn insert_receipt(
    transaction: &DatabaseTransaction,
    receipt: &Receipt,
) -> Result<u64, DbErr> {
    let columns = [
        Receipts::Source,
        Receipts::IdempotencyKey,
        Receipts::Body,
        Receipts::At,
    ];
    let Receipt {
        source,
        key,
        body,
        at,
    } = receipt.clone();
    insert_rows(
        transaction,
        Receipts::Table,
        columns,
        None,
        vec![[source.into(), key.into(), body.into(), at.millis().into()]],
    )
    .await
}

pub(super) async fn insert_rejects(
    transaction: &DatabaseTransaction,
    mut rejects: Vec<Reject>,
) -> Result<u64, StoreError> {
    rejects.sort_unstable_by_key(|reject| reject.id);
    let rows: Vec<[Value; 8]> = rejects
        .into_iter()
        .map(|reject| {
            [
                reject.id.to_vec().into(),
                reject.source.into(),
                reject.input.into(),
                reject.place.into(),
                reject.reason.into(),
                reject.raw.into(),
                reject.first_seen.millis().into(),
                reject.mapping.map(|mapping| mapping.to_vec()).into(),
            ]
        })
        .collect();
    let conflict = OnConflict::column(Rejects::Id).do_nothing().to_owned();
    insert_rows(
        transaction,
        Rejects::Table,
        reject_columns(),
        Some(&conflict),
        rows,
    )
    .await
    .during("keep rejected records")
}

pub(super) async fn add_stats(
    transaction: &DatabaseTransaction,
    stats: &SourceStats,
) -> Result<u64, DbErr> {
    use tables::SourceStats as Column;
    let counts = [
        Column::Read,
        Column::Accepted,
        Column::Duplicates,
        Column::Rejected,
        Column::Incomplete,
        Column::Corrected,
    ];
    let mut conflict = add_on_conflict(Column::Table, [Column::Source], counts);
    let stored = Expr::col((Column::Table, Column::LastTime));
    let new = crate::sql::excluded(Column::LastTime);
    let missing = new.clone().is_null().or(stored.clone().gte(new.clone()));
    conflict.value(Column::LastTime, Expr::case(missing, stored).finally(new));
    let row = [
        stats.source.clone().into(),
        count_value(stats.read).into(),
        count_value(stats.accepted).into(),
        count_value(stats.duplicates).into(),
        count_value(stats.rejected).into(),
        stats.last_time.map(Timestamp::millis).into(),
        count_value(stats.incomplete).into(),
        count_value(stats.corrected).into(),
    ];
    let columns = [
        Column::Source,
        Column::Read,
        Column::Accepted,
        Column::Duplicates,
        Column::Rejected,
        Column::LastTime,
        Column::Incomplete,
        Column::Corrected,
    ];
    insert_rows(
        transaction,
        Column::Table,
        columns,
        Some(&conflict),
        vec![row],
    )
    .await
}

const fn reject_columns() -> [Rejects; 8] {
    [
        Rejects::Id,
        Rejects::Source,
        Rejects::Input,
        Rejects::Place,
        Rejects::Reason,
        Rejects::Raw,
        Rejects::FirstSeen,
        Rejects::Mapping,
    ]
}

fn select_rejects() -> SelectStatement {
    Query::select()
        .columns(reject_columns())
        .from(Rejects::Table)
        .order_by(Rejects::Id, Order::Asc)
        .take()
}

fn read_reject(row: &QueryResult) -> Result<Reject, StoreError> {
    let mapping = get::<Option<Vec<u8>>>(row, 7)?
        .map(|_| get_bytes(row, 7, "mapping hash"))
        .transpose()?;
    Ok(Reject {
        id: get_bytes(row, 0, "reject id")?,
        source: get(row, 1)?,
        input: get(row, 2)?,
        place: get(row, 3)?,
        reason: get(row, 4)?,
        raw: get(row, 5)?,
        first_seen: get_time(row, 6)?,
        mapping,
    })
}
