//! Packed insights: appended by commits, read whole for the persons to assess, replaced when recomputed from history.

use std::collections::BTreeMap;

use ombud_model::{Day, PersonId, SegmentId};
use rustc_hash::{FxHashMap, FxHashSet};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Value};

use super::commit::{OrgDay, PackedInsights, add_org_days};
use super::persons::lower_first_days;
use super::{Records, Transaction, blocks};
use crate::StoreError;
use crate::error::During;
use crate::sql::{get, get_id, get_person, insert_rows};
use crate::tables::{FirstDays, Insights, OrgDays, Segments};

/// Everything that is computed from history, recomputed.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Rebuilt {
    pub insights: Vec<(SegmentId, Vec<PackedInsights>)>,
    pub first_days: Vec<(PersonId, Day)>,
    pub org_days: Vec<OrgDay>,
}

/// Blocks read at a time: each holds a few hundred bytes of every large segment.
const BLOCKS_AT_A_TIME: usize = 32;

impl Records {
    /// The packed insights of each person who has any, by the one whom they are shown as; to be unpacked and merged.
    pub async fn insights_of(
        &self,
        persons: &[PersonId],
    ) -> Result<Vec<(PersonId, Vec<Vec<u8>>)>, StoreError> {
        let aliases = self.aliases();
        let persons = &aliases.members_of_all(persons.iter().copied());
        let mut found: BTreeMap<PersonId, Vec<Vec<u8>>> = BTreeMap::new();
        let read = |row: &_| Ok((get_person(row, 0)?, get::<Vec<u8>>(row, 1)?));
        for (person, body) in self
            .by_persons(
                "read insights",
                persons,
                Insights::Holder,
                &select_bodies(),
                read,
            )
            .await?
        {
            found.entry(aliases.resolve(person)).or_default().push(body);
        }
        let wanted: FxHashSet<PersonId> = persons.iter().copied().collect();
        let mut blocks: Vec<i64> = wanted
            .iter()
            .map(|&person| blocks::block_of(person))
            .collect();
        blocks.sort_unstable();
        blocks.dedup();
        for some in blocks.chunks(BLOCKS_AT_A_TIME) {
            let select = select_bodies()
                .and_where(Expr::col(Insights::Holder).is_in(some.iter().copied()))
                .take();
            for row in self.all("read insights", &select).await? {
                let body = get::<Vec<u8>>(&row, 1)?;
                let entries = blocks::entries(&body)
                    .ok_or_else(|| StoreError::corrupt("insights", "a block that is cut short"))?;
                for (person, packed) in entries
                    .into_iter()
                    .filter(|(person, _)| wanted.contains(person))
                {
                    found
                        .entry(aliases.resolve(person))
                        .or_default()
                        .push(packed.to_vec());
                }
            }
        }
        Ok(found.into_iter().collect())
    }
}

impl Transaction {
    /// Puts recomputed insights, first days and totals in the place of the stored ones. Assessments stay as they are: mark the
    /// persons to assess in the same unit of work.
    pub async fn replace_insights(&self, rebuilt: Rebuilt) -> Result<(), StoreError> {
        let action = "replace the insights";
        let transaction = &self.0;
        for delete in [
            Query::delete().from_table(Insights::Table).take(),
            Query::delete().from_table(FirstDays::Table).take(),
            Query::delete().from_table(OrgDays::Table).take(),
        ] {
            transaction.execute(&delete).await.during(action)?;
        }
        let Rebuilt {
            insights,
            mut first_days,
            org_days,
        } = rebuilt;
        let numbers = segment_numbers(transaction).await?;
        for (segment, insights) in insights {
            let number = numbers
                .get(&segment)
                .ok_or_else(|| StoreError::corrupt("segment id", segment))?;
            insert_insights(transaction, *number, insights)
                .await
                .during(action)?;
        }
        lower_first_days(transaction, &mut first_days)
            .await
            .during(action)?;
        add_org_days(transaction, org_days).await
    }
}

async fn segment_numbers(
    transaction: &DatabaseTransaction,
) -> Result<FxHashMap<SegmentId, i64>, StoreError> {
    let select = Query::select()
        .columns([Segments::Id, Segments::Number])
        .from(Segments::Table)
        .take();
    let rows = transaction
        .query_all(&select)
        .await
        .during("list segments")?;
    rows.iter()
        .map(|row| Ok((SegmentId(get_id(row, 0, "segment id")?), get(row, 1)?)))
        .collect()
}

fn select_bodies() -> SelectStatement {
    Query::select()
        .columns([Insights::Holder, Insights::Body])
        .from(Insights::Table)
        .order_by(Insights::Holder, Order::Asc)
        .order_by(Insights::Month, Order::Asc)
        .order_by(Insights::Segment, Order::Asc)
        .take()
}

pub(super) async fn insert_insights<C: ConnectionTrait>(
    connection: &C,
    segment: i64,
    insights: Vec<PackedInsights>,
) -> Result<u64, DbErr> {
    let value = |row: blocks::Row| {
        [
            row.holder.into(),
            row.month.into(),
            segment.into(),
            row.body.into(),
        ]
    };
    let rows: Vec<[Value; 4]> = blocks::rows(insights).into_iter().map(value).collect();
    let columns = [
        Insights::Holder,
        Insights::Month,
        Insights::Segment,
        Insights::Body,
    ];
    insert_rows(connection, Insights::Table, columns, None, rows).await
}
