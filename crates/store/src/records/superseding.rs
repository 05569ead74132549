//! Which rows of history count no more: written with the segment that stands for them, gone with the segment that held them.

use ombud_model::SegmentId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use crate::StoreError;
use crate::error::During;
use crate::history::SupersededRows;
use crate::sql::{get, id_value, insert_rows};
use crate::tables::{Segments, Superseded};

/// Rows of an earlier segment for which rows of the segment that is committed stand from now on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Superseding {
    pub segment: SegmentId,
    pub rows: SupersededRows,
}

/// `by` is the number of the segment that is committed.
pub(super) async fn insert_superseded(
    transaction: &DatabaseTransaction,
    by: i64,
    superseding: Vec<Superseding>,
) -> Result<(), StoreError> {
    let action = "supersede rows of history";
    for Superseding { segment, rows } in superseding {
        let number = number_of(transaction, segment)
            .await
            .during(action)?
            .ok_or_else(|| StoreError::corrupt("segment id", segment))?;
        let number = get::<i64>(&number, 0)?;
        insert(transaction, number, by, &rows)
            .await
            .during(action)?;
    }
    Ok(())
}

/// Puts what is left of the superseded rows in the place of what was there, after the segment was written anew.
pub(super) async fn replace_superseded(
    transaction: &DatabaseTransaction,
    segment: SegmentId,
    rows: &SupersededRows,
) -> Result<(), StoreError> {
    let action = "supersede rows of history";
    let Some(number) = number_of(transaction, segment).await.during(action)? else {
        return Ok(());
    };
    let number = get::<i64>(&number, 0)?;
    forget_superseded(transaction, number)
        .await
        .during(action)?;
    if !rows.is_empty() {
        // No segment supersedes itself: its own number marks what was gathered from several.
        insert(transaction, number, number, rows)
            .await
            .during(action)?;
    }
    Ok(())
}

pub(super) async fn forget_superseded(
    transaction: &DatabaseTransaction,
    number: i64,
) -> Result<(), DbErr> {
    let delete = Query::delete()
        .from_table(Superseded::Table)
        .and_where(Expr::col(Superseded::Segment).eq(number))
        .take();
    transaction.execute(&delete).await.map(|_| ())
}

async fn insert(
    transaction: &DatabaseTransaction,
    number: i64,
    by: i64,
    rows: &SupersededRows,
) -> Result<u64, DbErr> {
    let columns = [Superseded::Segment, Superseded::By, Superseded::Body];
    let row = [number.into(), by.into(), rows.pack().into()];
    insert_rows(transaction, Superseded::Table, columns, None, vec![row]).await
}

async fn number_of(
    transaction: &DatabaseTransaction,
    segment: SegmentId,
) -> Result<Option<sea_orm::QueryResult>, DbErr> {
    let select = Query::select()
        .column(Segments::Number)
        .from(Segments::Table)
        .and_where(Expr::col(Segments::Id).eq(id_value(segment.0)))
        .take();
    transaction.query_one(&select).await
}
