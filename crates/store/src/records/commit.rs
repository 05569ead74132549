//! The one transaction that makes a batch of activities exist.

use ombud_model::{Day, IndicatorCode, PersonId, ReaderVersion, SegmentId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};

use super::ingest::{Receipt, Reject, SourceStats, add_stats, insert_receipt, insert_rejects};
use super::persons::lower_first_days;
use super::placements::{PersonPlacement, put_placements};
use super::superseding::{Superseding, insert_superseded};
use super::work::{mark_persons, next_mark};
use super::{Records, insights::insert_insights};
use crate::StoreError;
use crate::error::{During, is_taken};
use crate::history::{SegmentMeta, SupersededRows};
use crate::sql::{
    add_on_conflict, count_value, get, get_bytes, get_count, get_id, get_time, id_value,
    insert_rows,
};
use crate::tables::{OrgDays, Segments, Superseded};

/// What a batch brings. Everything is committed together or not at all; lists may be in any order and may be empty.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BatchCommit {
    pub segments: Vec<SegmentCommit>,
    /// Days on which persons were seen; the earliest of each person is kept.
    pub first_days: Vec<(PersonId, Day)>,
    /// Added to what is there.
    pub org_days: Vec<OrgDay>,
    /// Where persons belong, as received now.
    pub placements: Vec<PersonPlacement>,
    /// Persons to assess.
    pub dirty: Vec<PersonId>,
    pub rejects: Vec<Reject>,
    /// The answer to a push, kept under its idempotency key.
    pub receipt: Option<Receipt>,
    /// Added to the source's counts.
    pub stats: Option<SourceStats>,
}

const COLUMNS: [Segments; 11] = [
    Segments::Id,
    Segments::Path,
    Segments::Source,
    Segments::Rows,
    Segments::MinTime,
    Segments::MaxTime,
    Segments::Bytes,
    Segments::Digest,
    Segments::Created,
    Segments::Reader,
    Segments::Mapping,
];

/// A segment that lies in the object store already, and the insights recognised in it.
#[derive(Clone, PartialEq, Debug)]
pub struct SegmentCommit {
    pub meta: SegmentMeta,
    pub insights: Vec<PackedInsights>,
    /// What it stands for from now on.
    pub superseding: Vec<Superseding>,
}

/// Insights of one person in one month, packed by `ombud_model::insight::pack`. One per person and month within a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackedInsights {
    pub person: PersonId,
    /// Months since January 1970, or any other number that orders months.
    pub month: i32,
    pub body: Vec<u8>,
}

/// One indicator's total of one day over the whole organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct OrgDay {
    pub day: Day,
    pub indicator: IndicatorCode,
    pub total: u64,
}

/// What a commit did beyond what it was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Committed {
    /// Rejects that were not there before.
    pub new_rejects: u64,
}

impl Records {
    /// Commits a batch. [`StoreError::AlreadyCommitted`] when the receipt's key was used before.
    pub async fn commit_batch(&self, batch: BatchCommit) -> Result<Committed, StoreError> {
        let action = "commit a batch";
        let transaction = self.begin(action).await?;
        if let Some(receipt) = &batch.receipt {
            match insert_receipt(&transaction, receipt).await {
                Err(error) if is_taken(&error) => {
                    let Receipt { source, key, .. } = receipt.clone();
                    return Err(StoreError::AlreadyCommitted {
                        source_name: source,
                        key,
                    });
                }
                result => result.during(action)?,
            };
        }
        let committed = write_batch(&transaction, batch).await?;
        transaction.commit().await.during(action)?;
        Ok(committed)
    }

    /// The manifest, in the order of committing.
    pub async fn segments(&self) -> Result<Vec<SegmentMeta>, StoreError> {
        read_segments(&self.all("list segments", &select_segments()).await?)
    }

