//! What erasure and retention take away: keys, rows about one person, segments, what is too old; and the pages that held them.

use ombud_model::{AlertId, PersonId, SegmentId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::news::{forget_alerts, forget_alerts_of};
use super::reviews::delete_events_of;
use super::superseding::{forget_superseded, replace_superseded};
use super::{Records, Transaction};
use crate::error::During;
use crate::sql::{count_value, delete_in, get, get_count, get_time, id_value, person_value};
use crate::tables::{
    AlertEvents, Alerts, Assessments, Dirty, FirstDays, Identities, Insights, Persons, Placements,
    Receipts, Segments,
};
use crate::{SegmentMeta, StoreError};

/// Rows about one person that are deleted together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonRows {
    FirstDay,
    Placement,
    Assessments,
    Alerts,
    /// What people did with the person's alerts.
    AlertEvents,
    Work,
}

/// How often the write-ahead log is asked to be cut while readers hold on to it.
const TRIES: usize = 20;

impl Transaction {
    /// Deletes alerts, with their history. Returns how many there were.
    pub async fn delete_alerts(&self, ids: &[AlertId]) -> Result<u64, StoreError> {
        self.changes().alerts();
        delete_events_of(&self.0, ids)
            .await
            .during("delete alerts")?;
        let values = ids.iter().map(|id| id_value(id.0).into()).collect();
        let deleted = delete_in(&self.0, Alerts::Table, Alerts::Id, values)
            .await
            .during("delete alerts")?;
        if deleted > 0 {
            forget_alerts(&self.0, ids).await?;
        }
        Ok(deleted)
    }

    /// Deletes the receipts from `from` to `to`, both included. Returns how many there were.
    pub async fn delete_receipts(&self, from: Timestamp, to: Timestamp) -> Result<u64, StoreError> {
        let delete = Query::delete()
            .from_table(Receipts::Table)
            .and_where(Expr::col(Receipts::At).gte(from.millis()))
            .and_where(Expr::col(Receipts::At).lte(to.millis()))
            .take();
        let deleted = self.0.execute(&delete).await.during("delete receipts")?;
        Ok(deleted.rows_affected())
    }
}

impl Records {
    /// Deletes a person's key and identities together. Returns how many of them there were.
    pub async fn destroy_key(&self, person: PersonId) -> Result<u64, StoreError> {
        let action = "destroy a key";
        let transaction = self.begin(action).await?;
        let key = Query::update()
            .table(Persons::Table)
            .value(Persons::WrappedKey, Option::<Vec<u8>>::None)
            .and_where(Expr::col(Persons::Id).eq(person_value(person)))
            .and_where(Expr::col(Persons::WrappedKey).is_not_null())
            .take();
        let identities = Query::delete()
            .from_table(Identities::Table)
            .and_where(Expr::col(Identities::Person).eq(person_value(person)))
            .take();
        let keys = transaction
            .execute(&key)
            .await
            .during(action)?
            .rows_affected();
        let identities = transaction
            .execute(&identities)
            .await
            .during(action)?
            .rows_affected();
        transaction.commit().await.during(action)?;
        Ok(keys + identities)
    }

    /// Deletes rows about a person. Returns how many there were.
    pub async fn delete_rows_of(
        &self,
        person: PersonId,
        rows: PersonRows,
    ) -> Result<u64, StoreError> {
        let action = "delete rows about a person";
        let value = person_value(person);
        let delete = match rows {
            PersonRows::FirstDay => Query::delete()
                .from_table(FirstDays::Table)
                .and_where(Expr::col(FirstDays::Person).eq(value))
                .take(),
            PersonRows::Placement => Query::delete()
                .from_table(Placements::Table)
                .and_where(Expr::col(Placements::Person).eq(value))
                .take(),
            PersonRows::Assessments => Query::delete()
                .from_table(Assessments::Table)
                .and_where(Expr::col(Assessments::Person).eq(value))
                .take(),
            PersonRows::Alerts => Query::delete()
                .from_table(Alerts::Table)
                .and_where(Expr::col(Alerts::Person).eq(value))
                .take(),
            PersonRows::AlertEvents => Query::delete()
                .from_table(AlertEvents::Table)
                .and_where(Expr::col(AlertEvents::Person).eq(value))
                .take(),
            PersonRows::Work => Query::delete()
                .from_table(Dirty::Table)
                .and_where(Expr::col(Dirty::Person).eq(value))
                .take(),
        };
        let transaction = self.begin(action).await?;
        let deleted = transaction
            .execute(&delete)
            .await
            .during(action)?
            .rows_affected();
        // Also where no alert is left: the news of one that was withdrawn names the person.
        if rows == PersonRows::Alerts {
            forget_alerts_of(&transaction, person).await?;
        }
        self.commit_alerts(action, transaction).await?;
        Ok(deleted)
    }