    /// Segments with an activity between `from` and `to`, both included, in the order of committing.
    pub async fn segments_between(
        &self,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<SegmentMeta>, StoreError> {
        let select = select_segments()
            .and_where(Expr::col(Segments::MinTime).lte(to.millis()))
            .and_where(Expr::col(Segments::MaxTime).gte(from.millis()))
            .take();
        read_segments(&self.all("list segments", &select).await?)
    }

    /// Totals of the whole organisation, by day and indicator.
    pub async fn org_days(&self) -> Result<Vec<OrgDay>, StoreError> {
        let select = Query::select()
            .columns([OrgDays::Day, OrgDays::Indicator, OrgDays::Total])
            .from(OrgDays::Table)
            .order_by(OrgDays::Day, Order::Asc)
            .order_by(OrgDays::Indicator, Order::Asc)
            .take();
        let rows = self.all("read the organisation's totals", &select).await?;
        let read = |row: &QueryResult| {
            let code = get::<i32>(row, 1)?;
            let indicator = IndicatorCode(
                u16::try_from(code).map_err(|_| StoreError::corrupt("indicator", code))?,
            );
            Ok(OrgDay {
                day: Day(get(row, 0)?),
                indicator,
                total: get_count(row, 2)?,
            })
        };
        rows.iter().map(read).collect()
    }
}

async fn write_batch(
    transaction: &DatabaseTransaction,
    batch: BatchCommit,
) -> Result<Committed, StoreError> {
    let action = "commit a batch";
    let BatchCommit {
        segments,
        mut first_days,
        org_days,
        placements,
        dirty,
        rejects,
        receipt: _,
        stats,
    } = batch;
    for SegmentCommit {
        meta,
        insights,
        superseding,
    } in segments
    {
        let number = insert_segment(transaction, &meta).await?;
        insert_superseded(transaction, number, superseding).await?;
        insert_insights(transaction, number, insights)
            .await
            .during(action)?;
    }
    lower_first_days(transaction, &mut first_days)
        .await
        .during(action)?;
    add_org_days(transaction, org_days).await?;
    if let Some(now) = placements.iter().map(|placement| placement.received).max() {
        put_placements(transaction, placements, now).await?;
    }
    if !dirty.is_empty() {
        let mark = next_mark(transaction).await?;
        mark_persons(transaction, dirty, mark)
            .await
            .during(action)?;
    }
    let new_rejects = insert_rejects(transaction, rejects).await?;
    if let Some(stats) = stats {
        add_stats(transaction, &stats).await.during(action)?;
    }
    Ok(Committed { new_rejects })
}

async fn insert_segment(
    transaction: &DatabaseTransaction,
    meta: &SegmentMeta,
) -> Result<i64, StoreError> {
    let action = "commit a segment";
    let insert = Query::insert()
        .into_table(Segments::Table)
        .columns(COLUMNS)
        .values_panic([
            id_value(meta.id.0).into(),
            meta.path.clone().into(),
            meta.source.clone().into(),
            count_value(meta.rows).into(),
            meta.min_time.millis().into(),
            meta.max_time.millis().into(),
            count_value(meta.bytes).into(),
            meta.digest.to_vec().into(),
            meta.created.millis().into(),
            i64::from(meta.reader.number).into(),
            meta.reader.mapping.cast_signed().into(),
        ])
        .returning_col(Segments::Number)
        .take();
    let row = transaction.query_one(&insert).await.during(action)?;
    row.map_or_else(
        || Err(StoreError::corrupt("segment number", "absent")),
        |row| get(&row, 0),
    )
}

pub(super) async fn add_org_days(
    transaction: &DatabaseTransaction,
    mut days: Vec<OrgDay>,
) -> Result<(), StoreError> {
    days.sort_unstable();
    // One upsert may not meet the same row twice.
    days.dedup_by(|next, kept| {
        let same = (next.day, next.indicator) == (kept.day, kept.indicator);
        if same {
            kept.total = kept.total.saturating_add(next.total);
        }
        same
    });
    let rows: Vec<[Value; 3]> = days
        .into_iter()
        .map(|day| {
            [
                day.day.0.into(),
                i32::from(day.indicator.0).into(),
                count_value(day.total).into(),
            ]
        })
        .collect();
    let conflict = add_on_conflict(
        OrgDays::Table,
        [OrgDays::Day, OrgDays::Indicator],
        [OrgDays::Total],
    );
    let columns = [OrgDays::Day, OrgDays::Indicator, OrgDays::Total];
    insert_rows(transaction, OrgDays::Table, columns, Some(&conflict), rows)
        .await
        .during("add to the organisation's totals")?;
    Ok(())
}

/// The columns of a segment, then its number and what of it was superseded: as many rows as segments supersede it, or one.
fn select_segments() -> SelectStatement {
    let mut select = Query::select();
    for column in COLUMNS {
        select.column((Segments::Table, column));
    }
    select
        .column((Segments::Table, Segments::Number))
        .column((Superseded::Table, Superseded::Body))
        .from(Segments::Table)
        .left_join(
            Superseded::Table,
            Expr::col((Superseded::Table, Superseded::Segment))
                .equals((Segments::Table, Segments::Number)),
        )
        .order_by((Segments::Table, Segments::Number), Order::Asc)
        .take()
}

fn read_segments(rows: &[QueryResult]) -> Result<Vec<SegmentMeta>, StoreError> {
    let (mut metas, mut last, mut superseded) = (Vec::<SegmentMeta>::new(), None, Vec::new());
    for row in rows {
        let number = get::<i64>(row, COLUMNS.len())?;
        if last.replace(number) != Some(number) {
            take_superseded(&mut metas, &mut superseded);
            metas.push(read_segment(row)?);
        }
        if let Some(body) = get::<Option<Vec<u8>>>(row, COLUMNS.len() + 1)? {
            SupersededRows::unpack(&body, &mut superseded).ok_or_else(|| {
                StoreError::corrupt("superseded rows", "a list that is cut short")
            })?;
        }
    }
    take_superseded(&mut metas, &mut superseded);
    Ok(metas)
}

fn take_superseded(metas: &mut [SegmentMeta], superseded: &mut Vec<(i64, u64)>) {
    if let (Some(meta), false) = (metas.last_mut(), superseded.is_empty()) {
        meta.superseded = SupersededRows::new(std::mem::take(superseded));
    }
}

fn read_segment(row: &QueryResult) -> Result<SegmentMeta, StoreError> {
    let number = get_count(row, 9)?;
    Ok(SegmentMeta {
        id: SegmentId(get_id(row, 0, "segment id")?),
        path: get(row, 1)?,
        source: get(row, 2)?,
        rows: get_count(row, 3)?,
        min_time: get_time(row, 4)?,
        max_time: get_time(row, 5)?,
        bytes: get_count(row, 6)?,
        digest: get_bytes(row, 7, "segment digest")?,
        created: get_time(row, 8)?,
        reader: ReaderVersion {
            number: u32::try_from(number).map_err(|_| StoreError::corrupt("reader", number))?,
            mapping: get::<i64>(row, 10)?.cast_unsigned(),
        },
        superseded: SupersededRows::default(),
    })
}