    /// Whether the person is on the list of those to assess.
    pub async fn is_dirty(&self, person: PersonId) -> Result<bool, StoreError> {
        let select = Query::select()
            .column(Dirty::Person)
            .from(Dirty::Table)
            .and_where(Expr::col(Dirty::Person).eq(person_value(person)))
            .take();
        Ok(self.one("look at the work list", &select).await?.is_some())
    }

    /// How many receipts there are by their time, the oldest first.
    pub async fn receipt_times(&self) -> Result<Vec<(Timestamp, u64)>, StoreError> {
        let select = Query::select()
            .column(Receipts::At)
            .expr(Expr::col(Receipts::IdempotencyKey).count())
            .from(Receipts::Table)
            .group_by_col(Receipts::At)
            .order_by(Receipts::At, sea_orm::sea_query::Order::Asc)
            .take();
        let rows = self.all("count receipts", &select).await?;
        rows.iter()
            .map(|row| Ok((get_time(row, 0)?, get_count(row, 1)?)))
            .collect()
    }

    /// Puts a segment's new file in the place of the old one in the manifest.
    pub(crate) async fn replace_segment(&self, meta: &SegmentMeta) -> Result<(), StoreError> {
        let action = "replace a segment";
        let update = Query::update()
            .table(Segments::Table)
            .values([
                (Segments::Path, meta.path.clone().into()),
                (Segments::Rows, count_value(meta.rows).into()),
                (Segments::MinTime, meta.min_time.millis().into()),
                (Segments::MaxTime, meta.max_time.millis().into()),
                (Segments::Bytes, count_value(meta.bytes).into()),
                (Segments::Digest, meta.digest.to_vec().into()),
            ])
            .and_where(Expr::col(Segments::Id).eq(id_value(meta.id.0)))
            .take();
        let transaction = self.begin(action).await?;
        transaction.execute(&update).await.during(action)?;
        replace_superseded(&transaction, meta.id, &meta.superseded).await?;
        transaction.commit().await.during(action)
    }

    /// Takes a segment, and the insights that came from it, out of the records.
    pub(crate) async fn forget_segment(&self, id: SegmentId) -> Result<(), StoreError> {
        let action = "remove a segment";
        let transaction = self.begin(action).await?;
        let number = Query::select()
            .column(Segments::Number)
            .from(Segments::Table)
            .and_where(Expr::col(Segments::Id).eq(id_value(id.0)))
            .take();
        if let Some(row) = transaction.query_one(&number).await.during(action)? {
            let number = get::<i64>(&row, 0)?;
            let insights = Query::delete()
                .from_table(Insights::Table)
                .and_where(Expr::col(Insights::Segment).eq(number))
                .take();
            let segment = Query::delete()
                .from_table(Segments::Table)
                .and_where(Expr::col(Segments::Number).eq(number))
                .take();
            forget_superseded(&transaction, number)
                .await
                .during(action)?;
            transaction.execute(&insights).await.during(action)?;
            transaction.execute(&segment).await.during(action)?;
        }
        transaction.commit().await.during(action)
    }

    /// Writes the database anew with nothing but what is in it, and cuts the write-ahead log: what was deleted is in no file any more.
    /// Returns whether the log could be cut; while somebody reads for long it cannot, and has to be tried again.
    pub async fn reclaim_space(&self) -> Result<bool, StoreError> {
        let action = "reclaim the space of what was deleted";
        let connection = self.write.as_ref().ok_or(StoreError::ReadOnly { action })?;
        if connection.get_database_backend() != DbBackend::Sqlite {
            return Ok(true);
        }
        connection
            .execute_unprepared("PRAGMA secure_delete = ON")
            .await
            .during(action)?;
        connection
            .execute_unprepared("VACUUM")
            .await
            .during(action)?;
        for _ in 0..TRIES {
            let cut = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
            let row = connection.query_one_raw(cut).await.during(action)?;
            // Its first column says whether a reader stood in the way.
            if row.map_or(Ok(1), |row| get::<i32>(&row, 0))? == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
